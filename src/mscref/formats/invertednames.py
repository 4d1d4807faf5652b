"""Names as `Family, Given, Suffix`: the one text that RIS, EndNote, PubMed have of a name.

What crosses the border: text in, a `Name` out, and back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mscref.formats.bibtex.names import OTHERS
from mscref.model.names import Name

_ET_AL = re.compile(r"\s*(?:and\s+)?(?:et\.?\s+al\.?|others)[,.]?\s*", re.IGNORECASE)
_COMMA = re.compile(r",\s*")
_DOUBLE_COMMA = re.compile(r",,\s*")
_ACRONYM = re.compile(r"[^\W_](?:[&/+]?[^\W_])+")
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


def parse_tagged_names(texts: Sequence[str]) -> tuple[Name, ...]:
    """The names of a list of which none says by its tag whether it is a person.

    One word is an institution where a comma stands behind it (EndNote's manual) or it is an
    acronym: capitals alone (`UNESCO`, `AT&T`). Not where the list has the families of people in
    capitals, too (`SMITH, J.`), as some databases have them.
    """
    names = tuple([parse_inverted_name(text) for text in texts])
    shouts = any(one.given and _is_acronym(one.family) for one in names)
    return tuple(
        Name(literal=one.family) if _is_institution(one, text, shouts=shouts) else one
        for one, text in zip(names, texts, strict=True)
    )


def _is_institution(name: Name, text: str, *, shouts: bool) -> bool:
    """Whether what was read as a family alone is an institution of one word."""
    if name != Name(name.family) or not name.family or " " in name.family:
        return False
    return text.rstrip().endswith(",") or (not shouts and _is_acronym(name.family))


def _is_acronym(word: str) -> bool:
    return word.isupper() and _ACRONYM.fullmatch(word) is not None


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
    which it is told from a person, and one of a word that is no acronym one behind it (EndNote's
    manual; RIS and PubMed have no sign of their own)."""
    text = format_inverted_name(name)
    if not name.literal or name.is_truncation:
        return text
    if "," in text:
        return _COMMA.sub(",, ", text, count=1)
    return text if " " in text or _is_acronym(text) else f"{text},"


def family_with_particles(name: Name) -> str:
    """`van der Berg`, `d'Alembert`."""
    particles = f"{name.dropping_particle} {name.non_dropping_particle}".strip()
    space = "" if particles.endswith(("'", "’", "-")) else " "
    return f"{particles}{space}{name.family}".strip()
