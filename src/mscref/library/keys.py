"""Citation keys from patterns, in the two notations people already have.

    [auth:lower][year]                    JabRef: markers in brackets, modifiers after colons
    auth.lower + shorttitle(3,3) + year   Better BibTeX: terms joined by +, modifiers after dots

What crosses the border: a pattern text → `KeyPattern`; a pattern and a reference → a key. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from mscref.errors import UsageError
from mscref.library.fold import fold
from mscref.model.markup import strip_markup
from mscref.model.names import Name
from mscref.model.reference import Reference
from mscref.model.vocabulary import VARIABLES

DEFAULT_PATTERN = "[auth:lower][year]"

# What BibTeX, LaTeX and pandoc all take in a key. Keys of our own making hold nothing else.
_NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9:._+/-]+")
_TITLE_WORD = re.compile(r"[^\W_]+")
# Words a title is not recognised by; JabRef and Better BibTeX skip much the same ones.
_FUNCTION_WORDS = frozenset(
    """
    a an the above about across against along among around at before behind below beneath beside
    between beyond by down during except for from in inside into like near of off on onto since
    to toward through under until up upon with within without and but for nor or so yet as via
    is are was were de la le les des du un une et der die das den dem des ein eine und zu zur
    zum von im el los las y en
    """.split()
)
_CREATORS = ("author", "editor", "container-author", "collection-editor", "director", "translator")

_Marker: TypeAlias = Callable[[Reference, tuple[str, ...]], str]
_Modifier: TypeAlias = Callable[[str, tuple[str, ...]], str]


@dataclass(frozen=True, slots=True)
class _Literal:
    text: str


@dataclass(frozen=True, slots=True)
class _Field:
    """One marker with its arguments, and the modifiers applied to its text in turn."""

    marker: str
    arguments: tuple[str, ...]
    modifiers: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class KeyPattern:
    """A parsed pattern; `text` is what the user wrote."""

    text: str
    parts: tuple[_Literal | _Field, ...]


def parse_pattern(text: str) -> KeyPattern:
    """Parse either notation; raises UsageError naming what is not known."""
    parts = _parse_brackets(text) if "[" in text else _parse_formula(text)
    if not any(isinstance(part, _Field) for part in parts):
        raise UsageError(
            f"the key pattern `{text}` holds no marker", hint=f"for example {DEFAULT_PATTERN}"
        )
    return KeyPattern(text, tuple(parts))


def make_key(pattern: KeyPattern, reference: Reference) -> str:
    """The key of a reference by a pattern, without regard to others; never empty."""
    text = "".join(
        part.text if isinstance(part, _Literal) else _field_text(part, reference)
        for part in pattern.parts
    )
    return clean_key(text) or "ref"


def clean_key(text: str) -> str:
    """`text` in the characters every program takes in a key."""
    folded = text if text.isascii() else _transliterate(text)
    return _NOT_IN_KEYS.sub("", folded)


def unique_key(key: str, taken: Container[str]) -> str:
    """`key`, or with the first clash letter that is free: leng2020, leng2020a, leng2020b, …

    Keys that differ only in case clash: BibTeX and file systems take them for one. `taken`
    holds casefolded keys.
    """
    if key.casefold() not in taken:
        return key
    return next(
        candidate
        for letters in _clash_letters()
        if (candidate := key + letters).casefold() not in taken
    )


def new_keys(pattern: KeyPattern, references: Iterable[Reference], taken: set[str]) -> list[str]:
    """A key for each reference, unique among themselves and `taken` (casefolded, added to)."""
    keys: list[str] = []
    for reference in references:
        key = unique_key(make_key(pattern, reference), taken)
        taken.add(key.casefold())
        keys.append(key)
    return keys


def _clash_letters() -> Iterable[str]:
    """A, b, … z, aa, ab, …"""
    letters = "abcdefghijklmnopqrstuvwxyz"
    before = [""]
    while True:
        before = [first + letter for first in before for letter in letters]
        yield from before


def _transliterate(text: str) -> str:
    """ASCII for `text`, keeping its case."""
    return "".join(
        letter
        if letter.isascii()
        else (fold(letter).strip().title() if letter.isupper() else fold(letter).strip())
        for letter in text
    )


# ---- what markers stand for ----


def _creators(reference: Reference) -> list[Name]:
    """The names a key is made of: the authors, else whoever else made the work."""
    for variable in _CREATORS:
        names = [name for name in reference.names(variable) if not name.is_others]
        if names:
            return names
    return []


def _family(name: Name) -> str:
    if name.family:
        return f"{name.non_dropping_particle} {name.family}".strip()
    return _institution(name.literal or name.given)


def _institution(literal: str) -> str:
    """An institution by the initials of its words, a single word as it is."""
    words = [word for word in _TITLE_WORD.findall(literal) if word.lower() not in _FUNCTION_WORDS]
    if len(words) <= 1:
        return "".join(words)
    return "".join(word if word.isupper() and len(word) > 1 else word[0].upper() for word in words)


def _joined(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _auth(reference: Reference, arguments: tuple[str, ...]) -> str:
    names = _creators(reference)
    if not names:
        publisher = reference.text("publisher") or reference.text("authority")
        family = _institution(publisher)
    else:
        family = _joined(_family(names[0]))
    return family[: _number(arguments, 0, 0) or None]


def _authors(reference: Reference, arguments: tuple[str, ...]) -> str:
    names = _creators(reference)
    count = _number(arguments, 0, 0) or len(names)
    text = "".join(_joined(_family(name)) for name in names[:count])
    return text + ("EtAl" if len(names) > count else "")


def _auth_et_al(reference: Reference, arguments: tuple[str, ...]) -> str:
    names = _creators(reference)
    if len(names) <= _number(arguments, 0, 2):
        return "".join(_joined(_family(name)) for name in names)
    return _joined(_family(names[0])) + "EtAl"


def _auth_last(reference: Reference, arguments: tuple[str, ...]) -> str:
    names = _creators(reference)
    return _joined(_family(names[-1])) if names else ""


def _authors_alpha(reference: Reference, arguments: tuple[str, ...]) -> str:
    """As BibTeX's alpha style: Len for one author, initials for several, + for the rest."""
    names = [_joined(_family(name)) for name in _creators(reference)]
    if len(names) == 1:
        return names[0][:3]
    return "".join(name[:1] for name in names[:3]) + ("+" if len(names) > 4 else "")


