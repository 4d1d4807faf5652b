"""Where `push` sends to: the address, the collection that it names, those that are to be made.

What crosses the border: what the person chose and the collections that are there in; the key of the
collection and its path out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from mscref.errors import NotFoundError, UsageError
from mscref.formats.zotero.collections import chosen
from mscref.model.homes import BBT, ZOTERO, Address, is_address, parse_address


@dataclass(frozen=True, slots=True)
class PushChoice:
    """Where to, and how: `create` makes a collection that is not there; `tell` is told what a
    person has to do meanwhile."""

    to: str
    tell: Callable[[str], None]
    create: bool = False
    dry_run: bool = False


def address_of(word: str) -> Address:
    """The address that a word is; raises UsageError for one to which nothing can be sent."""
    if not is_address(word):
        raise UsageError(
            f"`{word}` is no address of a library in Zotero", hint="zotero:Inbox, zotero+api:@Lab"
        )
    address = parse_address(word)
    if address.scheme == BBT:
        raise UsageError(
            "Better BibTeX takes no new items", hint=f"--to {address.word.replace(BBT, ZOTERO)}"
        )
    return address


def target_of(
    address: Address, paths: Mapping[str, str], choice: PushChoice
) -> tuple[str, list[str], str]:
    """The key of the collection, "" for none; the names that are to be made in it; its path."""
    if not address.path:
        return "", [], ""
    try:
        path = chosen(paths, address.path, place=choice.to).path
    except NotFoundError as error:
        if not choice.create:
            hint = f"{error.hint}; --create makes it" if error.hint else "--create makes it"
            raise NotFoundError(error.message, hint=hint) from None
        return _above(address.path, paths, choice)
    keys = [key for key, one in paths.items() if one == path]
    if len(keys) != 1:
        raise UsageError(
            f"{choice.to}: several collections of Zotero are meant",
            hint="give one of them another name in Zotero, or push to the collection above",
        )
    return keys[0], [], path


def _above(wanted: str, paths: Mapping[str, str], choice: PushChoice) -> tuple[str, list[str], str]:
    """Of a collection that is not there the one above that is, and the names below that."""
    names = [name.strip() for name in wanted.split("/")]
    if not all(names):
        raise UsageError(f"{choice.to}: a collection has a name", hint="zotero:Thesis/Chapter 2")
    for count in range(len(names) - 1, 0, -1):
        with suppress(NotFoundError):
            above = chosen(paths, "/".join(names[:count]), place=choice.to).path
            keys = [key for key, one in paths.items() if one == above]
            if len(keys) == 1:
                return keys[0], names[count:], "/".join([above, *names[count:]])
    return "", names, "/".join(names)
