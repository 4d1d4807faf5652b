"""PDFs made here, byte for byte: pages of lines in Helvetica, with annotations."""

from __future__ import annotations

from collections.abc import Sequence


def pdf_of(pages: Sequence[Sequence[str]], annotations: Sequence[Sequence[str]] = ()) -> bytes:
    """A PDF with these lines on its pages, the first line at y = 700, 20 points apart; for each
    page its annotations, as PDF writes them."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(pages):
        shown = "\n".join(
            f"1 0 0 1 72 {700 - 20 * n} Tm ({line}) Tj" for n, line in enumerate(lines)
        )
        stream = f"BT /F1 12 Tf {shown} ET"
        annots = " ".join(annotations[number]) if number < len(annotations) else ""
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font"
            f" << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R /Annots [{annots}] >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    return _written(objects)


def highlight(x: float, y: float, width: float, comment: str = "", kind: str = "Highlight") -> str:
    """A highlight over the line whose baseline is at `y`."""
    left, right, bottom, top = x, x + width, y - 3, y + 10
    quads = f"{left} {top} {right} {top} {left} {bottom} {right} {bottom}"
    return (
        f"<< /Type /Annot /Subtype /{kind} /Rect [{left} {bottom} {right} {top}]"
        f" /QuadPoints [{quads}] /Contents ({comment}) >>"
    )


def _written(objects: Sequence[str]) -> bytes:
    text = "%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(text))
        text += f"{number} 0 obj\n{one}\nendobj\n"
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    start = len(text)
    text += f"xref\n0 {size}\n0000000000 65535 f \n{rows}"
    text += f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return text.encode("latin-1")
