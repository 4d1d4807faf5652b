"""Finding styles: every kind of name, near matches, the index."""

from __future__ import annotations

import pytest

from mscref.csl.parse import parse_style
from mscref.csl.style_head import StyleHead, parse_head
from mscref.csl.style_index import file_at, renamed_styles, style_called, style_index
from mscref.csl.style_search import search_styles
from mscref.csl.styles import ALIASES, DEFAULT_STYLE, find_style, load_style, locate_style
from mscref.errors import NotFoundError, StyleError


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        (DEFAULT_STYLE, "short"),
        ("apa", "apa"),
        ("APA", "apa"),
        ("apa.csl", "apa"),
        ("chicago", "chicago-author-date"),
        ("harvard", "harvard-cite-them-right"),
        ("vancouver", "nlm-citation-sequence"),
        ("mla", "modern-language-association"),
        ("ama", "american-medical-association"),
        ("http://www.zotero.org/styles/ieee", "ieee"),
        ("http://www.zotero.org/styles/vancouver", "nlm-citation-sequence"),
        ("Nature Genetics", "nature-genetics"),
        ("Aging and Disease", "aging-and-disease"),
        ("Aging & Disease", "aging-and-disease"),
        ("APA Style 7th edition", "apa"),
        ("1061-4036", "nature-genetics"),
        ("15461718", "nature-genetics"),
    ],
)
def test_find_style_by(wanted, name):
    assert find_style(wanted).name == name


def test_a_dependent_style_names_its_parent_and_locale():
    found = find_style("nature-genetics")
    assert (found.parent, found.default_locale) == ("nature", "en-GB")
    assert found.issns == ("1061-4036", "1546-1718")
    assert found.fields == ("biology", "medicine")


@pytest.mark.parametrize(
    ("wanted", "near"),
    [
        ("apaa", "apa"),
        ("vancuver", "vancouver"),
        ("ageing and disease", "aging-and-disease"),
        ("nature gentics", "nature-genetics"),
    ],
)
def test_unknown_styles_get_near_matches(wanted, near):
    with pytest.raises(NotFoundError) as caught:
        find_style(wanted)
    assert near in caught.value.hint


@pytest.mark.parametrize(
    "wanted", ["", "§§§", "\x1b[31m", "x" * 10_000, "x" * 10_000 + "/", "a\0b/", "..", "....csl"]
)
def test_what_no_style_can_be_called_is_not_found(wanted):
    with pytest.raises(NotFoundError):
        find_style(wanted)


def test_a_path_is_taken_as_it_is(tmp_path):
    path = tmp_path / "mine.csl"
    path.write_text("<style><info><title>A &amp; B</title></info></style>", encoding="utf-8")
    assert find_style(str(path)).title == "A & B"
    with pytest.raises(NotFoundError):
        locate_style(str(tmp_path / "other.csl"))
    with pytest.raises(StyleError):
        locate_style(str(tmp_path))


def test_a_name_never_leaves_the_style_folders():
    with pytest.raises(NotFoundError):
        locate_style("../styles/apa")
    assert style_called("apa") is not None


def test_comments_in_the_head_say_nothing(tmp_path):
    path = tmp_path / "a.csl"
    path.write_text("<style><!-- <title>No</title> --><info><title>Yes</title>", encoding="utf-8")
    assert file_at(path).head().title == "Yes"


def test_every_alias_leads_to_a_style_and_hides_none():
    for alias, name in ALIASES.items():
        assert style_called(name), alias
        assert style_called(alias) is None, f"{alias} is a file name already"
        assert alias not in renamed_styles(), f"{alias} is a former name already"


def test_the_index_has_every_style_once():
    heads = style_index()
    names = [head.name for head in heads]
    assert len(names) == len(set(names)) > 10_000
    assert names[0] == DEFAULT_STYLE
    assert all(style_called(head.name) for head in heads[::500])


def test_load_style_takes_the_parent_in_the_locale_of_the_dependent():
    style = load_style("nature-genetics")
    assert style.info.title == "Nature Genetics"
    assert style.default_locale == "en-GB"
    assert style.bibliography is not None


def test_the_default_style_has_no_fault():
    file = locate_style(DEFAULT_STYLE)
    style, diagnostics = parse_style(file.read(), path=file.place)
    assert diagnostics == []
    assert style.citation and style.bibliography
    assert style.bibliography.sort == ()


def test_a_dependent_style_needs_its_parent(tmp_path):
    path = tmp_path / "orphan.csl"
    path.write_text(
        """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info>
        <link href="http://www.zotero.org/styles/none-such" rel="independent-parent"/>
        </info></style>""",
        encoding="utf-8",
    )
    with pytest.raises(StyleError, match="none-such"):
        load_style(str(path))


def head_of(name: str, title: str, short: str = "", parent: str = "") -> StyleHead:
    text = (
        f"<info><title>{title}</title><title-short>{short}</title-short>"
        if short
        else (f"<info><title>{title}</title>")
    )
    link = f'<link href="http://www.zotero.org/styles/{parent}" rel="independent-parent"/>'
    return parse_head(f"{text}{link if parent else ''}</info>".encode(), name=name)


INDEX = [
    head_of("apa-6th", "Sixth edition", "American Psychological Association, 6th"),
    head_of("apa", "Seventh edition", "Manual of the American Psychological Association"),
    head_of("apa-note", "Notes after the American Psychological Association"),
    *(
        head_of(f"j{n}", f"Journal {n} of the Psychological Association", parent="apa")
        for n in "abc"
    ),
    head_of("j1", "Old Journal", parent="apa-6th"),
    head_of("pa", "PA", "Psychological Association"),
]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("American Psychological Association", ["apa", "apa-6th", "apa-note"]),
        ("Manual American", ["apa"]),
        ("psychological association", ["apa", "apa-6th", "pa", "apa-note"]),
        ("edition", ["apa", "apa-6th"]),
        ("sixth", ["apa-6th"]),
    ],
)
def test_short_titles_are_found_and_use_decides(query: str, names: list[str]):
    found = [head.name for head in search_styles(query, INDEX)]
    assert found[: len(names)] == names


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("American Psychological Association", "apa"),
        ("Institute of Electrical and Electronics Engineers", "ieee"),
        ("American Medical Association", "american-medical-association"),
    ],
)
def test_an_organisation_finds_its_style(query: str, name: str):
    assert search_styles(query, style_index())[0].name == name
