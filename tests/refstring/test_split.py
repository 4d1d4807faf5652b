# ruff: noqa: E501  (headings of many languages)
import pytest

from mscref.refstring.split import find_references, unwrap

HARRELL = "Harrell, C. R., & Volarevic, V. (2019). Stem cells in lung diseases. Stem Cells, 2019."
LENG = "Leng, Z., & Fan, J. (2020). Outcome of patients. Aging and disease, 11(2), 216-228."
YIP = "Yip, H. K. (2020). Cells for acute distress. Critical Care Medicine, 48(5), e391."
PROSE = "We modulate the immune response [1]. It was safe and effective in patients [2, 3].\n"


def texts(text):
    return [one.text for one in find_references(text).strings]


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("[1] ", "[2] ", "[3] "),
        ("1. ", "2. ", "3. "),
        ("  1. ", "  2. ", "  3. "),
        ("(1) ", "(2) ", "(3) "),
        ("1 ", "2 ", "3 "),
        ("- ", "- ", "- "),
        ("[Har19] ", "[Len20] ", "[Yip20] "),
        ("[^1]: ", "[^2]: ", "[^3]: "),
        ("", "", ""),
    ],
)
def test_the_list_after_its_heading(first, second, third):
    text = f"{PROSE}\nReferences\n\n{first}{HARRELL}\n{second}{LENG}\n{third}{YIP}\n"
    found = find_references(text)
    assert [one.text for one in found.strings] == [HARRELL, LENG, YIP]
    assert [one.marker for one in found.strings] == [first.strip(), second.strip(), third.strip()]
    assert text[found.start :].startswith("References")


def test_places_point_at_the_text():
    text = f"{PROSE}\n## Literatur\n\n1. {HARRELL}\n2. {LENG}\n"
    for one in find_references(text).strings:
        assert text[one.start : one.end] == f"{one.marker} {one.text}"


def test_a_numbered_list_without_a_heading():
    assert texts(f"{PROSE}\n\n1. {HARRELL}\n2. {LENG}\n") == [HARRELL, LENG]


def test_only_a_list():
    found = find_references(f"{HARRELL}\n\n{LENG}\n")
    assert [one.text for one in found.strings] == [HARRELL, LENG]
    assert found.is_whole_text


def test_one_pasted_reference():
    assert texts(LENG) == [LENG]


def test_hanging_lines_and_hyphenated_words():
    text = (
        "Bibliography\n"
        "Behrens, M. (1995): Politische Korrekt-\n    heit in Deutschland. Bonn: Dietz.\n"
        "Bell, D. (1991): Die kulturellen Wider-\n    sprüche. Frankfurt: Campus.\n"
        "Berger, P. (1990): Die Konstruktion der\n    Wirklichkeit. Frankfurt: Fischer.\n"
    )
    assert texts(text) == [
        "Behrens, M. (1995): Politische Korrektheit in Deutschland. Bonn: Dietz.",
        "Bell, D. (1991): Die kulturellen Widersprüche. Frankfurt: Campus.",
        "Berger, P. (1990): Die Konstruktion der Wirklichkeit. Frankfurt: Fischer.",
    ]


def test_lines_without_any_indent():
    text = (
        "Literaturverzeichnis\n"
        "Bolz, Norbert (2002), Das konsumistische Manifest, München.\n"
        "Elias, Norbert (1976), Über den Prozeß der Zivilisation. Soziogenetische Unter-\n"
        "suchungen, 2 Bde., Frankfurt a.M.\n"
        "Foucault, Michel (1977), Der Wille zum Wissen, Frankfurt a.M.\n"
    )
    assert [one[:4] for one in texts(text)] == ["Bolz", "Elia", "Fouc"]


def test_the_list_ends_where_the_appendix_begins():
    after = "Appendix A: Questionnaire\n\n1. How old are you?\n"
    text = f"References\n\n1. {HARRELL}\n2. {LENG}\n\n{after}"
    assert texts(text) == [HARRELL, LENG]


