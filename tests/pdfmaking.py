"""PDFs written by hand, byte by byte, so that tests need no program that makes them.

A page is lines of `Line`, each with its place, size and turn; letters outside Latin-1 go through a
font of two-byte codes with a ToUnicode table, as those of real files do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Line:
    """A line of text at `x, y` points from the corner below, in letters of `size`."""

    text: str
    size: float = 10
    x: float = 60
    y: float = -1  # below the line before
    upright: bool = False


@dataclass(frozen=True)
class Page:
    """Lines, the addresses that links on the page lead to, and its width and height in points."""

    lines: Sequence[Line]
    links: Sequence[str] = ()
    size: tuple[int, int] = (595, 842)


@dataclass
class _File:
    objects: list[bytes] = field(default_factory=list)

    def add(self, content: str | bytes) -> int:
        self.objects.append(content.encode("latin-1") if isinstance(content, str) else content)
        return len(self.objects)

    def stream(self, data: bytes, extra: str = "") -> int:
        head = f"<< /Length {len(data)} {extra}>>\nstream\n".encode()
        return self.add(head + data + b"\nendstream")

    def bytes(self, trailer: str) -> bytes:
        out = bytearray(b"%PDF-1.7\n")
        places = []
        for number, content in enumerate(self.objects, start=1):
            places.append(len(out))
            out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
        start = len(out)
        out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
        out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
        size = len(places) + 1
        out += f"trailer\n<< /Size {size} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
        return bytes(out)


def pdf_bytes(
    pages: Sequence[Page], *, xmp: str | bytes = "", info: Mapping[str, str] | None = None
) -> bytes:
    """The bytes of a PDF."""
    file = _File()
    catalogue, tree = file.add(""), file.add("")
    latin = file.add(
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    )
    wide = _wide_font(file, pages)
    kids = []
    for page in pages:
        contents = file.stream(_drawn(page))
        links = " ".join(
            f"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI {_text(one)} >> >>"
            for one in page.links
        )
        kids.append(
            file.add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {page.size[0]} {page.size[1]}]"
                f" /Contents {contents} 0 R /Annots [{links}]"
                f" /Resources << /Font << /L {latin} 0 R /W {wide} 0 R >> >> >>"
            )
        )
    metadata = ""
    if xmp:
        data = xmp.encode() if isinstance(xmp, str) else xmp
        metadata = f"/Metadata {file.stream(data, '/Type /Metadata /Subtype /XML ')} 0 R"
    names = " ".join(f"/{name} {_text(value)}" for name, value in (info or {}).items())
    about = file.add(f"<< {names} >>")
    file.objects[catalogue - 1] = f"<< /Type /Catalog /Pages {tree} 0 R {metadata} >>".encode()
    listed = " ".join(f"{one} 0 R" for one in kids)
    file.objects[tree - 1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{listed}] >>".encode()
    return file.bytes(f"/Root {catalogue} 0 R /Info {about} 0 R")


def write_pdf(path: Path, pages: Sequence[Page], **more: object) -> Path:
    """A PDF in a file."""
    path.write_bytes(pdf_bytes(pages, **more))  # type: ignore[arg-type]
    return path


def xmp_with(fields: str) -> str:
    """A packet of XMP around fields (`<prism:doi>…</prism:doi>`)."""
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">'
        f'<rdf:Description rdf:about="">{fields}</rdf:Description></rdf:RDF></x:xmpmeta>'
        '<?xpacket end="w"?>'
    )


def article(
    title: Sequence[str], authors: str, *more: str, size: float = 18, top: Sequence[Line] = ()
) -> list[Line]:
    """The lines of a first page: a head, a title, its authors, and running text."""
    text = ["Abstract", *["Words of the text that fill the page with what it is about."] * 12]
    return [
        *top,
        *(Line(one, size) for one in title),
        Line(authors, 12),
        *(Line(one) for one in (*text, *more)),
    ]


def _drawn(page: Page) -> bytes:
    pieces = []
    y = page.size[1] - 42.0
    for line in page.lines:
        y = line.y if line.y >= 0 else y - 1.4 * line.size
        turn = f"0 1 -1 0 {line.x} {y}" if line.upright else f"1 0 0 1 {line.x} {y}"
        is_latin = _is_latin(line.text)
        font, shown = ("/L", _text(line.text)) if is_latin else ("/W", _codes(line.text))
        pieces.append(f"BT {font} {line.size} Tf {turn} Tm {shown} Tj ET")
    return "\n".join(pieces).encode("latin-1")


def _is_latin(text: str) -> bool:
    return all(ord(one) < 256 for one in text)


def _text(text: str) -> str:
    if not _is_latin(text):
        return f"<feff{text.encode('utf-16-be').hex()}>"
    return f"<{text.encode('latin-1').hex()}>"


def _codes(text: str) -> str:
    return "<" + "".join(f"{ord(one):04x}" for one in text) + ">"


def _wide_font(file: _File, pages: Sequence[Page]) -> int:
    letters = sorted({one for page in pages for line in page.lines for one in line.text})
    rows = [f"<{ord(one):04x}> <{ord(one):04x}>" for one in letters if ord(one) < 0x10000]
    lots = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    table = "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "1 begincodespacerange <0000> <ffff> endcodespacerange",
            *(f"{len(lot)} beginbfchar\n" + "\n".join(lot) + "\nendbfchar" for lot in lots),
            "endcmap end end",
        ]
    )
    to_unicode = file.stream(table.encode())
    inner = file.add(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Wide /CIDSystemInfo"
        " << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 >>"
    )
    return file.add(
        "<< /Type /Font /Subtype /Type0 /BaseFont /Wide /Encoding /Identity-H"
        f" /DescendantFonts [{inner} 0 R] /ToUnicode {to_unicode} 0 R >>"
    )


def pdf_of(pages: Sequence[Sequence[str]], annotations: Sequence[Sequence[str]] = ()) -> bytes:
    """A PDF with these lines on its pages, the first line at y = 700, 20 points apart; for each
    page its annotations, as PDF writes them."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    file = _File()
    file.add("<< /Type /Catalog /Pages 2 0 R >>")
    file.add(f"<< /Type /Pages /Kids [{kids}] /Count {count} >>")
    file.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, lines in enumerate(pages):
        shown = "\n".join(
            f"1 0 0 1 72 {700 - 20 * n} Tm ({line}) Tj" for n, line in enumerate(lines)
        )
        annots = " ".join(annotations[number]) if number < len(annotations) else ""
        file.add(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font"
            f" << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R /Annots [{annots}] >>"
        )
        file.stream(f"BT /F1 12 Tf {shown} ET".encode("latin-1"))
    return file.bytes("/Root 1 0 R")


def highlight(x: float, y: float, width: float, comment: str = "", kind: str = "Highlight") -> str:
    """A highlight over the line whose baseline is at `y`."""
    left, right, bottom, top = x, x + width, y - 3, y + 10
    quads = f"{left} {top} {right} {top} {left} {bottom} {right} {bottom}"
    return (
        f"<< /Type /Annot /Subtype /{kind} /Rect [{left} {bottom} {right} {top}]"
        f" /QuadPoints [{quads}] /Contents ({comment}) >>"
    )
