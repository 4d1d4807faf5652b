"""Crossref's JSON of one work → a Reference. Pure; every rule names the trap of docs/sources.md.

Never from Crossref's BibTeX: that loses article numbers and subtitles and keeps entities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import cast

from mscref.diagnostics import Diagnostic, Severity
from mscref.match.text import squeezed, tokens
from mscref.model.crossref_types import TYPES
from mscref.model.dates import Date, PartialDate
from mscref.model.identifiers import normalize_isbn, normalize_issn
from mscref.model.markup import strip_markup
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Json, Reference
from mscref.sources import values
from mscref.sources.text import first, is_all_caps, is_damaged, paragraphs, plain, rich, texts

_OTHER_TYPE = "document"

# Types that answer like works but are not what a reference list cites (traps 14, 40, 41).
NOT_AN_ARTICLE = MappingProxyType(
    {
        "component": "a part of an article (a figure, table or supplement)",
        "peer-review": "a peer review of an article",
        "journal": "a journal as a whole",
        "journal-volume": "a volume of a journal as a whole",
        "journal-issue": "an issue of a journal as a whole",
        "book-series": "a book series as a whole",
        "proceedings-series": "a proceedings series as a whole",
        "report-series": "a report series as a whole",
        "grant": "a grant",
    }
)

# Field of the work → CSL variable, for what needs cleaning only.
_PLAIN_FIELDS = MappingProxyType(
    {
        "publisher": "publisher",
        "publisher-location": "publisher-place",
        "edition-number": "edition",
        "part-number": "part-number",
        "report-number": "number",
        "language": "language",
        "DOI": "DOI",
    }
)

_CONTRIBUTORS = ("author", "editor", "chair", "translator")
_GENRES = MappingProxyType(
    {
        "preprint": "Preprint",
        "working_paper": "Working paper",
        "letter": "Letter",
        "dissertation": "Thesis",
        "report": "Report",
        "editorial": "Editorial",
        "review": "Review",
    }
)
# Titles of book series, by the words that books of their own rarely start with.
_SERIES_TITLE = (
    r"(?i)^(?:lecture notes|studies in|advances in|topics in|communications in|contributions to"
    r"|methods in|progress in|research in|perspectives (?:on|in)|developments in|issues in"
    r"|handbook of experimental|springer\w*|ifip|nato|understanding complex|new directions"
    r"|typological|current topics|annals of|international series|world scientific)\b"
    r"|\b(?:series|library|monographs|studies|texts|reihe)\b(?!.{0,400}:)"
)
_SIGNS_OF_A_BOOK = r"(?i):|\d|\bproceedings\b|\bconference\b|\bhandbook of\b|\bworkshop\b"

_ENCYCLOPEDIA = r"(?i)\bencyclop(?:a)?edia\b|\bdictionary\b"

_RETRACTED_PREFIX = (
    r"(?i)^\W*(?:(?:article\s+)?retracted(?:\s+article)?\b|withdrawn\b|retraction\b)\W*[:.\]]"
)
_NOTICE_TITLE = (
    r"(?i)^\W*(?:author(?:'s|s)?\s+|publisher(?:'s)?\s+)?(?:correction|corrigend(?:um|a)|errat(?:um|a)"
    r"|retraction(?:\s+(?:note|notice))?|expression of concern|addendum|withdrawal)(?:\W|$)"
)


def reference_from_work(work: dict[str, Json]) -> tuple[Reference, tuple[Diagnostic, ...]]:
    """The work as a reference (its id is the DOI), and what is odd about the record."""
    kind = _kind(work)
    work = _with_project(work) if kind == "grant" else work
    fields: dict[str, FieldValue] = {}
    for step in (_titles, _containers, _contributors, _dates, _numbers, _origin, _event, _rest):
        fields.update(cast("dict[str, FieldValue]", values.without_empty(step(work, kind))))
    reference = Reference(plain(work.get("DOI")), TYPES.get(kind, _OTHER_TYPE), fields)
    return reference, tuple(_remarks(reference, work, kind))


def _kind(work: dict[str, Json]) -> str:
    """The registered type, unless the rest of the record speaks clearly for another one.

    Front and back matter of books comes as `other`, entries of online encyclopedias as `book`.
    """
    kind = plain(work.get("type"))
    container = " ".join(texts(work.get("container-title")))
    if kind == "other" and container and not work.get("ISSN"):
        return "book-chapter"
    if kind in ("book", "monograph") and re.search(_ENCYCLOPEDIA, container):
        return "reference-entry"
    return kind


# ── titles ───────────────────────────────────────────────────────────────────────────────────


def _with_project(work: dict[str, Json]) -> dict[str, Json]:
    """A grant with the title, the people and the start of its project where others have theirs."""
    project = next(iter(values.elements(work.get("project"))), {})
    titles = [row.get("title") for row in values.elements(project.get("project-title"))]
    people = ("lead-investigator", "co-lead-investigator", "investigator")
    named: dict[str, Json] = {
        "title": titles,
        "author": [one for role in people for one in values.elements(project.get(role))],
        "issued": project.get("award-start") or work.get("award-start"),
    }
    return {**work, **{name: value for name, value in named.items() if not work.get(name)}}


def _titles(work: dict[str, Json], kind: str) -> dict[str, object]:
    """First title that is not empty (trap 13), with its subtitle (trap 15)."""
    title = next(iter(texts(work.get("title"))), "")
    for subtitle in texts(work.get("subtitle"))[:1]:
        title = join_subtitle(title, subtitle)
    if not title and kind == "component":
        title = rich(work.get("description"))
    short = next(iter(texts(work.get("short-title"))), "")
    original = next(iter(texts(work.get("original-title"))), "")
    return {
        "title": title,
        "title-short": short if short and len(short) < len(title) else "",
        "original-title": original if original != title else "",
    }


def join_subtitle(title: str, subtitle: str) -> str:
    """`Title: subtitle`, unless the title holds it already or ends in a mark of its own."""
    if not title or not subtitle:
        return title or subtitle
    if squeezed(subtitle) in squeezed(title):
        return title
    if title.endswith(":"):
        return f"{title} {subtitle}"
    title = title.rstrip(" .")
    return f"{title} {subtitle}" if title.endswith(("?", "!")) else f"{title}: {subtitle}"


# ── containers ───────────────────────────────────────────────────────────────────────────────


def _containers(work: dict[str, Json], kind: str) -> dict[str, object]:
    """Journal or book, its abbreviation, its series: their order is not fixed (trap 29)."""
    titles = list(dict.fromkeys(texts(work.get("container-title"))))
    short = next(iter(texts(work.get("short-container-title"))), "")
    series = ""
    if kind in ("journal", "journal-volume", "journal-issue"):
        container, abbreviation = (titles[0] if titles else ""), short
    elif kind in ("book-chapter", "book-part", "book-section", "book-track", "reference-entry",
                  "proceedings-article"):  # fmt: skip
        container, series = _book_and_series(titles, plain(first(work.get("event"))))
        abbreviation = short
    elif TYPES.get(kind) in ("book", "report", "standard"):
        container, series, abbreviation = "", (titles[0] if titles else ""), ""
    else:
        container, abbreviation = _journal_and_abbreviation(titles, short)
    if kind in ("dataset", "database") and container == plain(work.get("publisher")):
        container = ""
    return {
        "container-title": container,
        "container-title-short": abbreviation if abbreviation != container else "",
        "collection-title": series,
    }


def _journal_and_abbreviation(titles: list[str], short: str) -> tuple[str, str]:
    full = [title for title in titles if title != short] or titles
    if len(full) < 2:
        return (full[0] if full else ""), short
    longest = max(full, key=len)
    other = next(title for title in full if title != longest)
    return longest, short or (other if _abbreviates(other, longest) else "")


def _abbreviates(short: str, full: str) -> bool:
    """Every word of `short` begins, in order, a word of `full`."""
    remaining = iter(tokens(full))
    return all(any(word.startswith(start) for word in remaining) for start in tokens(short))


def _book_and_series(titles: list[str], _event: str) -> tuple[str, str]:
    """Mostly [series, book]; the titles' own words decide where they can."""
    if len(titles) < 2:
        return (titles[0] if titles else ""), ""
    one, other = titles[:2]
    if _series_likeness(other) > _series_likeness(one):
        return one, other
    return other, one


