"""The files that an entry links, in the field `file` as JabRef writes it, and more of them.

A link is `description:path:type`, links are parted by `;`, and a backslash stands before each of
these signs where it is meant (https://docs.jabref.org/finding-sorting-and-cleaning-entries/filelinks).

What crosses the border: values as they are written in the .bib file in and out.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from mscref.errors import LibraryError
from mscref.library.bibfile import braces_balance, delimiters_of, undelimited

FILE_FIELDS = ("file", "pdf")
_PARTED = re.compile(r"(?<!\\)(?:\\\\)*+;")


def link_to(path: Path, *, library: Path, kind: str = "PDF") -> str:
    """The link to a file, relative to the folder of the library; LibraryError for a name that no
    field can hold."""
    try:
        relative = Path(os.path.relpath(path.absolute(), library.absolute().parent)).as_posix()
    except ValueError:  # another drive of Windows
        relative = path.absolute().as_posix()
    if not braces_balance(relative) or not relative.isprintable():
        raise LibraryError(
            f"{path}: no .bib file can hold such a name", hint="give the file another one"
        )
    return f":{_escaped(relative)}:{kind}"


def _escaped(part: str) -> str:
    return re.sub(r"([\\:;])", r"\\\1", part)


def with_links(have: str, more: str) -> str:
    """The value of `file` with further links; as it is where it has them, or is not plain text."""
    if not have or not undelimited(have).strip():
        return more
    if not delimiters_of(have):
        return have
    text = undelimited(have)
    known = {_path(one) for one in _links(text)}
    new = [one for one in _links(undelimited(more)) if _path(one) not in known]
    return f"{have[0]}{';'.join([text.rstrip('; '), *new])}{have[-1]}" if new else have


def _links(text: str) -> list[str]:
    ends = [match.end() for match in _PARTED.finditer(text)]
    pieces = [text[start : end - 1] for start, end in zip([0, *ends], ends, strict=False)]
    return [one.strip() for one in (*pieces, text[ends[-1] if ends else 0 :]) if one.strip()]


def _path(link: str) -> str:
    """The path of a link; a bare path is one, too."""
    parts = re.split(r"(?<!\\):", link)
    return re.sub(r"\\([\\:;])", r"\1", parts[1] if len(parts) >= 2 else link)
