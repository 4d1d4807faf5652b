"""Identifiers of works: recognised in any spelling, checked, and brought to one spelling.

What crosses the border: text in; an `Identifier`, or a `Malformed` that says what was expected.
Nothing here asks a service whether the work exists.

Patterns are kept as text: `re` compiles and caches them at their first use, which keeps the
import of this module cheap for commands that never meet an identifier.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import Literal, TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

from mscref.model.arxiv import ARXIV, ARXIV_NEW, ARXIV_OLD
from mscref.patterns import lazy
from mscref.records import Record

# Two are never parsed as identifiers of works: `url` names a work that a page shows and no registry
# knows, `orcid` a person.
Scheme: TypeAlias = Literal[
    "doi", "short-doi", "pmid", "pmcid", "arxiv", "isbn", "issn", "nct", "wikidata", "url", "orcid"
]

EXPECTED = MappingProxyType(
    {
        "doi": "a DOI is `10.`, four to nine digits, `/` and a name without spaces",
        "short-doi": "a short DOI is `10/` and a few letters and digits",
        "pmid": "a PMID is a number of up to eight digits",
        "pmcid": "a PMCID is `PMC` and a number",
        "arxiv": "an arXiv identifier is `YYMM.NNNNN` or `archive/YYMMNNN`, with or without `vN`",
        "isbn": "an ISBN has 10 or 13 digits, the last of which is a check digit",
        "issn": "an ISSN is `NNNN-NNNC`, where C is a check digit",
        "nct": "a ClinicalTrials.gov identifier is `NCT` and eight digits",
        "wikidata": "a Wikidata item is `Q` and a number",
        "orcid": "an ORCID is four groups of four digits",
        "url": "an address starts with `https://`",
        "": "expected a DOI, PMID, PMCID, arXiv identifier, ISBN, NCT number, Wikidata item, or a"
        " URL with one",
    }
)


class Identifier(Record):
    """One identifier in its normal spelling.

    DOIs are lower-cased, since DOI names are compared without case. An ISBN has 13 digits and
    no hyphens; a PMCID starts with `PMC`; an arXiv identifier keeps its version.
    """

    scheme: Scheme
    value: str

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"

    @property
    def work(self) -> str:
        """The value without an arXiv version: what two spellings of one work share."""
        return re.sub(r"v\d+$", "", self.value) if self.scheme == "arxiv" else self.value


class Malformed(Record):
    """Text that is not an identifier; `scheme` is what it seems meant to be ("" if unclear)."""

    text: str
    scheme: Scheme | Literal[""]
    problem: str

    @property
    def expected(self) -> str:
        """What an identifier of this scheme looks like, as one sentence."""
        return EXPECTED[self.scheme]


# ── DOI ──────────────────────────────────────────────────────────────────────────────────────

_REGISTRANT = r"10\.\d{4,9}(?:\.\d{1,9}){0,5}"
# "<" belongs to a DOI only as the SICI's `<location:title code>`; any other ends it (HTML).
_SUFFIX = r'(?:<[^<>\s":]*+:[^<>\s"]*+>|[^\s<>"])+'
_DOI = rf"{_REGISTRANT}/++{_SUFFIX}"
_DOI_IN_TEXT = rf"(?<![\d.]){_DOI}"
# What follows a DOI without a space and is not part of it.
_NEXT_IDENTIFIER = (
    r"[;,|]10\.\d{4,9}/|[;,|]?(?:https?://|(?i:doi):10\.)|[;,|](?i:pmid|pmcid|pmc\d|arxiv:)"
)
_SHORT_DOI = r"10/[a-z0-9]{2,}"
_ONE_LABEL = (
    r"(?:(?:info:|urn:)?(?:doi|hdl)(?:\s*+[:=>]\s*+|\s++|/)"
    r"|digital object identifier\s*+(?::\s*+)?)"
)
_DOI_LABEL = rf"(?:{_ONE_LABEL})++"
_DOI_ADDRESS = r"(?:[a-z]+:/+)?(?:dx\.|www\.)*doi\.org(?=$|/|:)"
# In running words a DOI is meant where a label or the resolver's address stands before it.
_NAMED_DOI = (
    rf"(?<!\w)(?:{_ONE_LABEL}|doi(?=10\.))?"
    rf"(?:(?:https?:/+)?(?:dx\.|www\.)?doi\.org/+)?+(?P<doi>{_DOI})"
)
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"
_INVISIBLE = "\u00ad\u200b\u2060\ufeff"
_HYPHENS = str.maketrans(_DASHES, "-" * len(_DASHES), _INVISIBLE)
_PAIRS = MappingProxyType({")": "(", "]": "[", "}": "{", ">": "<"})
_TRAILING = ".,;:!?'\"`’”»…*\\|。、"


# What most DOIs of records are: nothing in front, nothing behind.
_PLAIN_DOI = lazy(r"10\.\S*[A-Za-z0-9]")


# How libraries' proxies write the resolver: `doi-org.proxy.example.edu`, `login?url=https://…`.
_PROXIED_DOI = (
    r"(?:https?://[^\s/?]+/login\?q?url=)?https?://(?:0-)?(?:dx[.-]|www[.-])?doi[.-]org"
    r"(?:\.[\w.-]+)?(?::\d+)?/+(?=10\.)"
)


def bare_doi(text: str) -> str:
    """A DOI as written, without what no record means around it (CSL's DOI is bare): the resolver's
    address, a `doi:`, brackets, a link, the stop of a sentence. An address is percent-decoded.

    A publisher's page and any other text stay as they are, stripped.
    """
    text = text.strip()
    if _PLAIN_DOI.fullmatch(text):
        return text
    from mscref.model.pasted import bare_identifier

    text = re.sub(rf"^{_PROXIED_DOI}", "https://doi.org/", text, flags=re.IGNORECASE)
    bare = _without_surroundings(bare_identifier(text))
    return bare if bare and normalize_doi(bare) == normalize_doi(text) else text


def _without_surroundings(text: str) -> str:
    """A DOI, or what is meant as one, without label and resolver; "" for anything else."""
    if text.startswith("10."):
        return _trimmed(text) if re.fullmatch(_DOI, text) else ""
    if "://" in text and not re.match(rf"(?:{_DOI_LABEL})?{_DOI_ADDRESS}", text, re.IGNORECASE):
        return ""
    found = _doi_as_written(text)
    if isinstance(found, Identifier):
        return found.value
    # No DOI, but meant as one: what stands in front would be printed twice.
    rest = re.sub(rf"^(?:{_DOI_LABEL}|{_DOI_ADDRESS}/+)+", "", text, flags=re.IGNORECASE)
    return rest if rest.startswith("10.") else ""


def normalize_doi(text: str) -> str | None:
    """The one DOI that `text` is (any spelling, a URL too), lower-cased; None if it is none."""
    from mscref.model.pasted import bare_identifier

    found = _doi_of(bare_identifier(text))
    return found.value if isinstance(found, Identifier) and found.scheme == "doi" else None


def find_doi(text: str) -> str | None:
    """The first DOI inside `text`, lower-cased; None if there is none."""
    return next(iter_dois(text), None)


def iter_dois(text: str) -> Iterator[str]:
    """Every DOI inside `text`, in order, lower-cased; the same DOI may come twice."""
    return map(str.lower, written_dois(text))


def written_dois(text: str) -> Iterator[str]:
    """Every DOI inside `text`, in order, its letters as they are written."""
    cleaned, at = _clean(text), 0
    while match := re.compile(_DOI_IN_TEXT).search(cleaned, at):
        written = re.split(_NEXT_IDENTIFIER, match.group(), maxsplit=1)[0]
        at = match.start() + len(written)
        yield _trimmed(written)


def named_dois(text: str) -> Iterator[str]:
    """Every DOI inside `text` that a `doi` or the resolver's address stands before, lower-cased."""
    cleaned = _clean(text)
    for match in re.finditer(_NAMED_DOI, cleaned, re.IGNORECASE):
        if match.start("doi") > match.start():
            yield _trimmed(re.split(_NEXT_IDENTIFIER, match["doi"], maxsplit=1)[0]).lower()


def _doi_of(text: str) -> Identifier | Malformed | None:
    """A whole text as a DOI or a short DOI; None where it does not look like one."""
    return _lowered(_doi_as_written(text))


def _lowered(found: Identifier | Malformed | None) -> Identifier | Malformed | None:
    if isinstance(found, Identifier):
        return Identifier(found.scheme, found.value.lower())
    return found


def _doi_as_written(text: str) -> Identifier | Malformed | None:
    """As `_doi_of`; the letters of a DOI keep their case."""
    if re.match(rf"[a-z][a-z\d+.-]*://|{_DOI_ADDRESS}", text, re.IGNORECASE):
        return _doi_of_url(text)
    labelled = re.sub(rf"^(?:{_DOI_LABEL})", "", text, flags=re.IGNORECASE)
    if re.match(rf"https?://|{_DOI_ADDRESS}", labelled, re.IGNORECASE):
        return _doi_of_url(labelled)
    name = _clean(labelled).lstrip("/").strip()
    looks_meant = labelled != text or re.match(r"10\.\d", name) is not None
    if re.fullmatch(_DOI, name, re.IGNORECASE):
        return _checked_doi(text, name)
    if re.fullmatch(_SHORT_DOI, name, re.IGNORECASE):
        return Identifier("short-doi", name.lower())
    return Malformed(text, "doi", _doi_problem(name)) if looks_meant else None


def _doi_of_url(url: str) -> Identifier | Malformed | None:
    """The DOI that an address leads to: of doi.org, or of a publisher's page."""
    address = re.sub(r"^[a-z]+:/+", "https://", url, flags=re.IGNORECASE)
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if re.match(_DOI_ADDRESS, host):
        # Inside doi.org addresses a raw "?" starts a query; a DOI's own would be encoded. A "#"
        # is left alone only when encoded, for the same reason.
        name = _clean(parts.path).lstrip("/")
        name = re.sub(rf"^(?:{_DOI_LABEL}|{_DOI_ADDRESS}/+)+", "", name, flags=re.IGNORECASE)
        if re.fullmatch(_DOI, name):
            return _checked_doi(url, name)
        short = name if name.startswith("10/") else f"10/{name}"
        if re.fullmatch(_SHORT_DOI, short, re.IGNORECASE):
            return Identifier("short-doi", short.lower())
        return Malformed(url, "doi", _doi_problem(name))
    for _, value in parse_qsl(parts.query):
        if re.match(rf"(?:doi:)?{_REGISTRANT}/", value):
            return _checked_doi(url, re.sub(r"^doi:", "", _clean(value)))
    from mscref.model.addresses import doi_without_page, path_without_page_number

    path = path_without_page_number(host, _clean(parts.path))
    match = re.search(_DOI_IN_TEXT, path)
    return _checked_doi(url, doi_without_page(match.group(), host)) if match else None


def _checked_doi(text: str, name: str) -> Identifier | Malformed:
    doi = _trimmed(name)
    if re.fullmatch(_DOI, doi):
        return Identifier("doi", doi)
    return Malformed(text, "doi", _doi_problem(doi))


def _clean(text: str) -> str:
    """Undo what copying does to a DOI: entities, percent-encoding, LaTeX escapes, odd dashes."""
    if "&" in text:
        from html import unescape  # its table of 2,231 entities takes 1 ms

        text = unescape(text)
    for _ in range(2):  # twice: addresses inside addresses are encoded twice
        if re.search(r"%[0-9A-Fa-f]{2}", text):
            text = unquote(text, errors="replace")
    if "\\" in text or "{" in text:
        text = re.sub(r"\\([_%&#$<>~()\[\]])", r"\1", text)
        text = text.replace("\\textunderscore", "_").replace("{", "").replace("}", "")
        text = re.sub(r"\$([<>])\$", r"\1", text)
    return text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_HYPHENS)


