"""A list of names → tokens: delimiters, the conjunction, et-al abbreviation."""

from __future__ import annotations

from collections.abc import Sequence

from mscref.csl import ast
from mscref.csl.compile.names.options import NameOptions, merge_name_options
from mscref.csl.compile.names.person import PersonRenderer
from mscref.csl.compile.scope import Scope
from mscref.csl.compile.styling import format_marks
from mscref.csl.context import AS_STYLED, FIRST, Circumstances, NamesBlock, Trace
from mscref.csl.items import Person
from mscref.csl.output import VALUE_SEAM, Token, Tokens, mark_pair, plain_text, text_tokens
from mscref.csl.richtext import term_tokens
from mscref.csl.text.scripts import is_unspaced

_DELIMITERS = frozenset([",", ";", ":", ".", "/", "-", "–", "—", "、", "，", "・"])
# CSL 1.0.2, et-al-use-last: the whole list has two more names than those shown.
_HIDDEN_BEFORE_LAST = 2
_NAME_OPEN, _NAME_CLOSE = mark_pair("tag", "name")


class NameList:
    """Renders lists of names with the options of one cs:names."""

    def __init__(self, element: ast.Names, scope: Scope) -> None:
        self.options: NameOptions = merge_name_options(element, scope)
        self.people = PersonRenderer(element, self.options, scope)
        self._et_al = _et_al_tokens(element.et_al, scope)
        self._ellipsis = scope.locale.term("ellipsis") or "…"
        self._in_sort = scope.in_sort
        # Names added for a cite do not lengthen its entry (CSL 1.0.2, Disambiguation), but where
        # given names are added, too, and "et al." ends the list (reference processor).
        self._shows_added_names = not scope.is_bibliography or (
            scope.style.citation_options.adds_givenname and not self.options.et_al_use_last
        )
        # For subsequent-author-substitute alone.
        self._marks_names = (
            scope.is_bibliography
            and not scope.in_sort
            and scope.style.bibliography_options.author_substitute is not None
        )
        self._conjunction = self.options.conjunction
        styling = element.name.styling if element.name else ast.Styling()
        opening, closing = format_marks(styling.formats)
        # Formatting and affixes of cs:name go around a list with "et al." as well.
        self._opening: Tokens = [*text_tokens(styling.prefix), *opening]
        self._closing: Tokens = [*closing, *text_tokens(styling.suffix)]
        self._institution_precedes_last = scope.name_attributes.get(
            "delimiter-precedes-last", "contextual"
        )
        self._space = "" if _is_unspaced(self._conjunction) else " "
        self._brings_spaces = _is_punctuation(self._conjunction)
        term = plain_text(self._et_al)
        self._et_al_space = "" if _is_unspaced(term) or term.startswith(" ") else " "

    def append(
        self,
        people: tuple[Person, ...],
        asked: Circumstances,
        trace: Trace,
        out: Tokens,
        block: NamesBlock,
    ) -> None:
        """Append the list, abbreviated where the style or disambiguation says so."""
        start = len(out)
        truncated = bool(people) and people[-1].name.is_truncation
        if truncated:
            people = people[:-1]
        # "and others" stands for one more name at the least, which is never shown.
        shown, last = self._counts(len(people) + truncated, asked, trace, block)
        if truncated:
            shown, last = min(shown, len(people)), None
        block.shown = shown
        block.hidden = len(people) - shown
        options = self.options
        block.kept = min(shown, options.et_al_min) if options.et_al_min else shown
        inverted_all = options.name_as_sort_order == "all"
        inverted_first = inverted_all or options.name_as_sort_order == "first"
        was_inverted = False
        complete = shown == len(people) and not truncated
        for index in range(shown):
            inverted = inverted_first if index == 0 else inverted_all
            is_institution = bool(people[index].literal)
            if index:
                if complete and index == shown - 1 and self._conjunction:
                    with_delimiter = self._precedes_last(people[:shown], was_inverted=was_inverted)
                    self._append_conjunction(out, with_delimiter=with_delimiter)
                elif index == shown - 1 and complete:
                    # Its space is not joined with that of an affix (reference processor).
                    out += (VALUE_SEAM, options.delimiter, VALUE_SEAM)
                else:
                    out.append(options.delimiter)
            # An institution that stands first counts as inverted (reference processor).
            was_inverted = inverted and (not is_institution or index == 0)
            inverted = inverted and not is_institution
            self._append_person(people[index], index, asked, trace, out, block, inverted=inverted)
        if complete or not shown or (self._in_sort and last is None):
            return
        if last is not None:
            # "followed by the name delimiter, the ellipsis character, and the last name"
            # (CSL 1.0.2, et-al-use-last), but behind a single name (reference processor).
            out += (options.delimiter if shown > 1 else " ", self._ellipsis + " ")
            self._append_person(
                last, len(people) - 1, asked, trace, out, block, inverted=inverted_all
            )
            return
        if self._et_al:
            if self._precedes_et_al(shown, was_inverted=was_inverted):
                out.append(options.delimiter)
            elif self._et_al_space:
                out.append(self._et_al_space)
            out.extend(self._et_al)
        out[start:start] = self._opening
        out.extend(self._closing)

    def count(self, total: int, asked: Circumstances, trace: Trace, block: NamesBlock) -> int:
        """How many of `total` names would be shown (form="count")."""
        shown, last = self._counts(total, asked, trace, block)
        return shown + (1 if last is not None else 0)

    def _counts(
        self, total: int, asked: Circumstances, trace: Trace, block: NamesBlock
    ) -> tuple[int, Person | None]:
        """How many names to show, and the last one where et-al-use-last shows it."""
        options = self.options
        if asked.position == FIRST:
            minimum, first = options.et_al_min, options.et_al_use_first
        else:
            minimum, first = options.subsequent_min, options.subsequent_use_first
        if options.et_al_use_last:
            if first >= minimum:
                return total, None  # no list would be cut short (reference processor)
            # Two names at the least are left out before the last one; where et-al-use-first leaves
            # out only one of the shortest list, one less is shown in all (reference processor).
            first = min(first, max(1, minimum - _HIDDEN_BEFORE_LAST))
        if not minimum or total < minimum or first >= total:
            return total, None
        place = len(trace.blocks) - 1
        if not options.et_al_use_last:
            if place < len(asked.cited_names):
                first = max(first, asked.cited_names[place])
            if first >= total:
                return total, None
        state = asked.disambiguation
        if state is not None and state.names and self._shows_added_names:
            first = max(first, state.names.get(place, 0))
            if first >= total:
                return total, None
        if options.et_al_use_last and total >= first + _HIDDEN_BEFORE_LAST:
            return first, block.people[-1]
        return first, None

    def _append_person(
        self,
        person: Person,
        index: int,
        asked: Circumstances,
        trace: Trace,
        out: Tokens,
        block: NamesBlock,
        *,
        inverted: bool,
    ) -> None:
        level = AS_STYLED
        if asked.given_levels is not None:
            level = asked.given_levels.get(person, AS_STYLED)
        state = asked.disambiguation
        if state is not None and state.givens:
            level = max(level, state.givens.get((len(trace.blocks) - 1, index), AS_STYLED))
        tokens = self.people.tokens(person, level, inverted=inverted)
        if self._marks_names:
            out.append(_NAME_OPEN)
            out.extend(tokens)
            out.append(_NAME_CLOSE)
        else:
            out.extend(tokens)

    def _precedes_last(self, people: Sequence[Person], *, was_inverted: bool) -> bool:
        """Whether the delimiter goes before the conjunction (CSL 1.0.2, delimiter-precedes-last).

        For an institution the inherited attribute counts; behind a person the own one may add that
        the name before is inverted (reference processor), and "always" is always (specification).
        """
        if not self._space:
            return False
        own = self.options.precedes_last
        after_inverted = own == "after-inverted-name" and was_inverted
        if people[-1].literal and (own != "always" or people[-2].literal):
            own = self._institution_precedes_last
            after_inverted = after_inverted and not people[-2].literal
        return after_inverted or own == "always" or (own == "contextual" and len(people) > 2)

    def _append_conjunction(self, out: Tokens, *, with_delimiter: bool) -> None:
        if self._brings_spaces:
            out.extend(term_tokens(self._conjunction))
        elif with_delimiter:
            out.append(self.options.delimiter)
            out.extend(term_tokens(f"{self._conjunction}{self._space}"))
        else:
            out.extend(term_tokens(f"{self._space}{self._conjunction}{self._space}"))

    def _precedes_et_al(self, shown: int, *, was_inverted: bool) -> bool:
        precedes = self.options.precedes_et_al
        return (
            precedes == "always"
            or (precedes == "contextual" and shown > 1)
            or (precedes == "after-inverted-name" and was_inverted)
        )


def _et_al_tokens(et_al: ast.EtAl | None, scope: Scope) -> tuple[Token, ...]:
    text = scope.locale.term(et_al.term if et_al else "et-al")
    if text is None:
        text = "et al."
    if not text:
        return ()
    # A term in a script without spaces is part of the name before it, and written like it.
    formats = et_al.styling.formats if et_al and not _is_unspaced(text) else ()
    opening, closing = format_marks(formats)
    return (*opening, *term_tokens(text), *closing)


def _is_punctuation(text: str) -> bool:
    """True for a term that is a delimiter of its own ("; ") or brings its spaces along."""
    return bool(text) and (text[0].isspace() or text.strip() in _DELIMITERS)


def _is_unspaced(text: str) -> bool:
    """True for a term in a script without spaces, or one that brings a space of its own kind."""
    return bool(text) and (is_unspaced(text) or (text[-1].isspace() and text[-1] != " "))
