"""Prefix, locator and suffix of a cite as its author wrote them → the text that a `Cite` holds.

What is markup in the notation travels through the style engine as one private character for each
piece, and comes out as it stood (`opaque`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from mscref.manuscript.citations.opaque import Opaque
from mscref.manuscript.pandoc.locators import split_locator
from mscref.manuscript.pandoc.tree import plain
from mscref.model.citation import Cite
from mscref.model.reference import Json

_PRIVATE = re.compile("[\U00100000-\U0010fffd]")
# Quotation marks of Markdown that pandoc makes round ones: stops go inside them.
_QUOTED = re.compile(r"(?<![\w\\])\"(?=\S)([^\"]{1,1000}?)(?<=[^\s\\])\"(?!\w)")
_EMPHASIS = re.compile(r"[*_]{1,3}")
_SPACES = re.compile(r"(?<!\s)\s*\n[\s>]*")


def _alone(pieces: Iterable[re.Match[str]]) -> frozenset[int]:
    """Where signs of emphasis stand to which no other of an affix belongs: there they are signs.

    In the text that the affix is put into they might meet another.
    """
    open_signs: list[re.Match[str]] = []
    for one in pieces:
        if not _EMPHASIS.fullmatch(one[0]):
            continue
        if open_signs and open_signs[-1][0] == one[0]:
            open_signs.pop()
        else:
            open_signs.append(one)
    return frozenset(one.start() for one in open_signs)


class Affixes:
    """Makes cites of one document: `markup` matches what of an affix is not plain text.

    `labels` maps words in lower case to the labels of locators.
    """

    def __init__(
        self,
        markup: re.Pattern[str],
        labels: Mapping[str, str],
        opaque: Opaque | None = None,
        *,
        is_markdown: bool = False,
    ) -> None:
        self.opaque = opaque or Opaque()
        self._markup = markup
        self._labels = labels
        self._is_markdown = is_markdown

    def text(self, source: str) -> str:
        """An affix in one line, its dashes as such, its markup hidden."""
        if not source:
            return ""
        flat = _PRIVATE.sub("", _SPACES.sub(" ", source)).replace("---", "—").replace("--", "–")
        flat = flat.replace("\t", " ")
        alone: frozenset[int] = frozenset()
        if self._is_markdown:
            flat = _QUOTED.sub(r"“\1”", flat)
            alone = _alone(self._markup.finditer(flat))

        def hidden(match: re.Match[str]) -> str:
            piece = match[0]
            if match.start() in alone:
                piece = "".join([f"\\{sign}" for sign in piece])
            return self.opaque.hide(piece)

        return self._markup.sub(hidden, flat)

    def cite(
        self,
        key: str,
        prefix: str,
        suffix: str,
        *,
        suppress_author: bool = False,
        joins: bool = False,
    ) -> Cite:
        """A cite whose suffix begins with its locator, if there is one.

        `joins` puts a comma before a suffix that begins with a word and no locator.
        """
        flat = self.text(suffix).rstrip()
        label, locator, rest = self._split(flat)
        after = plain(rest)
        if joins and after[:1].isalnum() and not locator:
            after = f", {after}"
        return Cite(
            key,
            locator=locator,
            label=label,
            prefix=self.text(prefix).strip(),
            suffix=after,
            suppress_author=suppress_author,
        )

    def _split(self, flat: str) -> tuple[str, str, list[Json]]:
        """Label, locator and the rest of a suffix; one that is a locator in emphasis is one."""
        plain_suffix = self._without_emphasis(flat)
        for text in dict.fromkeys([plain_suffix, flat]) if plain_suffix else [flat]:
            inlines: list[Json] = [{"t": "Str", "c": text}] if text else []
            label, locator, rest = split_locator(inlines, self._labels)
            if text == flat or (locator and not plain(rest)):
                return label, locator, rest
        return "", "", []

    def _without_emphasis(self, flat: str) -> str:
        """A suffix without the signs of emphasis that are hidden in it; "" where there are none."""
        signs = [c for c in flat if _EMPHASIS.fullmatch(self.opaque.pieces.get(c, ""))]
        return flat.translate({ord(sign): None for sign in signs}) if signs else ""
