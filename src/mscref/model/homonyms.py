"""The numbers by which DBLP tells people of one name apart: `Wei Wang 0001`.

They are no part of the name (four digits, the first a zero, behind it; programs that split it at
its last blank make a family name of them). What crosses the border: a name in, the same without its
number out. Whoever takes one off keeps the text as it was.
"""

from __future__ import annotations

from mscref.model.names import Name
from mscref.patterns import lazy
from mscref.records import replaced as replace

# Behind the name or its family name; or split off as the family name.
_NUMBER = lazy(r"(?<=\S)\s++(?:0\d{3}|\{0\d{3}\})\s*(?=\Z|,|\}\s*,)|\A\s*0\d{3}\s*,\s*(?=\S)")
_ALONE = lazy(r"0\d{3}")


def without_number(text: str) -> str:
    """A name as written without the number behind it; other names as they are."""
    return _NUMBER.sub("", text) if "0" in text else text


def name_without_number(name: Name) -> Name:
    """A name without the number, whichever of its parts that was put into."""
    if is_number(name.family):
        given, _, family = name.given.strip().rpartition(" ")
        return replace(name, given=given, family=family) if given else name
    if "0" not in name.family + name.given + name.literal + name.suffix:
        return name
    return replace(
        name,
        family=without_number(name.family),
        given=without_number(name.given),
        suffix="" if is_number(name.suffix) else name.suffix,
        literal=without_number(name.literal),
    )


def is_number(text: str) -> bool:
    """Whether a part of a name is such a number and nothing else."""
    return _ALONE.fullmatch(text) is not None
