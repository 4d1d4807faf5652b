"""Numbers before the entries of a bibliography, added or left out whatever the style says."""

from __future__ import annotations

from mscref.csl.output import Bibliography, Entry, Mark, Output, Token
from mscref.records import replaced as replace

_NUMBER = ("tag", "citation-number")
# What may stand around a number that is taken out: "[1] ", "1. ", "(1)".
_AROUND = " \t\u00a0.[]()"


def renumber(bibliography: Bibliography, *, numbered: bool) -> Bibliography:
    """Return the bibliography with a number before each entry, or with none.

    A style that numbers its entries itself keeps its own numbers.
    """
    has_numbers = any(_number_end(entry.output) is not None for entry in bibliography.entries)
    if has_numbers is numbered:
        return bibliography
    if numbered:
        entries = tuple(
            _with_text(entry, (f"{number}. ", *entry.output.tokens))
            for number, entry in enumerate(bibliography.entries, start=1)
        )
    else:
        entries = tuple(_without_number(entry) for entry in bibliography.entries)
    return replace(bibliography, entries=entries, second_field_align="", max_offset=0)


def _with_text(entry: Entry, tokens: tuple[Token, ...]) -> Entry:
    return Entry(entry.id, Output(tokens))


def _number_end(output: Output) -> int | None:
    """The index after the number at the start of an entry, or None where it has none."""
    for index, token in enumerate(output.tokens):
        if isinstance(token, Mark):
            if (token.kind, token.value) == _NUMBER and not token.opens:
                return index + 1
        elif token.strip(_AROUND) and not token.strip(_AROUND).isdigit():
            return None
    return None


def _without_number(entry: Entry) -> Entry:
    end = _number_end(entry.output)
    if end is None:
        return entry
    tokens = entry.output.tokens
    # Marks that open before the number and close behind it stay; its own text goes.
    kept: list[Token] = [token for token in tokens[:end] if isinstance(token, Mark)]
    rest = list(tokens[end:])
    for index, token in enumerate(rest):
        if isinstance(token, str):
            rest[index] = token.lstrip(_AROUND)
            if rest[index]:
                break
    return _with_text(entry, tuple(_without_columns([*kept, *rest])))


def _without_columns(tokens: list[Token]) -> list[Token]:
    """Leave out the marks of the two columns that the number and the text stood in."""
    columns = ("left-margin", "right-inline")
    return [
        token
        for token in tokens
        if not (isinstance(token, Mark) and token.kind == "display" and token.value in columns)
        and token != ""
    ]
