r"""More variants of every kind of fault that strangers reported, as programs write them (#11).

JabRef, Mendeley, Zotero, BibDesk, DBLP, ACM, IEEE, APS, INSPIRE, library catalogues, LaTeX of the
1990s, other languages. Judged by the manuals (BibTeX, biblatex, LaTeX, siunitx, the TeXbook, AACR2)
and by what LaTeX prints. The table at the end counts the variants of each kind.
"""

from collections import Counter

import pytest
from tests.formats import test_variants

from mscref.app.files import decode as decode_file
from mscref.formats.bibtex.reader import read
from mscref.formats.bibtex.writer import write_all
from mscref.formats.registry import find_format
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import Reference

_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2006": " "})


def only(body: str, kind: str = "article") -> Reference:
    (one,) = read(f"@{kind}{{k, {body}}}", path="x").references
    return one


TEXTS = [
    ("01", "inproceedings", r"booktitle={{ICSE} '22: 44th International Conference on Software "
     r"Engineering, Pittsburgh, PA, USA, May 8 - 27, 2022}", "container-title",
     "ICSE '22: 44th International Conference on Software Engineering, Pittsburgh, PA, USA, "
     "May 8 - 27, 2022"),
    ("01", "inproceedings", r"series={{CHI} '20}", "collection-title", "CHI '20"),
    ("01", "incollection", r"booktitle={The Oxford Handbook of the Ends of Empire}",
     "container-title", "The Oxford Handbook of the Ends of Empire"),
    ("01", "inbook", r"maintitle={The Collected Works of Jeremy Bentham}, booktitle={Of Limits}",
     "container-title", "The Collected Works of Jeremy Bentham"),
    ("02", "article", r"title={Order at 5\ifmmode^\circ\else\textdegree\fi{}C and 2"
     r"\ifmmode\pm\else\textpm\fi{}1 of it}", "title", "Order at 5°C and 2±1 of it"),
    ("02", "article", r"title={Sn on {\ifmmode\mbox{Si}\else Si\fi} $\ifmmode\times\else x\fi$}",
     "title", "Sn on Si ×"),
    ("03", "article", r"doi={https://www.doi.org/10.1000/x}", "DOI", "10.1000/x"),
    ("03", "article", r"doi={https://doi-org.proxy.lib.example.edu/10.1000/x}", "DOI", "10.1000/x"),
    ("03", "article", r"doi={http://dx.doi.org.ezproxy.example.edu:2048/10.1000/x}", "DOI",
     "10.1000/x"),
    ("03", "article", r"doi={https://login.example.edu/login?url=https://doi.org/10.1000/x}", "DOI",
     "10.1000/x"),
    ("03", "article", r"doi={https://doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4"
     r"%3E3.0.CO;2-O}", "DOI", "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O"),
    ("03", "article", r"doi={\url{https://doi.org/10.1000/a_b}}", "DOI", "10.1000/a_b"),
    ("04", "book", r"langid={naustrian}", "language", "de-AT"),
    ("04", "book", r"langid={ger}", "language", "de"),
    ("04", "book", r"langid={{de}}", "language", "de"),
    ("04", "book", r"langid={{{naustrian}}}", "language", "de-AT"),
    ("04", "book", r'langid="{de_CH}"', "language", "de-CH"),
    ("04", "book", r"langid={{english}}, title={The Great Book}", "title", "The great book"),
    ("04", "book", r"langid={{english}}, langidopts={{variant=british}}", "language", "en-GB"),
    ("04", "book", r"title={De Geschiedenis Van Het Land}, language={Nederlands}", "title",
     "De Geschiedenis Van Het Land"),
    ("04", "book", r"title={The Story of the Land and Its People}, language={eng}", "title",
     "The story of the land and its people"),
    ("04", "book", r"title={Yi Ge Da Ren}, language={zh-CN}", "title", "Yi Ge Da Ren"),
    ("06", "article", r"title={{\cyrchar\CYRV\cyrchar\cyro\cyrchar\cyrishrt\cyrchar\cyrn"
     r"\cyrchar\cyra} and Peace}", "title", "Война and peace"),
    ("06", "article", r"note={\textquotedblleft a\textquotedblright{} \quotedblbase b"
     r"\textquotesingle c \textellipsis}", "note", "“a” „b'c …"),
    ("06", "article", r"note={\ohorn\uhorn{} \dh\th\NG{} \textcommabelow{t} \newtie{oo}}", "note",
     "ơư ðþŊ ț ȏo"),
    ("06", "article", r"title={\foreignlanguage{russian}{\CYRM\cyri\cyrr}}", "title", "Мир"),
    ("07", "article", r"title={Tests of \ensuremath{\Lambda}CDM with \ensuremath{^{3}}He in the "
     r"Dark of {\ensuremath{\mu}}m Waves}", "title",
     "Tests of ΛCDM with <sup>3</sup>He in the dark of μm waves"),
    ("07", "article", r"title={On \ensuremath{<}x\ensuremath{>}}", "title", "On <x>"),
    ("07", "article", r"title={$B\ensuremath{\rightarrow}K\ensuremath{\pi}$ Decays in the Lab}",
     "title", "<i>B</i>→<i>K</i>π decays in the lab"),
    ("08", "article", r"title={Stability of {TiO}\textsubscript{2}/Al\textsubscript{2}O"
     r"\textsubscript{3} Layers in the Dark}", "title",
     "Stability of TiO<sub>2</sub>/Al<sub>2</sub>O<sub>3</sub> layers in the dark"),
    ("08", "article", r"title={$^{238}$U-$^{206}$Pb Dating of the Rocks}", "title",
     "<sup>238</sup>U-<sup>206</sup>Pb dating of the rocks"),
    ("08", "article", r"title={Growth of p-Type La$_{0.7}$Sr$_{0.3}$MnO$_3$ on SrTiO$_3$(001) by "
     r"MBE}", "title", "Growth of p-type La<sub>0.7</sub>Sr<sub>0.3</sub>MnO<sub>3</sub> on "
     "SrTiO<sub>3</sub>(001) by MBE"),
    ("09", "article", r"title={The ${\rm H}\alpha$ Line and the $D_{\rm s}$ Meson}", "title",
     "The Hα line and the <i>D</i><sub>s</sub> meson"),
    ("09", "article", r"title={Deposits of $\rm SiO_2$ on ${\rm Al_2O_3}$}", "title",
     "Deposits of SiO<sub>2</sub> on Al<sub>2</sub>O<sub>3</sub>"),
    ("09", "article", r"title={Study of $\text{Bi}_{2}\text{Te}_{3}$ and $\mathsf{P}$}", "title",
     "Study of Bi<sub>2</sub>Te<sub>3</sub> and P"),
    ("10", "article", r"eid={e0123456}", "page", "e0123456"),
    ("10", "article", r"articleno={15}, pages={1--20}", "page", "1-20"),
    ("10", "article", r"article-number={Paper No. 011001}, numpages={9}", "page",
     "Paper No. 011001"),
    ("13", "article", r"pages={S1\textendash S12}", "page", "S1-S12"),
    ("13", "article", r"pages={217{\textendash}{\textendash}220}", "page", "217-220"),
    ("13", "article", r"pages={100\nobreakdash--110}", "page", "100-110"),
    ("13", "article", "pages={12\u201215, 3\u22125, 7\u20109}", "page", "12-15, 3-5, 7-9"),
    ("14", "misc", r"url={\url{http://x.y/a_b%20c}}", "URL", "http://x.y/a_b%20c"),
    ("14", "misc", r"url={http://x.y/a$\_$b\#c$\%$}", "URL", "http://x.y/a_b#c%"),
    ("14", "misc", r"howpublished={\url{http://x.y/a\_b}}", "URL", "http://x.y/a_b"),
    ("14", "misc", r"doi={10.1007/978-3-540-74958-5{\_}36}", "DOI", "10.1007/978-3-540-74958-5_36"),
    ("25", "article", r"title={\noopsort{1973a}The Art of It All}", "title", "The art of it all"),
    ("25", "article", r"note={a\penalty0 b \discretionary{-}{}{}c\relax d \unskip e}", "note",
     "ab cd e"),
    ("25", "article", r"note={x \hbox to 1em{y}z \hbox spread 2pt{w}\\[2pt]u\\*[.5ex]t \string_}",
     "note", "x yz w u t _"),
    ("25", "article", r"note={\verb|x_y| \path!a/b! \protect\emph{s} \linebreak[2]r}", "note",
     "x_y a/b <i>s</i> r"),
    ("26", "article", r"note={\qtyproduct{2 x 3}{\metre} \numproduct{1 x 2 x 3}}", "note",
     "2 × 3 m 1 × 2 × 3"),
    ("26", "article", r"note={\SI{3.0e8}{m.s^{-1}} \numrange{10}{30} \SI{100}{\percent}}", "note",
     "3.0 × 10<sup>8</sup> m s<sup>−1</sup> 10–30 100 %"),
    ("26", "article", r"note={\si{\kilogram\metre\per\square\second} \SI{5}{\angstrom}}", "note",
     "kg m s<sup>−2</sup> 5 Å"),
    ("28", "article", r"note={$a \leq b \neq c \approx d$, $\hbar\omega$, $\langle x\rangle$}",
     "note", "<i>a</i>≤<i>b</i>≠<i>c</i>≈<i>d</i>, ℏω, ⟨<i>x</i>⟩"),
    ("28", "article", r"note={\texttrademark{} \textonequarter{} \textrightarrow{} \textsection 5}",
     "note", "™ ¼ → §5"),
    ("28", "article", r"note={$\Box$ $\dagger$ $\otimes$ $\rightarrow$}", "note", "□ † ⊗ →"),
    ("H1", "article", "journal={Journal %%\n  of Trees}", "container-title", "Journal of Trees"),
    ("H1", "article", "note={100\\% cotton % really\nand wool}", "note", "100% cotton and wool"),
    ("H1", "article", "year={2010}, % the year\n title={T}", "title", "T"),
    ("H2", "article", r"note={\S\ref{sec:a} \cite{doe} \ac{DNA} \gls{rna}}", "note", "§ DNA rna"),
    ("H2", "article", r"note={a \includegraphics[width=2cm]{a.png}b \input{c}}", "note", "a b"),
    ("H2", "article", r"title={A \marginpar{x}\hl{Y} Z}", "title", "A Y Z"),
    ("H3", "article", r"title={The {\it Escherichia Coli} Genome of \textsc{Big} Size and "
     r"\textrm{Other Words} in Things}", "title", "The <i>Escherichia Coli</i> genome of "
     '<span style="font-variant:small-caps;">Big</span> size and Other Words in things'),
    ("H3", "article", r"title={The \textit{Homo Sapiens} of \underline{Great Britain} in the "
     r"World}", "title", "The <i>homo sapiens</i> of Great Britain in the world"),
    ("H3", "article", r"title={A \texttt{Code Word} and a {Real Name} in the Long Title}", "title",
     "A Code Word and a Real Name in the long title"),
    ("H4", "misc", "title={T}", "type", "document"),
    ("H4", "electronic", "title={T}", "type", "webpage"),
    ("H4", "mybook", "title={T}", "type", "document"),
    ("H5", "article", r"title={{\O}rsted and {\AA}ngstr{\"o}m on {\ss}-Decay of the {\'E}tats of "
     r"Things}", "title", "Ørsted and Ångström on ß-decay of the États of things"),
    ("H5", "incollection", r"booktitle={Gr{\"o}{\ss}e und {\"U}bung}", "container-title",
     "Größe und Übung"),
    ("H5", "article", r"title={The Caf{\'e} of {\L}{\'o}d{\'z} in All of the Things}", "title",
     "The café of Łódź in all of the things"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "entry_type", "body", "variable", "expected"), TEXTS)
