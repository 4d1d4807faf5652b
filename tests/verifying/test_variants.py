"""Every kind of trouble that a reference may have, judged right in variants: `variants.py`."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.verifying.found import is_right
from tests.verifying.variants import Row, judged, rows, server

from mscref.app.verify import Verified
from mscref.verifying.wording import message_of


@pytest.fixture(scope="module")
def verified(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Verified]:
    entries = "\n".join(row.entry for row in rows())
    with server() as running:
        return judged(entries, running, tmp_path_factory.mktemp("variants"))


@pytest.mark.parametrize("row", list(rows()), ids=lambda row: row.name)
def test_variant(verified: Mapping[str, Verified], row: Row):
    one = verified[row.name]
    shown = f"{one.judgement.verdict.value}: {message_of(one.judgement)}"
    assert is_right(one, row.verdicts, row.said), shown
