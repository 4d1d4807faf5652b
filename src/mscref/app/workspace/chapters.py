r"""Chapters: documents that are put into another, whose library is theirs.

    LaTeX     \input{chapters/one}, \include{one}, \subfile{one}, \import{folder/}{one},
              % !TEX root = ../main.tex
    Typst     #include "one.typ"
    Quarto    {{< include one.qmd >}}
    MyST      ```{include} one.md
    Org       #+INCLUDE: "one.org"

What crosses the border: documents in, the document that a chapter is part of out. Names count from
the folder of the document that has them; in LaTeX, where they count from that of the main document,
from any folder above, too.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from mscref.app.workspace.manuscript import OpenDocument

_INCLUDED = re.compile(
    r"\\(?:input|include|subfile)\s{0,5}\{(?P<latex>[^{}\n]{1,300})\}"
    r"|\\(?:sub)?import\*?\s{0,5}\{(?P<folder>[^{}\n]{0,300})\}\s{0,5}\{(?P<file>[^{}\n]{1,300})\}"
    r"|\#include\s{0,5}\"(?P<typst>[^\"\n]{1,300})\""
    r"|\{\{<\s{0,5}include\s{1,5}(?P<quarto>[^\s>]{1,300})\s{0,5}>\}\}"
    r"|^[ \t]{0,9}(?:`{3,9}|:{3,9})\{include\}[ \t]{0,9}(?P<myst>\S{1,300})"
    r"|^[ \t]{0,9}\#\+include:[ \t]{0,9}\"(?P<org>[^\"\n]{1,300})\"",
    re.MULTILINE | re.IGNORECASE,
)
_ROOT = re.compile(
    r"^%\s{0,5}!\s{0,5}TEX\s{1,5}root\s{0,5}=\s{0,5}(\S{1,300})", re.MULTILINE | re.IGNORECASE
)
_BEGINNING = 4000  # characters of a chapter in which it may name its root
_DEEPEST = 8  # a chapter in a part in a volume …


def whole_of(chapter: OpenDocument, others: Iterable[OpenDocument]) -> OpenDocument | None:
    """The document that a chapter is part of and that names a library; None where there is none."""
    known = list(others)
    seen = {_real(chapter.path)}
    for _ in range(_DEEPEST):
        found = _parent(chapter, [one for one in known if _real(one.path) not in seen])
        if found is None or found.said.citations.bibliography:
            return found
        seen.add(_real(found.path))
        chapter = found
    return None


def _parent(chapter: OpenDocument, others: list[OpenDocument]) -> OpenDocument | None:
    named = _ROOT.search(chapter.text.text, 0, _BEGINNING)
    if named is not None:
        root = _real(os.path.join(_folder(chapter.path), named[1]))  # noqa: PTH118
        return next((one for one in others if _real(one.path) == root), None)
    wanted = _stem(_real(chapter.path))
    including = [one for one in others if wanted in set(_included(one))]
    # Of several the one that names a library; else the first, which may be part of another itself.
    with_library = [one for one in including if one.said.citations.bibliography]
    return next(iter([*with_library, *including]), None)


def _included(document: OpenDocument) -> Iterator[str]:
    """The files that a document takes in, by their paths without the ending."""
    for found in _INCLUDED.finditer(document.text.text):
        name = "".join(group or "" for group in found.groups())
        if found["file"]:
            name = os.path.join(found["folder"], found["file"])  # noqa: PTH118
        folder = Path(document.path).parent
        for place in [folder, *list(folder.parents)[: _DEEPEST if found["latex"] else 0]]:
            yield _stem(_real(os.path.join(place, name.strip())))  # noqa: PTH118


def _stem(path: str) -> str:
    return os.path.splitext(path)[0]  # noqa: PTH122


def _folder(path: str) -> str:
    return os.path.dirname(path)  # noqa: PTH120


def _real(path: str) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):  # a name with NUL
        return path
