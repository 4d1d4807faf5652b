import pytest

from mscref.library.merge import Conflict, merge
from mscref.match.pairs import find_matches, group
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import Reference

TITLE = "Transplantation of ACE2 Mesenchymal Stem Cells"


def work(title: str = TITLE, year: int = 2020, authors: str = "Leng; Zhu", **fields: str):
    kind = fields.pop("type", "article-journal")
    variables = {name.replace("_", "-"): value for name, value in fields.items()}
    return Reference(
        "x",
        kind,
        {
            "title": title,
            "author": tuple(Name(name) for name in authors.split("; ") if name),
            "issued": Date(PartialDate(year)),
            **variables,
        },
    )


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (work(DOI="10.1000/A"), work(DOI="https://doi.org/10.1000/a", year=2010), "the same DOI"),
        (work(PMID="123"), work(PMID="PMID: 123", authors="Other"), "the same PMID"),
        (work(PMCID="PMC7220799"), work(PMCID="pmc7220799", year=1999), "the same PMCID"),
        (
            work("A trial", type="report", number="NCT04288102", authors=""),
            work("A trial", URL="https://clinicaltrials.gov/study/NCT04288102", type="report"),
            "the same NCT number",
        ),
        (
            work(DOI="10.48550/arXiv.2001.01234"),
            work(URL="https://arxiv.org/abs/2001.01234v2"),
            "the same arXiv identifier",
        ),
        (
            work(),
            work("Transplantation of <i>ACE2</i> mesenchymal stem-cells"),
            "the same title",
        ),
        (
            work(container_title="The Physical Review Letters"),
            work(container_title="Phys. Rev. Lett."),
            "the same title",
        ),
        (work("Über Zellen und Gewebe"), work("Uber Zellen und Gewebe"), "the same title"),
        (
            work("The book", type="book", ISBN="0306406152"),
            work("The Book", type="book", ISBN="978-0-306-40615-7", year=1990),
            "the same ISBN",
        ),
    ],
)
def test_certain(one: Reference, other: Reference, reason: str):
    (match,) = find_matches([one, other])
    assert match.is_certain
    assert reason in match.reasons


@pytest.mark.parametrize(
    ("one", "other", "doubt"),
    [
        (
            work(DOI="10.1000/a"),
            work("Something else entirely", DOI="10.1000/a"),
            "the titles differ",
        ),
        (work(DOI="10.1000/a"), work(DOI="10.1000/b"), "the DOIs differ"),
        (work(), work(TITLE + "s"), "the titles are not quite the same"),
        (work(), work(year=2021), "the years differ"),
        (work(page="1-9"), work(page="31-39"), "the pages differ"),
        (work(volume="1"), work(volume="2"), "the volumes differ"),
        (work(issue="1"), work(issue="2"), "the issues differ"),
        (
            work(container_title="Nature"),
            work(container_title="Science"),
            "they appeared in different places",
        ),
        (work(), work(authors="Leng"), "the author lists differ in length"),
        (work(), work(type="article"), "the types differ"),
        (work(authors=""), work(authors=""), "there are no authors to compare"),
        (
            work("Editorial", container_title="A"),
            work("Editorial", container_title="B"),
            "the title is short",
        ),
    ],
)
def test_possible(one: Reference, other: Reference, doubt: str):
    (match,) = find_matches([one, other])
    assert doubt in match.doubts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (work(), work(authors="Other; Zhu")),
        (work(), work(year=2015)),
        (work("On cells, part I"), work("On cells, part II")),
        (work(volume="1", page="2"), work(volume="2", page="5")),
        (work("Annual report 2019"), work("Annual report 2020")),
        (work(), work("Improved outcome of patients with pneumonia")),
        (
            work("One chapter here", type="chapter", ISBN="0306406152"),
            work("Quite another chapter", type="chapter", ISBN="0306406152"),
        ),
        (work(""), work("")),
    ],
)
def test_different_works(one: Reference, other: Reference):
    assert find_matches([one, other]) == []


def test_groups_join_what_matches_one_of_them():
    three = [work(DOI="10.1000/a"), work(DOI="10.1000/a", PMID="5"), work(PMID="5"), work("Else")]
    (found,) = group(find_matches(three))
    assert found.members == (0, 1, 2)
    assert {"the same DOI", "the same PMID"} <= set(found.reasons)


@pytest.mark.parametrize(
    ("kept", "other", "added", "replaced", "conflicts"),
    [
        ({"title": "{T}"}, {"doi": "{10.1/x}"}, {"doi": "{10.1/x}"}, {}, []),
        ({"title": "{T}"}, {"title": '"t"'}, {}, {}, []),
        ({"title": "{T}"}, {"title": "{U}"}, {}, {}, [Conflict("title", "{T}", "{U}")]),
        ({"year": "2020"}, {"date": "{2020-04}"}, {}, {}, []),
        ({"doi": "{}"}, {"doi": "{10.1/x}"}, {}, {"doi": "{10.1/x}"}, []),
        ({"a": "{1}"}, {"note": "{}"}, {}, {}, []),
        ({"organization": "{PMLR}"}, {"publisher": "{PMLR}"}, {}, {}, []),
        ({"issue": "20"}, {"number": "{20}"}, {}, {}, []),
        ({"issue": "3"}, {"number": "{20}"}, {"number": "{20}"}, {}, []),
        ({"journaltitle": "{J}"}, {"booktitle": "{j}"}, {}, {}, []),
        ({"keywords": "{a, b}"}, {"keywords": "{B, c}"}, {}, {"keywords": "{a, b, c}"}, []),
        ({"groups": "{x,y}"}, {"groups": "{z, X, z}"}, {}, {"groups": "{x,y,z}"}, []),
        ({"groups": "{x; y}"}, {"groups": "{Y}"}, {}, {}, []),
        ({"a": "{1}"}, {"journal": "aad # { x}"}, {"journal": "aad # { x}"}, {}, []),
    ],
)
def test_merging_adds_and_never_overwrites(kept, other, added, replaced, conflicts):
    merged = merge(kept, [other])
    assert (dict(merged.added), dict(merged.replaced)) == (added, replaced)
    assert list(merged.conflicts) == conflicts


def test_a_long_title_alone_is_enough_where_nobody_wrote_it():
    trial = work("Umbilical Cord Cells Treatment for the 2019 novel Coronavirus", authors="")
    (match,) = find_matches([trial, trial])
    assert match.is_certain


@pytest.mark.parametrize(
    ("shorter", "longer", "has_doubt"),
    [
        (TITLE, f"{TITLE} in patients with COVID-19", False),
        ("Cancer statistics", "Cancer statistics, 2020", False),
        ("Whales", "Whales 2: the return", False),
        ("Whales: Part 1", "Whales: Part 2", True),
        ("Cancer statistics, 2019", "Cancer statistics, 2020", True),
        ("Whale", "Whales 2", True),
    ],
)
def test_of_a_title_that_is_cut_no_number_is_missed(shorter, longer, has_doubt):
    (match,) = find_matches([work(shorter, DOI="10.1000/a"), work(longer, DOI="10.1000/a")])
    assert any("part numbers" in one for one in match.doubts) == has_doubt
