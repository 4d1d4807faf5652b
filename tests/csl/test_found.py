"""The faults found on unseen styles and items, one folder a kind (shared test data)."""

import json
from pathlib import Path
from typing import Any

from bench.csl_cases import citation_from_json, cite_from_json

from mscref.csl.parse import read_style
from mscref.csl.processor import Processor
from mscref.csl.render.registry import find_writer
from mscref.csl.session import Session
from mscref.formats.cslitem import reference_from_json
from mscref.model.citation import Citation

WRITE = find_writer("html").citation


def test_every_kind_is_mended(shared: Path):
    folders = sorted((shared / "data" / "found" / "csl").iterdir())
    assert len(folders) >= 27
    wrong = {
        folder.name: lines
        for folder in folders
        if (lines := printed(folder))
        != (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    }
    assert wrong == {}


def printed(folder: Path) -> list[str]:
    """What the job of a folder prints, a line for each citation or entry."""
    job: dict[str, Any] = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    style = read_style((folder / "style.csl").read_bytes(), path="style.csl")
    items = json.loads((folder / "items.json").read_text(encoding="utf-8"))
    references = [reference_from_json(item) for item in items]
    if "ops" in job:
        return document(job["ops"], style, references)
    processor = Processor(style)
    processor.register(references)
    lines = [
        WRITE(processor.cite(Citation("c", tuple(map(cite_from_json, cites)))), links=False)
        for cites in job.get("single", ())
    ]
    if job.get("bib"):
        entries = processor.bibliography().entries
        lines += [WRITE(entry.output, links=False).strip() for entry in entries]
    return lines


def document(steps: list[Any], style: Any, references: list[Any]) -> list[str]:
    session = Session(style)
    session.register(references)
    for raw, before, after in steps:
        session.process(
            citation_from_json(raw), before=list(map(tuple, before)), after=list(map(tuple, after))
        )
    raw, before, after = steps[-1]
    order = [*(one for one, _ in before), raw["citationID"], *(one for one, _ in after)]
    return [WRITE(output, links=False) for one in order if (output := session.output(one))]
