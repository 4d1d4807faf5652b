import pytest

from mscref.model.dates import Date, PartialDate
from mscref.refstring import parse_each, parse_reference, parse_references


def fields(text):
    reference = parse_reference(text).reference
    shown = {key: value for key, value in reference.fields.items() if isinstance(value, str)}
    issued = reference.date("issued")
    shown["year"] = str(issued.year) if issued else ""
    shown["author"] = "; ".join(name.family or name.literal for name in reference.names("author"))
    shown["editor"] = "; ".join(name.family or name.literal for name in reference.names("editor"))
    shown["type"] = reference.type
    return shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Freund, C.L., & Weinhold, D. (2004). The effect of the Internet on international "
            "trade. Journal of International Economics, 62(1), 171-189. "
            "https://doi.org/10.1016/S0022-1996(03)00059-X",
            {
                "author": "Freund; Weinhold",
                "year": "2004",
                "title": "The effect of the Internet on international trade",
                "container-title": "Journal of International Economics",
                "volume": "62",
                "issue": "1",
                "page": "171-189",
                "DOI": "10.1016/S0022-1996(03)00059-X",
                "type": "article-journal",
            },
        ),
        (
            "Howlin P, Asgharian A. The diagnosis of autism and Asperger syndrome: findings from "
            "a survey. Dev Med Child Neurol. 1999;41(12):834-9.",
            {
                "author": "Howlin; Asgharian",
                "year": "1999",
                "container-title": "Dev Med Child Neurol",
                "volume": "41",
                "issue": "12",
                "page": "834-9",
            },
        ),
        (
            "[5] M. J. Buonsanto, “Ionospheric storms—a review,” Space Science Reviews, vol. 88, "
            "no. 3, pp. 563–601, 1999.",
            {
                "author": "Buonsanto",
                "title": "Ionospheric storms—a review",
                "container-title": "Space Science Reviews",
                "volume": "88",
                "issue": "3",
                "page": "563-601",
                "year": "1999",
            },
        ),
        (
            "Weichbold, Martin (2002): Touchscreenbefragungen. Erste Erfahrungen. In: "
            "Österreichische Zeitschrift für Soziologie, Jg. 27, Heft 3, S. 93-108.",
            {
                "author": "Weichbold",
                "title": "Touchscreenbefragungen. Erste Erfahrungen",
                "container-title": "Österreichische Zeitschrift für Soziologie",
                "volume": "27",
                "issue": "3",
                "page": "93-108",
                "type": "article-journal",
            },
        ),
        (
            "Steger, Ulrich (1997): Mikropolitik und Management. In: Karl Müller/Eva Schmidt "
            "(Hrsg.): Wege aus dem Dilemma. Opladen: Leske + Budrich, S. 255-273.",
            {
                "author": "Steger",
                "title": "Mikropolitik und Management",
                "editor": "Müller; Schmidt",
                "container-title": "Wege aus dem Dilemma",
                "publisher": "Leske + Budrich",
                "publisher-place": "Opladen",
                "page": "255-273",
                "type": "chapter",
            },
        ),
        (
            "Krappmann, Lothar: Soziologische Dimensionen der Identität, Stuttgart 1971.",
            {
                "author": "Krappmann",
                "title": "Soziologische Dimensionen der Identität",
                "publisher-place": "Stuttgart",
                "year": "1971",
                "type": "book",
            },
        ),
        (
            "Bourdieu, P. (1979). La distinction. Critique sociale du jugement. Paris : Éditions "
            "de Minuit.",
            {
                "author": "Bourdieu",
                "year": "1979",
                "title": "La distinction. Critique sociale du jugement",
                "publisher-place": "Paris",
                "publisher": "Éditions de Minuit",
                "type": "book",
            },
        ),
        (
            "García Canclini, Néstor (1990): Culturas híbridas. México: Grijalbo.",
            {"author": "García Canclini", "year": "1990", "title": "Culturas híbridas"},
        ),
        (
            "C. Ginzburg, Il formaggio e i vermi, Torino, Einaudi, 1976.",
            {
                "author": "Ginzburg",
                "title": "Il formaggio e i vermi",
                "publisher-place": "Torino",
                "publisher": "Einaudi",
                "year": "1976",
            },
        ),
    ],
)
def test_references_of_many_styles_and_languages(text, expected):
    found = fields(text)
    assert {key: found.get(key, "") for key in expected} == expected


def test_a_damaged_web_page_title_is_the_journal():
    found = fields(
        "Yip, H. K., & Lee, M. S. (2020). Stem Cells for Acute Respiratory Distress Syndrome. "
        "Read Online: Critical Care Medicine| Society of Critical Care Medicine."
    )
    assert found["container-title"] == "Critical Care Medicine"
    assert found["publisher"] == "Society of Critical Care Medicine"
    assert "publisher-place" not in found


def test_a_journal_that_counts_volumes_by_the_year():
    found = fields(
        "Harrell, C. R., & Volarevic, V. (2019). Mesenchymal stem cell-based therapy of lung "
        "diseases: current understanding. Stem cells international, 2019."
    )
    assert found["container-title"] == "Stem cells international"
    assert found["volume"] == "2019"
    assert found["year"] == "2019"


