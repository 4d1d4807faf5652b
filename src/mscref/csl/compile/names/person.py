"""One person or institution → tokens, by CSL 1.0.2 "Name-part Order" and the name-parts."""

from __future__ import annotations

import re

from mscref.csl import ast
from mscref.csl.compile.names.options import NameOptions
from mscref.csl.compile.scope import Scope
from mscref.csl.compile.styling import apply_case, format_marks
from mscref.csl.context import AS_STYLED, WITH_GIVEN, WITH_INITIALS
from mscref.csl.items import Person, capitals_of
from mscref.csl.output import MarkPair, Token, Tokens, text_tokens
from mscref.csl.richtext import parse_rich_text
from mscref.csl.text.initials import initials

# A particle ending in one of these is joined to the name without a space.
_SPACES = ("\u00a0", "\u202f", " ")
# A dropping particle of which an apostrophe stands for more than a vowel: "N. de' Conti".
_LONG_ELISION = re.compile(r"[^\W\d_]{2,}['’ʼ]")
_JOINING = ("'", "’", "-", "–", "ʼ")


class _PartStyle:
    """The formatting, case and affixes of one cs:name-part."""

    __slots__ = ("case", "closing", "opening", "prefix", "suffix")

    def __init__(self, styling: ast.Styling) -> None:
        self.opening, self.closing = format_marks(styling.formats)
        self.case = styling.text_case
        self.prefix = text_tokens(styling.prefix)
        self.suffix = text_tokens(styling.suffix)


