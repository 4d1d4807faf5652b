"""HTML or JATS markup stands in a field.

`<i>Escherichia coli</i>` is printed with its tags by every BibTeX style. Write `\\emph{…}` and
`\\textsuperscript{…}`. In CSL-JSON the tags `<i> <b> <sup> <sub>` are markup and allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import TEXT_FIELDS

_TAG = re.compile(
    r"</?(?:i|b|em|strong|su[bp]|sc|span|p|br|font|italic|bold|jats:\w+|mml:\w+|scp|inf|title)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_CSL_MARKUP = re.compile(r"</?(?:i|b|su[bp]|sc|span)\b[^<>]*>")


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    text = field.text if entry.is_bibtex else _CSL_MARKUP.sub("", field.text)
    match = _TAG.search(text)
    if match:
        yield entry.hit(f"`{field.shown}` holds the tag {match.group()}", field)


RULE = LintRule("html-tag", Severity.WARNING, each_field(*TEXT_FIELDS, check=_check))
