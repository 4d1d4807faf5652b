"""One cs:names: its variables, labels, substitutes, and what it remembers for the passes."""

from __future__ import annotations

from collections.abc import Sequence

from mscref.csl import ast
from mscref.csl.compile.choose import compile_choose
from mscref.csl.compile.grouping import as_beginning
from mscref.csl.compile.names.listing import NameList
from mscref.csl.compile.number import LabelTerms
from mscref.csl.compile.scope import Evaluator, Scope
from mscref.csl.compile.styling import strip, style_evaluator
from mscref.csl.context import (
    MISSING,
    PLAIN,
    PRESENT,
    Circumstances,
    NamesBlock,
    PersonForms,
    Trace,
)
from mscref.csl.items import Person
from mscref.csl.output import NORMAL_FORMATS, Tokens, mark_pair
from mscref.csl.richtext import term_tokens
from mscref.records import replaced as replace

_NAMES_OPEN, _NAMES_CLOSE = mark_pair("tag", "names")
_ET_AL = frozenset(["et-al-min", "et-al-use-first"])
_EDITOR_TRANSLATOR = frozenset(["editor", "translator"])


def compile_names(element: ast.Names, scope: Scope) -> Evaluator:
    """The evaluator of cs:names; inside cs:substitute it takes over what it does not say.

    CSL 1.0.2, Names, Substitute.
    """
    parent = scope.substituting
    if parent is not None:
        element = _inherit(element, parent, scope)
    element = _without_contradictions(element)
    names = _NamesEvaluator(element, scope)
    styled = style_evaluator(names.evaluate, element.styling, scope, holds_affixes=True)
    if element.substitute:
        styled = _with_substitute(styled, names.people, element, scope=scope)
    if scope.in_sort:
        return _or_none(styled) if names.is_count and parent is None else styled
    return styled if parent is not None else as_beginning(styled)


