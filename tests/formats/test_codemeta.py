"""codemeta.json as tools write it, and what is damaged or hostile (#18)."""

import json

import pytest

from mscref.app.convert import convert, leftovers_told, lost_told
from mscref.formats import cff, codemeta, cslproperties
from mscref.formats.registry import guess_format
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import Reference

FILE = {
    "@context": ["https://doi.org/10.5063/schema/codemeta-2.0", "http://schema.org"],
    "@type": "SoftwareSourceCode",
    "name": "Tree grower",
    "description": "Grows trees.",
    "softwareVersion": "1.10",
    "author": [
        {"@type": "Person", "givenName": "A. B.", "familyName": "van der Berg"},
        {"@type": "Organization", "name": "The Tree Project"},
        {"@type": "Person", "name": "Jane Roe"},
    ],
    "datePublished": "2021-07-18T10:00:00Z",
    "license": "https://spdx.org/licenses/Apache-2.0",
    "codeRepository": "https://example.org/trees",
    "identifier": ["https://doi.org/10.5281/zenodo.1003149", "swh:1:rel:22"],
    "keywords": ["trees", "growth"],
    "programmingLanguage": "Python",
    "referencePublication": {
        "@type": "ScholarlyArticle",
        "name": "Growing trees",
        "sameAs": "10.1000/abc",
        "pageStart": 216,
        "pageEnd": "228",
        "isPartOf": {
            "@type": "PublicationIssue",
            "issueNumber": "2",
            "isPartOf": {
                "@type": ["PublicationVolume", "Periodical"],
                "volumeNumber": "11",
                "name": "Journal of Trees",
                "issn": "1234-5679",
            },
        },
    },
}


def test_the_software_and_its_publication():
    text = json.dumps(FILE)
    for path in ("codemeta.json", "-", "my.json"):
        row = guess_format(text, path=path)
        assert row is not None
        assert row.name == "codemeta"
    software, article = codemeta.read(text, path="x").references
    assert software.type == "software"
    assert software.fields == {
        "title": "Tree grower",
        "abstract": "Grows trees.",
        "version": "1.10",
        "author": (
            Name("Berg", "A. B.", "", "van der"),
            Name(literal="The Tree Project"),
            Name("Roe", "Jane"),
        ),
        "issued": Date(PartialDate(2021, 7, 18)),
        "license": "https://spdx.org/licenses/Apache-2.0",
        "URL": "https://example.org/trees",
        "DOI": "10.5281/zenodo.1003149",
        "keyword": "trees, growth",
    }
    assert software.extra == {
        "codemeta": {"programmingLanguage": "Python", "identifier": ["swh:1:rel:22"]}
    }
    assert article.fields == {
        "title": "Growing trees",
        "DOI": "10.1000/abc",
        "page": "216-228",
        "issue": "2",
        "volume": "11",
        "container-title": "Journal of Trees",
        "ISSN": "1234-5679",
    }


def test_what_a_file_says_comes_back():
    works = codemeta.read(json.dumps(FILE), path="x").references
    text = codemeta.write(works)
    assert '"referencePublication"' in text
    again = codemeta.read(text, path="x").references
    assert [one.fields for one in again] == [one.fields for one in works]
    assert [one.extra for one in again] == [one.extra for one in works]


def test_works_that_are_no_software_are_a_graph():
    works = [Reference("a b", "book", {"title": "T"}), Reference("c", "dataset", {"title": "D"})]
    text = codemeta.write(works)
    assert '"@graph"' in text
    assert codemeta.read(text, path="x").references == works


def test_an_unrecognised_json_is_still_csl_json():
    row = guess_format("not json", path="x.json")
    assert row is not None
    assert row.name == "csljson"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "codemeta-syntax"),
        ("[1]", "codemeta-shape"),
        ('{"a":' * 5000 + "1" + "}" * 5000, "codemeta-syntax"),
        ('{"@graph": [7]}', "codemeta-entry"),
    ],
)
def test_what_is_no_such_file_is_told(text, code):
    result = codemeta.read(text, path="x")
    assert [one.code for one in result.diagnostics] == [code]
    assert result.references == []


