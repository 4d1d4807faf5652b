"""Identifiers as people paste them: from pages, papers, reference managers, chats and BibTeX.

One row a spelling. What each means follows from the identifiers' own rules (the DOI handbook, the
ISBN manual, arXiv's and PubMed's help pages) and from how each publisher builds its addresses.
"""

# ruff: noqa: E501  (a table of addresses)

from __future__ import annotations

import pytest

from mscref.model.identifiers import Identifier, Malformed, parse_identifier

# Address of a page, the DOI it holds or is made of.
PAGES = """
https://www.sciencemag.org/doi/10.1126/science.aaf4420  10.1126/science.aaf4420
https://www.science.org/doi/full/10.1126/sciadv.abc1234  10.1126/sciadv.abc1234
https://www.science.org/doi/reader/10.1126/science.aax2342  10.1126/science.aax2342
https://www.pnas.org/doi/abs/10.1073/pnas.1912789117  10.1073/pnas.1912789117
https://www.pnas.org/doi/suppl/10.1073/pnas.1912789117/suppl_file/pnas.sapp.pdf  10.1073/pnas.1912789117
https://onlinelibrary.wiley.com/doi/epdf/10.1111/j.1365-2656.2008.01390.x  10.1111/j.1365-2656.2008.01390.x
https://besjournals.onlinelibrary.wiley.com/doi/full/10.1111/2041-210X.12512  10.1111/2041-210x.12512
https://agupubs.onlinelibrary.wiley.com/doi/10.1029/2019GL085378/references  10.1029/2019gl085378
https://www.tandfonline.com/doi/abs/10.1080/01621459.2017.1285773?journalCode=uasa20  10.1080/01621459.2017.1285773
https://www.tandfonline.com/doi/pdf/10.1080/00031305.2016.1154108  10.1080/00031305.2016.1154108
https://journals.sagepub.com/doi/pdf/10.1177/0956797611417632  10.1177/0956797611417632
https://journals.sagepub.com/doi/suppl/10.1177/0956797611417632/suppl_file/data.zip  10.1177/0956797611417632
https://pubs.acs.org/doi/abs/10.1021/acs.jctc.5b00255  10.1021/acs.jctc.5b00255
https://pubs.acs.org/doi/full/10.1021/jacs.9b12345?ref=pdf  10.1021/jacs.9b12345
https://pubs.aip.org/aip/jcp/article/doi/10.1063/1.464913  10.1063/1.464913
https://aip.scitation.org/doi/10.1063/5.0004445  10.1063/5.0004445
https://journals.aps.org/prl/abstract/10.1103/PhysRevLett.116.061102  10.1103/physrevlett.116.061102
https://journals.aps.org/prd/pdf/10.1103/PhysRevD.98.030001  10.1103/physrevd.98.030001
https://link.aps.org/doi/10.1103/RevModPhys.80.885  10.1103/revmodphys.80.885
https://iopscience.iop.org/article/10.3847/1538-3881/aabc4f/meta  10.3847/1538-3881/aabc4f
https://iopscience.iop.org/article/10.1088/1748-9326/ab1234/pdf  10.1088/1748-9326/ab1234
https://link.springer.com/chapter/10.1007/978-3-319-24574-4_28  10.1007/978-3-319-24574-4_28
https://link.springer.com/article/10.1007/BF00994018#Sec4  10.1007/bf00994018
https://link.springer.com/article/10.1007/s00125-019-4951-9/figures/2  10.1007/s00125-019-4951-9
https://link.springer.com/book/10.1007/978-0-387-84858-7  10.1007/978-0-387-84858-7
https://link.springer.com/content/pdf/10.1186/s13059-014-0550-8.pdf?pdf=button  10.1186/s13059-014-0550-8
https://genomebiology.biomedcentral.com/articles/10.1186/s13059-014-0550-8  10.1186/s13059-014-0550-8
https://bmcbioinformatics.biomedcentral.com/articles/10.1186/1471-2105-12-77/tables/3  10.1186/1471-2105-12-77
https://www.nature.com/articles/nature14539  10.1038/nature14539
https://www.nature.com/articles/s41592-019-0686-2#citeas  10.1038/s41592-019-0686-2
https://www.nature.com/articles/s41592-019-0686-2/figures/1  10.1038/s41592-019-0686-2
https://www.nature.com/articles/d41586-019-00653-5  10.1038/d41586-019-00653-5
https://www.nature.com/articles/nmeth.4346.pdf  10.1038/nmeth.4346
https://www.nature.com/nature/journal/v521/n7553/full/nature14539.html  10.1038/nature14539
https://www.nature.com/doifinder/10.1038/nrg2484  10.1038/nrg2484
https://idp.nature.com/articles/sdata201618  10.1038/sdata201618
https://academic.oup.com/nar/article-pdf/doi/10.1093/nar/gkaa977/35344345/gkaa977.pdf  10.1093/nar/gkaa977
https://academic.oup.com/gji/advance-article/doi/10.1093/gji/ggz510/5613947?login=true  10.1093/gji/ggz510
https://academic.oup.com/mbe/article-abstract/doi/10.1093/molbev/msy096/4990884  10.1093/molbev/msy096
https://www.biorxiv.org/content/10.1101/2021.10.04.463034v1  10.1101/2021.10.04.463034
https://www.biorxiv.org/content/10.1101/060012v3.full#F1  10.1101/060012
https://www.biorxiv.org/content/10.1101/060012v1.supplementary-material  10.1101/060012
https://www.biorxiv.org/content/biorxiv/early/2016/06/20/060012.full.pdf  10.1101/060012
https://www.medrxiv.org/content/10.1101/2020.03.27.20045427v2.full-text  10.1101/2020.03.27.20045427
https://www.medrxiv.org/content/medrxiv/early/2020/04/02/2020.03.27.20045427  10.1101/2020.03.27.20045427
https://journals.plos.org/plosbiology/article/file?id=10.1371/journal.pbio.1002195&type=printable  10.1371/journal.pbio.1002195
https://journals.plos.org/ploscompbiol/article/metrics?id=10.1371/journal.pcbi.1003285  10.1371/journal.pcbi.1003285
https://www.frontiersin.org/articles/10.3389/fpsyg.2013.00863/pdf  10.3389/fpsyg.2013.00863
https://www.frontiersin.org/journals/neuroscience/articles/10.3389/fnins.2013.00267/full#h5  10.3389/fnins.2013.00267
https://elifesciences.org/articles/48063  10.7554/elife.48063
https://elifesciences.org/articles/48063#content  10.7554/elife.48063
https://peerj.com/articles/4375/  10.7717/peerj.4375
https://peerj.com/articles/cs-55  10.7717/peerj-cs.55
https://pubs.rsc.org/en/content/articlelanding/2017/sc/c6sc05720a  10.1039/c6sc05720a
https://pubs.rsc.org/en/content/articlepdf/2011/CS/C0CS00050G  10.1039/c0cs00050g
https://www.jstor.org/stable/2346101?seq=1  10.2307/2346101
https://www.jstor.org/stable/pdf/2984418.pdf  10.2307/2984418
https://zenodo.org/record/3509134#.Xz  10.5281/zenodo.3509134
https://zenodo.org/records/3509134/files/data.csv?download=1  10.5281/zenodo.3509134
https://zenodo.org/doi/10.5281/zenodo.3509134  10.5281/zenodo.3509134
https://papers.ssrn.com/sol3/papers.cfm?abstract_id=1402806&download=yes  10.2139/ssrn.1402806
https://ssrn.com/abstract=1402806  10.2139/ssrn.1402806
https://www.researchsquare.com/article/rs-16669/v1  10.21203/rs.3.rs-16669/v1
https://www.preprints.org/manuscript/202003.0001/v2  10.20944/preprints202003.0001/v2
https://osf.io/preprints/psyarxiv/9dbuc  10.31234/osf.io/9dbuc
https://psyarxiv.com/9dbuc/  10.31234/osf.io/9dbuc
https://osf.io/preprints/socarxiv/hc3vs  10.31235/osf.io/hc3vs
https://aclanthology.org/P19-1355.pdf  10.18653/v1/p19-1355
https://www.aclweb.org/anthology/D18-1425/  10.18653/v1/d18-1425
https://aclanthology.org/2020.acl-main.747/  10.18653/v1/2020.acl-main.747
https://aclanthology.org/2021.findings-emnlp.12.pdf  10.18653/v1/2021.findings-emnlp.12
https://dl.acm.org/doi/abs/10.1145/2939672.2939785  10.1145/2939672.2939785
https://dl.acm.org/citation.cfm?doid=10.1145/2939672.2939785  10.1145/2939672.2939785
https://epubs.siam.org/doi/abs/10.1137/0201010?mobileUi=0  10.1137/0201010
https://www.annualreviews.org/doi/10.1146/annurev-psych-010213-115057  10.1146/annurev-psych-010213-115057
https://www.nejm.org/doi/full/10.1056/NEJMoa2001017  10.1056/nejmoa2001017
https://www.ahajournals.org/doi/10.1161/CIR.0000000000000659  10.1161/cir.0000000000000659
https://www.cochranelibrary.com/cdsr/doi/10.1002/14651858.CD006207.pub5/full  10.1002/14651858.cd006207.pub5
https://royalsocietypublishing.org/doi/pdf/10.1098/rsos.160384  10.1098/rsos.160384
https://www.degruyter.com/document/doi/10.1515/9783110255706/html  10.1515/9783110255706
https://muse.example.org/resolve?doi=10.1353/lan.2014.0054  10.1353/lan.2014.0054
https://dataverse.harvard.edu/dataset.xhtml?persistentId=doi:10.7910/DVN/HG7NV7  10.7910/dvn/hg7nv7
https://datadryad.org/stash/dataset/doi:10.5061/dryad.234  10.5061/dryad.234
https://opg.optica.org/oe/abstract.cfm?doi=10.1364/OE.17.008320  10.1364/oe.17.008320
https://pubs.geoscienceworld.org/gsa/geology/article/doi/10.1130/G46915.1  10.1130/g46915.1
https://www.cambridge.org/core/product/identifier/10.1017/S0140525X16001837/type/journal_article  10.1017/s0140525x16001837/type/journal_article
https://api.crossref.org/works/10.1037/0003-066X.59.1.29  10.1037/0003-066x.59.1.29
https://doi-org.ezproxy.example.edu/10.1037/0003-066X.59.1.29  10.1037/0003-066x.59.1.29
https://www-tandfonline-com.proxy.example.ca/doi/full/10.1080/00031305.2016.1154108  10.1080/00031305.2016.1154108
https://sci-hub.example/10.1037/0003-066X.59.1.29  10.1037/0003-066x.59.1.29
https://dx.doi.org/10.1037/0003-066X.59.1.29?nosfx=y  10.1037/0003-066x.59.1.29
doi.org/10.1037/0003-066X.59.1.29  10.1037/0003-066x.59.1.29
http://doi.org/10.1037%2F0003-066X.59.1.29  10.1037/0003-066x.59.1.29
"""

