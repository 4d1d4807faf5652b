"""Names as `Family, Given, Suffix`: the one text that RIS, EndNote, PubMed have of a name.

What crosses the border: text in, a `Name` out, and back.
"""

from __future__ import annotations

import re

from mscref.formats.bibtex.names import OTHERS
from mscref.model.names import Name

_ET_AL = re.compile(r"\s*(?:and\s+)?(?:et\.?\s+al\.?|others)[,.]?\s*", re.IGNORECASE)
_COMMA = re.compile(r",\s*")
_DOUBLE_COMMA = re.compile(r",,\s*")
_ELIDED = re.compile(r"[a-z]{1,3}['’](?=[^\W\d_])")


def parse_inverted_name(text: str) -> Name:
    """`Family, Given, Suffix`; without a comma a name of several words is an institution, and so is
    one with a comma behind it (EndNote), unless it begins with a particle.

    `et al.` says that the list goes on.
    """
    if _ET_AL.fullmatch(text):
        return OTHERS
    if ",," in text:  # an institution with a comma in its name (EndNote)
        return Name(literal=_DOUBLE_COMMA.sub(", ", text).strip())
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 2 and not parts[1] and " " in parts[0] and not parts[0][0].islower():
        return Name(literal=parts[0])
    if len(parts) == 1:
        return Name(literal=parts[0]) if " " in parts[0] else Name(parts[0])
    suffix = parts[2] if len(parts) > 2 else ""
    given = ", ".join(parts[1:2] + parts[3:])
    family, particle = parts[0], ""
    words = family.split()
    count = next((n for n, word in enumerate(words) if not word.islower()), 0)
    if count and count < len(words):
        particle, family = " ".join(words[:count]), " ".join(words[count:])
    elif elided := _ELIDED.match(family):  # `d'Alembert`
        particle, family = elided[0], family[elided.end() :]
    return Name(family, given, non_dropping_particle=particle, suffix=suffix)


def format_inverted_name(name: Name) -> str:
    """The name as `Family, Given, Suffix`."""
    if name.is_truncation:
        return "et al."
    if name.literal:
        return name.literal
    family = family_with_particles(name)
    if name.suffix:
        return f"{family}, {name.given}, {name.suffix}"
    if name.given:
        return f"{family}, {name.given}"
    return f"{family}," if " " in family else family


def tagged_name(name: Name) -> str:
    """The same for a tag that holds one name: an institution with a comma in it has two there, by
    which it is told from a person (EndNote's manual; RIS and PubMed have no sign of their own)."""
    text = format_inverted_name(name)
    return _COMMA.sub(",, ", text, count=1) if name.literal and not name.is_truncation else text


def family_with_particles(name: Name) -> str:
    """`van der Berg`, `d'Alembert`."""
    particles = f"{name.dropping_particle} {name.non_dropping_particle}".strip()
    space = "" if particles.endswith(("'", "’", "-")) else " "
    return f"{particles}{space}{name.family}".strip()
