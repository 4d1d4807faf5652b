"""Numbers as strangers write them: of any length, and with digits that only look like some.

`int` raises ValueError for more than 4,300 digits (and takes quadratic time where it does not), and
for what `str.isdigit` calls a digit and is none (`²`). What is longer than a number can mean
anywhere here counts as `LARGEST`: it compares as large, and never takes the place of the text.
"""

from __future__ import annotations

MOST_DIGITS = 18  # what 64 bits hold
LARGEST = 10**MOST_DIGITS


def is_figure(text: str) -> bool:
    """Whether this is a number in decimal digits (of any script) that can be meant as one."""
    return text.isdecimal() and len(text) <= MOST_DIGITS


def whole_number(text: str) -> int:
    """The number that decimal digits spell: LARGEST for too many of them, 0 for anything else."""
    if is_figure(text):
        return int(text)
    return LARGEST if text.isdecimal() else 0
