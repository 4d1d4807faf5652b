"""The filter beside pandoc's own citeproc, with one style file: what both make of a document.

The cases go through the options and the syntax of the manual's chapter on citations. Spans without
attributes, by which citeproc marks titles in quotation marks, are left out of the comparison.
"""

import json
import re
import subprocess
from pathlib import Path

import pytest

from mscref.app.document import make_document
from mscref.app.pandoc_filter import FilterChoice, filter_document
from mscref.app.render import RenderChoice, render_document
from mscref.config import load_config
from mscref.csl.styles import locate_style

pypandoc = pytest.importorskip("pypandoc", reason="pypandoc_binary brings pandoc")

REFERENCES = """references:
- id: tide
  type: book
  title: Tides of the *North*
  author: [{family: Dorn, given: Ida}]
  issued: 2005
  publisher: Orbit
- id: wave
  type: article-journal
  title: "Waves: a case"
  author: [{family: Dorn, given: Ida}, {family: Roe, given: Al}]
  issued: {date-parts: [[2006, 3]]}
  container-title: Sea Letters
  volume: 6
  page: 33-34
  DOI: 10.1000/wave
- id: nests
  type: thesis
  title: Nests
  author: [{family: Berg, given: Ann, non-dropping-particle: van den}]
  issued: 1999
  publisher: Leiden
- id: daily
  type: article-newspaper
  title: Who knows this one?
  issued: {date-parts: [[2012, 5, 3]]}
  container-title: The Daily
  URL: https://example.com/a_b
"""
APA, NOTES, NUMBERS = "apa", "chicago-notes-bibliography", "nature"
CASES = {
    "narrative": (APA, "", "@tide says. @tide [p. 30] says. @tide [-@wave; see also @nests] says."),
    "groups": (APA, "", "[see @tide chap. 3; also @nests p. 34-35] and [see @wave p. 34-35]."),
    "emphasis": (APA, "", "[*see* @tide p. **32**] [-@wave, p. 44]. *All [@tide]*. **@wave**."),
    "braces": (APA, "", "[@tide{ii, A, D-Z} x] [@tide, {pp. iv, vi-xi, (xv)-(xvii)} y]"),
    "no-braces": (APA, "", "[@tide{}, 99 years on] [@tide, vol. 3, p. 2] [@tide, § 3] [@tide 33]"),
    "unlabelled": (NOTES, "", "[@tide{33}] b [@tide{A-D}] c [@tide{see so}] d [@tide, {Book 3}]"),
    "missing": (APA, "", "[@nokey] and @nokey [p. 3], [see @tide; @nests; @nokey2], [-@nokey]."),
    "missing-notes": (NOTES, "", "[@nokey] and @nokey said, [see @tide; @nokey2]."),
    "nocite": (APA, "nocite: '@wave, [@nests]'", "Text @tide."),
    "nocite-all": (NUMBERS, "nocite: |\n  @*", "Text @tide."),
    "links": (APA, "link-citations: true", "See [@tide; @nests, p. 3] and @wave [p. 4]."),
    "no-links": (NOTES, "link-bibliography: false", "See [@wave; @daily]."),
    "section-title": (APA, "reference-section-title: My *list*", "See [@wave; @daily]."),
    "no-list": (APA, "suppress-bibliography: true", "See [@wave; @daily]. ^[And @nests.]"),
    "place": (APA, "", "See [@wave].\n\n::: {#refs .foo}\nIntro.\n:::\n\n# End\n\nMore [@nests]."),
    "stops": (NOTES, "", 'Foo "bar" [@tide]. Foo [@nests]; bar! "Quote." [@tide] Is it [@tide]?'),
    "stops-stay": (NOTES, "notes-after-punctuation: false", 'Foo [@tide]. "Foo [@nests]."'),
    "stops-close": (NOTES, "",
                    "Foo (bar [@tide].) So “it [@wave]” is [@nests].” (x [@tide]) y."),
    "german-quotes": (NOTES, "lang: de",
                      "„So [@tide].“ »Und [@wave],« ‚so‘ [@nests]; «x [@tide].»"),
    "no-list-no-links": (APA, "suppress-bibliography: true\nlink-citations: true",
                         "[@tide] @wave."),
    "ibid": (NOTES, "", "A [@tide, p. 3]. B [@tide, p. 3]. C [@tide, p. 4]. D [@wave]. E [@tide]."),
    "in-notes": (NOTES, "",
                 "X^[First @tide [p. 4], [@wave].] Y[^1]\n\n[^1]: L [@wave].\n\n"
                 "    Z @nests [p. 3]."),
    "blocks": (NUMBERS, "",
               "# T [@tide]\n\n- i [@wave]\n\n> q [@daily]\n\n| a |\n|---|\n| [@nests] |\n\n"
               ": C [@wave]"),
    "metadata": (NUMBERS, "abstract: We [@nests] say.", "Body [@tide; @wave]."),
    "markup": (APA, "",
               "[see `code` and $x^2$ @tide, p. 3, ~~not~~ [link](http://x.y)] [@wave and H~2~O]"),
    "keys": (NUMBERS, "", "[@{tide}, p. 3] and @{wave}. mail a@tide and \\@tide and `@tide`."),
}  # fmt: skip


