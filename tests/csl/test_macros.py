"""Macros that call one another twice: what they cost is counted in steps, not in time."""

import pytest

from mscref.csl.compile import compile_area
from mscref.csl.context import MOST_STEPS, Circumstances, Trace
from mscref.csl.items import Item
from mscref.csl.locale import load_locale
from mscref.csl.output import Tokens, plain_text
from mscref.csl.parse import read_style
from mscref.errors import StyleError
from mscref.model.citation import Cite
from mscref.model.reference import Reference

NAMES = '<names variable="author"/>'


def evaluate(leaf: str, levels: int, *, layout: str = '<text macro="m0"/>', **fields: str):
    """The text and the trace of one evaluation of a pyramid of macros with `leaf` at its foot."""
    pyramid = "".join(
        f'<macro name="m{level}"><text macro="m{level + 1}"/><text macro="m{level + 1}"/></macro>'
        for level in range(levels)
    )
    style = read_style(
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">'
        f'{pyramid}<macro name="m{levels}">{leaf}</macro>'
        f"<citation><layout>{layout}</layout></citation></style>".encode(),
        path="t.csl",
    )
    assert style.citation is not None
    area = compile_area(style.citation, style, load_locale("en-US"))
    trace, out = Trace(), Tokens()
    area.layout(Circumstances(Item(Reference("a", "book", dict(fields))), Cite("a")), trace, out)
    return plain_text(out), trace


@pytest.mark.parametrize(
    "leaf",
    [
        '<text variable="title"/>',
        '<number variable="volume"/>',
        '<choose><if type="chapter"><text value="x"/></if></choose>',
        '<group prefix="("><text term="in"/><text variable="title"/></group>',
        '<choose><if variable="locator" is-numeric="volume"/><else-if type="song"/></choose>',
    ],
)
def test_levels_that_print_nothing_are_not_evaluated_again_and_again(leaf):
    if "locator" in leaf:
        leaf = leaf.replace("locator", "note")
    text, trace = evaluate(leaf, 16)
    assert text == ""
    assert trace.steps < 1200


def test_what_is_kept_is_printed_again():
    text, trace = evaluate('<text variable="title" suffix=";"/>', 12, title="On")
    assert text == "On;" * 4096
    assert trace.steps < 12_000


def test_in_the_place_of_names_a_kept_macro_uses_its_variables_up():
    layout = (
        '<text macro="m0"/><group prefix="|"><names variable="author"><substitute>'
        '<text macro="m0" suffix="!"/></substitute></names></group>'
        '<text macro="m0" prefix="|"/><text variable="title" prefix="|"/>'
    )
    text, _ = evaluate('<text variable="title"/>', 11, layout=layout, title="x")
    assert text == "x" * 2048 + "|x!"  # there it is printed once (reference processor)


@pytest.mark.parametrize(
    "leaf", [NAMES, '<text variable="locator"/>', '<date variable="issued" form="text"/>']
)
def test_what_cannot_be_kept_ends_in_one_clear_error(leaf):
    with pytest.raises(StyleError, match=f"more than {MOST_STEPS:,} times"):
        evaluate(leaf, 17)  # without a bound it ends, too, and this fails


def test_what_prints_without_end_ends_in_one_clear_error():
    with pytest.raises(StyleError, match="call one another"):
        evaluate('<text variable="title"/>', 20, title="On")