def _trimmed(written: str) -> str:
    """Cut trailing punctuation and closing brackets that were never opened."""
    end = len(written)
    while end:
        last = written[end - 1]
        opening = _PAIRS.get(last)
        is_unopened = opening is not None and written.count(opening, 0, end) < written.count(
            last, 0, end
        )
        if last not in _TRAILING and not is_unopened:
            break
        end -= 1
    doi = re.sub(r"^([^/]+)/+", r"\1/", written[:end])
    return _OF_VERSION.sub(r"\1", doi)


# bioRxiv and medRxiv number the versions in their addresses; the DOI is that of all of them.
_OF_VERSION = re.compile(
    r"^(10\.(?:1101|64898)/(?:\d{4}\.\d\d\.\d\d\.)?\d{6,8})v\d{1,2}(?:\.(?:full|abstract|article)[\w.-]*)?$"
)


def _doi_problem(name: str) -> str:
    if re.search(r"\s", name):
        return "there is a space in it"
    if re.fullmatch(rf"{_REGISTRANT}/*", name):
        return "nothing follows the prefix"
    if re.match(r"10\.\d{1,3}(?:/|$)", name):
        return "the prefix is too short"
    if not name.startswith("10."):
        return "it does not start with `10.`"
    return "it does not have the form of a DOI"


