"""`et al.` or `others` stands inside a name instead of ending the list.

BibTeX takes `et al.` for a person with the family name `al.`. The list is cut with the words
`and others`, which every style turns into its own `et al.`; `--fix` writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import NAME_FIELDS

_ET_AL = re.compile(
    # Looks behind keep a long run of separators from being tried at each of them.
    r"""(?<![\s,;~])(?:\s++and|\s*+,\s++and)?[\s,;~]*+(?:\\(?:emph|textit)\s*\{)?\bet\.?[\s~]*al(?:ii|\b)\.?\}?\s*$
      | (?<!\s),?\s++and\s++(?:al\.?|colleagues|co-?workers|other\s+authors)\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_COMMA_OTHERS = re.compile(r"(?<!and)(?<![\s,])[\s,]++others\s*$", re.IGNORECASE)
_ONLY = re.compile(r"\bet\.?\s*al\b", re.IGNORECASE)


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    text = field.text.strip()
    match = _ET_AL.search(text) or _COMMA_OTHERS.search(text)
    if match and match.start() > 0:
        edits = [entry.edit(field.name, f"{text[: match.start()].rstrip(' ,;')} and others")]
        message = f"`{match.group().strip(' ,')}` in `{field.shown}` becomes part of a name"
        yield entry.hit(message, field, hint="end the list with `and others`", edits=edits)
    elif _ONLY.search(text):
        yield entry.hit(f"`et al.` in `{field.shown}` becomes part of a name", field)


RULE = LintRule("name-et-al", Severity.WARNING, each_field(*NAME_FIELDS, check=_check), fixes=True)
