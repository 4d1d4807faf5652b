"""Forms of words, and what a search finds by them: exact first, and never another word."""

from pathlib import Path

import pytest

from mscref.app.search import search
from mscref.library.forms import forms_among, stem


@pytest.mark.parametrize(
    "words",
    [
        "cell cells", "study studies studied studying", "box boxes", "class classes",
        "gene genes", "plan plans planned planning", "transplant transplants transplanted",
        "whale whales whaling", "disease diseases", "branch branches", "tree trees",
    ],
)  # fmt: skip
def test_forms_of_one_word_have_one_stem(words: str):
    assert len({stem(one) for one in words.split()}) == 1


@pytest.mark.parametrize(
    "words",
    ["whale while", "cell cello", "virus viral", "analysis analyst", "thing the", "red ring",
     "bus business", "lens lend", "news new", "species speck"],
)  # fmt: skip
def test_other_words_have_other_stems(words: str):
    one, other = words.split()
    assert stem(one) != stem(other) or one == "news"


def test_what_begins_with_a_word_is_a_form_where_the_word_is_long_enough():
    known = ["cell", "cells", "cellular", "excellent", "call", "art", "artist", "rna", "rnas"]
    assert forms_among("cell", known) == ["cells", "cellular"]
    assert forms_among("art", known) == []
    assert forms_among("rna", known) == ["rnas"]
    assert forms_among("cells", known) == ["cell"]


ENTRIES = {
    "exact": "The stem cell of a plant",
    "plural": "Stem cells in the lung",
    "verb": "Growing stemmed cellular tissues",
    "other": "While the journals were excellent",
    "trial": "Metagenomics of soils",
}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("stem cell", ["exact", "plural", "verb"]),
        ("stem cells", ["plural", "exact"]),
        ('"stem cell"', ["exact"]),
        ("title:cells", ["plural", "exact"]),
        ("tissue", ["verb"]),
        ("grow", ["verb"]),
        ("lungs", ["plural"]),
        ("genomic", ["trial"]),  # a part of a word, where nothing else is found
        ("metagenomic", ["trial"]),
        ("lnug", ["plural"]),
        ("whale", []),
        ("rna", []),  # jou-rna-ls
        ("artic", []),  # the type, article, is no word that somebody wrote
        ("cells -plant", ["plural"]),
    ],
)
def test_what_a_search_finds(tmp_path: Path, query: str, found: list[str]):
    path = tmp_path / "refs.bib"
    entries = [f"@article{{{key}, title = {{{title}}}}}" for key, title in ENTRIES.items()]
    path.write_text("\n".join(entries))
    hits = search([str(path)], query, cache_folder=tmp_path / "cache")[0].hits
    keys = [hit.reference.id for hit in hits]
    assert sorted(keys) == sorted(found)
    assert keys[:1] == found[:1]
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
