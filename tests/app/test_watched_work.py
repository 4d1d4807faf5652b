"""`render --watch`: what a save did not change is not made again. Counted in work, not in time."""

from collections import Counter
from pathlib import Path

import pytest

from mscref.app import document_works, render
from mscref.app import library as library_room
from mscref.app.citing import Citer
from mscref.app.document import make_document
from mscref.app.render import RenderChoice, Renderer, render_document
from mscref.config import load_config
from mscref.csl.passes import disambiguate, entries
from mscref.formats.bibtex.convert import Converter

WORKS = 40
CONFIG = load_config(Path("/nonexistent"), {})


def entry(number: int, *, title: str = "") -> str:
    return (
        f"@book{{k{number},\n  author = {{Roe{number}, Ann}},\n"
        f"  title = {{{title or f'Tides {number}'}}},\n  year = {2000 + number % 20}\n}}\n"
    )


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "refs.bib"
    path.write_text("".join([entry(number) for number in range(WORKS)]))
    return path


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each kind of work was done."""
    counted: Counter[str] = Counter()

    def count(owner: object, name: str, kind: str) -> None:
        original = getattr(owner, name)

        def counting(*arguments, **named):
            counted[kind] += 1
            return original(*arguments, **named)

        monkeypatch.setattr(owner, name, counting)

    count(document_works, "load_library", "libraries read")
    count(Converter, "convert", "works read")
    count(render, "load_style", "styles read")
    count(Citer, "_shown", "citations made")
    count(entries, "finish", "entries made")
    count(library_room, "read_text", "files read")
    count(disambiguate._Work, "_render", "cites compared")
    return counted


def text_of(cited: list[int], *, word: str = "so") -> str:
    return "".join([f"It is {word} [@k{number}].\n\n" for number in cited])


def renderer_for(library: Path, style: str) -> Renderer:
    return Renderer(RenderChoice(style=style, library=(str(library),)), CONFIG)


def rendered(renderer: Renderer, text: str) -> str:
    document = make_document(text.encode(), path="a.md")
    return renderer.render(document).text


def first(text: str, library: Path, style: str) -> str:
    document = make_document(text.encode(), path="a.md")
    return render_document(
        document, RenderChoice(style=style, library=(str(library),)), config=CONFIG
    ).text


# Styles of authors, of notes with a dash for repeated authors, and of numbers by appearance.
STYLES = ("apa", "chicago-notes-bibliography", "ieee")


@pytest.mark.parametrize("style", STYLES)
def test_other_words_read_and_cite_nothing_again(library: Path, work: Counter[str], style: str):
    renderer = renderer_for(library, style)
    rendered(renderer, text_of([*range(30)]))
    work.clear()
    now = rendered(renderer, text_of([*range(30)], word="otherwise"))
    assert not work
    assert now == first(text_of([*range(30)], word="otherwise"), library, style)


@pytest.mark.parametrize("style", STYLES)
def test_another_work_is_read_alone(library: Path, work: Counter[str], style: str):
    renderer = renderer_for(library, style)
    rendered(renderer, text_of([*range(30)]))
    work.clear()
    now = rendered(renderer, text_of([*range(30), 35]))
    assert work["works read"] == work["citations made"] == work["entries made"] == 1
    assert not work["styles read"] + work["files read"]
    assert work["cites compared"] <= 1
    assert now == first(text_of([*range(30), 35]), library, style)


@pytest.mark.parametrize("style", ["apa", "chicago-notes-bibliography"])
def test_a_citation_before_others_leaves_them_alone(library: Path, work: Counter[str], style: str):
    renderer = renderer_for(library, style)
    rendered(renderer, text_of([*range(30)]))
    work.clear()
    now = rendered(renderer, text_of([33, *range(30)]))
    assert work["citations made"] == work["entries made"] == 1
    assert now == first(text_of([33, *range(30)]), library, style)


@pytest.mark.parametrize("style", STYLES)
def test_a_citation_that_goes_reads_nothing(library: Path, work: Counter[str], style: str):
    renderer = renderer_for(library, style)
    rendered(renderer, text_of([*range(30)]))
    work.clear()
    now = rendered(renderer, text_of([*range(29)]))
    assert not work["files read"] + work["citations made"] + work["entries made"]
    assert now == first(text_of([*range(29)]), library, style)


def test_an_unknown_key_reads_the_library_once(library: Path, work: Counter[str]):
    """While a key is typed it is unknown again and again."""
    renderer = renderer_for(library, "apa")
    rendered(renderer, text_of([1, 2]))
    work.clear()
    for typed in ("[@x]", "[@xy]", "[@xyz]", "[@k3]"):
        rendered(renderer, f"{text_of([1, 2])}{typed}\n")
    assert work["libraries read"] == 1


@pytest.mark.parametrize("style", STYLES)
def test_works_that_must_be_told_apart_are_when_one_comes_and_goes(tmp_path: Path, style: str):
    """A kept cite is one to which nothing is added: letters and given names come and go."""
    people = ("Roe, Ann", "Roe, Ann", "Roe, Bob", "Roe, Ann and Lee, May", "Roe, Ann and Moe, Al")
    library = tmp_path / "alike.bib"
    library.write_text(
        "".join(
            [
                entry(number).replace(f"Roe{number}, Ann", who).replace("200", "199")
                for number, who in enumerate(people)
            ]
        )
    )
    renderer = renderer_for(library, style)
    for cited in ([0], [0, 1], [1, 0, 2], [2, 0], [3, 4], [0, 3, 4, 1], [1], [4, 3, 2, 1, 0]):
        assert rendered(renderer, text_of(cited)) == first(text_of(cited), library, style)


def test_a_library_that_changes_while_works_come_is_read_anew(library: Path):
    renderer = renderer_for(library, "apa")
    rendered(renderer, text_of([1, 2]))
    rendered(renderer, text_of([1, 2, 3]))
    library.write_text(library.read_text().replace(entry(5), entry(5, title="Another one")))
    now = rendered(renderer, text_of([1, 2, 3, 5]))
    assert now == first(text_of([1, 2, 3, 5]), library, "apa")
    assert "Another one" in now


def test_a_saved_library_makes_what_it_changed_again(library: Path, work: Counter[str]):
    renderer = renderer_for(library, "apa")
    rendered(renderer, text_of([*range(30)]))
    work.clear()
    text = library.read_text().replace(entry(7), entry(7, title="Another one"))
    library.write_text(text)
    now = rendered(renderer, text_of([*range(30)]))
    assert "Another one" in now
    assert work["libraries read"] == work["citations made"] == work["entries made"] == 1
    assert now == first(text_of([*range(30)]), library, "apa")
