"""Word documents for tests, made piece by piece."""

import base64
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
ITEMS = {
    1: {
        "id": 1,
        "type": "book",
        "title": "Tides & <i>Waves</i>",
        "author": [{"family": "Kerr", "given": "Ana"}, {"family": "Finch", "given": "Bo"}],
        "issued": {"date-parts": [[2011]]},
        "publisher": "Sea",
    },
    2: {
        "id": 2,
        "type": "article-journal",
        "title": "Ærø",
        "author": [{"family": "Žižek", "given": "S"}],
        "container-title": "Journal of Tides",
        "volume": "1",
        "page": "1-9",
        "issued": {"date-parts": [[2012]]},
    },
}
SETTINGS = (
    '<data data-version="3" zotero-version="6.0"><session id="abc"/><style '
    'id="http://www.zotero.org/styles/vancouver" locale="en-GB" hasBibliography="1"/><prefs>'
    '<pref name="fieldType" value="Field"/><pref name="noteType" value="0"/></prefs></data>'
)


def run(text: str, properties: str = "") -> str:
    own = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{own}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def mark(kind: str, inside: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def field(code: str, text: str, *, data: str = "", nested: str = "") -> str:
    packed = f"<w:fldData>{base64.b64encode(data.encode()).decode()}</w:fldData>" if data else ""
    half = len(code) // 2
    codes = "".join(
        f'<w:r><w:instrText xml:space="preserve">{escape(part)}</w:instrText></w:r>'
        for part in (code[:half], code[half:])
    )
    return (
        f"{mark('begin', packed)}{codes}{nested}{mark('separate')}"
        f'<w:r w:rsidR="00AB12CD"><w:rPr><w:noProof/></w:rPr><w:t>{escape(text)}</w:t></w:r>'
        f"{mark('end')}"
    )


def csl(
    ids: Sequence[int], *, mendeley: bool = False, said: Mapping[str, object] | None = None
) -> str:
    items: list[dict[str, object]] = [
        {"id": one, "uris": [f"http://zotero.org/users/1/items/K{one}"], "itemData": ITEMS[one]}
        for one in ids
    ]
    items[0].update(said or {})
    properties = {"formattedCitation": "old", "plainCitation": "old", "noteIndex": 0}
    value: dict[str, object] = {"citationItems": items}
    if mendeley:
        value["mendeley"] = {
            "formattedCitation": "old",
            "plainTextFormattedCitation": "old",
            "previouslyFormattedCitation": "old",
        }
        return f"ADDIN CSL_CITATION {json.dumps(value, ensure_ascii=False)}"
    value = {"citationID": "abc", "properties": properties, **value}
    return f" ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(value, ensure_ascii=False)} "


def zotero(ids: Sequence[int], **said: object) -> str:
    return field(csl(ids, said=said), "old")


def zotero_list() -> str:
    code = ' ADDIN ZOTERO_BIBL {"uncited":[],"omitted":[],"custom":[]} CSL_BIBLIOGRAPHY '
    style = '<w:pPr><w:pStyle w:val="Bibliography"/></w:pPr>'
    return (
        f"<w:p>{style}{mark('begin')}<w:r><w:instrText>{escape(code)}</w:instrText></w:r>"
        f"{mark('separate')}{run('old one')}</w:p><w:p>{style}{run('old two')}{mark('end')}</w:p>"
    )


def custom(settings: str = SETTINGS) -> str:
    chunks = [settings[at : at + 255] for at in range(0, len(settings), 255)]
    listed = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{place + 2}"'
        f' name="ZOTERO_PREF_{place + 1}"><vt:lpwstr>{escape(chunk, {chr(34): "&quot;"})}'
        "</vt:lpwstr></property>"
        for place, chunk in enumerate(chunks)
    )
    return (
        f'<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes">'
        f"{listed}</Properties>"
    )


def document(*paragraphs: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:document xmlns:w="{WORD}"><w:body>{"".join(paragraphs)}'
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>'
    )


def package(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    listed = {
        "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/relationships/officeDocument"'
        ' Target="word/document.xml"/></Relationships>',
        "word/document.xml": body,
        **(parts or {}),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in listed.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), text)
    return target.getvalue()


def word(*paragraphs: str, parts: Mapping[str, str] | None = None) -> bytes:
    return package(document(*paragraphs), parts)


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}
