"""Keys that are no citations: figures, tables, equations and sections of the document itself.

Quarto writes `@fig-one`, pandoc-crossref `@fig:one`; Typst refers to any label of the document.
(Quarto guide, Cross References; pandoc-crossref manual, References.)
"""

from __future__ import annotations

import re
from collections.abc import Collection

_CROSS_REFERENCE = re.compile(
    r"(?:fig|tbl|tab|eq|sec|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|tip|nte|wrn|imp|cau"
    r"|fn|ex|listing|figure|table|section|equation)[-:].",
    re.IGNORECASE,
)


def is_cross_reference(key: str, labels: Collection[str]) -> bool:
    """True for a key that names a part of the document, where no library has it."""
    return key in labels or _CROSS_REFERENCE.match(key) is not None
