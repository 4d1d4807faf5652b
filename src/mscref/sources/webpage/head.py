"""What a page says of itself: its meta tags, links, titles and JSON-LD. Pure.

What crosses the border: the bytes of a page in, a `PageHead` out. Damaged HTML gives what can be
read of it. The parser is that of the standard library, behind `htmlguard`.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from types import MappingProxyType

from mscref.htmlguard import tamed

_MOST_TAGS = 3000  # meta tags; a page with all its references in tags has 1,000
_MOST_BLOCKS = 50
_LONGEST = 20_000  # characters of a value
_MOST_HEADINGS = 3


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the head, or a typed one of the body: `relations` and `kind` in lower case."""

    relations: frozenset[str]
    kind: str
    href: str


@dataclass(slots=True)
class PageHead:
    """`metas` are names in lower case with their values, in the order of the page; `blocks` the
    texts of JSON-LD; `bylines` what links to an author say."""

    metas: list[tuple[str, str]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    title: str = ""
    headings: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    time: str = ""
    language: str = ""
    asks_password: bool = False

    def values(self, name: str) -> list[str]:
        """All that the tags of this name say, empty ones left out."""
        return [value for one, value in self.metas if one == name and value.strip()]


def read_head(body: bytes, charset: str = "") -> PageHead:
    """The head of a page; `charset` is what the server says of it."""
    reader = _HeadReader()
    reader.feed(tamed(decoded(body, charset)))
    reader.close()
    return reader.head


# ── characters ───────────────────────────────────────────────────────────────────────────────

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
         (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
# Python's name of an encoding → how pages under that name are read (the WHATWG's table). Others
# are no encodings of pages, and some of them cost time or decode what they should not.
_ENCODINGS = MappingProxyType(
    {name: name for name in """utf-8 utf-16-le utf-16-be gb18030 big5hkscs euc_jp iso2022_jp cp932
        cp949 koi8-r koi8-u cp866 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7
        iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 cp1250 cp1251 cp1252
        cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp874 mac-roman mac-cyrillic""".split()}
    | {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
       "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs",
       "shift_jis": "cp932", "euc_kr": "cp949", "utf-16": "utf-16-le", "utf-8-sig": "utf-8"}
)  # fmt: skip
_DECLARED = re.compile(rb"""(?i)(?:charset|encoding) ?= ?["']?([\w:.-]{1,40})""")


def decoded(body: bytes, charset: str) -> str:
    """The text of a page: by its first bytes, by what the server says, by what the page says, else
    UTF-8, and where it is none, Western European."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, errors="replace")
    declared = _DECLARED.search(body[:4096])
    for said in (charset, declared[1].decode("ascii", "replace") if declared else ""):
        name = encoding_of(said)
        if name.startswith("utf-16") and b"\0" not in body[:64]:
            name = "utf-8"  # a page that can be read so far is none in UTF-16, whatever it says
        if name:
            return body.decode(name, errors="replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace")


def encoding_of(label: str) -> str:
    """What a page with this label is read as; "" for a label that none may have."""
    try:
        return _ENCODINGS.get(codecs.lookup(label.strip()).name, "") if label.strip() else ""
    except (LookupError, ValueError):
        return ""


# ── tags ─────────────────────────────────────────────────────────────────────────────────────


class _HeadReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.head = PageHead()
        self._into: str = ""  # what the running text belongs to: a title, a heading, …
        self._text: list[str] = []
        self._in_drawing = 0  # an <svg> has titles of its own

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        reader = _READERS.get(tag)
        if reader is not None:
            found = {name: (value or "")[:_LONGEST] for name, value in reversed(attrs)}
            reader(self, found)

    def handle_endtag(self, tag: str) -> None:
        if tag == "svg":
            self._in_drawing = max(0, self._in_drawing - 1)
        if self._into and tag == self._into:
            self._keep(" ".join("".join(self._text).split()) if tag != "script" else "")
            self._into, self._text = "", []

    def handle_data(self, data: str) -> None:
        if self._into:
            self._text.append(data)

    def _keep(self, text: str) -> None:
        head, tag = self.head, self._into
        if tag == "script":
            head.blocks.append("".join(self._text))
        elif tag == "title":
            head.title = head.title or text[:_LONGEST]
        elif tag == "h1" and text and len(head.headings) < _MOST_HEADINGS:
            head.headings.append(text[:_LONGEST])
        elif tag == "a" and text and len(head.bylines) < _MOST_BLOCKS:
            head.bylines.append(text[:200])

    def _begin(self, tag: str) -> None:
        self._into, self._text = tag, []

    def _meta(self, found: dict[str, str]) -> None:
        name = found.get("name") or found.get("property") or _of_item(found.get("itemprop", ""))
        if name and len(self.head.metas) < _MOST_TAGS:
            self.head.metas.append((name.strip().lower(), found.get("content", "")))

    def _link(self, found: dict[str, str]) -> None:
        relations = frozenset(found.get("rel", "").lower().split())
        href = found.get("href", "").strip()
        if href and relations and len(self.head.links) < _MOST_TAGS:
            kind = found.get("type", "").partition(";")[0].strip().lower()
            self.head.links.append(Link(relations, kind, href))

    def _anchor(self, found: dict[str, str]) -> None:
        relations = found.get("rel", "").lower().split()
        if "author" in relations or "author" in found.get("itemprop", "").split():
            self._begin("a")
        kind = found.get("type", "").lower()
        if kind.startswith(("application/", "text/")):
            self._link({**found, "rel": found.get("rel") or "alternate"})

    def _time(self, found: dict[str, str]) -> None:
        if found.get("datetime") and not self.head.time:
            self.head.time = found["datetime"]

    def _script(self, found: dict[str, str]) -> None:
        is_data = found.get("type", "").partition(";")[0].strip().lower() == "application/ld+json"
        if is_data and len(self.head.blocks) < _MOST_BLOCKS:
            self._begin("script")

    def _title(self, _found: dict[str, str]) -> None:
        if not self._in_drawing and not self.head.title:
            self._begin("title")

    def _heading(self, _found: dict[str, str]) -> None:
        self._begin("h1")

    def _html(self, found: dict[str, str]) -> None:
        self.head.language = found.get("lang") or found.get("xml:lang") or ""

    def _drawing(self, _found: dict[str, str]) -> None:
        self._in_drawing += 1

    def _input(self, found: dict[str, str]) -> None:
        if found.get("type", "").lower() == "password":
            self.head.asks_password = True


def _of_item(item: str) -> str:
    return f"itemprop:{item}" if item else ""


_READERS = MappingProxyType(
    {
        "meta": _HeadReader._meta,
        "link": _HeadReader._link,
        "a": _HeadReader._anchor,
        "time": _HeadReader._time,
        "script": _HeadReader._script,
        "title": _HeadReader._title,
        "h1": _HeadReader._heading,
        "html": _HeadReader._html,
        "svg": _HeadReader._drawing,
        "input": _HeadReader._input,
    }
)
