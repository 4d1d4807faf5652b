"""What three pages promise, sentence by sentence: each has a line with tests in `promises.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLE: dict[str, dict[str, list[str] | str]] = tomllib.loads(
    Path(__file__).with_name("promises.toml").read_text(encoding="utf-8")
)
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#.*$", re.MULTILINE)
ITEM = re.compile(r"(?:[-*]|\d+\.) ")
# A bold word that heads a paragraph, not a sentence of its own.
HEAD = re.compile(r"\A\*\*[A-Z][a-z]+\.\*\* ")
BETWEEN = re.compile(r"(?<=[.?!:])\s+(?=[A-Z`\u201c(])")


def paragraphs(text: str) -> Iterator[str]:
    """The running text of a page: no code, heading or table; each item of a list by itself."""
    for block in re.split(r"\n\s*\n", HEADING.sub("", FENCE.sub("", text))):
        lines: list[str] = []
        for line in block.strip().splitlines():
            if line.startswith("|"):
                continue
            if ITEM.match(line) and lines:
                yield " ".join(lines)
                lines = []
            lines.append(ITEM.sub("", line.strip(), count=1) if ITEM.match(line) else line.strip())
        if lines:
            yield " ".join(lines)


def sentences(page: str) -> list[str]:
    """The sentences of a page, without the marks of bold text."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return [
        one
        for paragraph in paragraphs(text)
        for one in BETWEEN.split(HEAD.sub("", paragraph).replace("**", ""))
        if one
    ]


def is_there(test: str) -> bool:
    """Whether a command of the Makefile, a page of sessions or a test function exists."""
    if test.startswith("make "):
        target = test.removeprefix("make ")
        return f"\n{target}:" in (ROOT / "Makefile").read_text(encoding="utf-8")
    name, _, function = test.partition("::")
    path = ROOT / "tests" / name
    if not path.is_file():
        return False
    return not function or f"def {function}(" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", TABLE)
def test_every_sentence_has_its_tests(page: str):
    lines = TABLE[page]
    found = {one: [line for line in lines if one.startswith(line)] for one in sentences(page)}
    assert [one for one, named in found.items() if len(named) != 1] == []
    said = {line for named in found.values() for line in named}
    assert sorted(set(lines) - said) == [], "lines whose sentence is gone"


TESTS = sorted(
    {test for lines in TABLE.values() for said in lines.values() if isinstance(said, list)
     for test in said}
)  # fmt: skip


@pytest.mark.parametrize("test", TESTS)
def test_every_test_that_is_named_is_there(test: str):
    assert is_there(test)


def test_no_line_is_empty():
    assert not [line for lines in TABLE.values() for line, said in lines.items() if not said]


def test_what_is_not_there_is_seen():
    assert not is_there("library/test_files.py::test_nothing_of_the_kind")
    assert not is_there("library/test_none.py")
    assert not is_there("make nothing")
    assert sentences("SECURITY.md")[0].startswith("mscref reads")
