"""The author part of a reference string → names.

In: the text between the first and the last name ("Harrell, C. R., … & Volarevic, V.").
Out: `ParsedNames`: the names in order, and whether the string says that some are missing and
where. The order of name-parts is read from the shapes: initials follow a family name or
precede it, a lone word before a lone word is "Family, Given", three words are a whole name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mscref.model.names import Name
from mscref.refstring.cues import CUES
from mscref.refstring.names_east_asian import east_asian_names, in_east_asian_script

_COURTS = frozenset(
    "olg lg ovg vgh lag bgh bverfg bverwg bag bsg bfh bpatg eugh egmr ogh bger court".split()
)
_BODIES = frozenset(
    [
        *CUES["body"].split(),
        *"university press universität school statistics authority federation academy".split(),
        *_COURTS,
    ]
)
_PARTICLES = frozenset(
    """von van der den de da di del della dello du la le los las zu zur zum af av dos das do ter
    ten te ibn bin y d' dell' vom vander""".split()
)
_SUFFIX = re.compile(r"(?:jr|sr|jnr|snr|ii|iii|iv|2nd|3rd)\.?", re.IGNORECASE)
_OTHERS = re.compile(
    r"""[\s,;&/(\[]{0,8}(?:
        \bet\s*+(?:\.\s*+)?al\b\.?(?:ii|\.)? | \bu\.?\s?a\.?(?=\W*$)
      | \bund\s+andere\b | \band\s+(?:\w+\s+)?others\b | \be\s+altri\b
      | \by\s+otros\b | \bet\s+autres\b | \bи\s+др\b\.?
    )[\s)\],.;]*""",
    re.VERBOSE | re.IGNORECASE,
)
_ELLIPSIS = re.compile(r"(?:(?<![\s,])\s+)?(?:,\s*+)?(?:…|\. ?\. ?\.(?: ?\.)?)\s*+(?:,\s*+)?")
_ROLE = re.compile(
    r"""[\s,(\[]{0,8}
        \b(?:eds?|editors?|hrsgg?|hgg?|éds?|dirs?|coords?|comps?|herausgeber|herausgegeben|edited
            |bearb|cur|a\s+cura\s+di|a\s+c\.\s?di|orgs?)\b
        \.?(?:\s+(?:by|von|par|por)\b)?[\s)\].:]*""",
    re.VERBOSE | re.IGNORECASE,
)
_JOINER = re.compile(
    r"(?:(?<![\s,])\s++)?(?:,\s*+)?(?:&|\+|(?<!\w)(?:and|und|et|y|e|ed|u\.|en|og|och|i|и|ve|és|ja|și|şi|та)(?!\w))\s+(?!\.)"
)
_SLASH = re.compile(r"(?:(?<!\s)\s+)?/\s*|\s[-–—]\s+")
_INITIAL = r"[^\W\d_]\.?"
# "C. R.", "J.-P.", "CR", "H.K", "Y-W", "Th."; a capital first, at most four letters without stops
_INITIALS = re.compile(
    r"(?:[^\W\d_a-z](?:h|r|l|u|s|c)?\.(?:(?:\s?-\s?|\s{0,2})[^\W\d_](?:h|r|l)?\.)*(?:\s?-?\s?[^\W\d_a-z])?"
    r"|[^\W\d_a-z](?:\s?[-.]?\s?[^\W\d_a-z]){0,3}\.?)"
)
_TRAILING_INITIALS = re.compile(
    r"(?P<family>[^\W\d_][^\d,]*?[^\W\d_])\s+(?P<given>[A-ZÀ-ÞĀ-ŽА-ЯЁІЇЄ](?:[.\s-]*[A-ZÀ-ÞĀ-ŽА-ЯЁІЇЄ]){0,3}\.?)"
)


# `Ortega y Gasset, J.` is one family: what stands before an "y" and is given no name is no author.
_COMPOUND = re.compile(
    r"[^\W\d_a-z][^\W\d_]+\s[ye]\s[^\W\d_a-z][^\W\d_]+,\s[^\W\d_a-z](?![^\W_])\.?(?:\s?[^\W\d_a-z]\.)*"
)
# `Le Goff (Jacques)` and `DUPONT Jean`: French lists.
_GIVEN_IN_BRACKETS = re.compile(
    r"(?P<family>[^\W\d_][^\d,()]{0,40}[^\W\d_])\s\((?P<given>[^\W\d_a-z][\w.’'\s-]{0,30})\)"
)
_CAPITALS_FIRST = re.compile(
    r"(?=[A-ZÀ-Þ’' -]{4,}\s)(?P<family>(?:[A-ZÀ-Þ][A-ZÀ-Þ’'-]+)(?:\s[A-ZÀ-Þ][A-ZÀ-Þ’'-]+){0,2})"
    r"\s(?P<given>[A-ZÀ-Þ][a-zà-ÿ’'-]+(?:[\s-][A-ZÀ-Þ][a-zà-ÿ’'.-]*){0,2})"
)
_ARABIC = re.compile(r"[\u0621-\u064a]")


@dataclass(frozen=True, slots=True)
class ParsedNames:
    """Names in order; `gap` is the index before which names were left out ("…"), or -1.

    `et_al`: the list ends in "et al.", so that names are missing at its end.
    """

    names: tuple[Name, ...]
    gap: int = -1
    et_al: bool = False

    @property
    def is_truncated(self) -> bool:
        """True where the string itself says that names are missing."""
        return self.et_al or self.gap >= 0


def parse_names(text: str, *, is_japanese: bool = False) -> ParsedNames:
    """Split the author or editor part of a reference string into names."""
    if in_east_asian_script(text):
        whole, is_cut = east_asian_names(text, is_japanese=is_japanese)
        return ParsedNames(whole, et_al=is_cut)
    text = text.replace("،", ",").replace("؛", ";")
    bare = _ROLE.sub(" ", text).strip(" ,;:")
    without_others = _OTHERS.sub(" ", bare)
    et_al = without_others != bare
    names: list[Name] = []
    gap = -1
    for stretch in _ELLIPSIS.split(without_others.strip(" ,;:/&")):
        if names and gap < 0:
            gap = len(names)
        names.extend(_names_of(stretch.strip(" ,;&")))
    if gap == len(names):
        return ParsedNames(tuple(names), -1, et_al=True)
    return ParsedNames(tuple(names), gap, et_al)


def _names_of(text: str) -> list[Name]:
    if not text:
        return []
    if ";" in text:
        parts = [part for half in text.split(";") for part in _joined_whole(half)]
        return [name for part in parts for name in _by_commas(part)]
    if "/" in text or re.search(r"\s[–—]\s", text):
        return [name for part in _SLASH.split(text) for name in _names_of(part.strip(" ,"))]
    compound = _COMPOUND.match(text)
    if compound:
        rest = text[compound.end() :].strip(" ,&").removeprefix("y ").removeprefix("e ")
        return [*_by_commas(compound.group()), *_names_of(rest)]
    if _is_body(text) and not _holds_initials(text):
        return [Name(literal=part.strip(" ,.")) for part in _joined_bodies(text)]
    groups = [part.strip(" ,") for part in _JOINER.split(text)]
    return [name for part in groups if part for name in _by_commas(part)]


def _holds_initials(text: str) -> bool:
    return any(
        _INITIALS.fullmatch(word) for word in text.split(",")[-1].split() if _may_be_initials(word)
    )


def _may_be_initials(word: str) -> bool:
    return len(word) < 5 and word.lower() not in _COURTS


def _joined_whole(text: str) -> list[str]:
    return [part.strip(" ,") for part in _JOINER.split(text.strip(" ,")) if part.strip(" ,")]


def _joined_bodies(text: str) -> list[str]:
    """ "A Collaboration and B Collaboration" are two; "Ministry of Health and Work" is one."""
    parts = [part for part in _JOINER.split(text) if part.strip(" ,")]
    return parts if len(parts) > 1 and all(_is_body(part) for part in parts) else [text]


def _is_body(text: str) -> bool:
    return any(word.strip(".,()").lower() in _BODIES for word in text.split())


def _by_commas(text: str) -> list[Name]:
    """Names in a stretch without "and", ";" or "/": commas part names, or name-parts."""
    pieces = [piece.strip() for piece in text.split(",") if piece.strip(" .")]
    names: list[Name] = []
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        following = pieces[index + 1] if index + 1 < len(pieces) else ""
        if names and _SUFFIX.fullmatch(piece):
            names[-1] = _with_suffix(names[-1], piece)
            index += 1
        elif following and _is_inverted(piece, following, names, pieces[index + 2 :]):
            names.append(_inverted(piece, following))
            index += 2
        else:
            names.append(_whole(piece))
            index += 1
    return names


def _with_suffix(name: Name, suffix: str) -> Name:
    return Name(
        family=name.family,
        given=name.given,
        dropping_particle=name.dropping_particle,
        non_dropping_particle=name.non_dropping_particle,
        suffix=suffix,
    )


def _is_inverted(piece: str, following: str, before: list[Name], after: list[str]) -> bool:
    """True when `following` is the given part of the family name `piece`."""
    if _SUFFIX.fullmatch(following):
        return False
    if _ARABIC.match(piece):
        return not before and not after
    if _INITIALS.fullmatch(following):
        return True
    if _TRAILING_INITIALS.fullmatch(piece) or _starts_with_initial(piece):
        return False
    words = _words_beside_particles(piece)
    given_words = following.split()
    if len(given_words) > 3 or _is_body(piece):
        return False
    if any(word.lower() in _PARTICLES for word in given_words[:-1]):
        return len(words) == 1
    if len(words) == 1:
        return not before or len(given_words) == 1 or _ends_with_initial(following)
    return not before and not after and len(given_words) <= 2 and len(words) == 2


def _words_beside_particles(piece: str) -> list[str]:
    return [word for word in piece.split() if word.lower() not in _PARTICLES]


def _starts_with_initial(piece: str) -> bool:
    first = piece.split()[0] if piece.split() else ""
    return bool(_INITIALS.fullmatch(first)) and (first.endswith(".") or len(first) == 1)


def _ends_with_initial(piece: str) -> bool:
    last = piece.split()[-1]
    return bool(re.fullmatch(_INITIAL, last))


def _inverted(family: str, given: str) -> Name:
    particle, bare = _leading_particle(family)
    dropping, first = _trailing_particle(given)
    return Name(_tidy(bare), _tidy_given(first), dropping, particle)


def _whole(piece: str) -> Name:
    """One name in one piece: "Howlin P", "C. R. Harrell", "Mary van der Berg", "UNESCO"."""
    vancouver = _TRAILING_INITIALS.fullmatch(piece)
    if vancouver and not _starts_with_initial(piece):
        return _inverted(vancouver["family"], vancouver["given"])
    bracketed = _GIVEN_IN_BRACKETS.fullmatch(piece)
    if bracketed:
        return _inverted(bracketed["family"], bracketed["given"])
    capitals = _CAPITALS_FIRST.fullmatch(piece)
    if capitals and not _is_body(piece):
        return _inverted(capitals["family"], capitals["given"])
    words = piece.split()
    if len(words) == 1 or _is_body(piece) or len(words) > 5:
        glued = re.fullmatch(r"((?:[^\W\d_]\.\s?-?)+)([^\W\d_]{2}.*)", piece)
        if glued and not _is_body(piece):
            return _in_reading_order(glued[1].split() + glued[2].split())
        return Name(family=piece) if _could_be_family(piece) else Name(literal=_tidy(piece))
    return _in_reading_order(words)


def _could_be_family(piece: str) -> bool:
    return piece.isalpha() and piece.istitle()


def _in_reading_order(words: list[str]) -> Name:
    suffix = ""
    if len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        suffix = words[-1]
        words = words[:-1]
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    # "García Márquez, G." cannot be told from "Anna Maria Rossi": the last word is the family.
    particle = " ".join(words[start:-1])
    return Name(
        family=_tidy(words[-1]),
        given=_tidy_given(" ".join(words[:start])),
        dropping_particle="",
        non_dropping_particle=particle,
        suffix=suffix,
    )


def _leading_particle(family: str) -> tuple[str, str]:
    words = family.split()
    start = 0
    while start < len(words) - 1 and words[start].lower() in _PARTICLES and words[start].islower():
        start += 1
    return " ".join(words[:start]), " ".join(words[start:])


def _trailing_particle(given: str) -> tuple[str, str]:
    words = given.split()
    end = len(words)
    while end > 1 and words[end - 1].lower() in _PARTICLES and words[end - 1].islower():
        end -= 1
    return " ".join(words[end:]), " ".join(words[:end])


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:")


def _tidy_given(text: str) -> str:
    """Initials in one spelling: "CR" and "C.R" are "C. R."."""
    bare = _tidy(text)
    if not _INITIALS.fullmatch(bare) or len(bare) > 12 or not bare[0].isupper():
        return bare
    spaced = re.sub(r"\.\s*(?=[^\W\d_])", ". ", bare)
    if re.fullmatch(r"[^\W\d_a-z]{1,4}", spaced):
        return ". ".join(spaced) + "."
    spaced = re.sub(r"(?<=[^\W\d_a-z])(?=[\s-]|$)", ".", spaced)
    return spaced.replace(" -", "-").replace("- ", "-")
