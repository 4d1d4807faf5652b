"""A field is there but empty.

It says nothing and hides that the value is missing. `--fix` removes it.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import Entry, Hit, Rule, each_entry


def _check(entry: Entry) -> Iterator[Hit]:
    names = [field.name for field in entry.fields]
    for field in entry.fields:
        if field.is_text and not field.text.strip(" \t\r\n{}~"):
            edits = [entry.edit(field.name, None)] if names.count(field.name) == 1 else []
            yield entry.hit(f"`{field.shown}` is empty", field, edits=edits)


RULE = Rule("field-empty", Severity.INFO, each_entry(_check), fixes=True)
