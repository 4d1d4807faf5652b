"""Tagged references as our own style engine prints them in the styles of four languages.

Chinese, Russian, Portuguese and French. A work is made of the words of `words_printed.toml`, or of
titles and journals of the training references, printed by a style whose default locale is of that
language, and its values are found again in what was printed. A reference of which a value stands
in it twice, or not as it was given, is made anew. One seed decides everything: the same data, the
same styles, the same references.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from mscref.csl.output import Output
from mscref.csl.processor import Processor
from mscref.csl.render.plain import PlainWriter
from mscref.csl.style_index import style_index
from mscref.csl.styles import load_style
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Reference
from training.data import Tagged
from training.synthetic import Values

WORDS = tomllib.loads(Path(__file__).with_name("words_printed.toml").read_text(encoding="utf-8"))
SHARES = {"zh": 15, "ru": 20, "pt": 27, "fr": 38}
KINDS = {"article-journal": 50, "book": 20, "chapter": 15, "paper-conference": 8, "thesis": 7}
STYLES_OF_LANGUAGE = 40  # so many of a language are enough, and each takes a moment to read
# What no list shows: markup of a wiki, and the punctuation around what a work does not have.
_TORN = re.compile(r"\{\{|[,.;:] [,.;:]|\( *\)")
_SLOT = re.compile(r"\{(\w+)\}")
# Variable → the tag of its value; people are found by the marks of the engine.
_TEXTS = {
    "title": "title", "container-title": "container", "publisher": "publisher",
    "publisher-place": "location",
}  # fmt: skip
_NUMBERS = {"volume": "volume", "issue": "issue", "page": "pages"}


class PrintedMaker:
    """Makes references as the styles of four languages print them."""

    def __init__(self, seed: int, values: Values) -> None:
        self.random = random.Random(seed)
        self.values = values

    def make(self, count: int) -> list[Tagged]:
        """Make `count` references."""
        made: list[Tagged] = []
        while len(made) < count:
            tagged = self._one()
            if tagged is not None:
                made.append(tagged)
        return made

    def _one(self) -> Tagged | None:
        language = self.random.choices(list(SHARES), list(SHARES.values()))[0]
        work = self._work(language)
        name = self.random.choice(_styles(language))
        return _tagged(work, _printed(work, name))

    def _work(self, language: str) -> Reference:
        words = WORDS[language]
        kind = self.random.choices(list(KINDS), list(KINDS.values()))[0]
        year = self.random.randint(1960, 2023)
        fields: dict[str, FieldValue] = {
            "title": self._title(words, foreign=self.random.random() < 0.2),
            "author": self._people(words),
            "issued": Date(PartialDate(year)),
            "language": words["language"],
        }
        fields |= self._places_of(kind, words)
        return Reference("one", kind, fields)

    def _places_of(self, kind: str, words: dict[str, list[str]]) -> dict[str, FieldValue]:
        """Where a work of the kind stands, and who published it."""
        number, pick = self.random.randint, self.random.choice
        first = number(5, 900)
        pages = f"{first}-{first + number(2, 40)}"
        if kind == "article-journal":
            others = self.values.journals
            journal = pick(others if others and self.random.random() < 0.3 else words["journals"])
            fields: dict[str, FieldValue] = {"container-title": journal, "page": pages}
            if self.random.random() < 0.85:
                fields["volume"] = str(number(1, 140))
            if self.random.random() < 0.75:
                fields["issue"] = str(number(1, 24))
            return fields
        if kind == "thesis":
            return {
                "publisher": pick(words["universities"]),
                "publisher-place": pick(words["places"]),
            }
        house: dict[str, FieldValue] = {
            "publisher": pick(words["publishers"]), "publisher-place": pick(words["places"]),
        }  # fmt: skip
        if kind == "book":
            return house
        house |= {"container-title": self._fill(pick(words["books"]), words), "page": pages}
        return house | ({"editor": self._people(words)} if self.random.random() < 0.6 else {})

    def _title(self, words: dict[str, list[str]], *, foreign: bool) -> str:
        if foreign and self.values.titles:
            return self.random.choice(self.values.titles)
        return self._fill(self.random.choice(words["patterns"]), words)

    def _fill(self, pattern: str, words: dict[str, list[str]]) -> str:
        return _SLOT.sub(lambda match: self.random.choice(words[match.group(1)]), pattern)

    def _people(self, words: dict[str, list[str]]) -> tuple[Name, ...]:
        count = self.random.choice([1, 1, 1, 2, 2, 3, 4])
        families = self.random.sample(words["families"], count)
        return tuple(Name(family, self.random.choice(words["givens"])) for family in families)


@cache
def _styles(language: str) -> tuple[str, ...]:
    """Independent styles of a language, every so many of them."""
    names = sorted(
        head.name
        for head in style_index()
        if head.default_locale.startswith(language) and not head.parent
    )
    return tuple(names[:: max(1, len(names) // STYLES_OF_LANGUAGE)])


@cache
def _processor(style: str) -> Processor:
    return Processor(load_style(style))


def _printed(work: Reference, style: str) -> Output | None:
    """The entry of the work; None where the style prints no list."""
    processor = _processor(style)
    processor.register([work])
    entries = processor.bibliography().entries
    return entries[0].output if entries else None


def _tagged(work: Reference, output: Output | None) -> Tagged | None:
    """The text with the places of its values, or None where one cannot be told."""
    if output is None:
        return None
    text = PlainWriter().citation(output)
    if _TORN.search(text):
        return None
    spans: list[tuple[int, int, str]] = []
    for start, end, label in _values_in(work, text, output):
        if start < 0 or any(start < other_end and other < end for other, other_end, _ in spans):
            return None
        spans.append((start, end, label))
    labels = {label for _, _, label in spans}
    if not {"title", "author"} <= labels:
        return None
    return Tagged("synthetic", text, tuple(sorted(spans)), "", "synthetic")


def _values_in(work: Reference, text: str, output: Output) -> Iterator[tuple[int, int, str]]:
    """The span of each value that the text holds; one before the text where that is doubtful."""
    folded = text.casefold() if len(text.casefold()) == len(text) else text.lower()
    names = [one for one in _names(output) if one in text]
    for variable in ("author", "editor"):
        people = work.names(variable)
        own = [one for one in names if people and people[0].family.casefold() in one.casefold()]
        if own:
            start = text.find(own[0]) if text.count(own[0]) == 1 else -1
            yield start, start + len(own[0]), variable
            names.remove(own[0])
    for variable, label in _TEXTS.items():
        value = work.text(variable).strip(" .").casefold()
        times = folded.count(value) if value else 0
        if times:
            start = folded.find(value) if times == 1 else -1
            yield start, start + len(value), label
    yield from _numbers_in(work, text)


def _numbers_in(work: Reference, text: str) -> Iterator[tuple[int, int, str]]:
    values = [(work.text(variable), label) for variable, label in _NUMBERS.items()]
    issued = work.date("issued")
    if issued is not None and issued.start is not None:
        values.append((str(issued.start.year), "date"))
    for value, label in values:
        first, dash, last = value.partition("-")
        between = r"[-–—‑～~]\s?" if dash else ""
        tail = rf"{between}\d*{last[-1:]}" if dash else ""
        found = list(re.finditer(rf"(?<!\d){first}{tail}(?!\d)", text)) if value else []
        if found:
            start, end = found[0].span() if len(found) == 1 else (-1, -1)
            yield start, end, label


def _names(output: Output) -> Iterator[str]:
    """What stands between the marks of people."""
    depth, pieces = 0, [""]
    for token in output.tokens:
        if isinstance(token, str):
            pieces[-1] += token if depth else ""
        elif token.kind == "tag" and token.value == "names":
            depth += 1 if token.opens else -1
            if not depth:
                pieces.append("")
    return (piece.strip(" ,;:") for piece in pieces if piece.strip(" ,;:"))