def pandoc(text: str, *arguments: str, folder: Path) -> str:
    command = [pypandoc.get_pandoc_path(), "--wrap=none", *arguments]
    done = subprocess.run(
        command,
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        check=True,
    )
    return done.stdout


def shown(html: str) -> str:
    flat = re.sub(r"</?span>", "", html)
    return flat.replace("\u00a0", " ").replace("&nbsp;", " ")


@pytest.mark.parametrize(("style", "meta", "body"), CASES.values(), ids=CASES)
def test_both_say_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, style: str, meta: str, body: str
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "style.csl").write_bytes(locate_style(style).read())
    document = f"---\n{REFERENCES}csl: style.csl\n{meta}\n---\n\n{body}\n"
    theirs = pandoc(document, "--citeproc", "-t", "html", folder=tmp_path)
    tree = json.loads(pandoc(document, "-t", "json", folder=tmp_path))
    config = load_config(tmp_path, {})
    done = filter_document(tree, FilterChoice(target="html"), config=config, folder=tmp_path)
    ours = pandoc(json.dumps(done.document), "-f", "json", "-t", "html", folder=tmp_path)
    assert shown(ours) == shown(theirs)


BOOKS = {
    "one.bib": "@book{same, author={First, Al}, title={One of the Two}, year=2001}\n"
    "@book{rest, author={Rest, Cy}, title={Die Gezeiten des Nordens}, year=2003}\n"
    "@book{told, author={Told, Di}, title={The Tides of the North}, year=2004, langid={english}}\n",
    "two.bib": "@book{same, author={Second, Bo}, title={Two of the Two}, year=2002}\n",
}


@pytest.mark.parametrize(
    "meta",
    [
        "bibliography: [one.bib, two.bib]",
        "bibliography: [two.bib, one.bib]",
        "bibliography: one.bib\nlang: de",
        "bibliography: one.bib\nlang: fr-CA",
        "bibliography: one.bib\nlang: en-GB",
        "bibliography: one.bib",
    ],
)
def test_works_of_bibtex_are_those_that_pandoc_has(
    meta: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The last of several files counts; where the text is not English, titles keep capitals."""
    monkeypatch.chdir(tmp_path)
    for name, text in BOOKS.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "style.csl").write_bytes(locate_style(APA).read())
    cited = "[@same; @rest; @told]" if "two" in meta else "[@rest; @told]"
    document = f"---\ncsl: style.csl\n{meta}\n---\n\n{cited}\n"
    theirs = pandoc(document, "--citeproc", "-t", "html", folder=tmp_path)
    tree = json.loads(pandoc(document, "-t", "json", folder=tmp_path))
    config = load_config(tmp_path, {})
    done = filter_document(tree, FilterChoice(target="html"), config=config, folder=tmp_path)
    ours = pandoc(json.dumps(done.document), "-f", "json", "-t", "html", folder=tmp_path)
    assert shown(ours) == shown(theirs)
    written = make_document(document.encode(), path="a.md")
    rendered = render_document(written, RenderChoice(), config=config).text
    again = pandoc(rendered, "-f", "markdown-citations", "-t", "plain", folder=tmp_path)
    plain = pandoc(json.dumps(done.document), "-f", "json", "-t", "plain", folder=tmp_path)
    assert again == plain
