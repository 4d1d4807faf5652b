"""What the affixes and the formatting of cs:names stand around when something is substituted."""

import pytest

from mscref.csl.parse import read_style
from mscref.csl.processor import Processor
from mscref.csl.render.registry import find_writer
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