def test_a_container_in_itself_ends():
    part: dict[str, object] = {"issueNumber": "1"}
    for _ in range(150):
        part = {"isPartOf": part}
    (one,) = codemeta.read(json.dumps({"name": "T", "isPartOf": part}), path="x").references
    assert one.text("title") == "T"


FULL = Reference(
    "k",
    "patent",
    {
        "title": "The <i>oak</i> machine",
        "author": (Name("Roe", "Ann", suffix="Jr."), Name(literal="Oak Board")),
        "composer": (Name("Elm", "T."),),
        "issued": Date(PartialDate(1999, 5)),
        "accessed": Date(PartialDate(2020, 1, 2)),
        "publisher": "Oak Press",
        "publisher-place": "Graz",
        "note": "With a plan.",
        "genre": "US patent",
        "page": "1–3, 7",
        "number": "US7347809",
    },
)


@pytest.mark.parametrize(
    "csl_type",
    [
        "paper-conference",
        "patent",
        "thesis",
        "report",
        "article",
        "legal_case",
        "graphic",
        "chapter",
    ],
)
def test_what_schema_org_has_no_word_for_comes_back(csl_type):
    work = Reference("k", csl_type, FULL.fields)
    assert codemeta.read(codemeta.write([work]), path="x").references == [work]


def test_a_type_of_its_own_is_not_said_twice():
    (work,) = json.loads(codemeta.write([Reference("k", "book", {"title": "T"})]))["@graph"]
    assert work == {"@type": "Book", "name": "T", "@id": "#k"}


def test_the_property_that_is_not_changed_with_its_member_gives_way():
    payload = json.loads(codemeta.write([FULL]))
    payload["@graph"][0]["name"] = "The elm machine"
    (one,) = codemeta.read(json.dumps(payload), path="x").references
    assert one.text("title") == "The elm machine"
    kept = one.extra["codemeta"]
    assert isinstance(kept, dict)
    assert "The <i>oak</i> machine" in json.dumps(kept["additionalProperty"])


@pytest.mark.parametrize(
    "row",
    [
        "text",
        {"@type": "PropertyValue", "name": "note", "value": "no property of CSL"},
        {"propertyID": cslproperties.SCHEMA, "name": "type", "value": "book"},
        {"propertyID": cslproperties.SCHEMA, "name": ["note"], "value": "x"},
        {"propertyID": cslproperties.SCHEMA, "name": "author", "value": {"a": 1}},
        {"propertyID": cslproperties.SCHEMA, "name": "note"},
    ],
)
def test_properties_of_others_stay_beside_ours(row):
    payload = json.loads(codemeta.write([FULL]))
    payload["@graph"][0]["additionalProperty"].append(row)
    (one,) = codemeta.read(json.dumps(payload), path="x").references
    assert one.fields == FULL.fields
    assert one.extra == {"codemeta": {"additionalProperty": [row]}}
    assert codemeta.read(codemeta.write([one]), path="x").references == [one]
    assert FULL.type == one.type


def test_an_additional_type_of_others_stays():
    text = json.dumps({"@type": "Chapter", "name": "T", "additionalType": "book"})
    (one,) = codemeta.read(text, path="x").references
    assert (one.type, one.extra) == ("chapter", {"codemeta": {"additionalType": "book"}})


ORCID = "https://orcid.org/0000-0002-1825-0097"
UNI = {"@type": "Organization", "name": "Oak University"}


