"""Works that are easily taken for one another are not, and one work under two names is one."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.verifying import confusions, likenesses, neighbours
from tests.verifying.found import is_right
from tests.verifying.variants import Row, judged

from mscref.app.verify import Verified
from mscref.verifying.wording import message_of

SETS = (confusions, likenesses, neighbours)
ROWS = [row for one in SETS for row in one.rows()]


@pytest.fixture(scope="module")
def verified(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Verified]:
    found: dict[str, Verified] = {}
    for one in SETS:
        entries = "\n".join(row.entry for row in one.rows())
        with one.server() as running:
            found |= judged(entries, running, tmp_path_factory.mktemp("confusions"))
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_confusion(verified: Mapping[str, Verified], row: Row):
    one = verified[row.name]
    shown = f"{one.judgement.verdict.value}: {message_of(one.judgement)}"
    assert is_right(one, row.verdicts, row.said), shown
