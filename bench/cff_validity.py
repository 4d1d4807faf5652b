"""Whether what is exported as CITATION.cff is valid: each .bib file below PATH against the schema.

    python bench/cff_validity.py PATH SCHEMA

SCHEMA is that of CFF 1.2.0 as JSON Schema (`make cffvalid` takes it out of a package of PyPI). Last
line: `valid N of M files`; it is enough if all are.
"""

import argparse
import datetime
import json
import sys
from pathlib import Path

import yaml
from jsonschema import Draft7Validator

from mscref.formats.registry import FORMATS, guess_format
from mscref.model.reference import Reference

_SHOWN = 3


def main() -> int:
    """Measure."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("path", type=Path)
    options.add_argument("schema", type=Path)
    arguments = options.parse_args()
    validator = Draft7Validator(json.loads(arguments.schema.read_text()))
    valid = total = 0
    for path in sorted(arguments.path.rglob("*.bib")):
        references = _read(path)
        if not references:
            continue
        total += 1
        loaded = yaml.load(FORMATS["cff"].writer()(references), Loader=_loader())
        errors = list(validator.iter_errors(_plain(loaded)))
        valid += not errors
        for error in errors[:_SHOWN]:
            where = "/".join(map(str, error.absolute_path))
            print(f"{path.name}: {where}: {error.message[:200]}")
    print(f"valid {valid} of {total} files")
    return 0 if valid == total else 1


def _loader() -> type:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _plain(value: object) -> object:
    """A date of YAML as the text that the schema asks for, as cffconvert has it."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def _read(path: Path) -> list[Reference]:
    text = path.read_bytes().decode("utf-8", "replace")
    row = guess_format(text, path=path.name)
    if row is None:
        raise SystemExit(f"{path}: no format that mscref reads")
    return row.reader()(text, path=str(path)).references


if __name__ == "__main__":
    sys.exit(main())
