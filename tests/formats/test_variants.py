"""Three variants of every kind of fault that strangers reported, judged by the manuals (#11).

The number is that of the kind: BibTeX and biblatex manuals, biber's data model, LaTeX and siunitx
manuals, RIS specification, MEDLINE's elements, CSL 1.0.2. Other commands, nesting, fields and
readers than in the reports.
"""

import json

import pytest

from mscref.formats.registry import find_format
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name


def entry(body: str, kind: str = "article"):
    source = body if body.startswith("@") else f"@{kind}{{k, {body}}}"
    result = find_format("bibtex").reader()(source, path="x")
    return result, {one.id: one for one in result.references}.get("k")


def name(family: str, given: str = "", particle: str = "") -> Name:
    return Name(family, given, particle)


TEXTS = [
    ("01", "booktitle={Proc. of the 3rd Workshop on {A}, Lyon, France, July 9--11}",
     "container-title", "Proc. of the 3rd Workshop on A, Lyon, France, July 9–11"),
    ("01", "series={Lecture Notes in Computer Science}", "collection-title",
     "Lecture Notes in Computer Science"),
    ("01", "eventtitle={The Big Meeting on X}", "event-title", "The Big Meeting on X"),
    ("02", r"note={On \ifmmode \alpha \else $\alpha$\fi{} decay of {\ifmmode\mathrm{U}\else U\fi}}",
     "note", "On α decay of U"),
    ("02", r"title={$\ifmmode\alpha\else x\fi$ rays}", "title", "α rays"),
    ("04", "title={La Historia De La Casa}, language={Español}", "title",
     "La Historia De La Casa"),
    ("04", "title={O Livro Dos Mortos}, language={pt_BR}", "language", "pt-BR"),
    ("04", "title={Kniha O Knihách Praha}, language={cze}", "language", "cs"),
    ("04", "title={Das Buch Der Bücher}, language={German and Klingon}", "title",
     "Das Buch Der Bücher"),
    ("06", r"note={A \DJ ura \TH orn \NG \OE uvre \L \SS{} \textschwa \textepsilon}", "note",
     "A Đura Þorn ŊŒuvre ŁSS əɛ"),
    ("06", r"title={\CYRM\cyro\cyrs\cyrk\cyrv\cyra}", "title", "Москва"),
    ("06", r"title={A \H{o} \k{a} \r{u} \b{b} \d{h} \textcommabelow{s} \h{a}}", "title",
     "A ő ą ů ḇ ḥ ș ả"),
    ("06", r"title={5 \texteuro{} \textdegree C \textnumero{} \P{} \textonehalf}", "title",
     "5 € °C № ¶ ½"),
    ("07", r"title={Spaces \ensuremath{\mathbb{R}^n} and \ensuremath{\beta}}", "title",
     r"Spaces $\mathbb{R}^n$ and β"),
    ("07", r"title={Rate $\ensuremath{\alpha}_s$}", "title", "Rate α<sub><i>s</i></sub>"),
    ("07", r"note={at \ensuremath{-}5}", "note", "at −5"),
    ("08", r"title={The Effects of H\textsubscript{2}SO\textsubscript{4} on Thin N$_2$ Films}",
     "title", "The effects of H<sub>2</sub>SO<sub>4</sub> on thin N<sub>2</sub> films"),
    ("08", r"title={The Role of Ca$^{2+}$ at 25$^\circ$C in $^{13}$C-NMR of the Cell}", "title",
     "The role of Ca<sup>2+</sup> at 25°C in <sup>13</sup>C-NMR of the cell"),
    ("08", r"title={New La\textsubscript{2-x}Sr\textsubscript{x}CuO\textsubscript{4} Films Made}",
     "title", "New La<sub>2-x</sub>Sr<sub>x</sub>CuO<sub>4</sub> films made"),
    ("09", r"title={Growth of ${\rm Ga}_{1-x}{\rm In}_x{\rm As}$}", "title",
     "Growth of Ga<sub>1−<i>x</i></sub>In<sub><i>x</i></sub>As"),
    ("09", r"title={At $T_{\rm c}$ and $T_\mathrm{N}$}", "title",
     "At <i>T</i><sub>c</sub> and <i>T</i><sub>N</sub>"),
    ("09", r"title={On $\mathrm{La_2CuO_4}$}", "title", "On La<sub>2</sub>CuO<sub>4</sub>"),
    ("10", "article-number={ARTN 57}, pages={{}}", "page", "ARTN 57"),
    ("10", "articlenumber={7}, numpages={25}", "page", "7"),
    ("10", "art_number={12}, volume=3", "page", "12"),
    ("13", r"pages={A\bibrangedash B\bibrangessep 12}", "page", "A-B, 12"),
    ("13", r"pages={100{\textendash}110}", "page", "100-110"),
    ("13", r"pages={3:1--3:24}", "page", "3:1-3:24"),
    ("14", r"url={http://x.y/a{\_}b{\%}20{\&}c{\#}d}", "URL", "http://x.y/a_b%20&c#d"),
    ("14", r"url={http://x.y/{\textasciitilde}u/$\sim$v/\~{}w}", "URL", "http://x.y/~u/~v/~w"),
    ("14", r"doi={10.1175/1520-0469(1995)052$<$0391:X$>$2.0.CO;2}", "DOI",
     "10.1175/1520-0469(1995)052<0391:X>2.0.CO;2"),
    ("14", r"doi={\href{https://doi.org/10.1000/x}{10.1000/x}}", "DOI", "10.1000/x"),
    ("20", "@xdata{a:b-c, series={S One}}@book{k, series={xdata = a:b-c-series}}",
     "collection-title", "S One"),
    ("20", "@xdata{x, publisher={P1 and P2}}@book{k, publisher={xdata=x-publisher-2}}",
     "publisher", "P2"),
    ("20", "@xdata{x, note={xdata=y-note}}@xdata{y, note={N}}@misc{k, note={xdata=x-note}}",
     "note", "N"),
    ("21", "@inproceedings{k, crossref={p}}@proceedings{p, booktitle={Proc. X}, title={Meeting}, "
     "subtitle={Sub}}", "container-title", "Meeting: Sub"),
    ("21", "@inproceedings{k, crossref={p}}@proceedings{p, subtitle={Sub}, title={Meeting}, "
     "booktitle={Proc. X}}", "container-title", "Meeting: Sub"),
    ("21", "@inbook{k, crossref={P}}@book{p, publisher={X}, title={Book}}", "container-title",
     "Book"),
    ("25", r"note={a {\raise.17ex\hbox{$\scriptstyle\sim$}}100 b \raisebox{-0.5ex}{x} c}", "note",
     "a ∼100 b x c"),
    ("25", r"title={A\hspace{2mm}d \kern-.1em e \hskip 1pt plus 1fil f \rule{1em}{.5pt}g}", "title",
     "Ad e f g"),
    ("25", r"title={A {\fontsize{10}{12}\selectfont y} \vspace*{1cm}w \hphantom{xx}v}", "title",
     "A y w v"),
    ("26", r"note={\qty{1.2}{\giga\hertz}, \SIrange{1}{10}{\kilo\metre}, \num{1e-3}}", "note",
     "1.2 GHz, 1–10 km, 1 × 10<sup>−3</sup>"),
    ("26", r"note={\SI[per-mode=symbol]{10}{\km\per\hour}, \unit{m/s}, \ang{45}}", "note",
     "10 km h<sup>−1</sup>, m/s, 45°"),
    ("26", r"note={\qtylist{1;2;3}{\V}, \SI{25}{\degreeCelsius}, \SI{5}{\um}}", "note",
     "1, 2, 3 V, 25 °C, 5 µm"),
    ("28", r"note={$\nabla \infty \ell \aleph$}", "note", "∇∞ℓℵ"),
    ("28", r"note={$a \preceq b$}", "note", "<i>a</i>≼ <i>b</i>"),
    ("28", r"note={\textless a\textgreater{} \textbar{} \guillemotleft j\guillemotright}", "note",
     "<a> | «j»"),
    ("H1", "note={50% of\nall}", "note", "50% of all"),
    ("H1", "pages={1--%\n9}", "page", "1-9"),
    ("H1", "abstract={10 % of cases\nand 5 % more}", "abstract", "10 % of cases and 5 % more"),
    ("H2", r"note={See \pageref{z}x \label{l}y \index{I}z}", "note", "See x y z"),
    ("H2", r"note={\hyperref[sec:a]{Part B} and \hyperlink{a}{C}}", "note", "Part B and C"),
    ("H2", r"note={\textcolor{red}{Red} {\color{green}Green} \fbox{B}}", "note", "Red Green B"),
    ("H3", r"title={The {\em Drosophila Melanogaster} Genome in All of Its Parts}", "title",
     "The <i>Drosophila Melanogaster</i> genome in all of its parts"),
    ("H3", r"title={A \mkbibquote{Big Word} in Long Titles of Things}", "title",
     "A “Big Word” in long titles of things"),
    ("H3", r"title={A \mbox{Mb Words} and \texttt{Code Here} of Long Things}", "title",
     "A Mb Words and Code Here of long things"),
    ("H4", "@online{k, title={T}}", "title", "T"),
    ("H5", r"booktitle={{\'E}cole and n{\"a}ive}", "container-title", "École and näive"),
    ("H5", r"title={A Na{\"\i}ve M{\'e}thode of {\o}re in Things}", "title",
     "A naïve méthode of øre in things"),
]  # fmt: skip
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})


