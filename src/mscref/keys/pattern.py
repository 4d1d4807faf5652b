"""The two notations of key patterns that people already have, as one tree.

    [auth:lower][year]                    JabRef: markers in brackets, modifiers after colons
    auth.lower + shorttitle(3,3) + year   Better BibTeX: terms joined by +, modifiers after dots

What crosses the border: a pattern text in, a `KeyPattern` out. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mscref.errors import UsageError
from mscref.keys.markers import (
    FALLBACK,
    FIELD_ALIASES,
    MARKERS,
    MODIFIERS,
    VARIABLES_BY_NAME,
)

DEFAULT_PATTERN = "[auth:lower][year]"


@dataclass(frozen=True, slots=True)
class Literal:
    """Text that stands in every key."""

    text: str


@dataclass(frozen=True, slots=True)
class Marked:
    """One marker with its arguments, and the modifiers applied to its text in turn."""

    marker: str
    arguments: tuple[str, ...]
    modifiers: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class KeyPattern:
    """A parsed pattern; `text` is what the user wrote."""

    text: str
    parts: tuple[Literal | Marked, ...]


def parse_pattern(text: str) -> KeyPattern:
    """Parse either notation; raises UsageError naming what is not known."""
    parts = _parse_brackets(text) if "[" in text else _parse_formula(text)
    if not any(isinstance(part, Marked) for part in parts):
        raise UsageError(
            f"the key pattern `{text}` holds no marker", hint=f"for example {DEFAULT_PATTERN}"
        )
    return KeyPattern(text, tuple(parts))


# ---- the two notations ----

_BRACKET = re.compile(r"\[((?:[^\[\]\"]|\"(?:[^\"\\]|\\.)*\")*)\]")
_BRACKET_MODIFIER = re.compile(
    r":(?:\((?P<fallback>[^)]*)\)|(?P<name>[a-zA-Z]+?)(?P<number>\d+)?"
    r"(?:\((?P<arguments>(?:[^()\"]|\"(?:[^\"\\]|\\.)*\")*)\))?(?=:|\Z))"
)
_MARKER_NAME = re.compile(r"([A-Za-z][A-Za-z_.-]*?)(\d*)(?:_(\d+))?\Z")
_TERM = re.compile(
    r"\s*(?:\"([^\"]*)\"|'([^']*)'|([A-Za-z](?:[\w.(),\"'$\\-]++|\s++(?!\+|\Z))*+))\s*(?:\+|\Z)"
)
_FORMULA_STEP = re.compile(r"([A-Za-z][A-Za-z-]{0,40}?)(\d{1,18})?(?:\(([^)]{0,500})\))?(?:\.|\Z)")
_QUOTED = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'([^']*)'|([^\s,]+)")


def _parse_brackets(text: str) -> list[Literal | Marked]:
    parts: list[Literal | Marked] = []
    place = 0
    for match in _BRACKET.finditer(text):
        if match.start() > place:
            parts.append(_literal(text[place : match.start()], text))
        parts.append(_parse_bracket(match[1], text))
        place = match.end()
    if place < len(text):
        parts.append(_literal(text[place:], text))
    return parts


def _literal(text: str, pattern: str) -> Literal:
    if "[" in text or "]" in text:
        raise UsageError(f"the key pattern `{pattern}` has a bracket without its partner")
    return Literal(text)


def _parse_bracket(inner: str, pattern: str) -> Marked:
    name, _, rest = inner.partition(":")
    rest = ":" + rest if rest else ""
    modifiers: list[tuple[str, tuple[str, ...]]] = []
    place = 0
    while place < len(rest):
        match = _BRACKET_MODIFIER.match(rest, place)
        if match is None:
            raise UsageError(f"the key pattern `{pattern}` cannot be read at `{rest[place:]}`")
        modifiers.append(_modifier(match, pattern))
        place = match.end()
    return _marker(name, None, modifiers, pattern)


def _modifier(match: re.Match[str], pattern: str) -> tuple[str, tuple[str, ...]]:
    if match["fallback"] is not None:
        return FALLBACK, (match["fallback"].strip('"'),)
    arguments = _split_arguments(match["arguments"] or match["number"] or "")
    return _known_modifier(match["name"], pattern), arguments


def _parse_formula(text: str) -> list[Literal | Marked]:
    parts: list[Literal | Marked] = []
    place = 0
    while place < len(text):
        match = _TERM.match(text, place)
        if match is None or match.end() == place:
            raise UsageError(f"the key pattern `{text}` cannot be read at `{text[place:]}`")
        quoted = match[1] if match[1] is not None else match[2]
        parts.append(Literal(quoted) if quoted is not None else _parse_term(match[3], text))
        place = match.end()
    return parts


def _parse_term(term: str, pattern: str) -> Marked:
    steps = list(_FORMULA_STEP.finditer(term.strip()))
    if not steps or steps[-1].end() != len(term.strip()):
        raise UsageError(f"the key pattern `{pattern}` cannot be read at `{term}`")
    first, *others = steps
    modifiers = [
        (_known_modifier(step[1], pattern), _split_arguments(step[3] or step[2] or ""))
        for step in others
    ]
    return _marker(first[1] + (first[2] or ""), first[3], modifiers, pattern)


def _marker(
    name: str,
    arguments: str | None,
    modifiers: list[tuple[str, tuple[str, ...]]],
    pattern: str,
) -> Marked:
    match = _MARKER_NAME.match(name.strip())
    if match is None:
        raise UsageError(f"the key pattern `{pattern}` has an empty or odd marker `[{name}]`")
    bare = match[1].lower().replace(".", "")
    given = _split_arguments(arguments) if arguments is not None else tuple(match.group(2, 3))
    numbers = tuple(number or "" for number in given)
    if bare not in MARKERS:
        bare = FIELD_ALIASES.get(bare, VARIABLES_BY_NAME.get(bare, ""))
        if not bare:
            raise UsageError(
                f"unknown marker `{name}` in the key pattern `{pattern}`",
                hint=f"known: {', '.join(MARKERS)}, and every field",
            )
    elif any(number and not number.isdigit() for number in numbers):
        raise UsageError(f"`{name}` in the key pattern `{pattern}` takes numbers only")
    return Marked(bare, numbers, tuple(modifiers))


def _known_modifier(name: str, pattern: str) -> str:
    if name.lower() not in MODIFIERS:
        raise UsageError(
            f"unknown modifier `{name}` in the key pattern `{pattern}`",
            hint=f"known: {', '.join(MODIFIERS)}",
        )
    return name.lower()


def _split_arguments(text: str) -> tuple[str, ...]:
    return tuple(
        next(group for group in match.groups() if group is not None)
        for match in _QUOTED.finditer(text)
    )
