"""A locator as people write it → its CSL label and its value.

locator = [ word { space word } [ "." ] space ] value    "p. 12", "sub verbo rule", "12-15"
        | sign { sign } [ space ] value                   "§ 4"
space   = any white space, no-break and thin ones included
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# The label of a locator that is printed as it stands, with nothing before it.
UNNAMED = "none"

# What people write before a locator → its CSL label. The first word decides; none means page.
WORDS = MappingProxyType(
    {
        "p": "page", "pp": "page", "pg": "page", "page": "page", "pages": "page",
        "ch": "chapter", "chap": "chapter", "chapter": "chapter", "chapters": "chapter",
        "sec": "section", "sect": "section", "section": "section", "sections": "section",
        "§": "section", "§§": "section",
        "para": "paragraph", "par": "paragraph", "paragraph": "paragraph", "¶": "paragraph",
        "fig": "figure", "figs": "figure", "figure": "figure", "figures": "figure",
        "table": "table", "tab": "table", "tables": "table",
        "eq": "equation", "equation": "equation",
        "vol": "volume", "vols": "volume", "volume": "volume",
        "no": "issue", "issue": "issue",
        "l": "line", "ll": "line", "line": "line", "lines": "line",
        "n": "note", "nn": "note", "note": "note", "notes": "note",
        "col": "column", "column": "column",
        "fol": "folio", "folio": "folio",
        "v": "verse", "vv": "verse", "verse": "verse", "verses": "verse",
        "bk": "book", "book": "book", "part": "part", "pt": "part",
        "app": "appendix", "appendix": "appendix",
        "supp": "supplement", "supplement": "supplement",
        "art": "article-locator", "article": "article-locator",
        "time": "timestamp", "timestamp": "timestamp",
        "scene": "scene", "act": "act", "canon": "canon", "rule": "rule", "op": "opus",
        "s.v": "sub-verbo", "sub verbo": "sub-verbo", "sub-verbo": "sub-verbo",
    }
)  # fmt: skip


_SIGNS = "§¶"


def parse_locator(text: str, known: Mapping[str, str] = WORDS) -> tuple[str, str]:
    """Split "p. 12" into its CSL label and the bare value; what has no label is a page.

    `known` maps words in lower case, without full stop, to labels.
    """
    words = text.strip()
    value = words.lstrip(_SIGNS)
    if len(value) < len(words):
        heads = [(words[: len(words) - len(value)], value.strip())]
    else:
        heads = [_split(words, count) for count in (2, 1)]
    for head, value in heads:
        label = known.get(head.rstrip(".").lower())
        if label and value:
            return label, value
    return "page", words


def _split(words: str, count: int) -> tuple[str, str]:
    """The first `count` words and what follows them."""
    parts = words.split(maxsplit=count)
    return " ".join(parts[:count]), "".join(parts[count:])
