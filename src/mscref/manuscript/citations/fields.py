"""Markdown in the fields of `references` → the tags that CSL fields hold."""

from __future__ import annotations

import re
from collections.abc import Callable

_FORMULA = re.compile(r"\$(?=\S)[^$]{1,400}(?<=\S)\$(?!\d)")
_ADDRESS = re.compile(r"[a-z]+://\S+\Z|10\.\d{4,9}/\S+\Z", re.IGNORECASE)
# One at a time, the longer signs first; none crosses another of its kind.
_INLINES = (
    (re.compile(r"\*\*(?=\S)([^*]{1,400}?)(?<=\S)\*\*"), r"<b>\1</b>"),
    (re.compile(r"\*(?=\S)([^*]{1,400}?)(?<=\S)\*"), r"<i>\1</i>"),
    (re.compile(r"(?<!\w)_(?=\S)([^_]{1,400}?)(?<=\S)_(?!\w)"), r"<i>\1</i>"),
    (re.compile(r"\^(?=\S)([^\s^]{1,80})\^"), r"<sup>\1</sup>"),
    (re.compile(r"~(?=\S)([^\s~]{1,80})~"), r"<sub>\1</sub>"),
    (re.compile(r"\[([^\[\]]{1,400})\]\{\.nocase\}"), r'<span class="nocase">\1</span>'),
    (
        re.compile(r"\[([^\[\]]{1,400})\]\{\.smallcaps\}"),
        r'<span style="font-variant:small-caps;">\1</span>',
    ),
)
_DASHES = re.compile(r"(?<!-)-{2,3}(?!-)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def marked_up(text: str, hide: Callable[[str], str]) -> str:
    """A field of the front matter as CSL has it; addresses stay as they are.

    `hide` gives the character that stands for a formula.
    """
    if text.isalnum() or _ADDRESS.match(text):
        return text
    text = _FORMULA.sub(lambda match: hide(match[0]), text)
    for pattern, tags in _INLINES:
        text = pattern.sub(tags, text)
    text = _DASHES.sub(lambda match: "—" if len(match[0]) == 3 else "–", text)
    return _ESCAPED.sub(r"\1", text)