@pytest.mark.parametrize("text", ["", "\n\n", PROSE * 20, "References\n", "x" * 100_000])
def test_no_list_is_no_error(text):
    assert texts(text) == []


def test_unwrap_keeps_hyphens_before_capitals():
    assert (
        unwrap("Mosolov-\nDinariev and a gener-\nalization")
        == "Mosolov- Dinariev and a generalization"
    )


_THREE = (
    "LeCun Y, Bengio Y, Hinton G. Deep learning. Nature. 2015;521(7553):436-444.",
    "Smidt, W. (2005). Wahlen in Äthiopien. Afrika Spectrum, 40(2), 319-330.",
    "Kempe, M. (2003). Wissenschaft und Theologie. Epfendorf: Bibliotheca academica.",
)
_TEXT = "Some running text says this and that about it (1999), and ends.\n\nA second one.\n\n"
_HEADINGS = (
    r"""
REFERENCES|7References|## References {-}|# 5. References|\section*{References}|<h2>References</h2>|R E F E R E N C E S
Literaturverzeichnis:|Referenzen|Références bibliographiques|Fuentes consultadas|Riferimenti bibliografici|Referências
Literatuurlijst|Källförteckning|Litteraturliste|Lähteet|Piśmiennictwo|Použitá literatura|Zoznam použitej literatúry
Felhasznált irodalom|Referințe bibliografice|Список литературы|Список використаних джерел|Използвана литература
Literatura i izvori|ΒΙΒΛΙΟΓΡΑΦΙΑ|Kaynakça|المراجع|فهرست منابع|ביבליוגרפיה|参考文献：|引用文献|참고문헌|Tài liệu tham khảo
Daftar Pustaka|संदर्भ|เอกสารอ้างอิง|Kasutatud kirjandus|Izmantotā literatūra|Literatūros sąrašas|Heimildir|Erreferentziak
""".strip()
    .replace("\n", "|")
    .split("|")
)
_ENDS = (
    "Appendix A\n\nTable A1 shows the data of 1999, 2000 and 2001 in detail.",
    "Acknowledgements\n\nWe thank John Smith (2001) for his help, and Mary.",
    "Figure 1. Map of the area, 1990-2000. Source: Smith (2001).",
    "Table 2. Numbers of cases, 2001–2005, by region.",
    "Received 3 March 2001; accepted 5 May 2001.",
    "Author biographies\n\nAnn Lee received her Ph.D. in 1999. Her work, of 2001, won prizes.",
    "Author Contributions: A.L., J.S.; writing, 2020, J.S.",
    "How to cite this article: Smith J. A study. J X. 2020;1:1.",
    "© 2020 The Authors. Published by Elsevier, B.V.",
    "Приложение 1. Данные 2001 г., с. 3.",
)


@pytest.mark.parametrize("between", ["\n\n", "\n"])
@pytest.mark.parametrize("heading", _HEADINGS)
def test_a_list_begins_after_its_heading(heading, between):
    found = find_references(f"{_TEXT}{heading}\n\n{between.join(_THREE)}\n")
    assert tuple(one.text for one in found.strings) == _THREE


@pytest.mark.parametrize("between", ["\n\n", "\n"])
@pytest.mark.parametrize("end", _ENDS)
def test_nothing_behind_a_list_is_taken(end, between):
    found = find_references(f"{_TEXT}References\n\n{between.join(_THREE)}\n\n{end}\n")
    assert tuple(one.text for one in found.strings) == _THREE


@pytest.mark.parametrize(
    "footer",
    [
        "© 2011 Journal of Rivers, www.example.org",
        "Copyright © 2011 The River Society",
        "Received 3 March 2001; accepted 5 May 2001.",
    ],
)
def test_what_stands_on_every_page_ends_no_list(footer):
    """A page of the paper, and then the list broken by two ends of pages."""
    first, second, third = _THREE
    pages = f"\n{footer}\n".join([f"{_TEXT}References\n", first, f"{second}\n{third}\n"])
    found = find_references(pages)
    assert {one.text[:20] for one in found.strings} >= {one[:20] for one in _THREE}
    assert third in [one.text for one in found.strings]