@pytest.mark.parametrize(("kind", "body", "variable", "expected"), TEXTS)
def test_text(kind, body, variable, expected):
    types = {"container-title": "inproceedings"}
    _, one = entry(body, types.get(variable, "article"))
    assert one is not None
    assert one.text(variable).translate(_SPACES) == expected


NAMES = [
    ("02", r"M. Mol{\ifmmode\check{c}\else\v{c}\fi}anov and K. {\ifmmode\dot{Z}\else\.{Z}\fi}y",
     [name("Molčanov", "M."), name("Ży", "K.")]),
    ("06", r"Nguy{\~{\^e}}n and V{\u{a}}n {\d{\^a}}b", [name("Nguyễn"), name("ậb", "Văn")]),
    ("18", "Li, Wei 0023 and {Wang 0003}, Wei and Jun-Hai Ma 0001",
     [name("Li", "Wei"), name("Wang", "Wei"), name("Ma", "Jun-Hai")]),
    ("18", r"J{\"o}rg M{\"u}ller 0002", [name("Müller", "Jörg")]),
    ("18", "Agent 007 and Smith, John 2001", [name("007", "Agent"), name("Smith", "John 2001")]),
    ("19", r"M\" uller, J\' ose and \v Cern\' y, P. and \c Calik, A.",
     [name("Müller", "Jóse"), name("Černý", "P."), name("Çalik", "A.")]),
    ("19", r"Erd\H os, P. and S\o rensen, K. and {\L}ukasz \L ojek",
     [name("Erdős", "P."), name("Sørensen", "K."), name("Łojek", "Łukasz")]),
    ("19", r"de la Pe\~ na, X. and Ho\v r\' ak", [name("Peña", "X.", "de la"), name("Hořák")]),
    ("24", r"M$\ddot{u}$ller, A and Ho$\check{r}$e, B and P$\acute{\mathrm{e}}$rez, C",
     [name("Müller", "A"), name("Hoře", "B"), name("Pérez", "C")]),
    ("24", r"S$\o$ren, K and $\AA$gren, D and $\bar{O}$no, T",
     [name("Søren", "K"), name("Ågren", "D"), name("Ōno", "T")]),
    ("24", r"$\mathrm{\acute{E}}$mile, X", [name("Émile", "X")]),
    ("H1", "Doe, Jane and % née Roe\n Smith, John", [name("Doe", "Jane"), name("Smith", "John")]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "author", "names"), NAMES)
