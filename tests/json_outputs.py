"""Are outputs of `--json` what `mscref schema` says? What it does not name may not stand there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

import jsonschema

from mscref.cli.json_schema import output_schema
from mscref.cli.outputs import SHAPES


def command_of(arguments: Sequence[str]) -> str:
    """The words of the command, or "" where it is none with a schema."""
    pair = " ".join(arguments[:2])
    return pair if pair in SHAPES else arguments[0] if arguments and arguments[0] in SHAPES else ""


def assert_documented(arguments: Sequence[str], stdout: str) -> None:
    """Fail where the output of `--json` is not of its schema."""
    command = command_of(arguments)
    if any(word.startswith("--fields") for word in arguments):  # what was asked for, and no more
        assert len({tuple(one) for one in json.loads(stdout)}) <= 1
    elif command:
        jsonschema.validate(json.loads(stdout), _closed_schema(command))


@cache
def _closed_schema(command: str) -> Any:
    return _closed(output_schema(command))


def _closed(schema: Any) -> Any:
    """The schema with no room for members that it does not name; items of CSL have such."""
    if isinstance(schema, list):
        return [_closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: one if name == "CslItem" else _closed(one) for name, one in schema.items()}
    if isinstance(closed.get("properties"), dict) and "type" in closed:
        closed.setdefault("additionalProperties", False)
    return closed
