"""A glance at a library never excludes what a scan would find."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mscref.library.bibfile import BibText
from mscref.library.incoming import Glance, suggested_entries
from mscref.model.reference import FieldValue, Reference

LIBRARY = """@article{Leng2020,
  title = {{E}ntanglement of {\\'e}clairs in Mesenchymal Cells},
  doi = {10.1000/ABC},
}
@misc{other, title = {Mesenchymal} # " {P}rotein", note = {Entanglement}}
"""


def work(title: str, doi: str = "") -> Reference:
    fields: dict[str, FieldValue] = {"title": title}
    if doi:
        fields["DOI"] = doi
    return Reference("new", "article", fields, {})


@pytest.mark.parametrize(
    ("key", "is_excluded"),
    [("leng2020", False), ("LENG2020", False), ("leng", False), ("kim2020", True), ("lößl", False)],
)
def test_keys_in_whatever_case(key: str, is_excluded: bool):
    assert Glance(LIBRARY.encode()).excludes_key(key) == is_excluded


@pytest.mark.parametrize(
    ("reference", "is_excluded"),
    [
        (work("Entanglement of éclairs in mesenchymal cells"), False),
        (work("Protein and eclairs"), True),  # never in one entry
        (work("Something else", "10.1000/abc"), False),
        (work("Something else", "10.1000/xyz"), True),
        (work("Éé", "10.1000/é"), False),  # bytes know no letter case beyond ASCII
        (work("It is"), True),
        (work("As it is now"), False),  # no word is long enough to be looked for
        (work("Über Körper"), False),  # "korper" stands in no file
        (work("Über bewegte Körper in Mesenchymal cells"), True),
        (work("生命科学研究"), False),
    ],
)
def test_works_by_identifier_and_title(reference: Reference, is_excluded: bool):
    assert Glance(LIBRARY.encode()).excludes_work(reference) == is_excluded


@pytest.mark.parametrize("title", ["Zur Elektrodynamik bewegter Körper", "Żółć", "生命科学研究"])
def test_a_work_is_found_whatever_letters_its_title_has(title: str):
    text = f"@book{{a, title = {{{title}}}}}\n@book{{b, title = {{Another}}}}\n"
    assert not Glance(text.encode()).excludes_work(work(title))
    assert "a" in [entry.key for entry in suggested_entries(BibText(text), work(title))]


WORDS = st.sampled_from(["graph", "{G}raph", "GRAPH", "theory", "protein", "10.1/a", "10.1/{A}"])
TEXTS = st.lists(WORDS, max_size=4).map(" ".join)
ENTRIES = st.lists(
    st.builds("@article{{{}, title = {{{}}}, doi = {{{}}}}}\n".format, TEXTS, TEXTS, TEXTS),
    max_size=4,
)


@given(ENTRIES, TEXTS, st.sampled_from(["", "10.1/a", "10.1/b"]))
def test_what_is_excluded_is_not_there(entries: list[str], title: str, doi: str):
    text = "".join(entries)
    reference = work(title.replace("{", "").replace("}", ""), doi)
    if Glance(text.encode()).excludes_work(reference):
        assert suggested_entries(BibText(text), reference) == []
