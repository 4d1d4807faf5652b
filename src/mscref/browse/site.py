"""What is answered to what is asked: a table of routes, HTML and JSON out. No HTTP here.

Every answer says the command of the terminal that does the same (`commands.py`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import MappingProxyType

from mscref import __version__
from mscref.app.browsing.browser import Browser
from mscref.app.browsing.repairs import RepairProposal
from mscref.app.browsing.shelf import FACETS, Matches, Question
from mscref.browse.commands import Commands, SelectingCommand
from mscref.errors import MscrefError, NotFoundError, UsageError
from mscref.model.reference import Json
from mscref.pages import browse_page as pages
from mscref.pages import browse_parts as parts
from mscref.pages.markup import Html
from mscref.pages.parts import tone_of
from mscref.records import Record

_SHORT = "short"  # the style that is meant where none is named
_PARTS_OF_A_DOCUMENT = ("cited", "unused")
Asked = Mapping[str, str]


class SiteAnswer(Record):
    """A status, a kind of content, and the content."""

    status: int
    kind: str
    text: str


class Site:
    """One library as pages; many threads may ask."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._commands = Commands(browser)

    def read(self) -> None:
        """Begin to read the library ahead of the first question; a large one takes seconds."""
        with suppress(MscrefError, OSError):  # who asks is told
            self._browser.refresh()

    def get(self, path: str, asked: Asked) -> SiteAnswer:
        """The answer to a question."""
        return self._answer(_GETS, path, asked)

    def post(self, path: str, body: bytes) -> SiteAnswer:
        """The answer to a wish to change or begin something; the body is a JSON object of texts."""
        try:
            found = json.loads(body)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
            return _said(400, "the body is no JSON object of texts")
        return self._answer(_POSTS, path, found)

    def _answer(
        self, routes: Mapping[str, Callable[[Site, Asked], SiteAnswer]], path: str, asked: Asked
    ) -> SiteAnswer:
        route = routes.get(path)
        if route is None:
            return _said(404, "there is nothing here")
        try:
            return route(self, asked)
        except NotFoundError as error:
            return _said(404, error.message)
        except MscrefError as error:
            return _said(409, " ".join(filter(None, (error.message, error.hint))))
        except OSError as error:
            return _said(409, f"{self._browser.library}: {error.strerror}")

    # ---- questions ----

    def page(self, _asked: Asked) -> SiteAnswer:
        """The page with the rows that are there, so that something is seen before a script runs."""
        found = self._browser.read_so_far()
        html = pages.browse_page(
            self._rows(found),
            title=f"Library {self._browser.library.name}",
            total=found.total,
            facets=_facets_of(found),
            documents=self._browser.documents(),
            version=__version__,
        )
        return SiteAnswer(200, "text/html", html)

    def find(self, asked: Asked) -> SiteAnswer:
        """The rows that match, the facets, and the command; whether more is to come."""
        question = _question_in(asked)
        found = self._browser.find(question)
        answer: dict[str, Json] = {
            "rows": self._rows(found),
            "total": found.total,
            "facets": {**parts.facet_options(_facets_of(found))},
            "pending": self._browser.is_pending,
            "checked": self._browser.is_checked,
            "missing": "",
            **_selecting(self._commands.search(question, found.total)),
        }
        if question.document:
            missing = self._browser.missing(question.document)
            answer["missing"] = parts.missing_keys(
                [(one.key, one.place) for one in missing],
                command=self._commands.missing(question.document),
            )
        return _json(answer)

    def _rows(self, found: Matches) -> Html:
        return parts.found_rows(
            parts.FoundRow(
                place=place, key=row.key, authors=row.authors, year=row.year, title=row.title,
                verdict=mark.verdict, tone=tone_of(mark.severity), findings=mark.findings,
            )
            for (place, row), mark in zip(found.rows, self._browser.marks(found), strict=True)
        )  # fmt: skip

    def entry(self, asked: Asked) -> SiteAnswer:
        """One reference: its fields, formatted, its findings and its verdict."""
        style = asked.get("style") or _SHORT
        view = self._browser.entry(_place_in(asked), asked.get("key", ""), style)
        html = parts.entry(
            view.key,
            view.fields,
            view.formatted,
            findings=view.findings,
            verdict=view.mark.item if view.mark else None,
            when=view.mark.when if view.mark else "",
        )
        return _json({"html": html, "command": self._commands.entry(view.key, style)})

    def repairs(self, _asked: Asked) -> SiteAnswer:
        """The repairs that are proposed."""
        proposals = self._browser.proposals()
        shown = [
            parts.ProposedRepair(
                number=number, key=one.key, code=one.code, message=one.message,
                gone=one.repair.gone, new=one.repair.new,
            )
            for number, one in enumerate(proposals)
        ]  # fmt: skip
        html = parts.proposals(shown)
        return _json({"html": html, "count": len(shown), "command": self._commands.repairs()})

    def scope(self, asked: Asked) -> SiteAnswer:
        """What would be verified, in words, and the command that does it."""
        question = _question_in(asked)
        total = self._browser.find(question).total
        is_all = not (question.words or question.chosen or question.document)
        number = f"{total:,} reference{'' if total == 1 else 's'}"
        command = _selecting(self._commands.verify(question, total))
        return _json({"scope": f"all {number}" if is_all else number, **command})

    def progress(self, asked: Asked) -> SiteAnswer:
        """How far the verification is, and its findings from number `since` on."""
        since = _number_in(asked, "since")
        state = self._browser.verification.state(since)
        return _json(
            {
                "running": state.is_running,
                "stopped": state.is_stopped,
                "done": state.done,
                "total": state.total,
                "counts": parts.verdict_counts(state.counts),
                "findings": parts.verdict_cards(state.findings),
                "known": since + len(state.findings),
                "failed": state.failed,
            }
        )

    # ---- changes ----

    def accept(self, asked: Asked) -> SiteAnswer:
        """Make a repair."""
        proposal = self._proposal(asked)
        outcome = self._browser.accept(proposal)
        command = self._commands.accept(proposal)
        return _json({"said": f"repaired: {outcome.summary}", "command": command})

    def reject(self, asked: Asked) -> SiteAnswer:
        """Propose a repair no more."""
        proposal = self._proposal(asked)
        self._browser.reject(proposal)
        command = self._commands.reject(proposal)
        return _json(
            {"said": f"left as it is: {proposal.code} in {proposal.key}", "command": command}
        )

    def undo(self, _asked: Asked) -> SiteAnswer:
        """Take the last change back."""
        taken = self._browser.undo()
        return _json(
            {"said": f"took back: {taken.record.summary}", "command": self._commands.undo()}
        )

    def check(self, _asked: Asked) -> SiteAnswer:
        """Ask all rules, so that there is a facet of findings."""
        number = self._browser.check()
        said = f"{number} finding{'' if number == 1 else 's'}"
        return _json({"said": said, "command": self._commands.check()})

    def verify(self, asked: Asked) -> SiteAnswer:
        """Begin to verify what is asked for."""
        question = _question_in(asked)
        number = self._browser.verify(question)
        command = _selecting(self._commands.verify(question, number))
        return _json({"said": f"verifying {number}", "total": number, **command})

    def stop(self, _asked: Asked) -> SiteAnswer:
        """Ask nobody any more."""
        self._browser.verification.stop()
        return _json({"said": "stopping; what is known stays"})

    def _proposal(self, asked: Asked) -> RepairProposal:
        """The proposal that is meant: its number, and its key and rule, in case the list moved."""
        number = _place_in(asked)
        proposals = self._browser.proposals()
        if number < len(proposals):
            found = proposals[number]
            if (found.key, found.code) == (asked.get("key"), asked.get("code")):
                return found
        raise NotFoundError("the proposals have changed; look again")


