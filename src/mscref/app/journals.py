"""Titles of journals as the settings and the style want them.

The words of `--journals` and the setting come in (a mode, files of the user's), references go out.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mscref.errors import FormatError, LibraryError, UsageError
from mscref.journals.modes import AUTO, MODES
from mscref.model.reference import Reference
from mscref.records import Record

if TYPE_CHECKING:
    from mscref.csl.ast import Style
    from mscref.journals.forms import Journals
    from mscref.journals.lists import JournalList

_LARGEST_LIST = 50_000_000
_LOOKED_AT = 4096  # bytes in which a control character tells that it is no text


class JournalChoice(Record):
    """The mode, and the files of the user's own abbreviations."""

    mode: str = AUTO
    files: tuple[str, ...] = ()


AS_STYLED = JournalChoice()


def journal_choice(given: str | None, configured: Sequence[str]) -> JournalChoice:
    """What the command line says, else the settings; raises UsageError for an unknown mode."""
    words = [*([given] if given else []), *configured]
    modes = [word for word in words if word in MODES]
    files = tuple(word for word in words if word not in MODES)
    for word in files:
        if not ("." in word or "/" in word or Path(word).exists()):
            from difflib import get_close_matches

            near = get_close_matches(word, MODES, n=1)
            hint = f"did you mean {near[0]}?" if near else "or the name of a file with titles"
            raise UsageError(f"--journals takes {', '.join(MODES)}, not `{word}`", hint=hint)
    return JournalChoice(modes[0] if modes else AUTO, files)


def journals_of(choice: JournalChoice) -> Journals:
    """The lists of the user, and the rules; raises LibraryError and FormatError for a list."""
    from mscref.journals.forms import Journals
    from mscref.journals.lists import NO_LIST, merged
    from mscref.journals.words import shipped_words

    listed = merged(map(_read, choice.files)) if choice.files else NO_LIST
    return Journals(shipped_words(), listed)


def with_journals(
    references: Sequence[Reference],
    choice: JournalChoice,
    style: Style | None,
    *,
    known: Journals | None = None,
) -> list[Reference]:
    """The references with the titles of their journals in the form that is asked for.

    Without a style nothing asks for short forms, so `auto` leaves all as it is. `known` is what
    `journals_of(choice)` gave, where it is asked more than once: it remembers its titles.
    """
    if choice.mode == AUTO and (style is None or not _asks_for_short(style)):
        return list(references)
    journals = known or journals_of(choice)
    return [journals.in_form(one, choice.mode) for one in references]


def _read(name: str) -> JournalList:
    from mscref.journals.lists import read_list
    from mscref.library.files import reason

    path = Path(name)
    try:
        if path.stat().st_size > _LARGEST_LIST:
            raise LibraryError(f"{name}: is too large for a list of journals")
        raw = path.read_bytes()
    except OSError as error:
        raise LibraryError(
            f"{name}: cannot be read: {reason(error)}", hint="it is named in --journals or settings"
        ) from error
    if any(byte < 9 or 13 < byte < 32 for byte in raw[:_LOOKED_AT]):
        raise FormatError(f"{name}: is no text", hint="--journals takes a list as JabRef writes it")
    return read_list(raw.decode("utf-8", errors="replace"), path=name)


def _asks_for_short(style: Style) -> bool:
    from mscref.csl.usage import prints_short_container

    return prints_short_container(style)
