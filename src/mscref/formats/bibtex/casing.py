"""Titles: the protection that braces give, and sentence case for English ones.

In: text of `latex.decode_protected`, with PROTECT and UNPROTECT where braces stood. Out: text for
a CSL title variable. A style with `text-case="title"` needs to know which lower-case words must
stay so: those that stood in braces keep a nocase span. Braces around capitals have done their
job once the rest is in sentence case.

Sentence case errs on the side of the author. A word that only begins with a capital is
lower-cased, unless it is protected, stands first, follows `.`, `?`, `!`, `:` or a dash, or is part
of a symbol (a digit, a sub- or superscript or `°` beside it). Words with a capital inside, in
capitals throughout, initials and single letters but the article stay. A title most of whose words
are small is in sentence case already and stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from mscref.formats.latex.decoder import LETTERS, PROTECT, UNPROTECT
from mscref.formats.latex.writing import encode_pieces, split_formulas
from mscref.patterns import lazy

NOCASE, NOCASE_END = '<span class="nocase">', "</span>"

_PROTECTED = rf"{PROTECT}([^{PROTECT}{UNPROTECT}]*){UNPROTECT}"
# What sentence case must look at: protected text, a tag (left alone), and a word that begins
# with a capital (or so) and has no other, unless it follows the end of a sentence.
_CASED_PART = lazy(
    rf"""
      {_PROTECTED}
    | <[^<>]*>
    | (?<![^\W_]) (?<![{UNPROTECT}°]) (?<!su[bp]>) (?<![A-Z]['’])
      (?<![.?!:]\s) (?<![.?!:]["”’)\]]\s) (?<![.?!:]\s<[ib]>) (?<![.?!:]\s["“‘(\[]) (?<!\s[–—]\s)
      (?:A(?=\s\w)(?<=\sA)
        |(?<=[a-zß-öø-ÿ]['’])[A-Z]
        |[^\W\d_a-zß-öø-ÿ][^\W\d_A-ZÀ-ÖØ-Þ²³¹⁰-ₜ]++(?!\.[^\W\d_]))
      (?![^\W_]|[⁺⁻{PROTECT}]|<su[bp]>)
    """,
    re.VERBOSE,
)
# An accent in braces is a letter of its word; the capital of one is protected.
_ACCENTED = re.compile(rf"{PROTECT}{LETTERS}([^\W\d_]){UNPROTECT}")
# The beginning of a title up to its first word (group 1), unless that is protected.
_FIRST_WORD = re.compile(
    rf"(?>(?:<[^<>]*>|[^\w<{PROTECT}]|{PROTECT}[^\w{UNPROTECT}]*{UNPROTECT})*)([^\W_]+)?"
)
# From there to the word after the first colon: what stands before it, between, the word.
_AFTER_COLON = lazy(
    rf"""
      ((?>(?:[^:{PROTECT}<]|:(?!["”’)\]]*\s)|<[^<>]*>|{PROTECT}[^{UNPROTECT}]*{UNPROTECT}|<)*):)
      ((?>(?:[^\w<{PROTECT}]|<[^<>]*>)*))
      ([^\W_]+)
    """,
    re.VERBOSE,
)
# Words by which a title shows its case, and what stands at the head of a sentence.
_PLAIN_WORD = re.compile(r"(?<![^\W_])(?<![.?!:]\s)[^\W\d_]{2,}(?![^\W_])")
_SMALL_IN_TITLES = frozenset(
    """
    an and are as at be between but by de for from if in into is it its nor not of off on onto or
    out over per so than that the their through to under up upon using versus via vs was were when
    with within without yet toward towards against among about after before during la el der und
    """.split()
)
# For writing: a sentence end or colon before white space (group 1), a word (group 2).
_PART = lazy(r"""([.?!:]["”’)\]]*(?=\s))|([^\W_]+(?:[.'’][^\W_]+)*(?:(?<=\.\w)\.)?)""")
_INNERMOST = re.compile(_PROTECTED)
_MARKS = re.compile(rf"{PROTECT}{LETTERS}?|[{UNPROTECT}{LETTERS}]")
_TAG = lazy(r"<[^<>]*>")
_LOWER_CASE_WORD = re.compile(r"(?:^|[\s\-–—(/“‘])([^\W\d_][^\W_]*(?:[.'’][^\W_]+)*)")


def resolve(text: str) -> str:
    """Turn marks into nocase spans where they are needed; letters stay as they are."""
    if PROTECT not in text:
        return text
    flat = flatten(text)
    return _MARKS.sub("", _INNERMOST.sub(lambda match: _protected(match[1]), flat))


def sentence_case(text: str) -> str:
    """The same, with unprotected English words in sentence case."""
    text = _ACCENTED.sub(_unwrapped, flatten(text))
    first = _FIRST_WORD.match(text)
    start, head = (0, "") if first is None else (first.end(), first[0])
    if first is not None and first[1] and not _is_command(head[: -len(first[1])]):
        head = head[: -len(first[1])] + _capitalised(first[1])
    if is_in_sentence_case(text[start:]):
        return resolve(head + text[start:])
    rest = _lowered(text[start:])
    return _MARKS.sub("", head + rest) if UNPROTECT in head else head + rest


def _lowered(text: str) -> str:
    """What follows the first word, in sentence case; the word after the first colon begins anew."""
    colon = _AFTER_COLON.match(text) if ":" in text else None
    if colon is None:
        return _CASED_PART.sub(_in_sentence_case, text)
    before, between, word = colon.groups()
    # The word stands in front of what follows, for its own letters to be looked back at.
    behind = _CASED_PART.sub(_in_sentence_case, text[colon.end(2) :])[len(word) :]
    return _CASED_PART.sub(_in_sentence_case, before) + between + _capitalised(word) + behind


def is_in_sentence_case(text: str) -> bool:
    """True where the author has written most words small: there capitals are meant.

    `text` is what follows the first word. Words that are small in any title do not count.
    """
    if PROTECT in text:
        text = _INNERMOST.sub("0", text)  # "{T}he" is no small word
    if "<" in text:
        text = _TAG.sub(" ", text)
    small = capital = 0
    for word in _PLAIN_WORD.findall(text):
        if word.islower():
            small += word not in _SMALL_IN_TITLES
        else:
            capital += word[1:].islower()
    return small >= capital


def _unwrapped(match: re.Match[str]) -> str:
    return match[1] if match[1].islower() else match[0]


def _in_sentence_case(match: re.Match[str]) -> str:
    """The replacement for a protected text, a tag, or a word that begins with a capital."""
    found = match[0]
    if found[0] == PROTECT:
        return _protected(match[1])
    if len(found) == 1 or found[1:].islower():
        return found.lower()
    return found


def _capitalised(word: str) -> str:
    """A word that is all small letters, with a capital; a letter by itself (`k-means`) is a sign,
    unless it is the article."""
    return word[0].upper() + word[1:] if _is_raised(word) else word


def _is_command(before: str) -> bool:
    """Whether a word behind this is the name of a command that nobody knows."""
    return before.rstrip(f"{PROTECT}{UNPROTECT}").endswith("\\")


def _is_raised(word: str) -> bool:
    is_word = len(word) > 1 or word == "a"
    return is_word and word.islower() and word.isalpha() and not _is_greek(word[0])


def _is_greek(letter: str) -> bool:
    """Greek letters and the micro sign begin symbols, in English."""
    return letter == "µ" or "Ͱ" <= letter <= "Ͽ"


def protect(text: str, encode: Callable[[str], str], *, is_cased: bool = True) -> str:
    """The LaTeX of an English title, with braces where capitals would otherwise be lost.

    `encode` turns plain text into LaTeX. Braces go around words that `sentence_case` or BibTeX's
    own lower-casing would change, so that reading gives the same title again. The title of a book
    or a series (not `is_cased`) begins as it is written; other programs change its capitals.
    """
    protector = _Protector(encode, is_cased=is_cased)
    return "".join(encode_pieces(text, protector.unprotected, encode_kept=protector.kept))


class _Protector:
    """Writes the pieces of one title in order; `state` is the place the next word stands at."""

    def __init__(self, encode: Callable[[str], str], *, is_cased: bool) -> None:
        self.encode = encode
        self.is_cased = is_cased
        self.state = "first"

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
                is_first = self.is_cased and self.state == "first"
                if is_first and _is_raised(word) and not part[: match.start()].endswith("\\"):
                    pieces.append(f"{{{self.encode(word)}}}")
                else:
                    pieces.append(_braced(word, self.state, self.encode))
                self.state = ""
            else:
                pieces.append(self.encode(stop))
                self.stop(stop[0])
        pieces.append(self.encode(part[end:]))
        return "".join(pieces)

    def stop(self, sign: str) -> None:
        """A sentence or what stands before a colon has ended."""
        if sign == ":":
            self.state = "colon"
        elif self.state == "":
            self.state = "sentence"


def _braced(word: str, state: str, encode: Callable[[str], str]) -> str:
    """A word of a title, in braces where its capitals are in danger.

    BibTeX makes every letter small but the first of the title and those after a colon.
    """
    if not any(char.isupper() for char in word):
        return encode(word)
    capitalised = word[0].isupper() and (len(word) == 1 or word[1:].islower())
    if capitalised and state in ("first", "colon"):
        return encode(word)
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
    for word in _LOWER_CASE_WORD.findall(bare):
        if word[0].islower() and not any(char.isupper() for char in word):
            return f"{NOCASE}{text}{NOCASE_END}"
    return text