@pytest.mark.parametrize("role", ["author", "editor", "translator"])
def test_names(kind, author, names, role):
    _, one = entry(f"{role}={{{author}}}", "book")
    assert one is not None
    assert list(one.names(role)) == names


MONTHS = [
    ("11", '10 # "~" # mar', (3, 10), ()),
    ("11", 'jul # "~4--7"', (7, 4), (7, 7)),
    ("11", '"3rd of " # may', (5, 3), ()),
    ("11", '"30~"#apr#"--2~"#may', (4, 30), (5, 2)),
    ("12", "{Sept.-Oct.}", (9,), (10,)),
    ("12", "{Fall}", (23,), ()),
    ("12", "{Nov./Dec.}", (11,), (12,)),
    ("12", "{Januar bis März}", (1,), (3,)),
    ("12", "{12 octobre}", (10, 12), ()),
]


@pytest.mark.parametrize(("kind", "month", "start", "end"), MONTHS)
def test_months(kind, month, start, end):
    result, one = entry(f"title={{T}}, year=2018, month={month}")
    assert one is not None
    last = PartialDate(2018, *end) if end else None
    assert one.date("issued") == Date(PartialDate(2018, *start), last)
    assert result.diagnostics == []


@pytest.mark.parametrize("month", ["Firstquarter", "Christmas", "Hilary Term"])
def test_12_a_month_that_is_none_is_kept_and_said(month):
    result, one = entry(f"title={{T}}, year=2018, month={{{month}}}")
    assert one is not None
    assert [found.code for found in result.diagnostics] == ["bibtex-month"]
    assert month in find_format("bibtex").writer()([one])


