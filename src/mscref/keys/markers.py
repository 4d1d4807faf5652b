"""What the markers and modifiers of a key pattern stand for: two tables, and their functions.

What crosses the border: a reference and arguments as written in; text out. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from types import MappingProxyType
from typing import TypeAlias

from mscref.errors import UsageError
from mscref.keys.romanized import romanized, surname_of
from mscref.match.record import family_alone
from mscref.match.text import bare
from mscref.model.figures import whole_number
from mscref.model.markup import strip_markup
from mscref.model.names import Name
from mscref.model.reference import Reference
from mscref.model.vocabulary import VARIABLES

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


def clean_key(text: str) -> str:
    """`text` in the characters every program takes in a key."""
    folded = text if text.isascii() else transliterate(text)
    return _NOT_IN_KEYS.sub("", folded)


def transliterate(text: str) -> str:
    """ASCII for `text`, keeping its case."""
    if _OTHER_SCRIPT.search(text):
        text = "".join(_latin(run) for run in _RUNS.findall(text))
    return "".join(
        letter
        if letter.isascii()
        else (bare(letter).strip().title() if letter.isupper() else bare(letter).strip())
        for letter in text
    )


_OTHER_SCRIPT = re.compile(r"[\u0370-\u052f\u3041-\u30fa\uac00-\ud7a3]")
_RUNS = re.compile(r"[\u0370-\u052f\u3041-\u30fa\uac00-\ud7a3]+|.", re.DOTALL)


def _latin(run: str) -> str:
    is_east_asian = run[0] >= "\u3041"  # folding would take its syllables apart
    latin = romanized(run if is_east_asian else bare(run))
    return latin.title() if run[:1].isupper() else latin


# ---- what markers stand for ----


def _creators(reference: Reference) -> list[Name]:
    """The names a key is made of: the authors, else whoever else made the work."""
    for variable in _CREATORS:
        names = [name for name in reference.names(variable) if not name.is_others]
        if names:
            return names
    return []


def family_names(reference: Reference) -> list[str]:
    """The family names of those whom the work is known by, as they are written."""
    return [
        f"{name.non_dropping_particle} {name.family}".strip() or name.literal or name.given
        for name in _creators(reference)
    ]


def _family(name: Name) -> str:
    surname = surname_of(name.literal or name.family, is_whole=bool(name.literal))
    if surname:
        return surname.title()
    if name.family:
        return f"{name.non_dropping_particle} {family_alone(name)}".strip()
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
    words = re.split(r"(?:(?<!\s)\s+)?[,;]\s*", reference.text("keyword"))
    place = _number(arguments, 0, 1)
    return words[place - 1] if 0 < place <= len(words) else ""


MARKERS: MappingProxyType[str, _Marker] = MappingProxyType(
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
VARIABLES_BY_NAME = MappingProxyType({variable.lower(): variable for variable in VARIABLES})
FIELD_ALIASES = MappingProxyType(
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


def variable_text(reference: Reference, variable: str) -> str:
    """Any CSL variable as text: names by family, a date by its year."""
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


MODIFIERS: MappingProxyType[str, _Modifier] = MappingProxyType(
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
        "fold": lambda text, _: transliterate(text),
        "ascii": lambda text, _: transliterate(text),
        "nopunct": lambda text, _: re.sub(r"[^\w\s]", "", text),
        "condense": lambda text, arguments: (arguments[0] if arguments else "").join(text.split()),
        "len": lambda text, _: text,
    }
)
FALLBACK = "("


def _number(arguments: tuple[str, ...], place: int, default: int) -> int:
    return (
        whole_number(arguments[place]) if place < len(arguments) and arguments[place] else default
    )
