"""The order of works: what decides between equals, and which keys are asked at all."""

from collections import Counter

import pytest

from mscref.csl.compile import CompiledKey
from mscref.csl.context import Circumstances
from mscref.csl.items import Item
from mscref.csl.passes.sort import Sorter
from mscref.model.reference import Reference


class Asked:
    """Keys that take a field each, and count how often they are asked of a work."""

    def __init__(self, *fields: str, descending: str = "") -> None:
        self.times: Counter[tuple[str, str]] = Counter()
        self.keys = [CompiledKey(self._text_of(one), one == descending) for one in fields]

    def _text_of(self, field: str):
        def text(asked: Circumstances) -> str:
            self.times[field, asked.item.id] += 1
            return asked.item.text(field)

        return text

    def sorter(self) -> Sorter[Item]:
        return Sorter(self.keys, circumstances_of=Circumstances, language="en")


def works(*rows: dict[str, str]) -> list[Item]:
    return [
        Item(Reference(chr(ord("a") + place), "book", dict(row), {}))
        for place, row in enumerate(rows)
    ]


def order(asked: Asked, items: list[Item]) -> str:
    return "".join(one.id for one in asked.sorter().sorted(items))


def test_a_second_key_is_asked_only_of_equals():
    asked = Asked("publisher", "title")
    items = works(
        {"publisher": "Zeta", "title": "a"},
        {"publisher": "Beta", "title": "z"},
        {"publisher": "Beta", "title": "y"},
        {"title": "alone without a publisher"},
    )
    assert order(asked, items) == "cbad"
    assert set(asked.times) - {("publisher", one) for one in "abcd"} == {
        ("title", "b"),
        ("title", "c"),
    }
    assert set(asked.times.values()) == {1}


def test_accents_and_case_decide_last():
    asked = Asked("publisher", "title")
    items = works(
        {"publisher": "Müller", "title": "b"},
        {"publisher": "Muller", "title": "c"},
        {"publisher": "muller", "title": "a"},
        {"publisher": "Müller", "title": "A"},
    )
    assert order(asked, items) == "cdab"


@pytest.mark.parametrize(("descending", "expected"), [("", "bacd"), ("title", "abcd")])
def test_what_is_empty_goes_last_in_either_direction(descending, expected):
    asked = Asked("title", "publisher", descending=descending)
    items = works({"title": "b"}, {"title": "a"}, {"publisher": "x"}, {"title": "?!"})
    assert order(asked, items) == expected


def test_equals_keep_their_order():
    asked = Asked("title", "publisher", descending="title")
    items = works({"title": "a"}, {"title": "a"}, {"title": "b"}, {"title": "a"})
    assert order(asked, items) == "cabd"


def test_other_circumstances_weigh_only_those_anew_whom_they_change():
    asked = Asked("title")
    items = works({"title": "a"}, {"title": "b"}, {"title": "c"})
    sorter = asked.sorter()
    sorter.sorted(items)
    sorter.weigh_anew(items[1:2], lambda one: Circumstances(one, near_note=True))
    sorter.sorted(items)
    assert asked.times == {("title", "a"): 1, ("title", "b"): 2, ("title", "c"): 1}
