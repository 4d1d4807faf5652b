"""A citation key holds a character that LaTeX or pandoc cannot cite.

White space and `" # % ' ( ) , = { } ~ \\` end or break a key in LaTeX, BibTeX or biber.
Letters, digits and `: . _ - / +` are safe everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry

_UNSAFE = re.compile(r"""[\s"#%'(),={}~\\]""")


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    found = sorted(set(_UNSAFE.findall(entry.key)))
    if found:
        shown = " ".join("space" if one.isspace() else f"`{one}`" for one in found)
        yield entry.hit(f"the key `{entry.key}` holds characters that break citations: {shown}")


RULE = LintRule("key-characters", Severity.WARNING, each_entry(_check), bibtex_only=True)
