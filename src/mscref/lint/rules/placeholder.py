"""A field holds a placeholder that nobody replaced.

`TODO`, `???`, `Firstname Lastname`, `Journal Name`, `xxxx`: left over from a template, or made up
by a program that did not know better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import plain, shorten

_PLACEHOLDER = re.compile(
    r"""(?:TODO|FIXME|TBD|TBA|XXX+|xxx+|\?{2,}|(?i:
        first\s*name(?:,?\s+last\s*name)?(?:\s+and\s.*)? | last\s*name,\s*first\s*name.*
      | author\s+(?:names?|one|1|a)(?:\s+and\s.*)? | anonymous\s+authors?
      | unknown(?:\s+(?:author|title|journal))?
      | (?:journal|conference|publisher|book|paper|article)\s+(?:name|title)(?:\s+here)?
      | (?:your|insert|add|enter)\s+(?:title|name|author|journal)\b.*
      | title\s+of\s+(?:the\s+)?(?:paper|article|book)
      | lorem\s+ipsum.* | untitled
      | john\s+doe(?:\s+and\s+jane\s+(?:doe|smith).*)? | doe,\s+john\b.*
      | no\s+(?:title|author|journal)(?:\s+(?:available|found|given))?
      | \[?(?:no\s+)?title\s+not\s+(?:found|available)\]?))""",
    re.VERBOSE,
)
_FIELDS = (
    "title",
    "author",
    "editor",
    "journal",
    "journaltitle",
    "booktitle",
    "publisher",
    "year",
    "volume",
)


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    if _PLACEHOLDER.fullmatch(plain(field.text).strip(" .[]()")):
        yield entry.hit(f"`{field.shown}` holds a placeholder: {shorten(field.text)}", field)


RULE = LintRule("placeholder", Severity.WARNING, each_field(*_FIELDS, check=_check))
