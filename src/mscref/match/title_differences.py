"""In what a claimed title is not that of the record, and what that means. Pure.

What crosses the border: a `Claim` and a `ComparableRecord` in, at most one `Difference` out.
Subtitles that are left out, another script, a slip inside a long word contradict nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from mscref.match.claim import Claim, grams_of
from mscref.match.difference import Difference, Weight, Why
from mscref.match.evidence import title_level
from mscref.match.levels import Level
from mscref.match.record import ComparableRecord
from mscref.match.scripts import are_in_other_scripts
from mscref.match.siblings import numbered, spelled
from mscref.match.text import american, is_one_slip, tokens

_SUBTITLE = re.compile(r"(?:(?<!\s)\s++)?[:?!.–—(\[]\s*|(?<!\s)\s++-+\s+")


def title_differences(claim: Claim, record: ComparableRecord) -> Iterator[Difference]:
    """What the title of a claim has otherwise."""
    found, claimed = record.title, claim.record.title
    if not found or not (claimed or claim.text) or _is_title_of(claim, record):
        return
    shown = claim.reference.text("title")
    full = record.reference.text("title")
    if claim.text and _lacks_the_subtitle(claim, record):
        yield Difference(
            field="title",
            claimed=shown,
            found=full,
            weight=Weight.MINOR,
            note="without the subtitle",
        )
    elif not claimed:
        # A style without titles says nothing; a text that holds nearly this title does.
        if title_level(claim, record) in (Level.NEAR, Level.LIKE):
            yield Difference("title", claim.text, full, Weight.CONTRADICTION)
    else:
        weight, note = _weight_of_title(claim, record)
        why = Why.SCRIPT if weight is Weight.UNCONFIRMED else None
        yield Difference(
            field="title", claimed=shown, found=full, weight=weight, note=note, why=why
        )


def _is_title_of(claim: Claim, record: ComparableRecord) -> bool:
    """True where what is claimed is one of the record's titles, whatever the spelling."""
    claimed = {spelled(one) for one in (claim.record.title, *claim.record.other_titles)}
    return any(
        spelled(found) in claimed or (claim.text and _stands_in(found, claim.words))
        for found in (record.title, *record.other_titles)
    )


def _weight_of_title(claim: Claim, record: ComparableRecord) -> tuple[Weight, str]:
    """What it means that two titles are not the same, and in what they differ."""
    shown, full = claim.reference.text("title"), record.reference.text("title")
    if are_in_other_scripts("".join(claim.record.title), full):
        return Weight.UNCONFIRMED, "the record has it in another script"
    claimed, found = claim.record.title, record.title
    if _is_main_title(claimed, full) or _is_main_title(found, shown):
        # The parser may have cut a text off where another subtitle goes on.
        is_other = bool(claim.text) and _has_other_subtitle(claim, record)
        return (Weight.CONTRADICTION, "") if is_other else (Weight.MINOR, "without the subtitle")
    if american(tokens(_REPOSITORY.sub("", full))) == american(claimed):
        return Weight.MINOR, "the record begins with the name of the repository"
    if _is_slip(claimed, found):
        return Weight.MINOR, "a slip of one letter"
    return Weight.CONTRADICTION, ""


_REPOSITORY = re.compile(r"^[\w.-]+/(?=[\w.-]+\s*:)")  # GitHub's releases at Zenodo
_LONG_WORD = 7  # letters of a word in which one that is missing or exchanged is a slip


def _is_slip(claimed: Sequence[str], found: Sequence[str]) -> bool:
    """True where one long word has a letter less or more inside, or two exchanged.

    Another letter may be another word (`hypertension`, `hypotension`), and an end another form.
    """
    if len(claimed) != len(found):
        return False
    apart = [(one, other) for one, other in zip(claimed, found, strict=True) if one != other]
    if len(apart) != 1:
        return False
    short, full = sorted(apart[0], key=len)
    is_inside = short[0] == full[0] and short[-1] == full[-1] and full.isalpha()
    is_other_letter = len(short) == len(full) and sorted(short) != sorted(full)
    long = len(short) >= _LONG_WORD - 1 and not is_other_letter
    return is_inside and long and is_one_slip(short, full)


def _stands_in(title: Sequence[str], words: Sequence[str]) -> bool:
    """True where the title stands in the text, in British or American, and ends with a word.

    A footnote's number may follow; letters may not: `… data` does not stand in `… datasets`.
    """
    squeezed, text = american(title), american(words)
    place = text.find(squeezed)
    if place < 0:
        return False
    end = place + len(squeezed)
    rest = next(
        (stop - end for stop in accumulate(len(american([one])) for one in words) if stop >= end), 0
    )
    return not text[end : end + rest].isalpha()


def _lacks_the_subtitle(claim: Claim, record: ComparableRecord) -> bool:
    """True where the main title stands in the text, and nothing like the subtitle does."""
    main = record.main_title
    if len(main) <= 8 or main not in claim.squeezed:
        return False
    subtitle = grams_of("".join(record.title).removeprefix(main))
    return len(subtitle & claim.grams) * 2 < len(subtitle)


def _has_other_subtitle(claim: Claim, record: ComparableRecord) -> bool:
    """True where the text goes on behind the main title nearly like the record, and not quite."""
    main = record.main_title
    if not main or main not in claim.squeezed:
        return False
    subtitle = "".join(record.title).removeprefix(main)
    behind = claim.squeezed[claim.squeezed.index(main) + len(main) :][: len(subtitle) + 2]
    ours, theirs = grams_of(behind), grams_of(subtitle)
    return subtitle not in behind and len(ours & theirs) * 3 > len(theirs)


def _is_main_title(short: Sequence[str], full: str) -> bool:
    """True where `short` is `full` up to one of its subtitles."""
    squeezed, head = american(numbered(short)), ""
    if len(squeezed) <= 8:
        return False
    for part in _SUBTITLE.split(full)[:-1]:
        head += american(numbered(tokens(part)))
        if len(head) >= len(squeezed):
            return head == squeezed
    return False
