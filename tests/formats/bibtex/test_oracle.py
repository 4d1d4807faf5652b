"""On well-formed files the scanner and bibtexparser 2 see the same entries, fields and values."""

import logging
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from mscref.formats.bibtex.scan import scan

NAMES = st.sampled_from("author title journal year note url date-added Title".split())
PLAIN = st.text("aZ é.,:-\n\t", max_size=12)
BRACED = st.recursive(PLAIN, lambda inner: inner.map(lambda text: f"x{{{text}}}y"), max_leaves=3)
VALUES = st.one_of(
    BRACED.map(lambda text: f"{{{text}}}"),
    PLAIN.map(lambda text: f'"{text}"'),
    st.integers(0, 2030).map(str),
    st.just("jan"),
)
FIELDS = st.dictionaries(NAMES, VALUES, max_size=5)
ENTRIES = st.lists(st.tuples(st.sampled_from(["article", "Book", "MISC"]), FIELDS), max_size=4)


def by_bibtexparser(text: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
    from bibtexparser.splitter import Splitter

    logging.getLogger().setLevel(logging.CRITICAL)
    return [
        (entry.entry_type, entry.key, [(field.key, field.value) for field in entry.fields])
        for entry in Splitter(text).split().entries
    ]


def by_scanner(text: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
    # bibtexparser gives types in small letters.
    return [(entry.type.lower(), entry.key, entry.raw_fields()) for entry in scan(text).entries()]


@given(ENTRIES)
@settings(max_examples=30)
def test_generated_files(entries):
    text = "\n\n".join(
        f"@{kind}{{key{number},\n"
        + "".join(f"  {name} = {value},\n" for name, value in fields.items())
        + "}"
        for number, (kind, fields) in enumerate(entries)
    )
    assert by_scanner(text) == by_bibtexparser(text)


def test_the_five_references():
    text = (Path(__file__).parents[3] / "data/references.bib").read_text(encoding="utf-8")
    assert by_scanner(text) == by_bibtexparser(text)
