"""Formats a CSL-JSON file with citeproc-py; run by startup.py in the environment of the peers."""

import json
import sys
import warnings
from pathlib import Path

from citeproc import (  # type: ignore[import-untyped]
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]


def main(style_file: str, items_file: str) -> None:
    """Print the bibliography as plain text."""
    warnings.simplefilter("ignore")
    items = json.loads(Path(items_file).read_text(encoding="utf-8"))
    style = CitationStylesStyle(style_file, validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    for entry in bibliography.bibliography():
        print("".join(str(part) for part in entry))


if __name__ == "__main__":
    main(*sys.argv[1:])
