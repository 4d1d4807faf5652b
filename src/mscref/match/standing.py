"""Is this title one of those? The guard of identifiers that stand on a page or in an item. Pure.

An identifier that was found beside a work may be that of another: of one it cites, of the journal,
of the template. It counts where its record bears a title that stands there as a title.
"""

from __future__ import annotations

from collections.abc import Iterable

from mscref.match.text import squeezed
from mscref.model.markup import strip_markup

_SHORT = 20  # letters: a shorter title must be the whole, and not only begin the other


def stands_among(title: str, titles: Iterable[str]) -> bool:
    """Whether a title is one of `titles`, or of two long ones one begins the other (a subtitle)."""
    wanted = squeezed(strip_markup(title))
    if not wanted:
        return False
    for one in (squeezed(strip_markup(other)) for other in titles):
        shorter, longer = sorted((wanted, one), key=len)
        if wanted == one or (len(shorter) >= _SHORT and longer.startswith(shorter)):
            return True
    return False
