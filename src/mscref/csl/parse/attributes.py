"""Which attributes each CSL element takes, and which values.

Source: schemas/styles/csl.rnc of citation-style-language/schema. A value is FREE (any text),
INTEGER = frozenset(["a whole number"])
accepted; everything else is reported and ignored.
"""

from __future__ import annotations

import re
import sys
from types import MappingProxyType
from typing import TypeAlias

from mscref.csl.parse.problems import Problems, near_matches
from mscref.csl.text.punctuation import with_spaces
from mscref.csl.xml import Node
from mscref.model.vocabulary import (
    DATE_VARIABLES,
    ITEM_TYPES,
    LOCATOR_LABELS,
    NAME_VARIABLES,
    NUMBER_VARIABLES,
    RENAMED_LABELS,
    VARIABLES,
)
from mscref.patterns import lazy

FREE: frozenset[str] = frozenset()
INTEGER = frozenset(["a whole number"])
BOOLEAN = frozenset(["true", "false"])

_SPACING = frozenset(["prefix", "suffix", "delimiter", "subsequent-author-substitute", "value"])
_CHARACTER_REFERENCE = lazy(r"&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|(lt|gt|quot));")
_NAMED_CHARACTERS = {"lt": "<", "gt": ">", "quot": '"'}

Values: TypeAlias = frozenset[str]


class Words:
    """A list of words out of a set, separated by white space."""

    __slots__ = ("known",)

    def __init__(self, known: frozenset[str]) -> None:
        self.known = known


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


AFFIXES = {"prefix": FREE, "suffix": FREE}
FORMATTING = {
    "font-style": _words("italic normal oblique"),
    "font-variant": _words("normal small-caps"),
    "font-weight": _words("bold normal light"),
    "text-decoration": _words("none underline"),
    "vertical-align": _words("baseline sub sup"),
}
DISPLAY = {"display": _words("block left-margin right-inline indent")}
TEXT_CASE = {
    "text-case": _words("lowercase uppercase capitalize-first capitalize-all title sentence")
}
QUOTES = {"quotes": BOOLEAN}
STRIP_PERIODS = {"strip-periods": BOOLEAN}
DELIMITER = {"delimiter": FREE}
PRECEDES = _words("contextual always never after-inverted-name")

NAME_OPTIONS = {
    "and": _words("text symbol"),
    "delimiter-precedes-et-al": PRECEDES,
    "delimiter-precedes-last": PRECEDES,
    "et-al-min": INTEGER,
    "et-al-use-first": INTEGER,
    "et-al-use-last": BOOLEAN,
    "et-al-subsequent-min": INTEGER,
    "et-al-subsequent-use-first": INTEGER,
    "initialize": BOOLEAN,
    "initialize-with": FREE,
    "name-as-sort-order": _words("first all"),
    "sort-separator": FREE,
}
INHERITED_NAME_OPTIONS = {
    **NAME_OPTIONS,
    "name-form": _words("long short count"),
    "name-delimiter": FREE,
    "names-delimiter": FREE,
}
NAME_FORM = _words("long short count")

_TERM_FORMS = _words("long short verb verb-short symbol")
_LABEL_FORMS = _words("long short symbol verb verb-short")
_CONDITION_VARIABLES = Words(VARIABLES)