# ── numbers with a check digit ───────────────────────────────────────────────────────────────


def _weighted_sum_is_zero(digits: str) -> bool:
    """The check of ISBN-10 and ISSN: weights fall to 1, X is ten, the sum divides by eleven."""
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return (
        sum(value * weight for value, weight in zip(values, range(len(values), 0, -1), strict=True))
        % 11
        == 0
    )


def _isbn13_check_digit(first_twelve: str) -> str:
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(first_twelve))
    return str(-total % 10)


def normalize_isbn(text: str) -> str | None:
    """The ISBN in 13 digits without hyphens; None if the form or the check digit is wrong."""
    found = _isbn_of(text)
    return found.value if isinstance(found, Identifier) else None


def normalize_issn(text: str) -> str | None:
    """The ISSN as `NNNN-NNNC`; None if the form or the check digit is wrong."""
    found = _issn_of(text)
    return found.value if isinstance(found, Identifier) else None


def _isbn_of(text: str) -> Identifier | Malformed:
    text = text.translate(_HYPHENS)
    digits = _digits(re.sub(r"(?i)^\s*(?:urn:)?isbn(?:[-\s]?1[03](?=\s*[:\s]))?\s*:?\s*", "", text))
    if re.fullmatch(r"\d{9}[\dX]", digits):
        if not _weighted_sum_is_zero(digits):
            return Malformed(text, "isbn", "the check digit is wrong")
        first_twelve = f"978{digits[:9]}"
        return Identifier("isbn", first_twelve + _isbn13_check_digit(first_twelve))
    if re.fullmatch(r"\d{13}", digits):
        if digits[:3] not in ("978", "979"):
            return Malformed(text, "isbn", "13 digits must start with 978 or 979")
        if _isbn13_check_digit(digits[:12]) != digits[12]:
            return Malformed(text, "isbn", "the check digit is wrong")
        return Identifier("isbn", digits)
    return Malformed(text, "isbn", f"it has {len(digits)} digits" if digits else "no digits follow")


