"""A capital inside a word, or an acronym, is not protected by braces.

BibTeX styles and biblatex change titles to sentence case: `DNA methylation in E. coli` becomes
`Dna methylation in e. coli`. Write `{DNA}`. Words with a capital inside (`iPhone`, `mRNA`, `pH`)
and words in capitals are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import outside_braces, without_math

_COMMAND = re.compile(r"\\[A-Za-z]+\*?|\\.")
# A word; group 1 is what stands before its first hyphen or underscore.
_WORD = re.compile(r"(?<![\w\0])([^\W_]++)[\w-]*+")
_CAPITAL = re.compile(r"[A-ZÀ-Þ]")


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    text = _COMMAND.sub("", outside_braces(without_math(field.text)))
    if text.isupper():
        return  # title-all-caps
    risky = [
        match[0]
        for match in _WORD.finditer(text)
        if _CAPITAL.search(match[1], 1) and _has_inner_capital(match[0])
    ]
    if risky:
        shown = ", ".join(dict.fromkeys(risky))
        hint = "put braces around them: " + ", ".join(f"{{{one}}}" for one in dict.fromkeys(risky))
        yield entry.hit(f"capitals that styles will lower: {shown}", field, hint=hint)


def _has_inner_capital(word: str) -> bool:
    # "Multi-Plant" is an ordinary compound: each part is judged by itself.
    return any(any(one.isupper() for one in part[1:]) for part in word.split("-"))


RULE = LintRule(
    "title-unprotected", Severity.INFO, each_field("title", check=_check), bibtex_only=True
)
