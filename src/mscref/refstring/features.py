"""What the labeller sees of each word of a reference string.

In: `Tokens`. Out: one list of feature names per word, for training and for labelling alike:
the same code makes both, so a change here asks for a new model (`make refmodel`).
Three kinds: the word itself and its neighbours; the gaps around it; and what the whole string
looks like from this word (has the year been seen, is a quotation open, how far is the next
number), which a chain model cannot work out from neighbours alone.
"""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache

from mscref.refstring.cues import CLASSES_BY_WORD
from mscref.refstring.lexicon import Lexicon
from mscref.refstring.segments import segment_features
from mscref.refstring.tokens import Tokens

_YEAR_RANGE = range(1400, 2050)
_LANGUAGE_CLASSES = ("the", "die", "le", "il", "el")


@lru_cache(maxsize=50_000)
def _look(word: str) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    """Word as a feature, its shape, its cue classes, and the features it always has."""
    lower = word.lower()
    if word.isdigit():
        norm = _number(word)
        return norm, norm, (), (f"w={norm}", f"n={word}" if len(word) <= 2 else "n=long")
    shape = _shape(word)
    norm = lower if lower.isalpha() or word[0] == "<" else _mixed(lower)
    classes = CLASSES_BY_WORD.get(lower, ())
    features = [f"w={norm}", f"s={shape}", f"len={min(len(word), 12)}"]
    if len(word) == 1:
        features.append("single")
    features.extend(f"c={name}" for name in classes)
    if len(lower) > 3 and word[0] != "<":
        features += [f"p3={lower[:3]}", f"x2={lower[-2:]}", f"x3={lower[-3:]}"]
    if len(lower) > 5 and word[0] != "<":
        features += [f"p4={lower[:4]}", f"x4={lower[-4:]}"]
    return norm, shape, classes, tuple(features)


def _number(word: str) -> str:
    if len(word) == 4 and word.isascii() and int(word) in _YEAR_RANGE:
        return "#year"
    return f"#{min(len(word), 6)}"


def _shape(word: str) -> str:
    if word[0] == "<":
        return word
    if word.isupper():
        return "X" if len(word) == 1 else "XX" if word.isalpha() else "X0"
    if word.islower():
        return "x" if word.isalpha() else "x0"
    if word.istitle() and word.isalpha():
        return "Xx"
    if word[0].isdigit():
        return "0x"
    if word[0].isupper():
        return "XxX" if word.isalpha() else "Xx0"
    return "?" if word.isalpha() else "?0"


def _mixed(lower: str) -> str:
    """Digits masked: `2004a` is the word `0000a`."""
    return "".join("0" if char.isdigit() else char for char in lower[:12])


def features_of(
    tokens: Tokens, lexicon: Lexicon | None, *, hidden: Container[str] = ()
) -> list[list[str]]:
    """Describe every word of a reference string by its features.

    Without a lexicon the features of pieces and names are left out. `hidden` are names that the
    lexicon is not to find, for training.
    """
    words, gaps = tokens.words, tokens.gaps
    count = len(words)
    looks = [_look(word) for word in words]
    norms = ["^^", "^", *(look[0] for look in looks), "$", "$$"]
    shapes = ["^^", "^", *(look[1] for look in looks), "$", "$$"]
    classes: list[tuple[str, ...]] = [(), (), *(look[2] for look in looks), (), ()]
    wide_gaps = ["^", *gaps, "$"]
    outlook = _outlook(tokens, looks)
    segments: list[list[str]] = [[]] * count
    if lexicon:
        segments = segment_features(words, gaps, lexicon.find(words, hidden=hidden))
    language = _language(looks)
    rows = []
    for index in range(count):
        here = index + 2
        before, after = gaps[index], gaps[index + 1]
        shape, norm = shapes[here], norms[here]
        row = [
            *looks[index][3],
            f"g0={before}",
            f"g1={after}",
            f"g-={wide_gaps[index]}",
            f"g+={wide_gaps[index + 3] if index + 3 < len(wide_gaps) else '$'}",
            f"g01={before}|{after}",
            f"g0s={before}|{shape}",
            f"sg1={shape}|{after}",
            f"g0w={before}|{norm}",
            f"wg1={norm}|{after}",
            f"gsg={before}|{shape}|{after}",
            f"w-1={norms[here - 1]}",
            f"w-2={norms[here - 2]}",
            f"w+1={norms[here + 1]}",
            f"w+2={norms[here + 2]}",
            f"w-1w={norms[here - 1]}|{norm}",
            f"ww+1={norm}|{norms[here + 1]}",
            f"s-1s={shapes[here - 1]}|{before}|{shape}",
            f"ss+1={shape}|{after}|{shapes[here + 1]}",
            f"sss={shapes[here - 1]}|{shape}|{shapes[here + 1]}",
            f"s+2={shapes[here + 1]}|{shapes[here + 2]}",
            f"s-2={shapes[here - 2]}|{shapes[here - 1]}",
            *outlook[index],
            *segments[index],
        ]
        row.extend(f"c-1={name}" for name in classes[here - 1])
        row.extend(f"c+1={name}" for name in classes[here + 1])
        row.extend(f"c-2={name}" for name in classes[here - 2])
        row.extend(f"c+2={name}" for name in classes[here + 2])
        row.append(f"lang={language}|{before}")
        rows.append(row)
    return rows


