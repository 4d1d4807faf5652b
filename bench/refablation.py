"""What each hand-made rule over the labels is worth: python bench/refablation.py DIR.

Every rule of `refstring/repairs.py`, and every stage around the labeller that is made of rules, is
switched off in turn. Prints for each how many references of the tagged sets it changes, how many of
them are exact in the seven core fields with it and without it, and how many single fields are; the
gain is the difference. `--sets` prints the gain set by set, too. A rule that gains nothing goes.
`--strings FILE` (of `found/verify/refstrings/refs.py`) is a set more, and so are the strings of our
own tests, whose layouts no set holds.
"""

from __future__ import annotations

import argparse
import runpy
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from refstring_score import CORE, FIELDS, fields_of_set, values_of_parse, values_of_spans, words_of

from mscref.refstring import parse, repairs
from mscref.refstring.label import Labeller
from mscref.refstring.parse import ParsedReference, parse_reference
from mscref.refstring.tokens import Tokens
from training.data import Tagged, read_set, sets_in, trained_texts, unseen

Labels = tuple[list[str], list[float]]

_SAME_FIELDS: Callable[..., object] = lambda text, fields: fields  # noqa: E731
# The stages that can be left out, and what stands in for each.
STAGES: dict[str, tuple[str, Callable[..., object]]] = {
    "layouts": ("read_layout", lambda text: None),
    "remarks": ("find_remarks", lambda text: []),
    "links": ("without_link_words", lambda text: text),
    "identifiers": ("find_identifiers", lambda text: []),
    "extent": ("with_extent", _SAME_FIELDS),
    "edition": ("with_edition", _SAME_FIELDS),
}


class Remembering:
    """A labeller that labels a string once, however often it is asked."""

    def __init__(self, labeller: Labeller) -> None:
        self._labeller = labeller
        self._labels: dict[str, Labels] = {}

    def label(self, tokens: Tokens) -> Labels:
        """The labels of the words, made at the first time."""
        key = "\0".join([*tokens.words, *tokens.gaps])
        if key not in self._labels:
            self._labels[key] = self._labeller.label(tokens)
        labels, confidences = self._labels[key]
        return list(labels), confidences


@dataclass(slots=True)
class Gain:
    """What one rule does: references changed, and what is right with it and without it."""

    changed: int = 0
    core: int = 0
    core_without: int = 0
    fields: int = 0
    fields_without: int = 0
    core_by_set: Counter[str] = field(default_factory=Counter)
    fields_by_set: Counter[str] = field(default_factory=Counter)

    def add(self, set_name: str, right: frozenset[str], right_without: frozenset[str]) -> None:
        """Count a reference that the rule changes."""
        core, without = right.issuperset(CORE), right_without.issuperset(CORE)
        self.changed += 1
        self.core += core
        self.core_without += without
        self.fields += len(right)
        self.fields_without += len(right_without)
        self.core_by_set[set_name] += core - without
        self.fields_by_set[set_name] += len(right) - len(right_without)