def test_text(kind, entry_type, body, variable, expected):
    one = read(f"@{entry_type}{{k, {body}}}", path="x").references[0]
    found = one.type if variable == "type" else one.text(variable)
    assert found.translate(_SPACES) == expected


NAMES = [
    ("02", r"{\ifmmode \acute{S}\else \'{S}\fi{}}wi{\ifmmode \mbox{\k{a}}\else \k{a}\fi{}}tek, J.",
     [Name("Świątek", "J.")]),
    ("02", r"\ifmmode \check{Z}\else \v{Z}\fi{}uti\ifmmode \acute{c}\else \'{c}\fi{}, Igor",
     [Name("Žutić", "Igor")]),
    ("18", "Yang Liu {0005} and Liu 0006, Yang", [Name("Liu", "Yang"), Name("Liu", "Yang")]),
    ("18", r"Wei{\ss}, J{\"u}rgen 0001 and Zhang 0001", [Name("Weiß", "Jürgen"), Name("Zhang")]),
    ("18", "Hao Wang 0002 and Hao Wang 0042", [Name("Wang", "Hao"), Name("Wang", "Hao")]),
    ("19", r"Garc\'\i a, F. and Dvo\v r\'ak, A. and \AA ngstr\"om, A. J.",
     [Name("García", "F."), Name("Dvořák", "A."), Name("Ångström", "A. J.")]),
    ("19", r"Fran\c cois Vi\`ete and H\aa kon Wium Lie",
     [Name("Viète", "François"), Name("Lie", "Håkon Wium")]),
    ("19", r"L\'aszl\'o Lov\'asz and {\'E}variste Galois",
     [Name("Lovász", "László"), Name("Galois", "Évariste")]),
    ("24", r"Gon$\c{c}$alves, A and Erd$\ddot{\text{o}}$s, P",
     [Name("Gonçalves", "A"), Name("Erdös", "P")]),
    ("24", r"S$\tilde{\rm a}$o, J and Caf$\acute e$, X", [Name("São", "J"), Name("Café", "X")]),
    ("24", r"M$\ddot{\imath}$n, Y", [Name("Mïn", "Y")]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "author", "names"), NAMES)
