"""Names in Chinese, Japanese and Korean script.

In: the author part of a reference string. Out: the names, and whether the string says that some
are missing (`等`, `ほか`, `외`). A Chinese family name is one character, or one of the compound ones;
a Korean one is one syllable, with few exceptions. A Japanese name without a space cannot be cut
without knowing the name, so it stays whole.
"""

from __future__ import annotations

import re

from mscref.model.names import Name
from mscref.patterns import SPACE_BEFORE

_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LATIN = re.compile(r"[A-Za-zА-Яа-я]{2}")
_OTHERS = re.compile(
    r"(?:(?<![\s,，、.．·・;；])[\s,，、.．·・;；]+)?(?:等|ほか|他|외\s*+(?:\d++\s*+)?[명인]?+)(?:\s*+(?:著|编|編|译|譯|\d+[名人]))?[\s.．,，]*+$"
)
_ROLE = re.compile(
    r"(?:(?<![\s,，])[\s,，]+)?[(（\[［〔]?(?:主编|主編|编著|編著|编译|編譯|編者|编|編|著|撰|译|譯|訳|監修|엮음|지음|편저|편|옮김)[)）\]］〕]?"
    r"(?=\s*(?:$|[,，、;；]))"
)
_APART = re.compile(rf"{SPACE_BEFORE}[,，、;；·・/／&＆]\s*|(?<!\s)\s+(?:and|und|와|과|및)\s+")
_COMPOUND = frozenset(
    """欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 夏侯 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 司徒 长孙
    長孫 宇文 端木 申屠 南宫 南宮 轩辕 軒轅 澹台 拓跋 독고 남궁 황보 제갈 사공 선우 서문 동방""".split()
)
_LONGEST = 4  # characters of a Chinese or Korean name
_BODY = re.compile(
    r"(?:委员会|委員会|委員會|研究所|研究院|大学|大學|学会|學會|協会|协会|部|局|省|社|会|會|院|中心|センター|위원회|학회|연구원|대학교|부|청|원)$"
)


def in_east_asian_script(text: str) -> bool:
    """True for text mainly in Chinese, Japanese or Korean script."""
    return _SCRIPT.search(text) is not None and not _LATIN.search(text)


def east_asian_names(text: str, *, is_japanese: bool) -> tuple[tuple[Name, ...], bool]:
    """The names of a list, and whether it is cut."""
    bare = _OTHERS.sub("", text)
    parts = [part.strip(" .．,，:：") for part in _APART.split(_ROLE.sub("", bare))]
    pieces = [piece for part in parts if part for piece in _by_spaces(part)]
    return tuple(_name(piece, is_japanese=is_japanese) for piece in pieces), bare != text


def _by_spaces(part: str) -> list[str]:
    """Spaces part names where each piece is one ("张昆 冯立"), else family and given ("桂 三枝")."""
    words = part.split()
    are_names = len(words) > 2 or (len(words) == 2 and all(len(word) > 2 for word in words))
    return words if are_names and all(len(word) <= _LONGEST for word in words) else [part]


def _name(piece: str, *, is_japanese: bool) -> Name:
    words = piece.split()
    if len(words) == 2 and not _BODY.search(piece):
        return Name(family=words[0], given=words[1])
    whole = "".join(words)
    is_korean = "\uac00" <= whole[:1] <= "\ud7af"
    if is_japanese or not 2 <= len(whole) <= _LONGEST or (len(whole) > 2 and _BODY.search(whole)):
        return Name(literal=whole)
    if whole[:2] in _COMPOUND and len(whole) > 2:
        return Name(family=whole[:2], given=whole[2:])
    if len(whole) == _LONGEST and not is_korean:
        return Name(literal=whole)
    return Name(family=whole[:1], given=whole[1:])