# Around one DOI: what brackets, quotes, links, labels and words people leave on it.
AROUND = [
    "({})", "[{}]", "{{{}}}", "<{}>", "“{}”", "‘{}’", "„{}“", "«{}»", '"{}"', "'{}'", "`{}`", "*{}*",
    "**{}**", "({}).", "[{}],", '"{}".', "({}", "{})", "{}]", "{}”,", "{};", "{},", "{}.", "{}…", " {} ",
    "doi:{}", "DOI:{}", "DOI: {}", "doi {}", "Doi={}", "doi: https://doi.org/{}", "DOI:https://doi.org/{}",
    "(doi: {})", "[doi:{}]", "urn:doi:{}", "info:doi/{}", "hdl:{}", "https://doi.org/{}", "<https://doi.org/{}>",
    "https://doi.org/{}.", "(https://doi.org/{})", "https://doi.org/{}),", "https://www.doi.org/{}",
    "http://dx.doi.org/doi:{}", "https://doi.org/{}#abstract", "https://doi.org/{}?utm_campaign=a&b=c",
    "[{0}](https://doi.org/{0})", "[the paper](https://doi.org/{})", "[doi](https://doi.org/{} \"A title\")",
    "![badge](https://doi.org/{})", "[https://doi.org/{} A title]", '<a href="https://doi.org/{0}">{0}</a>',
    "\\doi{{{}}}", "\\url{{https://doi.org/{}}}", "\\href{{https://doi.org/{}}}{{A title}}",
    "doi = {{{}}},", 'doi = "{}",', "url = {{https://doi.org/{}}}", "{{{{doi|{}}}}}", "{{{{doi|{}|doi-access=free}}}}",
    "see {}", "(see {})", "available at: https://doi.org/{}", "Retrieved from https://doi.org/{}",
    "Available from: https://doi.org/{}.", "siehe {}", "disponible en https://doi.org/{}", "doi:{}, 2021",
    "https://doi.org/{} (2021)", "https://doi.org/{} (accessed 5 May 2021)", "{}\u200b", "\ufeff{}", "\u00a0{}",
    "{0};{0}", "{0} {0}",
]  # fmt: skip

