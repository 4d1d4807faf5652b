"""Which identifiers does a reference carry? The one answer, for everybody who asks.

What crosses the border: a `Reference` in; each place where it states an identifier, with what that
is, out. Identifiers stand in fields of their own, but also in addresses, in BibTeX's `eprint`, as
the journal of a preprint (`arXiv preprint arXiv:1706.03762`), its volume (`abs/1706.03762`), its
number, and in notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from types import MappingProxyType

from mscref.model.arxiv import ARXIV, ARXIV_NEW
from mscref.model.identifiers import (
    Identifier,
    Malformed,
    Scheme,
    arxiv_of_doi,
    named_dois,
    parse_identifier,
)
from mscref.model.reference import Reference
from mscref.records import Record

# The surest first: a DOI names one work, an ISBN may be that of another edition.
_ORDER: tuple[Scheme, ...] = (
    "doi", "short-doi", "pmid", "pmcid", "arxiv", "nct", "isbn", "issn", "wikidata", "url", "orcid",
)  # fmt: skip
# Variable → the scheme that belongs there, and what names a bare number.
_OWN: tuple[tuple[str, Scheme, str], ...] = (
    ("DOI", "doi", ""), ("PMID", "pmid", "pmid:"), ("PMCID", "pmcid", "pmcid:"),
)  # fmt: skip
_EPRINT_LABELS = MappingProxyType(
    {"arxiv": "arxiv:", "pubmed": "pmid:", "pmid": "pmid:", "pmc": "pmcid:", "pmcid": "pmcid:"}
)
_NAMES = MappingProxyType({"pmid": "PMID", "pmcid": "PMCID", "doi": "DOI", "arxiv": "arXiv"})
# The fewest digits of an identifier. What people write into a field that they have nothing for, in
# whatever language, has fewer: `n/a`, `in press`, `kein DOI`, `10.xxxx/xxxx`.
_FEWEST_DIGITS = 3
# What publishers' templates have in place of a DOI: `10.1145/nnnnnnn.nnnnnnn`.
_TEMPLATE = re.compile(
    r"(?:doi:\s*+)?10\.\w++/(?:[\W_]*+(?:n{3,}|x{3,}|[yx]{2,4}|20[yx]{2}|doi|suffix)(?![a-z]))++[\W_]*+",
    re.IGNORECASE,
)
_ARXIV_NAMED = re.compile(
    rf"\b(?:arxiv|corr)\b[\w\s]{{0,40}}[:,\s(]\s{{0,9}}(?:abs/)?({ARXIV})", re.IGNORECASE
)
_ARXIV_VOLUME = re.compile(rf"(?:arxiv:\s*)?(?:abs/)?({ARXIV})", re.IGNORECASE)
_OF_ARXIV = re.compile(r"\b(?:arxiv|corr)\b", re.IGNORECASE)
# In running words only what is named: `PMID 123`, `arXiv:…`, and `DOI: 10.…` (`named_dois`); and
# addresses of works.
_NAMED = re.compile(
    rf"\bPMID\s*+(?::\s*+)?(?P<pmid>\d{{4,8}})\b|\b(?P<pmcid>PMC\d{{4,9}})\b"
    rf"|\barXiv(?:\s*:\s*(?P<arxiv>{ARXIV})|(?:\s+(?:pre|e-?)print)?\s+(?P<number>{ARXIV_NEW}))|\b(?P<nct>NCT\d{{8}})\b",
    re.IGNORECASE,
)
_LABEL_OF_GROUP = MappingProxyType({"pmid": "pmid:", "arxiv": "arxiv:", "number": "arxiv:"})
_ADDRESS = re.compile(r"https?://[^\s{}<>\"]+", re.IGNORECASE)
_ISBN = re.compile(r"(?<![\d-])(?:97[89][-\s]?)?(?:\d[-\s]?){9}[\dXx](?![\d-])")
_WORDS = ("note", "annote", "archive_location", "status", "page")


class Stated(Record):
    """One place where a reference states an identifier.

    `is_own` tells a field made for it from an address or a note, which may speak of another work;
    `remark` says what is odd about the place, or "".
    """

    variable: str
    text: str
    found: Identifier | Malformed
    is_own: bool = True
    remark: str = ""


def identifiers_of(reference: Reference) -> tuple[Identifier, ...]:
    """Every identifier of the work that the reference carries, the surest first.

    arXiv's own DOIs are arXiv identifiers. The ISBN of a chapter is left out: it is the book's.
    """
    found = [one.found for one in statements_of(reference) if isinstance(one.found, Identifier)]
    return tuple(dict.fromkeys(found))


def statements_of(reference: Reference) -> tuple[Stated, ...]:
    """Every place where the reference states an identifier, the surest first.

    A field that holds none is there too, as `Malformed`; an address or a note only with one.
    """
    stated = [
        *_own(reference),
        *_of_preprint(reference),
        *_elsewhere(reference),
        *_isbns(reference),
    ]
    return tuple(sorted(stated, key=_rank))


def is_placeholder(text: str) -> bool:
    """True for what says that there is nothing: `n/a`, `-`, `in press`, `10.xxxx/xxxxx`."""
    digits = sum(char.isdigit() for char in text)
    return digits < _FEWEST_DIGITS or _TEMPLATE.fullmatch(text.strip()) is not None


def _rank(stated: Stated) -> tuple[bool, int]:
    found = stated.found
    place = _ORDER.index(found.scheme) if isinstance(found, Identifier) else len(_ORDER)
    return not stated.is_own, place


def _own(reference: Reference) -> Iterator[Stated]:
    for variable, scheme, label in _OWN:
        text = reference.text(variable).strip()
        if not text:
            continue
        found = parse_identifier(f"{label}{text}" if text.isdigit() else text)
        if _TEMPLATE.fullmatch(text):
            found = Malformed(text, scheme, "it stands in a template")
        remark = _oddity(variable, scheme, text, found)
        yield Stated(variable, text, _work_of(found), remark=remark)


def _oddity(variable: str, scheme: Scheme, text: str, found: Identifier | Malformed) -> str:
    """What is odd about the text of a field, or ""."""
    if isinstance(found, Malformed):
        if is_placeholder(text):
            return f"{variable} “{text}” is no identifier"
        kind = "an address" if "://" in text else f"no {_NAMES[scheme]}"
        return f"{variable} “{text}” is {kind}: {found.problem}"
    if found.scheme not in (scheme, "short-doi", "arxiv"):
        return f"{variable} holds {found.value}, which is no {_NAMES[scheme]}"
    if scheme == "doi" and "://" in text and "doi.org" not in text.casefold():
        return f"{variable} “{text}” is an address; the DOI is {found.value}"
    return ""


def _of_preprint(reference: Reference) -> Iterator[Stated]:
    """arXiv, PubMed and PMC numbers where BibTeX and DBLP keep them."""
    extra = reference.extra.get("bibtex")
    if isinstance(extra, dict) and isinstance(extra.get("eprint"), str):
        text = str(extra["eprint"]).strip()
        kind = str(extra.get("eprinttype") or extra.get("archiveprefix") or "").casefold()
        yield from _parsed("eprint", text, f"{_EPRINT_LABELS.get(kind, '')}{text}")
    container = reference.text("container-title")
    named = _ARXIV_NAMED.search(container)
    if named:
        yield from _parsed("container-title", container, f"arxiv:{named[1]}")
    number = reference.text("number").strip()
    of_arxiv = _OF_ARXIV.search(f"{container} {reference.text('publisher')} {number}")
    for variable in ("volume", "issue", "number"):
        text = reference.text(variable).strip()
        if of_arxiv and (bare := _ARXIV_VOLUME.fullmatch(text)):
            yield from _parsed(variable, text, f"arxiv:{bare[1]}")
    if number.casefold().startswith(("nct", "pmid", "pmc")):
        yield from _parsed("number", number, number)
    place = reference.text("archive_location").strip()
    if place and _OF_ARXIV.search(reference.text("archive")):
        yield from _parsed("archive_location", place, f"arxiv:{place}")


def _elsewhere(reference: Reference) -> Iterator[Stated]:
    address = reference.text("URL").strip()
    if address:
        found = parse_identifier(address)
        if isinstance(found, Identifier) and found.scheme not in ("isbn", "issn"):
            yield Stated("URL", address, _work_of(found), is_own=False)
    for variable in _WORDS:
        text = reference.text(variable)
        for named in _named_in(text):
            for one in _parsed(variable, text, named):
                yield Stated(one.variable, text, one.found, is_own=False)


def _named_in(text: str) -> Iterator[str]:
    """The identifiers that running words name, as `parse_identifier` takes them."""
    yield from named_dois(text)
    for match in _NAMED.finditer(text):
        scheme = str(match.lastgroup)
        yield f"{_LABEL_OF_GROUP.get(scheme, '')}{match[scheme]}"
    yield from (match[0].rstrip(".,;:)]") for match in _ADDRESS.finditer(text))


def _isbns(reference: Reference) -> Iterator[Stated]:
    if "container-title" in reference.fields:
        return
    text = reference.text("ISBN")
    for match in _ISBN.finditer(text.replace("–", "-").replace("‐", "-")):
        yield Stated("ISBN", match[0], parse_identifier(f"isbn:{match[0]}"))


def _parsed(variable: str, text: str, labelled: str) -> Iterable[Stated]:
    found = parse_identifier(labelled)
    return [Stated(variable, text, _work_of(found))] if isinstance(found, Identifier) else []


def _work_of(found: Identifier | Malformed) -> Identifier | Malformed:
    """An arXiv DOI as the arXiv identifier that it is."""
    if isinstance(found, Identifier) and found.scheme == "doi":
        return arxiv_of_doi(found.value) or found
    return found
