"""Lists that end in "and others", and given names that one citation forces on another."""

import pytest

from mscref.csl.parse import read_style
from mscref.csl.processor import Processor
from mscref.csl.render.registry import find_writer
from mscref.csl.session import Session
from mscref.model.citation import Citation, Cite
from mscref.model.names import Name
from mscref.model.reference import Reference

STYLE = """
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <citation disambiguate-add-givenname="true" givenname-disambiguation-rule="primary-name">
    <layout><names variable="author"><name form="short" initialize-with=". "/></names></layout>
  </citation>
  <bibliography et-al-min="4" et-al-use-first="2">
    <layout><names variable="author"><name form="short"/></names></layout>
  </bibliography>
</style>
"""
OTHERS = Name(literal="others", parse_names=False)


def style():
    return read_style(STYLE.encode(), path="x.csl")


@pytest.mark.parametrize(
    ("families", "expected"),
    [
        ("A", "A et al."),
        ("A B", "A, B, et al."),
        # "and others" is one more name at the least: with it the list has four.
        ("A B C", "A, B, et al."),
        ("A B C D E", "A, B, et al."),
    ],
)
def test_and_others_counts_as_a_name_and_is_never_shown(families, expected):
    names = (*(Name(family=family) for family in families.split()), OTHERS)
    processor = Processor(style())
    processor.register([Reference("k", "book", {"author": names})])
    [entry] = processor.bibliography().entries
    assert find_writer("text").citation(entry.output) == expected


def test_a_citation_changes_when_a_namesake_is_cited_later():
    session = Session(style())
    session.register(
        [
            Reference(given, "book", {"author": (Name(family="Roe", given=given),)})
            for given in ("Ann", "Ben")
        ]
    )
    write = find_writer("text").citation
    [first] = session.process(Citation("c1", (Cite("Ann"),)))
    assert write(first.output) == "Roe"
    updates = session.process(Citation("c2", (Cite("Ben"),)), before=[("c1", 0)])
    assert {one.id: write(one.output) for one in updates} == {"c1": "A. Roe", "c2": "B. Roe"}
    [back] = session.remove("c2")
    assert (back.id, write(back.output)) == ("c1", "Roe")
