"""Abbreviations by ISO 4, as journals' own pages and the ISSN portal give them."""

from __future__ import annotations

import pytest

from mscref.journals.iso4 import abbreviate_title, without_points
from mscref.journals.packing import word_entries
from mscref.journals.words import Words, shipped_words


@pytest.mark.parametrize(
    ("title", "short"),
    [
        # The seed, and what one meets every day.
        ("Stem Cells International", "Stem Cells Int."),
        ("Critical Care Medicine", "Crit. Care Med."),
        ("Aging and Disease", "Aging Dis."),
        ("The Lancet Respiratory Medicine", "Lancet Respir. Med."),
        ("Journal of the American Chemical Society", "J. Am. Chem. Soc."),
        ("Journal of Biological Chemistry", "J. Biol. Chem."),
        ("Physical Review Letters", "Phys. Rev. Lett."),
        ("Annals of Internal Medicine", "Ann. Intern. Med."),
        ("British Medical Bulletin", "Br. Med. Bull."),
        # One word stays whole, with its article left out.
        ("Nature", "Nature"),
        ("The Lancet", "Lancet"),
        ("bioRxiv", "bioRxiv"),
        ("eLife", "eLife"),
        ("Zeitschrift", "Zeitschrift"),
        # Acronyms, letters of series, sections.
        ("PLOS ONE", "PLOS ONE"),
        ("BMC Genomics", "BMC Genomics"),
        ("Journal of Physics A", "J. Phys. A"),
        ("Physical Review E", "Phys. Rev. E"),
        ("Proceedings of the Royal Society. Series B", "Proc. R. Soc. B"),
        ("Environment and Planning Part A", "Environ. Plan. A"),
        # Qualifiers and subtitles.
        ("Lancet (London, England)", "Lancet"),
        ("JAMA : the journal of the American Medical Association", "JAMA"),
        ("Journal of applied physiology (Bethesda, Md. : 1985)", "J. Appl. Physiol."),
        ("Chaos: An Interdisciplinary Journal of Nonlinear Science", "Chaos"),
        ("Journal of Physics: Condensed Matter", "J. Phys. Condens. Matter"),
        # Sentence case and capitals.
        ("The Journal of antibiotics", "J. Antibiot."),
        ("CRITICAL CARE MEDICINE", "Crit. Care Med."),
        # Names of places; phrases.
        ("The New England Journal of Medicine", "N. Engl. J. Med."),
        ("New Zealand Journal of Botany", "N. Z. J. Bot."),
        ("South African Medical Journal", "S. Afr. Med. J."),
        # Whole words of the list go before their beginnings.
        ("Plant and Soil", "Plant Soil"),
        ("Public Health Reports", "Public Health Rep."),
        # Locutions, possessives, hyphens.
        ("Toxicology in Vitro", "Toxicol. in Vitro"),
        ("Journal of Alzheimer's Disease", "J. Alzheimer's Dis."),
        ("Obsessive-Compulsive Letters", "Obsessive-Compuls. Lett."),
        # Other languages: articles, prepositions, accents.
        ("Deutsches Ärzteblatt", "Dtsch. Ärztebl."),
        ("Revue d'histoire de la médecine", "Rev. Hist. Méd."),
        ("Revista de la Sociedad Química", "Rev. Soc. Quím."),
        ("Zeitschrift für Physikalische Chemie", "Z. Phys. Chem."),
        # What is no title of a serial stays as it is.
        ("arXiv preprint arXiv:2001.01234", "arXiv preprint arXiv:2001.01234"),
        ("arXiv:2001.01234 [cs.CL]", "arXiv:2001.01234 [cs.CL]"),
        ("CoRR abs/1702.08734", "CoRR abs/1702.08734"),
        ("https://example.org/news of science", "https://example.org/news of science"),
        ("Phys.Rev.Lett.", "Phys.Rev.Lett."),
        # Letters of sections, and what they stand before.
        (
            "Acta Crystallographica Section D: Biological Crystallography",
            "Acta Crystallogr. D Biol. Crystallogr.",
        ),
        ("Acta Crystallographica Section F", "Acta Crystallogr. F"),
        ("Journal of Physics D: Applied Physics", "J. Phys. D Appl. Phys."),
        ("Journal of Polymer Science Part E: Polymer Letters", "J. Polym. Sci. E Polym. Lett."),
        ("JOURNAL OF PHYSICS A", "J. Phys. A"),
        # Words that are short already.
        ("ACM Trans. on Graphics", "ACM Trans. Graph."),
        ("Int. J. of Computer Vision", "Int. J. Comput. Vis."),
        ("SIAM J. on Computing", "SIAM J. Comput."),
        ("Ann. of Mathematics", "Ann. Math."),
        ("ASM Journal. Proceedings", "ASM J. Proc."),
        # Titles in capitals.
        ("THE JOURNAL OF BIOLOGICAL CHEMISTRY", "J. Biol. Chem."),
        ("THE LANCET", "Lancet"),
        ("REVIEWS OF MODERN PHYSICS", "Rev. Mod. Phys."),
        ("HAND CLINICS", "Hand Clin."),
        ("QUIMICA NOVA", "Quim. Nova"),
        ("COR ET VASA", "Cor Vasa"),
        ("DNA RESEARCH", "DNA Res."),
        ("PLOS BIOLOGY", "PLOS Biol."),
        ("PLOS ONE", "PLOS ONE"),
        ("ACS NANO", "ACS NANO"),
        ("REVUE D HISTOIRE ECCLESIASTIQUE", "Rev. Hist. Eccles."),
        ("COMPTES RENDUS DE L ACADEMIE DES SCIENCES", "C. R. Acad. Sci."),
        # The Web of Science puts a hyphen in the place of the colon.
        ("TOPOI-AN INTERNATIONAL REVIEW OF PHILOSOPHY", "Topoi"),
        ("PRECISION ENGINEERING-JOURNAL OF THE SOCIETIES", "Precis. Eng."),
        (
            "CANADIAN JOURNAL OF POLITICAL SCIENCE-REVUE CANADIENNE DE SCIENCE POLITIQUE",
            "Can. J. Polit. Sci.",
        ),
        (
            "ACTA CRYSTALLOGRAPHICA SECTION C-STRUCTURAL CHEMISTRY",
            "Acta Crystallogr. C Struct. Chem.",
        ),
        ("Journal of Materials Research and Technology-JMR&T", "J. Mater. Res. Technol."),
        ("Gynecology and Minimally Invasive Therapy-GMIT", "Gynecol. Minim. Invasive Ther."),
        # Hyphens that are none of these.
        ("Asia-Pacific Journal of Oncology", "Asia-Pac. J. Oncol."),
        ("Peer-Review Journal", "Peer-Rev. J."),
        ("Low-Temperature Physics", "Low-Temp. Phys."),
        # Beginnings of words of other languages are other words: daň- (tax), plán-, ski-.
        ("Journal of Dance Education", "J. Dance Educ."),
        ("Trends in Plants", "Trends Plants"),
        ("Perceptual and Motor Skills", "Percept. Mot. Skills"),
        # As the NLM has them, against the list.
        ("American Political Science Review", "Am. Polit. Sci. Rev."),
        ("Politics & Society", "Polit. Soc."),
        ("Journal of Heat Transfer", "J. Heat Transf."),
        ("Journal of Clinical Investigation", "J. Clin. Invest."),
        ("Psychiatry Investigation", "Psychiatry Investig."),
        # Names of countries and places.
        (
            "Proceedings of the National Academy of Sciences of the United States of America",
            "Proc. Natl. Acad. Sci. U. S. A.",
        ),
        ("New South Wales Law Journal", "N. S. W. Law J."),
        ("New Jersey Medicine", "N. J. Med."),
        ("Medical Clinics of North America", "Med. Clin. North Am."),
        ("Los Alamos Science", "Los Alamos Sci."),
        ("Revista Médica Clínica Las Condes", "Rev. Méd. Clín. Las Condes"),
        ("U.S. Army Medical Department journal", "US Army Med. Dep. J."),
        ("Trudy imeni I.M. Sechenova", "Tr. Im. I. M. Sechenova"),
        # Phrases of the list.
        ("Comptes rendus de l'Académie des sciences", "C. R. Acad. Sci."),
        # Letters that are not Latin stay.
        ("Журнал физики", "Журнал физики"),
        ("Ἐφημερίς Ἀρχαιολογική", "Ἐφημερίς Ἀρχαιολογική"),
        ("Journal of Japan 日本", "J. Jpn. 日本"),
        # A point in the place of one letter is no abbreviation.
        ("Skin Research", "Skin Res."),
        # A compound of a word that stays is not shortened by the row of another word (heal-).
        ("Healthwatch Quarterly", "Healthwatch Q."),
        ("Journal of Healthspan Research", "J. Healthspan Res."),
        ("Journal of Healthcare", "J. Healthc."),
        ("Healing and Health", "Heal. Health"),
        ("Clinical Oral Implants Research", "Clin. Oral Implants Res."),
        ("Journal of Finance", "J. Finance"),
        # Subtitles that are part of the name, and bodies that are named twice.
        ("Wiley Interdisciplinary Reviews: Climate Change", "Wiley Interdiscip. Rev. Clim. Change"),
        ("AJR: American Journal of Roentgenology", "AJR Am. J. Roentgenol."),
        (
            "Transactions of the Southern Surgical Association. Southern Surgical Association",
            "Trans. South. Surg. Assoc.",
        ),
        # Hyphens and strokes.
        ("Chemie-Ingenieur-Technik", "Chem.-Ing.-Tech."),
        ("Current HIV/AIDS Reports", "Curr. HIV/AIDS Rep."),
        # Compounds; other ways to write them.
        ("Zentralblatt fur Arbeitsmedizin", "Zentralbl. Arbeitsmed."),
        ("Zhurnal Khimii", "Zh. Khim."),
        ("Gigiena i Sanitariya", "Gig. Sanit."),
        # Compounds of words of the list.
        ("Frontiers in Neuroinformatics", "Front. Neuroinform."),
    ],
)
def test_a_title_is_abbreviated(title: str, short: str):
    found = abbreviate_title(title, shipped_words())
    assert found.casefold() == short.casefold()
    assert found.split()[0] == short.split()[0]


