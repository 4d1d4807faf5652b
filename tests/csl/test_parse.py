"""Styles are parsed with every problem collected, and hostile XML is refused."""

import pytest

from mscref.csl.parse import parse_style, read_style
from mscref.diagnostics import Severity
from mscref.errors import StyleError

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">'


def style(body: str) -> bytes:
    return f"{HEAD}{body}</style>".encode()


def layout(body: str) -> bytes:
    return style(f"<citation><layout>{body}</layout></citation>")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (layout('<text macro="nowhere"/>'), "csl-undefined-macro"),
        (layout("<text/>"), "csl-missing-attribute"),
        (layout('<date form="text"/>'), "csl-missing-attribute"),
        (style("<citation/>"), "csl-no-layout"),
        (style(""), "csl-no-citation"),
        (b"<locale/>", "csl-root"),
        (
            style(
                '<macro name="a"><text macro="b"/></macro><macro name="b"><text macro="a"/></macro>'
                '<citation><layout><text macro="a"/></layout></citation>'
            ),
            "csl-macro-cycle",
        ),
    ],
)
def test_what_makes_a_style_unusable_is_an_error(data, code):
    _, diagnostics = parse_style(data, path="x.csl")
    assert code in [one.code for one in diagnostics if one.severity is Severity.ERROR]
    with pytest.raises(StyleError):
        read_style(data, path="x.csl")


@pytest.mark.parametrize(
    ("body", "code", "hint"),
    [
        ('<text value="a" sufix="."/>', "csl-unknown-attribute", "suffix"),
        ('<text variable="titel"/>', "csl-unknown-value", "title"),
        ('<group delimter=", "/>', "csl-unknown-attribute", "delimiter"),
        ("<txt/>", "csl-unknown-element", "text"),
        ('<names variable="author"><name et-al-min="few"/></names>', "csl-unknown-value", ""),
    ],
)
def test_what_is_odd_is_a_warning_with_a_hint(body, code, hint):
    _, diagnostics = parse_style(layout(body), path="x.csl")
    [diagnostic] = diagnostics
    assert (diagnostic.code, diagnostic.severity) == (code, Severity.WARNING)
    assert hint in diagnostic.hint
    assert diagnostic.span is not None
    assert diagnostic.span.line == 1
    assert diagnostic.source_line


def test_all_problems_come_at_once_in_the_order_of_the_file():
    data = layout('\n<txt/>\n<text variable="titel"/>\n<text macro="m"/>')
    _, diagnostics = parse_style(data, path="x.csl")
    assert [one.code for one in diagnostics] == [
        "csl-undefined-macro",
        "csl-unknown-element",
        "csl-unknown-value",
    ]


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE style [<!ENTITY a "b">]><style/>',
        b"<style>",
        b"",
        b"\xff\xfe\x00",
        b"<a>" * 500 + b"</a>" * 500,
        b" " * 5_000_000,
    ],
)
def test_hostile_xml_is_refused(data):
    with pytest.raises(StyleError):
        parse_style(data, path="x.csl")
