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
_OK = "ok"
_OF_AN_ITEM = frozenset(
    "key code severity message hint path line column end-line end-column".split()
)
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True, slots=True)
class ReportItem:
    """One line of a report; `severity` is None where nothing is the matter.

    `read` is the string of a reference list that it is about, `source_line` the line of the file
    at `span` where somebody is to see it.
    """

    severity: Severity | None
    code: str
    key: str
    message: str
    span: Span
    hint: str = ""
    details: Mapping[str, Json] = field(default_factory=dict)
    read: str = ""
    source_line: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What a command found: `descriptions` explains each code, `count` references were read.

    `when` is the time of the run in words, "" where it does not matter.
    """

    command: str
    version: str
    items: tuple[ReportItem, ...]
    descriptions: Mapping[str, str]
    count: int
    when: str = ""

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
    payload = _payload(report)
    return escaped_in_json(json.dumps(payload, ensure_ascii=False, indent=2)) + "\n"


def as_data(report: Report) -> dict[str, Json]:
    """What `as_json` says with all that `read_data` needs to make the report of it again."""
    return {
        **_payload(report),
        "descriptions": dict(report.descriptions),
        "when": report.when,
    }


def read_data(data: Json) -> Report:
    """The report that `as_data` or `as_json` told of; raises ValueError for anything else."""
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        raise ValueError("no report")  # noqa: TRY004 - one kind of error for a file that is wrong
    items, known = data["items"], data.get("descriptions")
    descriptions = known if isinstance(known, dict) else {}
    return Report(
        command=_text_in(data, "command"),
        version=_text_in(data, "version"),
        items=tuple(map(_item_from_json, items)) if isinstance(items, list) else (),
        descriptions={code: str(meaning) for code, meaning in descriptions.items()},
        count=_number_in(data, "references"),
        when=_text_in(data, "when"),
    )


def _item_from_json(data: Json) -> ReportItem:
    if not isinstance(data, dict):
        raise ValueError("no item")  # noqa: TRY004
    level = _text_in(data, "severity")
    places = ("line", "column", "end-line", "end-column")
    return ReportItem(
        severity=None if level == _OK else Severity(level),
        code=_text_in(data, "code"),
        key=_text_in(data, "key"),
        message=_text_in(data, "message"),
        span=Span(_text_in(data, "path"), *(_number_in(data, place) for place in places)),
        hint=_text_in(data, "hint"),
        details={name: value for name, value in data.items() if name not in _OF_AN_ITEM},
        read=_text_in(data, "text"),
    )


def _text_in(data: Mapping[str, Json], name: str) -> str:
    found = data.get(name, "")
    if not isinstance(found, str):
        raise ValueError(f"{name} is no text")  # noqa: TRY004
    return found


def _number_in(data: Mapping[str, Json], name: str) -> int:
    found = data.get(name, 0)
    if not isinstance(found, int):
        raise ValueError(f"{name} is no number")  # noqa: TRY004
    return found


def _payload(report: Report) -> dict[str, Json]:
    return {
        "command": report.command,
        "version": report.version,
        "references": report.count,
        "items": [_item_to_json(item) for item in report.items],
    }


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
    return item.severity.value if item.severity else _OK


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
