"""Given names of one family name: one person, or two?"""

import pytest

from mscref.match.given import given_names_clash, initials_clash

ONE = """Y.=Yann, A. M.=Alexander Martin, C. Ronald=C.Ronald, Ming-Wei=M.-W., Mingwei=Ming-Wei,
Kai Fu=Kaifu, Sergei=Sergey, Aleksandr=Alexander, Yuri=Iurii, Mike=Michael, Dan=Daniel,
Presper=J. Presper, AJ=Andrew John, Jose=José, Steven=Stephen, Philip=Filip, Mary E.=Mary,
Thomas=Tomas, Katherine=Catherine, Bob=Robert, Jeff=Geoffrey,
Kathy=Catherine, Liz=Elisabeth, Sasha=Alexander, Ted=Theodore, Jp=Jean-Pierre, Wm.=William,
Volodymyr=Vladimir, Kostas=Konstantinos, Fritz=Friedrich, Yousef=Yusuf, Bill=J. William,
Juergen=Jürgen, Koh-ichi=Koichi, Sara=Sarah, Micheal=Michael,
Min-Jae=Minjae, Johnny=Jack, Hans=Johannes, Pepe=José, John=Ivan, Misha=Mikhail,
Hans-Peter=Hanspeter, A. B.=A., Luiz Inácio=L. I., Mª=María"""
TWO = """Yves=Yann, Anna Maria=Alexander Martin, Bob Michael=Alexander Martin, George=Geoffrey,
Yann=Yoshua, Petr=Jan, John=Jane, Michael=Michelle, Emma=Emily, David=Daniel, Jie=Jian,
Christopher=Christian, Martin=Markus, Xiaoming=Xiaohong,
Wei=Wen, Yang=Yong, Min=Ming, Takashi=Takeshi, Martin=Martina, Julia=Julian, Tim=Tom, Mary=Mark,
Hans=Heinz, Jun=Jin,
Juan=Ivan, Giovanni=Jean, Diego=Jaime, Pablo=Pavel, Pedro=Pierre, Luigi=Ludwig, Hans=Juan,
Min-Jae=Minsu, Lei=Li, David M.=David K., A. B.=A. C., Seung-Ho=Seungmin"""


def pairs(text: str) -> list[list[str]]:
    return [pair.strip().split("=") for pair in text.replace("\n", " ").split(",")]


@pytest.mark.parametrize(("one", "other"), pairs(ONE))
def test_may_be_one_person(one: str, other: str):
    assert not given_names_clash(one, other)
    assert not given_names_clash(other, one)


@pytest.mark.parametrize(("one", "other"), pairs(TWO))
def test_are_two_people(one: str, other: str):
    assert given_names_clash(one, other)
    assert given_names_clash(other, one)


def test_initials():
    assert initials_clash("A.", "Bert")
    assert not initials_clash("A.", "Bert A.")
    assert not initials_clash("", "Bert")
    for name in ("Eileen", "Philip", "Thomas", "Yuri", "Chen", "Oumar", "Ieva"):
        assert not initials_clash(f"{name[0]}.", name)
        assert not initials_clash(name, f"{name[0]}.")
