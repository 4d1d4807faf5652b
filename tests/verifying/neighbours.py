# ruff: noqa: E501 - a case is a line
"""A third set of works beside their neighbours: journals in sections, parts, editions, notices, names.

The verdicts were written before the first run. Rows as in `variants.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.replay.made import recordings
from tests.replay.server import ReplayServer
from tests.verifying.variants import Row, rows_of

ARXIV = (
    "id=2105.02001v3; title=Brakes for Falling Robots; author=Quist, Ane & Moroz, Taras; year=2021",
)
CROSSREF = (
    # journals in sections
    "DOI=10.5590/s1; title=Hail over warm plateaus; author=Quist, Ane & Dube, Sizwe; year=2014; container-title=Journal of Geophysical Research: Atmospheres; volume=119; issue=4; page=1500-1515",
    "DOI=10.5590/s2; title=Shadows of a lazy scalar field; author=Moroz, Taras; year=2012; container-title=Physical Review D; volume=86; issue=3; page=034001",
    "DOI=10.5590/s3; title=Hydrogen bonds in a crowded cage; author=Dube, Sizwe; year=2014; container-title=Acta Crystallographica Section B Structural Science, Crystal Engineering and Materials; volume=70; page=210-219",
    "DOI=10.5590/s4; title=Owls that hunt by moonlight alone; author=Frei, Nora & Quist, Ane; year=2017; container-title=Proceedings of the Royal Society B: Biological Sciences; volume=284; page=20170011",
    "DOI=10.5590/s5; title=Slow water near quick ions; author=Frei, Nora; year=2009; container-title=The Journal of Physical Chemistry B; volume=113; page=3000-3009",
    "DOI=10.5590/s6; title=Showers from quiet jets; author=Moroz, Taras; year=1994; container-title=Zeitschrift für Physik C Particles and Fields; volume=62; page=100-108",
    "DOI=10.5590/s7; title=A catalogue of shy binaries; author=Moroz, Taras; year=1997; container-title=Astronomy and Astrophysics Supplement Series; volume=122; page=51-60",
    "DOI=10.5590/s8; title=A mixer without a mirror; author=Kumar, Asha & Frei, Nora; year=2013; container-title=IEEE Transactions on Circuits and Systems I: Regular Papers; volume=60; issue=2; page=300-309",
    "DOI=10.5590/s9; title=Optics of thin fog; author=Frei, Nora; year=2011; container-title=Comptes Rendus. Physique; volume=12; page=70-81",
    # subtitles, parts, editions, updates
    "DOI=10.5591/t1; title=Salt roads; subtitle=A history of thirst; author=Abebe, Lulit; year=2015; container-title=Trade History; volume=31; page=1-30",
    "DOI=10.5591/t2; title=On the drift of dunes. I. Wind tunnels; author=Abebe, Lulit; year=2001; container-title=Sand Studies; volume=7; page=1-20",
    "DOI=10.5591/t3; title=On the drift of dunes. II. Field data; author=Abebe, Lulit; year=2001; container-title=Sand Studies; volume=7; page=21-44",
    "DOI=10.5591/t4; type=book; title=Principles of Bell Founding; author=Ostrow, Gil; year=2010; publisher=Anvil Press; edition-number=3",
    "DOI=10.5591/t5; type=book; title=Principles of Bell Founding; author=Ostrow, Gil; year=2016; publisher=Anvil Press; edition-number=4",
    "DOI=10.5591/t6; title=Honey for burns of the hand; author=Kumar, Asha & Ostrow, Gil; year=2010; container-title=Library of Slow Reviews; issue=2; page=RV00101",
    "DOI=10.5591/t7; title=Honey for burns of the hand; author=Kumar, Asha & Ostrow, Gil; year=2018; container-title=Library of Slow Reviews; issue=5; page=RV00101",
    # a book, its review, its chapter; an article and what is said about it
    "DOI=10.5592/b1; type=book; title=The Tin Harbour; author=Holt, Ivo; year=2011; publisher=Quay Books",
    "DOI=10.5592/b2; title=Review of The Tin Harbour, by Ivo Holt; author=Marsh, Edda; year=2012; container-title=Port Books Review; volume=9; page=80-82",
    "DOI=10.5592/b3; type=book; title=Companion to Small Harbours; editor=Marsh, Edda; author=; year=2014; publisher=Quay Books",
    "DOI=10.5592/b3.5; type=book-chapter; title=Ropes and their rot; author=Holt, Ivo; year=2014; container-title=Companion to Small Harbours; publisher=Quay Books; page=90-117",
    "DOI=10.5592/n1; title=Ants that keep time; author=Abebe, Lulit & Holt, Ivo; year=2019; container-title=Insect Hours; volume=3; issue=1; page=10-21",
    "DOI=10.5592/n2; title=Publisher Correction: Ants that keep time; author=Abebe, Lulit & Holt, Ivo; year=2019; container-title=Insect Hours; volume=3; issue=3; page=99",
    "DOI=10.5592/n3; title=Do ants keep time?; author=Dube, Sizwe; year=2020; container-title=Insect Hours; volume=4; issue=1; page=5-9",
    # preprint and article, talk and article
    "DOI=10.1101/2019.03.03.910001; type=posted-content; title=Wax that remembers the hive; author=Abebe, Lulit & Frei, Nora; year=2019; publisher=Cold Spring Harbor Laboratory",
    "DOI=10.5593/p1; title=Wax that remembers the hive; author=Abebe, Lulit & Frei, Nora; year=2020; container-title=Hive Science; volume=2; page=1-12",
    "DOI=10.5593/p2; type=proceedings-article; title=Brakes for Falling Robots; author=Quist, Ane & Moroz, Taras; year=2022; container-title=2022 International Conference on Robotics and Automation (ICRA); page=811-817",
    # languages
    "DOI=10.5594/l1; title=Der lange Regen über den Marschen; author=Ohlsen, Dirk; year=2004; container-title=Marschenblatt; volume=12; page=3-19",
    "DOI=10.5594/l2; title=The mute bells of the delta; original-title=Les cloches muettes du delta; author=Carrel, Luc; year=1998; container-title=Revue du Delta; volume=5; page=20-41",
    # people
    "DOI=10.5595/w1; title=Sugar and sleep in twelve villages; author={Delta Cohort Consortium} & Kumar, Asha & Frei, Nora; year=2016; container-title=Village Medicine; volume=8; page=100-112",
    "DOI=10.5595/w2; title=Kilns of the upper valley; author=Bell Jr., Arthur; year=2003; container-title=Clay Notes; volume=14; page=9-30",
    "DOI=10.5595/w3; title=Steering by weak radar; author=Zhang, Weiguo & Ouyang, Min; year=2012; container-title=Radar Letters; volume=6; page=44-49",
    "DOI=10.5595/w4; title=Letters from a flooded mill; author=García Lorente, Pilar & Sá-Nogueira, Inês; year=2010; container-title=Mill Archive; volume=2; page=8-15",
    # withdrawn
    "DOI=10.5596/x1; title=WITHDRAWN: Beetles that eat glass; author=Ostrow, Gil; year=2018; container-title=Insect Hours; volume=2; page=33-40",
    "DOI=10.5596/x2; type=posted-content; title=Rust heals itself in vinegar; author=Ostrow, Gil & Dube, Sizwe; year=2021; publisher=Cold Spring Harbor Laboratory; updated=withdrawal 10.5596/x2w",
    # footnotes that a publisher deposits with the title
    "DOI=10.5597/f1; title=Silver threads in molten saltElectronic supplementary information (ESI) available: spectra of all threads. See http://www.example.org/suppdata/x1/; author=Frei, Nora & Holt, Ivo; year=2004; container-title=Molten Chemistry; volume=6; page=50-58",
    "DOI=10.5597/f2; title=Gold seeds in grown iceDedicated to Professor A. Moss on the occasion of his 60th birthday.; author=Holt, Ivo; year=2003; container-title=Molten Chemistry; volume=5; page=70-75",
    "DOI=10.5597/f3; title=Tin whiskers under tension†; author=Holt, Ivo; year=2012; container-title=Molten Chemistry; volume=14; page=7-15",
)

CASES = r"""
# journals in sections: the journal's own name is cut short, another section is another journal
sc01 | @article{title={Hail over warm plateaus}, author={Quist, A. and Dube, S.}, year=2014, journal={J. Geophys. Res.}, volume=119, pages={1500--1515}} | verified |
sc02 | @article{title={Hail over warm plateaus}, author={Quist, A. and Dube, S.}, year=2014, journal={J. Geophys. Res. Atmos.}, volume=119, pages={1500--1515}} | verified |
sc03 | @article{title={Hail over warm plateaus}, author={Quist, A. and Dube, S.}, year=2014, journal={J. Geophys. Res.: Oceans}, volume=119, pages={1500--1515}} | differs | container
sc04 | @article{title={Shadows of a lazy scalar field}, author={Moroz, Taras}, year=2012, journal={Physical Review D: Particles, Fields, Gravitation, and Cosmology}, volume=86} | verified |
sc05 | @article{title={Shadows of a lazy scalar field}, author={Moroz, Taras}, year=2012, journal={Physical Review D - Particles, Fields, Gravitation and Cosmology}, volume=86} | verified |
sc06 | @article{title={Shadows of a lazy scalar field}, author={Moroz, Taras}, year=2012, journal={Phys. Rev.}, volume={D86}, pages=034001} | verified |
sc07 | @article{title={Shadows of a lazy scalar field}, author={Moroz, Taras}, year=2012, journal={Physical Review E: Statistical, Nonlinear, and Soft Matter Physics}, volume=86} | differs | container
sc08 | @article{title={Shadows of a lazy scalar field}, author={Moroz, Taras}, year=2012, journal={Phys. Rev. X}, volume=86} | differs | container
sc09 | @article{title={Shadows of a lazy scalar field}, author={Moroz, Taras}, year=2012, journal={Physical Review Letters}, volume=86} | differs | container
sc10 | @article{title={Hydrogen bonds in a crowded cage}, author={Dube, S.}, year=2014, journal={Acta Cryst. Sect. B}, volume=70, pages={210--219}} | verified |
sc11 | @article{title={Hydrogen bonds in a crowded cage}, author={Dube, S.}, year=2014, journal={Acta Crystallogr. B}, volume=70, pages={210--219}} | verified |
sc12 | @article{title={Hydrogen bonds in a crowded cage}, author={Dube, S.}, year=2014, journal={Acta Crystallographica}, volume=70, pages={210--219}} | verified |
sc13 | @article{title={Hydrogen bonds in a crowded cage}, author={Dube, S.}, year=2014, journal={Acta Crystallographica Section E: Structure Reports Online}, volume=70, pages={210--219}} | differs | container
sc14 | @article{title={Owls that hunt by moonlight alone}, author={Frei, N. and Quist, A.}, year=2017, journal={Proc. R. Soc. B}, volume=284} | verified |
sc15 | @article{title={Owls that hunt by moonlight alone}, author={Frei, N. and Quist, A.}, year=2017, journal={Proc. Royal Soc. London B: Biol. Sci.}, volume=284} | verified |
sc16 | @article{title={Owls that hunt by moonlight alone}, author={Frei, N. and Quist, A.}, year=2017, journal={Proc. R. Soc. A}, volume=284} | differs | container
sc17 | @article{title={Slow water near quick ions}, author={Frei, N.}, year=2009, journal={J. Phys. Chem. B}, volume=113, pages={3000--3009}} | verified |
sc18 | @article{title={Slow water near quick ions}, author={Frei, N.}, year=2009, journal={J. Phys. Chem.}, volume=113, pages={3000--3009}} | verified |
sc19 | @article{title={Slow water near quick ions}, author={Frei, N.}, year=2009, journal={J. Phys. Chem. C}, volume=113, pages={3000--3009}} | differs | container
sc20 | @article{title={Slow water near quick ions}, author={Frei, N.}, year=2009, journal={J. Phys. Chem. Lett.}, volume=113, pages={3000--3009}} | differs | container
sc21 | @article{title={Showers from quiet jets}, author={Moroz, T.}, year=1994, journal={Z. Phys. C}, volume=62, pages=100} | verified |
sc22 | @article{title={Showers from quiet jets}, author={Moroz, T.}, year=1994, journal={Z. Phys.}, volume=62, pages=100} | verified |
sc23 | @article{title={Showers from quiet jets}, author={Moroz, T.}, year=1994, journal={Zeitschrift f{\"u}r Physik A Hadrons and Nuclei}, volume=62, pages=100} | differs | container
sc24 | @article{title={A catalogue of shy binaries}, author={Moroz, T.}, year=1997, journal={Astron. Astrophys. Suppl. Ser.}, volume=122} | verified |
sc25 | @article{title={A catalogue of shy binaries}, author={Moroz, T.}, year=1997, journal={Astronomy \& Astrophysics}, volume=122} | differs | container
sc26 | @article{title={A mixer without a mirror}, author={Kumar, A. and Frei, N.}, year=2013, journal={IEEE Trans. Circuits Syst. I}, volume=60, number=2} | verified |
sc27 | @article{title={A mixer without a mirror}, author={Kumar, A. and Frei, N.}, year=2013, journal={IEEE Trans. Circuits Syst. II, Exp. Briefs}, volume=60, number=2} | differs | container
sc28 | @article{title={Optics of thin fog}, author={Frei, N.}, year=2011, journal={C. R. Phys.}, volume=12} | verified |
sc29 | @article{title={Optics of thin fog}, author={Frei, N.}, year=2011, journal={C. R. Chim.}, volume=12} | differs | container
# subtitles, parts, editions, updates
st01 | @article{title={Salt roads}, author={Abebe, L.}, year=2015, journal={Trade History}, volume=31, pages={1--30}} | verified |
st02 | @article{title={Salt Roads. A History of Thirst}, author={Abebe, L.}, year=2015, journal={Trade History}, volume=31} | verified |
st03 | @article{title={Salt roads: a history of hunger}, author={Abebe, L.}, year=2015, journal={Trade History}, volume=31} | differs | title
st04 | @article{title={On the drift of dunes II: Field data}, author={Abebe, L.}, year=2001, journal={Sand Studies}, volume=7, pages={21--44}} | verified |
st05 | @article{title={On the drift of dunes. II. Field data}, author={Abebe, L.}, year=2001, journal={Sand Studies}, volume=7, pages={21--44}, doi={10.5591/t2}} | wrong-identifier | Wind tunnels
st06 | @book{title={Principles of Bell Founding}, author={Ostrow, Gil}, edition={4th}, year=2016, publisher={Anvil}} | verified |
st07 | @book{title={Principles of Bell Founding}, author={Ostrow, Gil}, edition={4th}, year=2016, publisher={Anvil}, doi={10.5591/t4}} | differs,wrong-identifier | 2010
st08 | @article{title={Honey for burns of the hand}, author={Kumar, A. and Ostrow, G.}, year=2018, journal={Library of Slow Reviews}, number=5} | verified |
st09 | @article{title={Honey for burns of the hand}, author={Kumar, A. and Ostrow, G.}, year=2018, journal={Library of Slow Reviews}, number=5, doi={10.5591/t6}} | differs,wrong-identifier | 2010
# a book, its review, its chapter
rv01 | @article{title={Review of The Tin Harbour, by Ivo Holt}, author={Marsh, Edda}, year=2012, journal={Port Books Review}, volume=9} | verified |
rv02 | @book{title={The Tin Harbour}, author={Holt, Ivo}, year=2011, publisher={Quay Books}, doi={10.5592/b2}} | wrong-identifier | Review of
rv03 | @article{title={Review of The Tin Harbour, by Ivo Holt}, author={Marsh, Edda}, year=2012, journal={Port Books Review}, volume=9, doi={10.5592/b1}} | wrong-identifier | The Tin Harbour
rv04 | @incollection{title={Ropes and their rot}, author={Holt, I.}, year=2014, booktitle={Companion to Small Harbours}, editor={Marsh, Edda}, publisher={Quay Books}, pages={90--117}} | verified |
rv05 | @book{title={Companion to Small Harbours}, editor={Marsh, Edda}, year=2014, publisher={Quay Books}, doi={10.5592/b3.5}} | wrong-identifier | Ropes
# an article and what is said about it
nt01 | @article{title={Ants that keep time}, author={Abebe, L. and Holt, I.}, year=2019, journal={Insect Hours}, volume=3, number=1, doi={10.5592/n1}} | verified,corrected |
nt02 | @article{title={Ants that keep time}, author={Abebe, L. and Holt, I.}, year=2019, journal={Insect Hours}, volume=3, number=1, doi={10.5592/n2}} | wrong-identifier | Publisher Correction
nt03 | @article{title={Ants that keep time}, author={Abebe, L. and Holt, I.}, year=2019, journal={Insect Hours}, volume=3, number=1, doi={10.5592/n3}} | wrong-identifier | Do ants
nt04 | @article{title={Do ants keep time?}, author={Dube, S.}, year=2020, journal={Insect Hours}, volume=4, number=1} | verified |
# versions
vs01 | @article{title={Wax that remembers the hive}, author={Abebe, L. and Frei, N.}, year=2019, journal={bioRxiv}, doi={10.1101/2019.03.03.910001}} | verified |
vs02 | @article{title={Wax that remembers the hive}, author={Abebe, L. and Frei, N.}, year=2020, journal={Hive Science}, volume=2, pages={1--12}} | verified |
vs03 | @inproceedings{title={Brakes for Falling Robots}, author={Quist, A. and Moroz, T.}, year=2022, booktitle={IEEE Int. Conf. Robot. Autom. (ICRA)}, pages={811--817}} | verified |
vs04 | @article{title={Brakes for Falling Robots}, author={Quist, A. and Moroz, T.}, year=2021, journal={CoRR}, volume={abs/2105.02001}} | verified |
vs05 | @inproceedings{title={Brakes for Falling Robots}, author={Quist, A. and Moroz, T.}, year=2022, booktitle={NeurIPS}} | differs | container
# languages
tr01 | @article{title={Der lange Regen über den Marschen [The long rain over the marshes]}, author={Ohlsen, D.}, year=2004, journal={Marschenblatt}, volume=12, pages={3--19}} | verified |
tr02 | @article{title={The long rain over the marshes}, author={Ohlsen, D.}, year=2004, journal={Marschenblatt}, volume=12, pages={3--19}, doi={10.5594/l1}} | uncertain,differs | title
tr03 | @article{title={Les cloches muettes du delta}, author={Carrel, L.}, year=1998, journal={Revue du Delta}, volume=5} | verified,uncertain |
# people
pl01 | @article{title={Sugar and sleep in twelve villages}, author={{The Delta Cohort Consortium}}, year=2016, journal={Village Medicine}, volume=8} | verified,differs |
pl02 | @article{title={Sugar and sleep in twelve villages}, author={{Delta Cohort Consortium} and Kumar, A. and Frei, N.}, year=2016, journal={Village Medicine}, volume=8} | verified |
pl03 | @article{title={Sugar and sleep in twelve villages}, author={{Delta Cohort Consortium} and others}, year=2016, journal={Village Medicine}, volume=8} | verified |
pl04 | @article{title={Sugar and sleep in twelve villages}, author={{Danube Cohort Consortium} and Kumar, A. and Frei, N.}, year=2016, journal={Village Medicine}, volume=8} | differs | Danube
pl05 | @article{title={Kilns of the upper valley}, author={Bell, Jr., Arthur}, year=2003, journal={Clay Notes}, volume=14} | verified |
pl06 | @article{title={Kilns of the upper valley}, author={Bell, A.}, year=2003, journal={Clay Notes}, volume=14} | verified |
pl07 | @article{title={Steering by weak radar}, author={Weiguo, Zhang and Min, Ouyang}, year=2012, journal={Radar Letters}, volume=6} | verified |
pl08 | @article{title={Steering by weak radar}, author={Zhang, Guowei and Ouyang, Min}, year=2012, journal={Radar Letters}, volume=6} | differs | given
pl09 | @article{title={Steering by weak radar}, author={Zhang, W.-G. and Ou-Yang, M.}, year=2012, journal={Radar Letters}, volume=6} | verified |
pl10 | @article{title={Letters from a flooded mill}, author={García, P. and Nogueira, I. S.}, year=2010, journal={Mill Archive}, volume=2} | verified,differs |
pl11 | @article{title={Letters from a flooded mill}, author={Lorente, Pilar García and Sa Nogueira, Ines}, year=2010, journal={Mill Archive}, volume=2} | verified |
pl12 | @article{title={Letters from a flooded mill}, author={García Llorente, Pablo and Sá-Nogueira, Inês}, year=2010, journal={Mill Archive}, volume=2} | differs |
# withdrawn
wi01 | @article{title={Beetles that eat glass}, author={Ostrow, G.}, year=2018, journal={Insect Hours}, volume=2, pages={33--40}} | retracted | withdraw
wi02 | @article{title={Rust heals itself in vinegar}, author={Ostrow, G. and Dube, S.}, year=2021, journal={bioRxiv}, doi={10.5596/x2}} | retracted | withdrawal
# footnotes in the title of the record
fn01 | @article{title={Silver threads in molten salt}, author={Frei, N. and Holt, I.}, year=2004, journal={Molten Chem.}, volume=6, pages={50--58}, doi={10.5597/f1}} | verified |
fn02 | @article{title={Gold seeds in grown ice}, author={Holt, I.}, year=2003, journal={Molten Chem.}, volume=5, pages={70--75}, doi={10.5597/f2}} | verified |
fn03 | @article{title={Tin whiskers under tension}, author={Holt, I.}, year=2012, journal={Molten Chem.}, volume=14, pages={7--15}, doi={10.5597/f3}} | verified |
fn04 | @article{title={Silver threads in molten glass}, author={Frei, N. and Holt, I.}, year=2004, journal={Molten Chem.}, volume=6, pages={50--58}, doi={10.5597/f1}} | differs | title
fn05 | @article{title={Gold seeds in grown ice}, author={Holt, I.}, year=2003, journal={Molten Chem.}, volume=5, pages={70--75}} | verified |
"""


def rows() -> Iterator[Row]:
    return rows_of(CASES)


def server() -> ReplayServer:
    """The works, served; a context manager."""
    return ReplayServer(recordings(crossref=CROSSREF, arxiv=ARXIV))