def test_names(kind, author, names):
    assert list(only(f"author={{{author}}}").names("author")) == names


DATES = [
    ("11", 'month="18~" # jun', (6, 18), ()),
    ("11", 'month=dec # ",~12"', (12, 12), ()),
    ("11", "month={} # dec", (12,), ()),
    ("12", "month={March 3--5,}", (3, 3), (3, 5)),
    ("12", "month={1 June -- 3 July}", (6, 1), (7, 3)),
    ("12", "month={primavera}", (21,), ()),
    ("12", "month={июль}", (7,), ()),
    ("12", "month={3月}", (3,), ()),
    ("12", "month={12月5日}", (12, 5), ()),
    ("12", "month={10월}", (10,), ()),
    ("12", "month={10--12}", (10,), (12,)),
]


@pytest.mark.parametrize(("kind", "body", "start", "end"), DATES)
def test_dates(kind, body, start, end):
    last = PartialDate(2018, *end) if end else None
    assert only(f"year=2018, {body}").date("issued") == Date(PartialDate(2018, *start), last)


@pytest.mark.parametrize(
    ("year", "first", "last", "is_circa"),
    [
        ("185?", 1850, 1859, False),
        ("19--", 1900, 1999, False),
        ("[197-?]", 1970, 1979, True),
        ("18__", 1800, 1899, False),
        ("19??", 1900, 1999, False),
    ],
)
def test_a_digit_that_a_catalogue_does_not_know(year, first, last, is_circa):
    one = only(f"title={{T}}, year={{{year}}}", "book")
    assert one.date("issued") == Date(PartialDate(first), PartialDate(last), circa=is_circa)
    assert f"year = {{{year}}}" in write_all([one], dialect="bibtex")


