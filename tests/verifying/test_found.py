"""What was once judged wrong is judged right: the table of `found.py`, by the replay server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.verifying.found import Judged, is_right, rows, serving

from mscref.verifying.verdicts import Verdict
from mscref.verifying.wording import message_of


@pytest.fixture(scope="module")
def judged(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judged]:
    folder = shared / "data/found/verify"
    if not folder.is_dir():
        pytest.skip("no data/found/verify in the shared test data")
    yield from serving(folder, tmp_path_factory.mktemp("cache"))


@pytest.mark.parametrize(("name", "key", "verdicts", "said"), list(rows()))
def test_verdict(judged: Judged, name: str, key: str, verdicts: frozenset[str], said: str):
    verified = judged.of_file(name)[key]
    shown = f"{verified.judgement.verdict}: {message_of(verified.judgement)}"
    assert is_right(verified, verdicts, said), shown


def test_nothing_true_is_accused(judged: Judged):
    accused = {Verdict.DIFFERS, Verdict.WRONG_IDENTIFIER, Verdict.RETRACTED, Verdict.CONCERN}
    true = judged.of_file("true.bib")
    found = [key for key, one in true.items() if one.judgement.verdict in accused]
    assert found == []
