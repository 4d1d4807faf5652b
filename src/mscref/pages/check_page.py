"""The page of `check`: findings by rule or by entry, each with its repair as a diff.

What crosses the border: the `Report` of `check` in, whose items carry `repair`; HTML out.
"""

from __future__ import annotations

from collections.abc import Iterable

from mscref.diagnostics import Severity
from mscref.model.reference import Json
from mscref.pages.markup import NOTHING, Html, element, prose
from mscref.pages.parts import Count, badge, bar_of, counts_in_words, diff_of, filter_of, tone_of
from mscref.pages.shell import page
from mscref.report import Report, ReportItem, as_data

_GRAVITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2, None: 3}


def check_page(report: Report) -> str:
    """The page of a report on findings."""
    counts = _counts(report.problems)
    paths = dict.fromkeys(item.span.path for item in report.items)
    return page(
        bar_of(counts),
        counts_in_words(counts) if counts else element("p", "Nothing was found."),
        filter_of(counts, what="findings"),
        _switch(),
        element("div", *_groups(report), id="groups"),
        title=f"Checked: {', '.join(paths) or 'nothing to report'}",
        subtitle=_about(report),
        data=as_data(report),
        scripts=("cards", "groups"),
    )


def _counts(items: Iterable[ReportItem]) -> list[Count]:
    numbers = dict.fromkeys(Severity, 0)
    for item in items:
        if item.severity is not None:
            numbers[item.severity] += 1
    return [Count(one.value, number, tone_of(one)) for one, number in numbers.items() if number]


def _about(report: Report) -> str:
    fixable = sum(bool(item.details.get("fix")) for item in report.problems)
    return (
        f"{report.count} reference{'' if report.count == 1 else 's'} · {len(report.problems)}"
        f" finding{'' if len(report.problems) == 1 else 's'}, {fixable} with a safe repair"
        f" (mscref check --fix) · mscref {report.version}"
    )


def _switch() -> Html:
    """Two buttons that say by what the findings are grouped."""
    buttons = [
        element("button", f"by {name}", type="button", data_group_by=name, aria_pressed=pressed)
        for name, pressed in (("rule", "true"), ("entry", "false"))
    ]
    return element(
        "div",
        *buttons,
        class_="controls",
        role="group",
        aria_label="Group",
        data_needs_script=True,
        hidden=True,
    )


def _groups(report: Report) -> Iterable[Html]:
    """The findings of each rule: errors first, then the rules in the order of the report."""
    rules: dict[str, list[ReportItem]] = {}
    for item in sorted(report.problems, key=lambda one: _GRAVITY[one.severity]):
        rules.setdefault(item.code, []).append(item)
    for code, items in rules.items():
        yield element(
            "section",
            element("h2", f"{code} ({len(items)})"),
            element("p", prose(report.descriptions.get(code, "")), class_="quiet"),
            element("ol", *map(finding_card, items), class_="cards"),
            data_group=code,
        )


def finding_card(item: ReportItem) -> Html:
    """One finding with its repair."""
    tone = tone_of(item.severity)
    top = element(
        "div",
        badge(tone, tone),
        element("h3", item.key or item.span.path, class_="key"),
        element("span", item.code, class_="quiet"),
        element("span", str(item.span), class_="place quiet"),
        class_="top",
    )
    return element(
        "li",
        top,
        element("p", prose(item.message)),
        element("p", prose(item.hint), class_="quiet") if item.hint else NOTHING,
        _diff(item.details.get("repair")),
        class_=f"card {tone}",
        data_kind=tone,
        data_rule=item.code,
        data_entry=item.key or item.span.path,
    )


def _diff(repair: Json) -> Html:
    """The lines that a repair takes away and those that it puts there, as a diff."""
    if not isinstance(repair, dict):
        return NOTHING
    return diff_of(_lines(repair.get("gone")), _lines(repair.get("new")))


def _lines(found: Json) -> list[str]:
    return [str(line) for line in found] if isinstance(found, list) else []
