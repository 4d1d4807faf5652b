"""The typed tree of a CSL style: what `parse` makes and `compile` reads.

Plain values without behaviour. Attribute values are already checked and defaulted here, except
the inheritable name attributes, which stay a mapping (`NameAttributes`) because style, citation,
names and name are merged only when an area is compiled.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from mscref.diagnostics import Diagnostic
from mscref.records import Record, made

NameAttributes: TypeAlias = Mapping[str, str]


class Styling(Record, frozen=False, eq=False):
    """Formatting, affixes and the other attributes most rendering elements share.

    `formats` holds "font-style:italic" and the like, innermost first. `quotes` is None where the
    style says nothing.
    """

    formats: tuple[str, ...] = ()
    prefix: str = ""
    suffix: str = ""
    quotes: bool | None = None
    strip_periods: bool = False
    text_case: str = ""
    display: str = ""


class Text(Record, frozen=False, eq=False):
    """cs:text; `source` is "variable", "macro", "term" or "value" and `name` what it names."""

    source: str
    name: str
    form: str
    plural: bool
    styling: Styling


class Number(Record, frozen=False, eq=False):
    """cs:number."""

    variable: str
    form: str
    styling: Styling


class Label(Record, frozen=False, eq=False):
    """cs:label; inside cs:names the variable is empty."""

    variable: str
    form: str
    plural: str
    styling: Styling


class DatePart(Record, frozen=False, eq=False):
    """cs:date-part, of a style or of a localized date format."""

    name: str
    form: str
    range_delimiter: str | None
    styling: Styling
    has_prefix: bool = False
    has_suffix: bool = False


class Date(Record, frozen=False, eq=False):
    """cs:date; `form` is "" for a date whose parts the style lists itself."""

    variable: str
    form: str
    date_parts: str
    parts: tuple[DatePart, ...]
    delimiter: str
    styling: Styling


class NamePartStyling(Record, frozen=False, eq=False):
    """cs:name-part."""

    name: str
    styling: Styling


class NameElement(Record, frozen=False, eq=False):
    """cs:name: its own attributes (inheritable ones included) and its name-parts."""

    attributes: NameAttributes
    parts: tuple[NamePartStyling, ...]
    styling: Styling


class EtAl(Record, frozen=False, eq=False):
    """cs:et-al."""

    term: str
    styling: Styling


class Names(Record, frozen=False, eq=False):
    """cs:names; `label_first` when cs:label stands before cs:name.

    `institution` is how cs:institution (CSL-M) styles names of institutions, None without one.
    """

    variables: tuple[str, ...]
    delimiter: str | None
    name: NameElement | None
    et_al: EtAl | None
    label: Label | None
    label_first: bool
    substitute: tuple[Element, ...]
    styling: Styling
    institution: Styling | None = None


class Group(Record, frozen=False, eq=False):
    """cs:group."""

    children: tuple[Element, ...]
    delimiter: str
    styling: Styling


class Test(Record, frozen=False, eq=False):
    """One test attribute of cs:if: the kind ("type", "variable", …) and its values."""

    kind: str
    values: tuple[str, ...]


class Branch(Record, frozen=False, eq=False):
    """cs:if, cs:else-if or cs:else (which has no tests)."""

    match: str
    tests: tuple[Test, ...]
    children: tuple[Element, ...]


class Choose(Record, frozen=False, eq=False):
    """cs:choose."""

    branches: tuple[Branch, ...]


Element: TypeAlias = Text | Number | Label | Date | Names | Group | Choose


class SortKey(Record, frozen=False, eq=False):
    """cs:key: either `variable` or `macro` is set."""

    variable: str
    macro: str
    descending: bool
    name_attributes: NameAttributes


class Layout(Record, frozen=False, eq=False):
    """cs:layout; `languages` are those of the works that it is for (CSL-M), () for all others."""

    children: tuple[Element, ...]
    delimiter: str
    styling: Styling
    languages: tuple[str, ...] = ()


class Area(Record, frozen=False, eq=False):
    """cs:citation or cs:bibliography without the options that only one of them has."""

    layout: Layout
    localized: tuple[Layout, ...] = ()
    sort: tuple[SortKey, ...] = ()
    name_attributes: NameAttributes = made(factory=dict)


class StyleOptions(Record, kw_only=True):
    """The attributes of cs:style that hold throughout (CSL 1.0.2, Global Options).

    `sort_language` is default-locale-sort of CSL-M, "" for the language of the style.
    """

    page_range_format: str = ""
    demote_non_dropping_particle: str = "display-and-sort"
    initializes_with_hyphen: bool = True
    sort_language: str = ""


class CitationOptions(Record, kw_only=True):
    """The attributes of cs:citation (CSL 1.0.2, Citation-specific Options).

    A delimiter that the style does not give is None: what it is then depends on others.
    """

    adds_names: bool = False
    adds_givenname: bool = False
    givenname_rule: str = "by-cite"
    adds_year_suffix: bool = False
    collapse: str = ""
    cite_group_delimiter: str | None = None
    year_suffix_delimiter: str | None = None
    after_collapse_delimiter: str | None = None
    near_note_distance: int = 5


class BibliographyOptions(Record, kw_only=True):
    """The attributes of cs:bibliography (CSL 1.0.2, Bibliography-specific Options).

    Without `author_substitute` (None) nothing is put for repeated names; spacing is in lines.
    """

    hanging_indent: bool = False
    second_field_align: str = ""
    entry_spacing: int = 1
    line_spacing: int = 1
    author_substitute: str | None = None
    author_substitute_rule: str = "complete-all"


class Term(Record, frozen=False, eq=False):
    """One form of a term. `gender` belongs to nouns, `gender_form` and `match` to ordinals."""

    single: str
    multiple: str
    gender: str = ""
    gender_form: str = ""
    match: str = ""


class LocalizedDate(Record, frozen=False, eq=False):
    """cs:date of a locale."""

    parts: tuple[DatePart, ...]
    delimiter: str
    styling: Styling


# (name, form, gender form of an ordinal)
TermKey: TypeAlias = tuple[str, str, str]


class LocaleData(Record, frozen=False, eq=False):
    """cs:locale, of a locale file or of a style; `language` is "" for all languages."""

    language: str
    terms: dict[TermKey, Term] = made(factory=dict)
    dates: dict[str, LocalizedDate] = made(factory=dict)
    options: dict[str, str] = made(factory=dict)


class StyleInfo(Record, frozen=False, eq=False):
    """cs:info: what a person needs to recognise a style."""

    id: str = ""
    title: str = ""
    title_short: str = ""
    summary: str = ""
    updated: str = ""
    parent: str = ""
    citation_format: str = ""
    fields: tuple[str, ...] = ()
    issns: tuple[str, ...] = ()
    documentation: tuple[str, ...] = ()


class Style(Record, frozen=False, eq=False):
    """cs:style. A dependent style has no `citation`; `info.parent` names its parent. `intext` is
    how the style writes authors in the text (an extension of the reference processor).

    `own_variables` are those it asks for that CSL does not know (CSTR, dynasty): they may stand in
    the note of a work. `repeated_macros` are called in more than one place. `diagnostics` is what
    is odd about the file although it can be used.
    """

    info: StyleInfo
    is_note: bool = False
    default_locale: str = ""
    options: StyleOptions = StyleOptions()
    citation_options: CitationOptions = CitationOptions()
    bibliography_options: BibliographyOptions = BibliographyOptions()
    name_attributes: NameAttributes = made(factory=dict)
    locales: tuple[LocaleData, ...] = ()
    macros: Mapping[str, tuple[Element, ...]] = made(factory=dict)
    citation: Area | None = None
    intext: Area | None = None
    bibliography: Area | None = None
    own_variables: frozenset[str] = frozenset()
    repeated_macros: frozenset[str] = frozenset()
    diagnostics: tuple[Diagnostic, ...] = ()
