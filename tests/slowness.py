"""Which tests `make check` leaves out: those of `slow.txt`, the only place where that is said.

A line of the list is a folder or file of tests, which is then not even read, or a function in one,
`cli/test_plain.py::test_both_readings_are_one`; `*` stands for any folder. As a plugin this marks
them `slow`, and `-m "not slow"` leaves them out. With MSCREF_MEASURE=FILE it writes there how much
CPU each function took (its own and that of the programs it started), which does not depend on what
else the machine does.
"""

from __future__ import annotations

import os
import resource
from collections import defaultdict
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parent
SLOW = tuple(
    line.split()[0]
    for line in (TESTS / "slow.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
)
_WHOLE = tuple(one for one in SLOW if "::" not in one)
_FUNCTIONS = tuple(one for one in SLOW if "::" in one)
_OUTPUT = "mscref_measured"
_MEASURED: dict[str, float] = defaultdict(float)


def is_left_out(path: Path) -> bool:
    """True for a folder or file of which no test is quick."""
    if not path.is_relative_to(TESTS):
        return False
    place = path.relative_to(TESTS)
    return any(fnmatch(str(one), name) for one in (place, *place.parents) for name in _WHOLE)


@cache
def is_slow(function: str) -> bool:
    """True for a function of the list: `cli/test_plain.py::test_both_readings_are_one`."""
    return any(fnmatch(function, one) for one in _FUNCTIONS)


def function_of(item: pytest.Item) -> str:
    """The function of a test, as the list names it."""
    name = item.nodeid.partition("::")[2].partition("[")[0]
    return f"{item.path.relative_to(TESTS).as_posix()}::{name}"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    wanted = "not slow" in str(config.option.markexpr)
    return True if wanted and is_left_out(collection_path) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if is_slow(function_of(item)) or is_left_out(item.path):
            item.add_marker("slow")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    before = _cpu()
    result = yield
    _MEASURED[function_of(item)] += _cpu() - before
    return result


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker of xdist measured."""
    for name, seconds in getattr(node, "workeroutput", {}).get(_OUTPUT, {}).items():
        _MEASURED[name] += seconds


def pytest_sessionfinish(session: pytest.Session) -> None:
    output = getattr(session.config, "workeroutput", None)
    file = os.environ.get("MSCREF_MEASURE")
    if output is not None:
        output[_OUTPUT] = dict(_MEASURED)
    elif file:
        lines = [f"{seconds:8.2f} {name}\n" for name, seconds in _most_first()]
        Path(file).write_text("".join(lines), encoding="utf-8")


def _most_first() -> list[tuple[str, float]]:
    return sorted(_MEASURED.items(), key=lambda row: -row[1])


def _cpu() -> float:
    spent = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in spent)
