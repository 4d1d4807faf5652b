"""Works of one outline are evaluated by a plan; what is printed of them is the same without one."""

import itertools
from typing import Any

import pytest
from tests.csl.small import people, style

from mscref.csl import items
from mscref.csl.passes.cites import NO_PRINTED_FORM
from mscref.csl.processor import Processor
from mscref.csl.render.registry import find_writer
from mscref.csl.session import Session
from mscref.csl.styles import load_style
from mscref.formats.cslitem import reference_from_json
from mscref.model.citation import Citation, Cite

STYLES = [
    "apa", "chicago-author-date", "chicago-notes-bibliography", "ieee", "nlm-citation-sequence",
    "modern-language-association", "oscola", "deutsche-gesellschaft-fur-psychologie",
    "china-national-standard-gb-t-7714-2015-author-date", "bluebook-law-review",
]  # fmt: skip
NOBODY = object()
NAME_OR_TITLE = '<name/><substitute><text variable="title"/></substitute>'
# Values of one variable that print different things, or nothing at all.
VALUES: dict[str, list[Any]] = {
    "author": [people("Leng, Zikuan"), people("Leng, Li"), [{"literal": "WHO"}], NOBODY, []],
    "editor": [people("Kerr, Ann", "Finch, Bo"), people("Kerr, Al"), NOBODY],
    "translator": [people("Kerr, Ann", "Finch, Bo"), NOBODY],
    "issued": [
        {"date-parts": [[2020]]}, {"date-parts": [[2020, 5, 1]]}, {"literal": "in press"},
        {"date-parts": [[2020]], "circa": True}, {"raw": "2020-05/2020-06"}, NOBODY,
    ],
    "accessed": [{"date-parts": [[2021, 2, 3]]}, NOBODY, {"date-parts": [[2021]]}],
    "title": ["Of cells", "<i></i>", " ", "", "?", NOBODY],
    "title-short": ["Cells", NOBODY],
    "container-title": ["Cell", "Nature", " ", NOBODY],
    "edition": ["2", "second", "", "2nd revised", NOBODY],
    "volume": ["3", 4, 0, "3-5", "XX", NOBODY],
    "page": ["12-19", "e12", ".", NOBODY],
    "publisher": ["Beta", ".", NOBODY],
    "genre": ["Report", NOBODY],
    "number": ["7", "n. 8", NOBODY],
    "URL": ["https://example.org/1", NOBODY],
    "DOI": ["10.1000/1", NOBODY],
}  # fmt: skip
TYPES = ["article-journal", "book", "chapter", "webpage", "report", "personal_communication"]


def works(count: int = 8):
    """`count` works of every type for each of several sets of variables, all values going round."""
    made: list[dict[str, Any]] = []
    sets = [set(VALUES), {"author", "title", "issued"}, set(VALUES) - {"author", "issued"}, {"URL"}]
    rounds = {name: itertools.cycle(values) for name, values in VALUES.items()}
    for kind, names, _ in itertools.product(TYPES, sets, range(count)):
        chosen = {name: next(rounds[name]) for name in VALUES if name in names}
        fields = {name: value for name, value in chosen.items() if value is not NOBODY}
        made.append({"id": f"w{len(made)}", "type": kind, **fields})
    return [reference_from_json(one) for one in made]


def printed(made, references) -> list[str]:
    processor = Processor(made)
    processor.register(references)
    write = find_writer("html")
    cites = [processor.cite(Citation("c", (Cite(one.id, locator="3"),))) for one in references]
    return [write.bibliography(processor.bibliography()), *map(write.citation, cites)]


@pytest.mark.parametrize("name", STYLES)
def test_a_plan_changes_nothing(name, monkeypatch):
    made, references = load_style(name), works()
    planned = printed(made, references)
    monkeypatch.setattr(items, "_MANY", 10**9)
    assert printed(load_style(name), references) == planned


def test_a_plan_changes_nothing_in_a_document(monkeypatch):
    references = works(5)
    cites = [
        Citation(str(n), (Cite(one.id),), note_number=n) for n, one in enumerate(references, 1)
    ]

    def document() -> list[str]:
        session = Session(load_style("chicago-fullnote-bibliography"))
        session.register(references)
        write = find_writer("html").citation
        return [write(session.processor.cite_placed(row)) for row, _ in session.place(cites)]

    planned = document()
    monkeypatch.setattr(items, "_MANY", 10**9)
    assert document() == planned


BY_VALUE = {
    '<group delimiter=": "><text term="in"/><text variable="title"/></group>': ["In: A", "-"],
    '<choose><if is-numeric="volume"><text value="n"/></if></choose>': ["n", "-"],
    '<choose><if type="book"><text variable="title"/></if></choose>': ["A", "-"],
    '<choose><if variable="title"><text value="y"/></if></choose>': ["y", "y"],
    '<group><label variable="page"/><text variable="page"/></group>': ["-", "-"],
    '<date variable="issued"><date-part name="month"/></date>': ["May", "-"],
    f'<names variable="editor">{NAME_OR_TITLE}</names>': ["A", "-"],
    '<choose><if position="first"><text variable="title"/></if></choose>': ["A", "-"],
    '<choose><if locator="page"><text variable="locator"/></if></choose>': ["-", "-"],
}


@pytest.mark.parametrize("layout", BY_VALUE)
def test_works_of_one_outline_differ_in_what_they_hold(layout):
    first: dict[str, Any] = {"title": "A", "volume": "3", "issued": {"date-parts": [[2020, 5]]}}
    second: dict[str, Any] = {"title": " ", "volume": "three", "issued": {"date-parts": [[2020]]}}
    references = [
        reference_from_json({"id": f"w{number}", "type": "book", **(first, second)[number % 2]})
        for number in range(8)
    ]
    processor = Processor(style(layout))
    processor.register(references)
    assert len({id(processor._item(one.id).outline) for one in references}) == 1
    write = find_writer("text").citation
    got = [write(processor.cite(Citation("c", (Cite(one.id),)))) for one in references]
    assert [one.replace(NO_PRINTED_FORM, "-") for one in got] == BY_VALUE[layout] * 4


def test_few_works_need_no_plan():
    processor = Processor(style("<text variable='title'/>"))
    processor.register([reference_from_json({"id": key, "type": "book"}) for key in "abc"])
    assert all(processor._item(key).outline is None for key in "abc")
