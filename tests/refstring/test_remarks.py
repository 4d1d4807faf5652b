"""Remarks beside a work: what they say, and that the description is read without them."""

# ruff: noqa: E501  (tables of reference strings)

from __future__ import annotations

import pytest

from mscref.model.dates import Date
from mscref.model.reference import Reference
from mscref.refstring import parse_reference
from mscref.refstring.remarks import find_remarks, without_remarks


def read(text: str) -> Reference:
    return parse_reference(text).reference


def day(reference: Reference, name: str) -> tuple[int, int, int] | None:
    date = reference.fields.get(name)
    if not isinstance(date, Date) or date.start is None:
        return None
    return (date.start.year, date.start.month, date.start.day)


@pytest.mark.parametrize(
    ("text", "visit", "issued"),
    [
        ("Smith, J. (n.d.). Untitled work. Retrieved March 3, 2020, from http://a.org/x", (2020, 3, 3), 0),
        ("J. Doe, “A web page,” Example Site. Accessed: Jan. 5, 2022. [Online]. Available: http://a.org/p", (2022, 1, 5), 0),
        ("Kasatkin A. Things on line [Internet]. 2009 [cited 2012 Sep 3]. Available from: http://a.org", (2012, 9, 3), 2009),
        ("北京市人民政府. 关于转发的通知[EB/OL]. (2005-07-12)[2002-04-15]. http://a.org/a.html.", (2002, 4, 15), 2005),
        ("张三. 物联网研究[J/OL]. 中国科学, 2019, 12(3): 45-60 [2020-03-03]. http://a.cn", (2020, 3, 3), 2019),
        ("SILVA, J. A coisa. Revista de Coisas, São Paulo, v. 26, n. 5, p. 505-510, 2013. Disponível em: http://a.org. Acesso em: 3 mar. 2020.", (2020, 3, 3), 2013),
        ("Müller, Hans (2018): Die Dinge. Online: http://a.org/d (Zugriff am 3. März 2020).", (2020, 3, 3), 2018),
        ("Dupont, J. (2018). Les choses. http://a.org/choses (consulté le 3 mars 2020)", (2020, 3, 3), 2018),
        ("Ruiz, A. (2016). Las cosas. Recuperado el 7 de mayo de 2019, de http://a.org/c", (2019, 5, 7), 2016),
        ("Rossi, M. (2016). Le cose. http://a.org/c (consultato il 7 maggio 2019)", (2019, 5, 7), 2016),
        ("Jansen, P. (2011). Het boek der dingen. Geraadpleegd op 3 maart 2020, van http://a.nl/x", (2020, 3, 3), 2011),
        ("Петров П. П. Заглавие сайта. URL: http://a.ru (дата обращения: 03.03.2020).", (2020, 3, 3), 0),
        ("山田太郎. ものの本. http://a.jp/mono (2020年3月3日閲覧).", (2020, 3, 3), 0),
    ],
)  # fmt: skip
def test_the_day_of_a_visit_is_not_the_date(text: str, visit: tuple[int, int, int], issued: int):
    reference = read(text)
    assert day(reference, "accessed") == visit
    assert (day(reference, "issued") or (0, 0, 0))[0] == issued
    assert reference.text("URL").startswith("http://a.")
    assert reference.text("title")


