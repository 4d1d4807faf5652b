"""One reference → one `biblStruct`, its parts on the levels that TEI has for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mscref.formats.articlexml.dates import coded_date, shown_date
from mscref.formats.articlexml.ids import id_of
from mscref.formats.articlexml.inline import xml_attribute, xml_of, xml_text
from mscref.formats.articlexml.tags import parts_of, text_tags
from mscref.formats.articlexml.works import is_part
from mscref.formats.mapping import Tags
from mscref.formats.tei.tables import (
    FORMAT,
    IMPRINT,
    INLINE,
    JOURNALS,
    MONOGRAPH,
    OF_SERIES,
    RULES,
)
from mscref.formats.writtenids import distinct_ids
from mscref.model.dates import Date
from mscref.model.names import Name
from mscref.model.reference import Reference
from mscref.model.vocabulary import DATE_VARIABLES, NAME_VARIABLES
from mscref.patterns import lazy

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<listBibl xmlns="http://www.tei-c.org/ns/1.0">\n'
_LANGUAGE = lazy(r"[A-Za-z]+(?:-[A-Za-z0-9]+)*")
_ISO = lazy(r"-?\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?")
_UNITS = frozenset(["biblScope"])
_ADDRESSES = frozenset(["ptr", "ref"])
_ENTRY = ("author", "editor")
_ELEMENTS = frozenset(["idno", "note", "ptr", *IMPRINT, *MONOGRAPH])


def list_bibl(references: Sequence[Reference]) -> str:
    """A `listBibl` of all references."""
    ids = distinct_ids((one.id for one in references), _id_of)
    entries = map(_entry, references, ids)
    return f"{_HEAD}{''.join(entries)}</listBibl>\n"


def _id_of(key: str) -> str:
    return id_of(key, colons=False)


def _entry(reference: Reference, written: str) -> str:
    tags = text_tags(RULES, reference, format_name=FORMAT)
    language = reference.text("language")
    is_tag = bool(_LANGUAGE.fullmatch(language))
    for text in tags.pop("xml:lang", []):
        if text != language or not is_tag:
            tags.setdefault("note@language", []).append(text)
    for name in ("type", "note@container-title"):
        tags.pop(name, None)
    attributes = f" xml:id={xml_attribute(written)}"
    attributes += f" type={xml_attribute(reference.type)}" if reference.type else ""
    attributes += f' xml:lang="{language}"' if is_tag else ""
    within = is_part(reference)
    levels = [
        ("analytic", [*_own_people(reference), *_title(reference, "a")] if within else []),
        ("monogr", list(_monograph(reference, tags, within=within))),
        ("series", list(_leaves(tags, OF_SERIES))),
    ]
    body = "".join(_level(name, lines) for name, lines in levels if lines)
    rest = "".join(f"    {line}\n" for line in [*_leaves(tags), *_other_dates(reference)])
    return f"  <biblStruct{attributes}>\n{body}{rest}  </biblStruct>\n"


def _level(name: str, lines: Iterable[str]) -> str:
    inside = "".join(f"      {line}\n" for line in lines)
    return f"    <{name}>\n{inside}    </{name}>\n"


def _monograph(reference: Reference, tags: Tags, *, within: bool) -> Iterator[str]:
    """What a part stands in, or the whole work, with the imprint that TEI asks for."""
    if not within:
        yield from _own_people(reference)
    if not within:
        yield from _title(reference, "m")
    elif reference.text("container-title"):
        level = "j" if reference.type in JOURNALS else "m"
        yield _titled(reference.text("container-title"), level)
    elif "title@m" not in tags and "title@j" not in tags:
        yield '<title level="m"/>'
    if not within and reference.text("container-title"):
        tags["note@container-title"] = [reference.text("container-title")]
    for variable in sorted(NAME_VARIABLES - {"author"}):
        yield from (_person("editor", name, variable) for name in reference.names(variable))
    address = tags.pop("address", [])
    meeting = tags.pop("meeting", [])
    if meeting or address:
        yield _meeting(meeting, address)
    names = [name for name in tags if parts_of(name)[0] in MONOGRAPH and name not in OF_SERIES]
    yield from _leaves(tags, names)
    names = [name for name in tags if parts_of(name)[0] in IMPRINT and name not in OF_SERIES]
    inside = "".join(_leaves(tags, names)) + _date(reference.date("issued"), "published")
    yield f"<imprint>{inside or '<date/>'}</imprint>"


def _meeting(names: Sequence[str], places: Sequence[str]) -> str:
    place = "".join(f"<address><addrLine>{xml_text(one)}</addrLine></address>" for one in places)
    return f"<meeting>{'; '.join(xml_of(one, INLINE) for one in names)}{place}</meeting>"


def _own_people(reference: Reference) -> Iterator[str]:
    return (_person("author", name, "") for name in reference.names("author"))


def _person(element: str, name: Name, role: str) -> str:
    attribute = f' role="{role}"' if role else ""
    return f"<{element}{attribute}>{_name(name)}</{element}>"


def _name(name: Name) -> str:
    if name.is_truncation:
        return "<name>et al.</name>"
    if name.literal or not (name.family or name.given):
        return f"<orgName>{xml_of(name.literal or name.display(), INLINE)}</orgName>"
    comma = ' type="comma"' if name.comma_suffix else ""
    parts = (
        ("forename", "", name.given),
        ("nameLink", ' type="dropping"', name.dropping_particle),
        ("nameLink", "", name.non_dropping_particle),
        ("surname", "", name.family),
        ("genName", comma, name.suffix),
    )
    inside = "".join(f"<{n}{kind}>{xml_text(text)}</{n}>" for n, kind, text in parts if text)
    kind = ' type="eastern"' if name.static_ordering else ""
    return f"<persName{kind}>{inside}</persName>"


def _title(reference: Reference, level: str) -> Iterator[str]:
    text = reference.text("title")
    if text or level == "m":
        yield _titled(text, level)


def _titled(text: str, level: str) -> str:
    return f'<title level="{level}">{xml_of(text, INLINE)}</title>'


def _leaves(tags: Tags, names: Iterable[str] | None = None) -> Iterator[str]:
    """The elements of these tags, or of all, which are then gone."""
    for name in sorted(names) if names is not None else list(tags):
        for text in tags.pop(name, []):
            yield _leaf(name, text)


def _leaf(name: str, text: str) -> str:
    element, kind = parts_of(name)
    if element not in _ELEMENTS:
        element, kind = "note", name
    if element in _ADDRESSES:
        return f"<{element} target={xml_attribute(text)}/>"
    if element == "title":
        level, _, form = kind.partition("-")
        attribute = f" level={xml_attribute(level)}" if level else ""
        kind = {"abbrev": "abbreviated"}.get(form, form)
    else:
        attribute = ""
    label = "unit" if element in _UNITS else "type"
    attribute += f" {label}={xml_attribute(kind)}" if kind else ""
    if "\n" in text and element == "note":
        inside = "".join(f"<p>{xml_of(line, INLINE)}</p>" for line in text.split("\n"))
    else:
        inside = xml_of(text, INLINE)
    return f"<{element}{attribute}>{inside}</{element}>"


def _other_dates(reference: Reference) -> Iterator[str]:
    """Dates that are not of the imprint stand in notes, the one place that is open to them."""
    for variable in sorted(DATE_VARIABLES - {"issued"}):
        date = reference.date(variable)
        if date is not None:
            kind = f' type="{variable}"'
            yield f"<note{kind}>{_date(date, variable)}</note>"


def _date(date: Date | None, kind: str) -> str:
    if date is None:
        return ""
    code = coded_date(date)
    when = f' when="{code}"' if _ISO.fullmatch(code) else ""
    first, slash, last = code.partition("/")
    if slash and _ISO.fullmatch(first) and _ISO.fullmatch(last):
        when = f' from="{first}" to="{last}"'
    return f'<date type="{kind}"{when}>{xml_text(code or shown_date(date))}</date>'
