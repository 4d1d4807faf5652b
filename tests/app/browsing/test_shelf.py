"""What is found on a shelf, beside a search that looks at every reference."""

from __future__ import annotations

import random

import pytest
from tests.match.builders import reference

from mscref.app.browsing.shelf import FACETS, FINDING, TYPE, VERDICT, YEAR, BrowsedShelf, Question
from mscref.library.search import document
from mscref.match.text import search_words

WORDS = "on whale whales seal sea seas of the Zürich naïve α 鯨の海 x-ray 2020".split()
KINDS = ("article-journal", "book", "")
YEARS = ("1999", "2004", "2020", "-0044", "n.d.", "")


def made(count, seed):
    chance = random.Random(seed)
    found = []
    for number in range(count):
        title = " ".join(chance.choices(WORDS, k=3))
        one = reference(f"k{number}", title=title, issued=chance.choice(YEARS[:3]))
        found.append(one)
    return found


def shelf_of(references, portion=7):
    shelf = BrowsedShelf()
    for start in range(0, len(references), portion):
        shelf.add(references[start : start + portion])
    return shelf


def plainly(references, question, among=None):
    """The places of the references with all words, one by one; 1999 and 2020 are years as well."""
    wanted = search_words(question.words)
    return [
        place
        for place, one in enumerate(references)
        if all(
            f" {word}" in " ".join(document(one).values())
            or (word in ("1999", "2020") and str(one.date("issued").year) == word)
            for word in wanted
        )
        and (among is None or one.id in among)
    ]


QUESTIONS = (
    *("", "w", "whale", "whales", "sea wh", "zur", "NAIVE", "alpha", "鯨", "x", "2020", "zzz"),
    *("1999", "whale 1999", "2020 sea", "199", "0199", "3999"),
    *("on on", "k1"),
)


@pytest.mark.parametrize("words", QUESTIONS)
def test_words_are_found_as_by_looking_at_each(words):
    references = made(100, 1)
    shelf = shelf_of(references)
    for before in ("", "s", "whale", words):  # what was asked before changes nothing
        shelf.find(Question(before))
        found = shelf.find(Question(words, limit=1000))
        assert [place for place, _ in found.rows] == plainly(references, Question(words))
        assert found.total == len(found.rows)


def test_what_comes_later_is_found_after_what_was_asked():
    references = made(60, 2)
    shelf = BrowsedShelf()
    for end in (20, 21, 60):
        shelf.add(references[len(shelf.references) : end])
        for words in QUESTIONS:
            found = shelf.find(Question(words, limit=100))
            assert [place for place, _ in found.rows] == plainly(references[:end], Question(words))


def test_screens_one_after_the_other():
    shelf = shelf_of(made(95, 3))
    for words in ("", "s", "whale"):
        whole = shelf.find(Question(words, limit=1000)).rows
        parts = [shelf.find(Question(words, start=n, limit=10)).rows for n in range(0, 95, 10)]
        assert tuple(row for part in parts for row in part) == whole


def facet(found, name):
    return dict(next(one.values for one in found.facets if one.name == name))


def test_facets_count_what_all_else_leaves():
    references = made(90, 4)
    shelf = shelf_of(references)
    shelf.mark(FINDING, {"doi-as-url": range(0, 90, 2), "title-end": [0, 1]})
    found = shelf.find(Question("whale", {YEAR: "1990s", FINDING: "doi-as-url"}, limit=100))
    whale = set(plainly(references, Question("whale")))
    nineties = {n for n, one in enumerate(references) if one.date("issued").year == 1999}
    odd = set(range(0, 90, 2))
    assert {place for place, _ in found.rows} == whale & nineties & odd
    assert facet(found, FINDING).get("doi-as-url") == len(whale & nineties & odd)
    assert facet(found, YEAR)["1990s"] == len(whale & nineties & odd)
    assert sum(facet(found, YEAR).values()) == len(whale & odd)
    assert [one.name for one in found.facets] == list(FACETS)


def test_a_value_that_nothing_has_finds_nothing():
    shelf = shelf_of(made(5, 5))
    assert shelf.find(Question(chosen={TYPE: "map"})).total == 0


def test_a_reference_has_one_verdict():
    shelf = shelf_of(made(4, 6))
    shelf.mark_one(VERDICT, 2, "differs")
    shelf.mark_one(VERDICT, 3, "differs")
    shelf.mark_one(VERDICT, 2, "verified")
    assert facet(shelf.find(Question()), VERDICT) == {"differs": 1, "verified": 1}


def test_among_keys_that_are_there_or_not():
    references = made(30, 7)
    shelf = shelf_of(references)
    keys = ["k3", "k29", "nowhere", "k3"]
    found = shelf.find(Question("", limit=100), keys)
    assert [row.key for _, row in found.rows] == ["k3", "k29"]
    assert shelf.find(Question(""), []).total == 0


def test_empty():
    found = BrowsedShelf().find(Question("whale", {YEAR: "1990s"}))
    assert (found.rows, found.total) == ((), 0)
    assert BrowsedShelf().initials() == []
