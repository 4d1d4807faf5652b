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
            hyphenation usefont linespread selectcolor mathversion index markboth
            settoheight hyperref gdef pdfbookmark scalebox includegraphics input include
            usepackage RequirePackage textls glossary thispagestyle pagestyle""",
            """fontsize setlength addtolength setcounter addtocounter rule resizebox newcommand
            renewcommand providecommand addcontentsline""",
        )
    )
    for name in names.split()
}  # fmt: skip
# Their argument is a text that is not printed in its place: it is left out and reported.
REPORTED = frozenset("footnote thanks marginpar footnotetext footnotemark todo".split())
# A length follows, which is no text; the command itself stands for a space, or nothing.
DIMENSIONS = {
    "raise": "", "lower": "", "kern": "", "mkern": "", "hskip": " ", "mskip": "", "moveleft": "",
    "moveright": "", "vrule": "", "hrule": "", "penalty": "", "looseness": "",
}  # fmt: skip
# Declarations, boxes and switches: they print nothing, and a group behind them is text.
TRANSPARENT = frozenset(
    """
    relax item cyrchar protect selectfont hbox mbox fbox vbox vtop vcenter leavevmode null mathstrut
    strut scriptstyle displaystyle textstyle scriptscriptstyle unskip ignorespaces xspace noindent
    indent allowbreak nobreak break linebreak nolinebreak pagebreak hfil hfill hss vfil vfill
    bgroup egroup begingroup endgroup rm rmfamily sf sffamily tt ttfamily md mdseries up upshape
    normalfont mathsurround tiny scriptsize footnotesize small normalsize large Large LARGE huge
    Huge upshape frenchspacing nonfrenchspacing sloppy fussy boldmath unboldmath limits nolimits
    left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr middle nobibliography
    textcompwordmark textmd textup textlf emergencystretch normalshape makebox framebox
    bibnamedelima bibnamedelimb bibinitdelim bibinitperiod ensurespace mathrm text
    mathsf mathit mathbf operatorname underline uline centering raggedright
    obeylines obeyspaces MakeSentenceCase NoCaseChange
    MakeCapital textins textswab textfrak textgoth textlatin textcyrillic textgreek
    foreignquote mkbibname mkbibnamefamily mkbibnamegiven mkbibnameprefix mkbibnamesuffix
    BibTitle natexlab mathop mathord mathbin mathrel
    """.split()
)
# Their argument is the name of a counter; what it prints nobody knows.
COUNTERS = frozenset("arabic roman Roman alph Alph fnsymbol the number".split())
# TeX's conditions: which branch is text outside of mathematics.
CONDITIONS = {
    "ifmmode": "second", "iffalse": "second", "iftrue": "first", "else": "", "fi": "",
}  # fmt: skip
