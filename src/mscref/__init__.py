"""mscref: format, resolve, verify and keep the references of a paper.

Owns the version, and hands out what `mscref.api` has for programs. Imports nothing until it is
asked, so that `mscref --version` costs what bare Python costs.
"""

# As `typing.TYPE_CHECKING`, which type checkers know by this name: importing `typing` costs 10 ms.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from mscref.api import (
        Date,
        Diagnostic,
        FormatError,
        Library,
        LibraryError,
        MscrefError,
        Name,
        Network,
        NoLibraryError,
        NotFoundError,
        Reference,
        Severity,
        SourceError,
        Span,
        UsageError,
        check,
        cite,
        cited,
        format,
        identify,
        load,
        lookup,
        parse,
        read,
        render,
        resolve,
        search,
        verify,
        write,
    )

__version__ = "0.1.0"

__all__ = [
    "Date",
    "Diagnostic",
    "FormatError",
    "Library",
    "LibraryError",
    "MscrefError",
    "Name",
    "Network",
    "NoLibraryError",
    "NotFoundError",
    "Reference",
    "Severity",
    "SourceError",
    "Span",
    "UsageError",
    "__version__",
    "check",
    "cite",
    "cited",
    "format",
    "identify",
    "load",
    "lookup",
    "parse",
    "read",
    "render",
    "resolve",
    "search",
    "verify",
    "write",
]


def __getattr__(name: str) -> object:
    """What is asked for of the programs' interface, which is imported only then."""
    if name in __all__:
        from importlib import import_module  # the layers see no way from here to what it imports

        return getattr(import_module("mscref.api"), name)
    raise AttributeError(f"module 'mscref' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
