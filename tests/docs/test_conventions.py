"""docs/conventions.md: every convention that is called kept names tests that exist."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "conventions.md"
STATES = ("kept", "partly", "broken")


def rows() -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    cut = [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines if re.match(r"\| \d", line)]
    return [[cell.strip() for cell in row] for row in cut]


def test_there_are_thirty_and_each_has_a_state():
    assert [int(row[0]) for row in rows()] == list(range(1, 31))
    assert {row[2] for row in rows()} <= set(STATES)


def test_what_is_kept_is_held_by_tests_that_exist():
    for number, _, state, _, held in rows():
        named = re.findall(r"`([^`]+)`", held)
        assert named or state != "kept", number
        missing = [one for one in named if not (ROOT / one).is_file()]
        assert not missing, (number, missing)


def test_the_sum_is_said():
    counts = Counter(row[2] for row in rows())
    said = ", ".join(f"{counts[state]} {state}" for state in STATES)
    assert said in PAGE.read_text(encoding="utf-8")
