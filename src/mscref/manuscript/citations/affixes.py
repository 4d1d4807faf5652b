"""Prefix, locator and suffix of a cite as its author wrote them → the text that a `Cite` holds.

What is markup in the notation travels through the style engine as one private character for each
piece, and comes out as it stood (`opaque`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from mscref.manuscript.citations.opaque import Opaque
from mscref.manuscript.pandoc.locators import split_locator
from mscref.manuscript.pandoc.tree import plain
from mscref.model.citation import Cite

_PRIVATE = re.compile("[\U00100000-\U0010fffd]")
_SPACES = re.compile(r"(?<!\s)\s*\n[\s>]*")


class Affixes:
    """Makes cites of one document: `markup` matches what of an affix is not plain text.

    `labels` maps words in lower case to the labels of locators.
    """

    def __init__(
        self, markup: re.Pattern[str], labels: Mapping[str, str], opaque: Opaque | None = None
    ) -> None:
        self.opaque = opaque or Opaque()
        self._markup = markup
        self._labels = labels

    def text(self, source: str) -> str:
        """An affix in one line, its dashes as such, its markup hidden."""
        if not source:
            return ""
        flat = _PRIVATE.sub("", _SPACES.sub(" ", source)).replace("---", "—").replace("--", "–")
        return self._markup.sub(lambda match: self.opaque.hide(match[0]), flat)

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
        label, locator, rest = split_locator(
            [{"t": "Str", "c": flat}] if flat else [], self._labels
        )
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
