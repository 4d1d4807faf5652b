"""Which encoding a text is in that is not UTF-8 and declares none, as far as its letters tell.

A text of Western letters has its bytes beyond ASCII one by one between others; Chinese, Japanese,
Korean, Cyrillic, Greek, Hebrew and Arabic have them in rows. What crosses the border: bytes in, a
codec of Python out, or None where no candidate reads as a language: then nobody is told that the
text is Western. A library that guesses (charset-normalizer) would be one more thing to install for
one file in a hundred.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_SAMPLE = 1 << 18  # bytes
_HIGH = re.compile(rb"[\x80-\xff]")
_ROW = re.compile(rb"[\x80-\xff]{3,}")
_MOSTLY = 0.6
_ESCAPE = b"\x1b$"
_ESCAPED_CODECS = ("iso2022_jp", "iso2022_kr", "iso2022_jp_2", "iso2022_jp_ext")
# The ten letters that stand for most of a text, by script.
_SCRIPTS = (
    ("оеаинтсрвл", "\u0400", "\u04ff", "cp1251 koi8_r iso8859_5 cp866 mac_cyrillic"),
    ("αοιετσνηυρ", "\u0370", "\u03ff", "cp1253 iso8859_7"),
    ("יוהלאשתרמב", "\u0590", "\u05ff", "cp1255 iso8859_8"),
    ("اليمنوتربة", "\u0600", "\u06ff", "cp1256 iso8859_6"),
)
_LEAST_LETTERS = 8
# What share of the letters is among the ten, at least.
_LEAST_COMMON = 0.45
_MARGIN = 0.05  # codecs of one script differ in a few letters: the more frequent one stands first


def escaped_encoding(content: bytes) -> str | None:
    """The codec of a text that leaves ASCII by escape sequences (ISO 2022), else None."""
    head = content[:_SAMPLE]
    if _ESCAPE not in head or _HIGH.search(head):
        return None
    return next((codec for codec in _ESCAPED_CODECS if _decoded(content, codec)), None)


def is_western(content: bytes) -> bool:
    """Whether the bytes beyond ASCII stand one by one, as accented letters do."""
    sample = content[:_SAMPLE]
    high = len(_HIGH.findall(sample))
    return sum(map(len, _ROW.findall(sample))) < _MOSTLY * high


def guessed_encoding(content: bytes) -> str | None:
    """The codec in which the text reads as a language; None for a Western or unknown one."""
    if is_western(content):
        return None
    for codec, reads_well in _EAST_ASIAN:
        text = _decoded(content, codec)
        if text and reads_well([char for char in text[:_SAMPLE] if char > "\x7f"]):
            return codec
    scores = {
        codec: _commonness(content, codec, *script)
        for *script, codecs in _SCRIPTS
        for codec in codecs.split()
    }
    best = max(scores.values())
    if best < _LEAST_COMMON:
        return None
    return next(codec for codec, score in scores.items() if score > best - _MARGIN)


def _decoded(content: bytes, codec: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        return ""


def _commonness(content: bytes, codec: str, common: str, first: str, last: str) -> float:
    """The share of a script's most common letters; 0 where the text is not in that script."""
    foreign = [char for char in _decoded(content, codec)[:_SAMPLE] if char > "\x7f"]
    letters = [char for char in foreign if first <= char <= last]
    if len(letters) < max(_LEAST_LETTERS, 0.8 * len(foreign)):
        return 0.0
    return sum(char in common for char in letters) / len(letters)


def _is_between(chars: list[str], *ranges: tuple[str, str]) -> float:
    return sum(any(low <= char <= high for low, high in ranges) for char in chars) / len(chars)


_KANA, _IDEOGRAPHS, _HANGUL = ("\u3040", "\u30ff"), ("\u4e00", "\u9fff"), ("\uac00", "\ud7a3")
_PUNCTUATION = (("\u3000", "\u303f"), ("\uff01", "\uff5e"), ("\u2010", "\u203b"))


def _is_japanese(chars: list[str]) -> bool:
    known = _is_between(chars, _KANA, _IDEOGRAPHS, *_PUNCTUATION)
    return bool(chars) and known > 0.95 and _is_between(chars, _KANA) > 0.1


def _is_korean(chars: list[str]) -> bool:
    return bool(chars) and _is_between(chars, _HANGUL) > 0.8


def _is_chinese(codec: str, first: int, last: int) -> Callable[[list[str]], bool]:
    """A test for ideographs of which most are of the first level: the common ones."""

    def reads_well(chars: list[str]) -> bool:
        ideographs = [char for char in chars if _IDEOGRAPHS[0] <= char <= _IDEOGRAPHS[1]]
        if not ideographs or _is_between(chars, _IDEOGRAPHS, *_PUNCTUATION) < 0.95:
            return False
        leads = [char.encode(codec, "replace")[0] for char in ideographs]
        return sum(first <= lead <= last for lead in leads) > 0.75 * len(leads)

    return reads_well


_EAST_ASIAN: tuple[tuple[str, Callable[[list[str]], bool]], ...] = (
    ("cp932", _is_japanese),
    ("euc_jp", _is_japanese),
    ("cp949", _is_korean),
    ("gb18030", _is_chinese("gb2312", 0xB0, 0xD7)),
    ("cp950", _is_chinese("big5", 0xA4, 0xC6)),
)
