"""Works that are easily taken for one another are not, and one work under two names is one."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.verify.confusions import rows, server
from tests.verify.found import is_right
from tests.verify.variants import Row, judged

from mscref.app.verify import Verified
from mscref.verify.wording import message_of


@pytest.fixture(scope="module")
def verified(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Verified]:
    entries = "\n".join(row.entry for row in rows())
    with server() as running:
        return judged(entries, running, tmp_path_factory.mktemp("confusions"))


@pytest.mark.parametrize("row", list(rows()), ids=lambda row: row.name)
def test_confusion(verified: Mapping[str, Verified], row: Row):
    one = verified[row.name]
    shown = f"{one.judgement.verdict.value}: {message_of(one.judgement)}"
    assert is_right(one, row.verdicts, row.said), shown
