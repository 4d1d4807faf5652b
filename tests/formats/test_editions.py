"""One function for all readers: styles print an ordinal, every format what was written (#11)."""

import pytest

from mscref.app.cite import StyleChoice, format_references, load_style
from mscref.formats import csljson
from mscref.formats.registry import FORMATS, find_format

WORD = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
FILES = {
    "bibtex": "@book{{k, title={{T}}, edition={{{}}}}}",
    "biblatex": "@book{{k, title={{T}}, edition={{{}}}}}",
    "csljson": '[{{"id":"k","type":"book","title":"T","edition":"{}"}}]',
    "cslyaml": "- id: k\n  type: book\n  title: T\n  edition: {}\n",
    "ris": "TY  - BOOK\nID  - k\nTI  - T\nET  - {}\nER  - \n",
    "enw": "%0 Book\n%F k\n%T T\n%7 {}\n",
    "nbib": "BTI - T\nEN  - {}\n",
    "endnotexml": "<xml><records><record><ref-type>6</ref-type><label>k</label><titles><title>T"
    "</title></titles><edition>{}</edition></record></records></xml>",
    "wordsources": f"<b:Sources xmlns:b='{WORD}'><b:Source><b:Tag>k</b:Tag><b:SourceType>Book"
    "</b:SourceType><b:Title>T</b:Title><b:Edition>{}</b:Edition></b:Source></b:Sources>",
    "codemeta": '{{"@context":"https://w3id.org/codemeta/3.0","@id":"#k","@type":"Book","name":"T",'
    '"bookEdition":"{}"}}',
    "wikitext": '<ref name="k">{{{{cite book|title=T|edition={}}}}}</ref>',
    "cff": "cff-version: 1.2.0\npreferred-citation:\n  type: book\n  title: T\n  edition: {}\n"
    "  identifiers:\n  - {{type: other, value: k, description: citation key}}\n",
    "jats": "<ref id='k'><element-citation publication-type='book'><source>T</source><edition>{}"
    "</edition></element-citation></ref>",
    "tei": "<biblStruct xml:id='k' type='book'><monogr><title>T</title><edition>{}</edition>"
    "</monogr></biblStruct>",
    "hayagriva": "k:\n  type: book\n  title: T\n  edition: {}\n",
    "zotero": '[{{"itemType":"book","citationKey":"k","title":"T","edition":"{}"}}]',
}
READERS = [name for name, row in FORMATS.items() if row.reads]


def one(name: str, edition: str):
    (reference,) = find_format(name).reader()(FILES[name].format(edition), path="x").references
    return reference


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("written", ["Second", "2nd edition", "2. Auflage", "2e éd.", "Segunda"])
def test_every_reader_finds_the_number(name, written):
    reference = one(name, written)
    assert reference.text("edition") == "2"
    result = find_format(name).reader()(FILES[name].format(written), path="x")
    assert result.leftovers == []
    assert result.diagnostics == []


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("written", ["Revised", "International student", "1st American"])
def test_what_is_no_number_stays(name, written):
    assert one(name, written).text("edition") == written


@pytest.mark.parametrize("name", [name for name in READERS if FORMATS[name].writes])
@pytest.mark.parametrize("written", ["Second", "2nd edition", "2. Auflage", "Revised"])
def test_the_format_itself_is_written_as_it_stood(name, written):
    text = find_format(name).writer()([one(name, written)])
    assert written in text
    (back,) = find_format(name).reader()(text, path="x").references
    assert back.text("edition") == one(name, written).text("edition")
    (travelled,) = csljson.read(csljson.write([one(name, written)]), path="x").references
    assert written in find_format(name).writer()([travelled])


@pytest.mark.parametrize("name", ["bibtex", "csljson", "ris", "hayagriva"])
def test_an_edition_that_is_changed_is_written_as_it_is_now(name):
    changed = one(name, "Second").with_fields({"edition": "3"})
    text = find_format(name).writer()([changed])
    (back,) = find_format(name).reader()(text, path="x").references
    assert back.text("edition") == "3"


@pytest.mark.parametrize(
    ("written", "locale", "printed"),
    [
        ("Second", "en-US", "2nd ed."),
        ("{2nd edition}", "en-US", "2nd ed."),
        ("3rd", "de-DE", "3. Aufl."),
        ("2e éd.", "fr-FR", "2"),
        ("Segunda", "es-ES", "2"),
        ("2. Auflage", "en-US", "2nd ed."),
        ("21st ed.", "en-GB", "(21st edn)"),
        ("Revised", "en-US", "(Revised)"),
    ],
)
def test_styles_print_an_ordinal_in_their_language(written, locale, printed):
    style = load_style(StyleChoice("apa"))
    bibliography = format_references([one("bibtex", written)], style, locale=locale)
    from mscref.app.cite import render_bibliography

    text = render_bibliography(bibliography, target="text")
    assert printed in text
    assert written.strip("{}") not in text or written in ("Revised", "21st ed.")