def _issn_of(text: str) -> Identifier | Malformed:
    digits = _digits(re.sub(r"(?i)^\s*(?:urn:)?[ep]?-?issn(?:-l)?\s*:?\s*", "", text))
    if not re.fullmatch(r"\d{7}[\dX]", digits):
        return Malformed(text, "issn", f"it has {len(digits)} digits")
    if not _weighted_sum_is_zero(digits):
        return Malformed(text, "issn", "the check digit is wrong")
    return Identifier("issn", f"{digits[:4]}-{digits[4:]}")


def _digits(text: str) -> str:
    hyphens_gone = text.translate(_HYPHENS).strip().rstrip(".,;)")
    return re.sub(r"[-\s.]", "", hyphens_gone).upper()


# ── the other schemes ────────────────────────────────────────────────────────────────────────

_ARXIV_LABEL = (
    r"(?i)^(?:(?:arxiv(?:\.org)?|corr|e-?prints?|preprint|id|identifier|no\.?|number)[\s:,]*)*"
    r"(?:[\s:,(]*abs/)?"
)


# What arXiv prints behind the number: `[cs.LG]`, and on the first page `[cs.LG] 4 Jan 2021`.
_ARXIV_STAMP = r"\s*[\[(][\w.,\s-]+[\])](?:\s+\d{1,2}\s+\w{3,9}(?:\s+\d{4})?)?[.,;]*$"


