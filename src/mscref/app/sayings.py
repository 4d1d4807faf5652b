"""What `check` and `verify` say of the references of libraries, for `finding:` and `verdict:`.

Findings are those of all rules at the level info, whatever the settings leave out. Verdicts are
those that were kept (browsing/marks.py) and hold for the reference as it is now; where none was
ever kept that is an error, since silence would be taken for an all-clear.

What crosses the border: paths, a cache folder and what is asked in; keys out. A key that stands
twice means each of its references.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from mscref.errors import NotFoundError, UsageError
from mscref.library.search import FINDING, Keyed, Said
from mscref.report import UNSETTLED


class LibrarySayings:
    """Answers what is said of the references of some libraries; each question is worked out once.

    Raises UsageError for what is no rule or verdict, NotFoundError where nothing was verified.
    """

    def __init__(self, paths: Sequence[str], *, cache_folder: Path) -> None:
        self._paths = paths
        self._cache_folder = cache_folder
        self._known: dict[Said, Keyed] = {}

    def __call__(self, asked: Said) -> Keyed:
        """The keys of the references of which that is said."""
        if asked not in self._known:
            keys = self._found(asked.word) if asked.saying == FINDING else self._judged(asked.word)
            self._known[asked] = Keyed(frozenset(keys))
        return self._known[asked]

    def _found(self, word: str) -> Iterator[str]:
        from mscref.app.lint import Choice, check_files

        choice = Choice([word] if word else [], level="info")
        try:
            choice.rules()
        except NotFoundError as error:
            raise UsageError(error.message, hint=error.hint) from None
        return (one.key for one in check_files(self._paths, choice).problems if one.key)

    def _judged(self, word: str) -> Iterator[str]:
        from mscref.app.browsing.marks import Marks
        from mscref.app.search import stream_references

        _require_verdict(word)
        folder = self._cache_folder
        files = [path for path in self._paths if Path(path).is_file()]
        marked = [(path, Marks(Path(path), cache_folder=folder)) for path in files]
        if not any(marks.has_any for _, marks in marked):
            raise NotFoundError(
                f"no verdicts are kept of {', '.join(self._paths)}",
                hint="`mscref verify` asks the sources, and keeps what they say",
            )
        for path, marks in marked:
            for one in stream_references(path, cache_folder=folder):
                mark = marks.of(one)
                if mark and word in ("", mark.item.code):
                    yield one.id


def _require_verdict(word: str) -> None:
    from mscref.verifying.verdicts import Verdict

    known = [one.value for one in Verdict if one.value != UNSETTLED]
    if word == UNSETTLED:
        raise UsageError(
            f"`verdict:{word}` cannot be asked: what no source could settle is not kept",
            hint="`missing:verdict` is all of which no verdict is kept",
        )
    if word and word not in known:
        near = get_close_matches(word, known, n=3)
        hint = f"did you mean {', '.join(near)}?" if near else f"known: {', '.join(known)}"
        raise UsageError(f"unknown verdict `{word}`", hint=hint)