ATTRIBUTES: MappingProxyType[str, dict[str, Values | Words]] = MappingProxyType(
    {
        "style": {
            "class": _words("in-text note"),
            "default-locale": FREE,
            "default-locale-sort": FREE,
            "version": FREE,
            "demote-non-dropping-particle": _words("never sort-only display-and-sort"),
            "initialize-with-hyphen": BOOLEAN,
            "page-range-format": _words(
                "expanded minimal minimal-two chicago chicago-15 chicago-16"
            ),
            "page-range-delimiter": FREE,
            "xml:lang": FREE,
            **INHERITED_NAME_OPTIONS,
        },
        "citation": {
            "collapse": _words("citation-number year year-suffix year-suffix-ranged"),
            "cite-group-delimiter": FREE,
            "year-suffix-delimiter": FREE,
            "after-collapse-delimiter": FREE,
            "disambiguate-add-givenname": BOOLEAN,
            "disambiguate-add-names": BOOLEAN,
            "disambiguate-add-year-suffix": BOOLEAN,
            "givenname-disambiguation-rule": _words(
                "all-names all-names-with-initials primary-name primary-name-with-initials by-cite"
            ),
            "near-note-distance": INTEGER,
            **INHERITED_NAME_OPTIONS,
        },
        "intext": {**INHERITED_NAME_OPTIONS},
        "bibliography": {
            "entry-spacing": INTEGER,
            "line-spacing": INTEGER,
            "hanging-indent": BOOLEAN,
            "second-field-align": _words("flush margin"),
            "subsequent-author-substitute": FREE,
            "subsequent-author-substitute-rule": _words(
                "complete-all complete-each partial-each partial-first"
            ),
            **INHERITED_NAME_OPTIONS,
        },
        "macro": {"name": FREE},
        "sort": {},
        "key": {
            "variable": VARIABLES,
            "macro": FREE,
            "sort": _words("ascending descending"),
            "names-min": INTEGER,
            "names-use-first": INTEGER,
            "names-use-last": BOOLEAN,
        },
        "layout": {"locale": FREE, **AFFIXES, **DELIMITER, **FORMATTING},
        "text": {
            "variable": VARIABLES,
            "macro": FREE,
            "term": FREE,
            "value": FREE,
            "form": _TERM_FORMS,
            "plural": BOOLEAN,
            **AFFIXES,
            **DISPLAY,
            **FORMATTING,
            **QUOTES,
            **STRIP_PERIODS,
            **TEXT_CASE,
        },
        "number": {
            "variable": NUMBER_VARIABLES,
            "form": _words("numeric ordinal roman long-ordinal"),
            **AFFIXES,
            **DISPLAY,
            **FORMATTING,
            **TEXT_CASE,
        },
        "label": {
            "variable": NUMBER_VARIABLES | _words("locator"),
            "form": _LABEL_FORMS,
            "plural": _words("contextual always never"),
            **AFFIXES,
            **FORMATTING,
            **STRIP_PERIODS,
            **TEXT_CASE,
        },
        "date": {
            "variable": DATE_VARIABLES,
            "form": _words("text numeric"),
            "date-parts": _words("year year-month year-month-day"),
            **AFFIXES,
            **DELIMITER,
            **DISPLAY,
            **FORMATTING,
            **TEXT_CASE,
        },
        "date-part": {
            "name": _words("day month year"),
            "form": _words("numeric numeric-leading-zeros ordinal long short"),
            "range-delimiter": FREE,
            **AFFIXES,
            **FORMATTING,
            **STRIP_PERIODS,
            **TEXT_CASE,
        },
        "names": {
            "variable": Words(NAME_VARIABLES),
            **AFFIXES,
            **DELIMITER,
            **DISPLAY,
            **FORMATTING,
        },
        "name": {**NAME_OPTIONS, "form": NAME_FORM, **AFFIXES, **DELIMITER, **FORMATTING},
        "name-part": {
            "name": _words("family given"),
            **AFFIXES,
            **FORMATTING,
            **TEXT_CASE,
        },
        "et-al": {"term": FREE, **FORMATTING},
        # CSL-M. How institutions are joined and cut short is left to cs:name.
        "institution": {
            **dict.fromkeys(_words("and institution-parts reverse-order use-first use-last"), FREE),
            "substitute-use-first": FREE,
            **AFFIXES,
            **DELIMITER,
            **FORMATTING,
        },
        "institution-part": {
            "name": _words("long short"),
            "if-short": BOOLEAN,
            **AFFIXES,
            **FORMATTING,
            **STRIP_PERIODS,
            **TEXT_CASE,
        },
        "substitute": {},
        "group": {**AFFIXES, **DELIMITER, **DISPLAY, **FORMATTING},
        "choose": {},
        "if": {
            "disambiguate": BOOLEAN,
            "is-numeric": _CONDITION_VARIABLES,
            "is-uncertain-date": Words(DATE_VARIABLES),
            "has-day": Words(DATE_VARIABLES),
            "has-to-month-or-season": Words(DATE_VARIABLES),
            "has-year-only": Words(DATE_VARIABLES),
            "locale": FREE,
            "context": _words("citation bibliography"),
            "is-plural": Words(NAME_VARIABLES),
            "locator": Words(LOCATOR_LABELS | _words("sub-verbo")),
            "position": Words(_words("first subsequent ibid ibid-with-locator near-note far-note")),
            "type": Words(ITEM_TYPES),
            "variable": _CONDITION_VARIABLES,
            "match": _words("all any none"),
        },
        "else": {},
        "locale": {"xml:lang": FREE, "version": FREE},
        "terms": {},
        "style-options": {
            "limit-day-ordinals-to-day-1": BOOLEAN,
            "punctuation-in-quote": BOOLEAN,
        },
        "term": {
            "name": FREE,
            "form": _TERM_FORMS,
            "gender": _words("masculine feminine neuter"),
            "gender-form": _words("masculine feminine"),
            "match": _words("last-digit last-two-digits whole-number"),
        },
    }
)


