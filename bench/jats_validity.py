"""Whether what is exported as JATS is valid: each .bib file below PATH against the DTD.

    python bench/jats_validity.py PATH DTD

DTD is that of Journal Publishing (`make jatsvalid` takes version 1.1 out of a package of PyPI).
Each file is written as element-citations and as mixed-citations. Keys that a file uses twice are
left out: an id of XML stands once. Last line: `valid N of M lists`; it is enough if all are.
"""

import argparse
import sys
from pathlib import Path

from lxml import etree

from mscref.formats.base import ReadResult
from mscref.formats.registry import FORMATS, guess_format
from mscref.model.reference import Reference

_SHOWN = 5
_WRITTEN = ("jats", "jatsmixed")


def main() -> int:
    """Measure."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("path", type=Path)
    options.add_argument("dtd", type=Path)
    arguments = options.parse_args()
    dtd = etree.DTD(str(arguments.dtd))
    valid = total = 0
    for path in sorted(arguments.path.rglob("*.bib")):
        references = _once_each(_read(path).references)
        if not references:
            continue
        for row in (FORMATS[name] for name in _WRITTEN):
            total += 1
            tree = etree.fromstring(row.writer()(references).encode())
            if dtd.validate(tree):
                valid += 1
                continue
            for error in list(dtd.error_log)[:_SHOWN]:
                print(f"{path.name} ({row.name}): {error.message[:300]}")
    print(f"valid {valid} of {total} lists")
    return 0 if valid == total else 1


def _once_each(references: list[Reference]) -> list[Reference]:
    return list({one.id: one for one in references}.values())


def _read(path: Path) -> ReadResult:
    text = path.read_bytes().decode("utf-8", "surrogateescape").replace("\udc00", "")
    row = guess_format(text, path=path.name)
    if row is None:
        raise SystemExit(f"{path}: no format that mscref reads")
    return row.reader()(text, path=str(path))


if __name__ == "__main__":
    sys.exit(main())
