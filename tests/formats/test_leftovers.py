"""Nothing vanishes without a word: what is not used by its meaning stays and is told (#11)."""

import pytest

from mscref.app.convert import leftovers_told
from mscref.formats import leftovers
from mscref.formats.registry import find_format
from mscref.model.dates import Date, PartialDate

WORD = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"


def told(format_name: str, text: str) -> dict[str, str]:
    """The leftovers of the one reference of a text, by name."""
    result = find_format(format_name).reader()(text, path="x")
    assert len(result.references) == 1
    return {one.name: one.text for one in result.leftovers}


def codes(format_name: str, text: str) -> list[str]:
    return [one.code for one in find_format(format_name).reader()(text, path="x").diagnostics]


# A field of BibTeX that its entry cannot use, though another could: it is kept and told.
@pytest.mark.parametrize(
    ("entry", "kept"),
    [
        ("@misc{k, month=mar, day=3}", {"month": "mar", "day": "3"}),
        ("@misc{k, year={1999--2001}, month=mar}", {"month": "mar"}),
        ("@misc{k, year=2020, month=mar, day={Monday 3}}", {"day": "Monday 3"}),
        ("@misc{k, date={2020-04-01}, year=2019}", {"year": "2019"}),
        ("@misc{k, date={2020-04-01}, year=2020, month=apr}", {}),
        ("@misc{k, date={2020-04-01T12:30}}", {"date": "2020-04-01T12:30"}),
        ("@misc{k, year=2020, endyear={soon}}", {"endyear": "soon"}),
        ("@book{k, title={T}, booktitle={B}}", {"booktitle": "B"}),
        ("@inproceedings{k, booktitle={B}, journal={J}}", {"journaltitle": "J"}),
        ("@article{k, journalsubtitle={S}}", {"journalsubtitle": "S"}),
        ("@periodical{k, title={T}, maintitle={M}}", {"maintitle": "M"}),
        ("@misc{k, title={\\label{x}}}", {"title": "\\label{x}"}),
        ("@misc{k, note={\\vphantom{x}}}", {"note": "\\vphantom{x}"}),
        ("@misc{k, journal={A}, journaltitle={B}}", {"journal": "A"}),
        ("@misc{k, journaltitle={B}, journal={A}}", {"journal": "A"}),
        ("@misc{k, keyword={a}, keywords={b}}", {"keyword": "a"}),
        ("@misc{k, keyword={a}, keywords={a}}", {}),
        ("@misc{k, doi={10.1000/1}, options={doi=false}}", {"doi": "10.1000/1"}),
        ("@misc{k, url={https://a.org}, options={url=false}}", {"url": "https://a.org"}),
        (
            "@misc{k, url={https://a.org}, howpublished={https://b.org}}",
            {"howpublished": "https://b.org"},
        ),
        ("@misc{k, langid={german}, language={Klingon}}", {"language": "Klingon"}),
        ("@misc{k, langid={german}, language={deutsch}}", {}),
        ("@article{k, pages={1--2}, eid={e12}}", {"eid": "e12"}),
        ("@article{k, eid={e12}}", {}),
        ("@misc{k, editora={Roth, A.}}", {"editora": "Roth, A."}),
        ("@misc{k, editora={Roth, A.}, editoratype={compiler}}", {}),
        ("@misc{k, author={given=A, middle=B}}", {"author": "given=A, middle=B"}),
        ("@misc{k, author={Wei Wang 0001 and Li, Bo}}", {}),
        ("@misc{k, pmc={PMC1}, pmcid={PMC2}}", {"pmcid": "PMC2"}),
    ],
)  # fmt: skip
def test_a_field_of_bibtex_without_use_is_kept(entry, kept):
    assert told("bibtex", entry) == kept


