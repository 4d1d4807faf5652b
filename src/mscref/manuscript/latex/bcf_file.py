"""Biblatex's control file `.bcf`: the keys of its sections and the files they are in.

    <bcf:bibdata section="0"><bcf:datasource …>refs.bib</bcf:datasource></bcf:bibdata>
    <bcf:section number="0"><bcf:citekey order="1">key</bcf:citekey></bcf:section>

Every section counts, in order; `*` is `\\nocite{*}`.
"""

from __future__ import annotations

from mscref.diagnostics import Diagnostic
from mscref.errors import FormatError
from mscref.manuscript.latex.job import Job
from mscref.xmltree import feed


class _Collector:
    """Takes the text of the elements that matter."""

    def __init__(self, job: Job) -> None:
        self._text = ""
        self.has_control = False
        self._job = job

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.has_control |= name.rpartition(":")[2] == "controlfile"
        self._text = ""

    def characters(self, data: str) -> None:
        self._text += data

    def end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag == "citekey":
            self._job.add_keys(self._text)
        elif tag == "datasource":
            self._job.add_data(self._text)
        self._text = ""


def read_bcf(text: str, *, path: str) -> tuple[Job, list[Diagnostic]]:
    """What a control file asks for; raises FormatError where it is none."""
    job = Job(is_biblatex=True)
    collector = _Collector(job)
    diagnostics, was_read = feed(collector, text, path=path, code="bcf", program="biblatex")
    if not was_read or not collector.has_control:
        raise FormatError(
            f"{path}: is no control file of biblatex",
            hint="run LaTeX once more, and then this",
            diagnostics=tuple(diagnostics),
        )
    return job, diagnostics
