"""Citations that are the words of a note: `See Ana Kerr, Tides (Sea, 2011), 3; Ibid., 7.`

In: the texts of notes in the order of reading, and the references of the list. Out: for each note
the works that it names, or None where it is no citation. A note counts whole or not at all: what
stands in it beside the words of its works is prose, and would be lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mscref.manuscript.marker import MarkerCite
from mscref.model.markup import strip_markup
from mscref.model.reference import Reference

NOTE = "note"
_WORD = re.compile(r"\w+")
_IBID = re.compile(
    r"\s*(?:ibid(?:em)?|ebd|ebenda|ib|id|idem)\b\.?(?:,?\s*(?P<locator>[^;]{0,20}?\d[^;]{0,20}?))?\.?\s*\Z",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
# "(Orbit, 2015)", "4 (2011):"
_DATED = re.compile(r"\([^()]{0,80}\b(?:1[5-9]|20)\d\d[a-z]?\)(?=[,.:;]|\s*\Z)")
_ADDRESS = re.compile(r"(?:[,.]\s*+|(?<!\s)\s+)?(?:https?://|doi:)\S{1,500}\Z", re.IGNORECASE)
_LOCATOR = re.compile(
    r"(?:[,:]\s*|\s)(?P<locator>(?:(?:pp?|ch|chap|sec|vol|fol|no?)\.\s?|[§S]\.?\s?)?"
    r"(?:\d{1,9}|[ivxlc]{1,15})(?:\s?[-–—]\s?\d{1,9})?"
    r"(?:,\s?\d{1,9}(?:\s?[-–—]\s?\d{1,9})?){0,20}(?:\s?ff?)?)\.?\s*\Z"
)
_PARTS = re.compile(r";\s++(?![^“”(]{0,500}[”)])")
# Words that styles of notes put between fields.
_GLUE = frozenset(
    "a an and by ch chap chapter de des ed edited edn edition eds et al others und u in no nr of p"
    " pp page pages s the trans translated van vol volume von hg hrsg accessed last modified"
    " available at online available from doi https http org www".split()
)
# What may begin a note before the first name.
_SIGNALS = frozenset(
    "see also cf compare but for siehe vgl auch voir aussi cfr vedi ver véase contra e.g quoted"
    " cited zit zitiert nach on in".split()
)
_STOP_WORDS = frozenset("a an and der die das de la le of on in the to und et for with".split())
_MOST_STRANGE_WORDS = 2
_LONGEST_PREFIX = 8
_LONGEST_CITATION = 400
_LONGEST_NAMED = 60
_ENOUGH = 0.6
_LEAST_TITLE_WORDS = 2


@dataclass(frozen=True, slots=True)
class _Work:
    """A work by its words: of its title, of its first author, and of all that a note may print."""

    key: str
    title: tuple[str, ...]
    family: tuple[str, ...]
    known: frozenset[str]
    numbers: frozenset[str]


def tie_notes(
    notes: Sequence[str], references: Sequence[Reference]
) -> list[tuple[MarkerCite, ...] | None]:
    """The works that each note names; a cite without a key stands for what the list lacks."""
    works = [_work(one) for one in references]
    found: list[tuple[MarkerCite, ...] | None] = []
    before: MarkerCite | None = None
    for note in notes:
        cites = _cites(" ".join(note.split()), works, before)
        found.append(cites)
        if cites is not None:
            before = cites[-1] if len(cites) == 1 and cites[0].key else None
    return found


def _cites(
    note: str, works: Sequence[_Work], before: MarkerCite | None
) -> tuple[MarkerCite, ...] | None:
    cites: list[MarkerCite] = []
    for part in _PARTS.split(note.strip()):
        ibid = _IBID.match(part)
        if ibid is None:
            cite = _cite(part, works)
        elif before is None:
            cite = _unknown(part)
        else:
            cite = MarkerCite(before.key, part, "", (ibid["locator"] or "").strip())
        cites.append(cite)
        before = cite if cite.key else None
    if any(one.key for one in cites) or _looks_like_a_citation(note):
        return tuple(cites)
    return None


def _unknown(part: str) -> MarkerCite:
    shown = part if len(part) <= _LONGEST_NAMED else f"{part[: _LONGEST_NAMED - 1]}…"
    return MarkerCite("", shown)


def _looks_like_a_citation(note: str) -> bool:
    return bool(_IBID.match(note) or (_DATED.search(note) and len(note) < _LONGEST_CITATION))


def _cite(part: str, works: Sequence[_Work]) -> MarkerCite:
    """The work that one part of a note names with all its words."""
    words = [(_folded(match[0]), match.start()) for match in _WORD.finditer(part)]
    scored = [
        (score, work) for work in works if (score := _score([word for word, _ in words], work))
    ]
    best = max((score for score, _ in scored), default=0.0)
    named = [work for score, work in scored if score == best]
    if len(named) != 1:
        return _unknown(part)
    (work,) = named
    start = next((at for word, at in words if word in work.known and word not in _GLUE), 0)
    prefix = _prefix(part[:start])
    locator = _locator(part, work)
    inside = [word for word, at in words if at >= start]
    strange = [word for word in inside if not _is_known(word, work, locator)]
    if len(strange) > _MOST_STRANGE_WORDS or len(prefix.split()) > _LONGEST_PREFIX:
        return _unknown(part)
    return MarkerCite(work.key, part, prefix, locator)


def _prefix(before: str) -> str:
    """What stands before a work without the given names of its author: "see" of "See Ana"."""
    words = before.split()
    while words and words[-1][0].isupper() and words[-1].strip(",.").casefold() not in _SIGNALS:
        words.pop()
    shown = " ".join(words)
    return f"{shown[:1].lower()}{shown[1:]}"


def _is_known(word: str, work: _Work, locator: str) -> bool:
    if word in work.known or word in _GLUE or word.isdigit():
        return True
    return len(word) == 1 or word in _folded(locator)


def _score(words: Sequence[str], work: _Work) -> float:
    """How surely words name a work: by author and beginning of the title, or all of the title."""
    there = set(words)
    heavy = [word for word in work.title if word not in _STOP_WORDS]
    if not heavy:
        return 0.0
    share = sum(1 for word in heavy if word in there) / len(heavy)
    has_author = bool(work.family) and all(word in there for word in work.family)
    # A short title is a beginning of the title.
    if has_author and (share >= _ENOUGH or heavy[0] in there):
        return 1 + share
    is_titled = share == 1.0 and len(heavy) >= _LEAST_TITLE_WORDS
    return share if is_titled else 0.0


def _locator(part: str, work: _Work) -> str:
    """What a note says of the place; numbers that the work has anyway are none."""
    match = _LOCATOR.search(_ADDRESS.sub("", part.strip()).rstrip("."))
    if match is None:
        return ""
    said = match["locator"]
    numbers = re.sub(r"[^\d–—-]", "", said).replace("—", "-").replace("–", "-")
    return "" if numbers in work.numbers else said


def _work(reference: Reference) -> _Work:
    title = strip_markup(reference.text("title"))
    people = reference.names("author") or reference.names("editor")
    family = _words(people[0].family or people[0].literal) if people else ()
    numbers = {reference.text(name) for name in ("volume", "issue", "number", "edition")}
    numbers |= {_plain_pages(reference.text("page")), *_YEAR.findall(_everything(reference))}
    return _Work(
        key=reference.id,
        title=tuple(_words(re.split(r"[:?.]\s", title)[0])),
        family=tuple(family),
        known=frozenset(_words(_everything(reference))),
        numbers=frozenset(numbers - {""}),
    )


def _plain_pages(pages: str) -> str:
    return pages.replace("–", "-").replace("--", "-").replace("—", "-").replace(" ", "")


def _everything(reference: Reference) -> str:
    """All that the fields of a reference say."""
    return " ".join(_texts(reference.fields))


def _texts(fields: Mapping[str, object]) -> Iterator[str]:
    for value in fields.values():
        if isinstance(value, tuple):
            for name in value:
                yield f"{name.given} {name.family} {name.literal} {name.non_dropping_particle}"
        else:
            yield strip_markup(str(value))


def _words(text: str) -> list[str]:
    return [_folded(word) for word in _WORD.findall(text)]


def _folded(word: str) -> str:
    """A word without case and accents."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join([char for char in parts if not unicodedata.combining(char)])
