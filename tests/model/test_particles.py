"""Particles and suffixes that stand inside family and given names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mscref.model import particles
from mscref.model.names import Name
from mscref.model.particles import parse_particles


@pytest.mark.parametrize(
    ("family", "non_dropping", "rest"),
    [
        ("van Gogh", "van", "Gogh"),
        ("van der Berg", "van der", "Berg"),
        ("von und zu Guttenberg", "von und zu", "Guttenberg"),
        ("d'Artagnan", "d'", "Artagnan"),
        ("d’Artagnan", "d’", "Artagnan"),
        ("l'Hôpital", "l'", "Hôpital"),
        ("'t Hooft", "'t", "Hooft"),
        ("in 't Veld", "in 't", "Veld"),
        ("al-Farabi", "al-", "Farabi"),
        ("de Las Casas", "de", "Las Casas"),
        ("de Émile", "de", "Émile"),
        ("v. Neumann", "v.", "Neumann"),
        ("v.d. Berg", "v.d.", "Berg"),
        ("Van Gogh", "", "Van Gogh"),
        ("La Fontaine", "", "La Fontaine"),
        ("Ortega y Gasset", "", "Ortega y Gasset"),
        ("O'Brien", "", "O'Brien"),
        ("Ben-Gurion", "", "Ben-Gurion"),
        ("hooks", "", "hooks"),
        ('"van Gogh"', "", "van Gogh"),
        ("王", "", "王"),
        ("", "", ""),
    ],
)
def test_particles_of_family_names(family, non_dropping, rest):
    parsed = parse_particles(Name(family=family, given="A"))
    assert (parsed.non_dropping_particle, parsed.family) == (non_dropping, rest)


@pytest.mark.parametrize(
    ("given_name", "rest", "dropping"),
    [
        ("Alexander von", "Alexander", "von"),
        ("Juan de la", "Juan", "de la"),
        ("François Hédelin d'", "François Hédelin", "d'"),
        ("François Hédelin, abbé d'", "François Hédelin,", "abbé d'"),
        ("Bashar al-", "Bashar", "al-"),
        ("bell", "bell", ""),
        ("Karl-Theodor", "Karl-Theodor", ""),
    ],
)
def test_particles_of_given_names(given_name, rest, dropping):
    parsed = parse_particles(Name(family="A", given=given_name))
    assert (parsed.given, parsed.dropping_particle) == (rest, dropping)


@pytest.mark.parametrize(
    ("given_name", "suffix", "comma"),
    [
        ("Martin Luther, Jr.", "Jr.", False),
        ("Martin Luther, jr", "jr", False),
        ("Martin Luther,! Jr.", "Jr.", True),
        ("John, III", "III", False),
        ("John Jr.", "", False),
    ],
)
def test_suffixes(given_name, suffix, comma):
    parsed = parse_particles(Name(family="A", given=given_name))
    assert (parsed.suffix, parsed.comma_suffix) == (suffix, comma)


@pytest.mark.parametrize(
    "name",
    [
        Name(literal="van Gogh Museum"),
        Name(family="van Gogh", given="Vincent", parse_names=False),
        Name(family="van Gogh", given="Vincent", non_dropping_particle="of"),
    ],
)
def test_what_is_split_already_is_left_alone(name):
    assert parse_particles(name) == name


@pytest.mark.parametrize(
    ("family", "particle", "rest"),
    [
        ("de-Oliveira-e-Silva", "de-", "Oliveira-e-Silva"),
        ("d'Orta d'Este", "d'", "Orta d'Este"),
        ("van 't Hoff-van Dyk", "van 't", "Hoff-van Dyk"),
        ("von der Osten-Sacken", "von der", "Osten-Sacken"),
    ],
)
def test_particles_end_at_the_first_capital(family, particle, rest):
    parsed = parse_particles(Name(family=family, given="A"))
    assert (parsed.non_dropping_particle, parsed.family) == (particle, rest)


def test_many_parts_are_looked_at_once(monkeypatch):
    looked_at: list[str] = []
    is_lower = particles._is_lower

    def counted(text: str) -> bool:
        looked_at.append(text)
        return is_lower(text)

    monkeypatch.setattr(particles, "_is_lower", counted)
    for count in (100, 400):
        parse_particles(Name(family="a" + "A-" * count + "y", given="A"))
        parse_particles(Name(family="van " * count + "Dyk", given="A"))
    assert sum(map(len, looked_at)) < 4 * (400 + 100) * len("van ")


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_letter_is_lost(family, given_name):
    parsed = parse_particles(Name(family=family, given=given_name))
    parts = "".join(
        (
            parsed.given,
            parsed.dropping_particle,
            parsed.non_dropping_particle,
            parsed.family,
            parsed.suffix,
        )
    )
    letters = sorted(char for char in family + given_name if char.isalnum())
    assert sorted(char for char in parts if char.isalnum()) == letters
