"""The trained labellers: words of a reference string → a label and a confidence each.

Two linear-chain CRFs, run by python-crfsuite, that see different features and were trained on
different data. Where the first is not sure the second is asked, and where they disagree, the answer
counts that both together hold more probable, stretch by stretch. The models are loaded at the first
use and kept; nothing of this is imported by commands that read no reference strings. How they were
made, on which data, and how good they are: docs/model-card.md.
"""

from __future__ import annotations

import gzip
import math
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

from mscref.refstring.features import features_of
from mscref.refstring.lexicon import default_lexicon
from mscref.refstring.segments import segment_features

if TYPE_CHECKING:
    import pycrfsuite

    from mscref.refstring.tokens import Tokens

FOLDER = Path(__file__).parent
# Where the first model is so sure, the second changes nothing (measured on held-out references),
# and half of all references need no second look.
_SURE = 0.98
# Each stretch is tried on the whole string: more of them would take quadratic time.
_MOST_STRETCHES = 40
_IMPOSSIBLE = 1e-300


def model_file(name: str, folder: Path = FOLDER) -> Path:
    """Where the model of this name lies: `words` or `pieces`."""
    return folder / f"model-{name}.crfsuite.gz"


class Labeller:
    """The loaded models; not to be shared between threads."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._lexicon = default_lexicon()
        # A tagger reads from its buffer for as long as it lives.
        self._buffers = [
            gzip.decompress(model_file(name, folder).read_bytes()) for name in ("words", "pieces")
        ]
        self._words, self._pieces = (_opened(buffer) for buffer in self._buffers)

    def label(self, tokens: Tokens) -> tuple[list[str], list[float]]:
        """Label each word; the second list is how probable the models hold each label."""
        if not tokens.words:
            return [], []
        rows = features_of(tokens, None)
        tags = self._words.tag(rows)
        taggers = [self._words]
        if self._words.probability(tags) < _SURE:
            names = self._lexicon.find(tokens.words)
            for row, more in zip(
                rows, segment_features(tokens.words, tokens.gaps, names), strict=True
            ):
                row += more
            tags = best_of([tags, self._pieces.tag(rows)], self._log_probability)
            taggers.append(self._pieces)
        confidences = [
            sum(tagger.marginal(tag, place) for tagger in taggers) / len(taggers)
            for place, tag in enumerate(tags)
        ]
        return [tag[2:] if tag[:2] == "B-" else tag for tag in tags], confidences

    def _log_probability(self, tags: list[str]) -> float:
        """Of this answer to the string that was tagged last, in both models together."""
        return sum(
            math.log(max(tagger.probability(tags), _IMPOSSIBLE))
            for tagger in (self._words, self._pieces)
        )


def best_of(answers: list[list[str]], score: Callable[[list[str]], float]) -> list[str]:
    """The answer that scores best; where another differs, its labels if they score better."""
    if all(answer == answers[0] for answer in answers):
        return answers[0]
    best = max(answers, key=score)
    reached = score(best)
    for other in answers:
        for first, last in islice(_differences(best, other), _MOST_STRETCHES):
            mixed = [*best[:first], *other[first:last], *best[last:]]
            mixed_score = score(mixed)
            if mixed_score > reached:
                best, reached = mixed, mixed_score
    return best


def _differences(one: list[str], other: list[str]) -> Iterator[tuple[int, int]]:
    """The stretches where two answers differ: first index, and the one after the last."""
    differ = [a != b for a, b in zip(one, other, strict=True)]
    place = 0
    for is_different, stretch in groupby(differ):
        start, place = place, place + sum(1 for _ in stretch)
        if is_different:
            yield start, place


def _opened(buffer: bytes) -> pycrfsuite.Tagger:
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(buffer)
    return tagger


@lru_cache(maxsize=1)
def default_labeller() -> Labeller:
    """The labeller with the models that mscref ships."""
    return Labeller()
