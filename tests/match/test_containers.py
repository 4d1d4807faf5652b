# ruff: noqa: E501 - names of containers are as long as they are
"""Which names mean one container: pairs by kind, each asked both ways."""

import pytest

from mscref.match.containers import SameContainer, compare_containers, same_container

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


@pytest.mark.parametrize(
    "name", ["A" * 100_000, "a b " * 30_000, "(" * 5_000, "", " ", "I I I " * 60]
)
def test_hostile_names_take_no_time(name: str):
    compare_containers(name, "Nature")
    compare_containers(name, name + "x")
