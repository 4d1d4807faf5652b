"""LaTeX of titles and names → text: what TeX would print, and what is said of the rest."""

import unicodedata

import pytest

from mscref.formats.bibtex import read
from mscref.formats.latex import characters
from mscref.formats.latex.leftovers import unknown_commands
from mscref.formats.latex.reading import decode, decoded, without_comments
from mscref.formats.latex.siunitx import quantity


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\CYRD\cyro\cyrn", "Дон"),
        (r"{\cyrchar\CYRSH}{\cyrchar\cyra}\cyrr", "Шар"),
        (r"\textcommabelow{T}ara \textcommabelow t", "Țara ț"),
        (r"\OHORN\uhorn", "Ơư"),
        (r"\textopeno\textltailn\textbeltl", "ɔɲɬ"),
        (r"\textsubring{n}", "n̥"),
        (r"\textDhook\textEopen", "ƊƐ"),
        (r"\texttoptiebar{ts}", "t͡s"),
        (r"a \rightleftharpoons b, \geq 3", "a ⇌ b, ≥ 3"),
        (r"\textpertenthousand{} \textinterrobang", "‱ ‽"),
        (r"\ensuremath{\alpha}-decay, \ensuremath{\frac{1}{2}}", r"α-decay, $\frac{1}{2}$"),
        (r"\ifmmode \acute{e}\else \'{e}\fi{}t\ifmmode a\fi e", "éte"),
        (r"\raise 2pt\hbox{x}y\kern-.1em z\hskip 1em plus 2pt q", "xyz q"),
        (r"\raisebox{1ex}[2pt]{up} \fontsize{9}{11}\selectfont x", "up x"),
        (r"p. \pageref{a}\vphantom{X}\label{b}3\hyperlink{t}{5}", "p. 35"),
        (r"{\rm roman} \relax text", "roman text"),
        (r"a\penalty10000 b\penalty-100 c\looseness=-1 d", "abcd"),
        (r"a\penalty\@M b \tolerance 200 c", "ab c"),
        (r"a\vrule width 2pt height .5ex depth\baselineskip b\hrule c", "abc"),
        (r"\makebox[2cm][l]{box} a\linebreak[4] b \framebox[3em]{c}", "box a b c"),
        (r"{\fontfamily{ptm}\fontseries{b}\fontshape{it}\selectfont x}", "x"),
        (r"\fontencoding{T1}\selectfont y \usefont{T1}{ptm}{b}{n}z", "y z"),
        (r"\parbox[c]{3cm}{text} and \multicolumn{2}{c}{cells}", "text and cells"),
    ],
)
def test_commands_stand_for_what_tex_prints(latex, text):
    assert decode(latex) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"${\rm H}_2{\rm O}$ and $\rm NaCl$", "H<sub>2</sub>O and NaCl"),
        (r"$k_\mathrm{B}T$", "<i>k</i><sub>B</sub><i>T</i>"),
        (r"$\hat{a}\bar\imath$", "âī"),
        (r"$A \not\subset B$ $\not= 1$", "<i>A</i>⊄<i>B</i> ≠1"),
        (r"$\text{if and only if}$", "if and only if"),
        (r"$\displaystyle\scriptstyle\approx3$", "≈3"),
        (r"$10^\circ$ $\sqrt{2}$ $\mathcal{F}$", r"10° $\sqrt{2}$ $\mathcal{F}$"),
        (r"$\mathit{\ensuremath{\alpha}}\ensuremath{-}{\mathrm{Al}}_{2}$", "α−Al<sub>2</sub>"),
        (r"$\mathbf{P}^{1}$ and $\mathit{P}^{1}$", r"$\mathbf{P}^{1}$ and <i>P</i><sup>1</sup>"),
        (r"$\SI{5}{\mm} \times \num{1e3}$", "5\u00a0mm×1 × 10<sup>3</sup>"),
        (
            r"$T = \qty[mode=text]{300}{\kelvin}$ $\SI{5}{\parrot}$",
            r"<i>T</i>=300 K $\SI{5}{\parrot}$".replace(r"\u00a0", "\u00a0"),
        ),
        (r"$5\,\mathrm{cm}^{-1}$", "5\u2006cm<sup>−1</sup>"),
        (r"from 11$ in October to over $480", "from 11$ in October to over $480"),
        (r"$\succsim$ $\boxtimes$ $\hookrightarrow$ $\Re$", "≿ ⊠ ↪ ℜ"),
    ],
)
def test_formulas_that_one_line_of_text_can_hold_become_text(latex, text):
    assert decode(latex) == text


