"""No pattern of the package takes exponential or steep polynomial time: every one is tried.

Every compiled pattern of every module (in tables and classes, too) and what formats look like is
matched against repetitions of pieces of its own text, which is what makes nested or neighbouring
repetitions try all ways to share them out. The bounds are far from what a sound pattern needs
(about a millisecond), and far from what an unsound one takes (seconds to hours).
"""

from __future__ import annotations

import importlib
import re
import time
from collections.abc import Iterator
from pathlib import Path
from re import _parser  # type: ignore[attr-defined]

import pytest

import mscref
from mscref.formats.registry import FORMATS
from mscref.patterns import FoundPattern

ROOT = Path(mscref.__file__).parent
MODULES = sorted(
    ".".join(("mscref", *path.relative_to(ROOT).with_suffix("").parts))
    for path in ROOT.rglob("*.py")
    if path.stem not in ("__init__", "__main__")
)
PUMPS = frozenset((" ", "\n", " a", "a,", "{", "[", "1", "A.", "  x\n"))
FEW, MANY = 24, 200  # letters: enough for exponential patterns, enough for cubic ones
FLAGS = re.VERBOSE | re.MULTILINE | re.IGNORECASE


def patterns_in(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, FoundPattern):
        yield re.compile(getattr(value, "pattern"), getattr(value, "flags"))  # noqa: B009
    elif isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif depth < 3 and isinstance(value, dict | list | tuple | frozenset | set):
        inside = [*value, *value.values()] if isinstance(value, dict) else list(value)
        for one in inside[:2000]:
            yield from patterns_in(one, depth + 1)
    elif depth < 2 and isinstance(value, type) and value.__module__.startswith("mscref"):
        yield from patterns_in(dict(vars(value)), depth + 1)


def texts_of(items: object) -> Iterator[str]:
    """A letter for each thing that a parsed pattern can match, in its order."""
    for operator, argument in items:  # type: ignore[attr-defined]
        name = str(operator)
        if name == "LITERAL":
            yield chr(argument)
        elif name in ("NOT_LITERAL", "ANY"):
            yield "a"
        elif name == "IN":
            yield letter_of(argument)
        else:
            for part in argument if isinstance(argument, tuple) else (argument,):
                for one in part if isinstance(part, list) else [part]:
                    if isinstance(one, _parser.SubPattern):
                        yield from texts_of(one)


def letter_of(items: list[tuple[object, object]]) -> str:
    operator, argument = items[0]
    if str(operator) == "LITERAL":
        return chr(argument)  # type: ignore[arg-type]
    if str(operator) == "RANGE":
        return chr(argument[0])  # type: ignore[index]
    kind = str(argument).rpartition("_")[2] if str(operator) == "CATEGORY" else ""
    return {"DIGIT": "1", "SPACE": " "}.get(kind, "a")


def attacks(pattern: re.Pattern[str], size: int) -> Iterator[str]:
    """Texts of about `size` letters that begin as the pattern wants, and never end so."""
    text = "".join(texts_of(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)))[:60] or "a"
    pieces = {text[place : place + 3] for place in range(min(len(text), 20))}
    for pump in sorted({*text, *pieces, *PUMPS}):
        body = pump * (size // len(pump))
        for head in {"", text}:
            yield f"{head}{body}\0"


def slowest(pattern: re.Pattern[str], size: int, limit: float) -> tuple[float, str]:
    """The CPU seconds of the slowest attack, and its text; stops at the first over the limit."""
    worst = (0.0, "")
    for text in attacks(pattern, size):
        started = time.process_time()
        pattern.search(text)
        worst = max(worst, (time.process_time() - started, text))
        if worst[0] > limit:
            break
    return worst


@pytest.mark.parametrize("name", MODULES)
def test_no_pattern_of_a_module_explodes(name: str) -> None:
    module = importlib.import_module(name)
    for pattern in {one for value in vars(module).values() for one in patterns_in(value)}:
        for size in (FEW, MANY):
            seconds, text = slowest(pattern, size, 0.2)
            assert seconds < 0.2, f"{seconds:.2f} s, {len(text)} letters {text[:30]!r}: {pattern}"


@pytest.mark.parametrize("name", [row.name for row in FORMATS.values() if row.looks])
def test_what_a_format_looks_like_is_found_in_bounded_time(name: str) -> None:
    pattern = re.compile(FORMATS[name].looks, FLAGS)
    assert max(slowest(pattern, size, 0.2) for size in (FEW, MANY))[0] < 0.2


@pytest.mark.parametrize(
    "unsound",
    [
        r"(?:a+)+b",
        r"(?:[ ]*\w*)*:",
        r"\s*=?\s*-?\s*\d?\s*x",
    ],
)
def test_unsound_patterns_are_seen(unsound: str) -> None:
    assert any(slowest(re.compile(unsound), size, 0.2)[0] > 0.2 for size in (FEW, MANY))