def main() -> None:
    """Switch every rule off in turn and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of sets, each with refs.jsonl")
    parser.add_argument("--strings", type=Path, help="refs.py of found/verify/refstrings")
    parser.add_argument("--sets", action="store_true", help="print the gain set by set, too")
    parser.add_argument("--examples", default="", help="print what this rule changes")
    arguments = parser.parse_args()
    labeller = Remembering(Labeller())
    trained = trained_texts()
    names = [*(_name(rule) for rule in repairs.REPAIRS), *STAGES]
    gains = {name: Gain() for name in names}
    for folder in sets_in(arguments.data):
        for reference in unseen(read_set(folder), trained):
            gold = values_of_spans(reference.text, reference.spans)
            for name, right, without in _measured(reference, gold, labeller):
                gains[name].add(folder.name, right, without)
                if name == arguments.examples:
                    print(f"{folder.name} {sorted(right ^ without)}: {reference.text}")
    if arguments.strings:
        _measure_strings(arguments.strings, labeller, gains)
    _measure_own(labeller, gains)
    print_table(gains, by_set=arguments.sets)


def _measured(
    reference: Tagged, gold: dict[str, str], labeller: Remembering
) -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
    """The rules that change a reference; what is right with each, and without it."""
    tagged = fields_of_set(reference.source)
    used: set[str] = set()
    with ExitStack() as watching:
        watching.enter_context(mock.patch.object(repairs, "REPAIRS", _watched(used)))
        for name, (attribute, _) in STAGES.items():
            stage = _watched_stage(name, used)
            watching.enter_context(mock.patch.object(parse, attribute, stage))
        whole = parse_reference(reference.text, labeller=labeller)  # type: ignore[arg-type]
    right = _right(whole, gold, tagged)
    for name in used:
        with switched_off(name):
            parsed = parse_reference(reference.text, labeller=labeller)  # type: ignore[arg-type]
        if values_of_parse(parsed) != values_of_parse(whole):
            yield name, right, _right(parsed, gold, tagged)


def _measure_strings(path: Path, labeller: Remembering, gains: dict[str, Gain]) -> None:
    """The strings of unseen layouts; authors and editors of these are not compared."""
    names = {"t": "title", "c": "container", "y": "year", "v": "volume", "i": "issue", "p": "pages"}
    for row in runpy.run_path(str(path))["R"]:
        gold = {names[one]: value for one, value in row.items() if one in names and value}
        reference = Tagged("strings", row["s"], (), "", "strings")
        for name, right, without in _measured(reference, gold, labeller):
            gains[name].add("strings", right | {"author"}, without | {"author"})


def _measure_own(labeller: Remembering, gains: dict[str, Gain]) -> None:
    """The strings of our own tests, each right as a whole or wrong."""
    from tests.refstring import test_many_languages, test_unmarked_layouts

    rows = (*test_unmarked_layouts.ROWS.splitlines(), *test_many_languages.ROWS.splitlines())
    for row in filter(str.strip, rows):
        with_all = _right_of_row(row, labeller)
        for name, gain in gains.items():
            with switched_off(name):
                without = _right_of_row(row, labeller)
            if without != with_all:
                gain.add("own strings", with_all, without)


def _right_of_row(row: str, labeller: Remembering) -> frozenset[str]:
    from tests.refstring.test_unmarked_layouts import is_right, parts_of

    parsed = parse_reference(parts_of(row)[0], labeller=labeller)  # type: ignore[arg-type]
    return frozenset(CORE if is_right(row, parsed.reference) else ())


def _right(
    parsed: ParsedReference, gold: dict[str, str], tagged: tuple[str, ...]
) -> frozenset[str]:
    """The fields that are as the tags have them, what a set does not tag among them."""
    found = values_of_parse(parsed)
    return frozenset(
        name
        for name in FIELDS
        if name not in tagged
        or words_of(name, found.get(name, "")) == words_of(name, gold.get(name, ""))
    )


def _watched(used: set[str]) -> tuple[Callable[[Tokens, list[str]], None], ...]:
    """The rules, each of which notes in `used` that it changed something."""

    def watched(rule: Callable[[Tokens, list[str]], None]) -> Callable[[Tokens, list[str]], None]:
        def run(tokens: Tokens, labels: list[str]) -> None:
            before = list(labels)
            rule(tokens, labels)
            if labels != before:
                used.add(_name(rule))

        return run

    return tuple(watched(rule) for rule in repairs.REPAIRS)


def _watched_stage(name: str, used: set[str]) -> Callable[..., object]:
    """A stage that notes in `used` that it did something."""
    attribute, stand_in = STAGES[name]
    stage: Callable[..., object] = getattr(parse, attribute)

    def run(*args: object) -> object:
        made = stage(*args)
        if made != stand_in(*args):
            used.add(name)
        return made

    return run


@contextmanager
def switched_off(name: str) -> Iterator[None]:
    """Without one rule, or one stage."""
    if name in STAGES:
        attribute, stand_in = STAGES[name]
        with mock.patch.object(parse, attribute, stand_in):
            yield
        return
    others = tuple(rule for rule in repairs.REPAIRS if _name(rule) != name)
    with mock.patch.object(repairs, "REPAIRS", others):
        yield


def _name(rule: Callable[..., None]) -> str:
    return rule.__name__.removeprefix("_repair_").replace("_", "-")


def print_table(gains: dict[str, Gain], *, by_set: bool) -> None:
    """Print one line for each rule, the greatest gain first."""
    print(f"{'rule':24}{'changed':>8}{'core with':>11}{'without':>9}{'gain':>6}{'fields':>8}")
    for name, gain in sorted(gains.items(), key=lambda row: -(row[1].core - row[1].core_without)):
        print(
            f"{name:24}{gain.changed:8}{gain.core:11}{gain.core_without:9}"
            f"{gain.core - gain.core_without:+6}{gain.fields - gain.fields_without:+8}"
        )
        if by_set:
            for set_name, core in sorted(gain.core_by_set.items()):
                print(f"    {set_name:24}{core:+6} core {gain.fields_by_set[set_name]:+6} fields")


if __name__ == "__main__":
    main()
