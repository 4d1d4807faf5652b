"""What a PDF says of itself outside its pages: XMP and the Info dictionary → identifiers. Pure.

XMP is RDF in XML, by strangers: it is read by `xmltree`, which expands nothing. The fields are
`prism:doi` and `prism:url` (PRISM 3.0), `dc:identifier`, and those that publishers made up
(`pdfx:doi`, `crossmark:DOI`); in Info `/doi`, and a DOI in `/Subject`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mscref.model.identifiers import iter_dois
from mscref.xmltree import EventReader, XmlError

_LARGEST = 1_000_000  # bytes of XMP; Acrobat's are 3,000, with thumbnails 50,000
_DEPTH = 60
# Local names of elements and attributes, the best first; their prefixes are written in many ways.
_FIELDS = ("doi", "identifier", "url", "crossmarkdoi", "wps-articledoi", "article_doi")
_OF_INFO = ("/doi", "/DOI", "/WPS-ARTICLEDOI", "/Subject", "/Keywords")


class _Fields:
    """Collects the text of every element, and every attribute, by its local name."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []
        self._open: list[tuple[str, list[str]]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._open.append((_local(name), []))
        self.found += ((_local(key), value) for key, value in attributes.items())

    def end(self, name: str) -> None:
        local, pieces = self._open.pop()
        text = "".join(pieces).strip()
        if text:
            # `<dc:identifier><rdf:Alt><rdf:li>…`: what stands in a list is of what it stands in.
            owners = {local, *(one for one, _ in self._open)}
            self.found += ((owner, text) for owner in owners)

    def characters(self, data: str) -> None:
        if self._open:
            self._open[-1][1].append(data)


def dois_of_xmp(content: bytes) -> list[str]:
    """The DOIs in the fields of XMP that name the document, the best first; none where it is
    damaged, refused or larger than any such text."""
    if len(content) > _LARGEST:
        return []
    fields = _Fields()
    try:
        EventReader(fields, depth=_DEPTH).read(content.strip(b"\0 \r\n\t"))
    except XmlError as error:
        if error.refused:
            return []
    return list(
        dict.fromkeys(
            doi
            for wanted in _FIELDS
            for name, text in fields.found
            if name == wanted
            for doi in iter_dois(text)
        )
    )


def dois_of_info(info: Mapping[str, str]) -> list[str]:
    """The DOIs in the Info dictionary, the best first."""
    return list(dict.fromkeys(_of_info(info)))


def _of_info(info: Mapping[str, str]) -> Iterator[str]:
    for name in _OF_INFO:
        yield from iter_dois(info.get(name, ""))


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()
