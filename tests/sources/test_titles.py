"""Searching the sisters of Crossref by title: what is asked, what is read, what goes wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.replay.recordings import load
from tests.replay.server import FAULTS, ReplayServer

from mscref.errors import SourceError
from mscref.sources.base import Response
from mscref.sources.registry import find_source
from mscref.sources.resolver import Resolver
from mscref.sources.settings import SERVICES, Rate, Settings
from mscref.sources.titles import title_words

TITLED = ("arxiv", "europepmc", "datacite", "openlibrary", "googlebooks")


@pytest.fixture(scope="module")
def server() -> Iterator[ReplayServer]:
    with ReplayServer(load()) as running:
        yield running


@pytest.fixture
def resolver(server: ReplayServer, tmp_path: Path, soon_again: None) -> Iterator[Resolver]:
    unhurried = dict.fromkeys(SERVICES, Rate(1000, 1, 10))
    settings = Settings(urls=server.urls(), timeout=30, rates=unhurried, cache_folder=tmp_path)
    with Resolver(settings) as running:
        yield running
    server.faults.clear()


@pytest.mark.parametrize(
    ("source", "title", "expected"),
    [
        ("arxiv", "Invariants once more", [("article", 2021)]),
        ("europepmc", "A Trial that only PubMed knows of", [("article-journal", 1998)]),
        ("europepmc", "Folding of imaginary proteins", [("article", 2021)]),
        ("datacite", "New types of irreducibility criteria", [("thesis", 1934)]),
        (
            "openlibrary",
            "The analysis of engines",
            [("book", 1842), ("book", 1843), ("book", 1961)],
        ),
        ("googlebooks", "A thin record", [("book", 1959)]),
        ("europepmc", "Nothing that anybody knows", []),
        ("arxiv", "of the", []),
    ],
)
def test_works_by_their_titles(resolver: Resolver, source: str, title: str, expected: list[object]):
    found = resolver.search_title(source, title, family="")
    assert [(one.reference.type, one.reference.date("issued").year) for one in found] == expected  # type: ignore[union-attr]


@pytest.mark.parametrize("source", TITLED)
@pytest.mark.parametrize("fault", ["500", "html", "empty", "half-json", "wrong-json", "deep"])
def test_a_source_that_fails_is_no_empty_answer(
    server: ReplayServer, resolver: Resolver, source: str, fault: str
):
    server.faults[source] = FAULTS[fault]
    with pytest.raises(SourceError):
        resolver.search_title(source, "A title nobody asked for")


def test_answers_are_kept(server: ReplayServer, resolver: Resolver):
    resolver.search_title("arxiv", "Invariants once more")
    asked = len(server.log)
    assert resolver.search_title("arxiv", "Invariants, once more!")
    assert len(server.log) == asked


def test_no_word_of_a_title_is_an_operator():
    title = 'NOT "cells" AND (mice OR [rats]) : TITLE:x ti:y \\ *'
    assert title_words(title) == ["cells", "mice", "rats", "title", "ti"]
    for name in TITLED:
        words = title_words(title)
        request = find_source(name).title_request(words, "o neill", 3)  # type: ignore[attr-defined]
        asked = " ".join(value for _, value in request.params)
        assert "NOT" not in asked
        assert asked.count("(") == asked.count(")")
        assert asked.count('"') % 2 == 0


def test_no_name_is_an_operator():
    assert title_words('O"Neill) OR (x') == ["neill"]  # names go through it as well


def test_years_that_are_no_years():
    body = b'{"docs": [{"title": "A book", "publish_year": ["x", 1842]}, {"title": "B"}, 7]}'
    source = find_source("openlibrary")
    response = Response("openlibrary", 200, {}, body)
    raws = source.titled(response)  # type: ignore[attr-defined]
    assert [source.parse(raw).reference.text("title") for raw in raws] == ["A book", "B"]
