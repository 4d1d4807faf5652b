"""An edition that a title took with it: `Title. 2. vyd`, `Title, fifth` before `ed.`

In: a string and its fields. Out: the fields, what ends a title and counts an edition among them as
`edition`, in the words of the languages of reference lists.
"""

from __future__ import annotations

import re
from dataclasses import replace

from mscref.refstring.fields import ParsedField

_WORDS = (
    r"ed|edn|édn?|éd|edition|édition|edición|edição|ediz|edizione|aufl|auflage|vyd|vydání|vydanie|wyd|kiad"
    r"|kiadás|изд|вид|uppl|upplagan|utg|utgave|udg|painos|oplag|druk|baskı|basım|izd|ediția"
)
_ORDINALS = (
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|zweite|dritte|vierte|fünfte"
    r"|deuxième|troisième|quatrième|segunda|tercera|seconda|terza"
)
_NUMBER = rf"(?:\d{{1,2}}\s?(?:\.|st|nd|rd|th|[eªºa]|-?[еoeа]|ème|me|de)?|{_ORDINALS})"
_AT_THE_END = re.compile(
    rf"[.,]\s\[?(?P<edition>{_NUMBER}\.?,?\s(?:\w{{2,12}}\.?\s){{0,2}}(?:{_WORDS})\b\.?)\]?$",
    re.IGNORECASE,
)
_CUT = re.compile(rf"[.,]\s(?P<edition>{_NUMBER})$", re.IGNORECASE)
_GOES_ON = re.compile(rf"\.?\s*(?:{_WORDS})\b", re.IGNORECASE)


def with_edition(text: str, fields: list[ParsedField]) -> list[ParsedField]:
    """The fields with the edition apart from the title."""
    names = {one.name for one in fields}
    if "edition" in names or names & {"container", "volume", "issue"}:  # editions are books
        return fields
    found: list[ParsedField] = []
    for one in fields:
        match = _AT_THE_END.search(one.value) if one.name == "title" else None
        if match is None and one.name == "title" and _GOES_ON.match(text, one.end):
            match = _CUT.search(one.value)
        if match is None or match.start() < len("A b"):
            found.append(one)
            continue
        start, end = (one.start + place for place in match.span("edition"))
        title = one.value[: match.start()].rstrip(" .,")
        found.append(replace(one, value=title, end=one.start + len(title)))
        found.append(
            ParsedField(
                name="edition",
                value=match["edition"],
                start=start,
                end=end,
                confidence=one.confidence,
            )
        )
    return found