def _year(reference: Reference, arguments: tuple[str, ...]) -> str:
    date = reference.date("issued")
    if date is None:
        return ""
    if date.year is not None:
        return str(abs(date.year))
    found = re.search(r"\d{4}", date.literal or date.raw)
    return found[0] if found else ""


def _short_year(reference: Reference, arguments: tuple[str, ...]) -> str:
    return _year(reference, ())[-2:]


def _month(reference: Reference, arguments: tuple[str, ...]) -> str:
    date = reference.date("issued")
    month = date.start.month if date and date.start else 0
    return f"{month:02d}" if month else ""


def _title_words(reference: Reference, *, significant: bool) -> list[str]:
    title = strip_markup(reference.text("title") or reference.text("container-title"))
    words = _TITLE_WORD.findall(re.sub(r"['’]", "", title))
    if not significant:
        return words
    return [word for word in words if word.lower() not in _FUNCTION_WORDS] or words


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _title(reference: Reference, arguments: tuple[str, ...]) -> str:
    return " ".join(_capital(word) for word in _title_words(reference, significant=False))


def _full_title(reference: Reference, arguments: tuple[str, ...]) -> str:
    return " ".join(_title_words(reference, significant=False))


def _short_title(reference: Reference, arguments: tuple[str, ...]) -> str:
    """The first words that matter: shorttitle(n, m) capitalises the first m of n (3, 0)."""
    count, capitals = _number(arguments, 0, 3), _number(arguments, 1, 0)
    chosen = _title_words(reference, significant=True)[:count]
    return "".join(
        _capital(word) if place < capitals else word for place, word in enumerate(chosen)
    )


def _very_short_title(reference: Reference, arguments: tuple[str, ...]) -> str:
    return _short_title(reference, ("1", arguments[1] if len(arguments) > 1 else "0"))


def _camel(reference: Reference, arguments: tuple[str, ...]) -> str:
    chosen = _title_words(reference, significant=True)
    count = _number(arguments, 0, 0) or len(chosen)
    return "".join(_capital(word.lower()) for word in chosen[:count])


def _pages(reference: Reference) -> list[str]:
    return re.findall(r"[A-Za-z]?\d+", reference.text("page"))


def _first_page(reference: Reference, arguments: tuple[str, ...]) -> str:
    return next(iter(_pages(reference)), "")


def _last_page(reference: Reference, arguments: tuple[str, ...]) -> str:
    return next(iter(reversed(_pages(reference))), "")


def _keyword(reference: Reference, arguments: tuple[str, ...]) -> str:
    words = re.split(r"\s*[,;]\s*", reference.text("keyword"))
    place = _number(arguments, 0, 1)
    return words[place - 1] if 0 < place <= len(words) else ""