OTHERS = [
    ("https://ar5iv.labs.arxiv.org/html/1810.04805", "arxiv:1810.04805"),
    ("https://www.alphaxiv.org/overview/1810.04805v2", "arxiv:1810.04805v2"),
    ("https://huggingface.co/papers/1810.04805", "arxiv:1810.04805"),
    ("https://scirate.com/arxiv/1810.04805", "arxiv:1810.04805"),
    ("https://www.arxiv-vanity.com/papers/1810.04805/", "arxiv:1810.04805"),
    ("https://export.arxiv.org/abs/1810.04805", "arxiv:1810.04805"),
    ("arxiv.org/abs/1810.04805", "arxiv:1810.04805"),
    ("https://arxiv.org/ftp/arxiv/papers/1810/1810.04805.pdf", "arxiv:1810.04805"),
    ("https://arxiv.org/pdf/1810.04805#page=3", "arxiv:1810.04805"),
    ("https://ui.adsabs.harvard.edu/abs/2018arXiv181004805D/abstract", "arxiv:1810.04805"),
    ("https://ui.adsabs.harvard.edu/abs/arXiv:1810.04805", "arxiv:1810.04805"),
    ("arXiv preprint arXiv:1810.04805v2", "arxiv:1810.04805v2"),
    ("arXiv e-prints, arXiv:1810.04805", "arxiv:1810.04805"),
    ("CoRR abs/1810.04805", "arxiv:1810.04805"),
    ("CoRR, abs/cs/0508053", "arxiv:cs/0508053"),
    ("[arXiv:1810.04805]", "arxiv:1810.04805"),
    ("(arXiv: 1810.04805 [cs.CL])", "arxiv:1810.04805"),
    ("arXiv:1810.04805 (cs, stat)", "arxiv:1810.04805"),
    ("\\url{https://arxiv.org/abs/1810.04805}", "arxiv:1810.04805"),
    ("[1810.04805](https://arxiv.org/abs/1810.04805)", "arxiv:1810.04805"),
    ("https://doi.org/10.48550/arXiv.1810.04805v2", "arxiv:1810.04805v2"),
    ("10.48550/arXiv.1810.04805", "doi:10.48550/arxiv.1810.04805"),
    ("https://pubmed.gov/31978945", "pmid:31978945"),
    ("https://www.ncbi.nlm.nih.gov/m/pubmed/31978945/", "pmid:31978945"),
    ("https://pubmed.ncbi.nlm.nih.gov/?term=31978945", "pmid:31978945"),
    ("https://europepmc.org/abstract/med/31978945", "pmid:31978945"),
    ("(PMID: 31978945)", "pmid:31978945"),
    ("PubMed: 31978945", "pmid:31978945"),
    ("pmid = {31978945},", "pmid:31978945"),
    ("{{pmid|31978945}}", "pmid:31978945"),
    ("https://www.ncbi.nlm.nih.gov/labs/pmc/articles/PMC7092803/", "pmcid:PMC7092803"),
    ("https://europepmc.org/articles/pmc7092803?pdf=render", "pmcid:PMC7092803"),
    ("[PMC7092803]", "pmcid:PMC7092803"),
    ("PMCID: PMC7092803.", "pmcid:PMC7092803"),
    ("PMC7092803.1", "pmcid:PMC7092803"),
    ("978‑0‑262‑03384‑8", "isbn:9780262033848"),
    ("978—0—262—03384—8", "isbn:9780262033848"),
    ("ISBN 978–0–262–03384–8", "isbn:9780262033848"),
    ("0−262−03384−4", "isbn:9780262033848"),
    ("ISBN: 0-262-03384-4 (pbk.)", "isbn:9780262033848"),
    ("ISBN 978-0-262-03384-8 (hardcover)", "isbn:9780262033848"),
    ("9780262033848 (alk. paper)", "isbn:9780262033848"),
    ("ISBN-10: 0262033844", "isbn:9780262033848"),
    ("(ISBN 978 0 262 03384 8)", "isbn:9780262033848"),
    ("isbn = {978-0-262-03384-8}", "isbn:9780262033848"),
    ("https://www.worldcat.org/isbn/9780262033848", "isbn:9780262033848"),
    ("[NCT04269525]", "nct:NCT04269525"),
    ("https://www.clinicaltrials.gov/study/NCT04269525#contacts", "nct:NCT04269525"),
    ("<https://doi.org/10/gf8nkx>", "short-doi:10/gf8nkx"),
]

