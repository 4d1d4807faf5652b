"""Is one of two works about the other, or inside it? Then they are two. Pure.

What crosses the border: a comparison in, the answer out. A review is never its book, a correction
never its article, a chapter never its volume, however alike their titles are, unless nothing
contradicts: the same people, the same year, the same place.
"""

from __future__ import annotations

import re
from typing import Protocol

from mscref.match.claim import Claim
from mscref.match.levels import Level
from mscref.match.record import ComparableRecord
from mscref.match.text import tokens
from mscref.model.reference import Reference

_WHOLE = frozenset(["book", "collection", "report", "thesis", "software", "dataset"])
_ARTICLES = frozenset(
    ["article-journal", "article-magazine", "article-newspaper", "review", "review-book"]
)
_PARTS = frozenset("chapter paper-conference entry entry-dictionary entry-encyclopedia".split())
# What a title says that is written about a work.
_NOTICE = re.compile(
    r"^\W*(?:(?:author|publisher|editorial)[’'s]*\s+)?(?:correction|corrigend(?:um|a)|errat(?:um|a)"
    r"|addend(?:um|a)|retraction(?:\s+note)?|expression\s+of\s+concern|withdrawal|removal"
    r"|amendment|notice\s+of\s+retraction|rectificatif|berichtigung|fe\s+de\s+erratas|correcci[óo]n|corre[çc][ãa]o"
    r"|correzione|rettifica)\b(?:\s*(?:to|of|for|on|in|zu[mr]?|[àa]|de|del|di|:|[-–—])|\W*$)|^\W*(?:勘误|更正|訂正|撤稿)",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"^\W*(?:(?:a\s+)?(?:comments?|commentary|reply|response|rejoinder|discussion|letter)"
    r"(?:\s+(?:to|on|of|by)\b|\s*:)|re\s*:)|:\s*(?:comment|reply|rejoinder|discussion)\W*$",
    re.IGNORECASE,
)
_REVIEW = re.compile(
    r"^\W*(?:(?:book|film|peer|short)\s+reviews?\b|(?:rezension|compte[\s-]+rendu|rese[ñn]a|recensione|recens[ãa]o"
    r"|рецензия|recenzja|书评|書評)\b(?=\s*(?:[:.]|zu|von|de|di|на|[\"“«„‘]))|reviewed?\s+(?:works?|books?|of\s+the\s+book)\b"
    r"|review\s*(?:of|for|:)\s*[\"“”‘'«<„])|^\W*review\s+of\s+the\s+book|\(review\)\W*$"
    r"|\[(?:book\s+)?review\b[^\[\]]*\]|\bpp\.?,?\s*[$£€]|\bby\s+[A-Z][^,]{1,80},\s*eds?\.",
    re.IGNORECASE,
)
_FRONT_MATTER = re.compile(
    r"^\W*(?:front\s*matter|back\s*matter|title\s*page|preface|foreword|table\s+of\s+contents"
    r"|contents|index|cover|masthead)\W*$",
    re.IGNORECASE,
)
_ABOUT = (_NOTICE, _REMARK, _REVIEW)
# What repositories call the data of an article, and what is added to it: `Data from: X`.
_BESIDE = re.compile(
    r"^\W*(?:(?:raw|source|replication|supporting|supplement(?:ary|al)|additional|associated)\s+)?"
    r"(?:data(?:\s?sets?)?|materials?|information|code|files?|supplement|appendix|figures?)"
    r"(?:\s+and\s+(?:data|code|materials?))?\s+(?:from|for|to|of|accompanying)(?:\s+the\s+(?:article|paper))?"
    r"\s*+[:\"“‘«„]",
    re.IGNORECASE,
)


class _Compared(Protocol):
    """What is asked of a comparison."""

    @property
    def claim(self) -> Claim: ...
    @property
    def record(self) -> ComparableRecord: ...
    def level(self, name: str) -> Level:
        """How far a field agrees."""
        ...


def kinds_clash(compared: _Compared) -> bool:
    """True where one of the two is about the other, or a part of it."""
    claimed, found = compared.claim.reference, compared.record.reference
    if _is_about(claimed, found, compared.claim.text) or _is_beside(claimed, found):
        return True
    if _nothing_contradicts(compared):
        return False
    return _is_review_by_others(claimed, found, compared) or _is_part_beside_whole(
        claimed, found, compared
    )


def _is_about(claimed: Reference, found: Reference, text: str) -> bool:
    """True where only one of the titles says that it is written about a work."""
    ours, theirs = claimed.text("title"), found.text("title")
    # A parser may have cut the words away, which still stand in the text.
    is_in_text = bool(text) and " ".join(tokens(theirs)[:2]) in " ".join(tokens(text))
    for pattern in _ABOUT:
        is_of_record = pattern.search(theirs) is not None
        is_of_claim = pattern.search(ours) is not None
        if ours and is_of_record != is_of_claim and not (is_of_record and is_in_text):
            return True
    return bool(ours) and bool(_FRONT_MATTER.match(theirs)) != bool(_FRONT_MATTER.match(ours))


def _is_beside(claimed: Reference, found: Reference) -> bool:
    """True where the record is that of the data of the article, or of what is added to it.

    Whoever cites the data itself may leave the words out, and says so by its type.
    """
    ours, theirs = claimed.text("title"), found.text("title")
    is_of_record = bool(_BESIDE.match(theirs)) and not _BESIDE.match(ours)
    return bool(ours) and is_of_record and _kind(claimed) in ("article", "part")


def _nothing_contradicts(compared: _Compared) -> bool:
    agree = compared.level("authors") in (Level.ALL, Level.IN_TEXT, Level.UNSAID)
    year = compared.level("year") in (Level.SAME, Level.NEXT, Level.UNSAID)
    places = [compared.level(name) for name in ("container", "volume", "page")]
    return agree and year and not {Level.DIFFERENT, Level.NOT_IN_TEXT} & set(places)


def _is_review_by_others(claimed: Reference, found: Reference, compared: _Compared) -> bool:
    """True where a whole book and an article bear one title, and are by different people."""
    if compared.level("authors") not in (Level.NONE, Level.SOME):
        return False
    kinds = {_kind(claimed), _kind(found)}
    return kinds == {"whole", "article"}


def _is_part_beside_whole(claimed: Reference, found: Reference, compared: _Compared) -> bool:
    """True where one stands in a book and the other is a book of another container."""
    kinds = {_kind(claimed), _kind(found)}
    if kinds != {"whole", "part"}:
        return False
    return compared.level("authors") in (Level.NONE, Level.SOME)


def _kind(reference: Reference) -> str:
    if reference.type in _ARTICLES:
        return "article"
    if reference.type in _PARTS:
        return "part"
    return "whole" if reference.type in _WHOLE else ""
