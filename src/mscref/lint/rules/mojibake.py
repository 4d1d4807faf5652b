"""Text was read in the wrong encoding: `MÃ¼ller` for `Müller`.

UTF-8 that a program took for Latin-1 or Windows-1252. `--fix` repairs what can be turned back
without loss.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import shorten

# The lead byte of a UTF-8 sequence and its continuation, each as Latin-1 or Windows-1252 shows it.
_LEAD = "ÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑâð"
_TRAIL = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MOJIBAKE = re.compile(rf"[{_LEAD}][{_TRAIL}]{{1,3}}")


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    repaired = _MOJIBAKE.sub(_decoded, field.text)
    if repaired != field.text:
        edits = [entry.edit(field.name, repaired)]
        message = f"`{field.shown}` was read in the wrong encoding: {shorten(field.text)}"
        yield entry.hit(message, field, edits=edits)


def _decoded(match: re.Match[str]) -> str:
    """The character that was meant, or the text itself where it is no UTF-8."""
    text = match.group()
    for encoding in ("cp1252", "latin-1"):
        try:
            decoded = text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if decoded.isprintable() or decoded == "\u00a0":
            return decoded
    return text


RULE = LintRule("mojibake", Severity.WARNING, each_field(check=_check), fixes=True)
