"""Names that stay the same from run to run, for what is made in a document."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from mscref.manuscript.office.word_codes import CodedCite

_KEY_SIGNS = "23456789ABCDEFGHIJKLMNPQRSTUVWXYZ"  # those of Zotero's keys


def with_uri(one: CodedCite) -> CodedCite:
    """A work that Zotero does not know gets an address in its form, made of its key."""
    if one.uris:
        return one
    name = name_of(one.cite.id)
    return replace(one, uris=(f"http://zotero.org/users/local/mscref00/items/{name}",))


def name_of(text: str) -> str:
    """Eight signs that always are the same for the same text."""
    number = int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:8], "big")
    signs = []
    for _ in range(8):
        number, place = divmod(number, len(_KEY_SIGNS))
        signs.append(_KEY_SIGNS[place])
    return "".join(signs)
