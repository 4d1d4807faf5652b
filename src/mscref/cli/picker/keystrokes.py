"""What a terminal sends → names of keys; pure.

    sent = printable text | control character | escape sequence | pasted text

A key that is a text is itself. What has no name here is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from mscref.patterns import lazy

UP, DOWN, PAGE_UP, PAGE_DOWN, HOME, END = (
    "<up>",
    "<down>",
    "<page-up>",
    "<page-down>",
    "<home>",
    "<end>",
)
MARK, MARK_BACK, TAKE, LEAVE, INTERRUPT = (
    "<mark>",
    "<mark-back>",
    "<take>",
    "<leave>",
    "<interrupt>",
)
ERASE, ERASE_WORD, ERASE_ALL, REDRAW = "<erase>", "<erase-word>", "<erase-all>", "<redraw>"

_CONTROLS = MappingProxyType(
    {
        "\t": MARK, "\r": TAKE, "\n": TAKE, "\x03": INTERRUPT, "\x04": LEAVE, "\x07": LEAVE,
        "\x7f": ERASE, "\x08": ERASE, "\x17": ERASE_WORD, "\x15": ERASE_ALL, "\x0c": REDRAW,
        "\x10": UP, "\x0b": UP, "\x0e": DOWN, "\x02": PAGE_UP, "\x06": PAGE_DOWN,
    }
)  # fmt: skip
# By the end of the sequence: xterm, the Linux console, screen and tmux agree on these.
_SEQUENCES = MappingProxyType(
    {
        "A": UP, "B": DOWN, "H": HOME, "F": END, "Z": MARK_BACK, "M": TAKE,
        "5~": PAGE_UP, "6~": PAGE_DOWN, "1~": HOME, "7~": HOME, "4~": END, "8~": END,
    }
)  # fmt: skip
_PASTE = "\x1b[200~"
_PASTE_END = "\x1b[201~"
# CSI of ECMA-48, or SS3 with its one letter.
_SEQUENCE = lazy(r"\x1b(?:\[([0-?]*[ -/]*[@-~])|O(.))")
_BEGINS_SEQUENCE = lazy(r"\x1b(?:\[[0-?]*[ -/]*|O)?\Z")
# Longer than any key sends: what has no end by then is none.
_LONGEST = 32


def split(text: str) -> tuple[list[str], str]:
    """The keys of what was sent, and the beginning of one that is not yet there whole."""
    keys: list[str] = []
    at = 0
    while at < len(text):
        if text.startswith(_PASTE, at):
            end = text.find(_PASTE_END, at)
            if end < 0:
                return keys, text[at:]
            keys += _pasted(text[at + len(_PASTE) : end])
            at = end + len(_PASTE_END)
        elif text[at] != "\x1b":
            keys += _plain(text[at])
            at += 1
        elif found := _SEQUENCE.match(text, at):
            keys += _named(found[1] or found[2])
            at = found.end()
        elif len(text) - at < _LONGEST and _BEGINS_SEQUENCE.match(text, at):
            return keys, text[at:]
        else:
            keys.append(LEAVE)
            at += 1
    return keys, ""


def unfinished(rest: str) -> list[str]:
    """The keys that a beginning means when nothing follows: the escape key by itself."""
    return [LEAVE] if rest == "\x1b" else []


def _plain(character: str) -> Iterator[str]:
    if character in _CONTROLS:
        yield _CONTROLS[character]
    elif character.isprintable():
        yield character


def _named(sequence: str) -> Iterator[str]:
    # A modifier (`1;5A` is Ctrl-Up) does not change what a key means here.
    name = _SEQUENCES.get(sequence) or _SEQUENCES.get(sequence[-1:] if ";" in sequence else "")
    if name:
        yield name


def _pasted(text: str) -> list[str]:
    """What is pasted is text: a line end in it takes nothing."""
    return [one for one in " ".join(text.split()) if one.isprintable()]
