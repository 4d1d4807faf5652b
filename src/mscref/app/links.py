"""Where on the web a reference is."""

from __future__ import annotations

from urllib.parse import quote

from mscref.model.reference import Reference

# Variable → the address it makes; the first that a reference has is taken.
_ADDRESSES = (
    ("DOI", "https://doi.org/{}"),
    ("URL", "{}"),
    ("PMCID", "https://www.ncbi.nlm.nih.gov/pmc/articles/{}/"),
    ("PMID", "https://pubmed.ncbi.nlm.nih.gov/{}/"),
)
# What may stand in a URL unescaped; `%` because it may be escaped already.
_SAFE = "/:?#[]@!$&+,;=~%'()*"
_SCHEMES = ("http://", "https://")


def link_of(reference: Reference) -> str | None:
    """Return the address of a reference, or None where it has none that a browser opens.

    Only http and https: a URL field may hold `file:` or `javascript:`.
    """
    for variable, address in _ADDRESSES:
        value = reference.text(variable).strip()
        link = address.format(quote(value, safe=_SAFE))
        if value and link.lower().startswith(_SCHEMES):
            return link
    return None