def _or_none(count: Evaluator) -> Evaluator:
    """A number of people as a sort key: works by nobody go before those by one person."""

    def or_none(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        start = len(out)
        count(asked, trace, out)
        if len(out) == start:
            out.append(_sortable_count(0))
        return PRESENT

    return or_none


def _sortable_count(total: int) -> str:
    return f"{total:06d}"


def compile_sort_names(variable: str, scope: Scope) -> Evaluator:
    """The names of one variable as a sort key (CSL 1.0.2, Sorting)."""
    element = ast.Names((variable,), None, None, None, None, False, (), ast.Styling())
    return _NamesEvaluator(element, scope).evaluate


def _inherit(element: ast.Names, parent: ast.Names, scope: Scope) -> ast.Names:
    """CSL 1.0.2, Substitute: a short cs:names uses the children of the one around it.

    It takes its formatting and affixes over as well, which are not for other substitutes. A cs:name
    of its own has the name-parts of the one around that it does not say itself, and is cut short
    where that is (reference processor).
    """
    own, outer = element.name, parent.name
    if own is not None and outer is not None:
        said = {part.name for part in own.parts}
        inherited = tuple([part for part in outer.parts if part.name not in said])
        attributes = {**_et_al_of(outer, scope), **own.attributes}
        parts = (*own.parts, *inherited)
        element = replace(element, name=replace(own, parts=parts, attributes=attributes))
    if element.name is not None or element.label is not None or element.et_al is not None:
        return element
    return replace(
        element,
        name=parent.name,
        et_al=parent.et_al,
        label=parent.label,
        label_first=parent.label_first,
        institution=parent.institution,
        delimiter=element.delimiter if element.delimiter is not None else parent.delimiter,
        styling=parent.styling,
    )


def _et_al_of(outer: ast.NameElement, scope: Scope) -> dict[str, str]:
    """Where the names around are cut short, for those in their place.

    In citations only instead of what the style says for all names there (reference processor).
    """
    return {
        name: value
        for name, value in outer.attributes.items()
        if name in _ET_AL and (scope.is_bibliography or name in scope.name_attributes)
    }


def _without_contradictions(element: ast.Names) -> ast.Names:
    """The formatting of cs:names is not taken back by what stands inside.

    Styles count on it: the names of biostatistics.csl are in small capitals, although its cs:name
    says font-variant="normal".
    """
    formatted = {
        one.partition(":")[0] for one in element.styling.formats if one not in NORMAL_FORMATS
    }
    if not formatted:
        return element

    def kept(styling: ast.Styling) -> ast.Styling:
        formats = [
            one
            for one in styling.formats
            if one not in NORMAL_FORMATS or one.partition(":")[0] not in formatted
        ]
        return replace(styling, formats=tuple(formats))

    name, label, et_al = element.name, element.label, element.et_al
    if name is not None:
        parts = [replace(part, styling=kept(part.styling)) for part in name.parts]
        name = replace(name, parts=tuple(parts), styling=kept(name.styling))
    return replace(
        element,
        name=name,
        label=replace(label, styling=kept(label.styling)) if label else None,
        et_al=replace(et_al, styling=kept(et_al.styling)) if et_al else None,
    )


def _with_substitute(
    names: Evaluator, forms: PersonForms, element: ast.Names, *, scope: Scope
) -> Evaluator:
    """Try the substitutes in order where the names are empty."""
    outer = scope.substituting
    scope.substituting = element
    with scope.inside():
        substitute = _first_of(element.substitute, scope)
    scope.substituting = outer

    def with_substitute(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        if names(asked, trace, out) == PRESENT:
            return PRESENT
        is_first = trace.stand_in is None
        start = len(out)
        noted, was_inside = trace.substituted, trace.in_substitute
        printed: list[str] = []
        trace.substituted, trace.in_substitute = printed, True
        kind = substitute(asked, trace, out)
        trace.substituted, trace.in_substitute = noted, was_inside
        if len(out) == start and kind != PRESENT:
            return MISSING
        is_in_place = bool(printed) and not trace.blocks
        # A note has to say which work is meant, whatever stands in the text (reference processor).
        stays = is_in_place and scope.style.is_note and not asked.silent_title
        if is_in_place:
            # What stands in for the names counts as the names (Reference Grouping), but
            # for words of the style: "Anon." is repeated (serdica-journal-of-computing).
            block = NamesBlock(printed[0], (), forms)
            if asked.silent_names and not stays:
                del out[start:]
            block.start, block.end = start, len(out)
            trace.blocks.append(block)
        if is_first:
            if asked.silent_stand_in and not stays:
                del out[start:]
            if trace.stand_in is None:
                trace.stand_in = (start, len(out))
        trace.suppressed.update(printed)
        if noted is not None:
            noted.extend(printed)
        # A term is printed, but does not keep a group alive by itself.
        return PRESENT if kind == PRESENT else MISSING

    return with_substitute


def _first_of(elements: Sequence[ast.Element], scope: Scope) -> Evaluator:
    """The first of the elements that prints something (CSL 1.0.2, Substitute).

    The elements of a branch of cs:choose stand in its place, as they do in a delimited group.
    """
    children = tuple([_substitute(element, scope) for element in elements])

    def first_of(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        start = len(out)
        for child in children:
            kind = child(asked, trace, out)
            if len(out) > start or kind == PRESENT:
                return kind
        return MISSING

    return first_of


def _substitute(element: ast.Element, scope: Scope) -> Evaluator:
    if isinstance(element, ast.Choose):
        return compile_choose(element, scope, lambda children: _first_of(children, scope))
    return scope.compile_element(element, scope, "")


class _NamesEvaluator:
    """Evaluates the name variables of one cs:names, without its affixes."""

    def __init__(self, element: ast.Names, scope: Scope) -> None:
        self._variables = element.variables
        self._list = NameList(element, scope)
        self.people = self._list.people
        self.is_count = self._list.options.form == "count"
        self._delimiter = _names_delimiter(element, scope)
        self._label = element.label
        self._label_first = element.label_first
        self._label_styling = scope.stripped(element.label.styling) if element.label else None
        self._strips_periods = scope.strips_periods
        self._terms: LabelTerms | None = None
        if element.label is not None and not scope.in_sort:
            self._terms = LabelTerms(scope, element.label)
        self._scope = scope
        self._in_sort = scope.in_sort
        self._label_cache: dict[tuple[str, bool], Evaluator] = {}
        self._merges = _EDITOR_TRANSLATOR.issuperset(self._variables) and len(self._variables) == 2

    def evaluate(self, asked: Circumstances, trace: Trace, out: Tokens) -> int:
        item = asked.item
        start = len(out)
        lists = [
            (variable, people)
            for variable in self._variables
            if variable not in trace.suppressed and (people := item.names(variable))
        ]
        if not lists:
            return MISSING
        trace.capitalize_term = False
        if trace.substituted is not None:
            # At once: a macro may name the same variable twice (suite: *SuppressOrdinaryVariable).
            printed = [variable for variable, _ in lists]
            trace.substituted.extend(printed)
            trace.suppressed.update(printed)
        if self._merges and len(lists) == 2 and _same_names(lists[0][1], lists[1][1]):
            merged = "editortranslator"
            if self._terms is None or self._terms.term(merged, plural=False):
                lists = [(merged, lists[0][1])]
        if self.is_count:
            return self._append_count(lists, asked, trace, out)
        silent = asked.silent_names and not trace.blocks
        for variable, people in lists:
            if len(out) > start:
                out.append(self._delimiter)
            self._append_list(variable, people, asked, trace, out)
        if silent:
            del out[start:]
        return PRESENT

    def _append_count(
        self,
        lists: list[tuple[str, tuple[Person, ...]]],
        asked: Circumstances,
        trace: Trace,
        out: Tokens,
    ) -> int:
        total = 0
        for variable, people in lists:
            block = NamesBlock(variable, people, self._list.people)
            trace.blocks.append(block)
            total += self._list.count(len(people), asked, trace, block)
        out.append(_sortable_count(total) if self._in_sort else str(total))
        return PRESENT

    def _append_list(
        self,
        variable: str,
        people: tuple[Person, ...],
        asked: Circumstances,
        trace: Trace,
        out: Tokens,
    ) -> None:
        label = None
        if self._terms is not None:
            plural = len(people) > 1
            label = self._label_for(variable, plural=plural)
        if label is not None and self._label_first:
            label(asked, trace, out)
        block = NamesBlock(variable, people, self._list.people)
        block.start = len(out)
        trace.blocks.append(block)
        out.append(_NAMES_OPEN)
        self._list.append(people, asked, trace, out, block)
        if self._strips_periods:
            strip(out, block.start)
        if len(out) == block.start + 1:
            # No name is to be shown (suite: etal_UseZeroFirst).
            block.end = block.start
            out.pop()
            return
        out.append(_NAMES_CLOSE)
        block.end = len(out)
        if trace.stand_in is None:
            trace.stand_in = (block.start, block.end)
        if label is not None and not self._label_first:
            label(asked, trace, out)

    def _label_for(self, variable: str, *, plural: bool) -> Evaluator:
        found = self._label_cache.get((variable, plural))
        if found is None:
            found = self._label_evaluator(variable, self._scope, plural=plural)
            self._label_cache[variable, plural] = found
        return found

    def _label_evaluator(self, variable: str, scope: Scope, *, plural: bool) -> Evaluator:
        assert self._label is not None
        assert self._label_styling is not None
        assert self._terms is not None
        if self._label.plural == "always":
            plural = True
        elif self._label.plural == "never":
            plural = False
        term = term_tokens(self._terms.term(variable, plural=plural))

        def label(_asked: Circumstances, _trace: Trace, out: Tokens) -> int:
            out.extend(term)
            return PLAIN

        return style_evaluator(label, self._label_styling, scope, is_term=True)


def _names_delimiter(element: ast.Names, scope: Scope) -> str:
    if element.delimiter is not None:
        return element.delimiter
    return scope.name_attributes.get("names-delimiter", "")


def _same_names(first: tuple[Person, ...], second: tuple[Person, ...]) -> bool:
    return len(first) == len(second) and all(
        one.name == other.name for one, other in zip(first, second, strict=True)
    )
