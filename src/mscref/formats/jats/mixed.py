"""The elements of a citation as a text that people read, as NLM has it (Citing Medicine).

What crosses the border: elements as XML by their names in, the inside of a mixed-citation out. No
stop and no blank stands twice, whatever the elements end with, and none where nothing precedes.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import unescape
from types import MappingProxyType

from mscref.formats.articlexml.tags import parts_of
from mscref.patterns import lazy

Part = tuple[str, str]
PEOPLE = "person-group"
_TITLES = ("article-title", "chapter-title", "data-title")
_DATE = ("year", "season", "month", "day", "string-date")
# In this order; the others follow, what is no part of the printed text at the end.
_ORDER = (
    "source", "edition", "publisher-loc", "publisher-name", *_DATE, "volume", "issue", "fpage",
    "lpage", "page-range", "elocation-id", "pub-id", "ext-link",
)  # fmt: skip
_UNPRINTED = "annotation"
_ADDRESSES = frozenset(["pub-id", "ext-link", "uri"])
# Role → what stands behind one name, and behind several.
_ROLES = MappingProxyType(
    {
        "editor": ("ed.", "eds."),
        "translator": ("trans.", "trans."),
        "compiler": ("comp.", "comps."),
        "collection-editor": ("series ed.", "series eds."),
        "director": ("dir.", "dirs."),
    }
)
_IDS = MappingProxyType({"doi": "doi:", "pmid": "PMID: ", "pmcid": "PMCID: "})
_STOP = ". "
_ENDS = (".", "!", "?", "…")
# Element → what stands before it, by the element before; the rest has a stop.
_BEFORE = MappingProxyType(
    {
        "publisher-name": {"publisher-loc": ": "},
        "year": dict.fromkeys(("publisher-loc", "publisher-name"), "; "),
        "string-date": dict.fromkeys(("publisher-loc", "publisher-name"), "; "),
        "season": dict.fromkeys(_DATE, " "),
        "month": dict.fromkeys(_DATE, " "),
        "day": dict.fromkeys(_DATE, " "),
        "volume": dict.fromkeys(_DATE, ";"),
        "issue": {**dict.fromkeys(_DATE, ";"), "volume": ""},
        "fpage": dict.fromkeys(("volume", "issue"), ":"),
        "page-range": dict.fromkeys(("volume", "issue"), ":"),
        "elocation-id": dict.fromkeys(("volume", "issue"), ":"),
        "lpage": {"fpage": "–"},
    }
)
_BETWEEN_NAMES = lazy(r"(?:(?<=</name>)|(?<=</collab>))(?!</person-group>)")
_TAGS = lazy(r"<[^<>]*>")
_DIGITS = lazy(r"\d+")


def mixed_text(parts: Sequence[Part]) -> str:
    """The elements in running text."""
    pieces: list[str] = []
    before, said = "", ""
    for name, xml in _in_reading_order([one for one in parts if one[0] != _UNPRINTED]):
        element, inside = parts_of(name)[0], _with_words(name, xml)
        pieces += [_separator(element, before, said) if said else "", inside]
        said, before = _seen(inside) or said, element
    # No stop behind an address, which it would be taken for a part of.
    if said and before not in _ADDRESSES and not said.endswith(_ENDS):
        pieces.append(".")
    pieces += [f" {xml}" for name, xml in parts if name == _UNPRINTED]
    return "".join(pieces).strip()


def _separator(element: str, before: str, said: str) -> str:
    """What stands between an element and the one before, which ends so."""
    separator = _BEFORE.get(element, {}).get(before, _STOP)
    if separator == _STOP:
        stop = " " if said.endswith(_ENDS) else _STOP
        page = "p. " if element in ("fpage", "page-range") else ""
        return f"{stop}{'In: ' if before == 'chapter-title' else page}"
    return separator


def _in_reading_order(parts: Sequence[Part]) -> list[Part]:
    """Who wrote it, titles, other people, where and when it appeared, the rest."""
    authors = [one for one in parts if one[0] == f"{PEOPLE}@author"]
    others = [one for one in parts if one[0].startswith(f"{PEOPLE}@") and one not in authors]
    titles = [one for one in parts if one[0] in _TITLES]
    known = [one for name in _ORDER for one in parts if one[0] == name]
    if not authors and not titles:  # a book of editors has them before its title
        first = others
    elif titles:
        first = [*authors, *titles, *others]
    else:
        sources = [one for one in known if one[0] == "source"]
        known = [one for one in known if one[0] != "source"]
        first = [*authors, *sources, *others]
    taken = [*first, *known]
    return [*taken, *[one for one in parts if one not in taken]]


def _with_words(name: str, xml: str) -> str:
    """An element with the words that people have around it."""
    element, kind = parts_of(name)
    if element == PEOPLE:
        return _people(kind, xml)
    if element == "edition":
        return _edition(xml)
    if element == "issue":
        return f"({xml})"
    if element == "pub-id":
        said = next((word for one, word in _IDS.items() if f'"{one}"' in xml), "")
        return f"{said}{xml}"
    return f"Accessed {xml}" if element == "date-in-citation" else xml


def _people(role: str, xml: str) -> str:
    xml = xml.replace("<etal/>", "<etal>et al.</etal>")
    xml = _BETWEEN_NAMES.sub(", ", xml)
    for part in ("surname", "given-names"):
        xml = xml.replace(f"</{part}><", f"</{part}> <").replace(f"</{part}> </", f"</{part}></")
    one, several = _ROLES.get(role, (role.replace("-", " "),) * 2)
    count = xml.count("<name") + xml.count("<collab") + xml.count("<etal")
    return xml if role == "author" else f"{xml}, {several if count > 1 else one}"


def _edition(xml: str) -> str:
    """`2nd ed.` of a number; other words that say what they are stand as they are."""
    text = _seen(xml)
    if _DIGITS.fullmatch(text):
        ends = {"1": "st", "2": "nd", "3": "rd"}
        is_teen = len(text) > 1 and text[-2] == "1"
        return f"{xml}{'th' if is_teen else ends.get(text[-1], 'th')} ed."
    return xml if "ed" in text.casefold() else f"{xml} ed."


def _seen(xml: str) -> str:
    """The text of XML."""
    return unescape(_TAGS.sub("", xml)).strip()
