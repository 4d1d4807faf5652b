"""Commands of LaTeX and TeX that print nothing, or whose first arguments are no text.

Facts of the LaTeX reference manual and the TeXbook; what follows the arguments given here is text.
"""

from __future__ import annotations

# Command → how many arguments, from the first, are no text: `\href{address}{text}`.
SILENT = {
    name: count
    for count, names in enumerate(
        (
            "",
            """noopsort SortNoop noop label hspace vspace color textcolor colorbox href begin end
            foreignlanguage foreigntextquote selectlanguage ref switchargs pageref nameref autoref
            cref Cref eqref
            vref vphantom hphantom phantom hypertarget hyperlink raisebox value vskip nocite cite
            citep citet citeauthor citeyear parencite textcite footcite autocite fullcite
            hyphenation linespread selectcolor mathversion index fontfamily fontseries fontshape
            fontencoding parbox minipage
            settoheight gdef pdfbookmark scalebox includegraphics input include
            usepackage RequirePackage textls glossary thispagestyle pagestyle""",
            """discretionary fontsize setlength addtolength setcounter addtocounter rule resizebox
            newcommand renewcommand providecommand markboth multicolumn multirow""",
            "addcontentsline",
            "usefont",
        )
    )
    for name in names.split()
}  # fmt: skip
# Their argument is a text that is not printed in its place: it is left out and reported.
REPORTED = frozenset("footnote thanks marginpar footnotetext footnotemark todo".split())
# A length follows, which is no text; the command itself stands for a space, or nothing.
DIMENSIONS = {
    "raise": "", "lower": "", "kern": "", "mkern": "", "hskip": " ", "mskip": "", "moveleft": "",
    "moveright": "", "vskip": " ", "mathsurround": "", "emergencystretch": "", "parindent": "",
}  # fmt: skip
# A number without a unit follows.
COUNTS = frozenset(
    """
    penalty looseness tolerance pretolerance hyphenpenalty exhyphenpenalty clubpenalty
    widowpenalty binoppenalty relpenalty fam language
    """.split()
)
RULES = frozenset(["vrule", "hrule"])  # `width 2pt height 3pt` may follow
# Sizes of formulas and of brackets, classes of signs: they print nothing in text and in formulas.
OF_FORMULAS = frozenset(
    """
    scriptstyle displaystyle textstyle scriptscriptstyle limits nolimits left right middle big Big
    bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr mathstrut mathop mathrel mathord mathbin
    mathopen mathclose nobreak relax protect
    """.split()
)
# Options in brackets may follow these, which are no text either: `\\makebox[2cm][l]{text}`.
WITH_OPTIONS = frozenset(
    """
    makebox framebox linebreak nolinebreak pagebreak nopagebreak item sqrt shortstack hyperref
    """.split()
)
BOXES = frozenset(["hbox", "vbox", "vtop"])  # `to 1em` may follow
# Declarations, boxes and switches: they print nothing, and a group behind them is text.
TRANSPARENT = OF_FORMULAS | frozenset(
    """
    item nobreakdash string cyrchar selectfont hbox mbox fbox vbox vtop vcenter leavevmode null
    strut unskip ignorespaces xspace noindent
    indent allowbreak break linebreak nolinebreak pagebreak nopagebreak hfil hfill hss vfil vfill
    bgroup egroup begingroup endgroup rm rmfamily sf sffamily tt ttfamily md mdseries up upshape
    normalfont tiny scriptsize footnotesize small normalsize large Large LARGE huge
    Huge upshape frenchspacing nonfrenchspacing sloppy fussy boldmath unboldmath shortstack
    nobibliography
    textcompwordmark textmd textup textlf normalshape makebox framebox
    bibnamedelima bibnamedelimb bibinitdelim bibinitperiod ensurespace mathrm text
    mathsf mathit mathbf operatorname underline uline centering raggedright
    obeylines obeyspaces MakeSentenceCase NoCaseChange
    MakeCapital textins textswab textfrak textgoth textlatin textcyrillic textgreek
    foreignquote mkbibname mkbibnamefamily mkbibnamegiven mkbibnameprefix mkbibnamesuffix
    BibTitle natexlab hyperref
    """.split()
)
# Their argument is the name of a counter; what it prints nobody knows.
COUNTERS = frozenset("arabic roman Roman alph Alph fnsymbol the number".split())
# TeX's conditions: which branch is text outside of mathematics.
CONDITIONS = {
    "ifmmode": "second", "iffalse": "second", "iftrue": "first", "else": "", "fi": "",
}  # fmt: skip
