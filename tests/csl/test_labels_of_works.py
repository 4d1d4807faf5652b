"""A condition on citation-label asks for the label that the work brings, not for one that is made.

What is expected was compared with the reference processor.
"""

import pytest
from tests.csl.small import SHORT, cite, item, people, style

from mscref.model.reference import Json

KERR: dict[str, Json] = {"author": people("Kerr, Ann"), "issued": {"date-parts": [[2019]]}}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "Kerr"),
        ({"citation-label": "NATO"}, "NATO"),
        ({"note": "citation-label: WHO"}, "WHO"),
    ],
)
def test_style_prints_an_acronym_where_the_work_has_one(fields: dict[str, Json], expected: str):
    layout = (
        '<choose><if variable="citation-label"><text variable="citation-label"/></if>'
        f"<else>{SHORT}</else></choose>"
    )
    assert cite(style(layout), item(**KERR, **fields)) == expected


def test_made_label_is_printed_all_the_same():
    assert cite(style('<text variable="citation-label"/>'), item(**KERR)) == "Kerr19"
