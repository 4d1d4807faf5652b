"""Tokens of an output → runs: stretches of text with everything that holds for them.

For media whose markup does not nest freely (Markdown) or that have none (a terminal). An output
goes in, `Run` values come out; their texts joined are the text of the output.
"""

from __future__ import annotations

from mscref.csl.output import Output
from mscref.records import Record


class Run(Record):
    """Text with its formats by property ({"font-style": "italic"} as pairs), address and block.

    `display` is the display block the text stands in, "" for running text.
    """

    text: str
    formats: frozenset[str] = frozenset()
    link: str = ""
    display: str = ""


_NO_FORMAT = frozenset(
    ["font-style:normal", "font-weight:normal", "font-variant:normal", "text-decoration:none"]
)


def runs(output: Output) -> list[Run]:
    """The runs of `output`; neighbours that differ in nothing are one run."""
    found: list[Run] = []
    formats: list[str] = []
    links: list[str] = []
    displays: list[str] = []
    stacks = {"format": formats, "link": links, "display": displays}
    for token in output.tokens:
        if isinstance(token, str):
            run = Run(
                token,
                _in_force(formats),
                links[-1] if links else "",
                displays[-1] if displays else "",
            )
            if found and _same(found[-1], run):
                run = Run(found.pop().text + token, run.formats, run.link, run.display)
            found.append(run)
        elif token.kind in stacks:
            stack = stacks[token.kind]
            if token.opens:
                stack.append(token.value)
            elif stack:
                stack.pop()
    return found


def _same(one: Run, other: Run) -> bool:
    return (one.formats, one.link, one.display) == (other.formats, other.link, other.display)


def _in_force(formats: list[str]) -> frozenset[str]:
    """The innermost format of each property, without those that mean "none"."""
    by_property = {value.partition(":")[0]: value for value in formats}
    return frozenset(by_property.values()) - _NO_FORMAT
