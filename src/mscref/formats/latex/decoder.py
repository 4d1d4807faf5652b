r"""One pass over a text in LaTeX: its commands, signs and groups → the markup of CSL-JSON.

What crosses the border: a text in, its markup out, and what was not understood in it, as a list.
`reading.py` says when this is needed; formulas are in `formulas.py`, what is rare in `rare.py`,
what commands stand for in `commands.py`, `characters.py` and `silent.py`.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from mscref.formats.bibtex.tables import BIBSTRINGS
from mscref.formats.latex import siunitx
from mscref.formats.latex.commands import (
    ACCENTS,
    GREEK,
    JOURNALS,
    MATH_SYMBOLS,
    SIGNS,
    SYMBOLS,
    TIE,
)
from mscref.formats.latex.silent import (
    BOXES,
    CONDITIONS,
    COUNTERS,
    COUNTS,
    DIMENSIONS,
    REPORTED,
    RULES,
    SILENT,
    TRANSPARENT,
    WITH_OPTIONS,
)
from mscref.patterns import lazy

# Noncharacters: no text holds them, so they cannot be confused with what the user wrote.
PROTECT, UNPROTECT = "\ufdd0", "\ufdd1"
# Behind PROTECT: keep the letters, but it was no wish for a nocase span (accents, `\textsc`).
LETTERS = "\ufdd2"

_SMALL_CAPS = '<span style="font-variant:small-caps;">'
_MAX_DEPTH = 60  # of nested groups; deeper braces are dropped without looking at them

# Commands with one argument that is wrapped.
_TAGS = {
    "emph": ("<i>", "</i>"), "textit": ("<i>", "</i>"), "textsl": ("<i>", "</i>"),
    "mkbibemph": ("<i>", "</i>"), "mkbibitalic": ("<i>", "</i>"), "em": ("<i>", "</i>"),
    "textbf": ("<b>", "</b>"), "mkbibbold": ("<b>", "</b>"),
    "textsuperscript": ("<sup>", "</sup>"), "textsubscript": ("<sub>", "</sub>"),
    "mkbibsuperscript": ("<sup>", "</sup>"), "mkbibsubscript": ("<sub>", "</sub>"),
    "textsc": (_SMALL_CAPS, "</span>"), "mkbibacro": (_SMALL_CAPS, "</span>"),
    "mkbibparens": ("(", ")"), "mkbibbrackets": ("[", "]"),
}  # fmt: skip
# Their argument is still sentence-cased in a title (as in LaTeX, `\emph` is no protection).
_UNPROTECTED_TAGS = frozenset(["emph", "em", "textit", "textsl", "textbf"])
# Declarations that hold until the end of their group.
_DECLARATIONS = {
    "it": ("<i>", "</i>"), "itshape": ("<i>", "</i>"), "em": ("<i>", "</i>"),
    "sl": ("<i>", "</i>"), "slshape": ("<i>", "</i>"), "bf": ("<b>", "</b>"),
    "bfseries": ("<b>", "</b>"), "sc": (_SMALL_CAPS, "</span>"),
    "scshape": (_SMALL_CAPS, "</span>"),
}  # fmt: skip
_QUOTES = frozenset(["enquote", "mkbibquote"])
# Fonts without a tag of their own; BibTeX and pandoc leave the case of their argument alone.
_PROTECTING = frozenset(["texttt", "mkbibquote", "textsf", "textrm", "textnormal"])
_CASE_CHANGES = {
    "uppercase": str.upper, "MakeUppercase": str.upper,
    "lowercase": str.lower, "MakeLowercase": str.lower,
}  # fmt: skip
_BETWEEN_SIGNS = frozenset(["verb", "path", "url", "lstinline"])
_VERBATIM = _BETWEEN_SIGNS | {"nolinkurl", "doi"}

# What `rare_command` and the tables of this page know.
KNOWN_COMMANDS = frozenset(
    {*_TAGS, *_DECLARATIONS, *_QUOTES, *_PROTECTING, *_CASE_CHANGES, *_VERBATIM, "bibstring"}
    | {"char", "symbol", "ensuremath", "t"}
)

MARKS = re.compile(r"[\ufdd0\ufdd1\ufdd2]")
_TOKEN = re.compile(
    r"""
      \\([A-Za-z@]+[*]?)[ \t\r\n]*      # 1 control word, with the white space it swallows
    | \\(.)                             # 2 control sign
    | (\{)                              # 3
    | (\})                              # 4
    | (\$)                              # 5
    | (---|--|``|''|`|~)                # 6 ligatures
    | ([^\\{}$`'~\-]+|['\-]|\\\Z)       # 7 text; a backslash at the very end is text
    """,
    re.VERBOSE | re.DOTALL,
)
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "`": "‘", "~": "\u00a0"}
_BRACES = lazy(r"[{}]")
_OPTION = lazy(r"\s*\[([^\[\]]*)\]")
# A length of TeX, with the glue that may follow: `.17ex`, `1em plus 2pt`.
# Nothing is given back: white space that five parts could share takes its fifth power in time.
_NUMBER = r"(?:\d++(?:[.,]\d*+)?|[.,]\d*+)?\s*+"
_DIMENSION = lazy(
    rf"\s*+(?:=\s*+)?(?:[+-]\s*+)?{_NUMBER}(?:pt|pc|in|bp|cm|mm|dd|cc|sp|ex|em|mu|\\[A-Za-z]+)"
    rf"(?:\s*+(?:plus|minus)\s*+[+-]?{_NUMBER}(?:pt|mm|cm|ex|em|fil+|mu))*\s?"
)
_LENGTH = rf"[+-]?\s*+{_NUMBER}(?:pt|pc|in|bp|cm|mm|dd|cc|sp|ex|em|\\[A-Za-z]+)"
_RULE = lazy(rf"(?:\s*+(?:width|height|depth)\s*+{_LENGTH})*+\s?")
_BOX_SIZE = lazy(rf"(?:to|spread)\s*+{_LENGTH}\s?")
_AFTER_LINE = lazy(rf"\*?\[\s*+{_LENGTH}\s*+\]")
_DELIMITED = lazy(r"([^\sA-Za-z*{}])([^\n]*?)\1")
_COUNT = lazy(r"\s*+(?:=\s*+)?(?:[+-]\s*+)?(?:\d++|\\[A-Za-z@]+)\s?")
_ESCAPED = lazy(r"\\([_%#&~{}])")


class Decoder:
    """One pass over a text. `opening` and `closing` mark groups of braces."""

    def __init__(self, text: str, opening: str, closing: str) -> None:
        self.text = MARKS.sub("", text)
        self.opening = opening
        self.closing = closing
        self.position = 0
        self.depth = 0
        self.quote_depth = 0
        self.single_quotes = False
        self.leftovers: list[str] = []
        self.unbalanced = False  # something has no end, as a search to the end has shown

    def run(self) -> str:
        """Decode all of it; an unbalanced closing brace is dropped."""
        pieces: list[str] = []
        while self.position < len(self.text):
            pieces.append(self.until_brace())
        return "".join(pieces)

    def until_brace(self) -> str:
        """Decode to the closing brace of the group (which is consumed) or the end."""
        pieces: list[str] = []
        endings: list[str] = []
        text, match_token = self.text, _TOKEN.match
        while match := match_token(text, self.position):
            self.position = match.end()
            kind = match.lastindex
            token = match[kind]  # type: ignore[index]  # every alternative is a group
            if kind == 7:
                pieces.append("’" if token == "'" and self.single_quotes else token)
            elif kind == 4:
                break
            elif kind == 3:
                pieces.append(self.group())
            elif kind == 1:
                braced = text.startswith("{", self.position)
                if token in _DECLARATIONS and not (braced and token in _TAGS):
                    opening, closing = _DECLARATIONS[token]
                    pieces.append(opening)
                    endings.append(closing)
                else:
                    pieces.append(self.command(token))
            elif kind == 2:
                pieces.append(self.sign(token))
            elif kind == 5:
                from mscref.formats.latex.formulas import dollars

                pieces.append(dollars(self, match.start()))
            else:
                self.single_quotes = self.single_quotes or token == "`"
                pieces.append(_LIGATURES[token])
        return "".join(pieces) + "".join(reversed(endings))

    def group(self) -> str:
        """A group whose opening brace is consumed, with its marks."""
        if self.depth >= _MAX_DEPTH:
            return ""
        special = self.text.startswith("\\", self.position)
        self.depth += 1
        inside = self.until_brace()
        self.depth -= 1
        if not self.opening or not inside:
            return inside
        letters = LETTERS if special and len(MARKS.sub("", inside)) < 3 else ""
        return self.opening + letters + inside + self.closing

    def argument(self) -> str:
        """The argument of a command: a group without marks, or the next token."""
        text = self.text
        while self.position < len(text) and text[self.position] in " \t\r\n":
            self.position += 1
        match = _TOKEN.match(text, self.position)
        if match is None or match.lastindex == 4:
            return ""
        if match.lastindex == 3:
            self.position = match.end()
            if self.depth >= _MAX_DEPTH:
                return ""
            self.depth += 1
            inside = self.until_brace()
            self.depth -= 1
            return inside
        if match.lastindex in (1, 2):
            if self.depth >= _MAX_DEPTH:
                return ""
            self.position = match.end()
            self.depth += 1
            token = match[match.lastindex]
            inside = self.command(token) if match.lastindex == 1 else self.sign(token)
            self.depth -= 1
            return inside
        self.position += 1
        return text[self.position - 1]

    def verbatim_argument(self) -> str:
        """The argument of `\\url`, letter by letter."""
        text = self.text
        if self.unbalanced or not text.startswith("{", self.position):
            return ""
        depth = 0
        for brace in _BRACES.finditer(text, self.position):
            depth += 1 if brace[0] == "{" else -1
            if not depth:
                inside = text[self.position + 1 : brace.start()]
                self.position = brace.end()
                return _ESCAPED.sub(r"\1", inside)
        self.unbalanced = True  # looking again would make hostile text quadratic
        return ""

    def delimited(self, name: str) -> str:
        r"""The argument of `\verb|x_y|`, between two signs of the author's choice."""
        match = _DELIMITED.match(self.text, self.position) if name in _BETWEEN_SIGNS else None
        self.position = match.end() if match else self.position
        return match[2] if match else ""

    def command(self, name: str) -> str:
        """What a control word stands for; an unknown one stands for its arguments."""
        starred, name = name.endswith("*"), name.rstrip("*")
        symbol = SYMBOLS.get(name)
        if symbol is not None:
            self.skip_empty_group()
            return symbol
        if name in ACCENTS:
            return self.accent(ACCENTS[name])
        if name in _TAGS:
            opening, closing = _TAGS[name]
            inside = self.argument()
            if inside and self.opening and name not in _UNPROTECTED_TAGS:
                inside = f"{PROTECT}{LETTERS}{inside}{UNPROTECT}"
            return f"{opening}{inside}{closing}" if inside else ""
        return self.rare_command(name, starred=starred)

    def rare_command(self, name: str, *, starred: bool) -> str:
        """Commands that do something of their own."""
        if name in _QUOTES:
            return self.quoted(inner=starred, protecting=name in _PROTECTING)
        if name in _PROTECTING:
            inside = self.argument() if self.text.startswith("{", self.position) else ""
            return f"{PROTECT}{LETTERS}{inside}{UNPROTECT}" if inside and self.opening else inside
        if name in _VERBATIM:
            return self.protected(self.verbatim_argument() or self.delimited(name))
        if name == "bibstring":
            key = self.argument()
            return BIBSTRINGS.get(key.lower(), key)
        if name in ("char", "symbol"):
            from mscref.formats.latex.rare import character

            return character(self)
        if name in _CASE_CHANGES:
            return self.protected(_CASE_CHANGES[name](self.argument()))
        if name == "ensuremath":
            from mscref.formats.latex.formulas import ensured

            return ensured(self)
        if name in CONDITIONS:
            from mscref.formats.latex.rare import conditional

            return conditional(self, name)
        if name in siunitx.COMMANDS:
            from mscref.formats.latex.rare import quantity

            return quantity(self, name)
        return self.listed_command(name)

    def listed_command(self, name: str) -> str:
        """Commands that a table knows, characters by name, and unknown ones."""
        if name in DIMENSIONS:
            match = _DIMENSION.match(self.text, self.position)
            self.position = match.end() if match else self.position
            return DIMENSIONS[name]
        if name in COUNTS or name in RULES:
            pattern = _RULE if name in RULES else _COUNT
            if match := pattern.match(self.text, self.position):
                self.position = match.end()
            return ""
        if name in SILENT or name in REPORTED:
            return self.without(name)
        if name in TRANSPARENT:
            if name in WITH_OPTIONS:
                self.skip_options()
            elif name in BOXES and (match := _BOX_SIZE.match(self.text, self.position)):
                self.position = match.end()
            return ""
        if name in GREEK:  # `\alpha` outside of mathematics: seen, and plain what is meant
            return GREEK[name]
        character = self.named_character(name)
        return self.unknown(name) if character is None else character

    def without(self, name: str) -> str:
        """A command whose first arguments are no text; a text among them is a leftover."""
        start = self.position
        self.skip_options()
        for _ in range(SILENT.get(name, 1)):
            self.argument()
        self.skip_options()
        if name in REPORTED:
            self.leftovers.append(f"\\{name}{self.text[start : self.position]}")
        return ""

    def named_character(self, name: str) -> str | None:
        """A letter, sign or accent by its name; None where there is none."""
        from mscref.formats.latex import characters

        accent = characters.accents().get(name)
        if accent is not None:
            return self.accent(accent)
        if name == "t" or name in characters.double_accents():
            from mscref.formats.latex.rare import tie

            return tie(self, characters.double_accents().get(name, TIE))
        character = characters.characters().get(name) or MATH_SYMBOLS.get(name)
        if character is None:
            return None
        # `a \leq 5`: TeX would take the space away, which nobody means outside of formulas.
        spaced = not character.isalpha() and self.text[self.position - 1].isspace()
        self.skip_empty_group()
        return f"{character} " if spaced else character

    def unknown(self, name: str) -> str:
        """An unknown command: its argument, else the command itself."""
        self.skip_empty_group()
        start = self.position
        if self.text.startswith("{", start) and name not in COUNTERS:
            argument = self.argument()
            self.leftovers.append(f"\\{name}{self.text[start : self.position]}")
            return argument
        if name in JOURNALS:
            return JOURNALS[name]
        if name in COUNTERS:
            self.verbatim_argument()
        source = f"\\{name}{self.text[start : self.position]}"
        self.leftovers.append(source)
        follows = self.text[self.position : self.position + 1]
        space = " " if source[-1].isalpha() and follows[:1].isalpha() else ""
        return self.protected(source + space)

    def skip_options(self) -> None:
        """Skip `[…]` after a command."""
        while match := _OPTION.match(self.text, self.position):
            self.position = match.end()

    def sign(self, token: str) -> str:
        """What a control sign stands for."""
        if token in ACCENTS:
            return self.accent(ACCENTS[token])
        if token == "(":
            from mscref.formats.latex.formulas import parentheses

            return parentheses(self)
        if token == "\\" and (match := _AFTER_LINE.match(self.text, self.position)):
            self.position = match.end()
        return SIGNS.get(token, token)

    def accent(self, combining: str) -> str:
        """The next letter with an accent; an accent on nothing is the bare sign."""
        letters = self.argument().replace("ı", "i").replace("ȷ", "j").strip(" ")
        if not letters:
            return {"\u0303": "~", "\u0302": "^"}.get(combining, "")
        return normalize("NFC", letters[0] + combining) + letters[1:]

    def quoted(self, *, inner: bool, protecting: bool) -> str:
        """`\\enquote{…}`: double quotes outside, single ones inside and for `\\enquote*`."""
        single = inner or self.quote_depth % 2 == 1
        opening, closing = ("‘", "’") if single else ("“", "”")
        self.quote_depth += 1
        inside = self.argument()
        self.quote_depth -= 1
        if protecting and inside and self.opening:
            inside = f"{PROTECT}{LETTERS}{inside}{UNPROTECT}"
        return f"{opening}{inside}{closing}"

    def formula(self, converted: str) -> str:
        """A formula that became text: its letters stay, and need no nocase span for it."""
        if not self.opening or not converted:
            return converted
        return f"{PROTECT}{LETTERS}{converted}{UNPROTECT}"

    def protected(self, text: str) -> str:
        """The text with the marks of a group, where marks are wanted."""
        return f"{self.opening}{text}{self.closing}" if text else ""

    def skip_empty_group(self) -> None:
        """The `{}` that ends a control word."""
        if self.text.startswith("{}", self.position):
            self.position += 2
