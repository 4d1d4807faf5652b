"""The trained labeller: words of a reference string → a label and a confidence each.

A linear-chain CRF, run by python-crfsuite. The model is loaded at the first use and kept;
nothing of this is imported by commands that read no reference strings. How the model was
made, on which data, and how good it is: docs/model-card.md.
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from mscref.check.refstring.features import features_of

if TYPE_CHECKING:
    import pycrfsuite

    from mscref.check.refstring.tokens import Tokens

MODEL_FILE = Path(__file__).with_name("model.crfsuite.gz")


class Labeller:
    """One loaded model; not to be shared between threads."""

    def __init__(self, model_file: Path = MODEL_FILE) -> None:
        import pycrfsuite

        self._tagger: pycrfsuite.Tagger = pycrfsuite.Tagger()
        # The tagger reads from this buffer for as long as it lives.
        self._model = gzip.decompress(model_file.read_bytes())
        self._tagger.open_inmemory(self._model)

    def label(self, tokens: Tokens) -> tuple[list[str], list[float]]:
        """Label each word; the second list is how probable the model holds each label."""
        if not tokens.words:
            return [], []
        tags = self._tagger.tag(features_of(tokens))
        confidences = [self._tagger.marginal(tag, place) for place, tag in enumerate(tags)]
        return [tag[2:] if tag[:2] == "B-" else tag for tag in tags], confidences


@lru_cache(maxsize=1)
def default_labeller() -> Labeller:
    """The labeller with the model that mscref ships."""
    return Labeller()
