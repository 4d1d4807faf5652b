"""Addresses of libraries that are no files: `zotero:Thesis`, `zotero+api:`, `bbt:`.

    address    := scheme [ "@" group [ "/" collection ] | collection ]
    collection := name ( "/" name )*

What crosses the border: a word as people write it in, an `Address` or the answer "none" out.
"""

from __future__ import annotations

from mscref.records import Record

ZOTERO, ZOTERO_API, BBT = "zotero:", "zotero+api:", "bbt:"
SCHEMES = (ZOTERO, ZOTERO_API, BBT)


class Address(Record):
    """Where a library is: by `scheme`, of this person or a `group`, and the `path` of a collection
    in it ("" is all of it)."""

    scheme: str
    group: str
    path: str

    @property
    def word(self) -> str:
        """The address as it is written without anything that does not count."""
        group = f"@{self.group}" if self.group else ""
        return f"{self.scheme}{group}{'/' if group and self.path else ''}{self.path}"

    def at(self, path: str) -> Address:
        """The address of another collection of the same library."""
        return Address(self.scheme, self.group, path)


def is_address(word: str) -> bool:
    """Whether a word where a file may stand is the address of a library instead."""
    return word.startswith(SCHEMES)


def parse_address(word: str) -> Address:
    """The parts of what `is_address`."""
    scheme = next(one for one in SCHEMES if word.startswith(one))
    rest = word.removeprefix(scheme).strip("/")
    if not rest.startswith("@"):
        return Address(scheme, "", rest)
    group, _, path = rest[1:].partition("/")
    return Address(scheme, group, path)
