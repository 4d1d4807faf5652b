"""Example sites: Python-Markdown, Sphinx and the filter of Quarto."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mscref.errors import LibraryError

ROOT = Path(__file__).parents[2]
LIBRARY = """
@book{kerr, author = {Kerr, Ana and Finch, Bo}, title = {Tides * and _waves_}, year = 2011}
@article{lee, author = {Lee, Cy}, title = {Seas}, journal = {J}, year = 2012, doi = {10.1000/a_b}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "refs.bib").write_text(LIBRARY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


# ---------------------------------------------------------------- Python-Markdown


PAGE = """# Page

As @kerr [p. 4] found [see *also* @lee, p. 3], `[@code]` and me@lee.org.

```
[@fenced]
```

## References
"""


def markdown(text: str, **settings: object) -> str:
    module = pytest.importorskip("markdown", reason="Python-Markdown is not here")
    return str(
        module.markdown(
            text,
            extensions=["mscref.markdown_ext", "fenced_code", "tables"],
            extension_configs={"mscref.markdown_ext": {"bibliography": "refs.bib", **settings}},
        )
    )


def test_a_page_has_citations_and_its_list(folder: Path):
    html = markdown(PAGE, style="apa")
    assert "As Kerr &amp; Finch" in html or "As Kerr &#38; Finch (2011, p. 4)" in html
    assert "(see <em>also</em> Lee, 2012, p. 3)" in html
    assert "<code>[@code]</code>" in html and "[@fenced]" in html and "me@lee.org" in html
    assert '<div class="csl-entry">Kerr, A., &#38; Finch, B. (2011). <i>Tides * and' in html
    assert '<a href="https://doi.org/10.1000/a_b">' in html


def test_numbers_are_raised(folder: Path):
    assert "As Kerr" not in markdown("As [@kerr; @lee].", style="nature")
    assert "As<sup>1,2</sup>." in markdown("As [@kerr; @lee].", style="nature")


def test_a_style_of_notes_makes_footnotes(folder: Path):
    html = markdown("Word [@kerr]. Again [@kerr].", style="chicago-notes-bibliography")
    assert '<sup id="fnref:mscref-1">' in html
    assert "Ana Kerr and Bo Finch, <em>Tides" in html
    assert html.count('<li id="fn:mscref-') == 2


def test_titles_are_never_markup(folder: Path):
    html = markdown("[@kerr]", style="chicago-notes-bibliography")
    assert "<em>Tides * and _waves_</em>" in html.replace("&#42;", "*").replace("&#95;", "_")


def test_front_matter_names_the_style(folder: Path):
    page = "---\nbibliography: refs.bib\ncsl: ieee\n---\nAs [@kerr]."
    assert "As [1]." in markdown(page, bibliography="").replace("&#91;", "[").replace("&#93;", "]")


def test_without_citations_nothing_is_read(folder: Path):
    assert markdown("Mail me.", bibliography="nowhere.bib") == "<p>Mail me.</p>"
    with pytest.raises(LibraryError, match="nowhere"):
        markdown("[@kerr]", bibliography="nowhere.bib")


def test_unknown_keys_are_warnings(folder: Path, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.WARNING):
        assert "<strong>nope?</strong>" in markdown("[@nope]", style="apa")
    assert "`nope` is cited and not in the bibliography" in caplog.text


# ---------------------------------------------------------------- Sphinx


CONF = """
extensions = ["mscref.sphinx_ext"]
bibtex_bibfiles = ["refs.bib"]
mscref_style = "{style}"
"""
INDEX = """
Title
=====

As :cite:t:`kerr` found :cite:p:`{see}lee{p. 3}`; :cite:author:`kerr` :cite:year:`lee`,
:cite:`kerr,lee`. :footcite:p:`lee` :cite:alp:`lee` :cite:title:`lee`:nocite:`lee`

.. toctree::

   two
"""
TWO = """
Two
===

Again :cite:p:`lee`.

.. bibliography::
   :style: unsrt
"""


def sphinx(folder: Path, style: str, *, builder: str = "html", conf: str = CONF) -> tuple[str, str]:
    """The first page and what Sphinx says."""
    pytest.importorskip("sphinx", reason="Sphinx is not here")
    (folder / "conf.py").write_text(conf.format(style=style))
    (folder / "index.rst").write_text(INDEX)
    (folder / "two.rst").write_text(TWO)
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, ".", "out"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    suffix = {"html": ".html", "text": ".txt"}[builder]
    page = folder / "out" / f"index{suffix}"
    return (page.read_text(encoding="utf-8") if page.exists() else ""), done.stderr


def test_a_project_of_sphinx(folder: Path):
    page, said = sphinx(folder, "apa", builder="text")
    assert said == ""
    text = " ".join(page.split())
    assert (
        "As Kerr & Finch (2011) found (see Lee, 2012, p. 3); Kerr & Finch 2012, (Kerr & Finch,"
        " 2011; Lee, 2012). [1] Lee, 2012 *Seas*" in text
    )
    assert "[1] Lee, 2012." in text
    other = (folder / "out" / "two.txt").read_text(encoding="utf-8")
    assert "Kerr, A., & Finch, B. (2011)." in other


def test_numbers_are_those_of_the_project_and_link_to_the_list(folder: Path):
    page, said = sphinx(folder, "ieee")
    assert said == ""
    assert '<a class="mscref-citation reference internal" href="two.html#ref-lee">' in page
    other = (folder / "out" / "two.html").read_text()
    assert '<p class="csl-entry" id="ref-kerr">' in other and "Again" in other and "[2]" in other
    # Another page changes the numbers of this one.
    (folder / "index.rst").write_text(INDEX.replace("As :cite:t:`kerr` found ", ""))
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", ".", "out"]
    subprocess.run(command, cwd=folder, capture_output=True, check=True)
    later = (folder / "out" / "two.html").read_text()
    assert "[1]" in later.partition("Again")[2].partition("</p>")[0]


def test_what_is_wrong_is_said(folder: Path):
    _, said = sphinx(folder, "natuer")
    assert "no style called `natuer` (did you mean nature" in said
    missing = CONF.replace("refs.bib", "nowhere.bib")
    _, said = sphinx(folder, "apa", conf=missing)
    assert "nowhere.bib: no such file" in said


HEADINGS = """
What :cite:t:`kerr` found
=========================

.. toctree::

   two

Of :cite:p:`lee`
----------------

See :cite:p:`kerr`.
"""


@pytest.mark.parametrize(
    ("builder", "style", "shown"),
    [
        ("html", "apa", ["What Kerr &amp; Finch (2011) found", "Of (Lee, 2012)", "So (Lee, 2012)"]),
        ("html", "ieee", ["What [1] found", "Of [2]", "So [2]"]),
        ("text", "apa", ["What Kerr & Finch (2011) found", "* So (Lee, 2012)"]),
        ("text", "chicago-notes-bibliography", ["What", "* So"]),
    ],
)
def test_citations_in_headings(
    folder: Path, builder: str, style: str, shown: list[str], monkeypatch: pytest.MonkeyPatch
):
    """Sphinx copies headings into titles, tables of contents and links before they are known."""
    monkeypatch.setitem(globals(), "INDEX", HEADINGS)
    monkeypatch.setitem(globals(), "TWO", "\nSo :cite:p:`lee`\n=================\n\nText.\n")
    page, said = sphinx(folder, style, builder=builder)
    assert said == ""
    for one in shown:
        assert one in page
    # The next run takes the titles from the environment that it kept.
    (folder / "two.rst").write_text("\nNow :cite:p:`lee`\n==================\n\nText.\n")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, ".", "out"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stderr == ""


# ---------------------------------------------------------------- MkDocs


def test_a_site_of_mkdocs(folder: Path):
    """Built by MkDocs itself, where it is installed: `pip install mkdocs`."""
    pytest.importorskip("mkdocs", reason="MkDocs is not here")
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text(PAGE + "\n::: {#refs}\n:::\n\nThe end.\n")
    (folder / "docs" / "two.md").write_text("# Two @lee\n\nAs [@kerr].\n")
    (folder / "mkdocs.yml").write_text(
        "site_name: T\nmarkdown_extensions:\n- mscref.markdown_ext:\n    bibliography: refs.bib\n"
        "    style: apa\n"
    )
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "--strict"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    page = (folder / "site" / "index.html").read_text(encoding="utf-8")
    assert "(see <em>also</em> Lee, 2012, p. 3)" in page
    assert page.index("csl-bib-body") < page.index("The end.") and ":::" not in page
    assert "Two Lee (2012)" in (folder / "site" / "two" / "index.html").read_text(encoding="utf-8")


def test_the_block_of_the_list_gives_way(folder: Path):
    for block in ("::: {#refs}\n:::", ":::: {#refs .x}\n::::", "::: {#refs}\n:::\n"):
        html = markdown(f"As @kerr.\n\n{block}\n\nThe end.", style="apa")
        assert ":::" not in html
        assert html.index("csl-bib-body") < html.index("The end.")


# ---------------------------------------------------------------- Quarto


def test_the_filter_of_the_quarto_extension(folder: Path):
    pypandoc = pytest.importorskip("pypandoc", reason="pandoc is not here")
    program = Path(sys.executable).with_name("mscref-filter")
    if not program.exists():
        pytest.skip("mscref-filter is not installed")
    (folder / "p.md").write_text("---\nbibliography: refs.bib\ncsl: apa\n---\nAs @kerr.\n")
    script = ROOT / "extensions/quarto/_extensions/mscref/mscref.lua"
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), "-L", str(script), "p.md", "-t", "plain"],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("As Kerr & Finch (2011).")
