"""Reading identifiers as users write them: DOI, ISBN, ISSN. Pure text in, text out."""

from __future__ import annotations

import re

from mscref.model.identifiers import (
    bare_doi,
    normalize_doi,
    normalize_isbn,
    normalize_issn,
    written_dois,
)


def is_doi(text: str) -> bool:
    """True for a bare DOI."""
    return normalize_doi(text) == text.lower()


def find_doi(text: str) -> str:
    """The first DOI inside the text, or ""."""
    return next(written_dois(text), "")


def doi_of_url(url: str) -> str:
    """The DOI that an address of its resolver means, or ""."""
    bare = bare_doi(url)
    return bare if bare != url.strip() and is_doi(bare) else ""


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