def _series_likeness(title: str) -> int:
    return bool(re.search(_SERIES_TITLE, title)) - bool(re.search(_SIGNS_OF_A_BOOK, title))


# ── names ────────────────────────────────────────────────────────────────────────────────────


def _contributors(work: dict[str, Json], _kind: str) -> dict[str, object]:
    return {role: tuple(_names(work.get(role))) for role in _CONTRIBUTORS}


def _names(contributors: Json) -> Iterator[Name]:
    """Names in the order of the list, which `sequence` need not follow (traps 17-21)."""
    for one in values.elements(contributors):
        name = values.institution(one.get("name")) or values.person(
            one.get("given"), one.get("family"), one.get("suffix")
        )
        if name is not None:
            yield name


# ── dates ────────────────────────────────────────────────────────────────────────────────────

# Print goes first (trap 25); `issued` is the earliest of all and the answer where print is not
# known. `created` is when the record was made and only a last resort (trap 24).
_DATES = (
    "published-print", "issued", "published", "published-online", "published-other", "posted",
    "content-created", "approved", "accepted",
)  # fmt: skip


def _dates(work: dict[str, Json], kind: str) -> dict[str, object]:
    points = {name: values.point_from_parts(work.get(name)) for name in (*_DATES, "created")}
    if points["published-print"] is None:
        nested = values.member(work, "journal-issue", "published-print")
        points["published-print"] = values.point_from_parts(nested)
    points["event"] = values.point_from_parts(values.member(_first_event(work), "start"))
    order = ["posted", *_DATES] if kind == "posted-content" else [*_DATES, "event"]
    if kind not in _DATELESS:
        order.append("created")
    issued = next((points[name] for name in order if points[name]), None)
    if issued is None:
        return {}
    exact = values.most_exact((points[name] for name in _DATES[:5]), year=issued.year)
    if exact and (exact.month == issued.month or not issued.month):  # trap 26
        issued = exact
    online = points["published-online"]
    return {
        "issued": Date(issued),
        "available-date": Date(online) if _says_more(online, issued) else None,
    }


