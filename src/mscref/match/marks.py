"""What a registry or a publisher puts around a title to say what became of the work. Pure.

`RETRACTED: Growth of oaks` is the record of the paper, under its own DOI. `Expression of concern:
Growth of oaks` may be that (IEEE and others rename the paper), or a notice with a DOI of its own:
who strips it has to know more.

What crosses the border: titles as they are written, in and out.
"""

from __future__ import annotations

from mscref.patterns import lazy

_WORKS = r"(?:\s(?:article|paper|chapter|manuscript|publication|review|study|preprint))?"
_GONE = (
    rf"(?:(?:partially|partly)\s)?retracted{_WORKS}(?:\sand\sreplaced)?|(?:temporarily\s)?withdrawn{_WORKS}"
    rf"|temporary\sremoval|removed{_WORKS}|zur[üu]ckgezogen|r[ée]tract[ée]|retractado|撤稿|已撤稿|撤回"
)
_QUESTIONED = (
    r"(?:(?:editorial|publisher[’']?s?)\s)?expressions?\sof\sconcern"
    r"|notice\sof\s(?:retraction|(?:a\s)?violation\sof\sieee\spublication\sprinciples)"
)
_BETWEEN = r"\s?[\])】:.—–-]{0,3}\s{0,3}"  # nothing at all, too: `RETRACTED Growth of oaks`
_GONE_BEFORE = lazy(rf"(?i)\W{{0,3}}(?:{_GONE})(?!\w){_BETWEEN}(?=\S)")
_QUESTIONED_BEFORE = lazy(
    rf"(?i)\W{{0,3}}(?:{_QUESTIONED})(?:\s(?:to|on|for|regarding|about))?\s?[\]):.—–-]{{1,3}}\s{{0,3}}(?=\S)"
)
# `(Retracted article. See vol. 3, pg. 7)` is how the Web of Science and PubMed say it.
_GONE_AFTER = lazy(rf"(?i)(?:[\[(]\s?(?:{_GONE})\b[^\[\]()]{{0,80}}[\])]|\s[-–—]\s(?:{_GONE}))\W?$")
_LONGEST = 2000  # characters of a title


def unmarked(title: str) -> str:
    """A title without the mark that its work was retracted, withdrawn or removed."""
    found = _GONE_BEFORE.match(title[:_LONGEST])
    rest = title[found.end() :] if found else title
    after = _GONE_AFTER.search(rest) if len(rest) <= _LONGEST else None
    return rest[: after.start()].rstrip() if after else rest


def unquestioned(title: str) -> str:
    """A title without `Expression of concern:` or the like, which notices about it bear, too; as it
    is where nothing of the kind stands before it."""
    found = _QUESTIONED_BEFORE.match(title[:_LONGEST])
    return title[found.end() :] if found else title
