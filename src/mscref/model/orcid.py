"""ORCIDs: the numbers of people, which have a check digit (ISO 7064, mod 11-2). Pure."""

from __future__ import annotations

import re

_SPELLING = r"(?i)(?:(?:https?://)?(?:www\.)?orcid\.org/|orcid(?:\s*+id)?\s*+:?\s*+)(\S+)"
_BARE = r"\d{4}-\d{4}-\d{4}-\d{3}[\dXx]"


def orcid_in(text: str) -> str | None:
    """What stands where an ORCID is meant (`orcid:…`, its address, sixteen digits); None if none
    is. It need not be one: see `problem_of_orcid`."""
    text = text.strip()
    if re.fullmatch(_BARE, text):
        return text.upper()
    match = re.fullmatch(_SPELLING, text)
    if match is None:
        return None
    written = match[1].rstrip("/.,;)").upper()
    if re.fullmatch(r"\d{15}[\dX]", written):
        return "-".join(written[at : at + 4] for at in range(0, 16, 4))
    return written


def problem_of_orcid(number: str) -> str:
    """What is wrong with an ORCID; "" for nothing."""
    if not re.fullmatch(_BARE, number):
        return "an ORCID is four groups of four digits, as 0000-0002-1825-0097"
    digits = number.replace("-", "")
    total = 0
    for digit in digits[:15]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    expected = "X" if check == 10 else str(check)
    return "" if digits[15] == expected else "its check digit is wrong"
