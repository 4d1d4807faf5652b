"""The inline markup that text variables may hold, as in CSL-JSON."""

from __future__ import annotations

import re

# Only these tags are markup; any other "<" is text (a title may hold "p < 0.05").
_TAG = re.compile(
    r"""</?(?:i|b|sup|sub|sc)>
      | <span\s+(?:style="[^"<>]*"|class="nocase")\s*>
      | </span>""",
    re.VERBOSE,
)


def strip_markup(text: str) -> str:
    """Return `text` without its inline tags."""
    return _TAG.sub("", text) if "<" in text else text
