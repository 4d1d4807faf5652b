"""A work of which a style prints nothing is told of; its citation is neither empty nor brackets."""

import pytest
from tests.csl.small import item, people, style

from mscref.csl.ast import Style
from mscref.csl.output import Output
from mscref.csl.passes.cites import NO_PRINTED_FORM
from mscref.csl.processor import Processor
from mscref.formats.cslitem import reference_from_json
from mscref.model.citation import COMPOSITE, PLAIN, Citation, Cite

CODE = "citation-no-printed-form"
WORKS = [
    item("a", title="Fog", author=people("Kerr, Al")),
    item("b", title="Rain"),
    item("c", title="Ice"),
]


def citation(made: Style, *keys: str, mode: str = PLAIN) -> Output:
    processor = Processor(made)
    processor.register([reference_from_json(one) for one in WORKS])
    return processor.cite(Citation("1", tuple(map(Cite, keys)), mode=mode))


def said(output: Output) -> list[str]:
    return [f"{one.code} {one.message.split('`')[-2]}" for one in output.diagnostics]


@pytest.mark.parametrize("affixes", ["", 'prefix="(" suffix=")"'])
def test_an_empty_layout_is_said_to_be_one(affixes: str):
    output = citation(style("", affixes=affixes), "a")
    assert NO_PRINTED_FORM in output.text
    assert "has no layout for citations" in output.diagnostics[0].message
    assert output.diagnostics[0].hint == "it is for lists alone; cite in another style"


def test_a_work_without_what_the_style_prints_is_named():
    output = citation(style('<names variable="author"/>'), "b")
    assert output.text == NO_PRINTED_FORM
    assert said(output) == [f"{CODE} b"]
    assert "has no layout" not in output.diagnostics[0].message


def test_of_several_works_those_left_out_are_named():
    output = citation(style('<names variable="author"/>', affixes='delimiter="; "'), "a", "b", "c")
    assert output.text == "Al Kerr"
    assert said(output) == [f"{CODE} b", f"{CODE} c"]


def test_nothing_is_said_of_works_that_a_range_swallows():
    made = style(
        '<text variable="citation-number"/>', citation='collapse="citation-number"', kind="in-text"
    )
    output = citation(made, "a", "b", "c")
    assert (output.text, output.diagnostics) == ("1–3", ())


def test_authors_in_the_text_need_no_layout():
    output = citation(style("", kind="in-text"), "a", mode=COMPOSITE)
    assert (output.text, output.diagnostics) == ("Kerr", ())