REFUSED = [
    ("10.1000/one;10.1000/two", "there are 2 DOIs in it"),
    ("10.1000/one, 10.1000/two", "there are 2 DOIs in it"),
    ("doi:10.1000/one doi:10.1000/two", "there are 2 DOIs in it"),
    ("https://www.sciencedirect.com/science/article/abs/pii/S0092867420302294", "PII"),
    ("https://hdl.handle.net/1721.1/7582", "a handle is no DOI"),
    ("https://ieeexplore.ieee.org/document/7780459", "publisher's number"),
    ("https://ieeexplore.ieee.org/abstract/document/7780459/", "publisher's number"),
    ("https://www.researchgate.net/publication/220420266_A_title", "no record of a work"),
    ("https://www.nature.com/nature/", "no identifier in this address"),
    ("https://www.jstor.org/journal/annamath", "no identifier in this address"),
    ("https://zenodo.org/communities/astro", "no identifier in this address"),
    ("https://notjstor.org.example/stable/2346101", "no identifier in this address"),
    ("978–0–262–03384–9", "the check digit is wrong"),
    ("10.1000/ab cd", "there is a space in it"),
    ("()", "this is no identifier"),
    ("[]()", "this is no identifier"),
]


# What is pasted => the identifier, or that it is refused.
PASTED = r"""
<https://doi.org/10.1000/xyz123> => doi:10.1000/xyz123
<doi:10.1000/xyz123> => doi:10.1000/xyz123
[doi:10.1000/xyz123] => doi:10.1000/xyz123
«10.1000/xyz123» => doi:10.1000/xyz123
“https://doi.org/10.1000/xyz123.” => doi:10.1000/xyz123
[Smith 2020](https://doi.org/10.1000/xyz123) => doi:10.1000/xyz123
[10.1000/xyz123](<https://doi.org/10.1000/xyz123>) => doi:10.1000/xyz123
![](https://doi.org/10.1000/xyz123) => doi:10.1000/xyz123
[1]: https://doi.org/10.1000/xyz123 => doi:10.1000/xyz123
\href{https://doi.org/10.1000/xyz_123}{10.1000/xyz\_123} => doi:10.1000/xyz_123
\doi{10.1000/xyz\_123} => doi:10.1000/xyz_123
doi = {10.1000/xyz123}, => doi:10.1000/xyz123
DOI: https://doi.org/10.1000/xyz123. => doi:10.1000/xyz123
DOI 10.1000/xyz123 => doi:10.1000/xyz123
doi.org/10.1000/xyz123 => doi:10.1000/xyz123
https://www.doi.org/10.1000/xyz123 => doi:10.1000/xyz123
https://dx.doi.org/doi:10.1000/xyz123 => doi:10.1000/xyz123
http://doi.org/DOI:10.1000/xyz123 => doi:10.1000/xyz123
https://doi.org/10.1000%2Fxyz123 => doi:10.1000/xyz123
https%3A%2F%2Fdoi.org%2F10.1000%2Fxyz123 => doi:10.1000/xyz123
doi:%2010.1000/xyz123 => doi:10.1000/xyz123
10.1000/xyz123 [doi] => doi:10.1000/xyz123
10.1000/xyz123 (accessed 3 May 2021) => doi:10.1000/xyz123
10.1000/xyz123, 2021 => doi:10.1000/xyz123
doi>10.1000/xyz123 => doi:10.1000/xyz123
doi> 10.1000/xyz123 => doi:10.1000/xyz123
doi：10.1000/xyz123 => doi:10.1000/xyz123
DOI：10.1000/xyz123。 => doi:10.1000/xyz123
doi:10.1000/xyz123; => doi:10.1000/xyz123
10.1000/xyz123;10.1000/xyz123 => doi:10.1000/xyz123
10.1000/a1234; 10.1000/b1234 => refused
10.1000/a1234, 10.1000/b1234 => refused
10.1000/a1234 and 10.1000/b1234 => refused
https://doi.org/10.1000/a1234 https://doi.org/10.1000/b1234 => refused
10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O => doi:10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o
10.1002/(SICI)1097-4571(199806)49:8&lt;693::AID-ASI4&gt;3.0.CO;2-O => doi:10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o
10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O => doi:10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o
10.1016/S0140-6736(20)30183-5 => doi:10.1016/s0140-6736(20)30183-5
(10.1016/S0140-6736(20)30183-5) => doi:10.1016/s0140-6736(20)30183-5
10.1016/S0140-6736(20)30183-5). => doi:10.1016/s0140-6736(20)30183-5
https://doi.org/10.1000/xyz123#abstract => doi:10.1000/xyz123
https://doi.org/10.1000/xyz123?utm_source=x => doi:10.1000/xyz123
10.1000/xyz123?nosfx=y => doi:10.1000/xyz123?nosfx=y
https://link.springer.com/content/pdf/10.1007/s00134-020-05991-x.pdf => doi:10.1007/s00134-020-05991-x
https://link.springer.com/chapter/10.1007/978-3-030-01234-2_1 => doi:10.1007/978-3-030-01234-2_1
https://link.springer.com/article/10.1007/s00134-020-05991-x#Sec2 => doi:10.1007/s00134-020-05991-x
https://onlinelibrary.wiley.com/doi/epdf/10.1111/jofi.12998 => doi:10.1111/jofi.12998
https://onlinelibrary.wiley.com/doi/10.1111/jofi.12998?af=R => doi:10.1111/jofi.12998
https://www.tandfonline.com/doi/full/10.1080/01621459.2017.1285773?scroll=top&needAccess=true => doi:10.1080/01621459.2017.1285773
https://dl.acm.org/doi/10.1145/3292500.3330701 => doi:10.1145/3292500.3330701
https://dl.acm.org/doi/pdf/10.1145/3292500.3330701?download=true => doi:10.1145/3292500.3330701
https://dl.acm.org/doi/abs/10.1145/3292500.3330701 => doi:10.1145/3292500.3330701
https://pubs.acs.org/doi/suppl/10.1021/jacs.9b00001/suppl_file/ja9b00001_si_001.pdf => doi:10.1021/jacs.9b00001
https://link.aps.org/doi/10.1103/PhysRevLett.116.061102 => doi:10.1103/physrevlett.116.061102
https://iopscience.iop.org/article/10.3847/2041-8213/ab0ec7/meta => doi:10.3847/2041-8213/ab0ec7
https://iopscience.iop.org/article/10.1088/1361-6633/aa6a3c/pdf => doi:10.1088/1361-6633/aa6a3c
https://royalsocietypublishing.org/doi/10.1098/rspb.2019.0001 => doi:10.1098/rspb.2019.0001
https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0123456 => doi:10.1371/journal.pone.0123456
https://journals.plos.org/plosone/article/file?id=10.1371/journal.pone.0123456&type=printable => doi:10.1371/journal.pone.0123456
https://www.frontiersin.org/articles/10.3389/fpsyg.2019.00001/full => doi:10.3389/fpsyg.2019.00001
https://www.science.org/doi/10.1126/science.aaf1234 => doi:10.1126/science.aaf1234
https://www.pnas.org/doi/full/10.1073/pnas.1712345114 => doi:10.1073/pnas.1712345114
https://jamanetwork.com/journals/jama/fullarticle/2763485 => refused
https://academic.oup.com/nar/article/49/D1/D480/6006196 => refused
https://academic.oup.com/nar/advance-article/doi/10.1093/nar/gkaa1100/6006196?login=true => doi:10.1093/nar/gkaa1100
https://www.cambridge.org/core/journals/x/article/abs/title/ABCDEF0123456789 => refused
https://www.mdpi.com/2072-4292/11/1/1 => refused
https://www.mdpi.com/1424-8220/20/3/100/htm => refused
https://www.biorxiv.org/content/10.1101/2020.03.22.002386v3.supplementary-material => doi:10.1101/2020.03.22.002386
https://www.medrxiv.org/content/10.1101/2020.03.22.20040000v2 => doi:10.1101/2020.03.22.20040000
https://chemrxiv.org/engage/chemrxiv/article-details/60c73d9f => refused
https://www.researchsquare.com/article/rs-12345/v1 => doi:10.21203/rs.3.rs-12345/v1
https://zenodo.org/record/1234567#.XyZ => doi:10.5281/zenodo.1234567
https://zenodo.org/records/1234567/files/data.zip?download=1 => doi:10.5281/zenodo.1234567
https://zenodo.org/badge/latestdoi/1234567 => refused
https://zenodo.org/doi/10.5281/zenodo.1234567 => doi:10.5281/zenodo.1234567
https://datadryad.org/stash/dataset/doi:10.5061/dryad.abc123 => doi:10.5061/dryad.abc123
https://osf.io/preprints/psyarxiv/abcde => doi:10.31234/osf.io/abcde
https://arxiv.org/abs/2101.00001v2 => arxiv:2101.00001v2
https://arxiv.org/pdf/2101.00001.pdf => arxiv:2101.00001
https://arxiv.org/pdf/2101.00001v3 => arxiv:2101.00001v3
arxiv.org/abs/hep-th/9901001 => arxiv:hep-th/9901001
http://export.arxiv.org/abs/2101.00001 => arxiv:2101.00001
https://www.arxiv.org/abs/2101.00001#comments => arxiv:2101.00001
arXiv:2101.00001v1 [cs.LG] 4 Jan 2021 => arxiv:2101.00001v1
arXiv: 2101.00001 => arxiv:2101.00001
arXiv 2101.00001 => arxiv:2101.00001
arXiv preprint arXiv:2101.00001 (2021) => arxiv:2101.00001
arXiv:2101.00001 [cs.LG]. => arxiv:2101.00001
[arXiv:2101.00001] => arxiv:2101.00001
eprint = {2101.00001}, => arxiv:2101.00001
abs/2101.00001 => arxiv:2101.00001
CoRR, abs/2101.00001 => arxiv:2101.00001
https://doi.org/10.48550/ARXIV.2101.00001 => doi:10.48550/arxiv.2101.00001
https://alphaxiv.org/abs/2101.00001v1 => arxiv:2101.00001v1
https://huggingface.co/papers/2101.00001 => arxiv:2101.00001
https://paperswithcode.com/paper/x => refused
https://ui.adsabs.harvard.edu/abs/arXiv:2101.00001/abstract => arxiv:2101.00001
https://ui.adsabs.harvard.edu/abs/2021arXiv210100001S/abstract => arxiv:2101.00001
PMID: 12345678 => pmid:12345678
PMID:12345678. => pmid:12345678
pmid = {12345678} => pmid:12345678
PubMed PMID: 12345678 => pmid:12345678
PubMed ID 12345678 => pmid:12345678
[PubMed: 12345678] => pmid:12345678
(PMID 12345678) => pmid:12345678
https://pubmed.ncbi.nlm.nih.gov/12345678/ => pmid:12345678
https://www.ncbi.nlm.nih.gov/pubmed/12345678?dopt=Abstract => pmid:12345678
https://pubmed.ncbi.nlm.nih.gov/?term=12345678 => pmid:12345678
https://pubmed.ncbi.nlm.nih.gov/12345678/#affiliation-1 => pmid:12345678
https://europepmc.org/abstract/MED/12345678 => pmid:12345678
https://europepmc.org/article/MED/12345678#id1 => pmid:12345678
PMCID: PMC1234567 => pmcid:PMC1234567
PMC 1234567 => pmcid:PMC1234567
pmc1234567 => pmcid:PMC1234567
PMCID:1234567 => pmcid:PMC1234567
https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/pdf/main.pdf => pmcid:PMC1234567
https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/ => pmcid:PMC1234567
https://europepmc.org/articles/PMC1234567?pdf=render => pmcid:PMC1234567
ISBN 978-0-306-40615-7 => isbn:9780306406157
ISBN: 978–0–306–40615–7 => isbn:9780306406157
ISBN‑13: 978‑0‑306‑40615‑7 => isbn:9780306406157
978 0 306 40615 7 => isbn:9780306406157
9780306406157 (hbk) => isbn:9780306406157
ISBN 0-306-40615-2 => isbn:9780306406157
0306406152 => isbn:9780306406157
ISBN-10: 0-306-40615-2, => isbn:9780306406157
isbn = {978-0-306-40615-7}, => isbn:9780306406157
978-0-306-40615-7 (paperback) => isbn:9780306406157
ISBN 978-0-306-40615-7. => isbn:9780306406157
(ISBN 978-0-306-40615-7) => isbn:9780306406157
ISBN978-0-306-40615-7 => isbn:9780306406157
urn:isbn:9780306406157 => isbn:9780306406157
978-0-306-40615-8 => refused
https://www.worldcat.org/isbn/9780306406157 => isbn:9780306406157
https://books.google.com/books?vid=ISBN9780306406157 => isbn:9780306406157
https://isbnsearch.org/isbn/9780306406157 => isbn:9780306406157
https://www.amazon.com/dp/0306406152/ref=x => isbn:9780306406157
https://openlibrary.org/isbn/9780306406157 => isbn:9780306406157
NCT01234567 => nct:NCT01234567
NCT 01234567 => nct:NCT01234567
ClinicalTrials.gov Identifier: NCT01234567 => nct:NCT01234567
ClinicalTrials.gov: NCT01234567. => nct:NCT01234567
https://clinicaltrials.gov/study/NCT01234567?tab=results => nct:NCT01234567
https://clinicaltrials.gov/ct2/show/NCT01234567 => nct:NCT01234567
hdl:10.1000/xyz123 => doi:10.1000/xyz123
http://hdl.handle.net/1721.1/12345 => refused
hdl:1721.1/12345 => refused
urn:doi:10.1000/xyz123 => doi:10.1000/xyz123
info:doi/10.1000/xyz123 => doi:10.1000/xyz123
doi:10/gfxyz1 => short-doi:10/gfxyz1
https://doi.org/gfxyz1 => short-doi:10/gfxyz1
https://scholar.archive.org/work/x => refused
https://sci-hub.se/10.1000/xyz123 => doi:10.1000/xyz123
https://www.jstor.org/stable/1914185 => doi:10.2307/1914185
https://www.jstor.org/stable/10.2307/1914185 => doi:10.2307/1914185
https://papers.ssrn.com/sol3/papers.cfm?abstract_id=1234567 => doi:10.2139/ssrn.1234567
https://www.sciencedirect.com/science/article/pii/S0092867419305598 => refused
https://www.nature.com/articles/s41586-020-2649-2?proof=t#Sec1 => doi:10.1038/s41586-020-2649-2
https://www.nature.com/articles/nature14539.pdf => doi:10.1038/nature14539
https://rdcu.be/abc => refused
https://elifesciences.org/articles/12345/figures => doi:10.7554/elife.12345
https://aclanthology.org/2020.acl-main.1.pdf => doi:10.18653/v1/2020.acl-main.1
https://aclanthology.org/N19-1423/ => doi:10.18653/v1/n19-1423
https://openreview.net/forum?id=abc => refused
https://proceedings.mlr.press/v97/x.html => refused
hello world => refused
1234-5679 => issn:1234-5679
ISSN 1234-5679 => issn:1234-5679
10.1000/xyz123</a> => doi:10.1000/xyz123
<a href="https://doi.org/10.1000/xyz123">x</a> => doi:10.1000/xyz123
<i>10.1000/xyz123</i> => doi:10.1000/xyz123
doi:10.1000/xyz–123 => doi:10.1000/xyz-123
10.1000/xyz\_123 => doi:10.1000/xyz_123
10.1000/xyz{\_}123 => doi:10.1000/xyz_123
https://doi.org/https://doi.org/10.1000/xyz123 => doi:10.1000/xyz123
http://dx.doi.org/http://dx.doi.org/10.1000/xyz123 => doi:10.1000/xyz123
https://doi-org.proxy.library.edu/10.1000/xyz123 => doi:10.1000/xyz123
https://www-nature-com.proxy.library.edu/articles/s41586-020-2649-2 => doi:10.1038/s41586-020-2649-2
https://pubs-acs-org.ezproxy.uni.edu/doi/10.1021/jacs.9b00001 => doi:10.1021/jacs.9b00001
"""


