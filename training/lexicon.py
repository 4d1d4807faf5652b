"""The lexicon of the labeller: names of journals and publishers, and which of them to hide.

Names come from the titles of the installed journal styles, from the journals of the matching
sets, from `words.toml`, and from the journals and publishers of the training
references. A training reference whose journal no other source knows must not see it: of a
reference never seen before the lexicon does not know such a journal either.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from mscref.csl.style_index import style_index
from mscref.refstring.lexicon import JOURNAL, LEXICON_FILE, PUBLISHER, Lexicon
from mscref.refstring.tokens import tokenize
from training.data import Tagged
from training.synthetic import WORDS

# How often a reference does not see a name that others know, so that the model can do without.
HIDDEN_SHARE = 0.15
HIDDEN_SHARE_SYNTHETIC = 0.45
_LONGEST = 12
_KIND_OF_TAG = {"container": JOURNAL, "publisher": PUBLISHER}
_LANGUAGE_OF_STYLE = re.compile(r"\s*\([^)]*\)\s*$")


def name_key(text: str) -> str:
    """The words of a name as the lexicon has them, without the "in" before it; "" for none."""
    words = [word.lower() for word in tokenize(text).words]
    if words[:1] == ["in"]:
        words = words[1:]
    is_name = 0 < len(words) <= _LONGEST and not any(
        char.isdigit() for word in words for char in word
    )
    return " ".join(words) if is_name and len(" ".join(words)) > 2 else ""


def own_names(reference: Tagged) -> list[tuple[str, str]]:
    """The journal and the publisher of a reference: (kind, name)."""
    has_volume = any(tag == "volume" for _, _, tag in reference.spans)
    names = []
    for start, end, tag in reference.spans:
        kind = _KIND_OF_TAG.get(tag)
        if kind == PUBLISHER or (kind == JOURNAL and has_volume):
            key = name_key(reference.text[start:end])
            if key and "<" not in key:
                names.append((kind or "", key))
    return names


class LexiconMaker:
    """Names known from elsewhere, and how many training references hold each."""

    def __init__(self, data: Path, references: Iterable[Tagged]) -> None:
        self.known = {(kind, name) for kind, name in _names_from_elsewhere(data) if name}
        self.counts: Counter[tuple[str, str]] = Counter()
        for reference in references:
            self.counts.update(set(own_names(reference)))

    def names(self) -> list[tuple[str, str]]:
        """All names, in order; of publishers of training references those that come twice."""
        mine = {one for one, count in self.counts.items() if one[0] == JOURNAL or count > 1}
        return sorted(self.known | mine)

    def write(self, path: Path = LEXICON_FILE) -> Lexicon:
        """Write the lexicon, the same bytes for the same names, and return it."""
        names = self.names()
        text = "\n".join(f"{kind} {name}" for kind, name in names)
        path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
        return Lexicon(names)

    def hidden_from(self, reference: Tagged, chance: random.Random) -> frozenset[str]:
        """Names that a training reference does not see."""
        is_synthetic = reference.set_name == "synthetic"
        share = HIDDEN_SHARE_SYNTHETIC if is_synthetic else HIDDEN_SHARE
        return frozenset(
            name
            for kind, name in own_names(reference)
            if chance.random() < share or (not is_synthetic and self._is_only_here(kind, name))
        )

    def _is_only_here(self, kind: str, name: str) -> bool:
        least = 1 if kind == JOURNAL else 2
        return (kind, name) not in self.known and self.counts[kind, name] <= least


def _names_from_elsewhere(data: Path) -> Iterator[tuple[str, str]]:
    for head in style_index():
        if head.parent:
            yield JOURNAL, name_key(_LANGUAGE_OF_STYLE.sub("", head.title))
    for record in _records(data / "glutton-doi-matching" / "refs.jsonl"):
        yield JOURNAL, name_key(str(record.get("jtitle") or ""))
    for path in sorted((data / "crossref-matching").glob("structured_*.jsonl")):
        for record in _records(path):
            fields = record["ref"]
            if isinstance(fields, dict) and fields.get("volume"):
                yield JOURNAL, name_key(str(fields.get("journal-title") or ""))
    for group, kind in (("journals", JOURNAL), ("newspapers", JOURNAL), ("publishers", PUBLISHER)):
        for names in WORDS[group].values():
            yield from ((kind, name_key(name)) for name in names)


def _records(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)
