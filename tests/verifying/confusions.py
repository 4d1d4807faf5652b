# ruff: noqa: E501 - a case is a line
"""Works that are easily taken for one another: sections of journals, sisters, parts, editions, versions.

Rows as in `variants.py`: `name | entry | verdicts that are right | words that are said`.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.replay.made import recordings
from tests.replay.server import ReplayServer
from tests.verifying.variants import Row, rows_of

ARXIV = (
    "id=2301.01001v3; title=Sketching Tensors with Few Passes; author=Adeyemi, Tolu & Kranz, Eva; year=2023; latest=2024",
    "id=2301.01002v1; title=Sketching Tensors with Few Passes, Part II; author=Adeyemi, Tolu & Kranz, Eva; year=2023",
)
CROSSREF = (
    # journals in sections, and sisters
    "DOI=10.5570/j1; title=Dust devils over the polar dunes; author=Sato, Rin & Bell, Amy; year=2013; container-title=Journal of Geophysical Research: Planets; volume=118; issue=4; page=700-715",
    "DOI=10.5570/j3; title=Optical traps for single viruses in flow; author=Bell, Amy; year=2012; container-title=Journal of Physics D: Applied Physics; volume=45; article-number=215401",
    "DOI=10.5570/j5; title=A kinase caught at the leading edge; author=Kohl, Jan & Sato, Rin; year=2010; container-title=Acta Crystallographica Section D Biological Crystallography; volume=66; issue=2; page=213-221",
    "DOI=10.5570/j8; title=A linkage map of the dune lark; author=Mbeki, Sipho; year=2018; container-title=G3 Genes|Genomes|Genetics; volume=8; page=1001-1010",
    "DOI=10.5570/j9; title=Sleep of pilots on long routes; author=Kohl, Jan; year=2015; container-title=The Lancet Neurology; volume=14; issue=3; page=250-259",
    "DOI=10.5570/j10; title=Markets with few brokers and many rumours; author=Osei, Kofi & Lam, Pui; year=2014; container-title=American Economic Review; volume=104; issue=5; page=1200-1231",
    "DOI=10.5570/j11; title=Tides in narrow fjords under ice; author=Berg, Siv; year=2017; container-title=Tellus A: Dynamic Meteorology and Oceanography; volume=69; page=130-144",
    "DOI=10.5570/j13; title=Deprescribing in the very old at discharge; author=Lam, Pui & Osei, Kofi; year=2016; container-title=JAMA Internal Medicine; volume=176; page=900-908",
    "DOI=10.5570/j14; title=A lone pulsar behind the bulge; author=Rossi, Ada; year=2019; container-title=Monthly Notices of the Royal Astronomical Society: Letters; volume=485; page=L10-L15",
    "DOI=10.5570/j15; title=Why some wasps forget their nests; author=Hill, Una; year=2011; container-title=Philosophical Transactions of the Royal Society B: Biological Sciences; volume=366; page=2000-2012",
    "DOI=10.5570/j16; title=Learning to segment leaves from few strokes; author=Lam, Pui & Rossi, Ada; year=2018; container-title=IEEE Transactions on Pattern Analysis and Machine Intelligence; volume=40; issue=6; page=1400-1413",
    "DOI=10.5570/j17; title=Moss as a sponge for road dust; author=Hill, Una & Berg, Siv; year=2020; container-title=PLOS ONE; volume=15; issue=3; article-number=e0230001",
    "DOI=10.5570/j18; title=Zeolite films grown on rough steel; author=Kohl, Jan; year=2009; container-title=Chemical Communications; volume=45; page=3000-3002",
    "DOI=10.5570/j19; title=Cooling towers and the lakes below; author=Berg, Siv; year=2008; container-title=Journal of Hydrology; volume=350; page=10-22",
    "DOI=10.5570/j20; title=Cooling towers and the lakes beside them; author=Berg, Siv; year=2010; container-title=Journal of Hydrology: Regional Studies; volume=2; page=10-22",
    "DOI=10.5570/j21; type=proceedings-article; title=Fast joins over skewed streams; author=Rossi, Ada & Osei, Kofi; year=2015; container-title=Proceedings of the 2015 ACM SIGMOD International Conference on Management of Data; page=77-90",
    "DOI=10.5570/j22; title=Winds over warm eddies; author=Berg, Siv; year=2016; container-title=Proceedings of the Royal Society A: Mathematical, Physical and Engineering Sciences; volume=472; page=20150001",
    "DOI=10.5570/j23; title=Spectra of heavy quark pairs; author=Berg, Siv; year=2012; container-title=Nuclear Instruments and Methods in Physics Research Section A Accelerators Spectrometers Detectors and Associated Equipment; volume=660; page=1-12",
    # parts, series, counts
    "DOI=10.5571/p1; title=Fatigue of welded joints. Part 1: Notches; author=Wirth, Paul; year=2001; container-title=Weld Research; volume=12; page=1-20",
    "DOI=10.5571/p2; title=Fatigue of welded joints. Part 2: Residual stress; author=Wirth, Paul; year=2001; container-title=Weld Research; volume=12; page=21-44",
    "DOI=10.5571/s18; title=Bee losses in Europe, 2018; author=Maas, Jo & Wirth, Paul; year=2019; container-title=Apiary Notes; volume=5; page=10-19",
    "DOI=10.5571/s19; title=Bee losses in Europe, 2019; author=Maas, Jo & Wirth, Paul; year=2020; container-title=Apiary Notes; volume=6; page=10-19",
    "DOI=10.5571/t2; title=Orlistatin for chronic hives: a phase 2 trial; author=Ruiz, Ana; year=2017; container-title=Trials of Skin; volume=1; page=5-15",
    "DOI=10.5571/t3; title=Orlistatin for chronic hives: a phase 3 trial; author=Ruiz, Ana & Maas, Jo; year=2019; container-title=Trials of Skin; volume=3; page=5-18",
    # preprint and article
    "DOI=10.1101/2020.02.02.900001; type=posted-content; title=Yeast counts its own copper; author=Nader, Lina & Fox, Ed; year=2020; publisher=Cold Spring Harbor Laboratory",
    "DOI=10.5572/a1; title=Yeast counts its own copper; author=Nader, Lina & Fox, Ed; year=2021; container-title=Metal Biology; volume=9; issue=1; page=1-14",
    # editions, books and their chapters
    "DOI=10.5573/b1; type=book; title=A Field Guide to Lichens; author=Moor, Ivy; year=1998; publisher=Fen Press",
    "DOI=10.5573/b2; type=book; title=A Field Guide to Lichens; author=Moor, Ivy; year=2015; publisher=Fen Press",
    "DOI=10.5573/h1; type=book; title=Handbook of Quiet Machines; editor=Graf, Udo & Moor, Ivy; author=; year=2012; publisher=Fen Press",
    "DOI=10.5573/h1.3; type=book-chapter; title=Bearings without oil; author=Fox, Ed; year=2012; container-title=Handbook of Quiet Machines; publisher=Fen Press; page=51-77",
    "DOI=10.5573/h1.0; type=book-chapter; title=Introduction; author=Graf, Udo & Moor, Ivy; year=2012; container-title=Handbook of Quiet Machines; publisher=Fen Press; page=1-9",
    # about a work
    "DOI=10.5574/c1; title=Lead in the blood of urban pigeons; author=Fox, Ed & Nader, Lina; year=2014; container-title=Urban Birds; volume=4; issue=2; page=88-97",
    "DOI=10.5574/c2; title=Comment on “Lead in the blood of urban pigeons”; author=Graf, Udo; year=2015; container-title=Urban Birds; volume=5; issue=1; page=12-13",
    "DOI=10.5574/c3; title=Reply to the comment by Graf on “Lead in the blood of urban pigeons”; author=Fox, Ed & Nader, Lina; year=2015; container-title=Urban Birds; volume=5; issue=1; page=14-15",
    "DOI=10.5574/c4; title=Erratum to: Lead in the blood of urban pigeons; author=Fox, Ed & Nader, Lina; year=2014; container-title=Urban Birds; volume=4; issue=4; page=201",
    "DOI=10.5574/r1; title=Copper baths heal frog skin; author=Pohl, Ole; year=2010; container-title=Frog Letters; volume=1; page=1-5; updated=retraction 10.5574/r1n",
    "DOI=10.5574/r2; title=Copper baths and frog skin: a second look; author=Pohl, Ole; year=2012; container-title=Frog Letters; volume=3; page=1-5",
    # people and languages
    "DOI=10.5575/n1; title=Census of the reed beds of the delta; author={International Reed Bed Census Group} & Pohl, Ole; year=2016; container-title=Delta Notes; volume=8; page=30-41",
    "DOI=10.5575/n2; title=Hidden orders in amber flies; author=Núñez-Ortega, María José & D'Angelo, Luca; year=2018; container-title=Delta Notes; volume=10; page=3-11",
    "DOI=10.5575/n3; title=Ledger books of a river port; author=Washington III, Booker; year=2005; container-title=Port History; volume=15; page=100-118",
    "DOI=10.5575/n4; title=Low noise mixers at low cost; author=Wang, Xiao-Ming & Chen, Li; year=2013; container-title=Mixer Letters; volume=7; page=201-204",
    "DOI=10.5575/l1; title=Die Stille der Mühlen im Winter; original-title=; author=Pohl, Ole; year=2007; container-title=Mühlenkunde; volume=20; page=5-15",
    "DOI=10.5575/l2; title=The politics of bread in the old capital; original-title=La política del pan en la capital vieja; author=Núñez, Eva; year=2003; container-title=Estudios del Pan; volume=2; page=50-66",
)

CASES = r"""
# sections of journals and sisters
js01 | @article{title={Dust devils over the polar dunes}, author={Sato, Rin and Bell, Amy}, year=2013, journal={J. Geophys. Res.}, volume=118, pages={700--715}} | verified |
js02 | @article{title={Dust devils over the polar dunes}, author={Sato, Rin and Bell, Amy}, year=2013, journal={J. Geophys. Res. Planets}, volume=118, pages={700--715}} | verified |
js03 | @article{title={Dust devils over the polar dunes}, author={Sato, Rin and Bell, Amy}, year=2013, journal={Journal of Geophysical Research: Atmospheres}, volume=118, pages={700--715}} | differs | container
js04 | @article{title={Dust devils over the polar dunes}, author={Sato, Rin and Bell, Amy}, year=2013, journal={Geophysical Research Letters}, volume=118, pages={700--715}} | differs | container
js05 | @article{title={Optical traps for single viruses in flow}, author={Bell, Amy}, year=2012, journal={J. Phys. D: Appl. Phys.}, volume=45, pages=215401} | verified |
js06 | @article{title={Optical traps for single viruses in flow}, author={Bell, Amy}, year=2012, journal={J. Phys. D}, volume=45, pages=215401} | verified |
js07 | @article{title={Optical traps for single viruses in flow}, author={Bell, Amy}, year=2012, journal={J. Phys. B}, volume=45, pages=215401} | differs | container
js08 | @article{title={Optical traps for single viruses in flow}, author={Bell, Amy}, year=2012, journal={Journal of Applied Physics}, volume=45, pages=215401} | differs | container
js09 | @article{title={A kinase caught at the leading edge}, author={Kohl, Jan and Sato, Rin}, year=2010, journal={Acta Cryst. D}, volume=66, pages={213--221}} | verified |
js10 | @article{title={A kinase caught at the leading edge}, author={Kohl, Jan and Sato, Rin}, year=2010, journal={Acta Crystallogr. Sect. D Biol. Crystallogr.}, volume=66, pages={213--21}} | verified |
js11 | @article{title={A kinase caught at the leading edge}, author={Kohl, Jan and Sato, Rin}, year=2010, journal={Acta Crystallographica Section F}, volume=66, pages={213--221}} | differs | container
js12 | @article{title={A linkage map of the dune lark}, author={Mbeki, Sipho}, year=2018, journal={G3: Genes, Genomes, Genetics}, volume=8, pages={1001--1010}} | verified |
js14 | @article{title={A linkage map of the dune lark}, author={Mbeki, Sipho}, year=2018, journal={Genetics}, volume=8, pages={1001--1010}} | differs | container
js15 | @article{title={Sleep of pilots on long routes}, author={Kohl, Jan}, year=2015, journal={Lancet Neurol}, volume=14, pages={250--9}} | verified |
js16 | @article{title={Sleep of pilots on long routes}, author={Kohl, Jan}, year=2015, journal={The Lancet}, volume=14, pages={250--259}} | differs | container
js17 | @article{title={Sleep of pilots on long routes}, author={Kohl, Jan}, year=2015, journal={Neurology}, volume=14, pages={250--259}} | differs | container
js18 | @article{title={Markets with few brokers and many rumours}, author={Osei, Kofi and Lam, Pui}, year=2014, journal={The American Economic Review}, volume=104, number=5} | verified |
js19 | @article{title={Markets with few brokers and many rumours}, author={Osei, Kofi and Lam, Pui}, year=2014, journal={AER}, volume=104, number=5} | verified |
js20 | @article{title={Markets with few brokers and many rumours}, author={Osei, Kofi and Lam, Pui}, year=2014, journal={American Economic Review: Insights}, volume=104, number=5} | differs | container
js21 | @article{title={Tides in narrow fjords under ice}, author={Berg, Siv}, year=2017, journal={Tellus A}, volume=69} | verified |
js22 | @article{title={Tides in narrow fjords under ice}, author={Berg, Siv}, year=2017, journal={Tellus B}, volume=69} | differs | container
js23 | @article{title={Tides in narrow fjords under ice}, author={Berg, Siv}, year=2017, journal={Tellus}, volume=69} | verified |
js24 | @article{title={Deprescribing in the very old at discharge}, author={Lam, Pui and Osei, Kofi}, year=2016, journal={JAMA Intern. Med.}, volume=176} | verified |
js25 | @article{title={Deprescribing in the very old at discharge}, author={Lam, Pui and Osei, Kofi}, year=2016, journal={JAMA}, volume=176} | differs | container
js26 | @article{title={A lone pulsar behind the bulge}, author={Rossi, Ada}, year=2019, journal={MNRAS Letters}, volume=485, pages={L10--L15}} | verified |
js27 | @article{title={A lone pulsar behind the bulge}, author={Rossi, Ada}, year=2019, journal={MNRAS}, volume=485, pages={L10}} | verified |
js28 | @article{title={A lone pulsar behind the bulge}, author={Rossi, Ada}, year=2019, journal={Mon. Not. R. Astron. Soc. Lett.}, volume=485, pages={L10}} | verified |
js29 | @article{title={Why some wasps forget their nests}, author={Hill, Una}, year=2011, journal={Phil. Trans. R. Soc. B}, volume=366} | verified |
js30 | @article{title={Why some wasps forget their nests}, author={Hill, Una}, year=2011, journal={Philosophical Transactions of the Royal Society of London. Series B, Biological Sciences}, volume=366} | verified |
js31 | @article{title={Why some wasps forget their nests}, author={Hill, Una}, year=2011, journal={Philosophical Transactions of the Royal Society A: Mathematical, Physical and Engineering Sciences}, volume=366} | differs | container
js32 | @article{title={Why some wasps forget their nests}, author={Hill, Una}, year=2011, journal={Proceedings of the Royal Society B: Biological Sciences}, volume=366} | differs | container
js33 | @article{title={Learning to segment leaves from few strokes}, author={Lam, Pui and Rossi, Ada}, year=2018, journal={IEEE Trans. Pattern Anal. Mach. Intell.}, volume=40, number=6} | verified |
js34 | @article{title={Learning to segment leaves from few strokes}, author={Lam, Pui and Rossi, Ada}, year=2018, journal={IEEE TPAMI}, volume=40, number=6} | verified |
js35 | @article{title={Learning to segment leaves from few strokes}, author={Lam, Pui and Rossi, Ada}, year=2018, journal={PAMI}, volume=40, number=6} | verified |
js36 | @article{title={Learning to segment leaves from few strokes}, author={Lam, Pui and Rossi, Ada}, year=2018, journal={IEEE Transactions on Image Processing}, volume=40, number=6} | differs | container
js37 | @article{title={Moss as a sponge for road dust}, author={Hill, Una and Berg, Siv}, year=2020, journal={PLoS One}, volume=15, pages={e0230001}} | verified |
js38 | @article{title={Moss as a sponge for road dust}, author={Hill, Una and Berg, Siv}, year=2020, journal={PLoS Biology}, volume=15, pages={e0230001}} | differs | container
js39 | @article{title={Zeolite films grown on rough steel}, author={Kohl, Jan}, year=2009, journal={Chem. Commun.}, volume=45, pages={3000--2}} | verified |
js40 | @article{title={Zeolite films grown on rough steel}, author={Kohl, Jan}, year=2009, journal={Communications Chemistry}, volume=45, pages={3000--2}} | differs | container
js41 | @article{title={Cooling towers and the lakes below}, author={Berg, Siv}, year=2008, journal={Journal of Hydrology: Regional Studies}, volume=350, pages={10--22}} | differs | container
js42 | @inproceedings{title={Fast joins over skewed streams}, author={Rossi, Ada and Osei, Kofi}, year=2015, booktitle={SIGMOD}} | verified |
js43 | @inproceedings{title={Fast joins over skewed streams}, author={Rossi, Ada and Osei, Kofi}, year=2015, booktitle={SIGMOD '15: Proceedings of the ACM SIGMOD Conference}} | verified |
js44 | @inproceedings{title={Fast joins over skewed streams}, author={Rossi, Ada and Osei, Kofi}, year=2015, booktitle={Proceedings of the VLDB Endowment}} | differs | container
js45 | @article{title={A kinase caught at the leading edge}, author={Kohl, Jan and Sato, Rin}, year=2010, journal={Acta Crystallographica Section B}, volume=66, pages={213--221}} | differs | container
js46 | @article{title={Tides in narrow fjords under ice}, author={Berg, Siv}, year=2017, journal={Tellus A: Dynamic Meteorology and Oceanography}, volume=69} | verified |
js47 | @article{title={Moss as a sponge for road dust}, author={Hill, Una and Berg, Siv}, year=2020, journal={PLOS ONE: Reports}, volume=15, pages={e0230001}} | differs | container
js48 | @article{title={Winds over warm eddies}, author={Berg, Siv}, year=2016, journal={Proc. R. Soc. A}, volume=472} | verified |
js49 | @article{title={Winds over warm eddies}, author={Berg, Siv}, year=2016, journal={Proceedings of the Royal Society of London. Series B}, volume=472} | differs | container
js50 | @article{title={Spectra of heavy quark pairs}, author={Berg, Siv}, year=2012, journal={Nucl. Instrum. Methods A}, volume=660} | verified |
js51 | @article{title={Spectra of heavy quark pairs}, author={Berg, Siv}, year=2012, journal={Nuclear Instruments and Methods in Physics Research Section B}, volume=660} | differs | container
js52 | @article{title={Spectra of heavy quark pairs}, author={Berg, Siv}, year=2012, journal={Nucl. Instr. Meth. Phys. Res. A}, volume=660} | verified |
js53 | @article{title={Spectra of heavy quark pairs}, author={Berg, Siv}, year=2012, journal={Nucl. Instrum. Methods B}, volume=660} | differs | container
js54 | @article{title={Spectra of heavy quark pairs}, author={Berg, Siv}, year=2012, journal={Nucl. Phys. A}, volume=660} | differs | container
# parts, reports of years, phases
pt01 | @article{title={Fatigue of welded joints. Part 2: Residual stress}, author={Wirth, Paul}, year=2001, journal={Weld Research}, volume=12, pages={21--44}} | verified |
pt02 | @article{title={Fatigue of welded joints. Part 2: Residual stress}, author={Wirth, Paul}, year=2001, journal={Weld Research}, volume=12, pages={21--44}, doi={10.5571/p1}} | wrong-identifier | Part 1
pt03 | @article{title={Fatigue of welded joints, Part II}, author={Wirth, Paul}, year=2001, journal={Weld Research}, volume=12, pages={21--44}} | verified,uncertain |
pt04 | @article{title={Bee losses in Europe, 2019}, author={Maas, Jo and Wirth, Paul}, year=2020, journal={Apiary Notes}, volume=6, pages={10--19}} | verified |
pt05 | @article{title={Bee losses in Europe, 2018}, author={Maas, Jo and Wirth, Paul}, year=2019, journal={Apiary Notes}, volume=5, pages={10--19}, doi={10.5571/s19}} | wrong-identifier | 2019
pt06 | @article{title={Orlistatin for chronic hives: a phase 3 trial}, author={Ruiz, Ana and Maas, Jo}, year=2019, journal={Trials of Skin}, volume=3, doi={10.5571/t2}} | wrong-identifier | phase 2
pt07 | @misc{title={Sketching Tensors with Few Passes, Part II}, author={Adeyemi, Tolu and Kranz, Eva}, year=2023, eprint={2301.01001}} | wrong-identifier,differs,uncertain | Sketching Tensors
pt08 | @misc{title={Sketching Tensors with Few Passes}, author={Adeyemi, Tolu and Kranz, Eva}, year=2023, eprint={2301.01001v2}} | verified |
pt09 | @article{title={Fatigue of welded joints. Part I: Notches}, author={Wirth, Paul}, year=2001, journal={Weld Research}, volume=12, pages={1--20}} | verified |
pt10 | @article{title={Fatigue of welded joints, Pt. 1}, author={Wirth, Paul}, year=2001, journal={Weld Research}, volume=12, pages={1--20}} | verified |
pt11 | @article{title={Fatigue of welded joints. Part 3: Repairs}, author={Wirth, Paul}, year=2003, journal={Weld Research}, volume=14, pages={1--20}, doi={10.5571/p2}} | wrong-identifier | Part 2
# preprint and article
pa01 | @article{title={Yeast counts its own copper}, author={Nader, Lina and Fox, Ed}, year=2021, journal={Metal Biology}, volume=9, number=1, pages={1--14}} | verified |
pa02 | @article{title={Yeast counts its own copper}, author={Nader, Lina and Fox, Ed}, year=2020, journal={bioRxiv}} | verified |
pa03 | @article{title={Yeast counts its own copper}, author={Nader, Lina and Fox, Ed}, year=2021, journal={Metal Biology}, volume=9, number=1, pages={1--14}, doi={10.1101/2020.02.02.900001}} | differs,wrong-identifier,uncertain | preprint
pa04 | @article{title={Yeast counts its own copper}, author={Nader, Lina and Fox, Ed}, year=2020, journal={bioRxiv}, doi={10.5572/a1}} | verified,differs |
pa05 | @article{title={Yeast counts its own copper}, author={Nader, Lina and Fox, Ed}, year=2020, journal={bioRxiv}, doi={10.1101/2020.02.02.900001v2}} | verified |
pa06 | @article{title={Yeast counts its own copper}, author={Nader, Lina and Fox, Ed}, year=2020, journal={bioRxiv}, doi={10.1101/2020.02.02.900001v1.full.pdf}} | verified |
# editions, books, chapters
bk01 | @book{title={A Field Guide to Lichens}, author={Moor, Ivy}, year=1998, publisher={Fen Press}} | verified |
bk02 | @book{title={A Field Guide to Lichens}, author={Moor, Ivy}, year=2015, publisher={Fen Press}} | verified |
bk03 | @book{title={A Field Guide to Lichens}, author={Moor, Ivy}, year=2006, edition={2}, publisher={Fen Press}} | uncertain,differs,not-found |
bk04 | @book{title={A Field Guide to Lichens}, author={Moor, Ivy}, year=1998, publisher={Fen Press}, doi={10.5573/b2}} | differs,wrong-identifier,uncertain | 2015
bk05 | @incollection{title={Bearings without oil}, author={Fox, Ed}, year=2012, booktitle={Handbook of Quiet Machines}, editor={Graf, Udo and Moor, Ivy}, pages={51--77}} | verified |
bk06 | @incollection{title={Bearings without oil}, author={Fox, Ed}, year=2012, booktitle={Handbook of Quiet Machines}, pages={51--77}, doi={10.5573/h1}} | verified,differs,wrong-identifier,uncertain | 10.5573/h1
bk07 | @book{title={Handbook of Quiet Machines}, editor={Graf, Udo and Moor, Ivy}, year=2012, publisher={Fen Press}} | verified |
bk08 | @book{title={Handbook of Quiet Machines}, editor={Graf, Udo and Moor, Ivy}, year=2012, publisher={Fen Press}, doi={10.5573/h1.3}} | wrong-identifier | Bearings
bk09 | @book{title={Handbook of Quiet Machines}, author={Graf, Udo and Moor, Ivy}, year=2012, publisher={Fen Press}} | verified |
bk10 | @incollection{title={Introduction}, author={Graf, Udo and Moor, Ivy}, year=2012, booktitle={Handbook of Quiet Machines}, pages={1--9}} | verified |
# about a work
ab01 | @article{title={Lead in the blood of urban pigeons}, author={Fox, Ed and Nader, Lina}, year=2014, journal={Urban Birds}, volume=4, number=2, pages={88--97}} | verified |
ab02 | @article{title={Lead in the blood of urban pigeons}, author={Fox, Ed and Nader, Lina}, year=2014, journal={Urban Birds}, volume=4, number=2, pages={88--97}, doi={10.5574/c4}} | wrong-identifier | Erratum
ab03 | @article{title={Lead in the blood of urban pigeons}, author={Fox, Ed and Nader, Lina}, year=2014, journal={Urban Birds}, volume=4, number=2, pages={88--97}, doi={10.5574/c2}} | wrong-identifier | Comment
ab04 | @article{title={Comment on “Lead in the blood of urban pigeons”}, author={Graf, Udo}, year=2015, journal={Urban Birds}, volume=5, number=1, pages={12--13}} | verified |
ab05 | @article{title={Comment on “Lead in the blood of urban pigeons”}, author={Graf, Udo}, year=2015, journal={Urban Birds}, volume=5, number=1, pages={12--13}, doi={10.5574/c1}} | wrong-identifier | Lead in
ab06 | @article{title={Erratum: Lead in the blood of urban pigeons}, author={Fox, Ed and Nader, Lina}, year=2014, journal={Urban Birds}, volume=4, number=4, pages={201}} | verified |
ab07 | @article{title={Copper baths heal frog skin}, author={Pohl, Ole}, year=2010, journal={Frog Letters}, volume=1, pages={1--5}, doi={10.5574/r2}} | retracted,wrong-identifier | retract
ab08 | @article{title={Copper baths and frog skin: a second look}, author={Pohl, Ole}, year=2012, journal={Frog Letters}, volume=3, pages={1--5}} | verified |
ab09 | @article{title={Reply to Graf}, author={Fox, Ed and Nader, Lina}, year=2015, journal={Urban Birds}, volume=5, number=1, pages={14--15}, doi={10.5574/c3}} | verified,uncertain,differs |
ab10 | @article{title={Erratum to “Lead in the blood of urban pigeons”}, author={Fox, Ed and Nader, Lina}, year=2014, journal={Urban Birds}, volume=4, number=4, pages={201}} | verified |
ab11 | @article{title={Erratum for: Lead in the blood of urban pigeons}, author={Fox, Ed and Nader, Lina}, year=2014, journal={Urban Birds}, doi={10.5574/c4}} | verified |
ab12 | @article{title={Erratum: Lead in the blood of urban pigeons}, author={Fox, Ed and Nader, Lina}, year=2014, journal={Urban Birds}, doi={10.5574/c1}} | wrong-identifier | Lead in
# people
pp01 | @article{title={Census of the reed beds of the delta}, author={{International Reed Bed Census Group} and Pohl, Ole}, year=2016, journal={Delta Notes}, volume=8} | verified |
pp02 | @article{title={Census of the reed beds of the delta}, author={{Intl. Reed Bed Census Group}}, year=2016, journal={Delta Notes}, volume=8} | differs,verified |
pp03 | @article{title={Census of the reed beds of the delta}, author={Pohl, Ole}, year=2016, journal={Delta Notes}, volume=8} | verified,differs |
pp04 | @article{title={Census of the reed beds of the delta}, author={Pohl, Otto and {International Reed Bed Census Group}}, year=2016, journal={Delta Notes}, volume=8} | differs | given
pp05 | @article{title={Hidden orders in amber flies}, author={Núñez-Ortega, M. J. and D’Angelo, L.}, year=2018, journal={Delta Notes}, volume=10} | verified |
pp06 | @article{title={Hidden orders in amber flies}, author={Nunez, Maria Jose and Dangelo, Luca}, year=2018, journal={Delta Notes}, volume=10} | verified |
pp07 | @article{title={Hidden orders in amber flies}, author={Ortega, M. J. N. and D'Angelo, L.}, year=2018, journal={Delta Notes}, volume=10} | verified,differs |
pp08 | @article{title={Hidden orders in amber flies}, author={Núñez-Ortega, María Luisa and D'Angelo, Luca}, year=2018, journal={Delta Notes}, volume=10} | differs | given
pp09 | @article{title={Ledger books of a river port}, author={Washington, III, Booker}, year=2005, journal={Port History}, volume=15} | verified |
pp10 | @article{title={Ledger books of a river port}, author={Booker Washington}, year=2005, journal={Port History}, volume=15} | verified |
pp11 | @article{title={Low noise mixers at low cost}, author={Xiaoming, Wang and Li, Chen}, year=2013, journal={Mixer Letters}, volume=7} | verified |
pp12 | @article{title={Low noise mixers at low cost}, author={Wang, X. M. and Chen, L.}, year=2013, journal={Mixer Letters}, volume=7} | verified |
pp13 | @article{title={Low noise mixers at low cost}, author={Wang, Xiao-Feng and Chen, Li}, year=2013, journal={Mixer Letters}, volume=7} | differs | given
pp14 | @article{title={Low noise mixers at low cost}, author={Wong, Xiao-Ming and Chen, Li}, year=2013, journal={Mixer Letters}, volume=7} | differs | author
# languages
lg01 | @article{title={The silence of the mills in winter}, author={Pohl, Ole}, year=2007, journal={Mühlenkunde}, volume=20, pages={5--15}, doi={10.5575/l1}} | uncertain,differs | title
lg02 | @article{title={Die Stille der Mühlen im Winter [The silence of the mills in winter]}, author={Pohl, Ole}, year=2007, journal={Mühlenkunde}, volume=20} | verified |
lg03 | @article{title={La política del pan en la capital vieja}, author={Núñez, Eva}, year=2003, journal={Estudios del Pan}, volume=2} | verified,uncertain |
lg04 | @article{title={Die Stille der Muehlen im Winter}, author={Pohl, Ole}, year=2007, journal={Muehlenkunde}, volume=20} | verified |
# numbers of pages and DOIs
nu01 | @article{title={Sleep of pilots on long routes}, author={Kohl, Jan}, year=2015, journal={Lancet Neurology}, volume=14, pages={250--9}, doi={HTTPS://DOI.ORG/10.5570/J9}} | verified |
nu02 | @article{title={Sleep of pilots on long routes}, author={Kohl, Jan}, year=2015, journal={Lancet Neurology}, volume=14, pages={250--59}, doi={https://doi.org/10.5570%2Fj9}} | verified |
nu03 | @article{title={Sleep of pilots on long routes}, author={Kohl, Jan}, year=2015, journal={Lancet Neurology}, volume=14, pages={205--259}, doi={10.5570/j9}} | differs | pages
nu04 | @article{title={Sleep of pilots on long routes}, author={Kohl, Jan}, year=2015, journal={Lancet Neurology}, volume=41, pages={250--259}, doi={10.5570/j9}} | differs | volume
nu05 | @article{title={Sleep of pilots on long routes}, author={Kohl, Jan}, year=2015, journal={Lancet Neurology}, volume=14, doi={https://doi-org.proxy.example.edu/10.5570/j9}} | verified |
nu06 | @article{title={Sleep of pilots on long routes}, author={Kohl, Jan}, year=2015, journal={Lancet Neurology}, volume=14, doi={10.5570/j9/abstract}} | verified |
nu07 | @article{title={Sleep of pilots on long routes}, author={Kohl, Jan}, year=2015, journal={Lancet Neurology}, volume=14, doi={10.5570/j9.}} | verified |
nu08 | @article{title={Moss as a sponge for road dust}, author={Hill, Una and Berg, Siv}, year=2020, journal={PLoS ONE}, volume=15, pages={1--12}} | verified |
nu09 | @article{title={A lone pulsar behind the bulge}, author={Rossi, Ada}, year=2019, journal={MNRAS}, volume=485, pages={10--15}} | verified,differs |
nu10 | @article{title={Moss as a sponge for road dust}, author={Hill, Una and Berg, Siv}, year=2020, journal={PLoS ONE}, volume=15, pages={e0230010}} | differs | pages
"""


def rows() -> Iterator[Row]:
    return rows_of(CASES)


def server() -> ReplayServer:
    """The works, served; a context manager."""
    return ReplayServer(recordings(crossref=CROSSREF, arxiv=ARXIV))
