"""Tagged reference strings: reading the sets, the held-out split, and word labels.

Form of a set: `<folder>/<set>/refs.jsonl`, one object per line with `text` and `spans`
(`[start, end, label]`). A share of the references of the sets that may be trained on is held
out, chosen by a hash of their group (a file, a block of a file) or of their text, so that the
split is the same on every machine and no text stands on both sides.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mscref.refstring.tokens import Tokens, tokenize

# Licence of each in docs/model-card.md. EXCITE and ParsCit are never in this list.
TRAINING_SETS = (
    "anystyle-core",
    "anystyle-gold",
    "anystyle-good",
    "anystyle-ugly",
    "grobid",
    "grobid-kr",
    "linkedbooks",
)
EVALUATION_ONLY = ("excite-", "parscit-")
HELD_OUT_SHARE = 10  # one in so many groups
_SPLIT_SEED = "mscref-refstring-1"

_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Tagged:
    """One reference string with its gold spans."""

    set_name: str
    text: str
    spans: tuple[tuple[int, int, str], ...]
    group: str
    source: str


def read_set(folder: Path) -> list[Tagged]:
    """Read one set, in the order of its file."""
    with (folder / "refs.jsonl").open(encoding="utf-8") as lines:
        return [_tagged(folder.name, json.loads(line)) for line in lines if line.strip()]


def _tagged(set_name: str, record: dict[str, Any]) -> Tagged:
    spans = tuple(sorted((int(a), int(b), str(label)) for a, b, label in record["spans"]))
    return Tagged(
        set_name,
        str(record["text"]),
        spans,
        str(record.get("group") or ""),
        str(record.get("src") or set_name),
    )


def sets_in(folder: Path) -> Iterator[Path]:
    """The folders of tagged sets below `folder` that hold spans."""
    for path in sorted(folder.glob("*/refs.jsonl")):
        with path.open(encoding="utf-8") as lines:
            if '"spans"' in lines.readline():
                yield path.parent


def text_key(text: str) -> str:
    """What makes two reference strings the same text."""
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


def is_held_out(reference: Tagged) -> bool:
    """True for the references that training never sees."""
    if not reference.set_name.startswith(TRAINING_SETS):
        return True
    key = reference.group or text_key(reference.text)
    digest = hashlib.sha256(f"{_SPLIT_SEED}:{key}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % HELD_OUT_SHARE == 0


_HALVES_SEED = "mscref-blind-1"


def is_blind(reference: Tagged) -> bool:
    """True for the half of an evaluation set whose errors nobody has read.

    Split by the paper a reference comes from, where the set says so: the lists of one paper are
    alike.
    """
    key = reference.group or text_key(reference.text)
    return hashlib.sha256(f"{_HALVES_SEED}:{key}".encode()).digest()[0] % 2 == 1


# Five bytes of a hash for each text that the shipped model was trained on; written by training.
TRAINED_ON = Path(__file__).with_name("trained_on.bin")
_HASH_SIZE = 5


def remember_trained(references: Iterable[Tagged], path: Path = TRAINED_ON) -> None:
    """Write down which texts a model was trained on, so that measuring can leave them out."""
    path.write_bytes(b"".join(sorted({_text_hash(one.text) for one in references})))


def trained_texts(path: Path = TRAINED_ON) -> frozenset[bytes]:
    """The hashes of the texts that the shipped model was trained on."""
    data = path.read_bytes()
    return frozenset(data[at : at + _HASH_SIZE] for at in range(0, len(data), _HASH_SIZE))


def unseen(references: Iterable[Tagged], trained: frozenset[bytes]) -> list[Tagged]:
    """The references whose text the model was not trained on."""
    return [one for one in references if _text_hash(one.text) not in trained]


def _text_hash(text: str) -> bytes:
    return hashlib.sha256(text_key(text).encode()).digest()[:_HASH_SIZE]


# Gold tags → the labels of the model. Fields it does not know are nothing ("o").
_LABEL_OF_TAG = {
    "author": "author",
    "title": "title",
    "container": "container",
    "date": "date",
    "year": "date",
    "volume": "volume",
    "issue": "issue",
    "pages": "pages",
    "publisher": "publisher",
    "location": "location",
    "editor": "editor",
    "edition": "edition",
    "translator": "translator",
    "collection": "collection",
    "genre": "genre",
    "note": "note",
    "num": "num",
    "doi": "id",
    "url": "id",
    "isbn": "id",
    "pmid": "id",
    "arxiv": "id",
}
# A word beside its value belongs to it: the sets disagree, and the value is what counts.
_CUE_OF_FIELD = {
    "volume": frozenset("vol vols volume bd band jg jahrgang tome tomo t".split()),
    "issue": frozenset("no nr number numero número heft issue iss n nos num".split()),
    "pages": frozenset("pp p page pages s seite seiten pag pagg pág págs".split()),
    "editor": frozenset("ed eds editor editors hrsg hg hgg éd éds".split()),
    "author": frozenset("et al".split()),
}
_LEADING = frozenset(["volume", "issue", "pages"])
_JOINERS = frozenset("and und et y e ed u & og och en".split())


def word_labels(reference: Tagged) -> tuple[Tokens, list[str]]:
    """The tokens of a reference and the gold label of each."""
    tokens = tokenize(reference.text)
    labels = []
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        best, covered = "o", 0
        for span_start, span_end, tag in reference.spans:
            overlap = min(end, span_end) - max(start, span_start)
            if overlap > covered:
                best, covered = _LABEL_OF_TAG.get(tag, "o"), overlap
        labels.append(best)
    return tokens, _harmonized(tokens, labels)


def _harmonized(tokens: Tokens, labels: list[str]) -> list[str]:
    words = [word.lower() for word in tokens.words]
    labels = list(labels)
    count = len(labels)
    _part_number_runs(tokens, labels)
    for index, label in enumerate(labels):
        word = words[index]
        before = labels[index - 1] if index else "o"
        after = labels[index + 1] if index + 1 < count else "o"
        if word == "in" and label in ("editor", "container") and before != label:
            labels[index] = "o"
        elif label == "o":
            if after in _LEADING and word in _CUE_OF_FIELD[after]:
                labels[index] = after
            elif (before in ("editor", "author") and word in _CUE_OF_FIELD[before]) or (
                word in _JOINERS and before == after and before in ("author", "editor")
            ):
                labels[index] = before
    return labels


_YEAR = re.compile(r"(?:19|20)\d\d")
_SMALL = re.compile(r"\d{1,3}")


def _part_number_runs(tokens: Tokens, labels: list[str]) -> None:
    """Undo tags of sets that cut at spaces: "2000;355" is year and volume, "41, 3" two numbers."""
    for index in range(len(labels) - 1):
        if labels[index] not in ("volume", "pages") or labels[index + 1] != labels[index]:
            continue
        starts_run = index == 0 or labels[index - 1] != labels[index]
        gap = tokens.gaps[index + 1]
        if starts_run and _YEAR.fullmatch(tokens.words[index]) and gap[:1] in (";", ",", ":"):
            labels[index] = "date"
        elif (
            labels[index] == "volume"
            and starts_run
            and gap in (", ", "(", " (", "/")
            and _SMALL.fullmatch(tokens.words[index])
            and _SMALL.fullmatch(tokens.words[index + 1])
            and (index + 2 == len(labels) or labels[index + 2] != "volume")
            and "issue" not in labels
        ):
            labels[index + 1] = "issue"


# Only fields of several words have a beginning worth a label of its own.
_WITH_BEGINNING = frozenset(["author", "title", "container", "editor", "publisher", "location"])


def with_beginnings(labels: list[str]) -> list[str]:
    """Mark the first word of each run of a long field: `title` → `B-title`."""
    previous = ""
    marked = []
    for label in labels:
        begins = label in _WITH_BEGINNING and label != previous
        marked.append(f"B-{label}" if begins else label)
        previous = label
    return marked
