"""Reference strings, as they stand in manuscripts → references.

`parse_references(text)` takes a text (a list, or a manuscript that ends in one) and gives one
`ParsedReference` per string. The stages, each in its module: `split` cuts the text, `tokens`
cuts a string into words, `label` says what each word is, `fields` and `build` make the fields
and the `Reference`. Only `label` needs the model file and python-crfsuite; both are loaded at the
first use.
"""

from __future__ import annotations

from mscref.refstring.fields import ParsedField
from mscref.refstring.parse import (
    ParsedReference,
    parse_each,
    parse_list,
    parse_reference,
    parse_references,
)
from mscref.refstring.split import ReferenceList, find_references, named_lists

__all__ = [
    "ParsedField",
    "ParsedReference",
    "ReferenceList",
    "find_references",
    "named_lists",
    "parse_each",
    "parse_list",
    "parse_reference",
    "parse_references",
]
