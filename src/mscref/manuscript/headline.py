"""The page on which a document begins, and what stands on it as a title. Pure.

A title is set larger than the text, and fills its lines: words of the text, of a list of
references or of a box beside the text do neither. Cover sheets of repositories come before the page
that is meant.

What crosses the border: pages as `pdf_front` reads them in; the page, its blocks of lines of one
size, and the lines before its references out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from mscref.manuscript.pdf_front import FrontLine, FrontPage
from mscref.match.printed import legible, printed_letters, printed_words
from mscref.records import Record

# What the services write on the sheets that they put before a document.
_COVER_MARKS = (
    r"hal is a multi-?disciplinary open access|hal id\s*:",
    r"l.archive ouverte pluridisciplinaire",
    r"jstor is a not-?for-?profit service|stable url\s*:|your use of the jstor archive",
    r"see discussions, stats, and author profiles for this publication",
    r"discover the world[’']s research",
    # Eprints, Pure, DSpace and their like; publishers who print a sheet for whom they send it to.
    r"this is (?:a|the) repository copy of|research online url for this paper",
    r"hosted at the \w{1,30} repository|persistent url of this record",
    r"\bcitation for (?:the )?published (?:version|paper)",
    r"link to (?:the )?(?:publication|published version) in|published version\W{1,9}https?://",
    r"take ?-?down policy|copyright and re-?use policy",
    r"moral rights for the publications? made accessible",
    r"the following (?:full text|item) is (?:a|an|the) (?:publisher|author|preprint)",
    r"escholarship provides open access|zurich open repository and archive",
    r"article was downloaded from harvard|has been downloaded from iopscience",
    r"this (?:article|paper|document|pdf) was downloaded by\s?:",
    r"full terms (?:&|and) conditions of (?:access|use)",
)
_IS_COVER = re.compile("|".join(_COVER_MARKS), re.IGNORECASE)
_REFERENCES = re.compile(
    r"(?:[\dIVX]{1,4}[.)]?\s{1,3})?(?:references(?:\s+(?:and|&)\s+notes)?|references\s+cited|bibliography"
    r"|literature(?:\s+cited)?|works\s+cited|literatur(?:verzeichnis|angaben)?|r[ée]f[ée]rences(?:\s+bibliographiques)?"
    r"|bibliographie|referencias(?:\s+bibliogr[áa]ficas)?|bibliograf[íi]a|refer[êe]ncias(?:\s+bibliogr[áa]ficas)?"
    r"|riferimenti\s+bibliografici|список\s+литературы|литература|参考文献|引用文献|參考文獻)"
    r"\s{0,3}[:.]?(?:\s{0,3}[\[(]?1[\]).]?\s.*)?",
    re.IGNORECASE,
)
# What begins below a title, and does not belong to it.
_HEADING = re.compile(
    r"(?:\d{1,2}\.?\s)?(?:abstract|summary|introduction|contents|key\s?words|zusammenfassung|einleitung"
    r"|r[ée]sum[ée]|sommaire|resumen|resumo|sommario|аннотация|摘要|要旨|目次|引言)\s?[:.：]?",
    re.IGNORECASE,
)
_HEAD = 8  # lines
_SAME_SIZE = 0.04  # of the size: a bold line of a title is as large as its others
_HALF_POINT = 2
_JOINT = re.compile(
    "(?<=[㐀-䶿一-鿿]) (?=[㐀-䶿一-鿿])"
)  # of lines of ideographs, which have no blanks


class LineBlock(Record):
    """Lines one under the other whose letters are of one size."""

    lines: tuple[FrontLine, ...]
    size: float

    @property
    def text(self) -> str:
        """All of them as one text."""
        return " ".join(line.text for line in self.lines)


class TitlePage(Record):
    """The page on which a document begins: its number from 1, its lines before the references, in
    blocks, and the size of its running text."""

    number: int
    lines: tuple[FrontLine, ...]
    blocks: tuple[LineBlock, ...]
    body_size: float

    @property
    def text(self) -> str:
        """The text of the page before its references."""
        return "\n".join(line.text for line in self.lines)


def is_cover_sheet(page: FrontPage) -> bool:
    """Whether a repository has put the page before a document."""
    return any(_IS_COVER.search(line.text) for line in page.lines) or (
        _IS_COVER.search(" ".join(line.text for line in page.lines)) is not None
    )


def title_pages(pages: Sequence[FrontPage]) -> list[TitlePage]:
    """Where the title may stand: the first page that is no cover sheet, then the cover sheets."""
    numbered = [(number, page) for number, page in enumerate(pages, start=1) if page.lines]
    covers = [one for one in numbered if is_cover_sheet(one[1])]
    own = [one for one in numbered if one not in covers]
    # Of all of them: a page with a title alone has no running text.
    body_size = _body_size([line for page in pages for line in page.lines])
    return [_title_page(number, page, body_size=body_size) for number, page in (*own[:1], *covers)]


def _title_page(number: int, page: FrontPage, *, body_size: float) -> TitlePage:
    lines = before_references(page)
    return TitlePage(number, lines=lines, blocks=tuple(_blocks(lines)), body_size=body_size)


def before_references(page: FrontPage) -> tuple[FrontLine, ...]:
    """The lines before the list of references begins; all where it does not."""
    for place, line in enumerate(page.lines):
        if _REFERENCES.fullmatch(line.text):
            return page.lines[:place]
    return page.lines


def is_heading(line: FrontLine) -> bool:
    """Whether a line says that the text begins: `Abstract`, `1 Introduction`."""
    return _HEADING.fullmatch(line.text) is not None


def before_text(below: Sequence[FrontLine]) -> Sequence[FrontLine]:
    """Of the lines below a title those before the text begins, as far as people, places and what
    the page is about stand there."""
    near = below[:_HEAD]
    end = next((n for n, one in enumerate(near) if is_heading(one)), len(near))
    return near[:end]


def _blocks(lines: Sequence[FrontLine]) -> Iterator[LineBlock]:
    together: list[FrontLine] = []
    for line in lines:
        if together and not are_one_size(together[0].size, line.size):
            yield LineBlock(tuple(together), size=together[0].size)
            together = []
        together.append(line)
    if together:
        yield LineBlock(tuple(together), size=together[0].size)


def are_one_size(one: float, other: float) -> bool:
    """Whether letters are of one size, but for a font's caprice."""
    return abs(one - other) <= _SAME_SIZE * max(one, other)


