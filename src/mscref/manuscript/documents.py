"""The running text of a document: HTML, Word, LibreOffice, PDF; what is text already is not here.

In: bytes or text from outside, which may be damaged or hostile. Out: plain text in which
superscripts are `^…^`, list items keep their numbers and paragraphs are parted by blank lines.
Raises FormatError where the file is not what it claims, UsageError where a reader is missing.
"""

from __future__ import annotations

import re

_ZIP = b"PK\x03\x04"
_PDF = b"%PDF-"
_MANIFEST = b"META-INF/manifest.xml"
_HTML = re.compile(
    r"\A\s*(?:<\?xml[^>]*>\s*)?(?>(?:<!--(?:(?!-->).)*+-->\s*+)*+)(?:<!doctype\s+html|<html|<head|<body|<(?:div|p|article|section|h[1-6]|ol|ul)\b)",
    re.IGNORECASE | re.DOTALL,
)


def is_document(content: bytes) -> bool:
    """True for the binary documents that `document_text` reads: PDF, Word and LibreOffice."""
    head = content[:1024].lstrip()
    is_office = content.startswith(_ZIP) and (b"word/" in content or is_odt(content))
    return head.startswith(_PDF) or is_office


def is_odt(content: bytes) -> bool:
    """True for a document of LibreOffice: its type is its first part, and stands there unpacked.

    Programs that pack it anew put it elsewhere; its manifest is left, and no part of Word's.
    """
    from mscref.manuscript.office.odt import MIMETYPE

    if MIMETYPE in content[:200]:
        return True
    return content.startswith(_ZIP) and _MANIFEST in content and b"word/" not in content


def document_text(content: bytes, *, path: str) -> str:
    """The text of a document; of one whose citations are fields or marks, their CSL-JSON."""
    if content[:1024].lstrip().startswith(_PDF):
        from mscref.manuscript.pdf import pdf_text

        return pdf_text(content, path=path)
    works, text = works_and_text(content, path=path)
    return works or text


def works_and_text(content: bytes, *, path: str) -> tuple[str, str]:
    """The works that the citations of a Word document or one of LibreOffice carry, and its text.

    The works are CSL-JSON, or "" without any.
    """
    if is_odt(content):
        from mscref.manuscript.office.odt import odt_text, odt_works

        return odt_works(content, path=path), odt_text(content, path=path)
    from mscref.manuscript.docx import cited_works, docx_text

    return cited_works(content, path=path), docx_text(content, path=path)


def is_html(text: str) -> bool:
    """True for text that begins like a web page."""
    return bool(_HTML.match(text[:4096]))


def html_text(text: str) -> str:
    """The running text of a web page."""
    from mscref.manuscript.html import page_text

    return page_text(text)
