import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mscref.library.delta import TextSplice, apply_splices
from mscref.library.diff import unified_diff


def patch_makes(folder: Path, text: str, splices: list[TextSplice]) -> None:
    """Assert that the program `patch` makes the new text of the old one and the diff."""
    if shutil.which("patch") is None:
        pytest.skip("needs the program `patch`")
    after = apply_splices(text, splices)
    diff = unified_diff(text, splices, name="f")
    if after == text:
        return
    path = folder / "f"
    path.write_text(text)
    subprocess.run(["patch", "-s", "-p1", "-E"], cwd=folder, input=diff, text=True, check=True)
    assert (path.read_text() if path.exists() else "") == after


def test_one_line_changed_with_its_context():
    text = "".join(f"line {number}\n" for number in range(1, 10))
    place = text.index("line 5")
    assert unified_diff(text, [TextSplice(place, place + 6, "LINE 5")], name="a.bib") == (
        "--- a/a.bib\n+++ b/a.bib\n@@ -2,7 +2,7 @@\n"
        " line 2\n line 3\n line 4\n-line 5\n+LINE 5\n line 6\n line 7\n line 8\n"
    )


def test_no_change_is_no_diff():
    assert unified_diff("a\n", [TextSplice(0, 1, "a")], name="a.bib") == ""


def test_a_new_file():
    assert (
        unified_diff("", [TextSplice(0, 0, "a\n")], name="x")
        == "--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+a\n"
    )


@pytest.mark.parametrize(
    ("text", "splice"),
    [
        # Among equal lines the change may be found further down; its context stays.
        ("aa\n\n\n\na", TextSplice(2, 2, "\n")),
        ("\n" * 12, TextSplice(1, 2, "")),
        ("a\n" * 9 + "a", TextSplice(0, 0, "a\n")),
        ("a\n" * 9, TextSplice(18, 18, "a")),
    ],
)
def test_a_change_among_equal_lines_keeps_its_context(tmp_path: Path, text, splice):
    patch_makes(tmp_path, text, [splice])


@st.composite
def changes(draw):
    text = draw(st.text("ab\n", max_size=60))
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    pairs = zip(places[::2], places[1::2], strict=False)
    return text, [TextSplice(a, b, draw(st.text("xy\n", max_size=5))) for a, b in pairs]


@given(changes())
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_patch_applies_the_diff(tmp_path: Path, example):
    patch_makes(tmp_path, *example)
