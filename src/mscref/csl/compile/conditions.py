"""The tests of cs:if and cs:else-if → predicates."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from mscref.csl import ast
from mscref.csl.compile.date import smallest_part
from mscref.csl.compile.number import conjunctions_of
from mscref.csl.compile.plans import Predicate
from mscref.csl.compile.scope import Scope
from mscref.csl.compile.variables import has_variable, number_text
from mscref.csl.context import FIRST, IBID, IBID_WITH_LOCATOR, SUBSEQUENT, Circumstances, Trace
from mscref.csl.languages import full_code, means
from mscref.csl.text.numbers import is_numeric
from mscref.model.vocabulary import RENAMED_LABELS


def compile_condition(branch: ast.Branch, scope: Scope) -> Predicate | None:
    """True where the branch is to be taken; None for cs:else, which has no tests.

    CSL 1.0.2, Choose.
    """
    if not branch.tests:
        return None
    if len(branch.tests) == 1 and branch.tests[0].kind == "type":
        return _type_condition(branch.match, frozenset(branch.tests[0].values))
    predicates = tuple([one for test in branch.tests for one in _test_predicates(test, scope)])
    if len(predicates) == 1 and branch.match != "none":
        return predicates[0]
    if branch.match == "any":
        return _any_of(predicates)
    if branch.match == "none":
        return _none_of(predicates)
    return _all_of(predicates)


# A work has one type and language, a cite one locator: of several values, any will do, whatever
# `match` says. The specification would make such tests never true; styles rely on this.
_SINGLE_VALUED = frozenset(["type", "locator", "locale"])


def _test_predicates(test: ast.Test, scope: Scope) -> list[Predicate]:
    """The predicates of one test attribute, which `match` then joins."""
    predicates = [_PREDICATES[test.kind](value, scope) for value in test.values]
    if test.kind in _SINGLE_VALUED and len(predicates) > 1:
        return [_any_of(tuple(predicates))]
    return predicates


def _type_condition(match: str, types: frozenset[str]) -> Predicate:
    if match == "none":
        return lambda asked, _trace: asked.item.type not in types
    return lambda asked, _trace: asked.item.type in types


def _any_of(predicates: tuple[Predicate, ...]) -> Predicate:
    def any_of(asked: Circumstances, trace: Trace) -> bool:
        for predicate in predicates:  # noqa: SIM110  any() would need a generator per call
            if predicate(asked, trace):
                return True
        return False

    return any_of


def _all_of(predicates: tuple[Predicate, ...]) -> Predicate:
    def all_of(asked: Circumstances, trace: Trace) -> bool:
        for predicate in predicates:  # noqa: SIM110
            if not predicate(asked, trace):
                return False
        return True

    return all_of


def _none_of(predicates: tuple[Predicate, ...]) -> Predicate:
    def none_of(asked: Circumstances, trace: Trace) -> bool:
        for predicate in predicates:  # noqa: SIM110
            if predicate(asked, trace):
                return False
        return True

    return none_of


def _type(value: str, _scope: Scope) -> Predicate:
    return lambda asked, _trace: asked.item.type == value


def _variable(value: str, _scope: Scope) -> Predicate:
    return has_variable(value)


def _is_numeric(value: str, scope: Scope) -> Predicate:
    conjunctions = conjunctions_of(scope)

    def is_numeric_variable(asked: Circumstances, _trace: Trace) -> bool:
        text = number_text(asked, value)
        return bool(text) and is_numeric(text, conjunctions)

    return is_numeric_variable


def _is_uncertain_date(value: str, _scope: Scope) -> Predicate:
    def is_uncertain(asked: Circumstances, _trace: Trace) -> bool:
        date = asked.item.date(value)
        return date is not None and date.circa

    return is_uncertain


def _date_reaches(part: str) -> Callable[[str, Scope], Predicate]:
    """CSL-M, has-day and its siblings: a date is given to the day, the month, or only the year."""

    def reaches(value: str, _scope: Scope) -> Predicate:
        def is_given(asked: Circumstances, _trace: Trace) -> bool:
            date = asked.item.date(value)
            return date is not None and date.start is not None and smallest_part(date) == part

        return is_given

    return reaches


def _locale(value: str, scope: Scope) -> Predicate:
    """CSL-M, locale: the work is in this language; without one it is in that of the style."""

    def is_in_language(asked: Circumstances, _trace: Trace) -> bool:
        return means(value, full_code(asked.item.language or scope.locale.language))

    return is_in_language


def _context(value: str, scope: Scope) -> Predicate:
    """CSL-M, context: the macro is called in a citation or in the bibliography."""
    holds = scope.is_bibliography == (value == "bibliography")
    return lambda _asked, _trace: holds


def _is_plural(value: str, _scope: Scope) -> Predicate:
    """CSL-M, is-plural: the variable holds more than one name."""
    return lambda asked, _trace: len(asked.item.names(value)) > 1


def _locator(value: str, _scope: Scope) -> Predicate:
    def has_locator(asked: Circumstances, _trace: Trace) -> bool:
        cite = asked.cite
        if cite is None or not cite.locator:
            return False
        label = cite.label or "page"
        return RENAMED_LABELS.get(label, label) == value

    return has_locator


_POSITIONS: MappingProxyType[str, frozenset[int]] = MappingProxyType(
    {
        "first": frozenset([FIRST]),
        "subsequent": frozenset([SUBSEQUENT, IBID, IBID_WITH_LOCATOR]),
        "ibid": frozenset([IBID, IBID_WITH_LOCATOR]),
        "ibid-with-locator": frozenset([IBID_WITH_LOCATOR]),
    }
)


def _position(value: str, scope: Scope) -> Predicate:
    if scope.is_bibliography:
        # CSL 1.0.2, Choose: position tests are always false in the bibliography.
        return lambda _asked, _trace: False
    if value == "near-note":
        return lambda asked, _trace: asked.near_note
    if value == "far-note":
        return lambda asked, _trace: asked.position != FIRST and not asked.near_note
    positions = _POSITIONS.get(value, frozenset())
    return lambda asked, _trace: asked.position in positions


def _disambiguate(value: str, _scope: Scope) -> Predicate:
    wanted = value == "true"

    def is_needed(asked: Circumstances, trace: Trace) -> bool:
        trace.tried_conditions += 1
        state = asked.disambiguation
        return (state is not None and trace.tried_conditions <= state.conditions) is wanted

    return is_needed


_PREDICATES: MappingProxyType[str, Callable[[str, Scope], Predicate]] = MappingProxyType(
    {
        "type": _type,
        "variable": _variable,
        "is-numeric": _is_numeric,
        "is-uncertain-date": _is_uncertain_date,
        "has-day": _date_reaches("day"),
        "has-to-month-or-season": _date_reaches("month"),
        "has-year-only": _date_reaches("year"),
        "locale": _locale,
        "context": _context,
        "is-plural": _is_plural,
        "locator": _locator,
        "position": _position,
        "disambiguate": _disambiguate,
    }
)