def _question_in(asked: Asked) -> Question:
    among = asked.get("among") or _PARTS_OF_A_DOCUMENT[0]
    if among not in _PARTS_OF_A_DOCUMENT:
        raise UsageError(f"among is {' or '.join(_PARTS_OF_A_DOCUMENT)}")
    return Question(
        words=asked.get("words", ""),
        chosen={name: asked[name] for name in FACETS if asked.get(name)},
        document=asked.get("document", ""),
        among=among,
        start=_number_in(asked, "start"),
    )


def _selecting(command: SelectingCommand) -> dict[str, Json]:
    return {"command": command.line, "exact": command.is_exact}


def _facets_of(found: Matches) -> list[tuple[str, tuple[tuple[str, int], ...]]]:
    return [(facet.name, facet.values) for facet in found.facets]


def _number_in(asked: Asked, name: str) -> int:
    text = asked.get(name, "0")
    if not (text.isascii() and text.isdecimal() and len(text) < 9):
        raise UsageError(f"{name} is no number")
    return int(text)


def _place_in(asked: Asked) -> int:
    text = asked.get("place", "")
    if not (text.isascii() and text.isdecimal() and len(text) < 9):
        raise NotFoundError("no place is named")
    return int(text)


def _json(payload: Json) -> SiteAnswer:
    return SiteAnswer(200, "application/json", json.dumps(payload))


def _said(status: int, message: str) -> SiteAnswer:
    return SiteAnswer(status, "application/json", json.dumps({"error": message}))


_Routes = Mapping[str, Callable[[Site, Asked], SiteAnswer]]
_GETS: _Routes = MappingProxyType(
    {
        "": Site.page,
        "find": Site.find,
        "entry": Site.entry,
        "repairs": Site.repairs,
        "scope": Site.scope,
        "progress": Site.progress,
    }
)
_POSTS: _Routes = MappingProxyType(
    {
        "accept": Site.accept,
        "reject": Site.reject,
        "undo": Site.undo,
        "check": Site.check,
        "verify": Site.verify,
        "stop": Site.stop,
    }
)