_LABELS = frozenset(["locator", "term"])  # attributes that name labels
_PRINTS_VARIABLES = frozenset(["text", "number", "if"])
_MOST_DIGITS = 9  # of a number in a style


def check_attributes(node: Node, problems: Problems) -> dict[str, str]:
    """The attributes of `node` that are allowed; the others are reported."""
    tag = "if" if node.tag == "else-if" else node.tag
    known = ATTRIBUTES[tag]
    accepted: dict[str, str] = {}
    for name, given in node.attributes.items():
        value = with_new_names(given) if name in _LABELS else given
        values = known.get(name)
        if values is None:
            problems.warning(
                "csl-unknown-attribute",
                f'{node.tag} does not take the attribute "{name}"',
                node,
                near_matches(name, known),
                attribute=name,
            )
        elif values is FREE or _is_allowed(value, values):
            value = with_characters(value)
            if name in _SPACING:
                value = with_spaces(value, begins=name != "prefix")
            accepted[name] = value
        elif values is INTEGER and _is_allowed(value.strip(), values):
            accepted[name] = value.strip()
        else:
            _report_value(node, name, problems)
            # Types and variables of later versions stay: they are merely never true.
            if isinstance(values, Words) or name == "variable":
                accepted[name] = value
            if name == "variable" and tag in _PRINTS_VARIABLES:
                problems.own_variables.update(set(value.split()) - VARIABLES)
    return accepted


def with_new_names(text: str) -> str:
    """`text` whose labels have their names of CSL 1.0.2."""
    for old, new in RENAMED_LABELS.items():
        if old in text:
            text = text.replace(old, new)
    return text


def with_characters(text: str) -> str:
    """`text` with the characters of references in it, and of none that are control signs.

    They were escaped twice, which a browser hides ("p.&amp;#160;" in gallia-prehistoire); one of
    "&" itself stays (reference processor).
    """
    return _CHARACTER_REFERENCE.sub(_referenced, text) if "&" in text else text


def _referenced(reference: re.Match[str]) -> str:
    """The character of a reference; those of control characters stay as they are."""
    if reference[3]:
        return _NAMED_CHARACTERS[reference[3]]
    code = int(reference[1] or reference[2], 10 if reference[1] else 16)
    if code > sys.maxunicode:
        return reference[0]
    character = chr(code)
    return character if character.isprintable() or character in "\u00a0\n\t" else reference[0]


def _is_allowed(value: str, values: Values | Words) -> bool:
    if isinstance(values, Words):
        words = value.split()
        return bool(words) and values.known.issuperset(words)
    if values is INTEGER:
        return value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS
    return value in values


def _report_value(node: Node, name: str, problems: Problems) -> None:
    tag = "if" if node.tag == "else-if" else node.tag
    values = ATTRIBUTES[tag][name]
    value = node.attributes[name]
    if values is INTEGER:
        expected, known = "a whole number", FREE
        words = [value]
    else:
        known = values.known if isinstance(values, Words) else values
        words = [word for word in value.split() if word not in known] or [value]
        expected = "one of " + ", ".join(sorted(known)) if len(known) <= 10 else "a known word"
    for word in words:
        problems.warning(
            "csl-unknown-value",
            f'{name}="{word}" of {node.tag} is not known; expected {expected}',
            node,
            (near_matches(word, known) if known else "") or _kind_hint(word, node.tag),
            attribute=name,
        )


def _kind_hint(word: str, tag: str) -> str:
    """Which element prints a variable that stands in the wrong one."""
    for kind, element, known in _KINDS:
        if word in known and element != tag:
            return f"{word} is a {kind} variable: use <{element}>"
    return ""


# What prints a variable of each kind.
_KINDS = (
    ("name", "names", NAME_VARIABLES),
    ("date", "date", DATE_VARIABLES),
    ("number", "number", NUMBER_VARIABLES),
    ("text", "text", VARIABLES),
)
