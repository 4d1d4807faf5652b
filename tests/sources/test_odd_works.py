"""Works of Crossref that say what they are in places of their own, and names with initials."""

from mscref.model.dates import Date, PartialDate
from mscref.sources.crossref_work import reference_from_work


def test_a_grant_has_the_title_and_the_people_of_its_project():
    project = {
        "project-title": [{"title": "Molecular basis of signalling"}],
        "investigator": [{"given": "Jane", "family": "Roe"}],
        "award-start": {"date-parts": [[2015, 1, 1]]},
    }
    work = {
        "DOI": "10.35802/1",
        "type": "grant",
        "title": [],
        "created": {"date-parts": [[2002, 7, 26]]},
        "project": [project],
    }
    reference, _ = reference_from_work(work)  # type: ignore[arg-type]
    assert reference.text("title") == "Molecular basis of signalling"
    assert [one.family for one in reference.names("author")] == ["Roe"]
    assert reference.date("issued") == Date(PartialDate(2015, 1, 1))


def test_initials_in_a_family_name_are_said():
    work = {
        "DOI": "10.1000/1",
        "type": "journal-article",
        "title": ["Penguins data"],
        "author": [{"given": "Allison", "family": "M. Horst"}, {"given": "Anna", "family": "Roth"}],
        "issued": {"date-parts": [[2022]]},
    }
    _, remarks = reference_from_work(work)  # type: ignore[arg-type]
    assert [one.code for one in remarks] == ["record-unsplit-name"]
