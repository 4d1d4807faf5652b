r"""Fields that are codes and not prose: no markup gets into them (#11).

What LaTeX prints a number in is no part of it; what is no language tag is none; an address that
stands in a command is the address. From BibTeX to BibTeX all of them stay as they stood.
"""

import pytest

from mscref.formats.bibtex.reader import read
from mscref.formats.bibtex.verbatim import verbatim, verbatim_doi
from mscref.formats.bibtex.writer import write_all
from mscref.formats.languages import language_of, language_tag
from mscref.model.dates import Date, PartialDate
from mscref.model.markup import strip_fonts


def entry(body, kind="article"):
    return read(f"@{kind}{{k, title={{A Tale of Ice}}, {body}}}", path="x.bib")


def first(body, kind="article"):
    return entry(body, kind).references[0]


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("zh-hans", "zh-Hans"),
        ("ZH_HANT_tw", "zh-Hant-TW"),
        ("sr-latn-rs", "sr-Latn-RS"),
        ("es-419", "es-419"),
        ("De-ch-1901", "de-CH-1901"),
        ("en-gb-OXENDICT", "en-GB-oxendict"),
        ("az-Arab-x-AZE-Derbend", "az-Arab-x-aze-derbend"),
        ("zh-u-CO-Pinyin", "zh-u-co-pinyin"),
        ("GSW", "gsw"),
    ],
)
def test_a_tag_has_the_case_of_bcp_47(written, tag):
    assert language_tag(written) == tag
    assert first(f"langid={{{{{written}}}}}").fields["language"] == tag


@pytest.mark.parametrize("written", ["<i>x</i>", "x", "de-", "klingonisch", "$12$", "en us", ""])
def test_what_is_no_tag_is_none(written):
    assert language_tag(written) == language_of(written) == ""


@pytest.mark.parametrize(
    "latex", [r"\ensuremath{x}", r"\emph{12}", "klingonisch", r"10\textsuperscript{th}", "H$_2$O"]
)
def test_a_language_without_a_tag_stays_and_is_said(latex):
    result = entry(f"langid={{{latex}}}")
    reference = result.references[0]
    assert "language" not in reference.fields
    assert reference.extra["bibtex"] == {"langid": latex}
    assert [one.code for one in result.diagnostics] == ["bibtex-language"]
    assert latex[:10] in result.diagnostics[0].message
    assert reference.text("title") == "A Tale of Ice"  # not known to be English
    assert f"langid = {{{latex}}}" in write_all([reference], dialect="biblatex")


def test_a_language_in_words_has_a_field_of_its_own():
    reference = first("").with_fields({"language": "English; French"})
    assert "  language = {English; French}," in write_all([reference], dialect="biblatex")


@pytest.mark.parametrize("kind", ["article", "book"])
@pytest.mark.parametrize(
    ("field", "latex", "variable", "plain"),
    [
        ("volume", r"{\bf 12}", "volume", "12"),
        ("pages", r"\textbf{12}--13", "page", "12-13"),
        ("pages", r"\textsc{iv}--\textsc{x}", "page", "iv-x"),
        ("part", r"\emph{2}", "part-number", "2"),
        ("edition", r"\textit{Second}", "edition", "2"),
        ("chapter", r"{\sc iv}", "chapter-number", "iv"),
        ("pagetotal", r"\textit{312}", "number-of-pages", "312"),
        ("volumes", r"{\em 3}", "number-of-volumes", "3"),
        ("version", r"\textit{beta} 2", "version", "beta 2"),
        ("library", r"\textbf{QA}76", "call-number", "QA76"),
        ("volume", r"5\textsuperscript{e}", "volume", "5<sup>e</sup>"),
    ],
)
def test_a_number_has_no_font(kind, field, latex, variable, plain):
    reference = first(f"{field}={{{latex}}}", kind)
    assert reference.fields[variable] == plain
    for dialect in ("bibtex", "biblatex"):
        assert f"{field} = {{{latex}}}" in write_all([reference], dialect=dialect)


def test_an_issue_that_is_a_formula():
    assert first("number={$n$}").fields["issue"] == "n"


def test_a_changed_number_is_written_anew():
    reference = first(r"volume={{\bf 12}}").with_fields({"volume": "13"})
    assert "volume = {13}" in write_all([reference], dialect="biblatex")


@pytest.mark.parametrize(
    ("body", "date"),
    [
        (r"year={\textbf{2012}}", Date(PartialDate(2012))),
        (r"year={{\bf 2012}}, month=mar", Date(PartialDate(2012, 3))),
        (r"date={\emph{2012-03}}", Date(PartialDate(2012, 3))),
        (r"year=2012, month={\textit{March}}", Date(PartialDate(2012, 3))),
        (r"year={\emph{in print}}", Date(literal="in print")),
    ],
)
def test_a_date_has_no_font(body, date):
    reference = first(body)
    assert reference.fields["issued"] == date
    again = read(write_all([reference], dialect="biblatex"), path="x").references[0]
    assert again.fields["issued"] == date


@pytest.mark.parametrize(
    ("latex", "meant"),
    [
        (r"\href{https://doi.org/10.1000/a_b}{10.1000/a\_b}", "10.1000/a_b"),
        (r"\doi{10.1000/x}", "10.1000/x"),
        (r"{\tt 10.1000/x}", "10.1000/x"),
        (r"\texttt{\url{10.1000/x}}", "10.1000/x"),
        ("{{10.1000/x}}", "10.1000/x"),
        (r"\url{10.1000/a{x}}", "10.1000/a{x}"),
    ],
)
def test_what_stands_round_a_doi(latex, meant):
    assert verbatim_doi(latex) == meant
    assert first(f"doi={{{latex}}}").fields["DOI"] == meant


@pytest.mark.parametrize(
    "latex", [r"\url{http://a.b} and \url{http://c.d}", r"{a}{b}", r"see \url{http://a.b}", "{}"]
)
def test_what_stands_beside_something_else_is_not_taken_off(latex):
    assert verbatim(latex) == latex


def test_the_text_of_a_link_stays():
    reference = first(r"url={\href{http://a.b/c}{the data}}")
    assert reference.fields["URL"] == "http://a.b/c"
    assert r"{\href{http://a.b/c}{the data}}" in write_all([reference], dialect="bibtex")


@pytest.mark.parametrize(("kind", "field"), [("arXiv", "eprinttype"), ("{arXiv}", "archiveprefix")])
def test_codes_in_braces(kind, field):
    reference = first(f"eprint={{{{2001.01234}}}}, {field}={{{kind}}}")
    assert reference.fields["URL"] == "https://arxiv.org/abs/2001.01234"
    assert first("entrysubtype={{magazine}}").type == "article-magazine"
    assert "compiler" in first("editor={Roe, A}, editortype={{compiler}}").fields


def test_an_article_number_in_a_font_is_written_once():
    reference = first(r"eid={\texttt{e12}}")
    assert reference.fields["page"] == "e12"
    written = write_all([reference], dialect="biblatex")
    assert r"eid = {\texttt{e12}}" in written
    assert "pages" not in written


def test_fonts_are_taken_off_and_scripts_stay():
    text = '<b>1</b><sup>e</sup> <span class="nocase">x</span> <q>'
    assert strip_fonts(text) == "1<sup>e</sup> x <q>"
