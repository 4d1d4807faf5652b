"""How pandoc, LaTeX and Typst write citations: one row of functions for each.

In: a marker whose works are all known, running text, the name of the bibliography file. Out: text
in that notation. LaTeX has the commands of natbib, which biblatex knows too (`natbib=true`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mscref.manuscript.marker import Marker, MarkerCite


@dataclass(frozen=True, slots=True)
class Notation:
    """One notation: its citations, its running text, and its place for the list.

    Text of which `is_source` is true is in the notation already, and is not escaped again.
    """

    citation: Callable[[Marker], str]
    text: Callable[[str], str]
    list_place: Callable[[str], str]
    is_source: Callable[[str], bool]


# ---------------------------------------------------------------- pandoc

_PANDOC_KEY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_]*(?:[:.#$%&\-+?<>~/][A-Za-z0-9_]+)*")


def _pandoc(marker: Marker) -> str:
    if marker.year_only:
        first, *others = marker.cites
        locator = f", {first.locator}" if first.locator else ""
        further = "".join(f"; -{_pandoc_cite(one)}" for one in others)
        return f"[-{_pandoc_key(first.key)}{locator}{further}]"
    if not marker.author_in_text:
        return f"[{'; '.join(map(_pandoc_cite, marker.cites))}]"
    first, *others = marker.cites
    rest = [*([first.locator] if first.locator else []), *map(_pandoc_cite, others)]
    if others and not first.locator:
        return f"{_pandoc_key(first.key)} [; {'; '.join(rest)}]"
    return f"{_pandoc_key(first.key)} [{'; '.join(rest)}]" if rest else _pandoc_key(first.key)


def _pandoc_cite(cite: MarkerCite) -> str:
    prefix = f"{cite.prefix} " if cite.prefix else ""
    locator = f", {cite.locator}" if cite.locator else ""
    return f"{prefix}{_pandoc_key(cite.key)}{locator}"


def _pandoc_key(key: str) -> str:
    return f"@{key}" if _PANDOC_KEY.fullmatch(key) else f"@{{{key}}}"


# ---------------------------------------------------------------- LaTeX

_LATEX_SIGNS = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
        "%": r"\%", "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
        "\u00a0": "~",
    }
)  # fmt: skip
_LATEX_SOURCE = re.compile(r"\\(?:documentclass|begin|section|chapter|usepackage)\b")


def _latex(marker: Marker) -> str:
    if marker.year_only:
        return " ".join(f"\\citeyearpar{_latex_note(one)}{{{one.key}}}" for one in marker.cites)
    if marker.author_in_text:
        first, *others = marker.cites
        narrative = f"\\citet{_latex_note(first)}{{{first.key}}}"
        if not others:
            return narrative
        return f"{narrative} {_latex_cluster('citep', others)}"
    return _latex_cluster("citep" if marker.way == "author-year" else "cite", marker.cites)


def _latex_cluster(command: str, cites: list[MarkerCite] | tuple[MarkerCite, ...]) -> str:
    """`\\cite{a,b}`; words between several works need natbib's `\\citetext`."""
    if not any(cite.prefix or cite.locator for cite in cites):
        return f"\\{command}{{{','.join(cite.key for cite in cites)}}}"
    if len(cites) == 1:
        prefix = f"[{_latex_text(cites[0].prefix)}]" if cites[0].prefix else ""
        note = _latex_note(cites[0]) or ("[]" if prefix else "")
        return f"\\{command}{prefix}{note}{{{cites[0].key}}}"
    inner = "; ".join(
        f"{_latex_text(cite.prefix)} ".lstrip() + f"\\citealp{_latex_note(cite)}{{{cite.key}}}"
        for cite in cites
    )
    return f"\\citetext{{{inner}}}"


def _latex_note(cite: MarkerCite) -> str:
    """`[p. 5]`; a bracket in it stands in braces."""
    if not cite.locator:
        return ""
    note = _latex_text(cite.locator)
    return f"[{{{note}}}]" if "]" in note else f"[{note}]"


def _latex_text(text: str) -> str:
    return text.translate(_LATEX_SIGNS)


def _latex_running(text: str) -> str:
    """Text escaped for LaTeX, superscripts raised."""
    parts = re.split(r"\^([^\s^]{1,40})\^", text)
    raised = (f"\\textsuperscript{{{_latex_text(part)}}}" for part in parts[1::2])
    plain = [_latex_text(part) for part in parts[::2]]
    return plain[0] + "".join(up + rest for up, rest in zip(raised, plain[1:], strict=True))


# ---------------------------------------------------------------- Typst

_TYPST_KEY = re.compile(r"[A-Za-z_][\w]*(?:[\-.:]\w+)*")
_TYPST_SOURCE = re.compile(r"^(?:#(?:set|show|import|let)\b|= \S)", re.MULTILINE)
_TYPST_SIGNS = re.compile(r"[\\#$*_`<>@\[\]~]|/(?=/)")  # `//` would hide the rest of its line
_TYPST_LINK = re.compile(r"(https?://[\w!#$%&*+,\-./:;=?@~']+)")  # these signs belong to a link


def _typst(marker: Marker) -> str:
    if marker.year_only:
        return f"({', '.join(_typst_cite(cite, form='year') for cite in marker.cites)})"
    if marker.author_in_text:
        first, *others = marker.cites
        words = [_typst_cite(first, form="prose"), *map(_typst_cite, others)]
    else:
        words = [_typst_cite(cite) for cite in marker.cites]
    return " ".join(words)


def _typst_cite(cite: MarkerCite, form: str = "") -> str:
    prefix = f"{_typst_running(cite.prefix)} " if cite.prefix else ""
    supplement = _typst_running(cite.locator)
    if not form and _TYPST_KEY.fullmatch(cite.key):
        return f"{prefix}@{cite.key}" + (f"[{supplement}]" if supplement else "")
    quoted = cite.key.replace("\\", "\\\\").replace('"', '\\"')
    label = f"<{cite.key}>" if _TYPST_KEY.fullmatch(cite.key) else f'label("{quoted}")'
    arguments = [label]
    if form:
        arguments.append(f'form: "{form}"')
    if supplement:
        arguments.append(f"supplement: [{supplement}]")
    return f"{prefix}#cite({', '.join(arguments)})"


def _typst_running(text: str) -> str:
    """Text escaped for Typst, superscripts raised."""
    parts = re.split(r"\^([^\s^]{1,40})\^", text)
    escaped = [_typst_escaped(part) for part in parts]
    raised = [f"#super[{part}]" for part in escaped[1::2]]
    plain = escaped[::2]
    return plain[0] + "".join(up + rest for up, rest in zip(raised, plain[1:], strict=True))


def _typst_escaped(text: str) -> str:
    parts = _TYPST_LINK.split(text)
    parts[::2] = [_TYPST_SIGNS.sub(r"\\\g<0>", part) for part in parts[::2]]
    return "".join(parts)


# ---------------------------------------------------------------- the table

NOTATIONS: Mapping[str, Notation] = MappingProxyType(
    {
        "pandoc": Notation(_pandoc, str, lambda _: "::: {#refs}\n:::\n", lambda _: True),
        "latex": Notation(
            _latex,
            _latex_running,
            lambda file: f"\\bibliography{{{file.removesuffix('.bib')}}}\n",
            lambda text: _LATEX_SOURCE.search(text) is not None,
        ),
        "typst": Notation(
            _typst,
            _typst_running,
            lambda file: f'#bibliography("{file}", title: none)\n',
            lambda text: _TYPST_SOURCE.search(text) is not None,
        ),
    }
)
