"""Spaces at the end of macros."""

import pytest
from tests.csl.small import cite, item, style


@pytest.mark.parametrize(
    "ends",
    [
        '<names variable="author" suffix="  "><name/></names>',
        '<text variable="title" suffix="  "/>',
        '<choose><if type="book"><text variable="title" suffix="  "/></if></choose>',
        '<text variable="title" suffix=".  "/>',
    ],
)
def test_two_spaces_at_the_end_of_a_macro_break(ends: str):
    """Reference processor: aquitania; elsewhere the first of them does not break."""
    made = style(
        '<text macro="m"/><text variable="volume" prefix="("/>',
        extra=f'<macro name="m">{ends}</macro>',
    )
    work = item(title="Fog", volume="3", author=[{"family": "Kerr"}])
    assert cite(made, work).endswith("  (3")
