"""What publishers' XML asks about a work: is it a part of something that has a title of its own?"""

from __future__ import annotations

from mscref.model.reference import Reference

PARTS = frozenset(
    """
    article article-journal article-magazine article-newspaper chapter entry entry-dictionary
    entry-encyclopedia paper-conference post post-weblog review review-book
    """.split()
)


def is_part(reference: Reference) -> bool:
    """Whether its title is that of a part: by its type, or because it stands in something."""
    has_both = bool(reference.text("title") and reference.text("container-title"))
    return reference.type in PARTS or has_both
