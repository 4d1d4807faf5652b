"""Name particles: "von", "de la", "d'", "al-" told apart from family and given name.

A `Name` goes in and comes out with its particles and its suffix in their own parts, as far as
they were not given already. Particles are lower-case words: in front of the family name
non-dropping ("van Gogh"), behind the given names dropping ("Alexander von"). A particle that ends
in an apostrophe and a space keeps the space; all others are joined by their kind.
"""

from __future__ import annotations

from functools import lru_cache

from mscref.model.names import Name
from mscref.patterns import SPACE_BEFORE, lazy
from mscref.records import replaced as replace

# A word, or the part of one before an apostrophe or a hyphen; an apostrophe may stand first.
_REST = r"[^\W\d_ʼ]+(?:\.[^\W\d_ʼ]+)*(?:\.?\s+|['’ʼ]\s?|-\s?)"
_ONE = rf"(?:['’ʼ]?{_REST})"
_APOSTROPHE_SPACE = lazy(r"['’ʼ]\s+$")
_LEADING = lazy(rf"{_ONE}+(?=\S)")
_FIRST = lazy(_ONE)
_SUFFIX = lazy(rf"{SPACE_BEFORE},(!?)\s*((?i:jr|sr|junior|senior)\b\.?|[^\W\d_a-z][^,]*)$")


@lru_cache(maxsize=4096)
def parse_particles(name: Name) -> Name:
    """Split particles and a suffix ("Martin Luther, Jr.") off the parts that hold them.

    A family name in quotation marks is left whole, without the marks; a name that forbids it
    (`parse_names`) and a literal one are left alone.
    """
    if name.literal or name.parse_names is False:
        return name
    family, given = name.family, name.given
    non_dropping, dropping = name.non_dropping_particle, name.dropping_particle
    suffix, comma_suffix = name.suffix, name.comma_suffix
    if len(family) > 2 and family[0] == '"' and family[-1] == '"':
        family = family[1:-1]
    elif not non_dropping:
        non_dropping, family = _split_leading(family)
    if "," in given and not suffix:
        given, suffix, mark = _split_suffix(given)
        comma_suffix = comma_suffix or mark
    if not dropping:
        given, dropping = _split_trailing(given)
    if family is name.family and given is name.given:
        return name
    return replace(
        name,
        family=family,
        given=given,
        non_dropping_particle=non_dropping,
        dropping_particle=dropping,
        suffix=suffix,
        comma_suffix=comma_suffix,
    )


def _is_lower(text: str) -> bool:
    """True if no letter of `text` is a capital, in a script that has capitals."""
    return text == text.lower() != text.upper()


def _split_leading(family: str) -> tuple[str, str]:
    """Split into ("van der", "Berg"); ("", family) where there is no particle."""
    if not family.lstrip("'’ʼ")[:1].islower():
        return "", family
    match = _LEADING.match(family)
    particles = _lower_words(match[0]) if match else ""
    rest = family[len(particles) :]
    # De' Conti keeps the space that it was written with, D'Orta has none.
    space = " " if _APOSTROPHE_SPACE.search(particles) else ""
    return (particles.rstrip() + space, rest) if particles else ("", family)


def _lower_words(words: str) -> str:
    """The beginning of these words, up to the first that has a capital."""
    end = 0
    while (word := _FIRST.match(words, end)) and _is_lower(word[0]):
        end = word.end()
    return words[:end]


def _split_trailing(given: str) -> tuple[str, str]:
    """Split into ("Alexander", "von"), at the last words that are all lower case."""
    words = given.split()
    count = len(words)
    while count > 1 and _is_lower(words[count - 1]) and words[count - 1][:1] not in "(-":
        count -= 1
    if count == len(words):
        return given, ""
    return " ".join(words[:count]), " ".join(words[count:])


def _split_suffix(given: str) -> tuple[str, str, bool]:
    match = _SUFFIX.search(given)
    if match is None:
        return given, "", False
    return given[: match.start()], match[2].rstrip(), bool(match[1])
