"""Nothing crashes: `make crash`.

Every installed style is loaded (a dependent one through its parent), every independent style
renders 50 references in its own locale, and 30 major styles render them in every locale. Counts
exceptions and placeholders left in the output; the last line is `crashed N of M`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from mscref.csl.languages import languages
from mscref.csl.output import Output
from mscref.csl.processor import Processor
from mscref.csl.render.registry import find_writer
from mscref.csl.style_index import style_index
from mscref.csl.styles import load_style
from mscref.formats.cslitem import reference_from_json
from mscref.model.citation import Citation, Cite
from mscref.model.reference import Reference

MAJOR_STYLES = """
    short acm-sig-proceedings american-anthropological-association american-chemical-society
    american-medical-association american-political-science-association
    american-sociological-association apa apa-6th-edition associacao-brasileira-de-normas-tecnicas
    bluebook-law-review bmj cell chicago-author-date chicago-notes-bibliography elsevier-harvard
    elsevier-vancouver frontiers gost-r-7-0-5-2008 harvard-cite-them-right ieee
    iso690-author-date-en mhra-notes modern-language-association nature nlm-citation-sequence
    oscola pnas springer-basic-author-date the-lancet
""".split()
# What only a fault leaves in the output.
_PLACEHOLDERS = ("\x00", "\ue000", "\ufffd", "\uffff", "<Mark", "object at 0x", "{0}", "%s")
_REFERENCES = 50
DEFAULT_ITEMS = Path(__file__).parents[1] / "../shared/data/csl-parity/items.json"


def main() -> int:
    """Run every job and print what broke; 1 where anything did."""
    options = _options()
    names = [head.name for head in style_index() if not head.parent]
    dependents = [head.name for head in style_index() if head.parent]
    jobs: list[tuple[str, str]] = [(name, "") for name in names[:: options.every]]
    if not options.quick:
        jobs += [(name, locale) for name in MAJOR_STYLES for locale in locales()]
    faults: list[str] = []
    done = 0
    total = len(jobs) + len(dependents)
    work = [(options.items, job) for job in jobs]
    with ProcessPoolExecutor(options.processes) as pool:
        for fault in _chain(
            pool.map(render_job, work, chunksize=20), pool.map(load_job, dependents, chunksize=200)
        ):
            done += 1
            if fault:
                faults.append(fault)
                print(fault)
            if done % 200 == 0:
                print(f"{done}/{total}, {len(faults)} faults", file=sys.stderr)
    print(
        f"{len(names)} independent and {len(dependents)} dependent styles, {len(jobs)} renderings"
    )
    print(f"crashed {len(faults)} of {total}")
    return 1 if faults else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("items", type=Path, nargs="?", default=_default_items())
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--every", type=int, default=1, help="take every n-th style only")
    parser.add_argument("--quick", action="store_true", help="leave out the other locales")
    options = parser.parse_args()
    if not options.items.is_file():
        parser.error(f"no file of references {options.items}; set MSCREF_SHARED or give one")
    return options


def _default_items() -> Path:
    shared = os.environ.get("MSCREF_SHARED")
    return Path(shared, "data/csl-parity/items.json") if shared else DEFAULT_ITEMS


def _chain(*results: Iterator[str]) -> Iterator[str]:
    for one in results:
        yield from one


def locales() -> list[str]:
    """The names of all installed locales."""
    return languages()


@cache
def _references(path: Path) -> list[Reference]:
    """As many references as wanted, of as many types as there are."""
    items = json.loads(path.read_text(encoding="utf-8"))
    by_type: dict[str, list[dict[str, object]]] = {}
    for item in items:
        by_type.setdefault(item["type"], []).append(item)
    mixed = [
        group[round_]
        for round_ in range(max(map(len, by_type.values())))
        for group in by_type.values()
        if round_ < len(group)
    ]
    return [reference_from_json(dict(item)) for item in mixed[:_REFERENCES]]  # type: ignore[arg-type]


def load_job(name: str) -> str:
    """Load one style; "" where that works."""
    try:
        load_style(name)
    except Exception as error:  # every crash is counted
        return f"{name}: {type(error).__name__}: {error}"
    return ""


def render_job(job: tuple[Path, tuple[str, str]]) -> str:
    """Render all references in one style and locale; "" where nothing is wrong."""
    items, (name, locale) = job
    where = f"{name} {locale}".strip()
    references = _references(items)
    try:
        processor = Processor(load_style(name), locale=locale or None)
        processor.register(references)
        outputs = [entry.output for entry in processor.bibliography().entries]
        outputs += [
            processor.cite(Citation(one.id, (Cite(one.id, "12-14", "page"),))) for one in references
        ]
    except Exception as error:  # every crash is counted
        return f"{where}: {type(error).__name__}: {error}"
    return next((f"{where}: {fault}" for fault in map(_fault, outputs) if fault), "")


def _fault(output: Output) -> str:
    text = find_writer("html").citation(output)
    found = next((mark for mark in _PLACEHOLDERS if mark in text), "")
    return f"placeholder {found!r} in {text[:120]!r}" if found else ""


if __name__ == "__main__":
    sys.exit(main())