@pytest.mark.parametrize(
    ("text", "genre", "publisher", "archive"),
    [
        ("Harris, L. (2014). Perceptions of leaders (Publication No. 10169573) [Doctoral dissertation, Wilmington University]. ProQuest Dissertations and Theses Global.",
         "Doctoral dissertation", "Wilmington University", "ProQuest Dissertations and Theses Global"),
        ("Zambrano, L. (2016). The interaction of state and trait worry [Doctoral dissertation, University of Arizona]. UA Campus Repository.",
         "Doctoral dissertation", "University of Arizona", "UA Campus Repository"),
        ("Hutcheson, V. H. (2012). Dealing with dual differences [Unpublished master’s thesis]. The College of William & Mary.",
         "Unpublished master’s thesis", "The College of William & Mary", ""),
        ("Borkowski MM. Infant sleep and feeding [dissertation]. Mount Pleasant (MI): Central Michigan University; 2002.",
         "dissertation", "Central Michigan University", ""),
        ("Keller, M. (2011). Die Dinge der Welt [Masterarbeit, Universität Zürich]. ZORA.",
         "Masterarbeit", "Universität Zürich", "ZORA"),
        ("López, A. (2015). La vida de las cosas [Tesis doctoral, Universidad de Chile]. Repositorio Académico.",
         "Tesis doctoral", "Universidad de Chile", "Repositorio Académico"),
        ("Jane Roe, 'The Life of Things' (PhD thesis, University of Oxford 2004).",
         "PhD thesis", "University of Oxford", ""),
    ],
)  # fmt: skip
def test_theses(text: str, genre: str, publisher: str, archive: str):
    reference = read(text)
    assert reference.type == "thesis"
    said = [reference.text(name) for name in ("genre", "publisher", "archive")]
    assert said == [genre, publisher, archive]
    assert "[" not in reference.text("title")
    assert day(reference, "issued")


@pytest.mark.parametrize(
    ("text", "translators", "further"),
    [
        ("Piaget, J., & Inhelder, B. (1969). The psychology of the child (H. Weaver, Trans.; 2nd ed.). Basic Books.",
         ["Weaver"], {"edition": "2", "publisher": "Basic Books"}),
        ("Freud, S. (2010). The interpretation of dreams (J. Strachey, Trans.). Basic Books. (Original work published 1900)",
         ["Strachey"], {"publisher": "Basic Books", "title": "The interpretation of dreams"}),
        ("Beauvoir, S. (2011). The second sex (2nd ed.; C. Borde & S. Malovany-Chevallier, Trans.). Vintage.",
         ["Borde", "Malovany-Chevallier"], {"edition": "2", "publisher": "Vintage"}),
        ("Calvino, I. (1974). Invisible cities (W. Weaver, Trans., 1st ed.). Harcourt.",
         ["Weaver"], {"edition": "1", "publisher": "Harcourt"}),
        ("Kant, I. (1998). Critique of pure reason (P. Guyer & A. W. Wood, Eds. & Trans.). Cambridge University Press. (Original work published 1781)",
         ["Guyer", "Wood"], {"publisher": "Cambridge University Press"}),
    ],
)  # fmt: skip
def test_translators(text: str, translators: list[str], further: dict[str, str]):
    reference = read(text)
    assert reference.type == "book"
    assert [name.family for name in reference.names("translator")] == translators
    assert {name: reference.text(name) for name in further} == further


def test_editors_beside_translators_and_the_first_edition():
    bakhtin = read(
        "Bakhtin, M. M. (1981). The dialogic imagination (M. Holquist, Ed.; C. Emerson & M. Holquist,"
        " Trans.). University of Texas Press. (Originally published 1975)"
    )
    assert [name.family for name in bakhtin.names("editor")] == ["Holquist"]
    assert [name.family for name in bakhtin.names("translator")] == ["Emerson", "Holquist"]
    assert day(bakhtin, "issued") == (1981, 0, 0)
    assert day(bakhtin, "original-date") == (1975, 0, 0)


@pytest.mark.parametrize(
    "undated",
    ["n.d.", "n. d.", "s.f.", "o. J.", "s.d.", "s. a.", "u.å.", "б. г.", "н. д.", "n.d.-b"],
)
def test_no_date_is_no_date(undated: str):
    reference = read(f"Smith, J. ({undated}). Untitled work of art. Oxford University Press.")
    assert "issued" not in reference.fields
    assert [name.family for name in reference.names("author")] == ["Smith"]
    assert reference.names("author")[0].given == "J."
    assert reference.text("title") == "Untitled work of art"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Doe, J. (in press). Things to come. Journal of Things.", "in press"),
        ("Müller, H. (im Druck). Das Buch der Dinge. Zeitschrift für Dinge.", "im Druck"),
        ("Ruiz, A. (en prensa). Las cosas del mundo. Revista de Cosas.", "en prensa"),
        ("Doe J, Roe R. Things that come. Journal of Things, in press.", "in press"),
        ("Doe, J. (forthcoming). Things to come. Journal of Things.", "forthcoming"),
    ],
)
def test_what_is_not_out_yet_has_a_status(text: str, status: str):
    reference = read(text)
    assert reference.text("status") == status
    assert not {"issued", "note"} & set(reference.fields)
    assert reference.text("container-title")
    assert reference.text("title").startswith(("Things", "Das Buch", "Las cosas"))


