"""People of the same name share what was rendered of it, and stay different people."""

from mscref.csl.items import People
from mscref.model.names import Name

KERR = Name("Kerr", "Al")


def test_namesakes_share_their_rendered_forms():
    people = People()
    [first] = people.of([KERR], family_first=False)
    [second] = people.of([Name("Kerr", "Al")], family_first=False)
    assert first is not second
    assert first.variants is second.variants
    assert (second.family, second.given, second.literal) == ("Kerr", "Al", "")


def test_names_written_family_first_are_other_forms():
    people = People()
    [first] = people.of([KERR], family_first=False)
    [second] = people.of([KERR], family_first=True)
    assert first.variants is not second.variants
    assert (first.static_ordering, second.static_ordering) == (False, True)
