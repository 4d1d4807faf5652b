"""Reading identifiers as users write them: DOI, ISBN, ISSN. Pure text in, text out."""

from __future__ import annotations

import re

from mscref.model.identifiers import normalize_isbn, normalize_issn

_DOI_PREFIX = re.compile(
    r"""\s*+(?:\\(?:url|href|doi)\s*+\{\s*+)?
        (?:(?:https?://)?(?:dx\.|www\.)?doi\.(?:org|acm\.org)/|doi\s*+(?::\s*+)?|info:doi/)+""",
    re.VERBOSE | re.IGNORECASE,
)
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"<>{}|^`]+")
_DOI_URL = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/(10\.\d{4,9}/\S+)", re.IGNORECASE)


def bare_doi(text: str) -> str:
    """The text without a resolver address or a `doi:` in front, and without outer spaces."""
    match = _DOI_PREFIX.match(text)
    return text[match.end() :].strip() if match else text.strip()


def is_doi(text: str) -> bool:
    """True for a bare DOI."""
    return bool(_DOI.fullmatch(text))


def find_doi(text: str) -> str:
    """The first DOI inside the text without the punctuation that ends a sentence, or ""."""
    match = _DOI.search(text)
    return match.group().rstrip(".,;:)]'") if match else ""


def doi_of_url(url: str) -> str:
    """The DOI that a doi.org address means, or ""."""
    match = _DOI_URL.fullmatch(url.strip())
    if match is None:
        return ""
    doi = match[1]
    return re.sub(r"%2[fF]", "/", doi) if "%" in doi else doi


def isbns(text: str) -> list[str]:
    """The ISBNs of a field, as written, without labels such as `ISBN-13:` or `(pbk.)`."""
    bare = re.sub(r"\([^()]*\)|(?i:e?-?isbn(?:-1[03])?\s*:?)|[{}]", " ", text)
    bare = bare.replace("–", "-").replace("‐", "-")
    groups = re.split(r"[,;/]|(?<=[\dXx])\s+(?=97[89]|\d{9}[\dXx]\b)", bare)
    return [re.sub(r"\s+", " ", group).strip(" .-") for group in groups if re.search(r"\d", group)]


def valid_isbn(isbn: str) -> bool:
    """True where the ISBN has 10 or 13 digits and the right check digit."""
    return normalize_isbn(isbn) is not None


def valid_issn(issn: str) -> bool:
    """True where the ISSN has eight characters and the right check digit."""
    return normalize_issn(issn) is not None
