"""References from plain text, for the tests of matching and verdicts."""

from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Reference


def reference(id: str = "", *, type: str = "article-journal", **values: str) -> Reference:
    """A reference: names as `Family` or `Family, Given` between semicolons, the year as text."""
    fields: dict[str, FieldValue] = {}
    for name, value in values.items():
        variable = name.replace("_", "-")
        if variable in ("author", "editor"):
            fields[variable] = tuple(_name(one) for one in value.split(";"))
        elif variable == "issued":
            fields[variable] = Date(PartialDate(int(value)))
        else:
            fields[variable] = value
    return Reference(id, type, fields)


def _name(text: str) -> Name:
    family, _, given = (part.strip() for part in text.partition(","))
    return Name(literal="others") if family == "others" else Name(family, given)


HEAT = reference(
    "heat",
    title="The effect of heat on the viscosity of water: a review of fifty years",
    author="Roth, Anna; Miller, Bert; Ivanova, Clara",
    issued="2020",
    container_title="Journal of Applied Fluid Mechanics",
    volume="12",
    page="345-352",
    DOI="10.1000/heat",
)
COLD = reference(
    "cold",
    title="The effect of cold on the hardness of ice",
    author="Roth, Anna; Miller, Bert",
    issued="2020",
    container_title="Journal of Applied Fluid Mechanics",
    volume="12",
    page="353-360",
    DOI="10.1000/cold",
)
