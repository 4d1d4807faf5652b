"""The page of `verify`: verdicts, the worst first; as cited beside as recorded; who was asked.

What crosses the border: the `Report` of `verify` in, HTML out. It is made of the report alone, so
that one that was read back makes the same page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mscref.errors import UnaskedError
from mscref.model.reference import Json
from mscref.pages.markup import NOTHING, Html, doi_link, element, joined, prose
from mscref.pages.parts import (
    Count,
    badge,
    bar_of,
    counts_in_words,
    filter_of,
    side_by_side,
    tone_of,
)
from mscref.pages.shell import page
from mscref.records import Record
from mscref.report import Report, ReportItem, as_data

_HEADS = ("as cited", "as recorded")
_SETTLED = "verified"


def verify_page(report: Report) -> str:
    """The page of a report on verdicts."""
    order = {verdict: place for place, verdict in enumerate(report.descriptions)}
    items = sorted(report.items, key=lambda one: order.get(one.code, -1))
    counts = _counts(items)
    paths = dict.fromkeys(item.span.path for item in items)
    return page(
        bar_of(counts),
        counts_in_words(counts),
        filter_of(counts, what="references"),
        element("ol", *map(verdict_card, items), class_="cards"),
        NOTHING if items else element("p", "There was no reference to verify."),
        _meanings(report),
        title=f"References verified: {', '.join(paths) or 'none'}",
        subtitle=_about(report),
        data=as_data(report),
        scripts=("cards",),
    )


def _counts(items: Sequence[ReportItem]) -> list[Count]:
    numbers: dict[str, int] = {}
    tones: dict[str, str] = {}
    for item in items:
        numbers[item.code] = numbers.get(item.code, 0) + 1
        tones[item.code] = tone_of(item.severity)
    return [Count(code, number, tones[code]) for code, number in numbers.items()]


def _about(report: Report) -> str:
    """How many references, who was asked, when, by what."""
    asked = dict.fromkeys(name for item in report.items for name in _texts(item, "answered"))
    failures = [one for item in report.items for one in _failures(item)]
    sources = [one for one in failures if not one.is_identifier]
    failed = dict.fromkeys(one.name for one in sources if not one.is_unasked)
    unasked = dict.fromkeys(one.name for one in sources if one.is_unasked)
    silent = len({one.name for one in failures if one.is_identifier})
    parts = [
        f"{report.count} reference{'' if report.count == 1 else 's'}",
        f"asked: {', '.join(asked) or 'nobody'}",
        f"could not answer: {', '.join(failed)}" if failed else "",
        f"not asked, working offline: {', '.join(unasked)}" if unasked else "",
        f"{silent} identifier{'' if silent == 1 else 's'} not looked up" if silent else "",
        f"verified on {report.when}" if report.when else "",
        f"mscref {report.version}",
    ]
    return " · ".join(filter(None, parts))


def verdict_card(item: ReportItem) -> Html:
    """One reference with its verdict and the evidence for it."""
    tone = tone_of(item.severity)
    top = element(
        "div",
        badge(item.code, tone),
        element("h2", item.key, class_="key"),
        element("span", str(item.span), class_="place quiet"),
        class_="top",
    )
    message = element("p", prose(item.message))
    # What agrees is looked at rarely: it is folded, and printed all the same.
    parts = _evidence(item)
    if item.code == _SETTLED:
        parts = [element("details", element("summary", "the record"), *parts)]
    return element("li", top, message, *parts, class_=f"card {tone}", data_kind=item.code)


def _evidence(item: ReportItem) -> list[Html]:
    twin = item.details.get("same-as")
    return [
        element("p", prose(item.hint), class_="quiet") if item.hint else NOTHING,
        element("blockquote", " ".join(item.read.split())) if item.read else NOTHING,
        _sides(item),
        _other_work(item),
        _notices(item),
        element("p", f"the same work as {twin}", class_="quiet") if twin else NOTHING,
        _who(item),
    ]


def _sides(item: ReportItem) -> Html:
    cited, found = _texts_of(item, "cited"), _fields_in(item.details.get("found"))
    if not cited and not found:
        return NOTHING
    return side_by_side(cited, found, heads=_HEADS, notes=_notes(item))


def _notes(item: ReportItem) -> dict[str, str]:
    """The fields whose difference the verdict counts, with what is said about it."""
    found = item.details.get("differences")
    notes: dict[str, str] = {}
    for one in found if isinstance(found, list) else ():
        if isinstance(one, dict):
            notes[str(one.get("field"))] = str(one.get("note") or "")
    return notes


def _other_work(item: ReportItem) -> Html:
    """What an identifier names that is another work's."""
    other = item.details.get("points-to")
    if not isinstance(other, dict):
        return NOTHING
    said = str(other.get("reference"))
    return element("p", "the identifier names: ", said)


