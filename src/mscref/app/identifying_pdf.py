"""Which work a PDF is: its candidates are looked up one after the other, and judged.

What crosses the border: paths in; an outcome for each out, as `resolve` has them. The reference of
a `Resolved` is the document's own; an `Unresolved` says what was tried, and why each was refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mscref.app.lookup import lookup
from mscref.app.sources import registries
from mscref.diagnostics import Diagnostic, Severity
from mscref.errors import LibraryError, MscrefError, NotFoundError, SourceError, UsageError
from mscref.library.limits import LARGEST
from mscref.manuscript.headline import headlines, title_pages
from mscref.manuscript.pdf_candidates import candidates_of
from mscref.manuscript.pdf_form import form_of, why_other_form
from mscref.manuscript.pdf_front import FrontMatter, read_front_matter
from mscref.manuscript.pdf_own import has_title, is_corroborated, why_foreign
from mscref.manuscript.pdf_stamps import is_posted, is_published, stamps
from mscref.match.marks import unmarked, unquestioned
from mscref.match.record import ComparableRecord, prepare
from mscref.model.identifiers import Identifier
from mscref.model.reference import Reference
from mscref.records import Record
from mscref.records import replaced as replace
from mscref.sources.outcomes import Outcome, Resolved, Unresolved
from mscref.sources.settings import Settings

if TYPE_CHECKING:
    from mscref.bulk.answering import IndexAnswers
    from mscref.sources.resolver import Resolver

_MOST_CANDIDATES = 12
_PATIENCE = 2  # failures of services after which no further one is asked about a file
_FOUND_BY_TITLE = 5  # works of a search that are looked at
_LONGEST_TITLE = 400


class Tried(Record):
    """A candidate that was refused, where it stands, and why."""

    what: str
    place: str
    why: str

    def __str__(self) -> str:
        return f"{self.what} ({self.place}): {self.why}"


def identify_pdfs(
    paths: Sequence[str], settings: Settings, *, index: Path | None = None
) -> Iterator[Outcome]:
    """One outcome for each file, in their order, as soon as it is known."""
    with registries(settings, index) as asked:
        for path in paths:
            try:
                yield _Identifying(path, asked, settings=settings, index=index).outcome()
            except MscrefError as error:
                yield Unresolved(path, None, error)


class _Identifying:
    """One file on its way to its work."""

    def __init__(
        self,
        path: str,
        asked: Resolver | IndexAnswers,
        *,
        settings: Settings,
        index: Path | None,
    ) -> None:
        self.path = path
        self._asked = asked
        self._settings = settings
        self._index = index
        self._matter = _read(path)
        self._pages = title_pages(self._matter.pages)
        self._form = form_of(self._matter, self._pages)
        self._stamp = next((text for page in self._matter.pages[:1] for text in stamps(page)), "")
        self._questioned: list[Resolved] = []
        self._tried: list[Tried] = []
        self._failure: SourceError | None = None
        self._failures = 0

    def outcome(self) -> Outcome:
        """The work; or all that was tried, under the gravest reason."""
        found = self._by_identifiers()
        if found is not None:
            return found
        # Where a service is silent, a candidate that nobody could judge may be the work itself.
        for page in () if self._failure else self._pages:
            for title in headlines(page):
                found = self._by_title(title[:_LONGEST_TITLE], page.number)
                if found is not None:
                    return found
        return Unresolved(self.path, None, self._refusal())

    def _by_identifiers(self) -> Resolved | None:
        """The work of an identifier that stands in the document.

        An article may name its own preprint, so one without a stamp is it only where no article is.
        """
        posted: list[Resolved] = []
        for one in candidates_of(self._matter)[:_MOST_CANDIDATES]:
            if self._failures == _PATIENCE:
                break
            found = self._try(one.identifier, one.place)
            if found is None:
                continue
            if self._stamp or not is_posted(found.reference):
                return _said_beside(found, [_word_for(other.identifier) for other in posted])
            posted.append(found)
        return next(iter(posted), None) or _only(self._questioned)

    def _try(self, identifier: str, place: str) -> Resolved | None:
        """What stands behind an identifier, if it is this document."""
        (found,) = self._asked.resolve([identifier])
        if isinstance(found, Unresolved):
            self._note_failure(found.error)
            self._tried.append(
                Tried(identifier, place=place, why=_briefly(found.error, identifier))
            )
            return None
        why = self._why_foreign(_comparable(found))
        if not why:
            return replace(found, asked=self.path)
        self._tried.append(Tried(identifier, place=place, why=why))
        self._note_questioned(found, place)
        return None

    def _why_foreign(self, record: ComparableRecord) -> str:
        """Why a record is not that of this document; "" where it is."""
        why = why_other_form(self._form, record.reference)
        why = why or why_foreign(self._pages, record)
        if not why and self._stamp and is_published(record.reference):
            return f"the page bears the stamp of a preprint, “{_shortened(self._stamp)}”"
        return why

    def _note_questioned(self, found: Resolved, place: str) -> None:
        """Keep what may be the document although its registry calls it an expression of concern.

        A notice about another work says which; a link may lead to one that does not say so.
        """
        if found.is_about or place.startswith("a link"):
            return
        plain = unquestioned(found.reference.text("title"))
        record = prepare(found.reference.with_fields({"title": plain}))
        if plain != found.reference.text("title") and not self._why_foreign(record):
            self._questioned.append(replace(found, asked=self.path))

    def _by_title(self, title: str, page: int) -> Resolved | None:
        """The one work with the title of the page."""
        what, place = f"“{_shortened(title)}”", f"the title of page {page}"
        try:
            works = lookup(title, self._settings, rows=_FOUND_BY_TITLE, index=self._index)
        except MscrefError as error:
            self._note_failure(error)
            self._tried.append(Tried(what, place=place, why=error.message))
            return None
        tried = {one.what for one in self._tried}
        fitting: dict[str, ComparableRecord] = {}
        nearly = ""
        for one in works.suggestions:
            record = _prepared(one.reference)
            if one.identifier is None or one.identifier.value in tried:
                continue
            name = _word_for(one.identifier)
            why = self._why_foreign(record)
            if not why:
                fitting[name] = record
            elif not nearly and has_title(self._pages, record):
                nearly = f" but {name}, and {why}"
        chosen = self._chosen(fitting)
        if len(chosen) == 1:
            found = self._try(chosen[0], "found by the title")
            return found and _said_found(found, [one for one in fitting if one not in chosen])
        why = f"{' and '.join(chosen)} have it both" if chosen else f"no work found has it{nearly}"
        self._tried.append(Tried(what, place=place, why=why))
        return None

    def _chosen(self, fitting: dict[str, ComparableRecord]) -> list[str]:
        """Of works with one title and one author the one whose journal and volume stand there,
        else the one that is published."""
        if len(fitting) < 2:
            return list(fitting)
        certain = [
            name
            for name, record in fitting.items()
            if any(is_corroborated(page.lines, record.reference) for page in self._pages)
        ]
        published = [name for name, record in fitting.items() if record.reference.type != "article"]
        return next((one for one in (certain, published) if len(one) == 1), list(fitting))

    def _note_failure(self, error: MscrefError) -> None:
        if isinstance(error, SourceError):
            self._failure = error
            self._failures += 1

    def _refusal(self) -> MscrefError:
        tried = "; ".join(map(str, self._tried))
        hint = "find it by hand: mscref lookup WORDS, then mscref add DOI"
        if self._failure is not None:
            return SourceError(f"{self.path}: {tried}", hint=self._failure.hint)
        if not tried:
            return NotFoundError(
                f"{self.path}: there is no identifier in it, and nothing stands there as a title",
                hint=hint,
            )
        return NotFoundError(f"{self.path}: which work it is could not be told: {tried}", hint=hint)


def _read(path: str) -> FrontMatter:
    """The first pages; LibraryError where the file cannot be read, FormatError where it is none."""
    file = Path(path)
    try:
        if file.stat().st_size > LARGEST:
            raise LibraryError(f"{path}: is larger than {LARGEST // 1_000_000} MB")
        if not file.is_file():
            raise UsageError(f"{path}: is not a file")
        return read_front_matter(file, name=path)
    except FileNotFoundError as error:
        raise LibraryError(f"{path}: no such file") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise LibraryError(f"{path}: cannot be read: {reason}") from error


def _comparable(found: Resolved) -> ComparableRecord:
    """A record made ready; the mark in its title goes, unless it is a notice about another one."""
    reference = found.reference
    if not found.is_about:
        title = unmarked(reference.text("title"))
        is_serious = any(one.is_serious for one in found.notices)
        reference = reference.with_fields({"title": unquestioned(title) if is_serious else title})
    return prepare(reference, other_titles=found.aside.other_titles)


def _prepared(reference: Reference) -> ComparableRecord:
    return prepare(reference.with_fields({"title": unmarked(reference.text("title"))}))


def _said_found(found: Resolved, others: Sequence[str]) -> Resolved:
    """A work that was found by its title, with the word that it was, and who else has it."""
    message = "found by its title, for the PDF names no identifier of its own"
    told = Diagnostic(Severity.INFO, code="pdf-found-by-title", message=message)
    return _said_beside(replace(found, remarks=(*found.remarks, told)), others)


def _said_beside(found: Resolved, others: Sequence[str]) -> Resolved:
    """A work with the word that others bear its title and its people, such as its preprint."""
    if not others:
        return found
    message = f"other versions of it are {', '.join(others)}"
    told = Diagnostic(Severity.INFO, code="pdf-other-versions", message=message)
    return replace(found, remarks=(*found.remarks, told))


def _only(found: Sequence[Resolved]) -> Resolved | None:
    return found[0] if len(found) == 1 else None


def _word_for(identifier: Identifier) -> str:
    """How an identifier is written where it is asked for."""
    return identifier.value if identifier.scheme == "doi" else str(identifier)


def _briefly(error: MscrefError, identifier: str) -> str:
    name = identifier.removeprefix("arXiv:")
    return error.message.removeprefix(f"{identifier} ").removeprefix(f"{name}: ")


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