def _spoken(found):
    return str(found) if isinstance(found, Identifier) else f"refused: {found.problem}"


@pytest.mark.parametrize("row", PAGES.strip().splitlines())
def test_the_address_of_a_page_is_the_doi_it_is_made_of(row):
    address, doi = row.split("  ")
    assert _spoken(parse_identifier(address)) == f"doi:{doi}"


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("doi", ["10.1016/0009-2614(84)85645-6", "10.1037/a0028240"])
def test_what_surrounds_a_doi_is_no_part_of_it(around, doi):
    assert _spoken(parse_identifier(around.format(doi))) == f"doi:{doi}"


@pytest.mark.parametrize(("text", "identifier"), OTHERS)
def test_other_identifiers_as_people_paste_them(text, identifier):
    assert _spoken(parse_identifier(text)) == identifier


@pytest.mark.parametrize(("text", "problem"), REFUSED)
def test_what_names_no_single_work_is_refused_and_said_why(text, problem):
    found = parse_identifier(text)
    assert isinstance(found, Malformed)
    assert problem in found.problem


@pytest.mark.parametrize("row", PASTED.strip().splitlines())
def test_what_stands_around_identifiers_of_every_kind(row):
    text, expected = row.rsplit(" => ", 1)
    found = parse_identifier(text)
    assert (str(found) if isinstance(found, Identifier) else "refused") == expected