@pytest.mark.parametrize(
    "control",
    ['@CONTROL{revtex42Control, author="08"}', '@IEEEtranBSTCTL{c, CTLuse_url="no"}',
     "@biblatex-control{c, options={3.4}}", "@set{s, entryset={k}}", '@bstctl{c, max="3"}',
     "@abnt-options{o, abnt-emphasize={bf}}", "@xdata{x, note={n}}"],
)  # fmt: skip
def test_22_control_entries_are_no_references(control):
    result, _ = entry(f"@misc{{k, title={{T}}}}\n{control}")
    assert [one.id for one in result.references] == ["k"]
    assert result.diagnostics == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("note", "xdata=no-note"), ("location", "xdata=x-location-9"), ("title", "xdata=k-title")],
)
def test_20_data_that_is_not_there_is_said(field, value):
    result, one = entry(f"@xdata{{x, location={{A and B}}}}@book{{k, {field}={{{value}}}}}")
    assert one is not None
    assert value in json.dumps([str(text).lower() for text in one.fields.values()])
    assert [found.code for found in result.diagnostics] == ["bibtex-xdata"]


DOIS = ["https://doi.org/10.1000/AbC", "doi:10.1000/AbC", "DOI 10.1000/AbC",
        "http://dx.doi.org/10.1000/AbC", "info:doi/10.1000/AbC"]  # fmt: skip
DOI_FILES = {
    "ris": "TY  - JOUR\nDO  - {}\nER  - ",
    "enw": "%0 Book\n%R {}\n",
    "csljson": '[{{"id":"k","type":"book","DOI":"{}"}}]',
    "cslyaml": "- id: k\n  DOI: '{}'\n",
    "hayagriva": "k:\n  type: book\n  serial-number:\n    doi: '{}'\n",
    "nbib": "TI  - T\nLID - {} [doi]\n",
    "endnotexml": "<xml><records><record><electronic-resource-num>{}</electronic-resource-num>"
    "</record></records></xml>",
    "bibtex": "@misc{{k, doi={{{}}}}}",
}


