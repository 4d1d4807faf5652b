"""A web page → its running text, by the parser of the standard library.

Scripts, styles, navigation and hidden text are left out; items of numbered lists get their
number, superscripts become `^…^`. Damaged HTML gives what can be read of it.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from mscref.htmlguard import tamed

_LEFT_OUT = frozenset(["script", "style", "nav", "head", "template", "noscript", "svg", "button"])
_BLOCKS = frozenset(
    """address article aside blockquote body dd details dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tr ul div br""".split()
)
_BLANK_LINES = re.compile(r"\n\s*\n\s*")
_SPACES = re.compile(r"[ \t\r\n\f]+")


class _PageReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._left_out: list[str] = []
        self._lists: list[int] = []  # the next number; -1 for a list without numbers

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LEFT_OUT:
            self._left_out.append(tag)
        if self._left_out:
            return
        if tag in ("ol", "ul"):
            start = dict(attrs).get("start") or "1"
            self._lists.append(
                (int(start) if start.isdecimal() and len(start) < 7 else 1) if tag == "ol" else -1
            )
        if tag in _BLOCKS:
            self.parts.append("\n" if tag == "br" else "\n\n")
        if tag == "li" and self._lists and self._lists[-1] > 0:
            self.parts.append(f"{self._lists[-1]}. ")
            self._lists[-1] += 1
        elif tag == "sup":
            self.parts.append("^")

    def handle_endtag(self, tag: str) -> None:
        if self._left_out:
            if tag == self._left_out[-1]:
                self._left_out.pop()
            return
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        if tag in _BLOCKS:
            self.parts.append("\n\n")
        elif tag == "sup":
            self.parts.append("^")

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self.parts.append(_SPACES.sub(" ", data))


def page_text(text: str) -> str:
    """The running text of a page, paragraphs parted by blank lines."""
    reader = _PageReader()
    reader.feed(tamed(text))
    reader.close()
    joined = "".join(reader.parts)
    lines = (line.strip() for line in _BLANK_LINES.sub("\n\n", joined).split("\n"))
    return "\n".join(lines).strip() + "\n"
