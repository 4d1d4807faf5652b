"""Which style is a list in: by data, by text, entries that go astray, and what is no list."""

from __future__ import annotations

from pathlib import Path

import pytest

from mscref.app.files import read_text
from mscref.app.identify import (
    ListEntry,
    cited_as,
    conformity,
    formatted_alone,
    identify,
    is_known_style,
    read_entries,
    with_data,
    without_data,
)
from mscref.app.library import read_references
from mscref.csl.likeness import first_difference, junctions, likeness, skeleton
from mscref.csl.style_index import style_index
from mscref.csl.styles import load_style
from mscref.errors import FormatError, NotFoundError
from mscref.model.reference import Reference
from mscref.records import replaced

LIBRARY = Path(__file__).parents[2] / "data" / "references.bib"


@pytest.fixture(scope="module")
def references() -> list[Reference]:
    return list(read_references(read_text(str(LIBRARY))).references)[:4]


def printed(references: list[Reference], style: str) -> list[ListEntry]:
    lines = formatted_alone(load_style(style), references)
    return [
        ListEntry(number, line, one, is_known=True)
        for number, (line, one) in enumerate(zip(lines, references, strict=True), start=1)
    ]


@pytest.mark.parametrize("style", ["apa", "nature", "ieee", "chicago-author-date", "cell"])
def test_a_list_of_known_works_is_recognised(style: str, references: list[Reference]):
    first = identify(printed(references, style), limit=1)[0]
    assert style in (first.name, *first.also)
    assert first.likeness > 0.99


def test_slips_do_not_decide(references: list[Reference]):
    entries = [
        ListEntry(
            one.number, one.text.replace("stem", "stern", 1)[:-1], one.reference, is_known=True
        )
        for one in printed(references, "apa")
    ]
    first = identify(entries, limit=1)[0]
    assert "apa" in (first.name, *first.also)


def test_entries_that_go_astray_are_named(references: list[Reference]):
    entries = printed(references, "apa")
    text = entries[1].text.replace("(2019). ", "2019, ")
    assert text != entries[1].text
    entries[1] = ListEntry(2, text, entries[1].reference, is_known=True)
    judged = conformity(entries, "apa")
    assert [one.number for one in judged if not one.agrees] == [2]
    assert "year" in judged[1].difference or "initial" in judged[1].difference
    assert judged[1].expected != text


def test_a_list_in_a_library_is_tied_to_it(references: list[Reference]):
    text = "\n".join(one.text for one in printed(references, "apa"))
    entries = read_entries(text, references, path="list.txt")
    assert [one.reference.id for one in entries] == [one.id for one in references]
    assert all(one.is_known for one in entries)
    assert not any(one.is_known for one in read_entries(text, path="list.txt"))


@pytest.mark.parametrize("text", ["", "hello world", "\n\n", "\0", "One sentence. Another."])
def test_a_text_without_references_is_one_message(text: str):
    with pytest.raises(FormatError, match=r"list\.txt holds no reference list"):
        read_entries(text, path="list.txt")


def test_a_style_that_does_not_exist_is_not_found(references: list[Reference]):
    with pytest.raises(NotFoundError):
        conformity(printed(references, "apa"), "no-such-style")


def test_skeletons_are_what_is_left_without_the_values(references: list[Reference]):
    apa, nature = (
        [skeleton(one.text, one.reference) for one in printed(references[2:4], style)]
        for style in ("apa", "nature")
    )
    for ours in (*apa, *nature):
        assert {chr(0xE000 + ord(sign)) for sign in "AYV"} <= set(ours)
        assert not any(word in ours for word in ("Leng", "Yip", "2020"))
    assert likeness(apa[0], apa[0]) == 1.0
    assert likeness(apa[0], nature[0]) < 0.9
    assert first_difference(apa[0], apa[0]) == ""
    assert "in the list" in first_difference(apa[0], nature[0])


TEXTS = {
    "numeric": "Stem cells help [1]. They were tried [2,3] and again [4].",
    "author-date": "Helps (Leng et al., 2020). Yip et al. (2020) tried (Matthay et al., 2019).",
    "": "Stem cells help. In 2020 they were tried (twice), as others [sic] say.",
}


@pytest.mark.parametrize("expected", list(TEXTS))
def test_citations_in_the_text_say_how_the_style_cites(expected: str, references: list[Reference]):
    entries = printed(references, "vancouver" if expected == "numeric" else "apa")
    text = "\n".join([TEXTS[expected], "", "References", *(one.text for one in entries)])
    assert cited_as(text, entries) == expected


def test_styles_that_cite_otherwise_are_out_of_the_question(references: list[Reference]):
    entries = printed(references, "vancouver")
    found = identify(entries, limit=5, citation_format="author-date")
    formats = {head.name: head.citation_format for head in style_index()}
    assert {formats[one.name] for one in found} == {"author-date"}


def test_entries_get_the_data_that_their_dois_stand_for(references: list[Reference]):
    bare = [replaced(one, is_known=False) for one in printed(references, "apa")]
    assert without_data(bare) == [one.text("DOI") for one in references if one.text("DOI")]
    tied = with_data(bare, references[:2])
    assert [one.is_known for one in tied] == [True, True, False, False]
    assert without_data(tied) == without_data(bare)[2:]


def test_a_list_in_no_style_is_told_from_one_with_slips(references: list[Reference]):
    entries = printed(references, "apa")
    assert is_known_style(entries, conformity(entries, "apa"))
    odd = [replaced(one, text=f"{one.reference.id} >> {one.text[::-1]}") for one in entries]
    assert not is_known_style(odd, conformity(odd, "apa"))


def test_between_two_values_is_what_a_style_puts_there():
    whole, less = "\ue041, \ue069. (\ue059). \ue054. \ue04a", "\ue041, \ue069. \ue054"
    assert junctions(less) - junctions(whole) == {("\ue069", ". ", "\ue054"), ("\ue054", "", "")}
    assert ("\ue041", ", ", "\ue069") in junctions(whole) & junctions(less)
    assert junctions("no sign at all") == {("", "no sign at all", "")}


@pytest.mark.parametrize(
    ("lost", "put"), [("therapy of", "therpy f"), ("Mesenchymal", "Messenchymall"), ("s. ", ". ")]
)
def test_slips_move_no_punctuation_into_a_value(references: list[Reference], lost: str, put: str):
    one = references[0]
    (line,) = formatted_alone(load_style("vancouver"), [one])
    assert lost in line
    assert skeleton(line.replace(lost, put, 1), one) == skeleton(line, one)


def test_more_entries_than_the_first_ones_tell_styles_apart(references: list[Reference]):
    """Two styles that print articles alike are told apart by the book at the end of the list."""
    article = references[0]
    articles = [replaced(article, id=f"a{number}") for number in range(8)]
    book = Reference(
        "b",
        "book",
        {
            "title": "Gardens of glass",
            "author": article.names("author")[:2],
            "publisher": "Harbour Press",
            "publisher-place": "Lisburn",
            "edition": "2",
            "issued": article.fields["issued"],
        },
    )
    mine = [*articles, book]
    for style in ("elsevier-vancouver", "nature"):
        found = identify(printed(mine, style), limit=1)[0]
        lines = formatted_alone(load_style(found.name), mine)
        assert lines == formatted_alone(load_style(style), mine)
