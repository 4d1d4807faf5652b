"""Where elements meet: what stands in for names, punctuation, spaces, beginnings.

What is expected was compared with the reference processor.
"""

import pytest
from tests.csl.small import NAME, SHORT, WRITE, YEAR, cite, document, entry, item, people, style

from mscref.csl.processor import Processor
from mscref.csl.render.registry import find_writer
from mscref.formats.cslitem import reference_from_json
from mscref.model.reference import Json

EDITED: dict[str, Json] = {"title": "T", "editor": people("Ed, Al"), "note": "N"}


@pytest.mark.parametrize(
    ("substitutes", "expected"),
    [
        ('<names variable="editor"/><text value="Anon"/>', "Al Ed"),
        ('<text variable="archive"/><text variable="title"/><text variable="note"/>', "T"),
        ('<text value="Anon"/><names variable="editor"/>', "Anon"),
        ('<text term="no date"/><text value="Z"/>', "No date"),
        (
            '<choose><if type="book"><names variable="translator"/></if></choose>'
            '<text variable="note"/><text variable="title"/>',
            "N",
        ),
    ],
)
def test_a_choice_in_substitute_stands_for_its_elements(substitutes: str, expected: str):
    layout = (
        f'<names variable="author"><substitute><choose><if type="book">{substitutes}</if></choose>'
        '<text value="LAST"/></substitute></names>'
    )
    assert cite(style(layout), item(**EDITED)) == expected


PERIODS: dict[str, Json] = {
    "title": "A T. of T.",
    "author": people("Ed.x, Al Bo"),
    "edition": "2nd ed. x.",
    "issued": {"date-parts": [[1990, 9, 3]]},
    "DOI": "10.1/a.b",
}


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<text variable="title" prefix="b. "/>', "b. A T of T"),
        ('<group suffix="."><text variable="title"/></group>', "A T of T."),
        (
            '<group delimiter=". "><text variable="title"/><text term="et-al"/></group>',
            "A T of T. et al",
        ),
        (NAME, "A B Edx"),
        (
            '<date variable="issued"><date-part name="month" form="short" suffix=". "/></date>',
            "Sept.",
        ),
        ('<text variable="edition"/>', "2nd ed. x."),
        ('<number variable="edition"/>', "2nd ed. x."),
        ('<text variable="DOI"/>', "10.1/a.b"),
        ('<text value="v.x"/>', "v.x"),
        ('<choose><if type="book"><text variable="title"/></if></choose>', "A T of T"),
    ],
)
def test_strip_periods_of_a_macro_reaches_fields_terms_names_and_dates(inside: str, expected: str):
    made = style(
        '<text macro="m" strip-periods="true"/>', extra=f'<macro name="m">{inside}</macro>'
    )
    assert cite(made, item(**PERIODS)) == expected


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        (
            '<group suffix="."><text variable="title" quotes="true" font-style="italic"/></group>',
            "“<i>T.</i>”",
        ),
        (
            '<group delimiter=", "><text variable="title" quotes="true" font-weight="bold"'
            ' font-style="italic"/><text variable="note"/></group>',
            "“<b><i>T,</i></b>” N",
        ),
        (
            '<group suffix="." font-style="italic"><text variable="title" quotes="true"/></group>',
            "<i>“T.”</i>",
        ),
        (
            '<text macro="m" quotes="true" suffix="."/>',
            "“<i>T</i>.”",
        ),
    ],
)
def test_punctuation_goes_inside_the_formats_of_what_is_quoted(layout: str, expected: str):
    macro = '<macro name="m"><text variable="title" font-style="italic"/></macro>'
    assert entry(layout, EDITED, extra=macro) == expected


@pytest.mark.parametrize(
    ("before", "value", "expected"),
    [
        ('<number variable="volume" suffix=", "/>', "7", "7,  (T"),
        ('<text variable="issue" suffix=" "/>', "A7", "A7  (T"),
        ('<text variable="volume" suffix=", "/>', "7-9", "7–9, (T"),
        ('<text variable="volume" suffix=", "/>', "DMTN-2", "DMTN-2, (T"),
        ('<text variable="version" suffix=", "/>', "7", "7, (T"),
        ('<group><number variable="volume" suffix=", "/></group>', "7", "7, (T"),
        ('<text value="v, "/>', "7", "v,  (T"),
        ('<group><text value="v, "/><text variable="volume"/></group>', "", "(T"),
        ('<text term="cited" suffix=", "/>', "7", "cited, (T"),
    ],
)
def test_spaces_behind_numbers_and_the_words_of_a_style_do_not_join(
    before: str, value: str, expected: str
):
    fields: dict[str, Json] = {"title": "T", "volume": value, "issue": value, "version": value}
    made = style(f'{before}<text variable="title" prefix=" ("/>', kind="in-text")
    assert cite(made, item(**{key: one for key, one in fields.items() if one})).strip() == expected


def test_a_delimiter_and_the_space_behind_a_number_are_one():
    inside = '<number variable="volume" suffix=", "/><text variable="title"/>'
    layout = f'<group delimiter=" ">{inside}</group>'
    assert cite(style(layout), item(volume="7", title="T")) == "7, T"


