"""The Python sessions of docs/ run, and give what they show."""

import doctest
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [page for page in sorted(DOCS.rglob("*.md")) if ">>> " in page.read_text(encoding="utf-8")]


def test_there_are_sessions():
    assert [page.name for page in PAGES] == ["use-it-in-python.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_sessions(page: Path):
    session = doctest.DocTestParser().get_doctest(
        page.read_text(encoding="utf-8"), {}, page.name, str(page), 0
    )
    said: list[str] = []
    failures = doctest.DocTestRunner(verbose=False).run(session, out=said.append).failed
    assert failures == 0, "".join(said)
    assert len(session.examples) > 10
