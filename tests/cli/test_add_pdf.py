"""`mscref add paper.pdf`: the work that a PDF is, never one that it only names (#18)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.counting import is_linear
from tests.pdfmaking import Line, Page, article, pdf_bytes, write_pdf, xmp_with
from tests.replay.made import recordings
from tests.replay.server import ReplayServer

from mscref.cli.main import run
from mscref.manuscript.pdf_front import read_front_matter

JOURNAL = "container-title=Journal of Small Trees; volume=12; page=101-117"
OWN = "Growth of young oaks beside large rivers in dry summers"
FOREIGN = "The drought of rivers and what follows for all their fish"
WORKS = (
    f"DOI=10.5555/own; title={OWN}; author=Müller, José & de la Cruz, Anna; {JOURNAL}",
    f"DOI=10.5555/foreign; title={FOREIGN}; author=Müller, José; {JOURNAL}",
    f"DOI=10.5555/comment; title=Comment on “{FOREIGN}”; author=Smith, Jane; {JOURNAL}",
    f"DOI=10.5555/part1; title=Oaks and rivers I: theory of their roots;"
    f" author=Müller, José; {JOURNAL}",
    f"DOI=10.5555/part2; title=Oaks and rivers II: theory of their roots;"
    f" author=Müller, José; {JOURNAL}",
    f"DOI=10.5555/women; title=Effects of oak pollen on the lungs of women;"
    f" author=Li, Wei; {JOURNAL}",
    f"DOI=10.5555/men; title=Effects of oak pollen on the lungs of men; author=Li, Wei; {JOURNAL}",
    f"DOI=10.5555/an; title=How the roots of beeches find water; author=An, So; {JOURNAL}",
    f"DOI=10.5555/editorial; title=Editorial; author=Roth, Eva; {JOURNAL}",
    "DOI=10.5555/zh; title=城市树木生长的研究方法; author=王, 小明; container-title=树木学报",
    f"DOI=10.5555/ligature; title=Efficient flow of office air; author=Škoda, Věra; {JOURNAL}",
    f"DOI=10.5555/greek; title=TNF-α and H<sub>2</sub>O in the leaves of trees;"
    f" author=O’Neil, Pat; {JOURNAL}",
    "DOI=10.5555/book; type=book; title=The History of Forests; author=Weber, Karl; year=2018;"
    " publisher=Wood Press",
    f"DOI=10.5555/erratum; title=Erratum to: {FOREIGN}; author=Müller, José; {JOURNAL}",
    "DOI=10.5555/nobody; title=A report on the trees of the whole town; author=; publisher=Town",
)
STAMPED = (
    "id=2101.00001v2; title=Learning where the trees are from a few pictures;"
    " author=Roth, Eva & Lee, Bo; year=2021"
)


@pytest.fixture(scope="module")
def registries() -> Iterator[ReplayServer]:
    with ReplayServer(recordings(crossref=WORKS, arxiv=[STAMPED])) as running:
        yield running


@pytest.fixture
def folder(
    tmp_path: Path, registries: ReplayServer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    monkeypatch.setenv("MSCREF_SOURCES_URL", registries.url)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "refs.bib").write_text("% mine\n")
    yield tmp_path


def add(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(["add", "-l", "refs.bib", *words])
    out, err = capsys.readouterr()
    return code, out, err


def added(folder: Path) -> str:
    return (folder / "refs.bib").read_text()


TITLE = ("Growth of young oaks beside", "large rivers in dry summers")
PEOPLE = "José Müller1, Anna de la Cruz2"
REFERENCES = ("References", f"[1] J. Müller. {FOREIGN}. doi:10.5555/foreign")
FOREIGN_XMP = xmp_with("<prism:doi>10.5555/foreign</prism:doi>")
COVER = Page(
    [
        Line("HAL is a multi-disciplinary open access archive for the deposit", 10),
        Line(FOREIGN, 18),
        Line("To cite this version: doi:10.5555/foreign"),
    ]
)
HEAD = (Line("JOURNAL OF SMALL TREES", 30), Line("Research article", 20))

DOI = "doi:10.5555/own"


def apart(lines: list[Line]) -> list[Line]:
    """Each letter drawn by itself, as some programs do."""
    found, y = [], 800.0
    for line in lines:
        y -= 1.4 * line.size
        for n, one in enumerate(line.text):
            if one != " ":
                found.append(Line(one, line.size, x=60 + 0.6 * n * line.size, y=y))
    return found


def turned(lines: list[Line]) -> list[Line]:
    """All lines from below to above, as on a landscape page."""
    return [
        Line(one.text, one.size, x=60 + 25 * n, y=60, upright=True) for n, one in enumerate(lines)
    ]


# What the document is → the DOI that must come, with pages and metadata.
OWN_CASES: dict[str, tuple[list[Page], dict[str, Any]]] = {
    "xmp": (
        [Page(article(TITLE, PEOPLE))],
        {"xmp": xmp_with("<prism:doi>10.5555/OWN</prism:doi>")},
    ),
    "xmp in a list": (
        [Page(article(TITLE, PEOPLE))],
        {
            "xmp": xmp_with(
                "<dc:identifier><rdf:Alt><rdf:li>doi:10.5555/own</rdf:li></rdf:Alt></dc:identifier>"
            )
        },
    ),
    "info": ([Page(article(TITLE, PEOPLE))], {"info": {"doi": "10.5555/own"}}),
    "link": ([Page(article(TITLE, PEOPLE), ["https://doi.org/10.5555/own"])], {}),
    "line": ([Page(article(TITLE, PEOPLE, "https://doi.org/10.5555/own"))], {}),
    "bare line": ([Page(article(TITLE, PEOPLE, "J. Small Trees 12, 101. 10.5555/own"))], {}),
    "over two lines": ([Page(article(TITLE, PEOPLE, "doi:10.5555/", "own and more"))], {}),
    "foreign xmp": ([Page(article(TITLE, PEOPLE, "doi:10.5555/own"))], {"xmp": FOREIGN_XMP}),
    "foreign link": (
        [Page(article(TITLE, PEOPLE, "doi:10.5555/own"), ["https://doi.org/10.5555/foreign"])],
        {},
    ),
    "foreign references": (
        [Page(article(TITLE, PEOPLE, *REFERENCES, "doi:10.5555/women", "doi:10.5555/own"))],
        {},
    ),
    "head of the journal": ([Page(article(TITLE, PEOPLE, "doi:10.5555/own", top=HEAD))], {}),
    "cover sheet": ([COVER, Page(article(TITLE, PEOPLE, "doi:10.5555/own"))], {}),
    "page two": ([Page(article(TITLE, PEOPLE)), Page([Line("doi:10.5555/own")])], {}),
    "without a DOI": ([Page(article(TITLE, PEOPLE, *REFERENCES))], {}),
    "only a foreign DOI": (
        [Page(article(TITLE, PEOPLE), ["https://doi.org/10.5555/foreign"])],
        {"xmp": FOREIGN_XMP},
    ),
    "one size": ([Page(article(TITLE, PEOPLE, "doi:10.5555/own", size=10))], {}),
    "hyphens": (
        [
            Page(
                article(
                    ("Growth of young oaks be-", "side large rivers in dry sum-", "mers"),
                    PEOPLE,
                    "doi:10.5555/own",
                )
            )
        ],
        {},
    ),
    "capitals": ([Page(article([one.upper() for one in TITLE], PEOPLE.upper()))], {}),
    "two sizes": ([Page([Line(TITLE[0], 20), Line(TITLE[1], 17), *article((), PEOPLE, DOI)])], {}),
    "a rubric": ([Page([Line("PLANT ECOLOGY AND SOIL", 13), *article(TITLE, PEOPLE, DOI)])], {}),
    "names above": (
        [
            Page(
                [
                    Line(PEOPLE, 12),
                    *(Line(one, 18) for one in TITLE),
                    Line("Abstract", 14),
                    *article((), "Words."),
                    Line(DOI),
                ]
            )
        ],
        {},
    ),
    "a day before the names": (
        [
            Page(
                [
                    *(Line(one, 18) for one in TITLE),
                    Line("Received 3 May 2020"),
                    *article((), PEOPLE, DOI),
                ]
            )
        ],
        {},
    ),
    "letters one by one": ([Page(apart(article(TITLE, PEOPLE, DOI)))], {}),
    "a turned page": ([Page(turned(article(TITLE, PEOPLE, DOI)))], {}),
    "below the text in the file": (
        [
            Page(
                [
                    *(
                        Line(one.text, one.size, y=600 - 14 * n)
                        for n, one in enumerate(article((), PEOPLE, DOI))
                    ),
                    Line(TITLE[0], 18, y=800),
                    Line(TITLE[1], 18, y=778),
                ]
            )
        ],
        {},
    ),
    "bold in the size of the text": ([Page(article(TITLE, PEOPLE, size=10))], {}),
    "numbered lines": (
        [
            Page(
                [
                    *(
                        piece
                        for n, one in enumerate(TITLE)
                        for piece in (
                            Line(one, 18, y=780 - 25 * n),
                            Line(str(n + 1), 5, x=500, y=780 - 25 * n),
                        )
                    ),
                    Line(PEOPLE, y=720),
                    *article((), "Words."),
                ]
            )
        ],
        {},
    ),
    "a page with a title alone": (
        [Page([*(Line(one, 18) for one in TITLE), Line(PEOPLE, 18)]), Page(article((), DOI))],
        {},
    ),
    "raised mark": (
        [
            Page(
                [
                    Line(TITLE[0], 18),
                    Line(TITLE[1], 18, y=770),
                    Line("1", 9, x=400, y=778),
                    *article((), PEOPLE),
                ]
            )
        ],
        {"info": {"doi": "10.5555/own"}},
    ),
}


@pytest.mark.parametrize("name", OWN_CASES)
def test_the_work_of_the_document_is_added(name, folder, capsys):
    pages, more = OWN_CASES[name]
    write_pdf(folder / "paper.pdf", pages, **more)
    code, _, err = add(capsys, "paper.pdf")
    assert (code, "10.5555/own" in added(folder)) == (0, True), err
    assert "{:paper.pdf:PDF}" in added(folder)
    assert "10.5555/foreign" not in added(folder)


OTHER_WORKS = {
    "10.5555/zh": [
        Page([Line("城市树木生长的研究方法", 20), Line("王小明，李华", 12), *article((), "摘要")])
    ],
    "10.5555/ligature": [
        Page(article(("E\ufb03cient \ufb02ow of", "of\ufb01ce air"), "V. ˇSkoda"))
    ],
    "10.5555/greek": [
        Page(
            [
                Line("TNF-α and H", 20, y=700),
                Line("2", 13, x=200, y=696),
                Line("O in the leaves of trees", 20, y=700),
                *article((), "Pat O’Neil"),
            ]
        )
    ],
    "10.5555/part2": [
        Page(
            article(
                ("Oaks and rivers II:", "theory of their roots"), "J. Müller", "doi:10.5555/part1"
            )
        )
    ],
    "10.5555/men": [
        Page(
            article(("Effects of oak pollen on the", "lungs of men"), "Wei Li", "doi:10.5555/women")
        )
    ],
    "10.5555/comment": [
        Page(
            article(
                ("Comment on “The drought of rivers and", "what follows for all their fish”"),
                "Jane Smith and J. Müller",
                "doi:10.5555/foreign",
            )
        )
    ],
}


@pytest.mark.parametrize("doi", OTHER_WORKS)
def test_other_works(doi, folder, capsys):
    write_pdf(folder / "paper.pdf", OTHER_WORKS[doi])
    code, _, err = add(capsys, "paper.pdf")
    assert code == 0, err
    assert added(folder).count("@") == 1 and doi in added(folder)


def test_the_stamp_of_arxiv(folder, capsys):
    stamp = Line("arXiv:2101.00001v2 [cs.CV] 3 Feb 2021", 20, x=30, y=200, upright=True)
    title = ("Learning where the trees are", "from a few pictures")
    write_pdf(folder / "p.pdf", [Page([stamp, *article(title, "Eva Roth, Bo Lee")])])
    code, _, err = add(capsys, "p.pdf")
    assert (code, "2101.00001" in added(folder)) == (0, True), err


# Documents whose work nobody knows, and that name works which are known.
STRANGE = ("A book of songs for the evening", "and for the night")
GIVEN = "doi:10.5555/foreign"
FOREIGN_CASES: dict[str, tuple[list[Page], dict[str, Any]]] = {
    "links and metadata": (
        [Page(article(STRANGE, "J. Müller", FOREIGN), ["https://doi.org/10.5555/foreign"])],
        {"xmp": FOREIGN_XMP},
    ),
    "references": ([Page(article(STRANGE, "J. Müller", *REFERENCES))], {}),
    "title in the text": (
        [Page(article(STRANGE, "J. Müller", FOREIGN, "doi:10.5555/foreign"))],
        {},
    ),
    "goes on": (
        [
            Page(
                article(
                    (FOREIGN, "and for all their birds of prey"), "J. Müller", "doi:10.5555/foreign"
                )
            )
        ],
        {},
    ),
    "goes on in smaller letters": (
        [
            Page(
                [
                    Line(FOREIGN, 20),
                    Line("a second survey of birds", 13),
                    *article((), "J. Müller", GIVEN),
                ]
            )
        ],
        {},
    ),
    "goes on in those of the text": (
        [
            Page(
                [
                    Line(FOREIGN, 20),
                    Line("A second survey of birds"),
                    *article((), "J. Müller", GIVEN),
                ]
            )
        ],
        {},
    ),
    "goes on, and cites it whole": (
        [
            Page(
                [
                    Line("Journal of Small Trees 52, 5", 9),
                    Line(FOREIGN, 20),
                    Line("a second survey of birds", 15),
                    *article((), "J. Müller", "The first: Journal of Small Trees 12, 101.", GIVEN),
                ]
            )
        ],
        {},
    ),
    "about it in smaller letters": (
        [
            Page(
                [
                    Line("A comment on"),
                    Line(FOREIGN, 20),
                    *article((), "A. Other", "José Müller wrote", GIVEN),
                ]
            )
        ],
        {},
    ),
    "a name that is a word": (
        [
            Page(
                article(
                    ("How the roots of beeches find water",),
                    "Jane Doe",
                    "An oak, so",
                    "doi:10.5555/an",
                )
            )
        ],
        {},
    ),
    "a Greek letter else": (
        [
            Page(
                article(
                    ("TNF-β and H2O in the leaves of trees",), "Pat O’Neil", "doi:10.5555/greek"
                )
            )
        ],
        {},
    ),
    "a comment in one size": (
        [
            Page(
                article(
                    ("Comment on", FOREIGN),
                    "by J. Müller, answered by A. Other",
                    "doi:10.5555/foreign",
                    size=10,
                )
            )
        ],
        {},
    ),
    "a reply": ([Page(article((f"Reply to: {FOREIGN}",), "J. Müller", "doi:10.5555/foreign"))], {}),
    "other people": ([Page(article((FOREIGN,), "A. Nobody", "doi:10.5555/foreign"))], {}),
    "a box": (
        [Page([*article(STRANGE, "J. Müller"), Line(FOREIGN, 13), Line("doi:10.5555/foreign")])],
        {},
    ),
    "part one of three": (
        [
            Page(
                article(
                    ("Oaks and rivers III:", "theory of their roots"),
                    "J. Müller",
                    "doi:10.5555/part1",
                    "doi:10.5555/part2",
                )
            )
        ],
        {},
    ),
    "one word else": (
        [
            Page(
                article(
                    ("Effects of oak pollen on the", "lungs of mice"), "Wei Li", "doi:10.5555/men"
                )
            )
        ],
        {},
    ),
    "a common title": ([Page(article(("Editorial",), "Eva Roth", "doi:10.5555/editorial"))], {}),
    "nobody": (
        [Page(article(("A report on the trees of the whole town",), "Town", "doi:10.5555/nobody"))],
        {},
    ),
    "other cover sheet": ([COVER, Page(article(STRANGE, "A. Nobody"))], {}),
}


@pytest.mark.parametrize("name", FOREIGN_CASES)
def test_a_foreign_work_is_not_added(name, folder, capsys):
    pages, more = FOREIGN_CASES[name]
    write_pdf(folder / "paper.pdf", pages, **more)
    code, out, err = add(capsys, "paper.pdf")
    assert (code, added(folder)) == (4, "% mine\n"), out + err
    assert err.startswith("error: paper.pdf: which work it is could not be told")


# Lines of their own above a title that say: this is about the work of that title.
ABOUT = (
    "ERRATUM",
    "Corrigendum",
    "Publisher Correction",
    "Retraction notice to",
    "Expression of Concern",
    "Berichtigung",
    "Fe de erratas",
    "Authors’ reply",
    "Supplementary Information for",
    "Electronic Supplementary Material",
    "Peer Review File",
    "Referee report",
    "Cover letter",
    "Plain language summary of",
    "Data and code for",
)


@pytest.mark.parametrize("label", ABOUT)
def test_what_is_about_a_work_is_not_it(label, folder, capsys):
    head = (Line("Open access", 9), Line(label, 12), Line("Vol. 13", 9))
    top = head[1:2] if label.split()[-1] in ("of", "for") else head
    write_pdf(folder / "paper.pdf", [Page(article((FOREIGN,), "J. Müller", GIVEN, top=top))])
    code, out, err = add(capsys, "paper.pdf")
    assert (code, added(folder)) == (4, "% mine\n"), out + err
    assert f"the page is about it: “{label}”" in err


@pytest.mark.parametrize("label", ["Original Article", "LETTER", "Comment", "RETRACTED ARTICLE"])
def test_a_rubric_is_not_about_a_work(label, folder, capsys):
    write_pdf(folder / "paper.pdf", [Page(article(TITLE, PEOPLE, DOI, top=[Line(label, 12)]))])
    code, _, err = add(capsys, "paper.pdf")
    assert (code, "10.5555/own" in added(folder)) == (0, True), err


def test_a_notice_is_added_as_itself(folder, capsys):
    lines = [Line("ERRATUM", 10), *article((f"Erratum to: {FOREIGN}",), "J. Müller", GIVEN)]
    write_pdf(folder / "paper.pdf", [Page([*lines, Line("doi:10.5555/erratum")])])
    code, _, err = add(capsys, "paper.pdf")
    assert (code, "10.5555/erratum" in added(folder)) == (0, True), err


def test_a_notice_that_says_so_below(folder, capsys):
    notice = "Erratum to: Journal of Small Trees 12, 101"
    head = [Line(FOREIGN, 18), Line("J. Müller"), Line(notice)]
    write_pdf(folder / "paper.pdf", [Page([*head, *article((), GIVEN)])])
    code, out, err = add(capsys, "paper.pdf")
    assert (code, added(folder)) == (4, "% mine\n"), out + err


REVIEWS = {
    "a rubric": ([Line("Book reviews", 18)], "Wood Press, 2018. 300 pages"),
    "a line before": ([Line("Review of", 12)], "Wood Press, 2018"),
    "a German one": ([Line("Rezensionen", 12)], "Wood Press, 2018"),
    "its price": ([], "Wood Press 2018, 300 pp., $30"),
    "its reviewer": ([], "Reviewed by Jane Smith"),
}


@pytest.mark.parametrize("name", REVIEWS)
def test_the_review_of_a_book_is_not_the_book(name, folder, capsys):
    top, line = REVIEWS[name]
    pages = [Page(article(("The History of Forests",), "Karl Weber", line, top=top))]
    write_pdf(folder / "paper.pdf", pages, info={"doi": "10.5555/book"})
    code, out, err = add(capsys, "paper.pdf")
    assert (code, added(folder)) == (4, "% mine\n"), out + err


def test_a_book_is_added(folder, capsys):
    lines = [Line("The History of Forests", 24), Line("Karl Weber", 14), Line("Wood Press", 12)]
    write_pdf(folder / "b.pdf", [Page([*lines, Line("ISBN")])], info={"doi": "10.5555/book"})
    code, _, err = add(capsys, "b.pdf")
    assert (code, "10.5555/book" in added(folder)) == (0, True), err


# ---------------------------------------------------------------- bad input

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "10.5555/foreign">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 20}">' for n in range(1, 9)).replace("&a0;", "&a;")
    + "]><x><doi>&a8;</doi></x>"
)
OWN_PAGES = [Page(article(TITLE, PEOPLE, "doi:10.5555/own"))]


def encrypted(content: bytes) -> bytes:
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(BytesIO(content))
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    assert PdfReader(out).is_encrypted
    return out.getvalue()


BAD = {
    "a scan": (pdf_bytes([Page([])]), 3, "holds no text"),
    "protected": (encrypted(pdf_bytes(OWN_PAGES)), 3, "protected by a password"),
    "cut off": (pdf_bytes(OWN_PAGES)[:300], 3, "damaged"),
    "empty": (b"", 3, "damaged"),
    "no PDF": (b"<html>not found</html>", 3, "damaged"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_said_and_the_others_go_on(name, folder, capsys):
    content, code, message = BAD[name]
    (folder / "bad.pdf").write_bytes(content)
    write_pdf(folder / "good.pdf", OWN_PAGES)
    found, _, err = add(capsys, "bad.pdf", "good.pdf")
    assert (found, message in err, err.count("error:")) == (1, True, 1), err
    assert "10.5555/own" in added(folder)
    assert add(capsys, "bad.pdf")[0] == code


def long_page(file: Path, lines: int) -> Path:
    more = [Line("a b c d e f g h i j", y=9)] * lines
    write_pdf(file, [Page([*article(TITLE, PEOPLE, DOI), *more])])
    return file


def test_a_page_of_a_million_letters(folder, capsys):
    long_page(folder / "paper.pdf", 40_000)
    code, _, err = add(capsys, "paper.pdf")
    assert (code, "10.5555/own" in added(folder)) == (0, True), err


def test_a_page_takes_no_time_with_its_square(tmp_path):
    def read(file: Path) -> None:
        read_front_matter(file, name="paper.pdf")

    assert is_linear(read, lambda lines: long_page(tmp_path / f"{lines}.pdf", lines), 16_000)


def test_what_pypdf_logs_is_not_told(folder, capsys, caplog):
    (folder / "paper.pdf").write_bytes(b"HTTP/1.1 200 OK\r\n\r\n" + pdf_bytes(OWN_PAGES))
    code, _, err = add(capsys, "paper.pdf")
    assert (code, err.count("\n"), caplog.text) == (0, 1, "")


def test_a_bomb_in_the_metadata_is_nothing(folder, capsys):
    write_pdf(folder / "paper.pdf", OWN_PAGES, xmp=BOMB)
    code, _, err = add(capsys, "paper.pdf")
    assert (code, "10.5555/own" in added(folder)) == (0, True), err


def test_of_a_book_of_a_thousand_pages_the_first_are_read(folder, capsys):
    more = [Page([Line(f"page {n} doi:10.5555/foreign.{n}")]) for n in range(1000)]
    write_pdf(folder / "book.pdf", [*OWN_PAGES, *more])
    code, _, err = add(capsys, "book.pdf")
    assert (code, "10.5555/own" in added(folder)) == (0, True), err


@pytest.mark.parametrize(
    "name", ["a b.pdf", "a;b:c.pdf", "Müller 中文.PDF", "-x.pdf", "100%_#$&.pdf"]
)
def test_odd_names_come_back_from_the_field(name, folder, capsys):
    write_pdf(folder / name, OWN_PAGES)
    code, _, err = add(capsys, f"./{name}")
    assert code == 0, err
    escaped = name.replace(";", "\\;").replace(":", "\\:")
    assert f":{escaped}:PDF" in added(folder)


def test_a_name_with_half_a_pair_of_braces_is_refused(folder, capsys):
    write_pdf(folder / "a{b.pdf", OWN_PAGES)
    code, _, err = add(capsys, "a{b.pdf")
    assert (code, added(folder)) == (6, "% mine\n")
    assert "no .bib file can hold such a name" in err


def test_a_file_that_is_not_there(folder, capsys):
    code, _, err = add(capsys, "none.pdf")
    assert (code, "none.pdf: no such file" in err) == (6, True)


def test_a_folder_of_the_home_is_that_folder(folder, capsys, monkeypatch):
    monkeypatch.setenv("HOME", str(folder / "home"))
    write_pdf(folder / "x.pdf", OWN_PAGES)
    code, _, err = add(capsys, "x.pdf", "--move=~/papers")
    assert (code, (folder / "home/papers/x.pdf").is_file()) == (0, True), err


# ---------------------------------------------------------------- the library


def test_a_work_that_is_there_gets_the_file(folder, capsys):
    entry = f"@article{{mine,\n  title = {{{OWN}}},\n  doi = {{10.5555/own}},\n}}\n"
    (folder / "refs.bib").write_text(entry)
    (folder / "pdf").mkdir()
    write_pdf(folder / "pdf/one.pdf", OWN_PAGES)
    code, out, err = add(capsys, "pdf/one.pdf")
    assert (code, out) == (0, "linked\tmine\tis there already: the same DOI\n"), err
    assert added(folder) == entry.replace("own},\n", "own},\n  file = {:pdf/one.pdf:PDF},\n")
    before = added(folder)
    code, out, _ = add(capsys, "pdf/one.pdf")
    assert (code, out.split("\t")[0], added(folder)) == (0, "skipped", before)
    write_pdf(folder / "two.pdf", OWN_PAGES)
    assert add(capsys, "two.pdf")[0] == 0
    assert "{:pdf/one.pdf:PDF;:two.pdf:PDF}" in added(folder)
    assert run(["undo", "-l", "refs.bib"]) == 0
    assert added(folder) == before


def test_a_folder_and_two_files_of_one_work(folder, capsys):
    (folder / "in").mkdir()
    write_pdf(folder / "in/one.pdf", OWN_PAGES)
    write_pdf(folder / "in/two.pdf", OWN_PAGES)
    write_pdf(folder / "in/three.pdf", OTHER_WORKS["10.5555/men"])
    code, _, err = add(capsys, "in")
    assert code == 0, err
    assert ":in/one.pdf:PDF;:in/two.pdf:PDF" in added(folder)
    assert added(folder).count("@article") == 2


def test_a_work_and_its_pdf_are_one(folder, capsys):
    write_pdf(folder / "paper.pdf", OWN_PAGES)
    code, out, _ = add(capsys, "paper.pdf", "10.5555/own", "10.5555/own")
    assert (code, [line.split("\t")[0] for line in out.splitlines()]) == (0, ["added", "skipped"])
    assert added(folder).count("{:paper.pdf:PDF}") == added(folder).count("@article") == 1


def test_what_is_not_below_the_library_is_linked_in_full(folder, capsys):
    (folder / "lib").mkdir()
    path = write_pdf(folder / "paper.pdf", OWN_PAGES)
    assert run(["add", "-l", "lib/refs.bib", "paper.pdf"]) == 0
    assert f"{{:{path}:PDF}}" in (folder / "lib/refs.bib").read_text()


# What is asked for → the link, and the files that are there then.
MOVES = {
    ("--rename",): (":muller2020.pdf:PDF", {"muller2020.pdf"}),
    ("--move", "pdf"): (":pdf/a paper.PDF:PDF", {"pdf/a paper.PDF"}),
    ("--rename", "--move", "pdf/new"): (":pdf/new/muller2020.pdf:PDF", {"pdf/new/muller2020.pdf"}),
    ("--move", "pdf", "--copy"): (":pdf/a paper.PDF:PDF", {"a paper.PDF", "pdf/a paper.PDF"}),
    ("--rename", "--copy"): (":muller2020.pdf:PDF", {"a paper.PDF", "muller2020.pdf"}),
}


def pdfs_of(folder: Path) -> set[str]:
    found = (one.relative_to(folder).as_posix() for one in folder.rglob("*"))
    return {one for one in found if one.lower().endswith(".pdf")}


@pytest.mark.parametrize("options", MOVES)
def test_files_move_and_undo_takes_them_back(options, folder, capsys):
    content = write_pdf(folder / "a paper.PDF", OWN_PAGES).read_bytes()
    link, files = MOVES[options]
    code, _, err = add(capsys, "a paper.PDF", *options)
    assert (code, link in added(folder), pdfs_of(folder)) == (0, True, files), err
    assert all((folder / one).read_bytes() == content for one in files)
    assert run(["undo", "-l", "refs.bib"]) == 0
    assert (added(folder), pdfs_of(folder)) == ("% mine\n", {"a paper.PDF"})
    assert (folder / "a paper.PDF").read_bytes() == content


def test_no_file_is_written_over(folder, capsys):
    write_pdf(folder / "one.pdf", OWN_PAGES)
    write_pdf(folder / "two.pdf", OWN_PAGES)
    (folder / "muller2020.pdf").write_bytes(b"another")
    code, _, err = add(capsys, "one.pdf", "two.pdf", "--rename")
    assert code == 0, err
    assert pdfs_of(folder) == {"muller2020.pdf", "muller2020-2.pdf", "muller2020-3.pdf"}
    assert (folder / "muller2020.pdf").read_bytes() == b"another"
    assert ":muller2020-2.pdf:PDF;:muller2020-3.pdf:PDF" in added(folder)


def test_a_file_that_is_linked_stays_where_it_is(folder, capsys):
    write_pdf(folder / "one.pdf", OWN_PAGES)
    assert add(capsys, "one.pdf")[0] == 0
    before = added(folder)
    assert add(capsys, "one.pdf", "--rename", "--move", "pdf")[0] == 0
    assert (added(folder), pdfs_of(folder)) == (before, {"one.pdf"})


def test_a_dry_run_moves_nothing(folder, capsys):
    write_pdf(folder / "one.pdf", OWN_PAGES)
    code, out, _ = add(capsys, "one.pdf", "--rename", "--move", "pdf", "--dry-run")
    assert (code, "rename to" in out, added(folder)) == (0, True, "% mine\n")
    assert (pdfs_of(folder), (folder / "pdf").exists()) == ({"one.pdf"}, False)


@pytest.mark.parametrize(
    ("options", "message"),
    [(["--copy"], "--copy of what"), (["--move", "refs.bib"], "this is a file, not a folder")],
)
def test_what_cannot_be_meant(options, message, folder, capsys):
    write_pdf(folder / "one.pdf", OWN_PAGES)
    code, _, err = add(capsys, "one.pdf", *options)
    assert (code, message in err) == (2, True)


def test_a_symbolic_link_is_not_moved(folder, capsys):
    write_pdf(folder / "one.pdf", OWN_PAGES)
    (folder / "link.pdf").symlink_to("one.pdf")
    code, _, err = add(capsys, "link.pdf", "--rename")
    assert (code, "is a symbolic link" in err, added(folder)) == (6, True, "% mine\n")


def test_a_name_that_no_field_can_hold_is_given_another(folder, capsys):
    write_pdf(folder / "a{b.pdf", OWN_PAGES)
    assert add(capsys, "a{b.pdf", "--rename")[0] == 0
    assert pdfs_of(folder) == {"muller2020.pdf"}


def test_a_dry_run_writes_nothing(folder, capsys):
    write_pdf(folder / "paper.pdf", OWN_PAGES)
    code, out, _ = add(capsys, "paper.pdf", "--dry-run")
    assert (code, added(folder), "+  file" in out) == (0, "% mine\n", True)


def test_lines_of_a_file_may_be_pdfs(folder, capsys):
    write_pdf(folder / "paper.pdf", OWN_PAGES)
    (folder / "list.txt").write_text("paper.pdf\n10.5555/men\n")
    assert add(capsys, "list.txt")[0] == 0
    assert added(folder).count("@article") == 2


def test_services_that_are_down_are_said(folder, capsys, monkeypatch):
    monkeypatch.setenv("MSCREF_SOURCES_URL", "http://127.0.0.1:9")
    write_pdf(folder / "paper.pdf", OWN_PAGES)
    code, _, err = add(capsys, "paper.pdf", "--timeout", "1")
    assert (code, added(folder)) == (5, "% mine\n")
    assert "paper.pdf" in err


def test_ctrl_c_keeps_what_is_done(folder, capsys, monkeypatch):
    def interrupted(path: Path, *, name: str):
        if name == "two.pdf":
            raise KeyboardInterrupt
        return read_front_matter(path, name=name)

    monkeypatch.setattr("mscref.app.identifying_pdf.read_front_matter", interrupted)
    write_pdf(folder / "one.pdf", OWN_PAGES)
    write_pdf(folder / "two.pdf", OTHER_WORKS["10.5555/men"])
    code, _, _ = add(capsys, "one.pdf", "two.pdf")
    assert (code, "10.5555/own" in added(folder)) == (130, True)
