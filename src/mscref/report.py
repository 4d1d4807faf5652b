"""Findings and verdicts → text, JSON, SARIF, GitHub annotations, JUnit. Pure: values in, text out.

What crosses the border: a `Report` of `ReportItem`s, one per finding or per judged reference.
Terminal tables are made by `cli/`, from the same report.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from mscref.diagnostics import Severity, Span
from mscref.model.characters import escaped_in_json, visible, visible_in_line
from mscref.model.reference import Json

UNSETTLED = "unknown"  # the code of an item that no source could settle
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True, slots=True)
class ReportItem:
    """One line of a report; `severity` is None where nothing is the matter.

    `read` is the string of a reference list that it is about.
    """

    severity: Severity | None
    code: str
    key: str
    message: str
    span: Span
    hint: str = ""
    details: Mapping[str, Json] = field(default_factory=dict)
    read: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What a command found: `descriptions` explains each code, `count` references were read."""

    command: str
    version: str
    items: tuple[ReportItem, ...]
    descriptions: Mapping[str, str]
    count: int

    @property
    def problems(self) -> tuple[ReportItem, ...]:
        """The items where something is the matter."""
        return tuple(item for item in self.items if item.severity is not None)


def as_text(report: Report) -> str:
    """One line for each problem, as compilers print them, with what was read and the hint below."""
    lines = []
    for item in report.problems:
        line = f"{item.span}: {_level(item)}[{item.code}]: {_named(item)}"
        lines.append(line)
        lines += [f"  {name}: {said}" for name, said in _below(item) if said]
    lines = list(map(visible_in_line, lines))
    return "\n".join(lines) + "\n" if lines else ""


def _below(item: ReportItem) -> tuple[tuple[str, str], ...]:
    return ("read", " ".join(item.read.split())), ("hint", item.hint)


def as_json(report: Report) -> str:
    """All items with their details; the members are explained in docs/verify.md."""
    payload: dict[str, Json] = {
        "command": report.command,
        "version": report.version,
        "references": report.count,
        "items": [_item_to_json(item) for item in report.items],
    }
    return escaped_in_json(json.dumps(payload, ensure_ascii=False, indent=2)) + "\n"


def as_github(report: Report) -> str:
    """Workflow commands that GitHub shows beside the lines of a pull request."""
    names = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
    lines = []
    for item in report.problems:
        place = _github_place(item.span)
        title = _escaped(f"{report.command}: {item.code}", ",:")
        text = _escaped("\n".join(filter(None, (_named(item), item.hint))), "")
        name = names[item.severity or Severity.INFO]
        lines.append(f"::{name} {place},title={title}::{text}")
    return "\n".join(lines) + "\n" if lines else ""


def as_sarif(report: Report) -> str:
    """A SARIF 2.1.0 log for code scanning."""
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    used = dict.fromkeys(item.code for item in report.problems)
    rules: list[Json] = [
        {"id": code, "shortDescription": {"text": report.descriptions.get(code, code)}}
        for code in used
    ]
    places = {code: place for place, code in enumerate(used)}
    results: list[Json] = [
        {
            "ruleId": item.code,
            "ruleIndex": places[item.code],
            "level": levels[item.severity or Severity.INFO],
            "message": {"text": ". ".join(filter(None, (_named(item), item.hint)))},
            "locations": [{"physicalLocation": _sarif_place(item.span)}],
        }
        for item in report.problems
    ]
    driver: dict[str, Json] = {
        "name": f"mscref {report.command}",
        "version": report.version,
        "rules": rules,
    }
    log: dict[str, Json] = {
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return escaped_in_json(json.dumps(log, ensure_ascii=False, indent=2)) + "\n"


def as_junit(report: Report) -> str:
    """One test case for each item; warnings and errors fail, infos pass.

    What no source could settle is skipped: a test that passes would be an all-clear.
    """
    failed = [item for item in report.problems if item.severity is not Severity.INFO]
    skipped = [item for item in report.problems if item.code == UNSETTLED]
    counts = f'tests="{len(report.items)}" failures="{len(failed)}" skipped="{len(skipped)}"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<testsuites {counts}>",
        f"  <testsuite name={_quoted(f'mscref {report.command}')} {counts}>",
    ]
    for item in report.items:
        name = _quoted(f"{item.key}: {item.code}" if item.key else item.code)
        opening = f"    <testcase classname={_quoted(item.span.path)} name={name}"
        if item in skipped:
            lines += [f"{opening}>", f"      <skipped message={_quoted(item.message)}/>"]
            lines.append("    </testcase>")
            continue
        if item not in failed:
            lines.append(f"{opening}/>")
            continue
        said = [f"{item.span}: {item.message}", *([item.hint] if item.hint else [])]
        text = _xml("\n".join(map(visible_in_line, said)))
        lines += [
            f"{opening}>",
            f"      <failure type={_quoted(item.code)} message={_quoted(item.message)}>{text}"
            "</failure>",
            "    </testcase>",
        ]
    return "\n".join([*lines, "  </testsuite>", "</testsuites>", ""])


WRITERS: Mapping[str, Callable[[Report], str]] = MappingProxyType(
    {
        "text": as_text,
        "json": as_json,
        "github": as_github,
        "sarif": as_sarif,
        "junit": as_junit,
    }
)


def _level(item: ReportItem) -> str:
    return item.severity.value if item.severity else "ok"


def _named(item: ReportItem) -> str:
    """The message with the key of the reference, where the message does not name it."""
    if item.key and f"`{item.key}`" not in item.message:
        return f"`{item.key}`: {item.message}"
    return item.message


def _item_to_json(item: ReportItem) -> Json:
    span = item.span
    return {
        "key": item.key,
        "code": item.code,
        "severity": _level(item),
        "message": item.message,
        "hint": item.hint,
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end-line": span.end_line,
        "end-column": span.end_column,
        **item.details,
    }


def _github_place(span: Span) -> str:
    parts = [f"file={_escaped(span.path, ',:')}"]
    numbers = (("line", span.line), ("col", span.column), ("endLine", span.end_line))
    parts += [f"{name}={number}" for name, number in numbers if number]
    return ",".join(parts)


def _escaped(text: str, more: str) -> str:
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return visible(text)


def _sarif_place(span: Span) -> Json:
    from urllib.parse import quote

    place: dict[str, Json] = {"artifactLocation": {"uri": quote(span.path.replace("\\", "/"))}}
    numbers: Sequence[tuple[str, int]] = (
        ("startLine", span.line),
        ("startColumn", span.column),
        ("endLine", span.end_line),
        ("endColumn", span.end_column),
    )
    region: dict[str, Json] = {name: number for name, number in numbers if number}
    if region:
        place["region"] = region
    return place


def _xml(text: str) -> str:
    """Text that any XML reader takes: escaped, without what XML 1.0 forbids."""
    from xml.sax.saxutils import escape

    return escape("".join(one if one.isprintable() or one in "\n\t" else "\ufffd" for one in text))


def _quoted(text: str) -> str:
    from xml.sax.saxutils import quoteattr

    return quoteattr("".join(one if one.isprintable() else "\ufffd" for one in text))
