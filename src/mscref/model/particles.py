"""Name particles: "von", "de la" and the like, told apart from family and given name."""

from __future__ import annotations

from dataclasses import replace

from mscref.model.names import Name


def parse_particles(name: Name) -> Name:
    """The name with leading lower-case words of `family` as non-dropping particle.

    Lower-case words at the end of `given` become the dropping particle. A family name in
    quotation marks is left whole, without the marks.
    """
    if name.literal:
        return name
    family, given = name.family, name.given
    if len(family) > 1 and family[0] == '"' and family[-1] == '"':
        return replace(name, family=family[1:-1])
    non_dropping, dropping = name.non_dropping_particle, name.dropping_particle
    if not non_dropping and family[:1].islower() and " " in family:
        words = family.split(" ")
        count = 0
        while count < len(words) - 1 and words[count][:1].islower():
            count += 1
        non_dropping, family = " ".join(words[:count]), " ".join(words[count:])
    if not dropping and given[-1:].islower() and " " in given:
        words = given.split(" ")
        count = len(words)
        while count > 1 and words[count - 1].islower():
            count -= 1
        dropping, given = " ".join(words[count:]), " ".join(words[:count])
    if family is name.family and given is name.given:
        return name
    return replace(
        name,
        family=family,
        given=given,
        non_dropping_particle=non_dropping,
        dropping_particle=dropping,
    )
