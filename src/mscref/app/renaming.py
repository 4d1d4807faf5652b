"""New citation keys in the text of a document, in whatever notation it is written.

`library.documents` knows keys by their shape in LaTeX, Markdown, Org and Typst, also where no
citation is being made (`\\nocite`, `\\bibentry`); the finders of citations know where a notation
has them, such as the roles of MyST. What either sees is renamed.
"""

from __future__ import annotations

from collections.abc import Mapping

from mscref.app.document_works import key_places
from mscref.library.delta import TextSplice
from mscref.library.documents import rename_citations
from mscref.manuscript.citations.registry import find_citations, notation_of

Places = Mapping[str, list[tuple[int, int]]]


def renaming_splices(text: str, renamed: Mapping[str, str], *, name: str) -> list[TextSplice]:
    """What gives the keys that a document cites their new names; `name` says its notation."""
    row = notation_of(name, text)
    if row is None or row.is_notebook:  # its text is JSON, in which no finder knows its way
        return rename_citations(text, renamed, name=name)
    return splices_for(text, renamed, key_places(find_citations(row, text)), name=name)


def splices_for(
    text: str, renamed: Mapping[str, str], places: Places, *, name: str
) -> list[TextSplice]:
    """The same, where it is known already where the keys stand."""
    found = rename_citations(text, renamed, name=name)
    covered = [(one.start, one.end) for one in found]
    for old, new in renamed.items():
        for start, end in places.get(old, ()):
            is_whole = text[start:end] == old  # a key that is written otherwise is left
            if is_whole and not any(a < end and start < b for a, b in covered):
                found.append(TextSplice(start, end, new))
    return sorted(found, key=lambda one: (one.start, one.end))
