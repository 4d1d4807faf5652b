"""Addresses of libraries that are no files: `zotero:Thesis`, `zotero+api:`, `bbt:`.

    address    := scheme [ "@" group [ "/" collection ] | collection ]
    collection := [ "/" ] name ( "/" name )*

A collection whose own name begins with an @ is written with the slash in front: `zotero:/@todo`.

What crosses the border: a word as people write it in, an `Address` or the answer "none" out.
"""

from __future__ import annotations

from mscref.errors import UsageError
from mscref.records import Record

ZOTERO, ZOTERO_API, BBT = "zotero:", "zotero+api:", "bbt:"
SCHEMES = (ZOTERO, ZOTERO_API, BBT)
_LONGEST = max(map(len, SCHEMES))


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
        slash = "/" if self.path and (group or self.path.startswith("@")) else ""
        return f"{self.scheme}{group}{slash}{self.path}"

    @property
    def library(self) -> str:
        """The library that is meant, in whatever way it is asked and whatever part of it is.

        Zotero's database, the running Zotero and zotero.org have the same items under the same keys
        (Zotero's web API: a key is unique within its library, which is a user's or a group's);
        Better BibTeX calls them by citation keys and writes their fields by rules of its own.
        """
        scheme = ZOTERO if self.scheme == ZOTERO_API else self.scheme
        return Address(scheme, self.group, "").word

    def at(self, path: str) -> Address:
        """The address of another collection of the same library."""
        return Address(self.scheme, self.group, path)


def is_address(word: str) -> bool:
    """Whether a word where a file may stand is the address of a library instead."""
    return word[:_LONGEST].lower().startswith(SCHEMES)


def address_without_colon(word: str) -> str:
    """What to say of the name of a scheme alone, "" for any other word."""
    address = f"{word.lower()}:"
    return f"the library itself is {address}, with a colon" if address in SCHEMES else ""


def parse_address(word: str) -> Address:
    """The parts of what `is_address`; raises UsageError for a group without a name."""
    scheme = next(one for one in SCHEMES if word[:_LONGEST].lower().startswith(one))
    rest = word[len(scheme) :]
    if not rest.startswith("@"):
        return Address(scheme, "", rest.strip("/"))
    group, _, path = rest[1:].partition("/")
    if not group:
        raise UsageError(
            f"{word}: which group is meant is not said", hint=f"{scheme}@Name, or {scheme} alone"
        )
    return Address(scheme, group, path.strip("/"))
