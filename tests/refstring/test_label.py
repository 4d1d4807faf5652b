"""Two models, one answer."""

import pytest

from mscref.refstring.features import features_of
from mscref.refstring.label import best_of, default_labeller
from mscref.refstring.lexicon import default_lexicon
from mscref.refstring.segments import segment_features
from mscref.refstring.tokens import tokenize


def agreement(right):
    return lambda tags: float(sum(a == b for a, b in zip(tags, right, strict=True)))


@pytest.mark.parametrize("answers", [["aab", "aab"], ["abb", "aab"], ["aab", "bbb"]])
def test_the_answer_that_scores_best_counts(answers):
    found = best_of([list(answer) for answer in answers], agreement("aab"))
    assert "".join(found) == "aab"


def test_each_stretch_is_taken_from_the_answer_that_knows_better():
    found = best_of([list("xbcdx"), list("abxde")], agreement("abcde"))
    assert "".join(found) == "abcde"


def test_every_word_has_a_label_and_a_probability():
    tokens = tokenize("Ito, K. (1999). How cells die. Nature, 12(3), 4-5.")
    labels, confidences = default_labeller().label(tokens)
    assert len(labels) == len(confidences) == len(tokens.words)
    assert all(0 < confidence <= 1 for confidence in confidences)
    assert labels[0] == "author"
    assert default_labeller().label(tokenize("")) == ([], [])


@pytest.mark.parametrize(
    "text", ["", "Ito, K. (1999). How cells die. Nature, 12(3), 4-5.", "a [b]"]
)
def test_training_and_labelling_see_the_same_features(text):
    tokens, lexicon = tokenize(text), default_lexicon()
    pieces = segment_features(tokens.words, tokens.gaps, lexicon.find(tokens.words))
    labelled = [
        sorted([*row, *more]) for row, more in zip(features_of(tokens, None), pieces, strict=True)
    ]
    assert labelled == [sorted(row) for row in features_of(tokens, lexicon)]


def test_a_string_that_is_no_reference_is_scored_a_bounded_number_of_times():
    calls = []

    def score(labels):
        calls.append(len(labels))
        return float(labels.count("a"))

    found = best_of([list("ab" * 2000), list("bb" * 2000)], score)
    assert found == list("ab" * 2000)
    assert len(calls) < 60
