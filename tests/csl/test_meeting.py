"""Spaces and punctuation that meet where a style puts two of them; compared with the reference
processor, but where docs/style-parity.md says otherwise."""

import pytest
from tests.csl.small import WRITE, cite, entry, item, people, style

from mscref.csl.processor import Processor
from mscref.formats.cslitem import reference_from_json
from mscref.model.reference import Json

ITALIC = 'font-style="italic"'
WORK: dict[str, Json] = {
    "title": "Fog",
    "publisher": "Box",
    "volume": "5",
    "edition": "3",
    "author": people("Kerr, Al", "Finch, Bo", "Roe, Cy"),
    "issued": {"date-parts": [[2001]]},
}


def text(variable: str, attributes: str = "") -> str:
    return f'<text variable="{variable}" {attributes}/>'


def group(content: str, attributes: str = "") -> str:
    return f"<group {attributes}>{content}</group>"


def names(attributes: str) -> str:
    return f'<names variable="author"><name form="short" {attributes}/></names>'


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        (text("title", 'suffix=","') + names('prefix=" "'), "Fog, Kerr, Finch,  Roe"),
        (names('prefix=" " delimiter="; "'), "Kerr; Finch;  Roe"),
        (names('suffix=" " delimiter=" "'), "Kerr Finch  Roe"),
        (names('prefix=" " and="text"'), "Kerr, Finch, and Roe"),
        (names('prefix=" " et-al-min="2" et-al-use-first="1"'), "Kerr et al."),
    ],
)
def test_delimiter_before_the_last_name_keeps_its_space(layout: str, expected: str):
    assert entry(layout, WORK).strip() == expected


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        (
            group(text("title", 'suffix=", "'), ITALIC) + text("publisher", 'prefix=" "'),
            "Fog,  Box",
        ),
        (
            group(group(text("title", 'suffix=" "'), ITALIC) + text("edition"), 'delimiter=" "'),
            "Fog  3",
        ),
        (
            text("title") + group(group(text("volume", 'prefix=" "'), ITALIC), 'prefix=" "'),
            "Fog  5",
        ),
        (text("title") + group(text("volume", 'prefix=" "'), f'prefix=" " {ITALIC}'), "Fog 5"),
        (group(text("title", 'suffix=" "'), f'suffix=" " {ITALIC}') + text("edition"), "Fog 3"),
        (text("title") + group(text("volume", 'prefix=" "'), 'prefix=" "'), "Fog 5"),
    ],
)
def test_formatting_keeps_spaces_inside_and_outside_of_it_apart(layout: str, expected: str):
    assert entry(layout, WORK).replace("<i>", "").replace("</i>", "") == expected


@pytest.mark.parametrize(
    ("affix", "expected"),
    [
        ("a  b", "a\u00a0 b"),
        ("a\u00a0 b", "a\u00a0 b"),
        ("a \u00a0b", "a\u00a0 b"),
        ("a\u00a0\u00a0b", "a\u00a0 b"),
        ("a \u202fb", "a\u00a0 b"),
        ("a\u202fb", "a\u202fb"),
    ],
)
def test_two_spaces_of_any_kind(affix: str, expected: str):
    assert entry(text("title", f'prefix="{affix}"'), WORK) == f"{expected}Fog"