@pytest.mark.parametrize(
    ("format_name", "text", "kept"),
    [
        ("ris", "TY  - JOUR\nEP  - 12\nER  - ", {"EP": "12"}),
        ("ris", "TY  - JOUR\nSP  - 1-9\nEP  - 12\nER  - ", {"EP": "12"}),
        ("ris", "TY  - JOUR\nSP  - 1-12\nEP  - 12\nER  - ", {}),
        ("ris", "TY  - JOUR\nSP  - 1\nSP  - 3\nEP  - 4\nER  - ", {"SP": "3"}),
        ("ris", "TY  - JOUR\nTI  - A\nT1  - B\nT1  - A\nER  - ", {"T1": "B"}),
        ("ris", "TY  - JOUR\nT2  - A\nJO  - A\nJO  - B\nER  - ", {"JO": "B"}),
        ("ris", "TY  - RPRT\nM1  - 7\nSN  - 8\nER  - ", {"SN": "8"}),
        ("ris", "TY  - FILM\nTI  - T\nER  - ", {"TY": "FILM"}),
        ("ris", "TY  - JOUR\nTI  - \nTI  - T\nER  - ", {}),
        ("nbib", "TI  - T\nLA  - eng\nLA  - fre\n", {"LA": "fre"}),
        ("nbib", "TI  - T\nIS  - 1234-5678 (Print)\nIS  - 8765-4321\n",
         {"IS": "1234-5678 (Print); 8765-4321"}),
        ("nbib", "TI  - T\nFAU - Smith, John A\nAU  - Smith JA\n", {}),
        ("nbib", "TI  - T\nFAU - Smith, John A\nAU  - Jones B\n", {"AU": "Jones B"}),
        ("nbib", "TI  - T\nAID - 10.1/a [doi]\nLID - 10.1/a [doi]\nAID - S1 [pii]\n",
         {"AID": "S1 [pii]"}),
        ("nbib", "TI  - T\nPT  - Journal Article\n", {}),
        ("nbib", "TI  - T\nPT  - Journal Article\nPT  - Review\n",
         {"PT": "Journal Article; Review"}),
        ("endnotexml", "<xml><records><record><ref-type name='Tomb'>99</ref-type></record>"
         "</records></xml>", {"ref-type": "99", "ref-type name": "Tomb"}),
        ("endnotexml", "<xml><records><record>loose<dates><year>2020</year><year>2021</year>"
         "</dates></record></records></xml>", {"dates/year": "2021", "record": "loose"}),
        ("wordsources", f"<b:Sources xmlns:b='{WORD}'><b:Source><b:Month>May</b:Month><b:Day>3"
         "</b:Day></b:Source></b:Sources>", {"Month": "May", "Day": "3"}),
        ("wordsources", f"<b:Sources xmlns:b='{WORD}'><b:Source><b:StandardNumber>1234-5678"
         "</b:StandardNumber><b:StandardNumber>10.1/x</b:StandardNumber></b:Source></b:Sources>",
         {"StandardNumber": "10.1/x"}),
        ("hayagriva", "k:\n  type: book\n  affiliated:\n  - role: stunts\n    names: [A, B]\n",
         {"affiliated": '[{"role": "stunts", "names": ["A", "B"]}]'}),
        ("hayagriva", "k:\n  type: article\n  url: {value: https://a.org, seen: 3}\n",
         {"url": '{"seen": 3}'}),
        ("hayagriva", "k:\n  type: web\n  title: {value: T, short: S, gloss: U}\n",
         {"title": '{"gloss": "U"}'}),
        ("hayagriva", "k:\n  type: web\n  date: 2020\n  parent: {type: web, date: 2019}\n",
         {"parent": '{"date": 2019}'}),
        ("hayagriva", "k:\n  type: book\n  parent:\n  - title: A\n  - title: B\n  - title: C\n",
         {"parent": '[{}, {}, {"title": "C"}]'}),
        ("hayagriva", "k:\n  type: zine\n  title: T\n", {"type": "zine"}),
        ("csljson", '[{"id":"a","type":"book","author":[{"family":["A"]}]}]', {}),
    ],
)  # fmt: skip
def test_a_value_of_other_formats_without_use_is_kept(format_name, text, kept):
    assert told(format_name, text) == kept


# What is written again in the same format has them still.
@pytest.mark.parametrize(
    ("format_name", "text", "line"),
    [
        ("ris", "TY  - JOUR\nSP  - 1-9\nEP  - 12\nER  - ", "EP  - 12"),
        ("ris", "TY  - JOUR\nAU  - Wang, Wei 0001\nER  - ", "AU  - Wang, Wei 0001"),
        ("ris", "TY  - FILM\nTI  - T\nER  - ", "TY  - FILM"),
        ("ris", "TY  - JOUR\nPY  - 2010\nDA  - first quarter\nER  - ", "DA  - first quarter"),
        ("nbib", "TI  - T\nLA  - eng\nLA  - fre\n", "LA  - fre"),
        ("nbib", "TI  - T\nAID - S1 [pii]\nAID - 10.1/a [doi]\n", "AID - S1 [pii]"),
        ("hayagriva", "k:\n  type: article\n  url: {value: https://a.org, seen: 3}\n",
         "    seen: 3"),
        ("hayagriva", "k:\n  type: book\n  parent:\n  - title: A\n  - title: B\n  - title: C\n",
         "  - title: C"),
        ("endnotexml", "<xml><records><record><ref-type name='Tomb'>99</ref-type><isbn>a</isbn>"
         "</record></records></xml>", "  <ref-type name=\"Tomb\">99</ref-type>"),
        ("bibtex", "@misc{k, author={Wei Wang 0001 and Li, Bo}}",
         "  author = {Wei Wang 0001 and Li, Bo},"),
    ],
)  # fmt: skip
def test_leftovers_are_written_again(format_name, text, line):
    row = find_format(format_name)
    written = row.writer()(row.reader()(text, path="x").references)
    assert line in [
        one.replace('"yes"', "'yes'").replace(": yes", ": 'yes'") for one in written.split("\n")
    ]
    again = row.reader()(written, path="x")
    first = row.reader()(text, path="x")
    assert {(one.name, one.text) for one in again.leftovers} == {
        (one.name, one.text) for one in first.leftovers
    }


