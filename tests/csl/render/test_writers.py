"""Every writer: its tags, its escapes, its links; and that no input can be markup."""

from __future__ import annotations

import html
import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mscref.csl.output import Bibliography, Entry, Output, Token, mark_pair
from mscref.csl.render.registry import (
    CHOICES,
    OUTPUTS,
    find_output,
    find_writer,
    output_of_extension,
)
from mscref.csl.render.terminal import TerminalSpan, TerminalWriter
from mscref.errors import UsageError

ITALIC = mark_pair("format", "font-style:italic")
BOLD = mark_pair("format", "font-weight:bold")
NORMAL = mark_pair("format", "font-style:normal")
SMALL_CAPS = mark_pair("format", "font-variant:small-caps")
SUPERSCRIPT = mark_pair("format", "vertical-align:sup")
LEFT = mark_pair("display", "left-margin")
RIGHT = mark_pair("display", "right-inline")


def output(*tokens: Token) -> Output:
    return Output(tokens)


def between(pair, *tokens):
    return (pair[0], *tokens, pair[1])


NESTED = output(
    "A ", *between(ITALIC, "title ", *between(NORMAL, "in"), " it"), ". ", *between(BOLD, "7")
)


# One case for every output: formats within one another, a link, the same without its link.
CASES = {
    "text": ("A title in it. 7", "10.1/x", "10.1/x"),
    "terminal": ("A title in it. 7", "10.1/x", "10.1/x"),
    "html": (
        'A <i>title <span style="font-style:normal;">in</span> it</i>. <b>7</b>',
        '<a href="https://doi.org/10.1/x?a=1&#38;b">10.1/x</a>',
        "10.1/x",
    ),
    "markdown": (
        "A *title* in *it*. **7**",
        "[10.1/x](<https://doi.org/10.1/x?a=1&b>)",
        "10.1/x",
    ),
    "latex": (
        r"A \textit{title \textup{in} it}. \textbf{7}",
        r"\href{https://doi.org/10.1/x?a=1\&b}{10.1/x}",
        "10.1/x",
    ),
    "rtf": (
        r"A {\i title {\i0 in} it}. {\b 7}",
        r'{\field{\*\fldinst{HYPERLINK "https://doi.org/10.1/x?a=1&b"}}{\fldrslt{10.1/x}}}',
        "10.1/x",
    ),
    "typst": (
        'A #emph[title #text(style: "normal")[in]; it];. #strong[7];',
        '#link("https://doi.org/10.1/x?a=1&b")[10.1/x];',
        "10.1/x",
    ),
    "json": (
        '{"text": "A title in it. 7", "html": "A <i>title <span style=\\"font-style:normal;\\">in'
        '</span> it</i>. <b>7</b>"}',
        '{"text": "10.1/x", "html": "<a href=\\"https://doi.org/10.1/x?a=1&#38;b\\">10.1/x</a>"}',
        '{"text": "10.1/x", "html": "10.1/x"}',
    ),
}


def test_every_output_has_a_case_of_its_own():
    assert CASES.keys() == OUTPUTS.keys()


@pytest.mark.parametrize("writer", CASES)
def test_formats_and_links(writer):
    linked = output(*between(mark_pair("link", "https://doi.org/10.1/x?a=1&b"), "10.1/x"))
    write = find_writer(writer).citation
    written = (write(NESTED), write(linked), write(linked, links=False))
    if writer == "json":
        assert [json.loads(one) for one in written] == [json.loads(one) for one in CASES[writer]]
    else:
        assert written == CASES[writer]


def test_people_choose_from_what_has_a_title():
    assert OUTPUTS.keys() - CHOICES.keys() == {"terminal"}
    for name, row in CHOICES.items():
        assert {find_output(word.upper()) for word in (name, *row.aliases)} == {name}
        assert output_of_extension(row.extension.upper()) == name
    assert output_of_extension("") is None
    with pytest.raises(UsageError, match="htm"):
        find_output("htm")


@pytest.mark.parametrize(
    ("writer", "text", "expected"),
    [
        ("html", 'a < b & "c" > d', 'a &#60; b &#38; "c" &#62; d'),
        ("html", "<script>", "&#60;script&#62;"),
        ("markdown", "*a* _b_ `c` [d](e) <f> &amp; snake_case", None),
        ("markdown", "1. Not a list", r"1\. Not a list"),
        ("markdown", "# Not a heading", r"\# Not a heading"),
        ("markdown", "- Not a list", r"\- Not a list"),
        ("markdown", "see @key and a@b.org", r"see \@key and a@b.org"),
        ("markdown", "snake_case 2*3", r"snake_case 2\*3"),
        ("latex", r"\input{x} 5% $1 a_b #2 ~ ^ & {", None),
        ("latex", "50 % & more", r"50 \% \& more"),
        ("latex", "pp.\u00a012", "pp.~12"),
        ("latex", "a-b -- c", "a-{}b -{}-{} c"),
        ("latex", "a-b", "a-b"),
        ("rtf", r"{\rtf} a\b", r"\{\\rtf\} a\\b"),
        ("rtf", "é–😀", r"\u233?\u8211?\u-10179?\u-8704?"),
        ("typst", "#let $x$ *b* _i_ `c` <l> @r [x]", None),
        ("typst", "= Not a heading", r"\= Not a heading"),
        ("typst", "1. Not a list", r"1\. Not a list"),
        ("typst", "https://a.b /* c */ a -- b", r"https:\//a.b \/\* c \*/ a \-\- b"),
    ],
)
def test_escapes(writer, text, expected):
    written = find_writer(writer).citation(output(text))
    if expected is not None:
        assert written == expected
    else:
        # Every special character of the text stands behind a backslash.
        assert not re.search(r"(?<!\\)[*`\[\]<>$#]", written.replace("{}", ""))


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "", "\x1bhttps://a.b"],
)
@pytest.mark.parametrize("writer", ["html", "markdown", "latex", "rtf", "typst"])
def test_only_web_addresses_are_links(writer, address):
    linked = output(*between(mark_pair("link", address), "x"))
    assert find_writer(writer).citation(linked) == "x"


