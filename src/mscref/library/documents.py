r"""Citation keys inside documents, so that renamed keys can be renamed there too.

    LaTeX     \cite, \citep[see][p. 3]{a,b}, \autocites[1]{a}[2]{b}, \nocite{a}, \bibentry{a}
    Markdown  @key, [-@key; @{odd key}], also org-mode and Typst (`@key`, `#cite(<key>)`)

What crosses the border: the text of a document and its file name in; spans of keys out. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mscref.library.delta import TextSplice

_OPTIONS = r"(?>(?:\s*+(?:\[(?>(?:[^\[\]{}]|\{[^{}]*+\})*)\]|\([^()]*+\)))*)"
_LATEX_COMMAND = re.compile(
    rf"\\(?:(?:(?![Cc]ite)[A-Za-z])*+[Cc]ite[A-Za-z]*+|bibentry)\*?(?P<groups>(?:{_OPTIONS}\s*\{{[^{{}}]*\}})+)"
)
_LATEX_GROUP = re.compile(rf"(?<!\s){_OPTIONS}\s*\{{(?P<keys>[^{{}}]*)\}}")
# Only commands in the plural take several groups; after \cite{a} a second {…} is text.
_PLURAL = re.compile(r"\\[A-Za-z]*cites\*?\Z")
_LATEX_KEY = re.compile(r"[^\s,{}%]+")
# pandoc: "@" that follows no letter or digit; punctuation inside a key, not at its end.
_AT_KEY = re.compile(
    r"(?<![\w@\\.])@(?:\{(?P<braced>[^{}\s]+)\}"
    r"|(?P<key>[A-Za-z0-9_](?:[\w]|[:.#$%&+?<>~/-]+(?=\w))*))"
)
_TYPST_KEY = re.compile(r"#cite\(\s*<(?P<key>[^<>\s]+)>|#cite\(\s*label\(\"(?P<braced>[^\"]+)\"\)")
_CODE = re.compile(
    r"^(?P<fence>`{3,}+|~{3,}+)[^\n]*\n.*?(?:^(?P=fence)|\Z)|(?<!`)(?P<tick>`++)[^`\n]+(?P=tick)",
    re.MULTILINE | re.DOTALL,
)

# What LaTeX prints as it stands.
_VERBATIM = re.compile(
    r"\\begin\{(?P<environment>(?:[BLV]?[Vv]erbatim|lstlisting|minted|alltt|comment)\*?)\}"
    r".*?(?:\\end\{(?P=environment)\}|\Z)"
    r"|\\(?:verb|lstinline|Verb)(?![A-Za-z])\*?(?P<sign>[^\sA-Za-z*\[{])[^\n]*?(?P=sign)"
    r"|\\(?:lstinline|Verb|mintinline\{[a-z]{1,20}\})\{[^{}\n]*\}",
    re.DOTALL,
)
# Between two keys of one citation where neither has a locator: `\cite{a, b}`, `[@a; @b]`.
_BETWEEN = re.compile(r"\s*(?:,\s*|;\s*-?@)")
_ENDS_LATEX_KEY = re.compile(r"\s*[,}]")
_ENDS_AT_KEY = re.compile(r"\s*[;\]]")

_LATEX_ENDINGS = (".tex", ".ltx", ".latex", ".cls", ".sty", ".rnw", ".lyx")
_TYPST_ENDINGS = (".typ",)


def key_spans(text: str, *, name: str) -> Iterator[tuple[int, int]]:
    """Where citation keys stand in a document; its name says which languages to look for."""
    lowered = name.lower()
    if lowered.endswith(_LATEX_ENDINGS):
        yield from _latex_spans(text)
        return
    code = [] if lowered.endswith(_TYPST_ENDINGS) else [one.span() for one in _CODE.finditer(text)]
    found = set(_latex_spans(text))  # Markdown may hold LaTeX
    patterns = (_AT_KEY, _TYPST_KEY) if lowered.endswith(_TYPST_ENDINGS) else (_AT_KEY,)
    for pattern in patterns:
        for match in pattern.finditer(text):
            found.add(match.span("key" if match["key"] else "braced"))
    for start, end in sorted(found):
        if not any(first <= start < last for first, last in code):
            yield start, end


def rename_citations(text: str, renamed: Mapping[str, str], *, name: str) -> list[TextSplice]:
    """The splices that give cited keys their new names; what is then cited twice goes.

    Works that became one stand once in a citation: `\\cite{a,b}` is `\\cite{a}`.
    """
    splices: list[TextSplice] = []
    cited: list[str] = []  # the new names in the citation at hand
    last = 0
    for start, end in key_spans(text, name=name):
        key = text[start:end]
        new = renamed.get(key, key)
        is_same_citation = bool(cited) and _BETWEEN.fullmatch(text, last, start) is not None
        cited = [*cited, new] if is_same_citation else [new]
        is_twice = cited.count(new) > 1 and (key in renamed or new in renamed.values())
        ending = _ENDS_AT_KEY if "@" in text[last:start] else _ENDS_LATEX_KEY
        if is_twice and ending.match(text, end):
            splices.append(TextSplice(last, end, ""))
            cited.pop()
        elif key in renamed:
            splices.append(TextSplice(start, end, new))
        last = end
    return splices


def _latex_spans(text: str) -> Iterator[tuple[int, int]]:
    verbatim = [one.span() for one in _VERBATIM.finditer(text)]
    for command in _LATEX_COMMAND.finditer(text):
        if any(first <= command.start() < last for first, last in verbatim):
            continue
        is_plural = _PLURAL.match(text[command.start() : command.start("groups")])
        groups = list(_LATEX_GROUP.finditer(text, *command.span("groups")))
        for found in groups if is_plural else groups[:1]:
            for key in _LATEX_KEY.finditer(text, *found.span("keys")):
                yield key.span()
