"""Markdown (CommonMark, so that GitHub, pandoc and Quarto read it alike).

Italic and bold are asterisks where CommonMark's rules let them work, tags elsewhere; small caps,
superscripts and the like are the HTML that Markdown allows. Every character that could start
markup is escaped.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from types import MappingProxyType

from mscref.csl.output import Bibliography, Output
from mscref.csl.render.base import clean_text, safe_address
from mscref.csl.render.runs import Run, runs

# Formats that Markdown leaves to HTML, outermost first.
_TAGS = MappingProxyType(
    {
        "font-variant:small-caps": ('<span style="font-variant:small-caps;">', "</span>"),
        "text-decoration:underline": ("<u>", "</u>"),
        "vertical-align:sup": ("<sup>", "</sup>"),
        "vertical-align:sub": ("<sub>", "</sub>"),
    }
)
# Format → asterisks, and the tag that stands in where asterisks would not be seen as emphasis.
_EMPHASIS = MappingProxyType(
    {
        "font-weight:bold": ("**", "strong"),
        "font-style:italic": ("*", "em"),
        "font-style:oblique": ("*", "em"),
    }
)
_SPECIAL = re.compile(r"[\\`*\[\]<>~^|$&]|(?<![^\W_])_|_(?![^\W_])|(?<!\w)@(?=\w)|!(?=\[)")
_LINE_START = re.compile(r"^(\s*)(?:([#+\-=:])|(\d+)([.)])(?=\s|$))")


def escape_text(text: str) -> str:
    """Text in which no character is markup (but for the start of a line, see `_line`)."""
    return _SPECIAL.sub(r"\\\g<0>", text)


class MarkdownWriter:
    """Writes one paragraph per entry."""

    def citation(self, output: Output, *, links: bool = True) -> str:
        """The Markdown of one output."""
        blocks = []
        for _, stretch in groupby(runs(output), key=lambda run: _block_of(run.display)):
            blocks.append(_line(_inline(list(stretch), links=links)))
        # Two spaces at the end of a line break it inside a paragraph.
        return "  \n".join(block for block in blocks if block)

    def bibliography(self, bibliography: Bibliography, *, links: bool = True) -> str:
        """The entries as paragraphs."""
        entries = [self.citation(entry.output, links=links) for entry in bibliography.entries]
        return "\n\n".join(entries) + "\n" if entries else ""


def _block_of(display: str) -> str:
    """Which line of an entry a run stands in; a number and its text share one."""
    return "" if display in ("left-margin", "right-inline") else display


def _line(text: str) -> str:
    """Escape what only means something at the start of a line: lists, headings."""
    escaped = _LINE_START.sub(
        lambda match: (
            f"{match[1]}\\{match[2]}" if match[2] else f"{match[1]}{match[3]}\\{match[4]}"
        ),
        text.strip(),
    )
    return escaped.replace("\n", " ")


def _inline(stretch: list[Run], *, links: bool) -> str:
    pieces: list[str] = []
    for address, linked in groupby(stretch, key=lambda run: run.link if links else ""):
        inside = list(linked)
        plain_runs = list(inside)
        text = _formatted(plain_runs, before=pieces[-1][-1:] if pieces else "")
        target = safe_address(address)
        if target:
            text = f"<{target}>" if text == escape_text(target) else f"[{text}](<{target}>)"
        pieces.append(text)
    return "".join(pieces)


def _formatted(stretch: list[Run], *, before: str) -> str:
    pieces: list[str] = []
    previous = ""
    for index, run in enumerate(stretch):
        display_gap = index and run.display == "right-inline" != stretch[index - 1].display
        if display_gap and not pieces[-1].endswith(" "):
            pieces.append(" ")
        following = stretch[index + 1] if index + 1 < len(stretch) else None
        last = pieces[-1][-1:] if pieces else before
        pieces.append(_run(run, last, following.text[:1] if following else "", previous))
        previous = _marker(run)
    return "".join(pieces)


def _marker(run: Run) -> str:
    return next((sign for name, (sign, _) in _EMPHASIS.items() if name in run.formats), "")


def _run(run: Run, before: str, after: str, previous_marker: str) -> str:
    """One run with its tags; white space stays outside emphasis."""
    text = clean_text(run.text)
    core = text.strip()
    wanted = [signs for name, signs in _EMPHASIS.items() if name in run.formats]
    if not core:
        return escape_text(text)
    lead = text[: len(text) - len(text.lstrip())]
    tail = text[len(text.rstrip()) :]
    rendered = escape_text(core)
    for name, (opening, closing) in _TAGS.items():
        if name in run.formats:
            rendered = f"{opening}{rendered}{closing}"
    touches = bool(previous_marker) and not lead
    works = not touches and _flanks(lead[-1:] or before, rendered[0], rendered[-1], tail or after)
    for sign, tag in reversed(wanted):
        rendered = f"{sign}{rendered}{sign}" if works else f"<{tag}>{rendered}</{tag}>"
    return f"{lead}{rendered}{tail}"


def _flanks(before: str, first: str, last: str, after: str) -> bool:
    """True if asterisks around first…last open and close emphasis between before and after."""
    opens = not _is_punctuation(first) or not before or before.isspace() or _is_punctuation(before)
    closes = not _is_punctuation(last) or not after or after[0].isspace() or _is_punctuation(after)
    return opens and closes and before != "*"


def _is_punctuation(char: str) -> bool:
    return bool(char) and unicodedata.category(char[0])[0] in "PS"