@pytest.mark.parametrize("reference", ["&amp;#8212;", "&amp;#x2014;", "&#8212;"])
def test_characters_that_a_style_escapes_twice(reference: str):
    terms = f'<locale><terms><term name="cited">c{reference}</term></terms></locale>'
    layout = f'<text value="{reference}v" suffix="{reference}"/><text term="cited"/>'
    assert cite(style(layout, kind="in-text", extra=terms), item()) == "—v—c—"


def test_spaces_in_a_row_are_meant_everywhere_in_a_style():
    terms = '<locale><terms><term name="cited">c  d</term></terms></locale>'
    layout = '<text value="a  b"/><text term="cited"/>'
    assert cite(style(layout, kind="in-text", extra=terms), item()) == "a\u00a0 bc\u00a0 d"


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('et-al-min="3" et-al-use-last="true"', "(A), (B), (C), (D)"),
        ('et-al-min="3" et-al-use-first="5" et-al-use-last="true"', "(A), (B), (C), (D)"),
        ('et-al-min="3" et-al-use-first="1" et-al-use-last="true"', "(A) … (D)"),
    ],
)
def test_et_al_use_last(attributes: str, expected: str):
    made = style(
        f'<names variable="author"><name form="short" prefix="(" suffix=")" {attributes}/></names>'
    )
    assert cite(made, item(author=people("A, a", "B, b", "C, c", "D, d"))) == expected


def test_the_label_of_a_locator_is_printed_without_one_unless_its_group_vanishes():
    label = '<label variable="locator" form="short"/>'
    pages = f'<group delimiter=" ">{label}<text variable="page"/></group>'
    locator = f'<group delimiter=" ">{label}<text variable="locator"/></group>'
    made = style(f'<group delimiter="; ">{pages}{locator}</group>', kind="in-text")
    assert cite(made, item(page="3-8")) == "p. 3–8"
    assert cite(made, item(page="3-8"), locator="4", label="chapter") == "chap. 3–8; chap. 4"


def test_a_work_without_names_belongs_to_the_works_before_it_where_years_collapse():
    cites = ("a", "b", "c")
    items = [
        item("a", author=people("Heil, M"), issued={"date-parts": [[1996]]}),
        item("b", issued={"date-parts": [[2004]]}),
        item("c", author=people("Zed, Y"), issued={"date-parts": [[2005]]}),
    ]
    layout = f'<group delimiter=", ">{SHORT}{YEAR}</group>'
    made = style(layout, kind="in-text", citation='collapse="year"', affixes='delimiter="; "')
    assert document(made, items, (0, cites)) == ["Heil, 1996, 2004; Zed, 2005"]
    numbers = style(
        '<text variable="citation-number"/>',
        kind="in-text",
        citation='collapse="year"',
        affixes='delimiter=","',
    )
    assert document(numbers, items, (0, cites)) == ["1,2,3"]


def test_of_two_blocks_that_meet_in_spaces_the_first_keeps_its_own():
    layout = (
        '<group display="left-margin"><text variable="title" suffix=". "/></group>'
        '<group display="indent"><text variable="note" prefix=" "/></group>'
    )
    assert entry(layout, EDITED).strip() == (
        '<div class="csl-left-margin">T. </div><div class="csl-indent">N</div>'
    )


IN_PRESS: dict[str, Json] = {"title": "T", "issued": {"literal": "in press"}}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ('<date-part name="year" prefix="(" suffix=")"/>', "T, (in press)"),
        ('<date-part name="month"/><date-part name="day"/>', "T"),
        ('<date-part name="month" prefix="x"/><date-part name="year" suffix="!"/>', "T, in press!"),
        ('<date-part name="year" text-case="uppercase"/>', "T, IN PRESS"),
        ('<date-part name="year" font-style="italic"/>', "T, <i>in press</i>"),
    ],
)
def test_a_date_in_words_stands_where_the_year_would(parts: str, expected: str):
    date = f'<date variable="issued">{parts}</date>'
    layout = f'<group delimiter=", "><text variable="title"/>{date}</group>'
    assert entry(layout, IN_PRESS) == expected


@pytest.mark.parametrize("parts", ["year", "year-month", "year-month-day"])
def test_a_date_in_words_is_said_once_in_a_localized_form(parts: str):
    layout = f'<date variable="issued" form="text" date-parts="{parts}"/>'
    assert entry(layout, IN_PRESS) == "in press"


def test_a_date_in_words_has_no_year_suffix_but_where_the_style_puts_one():
    items = [item(key, author=people("Xu, A"), **IN_PRESS) for key in "ab"]
    made = style(f"{SHORT}{YEAR}", citation='disambiguate-add-year-suffix="true"')
    assert document(made, items, (1, ("a",)), (2, ("b",))) == ["Xuin press"] * 2
    explicit = style(
        f'{SHORT}{YEAR}<text variable="year-suffix" prefix="-"/>',
        citation='disambiguate-add-year-suffix="true"',
    )
    assert document(explicit, items, (1, ("a",)), (2, ("b",)))[1] == "Xuin press-b"