@pytest.mark.parametrize(
    ("value", "expected"), [("C :", "C\u202f:"), ("C  :", "C\u00a0 :"), ("C\u00a0 ;", "C\u00a0 ;")]
)
def test_sign_behind_two_spaces_needs_no_narrow_one(value: str, expected: str):
    assert entry(f'<text value="{value}"/>', WORK) == expected


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        (
            group(text("title", 'suffix="."'), 'suffix="."') + text("publisher", 'prefix=", "'),
            "Fog. Box",
        ),
        (
            group(text("title", 'suffix="."') + text("note"), 'suffix="."')
            + group(text("volume"), 'prefix="; "'),
            "Fog. 5",
        ),
        (
            group(
                group(text("title", 'suffix=","'), 'suffix=","') + text("edition"), 'delimiter=". "'
            ),
            "Fog, 3",
        ),
        (
            group(text("title", 'suffix="."'), 'suffix="."')
            + text("publisher", f'prefix=", " {ITALIC}'),
            "Fog., <i>Box</i>",
        ),
        (
            group(text("title", 'suffix="."'), 'suffix="."') + text("publisher", 'prefix=" , "'),
            "Fog. , Box",
        ),
        (group(text("title"), 'suffix="."') + text("publisher", 'prefix=", "'), "Fog., Box"),
        (text("title", 'suffix="."') + text("publisher", 'prefix=", "'), "Fog., Box"),
        (
            group(group(text("title", 'suffix="."'), 'suffix="."'))
            + text("publisher", 'prefix=", "'),
            "Fog., Box",
        ),
    ],
)
def test_mark_said_twice_swallows_the_next(layout: str, expected: str):
    assert entry(layout, WORK) == expected


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        (group(text("volume", 'suffix=":"'), 'suffix="."'), "5:."),
        (
            group(text("edition", 'suffix=";"') + text("note"), 'suffix=". "') + text("title"),
            "3;. Fog",
        ),
        (
            group(
                group('<number variable="volume" suffix=":"/>') + text("title"), 'delimiter=". "'
            ),
            "5:. Fog",
        ),
        (text("volume", 'suffix=":"') + text("title", 'prefix=":"'), "5:Fog"),
        (group(text("title", 'suffix=":"'), 'suffix="."'), "Fog:"),
        (
            text("title") + group(text("note") + text("volume", 'prefix=":"'), 'prefix=";"'),
            "Fog;:5",
        ),
        (text("title") + group(text("volume", 'prefix="."'), 'prefix=":"'), "Fog:.5"),
    ],
)
def test_colon_of_a_number_swallows_nothing(layout: str, expected: str):
    assert entry(layout, WORK) == expected


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        (
            group(text("title", 'quotes="true"'), 'suffix="."') + text("publisher", 'prefix=", "'),
            "“Fog.”, Box",
        ),
        (
            group(
                group(text("title", 'quotes="true"'), 'suffix="."') + text("volume"),
                'delimiter=", "',
            ),
            "“Fog.”, 5",
        ),
        (
            group(text("title", 'quotes="true" suffix="."') + text("volume"), 'delimiter=", "'),
            "“Fog.,” 5",
        ),
        (group(text("title", 'quotes="true" suffix=","'), 'suffix="."'), "“Fog.,”"),
        (
            group(text("title", 'quotes="true"'), 'suffix=","') + text("edition", 'prefix=". "'),
            "“Fog,.” 3",
        ),
    ],
)
def test_full_stop_of_a_group_closes_a_quotation(layout: str, expected: str):
    assert entry(layout, WORK) == expected


@pytest.mark.parametrize(
    ("title", "rest", "expected"),
    [
        ("Fog?", text("publisher", 'prefix=". "'), "‘Fog?’. Box"),
        ("Fog!", text("publisher", 'prefix=": "'), "‘Fog!’: Box"),
        ("Fog?", text("publisher", 'prefix="? "'), "‘Fog?’ Box"),
        ("Fog.", text("publisher", 'prefix=". "'), "‘Fog.’ Box"),
    ],
)
def test_sign_inside_of_british_quotation_marks(title: str, rest: str, expected: str):
    british = '<locale><style-options punctuation-in-quote="false"/><terms>' + "".join(
        f'<term name="{name}">{mark}</term>'
        for name, mark in (("open-quote", "‘"), ("close-quote", "’"))
    ) + "</terms></locale>"  # fmt: skip
    layout = text("title", 'quotes="true"') + rest
    assert entry(layout, {**WORK, "title": title}, extra=british) == expected
    grouped = group(text("title", 'quotes="true"')) + text("publisher", 'prefix=". "')
    if title.endswith("?"):
        assert entry(grouped, {**WORK, "title": title}, extra=british) == "‘Fog?’ Box"


