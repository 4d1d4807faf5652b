"""Do two names mean one container: journal, proceedings, book? Pure.

What crosses the border: two names as text in, the answer out. *Nature* is not *Nature
Communications*: every word of either name must have its counterpart, in order, whole or abbreviated
(ISO 4), or as the initials of several. Free are only words that tell no two containers apart: what
counts and dates a meeting (`Proceedings of the 31st …`, `2016 …`), its society (`IEEE`), a place at
the end, an acronym or a place in parentheses, a subtitle that the other name lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache

from mscref.match.container_names import (
    DATE,
    KINDS,
    forms,
    is_acronym,
    names_meeting,
    names_part,
    pieces_of,
    plain,
    section_of,
    short_names,
    spells_all,
    wholes,
    words_of,
)
from mscref.match.text import (
    LITTLE_WORDS,
    american,
    fold,
    is_shortened,
    significant_words,
    tokens,
    without_umlauts,
)

_SERVERS = frozenset(
    """arxiv corr biorxiv medrxiv chemrxiv psyarxiv socarxiv ssrn preprint preprints zenodo osf
    techrxiv eartharxiv eprint eprints""".split()
)
# A name without a kind of its own may be that of a conference, never that of these.
_APART = frozenset(
    "workshop companion findings demonstrations tutorial forum extendedabstracts".split()
)
_OF_A_MEETING = frozenset(
    """proceedings proc advances annual annu international intl int internat national natl nat
    nati natn meeting meetings
    record digest technical papers paper long short main track volume vol part conference conf
    symposium symp joint""".split()
)
_SOCIETIES = frozenset(
    """ieee acm cvf usenix ifip siam iet rsj ieice ispa spie asme eurasip mlr pmlr""".split()
)
# ACM's special interest groups, which hold meetings whose names have acronyms of their own.
_GROUPS_OF_ACM = frozenset(
    """plan mod kdd ir comm ops chi soft act arch metrics spatial graph mm cse web hpc bed da mobile
    evo ai sac log ecom apl doc""".split()
)
_ORDINALS = frozenset(
    """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
    thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth
    twenty thirty forty fifty fortieth fiftieth""".split()
)
_COUNTED = re.compile(r"\d+(?:st|nd|rd|th|d)?|[ivxl]{2,}")
# What may be missing at the end of a name, and `Series`, `Section` in front of a letter.
_TRAILING = frozenset(
    """usa uk london england edition ed english engl international int online print series ser
    section sect sec part""".split()
)
_LONGEST_NAME = 400  # characters; longer ones are texts, and trying all their parts takes long
_LONGEST_ACRONYM = 9
_CUT_FROM = (
    3  # telling and other words of a name from which on its beginning may be all that a record has
)


class SameContainer(Enum):
    """How far two names of containers agree."""

    YES = "yes"
    CUT_SHORT = "cut short"  # one of them ends early: nothing contradicts
    SISTER = "sister"  # one of them goes on as that of another journal does
    NO = "no"


def is_server(container: str) -> bool:
    """True for the name of a preprint server."""
    words = significant_words(container)
    return bool(words) and (words[0] in _SERVERS or words[:2] == ["research", "square"])


def same_container(one: str, other: str) -> bool:
    """True where both names can mean one container."""
    return compare_containers(one, other) is SameContainer.YES


@lru_cache(maxsize=4096)
def compare_containers(one: str, other: str) -> SameContainer:
    """How far two names of containers agree."""
    if max(len(one), len(other)) > _LONGEST_NAME:
        same = tokens(one) == tokens(other)
        return SameContainer.YES if same else SameContainer.NO
    one, other = plain(one), plain(other)
    if _is_field(one, other) or _is_field(other, one):
        return SameContainer.NO
    if not _kinds_differ(words_of(one), words_of(other)):
        both = ((one, other), (other, one))
        if any(_equal(a, b) for a, b in _pairs_of_forms(one, other)):
            return SameContainer.YES
        ways = (_is_cut_short, _is_cut_before_section, _is_of_a_section)
        if any(is_cut(*names) for is_cut in ways for names in both):
            return SameContainer.CUT_SHORT
        return _of_a_part(one, other) or _of_a_part(other, one) or SameContainer.NO
    return SameContainer.NO


def may_be_one_container(one: str, other: str) -> bool:
    """True where nothing in the names contradicts that they mean one container."""
    return compare_containers(one, other) in (SameContainer.YES, SameContainer.CUT_SHORT)


_LONGEST_SISTER = 2  # telling words of a journal's name, and of what its sister adds


def _of_a_part(name: str, other: str) -> SameContainer | None:
    """What it means that `other` is `name` without what stands behind a colon.

    *NeuroImage: Clinical* is a journal beside *NeuroImage*. A longer name is that of one journal in
    sections, which is cited by its own name, too (`J. Geophys. Res.`); a longer addition describes.
    """
    head, *rest = pieces_of(name)
    lettered = _LETTERED.fullmatch(head) if rest else None
    if lettered:  # `Tellus A: Dynamic Meteorology` is cited as `Tellus`, too
        return SameContainer.CUT_SHORT if _equal(lettered[1], other) else None
    if not names_part(name) or not _equal(head, other):
        return None
    adds = significant_words(" ".join(rest))
    if len(adds) == 1 and adds[0] in _OF_SISTERS:
        return SameContainer.SISTER
    lengths = len(significant_words(head)), len(adds)
    return SameContainer.SISTER if max(lengths) <= _LONGEST_SISTER else SameContainer.CUT_SHORT


_LETTERED = re.compile(r"(.*\w)\s[A-H]")
# What no section is about: `American Economic Review: Insights`, `JAMA Network: Open`.
_OF_SISTERS = frozenset("insights open reports advances methods perspectives plus x".split())


# ---------------------------------------------------------------- two forms


def _pairs_of_forms(one: str, other: str) -> Iterator[tuple[str, str]]:
    """Each form of a name with the other whole: a subtitle may be missing on one side only."""
    yield from ((form, whole) for form in forms(one) for whole in wholes(other))
    yield from ((whole, form) for form in forms(other) for whole in wholes(one))
    ours, theirs = short_names(one), short_names(other)
    yield from ((short, short) for short in ours & theirs)


def _equal(one: str, other: str) -> bool:
    ours, theirs = words_of(one), words_of(other)
    if ours and ours == theirs:
        return True
    if _are_sections(ours, theirs):
        return False
    if _spells_name(one, other) or _spells_name(other, one):
        return True
    is_meeting = names_meeting(ours) or names_meeting(theirs)
    if len(ours) > 1 < len(theirs) and _aligned(ours, theirs):
        return True
    if not is_meeting and _societies_differ(ours, theirs):
        return False
    first, second = (_telling(words, is_meeting=is_meeting) for words in (ours, theirs))
    if not first or not second:
        return not first and not second and _aligned(ours, theirs)
    if len(first) == 1 == len(second):
        return _alike(first[0], second[0]) or _are_stubs(first[0], second[0], one, other)
    if _aligned(first, second):
        return True
    with_stubs = _with_stubs(one, theirs), _with_stubs(other, ours)
    has_stubs = any(word in LITTLE_WORDS for words in with_stubs for word in words)
    return has_stubs and _aligned(*with_stubs)


def _is_field(name: str, meeting: str) -> bool:
    """True where a name is that of the field of a conference: *Machine Learning* is a journal."""
    words = words_of(name)
    head = pieces_of(name)[0]
    if names_meeting(words) or is_acronym(head) or not 0 < len(words_of(head)) <= _LONGEST_FIELD:
        return False
    field, others = words_of(head)[0], words_of(meeting)
    kinds = [place for place, word in enumerate(others) if word in KINDS - _APART]
    return any(field in others[place:] for place in kinds) and not short_names(name)


_LONGEST_FIELD = 2  # words; `Computer Vision and Pattern Recognition` is nothing but the meeting


def _with_stubs(name: str, others: Sequence[str]) -> tuple[str, ...]:
    """The words of a name, little ones too where they shorten one of the others: `Drug Des.`"""
    return tuple(
        word
        for word in tokens(name)
        if word not in LITTLE_WORDS
        or (len(word) > 2 and any(one.startswith(word) and one != word for one in others))
    )


def _are_stubs(one: str, other: str, *names: str) -> bool:
    """True where a single word abbreviates another; an acronym abbreviates no acronym.

    ISO 4 shortens no word by a single letter: *Neurons* is another journal than *Neuron*.
    """
    short, full = sorted((one, other), key=len)
    is_written_out = not any(is_acronym(name) for name in names)
    is_short = 2 < len(short) < len(full) - 1 and is_shortened(short, full)
    has_stop = any(re.search(rf"\b{short}\.", fold(name)) for name in names)
    return is_written_out and is_short and has_stop


def _are_sections(one: Sequence[str], other: Sequence[str]) -> bool:
    """True where both end in a letter of a section, and not in the same: Phys. Rev. A and X.

    Or in a number (`Deep-Sea Res. I`), which is that of a volume behind the name of a meeting.
    """
    ends = [words[-1] if words[1:] else "" for words in (one, other)]
    numbers = () if names_meeting(one) or names_meeting(other) else _SECTION_NUMBERS
    are_sections = all((len(end) == 1 and end.isalpha()) or end in numbers for end in ends)
    return are_sections and ends[0] != ends[1]


_SECTION_NUMBERS = ("i", "ii", "iii", "iv")


def _kinds_differ(one: Sequence[str], other: Sequence[str]) -> bool:
    ours, theirs = (frozenset(words) & KINDS for words in (one, other))
    if (ours & _APART) != (theirs & _APART):
        return True
    return bool(ours and theirs and not ours & theirs)


def _societies_differ(one: Sequence[str], other: Sequence[str]) -> bool:
    ours, theirs = (frozenset(words) & _SOCIETIES for words in (one, other))
    return bool(ours and theirs and not ours & theirs)


def _telling(words: Sequence[str], *, is_meeting: bool) -> tuple[str, ...]:
    """The words that tell containers apart."""
    following = [*words[1:], ""][: len(words)]
    before = ["", *words]
    left = [
        word
        for word, after, earlier in zip(words, following, before, strict=False)
        if not (word in _IN_FRONT_OF_LETTER and len(after) == 1)
        and not (word in _PLACES and earlier in _OF_SOCIETY)
    ]
    while len(left) > 1 and left[-1] in _TRAILING:
        left.pop()
    if is_meeting:
        return tuple(word for word in left if not _is_neutral(word))
    return tuple(word for word in left if word not in _SOCIETIES) or tuple(left)


_IN_FRONT_OF_LETTER = frozenset("series ser section sect sec part серия сер".split())
# `Philos. Trans. R. Soc. Lond. B` is now without the place.
_PLACES = frozenset(["london", "lond"])
_OF_SOCIETY = frozenset(["society", "soc"])


def _is_neutral(word: str) -> bool:
    """True for what a name of a meeting may have or lack."""
    is_count = _COUNTED.fullmatch(word) is not None or word in _ORDINALS
    is_kind = word in KINDS and word not in _APART
    return is_count or is_kind or word in _OF_A_MEETING or word in _SOCIETIES


def _aligned(one: Sequence[str], other: Sequence[str]) -> bool:
    """True where all words of both stand for one another, in order."""
    if not one or not other:
        return not one and not other
    if _stands_for(one[0], other[0]) and _aligned(one[1:], other[1:]):
        return True
    return any(
        _aligned(short[1:], full[taken:])
        for short, full in ((one, other), (other, one))
        for taken in _spelled(short[0], full)
    )


def _stands_for(one: str, other: str) -> bool:
    if _alike(one, other) or is_shortened(*sorted((one, other), key=len)):
        return True
    return is_shortened(*sorted((american([one]), american([other])), key=len))


def _alike(one: str, other: str) -> bool:
    """True for one word in two spellings: British or American, `fuer` for `fur`."""
    if one == other or american([one]) == american([other]):
        return True
    return without_umlauts(one) == without_umlauts(other)


def _spelled(acronym: str, words: Sequence[str]) -> Iterator[int]:
    """How many of the words an acronym may spell: `cvpr`, `apj`, `csur`, `neurips`."""
    if 2 <= len(acronym) <= _LONGEST_ACRONYM and not _stands_for(acronym, words[0]):
        for count in range(2, min(len(acronym), len(words)) + 1):
            if spells_all(acronym, words[:count]):
                yield count


def _spells_name(short: str, full: str) -> bool:
    """True for the acronym of a name: of all its words, or of some where the rest is neutral.

    `JAMA` stands in *JAMA Oncology* and is not its acronym; in the name of a meeting it may be a
    word: `Proceedings of the AAAI Conference on …`.
    """
    # That both are of one kind of event is known by now: `CHI Extended Abstracts`.
    told = [word for word in words_of(DATE.sub("", short)) if word not in _APART]
    bare = [word for word in told if not _is_neutral(word)] or list(words_of(short))
    letters = bare[0] if len(bare) == 1 else "".join(tokens(short.replace("&", "")))
    parts = _PARTS_OF_ACRONYM.split(short)
    if len(parts) > 1 and all(map(is_acronym, parts)):  # NAACL-HLT, EMNLP-IJCNLP
        return any(_spells_name(part, full) for part in parts)
    if not 2 <= len(letters) <= _LONGEST_ACRONYM or letters in tokens(full.partition(" ")[0]):
        return False
    words = [word for word in tokens(full) if not word.isdigit()]
    is_meeting = names_meeting(words_of(full)) or words[:1] == ["advances"]
    if is_meeting and any(letters in (word, word.removeprefix("sig")) for word in words):
        return len(bare) == 1 and _may_be_acronym(short)
    kinds = [word for word in words if word in KINDS]
    # LREC: … Conference on Language Resources and Evaluation
    orders = [words, [word for word in words if word not in KINDS] + kinds[:1]]
    return any(
        _spells_stretch(letters, order, is_meeting=is_meeting)
        for order in orders[: 1 + (is_meeting and bool(kinds))]
    )


_PARTS_OF_ACRONYM = re.compile(r"[-/]")


def _spells_stretch(letters: str, words: Sequence[str], *, is_meeting: bool) -> bool:
    """True where neighbouring words spell the letters, and the others are free."""
    for start in range(len(words)):
        for end in range(start + 2, len(words) + 1):
            rest = [*words[:start], *words[end:]]
            if all(_is_free(word, is_meeting=is_meeting) for word in rest) and spells_all(
                letters, words[start:end]
            ):
                return True
    return False


def _may_be_acronym(name: str) -> bool:
    """True where one word of the name has capitals within; of folded text where one is short."""
    if name == name.casefold():
        return any(len(word) <= _LONGEST_FOLDED and not _is_neutral(word) for word in name.split())
    return any(is_acronym(word) and not _is_neutral(word.casefold()) for word in name.split())


_LONGEST_FOLDED = 6


def _is_free(word: str, *, is_meeting: bool) -> bool:
    """True for a word that the acronym of a name may leave out."""
    if word in LITTLE_WORDS or word in _SOCIETIES or word in _TRAILING:
        return True
    if is_meeting and word.startswith("sig") and word.removeprefix("sig") in _GROUPS_OF_ACM:
        return True
    return is_meeting and _is_neutral(word)


def _is_cut_short(short: str, full: str) -> bool:
    """True where a name of a meeting ends early: `Proceedings of the 2019 Conference of the North`.

    It is the beginning of the other name; or only one word is left of it, and the other, an
    acronym, begins with its letter.
    """
    ours = words_of(short)
    if not names_meeting(ours) or len(ours) < _CUT_FROM:
        return False
    left = _telling(ours, is_meeting=True)
    if len(left) > 1 or short.upper() == short:
        return False
    # `Robotics and Automation` is not `Robotics`.
    beginning = tokens(short)
    goes_on = tokens(full)[: len(beginning) + 1]
    if goes_on[:-1] == beginning and goes_on[-1] != "and":
        return True
    return bool(left) and _begins_acronym(left[0], full)


def _is_cut_before_section(short: str, full: str) -> bool:
    """True where a name ends early and goes on with its section: `Nucl. Instrum. Methods A`.

    *J. Phys. A* does not begin *J. Phys. Chem. A*: of few words nothing may be left out.
    """
    *ours, letter = _telling(words_of(short), is_meeting=False) or ("",)
    if len(ours) < _CUT_FROM or len(letter) != 1:
        return False
    return any(
        theirs[-1] == letter and len(theirs) > len(ours) + 1 and _aligned(ours, theirs[: len(ours)])
        for form in forms(full)
        if (theirs := _telling(words_of(form), is_meeting=False))
    )


def _is_of_a_section(short: str, full: str) -> bool:
    """True where a name is that of a journal, and the other that of one of its sections.

    `Phys. Rev.` of *Physical Review D*, `Z. Phys. C` of *Zeitschrift für Physik C Particles and
    Fields*. Where both name a section, it is the same one.
    """
    section = section_of(full)
    if section is None:
        return False
    if section.about and _equal(short, f"{section.journal} {section.letter}"):
        return True
    is_bare = section_of(short) is None and len(words_of(section.journal)) > 1
    return is_bare and _equal(short, section.journal)


def _begins_acronym(word: str, name: str) -> bool:
    first = re.split(r"[-/\s]", name.strip())[0]
    return first.isupper() and len(first) > 2 and first.casefold().startswith(word[0])