def _language(looks: list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]) -> str:
    votes = dict.fromkeys(_LANGUAGE_CLASSES, 0)
    for look in looks:
        for name in look[2]:
            if name in votes:
                votes[name] += 1
    best = max(votes, key=lambda name: votes[name])
    return best if votes[best] else "-"


def _is_separator(gap: str) -> bool:
    return len(gap) > 1 or (bool(gap) and gap not in " -/'")


def _outlook(
    tokens: Tokens, looks: list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]
) -> list[list[str]]:
    """Features that look at the whole string: what came before, what is still to come."""
    gaps = tokens.gaps
    count = len(looks)
    norms = [look[0] for look in looks]
    year_at = [index for index, norm in enumerate(norms) if norm == "#year" or norm[:4] == "0000"]
    first_year = year_at[0] if year_at else count
    ahead = _ahead(gaps, looks)
    year_place = (
        "none"
        if not year_at
        else "early"
        if first_year * 2 < count and first_year < count - 4
        else "late"
    )
    has_quotes = any(gap.endswith(" '") or char in gap for gap in gaps for char in '“”"‘')
    rows = []
    sentences = separators = in_segment = parens = 0
    quotation = "before" if has_quotes else "none"
    seen_in = seen_editor = False
    square = ""
    for index in range(count):
        gap = gaps[index]
        if _is_separator(gap):
            separators += 1
            in_segment = 0
        else:
            in_segment += 1
        if ". " in gap or gap.endswith(".") or ": " in gap or "? " in gap or ") " in gap:
            sentences += 1
        parens = max(0, parens + gap.count("(") + gap.count("[") - gap.count(")") - gap.count("]"))
        square = _square(square, gap, looks[index][2])
        quotation = _quotation(quotation, gap)
        quoted = quotation[:6]
        near, numbers_ahead, separators_to_number, editor_ahead, in_ahead = ahead[index]
        passed_year = index > first_year
        stage = f"{'Y' if passed_year else 'y'}{'I' if seen_in else 'i'}{quoted[0]}"
        rows.append(
            [
                f"pos={index * 10 // count}",
                f"end={min(count - 1 - index, 8)}",
                f"start={min(index, 8)}",
                f"sent={min(sentences, 6)}|{year_place}",
                f"sep={min(separators, 12)}",
                f"seg={min(in_segment, 6)}",
                f"paren={min(parens, 2)}",
                f"quoted={quoted}",
                f"quotedgap={quoted}|{gap}",
                f"stage={stage}",
                f"stagegap={stage}|{gap}",
                f"stagesent={stage}|{min(sentences, 6)}|{year_place}",
                f"near={near}",
                f"nearstage={near}|{stage}",
                f"tonum={separators_to_number}|{numbers_ahead}",
                f"tonumstage={separators_to_number}|{numbers_ahead}|{stage}",
                f"edahead={editor_ahead}|{'E' if seen_editor else 'e'}|{seen_in}",
                f"inahead={in_ahead}|{stage}",
                f"yeardist={max(-6, min(6, first_year - index))}",
            ]
        )
        if square:
            rows[-1].append(f"square={square}|{gap}")
        names = looks[index][2]
        if "in" in names and index > 2 and (gap[:1] in ".,?”)(:;-!" or norms[index - 1] == "#year"):
            seen_in = True
        if "editor" in names:
            seen_editor = True
    return rows


def _square(state: str, gap: str, classes: tuple[str, ...]) -> str:
    """Inside square brackets: by its first word a remark ("[cited 2012]"), or a translation."""
    if "[" in gap:
        return "remark" if {"accessed", "genre"}.intersection(classes) else "text"
    return "" if "]" in gap else state


_DOUBLE, _SINGLE = '“”"', "‘’'"


def _quotation(state: str, gap: str) -> str:
    """Whether the next word stands before, inside or after the first quotation.

    Inside, the state ends in the marks that close it: „a“, »a« and “a” are all quotations, and
    an apostrophe (a mark between two letters) closes nothing.
    """
    if state == "before":
        if any(char in _DOUBLE for char in gap):
            return f"inside{_DOUBLE}"
        if gap[-1:] in _SINGLE and (len(gap) > 1 or gap == "‘"):
            return f"inside{_SINGLE}" if gap else state
    elif state.startswith("inside"):
        marks = state.removeprefix("inside")
        if any(char in marks for char in gap) and (marks == _DOUBLE or len(gap) > 1):
            return "after"
    return state


def _ahead(
    gaps: list[str], looks: list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]
) -> list[tuple[str, int, int, int, int]]:
    """Per word, looking right: the next separator and what follows it, numbers, `Ed.`, `In`."""
    count = len(looks)
    rows: list[tuple[str, int, int, int, int]] = [("", 0, 0, 0, 0)] * count
    near, numbers, separators, editor, inside = "$", 0, 9, 9, 0
    for index in range(count - 1, -1, -1):
        gap_after = gaps[index + 1]
        if _is_separator(gap_after):
            following = looks[index + 1][1] if index + 1 < count else "$"
            near = f"{gap_after}{following}"
            separators = min(separators + 1, 5)
            editor = min(editor + 1, 5)
        rows[index] = (near, min(numbers, 4), min(separators, 5), min(editor, 5), inside)
        if looks[index][1][0] == "#":
            numbers += 1
            separators = 0
        names = looks[index][2]
        if "editor" in names:
            editor = 0
        if "in" in names and gaps[index][:1] in (".", ",", "?", "”", ")", ":", ";", "-", "!"):
            inside = 1
    return rows
