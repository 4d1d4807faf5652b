"""The command of the terminal that shows or does what a page shows or does.

What is asked for is a query; by findings and verdicts, which change, the keys that were found where
those are few. Two things have no words in the query language: what a document leaves unused, and
what no source could settle, which is not kept. There, where many are found, the nearest is said:
all that is unused, and all that is found else.
"""

from __future__ import annotations

from collections.abc import Sequence

from mscref.app.browsing.browser import Browser
from mscref.app.browsing.repairs import RepairProposal
from mscref.app.browsing.shelf import TYPE, YEAR, Question
from mscref.commandlines import command_line
from mscref.library.search import SAYINGS, is_whole_year
from mscref.match.text import search_words
from mscref.records import replaced as replace
from mscref.report import UNSETTLED

_FEW = 40  # keys that a command names one by one


class Commands:
    """The commands about one library."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._library = str(browser.library)

    def search(self, question: Question, total: int) -> str:
        """What lists the references that are asked for, of which there are `total`."""
        is_said = any(question.chosen.get(name) for name in SAYINGS)
        if is_said and 0 < total <= _FEW:
            found = self._browser.found(replace(question, start=0, limit=total))
            return self._about("list", [one.id for one in found])
        return self._listed(question)

    def _listed(self, question: Question) -> str:
        words = _query(question)
        if question.document:
            path = self._browser.document_path(question.document)
            if question.among == "unused":
                return self._about("cited", [path], "--unused")
            one = [" ".join(words)] if words else []
            return self._about("list", one, "--cited", path)
        if not words:
            return self._about("list")
        return self._about("search", words, "--limit", "0")

    def missing(self, document: str) -> str:
        """What lists the keys that a document cites and the library lacks."""
        return self._about("cited", [self._browser.document_path(document)], "--missing")

    def entry(self, key: str, style: str) -> str:
        """What prints a reference in a style."""
        return self._about("format", [key], "-s", style)

    def check(self) -> str:
        """What asks all rules."""
        return self._checking("--level", "info")

    def repairs(self) -> str:
        """What shows the repairs."""
        return self._checking("--level", "info", "--diff")

    def accept(self, proposal: RepairProposal) -> str:
        """What makes one repair."""
        values = [f"{field}={text}" for field, text in proposal.edits]
        return self._about("edit", [proposal.key, *values])

    def reject(self, proposal: RepairProposal) -> str:
        """What is told no more of a rule."""
        return self._checking("--ignore", proposal.code)

    def undo(self) -> str:
        """What takes the last change back."""
        return self._about("undo")

    def verify(self, question: Question, total: int) -> str:
        """What verifies the references that are asked for, of which there are `total`."""
        words = _query(question)
        is_all = not (words or question.chosen or question.document)
        if is_all:
            return self._about("verify")
        if question.document and question.among == "cited" and not words and not question.chosen:
            path = self._browser.document_path(question.document)
            return self._about("verify", [], "--cited", path)
        if total <= _FEW:
            found = self._browser.found(replace(question, start=0, limit=total))
            return self._about("verify", [one.id for one in found])
        return self._about("verify", [" ".join(words)] if words else [])

    def _about(self, command: str, values: Sequence[str] = (), *options: str) -> str:
        return command_line(command, values=values, options=[*options, "-l", self._library])

    def _checking(self, *options: str) -> str:
        return command_line("check", values=[self._library], options=options)


def _begun(word: str) -> str:
    return f"({word}* OR year:{word})" if is_whole_year(word) else f"{word}*"


def _query(question: Question) -> list[str]:
    """Words, year, type, finding and verdict in the query language."""
    words = list(map(_begun, search_words(question.words)))
    year = question.chosen.get(YEAR, "")
    if year:
        first = year.removesuffix("0s")
        words.append(f"year:{first}0..{first}9")
    if question.chosen.get(TYPE):
        words.append(f"type:{question.chosen[TYPE]}")
    for name in SAYINGS:
        word = question.chosen.get(name, "")
        if word and word != UNSETTLED:
            words.append(f"{name}:{word}")
    return words
