"""Entries of small styles, where the specification is silent and style authors count on what the
reference processor prints (asked as a black box; the styles are named in the code)."""

import pytest

from mscref.csl.parse import read_style
from mscref.csl.processor import Processor
from mscref.csl.render.registry import find_writer
from mscref.model.names import Name
from mscref.model.reference import Reference

STYLE = """
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography {options}><layout>{layout}</layout></bibliography>
</style>
"""
NO_DATE = '<text term="no date" form="short"/>'
NUMBER = '<text variable="citation-number" suffix=" "/>'
ROUTE = Reference("r", "book", {"title": "Routes", "page": "3-8"})


def entry(layout: str, reference: Reference = ROUTE, *, options: str = "") -> str:
    """The only entry of a bibliography, as HTML."""
    data = STYLE.format(layout=layout, options=options).encode()
    processor = Processor(read_style(data, path="x.csl"))
    processor.register([reference])
    [made] = processor.bibliography().entries
    return find_writer("html").citation(made.output)


def by(*names: Name) -> Reference:
    return Reference("r", "book", {"author": names})


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        (NO_DATE, "N.d."),
        (f"{NUMBER}{NO_DATE}", "1 N.d."),
        ('<text term="no date" form="short" prefix="(" suffix=")"/>', "(N.d.)"),
        (f'{NUMBER}<text term="no date" form="short" prefix="(" suffix=")"/>', "1 (n.d.)"),
        (f'<text variable="title" suffix=" "/>{NO_DATE}', "Routes n.d."),
    ],
)
def test_a_term_that_begins_an_entry_has_a_capital(layout, expected):
    assert entry(layout) == expected


def test_the_capital_of_a_beginning_term_does_not_ask_for_its_spelling():
    layout = """<names variable="author"><substitute><text term="anonymous" form="short"/>
        </substitute></names>"""
    style = STYLE.format(layout=layout, options="").replace(
        "<citation>",
        '<locale><terms><term name="anonymous" form="short">o.V.</term></terms></locale><citation>',
    )
    processor = Processor(read_style(style.encode(), path="x.csl"))
    processor.register([ROUTE])
    assert processor.bibliography().entries[0].output.text == "O.V."


def test_affixes_of_names_are_for_people():
    names = '<names variable="author"><name suffix="." initialize-with=""/></names>'
    assert entry(names, by(Name("Doe", "Ann"))) == "A Doe."
    assert entry(names, by(Name("", "", literal="World Bank"))) == "World Bank"


def test_a_no_break_space_of_initials_stands_for_the_space_before_the_family_name():
    names = '<names variable="author"><name initialize-with=".&#160;"/></names>'
    assert entry(names, by(Name("Doe", "Ann Bea"))) == "A.\u00a0B.\u00a0Doe"


def test_the_label_of_a_locator_is_that_of_pages_in_a_bibliography():
    layout = '<label variable="locator" form="short" suffix=" "/><text variable="page"/>'
    assert entry(layout) == "p. 3–8"


def test_a_space_that_begins_a_value_is_not_joined_with_the_one_before_it():
    assert entry('<text variable="title" suffix=". "/><text value=" s.l."/>') == "Routes.  s.l."


def test_two_spaces_in_one_text_are_seen_in_a_browser():
    assert entry('<text value="—  x"/>') == "—\u00a0 x"
