"""On the way of a claim to its verdict each thing is done once: counted, not timed.

The way is that of docs/architecture.md. The works are those of `likenesses.py`, whose
claims are led to a record by identifiers, by a search, and by searches in further places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.verifying import likenesses
from tests.verifying.variants import judged

from mscref.match import comparison
from mscref.verifying import asking

# Whose work it is, and the step: each is to be taken once for each claim.
STEPS = (
    (asking, "statements_of"),
    (asking, "Comparisons"),
    (asking, "_searched_too"),
    (asking, "weigh"),
    (asking, "conclude"),
)
# What is made of a claim and one record.
OF_A_PAIR = ("Comparison", "evidence_of", "differences")


class Noted:
    """What the steps were called with; it is kept, so that no two things share an address."""

    def __init__(self) -> None:
        self.calls: dict[str, list[tuple[object, ...]]] = {}

    def watch(self, monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> None:
        """Note every call of a name of a module from now on."""
        real: Callable[..., Any] = getattr(module, name)
        calls = self.calls.setdefault(name, [])

        def noting(*given: object, **named: object) -> object:
            calls.append(given)
            return real(*given, **named)

        monkeypatch.setattr(module, name, noting)

    def most(self, name: str) -> int:
        """How often the step was taken for the pair for which it was taken most often."""
        return max(Counter((id(one), id(other)) for one, other in self.calls[name]).values())


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Noted, int]:
    noted, folder = Noted(), tmp_path_factory.mktemp("once")
    entries = "\n".join(row.entry for row in likenesses.rows())
    with pytest.MonkeyPatch.context() as monkeypatch:
        for module, name in STEPS:
            noted.watch(monkeypatch, module, name)
        for name in OF_A_PAIR:
            noted.watch(monkeypatch, comparison, name)
        with likenesses.server() as running:
            verified = judged(entries, running, Path(folder))
    return noted, len(verified)


@pytest.mark.parametrize("name", [name for _, name in STEPS])
def test_a_step_is_taken_once_for_each_claim(noted: tuple[Noted, int], name: str):
    calls, claims = noted
    assert len(calls.calls[name]) == claims > 50


@pytest.mark.parametrize("name", OF_A_PAIR)
def test_a_claim_and_a_record_are_compared_once(noted: tuple[Noted, int], name: str):
    calls, claims = noted
    assert len(calls.calls[name]) > claims  # the searches found others beside the work
    assert calls.most(name) == 1