QUOTED = 'quotes="true" suffix=","'


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        (group(text("title", QUOTED), 'suffix="."') + text("publisher", 'prefix=" "'), ".,” Box"),
        (group(text("title", QUOTED), 'suffix="."') + text("publisher", 'prefix=". "'), ".,” Box"),
        (group(text("title", QUOTED), 'suffix="."') + text("publisher", 'prefix="; "'), ".,”; Box"),
        (
            group(group(text("title", QUOTED)), 'suffix="."') + text("volume", 'prefix=". "'),
            ".,” 5",
        ),
        (
            group(group(text("title", 'quotes="true"'), 'suffix=","'), 'suffix="."')
            + text("volume", 'prefix=". "'),
            ",.” 5",
        ),
    ],
)
def test_full_stop_of_a_group_stands_before_a_comma_in_quotation_marks(layout: str, expected: str):
    assert entry(layout, WORK).removeprefix("“Fog") == expected


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        (text("title", QUOTED), "“Fog.,”"),
        (text("volume") + text("title", QUOTED + ' prefix=" "'), "5 “Fog.,”"),
        (group(text("title", 'quotes="true"'), 'suffix=","'), "“Fog,.”"),
        (text("title", 'quotes="true" suffix=";"'), "“Fog”;"),
        (text("title", 'suffix=","'), "Fog,."),
    ],
)
def test_so_does_that_of_a_layout_in_cites_and_entries(layout: str, expected: str):
    bibliography = f'<bibliography><layout suffix=".">{layout}</layout></bibliography>'
    made = style(layout, bibliography=bibliography, affixes='suffix="."')
    assert cite(made, item(**WORK)) == expected
    processor = Processor(made)
    processor.register([reference_from_json(item(**WORK))])
    assert [WRITE(one.output) for one in processor.bibliography().entries] == [expected]


@pytest.mark.parametrize(
    ("before", "prefix", "expected"),
    [
        ("", "  ", "Fog\u00a0 Box"),
        (" ", "  ", "Fog  Box"),
        (". ", "   ", "Fog. \u00a0 Box"),
        (".  ", "  ", "Fog.\u00a0  Box"),
        (", ", " \u00a0", "Fog, \u00a0Box"),
        (", ", "\u00a0 ", "Fog, \u00a0 Box"),
        ("\u00a0", "  ", "Fog\u00a0\u00a0 Box"),
        (", ", "  (", "Fog,  (Box"),
    ],
)
def test_of_spaces_in_a_row_one_joins_the_space_before(before: str, prefix: str, expected: str):
    layout = text("title", f'suffix="{before}"') + text("publisher", f'prefix="{prefix}"')
    assert entry(layout, WORK) == expected
    assert entry(group(text("title") + text("publisher", f'prefix="{prefix}"'),
                       f'delimiter="{before}"'), WORK) == expected  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("left-margin", "indent", "Fog."),
        ("left-margin", "right-inline", "Fog."),
        ("block", "indent", "Fog."),
        ("indent", "block", "Fog."),
        ("left-margin", "", "Fog. ."),
    ],
)
def test_suffix_of_a_layout_ends_its_last_block(first: str, last: str, expected: str):
    display = f'display="{last}"' if last else ""
    layout = group(text("title", 'suffix=". "'), f'display="{first}"') + "{}"
    for content, end in (("genre", expected), ("publisher", "Fog.Box.")):
        shown = _ended(layout.format(group(text(content), display)))
        assert "".join(shown.split()) == "".join(end.split())


def _ended(layout: str) -> str:
    bibliography = f'<bibliography><layout suffix=".">{layout}</layout></bibliography>'
    processor = Processor(style("<text value='x'/>", bibliography=bibliography))
    processor.register([reference_from_json(item(**WORK))])
    [one] = processor.bibliography().entries
    return WRITE(one.output)
