"""The command of the terminal that shows or does what a page shows or does.

What is asked for is a query; by findings and verdicts, which change, the keys that were found where
those are few. Two things have no words in the query language: what a document leaves unused, where
more is asked for, and what no source could settle, which is not kept. There, too, keys are named;
where many are found, the nearest is said (all that is unused, all that is found else), and that it
is the nearest (`is_exact`).
"""

from __future__ import annotations

from collections.abc import Sequence

from mscref.app.browsing.browser import Browser
from mscref.app.browsing.repairs import RepairProposal
from mscref.app.browsing.shelf import TYPE, VERDICT, YEAR, Question
from mscref.commandlines import command_line
from mscref.library.search import SAYINGS, is_whole_year
from mscref.match.text import search_words
from mscref.records import Record
from mscref.records import replaced as replace
from mscref.report import UNSETTLED

_UNUSED = "unused"
_FEW = 40  # keys that a command names one by one


class SelectingCommand(Record):
    """A command line; where it is not exact it finds all that the page shows, and more."""

    line: str
    is_exact: bool = True


class Commands:
    """The commands about one library."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._library = str(browser.library)

    def search(self, question: Question, total: int) -> SelectingCommand:
        """What lists the references that are asked for, of which there are `total`."""
        is_said = _is_said(question)
        may_change = any(question.chosen.get(name) for name in SAYINGS)
        if (may_change or not is_said) and 0 < total <= _FEW:
            keys = self._keys(question, total)
            return SelectingCommand(self._about("list", keys), is_exact=all(keys))
        return SelectingCommand(self._listed(question), is_exact=is_said)

    def _listed(self, question: Question) -> str:
        words = _query(question)
        if question.document:
            path = self._browser.document_path(question.document)
            if question.among == _UNUSED:
                return self._about("cited", [path], "--unused")
            return self._about("list", _selector(words), "--cited", path)
        if not words:
            return self._about("list")
        return self._about("search", words, "--limit", "0")

    def _keys(self, question: Question, total: int) -> list[str]:
        found = self._browser.found(replace(question, start=0, limit=total))
        return [one.id for one in found]

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

    def verify(self, question: Question, total: int) -> SelectingCommand:
        """What verifies the references that are asked for, of which there are `total`."""
        words = _query(question)
        is_cited = bool(question.document) and question.among != _UNUSED
        if 0 < total <= _FEW and (words or question.chosen or question.among == _UNUSED):
            keys = self._keys(question, total)
            return SelectingCommand(self._about("verify", keys), is_exact=all(keys))
        path = [self._browser.document_path(question.document)] if is_cited else []
        options = ["--cited", *path] if path else []
        line = self._about("verify", _selector(words), *options)
        is_exact = _is_in_words(question) and (is_cited or not question.document)
        return SelectingCommand(line, is_exact=is_exact)

    def _about(self, command: str, values: Sequence[str] = (), *options: str) -> str:
        return command_line(command, values=values, options=[*options, "-l", self._library])

    def _checking(self, *options: str) -> str:
        return command_line("check", values=[self._library], options=options)


def _is_said(question: Question) -> bool:
    """Whether a command says all that is asked for, however many are found."""
    is_unused = bool(question.document) and question.among == _UNUSED
    return _is_in_words(question) and not (is_unused and _query(question))


def _is_in_words(question: Question) -> bool:
    return question.chosen.get(VERDICT) != UNSETTLED


def _selector(words: Sequence[str]) -> list[str]:
    return [" ".join(words)] if words else []


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
