"""Labels that people write inside a locator or a number."""

import pytest

from mscref.csl.parse import read_style
from mscref.csl.processor import Processor
from mscref.model.citation import Citation, Cite
from mscref.model.reference import Reference

LABEL = '<label variable="locator" form="short" suffix=" "/>'
STYLE = """
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <citation><layout>{}</layout></citation>
</style>
"""


def cite(layout: str, locator: str, **fields: str) -> str:
    processor = Processor(read_style(STYLE.format(layout).encode(), path="x.csl"))
    processor.register([Reference("k", "book", dict(fields))])
    return processor.cite(Citation("c", (Cite("k", locator, "page"),))).text


@pytest.mark.parametrize(
    ("locator", "expected"),
    [
        ("12", "p. 12"),
        ("12-14", "pp. 12–14"),
        ("12, fig. 3-5", "p. 12, figs. 3–5"),
        ("ch. 3", "chap. 3"),
        ("vol. 1, fol. 186, 8 April 1544", "vol. 1, fol. 186, 8 April 1544"),
        ("12 xyz. 4", "p. 12 xyz. 4"),
    ],
)
def test_a_label_in_a_locator_is_that_of_the_style(locator, expected):
    assert cite(f'{LABEL}<text variable="locator"/>', locator) == expected


def test_a_label_behind_a_number_does_not_keep_it_from_being_an_ordinal():
    assert cite('<number variable="edition" form="ordinal"/>', "", edition="7, p. 3-8") == (
        "7th, pp. 3–8"
    )
