"""Dates as people write them in `year` and `date`: read, and written as they stood (#11)."""

import pytest

from mscref.formats.datewords import date_in_words, is_undated
from mscref.formats.registry import find_format
from mscref.model.dates import Date, PartialDate

CIRCA_1850 = Date(PartialDate(1850), circa=True)
WINTER = Date(PartialDate(2019), PartialDate(2020))
READ = {
    "c. 1850": CIRCA_1850, "ca. 1850": CIRCA_1850, "circa 1850": CIRCA_1850, "1850?": CIRCA_1850,
    "[1850?]": CIRCA_1850, "[ca. 1850]": CIRCA_1850, "um 1850": CIRCA_1850,
    "vers 1850": CIRCA_1850, "about 1850": CIRCA_1850, "[1850]": Date(PartialDate(1850)),
    "(1850)": Date(PartialDate(1850)), "c1998": Date(PartialDate(1998)),
    "©1998": Date(PartialDate(1998)), "[c1998]": Date(PartialDate(1998)),
    "cop. 1998": Date(PartialDate(1998)), "2012.": Date(PartialDate(2012)),
    "ca. 1850-1860": Date(PartialDate(1850), PartialDate(1860), circa=True),
    "2019/20": WINTER, "2019-20": WINTER, "2019–20": WINTER, "2019--20": WINTER,
    "March 2012": Date(PartialDate(2012, 3)), "Winter 2012": Date(PartialDate(2012, 24)),
    "12 March 2012": Date(PartialDate(2012, 3, 12)), "22-27 May, 2016": Date(
        PartialDate(2016, 5, 22), PartialDate(2016, 5, 27)),
    "2012/03/04": Date(PartialDate(2012, 3, 4)), "20120304": Date(PartialDate(2012, 3, 4)),
    "44 BC": Date(PartialDate(-44)), "AD 79": Date(PartialDate(79)),
    "2011/12": Date(PartialDate(2011), PartialDate(2012)),
}  # fmt: skip
STAY = (
    "in press", "to appear", "2012, in press", "1850s", "1850a", "19th century", "2012 (1998)",
    "03/05/2020", "3.5.2020", "99999", "?", "2020-13", "1998 2001", "second, 1902-1905", "",
    "2012, 12(3):45-67", "元末明初",
)  # fmt: skip
UNDATED = ("n.d.", "N.D.", "[n.d.]", "n. d.", "s.a.", "s. d.", "o. J.", "o.J.", "s.f.", "undated")


@pytest.mark.parametrize("text", READ)
def test_a_date_in_words_is_a_date(text):
    assert date_in_words(text) == READ[text]


@pytest.mark.parametrize("text", [*STAY, *UNDATED])
def test_what_is_no_date_or_could_be_two_is_none(text):
    assert date_in_words(text) is None
    assert is_undated(text) == (text in UNDATED)


def year(text: str, field: str = "year"):
    source = f"@book{{k, title={{T}}, {field}={{{text}}}}}"
    return find_format("bibtex").reader()(source, path="x")


@pytest.mark.parametrize("text", READ)
@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
def test_bibtex_keeps_it_as_written_and_says_nothing(text, dialect):
    result = year(text)
    assert result.references[0].date("issued") == READ[text]
    assert result.diagnostics == []
    assert result.leftovers == []
    assert f" {{{text}}}" in find_format(dialect).writer()(result.references)


@pytest.mark.parametrize("text", UNDATED)
@pytest.mark.parametrize("field", ["year", "date"])
def test_no_date_is_left_to_the_style_and_kept(text, field):
    result = year(text, field)
    assert result.references[0].date("issued") is None
    assert result.diagnostics == []
    assert f"{field} = {{{text}}}" in find_format("biblatex").writer()(result.references)


@pytest.mark.parametrize("text", ["in press", "1850a", "2012 (1998)"])
def test_what_is_not_understood_stays_and_is_said(text):
    result = year(text)
    assert result.references[0].date("issued") == Date(literal=text)
    assert [one.code for one in result.diagnostics] == ["bibtex-date"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1984?", Date(PartialDate(1984))),
        ("1984?/2004~", Date(PartialDate(1984), PartialDate(2004), circa=True)),
        ("2004-06~", Date(PartialDate(2004, 6), circa=True)),
        ("2001-21", Date(PartialDate(2001, 21))),
        ("196x", Date(PartialDate(1960), PartialDate(1969))),
        ("2019-20", WINTER),
        ("1985-04-12/..", Date(PartialDate(1985, 4, 12), open_ended=True)),
        ("y17000", Date(PartialDate(17000))),
    ],
)
def test_edtf_in_date_comes_back(text, date):
    result = year(text, "date")
    assert result.references[0].date("issued") == date
    written = find_format("biblatex").writer()(result.references)
    assert find_format("biblatex").reader()(written, path="x").references[0].fields == (
        result.references[0].fields
    )
    assert "?" not in text or text in written


def test_a_year_range_is_no_season():
    assert year("2019-21").references[0].date("issued") == Date(
        PartialDate(2019), PartialDate(2021)
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ris", "TY  - BOOK\nTI  - T\nPY  - [c1998]\nER  - \n"),
        ("enw", "%0 Book\n%T T\n%D [c1998]\n"),
        ("endnotexml", "<xml><records><record><ref-type>6</ref-type><dates><year>[c1998]</year>"
         "</dates></record></records></xml>"),
    ],
)  # fmt: skip
def test_tagged_formats_read_the_year_and_keep_the_text(name, text):
    row = find_format(name)
    result = row.reader()(text, path="x")
    assert result.references[0].date("issued") == Date(PartialDate(1998))
    assert result.leftovers == result.diagnostics == []
    written = row.writer()(result.references)
    assert "[c1998]" in written
    assert row.reader()(written, path="x").references == result.references
