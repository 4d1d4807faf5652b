"""Citation keys ↔ ids of XML elements, which may not hold everything that a key may.

What is no character of a Name (XML 1.0, production 5; without the colon in `xml:id`) is written
`_x0020_`, the way SQL/XML (ISO 9075-14, 9.1) and .NET do, so that every key comes back.
"""

from __future__ import annotations

import re

from mscref.patterns import lazy

_START = r"A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u3001-\ud7ff"
_NO_NAME = lazy(
    rf"^[^:{_START}]|[^:{_START}\-.0-9\u00b7\u0300-\u036f\u203f-\u2040]|_(?=x[0-9a-f]+_)"
)
_CODED = lazy(r"_x([0-9a-f]{4,6})_")
_LAST = 0x10FFFF


def id_of(key: str, *, colons: bool = True) -> str:
    """The key as an id."""
    written = _NO_NAME.sub(_coded, key)
    return written if colons else written.replace(":", "_x003a_")


def key_of(written: str) -> str:
    """The key that an id stands for."""
    return _CODED.sub(_decoded, written.strip())


def _coded(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04x}_"


def _decoded(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return chr(number) if number <= _LAST and not 0xD800 <= number <= 0xDFFF else found[0]
