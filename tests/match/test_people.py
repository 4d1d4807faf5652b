"""Do the names of a claim agree with those of a record? Lists by kind; `=` is a group."""

import pytest

from mscref.match.claim import Claim
from mscref.match.people import NameFault, wrong_names
from mscref.match.record import prepare
from mscref.model.names import Name
from mscref.model.reference import Reference

BOTH_WAYS = """
Li, Wei | Wei, Li
King Jr., Martin Luther | King, Martin Luther
García Márquez, G. | Márquez, Gabriel García
Smith, J. | Smith-Jones, Jane
van der Berg, A. | Berg, A. van der
ONeil, P. | O'Neil, Patrick
Müller, H. | Mueller, Hans
Kim, M.-H. | Kim, Minho
M. Horst, Allison | Horst, Allison M.
El Sayed, A. | Elsayed, Ahmed
Ben David, S. | Ben-David, Shai
Wu, J.; Wu, Y. | Wu, Yi; Wu, Jun
=WHO | =World Health Organization
=World Health Organization | =World Health Organization (WHO)
Smith, John; =RECOVERY Collaborative Group | Smith, John
Aad, G.; =ATLAS Collaboration | =The ATLAS Collaboration
Smith, J. A. | Smith, John Adam
Smith, JA | Smith, John A.
de Souza, A. | Souza, Ana de
D'Angelo, M. | Dangelo, Marco
Nuñez, J. | Nunez, Juan
Lopez-Garcia, A. | López García, Ana
Garcia, A. | López García, Ana
Kowalska-Nowak, E. | Kowalska, Ewa
von Neumann, J. | Neumann, John von
Al-Shamrani, A. | Alshamrani, Ahmed
St. John, P. | St John, Peter
Saint-Exupéry, A. de | de Saint-Exupéry, Antoine
McDonald, K. | MacDonald, Kim
Mc Donald, K. | McDonald, Kim
Smith III, J. | Smith, John
Smith, John, Jr | Smith, John
Davis, Sammy Jr. | Davis, Sammy
Davis Jr, Sammy | Davis, Sammy
Wang, X. Y. | Wang, Xiaoyu
Wang, Xiao-Yu | Wang, Xiaoyu
Wang, XY | Wang, Xiao-Yu
Xiaoyu, Wang | Wang, Xiaoyu
Chen, J.; Li, X. | Chen, Jie; Li, Xin
Kim, Jong-Un | Kim, Jongun
Nguyen, T. T. | Nguyen, Thi Thu
Thi Thu, Nguyen | Nguyen, Thi Thu
Đặng, V. | Dang, Van
Çelik, Ö. | Celik, Omer
Şahin, A. | Sahin, Ali
Jørgensen, S. | Jorgensen, Soren
Jörgensen, S. | Joergensen, Soeren
Bjørn, A. | Bjorn, Anna
Håkansson, L. | Haakansson, Lars
Weiß, K. | Weiss, Karl
Strauß, F. | Strauss, Franz
Čapek, K. | Capek, Karel
Łoś, J. | Los, Jan
Þórsson, E. | Thorsson, Einar
Ertl, A. | Ertl, A
Iosifescu Enescu, C. M. | Iosifescu-Enescu, Cristina
Kennedy, J. F. | Kennedy, John Fitzgerald
Kennedy, Jack | Kennedy, John
Gates, Bill | Gates, William H.
Watson, Tom | Watson, Thomas J.
Chomsky, N. | Chomsky, Avram Noam
Chomsky, Noam | Chomsky, Avram Noam
=COVIDSurg Collaborative | =COVIDSurg Collaborative
=The Cancer Genome Atlas Network | =Cancer Genome Atlas Network
Smith, J.; =on behalf of the ABC Study Group | Smith, John; =ABC Study Group
=OECD | =Organisation for Economic Co-operation and Development
=Centers for Disease Control and Prevention (CDC) | =CDC
=U.S. Food and Drug Administration | =US Food and Drug Administration
Müller-Lüdenscheidt, H. | Müller Lüdenscheidt, Hans
Ivanov, A. A. | Ivanov, Aleksandr Aleksandrovich
Ivanov, A. | Ivanow, Alexander
Tchaikovsky, P. | Tchaikovsky, Pyotr
M Smith, John | Smith, John M.
J. Smith, | Smith, John
Ramírez, J. M.ª | Ramírez, José María
Ramírez, Jose Mª | Ramírez, José María
Hernández-Díaz, S. | Hernandez Diaz, Sonia
Ó Briain, D. | O'Briain, Dara
van 't Hoff, J. | Van't Hoff, Jacobus
't Hooft, G. | Hooft, Gerard 't
Sukarno, | =Sukarno
Plato, | =Plato
da Silva, L. | Silva, Luiz Inácio da
Silva, L. I. L. da | da Silva, Luiz Inácio Lula
Lula da Silva, L. I. | da Silva, Luiz Inácio Lula
Fisher, R. A. | Fisher, Ronald Aylmer
Student, | =Student
Lee, C.-T. A. | Lee, Cin-Ty A.
O'Brien-Smith, K. | O’Brien‐Smith, Kate
Yamada, Taro | Taro, Yamada
Abd El-Hamid, M. | Abdel Hamid, Mohamed
Abdelhamid, M. | Abd El-Hamid, Mohamed
Ould Ahmed, S. | Ahmed, Sidi Ould
=TCGA Network | =The Cancer Genome Atlas Network
=World Health Organisation | =World Health Organization
=Int. Reed Bed Census Group | =International Reed Bed Census Group
=Paediatric Tumour Study Group | =Pediatric Tumor Study Group
Roth, A.; =RECOVERY Collaborative Group | Roth, Anna; =RECOVERY Trial Investigators
Roth, A.; =ISARIC4C Investigators | Roth, Anna; =ISARIC Clinical Characterisation Group
"""
WRONG = """
Smith, John; Doe, Jane | Smith, John; Roe, Jane
Doe, Jane; Smith, John | Smith, John; Doe, Jane
Smith, John | Smith, John; Doe, Jane; Roe, Richard
Chen, W. | Cheng, W.
Smith, J.; Smith, K. | Smith, J.; Jones, K.
=CMS Collaboration | Aad, G.; =ATLAS Collaboration
=World Health Organization | =World Bank
LeCun, Yves; Bengio, Y. | LeCun, Yann; Bengio, Yoshua
Zhang, Xiaoming | Zhang, Xiaohong
King, Anna | King Jr., Martin Luther
Smith, Jane; Doe, J. | Smith, John; Doe, Jane
Miller, B. | Mueller, B.
Hansen, A. | Jensen, Anna
Andersen, T. | Anderson, Peter
Li, Wei; Li, Na | Li, Wei; Li, Ming
Wang, Lei | Wang, Li
Zhao, Y. | Zhou, Yan
Park, Sunhee | Park, Sungho
Roth, A.; Miller, B.; Vogel, C. | Roth, Anna; Miller, Bert
Smith, John | =Smith Consortium for Genomics
Tanaka, Kenji | Tanaka, Kenta
Garcia, Maria | Garcia, Mario
Rossi, Paolo | Rossi, Paola
Brown, Peter | Brown, Patrick
Schmidt, Andrea | Schmidt, Andreas
Schmidt, Christian | Schmidt, Christine
Lopez, Juan Carlos | Lopez, Juan Pablo
Jones, David M. | Jones, David K.
Jones, A. B. | Jones, A. C.
Jones, A. | Jones, Brian
Kumar, R.; Singh, P. | Kumar, Rajesh; Sharma, Priya
Silva, M.; Costa, J.; Lima, P. | Silva, Maria; Costa, Joana; Dias, Pedro
=World Bank | =World Health Organization
=ALICE Collaboration | =ATLAS Collaboration
=Belle Collaboration | Aubert, B.; =BaBar Collaboration
Nakamura, Hiroshi | Nakamura, Hiroki
Ivanova, Anna | Petrova, Anna
Cohen, Daniel | Kohn, Daniel
Meyer, Hans; Schulz, Ida | Meyer, Hans; Schulte, Ida
Wu, Fei | Wu, Feng
Roberts, Sam | Robertson, Sam
=Delta Cohort Consortium | =Danube Cohort Consortium
=Ice Core Network | =Inner City Network; =Iron Cave Network
Roth, A.; =Delta Cohort Consortium | Roth, Anna; =Danube Cohort Consortium
Roth, A.; =PROMISE Study Group | Roth, Anna; =GREAT Network
"""