@pytest.mark.parametrize(
    ("format_name", "text", "code"),
    [
        ("ris", "TY  - JOUR\nPY  - soon\nER  - ", "ris-date"),
        ("nbib", "TI  - T\nDP  - soon\n", "nbib-date"),
        ("endnotexml", "<xml><records><record><dates><year>soon</year></dates></record></records>"
         "</xml>", "endnotexml-date"),
        ("wordsources", f"<b:Sources xmlns:b='{WORD}'><b:Source><b:Year>soon</b:Year></b:Source>"
         "</b:Sources>", "wordsources-date"),
        ("cslyaml", "references:\n- id: a\n  type: book\n  issued: soon\n", "cslyaml-date"),
        ("hayagriva", "k:\n  type: book\n  date: soon\n", "hayagriva-date"),
        ("bibtex", "@misc{k, year={soon}}", "bibtex-date"),
        ("csljson", '[{"id":"a","type":"book","issued":["soon"]}]', "csljson-value"),
        ("csljson", '{"items":[],"config":{"a":1}}', "csljson-beside"),
        ("cslyaml", "references: [{id: a, type: book}]\n---\nreferences: []\n",
         "cslyaml-documents"),
        ("bibtex", "@misc{k, title={A}, title={B}}", "bibtex-repeated-field"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_said_once(format_name, text, code):
    assert codes(format_name, text) == [code]


def test_a_date_that_is_none_is_kept_as_text_with_its_place():
    result = find_format("ris").reader()("TY  - JOUR\nTI  - T\nPY  - soon\nER  - ", path="x")
    assert result.references[0].date("issued") == Date(literal="soon")
    assert str(result.diagnostics[0]).startswith(
        "x:3:1: warning[ris-date]: `PY` of `t` is not a date"
    )


@pytest.mark.parametrize(
    ("written", "issued"),
    [
        ("03/05/2020", Date(literal="03/05/2020")),
        ("3.5.2020", Date(literal="3.5.2020")),
        ("05-06-2020", Date(literal="05-06-2020")),
        ("1/7 2020", Date(literal="1/7 2020")),
        ("1 to 7 2020", Date(literal="1 to 7 2020")),
        ("13/2020", Date(literal="13/2020")),
        ("2020/04/99", Date(literal="2020/04/99")),
        ("5/2020", Date(PartialDate(2020, 5))),
        ("05-2020", Date(PartialDate(2020, 5))),
        ("3 May 2020", Date(PartialDate(2020, 5, 3))),
        ("2020 märz 3", Date(PartialDate(2020, 3, 3))),
        ("3-5 marzo 2020", Date(PartialDate(2020, 3, 3), PartialDate(2020, 3, 5))),
        ("Autumn 2020", Date(PartialDate(2020, 23))),
    ],
)
def test_a_date_of_two_numbers_is_not_guessed(written, issued):
    text = f"TY  - JOUR\nTI  - T\nPY  - {written}\nER  - "
    assert find_format("ris").reader()(text, path="x").references[0].date("issued") == issued


def test_leftovers_are_told_by_what_becomes_of_them():
    references = (
        find_format("ris").reader()("TY  - JOUR\nC7  - a\nC7  - b\nER  - ", path="x").references
    )
    assert leftovers_told(references, to="csljson") == "not used, and kept under `custom`: C7 (1)"
    assert leftovers_told(references, to="ris") == ""
    assert leftovers_told(references, to="biblatex") == (
        "not used, and kept in fields of their own: C7 (1)"
    )


def test_a_summary_counts_by_name():
    text = "".join([f"@misc{{k{n}, a{n % 10}={{x}}}}\n" for n in range(11)])
    found = find_format("bibtex").reader()(text, path="x").leftovers
    assert leftovers.summary(found).startswith("a0 (2), ")
    assert leftovers.summary(found).endswith(" and 2 more")


def test_the_place_of_a_leftover_is_that_of_its_field():
    text = "@misc{k,\n  title={T},\n  shelf={B}}\n"
    (one,) = find_format("bibtex").reader()(text, path="x").leftovers
    assert str(one.diagnostic()) == (
        "x:3:9: info[leftover]: `shelf` of `k` is not used and stays as text: B"
    )