def _arxiv_of(text: str) -> Identifier | Malformed:
    """`2101.00001v2`, `hep-th/9901001`, `math.GT/0309136`; what follows in `[…]` is dropped."""
    value = re.sub(_ARXIV_LABEL, "", text.strip())
    value = re.sub(rf"{_ARXIV_STAMP}|\.pdf$|[.,;)]+$", "", value).lower()
    is_new = re.fullmatch(ARXIV_NEW, value) is not None
    if not is_new and not re.fullmatch(ARXIV_OLD, value):
        return Malformed(text, "arxiv", "it does not have the form of an arXiv identifier")
    month = value[2:4] if is_new else value.split("/")[1][2:4]
    if not 1 <= int(month) <= 12:
        return Malformed(text, "arxiv", f"there is no month {month}")
    # The subject class of old identifiers is not part of the name: math.GT/0309136.
    return Identifier("arxiv", re.sub(r"^([a-z-]+)\.[a-z]{2}/", r"\1/", value))


def _pmid_of(text: str) -> Identifier | Malformed:
    number = re.sub(r"(?i)^(?:(?:pubmed|pmid)(?:\s*id)?\s*[:#]?\s*)+", "", text.strip()).rstrip(
        ".,;)/"
    )
    if re.fullmatch(r"0*[1-9]\d{0,7}", number):
        return Identifier("pmid", number.lstrip("0"))
    return Malformed(text, "pmid", "it is not such a number")


def _pmcid_of(text: str) -> Identifier | Malformed:
    number = re.sub(r"(?i)^(?:pmcid\s*:?\s*)?(?:pmc)?\s*:?\s*", "", text.strip()).rstrip(".,;)/")
    number = re.sub(r"\.\d+$", "", number)  # PMC123.1 names a version of the text
    if re.fullmatch(r"0*[1-9]\d{0,8}", number):
        return Identifier("pmcid", f"PMC{number.lstrip('0')}")
    return Malformed(text, "pmcid", "no such number follows")


def _nct_of(text: str) -> Identifier | Malformed:
    number = re.sub(
        r"(?i)^(?:clinicaltrials\.gov\s*+(?:identifier\s*+)?(?::\s*+)?)?nct\s*+(?::\s*+)?(?:nct)?",
        "",
        text.strip(),
    )
    number = number.rstrip(".,;)/")
    if re.fullmatch(r"\d{8}", number):
        return Identifier("nct", f"NCT{number}")
    return Malformed(text, "nct", f"{len(re.findall(r'[0-9]', number))} digits follow")


def _item_of(text: str) -> Identifier | Malformed:
    number = re.sub(r"(?i)^(?:wikidata|qid)\s*:?\s*", "", text.strip()).rstrip(".,;)/").upper()
    if re.fullmatch(r"Q[1-9]\d{0,9}", number):
        return Identifier("wikidata", number)
    return Malformed(text, "wikidata", "no such number follows")


