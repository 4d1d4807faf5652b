"""Do two names mean one container: journal, proceedings, book? Pure.

What crosses the border: two names as text in, the answer out. Abbreviations, acronyms, what stands
around the name of a conference and a place at the end do not count; the letter of a section does.
"""

from __future__ import annotations

import re

from mscref.match.text import (
    is_abbreviation_of,
    is_acronym_within,
    is_initialism_of,
    is_shortened,
    significant_words,
    tokens,
)

_SERVERS = frozenset("arxiv corr biorxiv medrxiv chemrxiv psyarxiv ssrn preprint preprints".split())
# What stands around the short name of a conference: "In Proceedings of the 38th ICML".
_OF_A_MEETING = frozenset(
    """in proc proceedings advances conference conf annual international intl meeting symposium
    workshop of the""".split()
)
_COUNTED = re.compile(r"\d+(?:st|nd|rd|th)?")
_COUNTRY = re.compile(r"\bu s(?: a)?\b")  # PubMed writes "Proc Natl Acad Sci U S A"
_PLACE_FROM = 4  # words from which on the last may be a place that the other name lacks


def is_server(container: str) -> bool:
    """True for the name of a preprint server."""
    words = significant_words(container)
    return bool(words) and (words[0] in _SERVERS or words[:2] == ["research", "square"])


def same_container(one: str, other: str) -> bool:
    """True where both names can mean one container."""
    one, other = _with_country(one), _with_country(other)
    if _are_sections(one, other):
        return False
    if any(_is_short_for(*pair) for pair in ((one, other), (other, one))):
        return True
    shorter, longer = sorted((one, other), key=len)
    return is_abbreviation_of(shorter, longer) or _stands_in(shorter, longer)


def _with_country(name: str) -> str:
    folded = " ".join(tokens(name))
    return name if not _COUNTRY.search(folded) else _COUNTRY.sub("usa", folded)


def _are_sections(one: str, other: str) -> bool:
    """True where both end in a letter of a section, and not in the same: Phys. Rev. A and X."""
    ends = [words[-1] if (words := tokens(name))[1:] else "" for name in (one, other)]
    return all(len(end) == 1 and end.isalpha() for end in ends) and ends[0] != ends[1]


def _is_short_for(short: str, full: str) -> bool:
    """True for the acronym of the full name, whatever says that it is a conference."""
    words = tokens(short)
    if words == tokens(full) or is_acronym_within(short, full) or is_initialism_of(short, full):
        return True
    bare = [word for word in words if word not in _OF_A_MEETING and not _COUNTED.fullmatch(word)]
    return len(bare) == 1 and len(words) > 1 and is_acronym_within(bare[0], full)


def _stands_in(short: str, full: str) -> bool:
    """True where every word of the shorter one stands in the longer one, in order."""
    left, right = significant_words(short), significant_words(full)
    if not left:
        return False
    place = 0
    for word in right:
        if place < len(left) and is_shortened(*sorted((left[place], word), key=len)):
            place += 1
    needed = len(left) - (len(left) >= _PLACE_FROM)
    return place >= needed and (len(left) > 1 or len(right) < 3)
