"""`import` of a page with a reference list: completed from the sources, its text written anew.

What crosses the border: the text of a page in; what became of its references in the library, how
each was completed, and the text with the library's keys in it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mscref.app.changing import Workplace
from mscref.app.complete import Completed, complete_each
from mscref.app.files import SourceText, decode, without_list
from mscref.app.importing import Imported, add_references
from mscref.app.library import exit_code_of
from mscref.app.manuscript import find_notation, findings, read_manuscript, rewrite
from mscref.app.papers import keys_of, rewrite_paper
from mscref.app.plaintext import has_own_keys, listed, shown
from mscref.app.resolve import describe_notice
from mscref.diagnostics import Diagnostic, Severity
from mscref.errors import ExitCode, FormatError, UsageError
from mscref.formats.registry import guess_format
from mscref.model.characters import storable
from mscref.records import replaced as replace
from mscref.sources.resolver import Resolver
from mscref.sources.settings import Settings

if TYPE_CHECKING:
    from mscref.refstring import ParsedReference


@dataclass(frozen=True, slots=True)
class ImportedPage:
    """`completed` is empty where nothing was asked; `content` is, unless it was to be written."""

    imported: Imported
    completed: tuple[Completed, ...]
    content: bytes

    @property
    def exit_code(self) -> ExitCode:
        """PROBLEMS where a source could not be asked and more may be known."""
        failed = any(one.source_failed for one in self.completed)
        return ExitCode.PROBLEMS if failed else exit_code_of(self.imported.diagnostics)


def import_page(
    place: Workplace,
    content: bytes,
    *,
    path: str,
    settings: Settings | None = None,
    rewrite_to: str = "",
    on_duplicate: str = "skip",
    pattern: str = "",
    takes_uncertain: bool = False,
    watched: Callable[[Iterator[Completed], int], Iterable[Completed]] = lambda coming, _: coming,
) -> ImportedPage:
    """Bring the references of the page that a file holds in; with `settings` completed first.

    What is completed passes `watched`, with how many there are, when it comes.

    A paper in LaTeX with a list of its own keeps the keys that it cites. Raises FormatError for a
    list that holds what is read with too little certainty and was not found, unless that is taken.
    """
    source = decode(content, path=path)
    parses = _parses_of_page(source)
    is_paper = has_own_keys(source)
    if rewrite_to:
        find_notation(rewrite_to)
        _refuse_other_notations(source, is_paper=is_paper, target=rewrite_to)
    completed: tuple[Completed, ...] = ()
    references = [one.reference for one in parses]
    if settings is not None:
        with Resolver(settings) as resolver:
            completed = tuple(watched(complete_each(parses, resolver), len(parses)))
        references = [one.reference for one in completed]
    if not takes_uncertain:
        _refuse_uncertain(parses, completed, path=source.path)
    imported = add_references(
        place, references, on_duplicate=on_duplicate, pattern=pattern, keeps_keys=is_paper
    )
    diagnostics = [*source.diagnostics, *filter(None, map(_problem, completed))]
    diagnostics += [one for found in completed for one in _notices(found)]
    written = b""
    if rewrite_to and is_paper:
        keys = keys_of(references, [fate.key for fate in imported.fates])
        written, found = rewrite_paper(content, path, keys=keys, bibliography=place.library.name)
        diagnostics += found
    elif rewrite_to:
        manuscript = read_manuscript(source, keys=[fate.key for fate in imported.fates])
        text = rewrite(manuscript, target=rewrite_to, bibliography=place.library.name)
        written = storable(text).encode()
        diagnostics += findings(manuscript)
    said = (*diagnostics, *imported.diagnostics)
    return ImportedPage(replace(imported, diagnostics=said), completed, written)


def _parses_of_page(source: SourceText) -> list[ParsedReference]:
    """What stands in the list of a page; raises where it is no page or has no list."""
    row = guess_format(source.text, path=source.path)
    if row is not None:
        raise UsageError(
            f"{source.path}: is {row.title}, and no page with a reference list",
            hint="import it without --complete and --rewrite",
        )
    parses = listed(source)
    if not parses:
        raise without_list(source)
    return parses


def _refuse_uncertain(
    parses: Sequence[ParsedReference], completed: Sequence[Completed], *, path: str
) -> None:
    """The markers of a page count its references: none of them can be left out."""
    known = {one.reference.id for one in completed if one.changes}
    uncertain = [one for one in parses if one.is_uncertain and one.reference.id not in known]
    if uncertain:
        first = shown(uncertain[0].text)
        raise FormatError(
            f"{path}: {len(uncertain)} of {len(parses)} references are read with too little"
            f" certainty, the first of them “{first}”",
            hint="`--force` brings them in all the same",
        )


def _refuse_other_notations(source: SourceText, *, is_paper: bool, target: str) -> None:
    """Citations of another notation in LaTeX would make a document that nothing reads."""
    if is_paper and target != "latex":
        raise UsageError(
            f"{source.path}: is LaTeX, and --rewrite {target} would leave it half LaTeX",
            hint="write it with `--rewrite latex`, and convert that: `pandoc -f latex …`",
        )


def _notices(completed: Completed) -> Iterator[Diagnostic]:
    """What is said against the work that was found, above all its retraction."""
    for notice in completed.notices:
        severity = Severity.WARNING if notice.is_serious else Severity.INFO
        message = f"`{completed.reference.id}`: {describe_notice(notice)}"
        yield Diagnostic(severity, notice.kind, message)


def _problem(completed: Completed) -> Diagnostic | None:
    if not completed.problem:
        return None
    return Diagnostic(
        Severity.WARNING,
        "not-completed",
        f"`{completed.reference.id}`: {completed.problem}"
        if completed.changes
        else f"`{completed.reference.id}` is as the page gives it: {completed.problem}",
    )
