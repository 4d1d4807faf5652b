# ruff: noqa: E501 - a case is a line
"""Works that look alike and are not the same, and one work that looks like two: a second set.

Meetings and their side events, decisive words of titles, notices, serials, namesakes, and the ways
in which one title or name is written. Rows as in `variants.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.replay.made import recordings
from tests.replay.server import ReplayServer
from tests.verifying.variants import Row, rows_of

ARXIV = (
    "id=1911.05001v2; title=Gates that Forget on Purpose; author=Ito, Mei & Brandt, Lars; year=2019",
)
CROSSREF = (
    # meetings, and what stands beside them
    "DOI=10.5580/m1; type=proceedings-article; title=Parsing riddles with few rules; author=Ito, Mei & Brandt, Lars; year=2020; container-title=Findings of the Association for Computational Linguistics: EMNLP 2020; page=101-112",
    "DOI=10.5580/m2; type=proceedings-article; title=A keyboard for gloved hands; author=Salas, Ines; year=2019; container-title=Extended Abstracts of the 2019 CHI Conference on Human Factors in Computing Systems; page=1-6",
    "DOI=10.5580/m3; type=proceedings-article; title=Gates that Forget on Purpose; author=Ito, Mei & Brandt, Lars; year=2020; container-title=Advances in Neural Information Processing Systems 33; page=4001-4012",
    "DOI=10.5580/m4; type=proceedings-article; title=Voices behind masks; author=Okoro, Ada & Lind, Per; year=2021; container-title=Interspeech 2021; page=311-315",
    "DOI=10.5580/m5; type=proceedings-article; title=Grasping wet cloth; author=Lind, Per; year=2018; container-title=2018 IEEE/RSJ International Conference on Intelligent Robots and Systems (IROS); page=77-84",
    "DOI=10.5580/m6; type=proceedings-article; title=Scheduling trains under snow; author=Okoro, Ada; year=2016; container-title=Proceedings of the AAAI Conference on Artificial Intelligence; volume=30; page=12-18",
    # a talk and the article made of it
    "DOI=10.5581/c1; type=proceedings-article; title=Sorting on a torn tape; author=Weiss, Jan & Salas, Ines; year=2011; container-title=Proceedings of the 43rd Annual ACM Symposium on Theory of Computing; page=201-210",
    "DOI=10.5581/j1; title=Sorting on a torn tape; author=Weiss, Jan & Salas, Ines; year=2014; container-title=SIAM Journal on Computing; volume=43; issue=2; page=500-531",
    # words of a title that decide
    "DOI=10.5582/w1; title=Night feeding and weight gain in mice; author=Hart, Bo & Weiss, Jan; year=2015; container-title=Diet Biology; volume=7; page=11-20",
    "DOI=10.5582/w2; title=Night feeding and weight gain in men; author=Hart, Bo & Weiss, Jan; year=2017; container-title=Diet Biology; volume=9; page=31-42",
    "DOI=10.5582/w3; title=Insulin pumps for children with type 1 diabetes; author=Hart, Bo; year=2016; container-title=Pump Medicine; volume=2; page=1-9",
    "DOI=10.5582/w4; title=Ageing of concrete with fly ash; author=Lund, Kai; year=2012; container-title=Concrete Letters; volume=14; page=60-71",
    "DOI=10.5582/w5; title=Ageing of concrete without fly ash; author=Lund, Kai; year=2013; container-title=Concrete Letters; volume=15; page=40-52",
    "DOI=10.5582/w6; title=Loss of KRT5 in blistered skin; author=Hart, Bo; year=2019; container-title=Skin Genes; volume=11; page=5-14",
    "DOI=10.5582/w7; title=Wage growth in Norway before 1900; author=Lund, Kai; year=2008; container-title=Wage History; volume=3; page=70-95",
    # serials
    "DOI=10.5583/s19; title=Drowning statistics, 2019; author=Pike, Zoe & Hart, Bo; year=2019; container-title=Water Safety; volume=69; page=7-30",
    "DOI=10.5583/s20; title=Drowning statistics, 2020; author=Pike, Zoe & Hart, Bo; year=2020; container-title=Water Safety; volume=70; page=7-34",
    "DOI=10.5583/e1; title=Editorial; author=Pike, Zoe; year=2018; container-title=Water Safety; volume=68; issue=1; page=1-2",
    "DOI=10.5583/e2; title=Editorial; author=Pike, Zoe; year=2018; container-title=Water Safety; volume=68; issue=2; page=101-102",
    # notices and answers
    "DOI=10.5584/n1; title=Salt marshes drown slowly; author=Berg, Una & Lund, Kai; year=2017; container-title=Marsh Science; volume=21; issue=3; page=300-311",
    "DOI=10.5584/n2; title=Author Correction: Salt marshes drown slowly; author=Berg, Una & Lund, Kai; year=2018; container-title=Marsh Science; volume=22; issue=1; page=99",
    "DOI=10.5584/n3; title=Salt marshes do not drown slowly; author=Pike, Zoe; year=2018; container-title=Marsh Science; volume=22; issue=2; page=120-125",
    "DOI=10.5584/n4; title=Retraction: Peat burns under water; author=Berg, Una; year=2016; container-title=Marsh Science; volume=20; page=400",
    "DOI=10.5584/n5; title=Peat burns under water; author=Berg, Una; year=2014; container-title=Marsh Science; volume=18; page=77-90; updated=retraction 10.5584/n4",
    # a book, its review, its translation
    "DOI=10.5585/b1; type=book; title=The Weight of Snow; author=Novak, Ivo; year=2009; publisher=Alder Press; isbn=9780306406157",
    "DOI=10.5585/b2; title=The Weight of Snow; author=Pike, Zoe; year=2010; container-title=Review of Winter Books; volume=5; page=40-42",
    "DOI=10.5585/b3; type=book; title=Tíha sněhu; author=Novak, Ivo; year=2005; publisher=Olše",
    # data beside the article
    "DOI=10.5586/a1; title=Swifts over the strait, 1990–2015; author=Reyes, Luz & Berg, Una; year=2018; container-title=Bird Passage; volume=33; page=1-22",
    "DOI=10.5586/d1; type=dataset; title=Data from: Swifts over the strait, 1990–2015; author=Reyes, Luz & Berg, Una; year=2018; publisher=Dryad",
    # ways of writing
    "DOI=10.5587/t1; title=β-Catenin and CO2 sensing in Δψm-deficient cells; author=Čapek, Jiří & D’Amico, Lia; year=2016; container-title=Journal of Biological Chemistry; volume=291; page=1000-1012",
    "DOI=10.5587/t2; title=Meta-analysis of e-learning for health-care workers; author=van der Meer, Jan Willem & de la Cruz, Ana; year=2013; container-title=BMJ Open; volume=3; page=e002002",
    "DOI=10.5587/t3; title=Colour centres in the neighbourhood of grey tin; author=Müller, Hans-Jörg; year=1999; container-title=Annalen der Physik; volume=8; page=200-220",
    "DOI=10.5587/t4; title=&lt;i&gt;Bacillus subtilis&lt;/i&gt; spores in space; author=O’Neil, Sean & Smith-Jones, Amy; year=2020; container-title=Science Advances; volume=6; page=eabc1234",
    "DOI=10.5587/t5; title=World War II ration books as sources; author=King, Ruth B.; year=2001; container-title=Archives & Records; volume=22; page=15-33",
    "DOI=10.5587/t6; title=Mapping twenty-first-century rivers; subtitle=Lessons from the air; author=Al-Hassan, Omar & Li, Na; year=2022; container-title=Proceedings of the National Academy of Sciences; volume=119; page=e2200001119",
    "DOI=10.5587/t7; title=Phase slips in narrow wires; author=Li, Na & Li, Wei; year=2010; container-title=Physical Review Letters; volume=105; page=067001",
    "DOI=10.5587/t8; title=Catalysis by dirt; author=Vogel, Nina; year=2006; container-title=Angewandte Chemie International Edition; volume=45; page=3000-3004",
    "DOI=10.5587/t9; title=Genes of the silent lamb; author=Li, Wei; year=2012; container-title=Nature Genetics; volume=44; page=500-505",
)

CASES = r"""
# meetings and what stands beside them
mt01 | @inproceedings{title={Parsing riddles with few rules}, author={Ito, Mei and Brandt, Lars}, year=2020, booktitle={Findings of EMNLP}} | verified |
mt02 | @inproceedings{title={Parsing riddles with few rules}, author={Ito, Mei and Brandt, Lars}, year=2020, booktitle={Proceedings of the 2020 Conference on Empirical Methods in Natural Language Processing (EMNLP)}} | differs | container
mt03 | @inproceedings{title={A keyboard for gloved hands}, author={Salas, Ines}, year=2019, booktitle={CHI Extended Abstracts}} | verified |
mt04 | @inproceedings{title={A keyboard for gloved hands}, author={Salas, Ines}, year=2019, booktitle={Proceedings of the 2019 CHI Conference on Human Factors in Computing Systems}} | differs | container
mt05 | @inproceedings{title={Gates that Forget on Purpose}, author={Ito, Mei and Brandt, Lars}, year=2020, booktitle={NeurIPS}} | verified |
mt06 | @inproceedings{title={Gates that Forget on Purpose}, author={Ito, Mei and Brandt, Lars}, year=2020, booktitle={International Conference on Machine Learning}} | differs | container
mt07 | @misc{title={Gates that Forget on Purpose}, author={Ito, Mei and Brandt, Lars}, year=2019, eprint={1911.05001}, archiveprefix={arXiv}} | verified |
mt08 | @inproceedings{title={Voices behind masks}, author={Okoro, Ada and Lind, Per}, year=2021, booktitle={Proc. Interspeech}} | verified |
mt09 | @inproceedings{title={Voices behind masks}, author={Okoro, Ada and Lind, Per}, year=2021, booktitle={ICASSP 2021}} | differs | container
mt10 | @inproceedings{title={Grasping wet cloth}, author={Lind, Per}, year=2018, booktitle={Proc. IEEE/RSJ Int. Conf. Intell. Robots Syst.}} | verified |
mt11 | @inproceedings{title={Grasping wet cloth}, author={Lind, Per}, year=2018, booktitle={IEEE International Conference on Robotics and Automation (ICRA)}} | differs | container
mt12 | @inproceedings{title={Scheduling trains under snow}, author={Okoro, Ada}, year=2016, booktitle={Thirtieth AAAI Conference on Artificial Intelligence}} | verified |
# a talk and its article
tk01 | @article{title={Sorting on a torn tape}, author={Weiss, Jan and Salas, Ines}, year=2014, journal={SIAM J. Comput.}, volume=43, number=2, pages={500--531}} | verified |
tk02 | @inproceedings{title={Sorting on a torn tape}, author={Weiss, Jan and Salas, Ines}, year=2011, booktitle={STOC}} | verified |
tk03 | @article{title={Sorting on a torn tape}, author={Weiss, Jan and Salas, Ines}, year=2014, journal={SIAM J. Comput.}, volume=43, number=2, pages={500--531}, doi={10.5581/c1}} | differs,wrong-identifier,uncertain |
tk04 | @article{title={Sorting on a torn tape}, author={Weiss, Jan and Salas, Ines}, year=2014, journal={Journal of the ACM}, volume=43, number=2} | differs | container
# words that decide
wd01 | @article{title={Night feeding and weight gain in men}, author={Hart, Bo and Weiss, Jan}, year=2017, journal={Diet Biology}, volume=9, doi={10.5582/w1}} | wrong-identifier | in mice
wd02 | @article{title={Night feeding and weight gain in mice}, author={Hart, Bo and Weiss, Jan}, year=2015, journal={Diet Biology}, volume=7} | verified |
wd03 | @article{title={Insulin pumps for children with type 2 diabetes}, author={Hart, Bo}, year=2016, journal={Pump Medicine}, volume=2} | differs,not-found |
wd04 | @article{title={Ageing of concrete without fly ash}, author={Lund, Kai}, year=2013, journal={Concrete Letters}, volume=15, pages={40--52}, doi={10.5582/w4}} | wrong-identifier | with fly ash
wd05 | @article{title={Ageing of concrete with fly ash}, author={Lund, Kai}, year=2012, journal={Concrete Letters}, volume=14, pages={60--71}} | verified |
wd06 | @article{title={Loss of KRT14 in blistered skin}, author={Hart, Bo}, year=2019, journal={Skin Genes}, volume=11, doi={10.5582/w6}} | differs,wrong-identifier | KRT5
wd07 | @article{title={Wage growth in Sweden before 1900}, author={Lund, Kai}, year=2008, journal={Wage History}, volume=3, doi={10.5582/w7}} | differs,wrong-identifier | Norway
wd08 | @article{title={Wage growth in Norway after 1900}, author={Lund, Kai}, year=2008, journal={Wage History}, volume=3, doi={10.5582/w7}} | differs,wrong-identifier | before
# serials
se01 | @article{title={Drowning statistics, 2020}, author={Pike, Zoe and Hart, Bo}, year=2020, journal={Water Safety}, volume=70, pages={7--34}} | verified |
se02 | @article{title={Drowning statistics, 2020}, author={Pike, Zoe and Hart, Bo}, year=2020, journal={Water Safety}, volume=70, pages={7--34}, doi={10.5583/s19}} | wrong-identifier | 2019
se03 | @article{title={Editorial}, author={Pike, Zoe}, year=2018, journal={Water Safety}, volume=68, number=2, pages={101--102}} | verified |
se04 | @article{title={Editorial}, author={Pike, Zoe}, year=2018, journal={Water Safety}, volume=68, number=2, pages={101--102}, doi={10.5583/e1}} | differs,wrong-identifier |
# notices and answers
no01 | @article{title={Salt marshes drown slowly}, author={Berg, Una and Lund, Kai}, year=2017, journal={Marsh Science}, volume=21, pages={300--311}} | verified |
no02 | @article{title={Salt marshes drown slowly}, author={Berg, Una and Lund, Kai}, year=2017, journal={Marsh Science}, volume=21, pages={300--311}, doi={10.5584/n2}} | wrong-identifier | Correction
no03 | @article{title={Author Correction: Salt marshes drown slowly}, author={Berg, Una and Lund, Kai}, year=2018, journal={Marsh Science}, volume=22, pages={99}} | verified |
no04 | @article{title={Salt marshes do not drown slowly}, author={Pike, Zoe}, year=2018, journal={Marsh Science}, volume=22, doi={10.5584/n1}} | wrong-identifier | Salt marshes drown
no05 | @article{title={Peat burns under water}, author={Berg, Una}, year=2014, journal={Marsh Science}, volume=18, pages={77--90}, doi={10.5584/n4}} | retracted,wrong-identifier | retract
no06 | @article{title={Retraction: Peat burns under water}, author={Berg, Una}, year=2016, journal={Marsh Science}, volume=20, pages={400}} | verified |
# a book, its review, its translation
bo01 | @book{title={The Weight of Snow}, author={Novak, Ivo}, year=2009, publisher={Alder Press}, doi={10.5585/b2}} | wrong-identifier | The Weight of Snow
bo02 | @article{title={The Weight of Snow}, author={Pike, Zoe}, year=2010, journal={Review of Winter Books}, volume=5} | verified |
bo03 | @book{title={The Weight of Snow}, author={Novak, Ivo}, year=2009, publisher={Alder Press}, doi={10.5585/b3}} | wrong-identifier,uncertain,differs | Tíha sněhu
bo04 | @book{title={The Weight of Snow}, author={Novák, Ivo}, year=2009, publisher={Alder}} | verified |
# data beside the article
da01 | @article{title={Swifts over the strait, 1990–2015}, author={Reyes, Luz and Berg, Una}, year=2018, journal={Bird Passage}, volume=33, doi={10.5586/d1}} | wrong-identifier | Data from
da02 | @dataset{title={Data from: Swifts over the strait, 1990–2015}, author={Reyes, Luz and Berg, Una}, year=2018, publisher={Dryad}} | verified |
# one title, written otherwise
wr01 | @article{title={$\beta$-Catenin and CO$_2$ sensing in $\Delta\psi_m$-deficient cells}, author={{\v C}apek, J. and D'Amico, L.}, year=2016, journal={J. Biol. Chem.}, volume=291} | verified |
wr02 | @article{title={Beta-catenin and CO₂ sensing in Δψm-deficient cells}, author={Capek, Jiri and D'Amico, Lia}, year=2016, journal={JBC}, volume=291} | verified |
wr03 | @article{title={Metaanalysis of elearning for healthcare workers}, author={van der Meer, J. W. and de la Cruz, A.}, year=2013, journal={BMJ Open}, volume=3} | verified |
wr04 | @article{title={Meta-analysis of e-learning for health-care workers}, author={Meer, Jan Willem van der and Cruz, Ana de la}, year=2013, journal={BMJ}, volume=3} | differs | container
wr05 | @article{title={Color centers in the neighborhood of gray tin}, author={Mueller, H.-J.}, year=1999, journal={Ann. Phys. (Leipzig)}, volume=8, doi={10.5587/t3}} | verified |
wr06 | @article{title={Colour centres in the neighbourhood of grey tin}, author={Müller, Hans-Jörg}, year=1999, journal={Annals of Physics}, volume=8} | differs | container
wr07 | @article{title={\emph{Bacillus subtilis} Spores in Space}, author={O'Neil, S. and Smith-Jones, A.}, year=2020, journal={Sci. Adv.}, volume=6} | verified |
wr08 | @article{title={Bacillus subtilis spores in space}, author={ONeil, Sean and Smith Jones, Amy}, year=2020, journal={Science}, volume=6, doi={10.5587/t4}} | differs | container
wr09 | @article{title={World War Two Ration Books as Sources}, author={King, Ruth}, year=2001, journal={Archives and Records}, volume=22} | verified |
wr10 | @article{title={Mapping 21st-century rivers}, author={Al-Hassan, Omar and Li, Na}, year=2022, journal={PNAS}, volume=119} | verified |
wr11 | @article{title={MAPPING TWENTY-FIRST-CENTURY RIVERS — LESSONS FROM THE AIR}, author={AL-HASSAN, O. and LI, N.}, year=2022, journal={Proc. Natl. Acad. Sci. U.S.A.}, volume=119} | verified |
wr12 | @article{title={Mapping twenty-first-century rivers: lessons from the sea}, author={Al-Hassan, Omar and Li, Na}, year=2022, journal={PNAS}, volume=119} | differs | title
# namesakes and sisters
na01 | @article{title={Phase slips in narrow wires}, author={Li, Na and Li, Wen}, year=2010, journal={Phys. Rev. Lett.}, volume=105} | differs | given
na02 | @article{title={Phase slips in narrow wires}, author={Li, W. and Li, N.}, year=2010, journal={PRL}, volume=105, pages={067001}} | differs,verified |
na03 | @article{title={Phase slips in narrow wires}, author={Li, N. and Li, W.}, year=2010, journal={Phys. Rev. B}, volume=105} | differs | container
na04 | @article{title={Catalysis by dirt}, author={Vogel, N.}, year=2006, journal={Angew. Chem. Int. Ed.}, volume=45, pages={3000--3004}} | verified |
na05 | @article{title={Genes of the silent lamb}, author={Li, W.}, year=2012, journal={Nat. Genet.}, volume=44} | verified |
na06 | @article{title={Genes of the silent lamb}, author={Li, Wei}, year=2012, journal={Nature Reviews Genetics}, volume=44} | differs | container
na07 | @article{title={Genes of the silent lamb}, author={Li, Wei}, year=2012, journal={Genetics}, volume=44} | differs | container
"""


def rows() -> Iterator[Row]:
    return rows_of(CASES)


def server() -> ReplayServer:
    """The works, served; a context manager."""
    return ReplayServer(recordings(crossref=CROSSREF, arxiv=ARXIV))
