"""What the reader does with each field: the one look-up per field of a library. Data only.

Fields absent here are leftovers.
"""

from __future__ import annotations

from mscref.formats.bibtex.tables import (
    DATE_FIELDS,
    DATE_PREFIXES,
    NAME_FIELDS,
    NUMBER_FIELDS,
    OWN_NAMES,
    PROTECTED_FIELDS,
    PUBLISHER_FIELDS,
    TEXT_FIELDS,
    VERBATIM_FIELDS,
)

# What the loop over the fields does with each: (what, CSL variable). Fields absent here are
# leftovers; LATER ones are read again by the functions below.
TEXT, NAMES, DATE, VERBATIM, PROTECTED, NUMBER, LATER = range(7)
_SPLIT_DATES = [
    prefix + part
    for prefix in DATE_PREFIXES
    for part in ("year", "month", "day", "endyear", "endmonth", "endday")
]
YEARS = [(prefix + "year", prefix, variable) for prefix, variable in DATE_PREFIXES.items()]
# What stands together is done together, and only where one of its fields is there.
NUMBERS, PUBLICATION, LINKS, EDITORS, _OTHER = "numbers", "publication", "links", "editors", ""
_LATER_FIELDS = {
    NUMBERS: "pages eid volume part number issue edition",
    PUBLICATION: "location note addendum pubstate " + " ".join(PUBLISHER_FIELDS),
    LINKS: "url",
    EDITORS: "editortype editora editorb editorc editoratype editorbtype editorctype",
    _OTHER: """
        title subtitle titleaddon maintitle mainsubtitle maintitleaddon booktitle booksubtitle
        booktitleaddon issuetitle issuesubtitle journaltitle journalsubtitle eventtitle shorttitle
        series type langid language langidopts options entrysubtype
    """,
}
PLAN: dict[str, tuple[int, str]] = {
    **dict.fromkeys(_SPLIT_DATES, (LATER, _OTHER)),
    **{name: (LATER, group) for group, names in _LATER_FIELDS.items() for name in names.split()},
    **{name: (TEXT, variable) for name, variable in TEXT_FIELDS.items()},
    **{name: (NUMBER, variable) for name, variable in NUMBER_FIELDS.items()},
    **{name: (TEXT, variable) for name, variable in OWN_NAMES.items()},
    **{name: (PROTECTED, variable) for name, variable in PROTECTED_FIELDS.items()},
    **{name: (VERBATIM, variable) for name, variable in VERBATIM_FIELDS.items()},
    **{name: (NAMES, variable) for name, variable in NAME_FIELDS.items()},
    **{name: (DATE, variable) for name, variable in DATE_FIELDS.items()},
}
LEFTOVER = (-1, "")
