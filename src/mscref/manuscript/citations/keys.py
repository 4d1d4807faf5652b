"""What a citation key looks like in Markdown and Org: pandoc's rule.

    key = "@" ( letter | digit | "_" ) { letter | digit | "_" | sign }     no sign at its end
        | "@{" balanced "}"                                                no white space inside

(User's guide, Citation syntax.) `-` before it leaves the author out.
"""

from __future__ import annotations

import re

_SIGNS = ":.#$%&+?<>~/-"
KEY = re.compile(
    r"(?P<minus>-?)@(?:"
    r"(?P<key>\w(?:\w|[:.#$%&+?<>~/-](?=\w)|[:/](?=/))*)"
    r"|\{(?P<braced>(?:[^{}\s]|\{[^{}\s]*\})+)\})"
)


def key_at(text: str, place: int) -> re.Match[str] | None:
    """The key that begins at `place` ("@" or "-@"), where nothing before it makes it a word."""
    match = KEY.match(text, place)
    if match is None or is_joined(text, match.start() if match["minus"] else place):
        return None
    return match


def is_joined(text: str, place: int) -> bool:
    """True where a sign at `place` belongs to the word before it: name@host, and.@so; not @@so."""
    before = text[max(0, place - 2) : place]
    if not before:
        return False
    if before[-1] == ".":
        return before[:-1].isalnum()
    return before[-1].isalnum()


def key_span(match: re.Match[str]) -> tuple[int, int]:
    """Where the key itself stands."""
    return match.span("key" if match["key"] is not None else "braced")
