"""The name attributes in force for one cs:names, merged from style, area, names and name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mscref.csl import ast
from mscref.csl.compile.scope import Scope
from mscref.records import Record

NO_LIMIT = 1_000_000
_SPACES = re.compile(r" {2,}")


class NameOptions(Record, frozen=False, eq=False):
    """Everything cs:name can say, resolved.

    Without et-al-min (0) or et-al-use-first (NO_LIMIT) lists are never abbreviated.
    """

    form: str
    conjunction: str
    delimiter: str
    precedes_last: str
    precedes_et_al: str
    et_al_min: int
    et_al_use_first: int
    et_al_use_last: bool
    subsequent_min: int
    subsequent_use_first: int
    initialize: bool
    initialize_with: str | None
    initialize_hyphen: bool
    name_as_sort_order: str
    sort_separator: str
    demote: str


def merge_name_options(element: ast.Names, scope: Scope) -> NameOptions:
    """Merge the attributes: what stands nearer to the name wins (Inheritable Options).

    CSL 1.0.2, Inheritable Name Options.
    """
    attributes: dict[str, str] = {}
    for name, value in scope.name_attributes.items():
        attributes[_OWN_NAMES.get(name, name)] = value
    if element.name is not None:
        attributes.update(element.name.attributes)
    attributes.update(scope.sort_attributes)
    if scope.in_sort:
        # CSL 1.0.2, Sorting: names of sort keys are inverted and never initialised away.
        attributes["name-as-sort-order"] = "all"
        # Whatever the style prints between them: "Frank,M." goes before "Franklin,M."
        # (protein-engineering-design-and-selection).
        attributes["sort-separator"] = ", "
    return _from_attributes(attributes, scope)


# Inheritable attributes that have another name on cs:name itself.
_OWN_NAMES = {"name-form": "form", "name-delimiter": "delimiter", "names-delimiter": ""}


def _from_attributes(attributes: Mapping[str, str], scope: Scope) -> NameOptions:
    get = attributes.get
    style_options = scope.style.options
    et_al_min = _number(get("et-al-min"))
    et_al_use_first = _number(get("et-al-use-first"), absent=NO_LIMIT)
    return NameOptions(
        get("form", "long"),
        "" if scope.in_sort else _conjunction(get("and", ""), scope),
        get("delimiter", ", "),
        get("delimiter-precedes-last", "contextual"),
        get("delimiter-precedes-et-al", "contextual"),
        et_al_min,
        et_al_use_first,
        get("et-al-use-last") == "true",
        _number(get("et-al-subsequent-min")) or et_al_min,
        _number(get("et-al-subsequent-use-first"), absent=et_al_use_first),
        get("initialize") != "false",
        _single_spaces(get("initialize-with")),
        style_options.initializes_with_hyphen,
        get("name-as-sort-order", ""),
        _single_spaces(get("sort-separator", ", ")) or "",
        style_options.demote_non_dropping_particle,
    )


def _number(text: str | None, *, absent: int = 0) -> int:
    return int(text) if text else absent


def _single_spaces(text: str | None) -> str | None:
    """`text` with spaces in a row as one, which is what XML makes of them elsewhere."""
    return None if text is None else _SPACES.sub(" ", text)


def _conjunction(value: str, scope: Scope) -> str:
    if value == "text":
        return scope.locale.term("and") or "and"
    # "selects the ampersand" (CSL 1.0.2, and), not a term.
    return "&" if value == "symbol" else ""
