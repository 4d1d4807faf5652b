"""A reference made ready for comparing: everything folded once. Pure.

What crosses the border: a `Reference` in, a frozen `ComparableRecord` out. The same form
serves both sides, the claim and the candidate.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mscref.match.text import fold, squeezed, tokens
from mscref.model.identifiers import normalize_doi
from mscref.model.identities import is_placeholder
from mscref.model.names import Name
from mscref.model.reference import Reference
from mscref.patterns import SPACE_BEFORE
from mscref.records import replaced as replace

_SUBTITLE = re.compile(r"(?:(?<!\s)\s++)?[:?!.–—(\[]\s+|(?<!\s)\s++-+\s+")
_NUMBER = re.compile(r"\d+")
_NOTICE = re.compile(
    r"^\W*(?:(?:partially\s+)?retracted(?:\s+(?:article|paper|chapter))?|(?:temporarily\s+)?withdrawn"
    r"(?:\s+(?:article|paper))?|removed)\s*[\]:—–]+\s*",
    re.IGNORECASE,
)
_PLAIN_DOI = re.compile(r"10\.\d{4,9}/[\w.;()/:-]*[\w)]")
# `10.1145/nnnnnnn`, and a version of bioRxiv behind its DOI
_PERHAPS_NONE = re.compile(r"[nx]{3}|doi|suffix|^10\.(?:1101|64898)/.*v\d", re.IGNORECASE)
# What publishers deposit with a title: a footnote, run into its last word or behind a dagger.
_FOOTNOTE = re.compile(
    r"(?:(?<=[a-z0-9.)†‡§¶*])|(?<=[†‡§¶*.]\s))(?:Electronic\ssupplementary\sinformation\s\(ESI\)"
    r"|Dedicated\sto\s|Presented\s(?:in\spart\s)?at\s|Based\son\s(?:the|a)\s(?:presentation|lecture)"
    r"|(?:The\s)?ESI\sfor|For\spart\s|(?:This|The)\swork\s(?:is|was)\s|Supported\s(?:in\spart\s)?by\s|†\s?Electronic).*",
    re.IGNORECASE | re.DOTALL,
)
_SHORTEST_NOTED = 12  # characters in front of a footnote
# What is added to a title in another language: that language, or the title in ours.
_IN_LANGUAGE = re.compile(
    rf"{SPACE_BEFORE}[\[(](?:article\s+)?(?:in|auf|en|em|na|на)\s+[^\W\d_]{{4,}}(?:[,;\s][^\[\]()]*)?[\])]\W*$",
    re.IGNORECASE,
)
_TRANSLATION = re.compile(r"(?P<title>\S.*?\S)\s*\[(?P<added>[^\[\]]{3,})\][^\w\[\]]*")
_LONGEST_TITLE = 2000  # characters; longer text is no title, and looking through it takes long
_ALL_IN_BRACKETS = re.compile(r"\[(?P<title>[^\[\]]+)\]\W*")
_GENERATION = re.compile(
    r"^[js]r\.?$|(?<![\s,])[\s,]+(?:[js]r|ii|iii|iv|esq)\.?$|(?<!\s)\s+(?:2nd|3rd)$", re.IGNORECASE
)
_OF_A_REGISTRY = re.compile(r"\s*(?:arxiv|nct)\W*\w", re.IGNORECASE)
_LEADING_INITIALS = re.compile(r"^(?:[^\W\d_]\.[\s-]*)+(?=[^\W\d_]{2})")
_NAMESAKE = re.compile(r"0\d{3}")
_FIRST_PAGE = re.compile(r"\b(?:[a-z]{0,3}\.?\s*\d+[a-z]?|[ivxlc]+)\b")
_DATE_VARIABLES = ("issued", "available-date", "event-date", "original-date", "submitted")


@dataclass(frozen=True, slots=True)
class ComparableRecord:
    """The comparable values of one reference; what it does not say is empty.

    `title` is without a mark such as `RETRACTED:`; `other_titles` are what else the work is called:
    in the original, or translated. `main_title` is the title up to its subtitle, without spaces;
    "" where it has none. `venues` are the names of `containers` as written. `latest` is the year of
    the last version of a preprint, 0 where unknown; `published_in` says in words where it appeared.
    """

    reference: Reference
    title: tuple[str, ...]
    main_title: str
    families: tuple[str, ...]
    years: tuple[int, ...]
    containers: tuple[tuple[str, ...], ...]
    volume: str
    page: str
    doi: str
    venues: tuple[str, ...] = ()
    other_titles: tuple[tuple[str, ...], ...] = ()
    latest: int = 0
    published_in: str = ""


def prepare(
    reference: Reference,
    *,
    other_titles: Sequence[str] = (),
    latest: int = 0,
    published_in: str = "",
) -> ComparableRecord:
    """The comparable values of a reference, and of what a source says beside it."""
    title, translation = _split_translation(_own_title(reference.text("title")))
    main_title = _SUBTITLE.split(title, maxsplit=1)[0]
    others = (translation, *other_titles, reference.text("original-title"))
    venues = _venues(reference)
    return ComparableRecord(
        reference=reference,
        title=tuple(tokens(title)),
        main_title=squeezed(main_title) if main_title != title else "",
        families=tuple(filter(None, map(family_of, creators_of(reference)))),
        years=_years(reference),
        containers=tuple(dict.fromkeys(tuple(tokens(name)) for name in venues)),
        volume=_first_number(reference.text("volume")),
        page=first_page(reference.text("page") or _article_number(reference)),
        doi=comparable_doi(reference.text("DOI")),
        venues=venues,
        other_titles=tuple(tuple(tokens(one)) for one in others if one.strip()),
        latest=latest,
        published_in=published_in,
    )


def _own_title(text: str) -> str:
    """A title without a mark such as `RETRACTED:`, and without a footnote run into it."""
    title = _NOTICE.sub("", text)
    footnote = _FOOTNOTE.search(title, _SHORTEST_NOTED)
    return title[: footnote.start()] if footnote else title


def _split_translation(title: str) -> tuple[str, str]:
    """A title, and what brackets add to it: its translation, or what kind of thing it is.

    PubMed puts all of a title that it has translated in brackets.
    """
    if ("[" not in title and "(" not in title) or len(title) > _LONGEST_TITLE:
        return title, ""
    title = _IN_LANGUAGE.sub("", title)
    whole = _ALL_IN_BRACKETS.fullmatch(title)
    if whole:
        return whole["title"], ""
    added = _TRANSLATION.fullmatch(title)
    return (added["title"], added["added"]) if added else (title, "")


def notice_in_title(title: str) -> str:
    """`retraction` or `withdrawal` where a title begins by saying so, else ""."""
    match = _NOTICE.match(title)
    return "" if not match else "withdrawal" if match[0].upper().count("WITHDR") else "retraction"


def _article_number(reference: Reference) -> str:
    """The number that stands for pages; not that of a preprint or a trial."""
    number = reference.text("number")
    return "" if _OF_A_REGISTRY.match(number) else number


def comparable_doi(doi: str) -> str:
    """The DOI in a form that is equal for equal works.

    The American Psychological Association registered its older DOIs with one slash and with two.
    What is no DOI (`n/a`, the address of a page, a template) is "".
    """
    is_plain = doi.startswith("10.") and _PLAIN_DOI.fullmatch(doi) and not _PERHAPS_NONE.search(doi)
    if is_plain:  # spares the reading of spellings
        return doi.casefold().replace("//", "/")
    return (normalize_doi(doi) or "") if doi and not is_placeholder(doi) else ""


def family_of(name: Name) -> str:
    """The family name folded into one word, with its particle; an institution in whole."""
    if name.is_others:
        return ""
    if name.literal:
        return squeezed(name.literal)
    return squeezed(f"{name.non_dropping_particle} {family_alone(name)}")


def family_alone(name: Name) -> str:
    """The family name without what is none: `King Jr.` is King, `M. Horst` Horst.

    Registries have both; where nothing but `Jr.` is left, the given name is the family's.
    """
    family = _GENERATION.sub("", name.family).strip(" ,")
    if not family and name.given:
        family = name.given.split()[-1]
    return _LEADING_INITIALS.sub("", family) or name.family


def first_page(text: str) -> str:
    """The first page of a range, folded: `S12–S20` is `s12`, `e0123` is `e0123`."""
    match = _FIRST_PAGE.search(fold(text))
    return re.sub(r"[.\s]", "", match.group()) if match else ""


def creators_of(reference: Reference) -> tuple[Name, ...]:
    """The people who made the work, in the first role that anybody has."""
    for role in ("author", "editor", "container-author", "collection-editor", "director"):
        names = reference.names(role)
        if names:
            return tuple(_without_number(name) for name in names)
    return ()


def _without_number(name: Name) -> Name:
    """`Wei Luo 0001`, as DBLP tells namesakes apart, is Wei Luo."""
    if not _NAMESAKE.fullmatch(name.family) or " " not in name.given.strip():
        return name
    given, _, family = name.given.strip().rpartition(" ")
    return replace(name, given=given, family=family)


def _years(reference: Reference) -> tuple[int, ...]:
    found = []
    for variable in _DATE_VARIABLES:
        date = reference.date(variable)
        if date is None:
            continue
        if date.year is not None:
            found.append(date.year)
        else:
            found.extend(int(one) for one in re.findall(r"\b[12]\d{3}\b", date.literal + date.raw))
    return tuple(dict.fromkeys(found))


def _venues(reference: Reference) -> tuple[str, ...]:
    names = (
        reference.text("container-title"),
        reference.text("container-title-short"),
        reference.text("collection-title"),
        reference.text("event-title"),
    )
    return tuple(dict.fromkeys(name for name in names if name.strip()))


def _first_number(text: str) -> str:
    match = _NUMBER.search(text)
    return match.group().lstrip("0") if match else fold(text).strip()
