"""The list of slow tests names what is there, and leaves some of every room to `make check`."""

from pathlib import Path

import pytest
from tests.slowness import SLOW, TESTS, is_left_out, is_slow

import mscref

ROOMS = sorted(
    one.name
    for one in Path(mscref.__file__).parent.iterdir()
    if one.is_dir() and (TESTS / one.name).is_dir()
)


@pytest.mark.parametrize("entry", SLOW)
def test_an_entry_is_there(entry: str):
    file, _, function = entry.partition("::")
    files = list(TESTS.glob(file))
    assert files
    texts = [one.read_text(encoding="utf-8") for one in files if function]
    assert not function or any(f"def {function}(" in text for text in texts)


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_is_covered_by_the_quick_tests(room: str):
    files = [one for one in (TESTS / room).rglob("test_*.py") if not is_left_out(one)]
    functions = [
        f"{one.relative_to(TESTS).as_posix()}::{line.removeprefix('def ').partition('(')[0]}"
        for one in files
        for line in one.read_text(encoding="utf-8").splitlines()
        if line.startswith("def test_")
    ]
    assert not all(map(is_slow, functions))
