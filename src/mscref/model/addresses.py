"""Addresses of works' pages → the identifier that the page's address is made of.

Data and one look-up: what crosses the border is an address in, and a scheme with its value out.
Each row is a convention its publisher documents or keeps for every work (DOI suffix = last step of
the address, `10.2307` + JSTOR's number, …); a convention with exceptions has no row. Addresses that
hold a DOI as it is need no row.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple
from urllib.parse import unquote

from mscref.model.arxiv import ARXIV

Kind = Literal["doi", "pmid", "pmcid", "arxiv", "isbn", "nct", "wikidata"]

_ARXIV = rf"(?P<id>{ARXIV})"
_ISBN = r"(?P<id>(?:97[89][- ]?)?(?:\d[- ]?){9}[\dx])"


class _Row(NamedTuple):
    """A pattern of addresses; `value` with `{}` for what its group `id` holds."""

    pattern: str
    scheme: Kind
    value: str = "{}"


# A host begins the address or follows a dot: `www.`, `m.`, `export.`.
_H = r"^(?:[a-z]+:)?(?://)?(?:[\w-]+\.)*"
_ROWS: tuple[_Row, ...] = (
    _Row(
        _H + r"(?:ncbi\.nlm\.nih\.gov/(?:labs/)?pmc/articles|pmc\.ncbi\.nlm\.nih\.gov/articles)"
        r"/(?P<id>PMC\d+)",
        "pmcid",
    ),
    _Row(_H + r"nih\.gov/(?:labs/)?(?:pmc/)?articles/pmid/(?P<id>\d+)", "pmid"),
    _Row(_H + r"europepmc\.org/\w+/(?:PMC/)?(?P<id>PMC\d+)", "pmcid"),
    _Row(_H + r"europepmc\.org/\w+/MED/(?P<id>\d+)", "pmid"),
    _Row(_H + r"pubmed\.ncbi\.nlm\.nih\.gov/(?:\?(?:.*&)?term=)?(?P<id>\d+)(?!\w)", "pmid"),
    _Row(_H + r"pubmed\.gov/(?P<id>\d+)", "pmid"),
    _Row(_H + r"ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/(?:\?term=)?(?P<id>\d+)(?!\w)", "pmid"),
    # arXiv, its mirrors and the readers that put another host before the same number
    _Row(
        _H + r"(?:arxiv|alphaxiv)\.org/(?:abs|pdf|html|format|ps|src|overview)/(?:arxiv:)?"
        + _ARXIV,
        "arxiv",
    ),
    _Row(_H + r"arxiv\.org/ftp/.*/" + _ARXIV + r"\.pdf", "arxiv"),
    _Row(_H + r"ar5iv(?:\.labs\.arxiv)?\.org/(?:abs|html|pdf)/" + _ARXIV, "arxiv"),
    _Row(_H + r"(?:arxiv-vanity\.com|huggingface\.co)/papers/" + _ARXIV, "arxiv"),
    _Row(_H + r"scirate\.com/arxiv/" + _ARXIV, "arxiv"),
    _Row(_H + r"adsabs\.harvard\.edu/abs/arxiv:" + _ARXIV, "arxiv"),
    _Row(
        _H + r"wikidata\.org/(?:wiki/(?:special:entitydata/)?|entity/)(?P<id>Q\d+)(?![\w])",
        "wikidata",
    ),
    _Row(_H + r"clinicaltrials\.gov/.*?(?P<id>NCT\d+)", "nct"),
    _Row(
        r"(?:/isbn/|/books\?vid=isbn|/isbn:|[?&](?:q|vid)=isbn:?|/dp/|/bookdetails/)"
        + _ISBN
        + r"(?![\w-])",
        "isbn",
    ),
    # DOIs whose suffix is the number of the page
    _Row(_H + r"nature\.com/articles/(?P<id>[a-z]+[\w-]*?(?:\.?\d[\w-]*?)+)(?:\.pdf)?(?:[/?#_]|$)",
         "doi", "10.1038/{}"),
    _Row(
        _H
        + r"nature\.com/[\w/]+/(?:full|abs|pdf)/"
        + r"(?P<id>[a-z]+[\w-]*?\d+(?:\.\d+)*)\.(?:html|pdf)",
        "doi",
        "10.1038/{}",
    ),
    _Row(
        _H + r"(?:bio|med)rxiv\.org/content/(?:biorxiv/|medrxiv/)?early/"
        r"(?:\d+/){3}(?P<id>[\d.]*\d)",
        "doi",
        "10.1101/{}",
    ),
    _Row(_H + r"jstor\.org/(?:stable|pss)/(?:pdf/)?(?P<id>\d+)(?!\w|\.\d)", "doi", "10.2307/{}"),
    _Row(_H + r"zenodo\.org/(?:api/)?records?/(?P<id>\d+)", "doi", "10.5281/zenodo.{}"),
    _Row(_H + r"ssrn\.com/.*[?&]abstract(?:_?id)?=(?P<id>\d+)", "doi", "10.2139/ssrn.{}"),
    _Row(_H + r"ssrn\.com/abstract[=/](?P<id>\d+)", "doi", "10.2139/ssrn.{}"),
    _Row(_H + r"elifesciences\.org/(?:articles|reviewed-preprints)/(?P<id>\d{4,6})(?!\d)",
         "doi", "10.7554/elife.{}"),
    _Row(_H + r"peerj\.com/articles/(?P<id>\d+)(?!\w)", "doi", "10.7717/peerj.{}"),
    _Row(_H + r"peerj\.com/articles/cs-(?P<id>\d+)(?!\w)", "doi", "10.7717/peerj-cs.{}"),
    _Row(
        _H + r"pubs\.rsc\.org/.*/(?P<id>[a-z]\d[a-z]{2}\d{5}[a-z\d])(?!\w)", "doi", "10.1039/{}"
    ),
    _Row(
        _H + r"researchsquare\.com/article/(?P<id>rs-\d+/v\d+)", "doi", "10.21203/rs.3.{}"
    ),
    _Row(
        _H + r"preprints\.org/manuscript/(?P<id>\d{6}\.\d{4}/v\d+)", "doi", "10.20944/preprints{}"
    ),
    _Row(_H + r"osf\.io/preprints/psyarxiv/(?P<id>\w{5})(?!\w)", "doi", "10.31234/osf.io/{}"),
    _Row(_H + r"psyarxiv\.com/(?P<id>\w{5})(?!\w)", "doi", "10.31234/osf.io/{}"),
    _Row(_H + r"osf\.io/preprints/socarxiv/(?P<id>\w{5})(?!\w)", "doi", "10.31235/osf.io/{}"),
    # The Anthology registers what it publishes itself with ACL's prefix since 2016.
    _Row(
        _H + r"(?:aclanthology\.org|aclweb\.org/anthology)(?:/papers)?(?:/[A-Z]/[A-Z]\d\d)?"
        r"/(?P<id>[DNPEQ](?:1[6-9])-[12]\d{3})(?!\d)",
        "doi",
        "10.18653/v1/{}",
    ),
    _Row(
        _H + r"aclanthology\.org/(?P<id>20\d\d\.(?:acl|emnlp|naacl|eacl|findings)-[a-z]+\.\d+)",
        "doi",
        "10.18653/v1/{}",
    ),
)  # fmt: skip

# An ADS bibcode of a preprint holds the number: `2017arXiv170603762V`.
_ADS_PREPRINT = r"adsabs\.harvard\.edu/abs/\d{4}arXiv(\d{4})(\d{4,5})[A-Z](?:/|$)"

# Addresses that people paste and that hold no identifier, and what to say of them.
_WITHOUT: tuple[tuple[str, str], ...] = (
    (r"sciencedirect\.com/.*/pii/|cell\.com/.*\(\d\d\)|thelancet\.com/.*PII",
     "it holds a publisher's number (PII), which is no DOI; the page shows the DOI"),
    (r"hdl\.handle\.net/", "a handle is no DOI"),
    (r"researchgate\.net/|academia\.edu/", "such pages are no record of a work"),
    (r"ieeexplore\.ieee\.org/",
     "it holds a publisher's number, which is no DOI; the page shows the DOI"),
)  # fmt: skip


# What publishers' pages put after the DOI in their addresses, as steps and as endings.
_PAGE_STEPS = frozenset(
    """abstract asset article-info article-metrics cite cited-by citation citations epdf epub
    figures figure full full_html fulltext full-text html info meta metrics pdf pdfdirect pdfft
    references
    summary suppinfo suppl suppl_file supplementary supplementary-material supplemental-data tables
    table download downloads export issuetoc standard-pdf viewer xml""".split()
)
_PAGE_AFTER_DOI = (
    r"(?:v\d+)?(?:\.(?:full|abstract|short|long|article-info|article-metrics|supplementary-material"
    r"|figures-only|full-text)(?:\.pdf|-text)?(?:\+html)?|\.pdf|\.epub|\.xml|\.html?)$"
)
_VERSION_OF_PAGE = r"(?<=\d)v\d+$"
# Hosts whose addresses add a version to the DOI; elsewhere it is the DOI's (10.21203/rs.3.rs-1/v1).
_VERSIONED = r"(?:bio|med)rxiv\.org"
# Oxford's addresses go on with a number of their own.
_NUMBER_AFTER_DOI = r"(academic\.oup\.com/[^\n]{0,400})/\d{5,10}(?:/[\w.-]*)?$"


def identifier_in_address(address: str) -> tuple[Kind, str] | None:
    """The scheme and the value that an address is made of, or None."""
    decoded = _without_proxy(unquote(address, errors="replace"))
    for row in _ROWS:
        match = re.search(row.pattern, decoded, re.IGNORECASE)
        if match:
            return row.scheme, row.value.format(match["id"])
    preprint = re.search(_ADS_PREPRINT, decoded)
    return ("arxiv", f"{preprint[1]}.{preprint[2]}") if preprint else None


# A library's proxy appends itself to the host, or writes the host's dots as hyphens before itself.
_TOP = r"(?:com|org|net|gov|edu|io)"
_PROXY = (
    rf"^(?P<scheme>(?:[a-z]+://)?)(?P<host>(?:[\w-]+\.)+{_TOP}|(?:[a-z\d]+-)+{_TOP})"
    r"\.(?:[\w-]+\.)+[a-z]{2,}(?=[:/])"
)


_LONGEST_HOST = 300  # characters, with the scheme; DNS has 253


def _without_proxy(address: str) -> str:
    match = re.match(_PROXY, address[:_LONGEST_HOST], re.IGNORECASE)
    if not match:
        return address
    host = match["host"] if "." in match["host"] else match["host"].replace("-", ".")
    return f"{match['scheme']}{host}{address[match.end() :]}"


def problem_of_address(address: str) -> str:
    """What to say of an address that holds no identifier."""
    return next(
        (problem for pattern, problem in _WITHOUT if re.search(pattern, address, re.IGNORECASE)),
        "there is no identifier in this address",
    )


def doi_without_page(path: str, host: str) -> str:
    """The DOI without what a publisher's address adds: `/full`, `/tables/1`, `.full.pdf`, `v2`."""
    steps = path.rstrip("/").split("/")
    last = next(
        (at for at, step in enumerate(steps) if at > 1 and step.lower() in _PAGE_STEPS), None
    )
    doi = re.sub(_PAGE_AFTER_DOI, "", "/".join(steps[:last]), flags=re.IGNORECASE)
    return re.sub(_VERSION_OF_PAGE, "", doi) if re.search(_VERSIONED, host) else doi


def path_without_page_number(host: str, path: str) -> str:
    """Host and path without the number that Oxford's addresses put after a DOI."""
    return re.sub(_NUMBER_AFTER_DOI, r"\1", f"{host}{path}")
