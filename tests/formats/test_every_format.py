"""One row, one case: a format without a case of its own here fails the tests (#11)."""

import ast
from pathlib import Path

import pytest

from mscref.formats import csljson
from mscref.formats.registry import FORMATS, LEFTOVERS, Keys, find_format, guess_format
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import Reference

WORD = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
# The same work in every format, with something in it that CSL has no place for ("kept").
READ = {
    "csljson": '[{"id":"doe2020","type":"book","title":"On trees","author":[{"family":"Doe",'
    '"given":"Jane"}],"issued":{"date-parts":[[2020]]},"shelf":"kept"}]',
    "bibtex": "@book{doe2020, title={On trees}, author={Doe, Jane}, year=2020, shelf={kept}}",
    "biblatex": "@book{doe2020, title={On trees}, author={Doe, Jane}, date={2020}, shelf={kept}}",
    "ris": "TY  - BOOK\nID  - doe2020\nTI  - On trees\nAU  - Doe, Jane\nPY  - 2020\nC7  - kept\n"
    "ER  - \n",
    "enw": "%0 Book\n%F doe2020\n%T On trees\n%A Doe, Jane\n%D 2020\n%1 kept\n",
    "nbib": "BTI - On trees\nFAU - Doe, Jane\nDP  - 2020\nGN  - kept\n",
    "endnotexml": "<xml><records><record><ref-type>6</ref-type><label>doe2020</label><titles>"
    "<title>On trees</title></titles><contributors><authors><author>Doe, Jane</author></authors>"
    "</contributors><dates><year>2020</year></dates><custom7>kept</custom7></record></records>"
    "</xml>",
    "wordsources": f"<b:Sources xmlns:b='{WORD}'><b:Source><b:Tag>doe2020</b:Tag><b:SourceType>Book"
    "</b:SourceType><b:Title>On trees</b:Title><b:Author><b:Author><b:NameList><b:Person><b:Last>"
    "Doe</b:Last><b:First>Jane</b:First></b:Person></b:NameList></b:Author></b:Author><b:Year>2020"
    "</b:Year><b:Medium>kept</b:Medium></b:Source></b:Sources>",
    "codemeta": '{"@context":"https://w3id.org/codemeta/3.0","@id":"#doe2020","@type":"Book","name":'
    '"On trees","author":{"@type":"Person","familyName":"Doe","givenName":"Jane"},'
    '"datePublished":"2020","shelf":"kept"}',
    "cff": "cff-version: 1.2.0\npreferred-citation:\n  type: book\n  title: On trees\n  authors:\n"
    "  - family-names: Doe\n    given-names: Jane\n  year: 2020\n  identifiers:\n  - type: other\n"
    "    value: doe2020\n    description: citation key\n  scope: kept\n",
    "jats": '<ref-list><ref id="doe2020"><element-citation publication-type="book"><person-group '
    'person-group-type="author"><name><surname>Doe</surname><given-names>Jane</given-names></name>'
    "</person-group><source>On trees</source><year>2020</year><conf-sponsor>kept</conf-sponsor>"
    "</element-citation></ref></ref-list>",
    "tei": '<listBibl><biblStruct xml:id="doe2020" type="book"><monogr><author><persName><forename>'
    "Jane</forename><surname>Doe</surname></persName></author><title>On trees</title><imprint>"
    '<date when="2020"/></imprint></monogr><idno type="shelf">kept</idno></biblStruct></listBibl>',
    "wikitext": '<ref name="doe2020">{{cite book |last=Doe |first=Jane |title=On trees |year=2020 '
    "|shelf=kept}}</ref>",
    "cslyaml": "references:\n- id: doe2020\n  type: book\n  title: On trees\n  author:\n"
    "  - family: Doe\n    given: Jane\n  issued: 2020\n  shelf: kept\n",
    "hayagriva": "doe2020:\n  type: book\n  title: On trees\n  author: Doe, Jane\n  date: 2020\n"
    "  shelf: kept\n",
    "zotero": '[{"itemType":"book","citationKey":"doe2020","title":"On trees","creators":'
    '[{"creatorType":"author","firstName":"Jane","lastName":"Doe"}],"date":"2020",'
    '"shelf":"kept"}]',
}
# Where the leftovers of a format stand that has no place of its own for them.
KEPT_UNDER = {"biblatex": "bibtex", "csljson": "shelf", "cslyaml": "shelf"}
WORK = Reference(
    "doe2020",
    "book",
    {"author": (Name("Doe", "Jane"),), "title": "On trees", "issued": Date(PartialDate(2020))},
)
WRITTEN = {
    "csljson": '[\n  {\n    "id": "doe2020",\n    "type": "book",\n    "author": [\n      {\n'
    '        "family": "Doe",\n        "given": "Jane"\n      }\n    ],\n    "title": "On trees",\n'
    '    "issued": {\n      "date-parts": [\n        [\n          2020\n        ]\n      ]\n    }\n'
    "  }\n]\n",
    "bibtex": "@book{doe2020,\n  author = {Doe, Jane},\n"
    "  title = {On trees},\n  year = {2020},\n}\n",
    "biblatex": "@book{doe2020,\n  author = {Doe, Jane},\n"
    "  title = {On trees},\n  date = {2020},\n}\n",
    "ris": "TY  - BOOK\nID  - doe2020\nAU  - Doe, Jane\nTI  - On trees\nPY  - 2020\nER  - \n",
    "enw": "%0 Book\n%F doe2020\n%A Doe, Jane\n%T On trees\n%D 2020\n",
    "nbib": "DP  - 2020\nFAU - Doe, Jane\nBTI - On trees\n",
    "endnotexml": '<?xml version="1.0" encoding="UTF-8"?>\n<xml><records>\n<record>\n  <ref-type'
    ' name="Book">6</ref-type>\n  <contributors>\n    <authors>\n      <author><style>Doe, Jane'
    "</style></author>\n    </authors>\n  </contributors>\n  <titles>\n    <title><style>On trees"
    "</style></title>\n  </titles>\n  <dates>\n    <year><style>2020</style></year>\n  </dates>\n"
    "  <label><style>doe2020</style></label>\n</record>\n</records></xml>\n",
    "codemeta": '{\n  "@context": "https://w3id.org/codemeta/3.0",\n  "@graph": [\n    {\n'
    '      "@type": "Book",\n      "name": "On trees",\n      "author": [\n        {\n'
    '          "@type": "Person",\n          "familyName": "Doe",\n'
    '          "givenName": "Jane"\n        }\n      ],\n      "datePublished": "2020",\n'
    '      "@id": "#doe2020"\n    }\n  ]\n}\n',
    "cff": "cff-version: 1.2.0\nmessage: If you use this work, please cite"
    " the preferred citation.\n"
    "title: On trees\nauthors:\n- family-names: Doe\n  given-names: Jane\npreferred-citation:\n"
    "  type: book\n  title: On trees\n  authors:\n  - family-names: Doe\n    given-names: Jane\n"
    "  year: 2020\n  identifiers:\n  - type: other\n    value: doe2020\n"
    "    description: citation key\n",
    "jats": '<?xml version="1.0" encoding="UTF-8"?>\n<ref-list>\n<ref id="doe2020">\n'
    '  <element-citation publication-type="book">\n    <person-group person-group-type="author">'
    "<name><surname>Doe</surname><given-names>Jane</given-names></name></person-group>\n"
    '    <source>On trees</source>\n    <year iso-8601-date="2020">2020</year>\n'
    "  </element-citation>\n</ref>\n</ref-list>\n",
    "jatsmixed": '<?xml version="1.0" encoding="UTF-8"?>\n<ref-list>\n<ref id="doe2020">\n'
    '  <mixed-citation publication-type="book"><person-group person-group-type="author"><name>'
    "<surname>Doe</surname> <given-names>Jane</given-names></name></person-group>. <source>On trees"
    '</source>. <year iso-8601-date="2020">2020</year>.</mixed-citation>\n</ref>\n</ref-list>\n',
    "tei": '<?xml version="1.0" encoding="UTF-8"?>\n<listBibl xmlns="http://www.tei-c.org/ns/1.0">\n'
    '  <biblStruct xml:id="doe2020" type="book">\n    <monogr>\n      <author><persName><forename>'
    "Jane</forename><surname>Doe</surname></persName></author>\n      <title level=\"m\">On trees"
    '</title>\n      <imprint><date type="published" when="2020">2020</date></imprint>\n'
    "    </monogr>\n  </biblStruct>\n</listBibl>\n",
    "crossrefcitations": '<?xml version="1.0" encoding="UTF-8"?>\n<citation_list>\n  <citation key='
    '"doe2020">\n    <author>Doe</author>\n    <cYear>2020</cYear>\n    <volume_title>On trees'
    "</volume_title>\n    <unstructured_citation>Doe, Jane. (2020). On trees"
    "</unstructured_citation>\n  </citation>\n</citation_list>\n",
    "cslyaml": "---\nreferences:\n- id: doe2020\n  type: book\n  author:\n  - family: Doe\n"
    "    given: Jane\n  title: On trees\n  issued:\n    date-parts:\n    - - 2020\n...\n",
    "hayagriva": "doe2020:\n  type: book\n  title: On trees\n  author:\n  - Doe, Jane\n"
    "  date: '2020'\n",
    "wikitext": '<ref name="doe2020">{{cite book |last1=Doe |first1=Jane |date=2020 '
    "|title=On trees}}</ref>\n",
    "zotero": '[\n  {\n    "itemType": "book",\n    "citationKey": "doe2020",\n    "title": '
    '"On trees",\n    "date": "2020",\n    "creators": [\n      {\n        "creatorType": '
    '"author",\n        "firstName": "Jane",\n        "lastName": "Doe"\n      }\n    ],\n'
    '    "tags": []\n  }\n]\n',
    "csv": "id,type,author,title,issued\ndoe2020,book,\"Doe, Jane\",On trees,2020\n",
    "jsonl": '{"id":"doe2020","type":"book","author":[{"family":"Doe","given":"Jane"}],"title":'
    '"On trees","issued":{"date-parts":[[2020]]}}\n',
}  # fmt: skip


