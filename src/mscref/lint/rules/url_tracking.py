"""A URL with parameters that only track readers (`utm_source`, `fbclid`, …).

They make the address long and say where you came from. `--fix` removes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry

_TRACKING = re.compile(r"(?<=[?&])(?:utm_\w+|fbclid|gclid|mc_[ce]id|__?hs[a-z]+)=[^&#]*&?")


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    field = entry.get("url")
    if field and field.is_text and _TRACKING.search(field.text):
        repaired = re.sub(r"[?&](?=#|$)", "", _TRACKING.sub("", field.text.strip()))
        message = "the URL holds parameters that only track readers"
        yield entry.hit(message, field, edits=[entry.edit("url", repaired)])


RULE = LintRule("url-tracking", Severity.INFO, each_entry(_check), fixes=True)
