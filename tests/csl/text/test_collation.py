"""Sorting by language. The orders are those of CLDR's collation charts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mscref.csl.text.collation import sort_key


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("", "a A á Á b"),
        ("", "_a -a 1a 2a a"),
        ("", "Dale|Dale Smith|Dale, S|Dalebout"),
        ("", "a b|a-b|a–b|ab"),
        ("", "ad ae æ af"),
        ("", "o ø oz p"),
        ("", "Süss Süß Süt"),
        ("", "z þ α б א あ 漢"),
        ("", "и й к"),
        ("de", "Mulder Muller Müller Mulm"),
        ("sv", "Zorn Åberg Ärlig Öst"),
        ("sv-SE", "y ü z"),
        ("da", "Zink Ærø Ø Å Aab"),
        ("nn-NO", "z æ ø å"),
        ("fi", "z å ä ö"),
        ("es", "nz ñ o"),
        ("cs", "c č d h ch i r ř s š"),
        ("hr", "c č ć d dž đ e l lj m"),
        ("pl", "a ą b l ł m z ź ż"),
        ("tr", "h ı I i İ j"),
        ("hu", "c cs d gy h o ö p sz t zs"),
        ("et", "s š z ž t u v w õ ä ö ü x"),
        ("is", "a á b d ð e z þ æ ö"),
        ("ru", "1 я a z"),
        ("uk", "г ґ д и і ї й к"),
        ("garbage", "a á b"),
    ],
)
def test_order(language, order):
    words = order.split("|") if "|" in order else order.split()
    backwards = words[::-1]
    assert sorted(backwards, key=lambda word: sort_key(word, language)) == words


@given(st.lists(st.text(max_size=8), max_size=6), st.sampled_from(["", "sv", "tr", "ru", "hu"]))
def test_every_text_has_a_key_and_equal_keys_mean_equal_letters(words, language):
    for word in words:
        assert isinstance(sort_key(word, language), str)
    assert sort_key("".join(words), language) == sort_key("".join(words), language)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr-FR", "cote coté côte côté"),
        ("fr-FR-u-kb-true", "cote côte coté côté"),
        ("fr-CA-u-kb", "élève élevé"),
        ("es", "canto chico cono llama luna"),
        ("es-u-co-trad", "canto cono chico luna llama"),
        ("de", "Mueller Mull Müller"),
        ("de-u-co-phonebk", "Müller Muffe Mull"),
        ("en-US-u-kf-upper", "Polish polish"),
        ("en-US-u-kf-lower", "polish Polish"),
    ],
)
def test_options_of_the_language_count(language: str, words: str):
    in_order = words.split()
    mixed = sorted(in_order, key=str.swapcase)
    assert sorted(mixed, key=lambda word: sort_key(word, language)) == in_order
