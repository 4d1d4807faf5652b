"""A preprint is entered as an article in the journal "arXiv preprint arXiv:…".

That is what web search engines export. The number is then no identifier: nothing links to it and
no tool finds the published version. Write `eprint = {2101.00001}, eprinttype = {arxiv}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.model.arxiv import ARXIV

_ARXIV = re.compile(rf"ar\W?xiv.{{0,200}}?({ARXIV})|arxiv\s+preprint|^corr$", re.IGNORECASE)


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    match = _ARXIV.search(field.text)
    if match and not entry.get("eprint"):
        number = match[1] or "NUMBER"
        hint = f"write eprint = {{{number}}}, eprinttype = {{arxiv}}"
        yield entry.hit("a preprint server is no journal", field, hint=hint)


RULE = LintRule(
    "arxiv-as-journal",
    Severity.INFO,
    each_field("journal", "journaltitle", check=_check),
    bibtex_only=True,
)
