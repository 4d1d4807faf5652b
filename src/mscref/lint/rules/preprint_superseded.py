"""A preprint is cited although its published version is known.

The published version stands in the same file, or the record itself names it. Cite the version
that was reviewed, or both on purpose. `mscref update` can replace it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintedLibrary, LintEntry, LintRule, RuleHit
from mscref.lint.words import family, folded, split_names

_PREPRINT_DOI = re.compile(
    r"(?i)10\.(?:48550/arxiv|1101/|64898/|26434/|31234/|31219/|2139/ssrn|21203/rs)"
)
_SERVER = re.compile(
    r"(?i)\b(?:arxiv|corr|biorxiv|medrxiv|chemrxiv|ssrn|preprints?|research square)\b"
)
_PUBLISHED = re.compile(r"(?i)\b(?:published (?:in|as|version)|now published|appeared in)\b")


def _check(library: LintedLibrary) -> Iterator[RuleHit]:
    published: dict[tuple[str, str], LintEntry] = {}
    for entry in library.entries:
        if not _is_preprint(entry) and entry.get("journal", "journaltitle", "booktitle"):
            published.setdefault(_work(entry), entry)
    for entry in library.entries:
        if not _is_preprint(entry):
            continue
        other = published.get(_work(entry))
        note = entry.get("note", "addendum")
        if other and len(_work(entry)[0]) > 20:
            yield entry.hit(f"the published version of this preprint is `{other.key}`")
        elif note and _PUBLISHED.search(note.text):
            yield entry.hit("this preprint says that it was published", note)


def _is_preprint(entry: LintEntry) -> bool:
    container = entry.value("journaltitle", "journal", "booktitle")
    if container:
        return bool(_SERVER.search(container))
    return bool(_PREPRINT_DOI.match(entry.value("doi")) or entry.value("eprint"))


def _work(entry: LintEntry) -> tuple[str, str]:
    return folded(entry.value("title")), family(split_names(entry.value("author"))[0])


RULE = LintRule("preprint-superseded", Severity.WARNING, _check)