def test_every_format_has_a_case_of_its_own():
    assert READ.keys() == {name for name, row in FORMATS.items() if row.reads}
    assert WRITTEN.keys() == {name for name, row in FORMATS.items() if row.writes}


@pytest.mark.parametrize("name", READ)
def test_the_work_is_read(name):
    result = find_format(name).reader()(READ[name], path="x")
    (one,) = result.references
    assert result.diagnostics == []
    assert (one.id, one.type, one.fields) == (WORK.id, WORK.type, WORK.fields)


@pytest.mark.parametrize("name", READ)
def test_what_csl_has_no_place_for_is_kept_and_travels_in_csljson(name):
    (one,) = find_format(name).reader()(READ[name], path="x").references
    assert "kept" in str(one.extra)
    (back,) = csljson.read(csljson.write([one]), path="x").references
    assert back.extra == one.extra
    assert set(one.extra) == {KEPT_UNDER.get(name, name)}
    assert FORMATS[name].keeps_leftovers == (KEPT_UNDER.get(name, name) == name)
    assert {row.name for row in FORMATS.values() if row.keeps_leftovers} == LEFTOVERS
    if name not in ("csljson", "cslyaml"):
        assert FORMATS[name].place in one.extra


@pytest.mark.parametrize("name", [name for name in READ if FORMATS[name].looks])
def test_the_text_is_recognised(name):
    row = guess_format(READ[name], path="-")
    assert row is not None
    assert row.name == name


