r"""LaTeX ↔ the inline markup of CSL-JSON: what stands in BibTeX fields and nothing more.

What crosses the border: LaTeX text in, text with `<i>`, `<b>`, `<sup>`, `<sub>`, small-caps spans
and Unicode out; and back. No TeX is executed. What is not known keeps its argument: `\foo{bar}`
becomes `bar`. Mathematics becomes text and markup where that is possible and stays `$…$` where
it is not.

For titles, `decode_protected` marks what stood in braces with PROTECT and UNPROTECT;
`bibtex/casing.py` turns the marks into sentence case and nocase spans.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from unicodedata import normalize

from mscref.formats.bibtex.tables import BIBSTRINGS

# Noncharacters: no text holds them, so they cannot be confused with what the user wrote.
PROTECT, UNPROTECT = "\ufdd0", "\ufdd1"
# Behind PROTECT: keep the letters, but it was no wish for a nocase span (accents, `\textsc`).
LETTERS = "\ufdd2"

_SMALL_CAPS = '<span style="font-variant:small-caps;">'
_MAX_DEPTH = 60  # of nested groups; deeper braces are dropped without looking at them

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306",
    ".": "\u0307", '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323",
    "c": "\u0327", "k": "\u0328", "b": "\u0331", "h": "\u0309", "G": "\u030f", "U": "\u030e",
    "f": "\u0311", "C": "\u030f",
}  # fmt: skip
_TIE = "\u0361"

_SYMBOLS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ",
    "OE": "Œ", "aa": "å", "AA": "Å", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "th": "þ",
    "TH": "Þ", "ng": "ŋ", "NG": "Ŋ", "i": "ı", "j": "ȷ", "SS": "SS", "IJ": "Ĳ", "ij": "ĳ",
    "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "LaTeXe": "LaTeX2ε", "XeLaTeX": "XeLaTeX",
    "ldots": "…", "dots": "…", "textellipsis": "…", "slash": "/", "S": "§", "P": "¶",
    "textsection": "§", "textparagraph": "¶", "copyright": "©", "textcopyright": "©",
    "textregistered": "®", "texttrademark": "™", "pounds": "£", "textsterling": "£",
    "euro": "€", "texteuro": "€", "EUR": "€", "textyen": "¥", "textcent": "¢",
    "textdegree": "°", "degree": "°", "textmu": "µ", "textpm": "±", "texttimes": "×",
    "textdiv": "÷", "textperiodcentered": "·", "textbullet": "•", "textasciitilde": "~",
    "textasciicircum": "^", "textbackslash": "\\", "textbar": "|", "textless": "<",
    "textgreater": ">", "textunderscore": "_", "textdollar": "$", "textbraceleft": "{",
    "textbraceright": "}", "lbrace": "{", "rbrace": "}", "textquotesingle": "'",
    "textquotedbl": '"', "textquotedblleft": "“", "textquotedblright": "”",
    "textquoteleft": "‘", "textquoteright": "’", "lq": "‘", "rq": "’", "quotedblbase": "„",
    "quotesinglbase": "‚", "glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘", "flqq": "«",
    "frqq": "»", "guillemotleft": "«", "guillemotright": "»", "guillemetleft": "«",
    "guillemetright": "»", "guilsinglleft": "‹", "guilsinglright": "›", "dag": "†",
    "ddag": "‡", "textdagger": "†", "textdaggerdbl": "‡", "textendash": "–",
    "textemdash": "—", "textasteriskcentered": "*", "textordfeminine": "ª",
    "textordmasculine": "º", "textexclamdown": "¡", "textquestiondown": "¿",
    "textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾", "nobreakspace": "\u00a0",
    "quad": " ", "qquad": " ", "space": " ", "newline": " ", "par": " ", "hskip": " ",
    "textcommabelow": "", "newblock": " ", "mkbibdatelong": "", "textvisiblespace": " ",
    "ast": "*", "textasciigrave": "`", "hyp": "-", "hyphen": "-", "textminus": "−",
    "cprime": "ʹ", "textprime": "′",
}  # fmt: skip
_SIGNS = {
    "&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", " ": "\u00a0",
    ",": "\u2006", ";": " ", ":": " ", "!": "", "/": "", "-": "", "\\": " ", "\n": " ",
    "@": "", "*": "", "|": "‖", "\t": " ",
}  # fmt: skip

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
# Commands whose first argument is not text.
_DROP_FIRST = frozenset(
    """
    noopsort SortNoop noop label index footnote hspace vspace color textcolor colorbox href
    foreignlanguage foreigntextquote selectlanguage cite citep citet citeauthor ref fontsize
    switchargs
    """.split()
)
_CASE_CHANGES = {
    "uppercase": str.upper, "MakeUppercase": str.upper,
    "lowercase": str.lower, "MakeLowercase": str.lower,
}  # fmt: skip
_VERBATIM = frozenset(["url", "path", "nolinkurl", "doi", "verb"])

_GREEK = dict(
    zip(
        """alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu
        xi pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta
        Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega""".split(),
        "αβγδϵεζηθϑικλμνξπϖρϱσςτυϕφχψωΓΔΘΛΞΠΣΥΦΨΩ",
        strict=True,
    )
)
_MATH_SYMBOLS = {
    **_GREEK,
    "times": "×", "cdot": "·", "pm": "±", "mp": "∓", "sim": "∼", "approx": "≈", "simeq": "≃",
    "equiv": "≡", "neq": "≠", "ne": "≠", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥",
    "lt": "<", "gt": ">", "ll": "≪", "gg": "≫", "to": "→", "rightarrow": "→",
    "longrightarrow": "⟶", "leftarrow": "←", "leftrightarrow": "↔", "Rightarrow": "⇒",
    "infty": "∞", "circ": "°", "degree": "°", "prime": "′", "ell": "ℓ", "hbar": "ℏ",
    "partial": "∂", "nabla": "∇", "in": "∈", "subset": "⊂", "cup": "∪", "cap": "∩",
    "forall": "∀", "exists": "∃", "oplus": "⊕", "otimes": "⊗", "perp": "⊥", "parallel": "∥",
    "propto": "∝", "ast": "∗", "star": "⋆", "bullet": "•", "dagger": "†", "ldots": "…",
    "dots": "…", "cdots": "⋯", "langle": "⟨", "rangle": "⟩", "mid": "|", "vert": "|",
    "sharp": "♯", "flat": "♭", "aleph": "ℵ", "odot": "⊙", "wedge": "∧", "vee": "∨",
    "quad": " ", "rightleftharpoons": "⇌", "colon": ":", "setminus": "∖", "emptyset": "∅",
}  # fmt: skip
_MATH_SIGNS = {
    "%": "%", "&": "&", "#": "#", "_": "_", "$": "$", "{": "{", "}": "}", ",": "", ";": " ",
    ":": " ", "!": "", " ": " ", "/": "",
}  # fmt: skip

_MARKS = re.compile(r"[\ufdd0\ufdd1\ufdd2]")
# A "%" at the end of a line joins it with the next one; elsewhere people mean per cent.
_COMMENT_AT_END = re.compile(r"%[ \t]*\r?\n\s*")
_WHITES = re.compile(r"[ \t\r\n]+")
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
_CHAR = re.compile(r"\s*(?:\"([0-9A-Fa-f]{1,6})|'([0-7]{1,7})|(\d{1,7}))[ ]?")
_MATH_END = re.compile(r"(?>(?:[^$\\]|\\.)*)\$", re.DOTALL)
_MATH_TOKEN = re.compile(
    r"\\([A-Za-z]+)\s*|\\(.)|([{}])|([\^_])\s*|([0-9.,]+)|([A-Za-z])|(\s+)|(.)", re.DOTALL
)
_BRACES = re.compile(r"[{}]")
_ESCAPED = re.compile(r"\\([_%#&~{}])")


def decode(text: str) -> str:
    """LaTeX text → markup, white space collapsed."""
    return collapse(_Decoder(text, "", "").run()) if _needs_decoding(text) else collapse(text)


def decode_protected(text: str) -> str:
    """LaTeX text of a title → markup with PROTECT and UNPROTECT where braces stood."""
    if _needs_decoding(text):
        return collapse(_Decoder(text, PROTECT, UNPROTECT).run())
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
        or (not text.isascii() and _MARKS.search(text) is not None)
    )


def collapse(text: str) -> str:
    """White space as TeX reads it; a no-break space is not white space."""
    if "%" in text:
        text = _COMMENT_AT_END.sub("", text)
    if "\n" in text or "  " in text or "\t" in text or "\r" in text:
        text = _WHITES.sub(" ", text)
    return text.strip(" ")


class _Decoder:
    """One pass over a text. `opening` and `closing` mark groups of braces."""

    def __init__(self, text: str, opening: str, closing: str) -> None:
        self.text = _MARKS.sub("", text)
        self.opening = opening
        self.closing = closing
        self.position = 0
        self.depth = 0
        self.quote_depth = 0
        self.single_quotes = False
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
                pieces.append(self.math(match.start()))
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
        letters = LETTERS if special and len(inside) < 3 else ""
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

    def command(self, name: str) -> str:
        """What a control word stands for; an unknown one stands for its arguments."""
        starred, name = name.endswith("*"), name.rstrip("*")
        symbol = _SYMBOLS.get(name)
        if symbol is not None:
            self.skip_empty_group()
            return symbol
        if name in _ACCENTS:
            return self.accent(_ACCENTS[name])
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
            return self.quoted(inner=starred)
        if name in _VERBATIM:
            return self.protected(self.verbatim_argument())
        if name == "bibstring":
            key = self.argument()
            return BIBSTRINGS.get(key.lower(), key)
        if name in ("char", "symbol"):
            return self.character()
        if name == "t":
            return self.tie()
        if name in _CASE_CHANGES:
            return self.protected(_CASE_CHANGES[name](self.argument()))
        if name == "ensuremath":
            return self.protected(_math(self.verbatim_argument()) or "")
        if name in _DROP_FIRST:
            self.argument()
            return ""
        if name in _GREEK:  # `\alpha` outside of mathematics: seen, and plain what is meant
            return _GREEK[name]
        return self.argument() if self.text.startswith("{", self.position) else ""

    def sign(self, token: str) -> str:
        """What a control sign stands for."""
        if token in _ACCENTS:
            return self.accent(_ACCENTS[token])
        if token == "(":
            return self.delimited_math(r"\)")
        return _SIGNS.get(token, token)

    def accent(self, combining: str) -> str:
        """The next letter with an accent; an accent on nothing is the bare sign."""
        letters = self.argument().replace("ı", "i").replace("ȷ", "j").strip(" ")
        if not letters:
            return {"\u0303": "~", "\u0302": "^"}.get(combining, "")
        return normalize("NFC", letters[0] + combining) + letters[1:]

    def tie(self) -> str:
        """`\\t{oo}`: a tie over two letters."""
        letters = self.argument()
        return letters[:1] + _TIE + letters[1:] if len(letters) > 1 else letters

    def quoted(self, *, inner: bool) -> str:
        """`\\enquote{…}`: double quotes outside, single ones inside and for `\\enquote*`."""
        single = inner or self.quote_depth % 2 == 1
        opening, closing = ("‘", "’") if single else ("“", "”")
        self.quote_depth += 1
        inside = self.argument()
        self.quote_depth -= 1
        return f"{opening}{inside}{closing}"

    def character(self) -> str:
        """`\\char"4E2D`, `\\char20013`, `\\symbol{65}`."""
        braced = self.text[self.position : self.position + 1] == "{"
        match = _CHAR.match(self.text, self.position + braced)
        if match is None:
            return ""
        self.position = match.end()
        if braced and self.text[self.position : self.position + 1] == "}":
            self.position += 1
        hexadecimal, octal, decimal = match.groups()
        code = int(hexadecimal, 16) if hexadecimal else int(octal, 8) if octal else int(decimal)
        printable = 32 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
        return chr(code) if printable else ""

    def math(self, start: int) -> str:
        """`$…$`: text where possible, else as it stands."""
        text = self.text
        display = text.startswith("$$", start)
        match = _MATH_END.match(text, start + 2 if display else start + 1)
        if match is None:
            return "$"
        inside = match[0][:-1]
        self.position = match.end()
        if display and text.startswith("$", self.position):
            self.position += 1
        converted = _math(inside)
        if converted is None:
            return self.protected(f"${inside}$")
        return self.protected(converted)

    def delimited_math(self, closing: str) -> str:
        """`\\(…\\)`."""
        end = -1 if self.unbalanced else self.text.find(closing, self.position)
        if end < 0:
            self.unbalanced = True
            return "("
        inside = self.text[self.position : end]
        self.position = end + len(closing)
        converted = _math(inside)
        return self.protected(f"${inside}$" if converted is None else converted)

    def protected(self, text: str) -> str:
        """`text` with the marks of a group, where marks are wanted."""
        return f"{self.opening}{text}{self.closing}" if text else ""

    def skip_empty_group(self) -> None:
        """The `{}` that ends a control word."""
        if self.text.startswith("{}", self.position):
            self.position += 2


def _math(source: str) -> str | None:
    """A formula as text and markup, or None where that loses something.

    Letters are italic, `^` and `_` become superscript and subscript. Fractions, roots, fonts
    and everything unknown are refused.
    """
    try:
        pieces, end = _math_pieces(source, 0, depth=0)
    except _NotTextError:
        return None
    return "".join(pieces) if end == len(source) else None


class _NotTextError(Exception):
    """The formula cannot be told in one line of text."""


def _math_pieces(source: str, position: int, *, depth: int) -> tuple[list[str], int]:
    """The pieces up to the closing brace of the group (consumed) or the end."""
    if depth > 6:
        raise _NotTextError
    pieces: list[str] = []
    while position < len(source):
        match = _MATH_TOKEN.match(source, position)
        if match is None:
            raise _NotTextError
        position = match.end()
        word, sign, brace, script, digits, letter, _, other = match.groups()
        if brace == "}":
            if depth:
                return pieces, position
            raise _NotTextError
        if brace:
            inner, position = _math_pieces(source, position, depth=depth + 1)
            pieces.extend(inner)
        elif script:
            inside, position = _math_argument(source, position, depth=depth)
            tag = "sup" if script == "^" else "sub"
            pieces.append(inside if inside in ("°", "′") else f"<{tag}>{inside}</{tag}>")
        elif word in ("mathrm", "text", "textrm", "mathsf", "operatorname", "rm", "mbox"):
            inside, position = _math_argument(source, position, depth=depth)
            pieces.append(inside.replace("<i>", "").replace("</i>", ""))
        elif word:
            if word not in _MATH_SYMBOLS:
                raise _NotTextError
            pieces.append(_MATH_SYMBOLS[word])
        elif sign is not None:
            if sign not in _MATH_SIGNS:
                raise _NotTextError
            pieces.append(_MATH_SIGNS[sign])
        elif letter:
            pieces.append(f"<i>{letter}</i>")
        elif digits:
            pieces.append(digits)
        elif other:
            pieces.append({"-": "−", "~": " ", "'": "′", "*": "∗"}.get(other, other))
    if depth:
        raise _NotTextError
    return pieces, position


def _math_argument(source: str, position: int, *, depth: int) -> tuple[str, int]:
    """The group or the one token after `^`, `_` or a font command."""
    match = _MATH_TOKEN.match(source, position)
    if match is None or match[0] == "}":
        raise _NotTextError
    if match[0] == "{":
        pieces, end = _math_pieces(source, match.end(), depth=depth + 1)
        return "".join(pieces), end
    if match[5]:  # "$x^23$" is x squared, then 3
        return match[0][0], match.start() + 1
    pieces, _ = _math_pieces(match[0], 0, depth=0)
    return "".join(pieces), match.end()


# --- Unicode → LaTeX -----------------------------------------------------------------------

_MARKUP = re.compile(
    r"""<(?:(i|b|sup|sub)|span\ style="font-variant:\s*small-caps;?"|span\ class="nocase")>
      | </(?:i|b|sup|sub|span)>""",
    re.VERBOSE,
)
_COMMANDS = {
    "i": r"\emph{", "b": r"\textbf{", "sup": r"\textsuperscript{", "sub": r"\textsubscript{",
}  # fmt: skip
_ESCAPES = {
    "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}",
    "`": r"\textasciigrave{}", "\u00a0": "~", "\u2006": r"\,",
}  # fmt: skip
_TO_ESCAPE = re.compile(r"[&%$#_{}~^\\`\u00a0\u2006]|--+|''+")
# A formula that `decode` could not turn into text: it has a command in it.
_FORMULA = re.compile(r"\$(?=[^$]*\\)(?:[^$\\]|\\.)+\$", re.DOTALL)
# Between them, for three signs in a row are read as the double one first.
_QUOTES_TOGETHER = re.compile(r"(?<=’)(?=”)|(?<=‘)(?=“)")
_WITH_MARKS = re.compile(r"[^\W\d_][\u0300-\u036f]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_ASCII_SIGNS = {
    "–": "--", "—": "---", "“": "``", "”": "''", "‘": "`", "’": "'", "…": r"\ldots{}",
    "\u2009": r"\,", "\u202f": r"\,",
}  # fmt: skip
_SYMBOL_COMMANDS = {
    symbol: command
    for command, symbol in reversed(_SYMBOLS.items())
    if len(symbol) == 1 and not symbol.isascii()
}
_MATH_COMMANDS = {
    symbol: command
    for command, symbol in reversed(_MATH_SYMBOLS.items())
    if len(symbol) == 1 and not symbol.isascii()
}
_ACCENT_COMMANDS = {combining: command for command, combining in reversed(_ACCENTS.items())}


def encode(text: str, *, ascii_only: bool = False) -> str:
    """Markup → LaTeX; characters beyond ASCII only as commands where `ascii_only`."""
    if "<" not in text:
        return escape(text, ascii_only=ascii_only)

    def plain(part: str) -> str:
        return escape(part, ascii_only=ascii_only)

    return "".join(encode_pieces(text, plain, encode_kept=plain))


def encode_pieces(
    text: str, encode_text: Callable[[str], str], *, encode_kept: Callable[[str], str]
) -> list[str]:
    """The LaTeX of a marked-up text; `encode_kept` sees what stands in nocase spans.

    A tag without its partner is text.
    """
    pieces: list[str] = []
    end = nocase = 0
    open_tags: list[str] = []
    for match in _MARKUP.finditer(text):
        encode_part = encode_kept if nocase else encode_text
        pieces.append(encode_part(text[end : match.start()]))
        end = match.end()
        tag = match[0]
        if not tag.startswith("</"):
            open_tags.append(tag)
            nocase += "nocase" in tag
            pieces.append(_COMMANDS.get(match[1], r"\textsc{" if "style" in tag else "{"))
        elif open_tags:
            nocase -= "nocase" in open_tags.pop()
            pieces.append("}")
        else:
            pieces.append(encode_part(tag))
    pieces.append((encode_kept if nocase else encode_text)(text[end:]))
    pieces.extend("}" for _ in open_tags)
    return pieces


def escape(text: str, *, ascii_only: bool = False) -> str:
    """Plain text as LaTeX; formulas stay as they are."""
    if _TO_ESCAPE.search(text):
        text = "".join(
            [
                piece if is_formula else _TO_ESCAPE.sub(_escaped, piece)
                for piece, is_formula in split_formulas(text)
            ]
        )
    if ascii_only and not text.isascii():
        # Not all of the text: that would make other characters of those with a twin (U+F91D).
        text = _WITH_MARKS.sub(lambda match: normalize("NFC", match[0]), text)
        text = _QUOTES_TOGETHER.sub("{}", text)
        text = _NOT_ASCII.sub(_as_command, text)
    return text


def split_formulas(text: str) -> list[tuple[str, bool]]:
    """The pieces of `text` in order, each with whether it is a formula that stays as it is."""
    if "$" not in text:
        return [(text, False)]
    pieces: list[tuple[str, bool]] = []
    end = 0
    for match in _FORMULA.finditer(text):
        if _is_balanced(match[0]):
            pieces += [(text[end : match.start()], False), (match[0], True)]
            end = match.end()
    return [*pieces, (text[end:], False)]


def _is_balanced(text: str) -> bool:
    """True where `text` may stand in a field as it is."""
    depth = 0
    for match in _BRACES.finditer(text):
        depth += 1 if match[0] == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _escaped(match: re.Match[str]) -> str:
    found = match[0]
    if found[0] in "-'":  # would be read as a dash or a closing quote
        return "{}".join(found)
    return _ESCAPES[found]


def _as_command(match: re.Match[str]) -> str:
    """One character beyond ASCII as LaTeX."""
    char = match[0]
    if char in _ASCII_SIGNS:
        return _ASCII_SIGNS[char]
    if char in _SYMBOL_COMMANDS:
        return f"{{\\{_SYMBOL_COMMANDS[char]}}}"
    letter, *accents = list(normalize("NFD", char))
    has_accent = len(accents) == 1 and accents[0] in _ACCENT_COMMANDS and letter.isascii()
    if has_accent and normalize("NFC", char) == char:  # U+212B is not U+00C5
        command = _ACCENT_COMMANDS[accents[0]]
        letter = f"\\{letter}" if letter in "ij" and command in "'`^\"~=.vuH" else letter
        space = " " if command.isalpha() and not letter.startswith("\\") else ""
        return f"{{\\{command}{space}{letter}}}"
    if char in _MATH_COMMANDS:
        return f"$\\{_MATH_COMMANDS[char]}$"
    return f'{{\\char"{ord(char):04X}}}'
