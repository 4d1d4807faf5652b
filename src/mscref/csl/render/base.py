"""What every writer shares: the walk over the tokens of an output, driven by a table of tags."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Protocol, TypeAlias

from mscref.csl.output import Bibliography, Output
from mscref.patterns import lazy
from mscref.records import Record, made

# C0 and C1 controls but for tab and line feed, and what changes the direction of text unseen.
_CONTROL = lazy("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]")
_SEPARATORS = str.maketrans("\u2028\u2029", "  ")  # of lines and paragraphs
_UNSAFE = lazy(r"[\x00-\x20\x7f-\x9f\u2028-\u202e\u2066-\u2069\"<>\\^`{|}]")

# What opens and what closes.
Tags: TypeAlias = tuple[str, str]


class Writer(Protocol):
    """Turns outputs into the text of one medium."""

    def citation(self, output: Output, *, links: bool = True) -> str:
        """One citation, or one entry without what surrounds entries."""
        ...

    def bibliography(self, bibliography: Bibliography, *, links: bool = True) -> str:
        """All entries with what surrounds them, ending in a newline where there are any."""
        ...


class TagTable(Record):
    """How a medium writes formats ("font-style:italic"), display blocks and text.

    What is not listed is left out. `link` gives the tags around a link to an address, `cite` those
    around a cite of the work of an id.
    """

    escape: Callable[[str], str]
    formats: Mapping[str, Tags] = made(factory=dict)
    displays: Mapping[str, Tags] = made(factory=dict)
    link: Callable[[str], Tags] | None = None
    cite: Callable[[str], Tags] | None = None


def clean_text(text: str) -> str:
    """Text without control characters: none may drive a terminal or break a document."""
    # Almost all text passes the first test, which costs 30 ns, and the rest but for such spaces.
    if text.isprintable() or text.replace("\u00a0", "").replace("\u202f", "").isprintable():
        return text
    return _CONTROL.sub("", text.translate(_SEPARATORS))


def safe_address(address: str) -> str:
    """A web address whose characters mean nothing in any markup; "" for any other address.

    Only http and https: a URL field may hold `javascript:` or `file:`.
    """
    if not address.lower().startswith(("https://", "http://")):
        return ""
    return _UNSAFE.sub(_percent_encoded, address)


def _percent_encoded(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))


def render_tokens(output: Output, table: TagTable, *, links: bool) -> str:
    """The text of `output` with the tags of `table`."""
    pieces: list[str] = []
    escape = table.escape
    link = table.link if links else None
    for token in output.tokens:
        if isinstance(token, str):
            pieces.append(escape(token))
            continue
        kind = token.kind
        if kind == "format":
            tags = table.formats.get(token.value)
        elif kind == "display":
            tags = table.displays.get(token.value)
        elif kind == "link" and link is not None:
            tags = link(token.value)
        elif kind == "cite" and table.cite is not None:
            tags = table.cite(token.value)
        else:
            continue
        if tags is not None:
            pieces.append(tags[0] if token.opens else tags[1])
    return "".join(pieces)
