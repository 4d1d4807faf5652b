"""What BibTeX to BibTeX does to the titles of real files.

    python bench/verbatim.py FOLDER [--show N]

Every .bib file below the folder goes through `export -t bibtex` and `export -t biblatex`. A
title-like field counts as unchanged where its value is that of the source, letter by letter (macros
replaced, white space collapsed); in BibTeX a title may have its subtitle behind it. Values that
differ are shown. Last line: `unchanged N of M`; 99.9 % is enough.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from mscref.app.files import decode
from mscref.app.library import read_references
from mscref.errors import MscrefError
from mscref.formats.bibtex.convert import is_reference
from mscref.formats.bibtex.fields import FieldReader
from mscref.formats.bibtex.scan import scan
from mscref.formats.bibtex.tables import TITLE_FIELDS, TITLE_PARTS
from mscref.formats.bibtex.titles import Titles
from mscref.formats.bibtex.writer import write_all

# What a reader calls BibTeX's names.
_PARTS = {part: name for name, parts in TITLE_PARTS.items() for part in parts}


def flat(value: str) -> str:
    """A value with white space as TeX reads it."""
    return " ".join(value.split())


def titles_of(text: str) -> dict[str, dict[str, str]]:
    """Key → the title-like fields of the first entry of that key; empty ones are none."""
    bib = scan(text)
    reader = FieldReader(bib)
    found: dict[str, dict[str, str]] = {}
    for entry in bib.entries():
        if is_reference(entry) and entry.key:
            fields = reader.fields(entry)
            kept = {
                name: flat(fields[name]) for name in TITLE_FIELDS if fields.get(name, "").strip()
            }
            found.setdefault(entry.key, kept)
    return found


def differences(text: str, path: str, dialect: str) -> Iterator[tuple[str, str, str, str | None]]:
    """Key, field, the value of the source and what was written, for every field of the source."""
    references = read_references(
        decode(text.encode("utf-8", "replace"), path=path), titles=Titles.LATEX
    )
    written = titles_of(write_all(references.references, dialect=dialect))
    for key, fields in titles_of(text).items():
        for name, value in fields.items():
            now = written.get(key, {}).get(name)
            title = written.get(key, {}).get(_PARTS.get(name, ""), "")
            if now is None and dialect == "bibtex" and value in title:
                now = value
            is_head = now is not None and now.startswith(value) and dialect == "bibtex"
            if is_head and any(fields.get(part) for part in TITLE_PARTS.get(name, ())):
                now = value
            yield key, name, value, now


def main() -> int:
    """Measure."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--show", type=int, default=40)
    arguments = options.parse_args()
    total = unchanged = shown = unreadable = 0
    for path in sorted(arguments.folder.rglob("*.bib")):
        try:
            text = decode(path.read_bytes(), path=path.name).text
            for dialect in ("bibtex", "biblatex"):
                for key, name, value, now in differences(text, path.name, dialect):
                    total += 1
                    unchanged += now == value
                    if now != value and shown < arguments.show:
                        shown += 1
                        print(f"{path.name} {dialect} {key}.{name}\n  - {value}\n  + {now}")
        except MscrefError as error:
            unreadable += 1
            print(f"{path.name}: {error.message}")
    print(f"files that nothing could be read from: {unreadable}")
    print(f"unchanged {unchanged} of {total}")
    return 0 if unchanged >= 0.999 * total else 1


if __name__ == "__main__":
    sys.exit(main())
