"""Lists of names: splitting at `and`, the parts of each name, and writing them back.

    names := name (" and " name)*
    name  := "{" literal "}" | extended | First von Last | von Last "," First
             | von Last "," Jr "," First
    extended := part "=" value ("," part "=" value)*      (biblatex: family=…, given=…, prefix=…)

*von* is the run of lower-case words before the last name, found from the left as biblatex
does it: in `Drummond de Andrade, Carlos` all of `Drummond de Andrade` is the last name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from mscref.formats.latex.reading import decode
from mscref.model.homonyms import without_number
from mscref.model.names import Name
from mscref.patterns import lazy
from mscref.records import Record

# The look behind keeps a long run of spaces from being tried at each of them.
_AND = re.compile(r"(?<!\s)\s++and\s++", re.IGNORECASE)
_COMPLEX = re.compile(r"[\\{}$~`=]|--|''")
_SPLITTER = lazy(r"[{}]|(?<!\s)\s++[aA][nN][dD](?=\s)")
_COMMA_OR_BRACE = lazy(r"(?<!\\)[{},]")  # `\,` is a thin space
_INITIALS = re.compile(r"\.(?=[^\W\d_a-z])")
# "d'Artagnan", "al-Fulan": an elided or hyphenated particle at the head of a last name.
_PREFIXED = lazy(r"([^\W\d_A-Z]{1,4}['’\-])(?=[^\W\d_a-z])(.+)", re.DOTALL)
# "{von der Leyen}": braces keep the particle with the last name.
_BRACED_PARTICLE = lazy(r"((?:[^\W\d_A-Z]+ )*[^\W\d_A-Z]+) ([^\W\d_a-z].*)", re.DOTALL)
_EXTENDED = lazy(
    r"\s*(?:family|given|prefix|suffix|useprefix|given-i|family-i|id)\s*=", re.IGNORECASE
)

# TeX skips white space before the argument of an accent: `\" u`.
_ACCENT_SPACE = lazy(r"(\\[\"'`^~=.])\s+(?=[A-Za-z\\{])")
# `\ifmmode A\else B\fi`: names are no mathematics.
_CONDITIONAL = lazy(
    r"\\ifmmode\b(?:(?!\\(?:else|fi|ifmmode)\b).)*+"
    r"(?:\\else\b\s*+((?:(?!\\(?:fi|ifmmode)\b).)*+))?\\fi\b\s*+(?:\{\})?",
    re.DOTALL,
)
# biber's options for a whole list stand in the list like names.
_LIST_OPTION = lazy(r"(?:unique|sorting|label|nametemplate)\w*\s*=\s*\w+")

_NUMBERS = lazy(r"(?:\A|\s)\{?0\d{3}\}?(?=\s*+(?:\Z|,)|\}\s*+,|\s++and\s)", re.IGNORECASE)
_OPTIONS = lazy(
    r"(?<![\w-])(?!(?:family|given|prefix|suffix|useprefix)\s*=)[a-z][\w-]*+\s*=(?!=)",
    re.IGNORECASE,
)

OTHERS = Name(literal="others", parse_names=False)
_NOBODY = Name()


class NameOptions(Record):
    """What the `options` field of an entry says about names."""

    useprefix: bool = False
    juniorcomma: bool = False


DEFAULT_OPTIONS = NameOptions()


def parse_names(text: str, options: NameOptions = DEFAULT_OPTIONS) -> tuple[Name, ...]:
    """A list of names from LaTeX text."""
    if _COMPLEX.search(text) is None:
        return tuple(
            [_plain_name(part, options) for part in _AND.split(text.strip()) if part.strip(" ,")]
        )
    if "\\" in text:
        text = _ACCENT_SPACE.sub(r"\1", text)
        if "\\ifmmode" in text:
            end = text.rfind("\\fi") + 3  # behind it no condition ends
            text = _CONDITIONAL.sub(lambda match: match[1] or "", text[:end]) + text[end:]
    names = [
        _complex_name(part, options)
        for part in split_names(text)
        if "=" not in part or not _LIST_OPTION.fullmatch(part)
    ]
    return tuple([name for name in names if name != _NOBODY])  # `{}`, `\relax`


def has_numbers(text: str) -> bool:
    """Whether a list of names holds the numbers by which DBLP tells people apart, which are no part
    of a name. Whoever reads it keeps the text as well."""
    return _NUMBERS.search(text) is not None


def has_options(text: str) -> bool:
    """The same for options of biber, and for parts of names that nobody prints."""
    return _OPTIONS.search(text) is not None


def split_names(text: str) -> list[str]:
    """Split at ` and ` outside of braces."""
    return [part for part in _split_outside_braces(f" {text.strip()} ", _SPLITTER) if part]


# Names repeat: in a library most authors have several works.
@lru_cache(maxsize=1 << 16)
def _plain_name(text: str, options: NameOptions) -> Name:
    """A name without braces and commands."""
    text = without_number(text)
    if "," in text:
        parts = [" ".join(part.split()) for part in text.split(",")]
        return _comma_name(parts, options)
    words = text.split()
    if words == ["others"]:
        return OTHERS
    return _display_order(words, words, options)


@lru_cache(maxsize=1 << 16)
def _complex_name(text: str, options: NameOptions) -> Name:
    """A name with braces or LaTeX in it."""
    if text == "others":
        return OTHERS
    text = without_number(text)
    if _EXTENDED.match(text):
        return _extended_name(text, options)
    if text[0] == "{" and _group_end(text) == len(text):
        # "{Ü}" alone in braces is still an institution; so is "{\"Uber Inc}".
        return Name(literal=_clean(text[1:-1]))
    parts = _split_at_commas(text)
    if len(parts) > 1:
        return _comma_name([_clean(part) for part in parts], options, raw=parts)
    raw = _words(text)
    return _display_order([_clean(word) for word in raw], raw, options)


def _comma_name(parts: list[str], options: NameOptions, *, raw: Sequence[str] = ()) -> Name:
    """`von Last, First` and `von Last, Jr, First`; `raw` is the LaTeX of `parts`."""
    last = _words(raw[0]) if raw else parts[0].split()
    # BibTeX knows three parts; what stands behind them is somebody's given name, too.
    jr, first = (parts[1], ", ".join(parts[2:])) if len(parts) > 2 else ("", parts[1])
    words = [_clean(word) for word in last] if raw else last
    von = 0
    while von < len(words) - 1 and _is_lower(last[von]):
        von += 1
    particle = " ".join(words[:von])
    given = first if raw and raw[-1].startswith("{") else _spaced(first)
    if not particle and given and not raw:
        # "Fontaine, Jean de la": the particle stands behind the given names.
        given, particle = _trailing_particle(given)
    doubled = bool(raw) and raw[0].startswith("{{") and raw[0].endswith("}}")
    return _build(given, particle, " ".join(words[von:]), jr, options, is_literal=doubled)


def _trailing_particle(given: str) -> tuple[str, str]:
    words = given.split(" ")
    count = len(words)
    while count > 1 and words[count - 1].isalpha() and words[count - 1].islower():
        count -= 1
    return " ".join(words[:count]), " ".join(words[count:])


def _display_order(words: list[str], raw: Sequence[str], options: NameOptions) -> Name:
    """`First von Last`; `raw` is the LaTeX of `words`."""
    first = 0
    while first < len(words) - 1 and not _is_lower(raw[first]):
        first += 1
    von = first
    while von < len(words) - 1 and _is_lower(raw[von]):
        von += 1
    given = _spaced(" ".join(words[:first]))
    return _build(given, " ".join(words[first:von]), " ".join(words[von:]), "", options)


def _build(
    given: str,
    particle: str,
    family: str,
    jr: str,
    options: NameOptions,
    /,
    *,
    is_literal: bool = False,
) -> Name:
    """The name of these parts; a family name in double braces keeps its particle."""
    if not family:
        family, given = given, ""
    fixed = ""
    if not is_literal and not family[:1].isupper():
        match = _PREFIXED.match(family) or _BRACED_PARTICLE.match(family)
        fixed, family = (match[1], match[2]) if match else ("", family)
    if options.useprefix and particle:
        return Name(family, given, "", particle, jr, comma_suffix=bool(jr and options.juniorcomma))
    return Name(family, given, particle, fixed, jr, comma_suffix=bool(jr and options.juniorcomma))


def _extended_name(text: str, options: NameOptions) -> Name:
    """`family=…, given=…`: the parts by name."""
    parts: dict[str, str] = {}
    for part in _split_at_commas(text):
        name, equals, value = part.partition("=")
        if equals:
            known = parts.get(name.strip().lower(), "")  # said twice, both are his
            parts[name.strip().lower()] = f"{known} {_clean(value)}".strip()
    useprefix = parts.get("useprefix", "").lower()
    keeps = useprefix == "true" if useprefix else options.useprefix
    prefix = parts.get("prefix", "")
    return Name(
        parts.get("family", ""),
        parts.get("given", ""),
        "" if keeps else prefix,
        prefix if keeps else "",
        parts.get("suffix", ""),
    )


def _is_lower(word: str) -> bool:
    """True for a particle: its first letter outside of braces is a small one.

    As in BibTeX a group counts only where it is an accent (`{\\"o}`), and digits do not.
    """
    if word[:1] == "{":
        if word[1:2] != "\\":
            return False
        word = decode(word)
    elif word[:1] == "\\":
        word = decode(word)
    for char in word:
        if char.isalpha():
            return char.islower()
        if char == "{":
            return False
    return False


def _spaced(given: str) -> str:
    """`J.G.` → `J. G.`"""
    return _INITIALS.sub(". ", given) if "." in given else given


def _clean(text: str) -> str:
    """LaTeX → text, with no-break spaces as spaces."""
    text = text.strip()
    if _COMPLEX.search(text) is None:
        return text if "\n" not in text and "  " not in text else " ".join(text.split())
    return decode(text).replace("\u00a0", " ").strip()


def _words(text: str) -> list[str]:
    """Split at spaces and ties outside of braces; a control word keeps the space it needs."""
    words: list[str] = []
    depth = 0
    current: list[str] = []
    previous = ""
    for char in text:
        if char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
        elif depth <= 0 and char in " \t\r\n~" and previous != "\\":
            if current and not _ends_in_command(current):
                words.append("".join(current))
                current = []
                previous = char
                continue
            if not current:
                continue
        current.append(char)
        previous = char
    if current:
        words.append("".join(current))
    return words


def _ends_in_command(chars: list[str]) -> bool:
    """True after `\\o` or `\\c`, whose following space belongs to it."""
    for char in reversed(chars):
        if char == "\\":
            return chars[-1] != "\\"
        if not char.isalpha() or not char.isascii():
            return False
    return False


def _split_at_commas(text: str) -> list[str]:
    """Split at commas outside of braces."""
    return _split_outside_braces(text, _COMMA_OR_BRACE)


def _split_outside_braces(text: str, separator_or_brace: re.Pattern[str]) -> list[str]:
    """The stripped parts of `text` between the separators that stand outside of braces."""
    parts: list[str] = []
    depth = start = 0
    for match in separator_or_brace.finditer(text):
        token = match[0]
        if token == "{":
            depth += 1
        elif token == "}":
            depth = max(depth - 1, 0)
        elif not depth:
            parts.append(text[start : match.start()].strip())
            start = match.end()
    parts.append(text[start:].strip())
    return parts


def _group_end(text: str) -> int:
    """The offset behind the brace that closes the one at 0, -1 where there is none."""
    depth = 0
    for match in _COMMA_OR_BRACE.finditer(text):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
            if not depth:
                return match.end()
    return -1


# --- Writing -------------------------------------------------------------------------------

_LOWER_END = lazy(r"\b[^\W\d_A-Z]++\Z")
_INNER_PERIOD = lazy(r"\S\.\S")


def format_names(names: Sequence[Name], encode: Callable[[str], str]) -> str:
    """The list as BibTeX has it; `encode` turns text into LaTeX."""
    return " and ".join([format_name(name, encode) for name in names])


def format_name(name: Name, encode: Callable[[str], str]) -> str:
    """One name, so that `parse_names` gives it again."""
    if name.literal:
        # pandoc's CSL-JSON has the word as a literal name and means the same.
        return "others" if name.is_others else f"{{{encode(name.literal)}}}"
    family, given = name.family, name.given
    if not family:
        return f"{{{encode(given)}}}" if " " in given or "," in given else encode(given)
    fixed = name.non_dropping_particle
    if fixed:
        glued = fixed[-1] in "'’-"
        text = f"{fixed}{family}" if glued else f"{fixed} {family}"
        last = encode(text) if glued and " " not in text else f"{{{encode(text)}}}"
    elif _needs_braces(family):
        double = _first_letter(family).islower()
        last = f"{{{{{encode(family)}}}}}" if double else f"{{{encode(family)}}}"
    else:
        last = encode(family)
    particle = name.dropping_particle
    if particle and not all(map(_is_plain_particle, particle.split())):
        return _format_extended(name, encode)
    if particle:
        last = f"{encode(particle)} {last}"
    if not given and not name.suffix:
        return last if " " not in family or last.startswith("{") or particle else f"{last},"
    first = encode(given)
    # BibTeX counts the comma of a thin space (`\,`) too.
    if "," in first or _AND.search(f" {given} ") or _is_taken_apart(given):
        first = f"{{{first}}}"
    if name.suffix:
        return f"{last}, {encode(name.suffix)}, {first}"
    return f"{last}, {first}"


def _is_plain_particle(word: str) -> bool:
    """Whether a word before a family name is read as a particle; `and` parts two names."""
    return word[:1].islower() and word != "and"


def _is_taken_apart(given: str) -> bool:
    """True where reading would move a small last word to the particle, or space out initials."""
    if _INNER_PERIOD.search(given):
        return True
    return len(given.split(None, 1)) > 1 and _LOWER_END.search(given) is not None


def _needs_braces(family: str) -> bool:
    """True where the family name alone would be taken apart."""
    if "," in family or _AND.search(f" {family} ") or _PREFIXED.match(family):
        return True
    return " " in family and _first_letter(family).islower()


def _first_letter(text: str) -> str:
    """The first letter, behind an apostrophe (`'t Hooft`), or ""."""
    return next((char for char in text if char.isalpha()), "")


def _format_extended(name: Name, encode: Callable[[str], str]) -> str:
    """biblatex's `family=…, given=…`, for what the short form cannot say."""
    parts = [
        ("family", name.family),
        ("given", name.given),
        ("prefix", name.dropping_particle or name.non_dropping_particle),
        ("suffix", name.suffix),
    ]
    return ", ".join(f"{part}={{{encode(value)}}}" for part, value in parts if value)
