"""The numbers by which DBLP tells people of one name apart: `Wei Wang 0001`.

They are no part of the name (four digits, the first a zero, behind it; programs that split it at
its last blank make a family name of them). What crosses the border: a name in, the same without its
number out. Whoever takes one off keeps the text as it was.
"""

from __future__ import annotations

from mscref.patterns import lazy

# Behind the name or its family name; or split off as the family name.
_NUMBER = lazy(r"(?<=\S)\s++0\d{3}\s*(?=\Z|,)|\A\s*0\d{3}\s*,\s*(?=\S)")
_ALONE = lazy(r"0\d{3}")


def without_number(text: str) -> str:
    """A name as written without the number behind it; other names as they are."""
    return _NUMBER.sub("", text) if "0" in text else text


def is_number(text: str) -> bool:
    """Whether a part of a name is such a number and nothing else."""
    return _ALONE.fullmatch(text) is not None
