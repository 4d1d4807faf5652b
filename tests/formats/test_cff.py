"""CITATION.cff as people and tools write it, and what is damaged or hostile (#18)."""

import json

import pytest
import yaml

from mscref.formats import cff, yamltext
from mscref.formats.registry import guess_format
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import Reference

FILE = """\
cff-version: 1.2.0
message: If you use this software, please cite both the article and the software.
title: Tree grower
abstract: Grows trees.
version: "1.10"
date-released: 2021-07-18
doi: 10.5281/zenodo.1003149
license: Apache-2.0
repository-code: https://example.org/trees
type: software
authors:
  - family-names: Berg
    name-particle: van der
    given-names: A. B.
    name-suffix: Jr.
    orcid: https://orcid.org/0000-0001-2345-6789
    affiliation: Ash University
  - name: The Tree Project
    website: https://example.org
keywords: [trees, "growth"]
contact:
  - family-names: Roe
preferred-citation:
  type: article
  title: Growing trees
  authors:
    - family-names: Doe
      given-names: Jane
  journal: Journal of Trees
  year: 2020
  month: 4
  volume: 11
  issue: 2
  start: 216
  end: 228
  doi: https://doi.org/10.1000/abc
references:
  - type: conference-paper
    title: Bark
    authors: [{family-names: Elm}]
    collection-title: Proc. of Trees
    conference: {name: Trees 2019, city: Paris, date-start: 2019-05-01, date-end: 2019-05-03}
    publisher: {name: ACM, city: New York}
    year: "2019"
    identifiers:
      - {type: doi, value: 10.1000/bark}
      - {type: swh, value: "swh:1:rel:22"}
  - type: manual
    title: Roots
    authors: []
    languages: [de]
  - just a text
"""


def test_the_work_its_preferred_citation_and_its_references():
    row = guess_format(FILE, path="-")
    assert row is not None
    assert row.name == "cff"
    result = cff.read(FILE, path="CITATION.cff")
    work, article, paper, manual = result.references
    assert [one.code for one in result.diagnostics] == ["cff-entry"]
    first, second = work.names("author")
    assert (first.family, first.non_dropping_particle, first.suffix) == ("Berg", "van der", "Jr.")
    assert "0000-0001-2345-6789" in first.extra
    assert second.literal == "The Tree Project"
    assert {name: value for name, value in work.fields.items() if name != "author"} == {
        "title": "Tree grower",
        "abstract": "Grows trees.",
        "version": "1.10",
        "issued": Date(PartialDate(2021, 7, 18)),
        "DOI": "10.5281/zenodo.1003149",
        "license": "Apache-2.0",
        "URL": "https://example.org/trees",
        "keyword": "trees, growth",
    }
    assert work.extra == {"cff": {"contact": [{"family-names": "Roe"}]}}
    assert article.fields == {
        "title": "Growing trees",
        "author": (Name("Doe", "Jane"),),
        "container-title": "Journal of Trees",
        "issued": Date(PartialDate(2020, 4)),
        "volume": "11",
        "issue": "2",
        "page": "216-228",
        "DOI": "10.1000/abc",
    }
    assert paper.text("event-title") == "Trees 2019"
    assert paper.date("event-date") == Date(PartialDate(2019, 5, 1), PartialDate(2019, 5, 3))
    assert (paper.text("publisher"), paper.text("publisher-place")) == ("ACM", "New York")
    assert paper.text("DOI") == "10.1000/bark"
    assert paper.extra == {"cff": {"identifiers": [{"type": "swh", "value": "swh:1:rel:22"}]}}
    assert (manual.type, manual.extra["cff"]) == ("book", {"type": "manual"})


def test_what_a_file_says_comes_back():
    works = cff.read(FILE, path="x").references
    again = cff.read(cff.write(works), path="x").references
    assert [one.fields for one in again[1:]] == [one.fields for one in works[1:]]
    assert [one.extra for one in again] == [one.extra for one in works]
    assert {**again[0].fields, "author": ()} == {**works[0].fields, "author": ()}
    assert "ORCID" in again[0].names("author")[0].extra


def test_a_file_about_a_paper_alone_has_one_reference():
    work = Reference("k", "article-journal", {"title": "T", "author": (Name("Doe", "J."),)})
    text = cff.write([work])
    assert text.count("title: T\n") == 2
    assert cff.read(text, path="x").references == [work]


