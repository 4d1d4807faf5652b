"""Which parts of the package of a Word document hold its text, its notes and its sources.

A part is found by a relation: the main part by one of the package, notes by one of the main part
(ECMA-376 part 2, 6.5; part 1, 11.3). Names that no relation says are those that Word writes.
"""

from __future__ import annotations

import posixpath
import re

from mscref.manuscript.office.package import Package
from mscref.manuscript.office.xml_bytes import checked, tags

PACKAGE_RELATIONS = "_rels/.rels"
_MAIN = "word/document.xml"
_SOURCES = re.compile(r"customXml/item\d{1,4}\.xml")
_BIBLIOGRAPHY = b"officeDocument/2006/bibliography"
_MOST_SOURCES = 20  # a document has one part of sources; a thousand would be an attack


def main_part(package: Package) -> str:
    """The name of the part that holds the text."""
    return _related(package, PACKAGE_RELATIONS, "officeDocument", folder="") or _MAIN


def note_part(package: Package, main: str, kind: str) -> str | None:
    """The name of the part that holds the notes of a kind (footnote, endnote), if there is one."""
    folder = main.rpartition("/")[0]
    named = _related(package, relations_of(main), f"{kind}s", folder=folder)
    name = named or f"{folder}/{kind}s.xml".lstrip("/")
    return name if name in package.names else None


def relations_of(part: str) -> str:
    """The name of the part that lists the relations of a part."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def source_parts(package: Package) -> list[str]:
    """The parts that hold Word's sources, as text."""
    names = [name for name in package.names if _SOURCES.fullmatch(name)][:_MOST_SOURCES]
    found = [package.read(name) or b"" for name in names]
    return [part.decode("utf-8", "replace") for part in found if _BIBLIOGRAPHY in part]


def _related(package: Package, relations: str, kind: str, *, folder: str) -> str:
    """The part to which a relation of this kind leads, "" where there is none."""
    data = package.read(relations)
    for tag in tags(checked(data, name=relations, path=package.path) if data else b""):
        said = tag.attributes if tag.opens else {}
        if said.get("Type", "").endswith(f"/{kind}") and said.get("TargetMode") != "External":
            return posixpath.normpath(posixpath.join("/", folder, said.get("Target", ""))).lstrip(
                "/"
            )
    return ""
