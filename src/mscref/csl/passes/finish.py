"""The last pass: punctuation and spaces at the seams, quotation marks, flip-flop.

Evaluation puts text runs side by side without looking at its neighbours. Here meeting punctuation
is reduced ("et al." + "." → "et al."), full stops and commas move into quotation marks where the
language wants that, nested quotation marks alternate, and markup inside a field becomes formatting
that contrasts with the formatting around it. Marks are transparent to punctuation, except the
edges of display blocks.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from mscref.csl.output import (
    APART,
    BARRIER,
    EDGE,
    NORMAL_FORMATS,
    NUMBER_APART,
    SEAM,
    STOPPED,
    SWALLOW,
    VALUE_EDGE,
    VALUE_SEAM,
    Mark,
    Output,
    Token,
    Tokens,
    has_text,
    mark_pair,
)
from mscref.csl.text.punctuation import INSIDE_QUOTES, MARKS, drops_left, drops_right, with_spaces

# Markup of fields: the format it asks for, and what it becomes inside that format (flip-flop).
_MARKUP_FORMATS = MappingProxyType(
    {
        "i": ("font-style:italic", "font-style:normal"),
        "b": ("font-weight:bold", "font-weight:normal"),
        "sc": ("font-variant:small-caps", "font-variant:normal"),
        "sup": ("vertical-align:sup", ""),
        "sub": ("vertical-align:sub", ""),
    }
)
# What `nodecor` in a field takes back: lines and raised text stay (reference processor).
_NO_DECORATION = ("font-style:normal", "font-weight:normal", "font-variant:normal")
_FORMATTING = frozenset(["format", "markup", "quote"])
_FORMATS = frozenset(["format", "markup"])
# What says only how texts meet.
_GONE = frozenset(["seam", "edge"])
# Style formats that are written even where there is nothing to take back.
_ALWAYS_WRITTEN = frozenset(["text-decoration:none", "vertical-align:baseline"])


# Two of them that meet are one: "p.\u00a0" before "\u00a010" (collection-du-centre-jean-berard).
_SPACES = " \u00a0"
_LEADING_SPACES = " \u00a0\u202f"
_WIDE = ("  ", " \u00a0")
_ANY_MARK = "".join(sorted(MARKS))
# What a text begins with where it meets the one before: nothing else is joined or moved.
_MEETING = frozenset([*MARKS, *INSIDE_QUOTES, *_LEADING_SPACES])


def finish(tokens: Iterable[Token]) -> Output:
    """Make the tokens of one citation or entry ready for a writer.

    CSL 1.0.2, Affixes, Quotes; the rest is the reference processor's.
    """
    joined = _join(tokens)
    _move_trailing_space(joined)
    return Output(tuple(_resolve(joined)))


def _join(tokens: Iterable[Token]) -> Tokens:
    """Reduce punctuation and spaces where runs meet, and move punctuation into quotes."""
    out: Tokens = []
    last = -1  # the index in `out` of the last run of text
    edge = -1  # that of the mark that ends the block before, until there is text behind it
    left = ""
    quoted = False  # a closing quotation mark stands after that run
    apart = False  # that of an element which no group has closed
    swallowed = ""  # the punctuation that goes where it comes next
    for token in tokens:
        if token.__class__ is not str:
            out.append(token)
            if token.is_inert:  # type: ignore[union-attr]
                continue
            if token.kind == "quote":  # type: ignore[union-attr]
                if not token.opens:  # type: ignore[union-attr]
                    quoted = True
            elif token.kind == "display":  # type: ignore[union-attr]
                # Of two blocks that meet in spaces the first one keeps its own.
                edge = len(out) - 1 if last >= 0 else edge
                last, left, quoted = -1, " " if left == " " else "", False
            elif token is SEAM or token is VALUE_SEAM:
                left = "" if left == " " else left
            elif token is BARRIER:
                left = ""
            elif token is APART or token is NUMBER_APART:
                apart = True
            elif token is SWALLOW or token is STOPPED:
                swallowed = _ANY_MARK if token is SWALLOW else "."
            elif token is EDGE or token is VALUE_EDGE:
                quoted, swallowed = False, ""
            continue
        text = token
        if swallowed and text:
            text = text[1:] if text[0] in swallowed else text
            swallowed = ""
        if not text:
            continue
        if text[0] not in _MEETING:  # most texts begin with a letter or a number
            last = len(out)
            out.append(text)
            left, edge = text[-1], -1
            quoted = apart = False
            continue
        if last < 0 <= edge and text[0] in MARKS and not _is_formatted(out[edge:]):
            # Punctuation that begins a block ends the one before (reference processor).
            _end_block(out, edge, text[0])
            text, left = text[1:], text[0]
        elif text[0] in _LEADING_SPACES and last < 0 and left != " " and out:
            text = _move_leading_space(text, out)
        while left and text:
            first = text[0]
            if first == left and first in _SPACES:
                text = text[1:]
                break
            if first not in MARKS:
                break
            if left in MARKS and not (apart and left != first and left in "!?:;"):
                if drops_right(left, first):
                    text = text[1:]
                    continue
                if drops_left(left, first):
                    last, left, quoted = _drop_last(out, last, quoted=quoted)
            if quoted and first in INSIDE_QUOTES:
                place = _inside_quote(out, last)
                if place >= 0:
                    out.insert(place, first)
                    last, left = place, first
                    text = text[1:]
                    continue
            break
        if text:
            if text[0] == " " and text.startswith(_WIDE):
                text = with_spaces(text)
            last = len(out)
            out.append(text)
            left, edge = text[-1], -1
            quoted = apart = False
    return out


def _is_formatted(tokens: Tokens) -> bool:
    """True where formatting begins between two blocks and the text of the second."""
    return any(isinstance(one, Mark) and one.kind in _FORMATTING for one in tokens)


def _end_block(out: Tokens, edge: int, mark: str) -> None:
    """Put a punctuation mark at the end of the block that the mark at `edge` ends."""
    before = next(token for token in reversed(out[:edge]) if isinstance(token, str))
    if not drops_right(before[-1], mark):
        out.insert(edge, mark)


def _move_leading_space(text: str, out: Tokens) -> str:
    """A space that begins a display block stands before the block (suite: *Escape)."""
    first = out[-1]
    if not isinstance(first, Mark) or first.kind != "display" or not first.opens:
        return text
    if len(out) > 1 and has_text(out):
        return text
    out.insert(len(out) - 1, text[0])
    return text[1:]


def _move_trailing_space(out: Tokens) -> None:
    """A space that ends the last display block stands behind the block."""
    if not out or out[-1].__class__ is str or out[-1].kind != "display":  # type: ignore[union-attr]
        return
    for index in range(len(out) - 1, -1, -1):
        token = out[index]
        if isinstance(token, str):
            if token.endswith(" "):
                out[index] = token.rstrip(" ")
                out.append(" ")
            return


def _drop_last(out: Tokens, last: int, *, quoted: bool) -> tuple[int, str, bool]:
    """Take the last character of the text away; returns where the text ends now, and how."""
    run = out[last]
    assert isinstance(run, str)
    if len(run) > 1:
        out[last] = run[:-1]
        return last, run[-2], quoted
    del out[last]
    for index in range(last - 1, -1, -1):
        token = out[index]
        if isinstance(token, str):
            return index, token[-1], quoted
        quoted = quoted or (token.kind == "quote" and not token.opens)
    return -1, "", False


def _inside_quote(out: Tokens, last: int) -> int:
    """The place inside the first closing quotation mark after `last`, or -1 to stay outside.

    It is inside the formats of the element that is quoted, too (reference processor).
    """
    for index in range(last + 1, len(out)):
        token = out[index]
        if isinstance(token, Mark) and token.kind == "quote" and not token.opens:
            inside = (
                token.quotes is not None and token.quotes.punctuation_inside and not token.is_sealed
            )
            return index - token.holds if inside else -1
    return -1


def _resolve(tokens: Tokens) -> Tokens:
    """Quotation marks and markup → text and formats."""
    out: Tokens = []
    quotes: list[bool] = []  # for each open pair of quotation marks: is it an inner one
    active: list[str] = []  # formats in force, outermost first
    opened: list[list[str]] = []  # what each open mark of markup or a format became
    for token in tokens:
        if type(token) is str:
            if token:
                out.append(token)
            continue
        assert isinstance(token, Mark)
        kind = token.kind
        if kind == "quote":
            _append_quote(token, quotes, out)
        elif kind in _FORMATS:
            if token.opens:
                names = _formats_in_force(token, active)
                opened.append(names)
                active += names
                out += [mark_pair("format", name)[0] for name in names]
            else:
                for name in reversed(opened.pop()):
                    active.pop()
                    _close(out, mark_pair("format", name)[1])
        elif kind in _GONE:
            continue
        elif token.opens:
            out.append(token)
        else:
            _close(out, token)
    return out


def _append_quote(token: Mark, levels: list[bool], out: Tokens) -> None:
    """Append a quotation mark that contrasts with the one around it."""
    quotes = token.quotes
    assert quotes is not None
    if token.opens:
        inner = not levels[-1] if levels else token.value == "inner"
        if token.value == "outer":
            inner = False
        levels.append(inner)
        text = quotes.inner_open if inner else quotes.outer_open
    else:
        text = quotes.inner_close if levels.pop() else quotes.outer_close
    out.append(text)


def _formats_in_force(token: Mark, active: list[str]) -> list[str]:
    """The formats that `token` asks for here; none where it changes nothing."""
    if token.kind == "format":
        return _style_format(token.value, active)
    if token.value == "normal":
        return _taken_back("font-style:normal", active)
    if token.value == "nodecor":
        return [name for value in _NO_DECORATION for name in _taken_back(value, active)]
    if token.value not in _MARKUP_FORMATS:
        return []
    wanted, flipped = _MARKUP_FORMATS[token.value]
    if flipped and _current(wanted, active) == wanted:
        return [flipped]
    return [wanted]


def _style_format(value: str, active: list[str]) -> list[str]:
    """A format that only takes another back does nothing where that is not in force.

    It is written again where it stands inside itself, as any other is (reference processor).
    """
    is_plain = value not in NORMAL_FORMATS or value in _ALWAYS_WRITTEN
    if is_plain or _current(value, active) == value:
        return [value]
    return _taken_back(value, active)


def _taken_back(value: str, active: list[str]) -> list[str]:
    """The format that takes another one back, where that one is in force."""
    return [value] if _current(value, active) in NORMAL_FORMATS[value] else []


def _current(format_name: str, active: list[str]) -> str:
    """The innermost active format of the same property."""
    prefix = format_name.partition(":")[0] + ":"
    for one in reversed(active):
        if one.startswith(prefix):
            return one
    return ""


def _close(out: Tokens, closing: Mark) -> None:
    """Close a mark, or take its opening away where nothing stands between."""
    if out and out[-1] is closing.partner:
        out.pop()
    else:
        out.append(closing)
