"""Links to files: what JabRef, Zotero, Mendeley and people write into `file`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mscref.formats.bibtex.filefield import (
    FileLink,
    added_link,
    file_links,
    moved_links,
    written_links,
)
from mscref.formats.bibtex.jabref import file_folders


@pytest.mark.parametrize(
    ("field", "links"),
    [
        (":papers/leng2020.pdf:PDF", [("", "papers/leng2020.pdf", "PDF")]),
        ("papers/leng2020.pdf", [("", "papers/leng2020.pdf", "")]),
        ("Full text:a.pdf:application/pdf;S:b.html:text/html",
         [("Full text", "a.pdf", "application/pdf"), ("S", "b.html", "text/html")]),
        ("a.pdf;b.pdf", [("", "a.pdf", ""), ("", "b.pdf", "")]),
        (r"On\: cells\; two:a\;b.pdf:PDF", [("On: cells; two", "a;b.pdf", "PDF")]),
        ("Part one:a.pdf", [("Part one", "a.pdf", "")]),
        ("a.pdf:PDF", [("", "a.pdf", "PDF")]),
        (":home/ada/x.pdf:pdf", [("", "home/ada/x.pdf", "pdf")]),
        (r":C\:\\Papers\\x.pdf:PDF", [("", r"C:\Papers\x.pdf", "PDF")]),
        (r"C:\Papers\new.pdf", [("", r"C:\Papers\new.pdf", "")]),
        (r":C:/Papers/new.pdf:PDF", [("", "C:/Papers/new.pdf", "PDF")]),
        (r":C$\backslash$:/Users/a/x.pdf:pdf", [("", "C:/Users/a/x.pdf", "pdf")]),
        (r":a\_b{\_}c.pdf:PDF", [("", "a_b_c.pdf", "PDF")]),
        (r":https\://example.org/a.pdf:PDF", [("", "https://example.org/a.pdf", "PDF")]),
        (":https://example.org/a.pdf:PDF", [("", "https://example.org/a.pdf", "PDF")]),
        ("  :a b.pdf:PDF ;", [("", "a b.pdf", "PDF")]),
        ("", []), (";;", []), ("::", []), ("\\", [("", "\\", "")]),
    ],
)  # fmt: skip
def test_links_are_read_as_they_are_meant(field: str, links: list[tuple[str, str, str]]):
    assert [(one.description, one.path, one.kind) for one in file_links(field)] == links


def test_only_the_path_of_a_link_changes():
    field = r"Full \: text:old/a.pdf:PDF; :b.html:text/html;zotero\://x"
    first, second, _ = file_links(field)
    moved = moved_links(field, [(first, "new/k:1.pdf"), (second, "c.html")])
    assert moved == r"Full \: text:new/k\:1.pdf:PDF; :c.html:text/html;zotero\://x"
    assert moved_links("a.pdf", [(file_links("a.pdf")[0], "b.pdf")]) == "b.pdf"


def test_a_link_is_added_in_the_form_of_jabref():
    link = FileLink("papers/x.pdf")
    assert added_link("", link) == ":papers/x.pdf:PDF"
    assert added_link(":a.pdf:PDF", link) == ":a.pdf:PDF;:papers/x.pdf:PDF"
    assert added_link("a.pdf; ", link) == "a.pdf;:papers/x.pdf:PDF"


_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="$\\{}"), max_size=12)


@given(_TEXT, _TEXT.map(lambda text: f"p{text.strip()}q.pdf"))
def test_what_is_written_is_read_again(description: str, path: str):
    link = FileLink(path, description.strip(), "PDF")
    again = file_links(written_links([link, link]))
    assert [(one.description, one.path, one.kind) for one in again] == [
        (description.strip(), path, "PDF")
    ] * 2


@given(st.text(":;\\/aC$ {}_.", max_size=30))
def test_every_path_has_its_place_in_the_field(field: str):
    for one in file_links(field):
        assert 0 <= one.start <= one.end <= len(field)
        assert moved_links(field, [(one, "Z")]).count("Z") == 1


def test_folders_of_jabref_are_those_of_this_person_first():
    text = r"""@article{a, title={x}}
@Comment{jabref-meta: fileDirectory:papers;}
@Comment{jabref-meta: fileDirectory-ada-desk:C\:\\my\;papers;}
@Comment{jabref-meta: fileDirectory-bob-desk:/home/bob;}
@Comment{jabref-meta: fileDirectoryLatex-ada-desk:/tmp;}"""
    assert file_folders(text, "ada-desk") == [r"C:\my;papers", "papers"]
    assert file_folders(text, "eve-x") == ["papers"]
    assert file_folders("nothing", "eve-x") == []
