"""Small styles and references for tests of the engine."""

from mscref.csl.parse import read_style
from mscref.csl.processor import Processor
from mscref.csl.session import Session
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import Reference


def style(citation: str, *, attributes: str = "", extra: str = "", kind: str = "in-text") -> bytes:
    """A style whose citation layout holds `citation`."""
    return f"""<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="{kind}">
      {extra}<citation {attributes}><layout delimiter="; ">{citation}</layout></citation>
      </style>""".encode()


AUTHOR_DATE = """<group delimiter=" "><names variable="author"><name form="short" and="text"
  initialize-with=". "/></names><date variable="issued"><date-part name="year"/></date></group>"""


def work(key: str, *people: str, year: int = 2000, **fields: str) -> Reference:
    """A book by people written "Given Family"."""
    names = tuple(Name(one.split()[-1], " ".join(one.split()[:-1])) for one in people)
    return Reference(key, "book", {"author": names, "issued": Date(PartialDate(year)), **fields})


def processor(data: bytes, *references: Reference) -> Processor:
    """A processor with works registered."""
    made = Processor(read_style(data, path="test.csl"))
    made.register(references)
    return made


def session(data: bytes, *references: Reference) -> Session:
    """A document with works that can be cited."""
    made = Session(read_style(data, path="test.csl"))
    made.register(references)
    return made
