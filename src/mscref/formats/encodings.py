"""Which encoding a bibliography file says it is in.

JabRef (up to 5) writes `% Encoding: Cp1251`, in the names of Java, BibDesk `%% Saved with string
encoding Western (ISO Latin 1)`, in those of macOS; editors write `-*- coding: latin-2 -*-` or
`%!TEX encoding = ISO-8859-2`, vim `fileencoding=`, XML says it in its first line. What crosses the
border: the bytes of a file in, the name of a codec of Python out. Only encodings of text count.
"""

from __future__ import annotations

import codecs
import re

DEFAULT = "cp1252"  # what nearly all files that are not UTF-8 are in
_HEAD, _FOOT = 4096, 3000
_DECLARATION = re.compile(
    rb"""
      ^%+[ \t]*encoding:[ \t]*([\w .:+-]+)
    | ^%+[ \t]*saved[ ]with[ ]string[ ]encoding[ \t]+([\w ()+-]+)
    | -\*-[^\n]{0,200}?coding:[ \t]*([\w.:+-]{1,40})[^\n]{0,200}-\*-
    | ^%[ \t]*!(?:BIB|TEX)[ \t]+encoding[ \t]*=[ \t]*([\w .:+-]+)
    | \bvim?:[^\n]{0,200}?(?:fileencoding|fenc)=([\w.:+-]+)
    | \A\s*<\?xml\b[^>]*?\bencoding=["']([\w.:+-]+)
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
# Local variables of emacs at the end of a file.
_AT_END = re.compile(
    rb"Local Variables:.{0,900}?\bcoding:[ \t]*([\w.:+-]+)", re.IGNORECASE | re.DOTALL
)
_LINE_ENDS = re.compile(r"-(?:unix|dos|mac)$")
# Names of TeX editors, emacs and Java that Python lacks, without punctuation.
_NAMES = {
    "macosroman": "mac_roman", "macroman": "mac_roman", "applemac": "mac_roman",
    "xmacroman": "mac_roman", "westernmacosroman": "mac_roman", "ansinew": "cp1252",
    "windowslatin1": "cp1252", "westernwindowslatin1": "cp1252", "xsjis": "shift_jis",
    "ms932": "cp932", "ms936": "cp936", "ms949": "cp949", "ms950": "cp950", "xwindows949": "cp949",
    "chineseiso8bit": "gb2312", "japaneseshiftjis": "shift_jis", "cyrillickoi8": "koi8_r",
    "westernisolatin1": "iso8859-1", "westernisolatin9": "iso8859-15",
    "centraleuropeanisolatin2": "iso8859-2", "centraleuropeanwindowslatin2": "cp1250",
    "centraleuropeanmacos": "mac_latin2", "cyrillicwindows": "cp1251", "cyrillickoi8r": "koi8_r",
    "cyrillicmacos": "mac_cyrillic", "cyrillicisolatin5": "iso8859-5", "greekwindows": "cp1253",
    "turkishwindowslatin5": "cp1254", "japaneseeuc": "euc_jp", "koreaneuc": "euc_kr",
    "japanesewindowsdos": "cp932", "simplifiedchinesegb18030": "gb18030",
    "simplifiedchineseeuc": "gb2312", "traditionalchinesebig5": "big5",
    "utf8unicode": "utf-8", "unicodeutf8": "utf-8", "muleutf8": "utf-8", "utf8emacs": "utf-8",
}  # fmt: skip
_OF_TEXT = re.compile(
    r"(?:iso8859|cp\d|mac|utf-8|gb|big5|shift_jis|euc|koi8|johab|tis|kz1048|ptcp|hp-roman)"
)
# Names of Python's that iconv calls otherwise.
_ICONV = {
    "mac-roman": "MACINTOSH",
    "shift_jis": "SHIFT_JIS",
    "euc_jp": "EUC-JP",
    "euc_kr": "EUC-KR",
}


def declared_encoding(content: bytes) -> str | None:
    """The codec that a file names at its beginning or end; None where it names none we know."""
    match = _DECLARATION.search(content, 0, _HEAD)
    if match is None:
        match = _AT_END.search(content, max(len(content) - _FOOT, 0))
    if match is None or match.lastindex is None:
        return None
    return _codec(match[match.lastindex].decode("ascii", "replace").strip())


def legacy_encoding(content: bytes) -> str:
    """The codec of a file that is not UTF-8: what it declares where that fits, what it reads as a
    language in, or `DEFAULT`."""
    declared = declared_encoding(content)
    if declared and decodes(content, declared):
        return declared
    from mscref.formats.encoding_guess import guessed_encoding

    return guessed_encoding(content) or DEFAULT


def decodes(content: bytes, codec: str) -> bool:
    """Whether the bytes are text in that encoding."""
    try:
        content.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def iconv_name(codec: str) -> str:
    """What the program iconv calls a codec."""
    if codec in _ICONV:
        return _ICONV[codec]
    return codec.replace("iso8859", "ISO-8859").replace("cp125", "WINDOWS-125").upper()


def _codec(name: str) -> str | None:
    """Python's name of an encoding in anybody's spelling."""
    name = _LINE_ENDS.sub("", name.lower())
    bare = re.sub(r"[^a-z0-9]", "", name)
    for spelling in (_NAMES.get(bare, name), bare, bare.removeprefix("iso")):
        try:
            found = codecs.lookup(spelling).name
        except (LookupError, ValueError):
            continue
        if _OF_TEXT.match(found):
            return found
    return None
