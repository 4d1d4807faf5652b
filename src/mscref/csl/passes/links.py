"""Entries that lead to the work although the style prints none of its addresses.

As pandoc's `link-bibliography` does: where an entry prints neither DOI, PMCID, PMID nor URL of a
work that has one, its title is the link, and without a title the entry.
"""

from __future__ import annotations

from mscref.csl.compile.text import LINK_PREFIXES, TITLE_CLOSE, TITLE_OPEN, link_address
from mscref.csl.items import Item
from mscref.csl.output import Mark, Tokens, mark_pair

# Which address is taken where there are several.
_PREFERRED = ("DOI", "PMCID", "PMID", "URL")


def link_title(tokens: Tokens, item: Item) -> None:
    """Make the title in the tokens of an entry a link, in place, where nothing else is one.

    No rule of CSL 1.0.2 itself: its Appendix VI, Links.
    """
    address = _address(item)
    if not address or any(isinstance(token, Mark) and token.kind == "link" for token in tokens):
        return
    opening, closing = mark_pair("link", address)
    if TITLE_OPEN in tokens:
        start = tokens.index(TITLE_OPEN)
        tokens[start] = opening
        tokens[tokens.index(TITLE_CLOSE, start)] = closing
        return
    start, end = _body(tokens)
    tokens.insert(end, closing)
    tokens.insert(start, opening)


def _address(item: Item) -> str:
    for variable in _PREFERRED:
        text = item.text(variable).strip()
        if text:
            return link_address(text, LINK_PREFIXES[variable])
    return ""


def _body(tokens: Tokens) -> tuple[int, int]:
    """Where the text of an entry begins and ends: inside its last block, beside its number."""
    blocks = [
        place
        for place, token in enumerate(tokens)
        if isinstance(token, Mark) and token.kind == "display"
    ]
    return (blocks[-2] + 1, blocks[-1]) if blocks else (0, len(tokens))
