"""The references of a group: one of JabRef's in a .bib file, or a collection of Zotero's.

A group has the members of its subgroups, too. What crosses the border: a library that was read and
a name in, its references in their order out; raises NotFoundError with the names that are near.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mscref.app.files import STDIN, read_text
from mscref.app.library import Loaded
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import NotFoundError
from mscref.formats.bibtex.jabref import JabrefGroup, groups_of, with_subgroups
from mscref.formats.registry import LIBRARY
from mscref.model.reference import Reference

_BIBTEX_VARIABLES = {"keywords": "keyword", "journal": "container-title"}


def in_group(library: Loaded, name: str) -> tuple[list[Reference], list[Diagnostic]]:
    """The references of the group, and what could not be decided here."""
    tree = [one for path in library.paths for one in _tree(path)]
    groups = with_subgroups(tree, name)
    names = {name, *(one.name for one in groups if not one.field)}
    tests = [_has_word(one) for one in groups if one.field]
    members = [
        one
        for one in library.references
        if not names.isdisjoint(_listed(one))
        or any(_is_below(path, name) for path in _collections(one))
        or any(test(one) for test in tests)
    ]
    if not members and not groups:
        raise _unknown(name, library.references, tree)
    return members, [_undecided(one, library.shown) for one in groups if one.is_computed]


def _tree(path: str) -> list[JabrefGroup]:
    is_read = path != STDIN and path.lower().endswith(LIBRARY.extensions)
    return groups_of(read_text(path).text) if is_read else []


def _listed(reference: Reference) -> list[str]:
    """The groups that JabRef's field `groups` of an entry names."""
    kept = reference.extra.get(LIBRARY.name)
    value = kept.get("groups") if isinstance(kept, dict) else None
    return [one.strip() for one in value.split(",")] if isinstance(value, str) else []


def _collections(reference: Reference) -> list[str]:
    from mscref.formats.zotero.item import PLACE

    kept = reference.extra.get(PLACE)
    value = kept.get("collections") if isinstance(kept, dict) else None
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _is_below(path: str, name: str) -> bool:
    """Whether the collection of that path is meant by a name, or below one that is."""
    return f"/{name}/" in f"/{path}/"


def _has_word(group: JabrefGroup) -> Callable[[Reference], bool]:
    variable = _BIBTEX_VARIABLES.get(group.field.lower(), group.field.lower())
    word = group.word if group.has_capitals else group.word.casefold()

    def test(reference: Reference) -> bool:
        text = reference.text(variable)
        words = text if group.has_capitals else text.casefold()
        return word in (one.strip() for one in words.replace(";", ",").split(","))

    return test


def _undecided(group: JabrefGroup, shown: str) -> Diagnostic:
    return Diagnostic(
        Severity.WARNING,
        "group-not-computed",
        f"only JabRef knows the members of `{group.name}`, which it searches for",
        Span(shown),
    )


def _unknown(
    name: str, references: Iterable[Reference], tree: Iterable[JabrefGroup]
) -> NotFoundError:
    from difflib import get_close_matches

    known = {one.name for one in tree}
    for one in references:
        known |= {*_listed(one), *_collections(one)}
    near = get_close_matches(name, known, n=3) or sorted(known)[:5]
    hint = f"did you mean {', '.join(near)}?" if near else "the library has no groups"
    return NotFoundError(f"there is no group `{name}`", hint=hint)
