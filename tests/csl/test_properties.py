"""What must hold for every input: order, undoing, letters, and no exception."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cache

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mscref.csl.processor import Processor
from mscref.csl.render.registry import find_writer
from mscref.csl.session import Session
from mscref.csl.styles import load_style
from mscref.model.citation import Citation, Cite
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Reference

STYLES = ["apa", "chicago-notes-bibliography", "ieee", "nlm-citation-sequence", "short", "oscola"]
SORTED_STYLES = ["apa", "chicago-author-date", "modern-language-association"]

# Without shrinking, which takes minutes for a whole bibliography.
PHASES = [Phase.explicit, Phase.reuse, Phase.generate]

load = cache(load_style)

_LETTERS = st.text(alphabet="abcdeÄéßñøŁžабвβγ漢字 '-.,", min_size=1, max_size=12)
_WILD = st.text(max_size=16) | st.text(alphabet="<i>/b\"'“”‘’ .,:;!?-–()[]{}\\&$aA1é", max_size=24)
_YEARS = st.integers(min_value=-300, max_value=2100).filter(bool)


def names(text: st.SearchStrategy[str]) -> st.SearchStrategy[Name]:
    return st.builds(Name, family=text, given=text) | st.builds(Name, literal=text)


def dates() -> st.SearchStrategy[Date]:
    points = st.builds(PartialDate, _YEARS, st.integers(0, 24), st.integers(0, 31))
    return st.builds(
        Date,
        start=st.none() | points,
        end=st.none() | points,
        open_ended=st.booleans(),
        circa=st.booleans(),
        literal=st.just("") | _WILD,
        raw=st.just("") | _WILD,
    )


def references(text: st.SearchStrategy[str]) -> st.SearchStrategy[list[Reference]]:
    optional: dict[str, st.SearchStrategy[FieldValue]] = {
        "author": st.lists(names(text), max_size=4).map(tuple),
        "editor": st.lists(names(text), max_size=2).map(tuple),
        "issued": dates(),
        "title": text,
        "container-title": text,
        "volume": text,
        "page": text | st.sampled_from(["12-15", "S1-S9", "e3", "1, 4"]),
        "URL": st.sampled_from(["https://a.b/c", "javascript:x", "x y"]),
        "note": text,
    }
    fields = st.fixed_dictionaries({}, optional=optional)
    kinds = st.sampled_from(["article-journal", "book", "chapter", "webpage", "", "nonsense"])
    made = st.lists(st.tuples(kinds, fields), min_size=1, max_size=5)
    return made.map(
        lambda rows: [
            Reference(f"k{number}", kind, dict(values))
            for number, (kind, values) in enumerate(rows)
        ]
    )


def bibliography(style: str, works: list[Reference], *, writer: str = "html") -> list[str]:
    processor = Processor(load(style))
    processor.register(works)
    write = find_writer(writer).citation
    return [write(entry.output, links=False) for entry in processor.bibliography().entries]


@settings(max_examples=40, deadline=None, phases=PHASES)
@given(references(_WILD), st.sampled_from(STYLES))
def test_nothing_raises(works, style):
    processor = Processor(load(style))
    processor.register(works)
    processor.bibliography()
    cites = tuple(Cite(one.id, locator="12-13", label="page", prefix="see ") for one in works)
    processor.cite(Citation("c", cites))


def distinct(works: list[Reference]) -> list[Reference]:
    """Works of which no two can be taken for one another, whatever a style prints of them."""
    return [
        one.with_fields(
            {
                "author": (Name(family=f"Author{number:03}", given="A"),),
                "issued": Date(PartialDate(2000 + number)),
                "title": f"Title{number:03}",
            }
        )
        for number, one in enumerate(works)
    ]


@settings(max_examples=20, deadline=None, phases=PHASES)
@given(references(_LETTERS).map(distinct), st.sampled_from(SORTED_STYLES), st.randoms())
def test_the_order_of_the_input_does_not_matter_to_a_style_that_sorts(works, style, chance):
    shuffled = list(works)
    chance.shuffle(shuffled)
    assert bibliography(style, works) == bibliography(style, shuffled)


@settings(max_examples=20, deadline=None, phases=PHASES)
@given(references(_LETTERS), st.sampled_from(["apa", "ieee", "chicago-notes-bibliography"]))
def test_adding_a_citation_and_removing_it_leads_back(works, style):
    session = Session(load(style))
    session.register(works)
    places: list[tuple[str, int]] = []
    for number, work in enumerate(works[:-1], start=1):
        citation = Citation(f"c{number}", (Cite(work.id),), number)
        session.process(citation, before=places)
        places.append((citation.id, number))
    before = _state(session, places)
    session.process(Citation("new", (Cite(works[-1].id),), len(works)), before=places)
    session.remove("new")
    assert _state(session, places) == before


def _state(session: Session, places: list[tuple[str, int]]) -> list[str]:
    """The whole document as text."""
    write = find_writer("html")
    outputs = [session.output(name) for name, _ in places]
    texts = [write.citation(one) for one in outputs if one]
    return [*texts, write.bibliography(session.bibliography())]


@settings(max_examples=40, deadline=None, phases=PHASES)
@given(references(_WILD), st.sampled_from(STYLES))
def test_plain_text_is_html_without_its_tags(works, style):
    plain = bibliography(style, works, writer="text")
    tagged = bibliography(style, works)
    stripped = [html.unescape(re.sub(r"<[^>]*>", " ", one)) for one in tagged]
    assert [_letters(one) for one in plain] == [_letters(one) for one in stripped]


@settings(max_examples=40, deadline=None, phases=PHASES)
@given(_LETTERS, st.text(alphabet="abcéßñ漢", min_size=1, max_size=10))
def test_no_letter_of_a_title_or_an_institution_is_lost(title, author):
    work = Reference(
        "k",
        "book",
        {
            "title": title,
            "author": (Name(literal=author),),
            "issued": Date(PartialDate(2020)),
        },
    )
    [entry] = bibliography("apa", [work], writer="text")
    assert set(_letters(title)) | set(_letters(author)) <= set(_letters(entry))


def _letters(text: str) -> str:
    """Letters and digits without case, width or mark."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(char for char in folded if char.isalnum())
