"""The five references print exactly as the reference processor prints them."""

from pathlib import Path

import pytest

from mscref.csl.processor import Processor
from mscref.csl.render.registry import find_writer
from mscref.csl.styles import load_style
from mscref.formats import csljson

WRITERS = {".txt": "text", ".html": "html"}
STYLES = """
    aging-and-disease american-medical-association apa apa.de-DE chicago-author-date
    chicago-author-date.fr-FR chicago-notes-bibliography elsevier-harvard harvard-cite-them-right
    ieee modern-language-association nature nlm-citation-sequence
""".split()


@pytest.mark.parametrize("suffix", sorted(WRITERS))
@pytest.mark.parametrize("name", STYLES)
def test_the_seed_prints_as_the_reference_processor_prints_it(shared: Path, name, suffix):
    seed = shared / "data" / "seed"
    expected = seed / "expected" / f"{name}{suffix}"
    items = seed / "references.csl.json"
    references = csljson.read(items.read_text(encoding="utf-8"), path=str(items)).references
    style, _, locale = name.partition(".")
    processor = Processor(load_style(style), locale=locale or None)
    processor.register(references)
    text = find_writer(WRITERS[suffix]).bibliography(processor.bibliography(), links=False)
    if suffix == ".html":
        text = text.removeprefix('<div class="csl-bib-body">\n').removesuffix("</div>\n")
    assert text.strip() == expected.read_text(encoding="utf-8").strip()
