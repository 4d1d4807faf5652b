"""The command of the terminal that shows or does what a page shows or does.

Words, years and types are queries. What the query language has no words for (findings, verdicts)
is a command of its own, or, among other filters, the keys that were found where those are few.
"""

from __future__ import annotations

import shlex

from mscref.app.browsing.browser import Browser
from mscref.app.browsing.repairs import RepairProposal
from mscref.app.browsing.shelf import FINDING, TYPE, VERDICT, YEAR, Question
from mscref.match.text import search_words
from mscref.records import replaced as replace

_FEW = 40  # keys that a command names one by one


class Commands:
    """The commands about one library."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._library = shlex.quote(str(browser.library))

    def search(self, question: Question, total: int) -> str:
        """What lists the references that are asked for, of which there are `total`."""
        finding, verdict = (question.chosen.get(name, "") for name in (FINDING, VERDICT))
        if not (finding or verdict):
            return self._listed(question)
        if 0 < total <= _FEW:
            found = self._browser.found(replace(question, start=0, limit=total))
            return self._command("list", *(one.id for one in found))
        if finding:
            return f"mscref check {self._library} --level info --select {finding}"
        return f"mscref verify -l {self._library}"

    def _listed(self, question: Question) -> str:
        words = _query(question)
        if question.document:
            path = self._browser.document_path(question.document)
            if question.among == "unused":
                return self._command("cited", path, "--unused")
            one = [" ".join(words)] if words else []
            return self._command("list", *one, "--cited", path)
        if not words:
            return f"mscref list -l {self._library}"
        return self._command("search", *words, "--limit", "0")

    def missing(self, document: str) -> str:
        """What lists the keys that a document cites and the library lacks."""
        return self._command("cited", self._browser.document_path(document), "--missing")

    def entry(self, key: str, style: str) -> str:
        """What prints a reference in a style."""
        return self._command("format", key, "-s", style)

    def check(self) -> str:
        """What asks all rules."""
        return f"mscref check {self._library} --level info"

    def repairs(self) -> str:
        """What shows the repairs."""
        return f"{self.check()} --diff"

    def accept(self, proposal: RepairProposal) -> str:
        """What makes one repair."""
        values = (f"{field}={text}" for field, text in proposal.edits)
        return self._command("edit", proposal.key, *values)

    def reject(self, proposal: RepairProposal) -> str:
        """What is told no more of a rule."""
        return f"mscref check {self._library} --ignore {proposal.code}"

    def undo(self) -> str:
        """What takes the last change back."""
        return f"mscref undo -l {self._library}"

    def verify(self, question: Question, total: int) -> str:
        """What verifies the references that are asked for, of which there are `total`."""
        words = _query(question)
        is_all = not (words or question.chosen or question.document)
        if is_all:
            return f"mscref verify -l {self._library}"
        if question.document and question.among == "cited" and not words and not question.chosen:
            path = self._browser.document_path(question.document)
            return self._command("verify", "--cited", path)
        if total <= _FEW:
            found = self._browser.found(replace(question, start=0, limit=total))
            return self._command("verify", *(one.id for one in found))
        return self._command("verify", " ".join(words)) if words else self._command("verify")

    def _command(self, *words: str) -> str:
        return f"mscref {shlex.join(words)} -l {self._library}"


def _query(question: Question) -> list[str]:
    """Words, year and type in the query language."""
    words = [f"{word}*" for word in search_words(question.words)]
    year = question.chosen.get(YEAR, "")
    if year:
        first = year.removesuffix("0s")
        words.append(f"year:{first}0..{first}9")
    if question.chosen.get(TYPE):
        words.append(f"type:{question.chosen[TYPE]}")
    return words
