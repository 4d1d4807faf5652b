"""The words that differ are marked by signs, in the form of `git diff --word-diff`."""

import pytest

from mscref.cli.markeddiff import marked


@pytest.mark.parametrize(
    ("cited", "recorded", "expected"),
    [
        ("The cat sat", "The dog sat", "The [-cat-]{+dog+} sat"),
        ("The old cat sat", "The new dog sat", "The [-old cat-]{+new dog+} sat"),
        ("A cat sat", "A cat sat down", "A cat sat {+down+}"),
        ("A very good cat", "A cat", "A [-very good-] cat"),
        ("Cells: a review", "Cells", "Cells[-: a review-]"),
        ("Léng et al", "leng and others", "Léng [-et al-]{+and others+}"),
        ("2019", "2020", ""),
        ("", "A title", ""),
        ("all of it", "another thing", ""),
        ("10-20", "10-30", "10-[-20-]{+30+}"),
        ("the same", "The  Same", ""),
    ],
)
def test_marks(cited: str, recorded: str, expected: str):
    assert marked(cited, recorded) == expected
