"""An ISSN with a wrong length or a wrong check digit.

An ISSN is four digits, a hyphen, three digits and a check digit that may be `X`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry
from mscref.lint.identifiers import valid_issn

_PREFIX = re.compile(r"(?i)\b[ep]?-?issn(?:-l)?:?|\((?:print|online|electronic|linking)\)")


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    field = entry.get("issn")
    if field is None:
        return
    text = _PREFIX.sub(" ", field.text.replace("–", "-").replace("{", "").replace("}", ""))
    for issn in re.findall(r"[^\s,;/]+", text):
        if not valid_issn(issn):
            yield entry.hit(f"`{issn}` is not an ISSN", field)


RULE = LintRule("issn-malformed", Severity.WARNING, each_entry(_check))