@pytest.mark.parametrize(
    ("csl_type", "fields"),
    [
        ("chapter", {"title": "C", "container-title": "B", "container-title-short": "Bk"}),
        ("thesis", {"title": "T", "genre": "PhD thesis", "publisher-place": "Bonn"}),
        ("book", {"title": "T", "note": "a note\nof two lines", "ISBN": "not one", "PMID": "12"}),
        ("webpage", {"title": "T", "accessed": Date(PartialDate(2021, 5, 3)), "URL": "gopher://x"}),
        ("report", {"title": "T", "issued": Date(PartialDate(2001), PartialDate(2003))}),
        ("article-journal", {"title": "T", "page": "1-3, 7", "DOI": "10.1000/a<b:c>d"}),
        ("software", {"title": "T", "issued": Date(PartialDate(2001)), "publisher": "P"}),
        ("dataset", {"title": "T", "version": "2", "issued": Date(PartialDate(2001, 2, 3))}),
        ("motion_picture", {"title": "T", "director": (Name("Doe", "Jane"), Name(literal="X Y"))}),
    ],
)
def test_what_the_schema_has_no_member_or_another_form_for_comes_back(csl_type, fields):
    work = Reference("a key", csl_type, {**fields, "author": (Name("Doe", "J."),)})
    assert cff.read(cff.write([work]), path="x").references == [work]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("cff-version: [", "cff-syntax"),
        ("- a\n- b\n", "cff-shape"),
        ("[" * 300, "cff-syntax"),
        ("references: 7\n", "cff-entry"),
    ],
)
def test_what_is_no_such_file_is_told(text, code):
    result = cff.read(text, path="x")
    assert [one.code for one in result.diagnostics] == [code]
    assert result.references == []


def test_values_of_another_kind_are_kept():
    text = "title: {a: b}\nauthors: Doe\nyear: [2020]\npublisher: 7\nkeywords: {a: 1}\nstart: [1]"
    indented = text.replace("\n", "\n  ")
    (one,) = cff.read(f"references:\n- type: book\n  {indented}\n", path="x").references
    kept = one.extra["cff"]
    assert isinstance(kept, dict)
    assert set(kept) == {"title", "authors", "year", "publisher", "keywords", "start"}
    assert one.fields == {}


def test_the_schema_asks_for_title_and_authors():
    payload, _ = yamltext.load(cff.write([Reference("k", "book")]), path="x", code="x")
    assert isinstance(payload, dict)
    assert payload["title"]
    assert payload["authors"]
    assert cff.read(cff.write([Reference("k", "book")]), path="x").references == [
        Reference("k", "book")
    ]


def test_people_of_one_name_are_two_people():
    smith, brown = Name("Smith", "J."), Name(literal="Oak Board")
    people = (smith, brown, smith, brown, *[smith] * 9)
    work = Reference("k", "book", {"title": "T", "author": people, "editor": (smith, smith)})
    written = yaml.safe_load(cff.write([work]))
    for member in ("authors", "editors"):
        rows = written["preferred-citation"][member]
        assert len({json.dumps(one) for one in rows}) == len(rows)
    authors = written["preferred-citation"]["authors"]
    assert authors[2] == {**authors[0], "alias": "2nd of this name"}
    assert [authors[at]["alias"][:4] for at in (4, 5, 11, 12)] == ["3rd ", "4th ", "10th", "11th"]
    assert cff.read(cff.write([work]), path="x").references == [work]


def test_a_software_with_people_of_one_name_comes_back():
    work = Reference("k", "software", {"title": "T", "author": (Name("Roe", "J."),) * 2})
    written = yaml.safe_load(cff.write([work]))
    assert written["authors"][1]["alias"] == "2nd of this name"
    assert cff.read(cff.write([work]), path="x").references == [work]


def test_a_work_that_is_listed_twice_comes_back_twice():
    works = [Reference("k", "book", {"title": "T"})] * 4
    written = yaml.safe_load(cff.write(works))
    rows = written["references"]
    assert len({json.dumps(one) for one in rows}) == len(rows) == 3
    again = cff.read(cff.write(works), path="x").references
    assert [one.fields for one in again] == [one.fields for one in works]
    assert [one.extra for one in again] == [{}] * 4


def test_the_alias_of_somebody_stays():
    text = "title: T\nauthors:\n- {family-names: Roe, alias: jroe}\n- {alias: 2nd of this name}\n"
    (one,) = cff.read(text, path="CITATION.cff").references
    assert one.names("author")[0].extra == '{"alias": "jroe"}'
    assert one.names("author")[1].literal == "2nd of this name"
