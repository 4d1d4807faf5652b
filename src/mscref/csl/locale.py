"""The words of a language: terms, date formats and options, merged from style and locale files.

`load_locale` merges, for one language, the cs:locale elements of a style over the locale file of
the dialect, over that of the language's primary dialect, over en-US (CSL 1.0.2, Locale
Fallback). The unit of fallback is one term in any of its forms, one date format, one option. The
last two layers are read only when something is asked for that the first ones lack.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, cached_property

from mscref.csl.ast import LocaleData, LocalizedDate, Term, TermKey
from mscref.csl.languages import (
    FALLBACK_LANGUAGE,
    find_language,
    languages,
    primary_dialect,
    read_locale_file,
)
from mscref.csl.output import MarkPair, QuoteMarks, quote_pair
from mscref.csl.parse import read_locale
from mscref.errors import NotFoundError

_OTHER_GENDERS = (("feminine",), ("masculine",))
# CSL 1.0.2, Terms: which form stands in for one that is missing.
_FORM_FALLBACK = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long"}


class Locale:
    """The terms, date formats and options in force for one language and style."""

    def __init__(
        self, language: str, overrides: Iterable[LocaleData] = (), *, file_of: str = ""
    ) -> None:
        """`file_of` is the language whose file is read, where `language` has none of its own."""
        self.language = language
        overrides = tuple(overrides)
        self._overrides = [
            layer
            for wanted in self._dialects(overrides)
            for layer in overrides
            if layer.language == wanted
        ]
        if "-" not in language:
            self._overrides = [layer for layer in overrides if layer.language in ("", language)]
        self._data = _merge([_read(file_of or language), *self._overrides])
        self._complete: LocaleData | None = None

    def _dialects(self, overrides: Iterable[LocaleData]) -> Iterable[str]:
        """The languages of the style's own terms that count, the weightiest last.

        Those for the primary dialect count in others, too: british-journal-of-cancer is in en-GB
        and says "et al" for en-US.
        """
        if not overrides:
            return ()
        base = self.language.partition("-")[0]
        return dict.fromkeys(("", base, primary_dialect(self.language), self.language))

    def term(self, name: str, form: str = "long", *, plural: bool = False) -> str | None:
        """The text of a term, with form fallback; None where no layer has it."""
        found = self._term(name, form)
        if found is None:
            return None
        return found.multiple if plural else found.single

    @property
    def ampersand(self) -> str:
        """The symbol for "and": that of the language, else "&", never the word."""
        own = self._data.terms.get(("and", "symbol", ""))
        return own.single if own and own.single else "&"

    def gender(self, name: str) -> str:
        """The grammatical gender of a noun term, or ""."""
        found = self._data.terms.get((name, "long", ""))
        return found.gender if found else ""

    def date(self, form: str) -> LocalizedDate | None:
        """The date format called "text" or "numeric"."""
        return self._data.dates.get(form) or self._all().dates.get(form)

    def option(self, name: str) -> bool:
        """A boolean option of cs:style-options; false by default."""
        value = self._data.options.get(name)
        return value == "true"

    @cached_property
    def quote_marks(self) -> QuoteMarks:
        """The quotation marks, and whether a full stop or comma goes inside them."""
        return QuoteMarks(
            (
                self.term("open-quote") or "“",
                self.term("close-quote") or "”",
                self.term("open-inner-quote") or "‘",
                self.term("close-inner-quote") or "’",
            ),
            punctuation_inside=self.option("punctuation-in-quote"),
        )

    @cached_property
    def quotes(self) -> MarkPair:
        """The quotation marks as marks around the text of a field."""
        return quote_pair(self.quote_marks)

    def ordinal_suffix(self, number: int, gender: str) -> str:
        """What turns 2 into 2nd (CSL 1.0.2, Ordinal Suffixes).

        Where the language has ordinals only with genders, and none of that of the noun, the
        feminine ones are used (reference processor; pt-PT, gl-ES).
        """
        if number < 0:
            return ""
        for genders in ((gender, ""), *_OTHER_GENDERS):
            found = self._ordinal_of(number, genders)
            if found is not None:
                return found.single
        return ""

    def long_ordinal(self, number: int, gender: str) -> str | None:
        """ "second" for 2; None where the number has no word."""
        name = f"long-ordinal-{number:02d}"
        for terms, genders in (
            (self._data.terms, (gender, "", "feminine", "masculine")),
            (self._all().terms, ("",)),
        ):
            found = _in_gender(terms, name, genders)
            if found is not None:
                return found.single
        return None

    def _ordinal_of(self, number: int, genders: tuple[str, ...]) -> Term | None:
        terms = self._data.terms
        for name, match in (
            (f"ordinal-{number:02d}", "whole-number"),
            (f"ordinal-{number % 100:02d}", "last-two-digits"),
            (f"ordinal-{number % 10:02d}", "last-digit"),
        ):
            found = _in_gender(terms, name, genders)
            if found is None or found.match not in ("", match):
                continue
            # Without match, ordinal-00 to -09 match the last digit, the others the last two.
            if found.match or _matches_by_default(name, number):
                return found
        return _in_gender(terms, "ordinal", genders)

    def _term(self, name: str, form: str) -> Term | None:
        # Another form of the language itself stands in before the same form of another language:
        # "Recuperado de", not "fr." (harvard-pontificia-universidad-catolica-del-ecuador).
        return _find(self._data, name, form) or _find(self._all(), name, form)

    def _all(self) -> LocaleData:
        if self._complete is None:
            layers = [_read(FALLBACK_LANGUAGE)]
            primary = primary_dialect(self.language)
            if primary not in (FALLBACK_LANGUAGE, self.language, ""):
                layers.append(_read(primary))
            self._complete = _merge([*layers, self._data])
        return self._complete


def load_locale(language: str, overrides: Iterable[LocaleData] = ()) -> Locale:
    """The locale for `language` ("de", "de-AT"), with the style's own cs:locale elements.

    Raises NotFoundError, with near matches, for a language without a locale file.
    """
    known = find_language(language)
    if known is None:
        near = _near_languages(language)
        raise NotFoundError(
            f"there is no locale `{language}`",
            hint=f"did you mean {' or '.join(near)}?"
            if near
            else "as en-GB, de-DE, pt-BR or zh-CN",
        )
    return Locale(known, overrides)


def _near_languages(written: str) -> list[str]:
    """The locales that may be meant: by the name of the language, else by the letters."""
    from difflib import get_close_matches

    from mscref.formats.languages import language_of

    named = language_of(written) or language_of(written.replace("_", "-").partition("-")[0])
    if named and find_language(named):
        return [str(find_language(named))]
    return get_close_matches(written, languages(), n=3, cutoff=0.6)


def default_locale(language: str, overrides: Iterable[LocaleData]) -> Locale:
    """The locale that a style asks for by default-locale.

    Without a file for it the words are those of en-US, but the style's own for it count (CSL 1.0.2,
    Locale Fallback).
    """
    if language and not find_language(language):
        return Locale(language, overrides, file_of=FALLBACK_LANGUAGE)
    return load_locale(language or FALLBACK_LANGUAGE, overrides)


def _find(data: LocaleData, name: str, form: str) -> Term | None:
    """The term in this form, or in the one that stands in for it."""
    current: str | None = form
    while current is not None:
        found = data.terms.get((name, current, ""))
        if found is not None:
            return found
        current = _FORM_FALLBACK.get(current)
    return None


def _in_gender(
    terms: Mapping[tuple[str, str, str], Term], name: str, genders: tuple[str, ...]
) -> Term | None:
    """The term in the first of `genders` that it has."""
    for gender in genders:
        found = terms.get((name, "long", gender))
        if found is not None:
            return found
    return None


def _matches_by_default(name: str, number: int) -> bool:
    digits = int(name.rpartition("-")[2])
    return number % 10 == digits if digits < 10 else number % 100 == digits


def _merge(layers: Iterable[LocaleData]) -> LocaleData:
    """Lay later locales over earlier ones."""
    merged = LocaleData("")
    for layer in layers:
        merged.terms = _with_ordinals(merged.terms, layer.terms)
        merged.dates.update(layer.dates)
        merged.options.update(layer.options)
    return merged


def _with_ordinals(earlier: dict[TermKey, Term], later: dict[TermKey, Term]) -> dict[TermKey, Term]:
    """The terms of two layers; ordinals are replaced as a set (CSL 1.0.2, Ordinal Suffixes).

    Those of a layer without the term "ordinal" itself, as in styles of CSL 1.0, are no set: they
    only take the place of such as there are (reference processor).
    """
    ordinals = {key for key in later if key[0].startswith("ordinal")}
    if not ordinals:
        return earlier | later
    known = {key for key in earlier if key[0].startswith("ordinal")}
    if not known or any(key[0] == "ordinal" for key in ordinals):
        return {key: term for key, term in earlier.items() if key not in known} | later
    return earlier | {
        key: term for key, term in later.items() if key not in ordinals or key in known
    }


@cache
def _read(language: str) -> LocaleData:
    return read_locale(read_locale_file(language) or b"", path=f"locales-{language}.xml")