@pytest.mark.parametrize(
    ("ending", "venue"),
    [
        ("In: NeurIPS. 2023.", "NeurIPS"),
        ("In ICML, 2023.", "ICML"),
        ("CVPR.", "CVPR"),
        ("bioRxiv (2023).", "bioRxiv"),
        ("In Proceedings of IJCAI-95, 1273-1278.", "Proceedings of IJCAI-95"),
    ],
)
def test_a_venue_known_by_its_initials_is_no_publisher(ending, venue):
    found = fields(f"Wang, J., & Li, B. (2023). Align and attend: Summarization of text. {ending}")
    assert found["container-title"] == venue
    assert found["year"] == "2023"
    assert found["title"] == "Align and attend: Summarization of text"


def test_every_field_has_its_place_and_confidence():
    text = "Smidt, W. (2005). Parlamentswahlen in Äthiopien. Afrika Spectrum, 40(2), 319-330."
    parsed = parse_reference(text)
    for found in parsed.fields:
        assert text[found.start : found.end] == found.value
        assert 0 < found.confidence <= 1
    assert 0 < parsed.confidence <= 1


def test_truncated_lists_are_known():
    parsed = parse_reference("Leng, Z., Zhu, R., … & Fan, J. (2020). Outcome. Aging, 11(2), 216.")
    assert parsed.is_truncated
    assert [name.family for name in parsed.reference.names("author")] == ["Leng", "Zhu", "Fan"]
    parsed = parse_reference(
        "Leng Z, Zhu R, et al. Outcome of patients. Aging. 2020;11(2):216-228."
    )
    assert parsed.is_truncated
    assert parsed.reference.names("author")[-1].is_others


def test_dates_with_day_and_month():
    reference = parse_reference(
        "Vasek, Thomas: Rechner auf Rädern, in: Frankfurter Allgemeine Zeitung, 14.09.2004, S. 3."
    ).reference
    assert reference.date("issued") == Date(PartialDate(2004, 9, 14))


def test_keys_are_unique_in_order():
    line = "Smidt, W. (2005). Wahlen in {}. Afrika Spectrum, 40(2), 319-330.\n"
    parsed = parse_references("References\n\n" + "\n".join(line.format(x) for x in ("A", "B", "C")))
    assert [one.reference.id for one in parsed] == ["smidt2005", "smidt2005a", "smidt2005b"]


@pytest.mark.parametrize(
    "text", ["", " ", "…", "?!", "\x1b[31m", "12", "((((", "\u0301", "a" * 5000]
)
def test_nothing_breaks_on_odd_strings(text):
    assert parse_reference(text).text == text


def test_many_strings_one_at_a_time():
    parses = parse_each(f"Smith, J. ({year}). On things. Nature, 1, 2-3." for year in (1999, 2000))
    issued = [one.reference.fields["issued"] for one in parses]
    assert issued == [Date(PartialDate(1999)), Date(PartialDate(2000))]


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("Marin, Paul, 2003, Les villes, Paris, Armand Colin, 288 p.", "288"),
        ("Marin, Paul, 2003, Les villes, Paris, Armand Colin, xiv, 288 p.", "288"),
        ("Roux, A. (2006). Le climat. Paris: La Découverte. xii + 310 pp.", "310"),
        ("Weber, K.: Die Burg. München: Beck 1998, 320 S.", "320"),
        ("Орлов П. С. История театра. Л.: Искусство, 1965. 280 с.", "280"),
        ("费明. 乡村社会[M]. 上海: 上海人民出版社, 2006: 396页.", "396"),
        ("DVOŘÁK, Petr. Dějiny hudby. Praha: Academia, 2005. 240 s.", "240"),
        ("Smith, J. (1999). Book title. London: Sage. 45-50 p.", ""),
    ],
)
def test_how_long_a_book_is(text: str, pages: str):
    reference = parse_reference(text).reference
    assert reference.text("number-of-pages") == pages
    assert "volume" not in reference.fields
    assert bool(reference.text("page")) != bool(pages)


@pytest.mark.parametrize(
    ("text", "title", "edition"),
    [
        ("DVOŘÁK, Petr. Dějiny hudby. 2. vyd. Praha: Academia, 2005.", "Dějiny hudby", "2"),
        ("Орлов П. С. История театра. 3-е изд. Л.: Искусство, 1965.", "История театра", "3"),
        ("Петров А. А. Основы права. Изд. 2-е, доп. М.: Наука, 2001.", "Основы права", "2"),
    ],
)
def test_an_edition_is_no_part_of_the_title(text: str, title: str, edition: str):
    reference = parse_reference(text).reference
    assert (reference.text("title"), reference.text("edition")) == (title, edition)


def test_the_string_stays_with_its_reference_and_no_style_prints_it():
    first, second = parse_references(
        "References\n\n[1] Ada L. Engines.\n  Mind. 1843;1:2-3.\n[2] Bo K. Looms. Mind. 1844;2:4-5."
    )
    assert first.reference.extra["custom"] == {
        "reference-string": "Ada L. Engines. Mind. 1843;1:2-3."
    }
    assert second.reference.extra["custom"] == {"reference-string": second.text}
    assert "note" not in first.reference.fields
