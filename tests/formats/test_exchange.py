"""RIS, NBIB, EndNote XML, CSL-YAML, Hayagriva: golden pairs, round trips, damaged files."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mscref.diagnostics import Severity
from mscref.formats import csljson
from mscref.formats.registry import FORMATS, find_format, guess_format
from mscref.model.dates import Date, PartialDate
from mscref.model.markup import strip_markup
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Reference

FIXTURES = Path(__file__).parent / "fixtures"
EXCHANGE = ("ris", "enw", "nbib", "endnotexml", "cslyaml", "hayagriva", "csljson", "biblatex")
FILES = {
    "ris": "journal.ris",
    "enw": "journal.enw",
    "nbib": "journal.nbib",
    "endnotexml": "journal.xml",
    "cslyaml": "journal.yaml",
    "hayagriva": "journal.hayagriva.yml",
}
AUTHORS = (Name("Doe", "Jane B."), Name("Dyke", "Lee", "", "van", "Jr."))
COMMON: dict[str, FieldValue] = {
    "author": AUTHORS,
    "title": "A study of something",
    "container-title": "Journal of Studies",
    "issued": Date(PartialDate(2020, 4, 1)),
    "volume": "11",
    "issue": "2",
    "page": "216-228",
    "DOI": "10.1000/a_b",
}
# What the fixtures say beyond COMMON.
EXPECTED: dict[str, dict[str, FieldValue]] = {
    "ris": {
        "container-title-short": "J. Stud.",
        "URL": "https://example.org/a?b=1&c=2",
        "abstract": "What we did.",
        "keyword": "alpha, beta",
        "language": "en",
        "ISSN": "1234-5678",
    },
    "enw": {
        "URL": "https://example.org/a?b=1&c=2",
        "abstract": "What we did.",
        "keyword": "alpha, beta",
        "language": "en",
        "ISSN": "1234-5678",
    },
    "nbib": {
        "author": (Name("Doe", "Jane B"), AUTHORS[1], Name(literal="The Study Group")),
        "container-title-short": "J Stud",
        "abstract": "What we did.",
        "keyword": "alpha, beta",
        "language": "en",
        "ISSN": "1234-5678",
        "PMID": "12345678",
        "PMCID": "PMC1234567",
    },
    "endnotexml": {
        "container-title-short": "J. Stud.",
        "URL": "https://example.org/a?b=1&c=2",
        "abstract": "What we did.",
        "keyword": "alpha, beta",
        "ISSN": "1234-5678",
    },
    "cslyaml": {
        "container-title-short": "J. Stud.",
        "URL": "https://example.org/a?b=1&c=2",
        "issue": "02",
    },
    "hayagriva": {
        "title": "A study of something: more",
        "title-short": "A study of something",
        "URL": "https://example.org/a?b=1&c=2",
        "accessed": Date(PartialDate(2021, 5, 6)),
    },
}


def read_fixture(name: str) -> Reference:
    text = (FIXTURES / FILES[name]).read_text(encoding="utf-8")
    result = find_format(name).reader()(text, path=FILES[name])
    assert result.diagnostics == []
    (reference,) = result.references
    return reference


@pytest.mark.parametrize("name", FILES)
def test_golden_files_are_read(name):
    reference = read_fixture(name)
    assert reference.type == "article-journal"
    assert reference.id in ("doe2020", "doe2020")
    assert reference.fields == COMMON | EXPECTED[name]


@pytest.mark.parametrize("name", FILES)
def test_what_is_read_is_written_again(name):
    reference = read_fixture(name)
    row = find_format(name)
    (back,) = row.reader()(row.writer()([reference]), path="x").references
    assert back == reference


@pytest.mark.parametrize("name", ["ris", "enw", "nbib"])
def test_line_formats_come_back_letter_by_letter(name):
    text = (FIXTURES / FILES[name]).read_text(encoding="utf-8")
    row = find_format(name)
    written = row.writer()(row.reader()(text, path="x").references)
    assert sorted(written.splitlines()) == sorted(text.splitlines())


@pytest.mark.parametrize("name", [name for name in FILES if name != "cslyaml"])
def test_unknown_fields_are_kept_and_travel_in_csl_json(name):
    reference = read_fixture(name)
    assert name in reference.extra
    (back,) = csljson.read(csljson.write([reference]), path="x").references
    assert back.extra == reference.extra


@pytest.mark.parametrize("name", FILES)
def test_formats_are_recognised_by_content(name):
    text = (FIXTURES / FILES[name]).read_text(encoding="utf-8")
    row = guess_format(text, path="-")
    assert row is not None
    assert row.name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("FAU - Doe, Jane\nTI  - One\n", "nbib"),
        ("TY  - JOUR\nTI  - One\nER  - \n", "ris"),
        ("a: {type: book, title: One}\n", "hayagriva"),
        ("a: { title: One, type: book }\n", "hayagriva"),
        ("references:\n  - id: a\n    type: book\n", "cslyaml"),
    ],
)
def test_other_ways_to_write_it_are_recognised(text, name):
    row = guess_format(text, path="-")
    assert row is not None
    assert row.name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[]", "csljson"),
        (" \n[\n\t{}]", "csljson"),
        ('[{"id": "a"', "csljson"),
        ('\n{ "items": []}', "csljson"),
        ("{}", "csljson"),
        ("[1] B. Klaus and P. Horn, Robot Vision. Cambridge, MA, USA: MIT Press, 1986.", ""),
        ("[Knu84] Knuth, D. E.: Literate programming. Comput. J. 27, 97-111 (1984)", ""),
        ("[ 3 ] Newman WM. Principles of interactive graphics. McGraw-Hill; 1979.", ""),
        ("[^1]: Newman, Principles of interactive graphics, 1979.", ""),
        ("{Deutsches Institut für Normung}: DIN 1505. Berlin, 1984.", ""),
        ("- id: a\n  type: book\n", "cslyaml"),
        ("---\n- DOI: 10.1/x\n", "cslyaml"),
        ("- Adorno: Minima Moralia. Frankfurt: Suhrkamp, 1951.\n", ""),
        ("\\bibitem{a} \\href@noop {} {A. B., 1999.}\n", ""),
        ("\\makeatletter\n\\@ifundefined{x}\n\\makeatother\n", ""),
        ("Roe, J. (roe@uni (Bonn)). (1999). A book. Press.\n", ""),
        ("@book{a, year=1999} @book{b, year=2000}\n", "bibtex"),
        ("text @ Book (a, year = 1999)", "bibtex"),
        ("@book{a,}@book{b,}", "bibtex"),
    ],
)
def test_a_bracket_or_a_bullet_alone_makes_no_data_of_a_list(text, name):
    row = guess_format(text, path="<stdin>")
    assert (row.name if row else "") == name


REFERENCES = [
    Reference("a1", "article-journal", dict(COMMON)),
    Reference(
        "b2",
        "book",
        {
            "author": (Name(literal="World Health Organization"),),
            "title": "A <i>book</i> & more",
            "issued": Date(PartialDate(1999)),
            "publisher": "Press",
            "publisher-place": "Geneva",
            "edition": "2",
            "ISBN": "978-0-00-000000-0",
        },
    ),
    Reference(
        "c3",
        "chapter",
        {
            "author": (Name("Roe", "R."),),
            "editor": (Name("Poe", "E. A."),),
            "title": "Part",
            "container-title": "Whole",
            "issued": Date(PartialDate(2001, 5)),
            "page": "1-9",
        },
    ),
    Reference("d4", "webpage", {"title": "Home", "URL": "https://example.org/"}),
]


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda reference: reference.type)
@pytest.mark.parametrize("name", EXCHANGE)
def test_round_trip(name, reference):
    row = find_format(name)
    result = row.reader()(row.writer()([reference]), path="x")
    (back,) = result.references
    if name == "nbib" and reference.type == "webpage":
        pytest.skip("PubMed has no web pages")
    lost = {"edition"} & set() if name != "nbib" else {"URL", "ISBN", "edition"}
    for variable, value in reference.fields.items():
        if name == "hayagriva" and variable == "title":
            value = strip_markup(str(value))  # Typst would print the tags
        if variable not in lost:
            assert back.fields.get(variable) == value, variable
    assert back.type == reference.type


# What each format has a place for although CSL and it do not name it alike (#4).
PLACES: dict[str, list[tuple[str, dict[str, FieldValue]]]] = {
    "ris": [
        ("book", {"number-of-pages": "214", "ISBN": "0-231-08562-1", "ISSN": "1234-5679"}),
        ("webpage", {"ISBN": "0-231-08562-1"}),
        ("report", {"number": "7", "page": "12"}),
        ("article-journal", {"PMID": "12345678", "source": "PubMed"}),
        ("chapter", {"chapter-number": "15"}),
        ("software", {"version": "1.3"}),
        ("speech", {"event-place": "London"}),
        ("patent", {"jurisdiction": "France; Germany", "number": "EU-29702195U"}),
        ("legal_case", {"authority": "E.D. Wisc."}),
    ],
    "enw": [
        ("book", {"number-of-pages": "214", "ISBN": "0-231-08562-1", "ISSN": "1234-5679"}),
        ("report", {"number": "DMTN-206", "ISSN": "1234-5679", "page": "12-15"}),
        ("chapter", {"chapter-number": "15"}),
        ("dataset", {"version": "1.3"}),
        ("patent", {"jurisdiction": "France", "number": "EU-29702195U"}),
    ],
    "endnotexml": [
        ("book", {"number-of-pages": "214", "ISBN": "0-231-08562-1", "ISSN": "1234-5679"}),
        ("report", {"number": "DMTN-206", "ISSN": "1234-5679", "page": "12-15"}),
        ("chapter", {"chapter-number": "15"}),
        ("dataset", {"version": "1.3"}),
        ("patent", {"jurisdiction": "France", "number": "EU-29702195U"}),
        ("legal_case", {"authority": "E.D. Wisc."}),
    ],
    "hayagriva": [
        ("software", {"version": "1.3", "number": "7"}),
        ("legal_case", {"authority": "E.D. Wisc."}),
        ("post-weblog", {"author": (Name(literal="klimatilpasning.dk"),)}),
        ("book", {"collection-title": "Series", "collection-number": "12"}),
    ],
    "nbib": [
        ("thesis", {"title": "A thesis?", "publisher": "U"}),
        ("report", {"title": "It ends so..."}),
        ("book", {"title": "A book", "ISBN": "0-231-08562-1"}),
        ("article-newspaper", {"title": "Vol. 1."}),
    ],
}


@pytest.mark.parametrize(
    ("name", "csl_type", "fields"),
    [(name, csl_type, fields) for name, rows in PLACES.items() for csl_type, fields in rows],
)
def test_every_variable_goes_to_its_place(name, csl_type, fields):
    reference = Reference("k", csl_type, {"title": "T", **fields})
    row = find_format(name)
    (back,) = row.reader()(row.writer()([reference]), path="x").references
    assert (back.type, back.fields) == (reference.type, reference.fields)


MARKED = 'On <span class="nocase">iPhone</span> <i>use</i>'


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("ris", "TI  - On iPhone <i>use</i>"),
        ("nbib", "TI  - On iPhone <i>use</i>."),
        ("endnotexml", "<title><style>On iPhone &lt;i&gt;use&lt;/i&gt;</style></title>"),
        ("hayagriva", "title: On {iPhone} use"),
        ("csv", "k,article-journal,On iPhone use"),
    ],
)
def test_markup_that_other_programs_would_show_is_left_out(name, written):
    reference = Reference("k", "article-journal", {"title": MARKED})
    assert written in find_format(name).writer()([reference])


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("On {iPhone} use", 'On <span class="nocase">iPhone</span> use'),
        ("{value: Foo, verbatim: true}", '<span class="nocase">Foo</span>'),
    ],
)
def test_braces_of_hayagriva_keep_capitals(title, expected):
    text = f"k:\n  type: book\n  title: {title}\n"
    (reference,) = find_format("hayagriva").reader()(text, path="x").references
    assert reference.text("title") == expected


def test_an_accession_number_of_another_database_is_no_pmid():
    record = "TY  - JOUR\nDB  - Embase\nAN  - 2004123\nER  - \n"
    (reference,) = find_format("ris").reader()(record, path="x").references
    assert "PMID" not in reference.fields
    assert "AN  - 2004123" in find_format("ris").writer()([reference])


def test_the_serial_number_of_a_report_is_its_number():
    record = "TY  - RPRT\nSN  - TR-12\nER  - \n"
    (reference,) = find_format("ris").reader()(record, path="x").references
    assert reference.fields == {"number": "TR-12"}


DAMAGED = {
    "ris": "junk\nTY  - JOUR\nTI  - One\nTY  - BOOK\nTI  - Two\n",
    "nbib": "junk\n\nPMID- 1\nTI  - One\n\nPMID- 2\nTI  - Two\n",
    "endnotexml": "<xml><records><record><titles><title>One</title></titles></record>"
    "<record><titles><title>Two</title></titles></record><record></xml>",
    "cslyaml": "- {id: a, title: One}\n- 7\n- {id: b, title: Two}\n",
    "hayagriva": "a: {type: book, title: One}\nx: 7\nb: {type: book, title: Two}\n",
}


@pytest.mark.parametrize("name", DAMAGED)
def test_the_rest_of_a_damaged_file_is_read(name):
    result = find_format(name).reader()(DAMAGED[name], path="x")
    assert [reference.text("title") for reference in result.references] == ["One", "Two"]
    assert result.diagnostics


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]><xml><records><record/></records></xml>',
        "<!DOCTYPE xml SYSTEM 'http://x/y.dtd'><xml/>",
        "<xml><records><record>" + "<a>" * 100,
    ],
)
def test_xml_that_could_explode_is_refused(text):
    result = find_format("endnotexml").reader()(text, path="x.xml")
    assert result.references == []
    assert result.diagnostics[0].code.startswith("endnotexml-")


STEPS = list(zip("abcdefg", "bcdefgh", strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"{two}: &{two} [{','.join([f'*{one}'] * 9)}]\n" for one, two in STEPS),
        "[" * 5000,
        "- " * 5000,
        "a: b: c",
        "a: \x00",
        "!!python/object/apply:os.system [x]",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["cslyaml", "hayagriva"])
def test_yaml_that_could_explode_is_refused(name, text):
    result = find_format(name).reader()(text, path="x.yml")
    assert result.references == []
    assert result.diagnostics


def test_csv_and_json_lines():
    reference = Reference("k", "book", {"title": 'A "b", c', "issued": Date(PartialDate(1999, 2))})
    assert find_format("csv").writer()([reference]) == (
        'id,type,title,issued\nk,book,"A ""b"", c",1999-02\n'
    )
    lines = find_format("jsonl").writer()([reference, reference]).splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["k", "k"]


def test_no_rows_is_no_error():
    for name, row in FORMATS.items():
        if row.writes:
            text = row.writer()([])
            if row.reads and name != "cslyaml":
                assert row.reader()(text, path="x").references == []


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@pytest.mark.parametrize("name", EXCHANGE)
@given(title=TEXT, name_text=TEXT)
@settings(max_examples=15, deadline=None)
def test_any_text_can_be_written_and_read(name, title, name_text):
    fields: dict[str, FieldValue] = {
        "title": title,
        "author": (Name(name_text, title), Name(literal=name_text)),
        "issued": Date(literal=title),
        "page": name_text,
    }
    row = find_format(name)
    row.reader()(row.writer()([Reference("k", "book", fields)]), path="x")


@pytest.mark.parametrize("name", EXCHANGE)
@given(text=TEXT)
@settings(max_examples=20, deadline=None)
def test_no_text_breaks_a_reader(name, text):
    find_format(name).reader()(text, path="x")


JOURNALS = [
    (["JF  - The Journal of Neuroscience", "JO  - J. Neurosci."], "J. Neurosci."),
    (["T2  - J. Neurosci.", "JF  - The Journal of Neuroscience"], "J. Neurosci."),
    (["JO  - The Journal of Neuroscience", "JA  - J Neurosci"], "J Neurosci"),
    (["T2  - The Journal of Neuroscience", "J2  - JN"], "JN"),
    (["T2  - The Journal of Neuroscience", "JO  - The Journal of Neuroscience"], ""),
]


@pytest.mark.parametrize(("lines", "short"), JOURNALS)
def test_of_several_titles_of_a_journal_the_longest_is_the_full_one(lines, short):
    text = "\n".join(["TY  - JOUR", "TI  - T", *lines, "ER  - "])
    (one,) = find_format("ris").reader()(text, path="x").references
    assert one.text("container-title") == "The Journal of Neuroscience"
    assert one.text("container-title-short") == short
    assert one.extra == {}


def test_the_full_title_of_a_journal_in_endnote():
    text = (
        "<xml><records><record><ref-type>17</ref-type><titles>"
        "<secondary-title>J X</secondary-title></titles>"
        "<periodical><full-title>Journal of X</full-title></periodical></record></records>"
        "</xml>"
    )
    (one,) = find_format("endnotexml").reader()(text, path="x").references
    assert one.text("container-title") == "Journal of X"
    assert one.text("container-title-short") == "J X"


@pytest.mark.parametrize(
    ("lines", "people"),
    [
        (["A1  - Smith, John", "AU  - Doe, Jane"], ["Smith", "Doe"]),
        (["AU  - Doe, Jane", "A1  - Smith, John"], ["Doe", "Smith"]),
        (["AU  - Doe, Jane", "A1  - Doe, Jane"], ["Doe"]),
    ],
)
def test_people_under_two_tags_of_one_role_are_one_list(lines, people):
    (one,) = (
        find_format("ris")
        .reader()("\n".join(["TY  - JOUR", *lines, "ER  - "]), path="x")
        .references
    )
    assert [name.family for name in one.names("author")] == people
    assert one.extra == {}


@pytest.mark.parametrize("name", ["ris", "endnotexml", "nbib", "hayagriva", "bibtex", "biblatex"])
def test_a_list_of_names_that_goes_on_comes_back_so(name):
    people = (Name("Roth", "Anna"), Name(literal="others", parse_names=False))
    row = find_format(name)
    work = Reference("k", "book", {"title": "T", "author": people})
    (back,) = row.reader()(row.writer()([work]), path="x").references
    assert [one.is_truncation for one in back.names("author")] == [False, True]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("csljson", '[{"id":"a","type":"book","title":"A"},{"id":"a","type":"book","title":"B"}]'),
        ("cslyaml", "- {id: a, type: book, title: A}\n- {id: a, type: book, title: B}\n"),
        ("ris", "TY  - BOOK\nID  - a\nTI  - A\nER  - \nTY  - BOOK\nID  - a\nTI  - B\nER  - \n"),
        ("endnotexml", "<xml><records><record><label>a</label></record><record><label>a</label>"
         "</record></records></xml>"),
        ("hayagriva", "a:\n  type: book\n  title: A\na:\n  type: book\n  title: B\n"),
        ("bibtex", "@book{a, title={A}}\n@book{a, title={B}}\n"),
    ],
)  # fmt: skip
def test_a_second_reference_of_one_id_is_an_error_in_every_format(name, text):
    found = find_format(name).reader()(text, path="x").diagnostics
    assert [one.code for one in found] == [f"{name}-duplicate-key"]
    assert found[0].severity is Severity.ERROR


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("csljson", '[{"id":"a","type":"book","title":"A","title":"B"}]', "csljson-repeated"),
        ("cslyaml", "- id: a\n  type: book\n  title: A\n  title: B\n", "cslyaml-duplicate-key"),
        ("hayagriva", "a:\n  type: book\n  title: A\n  title: B\n", "hayagriva-duplicate-key"),
    ],
)
def test_a_second_value_of_one_member_is_said(name, text, code):
    assert [one.code for one in find_format(name).reader()(text, path="x").diagnostics] == [code]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("In $\\mathcal{O}(n)$ time", "In $\\mathcal{O}(n)$ time"),
        ("{$\\mathcal{O}(n)$} time", '<span class="nocase">$\\mathcal{O}(n)$</span> time'),
        ("The {D{N}A} of it", 'The <span class="nocase">DNA</span> of it'),
        ("An {open brace", "An {open brace"),
        ("A }closed{ one", "A }closed{ one"),
        ("It costs 5$ {DNA}", 'It costs 5$ <span class="nocase">DNA</span>'),
    ],
)  # fmt: skip
def test_braces_of_hayagriva_and_those_of_its_formulas(written, title):
    row = find_format("hayagriva")
    (one,) = row.reader()(f"a:\n  type: book\n  title: '{written}'\n", path="x").references
    assert one.text("title") == title
    (back,) = row.reader()(row.writer()([one]), path="x").references
    assert back.text("title") == title


@pytest.mark.parametrize("line", ["AU  - Smith, J.; Doe, K.", "AU  - Smith, J.;Doe, K.;"])
def test_names_in_one_tag_are_told_apart_by_semicolons(line):
    (one,) = find_format("ris").reader()(f"TY  - JOUR\n{line}\nER  - ", path="x").references
    assert one.names("author") == (Name("Smith", "J."), Name("Doe", "K."))
    assert one.extra == {}
