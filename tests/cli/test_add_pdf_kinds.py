"""`mscref add paper.pdf` of what prints a work's title, people and DOI and is another thing (#18).

Slides, posters, reviews and notices; parts of a series; preprints; and works whose registry puts a
mark before the title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from tests.pdfmaking import Line, Page, article, pdf_bytes, write_pdf
from tests.replay.made import recordings
from tests.replay.server import ReplayServer

from mscref.cli.main import run

JOURNAL = "container-title=Journal of Small Trees; volume=12; page=101-117"
FOREIGN = "The drought of rivers and what follows for all their fish"
OWN = "Growth of young oaks beside large rivers in dry summers"
PREPRINT = "Where the rain of high mountains goes in autumn"
THESIS = "Sediments of the upper valley and their age"
LONG = "Hydrogeomorphological characterisation of anthropogenically transformed watercourses"
# What registries write around the title of a work, and about which work the DOI then stands.
MARKS = {
    "m1": "RETRACTED: {}",
    "m2": "Retracted article: {}",
    "m3": "WITHDRAWN: {}",
    "m4": "Expression of concern: {}",
    "m5": "RETRACTED ARTICLE — {}",
    "m6": "[Retracted] {}",
    "m7": "{} [RETRACTED]",
    "m8": "{} (Retracted article. See vol. 3, pg. 7, 2011)",
    "m9": "RETRACTED {}",
    "m10": "TEMPORARY REMOVAL: {}",
    "m11": "Editorial Expression of Concern: {}",
    "m12": "Notice of Violation of IEEE Publication Principles: {}",
    "m13": "{} - Retracted",
}
MARKED = "Songs of the nightingale number {} and what they mean in spring"
WORKS = (
    f"DOI=10.5555/own; title={OWN}; author=Müller, José & de la Cruz, Anna; {JOURNAL}",
    f"DOI=10.5555/foreign; title={FOREIGN}; author=Müller, José; {JOURNAL}",
    f"DOI=10.5555/parts; title=Gravel bars of braided rivers: their formation;"
    f" author=Müller, José; {JOURNAL}",
    f"DOI=10.5555/second; title=Loess of the great plains: Part II; author=Müller, José; {JOURNAL}",
    f"DOI=10.5555/thesis; type=dissertation; title={THESIS}; author=Roth, Eva; publisher=Town",
    f"DOI=10.5555/subtitle; title=Rivers that are lost; subtitle=A history of their names;"
    f" author=Roth, Eva; {JOURNAL}",
    "DOI=10.5555/zh; title=城市树木生长的研究方法; author=王, 小明; container-title=树木学报",
    f"DOI=10.5555/long; title={LONG}; author=Roth, Eva; {JOURNAL}",
    "DOI=10.5555/volume; type=book; title=A History of Forests; author=Weber, Karl; volume=1;"
    " publisher=Wood Press",
    f"DOI=10.5555/journal; title={PREPRINT}; author=Roth, Eva; {JOURNAL}",
    f"DOI=10.1101/2020.01.02.000003; type=posted-content; title={PREPRINT}; author=Roth, Eva",
    f"DOI=10.5555/only; title=Which moss grows on which old wall; author=Roth, Eva; {JOURNAL}",
    *(
        f"DOI=10.5555/{name}; title={mark.format(MARKED.format(name))}; author=Roth, Eva; {JOURNAL}"
        for name, mark in MARKS.items()
    ),
    f"DOI=10.5555/concern; title=Expression of concern: {OWN}; author=Müller, José & de la Cruz,"
    f" Anna; {JOURNAL}; updates=expression_of_concern 10.5555/own",
    f"DOI=10.5555/alone; title=Expression of concern: The bark of trees in a very cold winter;"
    f" author=Roth, Eva; {JOURNAL}; updates=expression_of_concern 10.5555/nowhere",
)
STAMPED = (
    f"id=2101.00001v2; title={PREPRINT}; author=Roth, Eva; year=2021",
    "id=2101.00002v1; title=Which moss grows on which old wall; author=Roth, Eva; year=2021",
)


@pytest.fixture(scope="module")
def registries() -> Iterator[ReplayServer]:
    with ReplayServer(recordings(crossref=WORKS, arxiv=STAMPED)) as running:
        yield running


@pytest.fixture
def folder(
    tmp_path: Path, registries: ReplayServer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    monkeypatch.setenv("MSCREF_SOURCES_URL", registries.url)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "refs.bib").write_text("% mine\n")
    yield tmp_path


def add(
    folder: Path, capsys: pytest.CaptureFixture[str], pages: Sequence[Page], **more: object
) -> tuple[int, str, str]:
    """Exit code, what stands in the library then, what was said."""
    write_pdf(folder / "paper.pdf", pages, **more)
    code = run(["add", "-l", "refs.bib", "paper.pdf"])
    _, err = capsys.readouterr()
    return code, (folder / "refs.bib").read_text(), err


def refused(found: tuple[int, str, str], reason: str = "") -> None:
    code, library, err = found
    assert (code, library) == (4, "% mine\n"), err
    assert reason in err


DOI = "doi:10.5555/foreign"
PEOPLE = "José Müller"


def large(lines: Sequence[Line], times: float) -> list[Line]:
    return [Line(one.text, one.size * times) for one in lines]


# ---------------------------------------------------------------- slides, posters

BULLETS = ("Rivers fall dry", "Fish follow them", "What can be done", DOI)
SLIDE = [Line(FOREIGN, 14), Line(PEOPLE, 11), *(Line(one, 11) for one in BULLETS)]
NEXT = [Line("Outline of the talk", 14), *(Line(one, 11) for one in BULLETS)]
SLIDES = {
    "beamer": [Page(SLIDE, size=(362, 272)), Page(NEXT, size=(362, 272))],
    "beamer, wide": [Page(SLIDE, size=(454, 255)), Page(NEXT, size=(454, 255))],
    "an office's": [Page(large(SLIDE, 2), size=(720, 540)), Page(large(NEXT, 2), size=(720, 540))],
    "one slide": [Page(large(SLIDE, 2), size=(960, 540))],
    "a poster": [Page(large(article((FOREIGN,), PEOPLE, DOI), 3), size=(2384, 3370))],
    "a wide poster": [Page(large(article((FOREIGN,), PEOPLE, DOI), 2), size=(3370, 2384))],
}


@pytest.mark.parametrize("kind", SLIDES)
def test_slides_and_posters_are_not_the_paper(kind, folder, capsys):
    refused(add(folder, capsys, SLIDES[kind]), "a poster" if "poster" in kind else "slides")


def test_slides_by_their_program(folder, capsys):
    pages = [Page(article((FOREIGN,), PEOPLE, DOI))]
    made = {"Creator": "Microsoft® PowerPoint® 2019"}
    refused(add(folder, capsys, pages, info=made), "slides")


PAPERS = {
    "a spread": (article((FOREIGN,), PEOPLE, DOI), (842, 595)),
    "a small page": (article((FOREIGN,), PEOPLE, DOI), (420, 595)),
    "a page for readers of e-books": (article((FOREIGN,), PEOPLE, DOI), (288, 432)),
}


@pytest.mark.parametrize("kind", PAPERS)
def test_papers_on_other_pages_are_papers(kind, folder, capsys):
    lines, size = PAPERS[kind]
    code, library, err = add(folder, capsys, [Page(lines, size=size)] * 2)
    assert (code, "10.5555/foreign" in library) == (0, True), err


# ---------------------------------------------------------------- talk about it

ABOVE = (
    "Journal club",
    "Paper of the week",
    "Article reviewed:",
    "Today’s paper:",
    "This note is about:",
    "Peer review of",
    "Preprint review",
    "Faculty Opinions recommendation of",
    "Reading group, 3 May 2021",
    "Poster presentation",
    "Press release",
    "Lay summary",
    "Study guide",
    "Related article",
    "Supplement",
    "Supplement to",
    "Appendix",
    "Reply",
    "Reply to",
    "Rejoinder",
    "Erratum",
    "Re:",
    "Referat zu",
    "读书报告",
)


@pytest.mark.parametrize("label", ABOVE)
def test_what_says_above_that_it_is_about_it(label, folder, capsys):
    pages = [Page(article((FOREIGN,), PEOPLE, DOI, top=[Line(label, 12)]))]
    refused(add(folder, capsys, pages), "the page is about it")


BELOW = (
    "Presented by Jane Smith",
    "Presenter: Jane Smith",
    "Discussant: Jane Smith",
    "Summary by Jane Smith",
    "Journal club by Jane Smith",
    "Reviewer: Jane Smith",
    "Vorgetragen von Jana Schmidt",
    "Erratum",
    "Author Correction",
    "Retraction notice",
)


@pytest.mark.parametrize("label", BELOW)
def test_what_says_below_that_it_is_about_it(label, folder, capsys):
    lines = [Line(FOREIGN, 18), Line(PEOPLE, 12), Line(label, 12), *article((), "Text.", DOI)]
    refused(add(folder, capsys, [Page(lines)]), "the page is about it")


@pytest.mark.parametrize(
    "label",
    [
        "Presented by J. Müller at the meeting of May",
        "Edited by: Jane Smith",
        "Reviewed by: Jane Smith",
        "Academic Editor: Jane Smith",
        "Supporting Information",
        "Correspondence: j@example.org",
    ],
)
def test_what_a_paper_says_of_itself_below(label, folder, capsys):
    lines = [Line(FOREIGN, 18), Line(PEOPLE, 12), Line(label), *article((), "Text.", DOI)]
    code, library, err = add(folder, capsys, [Page(lines)])
    assert (code, "10.5555/foreign" in library) == (0, True), err


@pytest.mark.parametrize(
    "label",
    ["Original article:", "Research Paper:", "Title:", "SUPPLEMENT ARTICLE", "Featured article",
     "Open access", "Chapter 3:", "Section A: Hydrology"],
)  # fmt: skip
def test_what_a_paper_says_of_itself_above(label, folder, capsys):
    pages = [Page(article((FOREIGN,), PEOPLE, DOI, top=[Line(label)]))]
    code, library, err = add(folder, capsys, pages)
    assert (code, "10.5555/foreign" in library) == (0, True), err


# ---------------------------------------------------------------- parts

BARS = "Gravel bars of braided rivers: their formation"
PARTS = (
    "Part 2", "PART II", "II", "II.", "(Part Two)", "Second part", "Teil 2", "Zweiter Teil",
    "Deuxième partie", "Parte 3", "Continued", "Fortsetzung", "第二部分", "Part B",
)  # fmt: skip


@pytest.mark.parametrize("place", ["above", "below", "below the names"])
@pytest.mark.parametrize("part", PARTS)
def test_another_part_is_another_work(part, place, folder, capsys):
    lines = [Line(BARS, 18), Line(PEOPLE, 12)]
    at = {"above": 0, "below": 1, "below the names": 2}[place]
    lines.insert(at, Line(part, 12))
    head = [Line("Journal of Small Trees 12", 9)]
    pages = [Page([*head, *lines, *article((), "Text.", "doi:10.5555/parts")])]
    refused(add(folder, capsys, pages), f"“{part.strip('()')}”")


LOESS = "Loess of the great plains"
SAME_PART = {
    "its own part below": ([Line(LOESS, 18), Line("Part II", 14)], "10.5555/second"),
    "the part in another way": ([Line(f"{LOESS}: Part II", 18), Line("Part 2")], "10.5555/second"),
    "the first of what has no parts": ([Line("Part I"), Line(BARS, 18)], "10.5555/parts"),
    "a number of a page": ([Line("2"), Line(BARS, 18)], "10.5555/parts"),
    "a part of the volume": (
        [Line("Journal of Small Trees, Part II, p. 101"), Line(BARS, 18)],
        "10.5555/parts",
    ),
}


@pytest.mark.parametrize("kind", SAME_PART)
def test_the_same_part_is_the_work(kind, folder, capsys):
    top, doi = SAME_PART[kind]
    pages = [Page([*top, Line(PEOPLE, 12), *article((), "Text.", f"doi:{doi}")])]
    code, library, err = add(folder, capsys, pages)
    assert (code, doi in library) == (0, True), err


@pytest.mark.parametrize("part", ["Volume II", "Vol. 2", "Band 2", "Tome 2"])
def test_another_volume_is_another_book(part, folder, capsys):
    lines = [Line("A History of Forests", 24), Line(part, 14), Line("Karl Weber", 14)]
    pages = [Page([*lines, Line("Wood Press"), Line("doi:10.5555/volume")])]
    refused(add(folder, capsys, pages), part)


# ---------------------------------------------------------------- preprints

STAMP = Line("arXiv:2101.00001v2 [physics.geo-ph] 3 Feb 2021", 20, x=30, y=200, upright=True)
BIORXIV = Line(
    "bioRxiv preprint doi: https://doi.org/10.1101/2020.01.02.000003; this version posted May 2,", 7
)
TEXT = article((PREPRINT,), "Eva Roth")


def test_a_stamp_is_believed_before_a_link_to_the_journal(folder, capsys):
    pages = [Page([STAMP, *TEXT], ["https://doi.org/10.5555/journal"])]
    code, library, err = add(folder, capsys, pages)
    assert (code, "2101.00001" in library, "10.5555/journal" in library) == (0, True, False), err


def test_a_stamp_that_stands_level(folder, capsys):
    level = Line("arXiv:2101.00001v2 [physics.geo-ph] 3 Feb 2021", 10)
    pages = [Page([level, *TEXT], ["https://doi.org/10.5555/journal"])]
    code, library, err = add(folder, capsys, pages)
    assert (code, "2101.00001" in library, "10.5555/journal" in library) == (0, True, False), err


def test_the_line_of_a_preprint_server(folder, capsys):
    pages = [Page([BIORXIV, *TEXT], ["https://doi.org/10.5555/journal"])]
    code, library, err = add(folder, capsys, pages)
    assert (code, "10.1101/2020" in library, "10.5555/journal" in library) == (0, True, False), err


STAMPS = (
    "bioRxiv preprint doi: https://doi.org/10.1101/2021.09.09.999999; this version posted May 2",
    "Posted on 12 Jan 2023 — CC-BY 4.0 — https://doi.org/10.22541/au.1/v1 — This a preprint and"
    " has not been peer reviewed.",
    "Preprints.org | NOT PEER-REVIEWED | Posted: 3 May 2021  doi:10.20944/preprints202105.9999.v1",
    "This is a non-peer reviewed preprint submitted to EarthArXiv",
    "https://doi.org/10.26434/chemrxiv-2021-zzzzz Content not peer-reviewed by ChemRxiv.",
    "arXiv:2199.99999v1 [physics.geo-ph] 3 Feb 2021",
)


@pytest.mark.parametrize("stamp", STAMPS)
def test_a_stamped_preprint_is_never_the_article(stamp, folder, capsys):
    lines = article(("Which moss grows on which old wall",), "Eva Roth", top=[Line(stamp, 8)])
    found = add(folder, capsys, [Page(lines)])
    if found[0] == 0:  # by its title: the preprint that has it
        assert "2101.00002" in found[1] and "10.5555/only" not in found[1], found[2]
    else:
        refused(found, "10.5555/only")


def test_without_a_stamp_the_article_is_added_and_said(folder, capsys):
    code, library, err = add(folder, capsys, [Page(TEXT)])
    assert (code, "10.5555/journal" in library) == (0, True), err
    assert "found by its title" in err and "10.1101/2020.01.02.000003" in err


def test_a_journal_that_names_the_preprint_is_the_journal(folder, capsys):
    notes = ("A preprint is at doi:10.1101/2020.01.02.000003.", "https://doi.org/10.5555/journal")
    code, library, err = add(folder, capsys, [Page(article((PREPRINT,), "Eva Roth", *notes))])
    assert (code, "10.5555/journal" in library, "10.1101/" in library) == (0, True, False), err
    assert "other versions of it are 10.1101/2020.01.02.000003" in err


def test_a_preprint_that_names_no_article_is_itself(folder, capsys):
    notes = ("doi:10.1101/2020.01.02.000003",)
    code, library, err = add(folder, capsys, [Page(article((PREPRINT,), "Eva Roth", *notes))])
    assert (code, "10.1101/2020" in library, "10.5555/journal" in library) == (0, True, False), err


# ---------------------------------------------------------------- marks of registries


@pytest.mark.parametrize("name", MARKS)
def test_a_mark_before_the_title_is_no_part_of_it(name, folder, capsys):
    pages = [Page(article((MARKED.format(name),), "Eva Roth", f"doi:10.5555/{name}"))]
    code, library, err = add(folder, capsys, pages)
    assert (code, f"10.5555/{name}" in library) == (0, True), err


@pytest.mark.parametrize(
    "mark", ["RETRACTED ARTICLE: ", "WITHDRAWN: ", "Retracted: ", "RETRACTED "]
)
def test_a_mark_that_the_page_bears_itself(mark, folder, capsys):
    pages = [Page(article((mark + OWN,), "José Müller", "doi:10.5555/own"))]
    code, library, err = add(folder, capsys, pages)
    assert (code, "10.5555/own" in library) == (0, True), err


def test_a_mark_above_the_title_in_its_letters(folder, capsys):
    pages = [Page(article(("RETRACTED", OWN), "José Müller", "doi:10.5555/own"))]
    code, library, err = add(folder, capsys, pages)
    assert (code, "10.5555/own" in library) == (0, True), err


def test_a_notice_that_a_paper_names_is_not_the_paper(folder, capsys):
    links = ["https://doi.org/10.5555/concern"]
    code, library, err = add(folder, capsys, [Page(article((OWN,), "José Müller"), links)])
    assert (code, "10.5555/own" in library, "10.5555/concern" in library) == (0, True, False), err


def test_a_notice_alone_is_never_the_paper(folder, capsys):
    title = "The bark of trees in a very cold winter"
    pages = [Page(article((title,), "Eva Roth"), ["https://doi.org/10.5555/alone"])]
    refused(add(folder, capsys, pages))


def test_a_page_of_nothing_but_a_mark_is_no_work(folder, capsys):
    (folder / "paper.pdf").write_bytes(pdf_bytes([Page([Line("RETRACTED", 60)])]))
    assert run(["add", "-l", "refs.bib", "paper.pdf"]) == 4
    assert "RETRACTED" not in (folder / "refs.bib").read_text()
    capsys.readouterr()


# ---------------------------------------------------------------- sheets of repositories

LINES = ("Growth of young oaks beside large rivers in dry", "summers")
PAPER = Page(article(LINES, "José Müller, Anna de la Cruz", size=16))
SHEETS = {
    "White Rose": (
        f"This is a repository copy of {OWN}.",
        "White Rose Research Online URL for this paper: https://eprints.example.ac.uk/1234/",
        "Version: Accepted Version",
    ),
    "Pure": (
        "Citation for published version (APA):",
        f"Müller, J., & de la Cruz, A. (2020). {OWN}. Journal of Small Trees, 12, 101-117.",
        "General rights",
        "Copyright and moral rights for the publications made accessible in the public portal are",
        "retained by the authors. Take down policy: if you believe that this breaches copyright",
    ),
    "Radboud": (
        "PDF hosted at the Radboud Repository of the Radboud University Nijmegen",
        "The following full text is a publisher's version.",
    ),
    "Harvard": (
        f"{OWN}",
        "Citation  Müller, José. 2020. Journal of Small Trees 12",
        "Permanent link  https://nrs.example.edu/1",
        "Terms of Use  This article was downloaded from Harvard University's DASH repository",
    ),
    "eScholarship": (
        "eScholarship provides open access, scholarly publishing services to the University",
    ),
    "a publisher": (
        "This article was downloaded by: [University of Town]",
        "Publisher: Wood Press",
        "To cite this article: José Müller (2020) Growth of young oaks, J. Small Trees",
    ),
    "JSTOR": (
        OWN,
        "Author(s): José Müller and Anna de la Cruz",
        "Source: Journal of Small Trees, Vol. 12 (2020), pp. 101-117",
        "Stable URL: https://www.jstor.org/stable/123",
    ),
    "ResearchGate": (
        "See discussions, stats, and author profiles for this publication at:",
        "https://www.researchgate.net/publication/123",
        OWN,
        "Article in Journal of Small Trees · May 2020",
        "Some of the authors are also working on: The drought of rivers View project",
    ),
    "HAL": (
        "HAL Id: hal-0123456",
        "https://hal.science/hal-0123456v1",
        "Submitted on 3 May 2021",
        OWN,
        "To cite this version:",
        f"José Müller. {OWN}. 2020. hal-0123456",
    ),
}


@pytest.mark.parametrize("found_by", ["a DOI on page two", "the title"])
@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_before_the_paper_is_passed_over(sheet, found_by, folder, capsys):
    cover = Page([Line(one) for one in SHEETS[sheet]], ["https://doi.org/10.5555/foreign"])
    doi = [Line("doi:10.5555/own")] if found_by.startswith("a DOI") else []
    code, library, err = add(folder, capsys, [cover, Page([*PAPER.lines, *doi])])
    assert (code, "10.5555/own" in library) == (0, True), err


def test_a_sheet_before_a_scan_is_read(folder, capsys):
    cover = Page([*map(Line, SHEETS["JSTOR"])])
    code, library, err = add(folder, capsys, [cover, Page([]), Page([])])
    assert (code, "10.5555/own" in library) == (0, True), err


def test_the_sheet_of_a_review_names_the_book_and_is_not_it(folder, capsys):
    lines = (
        "Review",
        "Reviewed Work(s): A History of Forests by Karl Weber",
        "Review by: Jane Smith",
        "Source: Journal of Small Trees, Vol. 12",
        "Stable URL: https://www.jstor.org/stable/124",
        "doi:10.5555/volume",
    )
    refused(add(folder, capsys, [Page([*map(Line, lines)]), Page([])]))


def test_two_papers_bound_in_one_are_the_first(folder, capsys):
    second = Page(article((FOREIGN,), PEOPLE, DOI))
    code, library, err = add(folder, capsys, [PAPER, second, second])
    assert (code, "10.5555/own" in library, "10.5555/foreign" in library) == (0, True, False), err


def test_proceedings_are_none_of_their_papers(folder, capsys):
    front = Page(
        [Line("Proceedings of the Third Meeting on Rivers", 24), Line("Edited by A. B.", 14)]
    )
    refused(add(folder, capsys, [front, Page(article((FOREIGN,), PEOPLE, DOI))]))


def test_contents_that_name_a_paper_are_not_it(folder, capsys):
    rows = [
        Line("Contents", 20),
        Line(FOREIGN),
        Line(f"{PEOPLE} . . . 1"),
        Line(OWN),
        Line("A. Ro . . . 9"),
    ]
    refused(add(folder, capsys, [Page([Line("Journal of Small Trees", 24), *rows, Line(DOI)])]))


@pytest.mark.parametrize(
    "row", [f"{PEOPLE} ........ 17", f"{PEOPLE} . . . . . 17", f"{PEOPLE} …… 3"]
)
def test_a_row_of_contents_is_no_title(row, folder, capsys):
    lines = [Line("Journal of Small Trees", 24), Line(FOREIGN), Line(row), Line(OWN), Line(DOI)]
    refused(add(folder, capsys, [Page(lines)]))


# ---------------------------------------------------------------- what else people keep

BODY = article((), "Text of it.")
ZH = "城市树木生长的研究方法"
OTHERS = {
    "a thesis": (
        "10.5555/thesis",
        [Line("University of Town", 16), Line(THESIS, 22),
         Line("A thesis submitted for the degree of Doctor of Philosophy", 12), Line("by", 12),
         Line("Eva Roth", 14), Line("2019", 12), *BODY],
    ),
    "a German thesis": (
        "10.5555/thesis",
        [Line(THESIS, 22), Line("Inaugural-Dissertation zur Erlangung der Doktorwürde", 12),
         Line("vorgelegt von", 12), Line("Eva Roth", 14), *BODY],
    ),
    "a report on it": (
        "",
        [Line("Opponent’s report on the thesis", 14), Line(THESIS, 20), Line("by Eva Roth", 12),
         *BODY, Line("doi:10.5555/thesis")],
    ),
    "a subtitle in smaller letters": (
        "10.5555/subtitle",
        [Line("RIVERS THAT ARE LOST", 22), Line("a history of their names", 15),
         *article((), "Eva Roth")],
    ),
    "a Chinese paper": (
        "10.5555/zh",
        [Line("树木学报 2020 年第 3 期"), Line("城市树木生长的", 20), Line("研究方法", 20),
         Line("王小明 1，李华 2", 12), *article((), "摘要：")],
    ),
    "the second part of it": (
        "", [Line(ZH, 20), Line("（二）", 16), Line("王小明", 12), *article((), "doi:10.5555/zh")]
    ),
    "a talk on it": (
        "", [Line(ZH, 20), Line("王小明", 12), Line("汇报人：李华"), *article((), "doi:10.5555/zh")]
    ),
    "three lines with hyphens": (
        "10.5555/long",
        article(("HYDROGEOMORPHOLOGICAL CHARAC-", "TERISATION OF ANTHROPOGENI-",
                 "CALLY TRANSFORMED WATERCOURSES"), "EVA ROTH"),
    ),
    "a reply of its people": (
        "", [Line(FOREIGN, 18), Line("Reply by José Müller", 12), *article((), "Text.", DOI)]
    ),
    "a list of publications": (
        "", [Line("Publications", 20), Line(FOREIGN), Line(PEOPLE), Line(DOI)]
    ),
    "a book of abstracts": (
        "", [Line("Book of abstracts", 24), Line(FOREIGN), Line(PEOPLE), Line(DOI)]
    ),
    "data": ("", [Line("Data from:", 12), Line(FOREIGN, 18), Line(PEOPLE), *BODY, Line(DOI)]),
    "a note beside data": ("", [Line("README.md", 12), Line(FOREIGN, 18), Line(PEOPLE), Line(DOI)]),
    "a head of Elsevier": (
        "10.5555/foreign",
        [Line("Contents lists available at ScienceDirect", 9), *article((FOREIGN,), PEOPLE, DOI)],
    ),
    "a journal named Publications": (
        "10.5555/foreign",
        [Line("Publications of the Society of Trees", 9), *article((FOREIGN,), PEOPLE, DOI)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", OTHERS)
def test_what_else_people_keep(kind, folder, capsys):
    doi, lines = OTHERS[kind]
    found = add(folder, capsys, [Page(lines)])
    if doi:
        assert (found[0], doi in found[1]) == (0, True), found[2]
    else:
        refused(found)