@pytest.mark.parametrize(
    ("options", "limits", "expected"),
    [
        ("", 'et-al-min="4" et-al-use-first="2" et-al-use-last="true"', "A, B, … F"),
        ("", 'et-al-min="3" et-al-use-first="1"', "A et al."),
        (
            'disambiguate-add-givenname="true"',
            'et-al-min="3" et-al-use-first="1" et-al-use-last="true"',
            "A … F",
        ),
        (
            'disambiguate-add-givenname="true"',
            'et-al-min="3" et-al-use-first="1"',
            "A, B, C, D, et al.",
        ),
    ],
)
def test_names_added_for_a_cite_in_the_bibliography(options: str, limits: str, expected: str):
    names = '<names variable="author"><name form="short"/></names>'
    made = style(
        names,
        citation=f'disambiguate-add-names="true" et-al-min="3" et-al-use-first="1" {options}',
        bibliography=f"<bibliography {limits}><layout>{names}</layout></bibliography>",
    )
    processor = Processor(made)
    processor.register(
        [
            reference_from_json(item(key, author=people(*(f"{one}, x" for one in letters))))
            for key, letters in (("a", "ABCDF"), ("b", "ABCEF"))
        ]
    )
    assert WRITE(processor.bibliography().entries[0].output) == expected


@pytest.mark.parametrize(
    ("language", "terms", "expected"),
    [
        ("en-US", '<term name="ordinal-02">X</term>', ["1st", "2X", "4th"]),
        ("en-US", '<term name="ordinal-04">X</term>', ["1st", "2nd", "4th"]),
        ("de-DE", '<term name="ordinal-02">X</term>', ["1.", "2.", "4."]),
        ("en-US", '<term name="ordinal">Z</term>', ["1Z", "2Z", "4Z"]),
        (
            "de-DE",
            '<term name="ordinal">Z</term><term name="ordinal-02">X</term>',
            ["1Z", "2X", "4Z"],
        ),
    ],
)
def test_ordinals_without_the_general_one_are_no_set(
    language: str, terms: str, expected: list[str]
):
    made = style(
        '<number variable="edition" form="ordinal"/>',
        root=f'default-locale="{language}"',
        extra=f"<locale><terms>{terms}</terms></locale>",
    )
    assert [cite(made, item(edition=number)) for number in "124"] == expected


@pytest.mark.parametrize(
    ("suffix", "prefix", "expected"),
    [
        ("", ", ", "[1],| T"),
        ("] ", ". ", "1] .| T"),
        (".", ". ", "1.| T"),
        (". ", " ", "1. | T"),
        (". ", " (", "1. | (T"),
    ],
)
def test_punctuation_that_begins_a_block_ends_the_one_before(
    suffix: str, prefix: str, expected: str
):
    before = 'prefix="[" suffix="]"' if not suffix else f'suffix="{suffix}"'
    made = style(
        "<text value='x'/>",
        bibliography='<bibliography second-field-align="flush"><layout>'
        f'<text variable="citation-number" {before}/>'
        f'<text variable="title" prefix="{prefix}"/></layout></bibliography>',
    )
    processor = Processor(made)
    processor.register([reference_from_json(item(title="T"))])
    text = find_writer("html").citation(processor.bibliography().entries[0].output)
    assert text.replace('<div class="csl-left-margin">', "").replace("</div>", "").strip() == (
        expected.replace("|", '<div class="csl-right-inline">')
    )


@pytest.mark.parametrize(
    ("attributes", "inherited", "names", "expected"),
    [
        ('delimiter-precedes-last="always"', "", "Roe, Study", "R. Roe, & Study"),
        ('delimiter-precedes-last="always"', "", "A, B", "A & B"),
        ('delimiter-precedes-last="always"', "", "A, B, C", "A, B, & C"),
        (
            'delimiter-precedes-last="always"',
            'delimiter-precedes-last="never"',
            "A, B, C",
            "A, B & C",
        ),
        ('delimiter-precedes-last="never"', "", "Roe, A, B", "R. Roe, A, & B"),
        ("", 'delimiter-precedes-last="never"', "Roe, A, B", "R. Roe, A & B"),
        ("", "", "Roe, Study", "R. Roe & Study"),
        (
            'name-as-sort-order="all" delimiter-precedes-last="after-inverted-name"',
            'delimiter-precedes-last="never"',
            "Roe, Study",
            "Roe, R., & Study",
        ),
        (
            'name-as-sort-order="all" delimiter-precedes-last="after-inverted-name"',
            "",
            "A, B",
            "A & B",
        ),
        (
            'name-as-sort-order="all" delimiter-precedes-last="after-inverted-name"',
            "",
            "Study, Roe",
            "Study, & Roe, R.",
        ),
    ],
)
def test_the_delimiter_before_an_institution(
    attributes: str, inherited: str, names: str, expected: str
):
    made = style(
        f'<names variable="author"><name and="symbol" initialize-with="." {attributes}/></names>',
        citation=inherited,
    )
    authors: Json = [
        {"family": "Roe", "given": "R"} if one == "Roe" else {"literal": one}
        for one in names.split(", ")
    ]
    assert cite(made, item(author=authors)) == expected
