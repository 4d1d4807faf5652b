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
        "csl-unknown-element",
        "csl-unknown-value",
        "csl-undefined-macro",
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


@pytest.mark.parametrize(
    ("body", "code", "column"),
    [
        # At the attribute, counted in characters.
        ('<text value="é" variable="titel"/>', "csl-unknown-value", 17),
        ('<text  macro="nowhere"/>', "csl-undefined-macro", 8),
        ('<text term="eddition"/>', "csl-unknown-term", 7),
        ("<choose><else/><else/></choose>", "csl-after-else", 16),
    ],
)
def test_problems_stand_at_their_place(body, code, column):
    data = style(f"<citation><layout>\n{body}\n</layout></citation>")
    _, diagnostics = parse_style(data, path="x.csl")
    spans = [one.span for one in diagnostics if one.code == code]
    assert [(span.line, span.column) for span in spans if span] == [(2, column)]


def test_a_style_knows_its_own_terms():
    body = (
        '<locale><terms><term name="my own">x</term></terms></locale>'
        '<citation><layout><text term="my own"/></layout></citation>'
    )
    assert parse_style(style(body), path="x.csl")[1] == []


def test_a_variable_in_the_wrong_element_gets_the_right_one():
    _, [diagnostic] = parse_style(layout('<number variable="title"/>'), path="x.csl")
    assert diagnostic.hint == "title is a text variable: use <text>"


def test_every_problem_is_reported_at_once():
    body = '<text variable="titel" font-style="itallic"/><foo/><text macro="a"/><text/>'
    _, diagnostics = parse_style(layout(body), path="x.csl")
    assert len(diagnostics) == 5


def test_options_are_typed_and_have_the_defaults_of_the_specification():
    style = read_style(
        b'<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"'
        b' demote-non-dropping-particle="never">'
        b'<citation near-note-distance="3" collapse="year"><layout/></citation>'
        b'<bibliography line-spacing="2" hanging-indent="true"><layout/></bibliography></style>',
        path="t.csl",
    )
    assert style.options.demote_non_dropping_particle == "never"
    assert style.options.initializes_with_hyphen
    assert (style.citation_options.near_note_distance, style.citation_options.collapse) == (
        3,
        "year",
    )
    assert style.citation_options.givenname_rule == "by-cite"
    assert style.citation_options.cite_group_delimiter is None
    options = style.bibliography_options
    assert (options.line_spacing, options.entry_spacing, options.hanging_indent) == (2, 1, True)
    assert options.author_substitute is None


def test_a_number_too_long_to_be_one_is_reported_and_the_default_counts():
    style = read_style(
        b'<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">'
        b'<citation near-note-distance="' + b"9" * 5000 + b'"><layout/></citation></style>',
        path="t.csl",
    )
    assert style.citation_options.near_note_distance == 5
    assert [one.code for one in style.diagnostics] == ["csl-unknown-value"]