@pytest.mark.parametrize("name", WRITTEN)
def test_the_work_is_written(name):
    assert find_format(name).writer()([WORK]) == WRITTEN[name]


@pytest.mark.parametrize("name", [name for name, row in FORMATS.items() if row.is_streamed])
def test_streamed_entries_stand_for_themselves(name):
    write = find_format(name).writer()
    assert write([WORK]).strip() in write([WORK, WORK.with_id("other")])


@pytest.mark.parametrize("name", [n for n, row in FORMATS.items() if row.reads and row.writes])
def test_keys_that_are_chosen_come_back(name):
    row = find_format(name)
    work = WORK.with_id("Some:Key")
    (back,) = row.reader()(row.writer()([work]), path="x").references
    assert (back.id == "Some:Key") == (row.keys is not Keys.NONE)


@pytest.mark.parametrize("name", [n for n, row in FORMATS.items() if row.reads and row.writes])
def test_two_works_of_one_key_are_both_written_and_read(name):
    row = find_format(name)
    other = Reference(WORK.id, "book", {"title": "On bushes"})
    result = row.reader()(row.writer()([WORK, other]), path="x")
    assert [one.fields["title"] for one in result.references] == ["On trees", "On bushes"]
    told = [one.code for one in result.diagnostics]
    # An id of XML, and the name of a `<ref>`, stands once: the second has a number behind it.
    is_once = row.is_mapping or name in ("jats", "tei", "wikitext")
    assert told == ([] if is_once or row.keys is Keys.NONE else [f"{row.place}-duplicate-key"])


