r"""LaTeX → the inline markup of CSL-JSON.

No TeX is executed. An unknown command with an argument stands for it (`\foo{bar}` becomes `bar`),
one without stays as it is written; `decoded` returns both among its leftovers, so that nothing is
lost in silence. What commands are without text stands in `silent.py`. For titles,
`decode_protected` marks what stood in braces with PROTECT and UNPROTECT; `bibtex/casing.py` turns
the marks into sentence case and nocase spans.
"""

from __future__ import annotations

from mscref.formats.latex.decoder import MARKS, PROTECT, UNPROTECT, Decoder
from mscref.model.markup import strip_fonts
from mscref.patterns import lazy
from mscref.records import Record

# A "%" at the end of a line joins it with the next one; elsewhere people mean per cent.
_COMMENT_AT_END = lazy(r"%[ \t]*\r?\n\s*")
# A "%" in the middle of a line whose value goes on in the next: a comment, unless it stands like
# the sign for per cent, behind a number and before a blank.
_COMMENT = lazy(r"(\d[ \t]?%(?=\s))|(?<!\\)%[^\n]*\n[ \t]*")
_WHITES = lazy(r"[ \t\r\n]+")


def decode(text: str) -> str:
    """LaTeX text → markup, white space collapsed."""
    return collapse(Decoder(text, "", "").run()) if _needs_decoding(text) else collapse(text)


def decode_plain(text: str) -> str:
    """The same for a number, a date or a code: how it is printed is no part of it."""
    found = decode(text)
    return strip_fonts(found) if "<" in found else found


def without_comments(text: str) -> str:
    """A value of several lines without what TeX takes for comments; per cent signs stay."""
    head, newline, tail = text.rpartition("\n")
    if "%" not in head:
        return text
    # What has no line end behind it is left out: looking for one from every sign is quadratic.
    kept = _COMMENT.sub(lambda match: match[1] or "", head + newline)
    return kept + (tail if kept.endswith("\n") else tail.lstrip(" \t"))


def comments_of(text: str) -> list[str]:
    """What `without_comments` takes out."""
    head, newline, _ = text.rpartition("\n")
    return [match[0] for match in _COMMENT.finditer(head + newline) if not match[1]]


class Decoded(Record):
    """A text, and the source of what was not understood in it."""

    text: str
    leftovers: tuple[str, ...]


def decoded(text: str) -> Decoded:
    """The same as `decode`, with what it did not understand, in order and each once."""
    if "\\" not in text:
        return Decoded(decode(text), ())
    decoder = Decoder(text, "", "")
    plain = collapse(decoder.run())
    return Decoded(plain, tuple(dict.fromkeys(decoder.leftovers)))


def decode_protected(text: str) -> str:
    """LaTeX text of a title → markup with PROTECT and UNPROTECT where braces stood."""
    if _needs_decoding(text):
        return collapse(Decoder(text, PROTECT, UNPROTECT).run())
    return collapse(text)


def _needs_decoding(text: str) -> bool:
    """True where anything in `text` is not plain; `in` is many times faster than a search."""
    return (
        "\\" in text
        or "{" in text
        or "--" in text
        or "~" in text
        or "$" in text
        or "''" in text
        or "`" in text
        or "}" in text
        or (not text.isascii() and MARKS.search(text) is not None)
    )


def collapse(text: str) -> str:
    """White space as TeX reads it; a no-break space is not white space."""
    if "%" in text:
        text = _COMMENT_AT_END.sub("", text)
    if "\n" in text or "  " in text or "\t" in text or "\r" in text:
        text = _WHITES.sub(" ", text)
    return text.strip(" ")
