"""`mscref filter` with pandoc itself: real documents in, what pandoc makes of the result out."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mscref.app.pandoc_filter import FilterChoice, filter_document
from mscref.config import load_config
from mscref.errors import FormatError

pypandoc = pytest.importorskip("pypandoc", reason="pypandoc_binary brings pandoc")

REFERENCES = """references:
- id: kerr
  type: article-journal
  title: "Tides of *Mars* and $x^2$"
  author:
  - {family: Kerr, given: Ana}
  - {family: Finch, given: Bo}
  container-title: Planetary Letters
  issued: 2011
  volume: 4
  page: 3-9
  DOI: 10.1000/kerr
- id: finch
  type: book
  title: Moons
  author: [{family: Finch, given: Bo}]
  issued: 2015
  publisher: Orbit
- id: noname
  type: webpage
  title: Nobody wrote this
  URL: https://example.org/nobody
"""


def convert(body: str, *, to: str, meta: str = "", arguments: tuple[str, ...] = ()) -> str:
    """What pandoc makes of a Markdown document with our filter."""
    tree = json.loads(pandoc(f"---\n{REFERENCES}{meta}\n...\n\n{body}\n", "-t", "json"))
    folder = Path("/nonexistent")
    choice = FilterChoice(target=to.partition("-")[0])
    filtered = filter_document(tree, choice, config=load_config(folder, {}), folder=folder)
    return pandoc(json.dumps(filtered.document), "-f", "json", "-t", to, "--wrap=none", *arguments)


def pandoc(text: str, *arguments: str) -> str:
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), *arguments],
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[@kerr]", "(Kerr and Finch 2011)"),
        ("@kerr says", "Kerr and Finch (2011) says"),
        ("@kerr [p. 4] says", "Kerr and Finch (2011, 4) says"),
        ("Kerr [-@kerr] says", "Kerr (2011) says"),
        ("[see @kerr, pp. 4-5; @finch]", "(see Kerr and Finch 2011, 4–5; Finch 2015)"),
        ("[@finch, and *so on*]", "(Finch 2015, and so on)"),
        ("@finch [-@kerr]", "Finch (2015; 2011)"),
        ("@finch [among others]", "Finch (2015, among others)"),
        ("[@nobody; @finch]", "(nobody?; Finch 2015)"),
        ("[-@kerr; @finch]", "(2011; Finch 2015)"),
    ],
)
def test_citations_in_the_text(source: str, expected: str) -> None:
    assert convert(source, to="plain", meta="suppress-bibliography: true").strip() == expected


def test_notes_of_a_note_style_and_their_punctuation() -> None:
    text = convert(
        'A "claim" [@kerr, p. 4]. @finch says.^[Of that [@kerr] more.] ^[[@finch].]',
        to="markdown-citations",
        meta="csl: chicago-notes-bibliography\nsuppress-bibliography: true",
    )
    body, *notes = [line for line in text.splitlines() if line]
    assert body == 'A "claim."[^1] Bo Finch[^2] says.[^3] [^4]'
    assert notes[0] == (
        '[^1]: Ana Kerr and Bo Finch, "Tides of *Mars* and $x^2$," *Planetary Letters* 4 (2011): 4,'
        " <https://doi.org/10.1000/kerr>."
    )
    assert notes[1] == "[^2]: *Moons* (Orbit, 2015)."
    assert notes[2].startswith("[^3]: Of that (Kerr and Finch, ")
    assert notes[2].endswith(") more.")
    assert notes[3] == "[^4]: Finch, *Moons*."


def test_superscripts_lose_the_space_before_them() -> None:
    text = convert("A claim [@kerr].", to="plain", meta="csl: nature\nsuppress-bibliography: true")
    assert text.strip() == "A claim¹."


def test_list_is_placed_titled_and_linked() -> None:
    text = convert(
        "[@kerr]\n\n::: {#refs}\n:::\n\nBehind it.",
        to="markdown-citations",
        meta="csl: ieee\nlink-citations: true",
    )
    assert text.startswith(r"[\[1\]](#ref-kerr)")
    assert "::: {#ref-kerr .csl-entry}" in text
    assert r"[\[1\] ]{.csl-left-margin}" in text
    assert text.rstrip().endswith("Behind it.")


def test_uncited_works_are_listed_where_the_metadata_says_so() -> None:
    everything = convert("[@kerr]", to="plain", meta="nocite: '@*'")
    assert "Nobody Wrote This" in everything
    one = convert("[@kerr]", to="plain", meta="nocite: '@finch'")
    assert "Moons" in one
    assert "Nobody" not in one


def test_language_of_the_document_counts() -> None:
    text = convert("[@kerr]", to="plain", meta="lang: de\nsuppress-bibliography: true")
    assert text.strip() == "(Kerr und Finch 2011)"


@pytest.mark.parametrize("target", ["html", "latex", "typst", "org", "rst", "docx", "jats", "epub"])
def test_every_writer_takes_the_tree(target: str, tmp_path: Path) -> None:
    convert("@kerr [p. 3] and [@finch].", to=target, arguments=("-o", str(tmp_path / "out")))
    assert (tmp_path / "out").stat().st_size > 0


@pytest.mark.parametrize("target", ["org", "typst", "markdown-citations"])
def test_list_is_not_lost_where_a_writer_knows_citations(target: str) -> None:
    assert "Planetary" in convert("[@kerr]", to=target)


def test_positions_start_anew_where_a_heading_says_so() -> None:
    text = convert(
        "[@finch]\n\n# Two {.reset-citation-positions}\n\n[@finch]",
        to="plain",
        meta="csl: chicago-notes-bibliography\nsuppress-bibliography: true",
    )
    assert text.count("Bo Finch, Moons (Orbit, 2015).") == 2


@pytest.mark.parametrize("document", [{}, {"meta": [], "blocks": []}, {"blocks": []}])
def test_what_is_no_document_is_refused(document: dict[str, object]) -> None:
    folder = Path("/nonexistent")
    with pytest.raises(FormatError, match="not a document of pandoc's"):
        filter_document(
            document,  # type: ignore[arg-type]
            FilterChoice(),
            config=load_config(folder, {}),
            folder=folder,
        )


def test_pandoc_calls_the_console_script(tmp_path: Path) -> None:
    """The whole way: pandoc starts `mscref-filter`, which reads a .bib file by its name."""
    (tmp_path / "refs.bib").write_text(
        "@book{finch, author = {Finch, Bo}, title = {Moons}, year = 2015, publisher = {Orbit}}\n"
    )
    (tmp_path / "paper.md").write_text(
        "---\nbibliography: refs.bib\ncsl: apa\n---\n\n@finch and [@gone].\n"
    )
    script = Path(sys.executable).with_name("mscref-filter")
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), "--filter", str(script), "paper.md", "-t", "plain"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    assert done.stdout.splitlines()[0] == "Finch (2015) and (gone?)."
    assert "Finch, B. (2015). Moons. Orbit." in done.stdout
    assert "`gone` is cited and not in the bibliography" in done.stderr


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("x [@kerr]. [@noname].", "x.¹.²"),
        ("x [@kerr], [@kerr]; [@kerr]! [@finch]", "x,¹;²!³⁴"),
        ('"q" [@kerr]. [@finch]', "“q.”¹²"),
        (". [@kerr]. [@finch].", ".¹.²"),
    ],
)
def test_notes_that_follow_one_another_keep_their_punctuation(text: str, marks: str):
    shown = convert(text, to="plain", meta="csl: chicago-notes-bibliography")
    raised = str.maketrans({str(digit): "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit] for digit in range(10)})
    first = shown.split("\n")[0]
    assert first.replace("[", "").replace("]", "").translate(raised) == marks


DAMAGED: tuple[object, ...] = (
    5, None, [], {}, {"t": 5}, {"t": "Cite"}, {"t": "Cite", "c": [[{}], []]}, {"t": "Note", "c": 1},
    {"t": "Link", "c": [["", [], []], []]}, {"t": "Quoted", "c": ["x", []]}, {"t": "Str", "c": []},
    {"t": "Span", "c": [[], []]}, {"t": "Emph", "c": {"t": "Str"}}, {"t": "Code", "c": "x"},
)  # fmt: skip


@pytest.mark.parametrize("damaged", DAMAGED, ids=str)
@pytest.mark.parametrize("place", ["block", "inline", "meta", "prefix", "note"])
def test_a_damaged_tree_is_written_or_refused(damaged: object, place: str):
    folder = Path("/nonexistent")
    cite = {
        "citationId": "a", "citationMode": {"t": "NormalCitation"}, "citationSuffix": [],
        "citationPrefix": [damaged] if place == "prefix" else [],
    }  # fmt: skip
    inlines: list[object] = [{"t": "Cite", "c": [[cite], []]}]
    inlines += [damaged] if place == "inline" else []
    inlines += [{"t": "Note", "c": [damaged]}] if place == "note" else []
    document = {
        "meta": {"title": damaged, "bibliography": damaged} if place == "meta" else {},
        "blocks": [{"t": "Para", "c": inlines}, *([damaged] if place == "block" else [])],
    }
    for style in ("apa", "chicago-notes-bibliography"):
        tree = json.loads(json.dumps(document))
        try:
            filter_document(
                tree, FilterChoice(style), config=load_config(folder, {}), folder=folder
            )
        except FormatError as error:
            assert "document of pandoc's" in error.message


def test_a_tree_of_a_thousand_levels_is_refused():
    deep: object = {"t": "Str", "c": "x"}
    for _ in range(1000):
        deep = {"t": "Emph", "c": [deep]}
    folder = Path("/nonexistent")
    with pytest.raises(FormatError, match="too deeply"):
        filter_document(
            {"meta": {}, "blocks": [{"t": "Para", "c": [deep]}]},  # type: ignore[list-item]
            FilterChoice(),
            config=load_config(folder, {}),
            folder=folder,
        )


def test_a_name_stands_before_an_ibid():
    shown = convert(
        "@kerr [p. 3]. @kerr [p. 4]. @noname. @noname.", to="plain", meta="csl: oscola"
    ).split("\n")
    assert shown[0].startswith("Ana Kerr and Bo Finch.[1] Ana Kerr and Bo Finch.[2]")


@pytest.mark.parametrize(
    ("issued", "shown"),
    [
        ("{literal: 1996_2004}", "1996–2004"),
        ("{literal: 1996-05_1997-06}", "1996–1997"),
        ("{literal: in_press}", "in_press"),
        ("{literal: 199_200}", "199_200"),
    ],
)
def test_ranges_as_pandoc_wrote_them_once(issued: str, shown: str):
    meta = f"csl: apa\n...\n---\nreferences: [{{id: a, type: book, title: T, issued: {issued}}}]"
    assert convert("@a", to="plain", meta=meta).startswith(f"T ({shown})")


def test_names_with_an_apostrophe_sort_as_in_pandoc():
    items = ", ".join(
        f'{{id: "{name}", type: book, issued: 2000, author: [{{family: "{name}"}}]}}'
        for name in ("Oñate", "ONeil", "O'Neil", "D'Arc", "Darby")
    )
    meta = f"csl: apa\nnocite: '@*'\n...\n---\nreferences: [{items}]"
    shown = convert("x", to="plain", meta=meta)
    names = [line.split(".")[0] for line in shown.splitlines() if "(2000)" in line]
    assert names == ["D’Arc", "Darby", "O’Neil", "Oñate", "ONeil"]


def test_a_stop_stands_outside_an_inner_quotation():
    meta = "csl: chicago-author-date\n...\n---\nreferences: [{id: a, type: article-journal, "
    meta += "title: 'On \"This\"', container-title: J, issued: 2000}]"
    assert "“On ‘This’.”" in convert("@a", to="plain", meta=meta)


def test_journals_stay_as_they_are_where_a_document_names_a_file(tmp_path: Path):
    style = tmp_path / "own.csl"
    style.write_bytes(installed_style("ieee"))
    assert "Planet. Lett." in convert("@kerr", to="plain", meta="csl: ieee")
    assert "Planetary Letters" in convert("@kerr", to="plain", meta=f"csl: {style}")


def installed_style(name: str) -> bytes:
    from mscref.csl.styles import locate_style

    return locate_style(name).read()
