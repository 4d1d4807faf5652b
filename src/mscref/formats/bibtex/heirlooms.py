"""What a child inherits from its parent, and under which name. Data only.

Source: the biblatex manual, appendix B.
"""

from __future__ import annotations

NEVER_INHERITED = frozenset(
    """
    ids crossref xref xdata entryset entrysubtype execute label options presort related
    relatedoptions relatedstring relatedtype shorthand shorthandintro sortkey
    """.split()
)
_BOOK_PARTS = frozenset(["inbook", "bookinbook", "suppbook"])
_COLLECTION_PARTS = frozenset(["incollection", "inreference", "suppcollection"])
_TITLES = ("title", "subtitle", "titleaddon")
_SORT_TITLES = frozenset(["shorttitle", "sorttitle", "indextitle", "indexsorttitle"])


def _titles(prefix: str, fields: tuple[str, ...] = _TITLES) -> dict[str, str]:
    return {name: prefix + name for name in fields}


# (parent types, child types, parent field → child field). Shorttitles stay behind in all.
INHERITED_TITLES = (
    (
        frozenset(["mvbook"]),
        _BOOK_PARTS | {"book"},
        _titles("main"),
    ),
    (
        frozenset(["mvcollection", "mvreference"]),
        _COLLECTION_PARTS | {"collection", "reference"},
        _titles("main"),
    ),
    (
        frozenset(["mvproceedings"]),
        frozenset(["proceedings", "inproceedings", "conference"]),
        _titles("main"),
    ),
    (frozenset(["book"]), _BOOK_PARTS, _titles("book")),
    (frozenset(["collection", "reference"]), _COLLECTION_PARTS, _titles("book")),
    (
        frozenset(["proceedings"]),
        frozenset(["inproceedings", "conference"]),
        _titles("book"),
    ),
    (
        frozenset(["periodical"]),
        frozenset(["article", "suppperiodical"]),
        _titles("journal", ("title", "subtitle")),
    ),
)
NOT_WITH_TITLES = _SORT_TITLES
# The author of a book is the author of its parts as well as of the book around them.
BOOK_AUTHOR_HEIRS = {"book": _BOOK_PARTS, "mvbook": _BOOK_PARTS | {"book"}}