@pytest.mark.parametrize("writer", ["html", "markdown", "latex", "rtf", "typst"])
def test_an_address_cannot_break_out_of_its_link(writer):
    address = 'https://a.b/"><script>\\}{\x1b[31m'
    written = find_writer(writer).citation(output(*between(mark_pair("link", address), "x")))
    assert "<script>" not in written
    assert "%22%3E%3Cscript%3E%5C%7D%7B%1B[31m" in written.replace("\\%", "%")


def test_markdown_writes_the_address_of_a_plain_link_once():
    linked = output(*between(mark_pair("link", "https://a.b/c"), "https://a.b/c"))
    assert find_writer("markdown").citation(linked) == "<https://a.b/c>"


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        # White space stays outside; emphasis that CommonMark would not see becomes a tag.
        ((*between(ITALIC, " a "), "b"), "*a* b"),
        ((*between(ITALIC, "“a”"), "b"), "<em>“a”</em>b"),
        ((*between(ITALIC, "a"), *between(BOLD, "b")), "*a*<strong>b</strong>"),
        ((*between(ITALIC, *between(BOLD, "a")),), "***a***"),
        ((*between(SMALL_CAPS, "a"),), '<span style="font-variant:small-caps;">a</span>'),
        (("x", *between(SUPERSCRIPT, "2")), "x<sup>2</sup>"),
    ],
)
def test_markdown_emphasis(tokens, expected):
    assert find_writer("markdown").citation(output(*tokens)) == expected


NUMBERED = Bibliography(
    (
        Entry("a", output(*between(LEFT, "[1]"), *between(RIGHT, "A."))),
        Entry("b", output(*between(LEFT, "[2]"), *between(RIGHT, "B."))),
    ),
    second_field_align="flush",
    max_offset=4,
)


@pytest.mark.parametrize("writer", sorted(OUTPUTS.keys() - {"json"}))
def test_numbers_and_texts_of_entries_are_parted(writer):
    written = find_writer(writer).bibliography(NUMBERED)
    assert re.search(r"1\\?\]\S*?(?:[ >};]|\\tab ).*A\.", written)
    assert written.index("A.") < written.index("B.")


@pytest.mark.parametrize("writer", sorted(OUTPUTS))
def test_an_empty_bibliography(writer):
    assert isinstance(find_writer(writer).bibliography(Bibliography(())), str)


def test_terminal_spans():
    linked = between(mark_pair("link", "https://a.b"), "x")
    spans = TerminalWriter().spans(output("A ", *between(ITALIC, "b\x1b[31m"), *linked))
    assert spans == [
        TerminalSpan("A "),
        TerminalSpan("b[31m", frozenset(["italic"])),
        TerminalSpan("x", frozenset(), "https://a.b"),
    ]


def test_terminal_spans_say_what_the_plain_text_says():
    entry = NUMBERED.entries[0].output
    assert "".join(span.text for span in TerminalWriter().spans(entry)) == "[1] A."


def test_json_holds_text_and_html():
    written = json.loads(find_writer("json").bibliography(NUMBERED))
    assert written["layout"]["second-field-align"] == "flush"
    assert [entry["id"] for entry in written["entries"]] == ["a", "b"]
    assert written["entries"][0]["text"] == "[1] A."


def test_an_unknown_writer():
    with pytest.raises(UsageError, match="docx"):
        find_writer("docx")


_PAIRS = [ITALIC, BOLD, NORMAL, SMALL_CAPS, mark_pair("link", "https://a.b/c?d&e")]


def _tokens(text: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Token, ...]]:
    return st.recursive(
        text.map(lambda one: (one,)),
        lambda inner: st.builds(
            lambda pair, parts: (pair[0], *(token for part in parts for token in part), pair[1]),
            st.sampled_from(_PAIRS),
            st.lists(inner, max_size=3),
        ),
        max_leaves=6,
    )


_TEXT = st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn"]), max_size=12
)


@given(_tokens(_TEXT))
def test_plain_text_is_html_without_its_tags(tokens):
    one = output(*tokens)
    stripped = html.unescape(re.sub(r"<[^>]*>", "", find_writer("html").citation(one)))
    assert _folded(find_writer("text").citation(one)) == _folded(stripped)


def _folded(text: str) -> str:
    """Without differences of white space, and "²" (a tag in HTML) as "2"."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


@given(_tokens(st.text(max_size=12)), st.sampled_from(sorted(OUTPUTS)))
def test_no_writer_lets_a_control_character_through(tokens, writer):
    written = find_writer(writer).citation(output(*tokens))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", written)
