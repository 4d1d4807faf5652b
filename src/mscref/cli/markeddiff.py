"""The words in which a reference as cited differs from its record, for a terminal.

    title: Transplantation of [-cats-]{+cells+} in 2020

The marks are those of `git diff --word-diff`: signs, because colour alone tells not everybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from mscref.pages.differing import comparable, pieces_of, shortened
from mscref.report import ReportItem

MARKS = "[-as cited-] {+as recorded+}"


def marked_differences(item: ReportItem) -> list[str]:
    """A line for each field whose difference counts; none where no word is in both."""
    found = item.details.get("differences")
    lines = []
    for one in found if isinstance(found, list) else ():
        if isinstance(one, dict):
            said = marked(str(one.get("claimed") or ""), str(one.get("found") or ""))
            if said:
                lines.append(f"{one.get('field')}: {said}")
    return lines


def marked(cited: str, recorded: str) -> str:
    """Both texts in one, what only one of them has in marks.

    "" where no word is in both, or where no word differs.
    """
    old, new = pieces_of(shortened(cited)), pieces_of(shortened(recorded))
    parts: list[tuple[str, str, str]] = []  # what both have, or "" and what each has alone
    has_common = False
    for is_same, gone, come in _runs(old, new):
        if is_same and (gone.strip() or not parts):
            has_common = has_common or any(sign.isalnum() for sign in gone)
            parts.append((gone, "", ""))
        elif not is_same and parts and not parts[-1][0]:
            _, before, after = parts.pop()
            parts.append(("", before + gone, after + come))
        elif is_same:  # spaces between two changes belong to both
            _, before, after = parts.pop()
            parts.append(("", before + gone, after + gone))
        else:
            parts.append(("", gone, come))
    is_changed = any(not both for both, _, _ in parts)
    return "".join(_shown(*part) for part in parts).strip() if has_common and is_changed else ""


def _runs(old: list[str], new: list[str]) -> Iterator[tuple[bool, str, str]]:
    """Pieces that both have, as cited, and pieces that one of them has."""
    keys = [comparable(piece) for piece in old], [comparable(piece) for piece in new]
    for tag, start, end, first, last in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        yield tag == "equal", "".join(old[start:end]), "".join(new[first:last])


def _shown(both: str, gone: str, come: str) -> str:
    if both:
        return both
    old, new = gone.strip(), come.strip()
    # Spaces around what is marked stay around it.
    before = " " if gone[:1].isspace() or come[:1].isspace() else ""
    behind = " " if gone[-1:].isspace() or come[-1:].isspace() else ""
    return f"{before}{f'[-{old}-]' if old else ''}{f'{{+{new}+}}' if new else ''}{behind}"
