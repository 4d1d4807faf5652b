"""What is answered to what is asked: a table of routes, HTML and JSON out. No HTTP here.

Every answer says the command of the terminal that does the same.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Lock
from types import MappingProxyType

from mscref import __version__
from mscref.app.browsing import Browser, Facet, Matches, Question, RepairProposal
from mscref.errors import MscrefError, NotFoundError, UsageError
from mscref.match.text import search_words
from mscref.model.reference import Json
from mscref.pages import browse_page as pages
from mscref.pages.markup import Html
from mscref.records import Record

_SHORT = "short"  # the style that is meant where none is named
Asked = Mapping[str, str]


class SiteAnswer(Record):
    """A status, a kind of content, and the content."""

    status: int
    kind: str
    text: str


class Site:
    """One library as pages; many threads may ask, one at a time is answered."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._lock = Lock()
        self._library = shlex.quote(str(browser.library))

    def read(self) -> None:
        """Read the library ahead of the first question; a large one takes seconds."""
        with self._lock, suppress(MscrefError, OSError):  # who asks is told
            self._browser.refresh()

    def get(self, path: str, asked: Asked) -> SiteAnswer:
        """The answer to a question; a page is there before the library is read."""
        if not path and not self._browser.is_read:
            return self._page(Matches((), 0, (Facet("year", ()), Facet("type", ()))))
        return self._answer(_GETS, path, asked)

    def post(self, path: str, body: bytes) -> SiteAnswer:
        """The answer to a wish to change something; the body is a JSON object of texts."""
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
            with self._lock:
                return route(self, asked)
        except NotFoundError as error:
            return _said(404, error.message)
        except MscrefError as error:
            return _said(409, " ".join(filter(None, (error.message, error.hint))))
        except OSError as error:
            return _said(409, f"{self._browser.library}: {error.strerror}")

    # ---- questions ----

    def page(self, _asked: Asked) -> SiteAnswer:
        """The page with the first rows, so that something is seen before a script has run."""
        return self._page(self._browser.find(Question()))

    def _page(self, found: Matches) -> SiteAnswer:
        html = pages.browse_page(
            _rows_of(found),
            title=f"Library {self._browser.library.name}",
            total=found.total,
            facets=_facets_of(found),
            version=__version__,
        )
        return SiteAnswer(200, "text/html", html)

    def find(self, asked: Asked) -> SiteAnswer:
        """The rows that match, the facets, and the command."""
        start = asked.get("start", "0")
        if not (start.isascii() and start.isdecimal() and len(start) < 9):
            raise UsageError("start is no number")
        question = Question(
            asked.get("words", ""), asked.get("year", ""), asked.get("type", ""), int(start)
        )
        found = self._browser.find(question)
        return _json(
            {
                "rows": _rows_of(found),
                "total": found.total,
                "facets": {**pages.facet_options(_facets_of(found))},
                "command": self._search_command(question),
            }
        )

    def entry(self, asked: Asked) -> SiteAnswer:
        """One reference: its fields, and formatted."""
        place = _place_in(asked)
        style = asked.get("style") or _SHORT
        reference = self._browser.reference(place)
        formatted = self._browser.formatted(place, style)
        html = pages.entry(reference.id, self._browser.fields(place), formatted)
        return _json({"html": html, "command": self._command("format", reference.id, "-s", style)})

    def repairs(self, _asked: Asked) -> SiteAnswer:
        """The repairs that are proposed."""
        proposals = self._browser.proposals()
        shown = [
            pages.ProposedRepair(
                number=number, key=one.key, code=one.code, message=one.message,
                gone=one.repair.gone, new=one.repair.new,
            )
            for number, one in enumerate(proposals)
        ]  # fmt: skip
        html = pages.proposals(shown)
        command = f"mscref check {self._library} --level info --diff"
        return _json({"html": html, "count": len(shown), "command": command})

    # ---- changes ----

    def accept(self, asked: Asked) -> SiteAnswer:
        """Make a repair."""
        proposal = self._proposal(asked)
        outcome = self._browser.accept(proposal)
        values = (f"{field}={text}" for field, text in proposal.edits)
        command = self._command("edit", proposal.key, *values)
        return _json({"said": f"repaired: {outcome.summary}", "command": command})

    def reject(self, asked: Asked) -> SiteAnswer:
        """Propose a repair no more."""
        proposal = self._proposal(asked)
        self._browser.reject(proposal)
        command = f"mscref check {self._library} --ignore {proposal.code}"
        return _json(
            {"said": f"left as it is: {proposal.code} in {proposal.key}", "command": command}
        )

    def undo(self, _asked: Asked) -> SiteAnswer:
        """Take the last change back."""
        taken = self._browser.undo()
        return _json(
            {"said": f"took back: {taken.record.summary}", "command": self._undo_command()}
        )

    def _proposal(self, asked: Asked) -> RepairProposal:
        """The proposal that is meant: its number, and its key and rule, in case the list moved."""
        number = _place_in(asked)
        proposals = self._browser.proposals()
        if number < len(proposals):
            found = proposals[number]
            if (found.key, found.code) == (asked.get("key"), asked.get("code")):
                return found
        raise NotFoundError("the proposals have changed; look again")

    def _search_command(self, question: Question) -> str:
        words = [f"{word}*" for word in search_words(question.words)]
        if question.year:
            first = question.year.removesuffix("0s")
            words.append(f"year:{first}0..{first}9")
        if question.type:
            words.append(f"type:{question.type}")
        if not words:
            return f"mscref list -l {self._library}"
        return self._command("search", *words, "--limit", "0")

    def _undo_command(self) -> str:
        return f"mscref undo -l {self._library}"

    def _command(self, *words: str) -> str:
        return f"mscref {shlex.join(words)} -l {self._library}"


def _facets_of(found: Matches) -> list[tuple[str, tuple[tuple[str, int], ...]]]:
    return [(facet.name, facet.values) for facet in found.facets]


def _rows_of(found: Matches) -> Html:
    rows = (
        pages.FoundRow(place, row.key, row.authors, row.year, row.title)
        for place, row in found.rows
    )
    return pages.found_rows(rows)


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
    {"": Site.page, "find": Site.find, "entry": Site.entry, "repairs": Site.repairs}
)
_POSTS: _Routes = MappingProxyType(
    {"accept": Site.accept, "reject": Site.reject, "undo": Site.undo}
)
