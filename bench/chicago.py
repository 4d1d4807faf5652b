"""References in the Chicago author-date style of citeproc → their fields, for `matchbench.py`.

The artificial set of crossref-matching has each Crossref record in eight styles and not as fields;
this style says most, so it is read back to make the index.
"""

from __future__ import annotations

import re

_TITLED = re.compile(
    r"""(?:(?P<names>[^“]*?)\.?\s)??(?:(?P<year>\d{4})\.\s)?“\s*(?P<title>.*?)[.?!]?\s*”
        (?:\s(?P<late>\d{4})\b\.?)?(?:\s(?P<rest>.*))?$""",
    re.VERBOSE,
)
_UNTITLED = re.compile(r"(?:(?P<names>.*?)\.?\s)??(?P<year>\d{4})\.\s(?P<rest>.*)$")
_EDITED_BY = re.compile(r"^Edited by .*?\w\w\.\s+(?=\w)")
_MONTH = re.compile(
    r"\s*\((?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Spring|Summer|Autumn|Fall|Winter)\b[^()]*\)"
)
_PAGE = re.compile(r":\s*(?P<page>[\w/]+)(?:[–-][\w/]+)?\.?(?:\s.*)?$")
_ISSUE = re.compile(r"\s*\((?:[^()]|\([^()]*\))*\)\.?$")
_VOLUME = re.compile(r"\s(?P<volume>[\w./–-]*\d[\w./–-]*|[IVXLC]+)\.?$")
_PUBLISHER = re.compile(r"(?<=[\d)])\.\s[A-Z]\w+$")  # `2018 (4). Portico`
_ROLE = re.compile(r"\bet al$|,\s*(?:ed|eds|trans)$")


def fields_of(text: str) -> dict[str, object]:
    """The fields under the names that `matchbench.reference` takes; {"title": text} at worst."""
    found = _TITLED.match(text) or _UNTITLED.match(text)
    if found is None:
        return {"title": text}
    parts = found.groupdict()
    title = parts.get("title") or ""
    place = _place(parts["rest"] or "")
    if not title and not (place["volume"] or place["page"]):
        title, place = str(place["container_title"]), {}
    return {
        "title": title,
        "author": _families(parts["names"] or ""),
        "issued": parts["year"] or parts.get("late"),
        **place,
    }


def _place(rest: str) -> dict[str, object]:
    """Container, volume and first page; taken off from the right, as the style puts them on."""
    rest = _MONTH.sub("", _EDITED_BY.sub("", rest)).strip()
    page = _PAGE.search(rest)
    rest = _PUBLISHER.sub("", _PAGE.sub("", rest).strip(" ."))
    rest = _ISSUE.sub("", rest)
    volume = _VOLUME.search(rest)
    container = rest[: volume.start()] if volume else rest
    return {
        "container_title": container.strip(" ."),
        "volume": volume["volume"] if volume else "",
        "page": "" if page is None or page["page"] == "n/a" else page["page"],
    }


def _families(names: str) -> list[str]:
    """`Diekstra, F., Mario Praz, and Paul Robberecht` → the family names."""
    names = _ROLE.sub("", names.strip(" ,.")).strip(" ,")
    if not names or names.startswith("“"):
        return []
    parts = [one for one in re.split(r",\s+and\s+|,\s+|\s+and\s+", names) if one]
    rest = parts[2:] if len(parts) > 1 else []
    return [parts[0], *(one.split()[-1] for one in rest)]
