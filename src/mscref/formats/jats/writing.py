"""One reference → one citation of JATS, as elements alone or in running text.

Valid against the Journal Publishing DTD from 1.1 on (`make jatsvalid`); declares the namespace of
links where a link stands, so that the list can be put into any article.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mscref.formats.articlexml.dates import coded_date, shown_date
from mscref.formats.articlexml.ids import id_of
from mscref.formats.articlexml.inline import xml_attribute, xml_of, xml_text
from mscref.formats.articlexml.tags import parts_of, text_tags
from mscref.formats.articlexml.works import is_part
from mscref.formats.datetexts import SEASONS, settled
from mscref.formats.invertednames import family_with_particles
from mscref.formats.jats.mixed import mixed_text
from mscref.formats.jats.tables import (
    FORMAT,
    INLINE,
    KINDS,
    ROLES,
    WRITTEN_TYPES,
    rules_of,
    title_element,
)
from mscref.formats.mapping import Tags
from mscref.formats.writtenids import distinct_ids
from mscref.model.dates import Date
from mscref.model.markup import strip_markup
from mscref.model.names import Name
from mscref.model.reference import Reference
from mscref.model.vocabulary import DATE_VARIABLES, NAME_VARIABLES
from mscref.patterns import lazy
from mscref.records import replaced as replace

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
_NMTOKEN = lazy(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_FIRST_LAST = lazy(r"(\w+)-(\w+)")
_ARTICLE_NUMBER = lazy(r"[A-Za-z]+\d+|\d{6,}")
_FIRST_PAGE = lazy(r"\w+")
# Elements that the content model of a citation has; a leftover called otherwise is named content.
_ELEMENTS = frozenset(
    """
    annotation article-title chapter-title comment conf-acronym conf-loc conf-name conf-sponsor
    data-title edition elocation-id ext-link fpage gov institution isbn issn issue issue-id
    issue-part issue-title lpage object-id page-range part-title patent pub-id publisher-loc
    publisher-name role series size source std supplement trans-source trans-title uri version
    volume volume-id volume-series
    """.split()
)
# Of these the content model has markup; the others hold text alone.
_MARKED = frozenset(
    """
    annotation article-title chapter-title comment data-title gov named-content part-title series
    source std trans-source trans-title
    """.split()
)


def ref_list(references: Sequence[Reference], *, is_mixed: bool) -> str:
    """A `ref-list` with one `ref` for each reference."""
    ids = distinct_ids((one.id for one in references), id_of)
    pairs = zip(references, ids, strict=True)
    refs = "".join([_ref(one, written, is_mixed=is_mixed) for one, written in pairs])
    return f"{_HEAD}<ref-list>\n{refs}</ref-list>\n"


def _ref(reference: Reference, written: str, *, is_mixed: bool) -> str:
    parts = list(_parts(reference))
    attributes = _attributes(reference)
    key = xml_attribute(written)
    if is_mixed:
        inside = mixed_text(parts)
        return f"<ref id={key}>\n  <mixed-citation{attributes}>{inside}</mixed-citation>\n</ref>\n"
    inside = "".join(f"    {xml}\n" for _, xml in parts) or "    <comment/>\n"
    body = f"  <element-citation{attributes}>\n{inside}  </element-citation>\n"
    return f"<ref id={key}>\n{body}</ref>\n"


def _attributes(reference: Reference) -> str:
    is_untitled = reference.type == "chapter" and not reference.text("title")
    kind = reference.type if is_untitled else WRITTEN_TYPES.get(reference.type, reference.type)
    language = reference.text("language")
    written = f" publication-type={xml_attribute(kind)}"
    return written + (f' xml:lang="{language}"' if _NMTOKEN.fullmatch(language) else "")


def _parts(reference: Reference) -> Iterator[tuple[str, str]]:
    """The elements of a citation, each with its name."""
    tags = text_tags(rules_of(reference.type), reference, format_name=FORMAT)
    if _NMTOKEN.fullmatch(reference.text("language")):
        tags.pop("xml:lang", None)
    elif "xml:lang" in tags:
        tags["annotation@language"] = tags.pop("xml:lang")
    tags.pop("publication-type", None)
    yield from _people(reference)
    _put_titles(reference, tags)
    _put_pages(reference, tags)
    yield from ((parts_of(name)[0], xml) for name, xml in _leaves(tags))
    yield from _dates(reference)


def _people(reference: Reference) -> Iterator[tuple[str, str]]:
    for variable in ("author", *sorted(NAME_VARIABLES - {"author"})):
        names = reference.names(variable)
        if not names:
            continue
        known = ROLES.get(variable)
        attribute = f'person-group-type="{known}"' if known else f'specific-use="{variable}"'
        inside = "".join(map(_name, names))
        yield f"person-group@{variable}", f"<person-group {attribute}>{inside}</person-group>"


def _name(name: Name) -> str:
    if name.is_truncation:
        return "<etal/>"
    if name.literal or not (name.family or name.given):
        return f"<collab>{xml_of(name.literal or name.display(), INLINE)}</collab>"
    attributes = ' name-style="eastern"' if name.static_ordering else ""
    attributes += ' specific-use="comma-suffix"' if name.comma_suffix else ""
    family = family_with_particles(replace(name, dropping_particle=""))
    given = f"{name.given} {name.dropping_particle}".strip()
    parts = (("surname", family), ("given-names", given), ("suffix", name.suffix))
    inside = "".join(f"<{part}>{xml_text(text)}</{part}>" for part, text in parts if text)
    return f"<name{attributes}>{inside}</name>"


def _put_titles(reference: Reference, tags: Tags) -> None:
    """The title of a part, or of a whole work; kept titles of the file stand behind."""
    title, container = reference.text("title"), reference.text("container-title")
    tags.pop("annotation@container-title", None)
    if reference.type == "dataset" and title:
        tags["data-title"] = [title, *tags.get("data-title", ())]
        tags.setdefault("source", []).extend(tags.pop("publisher-name", []))
        if container:
            tags["annotation@container-title"] = [container]
        return
    is_within = is_part(reference)
    if title:
        name = title_element(reference.type) if is_within else "source"
        tags[name] = [title, *tags.get(name, ())]
    if container:
        name = "source" if is_within else "annotation@container-title"
        tags[name] = [container, *tags.get(name, ())]


def _put_pages(reference: Reference, tags: Tags) -> None:
    page = reference.text("page")
    tags.pop("annotation@page", None)
    if not page:
        return
    pages = _FIRST_LAST.fullmatch(page)
    if pages and pages[1] != pages[2]:
        tags["fpage"], tags["lpage"] = [pages[1]], [pages[2]]
    elif _ARTICLE_NUMBER.fullmatch(page):
        tags["elocation-id"] = [page]
    elif _FIRST_PAGE.fullmatch(page):
        tags["fpage"] = [page]
    else:
        tags["page-range"] = [page]


def _leaves(tags: Tags) -> Iterator[tuple[str, str]]:
    for name, texts in tags.items():
        element, kind = parts_of(name)
        if element not in _ELEMENTS:
            element, kind = "named-content", name
        for text in texts:
            yield element, _leaf(element, kind, text)


def _leaf(element: str, kind: str, text: str) -> str:
    attribute = f" {KINDS[element]}={xml_attribute(kind)}" if kind and element in KINDS else ""
    if element == "annotation":
        lines = "".join(f"<p>{xml_of(line, INLINE)}</p>" for line in text.split("\n"))
        return f"<annotation{attribute}>{lines}</annotation>"
    if element in ("ext-link", "uri"):
        address = f"{_XLINK} xlink:href={xml_attribute(text)}"
        return f"<{element}{attribute} {address}>{xml_text(text)}</{element}>"
    inside = xml_of(text, INLINE) if element in _MARKED else xml_text(strip_markup(text))
    return f"<{element}{attribute}>{inside}</{element}>"


def _dates(reference: Reference) -> Iterator[tuple[str, str]]:
    issued = reference.date("issued")
    if issued is not None:
        yield from _issued(issued)
    for variable in sorted(DATE_VARIABLES - {"issued"}):
        date = reference.date(variable)
        if date is None:
            continue
        code = _coded(date)
        if variable == "accessed":
            start = f'<date-in-citation content-type="access-date"{code}>'
            yield "date-in-citation", f"{start}{xml_text(shown_date(date))}</date-in-citation>"
        elif variable == "event-date" and not code:
            yield "conf-date", f"<conf-date>{xml_text(shown_date(date))}</conf-date>"
        else:
            year = xml_text(str(date.year) if code else shown_date(date))
            yield "date", f'<date date-type="{variable}"{code}><year>{year}</year></date>'


def _coded(date: Date) -> str:
    code = coded_date(date)
    return f' iso-8601-date="{code}"' if code else ""


def _issued(date: Date) -> Iterator[tuple[str, str]]:
    """`year`, `month`, `day`; a text for what they cannot say."""
    code = _coded(date)
    if date.start is None or not code:
        yield "string-date", f"<string-date>{xml_text(shown_date(date))}</string-date>"
        return
    point = settled(date).start or date.start
    end = f"–{date.end.year}" if date.end and date.end.year != point.year else ""
    yield "year", f"<year{code}>{point.year}{end}</year>"
    season = SEASONS.get(point.month, "")
    if season:
        yield "season", f"<season>{season}</season>"
    if 1 <= point.month <= 12:
        yield "month", f"<month>{point.month:02d}</month>"
        if point.day:
            yield "day", f"<day>{point.day:02d}</day>"
