"""Titles that are links, where a style prints none of the addresses of a work."""

import pytest

from mscref.csl.parse import read_style
from mscref.csl.processor import Processor
from mscref.csl.render.registry import find_writer
from mscref.model.names import Name
from mscref.model.reference import Reference

DOI = "https://doi.org/10.1/x"
WORK = {"title": "T", "DOI": "10.1/x"}
TITLE = '<text variable="title" quotes="true" prefix="&lt;" suffix="&gt;"/>'


def entry(layout: str, fields: dict[str, str], *, target: str = "html", links: bool = True) -> str:
    data = f"""<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
      <citation><layout/></citation>
      <bibliography><layout suffix=".">{layout}</layout></bibliography></style>"""
    made = Processor(read_style(data.encode(), path="test.csl"))
    made.register([Reference("k", "book", {"author": (Name("Roe", "Al"),), **fields})])
    [one] = made.bibliography(link_titles=links).entries
    return find_writer(target).citation(one.output)


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"DOI": "10.1/x"}, DOI),
        ({"DOI": DOI}, DOI),
        ({"URL": "https://a.org/b", "DOI": "10.1/x"}, DOI),
        ({"PMID": "12", "PMCID": "PMC3"}, "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3"),
        ({"PMID": "12", "URL": "https://a.org"}, "https://www.ncbi.nlm.nih.gov/pubmed/12"),
        ({"URL": "https://a.org/b"}, "https://a.org/b"),
    ],
)
def test_the_title_leads_to_the_first_address_of_the_work(fields: dict[str, str], address: str):
    assert entry(TITLE, {"title": "T", **fields}) == f'&#60;“<a href="{address}">T</a>”&#62;.'


@pytest.mark.parametrize(
    ("layout", "fields"),
    [
        (f'{TITLE}<text variable="URL"/>', {"DOI": "10.1/x", "URL": "https://a.org"}),
        (f'{TITLE}<text variable="DOI" prefix="https://doi.org/"/>', {"DOI": "10.1/x"}),
        (TITLE, {}),
        (TITLE, {"URL": "javascript:alert(1)"}),
        (TITLE, {"URL": "file:///etc/passwd"}),
    ],
)
def test_a_title_is_no_link_beside_an_address_or_without_one(layout: str, fields: dict[str, str]):
    assert "“T”" in entry(layout, {"title": "T", **fields})


def test_without_a_title_the_entry_is_the_link():
    names = '<names variable="author"/>'
    assert entry(names, {"DOI": "10.1/x"}) == f'<a href="{DOI}">Al Roe</a>.'
    blocks = """<text value="1." display="left-margin"/>
      <group display="right-inline"><names variable="author"/></group>"""
    assert f'<a href="{DOI}">Al Roe' in entry(blocks, {"DOI": "10.1/x"})


def test_a_title_in_the_place_of_names_is_the_link():
    names = """<names variable="editor"><substitute><text variable="title"/></substitute></names>
      <text variable="title"/>"""
    assert entry(names, WORK) == f'<a href="{DOI}">T</a>.'


def test_it_is_off_unless_asked_for():
    assert entry(TITLE, WORK, links=False) == "&#60;“T”&#62;."


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("markdown", f"[T](<{DOI}>)."),
        ("latex", rf"\href{{{DOI}}}{{T}}."),
        ("typst", f'#link("{DOI}")[T];.'),
        ("text", "T."),
        ("rtf", rf'{{\field{{\*\fldinst{{HYPERLINK "{DOI}"}}}}{{\fldrslt{{T}}}}}}.'),
    ],
)
def test_every_output_that_has_links_has_this_one(target: str, expected: str):
    assert entry('<text variable="title"/>', WORK, target=target) == expected
