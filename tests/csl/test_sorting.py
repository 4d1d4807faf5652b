"""The order of works: what decides between equals, and which keys are asked at all."""

from collections import Counter

import pytest
from tests.csl.small import YEAR, item, people, style

from mscref.csl.compile import CompiledKey
from mscref.csl.context import Circumstances
from mscref.csl.items import Item
from mscref.csl.passes.sort import Sorter
from mscref.csl.processor import Processor
from mscref.formats.cslitem import reference_from_json
from mscref.model.reference import Json, Reference


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


def sorted_by(macro: str, direction: str = "ascending") -> str:
    """The keys of five works in the order of a macro, equals by title."""
    made = style(
        "<text value='x'/>",
        extra=f'<macro name="m">{macro}</macro>',
        bibliography='<bibliography><sort><key macro="m" sort="' + direction + '"/>'
        '<key variable="title"/></sort><layout><text variable="title"/></layout></bibliography>',
    )
    processor = Processor(made)
    processor.register(
        reference_from_json(one)
        for one in (
            item("n", title="A", editor=people("Finch, B", "Moore, C")),
            item("k", title="B", author=people("Kerr, A"), issued={"date-parts": [[2001]]}),
            item("o", title="C", issued={"date-parts": [[1990]]}),
        )
    )
    return "".join(processor.registered_ids())


def dated(instead: str) -> str:
    return f'<choose><if variable="issued">{YEAR}</if><else>{instead}</else></choose>'


@pytest.mark.parametrize(
    "instead",
    [
        '<text term="no date"/>',
        '<text value="0000"/>',
        '<group prefix="["><text term="no date" form="short"/></group>',
    ],
)
def test_words_instead_of_a_date_are_none_to_sort_by(instead: str):
    assert sorted_by(dated(instead)) == "okn"
    assert sorted_by(dated(instead), "descending") == "kon"


def test_words_of_a_macro_without_dates_are_something_to_sort_by():
    category = '<choose><if variable="author"><text value="2"/></if><else>{}</else></choose>'
    assert sorted_by(category.format('<text value="1"/>')) == "nok"
    assert sorted_by(category.format('<text term="anonymous"/>'), "descending") == "nok"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ('<names variable="author"><name form="count"/></names>', "nok"),
        ('<names variable="editor"><name form="count"/></names>', "kon"),
        ('<names variable="author editor"><name form="count"/></names>', "okn"),
        (
            '<names variable="author"><name form="count"/>'
            '<substitute><names variable="editor"/></substitute></names>',
            "okn",
        ),
    ],
)
def test_nobody_is_less_than_one_person(names: str, expected: str):
    assert sorted_by(names) == expected


BY_DATE = "<bibliography><sort>{key}</sort><layout><text variable='title'/></layout></bibliography>"
BY_FORM = "<macro name='when'><date variable='issued' form='text'/></macro>"


@pytest.mark.parametrize("key", ["<key variable='issued'/>", "<key macro='when'/>"])
@pytest.mark.parametrize("spring", [{"month": 21}, {"month": 13}, {"season": 1}, {"season": "1"}])
@pytest.mark.parametrize("autumn", [{"month": 23}, {"season": 3}, {"season": "Fall"}])
def test_seasons_go_before_months_in_the_order_of_the_year(
    key: str, spring: dict[str, Json], autumn: dict[str, Json]
):
    """Reference processor, which does not tell them apart; however they are written."""

    def work(title: str, when: dict[str, Json]) -> dict[str, Json]:
        parts: Json = [2015, when["month"]] if "month" in when else [2015]
        rest = {name: one for name, one in when.items() if name == "season"}
        return item(title, title=title, issued={"date-parts": [parts], **rest})

    written = [
        work("January", {"month": 1}), work("autumn", autumn), work("winter", {"season": 4}),
        work("spring", spring), work("year", {}), work("Lent", {"season": "Lent"}),
    ]  # fmt: skip
    made = style("<text value='x'/>", extra=BY_FORM, bibliography=BY_DATE.format(key=key))
    processor = Processor(made)
    processor.register([reference_from_json(one) for one in written])
    assert processor.registered_ids() == ["year", "Lent", "spring", "autumn", "winter", "January"]
