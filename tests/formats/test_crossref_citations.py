"""The citation list of a deposit: the schema's elements in the schema's order (#18)."""

import xml.etree.ElementTree as ElementTree

import pytest

from mscref.formats import crossrefcitations
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import Reference

# The sequence of `citation` in the deposit schema.
ORDER = """
    issn journal_title author volume issue first_page elocation_id cYear doi isbn series_title
    volume_title edition_number component_number article_title std_designator standards_body
    unstructured_citation
""".split()
AUTHOR = (Name("Berg", "A.", "", "van der"), Name("Roe", "B."))


def citation(csl_type, **fields):
    fields = {name.replace("_", "-"): value for name, value in fields.items()}
    work = Reference("10 a/b", csl_type, {"issued": Date(PartialDate(2020)), **fields})
    (found,) = ElementTree.fromstring(crossrefcitations.write([work]))
    return found.get("key"), {one.tag: one.text for one in found}


def test_an_article_with_a_doi():
    key, said = citation(
        "article-journal",
        author=AUTHOR,
        title="On <i>trees</i>",
        container_title="J & T",
        volume="11",
        issue="2",
        page="216-228",
        DOI="10.1000/a<b",
        ISSN="1234-5679",
    )
    assert key == "_x0031_0_x0020_a_x002f_b"
    assert said == {
        "issn": "1234-5679",
        "journal_title": "J & T",
        "author": "van der Berg",
        "volume": "11",
        "issue": "2",
        "first_page": "216",
        "cYear": "2020",
        "doi": "10.1000/a<b",
        "article_title": "On trees",
    }


@pytest.mark.parametrize(
    ("csl_type", "title", "container", "expected"),
    [
        ("book", "B", "", {"volume_title": "B"}),
        ("chapter", "C", "B", {"volume_title": "B", "article_title": "C"}),
        ("paper-conference", "P", "Proc", {"volume_title": "Proc", "article_title": "P"}),
        ("webpage", "W", "", {"article_title": "W"}),
        ("review", "R", "J", {"journal_title": "J", "article_title": "R"}),
    ],
)
def test_titles_by_type(csl_type, title, container, expected):
    _, said = citation(csl_type, title=title, container_title=container, DOI="10.1000/a")
    titles = {name: text for name, text in said.items() if name.endswith("title")}
    assert titles == expected


def test_without_a_doi_the_text_is_there_too():
    _, said = citation("webpage", author=AUTHOR, title="W", URL="https://example.org")
    assert said["unstructured_citation"] == (
        "van der Berg, A.; Roe, B.. (2020). W. https://example.org"
    ).replace("..", ".")


def test_elements_stand_in_the_order_of_the_schema():
    _, said = citation(
        "standard",
        title="S",
        number="ISO 1",
        publisher="ISO",
        page="e12",
        ISBN="978-0-262-03384-8 (pbk)",
        edition="2",
        collection_title="X",
    )
    assert list(said) == [name for name in ORDER if name in said]
    assert said["isbn"] == "978-0-262-03384-8"
    assert said["elocation_id"] == "e12"
    assert (said["std_designator"], said["standards_body"]) == ("ISO 1", "ISO")
