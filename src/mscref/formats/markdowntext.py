r"""Inline Markdown ↔ the markup of CSL-JSON, for CSL-YAML, whose fields pandoc reads as Markdown.

    inline := "*" text "*" | "_" text "_" | "**" text "**" | "^" text "^" | "~" text "~"
            | "[" text "]{.nocase}" | "[" text "]{.smallcaps}" | "\" sign | "--" | "$" formula "$"
            | "\" end of line

One end of a line alone is a space, and none at the end of a text. What is no such inline stays as
it is, and so do the tags of CSL-JSON, which other programs write into CSL-YAML. Nothing else of
Markdown is read. What is written is read back as the same text.
"""

from __future__ import annotations

import re

from mscref.model.markup import split_markup
from mscref.patterns import lazy

_SMALL_CAPS = '<span style="font-variant:small-caps;">'
_SPANS = {"nocase": '<span class="nocase">', "smallcaps": _SMALL_CAPS}
# Sign → the tag that it stands for. Longest first.
_SIGNS = {"**": "b", "__": "b", "*": "i", "_": "i", "^": "sup", "~": "sub"}
_ESCAPABLE = r" !\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~\n"
# No space inside at either end; "_" is no sign inside a word; sub- and superscripts hold no space.
_INLINE = lazy(
    rf"""
      \\([{_ESCAPABLE}])                                                   # 1 an escaped sign
    | (\$(?![\s$])(?:[^$\\\n]|\\.)*(?<!\s)\$(?!\d))                        # 2 a formula
    | \[([^\[\]\n]+)\]\{{\.(nocase|smallcaps)\}}                           # 3, 4
    | (\*\*)(?=[^\s*])((?:[^\n\\]|\\.){{1,600}}?)(?<!\s)\*\*(?!\*)           # 5, 6
    | (?<![^\W_])(__)(?=[^\s_])((?:[^\n\\]|\\.){{1,600}}?)(?<!\s)__(?!\w)    # 7, 8
    | (?<![*\\])(\*)(?=[^\s*])((?:[^*\n\\]|\\.)+?)(?<!\s)\*(?!\*)          # 9, 10
    | (?<![^\W_])(?<![_\\])(_)(?=[^\s_])((?:[^_\n\\]|\\.)+?)(?<!\s)_(?!\w) # 11, 12
    | (\^)((?:[^\s^\\]|\\.)+?)\^                                           # 13, 14
    | (~)(?!~)((?:[^\s~\\]|\\.)+?)~(?!~)                                   # 15, 16
    | (?<!-)(---?)(?!-)                                                    # 17 a dash
    """,
    re.VERBOSE,
)
_DEEPEST = 8  # inlines in one another
_DASHES = {"--": "–", "---": "—"}
_SIGNS_OF = {
    "i": ("*", "*"), "b": ("**", "**"), "sup": ("^", "^"), "sub": ("~", "~"),
    "nocase": ("[", "]{.nocase}"), "sc": ("[", "]{.smallcaps}"),
}  # fmt: skip
# What would be read as an inline where it is meant as text.
_MEANT = lazy(r"[\\*_^~`$\[\]\n]|--+")
# What is escaped, else an end of a line that is no end of a paragraph.
_LINE_END = lazy(r"(\\.)|(?<!\n)\n(?!\n)", re.DOTALL)
_SPACE = lazy(r"\s")
_ESCAPED = lazy(rf"\\([{_ESCAPABLE}])")


def from_markdown(text: str) -> str:
    """The text with the tags of CSL-JSON in the place of inlines."""
    if not _MEANT.search(text):
        return text
    if "\n" in text:
        text = _in_lines(text)
    return _read(text, 0)


def _in_lines(text: str) -> str:
    """The text with a space for every end of a line that is not meant as one."""
    bare = text.rstrip("\n")
    if len(bare) < len(text) and (len(bare) - len(bare.rstrip("\\"))) % 2:
        bare += "\n"  # which is escaped
    return _LINE_END.sub(lambda match: match[1] or " ", bare)


def _read(text: str, depth: int) -> str:
    if depth >= _DEEPEST:
        return text
    return _INLINE.sub(lambda match: _tagged(match, depth + 1), text)


def _tagged(match: re.Match[str], depth: int) -> str:
    escaped, formula, span, kind = match[1], match[2], match[3], match[4]
    if escaped or formula:
        return escaped or formula
    if match[17]:
        return _DASHES[match[17]]
    if span:
        return f"{_SPANS[kind]}{_read(span, depth)}</span>"
    place = next(group for group in (5, 7, 9, 11, 13, 15) if match[group])
    tag = _SIGNS[match[place]]
    return f"<{tag}>{_read(match[place + 1], depth)}</{tag}>"


def unescaped(text: str) -> str:
    """A text in which nothing but escaped signs is meant as Markdown, such as a name."""
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def escaped(text: str) -> str:
    """The text, so that Markdown reads it as it is."""
    return _MEANT.sub(lambda match: "".join([f"\\{sign}" for sign in match[0]]), text)


def to_markdown(text: str) -> str:
    """The text with inlines in the place of tags; signs that Markdown would read are escaped.

    Tags that are no inline of Markdown, or are not closed in order, stay tags.
    """
    if not _MEANT.search(text) and "<" not in text:
        return text
    written = _with_inlines(text)
    if from_markdown(written) == text:
        return written
    return "".join(
        [escaped(part) if isinstance(part, str) else part.source for part in split_markup(text)]
    )


def _with_inlines(text: str) -> str:
    pieces: list[str] = []
    closings: list[str] = []
    for part in split_markup(text):
        if isinstance(part, str):
            is_tight = any(one in "^~" for one in closings)
            pieces.append(_without_spaces(escaped(part)) if is_tight else escaped(part))
        elif part.opens:
            opening, closing = _SIGNS_OF.get(part.name, (part.source, "</span>"))
            pieces.append(opening)
            closings.append(closing)
        else:
            pieces.append(closings.pop() if closings else part.source)
    return "".join(pieces)


def _without_spaces(text: str) -> str:
    """Spaces escaped, as they must be in sub- and superscripts."""
    return _SPACE.sub(lambda match: f"\\{match[0]}", text)
