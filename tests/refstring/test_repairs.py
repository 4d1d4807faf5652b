"""Repairs of labels, each with the string that asks for it; the labels before are made by hand."""

import pytest

from mscref.refstring.repairs import repair
from mscref.refstring.tokens import tokenize


def repaired(text: str, labels: str) -> dict[str, list[str]]:
    """The words of each label after the repairs; `labels` as runs, `title*3 o date`."""
    tokens = tokenize(text)
    given = []
    for part in labels.split():
        label, _, count = part.partition("*")
        given += [label] * int(count or 1)
    assert len(given) == len(tokens.words), tokens.words
    repair(tokens, given)
    found: dict[str, list[str]] = {}
    for word, label in zip(tokens.words, given, strict=True):
        found.setdefault(label, []).append(word)
    return found


@pytest.mark.parametrize(
    ("text", "labels", "title"),
    [
        ("‘The end’, Dissertation, Bern", "title*3 publisher", ["The", "end"]),
        ("“The end.” Paper for a congress", "title*6", ["The", "end"]),
        ("«Un caos». Poteri e religioni", "title*5", ["Un", "caos", "Poteri", "e", "religioni"]),
        ("The dogs’ end, a story", "title*5", ["The", "dogs", "end", "a", "story"]),
    ],
)
def test_a_quotation_that_closes_ends_the_title(text, labels, title):
    assert repaired(text, labels)["title"] == title


def test_a_translation_in_brackets_belongs_to_its_title():
    found = repaired("Sochař. Časopis [The sculptor]. Praha", "title container*3 location")
    assert found["container"] == ["Časopis", "The", "sculptor"]
    found = repaired("Das Ende [The end of it]. Praha", "title*2 container*4 location")
    assert found["title"] == ["Das", "Ende", "The", "end", "of", "it"]


@pytest.mark.parametrize("remark", ["Internet", "Doctoral dissertation", "Online"])
def test_a_remark_in_brackets_is_no_part_of_a_name(remark):
    count = len(remark.split())
    found = repaired(f"Pain. J Surg [{remark}]. 2001", f"title container*{2 + count} date")
    assert found["container"] == ["J", "Surg"]


def test_a_range_is_one_field():
    found = repaired("Brands. Review, 99-111", "title container volume pages")
    assert found["pages"] == ["99", "111"]
    found = repaired("Annales, n° 609-610", "container volume*2 issue")
    assert found["volume"] == ["n", "609", "610"]


def test_the_issue_stands_before_the_pages():
    found = repaired("Affairs, 104, 416, 375–398", "container volume pages*3")
    assert (found["issue"], found["pages"]) == (["416"], ["375", "398"])
    found = repaired("Studies 35,1: 7 - 34", "container volume issue*2 pages")
    assert (found["issue"], found["pages"]) == (["1"], ["7", "34"])


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("FAZ v. 8. Juni 2002", "container volume*2 date*2"),
        ("FAZ v. 3.6.2002", "container volume*3 date"),
    ],
)
def test_the_day_of_a_newspaper_is_part_of_its_date(text, labels):
    found = repaired(text, labels)
    assert len(found["date"]) == 3
    assert found["o"] == ["v"]
    assert "volume" not in found


def test_an_issue_before_a_month_is_no_day():
    found = repaired("Computing 13(4), May 1995", "container volume issue date*2")
    assert found["issue"] == ["4"]


def test_what_appeared_on_a_day_appeared_in_a_newspaper():
    found = repaired(
        "Ito, K. (1996, July 1). Fire in the port. The Daily Post",
        "author*2 date*3 title*4 publisher*3",
    )
    assert found["container"] == ["The", "Daily", "Post"]
    found = repaired(
        "Ito, K. (1996, July 1). Fire in the port. The Daily Post", "author*2 date*3 title*7"
    )
    assert found["title"] == ["Fire", "in", "the", "port"]
    assert found["container"] == ["The", "Daily", "Post"]


def test_a_press_or_university_is_no_newspaper():
    found = repaired("Ito (1996, July 1). Fire. Post University", "author date*3 title publisher*2")
    assert "container" not in found


def test_a_place_with_its_publisher_is_no_part_of_the_book():
    found = repaired("In: Das Ende, Köln: Institut X", "o container*5")
    assert (found["container"], found["location"]) == (["Das", "Ende"], ["Köln"])
    assert found["publisher"] == ["Institut", "X"]


def test_two_slashes_lead_to_the_journal():
    found = repaired("Конец // МЭиМО. 1989. № 12", "title title date volume")
    assert found["container"] == ["МЭиМО"]


def test_an_address_with_spaces_is_no_part_of_a_title():
    found = repaired("Manet, www. site - art. org, 2005", "title*5 date")
    assert found["title"] == ["Manet"]
    found = repaired("Pages for the www. Bulletin, 2005", "title*4 container date")
    assert found["title"][-1] == "www"


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Ada (1982). Ende. Universität Bern, 1982", "author date title publisher*2 date"),
        ("Ada (1982). Ende. Doubleday, 1984", "author date title publisher date"),
        ("Ada 1982: Ende. Doubleday, 1982", "author date title publisher date"),
    ],
)
def test_a_publisher_with_its_year_is_no_journal_with_a_volume(text, labels):
    found = repaired(text, labels)
    assert "volume" not in found
    assert "container" not in found


@pytest.mark.parametrize(
    "text",
    ["In: Das Ende, Sonderheft 1990: Die Geschichte X", "In: Das Ende, Netze IX: Deep Imaging X"],
)
def test_a_subtitle_is_no_publisher(text):
    assert "publisher" not in repaired(text, "o container*7")


def test_a_row_of_links_is_no_title_of_a_web_page():
    found = repaired("Ende. Type | Abstract | Links", "title o publisher*2")
    assert "container" not in found


@pytest.mark.parametrize(
    ("text", "labels", "number"),
    [
        ("Rays. Tech. Rpt. CIS-91-2. Ohio", "title genre*2 o volume*2 publisher", "CIS 91 2"),
        (
            "Rays. Research Report RR-2004-3, Inria",
            "title genre*2 o date volume publisher",
            "RR 2004 3",
        ),
        ("Rays. Memorandum AIM/452, Bonn", "title genre note issue location", "AIM 452"),
    ],
)
def test_what_hyphens_join_behind_the_word_for_a_report_is_its_number(text, labels, number):
    assert " ".join(repaired(text, labels)["genre"]).endswith(number)


def test_a_code_alone_is_no_number_of_a_report():
    found = repaired("Rays. Report NATO, 91-2", "title genre o volume issue")
    assert found["volume"] == ["91", "2"]
