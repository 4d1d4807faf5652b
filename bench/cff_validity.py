"""Whether what is exported as CITATION.cff is valid: each .bib file below PATH against the schema.

    python bench/cff_validity.py PATH SCHEMA [--every N]

SCHEMA is that of CFF 1.2.0 as JSON Schema (`make cffvalid` takes it out of a package of PyPI). With
--every 10 each tenth list is looked at. Last line: `valid N of M lists`; it is enough if all are.
"""

import argparse
import datetime
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml
from jsonschema import Draft7Validator, ValidationError
from jsonschema.validators import extend

from mscref.formats.registry import FORMATS, guess_format
from mscref.model.reference import Reference

_SHOWN = 3


def main() -> int:
    """Measure."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("path", type=Path)
    options.add_argument("schema", type=Path)
    options.add_argument("--every", type=int, default=1)
    arguments = options.parse_args()
    kind = extend(Draft7Validator, {"uniqueItems": _unique_items})
    validator = kind(json.loads(arguments.schema.read_text()))
    valid = total = 0
    for path in sorted(arguments.path.rglob("*.bib"))[:: arguments.every]:
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
    print(f"valid {valid} of {total} lists")
    return 0 if valid == total else 1


def _unique_items(
    _: object, is_asked: object, items: object, __: object
) -> Iterator[ValidationError]:
    """As in the standard, in linear time: jsonschema compares each item with every other."""
    if not (is_asked and isinstance(items, list)):
        return
    seen: set[str] = set()
    for item in items:
        said = json.dumps(item, sort_keys=True)
        if said in seen:
            yield ValidationError(f"stands twice: {said}")
        seen.add(said)


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
