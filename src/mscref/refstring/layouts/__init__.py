"""Layouts whose marks say what every part is: read by their own rules, not by the models.

`read_layout` takes a reference string; it gives the fields and the type, or None for all other
strings. Each module is a standard or a family of lists; a cheap look decides whether it is asked.
"""

from __future__ import annotations

import re

from mscref.refstring.layouts.base import Laid, Layout
from mscref.refstring.layouts.cjk import read_brackets
from mscref.refstring.layouts.decisions import read_decision, read_legal_book
from mscref.refstring.layouts.gbt import read_gbt
from mscref.refstring.layouts.gost import read_gost
from mscref.refstring.layouts.law import read_law
from mscref.refstring.layouts.others import read_arabic, read_standard
from mscref.refstring.layouts.romance import read_romance
from mscref.refstring.layouts.statutes import read_statute

# What a string must hold for a layout to be asked at all.
_LAYOUTS: tuple[tuple[re.Pattern[str], Layout], ...] = (
    (re.compile(r"[\[［](?:[JMCDNRSPGAZ]|EB|DB|DS|CP|CM)(?:/\w\w)?[\]］]"), read_gbt),
    (
        re.compile(r"[』」》〉]|[\u3040-\u9fff]\s*+[.,，]\s*+(?:1[5-9]|20)\d\d[,，(（:：]"),
        read_brackets,
    ),
    (
        re.compile(r"\A(?:[A-ZÖ]{2,5}|ГОСТ|СНиП|ДСТУ)[/\s-][^,]{0,20}\d|Standard|Norm|Guide"),
        read_standard,
    ),
    (re.compile(r"\d{4}|U\.\s?S\."), read_statute),
    (re.compile(r"[А-Яа-яІіЇїЄє]{3}"), read_gost),
    (re.compile(r"[\u0621-\u064a]{2}"), read_arabic),
    (re.compile(r"\A[A-Z][\w.]+"), read_decision),
    (
        re.compile(
            r"[\w.&)]\s\d+(?:,\s[\d\W]+)?\s\([^()]*\d{4}\)\.?\s*+\Z|[\[(]\d{4}[\])]\s[\w(]"
            r"|\A(?:[BORKLAVFE][\w]{1,6})[\s,].*\b(?:1[89]|20)\d\d,\s\d"
        ),
        read_law,
    ),
    (re.compile(r"\d\d\d\d\)(?:\s\d+(?:\s?[-–]\s?\d+)?)?\.?\s*+\Z"), read_legal_book),
    (
        re.compile(
            r"\bv\.\s?\d|[Ww]:\]?\s|\d\s[a-z]{3}\.\s\d{4}|\sIn:\s|\s[–—-]\s|”,?\s\d{4}|\A\w\w?\.[^,]+,.*[^\W\d]\s\d{4}\b|»,\s|\bWyd"
            r"|\d\s?f\.\s[A-Z]"
        ),
        read_romance,
    ),
)


_LONGEST = 900  # characters; hardly a reference is longer


def read_layout(text: str) -> Laid | None:
    """The fields of a string that its layout marks, or None."""
    if len(text) > _LONGEST:
        return None
    for sign, layout in _LAYOUTS:
        if sign.search(text):
            laid = layout(text)
            if laid:
                return laid
    return None