def names_of(text: str) -> tuple[Name, ...]:
    pieces = [piece.strip() for piece in text.split(";")]
    return tuple(map(name_of, pieces))


def name_of(text: str) -> Name:
    family, _, given = text.partition(", ")
    return Name(literal=text[1:]) if text.startswith("=") else Name(family, given)


def fault(claimed: str, found: str) -> NameFault | None:
    one, other = (
        Reference("", "article-journal", {"title": "X", "author": names_of(names)})
        for names in (claimed, found)
    )
    wrong = wrong_names(Claim(one), prepare(other))
    return wrong.fault if wrong else None


def rows(table: str) -> list[list[str]]:
    return [line.split(" | ") for line in table.strip().splitlines()]


@pytest.mark.parametrize(("one", "other"), rows(BOTH_WAYS))
def test_the_same_people(one: str, other: str):
    assert fault(one, other) is None
    assert fault(other, one) is None


@pytest.mark.parametrize(("claimed", "found"), rows(WRONG))
def test_other_people(claimed: str, found: str):
    assert fault(claimed, found) is not None


def test_people_whom_the_record_hides_behind_a_group_are_not_confirmed():
    group = "=International Human Genome Sequencing Consortium"
    assert fault("Lander, Eric; Linton, Lauren", group) is NameFault.GROUP
