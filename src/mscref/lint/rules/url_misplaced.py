"""An address stands in `howpublished` or `note` while `url` is missing.

biblatex, CSL styles and all tools look for it in `url`. Where the field holds nothing but the
address `--fix` moves it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry
from mscref.lint.identifiers import find_doi

_ADDRESS = re.compile(r"(?:\\url\s*\{\s*)?(https?://[^\s{}]+)\s*\}?\.?")


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    if entry.get("url"):
        return
    for name in ("howpublished", "note"):
        field = entry.get(name)
        if field is None or not field.is_text or find_doi(field.text):
            continue
        match = _ADDRESS.search(field.text)
        if match:
            alone = match.group() == field.text.strip() and "\\" not in match[1]
            edits = [entry.edit(name, None), entry.edit("url", match[1])] if alone else []
            yield entry.hit(
                f"an address stands in `{field.shown}`, not in `url`", field, edits=edits
            )
            return


RULE = LintRule("url-misplaced", Severity.INFO, each_entry(_check), fixes=True)