def _notices(item: ReportItem) -> Html:
    """Each notice once, with a link to it and all who tell of it."""
    found = item.details.get("notices")
    tellers: dict[tuple[str, str, str], list[str]] = {}
    for one in found if isinstance(found, list) else ():
        if isinstance(one, dict):
            notice = str(one.get("kind")), str(one.get("date") or ""), str(one.get("doi") or "")
            tellers.setdefault(notice, []).append(str(one.get("source") or "the registry"))
    rows = [
        element(
            "li",
            f"{kind.replace('-', ' ')} {date} ",
            doi_link(doi),
            f" (according to {', '.join(dict.fromkeys(sources))})",
        )
        for (kind, date, doi), sources in tellers.items()
    ]
    return element("ul", *rows) if rows else NOTHING


def _who(item: ReportItem) -> Html:
    answered = ", ".join(_texts(item, "answered"))
    failures = dict.fromkeys(_failures(item))
    failed = "; ".join(one.said for one in failures if not one.is_unasked)
    unasked = ", ".join(one.name for one in failures if one.is_unasked)
    said = [
        f"answered: {answered}" if answered else "",
        f"failed: {failed}" if failed else "",
        f"not asked: {unasked}" if unasked else "",
    ]
    return element("p", "; ".join(filter(None, said)), class_="quiet") if any(said) else NOTHING


class _Failure(Record):
    """Who could not be asked: a source, or whoever knows an identifier."""

    name: str
    why: str
    is_identifier: bool

    @property
    def is_unasked(self) -> bool:
        return self.why.endswith(UnaskedError.SAID)

    @property
    def said(self) -> str:
        """The message, which begins with the name or says it."""
        return self.why if self.why.startswith(self.name) else f"{self.name}: {self.why}"


def _failures(item: ReportItem) -> list[_Failure]:
    identifiers = _texts(item, "failed-identifiers")
    return [
        _Failure(name, str(why), name in identifiers or str(why).startswith(f"{name}: "))
        for name, why in _members(item, "failed").items()
    ]


def _meanings(report: Report) -> Html:
    used = {item.code for item in report.items}
    rows = [
        joined(element("dt", code), element("dd", meaning))
        for code, meaning in report.descriptions.items()
        if code in used
    ]
    return joined(element("h2", "What the words mean"), element("dl", *rows)) if rows else NOTHING


# ---------------------------------------------------------------- details


def _texts(item: ReportItem, name: str) -> list[str]:
    found = item.details.get(name)
    return list(map(str, found)) if isinstance(found, list) else []


def _members(item: ReportItem, name: str) -> Mapping[str, Json]:
    found = item.details.get(name)
    return found if isinstance(found, dict) else {}


def _texts_of(item: ReportItem, name: str) -> dict[str, str]:
    return {field: str(value) for field, value in _members(item, name).items()}


def _fields_in(record: Json) -> dict[str, str]:
    fields = record.get("fields") if isinstance(record, dict) else None
    return {name: str(value) for name, value in fields.items()} if isinstance(fields, dict) else {}
