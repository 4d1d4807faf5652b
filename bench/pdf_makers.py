"""PDFs of one document by pdfLaTeX, Chromium and LibreOffice.

What crosses the border: documents of `bench.pdf_documents` in; files that the programs read, then
PDFs, out.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from html import escape
from pathlib import Path

from bench.pdf_documents import FOREIGN, JOURNAL, Document, Work
from tests.pdfmaking import xmp_with

TEXT = (
    "Rivers carry what the land gives them. We measured how much of it comes by, on which days, and"
    " what the weir keeps back of it; the instruments stood there from March to June."
)


# Width and height in points, and by what all letters are larger than those of a page.
SHEETS = {"": (595, 842, 1), "slides": (960, 540, 2), "poster": (2384, 3370, 3)}
LONG = " ".join([TEXT] * 7)  # the references of two columns come into the second


def reference_line(number: int, work: Work) -> str:
    """A line of a list of references."""
    return f"[{number}] {work.byline}. {work.title}. {JOURNAL} 41 (2023). doi:{work.doi}"


# ---------------------------------------------------------------- pdfLaTeX

_TEX = str.maketrans(
    {"&": r"\&", "%": r"\%", "_": r"\_", "#": r"\#", "“": "``", "”": "''", "’": "'", "–": "--"}
)


def tex_of(text: str) -> str:
    """A text with the signs of TeX escaped."""
    return text.translate(_TEX)


def write_tex(document: Document, path: Path) -> None:
    """A document for pdfLaTeX."""
    work = document.work
    xmp = packet(document)
    links = " ".join(
        rf"\href{{https://doi.org/{one.doi}}}{{{tex_of(one.byline.split(',')[0])} 2023}}"
        for one in document.foreign_links
    )
    lines = [
        rf"\documentclass[10pt{',twocolumn' if document.columns == 2 else ''}]{{article}}",
        r"\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}\usepackage{times}"
        if len(document.kind) % 2
        else r"\usepackage[utf8]{inputenc}",
        *sheet_of_tex(document),
        r"\usepackage{graphicx}\usepackage[hidelinks]{hyperref}\pdfobjcompresslevel=2",
        *([rf"\hypersetup{{pdfsubject={{doi:{work.doi}}}}}"] if document.doi == "info" else []),
        r"\begin{document}",
    ]
    if xmp:
        path.with_suffix(".xmp").write_text(xmp, encoding="utf-8")
        lines.append(
            rf"\immediate\pdfobj stream attr {{/Type /Metadata /Subtype /XML}} file {{{path.stem}.xmp}}"
            r"\pdfcatalog{/Metadata \the\pdflastobj\space 0 R}"
        )
    times = SHEETS[document.sheet][2]
    size = document.title_size * times
    if times > 1:
        lines.append(rf"\fontsize{{{10 * times}}}{{{12 * times}}}\selectfont")
    top = [
        rf"{{\fontsize{{{document.head_size}}}{{{document.head_size + 4}}}\selectfont {document.head}\par}}",
        *([tex_of(document.before) + r"\par"] if document.before else []),
        *([rf"{{\Large {document.rubric}\par}}"] if document.rubric else []),
        r"\begin{center}",
        rf"{{\fontsize{{{size}}}{{{size + 4}}}\selectfont {work.tex or tex_of(work.title)}\par}}",
        *([rf"{{\Large {work.subtitle_on_page}\par}}"] if work.subtitle_on_page else []),
        rf"\medskip {{\large {tex_of(work.byline)}\par}}\end{{center}}",
    ]
    if document.title_size <= 10 or times > 1:
        top[-1] = rf"{tex_of(work.byline)}\par\end{{center}}"
    if document.below:
        top.append(rf"{{\large {tex_of(document.below)}\par}}")
    cover = [r"\onecolumn" if document.columns == 2 else "", *map(tex_of, cover_lines(document))]
    if document.cover:
        lines += [r"\par ".join(filter(None, cover)), r"\newpage"]
    lines += [r"\twocolumn[", *top, "]"] if document.columns == 2 else top
    if document.stamp:
        lines.append(
            r"\noindent\hbox to 0pt{\hskip-4em\rotatebox{90}{\Large arXiv:"
            rf"{document.stamp}\ \ [physics.geo-ph]\ \ 9 Mar 2023}}\hss}}"
        )
    lines += [
        rf"\section*{{Abstract}} {TEXT} {TEXT} {links}",
        *end_of_tex(document),
        r"\end{document}",
    ]
    path.write_text("\n\n".join(lines), encoding="utf-8")


def sheet_of_tex(document: Document) -> list[str]:
    """The packages that set a page of another size, with letters of any size."""
    if not document.sheet:
        return []
    width, height, _ = SHEETS[document.sheet]
    size = f"paperwidth={width}pt,paperheight={height}pt,margin={width // 20}pt"
    return [rf"\usepackage[{size}]{{geometry}}\usepackage[T1]{{fontenc}}\usepackage{{times}}"]


def end_of_tex(document: Document) -> list[str]:
    """What stands below the abstract."""
    work = document.work
    found = [rf"\section{{Introduction}} {TEXT} {tex_of(document.note)}"]
    if document.box:
        found.append(
            rf"\fbox{{\parbox{{.9\linewidth}}{{\large Related article\par {tex_of(document.box.title)}\par"
            rf" \small \href{{https://doi.org/{document.box.doi}}}{{doi:{document.box.doi}}}}}}}"
        )
    if document.doi == "line":
        found.append(rf"\noindent https://doi.org/{work.doi}")
    if document.doi == "link":
        found.append(rf"\noindent\href{{https://doi.org/{work.doi}}}{{Cite this article}}")
    if document.doi == "cut":
        found.append(rf"\noindent https://doi.org/10.5555/\\{work.doi.removeprefix('10.5555/')}")
    if document.cited:
        found.append(r"\section*{References}")
        found += [tex_of(reference_line(n, one)) for n, one in enumerate(document.cited, start=1)]
    return found


def make_by_latex(paths: Sequence[Path]) -> None:
    """Run pdfLaTeX on each."""
    for path in paths:
        subprocess.run(
            ["pdflatex", "-interaction=batchmode", path.name],
            cwd=path.parent,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )


# ---------------------------------------------------------------- Chromium, LibreOffice


def packet(document: Document) -> str:
    """The XMP of a document, "" where it has none."""
    doi = document.work.doi if document.doi == "xmp" else ""
    doi = FOREIGN.doi if document.foreign_xmp else doi
    if not doi:
        return ""
    return xmp_with(f"<dc:identifier>doi:{doi}</dc:identifier><prism:doi>{doi}</prism:doi>")


def cover_lines(document: Document) -> list[str]:
    """What HAL writes on its sheet, and a foreign DOI."""
    return [
        "HAL is a multi-disciplinary open access archive for the deposit and dissemination of"
        " scientific research documents.",
        f"Related documents: {FOREIGN.title}. doi:{FOREIGN.doi}",
        f"{document.work.byline}. Deposited in 2024.",
    ]


def write_html(document: Document, path: Path) -> None:
    """A document for a browser, which prints it."""
    work = document.work
    size = document.title_size
    body = [
        *([f"<div class=cover>{''.join(f'<p>{escape(one)}' for one in cover_lines(document))}</div>"] if document.cover else []),
        f"<p style='font-size:{document.head_size}pt'>{document.head}</p>",
        f"<p>{escape(document.before)}</p>" if document.before else "",
        f"<p style=font-size:14pt>{document.rubric}</p>",
        f"<{'p' if size <= 10 else 'h1'} class=t>{work.title}</{'p' if size <= 10 else 'h1'}>",
        f"<p style=font-size:14pt>{work.subtitle_on_page}</p>",
        f"<p{'' if size <= 10 else ' style=font-size:12pt'}>{escape(work.byline)}<sup>1,2</sup></p>",
        f"<p style=font-size:12pt>{escape(document.below)}</p>",
        f"<div class=stamp>arXiv:{document.stamp} [physics.geo-ph] 9 Mar 2023</div>" if document.stamp else "",
        "<div class=text><h3>Abstract</h3>",
        f"<p>{TEXT} {TEXT}",
        *(f"<a href='https://doi.org/{one.doi}'>{one.byline.split(',')[0]} 2023</a>" for one in document.foreign_links),
        f"</p><h3>1 Introduction</h3><p>{LONG} {escape(document.note)}</p>",
        *html_end(document),
        "</div>",
    ]  # fmt: skip
    width, height, times = SHEETS[document.sheet]
    page = f"@page{{size:{width}pt {height}pt}}body{{zoom:{times}}}" if document.sheet else ""
    style = (
        f"{page}body{{font:10pt serif}}.t{{font-size:{size}pt}}.cover{{break-after:page}}"
        f".text{{column-count:{document.columns}}}"
        ".stamp{position:absolute;left:-150px;top:420px;font-size:15pt;transform:rotate(-90deg)}"
    )
    head = f"<meta charset=utf-8><title>{escape(work.title)}</title><style>{style}</style>"
    path.write_text(f"<!doctype html>{head}<body>{''.join(body)}", encoding="utf-8")


def html_end(document: Document) -> list[str]:
    """What stands below the introduction."""
    work = document.work
    places = {
        "line": f"<p>https://doi.org/{work.doi}</p>",
        "link": f"<p><a href='https://doi.org/{work.doi}'>Cite this article</a></p>",
        "cut": f"<p>https://doi.org/10.5555/<br>{work.doi.removeprefix('10.5555/')}</p>",
    }
    found = [places.get(document.doi, "")]
    if document.box:
        found.append(
            f"<div style='border:1px solid;font-size:13pt'>Related article<br>{document.box.title}<br>"
            f"<a href='https://doi.org/{document.box.doi}'>doi:{document.box.doi}</a></div>"
        )
    if document.cited:
        found.append("<h3>References</h3>")
        found += [
            f"<p>{escape(reference_line(n, one))}</p>"
            for n, one in enumerate(document.cited, start=1)
        ]
    return found


def make_by_chromium(paths: Sequence[Path]) -> None:
    """Print each."""
    program = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    for path in paths:
        subprocess.run(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
             f"--print-to-pdf={path.with_suffix('.pdf')}", path.as_uri()],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            timeout=120,
        )  # fmt: skip


_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def write_fodt(document: Document, path: Path) -> None:
    """A document for LibreOffice; in two columns its text is a section."""
    work = document.work
    title = work.title.replace("<sub>", '<text:span text:style-name="low">')
    title = title.replace("</sub>", "</text:span>").replace(" & ", " &amp; ")
    rows: list[str] = []

    def put(inner: str, style: str = "p") -> None:
        rows.append(f'<text:p text:style-name="{style}">{inner}</text:p>')

    for one in cover_lines(document) if document.cover else ():
        put(escape(one))
    put(escape(document.head), "newpage" if document.cover else "head")
    put(escape(document.before))
    put(document.rubric, "box")
    put(title, "title")
    put(work.subtitle_on_page, "box")
    put(escape(work.byline), "people")
    put(escape(document.below), "people")
    rows.append('<text:section text:name="s" text:style-name="columns">')
    put("Abstract", "h")
    linked = "".join(_fodt_link(one, f"{one.byline} 2023") for one in document.foreign_links)
    put(f"{TEXT} {TEXT} {linked}")
    put("1 Introduction", "h")
    put(f"{LONG} {escape(document.note)}")
    places = {
        "line": f"https://doi.org/{work.doi}",
        "link": _fodt_link(work, "Cite this article"),
        "cut": f"https://doi.org/10.5555/<text:line-break/>{work.doi.removeprefix('10.5555/')}",
    }
    put(places.get(document.doi, ""))
    if document.box:
        put("Related article", "box")
        put(document.box.title, "box")
        put(_fodt_link(document.box, f"doi:{document.box.doi}"))
    if document.cited:
        put("References", "h")
        for number, one in enumerate(document.cited, start=1):
            put(escape(reference_line(number, one)))
    rows.append("</text:section>")
    size = document.title_size
    width, height, times = SHEETS[document.sheet]
    styles = "".join(
        [
            _fodt_style("p", 10 * times),
            _fodt_style("head", document.head_size * times),
            _fodt_style("newpage", document.head_size, ' fo:break-before="page"'),
            _fodt_style("title", size * times),
            _fodt_style("people", times * (10 if size <= 10 else 12)),
            _fodt_style("h", times * (10 if size <= 10 else 13)),
            _fodt_style("box", times * 13),
            '<style:page-layout style:name="sheet"><style:page-layout-properties'
            f' fo:page-width="{width}pt" fo:page-height="{height}pt" fo:margin="40pt"/>'
            "</style:page-layout>",
            '<style:style style:name="low" style:family="text"><style:text-properties'
            ' style:text-position="sub 58%"/></style:style>',
            '<style:style style:name="columns" style:family="section"><style:section-properties>'
            f'<style:columns fo:column-count="{document.columns}" fo:column-gap="5mm"/>'
            "</style:section-properties></style:style>",
        ]
    )
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_ODF} office:version="1.3"'
        ' office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard"'
        ' style:page-layout-name="sheet"/></office:master-styles>'
        f"<office:body><office:text>{''.join(rows)}</office:text></office:body></office:document>",
        encoding="utf-8",
    )


def _fodt_link(work: Work, text: str) -> str:
    return f'<text:a xlink:type="simple" xlink:href="https://doi.org/{work.doi}">{escape(text)}</text:a> '


def _fodt_style(name: str, size: int, more: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties'
        f'{more} fo:margin-bottom="2mm"/><style:text-properties fo:font-size="{size}pt"/></style:style>'
    )


def make_by_libreoffice(paths: Sequence[Path]) -> None:
    """Convert all in one run."""
    if not paths:
        return
    folder = paths[0].parent
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", str(folder), *map(str, paths)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
        timeout=900,
    )  # fmt: skip


def add_metadata(path: Path, document: Document) -> None:
    """Put XMP and Info into a PDF of a program that writes neither, as publishers do."""
    from pypdf import PdfWriter

    xmp = packet(document)
    if not xmp and document.doi != "info":
        return
    writer = PdfWriter(clone_from=path)
    if xmp:
        writer.xmp_metadata = xmp.encode()
    if document.doi == "info":
        writer.add_metadata({"/doi": document.work.doi})
    writer.write(path)
