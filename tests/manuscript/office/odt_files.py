"""Texts of LibreOffice for tests, made piece by piece."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import quoteattr

from tests.manuscript.office.word_files import ITEMS

ODF = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(
    [f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "text", "style", "table", "meta")]
    + [f'xmlns:fo="{ODF}:xsl-fo-compatible:1.0"', f'xmlns:draw="{ODF}:drawing:1.0"']
)
STYLES = (
    '<style:style style:name="T1" style:family="text"><style:text-properties fo:color="#ff0000"'
    ' fo:font-style="italic"/></style:style><style:style style:name="P1" style:family="paragraph"'
    ' style:parent-style-name="Text_20_body"><style:paragraph-properties fo:text-align="justify"'
    ' fo:margin-left="2cm"/></style:style>'
)
SETTINGS = (
    '<data data-version="3"><session id="abc"/><style id="http://www.zotero.org/styles/vancouver"'
    ' locale="en-GB" hasBibliography="1"/><prefs><pref name="fieldType" value="ReferenceMark"/>'
    '<pref name="noteType" value="0"/></prefs></data>'
)


def code(ids: Sequence[int], said: Mapping[str, object] | None = None) -> str:
    items: list[dict[str, object]] = [
        {"id": one, "uris": [f"http://zotero.org/users/1/items/K{one}"], "itemData": ITEMS[one]}
        for one in ids
    ]
    items[0].update(said or {})
    properties = {"formattedCitation": "old", "plainCitation": "old", "noteIndex": 0}
    value = {"citationID": "abc", "properties": properties, "citationItems": items}
    return f"ZOTERO_ITEM CSL_CITATION {json.dumps(value, ensure_ascii=False)}"


_made = iter(range(10_000))


def mark(ids: Sequence[int], shown: str = "(old)", said: Mapping[str, object] | None = None) -> str:
    name = quoteattr(f"{code(ids, said)} RNDx4Fyab{next(_made):04}")
    return (
        f"<text:reference-mark-start text:name={name}/>{shown}"
        f"<text:reference-mark-end text:name={name}/>"
    )


def paragraph(*inside: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{"".join(inside)}</text:p>'


def note(*inside: str, number: int = 1) -> str:
    return (
        f'<text:note text:id="ftn{number}" text:note-class="footnote"><text:note-citation>{number}'
        f"</text:note-citation><text:note-body>{paragraph(*inside, style='Footnote')}"
        "</text:note-body></text:note>"
    )


def section(*inside: str) -> str:
    name = quoteattr('ZOTERO_BIBL {"uncited":[],"omitted":[]} CSL_BIBLIOGRAPHY RNDlist1234')
    return f"<text:section text:name={name}>{''.join(inside)}</text:section>"


def content(*inside: str, styles: str = STYLES) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {NAMES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>"
        f"{''.join(inside)}</office:text></office:body></office:document-content>"
    )


def meta(settings: str = SETTINGS) -> str:
    chunks = [settings[at : at + 255] for at in range(0, len(settings), 255)]
    listed = "".join(
        f'<meta:user-defined meta:name="ZOTERO_PREF_{place}">{quoteattr(chunk)[1:-1]}'
        "</meta:user-defined>"
        for place, chunk in enumerate(chunks, 1)
    )
    said = listed.replace('"<', '"&lt;')
    return f"<office:document-meta {NAMES}><office:meta>{said}</office:meta></office:document-meta>"


def package(text: str, parts: Mapping[str, str] | None = None) -> bytes:
    listed = {
        "content.xml": text,
        "styles.xml": f"<office:document-styles {NAMES}/>",
        "META-INF/manifest.xml": "<manifest:manifest xmlns:manifest='x'/>",
        **(parts or {}),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.oasis.opendocument.text"
        stored = zipfile.ZipInfo("mimetype", (2020, 1, 1, 0, 0, 0))
        archive.writestr(stored, listed.pop("mimetype", kind), zipfile.ZIP_STORED)
        for name, data in listed.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data)
    return target.getvalue()


def odt(*inside: str, parts: Mapping[str, str] | None = None) -> bytes:
    return package(content(*inside), parts)
