"""An arXiv eprint that arXiv cannot have given out.

Identifiers are `YYMM.NNNNN` (since April 2007; four digits until 2014) or `archive/YYMMNNN`
before, with an optional version `v2`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import Entry, Hit, Rule, each_entry
from mscref.lint.words import shorten

_ARXIV = re.compile(
    r"""(?:arxiv:\s*)?(?:https?://arxiv\.org/(?:abs|pdf)/)?
        (?:\d\d(?:0[1-9]|1[0-2])\.\d{4,5} | [a-z-]+(?:\.[A-Z]{2})?/\d\d(?:0[1-9]|1[0-2])\d{3})
        (?:v\d+)?(?:\.pdf)?(?:\s*\[[\w.-]+\])?""",
    re.VERBOSE | re.IGNORECASE,
)


def _check(entry: Entry) -> Iterator[Hit]:
    field = entry.get("eprint")
    kind = entry.value("eprinttype", "archiveprefix").casefold()
    if field and field.is_text and kind == "arxiv" and not _ARXIV.fullmatch(field.text.strip()):
        yield entry.hit(f"`{shorten(field.text)}` is not an arXiv identifier", field)


RULE = Rule("arxiv-malformed", Severity.WARNING, each_entry(_check))
