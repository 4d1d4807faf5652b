"""What of a cs:names holds for what stands in for it: affixes, formatting, et al."""

import pytest
from tests.csl.small import WRITE, cite, item, people, style

from mscref.csl.parse import read_style
from mscref.csl.processor import Processor
from mscref.csl.render.registry import find_writer
from mscref.formats.cslitem import reference_from_json
from mscref.model.names import Name
from mscref.model.reference import Reference

STYLE = """
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <citation><layout><text value="x"/></layout></citation>
  <bibliography><layout>
    <names variable="author" prefix="(" suffix=")" font-style="italic">
      <name/><substitute>{}</substitute>
    </names>
  </layout></bibliography>
</style>
"""
WORK = Reference("k", "book", {"title": "Title", "editor": (Name(family="Ee", given="X"),)})


@pytest.mark.parametrize(
    ("substitute", "expected"),
    [
        ('<names variable="editor"/>', "(<i>X Ee</i>)"),
        ('<names variable="editor"><name form="short"/></names>', "Ee"),
        ('<text variable="title"/>', "Title"),
        ('<group font-weight="bold"><text variable="title"/></group>', "<b>Title</b>"),
    ],
)
def test_only_a_short_names_takes_them_over(substitute, expected):
    processor = Processor(read_style(STYLE.format(substitute).encode(), path="x.csl"))
    processor.register([WORK])
    [entry] = processor.bibliography().entries
    assert find_writer("html").citation(entry.output) == expected


EDITED = item(editor=people("Kerr, A", "Finch, B", "Moore, C", "Dahl, D"))
ALL, TWO = "A Kerr, B Finch, C Moore, D Dahl", "A Kerr, B Finch, et al."
AREA = 'et-al-min="3" et-al-use-first="1"'


def in_place(outer: str, inner: str) -> str:
    return (
        f'<names variable="author"><name {outer}/><substitute>'
        f'<names variable="editor"><name {inner}/></names></substitute></names>'
    )


@pytest.mark.parametrize(
    ("outer", "inner", "area", "in_citation", "in_entry"),
    [
        ('et-al-min="5" et-al-use-first="1"', "", AREA, ALL, ALL),
        ('et-al-min="2" et-al-use-first="2"', "", AREA, TWO, TWO),
        ('et-al-use-first="2"', "", AREA, TWO, TWO),
        ('et-al-min="5"', 'et-al-min="4" et-al-use-first="2"', AREA, TWO, TWO),
        ('et-al-min="2" et-al-use-first="2"', "", "", ALL, TWO),  # no limit of the area
    ],
)
def test_names_in_the_place_of_others_are_cut_short_like_those(
    outer: str, inner: str, area: str, in_citation: str, in_entry: str
):
    names = in_place(outer, inner)
    bibliography = f"<bibliography {area}><layout>{names}</layout></bibliography>"
    made = style(names, citation=area, bibliography=bibliography)
    assert cite(made, EDITED) == in_citation
    processor = Processor(made)
    processor.register([reference_from_json(EDITED)])
    assert [WRITE(one.output) for one in processor.bibliography().entries] == [in_entry]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<text variable="title"/><text variable="title"/>', "Fog|"),
        ('<number variable="volume"/><text variable="volume"/>', "3|Fog"),
        ('<number variable="edition"/><label variable="edition" form="short"/>', "2 ed.|Fog"),
        ('<text variable="URL"/><text variable="URL" prefix="="/>', "https://x.org|Fog"),
        (
            '<text variable="title"/><choose><if variable="title"><text variable="title"/></if>'
            "</choose>",
            "Fog|",
        ),
        (
            '<text variable="title"/><group><text variable="title"/><text value="!"/></group>',
            "Fog|",
        ),
    ],
)
def test_what_stands_in_the_place_of_names_is_printed_once(inside: str, expected: str):
    """Reference processor; an entry of an encyclopedia in chicago-notes-bibliography."""
    made = style(
        '<names variable="author"><name/><substitute>'
        f'<group delimiter=" ">{inside}</group></substitute></names>'
        '<text value="|"/><text variable="title"/>'
    )
    work = item(title="Fog", volume="3", edition="2", URL="https://x.org")
    assert cite(made, work) == expected


@pytest.mark.parametrize("order", ["editor translator", "translator editor"])
@pytest.mark.parametrize("second", ["editor translator", "translator editor", "editor"])
def test_editors_who_are_the_translators_are_printed_once(order: str, second: str):
    """As any names in the place of others (CSL 1.0.2, Substitute): NLM printed them twice."""
    made = style(
        f'<names variable="author"><label prefix=", "/><substitute><names variable="{order}"/>'
        f'</substitute></names><names variable="{second}" prefix=" / "><label prefix=", "/></names>'
    )
    both = people("Both, B")
    assert cite(made, item(editor=both, translator=both)) == "B Both, editor & translator"
