"""Patterns that Python 3.11.0 to 3.11.4 match wrongly are not used (CPython issue 106052)."""

import re
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src"
# The end of a group that is repeated possessively.
POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)[*+?]\+")


def test_no_group_is_repeated_possessively():
    found = [
        f"{path.relative_to(SOURCE)}:{number}: {line.strip()}"
        for path in SOURCE.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if POSSESSIVE_GROUP.search(line) and not line.lstrip().startswith("#")
    ]
    assert not found
