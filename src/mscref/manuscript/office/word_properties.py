"""The properties of a Word document, in which Zotero's settings stand, put into its package."""

from __future__ import annotations

from collections.abc import Mapping

from mscref.manuscript.office.word_document import CUSTOM, TYPES, WordDocument
from mscref.manuscript.office.word_relations import names_of, with_relation, with_type

_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_PACKAGE_RELATIONS = "_rels/.rels"


def with_properties(
    document: WordDocument, properties: bytes, changed: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The parts that change with the properties; `changed` are those that have already.

    A document that had none gets the part, its type and the relation that leads to it.
    """
    if document.text_part(CUSTOM) is not None:
        return {CUSTOM: properties}
    types = changed.get(TYPES) or document.text_part(TYPES)
    relations = with_relation(
        document.text_part(_PACKAGE_RELATIONS),
        identifier="rIdCustom",
        kind=_custom_relation(document.body.data),
        target=CUSTOM,
    )
    return {
        CUSTOM: properties,
        TYPES: with_type(types, f"/{CUSTOM}", _CUSTOM_TYPE),
        _PACKAGE_RELATIONS: relations,
    }


def _custom_relation(body: bytes) -> str:
    names = names_of(body)
    ending = "customProperties" if "purl.oclc.org" in names.word else "custom-properties"
    return f"{names.relations}/{ending}"