@pytest.mark.parametrize("format_name", DOI_FILES)
@pytest.mark.parametrize("doi", DOIS)
def test_03_a_doi_is_bare(format_name, doi):
    text = DOI_FILES[format_name].format(doi)
    (one,) = find_format(format_name).reader()(text, path="x").references
    assert one.text("DOI") == "10.1000/AbC"


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("FAU - Smith, John A Jr.\nFAU - Doe, Jane 2nd\nFAU - Ivy, V\n",
         [("Smith", "John A", "Jr."), ("Doe", "Jane", "2nd"), ("Ivy", "V", "")]),
        ("FAU - Smith, J A, Jr\nFAU - Roe, R III\n",
         [("Smith", "J A", "Jr"), ("Roe", "R", "III")]),
        ("AU  - van den Berg K Jr\nAU  - O'Brien AB 2nd\nAU  - II K\n",
         [("van den Berg", "K.", "Jr"), ("O'Brien", "A. B.", "2nd"), ("II", "K.", "")]),
    ],
)  # fmt: skip
def test_15_suffixes_of_pubmed(lines, names):
    (one,) = find_format("nbib").reader()(f"TI  - T\n{lines}", path="x").references
    assert [(found.family, found.given, found.suffix) for found in one.names("author")] == names


ITEMS = [
    ({"type": "proceedings-article", "title": ["T", "U"]}, "paper-conference"),
    ({"type": "posted-content", "author": "Doe, J.; Roe, R."}, "article"),
    ({"type": "dissertation", "author": {"family": "Doe"}}, "thesis"),
    ({"type": "reference-book", "author": [{"name": "Doe"}]}, "book"),
]


@pytest.mark.parametrize(("item", "csl_type"), ITEMS)
def test_16_items_of_crossref(item, csl_type):
    text = json.dumps({"id": "k", "issued": {"year": 2012, "month": 3}, **item})
    (one,) = find_format("csljson").reader()(text, path="x").references
    assert one.type == csl_type
    assert one.date("issued") == Date(PartialDate(2012, 3))
    if "author" in item:
        assert "Doe" in (one.names("author")[0].family or one.names("author")[0].literal)


@pytest.mark.parametrize("issued", [{"epoch": 1}, {}, {"date-parts": [["2012-03-04"]]}, [[None]]])
def test_16_a_date_that_says_nothing_is_kept_and_said(issued):
    text = json.dumps([{"id": "k", "type": "book", "issued": issued}])
    result = find_format("csljson").reader()(text, path="x")
    assert [found.code for found in result.diagnostics] == ["csljson-value"]
    assert json.loads(find_format("csljson").writer()(result.references))[0]["issued"] == issued


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2010///Fall 2010", Date(PartialDate(2010, 23))),
        ("2020///Spring", Date(PartialDate(2020, 21))),
        ("2020//05/", Date(PartialDate(2020))),
        ("2010/05//epub ahead", Date(PartialDate(2010, 5))),
        ("2010/05/03/05", Date(PartialDate(2010, 5, 3))),
        ("2010/Jan/05", Date(PartialDate(2010, 1, 5))),
        ("2010/13/01", Date(literal="2010/13/01")),
    ],
)
def test_23_dates_of_ris(written, date):
    for tag in ("DA", "PY"):
        text = f"TY  - JOUR\n{tag}  - {written}\nER  - \n"
        result = find_format("ris").reader()(text, path="x")
        assert result.references[0].date("issued") == date
        again = find_format("ris").writer()(result.references)
        assert not any(word in written and word not in again for word in ("epub", "05/"))


@pytest.mark.parametrize(
    ("person", "names"),
    [
        ("<b:Corporate>Barnes, Noble, and Co.</b:Corporate>",
         (Name(literal="Barnes, Noble, and Co."),)),
        ("<b:NameList><b:Person><b:Last>Smith, Jr.</b:Last><b:First>J</b:First></b:Person>"
         "</b:NameList>", (Name("Smith, Jr.", "J"),)),
        ("<b:NameList><b:Person><b:First>Plato</b:First></b:Person></b:NameList>",
         (Name(literal="Plato"),)),
    ],
)  # fmt: skip
def test_17_people_of_word(person, names):
    space = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
    text = (
        f"<b:Sources xmlns:b='{space}'><b:Source><b:SourceType>Book</b:SourceType><b:Author>"
        f"<b:Editor>{person}</b:Editor></b:Author></b:Source></b:Sources>"
    )
    (one,) = find_format("wordsources").reader()(text, path="x").references
    assert one.names("editor") == names
