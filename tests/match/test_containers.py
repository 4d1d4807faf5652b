# ruff: noqa: E501 - names of containers are as long as they are
"""Which names mean one container: pairs by kind, each asked both ways."""

import pytest

from mscref.match.claim import Claim
from mscref.match.comparison import Comparison
from mscref.match.containers import (
    SameContainer,
    compare_containers,
    may_be_one_container,
    same_container,
)
from mscref.match.levels import Level
from mscref.match.record import prepare
from mscref.model.reference import Reference

SAME = """
The Lancet = Lancet
Lancet (London, England) = The Lancet
Science = Science (New York, N.Y.)
J. Am. Chem. Soc. = Journal of the American Chemical Society
Angew. Chem. Int. Ed. = Angewandte Chemie International Edition
Nat Commun = Nature Communications
Brief Bioinform = Briefings in Bioinformatics
R & D Management = R and D Management
Tumour Biology = Tumor Biology
CA Cancer J Clin = CA: A Cancer Journal for Clinicians
Physica D = Physica D: Nonlinear Phenomena
Acta Cryst. C = Acta Crystallographica Section C: Crystal Structure Communications
Neural networks : the official journal of the International Neural Network Society = Neural Networks
JUCS - Journal of Universal Computer Science = Journal of Universal Computer Science
PNAS = Proceedings of the National Academy of Sciences
Proc Natl Acad Sci U S A = Proceedings of the National Academy of Sciences of the United States of America
ApJ = The Astrophysical Journal
A&A = Astronomy and Astrophysics
MNRAS = Monthly Notices of the Royal Astronomical Society
JMLR = Journal of Machine Learning Research
TPAMI = IEEE Transactions on Pattern Analysis and Machine Intelligence
IEEE TPAMI = IEEE Transactions on Pattern Analysis and Machine Intelligence
ACM CSUR = ACM Computing Surveys
Trans. AMS = Transactions of the American Mathematical Society
Trans. Graph. = ACM Transactions on Graphics
LNCS = Lecture Notes in Computer Science
Proc. IEEE = Proceedings of the IEEE
CVPR = IEEE/CVF Conference on Computer Vision and Pattern Recognition
Proceedings of CVPR = 2016 IEEE Conference on Computer Vision and Pattern Recognition (CVPR)
Proceedings of the IEEE Conference on Computer Vision and Pattern Recognition = 2016 IEEE Conference on Computer Vision and Pattern Recognition (CVPR)
2nd IEEE International Conference on e-Science = 2006 Second IEEE International Conference on e-Science and Grid Computing (e-Science'06)
Proceedings of the 38th ICML = International Conference on Machine Learning
ICML 2021 = Proceedings of the 38th International Conference on Machine Learning
NIPS = Advances in Neural Information Processing Systems
NeurIPS = Advances in Neural Information Processing Systems 34
Advances in Neural Information Processing Systems = Proceedings of the 31st International Conference on Neural Information Processing Systems
CRYPTO 2012 = Advances in Cryptology – CRYPTO 2012
European Conference on Computer Vision (ECCV) = Computer Vision – ECCV 2018
AAAI = Proceedings of the AAAI Conference on Artificial Intelligence
KDD = Proceedings of the 22nd ACM SIGKDD International Conference on Knowledge Discovery and Data Mining
STOC = Proceedings of the 44th annual ACM symposium on Theory of Computing
Philos Trans R Soc Lond B Biol Sci = Philosophical Transactions of the Royal Society of London. Series B, Biological Sciences
Journal of Applied Spectroscopy 79 (6): 12 = Journal of Applied Spectroscopy
Commun. ACM = Communications of the ACM
PAMI = IEEE Transactions on Pattern Analysis and Machine Intelligence
Annals of Mathematics. Second Series = Annals of Mathematics
Bull. Amer. Math. Soc. (N.S.) = Bulletin of the American Mathematical Society
Ann. N.Y. Acad. Sci. = Annals of the New York Academy of Sciences
Ann. Inst. H. Poincaré = Annales de l'Institut Henri Poincaré
Zeitschrift fuer Soziologie = Zeitschrift für Soziologie
Zs. f. Soziologie = Zeitschrift für Soziologie
KZfSS Kölner Zeitschrift für Soziologie und Sozialpsychologie = Kölner Zeitschrift für Soziologie und Sozialpsychologie
Proc. R. Soc. Lond. A = Proceedings of the Royal Society of London. Series A, Mathematical and Physical Sciences
Proceedings. Biological sciences = Proceedings of the Royal Society B: Biological Sciences
Вестник Московского университета. Серия 7 = Вестник Московского университета. Серия 7. Философия
清华大学学报 = 清华大学学报（自然科学版）
Nature 521 = Nature
Drug Des Dev Ther = Drug Design, Development and Therapy
SIGKDD = Proceedings of the 22nd ACM SIGKDD International Conference on Knowledge Discovery and Data Mining
LREC = Proceedings of the Eleventh International Conference on Language Resources and Evaluation
NAACL-HLT = Proceedings of the 2019 Conference of the North American Chapter of the Association for Computational Linguistics: Human Language Technologies
3rd International Conference on Learning Representations, ICLR 2015, San Diego, CA, USA, May 7-9, 2015, Conference Track Proceedings = International Conference on Learning Representations
Proceedings of the 30th AAAI Conference on Artificial Intelligence, February 12-17, 2016, Phoenix, Arizona, USA = Proceedings of the AAAI Conference on Artificial Intelligence
IJCAI 2013, Proceedings of the 23rd International Joint Conference on Artificial Intelligence, Beijing, China, August 3-9, 2013 = Proceedings of the Twenty-Third International Joint Conference on Artificial Intelligence
Advances in Neural Information Processing Systems 30: Annual Conference on Neural Information Processing Systems 2017, December 4-9, 2017, Long Beach, CA, USA = Advances in Neural Information Processing Systems
Proc. Natl. Acad. Sci. U.S.A. = Proceedings of the National Academy of Sciences of the United States of America
Br Med J = British Medical Journal
J Exp Psychol Gen = Journal of Experimental Psychology: General
J. Roy. Statist. Soc. Ser. B = Journal of the Royal Statistical Society, Series B
Z. Phys. = Zeitschrift für Physik
Phys. Rev. Lett. = Physical Review Letters
PRL = Physical Review Letters
Astron. Astrophys. = Astronomy & Astrophysics
J. Am. Stat. Assoc. = Journal of the American Statistical Association
JASA = Journal of the American Statistical Association
ACM Trans. Graph. = ACM Transactions on Graphics (TOG)
TOG = ACM Transactions on Graphics
Int. J. Comput. Vis. = International Journal of Computer Vision
Nucleic Acids Res. = Nucleic Acids Research
Trends Cogn. Sci. = Trends in Cognitive Sciences
AER = American Economic Review
APSR = American Political Science Review
Proceedings of the 2019 Conference on Empirical Methods in Natural Language Processing (EMNLP) = EMNLP
In Proc. of the Third International Conference on Weblogs = Proceedings of the 3rd International Conference on Weblogs
Proceedings of the Twelfth European Conference on Computer Systems = EuroSys
Proceedings of the 1998 ACM SIGMOD International Conference on Management of Data = SIGMOD
Proceedings of the Annual Meeting of the Association for Computational Linguistics = Proceedings of the 57th Annual Meeting of the Association for Computational Linguistics
ACL = Proceedings of the 57th Annual Meeting of the Association for Computational Linguistics
WWW = Proceedings of the 26th International Conference on World Wide Web
CHI '19 = Proceedings of the 2019 CHI Conference on Human Factors in Computing Systems
Medical Image Computing and Computer-Assisted Intervention – MICCAI 2015 = MICCAI
MICCAI = International Conference on Medical Image Computing and Computer-Assisted Intervention
JBC = Journal of Biological Chemistry
Zeitschrift für Naturforschung A = Z. Naturforsch. A
Comptes Rendus de l'Académie des Sciences = C. R. Acad. Sci.
Revue d'Économie Politique = Rev. Econ. Polit.
Tech. Rep. Stanford = Technical Report, Stanford
Journal of the Royal Society Interface = Journal of The Royal Society, Interface
J. Royal Soc. Interface = Journal of the Royal Society Interface
Nuovo Cimento = Il Nuovo Cimento
Kybernetes = Kybernetes: The International Journal of Systems & Cybernetics
Arterioscler Thromb Vasc Biol = Arteriosclerosis, Thrombosis, and Vascular Biology
Int. J. Hydrogen Energy = International Journal of Hydrogen Energy
Sensors (Basel, Switzerland) = Sensors
Cancers (Basel) = Cancers
Clin Orthop Relat Res = Clinical Orthopaedics and Related Research
J. Comput.-Aided Mol. Des. = Journal of Computer-Aided Molecular Design
ACM SIGPLAN Notices = SIGPLAN Notices
PACMPL = Proceedings of the ACM on Programming Languages
Eur. Phys. J. C = The European Physical Journal C
GRL = Geophysical Research Letters
J. Geophys. Res. Atmos. = Journal of Geophysical Research: Atmospheres
Notes Rec. R. Soc. = Notes and Records of the Royal Society
Front. Psychol. = Frontiers in Psychology
Health Technol. Assess. = Health Technology Assessment (Winchester, England)
Computer Vision and Pattern Recognition (CVPR), 2016 IEEE Conference on = 2016 IEEE Conference on Computer Vision and Pattern Recognition (CVPR)
IEEE CVPR = 2016 IEEE Conference on Computer Vision and Pattern Recognition (CVPR)
Advances in NIPS = Advances in Neural Information Processing Systems
Neural Information Processing Systems = Advances in Neural Information Processing Systems
Proceedings of the 2012 ACM Symposium on Soil Dynamics - SD '12 = ACM Symposium on Soil Dynamics
Proceedings - 2012 IEEE Symposium on Soil Dynamics, SD 2012 = IEEE Symposium on Soil Dynamics
Lecture Notes in Computer Science, vol. 8691 = Lecture Notes in Computer Science
J. ACM = Journal of the ACM
Trans. Assoc. Comput. Linguist. = Transactions of the Association for Computational Linguistics
TACL = Transactions of the Association for Computational Linguistics
Physica A: Statistical Mechanics and its Applications = Physica A
Boreas: An International Journal of Quaternary Research = Boreas
Evolution; international journal of organic evolution = Evolution
Cortex; a journal devoted to the study of the nervous system and behavior = Cortex
Circulation: Heart Failure = Circ. Heart Fail.
Vestnik MGU = Vestnik Moskovskogo Gosudarstvennogo Universiteta
Transportation Research Part B = Transportation Research Part B: Methodological
Acta Crystallogr. Sect. A = Acta Crystallographica Section A: Foundations and Advances
Biochim. Biophys. Acta = Biochimica et Biophysica Acta (BBA) - Bioenergetics
INTERSPEECH = Interspeech 2019
Computer Vision -- ECCV 2014 = European Conference on Computer Vision
Robotics: Science and Systems XI = Robotics: Science and Systems
Systems Engineering = Systems Engineering. Portico
"""
OTHER = """
Nature = Nature Communications
Nature = Nature Physics
Nature Genetics = Nature Reviews Genetics
Bioinformatics = Briefings in Bioinformatics
Science = Science Advances
Lancet = The Lancet Oncology
JAMA = JAMA Oncology
BMJ = BMJ Open
Cell = Cancer Cell
Cancer = Cancers
Neuron = Neurons
Physical Review = Physical Review Letters
Phys. Rev. A = Phys. Rev. B
Proceedings of the Royal Society A = Proceedings of the Royal Society B
Journal of Geophysical Research: Oceans = Journal of Geophysical Research: Atmospheres
J. Chem. Phys. = J. Phys. Chem.
J. Appl. Phys. = Jpn. J. Appl. Phys.
Annals of Statistics = Annals of Mathematical Statistics
Journal of Finance = Journal of Financial Economics
IEEE Transactions on Computers = ACM Transactions on Computer Systems
IEEE Transactions on Neural Networks = IEEE Transactions on Neural Networks and Learning Systems
Lecture Notes in Computer Science = Lecture Notes in Mathematics
Proceedings of the IEEE = Proceedings of the IEEE Conference on Computer Vision and Pattern Recognition
CVPR = 2019 IEEE/CVF Conference on Computer Vision and Pattern Recognition Workshops (CVPRW)
ICCV = 2019 IEEE/CVF International Conference on Computer Vision Workshop (ICCVW)
NeurIPS = NeurIPS 2019 Workshop on Machine Learning
EMNLP = Findings of the Association for Computational Linguistics: EMNLP 2020
CVPR = ICCV
NAACL = ACL
International Conference on Machine Learning = Asian Conference on Machine Learning
International Conference on Machine Learning = International Conference on Machine Learning and Applications
International Conference on Robotics = International Conference on Robotics and Automation
Journal of the Royal Statistical Society: Series A = Journal of the Royal Statistical Society: Series B
J. Combin. Theory Ser. A = Journal of Combinatorial Theory, Series B
Bioinformatics = BMC Bioinformatics
AER = Economic Review
SIGIR = SIGIR Forum
Proceedings of the First Workshop on Gender Bias in NLP, ACL 2019, Florence, Italy, August 2, 2019 = Proceedings of the 57th Annual Meeting of the Association for Computational Linguistics
Nature 12 = Nature Physics
Soziologie = Zeitschrift für Soziologie
Transportation Research Part A: Policy and Practice = Transportation Research Part B: Methodological
Science Advances = Advanced Science
Nature Methods = Nature Protocols
Cell = Cell Reports
The Lancet = The Lancet Digital Health
The Lancet Infectious Diseases = Clinical Infectious Diseases
Pediatrics = JAMA Pediatrics
New England Journal of Medicine = NEJM Evidence
American Journal of Medicine = American Journal of Preventive Medicine
BMC Biology = BMC Evolutionary Biology
PLOS Medicine = PLOS Genetics
Machine Learning = Transactions on Machine Learning Research
Journal of Machine Learning Research = Proceedings of Machine Learning Research
Computer Vision and Image Understanding = International Journal of Computer Vision
Artificial Intelligence = Journal of Artificial Intelligence Research
IEEE Access = IEEE Communications Letters
Communications Biology = Communications Chemistry
Communications in Mathematical Physics = Journal of Mathematical Physics
Annals of Mathematics = Annals of Applied Probability
Annals of Probability = Annals of Applied Probability
Proceedings of the American Mathematical Society = Transactions of the American Mathematical Society
Physical Review Letters = Physical Review X
Physics Letters A = Physics Letters B
Physica A = Physica D
Journal of Physics A: Mathematical and General = Journal of Physics B: Atomic, Molecular and Optical Physics
Astronomy & Astrophysics = Astrophysical Journal
The Astrophysical Journal = The Astrophysical Journal Letters
The Astrophysical Journal = The Astrophysical Journal Supplement Series
Chemical Reviews = Chemical Society Reviews
Journal of Organic Chemistry = European Journal of Organic Chemistry
Journal of Biological Chemistry = Journal of Molecular Biology
Biochemistry = Analytical Biochemistry
Journal of Experimental Botany = Environmental and Experimental Botany
Journal of Ecology = Journal of Applied Ecology
Evolution = Trends in Ecology & Evolution
Psychological Review = Psychological Bulletin
Journal of Personality and Social Psychology = Personality and Social Psychology Bulletin
Personality and Social Psychology Bulletin = Personality and Social Psychology Review
Econometrica = Journal of Econometrics
American Political Science Review = American Journal of Political Science
American Sociological Review = American Journal of Sociology
Blood = Blood Advances
Brain = Brain Research
Brain = Brain and Behavior
Human Brain Mapping = Brain
Cancer Cell = Cancer Research
SIGIR = ICTIR
WWW = Web Science
ACL = EACL
ICLR = ICLR Workshop
ICRA = IROS
CHI = CHI EA
USENIX Security Symposium = USENIX Annual Technical Conference
ISCA = HPCA
Sensors = Sensors and Actuators A
Nano Letters = Nano Today
ACS Nano = ACS Applied Nano Materials
Sci. Rep. = Sci. Data
Genome Research = Genome Biology
European Conference on Machine Learning = Asian Conference on Machine Learning
Annual Review of Psychology = Annual Review of Clinical Psychology
Trends in Cognitive Sciences = Trends in Neurosciences
Cognition = Cognition and Emotion
Cognitive Science = Topics in Cognitive Science
Language = Language Learning
Zeitschrift für Physik A = Zeitschrift für Physik B
Annalen der Physik = Annals of Physics
Combinatorica = Journal of Combinatorics
Proceedings of the London Mathematical Society = Journal of the London Mathematical Society
Management Science = Marketing Science
Organization Science = Organization Studies
Energy = Energy Policy
Applied Energy = Energy
Water Research = Water Resources Research
Journal of Climate = International Journal of Climatology
Climate Dynamics = Climatic Change
Geology = Geological Society of America Bulletin
Artificial Intelligence = International Joint Conference on Artificial Intelligence
NeuroImage = NeuroImage: Reports
Environment and Planning A = Environment and Planning B
JACC = JACC: Cardiovascular Imaging
International Conference on Soil Dynamics = International Conference on Soil Dynamics and Foundations
IEEE Symposium on Security and Privacy = IEEE European Symposium on Security and Privacy
ACM CCS = AsiaCCS
North American Chapter of the ACL = European Chapter of the ACL
Physics of Fluids A = Physics of Fluids B
Nature Energy = Nature Reviews Energy
Acta Math. = Acta Math. Sin.
J. Comput. Phys. = Comput. Phys. Commun.
J. Phys. Chem. A = J. Phys. Chem. B
Ann. Phys. = Annu. Rev. Phys.
Circulation = Circulation: Heart Failure
NeuroImage = NeuroImage: Clinical
"""


