"""Names of journals and publishers found in a string, and the pieces a string is cut into."""

import pytest

from mscref.refstring.lexicon import JOURNAL, PUBLISHER, Lexicon, NameMatch, default_lexicon
from mscref.refstring.segments import segment_features, segments_of
from mscref.refstring.tokens import tokenize

LEXICON = Lexicon(
    [
        (JOURNAL, "cell"),
        (JOURNAL, "cell biology"),
        (JOURNAL, "j am chem soc"),
        (PUBLISHER, "oxford university press"),
    ]
)


def found(text, **options):
    words = tokenize(text).words
    return [
        (name.kind, " ".join(words[name.first : name.last]))
        for name in LEXICON.find(words, **options)
    ]


def test_the_longest_name_counts():
    assert found("Life. Cell Biology, 3") == [("J", "Cell Biology")]
    assert found("Life. Cell, 3") == [("J", "Cell")]


def test_punctuation_of_abbreviations_does_not_matter():
    assert found("Ions. J. Am. Chem. Soc. 1993") == [("J", "J Am Chem Soc")]


def test_a_name_begins_with_a_capital():
    assert found("The cell biology of mice") == []


def test_a_hidden_name_gives_way_to_a_shorter_one():
    assert found("Life. Cell Biology, 3", hidden={"cell biology"}) == [("J", "Cell")]


@pytest.mark.parametrize("name", ["American Sociological Review", "Phys. Rev. Lett.", "Nature"])
def test_the_shipped_lexicon_knows_journals(name):
    words = tokenize(name).words
    assert default_lexicon().find(words) == [NameMatch(JOURNAL, 0, len(words))]


def kinds(text, *, sentences):
    tokens = tokenize(text)
    names = LEXICON.find(tokens.words)
    return [
        (one.kind, " ".join(tokens.words[one.first : one.last]))
        for one in segments_of(tokens.words, tokens.gaps, names, sentences=sentences)
    ]


def test_sentences_end_at_full_stops_but_not_after_abbreviations():
    assert kinds("Ito, K. How cells die. J. Am. Chem. Soc. 12, 3.", sentences=True) == [
        ("u", "Ito K How cells die"),
        ("J", "J Am Chem Soc"),
        ("N", "12 3"),
    ]


def test_clauses_end_at_any_punctuation():
    assert kinds("A life, Oxford University Press, 1999, pp. 3", sentences=False) == [
        ("t", "A life"),
        ("P", "Oxford University Press"),
        ("Y", "1999"),
        ("N", "pp 3"),
    ]


@pytest.mark.parametrize("text", ["", ".", "Cell", "1999", "a b c", "( ["])
def test_every_word_has_its_features(text):
    tokens = tokenize(text)
    rows = segment_features(tokens.words, tokens.gaps, LEXICON.find(tokens.words))
    assert len(rows) == len(tokens.words)
    assert all(rows)
