"""Where pairs of full and short titles of journals come from: records, lists, a catalogue."""

from __future__ import annotations

import gzip
import html
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

_RECORD = re.compile(r"<Title>([^<]*)</Title>\s*<ISOAbbreviation>([^<]*)<")
BRACKETS = re.compile(r"\s*\([^)]*\)")


def pubmed_pairs(folder: Path) -> Iterator[tuple[str, str]]:
    """Title and ISO abbreviation of every journal in the recorded PubMed answers, once."""
    seen: set[str] = set()
    for path in sorted(folder.glob("*.xml*")):
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for full, short in _RECORD.findall(raw.decode("utf-8", "replace")):
            if full not in seen:
                seen.add(full)
                yield html.unescape(full), html.unescape(short)


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """The pairs of a list, without the places that some short titles have in brackets."""
    text = path.read_text(encoding="utf-8", errors="replace").replace(" XXX<>XXX", " = ")
    rows = (line.partition("=") for line in text.splitlines() if not line.startswith("#"))
    pairs = {full.strip(): short.split(";")[0].strip() for full, _, short in rows if short.strip()}
    return [(full, BRACKETS.sub("", short)) for full, short in pairs.items()]


def nlm_pairs(databases: Sequence[Path]) -> list[tuple[str, str]]:
    """Full titles and abbreviations of the journals that the NLM catalogues, each title once."""
    import sqlite3

    found: dict[str, tuple[str, str]] = {}
    for path in databases:
        with closing(sqlite3.connect(path)) as connection:
            query = "SELECT nlm_id, journal, journal_abbr FROM factor"
            for identifier, title, short in connection.execute(query):
                if len(identifier or "") > 1 and len(short or "") > 1:
                    found.setdefault(title.casefold(), (title, " ".join(short.split())))
    return [found[key] for key in sorted(found)]
