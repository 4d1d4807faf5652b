"""Abbreviates titles with pyiso4; run by journals.py in the environment of the peers."""

import json
import sys

from pyiso4.ltwa import Abbreviate  # type: ignore[import-not-found]

abbreviate = Abbreviate.create()


def short(title: str) -> str:
    """The abbreviation, or "" where the peer fails."""
    try:
        return str(abbreviate(title))
    except Exception:
        return ""


print(json.dumps([short(title) for title in json.load(sys.stdin)]))
