"""data/references.bib through the command line, against what the reference processor prints."""

import io
import json
import sys
from pathlib import Path

import pytest

from mscref.cli.main import run

LIBRARY = Path(__file__).parents[2] / "data" / "references.bib"
STYLES = """
    aging-and-disease american-medical-association apa apa.de-DE chicago-author-date
    chicago-author-date.fr-FR chicago-notes-bibliography elsevier-harvard harvard-cite-them-right
    ieee modern-language-association nature nlm-citation-sequence
""".split()


def output_of(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    """The stdout of a command that must succeed."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    assert run([*arguments, "--library", str(LIBRARY)]) == 0
    return stream.getvalue()


@pytest.mark.parametrize("name", STYLES)
def test_text_and_html(shared: Path, monkeypatch: pytest.MonkeyPatch, name: str):
    style, _, locale = name.partition(".")
    # The reference processor has no list of journals.
    arguments = ["format", "-s", style, "--journals", "as-is"]
    arguments += ["--locale", locale] if locale else []
    expected = shared / "data" / "seed" / "expected"
    text = output_of(monkeypatch, *arguments, "-t", "text")
    assert text == (expected / f"{name}.txt").read_text(encoding="utf-8")
    html = output_of(monkeypatch, *arguments, "-t", "html", "--no-links").splitlines()
    assert html[0] == '<div class="csl-bib-body">' and html[-1] == "</div>"
    assert html[1:-1] == (expected / f"{name}.html").read_text(encoding="utf-8").splitlines()


def test_the_file_converts_to_what_the_page_means(shared: Path, monkeypatch: pytest.MonkeyPatch):
    expected = json.loads((shared / "data/seed/references.csl.json").read_text(encoding="utf-8"))
    assert json.loads(output_of(monkeypatch, "export", "-t", "csljson")) == expected


def test_the_line_that_started_it(monkeypatch: pytest.MonkeyPatch):
    line = "Leng et al. 2020, Aging and Disease\n"
    assert output_of(monkeypatch, "format", "leng2020") == line


@pytest.mark.parametrize(
    ("style", "titles"),
    [
        ("vancouver", ("Stem Cells Int.", "Lancet Respir Med.", "Crit Care Med.", "Aging Dis.")),
        ("nature", ("Stem Cells Int.", "Lancet Respir. Med.", "Crit. Care Med.", "Aging Dis.")),
        ("apa", ("Stem Cells International", "Critical Care Medicine", "Aging and Disease")),
    ],
)
def test_titles_of_journals_are_as_the_style_wants_them(
    monkeypatch: pytest.MonkeyPatch, style: str, titles: tuple[str, ...]
):
    text = output_of(monkeypatch, "format", "-s", style, "-t", "text")
    assert [title for title in titles if title not in text] == []
