"""What people read of a mixed-citation: by the rules of Citing Medicine, no stop twice (#18)."""

import re

import pytest

from mscref.formats import jats, jatsmixed
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import Reference

OTHERS = Name(literal="others", parse_names=False)
ROE, DOE, ELM = Name("Roe", "J. R."), Name("Doe", "Jane"), Name("Elm", "T.")
P = PartialDate


def text_of(csl_type, fields):
    xml = jatsmixed.write([Reference("k", csl_type, fields)])
    (found,) = re.findall("<mixed-citation[^>]*>(.*?)</mixed-citation>", xml, re.DOTALL)
    return re.sub("<[^>]*>", "", re.sub("<annotation.*</annotation>", "", found)).strip()


@pytest.mark.parametrize(
    ("csl_type", "fields", "text"),
    [
        (
            "article-journal",
            {
                "title": "What is it?",
                "author": (ROE, DOE),
                "container-title": "J. Chem. Phys.",
                "issued": Date(P(2020, 5, 3)),
                "volume": "3",
                "issue": "2",
                "page": "1-9",
                "DOI": "10.1000/x",
            },
            "Roe J. R., Doe Jane. What is it? J. Chem. Phys. 2020 05 03;3(2):1–9. doi:10.1000/x",
        ),
        (
            "chapter",
            {
                "title": "On leaves.",
                "author": (ROE,),
                "editor": (ELM,),
                "container-title": "Trees",
                "edition": "2",
                "publisher": "P",
                "publisher-place": "Paris",
                "issued": Date(P(1999)),
                "page": "1-9",
            },
            "Roe J. R. On leaves. In: Elm T., ed. Trees. 2nd ed. Paris: P; 1999. p. 1–9.",
        ),
        (
            "book",
            {"title": "Trees!", "editor": (ELM, DOE), "issued": Date(P(2020, 22))},
            "Elm T., Doe Jane, eds. Trees! 2020 Summer.",
        ),
        (
            "book",
            {"title": "Trees", "edition": "rev. ed.", "issued": Date(literal="in press")},
            "Trees. rev. ed. in press.",
        ),
        (
            "report",
            {"title": "T", "author": (Name(literal="WHO"), OTHERS), "abstract": "Not printed."},
            "WHO, et al. T.",
        ),
        (
            "book",
            {"title": "T", "author": (ROE,), "translator": (ELM,), "edition": "13"},
            "Roe J. R. T. Elm T., trans. 13th ed.",
        ),
        ("article-journal", {"title": "T", "volume": "3", "page": "e123"}, "T. 3:e123."),
        ("webpage", {"title": "T", "URL": "http://x.org/a."}, "T. http://x.org/a."),
        ("thesis", {}, ""),
    ],
)
def test_the_text(csl_type, fields, text):
    found = text_of(csl_type, fields)
    assert found == text
    assert not re.search(r"\.\.|  |\?\.|^[ .,;:]", found)
    (back,) = jats.read(jatsmixed.write([Reference("k", csl_type, fields)]), path="x").references
    assert {name: back.fields.get(name) for name in fields if name != "edition"} == {
        name: value for name, value in fields.items() if name != "edition"
    }
    assert back.string in (text, None, "")