def pairs(table: str) -> list[tuple[str, str]]:
    rows = [line.split(" = ") for line in table.strip().splitlines()]
    return [pair for one, other in rows for pair in ((one, other), (other, one))]


@pytest.mark.parametrize(("one", "other"), pairs(SAME))
def test_one_container(one: str, other: str):
    assert same_container(one, other)


@pytest.mark.parametrize(("one", "other"), pairs(OTHER))
def test_two_containers(one: str, other: str):
    assert not may_be_one_container(one, other)


def test_a_record_may_be_cut_short():
    short = "Proceedings of the 2019 Conference of the North"
    full = f"{short} American Chapter of the Association for Computational Linguistics"
    assert compare_containers(full, short) is SameContainer.CUT_SHORT
    assert compare_containers("NAACL-HLT", short) is SameContainer.CUT_SHORT


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("J. Geophys. Res.", "Journal of Geophysical Research: Atmospheres"),
        ("Proteins", "Proteins: Structure, Function, and Bioinformatics"),
        ("MNRAS", "Monthly Notices of the Royal Astronomical Society: Letters"),
        ("Physical Review", "Physical Review A"),
        ("Phys. Rev.", "Physical Review D: Particles, Fields, Gravitation, and Cosmology"),
        ("Journal of Physics", "Journal of Physics A"),
        ("Acta Cryst.", "Acta Crystallographica Section B Structural Science"),
        ("J. Phys. Chem.", "The Journal of Physical Chemistry B"),
        ("Z. Phys. C", "Zeitschrift für Physik C Particles and Fields"),
        ("Proc. R. Soc.", "Proceedings of the Royal Society B: Biological Sciences"),
        ("Deep-Sea Res.", "Deep Sea Research Part II: Topical Studies in Oceanography"),
        ("J. Polym. Sci.", "Journal of Polymer Science Part B: Polymer Physics"),
    ],
)
def test_a_journal_in_sections_is_cited_by_its_own_name(short: str, full: str):
    assert compare_containers(short, full) is SameContainer.CUT_SHORT
    assert compare_containers(full, short) is SameContainer.CUT_SHORT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Z. Phys. A", "Zeitschrift für Physik C Particles and Fields"),
        ("Phys. Rev. C", "Physical Review D: Particles, Fields, Gravitation, and Cosmology"),
        ("J. Phys. Chem. Lett.", "The Journal of Physical Chemistry B"),
        ("Acta Crystallographica Section E: Structure Reports Online", "Acta Cryst. Sect. B"),
        ("Deep-Sea Res. I", "Deep Sea Research Part II: Topical Studies in Oceanography"),
        ("J. Polym. Sci. A", "Journal of Polymer Science Part B: Polymer Physics"),
        ("Philos. Trans. R. Soc. B", "Proceedings of the Royal Society B: Biological Sciences"),
        ("Physical Review Letters", "Physical Review D"),
    ],
)
def test_two_sections_are_two_journals(one: str, other: str):
    assert compare_containers(one, other) is SameContainer.NO
    assert compare_containers(other, one) is SameContainer.NO


def test_evidence_gives_the_same_answer_as_the_differences():
    claim = Claim(Reference("", "article-journal", {"container-title": "Nature"}))
    for found, level in (
        ("Nature Communications", Level.PARTLY),
        ("Nature 521", Level.ABBREVIATED),
    ):
        record = prepare(Reference("", "article-journal", {"container-title": found}))
        assert Comparison(claim, record).level("container") is level


@pytest.mark.parametrize(
    "name", ["A" * 100_000, "a b " * 30_000, "(" * 5_000, "", " ", "I I I " * 60]
)
def test_hostile_names_take_no_time(name: str):
    compare_containers(name, "Nature")
    compare_containers(name, name + "x")