def is_larger(one: float, other: float) -> bool:
    """Whether letters are larger than others by more than a font's caprice."""
    return one > other and not are_one_size(one, other)


def _body_size(lines: Sequence[FrontLine]) -> float:
    """The size that most letters have, to half a point."""
    count: Counter[float] = Counter()
    for line in lines:
        count[round(line.size * _HALF_POINT) / _HALF_POINT] += len(line.text)
    return max(count, key=lambda size: count[size], default=0.0)


def headlines(page: TitlePage) -> list[str]:
    """What may be the title: what is set larger than the text, the largest first, then what stands
    on top."""
    found = [
        block
        for block in page.blocks
        if is_larger(block.size, page.body_size) and is_wordy(block.text)
    ]
    largest = sorted(found, key=lambda block: -block.size)[:_MOST_HEADLINES]
    ways = [*(one.lines for one in largest), page.lines[:_TOP_LINES]]
    texts: list[str] = []
    for lines in ways:
        text = _JOINT.sub("", legible(" ".join(line.plain for line in lines)))
        if is_wordy(text) and not text.startswith(tuple(texts)):
            texts.append(text)
    return texts


def is_wordy(text: str) -> bool:
    """Whether a text is long enough for a title that says what a work is about."""
    words = printed_words(text)
    if any(not word.isascii() for word in words):
        return len(printed_letters(text)) >= _FEW_SIGNS
    return len(words) >= _FEW_WORDS


_MOST_HEADLINES = 2
_TOP_LINES = 4  # a title and its people, or a head and a title
_FEW_WORDS = 4
_FEW_SIGNS = 8
