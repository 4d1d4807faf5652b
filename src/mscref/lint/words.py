"""Reading the text of a field as rules do: braces, names, words, LaTeX left as it is.

Pure text in, text out; nothing here decodes LaTeX (that is what `formats` does).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# `and` with the space around it, and what must be counted or skipped on the way. The look behind
# keeps a long run of spaces from being tried at each of them.
_AND_OR_BRACE = re.compile(r"\\[{}]|[{}]|(?<!\s)\s++and\s++", re.IGNORECASE)
_COMMAND = re.compile(r"\\(?:[A-Za-z]+\*?|.)")
_MATH = re.compile(r"(?<!\\)\$[^$]*(?<!\\)\$")
# Commands whose argument is an address, where special characters stand for themselves.
_VERBATIM = re.compile(r"\\(?:url|href|path|nolinkurl|texttt)\s*\{[^{}]*\}")

# Fields of which BibTeX styles print the text; the others are addresses, keys or notes to oneself.
TEXT_FIELDS = (
    "title", "subtitle", "booktitle", "booksubtitle", "maintitle", "journal", "journaltitle",
    "author", "editor", "translator", "publisher", "address", "location", "organization",
    "institution", "school", "series", "note", "howpublished", "addendum", "eventtitle",
)  # fmt: skip
NAME_FIELDS = ("author", "editor", "translator", "bookauthor")


def split_names(text: str) -> list[str]:
    """The names of a BibTeX list: split at `and` outside braces."""
    names: list[str] = []
    depth = start = 0
    for match in _AND_OR_BRACE.finditer(text):
        sign = match[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
        elif depth == 0 and sign[0] != "\\":
            names.append(text[start : match.start()].strip())
            start = match.end()
    return [*names, text[start:].strip()]


def outside_braces(text: str) -> str:
    """The text with every braced part replaced by one `\\0`, so that only the rest is judged."""
    kept: list[str] = []
    depth = 0
    for character in text:
        if character == "{":
            if depth == 0:
                kept.append("\0")
            depth += 1
        elif character == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            kept.append(character)
    return "".join(kept)


def without_math(text: str) -> str:
    """The text without `$…$` and without the arguments of `\\url` and its kin."""
    return _VERBATIM.sub(" ", _MATH.sub(" ", text))


def plain(text: str) -> str:
    """The text without braces, commands and math: for counting letters and for messages."""
    bare = _COMMAND.sub("", without_math(text)).replace("{", "").replace("}", "")
    return " ".join(bare.replace("~", " ").split())


def words(text: str) -> list[str]:
    """The words of `plain(text)`: runs of letters with apostrophes and hyphens."""
    return re.findall(r"[^\W\d_]+(?:['’‐-][^\W\d_]+)*", plain(text))


def folded(text: str) -> str:
    """Letters and digits only, without case, accents, braces and commands: for comparing."""
    bare = unicodedata.normalize("NFKD", plain(text)).casefold()
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"[\u0300-\u036f]", "", bare)))


def family(name: str) -> str:
    """The family name of one BibTeX name, folded."""
    if "," in name:
        return folded(name.split(",", 1)[0])
    if name.startswith("{") and name.endswith("}"):
        return folded(name)
    parts = name.split()
    return folded(parts[-1]) if parts else ""


def shorten(text: str, limit: int = 60) -> str:
    """The text on one line, cut at `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def unescaped(text: str, character: str) -> Iterator[int]:
    """Positions of `character` that no backslash escapes."""
    for match in re.finditer(rf"\\.|{re.escape(character)}", text, re.DOTALL):
        if match[0] == character:
            yield match.start()