class PersonRenderer:
    """Renders names in one style; keeps what it rendered on the person."""

    def __init__(self, element: ast.Names, options: NameOptions, scope: Scope) -> None:
        self._options = options
        # French, Russian and Czech keep particle and name on one line.
        self._particle_space = "\u00a0" if scope.locale.language[:2] in ("fr", "ru", "cs") else " "
        rule = scope.style.citation_options.givenname_rule
        self._has_initials_rule = rule.endswith("with-initials")
        self.has_initials = options.initialize_with is not None or self._has_initials_rule
        mark = options.initialize_with
        # There a no-break space in `initialize-with` joins all parts of a name, initials or not.
        self._given_space = self._particle_space if "\u00a0" in (mark or "") else " "
        # "PZ Peebles Jr": initials without full stops go with a suffix without one.
        self._strips_suffix = mark is not None and "." not in mark
        self._language = scope.locale.language
        self._capitals = capitals_of(self._language)
        self._by_language: dict[str, PersonRenderer] = {}
        self._quotes: MarkPair = scope.quotes
        self._family: _PartStyle | None = None
        self._given: _PartStyle | None = None
        # CSL-M: beside a cs:institution nothing that cs:name says is for institutions.
        self._institution = None if element.institution is None else _PartStyle(element.institution)
        self._opening: tuple[Token, ...] = ()
        self._closing: tuple[Token, ...] = ()
        self._prefix: tuple[Token, ...] = ()
        self._suffix: tuple[Token, ...] = ()
        self._in_sort = scope.in_sort
        # In a sort key particles are demoted unless the style never demotes them.
        self._demotes = options.demote == "display-and-sort" or (
            scope.in_sort and options.demote == "sort-only"
        )
        if element.name is not None:
            for part in element.name.parts:
                style = _PartStyle(part.styling)
                if part.name == "family":
                    self._family = style
                else:
                    self._given = style
            styling = element.name.styling
            self._opening, self._closing = format_marks(styling.formats)
            self._prefix, self._suffix = text_tokens(styling.prefix), text_tokens(styling.suffix)

    def tokens(self, person: Person, level: int, *, inverted: bool) -> Tokens:
        """The tokens of one name; `level` is AS_STYLED, WITH_INITIALS or WITH_GIVEN."""
        if person.capitals and person.capitals != self._capitals:
            return self._in(person.capitals).tokens(person, level, inverted=inverted)
        key = (self, level, inverted)
        found = person.variants.get(key)
        if found is None:
            found = (
                self._literal(person.literal)
                if person.literal
                else [
                    *self._prefix,
                    *self._opening,
                    *self._render(person, level, inverted=inverted),
                    *self._closing,
                    *self._suffix,
                ]
            )
            person.variants[key] = found
        return found

    def _in(self, language: str) -> PersonRenderer:
        """The same for names in works of a language with other capitals than the style's."""
        found = self._by_language.get(language)
        if found is None:
            found = self._by_language[language] = object.__new__(PersonRenderer)
            found.__dict__.update(self.__dict__)
            found._language = found._capitals = language
        return found

    def _literal(self, name: str) -> Tokens:
        """An institution. Affixes of names and name-parts are for people (reference processor)."""
        if self._institution is not None:
            return self._part(name, self._institution)
        return [*self._opening, *self._formatted(name, self._family), *self._closing]

    def _render(self, person: Person, level: int, *, inverted: bool) -> Tokens:
        options = self._options
        given = self._given_name(person, level)
        if person.is_unspaced:
            return self._unspaced(person, given)
        if options.form == "short" and not given:
            return self._short(person)
        if person.static_ordering or person.is_family_first:
            return self._join_words([self._particle_family(person), self._part(given, self._given)])
        if inverted:
            return self._inverted(person, given)
        return self._natural(person, given)

    def _given_name(self, person: Person, level: int) -> str:
        options = self._options
        given = person.given
        if not given or (options.form == "short" and level == AS_STYLED):
            return ""
        if person.is_given_whole:
            return given
        if options.initialize_with is None:
            if level == WITH_INITIALS and self._has_initials_rule and options.form == "short":
                return initials(given, mark="", hyphen=True)
            return given
        # Names that are initials already are written like all others, also in full: A.B. is A. B.
        return initials(
            given,
            mark=options.initialize_with,
            hyphen=options.initialize_hyphen,
            all_names=options.initialize and level != WITH_GIVEN,
        )

    def _unspaced(self, person: Person, given: str) -> Tokens:
        tokens = self._part(person.family, self._family)
        if self._options.form == "long" or given:
            tokens += self._part(given, self._given)
        return tokens

    def _short(self, person: Person) -> Tokens:
        if self._in_sort and self._demotes:
            # "van Koppen" sorts under K in its short form, too (international-microbiology).
            return _with_space([person.family], list(text_tokens(person.non_dropping.rstrip())))
        return self._particle_family(person)

    def _particle_family(self, person: Person, dropping: str = "", suffix: str = "") -> Tokens:
        """Particles, family and suffix: each formatted for itself, affixes around all of it."""
        if _LONG_ELISION.fullmatch(dropping):
            dropping += " "
        tokens = _after_particle(
            self._formatted(dropping, self._given),
            _after_particle(
                self._formatted(person.non_dropping, self._family),
                self._formatted(person.family, self._family),
                self._particle_space,
            ),
            self._particle_space,
        )
        if suffix:
            tokens = [*tokens, ", " if person.comma_suffix else " ", suffix]
        return self._affixed(tokens, self._family)

    def _natural(self, person: Person, given: str) -> Tokens:
        """Given, dropping particle, non-dropping particle, family, suffix.

        A short name has its suffix where its given name is there to tell it apart.
        """
        suffix = self._suffix_of(person) if self._options.form == "long" or given else ""
        return _with_space(
            # No space of the last initial goes on to the family name.
            self._part(given.rstrip(), self._given),
            self._particle_family(person, person.dropping, suffix),
            self._given_space,
        )

    def _suffix_of(self, person: Person) -> str:
        return person.suffix.replace(".", "") if self._strips_suffix else person.suffix

    def _inverted(self, person: Person, given: str) -> Tokens:
        """Family first; a demoted particle goes to the end of the given name."""
        options = self._options
        given = given.rstrip()  # a no-break space of the initials has nothing to hold on to
        if self._demotes:
            tokens = self._part(person.family, self._family)
            non_dropping = person.non_dropping.rstrip()
        else:
            tokens = self._particle_family(person)
            non_dropping = ""
        second = _with_space(
            _with_space(
                self._formatted(given, self._given),
                self._formatted(person.dropping, self._given),
            ),
            self._formatted(non_dropping, self._family),
        )
        second = self._affixed(second, self._given)
        for part in (second, list(text_tokens(self._suffix_of(person)))):
            if part:
                if tokens:
                    tokens = [*tokens, options.sort_separator]
                tokens = [*tokens, *part]
        return tokens

    def _part(self, text: str, style: _PartStyle | None) -> Tokens:
        """One name-part with its formatting and affixes."""
        return self._affixed(self._formatted(text, style), style)

    def _affixed(self, tokens: Tokens, style: _PartStyle | None) -> Tokens:
        if style is None or not tokens:
            return tokens
        return [*style.prefix, *tokens, *style.suffix]

    def _formatted(self, text: str, style: _PartStyle | None) -> Tokens:
        if not text:
            return []
        tokens = list(parse_rich_text(text, self._quotes))
        if style is None:
            return tokens
        if style.case:
            apply_case(tokens, 0, style.case, self._language)
        return [*style.opening, *tokens, *style.closing]

    def _join_words(self, parts: list[Tokens]) -> Tokens:
        tokens: Tokens = []
        for part in parts:
            tokens = _with_space(tokens, part)
        return tokens


def _with_space(first: Tokens, second: Tokens, space: str = " ") -> Tokens:
    """Two parts with a space, unless the first one brings its own."""
    if not first or not second:
        return first or second
    return [*first, *second] if _ends_in(first, _SPACES) else [*first, space, *second]


def _after_particle(particle: Tokens, rest: Tokens, space: str) -> Tokens:
    """A particle and what it belongs to; "d’" and "al-" are joined without a space."""
    if not particle or not rest:
        return particle or rest
    if _ends_in(particle, (*_JOINING, *_SPACES)):
        return [*particle, *rest]
    return [*particle, space, *rest]


def _ends_in(tokens: Tokens, endings: tuple[str, ...]) -> bool:
    last = next((token for token in reversed(tokens) if isinstance(token, str)), "")
    return last.endswith(endings)
