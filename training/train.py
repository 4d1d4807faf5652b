"""Train the labeller of reference strings: python -m training.train --data DIR."""

from __future__ import annotations

import argparse
import gzip
import random
import re
import time
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite  # noqa: TID253  (this script is nothing without it)

from mscref.refstring.features import features_of
from mscref.refstring.label import FOLDER, model_file
from mscref.refstring.lexicon import LEXICON_FILE
from training.data import (
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
from training.layouts import LayoutMaker
from training.lexicon import LexiconMaker
from training.printed import PrintedMaker
from training.synthetic import Maker, Values

SEED = 20200411
# Every style of the world by hand-made tags, against the synthetic references' few.
COUNTED_TWICE = ("anystyle-core", "anystyle-gold", "anystyle-good")


@dataclass(frozen=True, slots=True)
class Recipe:
    """What one of the two models is trained on, and how.

    Two models that see different features and differ in their data make different mistakes: the
    better of their answers is right more often than either (docs/model-card.md).
    """

    pieces: bool  # whether it sees the pieces of the string and the lexicon
    linkedbooks: int  # it tags no journals: more of it teaches that they are part of the title
    synthetic: int  # references in layouts of five languages
    layouts: int  # references in layouts of known styles
    biblatex: bool  # also in those of biblatex
    minfreq: int
    iterations: int


RECIPES = {
    "words": Recipe(
        pieces=False,
        linkedbooks=5000,
        synthetic=8000,
        layouts=6000,
        biblatex=False,
        minfreq=2,
        iterations=120,
    ),
    "pieces": Recipe(
        pieces=True,
        linkedbooks=1500,
        synthetic=6000,
        layouts=6500,
        biblatex=True,
        minfreq=3,
        iterations=115,
    ),
}


def main() -> None:
    """Read the options and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for models and lexicon")
    parser.add_argument("--recipes", default=",".join(RECIPES), help="only these models")
    parser.add_argument("--iterations", type=int, default=0, help="instead of the recipe's")
    parser.add_argument("--printed", type=int, default=0, help="references of our own style engine")
    parser.add_argument("--c1", type=float, default=0.2)
    parser.add_argument("--c2", type=float, default=0.01)
    parser.add_argument("--verbose", action="store_true", help="print each iteration")
    arguments = parser.parse_args()
    trained: list[Tagged] = []
    for name in arguments.recipes.split(","):
        trained += train(name, RECIPES[name], arguments)
    if arguments.out == FOLDER:
        remember_trained(trained)


WHOLE_SETS = tuple(name for name in TRAINING_SETS if name != "anystyle-ugly")
_GERMAN = re.compile(r"\b(?:der|die|das|und|für|im|zur|zum|eine|des|den)\b")


def is_german_of(set_name: str, reference: Tagged) -> bool:
    """German references of the set whose tags are too uneven to train on as a whole."""
    return set_name == "anystyle-ugly" and len(_GERMAN.findall(reference.text)) > 1


def training_references(data: Path, linkedbooks_limit: int) -> list[Tagged]:
    """Of the sets what is not held out; no text of an evaluation set, none twice."""
    barred, allowed = set(), []
    for folder in sets_in(data):
        for reference in read_set(folder):
            if folder.name.startswith(EVALUATION_ONLY) or is_held_out(reference):
                barred.add(text_key(reference.text))
            elif folder.name in WHOLE_SETS or is_german_of(folder.name, reference):
                allowed.append(reference)
    seen = set(barred)
    linkedbooks = 0
    kept = []
    for reference in allowed:
        key = text_key(reference.text)
        if reference.set_name == "linkedbooks":
            linkedbooks += 1
            if linkedbooks > linkedbooks_limit:
                continue
        if key not in seen and reference.spans:
            seen.add(key)
            kept.append(reference)
    return kept


_LEAST_LENGTH = {"publisher": 3, "location": 3}


def synthetic_references(references: list[Tagged], recipe: Recipe, printed: int) -> list[Tagged]:
    """Synthetic references, in part of values of the training references."""

    def values(label: str, sets: tuple[str, ...]) -> list[str]:
        return [
            reference.text[start:end].strip(' .,;:"“”')
            for reference in references
            if reference.set_name.startswith(sets)
            for start, end, tag in reference.spans
            if tag == label and _LEAST_LENGTH.get(label, 8) < end - start < 200
        ]

    journals = [
        journal
        for journal in values("container", ("anystyle", "grobid"))
        if not any(char.isdigit() for char in journal) and not journal.lower().startswith("in ")
    ]
    names = {
        "journals": journals,
        "publishers": values("publisher", ("anystyle", "grobid")),
        "places": values("location", ("anystyle", "grobid")),
    }
    mixed = Values(values("title", ("anystyle", "grobid", "linkedbooks")), **names)
    english = Values(values("title", ("anystyle", "grobid")), **names)
    layouts = LayoutMaker(SEED + 1, english, biblatex=recipe.biblatex)
    return [
        *Maker(SEED, mixed).make(recipe.synthetic),
        *layouts.make(recipe.layouts),
        *PrintedMaker(SEED + 2, english).make(printed),
    ]


def train(name: str, recipe: Recipe, arguments: argparse.Namespace) -> list[Tagged]:
    """Train one model and write it, compressed; returns the tagged references it has seen."""
    started = time.time()
    tagged = training_references(arguments.data, recipe.linkedbooks)
    names = LexiconMaker(arguments.data, tagged)
    lexicon = names.write(arguments.out / LEXICON_FILE.name) if recipe.pieces else None
    references = list(tagged)
    random.Random(SEED).shuffle(references)
    references += [one for one in references if one.set_name.startswith(COUNTED_TWICE)]
    references += synthetic_references(references, recipe, arguments.printed)
    trainer = pycrfsuite.Trainer(
        algorithm="lbfgs",
        verbose=arguments.verbose,
        params={
            "feature.minfreq": recipe.minfreq,
            "max_iterations": arguments.iterations or recipe.iterations,
            "c1": arguments.c1,
            "c2": arguments.c2,
        },
    )
    chance = random.Random(SEED)
    for reference in references:
        tokens, labels = word_labels(reference)
        if tokens.words:
            hidden = names.hidden_from(reference, chance)
            trainer.append(features_of(tokens, lexicon, hidden=hidden), with_beginnings(labels))
    print(f"{name}: {len(references)} references read in {time.time() - started:.0f} s", flush=True)
    out = arguments.out / model_file(name).name
    raw = out.with_suffix("")
    trainer.train(str(raw))
    packed = gzip.compress(raw.read_bytes(), 9, mtime=0)
    out.write_bytes(packed)
    print(
        f"{out}: {raw.stat().st_size} bytes, {len(packed)} packed, {time.time() - started:.0f} s",
        flush=True,
    )
    raw.unlink()
    return tagged


if __name__ == "__main__":
    main()