# A journal as a whole has no date; that of its registration would say something else.
_DATELESS = frozenset(["journal", "book-series", "proceedings-series", "report-series"])


def _first_event(work: dict[str, Json]) -> dict[str, Json]:
    return next(iter(values.elements(work.get("event"))), {})


def _says_more(online: PartialDate | None, issued: PartialDate) -> bool:
    return online is not None and online.year != issued.year


# ── numbers ──────────────────────────────────────────────────────────────────────────────────


def _numbers(work: dict[str, Json], kind: str) -> dict[str, object]:
    """Volume, issue and one locator: pages, else the article number (traps 27, 28)."""
    volume = _number(work.get("volume"))
    issue = _number(work.get("issue")) or _number(values.member(work, "journal-issue", "issue"))
    page = values.pages(work.get("page")) or plain(work.get("article-number"))
    numbers: dict[str, object] = {"volume": volume, "issue": issue, "page": page}
    if kind == "standard":
        numbers["number"] = plain(first(work.get("number"))) or _designator(work)
    return numbers


_NO_NUMBER = frozenset(["null", "none", "undefined", "n/a", "na", "-", "--", "0", "ahead-of-print"])


def _number(value: Json) -> str:
    """A volume or issue; what publishers send before there is one is none."""
    text = plain(value)
    return "" if text.lower() in _NO_NUMBER else text


def _designator(work: dict[str, Json]) -> str:
    """The number of a standard where it was registered with one."""
    return plain(first(values.member(work, "standards-body", "designator")))


# ── origin ───────────────────────────────────────────────────────────────────────────────────


def _origin(work: dict[str, Json], kind: str) -> dict[str, object]:
    """Publisher, or the institution that stands for it: server, university (trap 30)."""
    fields: dict[str, object] = {
        variable: plain(work.get(name)) for name, variable in _PLAIN_FIELDS.items()
    }
    institutions = values.elements(work.get("institution"))
    name = next((text for one in institutions if (text := plain(one.get("name")))), "")
    place = next((_place(one) for one in institutions if _place(one)), "")
    if fields["edition"] == "1":  # what publishers send for a book that has only one
        fields["edition"] = ""
    genre = ""
    if kind == "posted-content":
        genre = _GENRES.get(plain(work.get("subtype")), "")
        fields["publisher"] = name or fields["publisher"]
    elif kind == "dissertation":
        genre = plain(first(work.get("degree"))) or "Thesis"
        fields["publisher"] = name or fields["publisher"]
        fields["publisher-place"] = fields["publisher-place"] or place
    elif kind in ("report", "report-component"):
        fields["publisher"] = name or fields["publisher"]
        fields["publisher-place"] = place or fields["publisher-place"]
    elif kind == "peer-review":
        genre = "Peer review"
    elif kind == "standard":
        fields["authority"] = plain(values.member(work, "standards-body", "name"))
    fields["genre"] = genre
    return fields


