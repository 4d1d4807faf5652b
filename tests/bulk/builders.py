"""Works of our own as registries send them, and indexes made of them."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mscref.app.works_index import build_index

NAMES = "Roth Wolf Berg Lind Okafor Tanaka Silva Novak Haddad Moreau".split()
WORDS = """heat ice glacier salt membrane protein river folding error theorem market wage vowel
    orbit lichen magnet copper fungus pollen quartz""".split()


def crossref(number: int, **changed: object) -> dict[str, Any]:
    """A work that differs from those of other numbers in all that tells works apart."""
    title = [WORDS[(number * step + number // 7) % len(WORDS)] for step in (1, 3, 7, 11)]
    return {
        "DOI": f"10.5555/work.{number}",
        "type": "journal-article",
        "title": [f"{' '.join(title).capitalize()} in case {number}"],
        "author": [{"family": NAMES[number % len(NAMES)], "given": f"A{number}"}],
        "container-title": [f"Journal of {WORDS[number % len(WORDS)].capitalize()} Studies"],
        "volume": str(10 + number % 40),
        "page": f"{100 + number}-{109 + number}",
        "issued": {"date-parts": [[1980 + number % 40]]},
        "indexed": {"date-time": f"2026-01-{1 + number % 28:02}T00:00:00Z"},
        **changed,
    }


def written_as(number: int) -> str:
    """The same work as it stands in a list of references."""
    work = crossref(number)
    return (
        f"{work['author'][0]['family']}, A. ({1980 + number % 40}). {work['title'][0]}."
        f" {work['container-title'][0]}, {work['volume']}, {work['page']}."
    )


def dump(path: Path, works: Iterable[object]) -> Path:
    """A file of JSON lines; a text goes in as it is."""
    lines = (one if isinstance(one, str) else json.dumps(one) for one in works)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def index_of(folder: Path, works: Iterable[object], name: str = "works.idx") -> Path:
    """An index of some works."""
    source = dump(folder / f"{name}.jsonl", works)
    build_index([source], folder / name)
    return folder / name


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
