"""Characters that no UTF-8 text file can carry, and those that no message may hold.

A lone surrogate is half a character: JSON can spell one (`\\ud800`), UTF-8 cannot (RFC
3629, section 3). A NUL makes a text file a binary one. They are replaced on the way in, and refused
on the way out. Control characters drive terminals and logs: a message shows signs instead. Pure;
text or plain data in and out.
"""

from __future__ import annotations

from typing import Any

from mscref.model.reference import Json
from mscref.patterns import lazy

_UNSTORABLE = lazy("[\0\ud800-\udfff]")
# Bytes of a file in another encoding travel as these (PEP 383) and go back as they came.
_ESCAPED_BYTES = lazy("[\udc80-\udcff]")
_SPELLS_UNSTORABLE = lazy(r"\\u(?:0000|[dD][89a-fA-F])")  # also of a pair, which is storable
_NESTED = frozenset([dict, list])
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# Controls and what shows them (U+2400…): C0 but line end and tab, DEL, C1, the separators of lines
# and paragraphs; and what makes text read as what it is not (UAX 9: embedding, override, isolate).
_SIGNS = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"}
_SIGNS |= {0x7F: 0x2421, 0x2028: 0x2424, 0x2029: 0x2424} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_SIGNS |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)
_IN_A_LINE = {**_SIGNS, 0x0A: 0x240A}
_ESCAPES = {code: f"\\u{code:04x}" for code in _SIGNS if code >= 0x20}


def storable(text: str) -> str:
    """`text` with U+FFFD for every character that a UTF-8 text file cannot carry."""
    return text if _is_storable(text) else _UNSTORABLE.sub(_REPLACEMENT, text)


def _is_storable(text: str) -> bool:
    if not text.isascii():
        try:
            text.encode()  # a fiftieth of the time that a pattern takes
        except UnicodeEncodeError:
            return False
    return "\0" not in text


def first_unstorable(text: str, *, is_utf8: bool = True) -> str:
    """What makes `text` unfit for a file, in words, or "".

    In a file that is not UTF-8 the bytes that travel as surrogates are fit.
    """
    if not is_utf8:
        text = _ESCAPED_BYTES.sub("", text)
    found = _UNSTORABLE.search(text)
    if found is None:
        return ""
    return "a NUL character" if found[0] == "\0" else f"half a character (U+{ord(found[0]):04X})"


def visible(text: str) -> str:
    """`text` with signs for control characters; line ends and tabs stay."""
    return text if text.isprintable() else text.translate(_SIGNS)


def visible_in_line(text: str) -> str:
    """The same for what has to stay on one line: a line end of the data is a sign, too.

    Else data could begin a line of its own, which logs of CI servers obey.
    """
    return text if text.isprintable() else text.translate(_IN_A_LINE)


def escaped_in_json(text: str) -> str:
    """The text of JSON with escapes for the control characters that JSON lets stand."""
    return text if text.isascii() and "\x7f" not in text else text.translate(_ESCAPES)


def spells_unstorable(text: str) -> bool:
    """True where the text of JSON holds what a text file cannot carry, or seems to spell it.

    Where it is false, what is read of it is storable: no value has to be looked at.
    """
    return not _is_storable(text) or _SPELLS_UNSTORABLE.search(text) is not None


def nests_deeper(value: Json, limit: int) -> bool:
    """True where lists and objects stand in one another more than `limit` times."""
    level: list[Any] = [[value]]
    for _ in range(limit + 1):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if type(outer) is dict else outer)
            if type(inner) in _NESTED
        ]
        if not level:
            return False
    return True


def storable_json(value: object) -> Json:
    """Plain data with storable texts; what is neither JSON nor storable becomes text or a list.

    YAML makes bytes, dates, sets and keys that are no text; the depth is bounded by the caller.
    """
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {_key(name): storable_json(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [storable_json(one) for one in value]
    if isinstance(value, set | frozenset):
        return [storable_json(one) for one in sorted(value, key=str)]
    if value is None or isinstance(value, bool | int | float):
        return value
    return _as_text(value)


def _key(name: object) -> str:
    """The name of a member: JSON knows texts only."""
    if isinstance(name, str):
        return storable(name)
    if name is None:
        return "null"
    return str(name).lower() if isinstance(name, bool) else _as_text(name)


def _as_text(value: object) -> str:
    if isinstance(value, bytes):
        return storable(value.decode("utf-8", errors="replace"))
    from datetime import date  # a millisecond that few commands need

    if isinstance(value, date):  # and datetime
        return value.isoformat()
    return storable(str(value))
