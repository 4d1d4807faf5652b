"""Marks that follow the language: quotation marks in fields, dashes in numbers, apostrophes."""

import pytest

from mscref.csl.parse import read_style
from mscref.csl.processor import Processor
from mscref.csl.render.registry import find_writer
from mscref.model.reference import Reference

STYLE = """
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  {locale}
  <citation><layout><text value="x"/></layout></citation>
  <bibliography><layout>{element}</layout></bibliography>
</style>
"""
TITLE = '<text variable="title"/>'
QUOTED = '<text variable="title" quotes="true"/>'
TERM = '<locale><terms><term name="in">vu à l\'écran</term></terms></locale>'


def rendered(element: str, language: str, fields: dict[str, str], locale: str = "") -> str:
    style = read_style(STYLE.format(element=element, locale=locale).encode(), path="x.csl")
    processor = Processor(style, locale=language)
    processor.register([Reference("k", "book", {**fields})])
    [entry] = processor.bibliography().entries
    return find_writer("text").citation(entry.output)


@pytest.mark.parametrize(
    ("language", "element", "title", "expected"),
    [
        # English: double outside, single inside; they alternate.
        ("en-US", TITLE, "On “selection”", "On “selection”"),
        ("en-US", QUOTED, "On “selection”", "“On ‘selection’”"),
        # British English: the other way round, and the inner ones stay inner.
        ("en-GB", TITLE, "On “selection”", "On “selection”"),
        ("en-GB", QUOTED, "On “selection”", "‘On “selection”’"),
        ("en-GB", QUOTED, "On ‘selection’", "‘On “selection”’"),
        # In languages with other marks they are text.
        ("de-DE", QUOTED, "On “selection”", "„On “selection”“"),
        ("de-DE", QUOTED, 'On "selection"', "„On ‚selection‘“"),
    ],
)
def test_only_the_quotation_marks_of_the_language_alternate(language, element, title, expected):
    assert rendered(element, language, {"title": title}) == expected


@pytest.mark.parametrize("element", ['<text variable="issue"/>', '<number variable="issue"/>'])
@pytest.mark.parametrize(
    ("language", "issue", "expected"),
    [
        ("en-US", "1-3", "1–3"),
        ("es-ES", "1-3", "1-3"),  # the term page-range-delimiter
        ("fr-FR", "1-3", "1‑3"),
        ("es-ES", "1–3", "1–3"),  # written so on purpose
    ],
)
def test_ranges_of_numbers_take_the_delimiter_of_the_language(element, language, issue, expected):
    assert rendered(element, language, {"issue": issue}) == expected


def test_apostrophes_in_terms_are_typographic():
    element = '<text variable="title"/><text term="in" prefix=", "/>'
    assert rendered(element, "fr-FR", {"title": "T"}, TERM) == "T, vu à l’écran"
