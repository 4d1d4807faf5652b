"""Formatting of cs:date, and of the localized forms that it asks for."""

import pytest
from tests.csl.small import item, style

from mscref.csl.ast import Style
from mscref.csl.processor import Processor
from mscref.csl.render.registry import find_writer
from mscref.formats.cslitem import reference_from_json
from mscref.model.citation import Citation, Cite
from mscref.model.reference import Json


def html(made: Style, *date_parts: int, until: tuple[int, ...] = ()) -> str:
    first: Json = [*date_parts]
    last: Json = [*until]
    points = [first, last] if until else [first]
    processor = Processor(made)
    processor.register([reference_from_json(item(issued={"date-parts": points}))])
    return find_writer("html").citation(processor.cite(Citation("1", (Cite("a"),))))


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('form="text" font-weight="bold"', "May 6, 2001"),
        ('form="text" date-parts="year" font-style="italic" prefix="[" suffix="]"', "[2001]"),
        ('form="numeric" text-case="uppercase" vertical-align="sup"', "05/06/2001"),
    ],
)
def test_formatting_of_a_date_with_a_form_is_that_of_its_language(attributes: str, expected: str):
    """Reference processor: acta-scientiae-veterinariae has its years bold like the names."""
    made = style(f'<date variable="issued" {attributes}/>')
    assert html(made, 2001, 5, 6) == expected


def test_formatting_of_date_parts_beside_a_form_counts():
    part = '<date-part name="year" font-weight="bold"/>'
    made = style(f'<date variable="issued" form="text" font-style="italic">{part}</date>')
    assert html(made, 2001, 5) == "May <b>2001</b>"


def test_formatting_of_a_date_without_a_form_counts():
    parts = '<date-part name="year"/>'
    made = style(f'<date variable="issued" font-weight="bold">{parts}</date>')
    assert html(made, 2001) == "<b>2001</b>"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [(("year", "month"), "2015–"), (("year", "year"), "2015–2015–"), (("month", "day"), "")],
)
def test_an_open_range_ends_in_a_dash_where_something_of_it_is_printed(
    parts: tuple[str, ...], expected: str
):
    dates = "".join(f'<date variable="issued"><date-part name="{part}"/></date>' for part in parts)
    shown = html(style(f'<text value="."/>{dates}'), 2015, until=(0,))
    assert shown == f".{expected}"


YEARS = '<date variable="issued"><date-part name="year"/></date>'
TEXT = '<date variable="issued" form="text"/>'


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((-1750,), (-1700,), "1750–1700 BC"),
        ((98,), (117,), "98–117 AD"),
        ((900,), (1100,), "900–1100"),
        ((-44,), (14,), "44 BC–14 AD"),  # two eras are said both
        ((-44, 3), (-43, 1), "March 44–January 43 BC"),
        ((-44, 3), (-44, 4), "March–April 44 BC"),
    ],
)
def test_the_era_of_a_range_is_said_once(
    start: tuple[int, ...], end: tuple[int, ...], expected: str
):
    """Reference processor (which says it once of two eras, too)."""
    assert html(style(TEXT), *start, until=end).replace("\u00a0", " ") == expected


def test_the_era_in_a_date_of_parts_and_in_a_range_without_an_end():
    assert html(style(YEARS), -350, until=(-340,)) == "350–340 BC"
    assert html(style(YEARS), -350, until=(0,)) == "350 BC–"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((2010, 5, 1), (2010, 5), "May 1–May 2010"),
        ((2010,), (2010, 5), "2010–May 2010"),
        ((2010, 5), (2010,), "May 2010–2010"),
        ((1998, 12, 31), (1999,), "December 31, 1998–1999"),
        ((2010, 5, 1), (2010, 6, 2), "May 1–June 2, 2010"),
    ],
)
def test_an_end_that_is_less_exact_says_what_it_is_a_part_of(
    start: tuple[int, ...], end: tuple[int, ...], expected: str
):
    """CSL 1.0.2, Date Ranges, for dates of one precision; "May 1–2010" is another date."""
    assert html(style(TEXT), *start, until=end) == expected
