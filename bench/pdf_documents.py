"""The documents of `bench.pdfs`: works, and what stands where in a document of each.

Nobody but the server of the bench knows these works; what is written in a document is known because
it was put there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

JOURNAL = "Annals of Invented Hydrology"


@dataclass(frozen=True)
class Work:
    """A work: `tex` is its title for TeX where that is written otherwise, `mark` what its registry
    puts around the title; the server knows it unless it is `unknown`."""

    name: str
    title: str
    people: str  # Family, Given & Family, Given
    tex: str = ""
    unknown: bool = False
    subtitle_on_page: str = ""
    mark: str = "{}"
    registered: str = ""  # its DOI, where it is not one of ours

    @property
    def doi(self) -> str:
        """Of a registry of its own."""
        return self.registered or f"10.5555/aih.{self.name}"

    @property
    def row(self) -> str:
        """The record, as tests/replay makes one of it."""
        if self.registered:
            return f"DOI={self.doi}; type=posted-content; title={self.title}; author={self.people}"
        return (
            f"DOI={self.doi}; title={self.mark.format(self.title)}; author={self.people}; year=2023; volume=41;"
            f" page=201-219; container-title={JOURNAL}"
        )

    @property
    def byline(self) -> str:
        """The people as a page names them."""
        names = (one.split(",") for one in self.people.split(" & "))
        return ", ".join(f"{given.strip()} {family.strip()}" for family, given in names)


PLAIN = Work(
    "plain", "Sediment transport below small weirs in spring", "Hollis, Marta & Brandt, Uwe"
)
WORKS = (
    PLAIN,
    Work(
        "long",
        "A comparison of seventeen methods for the reconstruction of daily discharge from sparse"
        " manual gauge readings in mountainous catchments with seasonal snow cover and unregulated"
        " tributaries, with an evaluation of their uncertainty",
        "Okafor, Chidi & Sørensen, Liv",
    ),
    Work("ligature", "Efficient baffles: affordable fish flow offices and the effluent difficulty", "Griffith, Effie & Affleck, Joan"),
    Work(
        "accents",
        "Über die Größe der Überschwemmungen: Flüsse, Bäche und Gräben in Österreich",
        "Müßig, Jürgen & Ångström, Åsa",
    ),
    Work("french", "« L’été » des rivières : où vont les eaux tombées à l’œil nu ?", "Lefèvre, Zoé & Béranger, Noël"),
    Work(
        "greek",
        "The effect of β-lactams and H<sub>2</sub>O<sub>2</sub> on stream biofilms",
        "de la Fuente, Inés & O’Hara, Sean",
        tex=r"The effect of $\beta$-lactams and H$_2$O$_2$ on stream biofilms",
    ),
    Work("subtitle", "After the flood: what the people of one valley remember of it", "Nguyen, Thi Hoa & Abbott, Rae"),
    Work("numbers", "Ten years of 1,200 springs, 2009–2019: part 2, chemistry", "Czerny, Karel & Li, Na"),
    Work("question", "Do beavers help? A randomised trial in 34 brooks & ditches", "Wu, Wei & An, So"),
    Work("chinese", "黄河下游泥沙输移的长期变化研究", "李, 明华 & 陈, 静"),
    Work("bilingual", "Long-term change of loess erosion 黄土侵蚀", "Zhao, Lin & Sun, Yu"),
    Work("czech", "Čištění potoků a řek v okolí Žďáru nad Sázavou", "Dvořák, Jiří & Šťastná, Věra"),
)  # fmt: skip
FOREIGN = Work(
    "foreign", "The silting of reservoirs and the age of their dams", "Hollis, Marta & Ito, Ken"
)
SIBLING = Work("sibling", "Sediment transport below small weirs in autumn", PLAIN.people)
PREVIOUS = Work("previous", "Frazil ice in steep channels and its early forecast", "Brandt, Uwe")
PART_ONE = Work("partone", "Gravel bars of braided rivers I: their formation", "Hollis, Marta")
PART_TWO = Work("parttwo", "Gravel bars of braided rivers II: their formation", "Hollis, Marta")
COMMENT = Work("comment", f"Comment on “{FOREIGN.title}”", "Price, Owen", tex=f"Comment on ``{FOREIGN.title}''")  # fmt: skip
ERRATUM = Work("erratum", f"Erratum: {PLAIN.title}", PLAIN.people)
STRANGER = Work("stranger", "Field notes of a summer beside a nameless brook", "Hollis, Marta", unknown=True)  # fmt: skip
REPLY = Work("reply", f"Reply to the comment on {FOREIGN.title}", "Hollis, Marta", unknown=True)
GOES_ON = Work(
    "goeson", f"{FOREIGN.title}: a second survey, thirty years later", FOREIGN.people, unknown=True
)
PART_THREE = Work("partthree", "Gravel bars of braided rivers III: their formation", "Hollis, Marta", unknown=True)  # fmt: skip
REVIEW = Work("review", f"Review of the book {FOREIGN.title}", "Ito, Ken", unknown=True)
STAMPED = Work("stamped", "Learning the height of rivers from photographs of bridges", "Ito, Ken & Abbott, Rae")  # fmt: skip
ARXIV = "2303.04567v2"
POSTED = Work("posted", "The price of gravel and the rivers that pay for it", "Ito, Ken", registered="10.1101/2023.05.06.000001")  # fmt: skip
OF_A_SERIES = Work("series", "Contributions to the study of meadow rivers", "Hollis, Marta")
SECOND = Work("second", "Waters of the low mountains: Part II", "Brandt, Uwe")
MARKED = tuple(
    Work(f"marked{number}", f"{title} and its consequences", "Roth, Eva", mark=mark)
    for number, (title, mark) in enumerate(
        (
            ("A flood of the year without a summer", "RETRACTED: {}"),
            ("The brook behind the old spinning mill", "Retracted article: {}"),
            ("Ice on lakes of the northern lowlands", "WITHDRAWN: {}"),
            ("Rain that falls on sealed ground", "Expression of concern: {}"),
            ("The weight of water in wet snow", "{} [Retracted]"),
        )
    )
)
RECORDED = (
    *WORKS, FOREIGN, SIBLING, PREVIOUS, PART_ONE, PART_TWO, COMMENT, ERRATUM, STAMPED, POSTED,
    replace(POSTED, registered="", name="ofposted"), OF_A_SERIES, SECOND, *MARKED,
)  # fmt: skip


@dataclass(frozen=True)
class Document:
    """What stands where in a document: `doi` in `line`, `link`, `xmp`, `info`, `cut` or none; what
    it is set on: `slides`, `poster` or a page. What `is_about` its work is not it."""

    kind: str
    work: Work
    doi: str = "line"
    columns: int = 1
    head: str = JOURNAL
    head_size: int = 11
    title_size: int = 20
    foreign_xmp: bool = False
    foreign_links: Sequence[Work] = ()
    cited: Sequence[Work] = ()
    box: Work | None = None
    cover: bool = False
    before: str = ""
    note: str = ""
    stamp: str = ""
    rubric: str = ""
    below: str = ""  # the names
    sheet: str = ""
    is_about: bool = False

    @property
    def expected(self) -> str:
        """What must be found; "" where nothing may be."""
        if self.stamp:
            return f"arxiv:{ARXIV}"
        is_other = self.work.unknown or self.is_about or self.sheet
        return "" if is_other else f"doi:{self.work.doi}"


def documents() -> list[Document]:
    """Every kind of document, and every kind of title."""
    trap = (FOREIGN, SIBLING)
    return [
        Document("a DOI on a line", PLAIN, cited=trap),
        Document("a DOI in a link", PLAIN, doi="link", columns=2, cited=trap),
        Document("a DOI in XMP", PLAIN, doi="xmp", columns=2, cited=trap, foreign_links=trap),
        Document("a DOI in Info", PLAIN, doi="info", foreign_links=trap),
        Document("a DOI over two lines", PLAIN, doi="cut", cited=trap),
        Document("no DOI", PLAIN, doi="", columns=2),
        Document("no DOI but foreign ones", PLAIN, doi="", cited=trap, foreign_links=trap),
        Document("foreign XMP", PLAIN, foreign_xmp=True, columns=2, cited=trap),
        Document("foreign XMP and no DOI", PLAIN, doi="", foreign_xmp=True),
        Document("foreign links", PLAIN, foreign_links=trap, cited=trap),
        Document("a cover sheet", PLAIN, cover=True, cited=trap),
        Document("a cover sheet and no DOI", PLAIN, doi="", cover=True, columns=2),
        Document("a large head", PLAIN, head_size=28, cited=trap),
        Document("a title as large as the text", PLAIN, title_size=10, cited=trap),
        Document("a box", PLAIN, box=FOREIGN, cited=trap),
        Document("a box and no DOI", PLAIN, doi="", box=PREVIOUS, columns=2),
        Document("the article before", PLAIN, before=f"{PREVIOUS.title}. doi:{PREVIOUS.doi}"),
        Document("a comment", COMMENT, cited=trap, foreign_links=[FOREIGN]),
        Document("a comment without a DOI", COMMENT, doi="", cited=trap, foreign_links=[FOREIGN]),
        Document("an erratum", ERRATUM, note=f"The article is doi:{PLAIN.doi}"),
        Document("part two", PART_TWO, doi="", note=f"Part I: doi:{PART_ONE.doi}"),
        Document("a sibling", SIBLING, doi="", note=f"Its companion: doi:{PLAIN.doi}"),
        Document("arXiv's stamp", STAMPED, doi="", stamp=ARXIV, cited=trap),
        Document("unknown", STRANGER, doi="", foreign_links=trap, cited=trap, foreign_xmp=True),
        Document("unknown, its DOI, too", STRANGER, cited=trap, foreign_links=trap, columns=2),
        Document("unknown, with a box", STRANGER, doi="", box=FOREIGN),
        Document("unknown, in small letters", STRANGER, doi="", title_size=10, cited=[FOREIGN]),
        Document("an unknown reply", REPLY, doi="", note=f"See doi:{FOREIGN.doi}"),
        Document("an unknown review", REVIEW, doi="", foreign_xmp=True, title_size=10),
        Document("unknown and going on", GOES_ON, doi="", note=f"The first: doi:{FOREIGN.doi}"),
        Document("unknown, going on in smaller letters", replace(GOES_ON, title=FOREIGN.title,
                 subtitle_on_page="A second survey, thirty years later"), doi="",
                 note=f"The first: {JOURNAL} 41, 201. doi:{FOREIGN.doi}"),
        Document("a rubric and two lines of title", PLAIN, rubric="RIVERS AND THEIR WEIRS"),
        Document("unknown part three", PART_THREE, doi="", cited=[PART_ONE, PART_TWO],
                 note=f"Part I: doi:{PART_ONE.doi}, part II: doi:{PART_TWO.doi}"),
        Document("slides", FOREIGN, sheet="slides"),
        Document("slides without a DOI", PLAIN, doi="", sheet="slides", cited=trap),
        Document("a poster", FOREIGN, sheet="poster", columns=2),
        Document("a poster without a DOI", PLAIN, doi="", sheet="poster", columns=2),
        *(
            Document(f"about it: {label}", FOREIGN, doi=doi, rubric=label, is_about=True)
            for label, doi in (("Journal club", "line"), ("Article reviewed:", "link"), ("Supplement", "xmp"),
                               ("Reply to", ""), ("Erratum", "line"), ("Press release", "info"))
        ),
        *(
            Document(f"about it: {label}", FOREIGN, doi=doi, below=label, is_about=True)
            for label, doi in (("Presented by Jane Smith", "line"), ("Discussant: Jane Smith", ""),
                               ("Author Correction", "link"))
        ),
        *(
            Document(f"another part: {label}", OF_A_SERIES, doi=doi, rubric=label, is_about=True)
            for label, doi in (("Part 2", "line"), ("II", ""), ("Second part", "link"))
        ),
        *(
            Document(f"another part: {label}", OF_A_SERIES, doi=doi, below=label, is_about=True)
            for label, doi in (("Part II", "xmp"), ("Continued", ""), ("Teil 3", "line"))
        ),
        Document("its own part", replace(SECOND, title="Waters of the low mountains", subtitle_on_page="Part II")),
        Document("the first part", OF_A_SERIES, rubric="Part I"),
        Document("arXiv's stamp and a link to the article", STAMPED, doi="link", stamp=ARXIV),
        Document("a server's stamp", POSTED, doi="", foreign_links=[replace(POSTED, registered="", name="ofposted")],
                 before=f"bioRxiv preprint doi: https://doi.org/{POSTED.doi}; this version posted May 6,"),
        Document("the article of a preprint", replace(POSTED, registered="", name="ofposted"), note=f"A preprint: doi:{POSTED.doi}"),
        *(
            Document(f"a mark: {work.mark}", work, doi=doi)
            for work, doi in zip(MARKED, ("line", "", "xmp", "line", "link"), strict=True)
        ),
        Document("a mark on the page", replace(MARKED[0], title=f"RETRACTED ARTICLE: {MARKED[0].title}")),
        *(
            replace(one, kind=f"title: {work.name}", work=work)
            for work, one in zip(
                WORKS[1:], 6 * (Document("", PLAIN, cited=trap),
                                Document("", PLAIN, doi="", columns=2, cited=trap)), strict=False
            )
        ),
    ]  # fmt: skip