@pytest.mark.parametrize(
    "title", ["", " ", "the", "&", "(x)", ":", "a\0b", "日本の雑誌 第二", "x" * 9000]
)
def test_nothing_breaks_it(title: str):
    assert isinstance(abbreviate_title(title, shipped_words()), str)


def test_the_nlm_writes_no_points():
    assert without_points("Proc. Natl. Acad. Sci. U. S. A.") == "Proc Natl Acad Sci U S A"
    assert without_points("Obs.-Compuls. Lett.") == "Obs-Compuls Lett"


def test_a_packed_list_says_what_its_rows_say():
    entries = word_entries(
        [
            ("journal", "j.", "fre, eng"),
            ("critic-", "crit.", "eng"),
            ("Ärzteblatt", "Ärztebl.", "ger"),
            ("band (book)", "bd.", "ger"),
            ("plant", "n.a.", "eng"),
            ("-blatt", "-bl.", "ger"),
            ("-graph-", "-gr.", "eng"),
        ]
    )

    class Packed:
        def read(self, key: str) -> bytes | None:
            return entries.get(key)

    words = Words(Packed())  # type: ignore[arg-type]
    assert [row.short for row in words.beginning("journal")] == ["j."]
    assert [row.short for row in words.beginning("critical")] == ["crit."]
    assert [row.short for row in words.beginning("plant")] == [""]
    assert [row.short for row in words.beginning("plants")] == []
    assert [row.short for row in words.beginning("arzteblatt")] == ["Ärztebl."]
    assert [row.short for row in words.endings("wochenblatt")] == ["bl."]
