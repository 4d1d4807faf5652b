"""The official CSL test suite: `make suite SUITE=DIR`.

Every .txt file below DIR is one case. Prints a table by category with the change against the last
run, the unexpected failures, and as the last line `passed N of M`. Failures that we expect stand
with their reasons in tests/csl/suite/expected_failures.toml; a case that stands there and passes
is as wrong as one that fails and does not.
"""

from __future__ import annotations

import argparse
import difflib
import json
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

from csl_cases import Case, read_case, run_case

ROOT = Path(__file__).parents[1]
EXPECTED_FAILURES = ROOT / "tests/csl/suite/expected_failures.toml"
LAST_RUN = ROOT / ".bench/suite.json"


def main() -> int:
    """Run the cases and print the table; 1 where a result is not the expected one."""
    options = _options()
    paths = [
        path
        for path in sorted(options.folder.rglob("*.txt"))
        if not options.only or any(part in path.stem for part in options.only)
    ]
    results: dict[str, str] = {}
    for number, path in enumerate(paths, 1):
        if sys.stderr.isatty():
            print(f"\r{number}/{len(paths)}", end="", file=sys.stderr)
        results[path.stem] = _result(path, show=bool(options.only))
    reasons = tomllib.loads(EXPECTED_FAILURES.read_text()) if EXPECTED_FAILURES.exists() else {}
    last = json.loads(LAST_RUN.read_text()) if LAST_RUN.exists() else {}
    _print_table(results, last)
    unexpected = _print_unexpected(results, reasons)
    if not options.only:
        LAST_RUN.parent.mkdir(exist_ok=True)
        LAST_RUN.write_text(json.dumps(results, indent=1))
    passed = sum(not fault for fault in results.values())
    print(f"passed {passed} of {len(results)}")
    return 1 if unexpected else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("only", nargs="*", help="parts of names; shows the differences")
    return parser.parse_args()


def _result(path: Path, *, show: bool) -> str:
    """Run one case: "" where it passes, else what is wrong with it."""
    try:
        case = read_case(path)
        got = run_case(case)
    except Exception as error:  # a crash is a result, and the run goes on
        if show:
            raise
        return f"{type(error).__name__}: {error}"
    if got == case.expected:
        return ""
    if show:
        _print_difference(case, got)
    return "differs"


def _print_difference(case: Case, got: str) -> None:
    print(f"--- {case.name}")
    lines = difflib.ndiff(case.expected.splitlines(), got.splitlines())
    print("\n".join(line for line in lines if not line.startswith("?")))


def _print_table(results: dict[str, str], last: dict[str, str]) -> None:
    by_category: dict[str, list[str]] = defaultdict(list)
    for name in results:
        by_category[name.partition("_")[0]].append(name)
    print(f"{'category':16} {'passed':>6} {'of':>4} {'change':>6}")
    for category, names in sorted(by_category.items()):
        passed = sum(not results[name] for name in names)
        compared = [name for name in names if name in last]
        change = sum(not results[name] for name in compared) - sum(not last[n] for n in compared)
        shown = f"{change:+}" if change else ""
        print(f"{category:16} {passed:6} {len(names):4} {shown:>6}")
    for name in sorted(name for name in results if name in last):
        if bool(results[name]) != bool(last[name]):
            print(f"{'now fails' if results[name] else 'now passes'}: {name}")


def _print_unexpected(results: dict[str, str], reasons: dict[str, str]) -> int:
    failures = sorted(name for name, fault in results.items() if fault and name not in reasons)
    passes = sorted(name for name in reasons if name in results and not results[name])
    for name in failures:
        print(f"fails: {name} ({results[name][:120]})")
    for name in passes:
        print(f"passes, but is expected to fail ({reasons[name]}): {name}")
    expected = [name for name in reasons if results.get(name)]
    print(f"{len(failures)} unexpected failures, {len(passes)} unexpected passes, ", end="")
    print(f"{len(expected)} expected failures")
    return len(failures) + len(passes)


if __name__ == "__main__":
    sys.exit(main())
