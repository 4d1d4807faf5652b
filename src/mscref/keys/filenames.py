"""Names of files from patterns: `{key}`, `{author} {year} {title}`, `[auth:lower][year]`.

Braces hold a word of the table below, a field, or a marker of key patterns with its modifiers;
brackets are those of key patterns. The name is safe on every file system: no sign that Windows,
macOS or Linux takes for another thing, no name that is reserved, so long in bytes at most, composed
Unicode (NFC). What crosses the border: a pattern and references in; names without a folder out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType

from mscref.errors import UsageError
from mscref.keys.making import field_text
from mscref.keys.markers import FIELD_ALIASES, MARKERS, VARIABLES_BY_NAME, family_names
from mscref.keys.pattern import KeyPattern, Literal, parse_pattern
from mscref.model.markup import strip_markup
from mscref.model.reference import Reference
from mscref.patterns import lazy

DEFAULT_NAME = "{key}"
# File systems take 255 bytes (or UTF-16 units) a name; temporary names are 40 longer, and a cloud's
# client adds "(conflicted copy …)".
MOST_BYTES = 180
# Windows: "Naming Files, Paths, and Namespaces"; the superscripts count as digits there.
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$", "clock$"]
    + [f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"]
)
_APART = MappingProxyType({ord(sign): " - " for sign in ":|"})
_HYPHENS = MappingProxyType({ord(sign): "-" for sign in "/\\"})
_NOT_IN_NAMES = lazy(r"[<>\"?*\x00-\x1f\x7f]")
_BLANKS = lazy(r"\s+")
_PLACEHOLDER = lazy(r"\{([^{}]{1,200})\}")
# What is left of `({year})` and `{journal}, {volume}, ` where there is no year and no volume.
_LOOSE = lazy(r"\(\s*\)|\[\s*\]|[-–_,;]\s(?=[-–_,;](?:\s|\Z))|\s(?=[,;])")
_EDGES = " .-_,;–"
_SUFFIX = lazy(r"\.[A-Za-z0-9]{1,10}")


def _author(reference: Reference) -> str:
    families = family_names(reference)
    if len(families) > 2:
        return f"{families[0]} et al"
    return " and ".join(families)


def _title(reference: Reference) -> str:
    return strip_markup(reference.text("title"))


def _short_title(reference: Reference) -> str:
    return _title(reference).partition(": ")[0]


_WORDS: Mapping[str, Callable[[Reference], str]] = MappingProxyType(
    {
        "key": lambda reference: reference.id,
        "author": _author,
        "authors": lambda reference: ", ".join(family_names(reference)),
        "title": _title,
        "shorttitle": _short_title,
        "year": lambda reference: MARKERS["year"](reference, ()),
    }
)


class NamePattern:
    """A parsed pattern: texts and what is put between them."""

    def __init__(self, text: str) -> None:
        self.text = text
        pieces = _PLACEHOLDER.split(text)
        if len(pieces) == 1 and "[" not in text:
            raise UsageError(
                f"the pattern `{text}` of file names holds no {{word}}",
                hint="for example '{key}', or '{author} {year} {title}'",
            )
        self._parts: list[str | Callable[[Reference], str]] = []
        for place, piece in enumerate(pieces):
            is_text = place % 2 == 0
            self._parts += self._of_text(piece) if is_text else [_placeholder(piece, text)]

    def _of_text(self, text: str) -> list[str | Callable[[Reference], str]]:
        if "[" not in text:
            return [text] if text else []
        parsed = parse_pattern(text)
        return [lambda reference: _by_keys(parsed, reference)]

    def stem(self, reference: Reference) -> str:
        """The name for a reference, without what follows the dot; its key where it gives none."""
        filled = [one if isinstance(one, str) else one(reference) for one in self._parts]
        has_words = any(
            text.strip() for text, one in zip(filled, self._parts, strict=True) if callable(one)
        )
        return safe_stem("".join(filled)) if has_words else ""


def file_name(pattern: NamePattern, reference: Reference, suffix: str) -> str:
    """The name of a file of a reference; `suffix` is what it has now (`.pdf`)."""
    stem = pattern.stem(reference) or safe_stem(reference.id) or "file"
    return stem + safe_suffix(suffix)


def numbered(name: str, number: int) -> str:
    """Another name, where that one is taken: `leng2020-2.pdf`."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}-{number}.{suffix}" if dot else f"{name}-{number}"


def safe_stem(text: str) -> str:
    """A text as a file name may begin everywhere; "" where nothing is left of it."""
    text = unicodedata.normalize("NFC", text).translate(_APART).translate(_HYPHENS)
    text = _NOT_IN_NAMES.sub("", _BLANKS.sub(" ", text))
    # Invisible signs (Cf) turn a name round, half characters (Cs) are none.
    text = "".join(one for one in text if unicodedata.category(one) not in ("Cf", "Cs", "Co", "Cn"))
    text = _BLANKS.sub(" ", _LOOSE.sub("", text)).strip(_EDGES)
    text = _shortened(text).strip(_EDGES)
    return f"{text}_" if text.partition(".")[0].strip().casefold() in _RESERVED else text


def safe_suffix(suffix: str) -> str:
    """The suffix of a file, in small letters; "" for what is none."""
    return suffix.lower() if _SUFFIX.fullmatch(suffix) else ""


def _shortened(text: str) -> str:
    """At most so many bytes, cut between words where one is near, never within a letter."""
    if len(text.encode()) <= MOST_BYTES:
        return text
    cut = text.encode()[:MOST_BYTES].decode(errors="ignore")
    rest = text[len(cut) : len(cut) + 1]
    while cut and rest and unicodedata.combining(rest):  # not a letter without its accent
        cut, rest = cut[:-1], cut[-1]
    words = cut.rpartition(" ")[0]
    return words if len(words) * 4 > len(cut) * 3 else cut


def _placeholder(inner: str, pattern: str) -> Callable[[Reference], str]:
    name = inner.strip().lower()
    if name in _WORDS:
        return _WORDS[name]
    if name not in FIELD_ALIASES and name not in VARIABLES_BY_NAME and ":" not in name:
        known = name if name in MARKERS else ""
        if not known and not any(name.rstrip("0123456789") == one for one in MARKERS):
            raise UsageError(
                f"unknown word `{inner}` in the pattern `{pattern}` of file names",
                hint=f"known: {', '.join(_WORDS)}, every field, and the markers of `rekey`",
            )
    parsed = parse_pattern(f"[{inner.strip()}]")
    return lambda reference: _by_keys(parsed, reference)


def _by_keys(pattern: KeyPattern, reference: Reference) -> str:
    return "".join(
        part.text if isinstance(part, Literal) else field_text(part, reference)
        for part in pattern.parts
    )