@pytest.mark.parametrize(
    ("person", "beside", "written"),
    [
        ({"@id": ORCID}, {"ORCID": ORCID}, None),
        ({"id": ORCID, "type": "Person"}, {"ORCID": ORCID}, {"@id": ORCID}),
        ({"sameAs": "http://orcid.org/0000-0002-1825-0097"}, {"ORCID": ORCID}, {"@id": ORCID}),
        (
            {"identifier": {"@type": "PropertyValue", "value": "0000-0002-1825-0097"}},
            {"ORCID": ORCID},
            {"@id": ORCID},
        ),
        (
            {"@id": "#jane", "identifier": ORCID},
            {"@id": "#jane", "ORCID": ORCID},
            None,
        ),
        ({"@id": "https://orcid.org/0000-0002-1825-0098"}, None, None),  # a wrong check digit
        ({"affiliation": UNI, "email": "j@x.org"}, {"affiliation": "Oak University"}, None),
        ({"affiliation": "Oak"}, {"affiliation": "Oak"}, {"affiliation": {**UNI, "name": "Oak"}}),
        ({"affiliation": [UNI, UNI]}, {"affiliation": ["Oak University"] * 2}, None),
        ({"affiliation": {**UNI, "@id": "https://ror.org/1"}}, None, None),
        (
            {"url": "https://x.org", "telephone": "1"},
            {"website": "https://x.org", "tel": "1"},
            None,
        ),
        ({"address": {"@type": "PostalAddress", "postalCode": "1"}, "jobTitle": "Dr"}, None, None),
    ],
)
def test_what_a_person_has_beside_the_name_comes_back(person, beside, written):
    name = {"@type": "Person", "familyName": "Roe", "givenName": "Jane"}
    file = {"@context": FILE["@context"], "@type": "SoftwareSourceCode", "name": "T"}
    result = codemeta.read(json.dumps({**file, "author": [{**name, **person}]}), path="x")
    kept = json.loads(result.references[0].names("author")[0].extra)
    if beside is not None:
        assert kept.items() >= beside.items()
    again = json.loads(codemeta.write(result.references))
    assert again["author"] == [{**name, **(person if written is None else written)}]
    assert "additionalProperty" not in again


def test_an_institution_keeps_its_address_and_a_role_its_place():
    organization = {"@type": "Corporation", "@id": "https://ror.org/1", "name": "WHO"}
    role = {"@type": "Role", "schema:author": "#jane", "roleName": "Developer"}
    file = json.dumps({**FILE, "author": [organization, role]})
    result = codemeta.read(file, path="x")
    assert result.references[0].names("author")[0].literal == "WHO"
    assert json.loads(codemeta.write(result.references))["author"] == [organization, role]


def test_people_go_to_cff_and_back_and_what_has_no_place_is_said():
    person: dict[str, object] = {
        "@type": "Person",
        "@id": ORCID,
        "familyName": "Roe",
        "email": "j@x.org",
    }
    person |= {"affiliation": [UNI, "Ash"], "url": "https://x.org", "jobTitle": "Dr"}
    file = {"@context": "https://w3id.org/codemeta/3.0", "name": "T", "author": person}
    file["@type"] = "SoftwareSourceCode"
    references = codemeta.read(json.dumps(file), path="x").references
    text = cff.write(references)
    assert "affiliation: Oak University; Ash\n" in text
    assert lost_told(references, text, to="cff").endswith("no place for them: jobTitle (1)")
    back = json.loads(codemeta.write(cff.read(text, path="x").references))["author"]
    assert back[0]["@id"] == ORCID
    assert (back[0]["email"], back[0]["url"]) == ("j@x.org", "https://x.org")
    told = "ORCID (1), affiliation (1), email (1), jobTitle (1), website (1)"
    for name in ("ris", "hayagriva", "zotero"):
        assert told in lost_told(references, convert(references, to=name), to=name)
    assert told in leftovers_told(references, to="biblatex")
    assert lost_told(references, convert(references, to="csljson"), to="csljson") == ""


def test_the_place_of_an_author_in_the_list_is_no_loss():
    name = Name("Roe", "J.", extra='{"sequence": "first", "affiliation": [], "ORCID": "0000"}')
    references = [Reference("k", "book", {"title": "T", "author": (name,)})]
    told = lost_told(references, convert(references, to="ris"), to="ris")
    assert told == "not written, for RIS has no place for them: ORCID (1)"