@pytest.mark.parametrize(
    ("command", "arguments", "text"),
    [
        ("SI", ["3.5", r"\kilo\gram"], "3.5\u00a0kg"),
        ("qty", ["9.81", r"\metre\per\second\squared"], "9.81\u00a0m s<sup>−2</sup>"),
        ("si", [r"\um"], "µm"),
        ("unit", [r"m^{2}"], "m<sup>2</sup>"),
        ("SI", ["20", r"\percent"], "20\u00a0%"),
        ("SI", ["45", r"\degree"], "45°"),
        ("ang", ["1;2;3"], "1°2′3″"),
        ("num", ["-2.5e6"], "−2.5 × 10<sup>6</sup>"),
        ("num", ["e10"], "10<sup>10</sup>"),
        ("num", [r"1 \pm 2"], "1 ± 2"),
        ("SIrange", ["1", "10", r"\GHz"], "1–10\u00a0GHz"),
        ("qtylist", ["1;2", r"\milli\litre"], "1, 2\u00a0ml"),
        ("SI", ["3", r"\furlong"], None),
        ("num", ["abc"], None),
    ],
)
def test_quantities_are_numbers_with_their_units(command, arguments, text):
    assert quantity(command, arguments) == text


@pytest.mark.parametrize(
    ("latex", "text", "leftovers"),
    [
        (r"a \foo{bar} b", "a bar b", (r"\foo{bar}",)),
        (r"only \mystery here", r"only \mystery here", (r"\mystery",)),
        (r"\Roman{part} parts", r"\Roman{part} parts", (r"\Roman{part}",)),
        (r"T\footnote{For \emph{M}.}", "T", (r"\footnote{For \emph{M}.}",)),
        (r"\SI{3}{\furlong}", r"\SI{3}{\furlong}", (r"\SI{3}{\furlong}",)),
        (r"\'e \CYRA \SI{1}{\mm} $\alpha$", "é А1\u00a0mm α", ()),
        ("plain", "plain", ()),
    ],
)
def test_what_is_not_understood_stays_and_is_named(latex, text, leftovers):
    found = decoded(latex)
    assert (found.text, found.leftovers) == (text, leftovers)
    assert unknown_commands(latex) == leftovers


def test_a_title_of_an_unknown_command_alone_is_no_empty_title():
    result = read(r"@book{k, title = {\oddity}, note = {\oddity{x}}}", path="a.bib")
    assert result.references[0].text("title") == r"\oddity"
    assert [one.code for one in result.diagnostics] == ["bibtex-unknown-command"] * 2
    assert r"`\oddity{x}`" in result.diagnostics[1].message


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Ann %née\n  Roe", "Ann Roe"),
        ("One % two\n three", "One three"),
        ("%\n 2004", "2004"),
        ("50 % of\n 5% or more", "50 % of\n 5% or more"),
        ("50\\% of\n it", "50\\% of\n it"),
        ("100% of all", "100% of all"),
    ],
)
def test_comments_inside_a_value_are_none_of_it(value, text):
    assert without_comments(value) == text


def test_a_comment_in_a_value_is_reported_and_spares_addresses():
    result = read(
        "@book{k, title={An %x\n ant}, url={http://a.b/%20\nc}, doi={10.1/a}}", path="a.bib"
    )
    assert result.references[0].text("title") == "An ant"
    assert "%20" in result.references[0].text("URL")
    assert [one.code for one in result.diagnostics] == ["bibtex-comment-in-value"]


@pytest.mark.parametrize(
    ("names", "family"),
    [
        (r"J\" org M\" uller", "Müller"),
        (r"Ko\v sir, A", "Košir"),
        (r"\ifmmode \check{C}\else \v{C}\fi{}apek, K.", "Čapek"),
        (r"Nov$\acute{a}$k, J", "Novák"),
        (r"\CYRP\cyru\cyrsh\cyrk\cyri\cyrn, A", "Пушкин"),
    ],
)
def test_accents_of_every_spelling_in_names(names, family):
    result = read(f"@book{{k, author = {{{names}}}, title = {{T}}}}", path="a.bib")
    assert result.references[0].names("author")[0].family == family
    assert not result.diagnostics


def test_every_name_of_the_table_stands_for_one_character():
    for name, character in characters.characters().items():
        assert len(character) == 1, name
        assert decode(f"x{{\\{name}}}") == f"x{character}" or character.isspace()
    for accent in characters.accents().values():
        assert unicodedata.combining(accent)