FILES = [
    ("05", "% This file was created with JabRef 2.10.\n% Encoding: Cp1251\n", "cp1251", "Пушкин"),
    ("05", "% -*- mode: bibtex; coding: iso-8859-2 -*-\n", "iso8859_2", "Łódź"),
    ("05", "% !TeX encoding = windows-1250\n", "cp1250", "Dvořák"),
    ("05", "%% Saved with string encoding Western (Mac OS Roman) \n", "mac_roman", "Größe"),
    ("05", "%% Saved with string encoding Central European (ISO Latin 2) \n", "iso8859_2", "Łódź"),
    (
        "05",
        "%% Created for X at 2010\n\n%% Saved with string encoding Cyrillic (Windows) \n",
        "cp1251",
        "Пушкин",
    ),
    ("05", "", "utf-16", "Größe"),
]


@pytest.mark.parametrize(("kind", "head", "encoding", "word"), FILES)
def test_encodings(kind, head, encoding, word):
    text = f"{head}@book{{k, title={{{word}}}}}\n"
    source = decode_file(text.encode(encoding), path="x.bib")
    (one,) = read(source.text, path="x.bib").references
    assert one.text("title") == word


PARENTS = [
    ("20", "@xdata{p, publisher={X}, location={A and B}}@book{k, xdata={p}, location={C}}",
     {"publisher": "X", "publisher-place": "C"}),
    ("20", "@xdata{p, location={A and B}}@book{k, location={xdata=p-location-1}}",
     {"publisher-place": "A"}),
    ("20", "@xdata{p, xdata={q}, note={N}}@xdata{q, series={S}}@book{k, xdata={p}}",
     {"note": "N", "collection-title": "S"}),
    ("21", "@inproceedings{k, crossref={P}}@proceedings{P, year=2010, booktitle={B}, title={T}}",
     {"container-title": "T"}),
    ("21", "@incollection{k, crossref=p, title={A}}@collection{p, title={C}, subtitle={S}}",
     {"container-title": "C: S", "title": "A"}),
    ("21", "@article{k, crossref=p}@periodical{p, subtitle={S}, title={J}}",
     {"container-title": "J: S"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "source", "expected"), PARENTS)
def test_parents(kind, source, expected):
    one = next(one for one in read(source, path="x").references if one.id == "k")
    assert {variable: one.text(variable) for variable in expected} == expected


CONTROLS = [
    ("22", "@IEEEtranBSTCTL{IEEEexample:BSTcontrol, CTLuse_forced_etal = {yes}}"),
    ("22", "@CONTROL{REVTEX41Control}@CONTROL{apsrev41Control, author={48}, editor={1}}"),
    ("22", "@ltx@control{c, options={3.4}}@set{s, entryset={k,l}}"),
]


@pytest.mark.parametrize(("kind", "control"), CONTROLS)
def test_controls(kind, control):
    result = read(f"@misc{{k, title={{T}}}}\n{control}", path="x")
    assert [one.id for one in result.references] == ["k"]


ASCII = [
    ("27", "Nguyễn Văn Ắ", r"Nguy{\~{\^e}}n V{\u a}n {\'{\u A}}"),
    ("27", "Łódź ș €", None),
    ("27", "‰ – — … “x”", None),
    ("27", "Пушкин", None),
]


@pytest.mark.parametrize(("kind", "word", "written"), ASCII)
def test_ascii_is_read_back(kind, word, written):
    text = write_all([Reference("k", "book", {"note": word})], dialect="bibtex", ascii_only=True)
    assert text.isascii()
    assert r"\char" not in text.replace(r"\cyrchar", "")
    assert read(text, path="x").references[0].text("note").translate(_SPACES) == word


RECORDS = [
    ("15", "nbib", "TI  - T\nFAU - King, Martin Luther Jr\nAU  - King ML Jr\n",
     (Name("King", "Martin Luther", suffix="Jr"),)),
    ("15", "nbib", "TI  - T\nFAU - de la Cruz, Juan 2nd\n",
     (Name("Cruz", "Juan", "", "de la", "2nd"),)),
    ("15", "nbib", "TI  - T\nFAU - Doe, J IV\nFAU - Smith, V\n",
     (Name("Doe", "J", suffix="IV"), Name("Smith", "V"))),
    ("16", "csljson", '{"id":"k","type":"journal-article","author":[{"name":"A Group"}]}',
     (Name(literal="A Group"),)),
    ("16", "csljson", '{"id":"k","type":"monograph","author":"Doe, Jane; Roe, R."}',
     (Name("Doe", "Jane"), Name("Roe", "R."))),
    ("16", "csljson", '{"id":"k","type":"book-section","author":{"family":"Doe"}}', (Name("Doe"),)),
    ("17", "ris", "TY  - BOOK\nAU  - World Health Organization,\nER  - \n",
     (Name(literal="World Health Organization"),)),
    ("17", "enw", "%0 Book\n%A Barnes & Noble,\n%A de la Cruz,\n",
     (Name(literal="Barnes & Noble"), Name("Cruz", "", "", "de la"))),
    ("17", "endnotexml", "<xml><records><record><contributors><authors><author>Smith Institute,"
     "</author></authors></contributors></record></records></xml>",
     (Name(literal="Smith Institute"),)),
    ("18", "ris", "TY  - BOOK\nAU  - Liu, Yang 0005\nER  - \n", (Name("Liu", "Yang"),)),
    ("23", "ris", "TY  - BOOK\nAU  - d'Alembert, J.\nDA  - 2010/05/03/epub\nER  - \n",
     (Name("Alembert", "J.", "", "d'"),)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "name", "text", "names"), RECORDS)
def test_records(kind, name, text, names):
    (one,) = find_format(name).reader()(text, path="x").references
    assert one.names("author") == names


def test_every_kind_has_three_variants():
    listed = (TEXTS, NAMES, DATES, FILES, PARENTS, CONTROLS, ASCII, RECORDS)
    before = (test_variants.TEXTS, test_variants.NAMES, test_variants.MONTHS)
    counts = Counter(str(row[0]) for rows in (*listed, *before) for row in rows)
    counts["23"] += 7  # `test_variants.test_23_dates_of_ris`
    kinds = {f"{number:02}" for number in range(1, 29)} | {f"H{number}" for number in range(1, 6)}
    assert counts.keys() == kinds
    assert [kind for kind in kinds if counts[kind] < 3] == []