def test_a_second_entry_of_a_key_in_a_mapping_is_told():
    text = "k:\n  type: book\nk:\n  type: book\n  title: T\n"
    result = find_format("hayagriva").reader()(text, path="x")
    assert [one.code for one in result.diagnostics] == ["hayagriva-duplicate-key"]
    assert len(result.references) == 1


@pytest.mark.parametrize("name", [n for n, row in FORMATS.items() if row.writes])
def test_what_spreadsheets_run_is_guarded(name):
    row = find_format(name)
    formula = Reference("k", "book", {"title": "=1+1"})
    if row.guards_formulas:
        assert "'=1+1" in row.writer()([formula])
        assert "'=1+1" not in row.raw_writer()([formula])
    else:
        assert "'=1+1" not in row.writer()([formula]).replace("title: '", "")


def test_names_and_aliases_name_one_format_each():
    names = [word for row in FORMATS.values() for word in (row.name, *row.aliases)]
    assert len(names) == len(set(names))
    assert find_format("bib") is FORMATS["bibtex"]


# Words that name a format: its name, and what its files end in.
WORDS = frozenset(word for row in FORMATS.values() for word in (row.name, *row.extensions))
_ASKING_CALLS = frozenset(["endswith", "startswith", "removesuffix", "frozenset", "set"])
# What LaTeX makes of `\bibliography{name}` is LaTeX's rule; a preprint's leftovers are BibTeX's;
# a dump is the JSON of a registry.
OF_ANOTHER_RULE = {
    ("app/cited.py", ".bib"),
    ("app/papers.py", ".bib"),
    ("bulk/dumps.py", ".json"),
    ("manuscript/citations/latex.py", ".bib"),
    ("manuscript/notations.py", ".bib"),
    ("sources/arxiv.py", "bibtex"),
}


def _texts(*nodes: ast.AST) -> set[object]:
    return {one.value for node in nodes for one in ast.walk(node) if isinstance(one, ast.Constant)}


def asked_words(source: str) -> set[object]:
    """The words that code compares with, looks up, or takes a case by."""
    found: set[object] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare | ast.MatchValue):
            found |= _texts(node)
        elif isinstance(node, ast.Subscript):
            found |= _texts(node.slice)
        elif isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            found |= _texts(*node.args) if called in _ASKING_CALLS else set()
    return found


def test_nothing_about_a_format_is_asked_by_its_name_elsewhere():
    house = Path(find_format.__code__.co_filename).parents[1]
    asking = {
        (path.relative_to(house).as_posix(), str(word))
        for path in house.rglob("*.py")
        if "formats" not in path.relative_to(house).parts
        for word in asked_words(path.read_text(encoding="utf-8")) & WORDS
    }
    assert asking == OF_ANOTHER_RULE


@pytest.mark.parametrize(
    "source",
    [
        "if row.name == 'csv': pass",
        "own = {n for n in FORMATS if n != 'hayagriva'}",
        "if name in ('ris', 'nbib'): pass",
        "known = frozenset(['bibtex', 'biblatex'])",
        "x = FORMATS['bibtex'].extensions",
        "y = path.lower().endswith('.bib')",
        "match name:\n    case 'enw' | 'ris': pass",
    ],
)
def test_such_questions_are_seen(source):
    assert asked_words(source) & WORDS
    assert not asked_words("read(text, format_name='ris')\nto = 'csljson'") & WORDS