_MARKERS: MappingProxyType[str, _Marker] = MappingProxyType(
    {
        "auth": _auth,
        "edtr": _auth,
        "authors": _authors,
        "authetal": _auth_et_al,
        "authlast": _auth_last,
        "authorlast": _auth_last,
        "authorsalpha": _authors_alpha,
        "year": _year,
        "shortyear": _short_year,
        "month": _month,
        "title": _title,
        "fulltitle": _full_title,
        "shorttitle": _short_title,
        "veryshorttitle": _very_short_title,
        "camel": _camel,
        "firstpage": _first_page,
        "lastpage": _last_page,
        "keyword": _keyword,
    }
)
_VARIABLES = MappingProxyType({variable.lower(): variable for variable in VARIABLES})
_FIELD_ALIASES = MappingProxyType(
    {
        "journal": "container-title",
        "booktitle": "container-title",
        "pages": "page",
        "entrytype": "type",
        "type": "type",
        "citekey": "id",
        "number": "issue",
        "series": "collection-title",
        "journalabbrev": "container-title-short",
    }
)


def _variable_text(reference: Reference, variable: str) -> str:
    if variable in ("id", "type"):
        return reference.id if variable == "id" else reference.type
    names = reference.names(variable)
    if names:
        return "".join(_joined(_family(name)) for name in names)
    date = reference.date(variable)
    if date and date.year is not None:
        return str(date.year)
    return strip_markup(reference.text(variable))


# ---- what modifiers do ----


def _abbreviate(text: str, arguments: tuple[str, ...]) -> str:
    return "".join(word[0] for word in _TITLE_WORD.findall(text))


def _truncate(text: str, arguments: tuple[str, ...]) -> str:
    return text[: _number(arguments, 0, 0) or None]


def _replace(text: str, arguments: tuple[str, ...]) -> str:
    if len(arguments) != 2:
        raise UsageError('`regex` in a key pattern needs two texts: regex("this","that")')
    # JabRef's $1 and Python's \1 both name a group.
    try:
        return re.sub(arguments[0], re.sub(r"\$(\d)", r"\\\1", arguments[1]), text)
    except re.error as error:
        raise UsageError(f"the regular expression `{arguments[0]}` is not one: {error}") from error


_MODIFIERS: MappingProxyType[str, _Modifier] = MappingProxyType(
    {
        "lower": lambda text, _: text.lower(),
        "upper": lambda text, _: text.upper(),
        "capitalize": lambda text, _: " ".join(_capital(word) for word in text.split()),
        "titlecase": lambda text, _: " ".join(_capital(word) for word in text.split()),
        "sentencecase": lambda text, _: _capital(text.lower()),
        "abbr": _abbreviate,
        "truncate": _truncate,
        "substring": _truncate,
        "regex": _replace,
        "replace": _replace,
        "alphanum": lambda text, _: re.sub(r"[^A-Za-z0-9]", "", clean_key(text)),
        "fold": lambda text, _: _transliterate(text),
        "ascii": lambda text, _: _transliterate(text),
        "nopunct": lambda text, _: re.sub(r"[^\w\s]", "", text),
        "condense": lambda text, arguments: (arguments[0] if arguments else "").join(text.split()),
        "len": lambda text, _: text,
    }
)
_FALLBACK = "("


def _field_text(field: _Field, reference: Reference) -> str:
    marker = _MARKERS.get(field.marker)
    text = marker(reference, field.arguments) if marker else _variable_text(reference, field.marker)
    for name, arguments in field.modifiers:
        fallback = name == _FALLBACK
        text = (text or arguments[0]) if fallback else _MODIFIERS[name](text, arguments)
    return text


def _number(arguments: tuple[str, ...], place: int, default: int) -> int:
    return int(arguments[place]) if place < len(arguments) and arguments[place] else default


# ---- the two notations ----

_BRACKET = re.compile(r"\[((?:[^\[\]\"]|\"(?:[^\"\\]|\\.)*\")*)\]")
_BRACKET_MODIFIER = re.compile(
    r":(?:\((?P<fallback>[^)]*)\)|(?P<name>[a-zA-Z]+?)(?P<number>\d+)?"
    r"(?:\((?P<arguments>(?:[^()\"]|\"(?:[^\"\\]|\\.)*\")*)\))?(?=:|\Z))"
)
_MARKER_NAME = re.compile(r"([A-Za-z][A-Za-z_.-]*?)(\d*)(?:_(\d+))?\Z")
_TERM = re.compile(r"\s*(?:\"([^\"]*)\"|'([^']*)'|([A-Za-z][\w.(),\s\"'$\\-]*?))\s*(?:\+|\Z)")
_FORMULA_STEP = re.compile(r"([A-Za-z][A-Za-z-]*?)(\d+)?(?:\(([^)]*)\))?(?:\.|\Z)")
_QUOTED = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'([^']*)'|([^\s,]+)")


