"""Titles: the protection that braces give, and sentence case for English ones.

In: text of `latex.decode_protected`, with PROTECT and UNPROTECT where braces stood. Out: text for
a CSL title variable. A style with `text-case="title"` needs to know which lower-case words must
stay so: those that stood in braces keep a nocase span. Braces around capitals have done their
job once the rest is in sentence case.

Sentence case (what pandoc does, found by experiment): a word that only begins with a capital is
lower-cased, unless it is protected, stands first, or follows `.`, `?`, `!` or `:`; the first word
of all, and the first after the first colon, get a capital; words with a capital inside, with a
digit before letters, or in capitals throughout, stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from mscref.formats.latex.reading import LETTERS, PROTECT, UNPROTECT
from mscref.formats.latex.writing import encode_pieces, split_formulas

NOCASE, NOCASE_END = '<span class="nocase">', "</span>"

_PROTECTED = rf"{PROTECT}([^{PROTECT}{UNPROTECT}]*){UNPROTECT}"
# What sentence case must look at: protected text, a tag (left alone), and a word that begins
# with a capital (or so) and has no other, unless it follows the end of a sentence.
_CASED_PART = re.compile(
    rf"""
      {_PROTECTED}
    | <[^<>]*>
    | (?<![^\W_]) (?<!su[bp]>) (?<![.?!:]\s) (?<![.?!:]["”’)\]]\s) (?<![.?!:]\s<[ib]>)
      [^\W\d_a-zß-öø-ÿ][^\W\d_A-ZÀ-ÖØ-Þ]*+ (?![^\W_])
    """,
    re.VERBOSE,
)
# The beginning of a title up to its first word (group 1), unless that is protected.
_FIRST_WORD = re.compile(
    rf"(?>(?:<[^<>]*>|[^\w<{PROTECT}]|{PROTECT}[^\w{UNPROTECT}]*{UNPROTECT})*)([^\W_]+)?"
)
# From there to the word after the first colon: what stands before it, between, the word.
_AFTER_COLON = re.compile(
    rf"""
      ((?>(?:[^:{PROTECT}<]|:(?!["”’)\]]*\s)|<[^<>]*>|{PROTECT}[^{UNPROTECT}]*{UNPROTECT}|<)*):)
      ((?>(?:[^\w<{PROTECT}]|<[^<>]*>)*))
      ([^\W_]+)
    """,
    re.VERBOSE,
)
# For writing: a sentence end or colon before white space (group 1), a word (group 2).
_PART = re.compile(r"""([.?!:]["”’)\]]*(?=\s))|([^\W_]+)""")
_INNERMOST = re.compile(_PROTECTED)
_MARKS = re.compile(rf"{PROTECT}{LETTERS}?|[{UNPROTECT}{LETTERS}]")
_TAG = re.compile(r"<[^<>]*>")
_SMALL_NEXT = re.compile(r"\W*[^\W\d_A-Z]")
_CAPITALS = re.compile(r"[^\W\d_a-zß-ÿ](?:[^\W_a-zß-ÿ])*")
_LOWER_CASE_WORD = re.compile(r"(?:^|[\s\-–—(/“‘])[^\W\d_]")


def resolve(text: str) -> str:
    """Turn marks into nocase spans where they are needed; letters stay as they are."""
    if PROTECT not in text:
        return text
    flat = flatten(text)
    return _MARKS.sub("", _INNERMOST.sub(lambda match: _protected(match[1]), flat))


def sentence_case(text: str) -> str:
    """The same, with unprotected English words in sentence case."""
    text = flatten(text)
    first = _FIRST_WORD.match(text)
    if first is None:
        return _MARKS.sub("", _CASED_PART.sub(_in_sentence_case, text))
    head = first[0] if not first[1] else first[0][: -len(first[1])] + _capitalised(first[1])
    rest = text[first.end() :]
    colon = _AFTER_COLON.match(rest) if ":" in rest else None
    if colon is None:
        rest = _CASED_PART.sub(_in_sentence_case, rest)
    else:
        before, between, word = colon.groups()
        rest = (
            _CASED_PART.sub(_in_sentence_case, before)
            + between
            + _capitalised(word)
            + _CASED_PART.sub(_in_sentence_case, rest[colon.end() :])
        )
    return _MARKS.sub("", head + rest) if UNPROTECT in head else head + rest


def _in_sentence_case(match: re.Match[str]) -> str:
    """The replacement for a protected text, a tag, or a word that begins with a capital."""
    found = match[0]
    if found[0] == PROTECT:
        return _protected(match[1])
    if len(found) == 1 or found[1:].islower():
        return found.lower()
    return found


def _capitalised(word: str) -> str:
    """A word that is all small letters, with a capital."""
    return word[0].upper() + word[1:] if word.islower() and word.isalpha() else word


def protect(text: str, encode: Callable[[str], str]) -> str:
    """The LaTeX of an English title, with braces where capitals would otherwise be lost.

    `encode` turns plain text into LaTeX. Braces go around words that `sentence_case` or BibTeX's
    own lower-casing would change, so that reading gives the same title again.
    """
    protector = _Protector(encode)
    return "".join(encode_pieces(text, protector.unprotected, encode_kept=protector.kept))


class _Protector:
    """Writes the pieces of one title in order; `state` is the place the next word stands at."""

    def __init__(self, encode: Callable[[str], str]) -> None:
        self.encode = encode
        self.state = "first"
        self.colon_seen = False

    def kept(self, part: str) -> str:
        """What stands in a nocase span, and so in braces already."""
        self.state = "" if part.strip() else self.state
        return self.encode(part)

    def unprotected(self, part: str) -> str:
        """Words and formulas; braces inside a formula would tear it (`{mathit}`)."""
        return "".join(
            [
                self.kept(piece) if is_formula else self.words(piece)
                for piece, is_formula in split_formulas(part)
            ]
        )

    def words(self, part: str) -> str:
        """Words, each in braces where it needs them."""
        pieces: list[str] = []
        end = 0
        for match in _PART.finditer(part):
            pieces.append(self.encode(part[end : match.start()]))
            end = match.end()
            stop, word = match.groups()
            if word is not None:
                pieces.append(_braced(word, self.state, self.encode))
                self.state = ""
            elif stop[0] == ":" and not self.colon_seen and _SMALL_NEXT.match(part, end):
                # A colon in braces begins nothing: the next word stays small.
                pieces.append(f"{{:}}{self.encode(stop[1:])}")
                self.state = ""
            else:
                pieces.append(self.encode(stop))
                self.stop(stop[0])
        pieces.append(self.encode(part[end:]))
        return "".join(pieces)

    def stop(self, sign: str) -> None:
        """A sentence or what stands before a colon has ended."""
        if sign == ":":
            self.state = "sentence" if self.colon_seen else "colon"
            self.colon_seen = True
        elif self.state == "":
            self.state = "sentence"


def _braced(word: str, state: str, encode: Callable[[str], str]) -> str:
    """A word of a title, in braces where its capitals are in danger."""
    if word.islower() or not any(char.isupper() for char in word):
        return f"{{{encode(word)}}}" if _cased(word, state) != word else encode(word)
    capitalised = word[0].isupper() and (len(word) == 1 or word[1:].islower())
    if capitalised and state in ("first", "colon"):
        return encode(word)
    if word[0].islower() and state == "":
        # "m{RNA}" and not "{mRNA}", which would be a wish for a nocase span.
        return _CAPITALS.sub(lambda run: f"{{{encode(run[0])}}}", word)
    return f"{{{encode(word)}}}"


def flatten(text: str) -> str:
    """Nested protection is protection: only the outermost marks are left."""
    if text.count(PROTECT) < 2:
        return text
    pieces: list[str] = []
    depth = end = 0
    for match in _MARKS.finditer(text):
        pieces.append(text[end : match.start()])
        end = match.end()
        opens = match[0][0] == PROTECT
        if (depth == 0 and opens) or (depth == 1 and not opens):
            pieces.append(match[0])
        depth = depth + 1 if opens else max(depth - 1, 0)
    pieces.append(text[end:])
    return "".join(pieces)


def _protected(text: str) -> str:
    """Text that stood in braces: a nocase span where a word begins with a small letter."""
    if text[:1] == LETTERS:
        return text[1:]
    bare = _TAG.sub("", text) if "<" in text else text
    for match in _LOWER_CASE_WORD.finditer(bare):
        if match[0][-1].islower():
            return f"{NOCASE}{text}{NOCASE_END}"
    return text


def _cased(word: str, state: str) -> str:
    """One word in sentence case at a place described by `state`."""
    first = word[0]
    if state in ("first", "colon"):
        return first.upper() + word[1:] if word.islower() and word.isalpha() else word
    if state == "sentence":
        return word
    if first.isupper() and (len(word) == 1 or word[1:].islower()):
        return first.lower() + word[1:]
    return word
