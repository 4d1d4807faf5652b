"""How well reference strings are parsed: python bench/refbench.py DIR (make refbench DATA=DIR).

Prints, for every tagged set below DIR: references, token F1, field F1, whole references exact on
the seven core fields, and references per second of CPU time. The last line is the macro average.
References that the model was trained on are left out (sets of which some are, are marked with
"*"); `--all` takes them too. `--halves` adds, for the sets that are for evaluation only, the half
whose errors may be read and the blind half, which is only scored.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from refstring_score import CORE, Score, fields_of_set, values_of_parse, values_of_spans

from mscref.refstring.label import FOLDER, Labeller
from mscref.refstring.parse import parse_reference
from training.data import (
    EVALUATION_ONLY,
    Tagged,
    is_blind,
    read_set,
    sets_in,
    trained_texts,
    unseen,
)


def main() -> None:
    """Measure every set and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of sets, each with refs.jsonl")
    parser.add_argument("--models", type=Path, default=FOLDER, help="folder of models")
    parser.add_argument("--sets", default="", help="only these, separated by commas")
    parser.add_argument("--all", action="store_true", help="also what the model was trained on")
    parser.add_argument("--errors", type=int, default=0, help="print so many wrong references")
    parser.add_argument("--halves", action="store_true", help="read and blind halves, too")
    parser.add_argument("--fields", action="store_true", help="print F1 per field")
    arguments = parser.parse_args()
    labeller = Labeller(arguments.models)
    wanted = set(filter(None, arguments.sets.split(",")))
    trained = trained_texts()
    scores: list[Score] = []
    print(f"{'set':24}{'refs':>7}{'token F1':>10}{'field F1':>10}{'core':>8}{'refs/s':>8}")
    for folder in sets_in(arguments.data):
        if wanted and folder.name not in wanted:
            continue
        references = read_set(folder)
        fresh = unseen(references, trained)
        mark = "*" if len(fresh) < len(references) else ""
        measured = references if arguments.all else fresh
        score, seconds = measure(measured, labeller, errors=arguments.errors)
        scores.append(score)
        print_row(folder.name + mark, score, seconds)
        if arguments.halves and folder.name.startswith(EVALUATION_ONLY):
            print_halves(measured, labeller)
        if arguments.fields:
            shown = (f"{name} {score.field_f1_of(name):.1f}" for name in score.gold_fields)
            print(f"    {', '.join(shown)}")
    print_average(scores)


def measure(references: list[Tagged], labeller: Labeller, *, errors: int) -> tuple[Score, float]:
    """Parse and score the references of one set; the time is that of parsing alone."""
    score = Score()
    started = time.process_time()
    parses = [parse_reference(reference.text, labeller=labeller) for reference in references]
    seconds = time.process_time() - started
    for reference, parsed in zip(references, parses, strict=True):
        gold = values_of_spans(reference.text, reference.spans)
        found = values_of_parse(parsed)
        wrong = score.add(gold, found, fields=fields_of_set(reference.source))
        if errors and set(wrong) & set(CORE):
            errors -= 1
            print(f"\n{reference.text}")
            for name in wrong:
                print(f"    {name}: gold {gold.get(name)!r}, parsed {found.get(name)!r}")
    return score, seconds


def print_halves(references: list[Tagged], labeller: Labeller) -> None:
    """Score the half that may be read and the blind one; neither counts in the average."""
    for name, blind in (("  read half", False), ("  blind half", True)):
        half = [one for one in references if is_blind(one) == blind]
        print_row(name, *measure(half, labeller, errors=0))


def print_row(name: str, score: Score, seconds: float) -> None:
    """Print one line of the table."""
    speed = score.references / seconds if seconds else 0
    print(
        f"{name:24}{score.references:7}{score.token_f1:10.1f}{score.field_f1:10.1f}"
        f"{score.core:8.1f}{speed:8.0f}"
    )


def print_average(scores: list[Score]) -> None:
    """Every set counts the same, however large."""
    count = max(1, len(scores))
    token, exact, core = (
        sum(getattr(score, name) for score in scores) / count
        for name in ("token_f1", "field_f1", "core")
    )
    total = sum(score.references for score in scores)
    print(
        f"macro average ({len(scores)} sets, {total} references): "
        f"token F1 {token:.1f}, field F1 {exact:.1f}, core exact {core:.1f}"
    )


if __name__ == "__main__":
    main()
