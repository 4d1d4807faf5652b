"""Citation labels such as "Smi99" and "SJ07", for styles that print them."""

from __future__ import annotations

from collections.abc import Sequence

from mscref.patterns import lazy

# How many letters of each name a label takes, by the number of names (four and more: four
# names, one letter each), as the reference processor does.
_LETTERS = {1: (4,), 2: (2, 2), 3: (2, 1, 1)}
_LEADING_PARTICLES = lazy(r"^(?:[a-zà-ÿ][\w’']*[\s’']+)+")


def citation_label(families: Sequence[str], title: str, year: int | None) -> str:
    """The label of a work by its family names, else its title, and its year (00 without)."""
    if families:
        lengths = _LETTERS.get(len(families), (1, 1, 1, 1))
        letters = "".join(
            [
                _letters(_LEADING_PARTICLES.sub("", family))[:length].capitalize()
                for family, length in zip(families, lengths, strict=False)
            ]
        )
    else:
        letters = _letters(title)[:4].capitalize()
    return f"{letters}{abs(year or 0) % 100:02d}"


def _letters(text: str) -> str:
    """`text` without spaces, apostrophes and hyphens."""
    return "".join([char for char in text if char.isalpha()])