def _place(one: dict[str, Json]) -> str:
    place = plain(first(one.get("place")))
    return "" if place in ("-", "n/a") else place


# ── event and the rest ───────────────────────────────────────────────────────────────────────


def _event(work: dict[str, Json], _kind: str) -> dict[str, object]:
    event = _first_event(work)
    name = rich(event.get("name"))
    # Publishers put the title of the proceedings here, too.
    is_container = bool(name) and squeezed(name) == squeezed(
        next(iter(texts(work.get("container-title"))), "")
    )
    return {
        "event-title": "" if is_container else name,
        "event-place": plain(event.get("location")),
        "event-date": values.date_range(
            values.point_from_parts(event.get("start")), values.point_from_parts(event.get("end"))
        ),
    }


def _rest(work: dict[str, Json], _kind: str) -> dict[str, object]:
    return {
        "ISSN": _preferred(work, "issn-type", "ISSN", normalize_issn),
        "ISBN": _preferred(work, "isbn-type", "ISBN", normalize_isbn),
        "license": _license(work),
        "abstract": paragraphs(work.get("abstract")),
    }


def _preferred(work: dict[str, Json], typed: str, untyped: str, check: object) -> str:
    """The printed edition's number where it is told apart, else the first that is one."""
    normalize = cast("type[str]", check)
    rows = values.elements(work.get(typed))
    written = [plain(row.get("value")) for row in rows if row.get("type") == "print"]
    written += [plain(row.get("value")) for row in rows] + texts(work.get(untyped))
    checked = [normalize(text.rsplit("/", 1)[-1]) for text in written]
    return next((number for number in checked if number), written[0] if written else "")


def _license(work: dict[str, Json]) -> str:
    """The address of the licence of the version of record, else of any version."""
    rows = [row for row in values.elements(work.get("license")) if plain(row.get("URL"))]
    rows.sort(key=lambda row: row.get("content-version") != "vor")
    address = plain(rows[0].get("URL")) if rows else ""
    return address if address.startswith(("http://", "https://")) else ""


# ── what is odd about the record ─────────────────────────────────────────────────────────────


def _remarks(reference: Reference, work: dict[str, Json], kind: str) -> Iterator[Diagnostic]:
    title = reference.text("title")
    if kind in NOT_AN_ARTICLE:
        yield _remark("record-not-an-article", f"this is {NOT_AN_ARTICLE[kind]}")
    if not title:
        yield _remark("record-without-title", "the record has no title")
    if is_all_caps(title):
        yield _remark(
            "record-title-in-capitals", "the title is registered in capitals throughout",
            "write it in sentence case in your library",
        )  # fmt: skip
    if any(is_damaged(reference.text(name)) for name in reference.fields):
        yield _remark("record-damaged", "characters of the record were lost (shown as \ufffd)")
    if re.match(_RETRACTED_PREFIX, title):
        yield _remark(
            "record-title-says-retracted",
            "the title says retracted: this is the retracted work, or the notice about it",
            "`mscref verify` tells which",
        )
    elif re.match(_NOTICE_TITLE, strip_markup(title)):
        yield _remark("record-is-a-notice", "this is a notice about an article, not the article")
    if reference.date("issued") is None and kind not in _DATELESS:
        yield _remark("record-without-date", "the record has no date")
    elif kind not in _DATELESS and not any(
        values.point_from_parts(date)
        for date in (*(work.get(name) for name in _DATES), _first_event(work).get("start"))
    ):
        yield _remark("record-date-of-registration", "the only date is that of the registration")
    for role in _CONTRIBUTORS:
        yield from _name_remarks(reference.names(role))


def _name_remarks(names: tuple[Name, ...]) -> Iterator[Diagnostic]:
    whole = [name.family for name in names if values.is_initials_in_family(name)]
    if whole:
        yield _remark("record-unsplit-name", f"initials stand in the family name: {whole[0]}")
    capitals = [name.family for name in names if values.is_all_caps_family(name)]
    if capitals:
        yield _remark("record-name-in-capitals", f"a family name is in capitals: {capitals[0]}")
    titled = [name.given for name in names if re.match(r"(?i)(?:prof|dr|mr|mrs|ms)\.", name.given)]
    if titled:
        yield _remark("record-name-with-title", f"a title stands in a given name: {titled[0]}")


def _remark(code: str, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(Severity.WARNING, code, message, hint=hint)
