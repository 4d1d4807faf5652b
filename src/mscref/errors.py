"""The exception tree and the exit codes. Imports nothing at run time.

    MscrefError                                             exit
    ├─ UsageError, ConfigError                                 2
    ├─ InputError: FormatError, StyleError, PluginError        3
    ├─ NotFoundError: NoLibraryError                           4
    │                 ManyLibrariesError                       2
    ├─ SourceError: Unreachable (Unasked), Refused,
    │               RateLimited, PayloadChanged                5
    └─ LibraryError: Locked, Corrupt, TooNew                   6

Three things are kept apart: *no result* is a value, a *Diagnostic* is about the user's data and
never stops the rest, and an exception of this tree means that we cannot go on. Only
`mscref.cli.main` catches them, prints them and exits.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mscref.diagnostics import Diagnostic


class ExitCode(IntEnum):
    """What the process returns; documented in the README, asserted by the command tests."""

    DONE = 0
    PROBLEMS = 1
    USAGE = 2
    INPUT = 3
    NOT_FOUND = 4
    SOURCE = 5
    LIBRARY = 6
    BUG = 70
    INTERRUPTED = 130


class MscrefError(Exception):
    """The root: one sentence saying what and where, a hint saying what next."""

    exit_code = ExitCode.BUG

    def __init__(
        self, message: str, *, hint: str = "", diagnostics: tuple[Diagnostic, ...] = ()
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.diagnostics = diagnostics


class UsageError(MscrefError):
    """The command line asks for something that cannot be meant."""

    exit_code = ExitCode.USAGE


class ConfigError(MscrefError):
    """A settings file or an environment variable holds what cannot be meant."""

    exit_code = ExitCode.USAGE


class InputError(MscrefError):
    """A file is not what it claims to be, or nothing in it can be read."""

    exit_code = ExitCode.INPUT


class FormatError(InputError):
    """A bibliography file of which nothing is readable."""


class StyleError(InputError):
    """A CSL style or locale file that cannot be used."""


class PluginError(InputError):
    """A plug-in, which is not ours, did not do what it was asked for."""


class PluginWarning(UserWarning):
    """A plug-in is left out, and the rest goes on; the command line shows it as its warnings."""


class NotFoundError(MscrefError):
    """A reference, style, locale or identifier that does not exist; near matches in the hint."""

    exit_code = ExitCode.NOT_FOUND


class NoLibraryError(NotFoundError):
    """Nobody named a library, and there is none where one is looked for."""


class ManyLibrariesError(NoLibraryError):
    """Nobody named a library, and several could be meant."""

    exit_code = ExitCode.USAGE


class SourceError(MscrefError):
    """A service could not answer; says nothing about the reference that was asked for."""

    exit_code = ExitCode.SOURCE


class UnreachableError(SourceError):
    """No connection, no name, or no answer in time."""


class UnaskedError(UnreachableError):
    """Nobody was asked, for the user works offline; `by` is the file or variable that says so."""

    SAID = "was not asked: working offline"

    def __init__(self, who: str, *, by: str = "") -> None:
        hint = f"`offline` is set by {by}" if by else "leave out --offline to ask"
        super().__init__(f"{who} {self.SAID}", hint=hint)


class RefusedError(SourceError):
    """The service answered with an error status."""

    def __init__(self, message: str, *, status: int, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.status = status


class RateLimitedError(SourceError):
    """The service asks us to slow down."""

    def __init__(self, message: str, *, retry_after: float | None = None, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.retry_after = retry_after


class PayloadChangedError(SourceError):
    """The service answered with something that is not what it documents."""


class LibraryError(MscrefError):
    """The library could not be read or written."""

    exit_code = ExitCode.LIBRARY


class LockedError(LibraryError):
    """Another process is writing the library, or changed it since we read it."""


class CorruptError(LibraryError):
    """The library or its journal is damaged."""


class TooNewError(LibraryError):
    """The journal or index was written by a later version."""
