"""Given names → initials, by the rules of `initialize-with`."""

from __future__ import annotations

import re

from mscref.patterns import lazy

# A given name is words and the spaces, hyphens and full stops between them.
_PIECE = re.compile(r"(?:([-‐‑–])[\s\u00a0]*+)?([^\s\u00a0\-‐‑–]+)")
# A word in inline markup: its tags stay around the initial.
_TAGGED = lazy(r"((?:<[^<>]*>)++)?+([^<>]*+)((?:<[^<>]*>)+)?")


def initials(given: str, *, mark: str, hyphen: bool, all_names: bool = True) -> str:
    """`given` with its names reduced to initials followed by `mark` (". " or "").

    `hyphen` keeps the hyphen of compound names; of "Ji-hoon" only the first part has an initial
    then, and "al-Amin" behind another name stays whole. With `all_names` false only the initials
    that are there already get the mark (initialize="false").
    """
    pieces: list[str] = []
    was_initial = False
    stays_whole = False
    for match in _PIECE.finditer(given.strip()):
        joint, word = match[1], match[2]
        stays_whole = stays_whole and joint is not None
        if stays_whole:
            pieces.append(f"{joint}{word}")
            continue
        before = after = ""
        if "<" in word and (tagged := _TAGGED.fullmatch(word)):
            before, word, after = tagged[1] or "", tagged[2], tagged[3] or ""
        for part in _split_initials(word):
            shortened = _initial(part, all_names=all_names)
            if shortened is None:
                if joint and was_initial and hyphen and all_names and _is_second(part):
                    continue  # the second part of Ji-hoon
                # A word that stays: a particle or a full name.
                if pieces:
                    pieces[-1] = pieces[-1].rstrip()
                    pieces.append("-" if joint and hyphen else " ")
                    stays_whole = all_names and joint is None and was_initial
                pieces.append(before + part + after)
                was_initial = False
            else:
                if pieces and not was_initial:
                    pieces.append("-" if joint and hyphen else " ")
                elif joint and pieces and hyphen and all_names:
                    pieces[-1] = pieces[-1].rstrip()
                    pieces.append("-")
                pieces.append(_with_mark(before + shortened, mark, after))
                was_initial = True
            joint = None
    return "".join(pieces).rstrip(" ")


def _is_second(part: str) -> bool:
    """True for the small second part of a compound ("Ji-hoon"), which has no initial."""
    return part.islower() and not part.endswith(".")


def _with_mark(initial: str, mark: str, after: str) -> str:
    """The mark belongs to the initial, the space of the mark behind its closing tags."""
    bare = mark.rstrip()
    return initial + bare + after + mark[len(bare) :]


def _split_initials(word: str) -> list[str]:
    """ "J.R.R." → J. R. R.; "Ph." and "Jean" stay whole."""
    parts = re.findall(r"[^.]+\.?", word)
    return parts if len(parts) > 1 else [word]


def _initial(word: str, *, all_names: bool) -> str | None:
    """The initial of one word, or None where the word stays as it is."""
    bare = word.rstrip(".")
    if not bare:
        return None
    first = bare[0]
    if not first.isupper() and not (first.isalpha() and not first.islower()):
        return None
    if word.endswith("."):
        return bare if len(bare) <= 2 or not all_names else first
    if len(bare) == 1:
        return bare
    if not all_names:
        return None
    # A digraph that begins the name with two capitals is one letter: "TSerendorj" → "Ts".
    if len(bare) > 2 and bare[1].isupper() and bare[2].islower() and bare[1] not in "'’":
        return first + bare[1].lower()
    return first