def _parse_brackets(text: str) -> list[_Literal | _Field]:
    parts: list[_Literal | _Field] = []
    place = 0
    for match in _BRACKET.finditer(text):
        if match.start() > place:
            parts.append(_literal(text[place : match.start()], text))
        parts.append(_parse_bracket(match[1], text))
        place = match.end()
    if place < len(text):
        parts.append(_literal(text[place:], text))
    return parts


def _literal(text: str, pattern: str) -> _Literal:
    if "[" in text or "]" in text:
        raise UsageError(f"the key pattern `{pattern}` has a bracket without its partner")
    return _Literal(text)


def _parse_bracket(inner: str, pattern: str) -> _Field:
    name, _, rest = inner.partition(":")
    rest = ":" + rest if rest else ""
    modifiers: list[tuple[str, tuple[str, ...]]] = []
    place = 0
    while place < len(rest):
        match = _BRACKET_MODIFIER.match(rest, place)
        if match is None:
            raise UsageError(f"the key pattern `{pattern}` cannot be read at `{rest[place:]}`")
        modifiers.append(_modifier(match, pattern))
        place = match.end()
    return _marker(name, None, modifiers, pattern)


def _modifier(match: re.Match[str], pattern: str) -> tuple[str, tuple[str, ...]]:
    if match["fallback"] is not None:
        return _FALLBACK, (match["fallback"].strip('"'),)
    arguments = _split_arguments(match["arguments"] or match["number"] or "")
    return _known_modifier(match["name"], pattern), arguments


def _parse_formula(text: str) -> list[_Literal | _Field]:
    parts: list[_Literal | _Field] = []
    place = 0
    while place < len(text):
        match = _TERM.match(text, place)
        if match is None or match.end() == place:
            raise UsageError(f"the key pattern `{text}` cannot be read at `{text[place:]}`")
        quoted = match[1] if match[1] is not None else match[2]
        parts.append(_Literal(quoted) if quoted is not None else _parse_term(match[3], text))
        place = match.end()
    return parts


def _parse_term(term: str, pattern: str) -> _Field:
    steps = list(_FORMULA_STEP.finditer(term.strip()))
    if not steps or steps[-1].end() != len(term.strip()):
        raise UsageError(f"the key pattern `{pattern}` cannot be read at `{term}`")
    first, *others = steps
    modifiers = [
        (_known_modifier(step[1], pattern), _split_arguments(step[3] or step[2] or ""))
        for step in others
    ]
    return _marker(first[1] + (first[2] or ""), first[3], modifiers, pattern)


def _marker(
    name: str,
    arguments: str | None,
    modifiers: list[tuple[str, tuple[str, ...]]],
    pattern: str,
) -> _Field:
    match = _MARKER_NAME.match(name.strip())
    if match is None:
        raise UsageError(f"the key pattern `{pattern}` has an empty or odd marker `[{name}]`")
    bare = match[1].lower().replace(".", "")
    given = _split_arguments(arguments) if arguments is not None else tuple(match.group(2, 3))
    numbers = tuple(number or "" for number in given)
    if bare not in _MARKERS:
        bare = _FIELD_ALIASES.get(bare, _VARIABLES.get(bare, ""))
        if not bare:
            raise UsageError(
                f"unknown marker `{name}` in the key pattern `{pattern}`",
                hint=f"known: {', '.join(_MARKERS)}, and every field",
            )
    elif any(number and not number.isdigit() for number in numbers):
        raise UsageError(f"`{name}` in the key pattern `{pattern}` takes numbers only")
    return _Field(bare, numbers, tuple(modifiers))


def _known_modifier(name: str, pattern: str) -> str:
    if name.lower() not in _MODIFIERS:
        raise UsageError(
            f"unknown modifier `{name}` in the key pattern `{pattern}`",
            hint=f"known: {', '.join(_MODIFIERS)}",
        )
    return name.lower()


def _split_arguments(text: str) -> tuple[str, ...]:
    return tuple(
        next(group for group in match.groups() if group is not None)
        for match in _QUOTED.finditer(text)
    )
