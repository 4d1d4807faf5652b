"""Train the labeller of reference strings: python bench/train_refparser.py --data DIR."""

from __future__ import annotations

import argparse
import gzip
import random
import re
import time
from pathlib import Path

import pycrfsuite  # noqa: TID253  (this script is nothing without it)
from refstring_data import (
    EVALUATION_ONLY,
    TRAINING_SETS,
    Tagged,
    is_held_out,
    read_set,
    remember_trained,
    sets_in,
    text_key,
    with_beginnings,
    word_labels,
)
from refstring_render import LayoutMaker
from refstring_synth import Maker

from mscref.check.refstring.features import features_of

MODEL = Path(__file__).parents[1] / "src/mscref/check/refstring/model.crfsuite.gz"
SEED = 20200411
# It tags no journals, so that more of it teaches that a journal is part of the title.
LINKEDBOOKS_LIMIT = 5000
# Every style of the world by hand-made tags, against the synthetic references' few.
COUNTED_TWICE = ("anystyle-core", "anystyle-gold", "anystyle-good")


def main() -> None:
    """Read the options and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument(
        "--sets", default=",".join(name for name in TRAINING_SETS if name != "anystyle-ugly")
    )
    parser.add_argument("--synthetic", type=int, default=8000)
    parser.add_argument("--layouts", type=int, default=6000)
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--iterations", type=int, default=150)
    parser.add_argument("--algorithm", default="lbfgs")
    parser.add_argument("--c1", type=float, default=0.2)
    parser.add_argument("--c2", type=float, default=0.01)
    parser.add_argument("--minfreq", type=int, default=2)
    arguments = parser.parse_args()
    train(arguments)


_GERMAN = re.compile(r"\b(?:der|die|das|und|für|im|zur|zum|eine|des|den)\b")


def is_german_of(set_name: str, reference: Tagged) -> bool:
    """German references of the set whose tags are too uneven to train on as a whole."""
    return set_name == "anystyle-ugly" and len(_GERMAN.findall(reference.text)) > 1


def training_references(data: Path, sets: list[str]) -> list[Tagged]:
    """Of the sets what is not held out; no text of an evaluation set, none twice."""
    barred, allowed = set(), []
    for folder in sets_in(data):
        for reference in read_set(folder):
            if folder.name.startswith(EVALUATION_ONLY) or is_held_out(reference):
                barred.add(text_key(reference.text))
            elif folder.name in sets or is_german_of(folder.name, reference):
                allowed.append(reference)
    seen = set(barred)
    linkedbooks = 0
    kept = []
    for reference in allowed:
        key = text_key(reference.text)
        if reference.set_name == "linkedbooks":
            linkedbooks += 1
            if linkedbooks > LINKEDBOOKS_LIMIT:
                continue
        if key not in seen and reference.spans:
            seen.add(key)
            kept.append(reference)
    return kept


def synthetic_references(references: list[Tagged], count: int, layouts: int) -> list[Tagged]:
    """Synthetic references whose titles and journals are those of the training references."""

    def values(label: str, sets: tuple[str, ...]) -> list[str]:
        return [
            reference.text[start:end].strip(' .,;:"“”')
            for reference in references
            if reference.set_name.startswith(sets)
            for start, end, tag in reference.spans
            if tag == label and 8 < end - start < 200
        ]

    titles = values("title", ("anystyle", "linkedbooks"))
    journals = [
        journal
        for journal in values("container", ("anystyle", "grobid"))
        if not any(char.isdigit() for char in journal) and not journal.lower().startswith("in ")
    ]
    english = values("title", ("anystyle", "grobid"))
    return [
        *Maker(SEED, titles, journals).make(count),
        *LayoutMaker(SEED + 1, english, journals).make(layouts),
    ]


def train(arguments: argparse.Namespace) -> None:
    """Train one model and write it, compressed."""
    started = time.time()
    references = training_references(arguments.data, arguments.sets.split(","))
    if arguments.out == MODEL:
        remember_trained(references)
    random.Random(SEED).shuffle(references)
    references += [one for one in references if one.set_name.startswith(COUNTED_TWICE)]
    references += synthetic_references(references, arguments.synthetic, arguments.layouts)
    if arguments.limit:
        references = references[: arguments.limit]
    params = {"feature.minfreq": arguments.minfreq, "max_iterations": arguments.iterations}
    if arguments.algorithm == "lbfgs":
        params |= {"c1": arguments.c1, "c2": arguments.c2}
    trainer = pycrfsuite.Trainer(algorithm=arguments.algorithm, verbose=False, params=params)
    for reference in references:
        tokens, labels = word_labels(reference)
        if tokens.words:
            trainer.append(features_of(tokens), with_beginnings(labels))
    print(f"{len(references)} references read in {time.time() - started:.0f} s", flush=True)
    raw = arguments.out.with_suffix("")
    trainer.train(str(raw))
    packed = gzip.compress(raw.read_bytes(), 9, mtime=0)
    arguments.out.write_bytes(packed)
    print(
        f"{arguments.out}: {raw.stat().st_size} bytes, {len(packed)} packed, "
        f"{time.time() - started:.0f} s"
    )
    raw.unlink()


if __name__ == "__main__":
    main()
