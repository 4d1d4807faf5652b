"""A URL that only works for its owner: a proxy of a library, this computer, a local file.

Readers elsewhere cannot follow it. Replace it with the address of the publisher, or with the DOI.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry
from mscref.lint.words import shorten

_PRIVATE = re.compile(
    r"^file:|^https?://(?:localhost|127\.|192\.168\.|10\.\d+\.\d+\.\d+[:/]|[^/]*(?:ezproxy|libproxy))"
    r"|[./]ez?proxy\.",
    re.IGNORECASE,
)


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    field = entry.get("url")
    if field and _PRIVATE.search(field.text.strip()):
        yield entry.hit(f"only you can open `{shorten(field.text)}`", field)


RULE = LintRule("url-private", Severity.WARNING, each_entry(_check))