# What a text must start with (or be) to be meant as an identifier; the first row that matches
# decides, so that a bad check digit is called a bad ISBN and not "nothing".
_Reader: TypeAlias = Callable[[str], Identifier | Malformed]
_SPELLINGS: tuple[tuple[str, _Reader], ...] = (
    (r"pmcid\b|pmc\s*:?\s*\d|pmc$", _pmcid_of),
    (r"(?:pmid|pubmed)\b", _pmid_of),
    (r"(?:clinicaltrials\.gov\b.*)?nct\s*:?\s*(?:nct)?\d", _nct_of),
    (r"(?:arxiv|corr)\b|abs/\d", _arxiv_of),
    (rf"{ARXIV}(?:\s*\[.*\])?$", _arxiv_of),
    (r"(?:urn:)?isbn(?=\W|\d|$)", _isbn_of),
    (r"(?:urn:)?[ep]?-?issn(?:-l)?\b", _issn_of),
    (r"\d{4}-\d{3}[\dx]$", _issn_of),
    (rf"97[89][-{_DASHES}\s]?(?:\d[-{_DASHES}\s]?){{9}}[\dx]?$", _isbn_of),
    (rf"(?:\d[-{_DASHES}\s]?){{9}}[\dx]$", _isbn_of),
    (r"\d{5,8}$", _pmid_of),
    (r"(?:wikidata|qid)\s*:?\s*q\d|q[1-9]\d{0,9}$", _item_of),
)

_ADDRESS = r"(?i)(?:[a-z]+://|(?:www\.|dx\.|m\.)?(?:[\w-]+\.)+(?:org|com|gov|net|edu|io|eu|de|uk)/)"
_READERS: MappingProxyType[str, _Reader] = MappingProxyType(
    {
        "pmid": _pmid_of,
        "pmcid": _pmcid_of,
        "arxiv": _arxiv_of,
        "isbn": _isbn_of,
        "nct": _nct_of,
        "wikidata": _item_of,
    }
)


def parse_identifier(text: str) -> Identifier | Malformed:
    """The one identifier that `text` is, whatever its spelling, or why it is none.

    Brackets, quotes, links and the words that introduce an identifier are no part of it
    (`pasted`). Two DOIs are refused: which of them is meant cannot be known.
    """
    from mscref.model.pasted import bare_identifier

    text = bare_identifier(text)
    if re.match(_ADDRESS, text):
        return _identifier_of_address(text)
    for spelling, reader in _SPELLINGS:
        if re.match(spelling, text, re.IGNORECASE):
            return reader(text)
    written = list(iter_dois(text))
    if len(set(written)) > 1:
        return Malformed(text, "doi", f"there are {len(written)} DOIs in it: {', '.join(written)}")
    doi = Identifier("doi", written[0]) if len(written) > 1 else _doi_of(text)
    if doi is not None:
        return _arxiv_version(doi)
    if written:
        return Malformed(text, "doi", "there is other text around it")
    return Malformed(text, "", "this is no identifier")


def _arxiv_version(found: Identifier | Malformed) -> Identifier | Malformed:
    """arXiv registers a DOI for a work, not for its versions: `10.48550/arXiv.1706.03762v5`."""
    if isinstance(found, Identifier) and re.search(r"^10\.48550/arxiv\..*v\d+$", found.value):
        return arxiv_of_doi(found.value) or found
    return found


def _identifier_of_address(address: str) -> Identifier | Malformed:
    if re.match(_DOI_ADDRESS, address, re.IGNORECASE):
        return _arxiv_version(
            _lowered(_doi_of_url(address)) or Malformed(address, "doi", "there is no DOI in it")
        )
    from mscref.model.addresses import identifier_in_address, problem_of_address

    made = identifier_in_address(address)
    if made and made[0] == "doi":
        return Identifier("doi", made[1].lower())
    if made:
        return _READERS[made[0]](made[1])
    return _lowered(_doi_of_url(address)) or Malformed(address, "", problem_of_address(address))


def arxiv_of_doi(doi: str) -> Identifier | None:
    """The arXiv identifier behind one of arXiv's own DOIs (10.48550/arXiv.…), else None."""
    match = re.fullmatch(r"10\.48550/arxiv\.(.+)", doi, re.IGNORECASE)
    found = _arxiv_of(match.group(1)) if match else None
    return found if isinstance(found, Identifier) else None
