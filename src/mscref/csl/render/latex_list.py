r"""The `.bbl` file of a LaTeX document: `thebibliography` for LaTeX alone, natbib and mscref.sty.

In: the entries with their labels, and the texts of citations that mscref.sty asks for. Out: LaTeX
in ASCII where it can be, which decides at run time what is loaded. A citation of LaTeX's or
natbib's own is set by them: the brackets that the style has go into the `.aux` file, for the next
run to read.

`list_in_text` is the list of a document whose citations are text by now: nothing goes into the
`.aux` file, and items are plain ones of a list whose margins are set as the style asks, whatever
class and package (natbib, hyperref) define the environment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from mscref.csl.output import Bibliography, Entry, Mark, Output, Token, plain_text
from mscref.csl.render.base import Tags, TagTable, render_tokens
from mscref.csl.render.latex import FORMATS, LatexWriter, escape_text, link
from mscref.csl.render.latex_glyphs import settable

# Stands for the number in the pattern of a label; no text has it (`_number_pattern`).
_NUMBER = "\ue000"
_BLOCKS = {"block": ("\\par ", "\\par "), "indent": ("\\par\\hspace*{2em}", "")}
_BRACKETS = {"(": ")", "[": "]"}
_WITHOUT_STAND_IN = re.compile(r"\\mscrefglyph\{(.)\}\{(\w*)\}\{(?:\\\w+\{\}|.)\}\{\?\}")
_NOT_IN_KEYS = re.compile(r"[\\{}%#~^\s\x00-\x1f\x7f]")

PREAMBLE = r"""
\edef\mscrefat{\the\catcode64}\catcode64=11
% A character: in engines of Unicode itself; else by its command where the font has that.
\providecommand\mscrefglyph[4]{\ifcsname Umathchardef\endcsname#1\else
  \ifx\mscrefglyph#2\mscrefglyph
    \ifcsname u8:\detokenize{#1}\endcsname#3\else#4\fi
  \else\ifcsname\f@encoding\@backslashchar#2\endcsname#3\else
    \ifcsname?\@backslashchar#2\endcsname#3\else#4\fi\fi\fi\fi}
\providecommand\mscrefitem[3]{\ifcsname NAT@parse\endcsname
  \def\mscreflabel{#1}\bibitem[{#2}]{#3}\else
  \ifx\mscrefitem#1\mscrefitem\bibitem{#3}\else\bibitem[{#1}]{#3}\fi\fi}
\providecommand\mscreflink[2]{\ifcsname hyper@link\endcsname
  \ifcsname b@#1\endcsname\hyper@link{cite}{cite.#1}{#2}\else#2\fi\else#2\fi}
\providecommand\mscrefbreak{\penalty\exhyphenpenalty}
\providecommand\href[2]{#2}
\providecommand\mscrefhanging{\renewcommand\@openbib@code{\setlength\leftmargin{2em}%
  \setlength\itemindent{-2em}\setlength\labelwidth{0pt}\setlength\labelsep{0pt}}}
\providecommand\mscrefneeds[2]{\edef\mscrefchosen{\mscrefglyph{#1}{#2}{}{?}}%
  \def\mscrefmissing{?}\ifx\mscrefchosen\mscrefmissing\PackageWarningNoLine{mscref}{%
    No font of this document has `#1', which is set as `?'.\MessageBreak
    Load an encoding that has it, or use LuaLaTeX}\fi}
\catcode64=\mscrefat\relax
""".lstrip()


_OPENING_IN_TEXT = r"""\begingroup\makeatletter
\providecommand\href[2]{#2}%
\let\mscref@list\list
\def\mscref@setup{SETUP}%
\def\list#1#2{\mscref@list{}{#2\mscref@setup}}%
\makeatother
"""
_LABELS = (
    r"\settowidth\labelwidth{WIDEST}\labelsep.5em\leftmargin\labelwidth"
    r"\advance\leftmargin\labelsep\itemindent0pt\def\makelabel##1{##1\hfil}"
)
_HANGING = (
    r"\leftmargin WIDTH\itemindent-\leftmargin\labelwidth0pt\labelsep0pt\def\makelabel##1{##1}"
)
_ITEM = r"\renewcommand\bibitem[2][]{\item[#1]}"


@dataclass(frozen=True, slots=True)
class LatexLabel:
    """What a citation of LaTeX's own prints for a work: a label, or its authors and year.

    `label` is empty where the number of the entry is the label.
    """

    label: Output
    author: Output
    year: str
    all_authors: str


@dataclass(frozen=True, slots=True)
class CitationText:
    """A citation that mscref.sty asks for, by its number, and what goes into a note."""

    number: str
    output: Output
    note: Output | None = None
    in_note: bool = False


class LatexListWriter:
    """Writes the file; `sample` is a citation of one work, which shows the style's brackets."""

    def __init__(self, *, style: str, sample: Output | None) -> None:
        self._style = style
        self._sample = sample

    def write(
        self,
        bibliography: Bibliography,
        labels: Sequence[LatexLabel],
        citations: Iterable[CitationText] = (),
    ) -> str:
        """The whole file; `labels` are those of the entries, in their order."""
        head = f"% Written by mscref in the style {self._style}; it is written anew by every run.\n"
        texts = "".join(map(_citation, citations))
        shown = f"{texts}\\mscreflist\n" if texts else ""
        if not bibliography.entries:
            return f"{head}{PREAMBLE}{shown}"
        brackets = "" if texts else self._brackets(bibliography.entries[0])
        listed = self._list(bibliography, labels)
        return f"{head}{PREAMBLE}{shown}{brackets}{_needs(texts + listed)}{listed}"

    def _list(self, bibliography: Bibliography, labels: Sequence[LatexLabel]) -> str:
        return (
            f"\\begingroup\n{self._label_format(bibliography)}"
            f"\\begin{{thebibliography}}{{{_widest(bibliography, labels)}}}\n"
            f"{''.join(map(self._item, bibliography.entries, labels))}"
            "\\end{thebibliography}\n\\endgroup\n"
        )

    def _item(self, entry: Entry, label: LatexLabel) -> str:
        number, text = _parts(entry)
        has_number = _number_pattern(number) is not None
        plain = "" if has_number else latex_of(label.label)
        natbib = f"{{{latex_of(label.author)}}}({_year(label.year)}){{{_text(label.all_authors)}}}"
        shown = latex_of(Output(tuple(text))).strip()
        return f"\n\\mscrefitem{{{plain}}}{{{natbib}}}{{{safe_key(entry.id)}}}\n{shown}\n"

    def _label_format(self, bibliography: Bibliography) -> str:
        """How the label of an entry is printed: as the style has it, or not at all."""
        number, _ = _parts(bibliography.entries[0])
        pattern = _number_pattern(number)
        if pattern is None and number and self._opening():
            pattern = f"{self._opening()}#1{_BRACKETS[self._opening()]}"
        is_word = bool(number) and _number_pattern(number) is None
        hanging = f"{'' if pattern else _HANGING_ITEMS}{_WORDS_AS_NUMBERS if is_word else ''}"
        label = f"\\renewcommand\\@biblabel[1]{{{pattern or ''}}}\\let\\bibnumfmt\\@biblabel\n"
        return f"\\makeatletter\n{label}{hanging}\\makeatother\n"

    def _brackets(self, entry: Entry) -> str:
        """What goes into the `.aux` file, so that citations have the brackets of the style."""
        opening = self._opening()
        closing = _BRACKETS.get(opening, "")
        numbered = bool(_parts(entry)[0])
        raised = self._sample is not None and _is_raised(self._sample)
        kind = "s" if raised else "n" if numbered else "a"
        separator = "," if numbered else ";"
        comma = "," if self._sample is not None and "," in self._sample.text else ""
        own = f"\\textsuperscript{{{_CITED}}}" if raised else f"{opening}{{{_CITED}}}{closing}"
        return _BRACKETS_TO_AUX.format(
            natbib=f"{{{opening}}}{{{closing}}}{{{separator}}}{{{kind}}}{{{comma}}}{{,}}",
            own=own.replace("\\", "\\string\\"),
        )

    def _opening(self) -> str:
        """The bracket that a citation opens with."""
        text = self._sample.text if self._sample else ""
        return text[:1] if text[:1] in _BRACKETS else ""


_CITED = r"#1\if@tempswa , #2\fi"
# `#` is written doubled unless it is a letter like any other.
_BRACKETS_TO_AUX = r"""\begingroup\makeatletter\catcode35=12
\ifcsname NAT@parse\endcsname
  \if@filesw\immediate\write\@auxout{{\string\expandafter\string\gdef\string\csname\space
    bibstyle@mscref\string\endcsname{{\string\bibpunct{natbib}}}\string\bibstyle{{mscref}}}}\fi
\else\ifcsname ver@cite.sty\endcsname\else
  \if@filesw\immediate\write\@auxout{{\string\gdef\string\@cite#1#2{{{own}}}}}\fi
\fi\fi
\endgroup
"""


_HANGING_ITEMS = "\\mscrefhanging\n"
# natbib notes the number of an entry, its author and year; a label such as "Ker11" is its number.
_WORDS_AS_NUMBERS = r"""\ifcsname NAT@wrout\endcsname
  \let\mscref@wrout\NAT@wrout
  \def\NAT@wrout#1{\mscref@wrout{\mscreflabel}}%
\fi
"""


def list_in_text(bibliography: Bibliography) -> str:
    """The environment with one `\\bibitem` for each entry, and the labels that the style prints."""
    rows = [_parts(entry) for entry in bibliography.entries]
    labels = [escape_text(plain_text(margin).strip()) for margin, _ in rows]
    widest = max(labels, key=len, default="")
    if widest:
        setup = _LABELS.replace("WIDEST", widest)
    else:
        setup = _HANGING.replace("WIDTH", "2em" if bibliography.hanging_indent else "0pt")
    writer = LatexWriter()
    items = [
        f"\\bibitem{f'[{{{label}}}]' if widest else ''}{{{safe_key(entry.id)}}}"
        f" {writer.citation(replace(entry.output, tokens=tuple(rest)))}"
        for label, (_, rest), entry in zip(labels, rows, bibliography.entries, strict=True)
    ]
    return (
        _OPENING_IN_TEXT.replace("SETUP", setup)
        + f"\\begin{{thebibliography}}{{{widest}}}{_ITEM}\n"
        + "\n".join(items)
        + "\n\\end{thebibliography}\n\\endgroup"
    )


def entry_text(entry: Entry) -> Output:
    """An entry without what stands in its margin."""
    return Output(tuple(_parts(entry)[1]))


def latex_of(output: Output) -> str:
    """The LaTeX of an output."""
    return render_tokens(output, _TABLE, links=True)


def _linked(output: Output) -> str:
    """The LaTeX of a citation, its cites linked to their entries."""
    return render_tokens(output, _LINKED_TABLE, links=True)


def safe_key(key: str) -> str:
    """A key without what is a command; LaTeX takes none of it in a key either."""
    return _NOT_IN_KEYS.sub("", key)


def _text(text: str) -> str:
    return settable(escape_text(text))


def _escape(text: str) -> str:
    # A long address breaks where it has a slash; elsewhere one is rare.
    latex = _text(text)
    return latex.replace("/", "/\\mscrefbreak{}") if "://" in text or "10." in text else latex


def _cite(identifier: str) -> Tags:
    return f"\\mscreflink{{{safe_key(identifier)}}}{{", "}"


_TABLE = TagTable(_escape, FORMATS, _BLOCKS, link)
_LINKED_TABLE = TagTable(escape=_escape, formats=FORMATS, displays=_BLOCKS, link=link, cite=_cite)


def _citation(citation: CitationText) -> str:
    text = _linked(citation.output)
    note = _linked(citation.note) if citation.note is not None else ""
    if note and citation.in_note:
        text, note = f"{text}{' ' if text else ''}{note}", ""
    return f"\\mscreftext{{{citation.number}}}{{{text}}}{{{note}}}\n"


def _parts(entry: Entry) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """What an entry has in its margin, and the rest."""
    tokens = entry.output.tokens
    ends = [
        place
        for place, token in enumerate(tokens)
        if isinstance(token, Mark) and token.kind == "display" and token.value == "left-margin"
    ]
    if len(ends) < 2 or any(isinstance(token, str) and token for token in tokens[: ends[0]]):
        return (), tokens
    return tokens[ends[0] + 1 : ends[1]], (*tokens[: ends[0]], *tokens[ends[1] + 1 :])


def _number_pattern(margin: Sequence[Token]) -> str | None:
    """The LaTeX of a margin with `#1` for the number; None where it holds none."""
    shown: list[Token] = []
    inside = found = False
    for token in margin:
        if isinstance(token, Mark) and token.kind == "tag" and token.value == "citation-number":
            inside = token.opens
            found = True
            shown += [_NUMBER] if inside else []
        elif not inside or isinstance(token, Mark):
            shown.append(token)
    return latex_of(Output(tuple(shown))).replace(_unset(), "#1").strip() if found else None


def _needs(latex: str) -> str:
    """A warning at run time for the first character that has nothing to stand in for it."""
    missing = _WITHOUT_STAND_IN.search(latex)
    return f"\\mscrefneeds{{{missing[1]}}}{{{missing[2]}}}\n" if missing else ""


def _unset() -> str:
    return _text(_NUMBER)


def _widest(bibliography: Bibliography, labels: Sequence[LatexLabel]) -> str:
    """The widest label: as many nines as the last number has digits, or the longest label."""
    margin, _ = _parts(bibliography.entries[0])
    if _number_pattern(margin) is not None:
        return "9" * len(str(len(bibliography.entries)))
    return max((latex_of(one.label) for one in labels), key=len) if margin else ""


def _is_raised(output: Output) -> bool:
    first = next(iter(output.tokens), "")
    return isinstance(first, Mark) and first.value == "vertical-align:sup"


def _year(text: str) -> str:
    """A year that natbib takes: not empty, without its own brackets and sign."""
    return _text("".join(char for char in text if char not in "()@{}").strip()) or "n.d."