@pytest.mark.parametrize(
    ("text", "place", "publisher"),
    [
        ("Murray PR, Rosenthal KS. Medical microbiology. 4th ed. St. Louis: Mosby; 2002.", "St. Louis", "Mosby"),
        ("Murray PR, Rosenthal KS. Medical microbiology. St. Louis: Mosby; 2002.", "St. Louis", "Mosby"),
        ("Roe J. Handbook of pain. 5th ed. St. Louis (MO): Elsevier Saunders; 2013. p. 12-20.", "St. Louis (MO)", "Elsevier Saunders"),
        ("Roe, J.: Das Handbuch. 2. Aufl. St. Gallen: Haupt, 1999.", "St. Gallen", "Haupt"),
        ("Roe, J. (1999). A handbook of pain (3rd ed.). St. Louis, MO: Mosby.", "St. Louis, MO", "Mosby"),
    ],
)  # fmt: skip
def test_saints_are_places(text: str, place: str, publisher: str):
    reference = read(text)
    assert (reference.text("publisher-place"), reference.text("publisher")) == (place, publisher)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("姜锡洲. 一种温热外敷药制备方案: 88105607.3[P]. 1989-07-26.", {"title": "一种温热外敷药制备方案", "number": "88105607.3"}),
        ("张凯军. 轨道火车安全制动装置: 中国, 201220158825.2[P]. 2012-04-05.", {"title": "轨道火车安全制动装置", "number": "201220158825.2", "jurisdiction": "中国"}),
        ("全国标准化委员会. 参考文献著录规则: GB/T 7714-2015[S]. 北京: 中国标准出版社, 2015.", {"title": "参考文献著录规则", "number": "GB/T 7714-2015"}),
        ("中国力学学会. 第3届全国实验流体力学学术会议论文集[R]. 2011: 8-9.", {"page": "8-9"}),
        ("الحسن، محمد. أثر اللغة في التعليم، مجلة اللغة، 12(3)، 45-60.", {"volume": "12", "issue": "3", "page": "45-60"}),
        ("حسن، علي. تاريخ العلم، مجلة العلوم، 15، 33-47، 2001.", {"volume": "15", "page": "33-47"}),
        ("عمر، سالم. مناهج البحث. المجلة العربية، 4(1-2)، ص 5-19، 1999.", {"volume": "4", "issue": "1-2", "page": "5-19"}),
    ],
)  # fmt: skip
def test_numbers_of_layouts(text: str, expected: dict[str, str]):
    reference = read(text)
    assert {name: reference.text(name) for name in expected} == expected


@pytest.mark.parametrize(
    "text",
    [
        "Doe, J. (2019). Most cited papers of 2018. Science News.",
        "Roe, J. (2001). Theses on history (vol. 3). Press.",
        "Roe, J. (2001). Things (and their names, trans formed). Press.",
        "Roe, J. (2001). The press in press. Press.",
        "Roe, J. (1999). On St. John. Oxford: Press.",
    ],
)
def test_words_of_titles_are_no_remarks(text: str):
    assert without_remarks(text, find_remarks(text)) == text


@pytest.mark.parametrize("number", ["[5] ", "[6]", " [17]. ", "[^3]: "])
@pytest.mark.parametrize(
    "text",
    [
        "刘国钧. 图书馆目录[M]. 北京: 高等教育出版社, 1957: 15-18.",
        "Smith, J. (1999). A book of things. Oxford University Press.",
    ],
)
def test_the_number_of_one_reference_is_no_part_of_it(number: str, text: str):
    assert read(number + text).fields == read(text).fields


@pytest.mark.parametrize(
    "text", ["(", "[thesis, " * 200, "(n.d.)" * 300, "accessed " * 300, "3 " * 900]
)
def test_places_stay_whatever_is_cut(text: str):
    assert len(without_remarks(text, find_remarks(text))) == len(text)
