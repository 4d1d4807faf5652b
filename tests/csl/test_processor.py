"""Citations of small styles: groups, disambiguation, collapsing, positions, sessions."""

import pytest
from tests.csl.engine import AUTHOR_DATE, processor, session, style, work

from mscref.csl.processor import Processor
from mscref.model.citation import Citation, Cite


def cited(made: Processor, *keys: str) -> str:
    return made.cite(Citation("c", tuple(Cite(key) for key in keys))).text


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ('<group><text value="in "/><text variable="note"/></group>x', "[CSL"),
        ('<group><text value="in "/><text variable="title"/></group>', "in T"),
        (
            '<group delimiter=", "><text variable="note"/><text variable="title"/></group>',
            "T",
        ),
        ('<text variable="title" prefix="“" suffix=".”"/>', "“T.”"),
        ('<text variable="title" suffix="."/><text value="." />', "T."),
        ('<text variable="title" quotes="true" suffix=","/>', "“T,”"),
    ],
)
def test_groups_affixes_and_seams(layout, expected):
    made = processor(style(layout), work("a", "Ann Doe", title="T"))
    assert cited(made, "a").startswith(expected)


@pytest.mark.parametrize(
    ("attributes", "people", "expected"),
    [
        ('disambiguate-add-year-suffix="true"', ("Ann Doe", "Ann Doe"), "Doe 2000a; Doe 2000b"),
        (
            'disambiguate-add-givenname="true"',
            ("Ann Doe", "Bob Doe"),
            "A. Doe 2000; B. Doe 2000",
        ),
        (
            'disambiguate-add-givenname="true"',
            ("Ann Doe", "Amy Doe"),
            "Ann Doe 2000; Amy Doe 2000",
        ),
        ('disambiguate-add-givenname="true"', ("Ann Doe", "Ann Roe"), "Doe 2000; Roe 2000"),
    ],
)
def test_cites_are_told_apart(attributes, people, expected):
    works = [work(str(number), one) for number, one in enumerate(people)]
    made = processor(style(AUTHOR_DATE, attributes=attributes), *works)
    assert cited(made, *[one.id for one in works]) == expected


def test_hidden_names_are_shown_only_where_they_help():
    attributes = (
        'et-al-min="2" et-al-use-first="1" disambiguate-add-names="true" '
        'disambiguate-add-year-suffix="true"'
    )
    made = processor(
        style(AUTHOR_DATE, attributes=attributes),
        work("a", "Ann Doe", "Bob Roe", "Cid Poe"),
        work("b", "Ann Doe", "Bea Moe", "Cid Poe"),
        work("c", "Eve Low", "Bob Roe"),
        work("d", "Eve Low", "Bob Roe"),
    )
    text = cited(made, "a", "b", "c", "d")
    assert text == (
        "Doe, Roe, et al. 2000; Doe, Moe, et al. 2000; Low et al. 2000a; Low et al. 2000b"
    )


@pytest.mark.parametrize(
    ("collapse", "expected"),
    [
        ("year", "Doe 2000a, 2000b, 2001; Roe 2000"),
        ("year-suffix", "Doe 2000a; b, 2001; Roe 2000"),
    ],
)
def test_collapsing(collapse, expected):
    attributes = f'collapse="{collapse}" disambiguate-add-year-suffix="true"'
    made = processor(
        style(AUTHOR_DATE, attributes=attributes),
        work("a", "Ann Doe"),
        work("b", "Ann Doe"),
        work("c", "Ann Doe", year=2001),
        work("d", "Bob Roe"),
    )
    assert cited(made, "a", "b", "c", "d") == expected


def test_numbers_collapse_to_ranges_of_three():
    made = processor(
        style('<text variable="citation-number"/>', attributes='collapse="citation-number"'),
        *[work(str(number), "Ann Doe") for number in range(1, 6)],
    )
    assert cited(made, "1", "2", "3", "5") == "1–3; 5"


POSITIONS = """<choose><if position="ibid-with-locator"><text value="ibid+"/></if>
  <else-if position="ibid"><text value="ibid"/></else-if>
  <else-if position="subsequent"><text value="again"/></else-if>
  <else><text variable="title"/></else></choose>"""


def test_positions_in_notes_and_how_they_change():
    document = session(
        style(POSITIONS, kind="note"),
        work("a", "Ann Doe", title="A"),
        work("b", "Bob Roe", title="B"),
    )
    cites = [Cite("a"), Cite("a"), Cite("a", locator="7"), Cite("b"), Cite("a")]
    places: list[tuple[str, int]] = []
    for number, cite in enumerate(cites, start=1):
        document.process(Citation(f"c{number}", (cite,), number), before=places)
        places.append((f"c{number}", number))
    outputs = [document.output(one) for one, _ in places]
    assert [one.text for one in outputs if one] == ["A", "ibid", "ibid+", "B", "again"]


def test_adding_and_removing_a_citation_restores_the_document():
    attributes = 'disambiguate-add-year-suffix="true"'
    document = session(
        style(AUTHOR_DATE, attributes=attributes), work("a", "Ann Doe"), work("b", "Ann Doe")
    )
    document.process(Citation("c1", (Cite("a"),)))
    before = document.output("c1")
    updates = document.process(Citation("c2", (Cite("b"),)), before=[("c1", 0)])
    assert {one.id: one.output.text for one in updates} == {"c1": "Doe 2000a", "c2": "Doe 2000b"}
    assert [one.id for one in document.remove("c2")] == ["c1"]
    assert document.output("c1") == before


@pytest.mark.parametrize(
    ("collapse", "expected"),
    [
        ("year", "Doe 2000|Roe 2001"),
        ("year-suffix", "Doe 2000; Roe 2001"),
        ("year-suffix-ranged", "Doe 2000|Roe 2001"),
    ],
)
def test_the_delimiter_after_collapsed_cites_serves_others_too(collapse, expected):
    attributes = f'collapse="{collapse}" after-collapse-delimiter="|"'
    works = [work("a", "Ann Doe", year=2000), work("b", "Bob Roe", year=2001)]
    made = processor(style(AUTHOR_DATE, attributes=attributes), *works)
    assert cited(made, "a", "b") == expected


def test_a_given_name_shows_in_full_in_a_style_that_has_no_initials():
    bibliography = """<bibliography><layout><names variable="author"><name initialize-with="."/>
      </names></layout></bibliography>"""
    short = '<names variable="author"><name form="short"/></names>'
    data = style(short, attributes='disambiguate-add-givenname="true"').replace(
        b"</style>", bibliography.encode() + b"</style>"
    )
    made = processor(data, work("a", "Joe Harris"), work("b", "Mary Harris"))
    assert [one.output.text for one in made.bibliography().entries] == ["Joe Harris", "Mary Harris"]


def test_labels_are_made_of_letters():
    made = processor(
        style('<text variable="citation-label"/>'),
        work("a", "Bart Rypma", "Mark D’Esposito", year=1999),
        work("b", "IPCC", year=2014),
    )
    assert cited(made, "a") == "RyDe99"
    assert cited(made, "b") == "Ipcc14"


@pytest.mark.parametrize("first", ["text", "number"])
def test_a_cite_says_its_locator_once(first):
    layout = f'<{first} variable="locator"/><text variable="locator" prefix="+"/>'
    made = processor(style(layout), work("a", "Ann Doe"))
    assert made.cite(Citation("c", (Cite("a", "12", "page"),))).text == "12"
