# ruff: noqa: E501 - names of containers are as long as they are
"""Which names mean one container: pairs by kind, each asked both ways."""

import pytest

from mscref.match.claim import Claim
from mscref.match.comparison import Comparison
from mscref.match.containers import SameContainer, compare_containers, same_container
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
Physical Review A = Physical Review
Journal of Physics = Journal of Physics A
Journal of the Royal Statistical Society: Series A = Journal of the Royal Statistical Society: Series B
J. Combin. Theory Ser. A = Journal of Combinatorial Theory, Series B
Bioinformatics = BMC Bioinformatics
AER = Economic Review
SIGIR = SIGIR Forum
Proceedings of the First Workshop on Gender Bias in NLP, ACL 2019, Florence, Italy, August 2, 2019 = Proceedings of the 57th Annual Meeting of the Association for Computational Linguistics
Nature 12 = Nature Physics
Soziologie = Zeitschrift für Soziologie
Transportation Research Part A: Policy and Practice = Transportation Research Part B: Methodological
"""


def pairs(table: str) -> list[tuple[str, str]]:
    rows = [line.split(" = ") for line in table.strip().splitlines()]
    return [pair for one, other in rows for pair in ((one, other), (other, one))]


@pytest.mark.parametrize(("one", "other"), pairs(SAME))
def test_one_container(one: str, other: str):
    assert same_container(one, other)


@pytest.mark.parametrize(("one", "other"), pairs(OTHER))
def test_two_containers(one: str, other: str):
    assert compare_containers(one, other) is SameContainer.NO


def test_a_record_may_be_cut_short():
    short = "Proceedings of the 2019 Conference of the North"
    full = f"{short} American Chapter of the Association for Computational Linguistics"
    assert compare_containers(full, short) is SameContainer.CUT_SHORT
    assert compare_containers("NAACL-HLT", short) is SameContainer.CUT_SHORT


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
