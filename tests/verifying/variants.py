# ruff: noqa: E501 - a case is a line
"""Works of our own, and how references to them are judged: three or more of each kind of trouble.

A case is `name | entry | verdicts that are right | words that are said`; the entry gets its key from
the name. The works are made by `tests/replay/made.py` and served by the replay server.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.replay.made import recordings
from tests.replay.server import ReplayServer

from mscref.app.verify import Verified, read_claims, verify
from mscref.sources.settings import SERVICES, Rate, Settings

ARXIV = (
    "id=2105.01111v4; title=Sparse Gates for Deep Sequence Mixing; author=Okafor, Ngozi & Lindqvist, Per;"
    " year=2021; latest=2024",
    "id=math/0309136v2; title=Uniform Bounds on Torsion in Towers of Abelian Varieties;"
    " author=Ferreira, Inês & Moss, Caleb; year=2003; latest=2005",
    "id=1902.04444v3; title=Streaming Estimates of Covariance under Heavy Tails;"
    " author=Bianchi, Sara & Novak, Petr & Iyer, Meera; year=2019; latest=2022;"
    " journal_ref=Journal of Statistical Streams 14 (2022) 77-99; doi=10.5550/jss.2022.77",
    "id=2201.00001v2; title=A Proof of the Cactus Conjecture for Small Widths; author=Dorn, Eva;"
    " year=2022; comment=This paper has been withdrawn by the author due to a gap in Lemma 3",
    "id=2202.00002v3; title=Fast Mixing of Chains on Crowded Lattices; author=Dorn, Eva & Hall, Kim;"
    " year=2022; summary=This submission has been withdrawn by arXiv administrators due to plagiarism",
    "id=2203.00003v2; title=Learning Ranks from Noisy Votes Twice; author=Hall, Kim; year=2022;"
    " comment=withdrawn because of an error in the experiments",
    "id=2204.00004v2; title=Retracted Publications and their Afterlife in Networks; author=Hall, Kim;"
    " year=2022; comment=Retracted papers are studied here. 14 pages; summary=Withdrawn articles"
    " are cited for years.",
    "id=2107.00007v2; title=The Shape of Quiet Graphs; author=Dorn, Eva; year=2021; comment=Paper withdrawn"
    " by the author because of a missing case",
    "id=2107.00008v2; title=The Shape of Loud Graphs; author=Dorn, Eva; year=2021; comment=A section on trees"
    " was withdrawn from this version; 12 pages",
    "id=2107.00009v2; title=The Shape of Odd Graphs; author=Dorn, Eva; year=2021; comment=5 pages. This work"
    " has been withdrawn by arXiv administration because of disputed authorship",
    "id=2206.00006v2; title=On Hidden Orders in Frustrated Glasses at Rest; author=Dorn, Eva; year=2022;"
    " comment=The paper is withdrawn. A new version is in preparation",
)
EUROPEPMC = (
    "doi=10.1101/2021.05.05.442001; title=WITHDRAWN: Gut flora predicts the outcome of chess games;"
    " author=Sand, Ole & Berg, Tor; year=2021; kinds=Preprint,Preprint-withdrawal; source=PPR",
    "doi=10.1101/2021.06.06.442002; title=Serum lactate as a clock of marathon fatigue in adults;"
    " author=Sand, Ole; year=2021; kinds=Preprint,preprint-withdrawal; source=PPR",
    "doi=10.1101/2021.07.07.442003; title=A map of enhancers in the regrowing fin of the killifish;"
    " author=Berg, Tor & Sand, Ole; year=2021; kinds=Preprint,Preprint-removal; source=PPR",
    "pmid=30000077; pmcid=PMC7000077; doi=10.5550/clin.77; title=Tourniquet use in rural trauma care;"
    " author=Vale, Rita & Stone, Amos; year=2018; journal=Annals of Rural Surgery",
    "pmid=30000088; doi=10.5550/clin.88; title=Zinc lozenges shorten the common cold in children;"
    " author=Vale, Rita; year=2018; journal=Annals of Rural Surgery;"
    " kinds=Journal Article,Retracted Publication",
)
PUBMED_IDS = {"30000077": ("10.5550/clin.77", "PMC7000077")}
AGENCIES = {
    "10.18910/90001": "JaLC", "10.3969/j.issn.1000-9000.2019.01.001": "ISTIC",
    "10.5392/jkca.2019.19.01.001": "KISTI", "10.6220/joq.2018.25": "Airiti", "10.2871/90001": "OP",
}  # fmt: skip
CROSSREF = (
    # identifiers
    "DOI=10.5550/clin.77; title=Tourniquet use in rural trauma care; author=Vale, Rita & Stone, Amos;"
    " year=2018; container-title=Annals of Rural Surgery; volume=31; issue=2; page=101-109",
    "DOI=10.5550/clin.88; title=Zinc lozenges shorten the common cold in children; author=Vale, Rita;"
    " year=2018; container-title=Annals of Rural Surgery; volume=31; issue=4; page=301-309",
    "DOI=10.5550/jss.2022.77; title=Streaming Estimates of Covariance under Heavy Tails;"
    " author=Bianchi, Sara & Novak, Petr & Iyer, Meera; year=2022;"
    " container-title=Journal of Statistical Streams; volume=14; page=77-99",
    "DOI=10.5551/s41586-020-2649-2; title=Array languages for the working astronomer;"
    " author=Harlow, Una & Quint, Bo; year=2020; container-title=Nature Computing; volume=585;"
    " issue=7825; page=357-362",
    "DOI=10.5552/j.cell.2019.05.031; title=Integration of many kinds of single cell data;"
    " author=Stuard, Tim & Buttle, Ann; year=2019; container-title=Cellular Systems; volume=177;"
    " issue=7; page=1888-1902",
    "DOI=10.5553/oldlamp; title=The old lamp and the new oil; author=Pike, Zoe; year=2015;"
    " container-title=Lamp Studies; volume=3; page=1-19",
    # people
    "DOI=10.5560/p1; title=Gradient methods for layered recognition of handwriting; author=LeCarre, Yann"
    " & Botton, Léon & Haffner, Patrick; year=2011; container-title=Pattern Letters; volume=5; page=11-29",
    "DOI=10.5560/p2; title=Genomic landscapes of rare blood disorders in ten nations;"
    " author=Abel, Ruth & {The Rare Blood Consortium} & Quist, Nils; year=2016;"
    " container-title=Genome Reports; volume=8; page=201-215",
    "DOI=10.5560/p3; title=The civic uses of oratory in the south; author=Greene Jr., Walter & Moss, Ida;"
    " year=2009; container-title=Journal of Rhetoric; volume=22; page=33-58",
    "DOI=10.5560/p4; title=Catalytic cracking of long chains over clay; author=Zhang, Xiaoming & Li, Wei &"
    " Ouyang, Jing; year=2017; container-title=Catalysis Notes; volume=40; page=77-88",
    "DOI=10.5560/p5; title=Estimating fish stocks from few hauls along the coast; author=García Márquez,"
    " Lucía & Pérez de la Cruz, Juan; year=2014; container-title=Fishery Notes; volume=4; page=5-16",
    "DOI=10.5560/p6; title=An R package for tidy maps of rivers; author=M. Horsted, Allison & B. Gorman, Kristen;"
    " year=2020; container-title=Journal of Open Tools; volume=5; page=2020",
    "DOI=10.5560/p7; title=Measurement of the width of the heavy boson; author={The HELIX Collaboration};"
    " year=2018; container-title=Physics Reports Online; volume=7; page=101",
    "DOI=10.5560/p8; title=Growth of thin oxides at low pressure; author=van der Berg, Jan-Willem &"
    " O'Neill, Sinéad & al-Rashid, Omar; year=2013; container-title=Surface Notes; volume=9; page=44-51",
    "DOI=10.5560/p9; title=Voting with few candidates and many judges; author=Nguyen, Van Thanh & Kim, Min-Jae;"
    " year=2019; container-title=Choice and Welfare; volume=19; page=12-30",
    # other scripts, translated titles
    "DOI=10.5561/s1; title=Об устойчивости упругих оболочек при нагреве; author=Иванов, Пётр & Сидоров, Олег;"
    " year=2012; container-title=Прикладная механика; volume=48; page=10-21",
    "DOI=10.5561/s2; title=基于注意力机制的遥感图像分类方法; author=王, 伟 & 李, 娜; year=2020;"
    " container-title=计算机学报; volume=43; page=100-112",
    "DOI=10.5561/s3; title=Le sens de la marche dans les villes anciennes; original-title=The sense of"
    " walking in ancient cities; author=Dubois, Anne; year=2010; container-title=Revue urbaine;"
    " volume=12; page=3-20",
    "DOI=10.5561/s4; title=Modelling of river ice in spring; original-title=Моделирование речного льда"
    " весной; author=Petrov, Ivan; year=2016; container-title=Water Problems; volume=4; page=44-50",
    "DOI=10.5561/s5; title=日本の森林における炭素収支; author=佐藤, 健; year=2018;"
    " container-title=森林学会誌; volume=100; page=1-9",
    # retractions
    "DOI=10.5562/r1; title=Magnesium in drinking water and sleep of shift workers; author=Boldt, Jo & Fine, Al;"
    " year=2012; container-title=Sleep Notes; volume=2; page=7-15; updated=retraction 10.5562/r1n",
    "DOI=10.5562/r2; title=Cold baths and the immune response of swimmers; author=Boldt, Jo; year=2013;"
    " container-title=Sleep Notes; volume=3; page=70-75; updated=reinstatement 10.5562/r2n",
    "DOI=10.5562/r3; title=Statins and grip strength in the very old; author=Fine, Al & Kerr, Su; year=2014;"
    " container-title=Sleep Notes; volume=4; page=20-31; updated=expression_of_concern 10.5562/r3n",
    "DOI=10.5562/r4; title=Tea and bone density in a twin cohort; author=Kerr, Su; year=2015;"
    " container-title=Sleep Notes; volume=5; page=40-48; updated=correction 10.5562/r4n",
    "DOI=10.5562/r5; title=RETRACTED: Naps and the memory of sailors; author=Kerr, Su; year=2016;"
    " container-title=Sleep Notes; volume=6; page=1-8",
    "DOI=10.5562/r6; title=Dreams in polar night; author=Kerr, Su; year=2017; container-title=Sleep Notes;"
    " volume=7; page=1-8",
    "DOI=10.5562/r6n; title=Retraction: Dreams in polar night; author=; year=2019;"
    " container-title=Sleep Notes; volume=9; page=88; updates=retraction 10.5562/r6",
    "DOI=10.5562/r7; title=Lullabies and heart rate; author=Kerr, Su; year=2018; container-title=Sleep Notes;"
    " volume=8; page=1-8",
    "DOI=10.5562/r5n; title=Retraction note to: Lullabies and heart rate; author=Kerr, Su; year=2019;"
    " container-title=Sleep Notes; volume=9; page=90; updates=retraction 10.5562/r7",
    # kinds of works
    "DOI=10.5563/k1; type=book; title=Winters of the Northern Granaries; author=Hult, Greta; year=1998;"
    " publisher=Arden Press",
    "DOI=10.5563/k2; type=journal-article; title=Review of Winters of the Northern Granaries by Greta Hult;"
    " author=Snell, Bo; year=1999; container-title=Journal of Grain History; volume=7; page=211-213",
    "DOI=10.5563/k3; type=journal-article; title=Correction: Slow waves in the cortex of resting mice;"
    " author=Ito, Ken & Sala, Pau; year=2019; container-title=Neural Notes; volume=12; page=901",
    "DOI=10.5563/k4; type=book-chapter; title=Trade winds and grain; author=Hult, Greta; year=2004;"
    " container-title=Economies of Weather; publisher=Arden Press; page=55-80",
    "DOI=10.5563/k5; type=book; title=Economies of Weather; author=; editor=Lund, Per & Marsh, Sue; year=2004;"
    " publisher=Arden Press",
    "DOI=10.5563/k6; type=journal-article; title=Winters of the Northern Granaries; author=Snell, Bo;"
    " year=1999; container-title=The Agrarian Review; volume=44; page=98-99",
    "DOI=10.5563/k7; type=journal-article; title=Slow waves in the cortex of resting mice; author=Ito, Ken &"
    " Sala, Pau; year=2018; container-title=Neural Notes; volume=11; issue=3; page=300-318",
    # containers
    "DOI=10.5564/c1; title=Coral bleaching seen from orbit; author=Mora, Lia & Teo, Han; year=2017;"
    " container-title=Nature Communications; volume=8; page=1234",
    "DOI=10.5564/c2; title=Aligning reads with seeds of variable length; author=Teo, Han; year=2018;"
    " container-title=Bioinformatics; volume=34; issue=5; page=1001-1009",
    "DOI=10.5564/c3; type=proceedings-article; title=Dense pose from a single depth frame; author=Sun, Yi &"
    " Park, Jin; year=2016; container-title=2016 IEEE Conference on Computer Vision and Pattern"
    " Recognition (CVPR); page=101-110",
    "DOI=10.5564/c4; type=proceedings-article; title=Counting birds in noisy radar sweeps; author=Sun, Yi;"
    " year=2018; container-title=2018 IEEE/CVF Conference on Computer Vision and Pattern Recognition"
    " Workshops (CVPRW); page=55-61",
    "DOI=10.5564/c5; title=Photon noise in wide mirrors; author=Ochs, Uli; year=2014;"
    " container-title=Proceedings of the National Academy of Sciences; short-container-title="
    "Proc. Natl. Acad. Sci. U.S.A.; volume=111; page=500-505",
    "DOI=10.5564/c6; type=proceedings-article; title=Mining frequent paths in road logs; author=Rao, Anil & Sun, Yi;"
    " year=2012; container-title=Proceedings of the Second Workshop on Mobile Data; page=1-8",
    "DOI=10.5564/c7; title=Spin ladders with weak rungs; author=Ochs, Uli & Rao, Anil; year=2011;"
    " container-title=Physical Review B; volume=83; page=104401",
    "DOI=10.5564/c8; type=book-chapter; title=Proof search with lemma caches; author=Rao, Anil; year=2015;"
    " container-title=Lecture Notes in Computer Science//Automated Reasoning with Lemmas; page=200-215",
)

CASES = r"""
# arXiv, wherever it stands
ax01 | @misc{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, eprint={2105.01111}} | verified |
ax02 | @article{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, journal={arXiv preprint arXiv:2105.01111}} | verified |
ax03 | @article{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, journal={CoRR}, volume={abs/2105.01111}} | verified |
ax04 | @misc{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, url={https://arxiv.org/pdf/2105.01111v2.pdf}} | verified |
ax05 | @misc{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, note={arXiv:2105.01111 [cs.LG]}} | verified |
ax06 | @techreport{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, number={arXiv:2105.01111}, institution={arXiv}} | verified |
ax07 | @misc{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, howpublished={arXiv:2105.01111v3}} | verified |
ax08 | @article{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, journal={ArXiv e-prints}, eprint={2105.01111}, archiveprefix={arXiv}, primaryclass={cs.LG}} | verified |
ax09 | @article{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, journal={arXiv e-prints}, pages={arXiv:2105.01111}} | verified |
ax10 | @article{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, journal={arXiv e-prints}, eid={arXiv:2105.01111}} | verified |
ax11 | @misc{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, doi={10.48550/arXiv.2105.01111}} | verified |
ax12 | @misc{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, doi={arXiv:2105.01111}} | verified |
ax13 | @article{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, journal={CoRR abs/2105.01111}} | verified |
ax14 | @article{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, journal={arXiv}, volume={2105.01111}} | verified |
ax15 | @article{title={Uniform Bounds on Torsion in Towers of Abelian Varieties}, author={Ferreira, Inês and Moss, Caleb}, year=2003, journal={arXiv preprint math/0309136}} | verified |
ax16 | @misc{title={Uniform Bounds on Torsion in Towers of Abelian Varieties}, author={Ferreira, Inês and Moss, Caleb}, year=2003, eprint={math.AG/0309136}, archiveprefix={arXiv}} | verified |
ax17 | @unpublished{title={Uniform Bounds on Torsion in Towers of Abelian Varieties}, author={Ferreira, Inês and Moss, Caleb}, year=2003, note={Available at http://arxiv.org/abs/math/0309136}} | verified |
ax18 | @inproceedings{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, booktitle={arXiv preprint}, eprint={2105.01111}} | verified |
ax19 | @misc{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, publisher={arXiv}, number={2105.01111}} | verified |
ax20 | @online{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, date={2021}, eprint={arXiv:2105.01111v1}, eprinttype={arxiv}, eprintclass={cs.LG}} | verified |
ax21 | @misc{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, howpublished={\url{https://arxiv.org/abs/2105.01111}}} | verified |
ax22 | @misc{title={Sparse Gates for Deep Sequence Mixing}, author={Grant, Zed}, year=2021, eprint={2105.01111}} | differs,wrong-identifier |
ax23 | @misc{title={Growing tomatoes in the dark}, author={Grant, Zed}, year=2021, eprint={2105.01111}} | wrong-identifier | Sparse Gates
# years of versions
yv01 | @misc{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2024, eprint={2105.01111}} | verified | later version
yv02 | @misc{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2023, eprint={2105.01111v3}} | verified | later version
yv03 | @misc{title={Uniform Bounds on Torsion in Towers of Abelian Varieties}, author={Ferreira, Inês and Moss, Caleb}, year=2005, eprint={math/0309136}} | verified | later version
yv04 | @misc{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2017, eprint={2105.01111}} | differs | 2017
yv05 | @article{title={Streaming Estimates of Covariance under Heavy Tails}, author={Bianchi, Sara and Novak, Petr and Iyer, Meera}, year=2022, journal={Journal of Statistical Streams}, volume=14, eprint={1902.04444}} | verified |
yv06 | @misc{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2026, eprint={2105.01111}} | differs,uncertain | 2026
# withdrawn
wd01 | @misc{title={A Proof of the Cactus Conjecture for Small Widths}, author={Dorn, Eva}, year=2022, eprint={2201.00001}} | retracted | withdrawal
wd02 | @article{title={Fast Mixing of Chains on Crowded Lattices}, author={Dorn, Eva and Hall, Kim}, year=2022, journal={arXiv preprint arXiv:2202.00002}} | retracted | withdrawal
wd03 | @misc{title={Learning Ranks from Noisy Votes Twice}, author={Hall, Kim}, year=2022, url={https://arxiv.org/abs/2203.00003}} | retracted | withdrawal
wd04 | @misc{title={Retracted Publications and their Afterlife in Networks}, author={Hall, Kim}, year=2022, eprint={2204.00004}} | verified |
wd05 | @misc{title={On Hidden Orders in Frustrated Glasses at Rest}, author={Dorn, Eva}, year=2022, eprint={2206.00006}} | retracted | withdrawal
wd06 | @article{title={Gut flora predicts the outcome of chess games}, author={Sand, Ole and Berg, Tor}, year=2021, journal={bioRxiv}} | retracted | withdrawal
wd07 | @article{title={Serum lactate as a clock of marathon fatigue in adults}, author={Sand, Ole}, year=2021, journal={bioRxiv}} | retracted | withdrawal
wd08 | @article{title={A map of enhancers in the regrowing fin of the killifish}, author={Berg, Tor and Sand, Ole}, year=2021, journal={bioRxiv}} | retracted | removal
# what is no DOI
nd01 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={n/a}} | verified | is no identifier
nd02 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={None}} | verified | is no identifier
nd03 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={--}} | verified | is no identifier
nd04 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={in press}} | verified | is no identifier
nd05 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={10.xxxx/xxxxx}} | verified |
nd06 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={not assigned}} | verified |
nd07 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={https://doi.org/}} | verified |
nd08 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={kein DOI}} | verified |
nd09 | @article{title={An unheard of study of turnips}, author={Vale, Rita}, year=2018, journal={Annals of Rural Surgery}, doi={N.A.}} | not-found | is no identifier
nd10 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={0}} | verified |
# a publisher's page as the DOI
pp01 | @article{title={Array languages for the working astronomer}, author={Harlow, Una and Quint, Bo}, year=2020, journal={Nature Computing}, doi={https://www.example.com/articles/s41586-020-2649-2}} | verified | is an address
pp02 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={https://link.springer.com/article/10.5550/clin.77}} | verified | is an address
pp03 | @article{title={Integration of many kinds of single cell data}, author={Stuard, Tim and Buttle, Ann}, year=2019, journal={Cellular Systems}, doi={https://www.sciencedirect.com/science/article/pii/S0092867419305598}} | verified | PII
pp04 | @article{title={Integration of many kinds of single cell data}, author={Stuard, Tim and Buttle, Ann}, year=2019, journal={Cellular Systems}, doi={https://onlinelibrary.wiley.com/doi/full/10.5552/j.cell.2019.05.031}} | verified | is an address
pp05 | @article{title={Integration of many kinds of single cell data}, author={Stuard, Tim and Buttle, Ann}, year=2019, journal={Cellular Systems}, doi={www.tandfonline.com/doi/abs/10.5552/j.cell.2019.05.031}} | verified |
pp06 | @article{title={Integration of many kinds of single cell data}, author={Stuard, Tim and Buttle, Ann}, year=2019, journal={Cellular Systems}, doi={https://ieeexplore.ieee.org/document/1234567}} | verified | is an address
# one kind of number in the field of another
pm01 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, pmid={PMC7000077}} | verified | PMID holds PMC7000077
pm02 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={10.5550/clin.77}, pmid={PMC7000077}} | verified | PMID holds PMC7000077
pm03 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={10.5550/clin.77}, pmcid={10.5550/clin.77}} | verified | PMCID holds
pm04 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={PMC7000077}} | verified | DOI holds PMC7000077
pm05 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={10.5550/clin.77}, pmid={10.5550/clin.77}} | verified | PMID holds
# DOIs of agencies without open metadata
ag01 | @article{title={Roof tiles of the late palace}, author={Sato, Ken}, year=2019, doi={10.18910/90001}} | not-found | registered at JaLC
ag02 | @article{title={Wheat rust under drip irrigation}, author={Li, Na}, year=2019, doi={10.3969/j.issn.1000-9000.2019.01.001}} | not-found | registered at ISTIC
ag03 | @article{title={Song contests and local pride}, author={Kim, Su}, year=2019, doi={10.5392/JKCA.2019.19.01.001}} | not-found | registered at KISTI
ag04 | @book{title={Rivers of the union in figures}, author={{European Union}}, year=2019, doi={10.2871/90001}} | not-found | registered at OP
ag05 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={10.6220/joq.2018.25}} | verified,differs | registered
# mistyped DOIs
mt01 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={10.5550/clin.777}} | differs | 10.5550/clin.77
mt02 | @article{title={Array languages for the working astronomer}, author={Harlow, Una and Quint, Bo}, year=2020, journal={Nature Computing}, doi={10.5551/s41586-020-2694-2}} | differs | 10.5551/s41586-020-2649-2
mt03 | @article{title={Array languages for the working astronomer}, author={Harlow, Una and Quint, Bo}, year=2020, journal={Nature Computing}, doi={10.5551/s41586-020-2649}} | differs | 10.5551/s41586-020-2649-2
mt04 | @article{title={Array languages for the working astronomer}, author={Harlow, Una and Quint, Bo}, year=2020, journal={Nature Computing}, doi={10.5551/s41586-020-2649-2.}} | verified |
mt05 | @article{title={Array languages for the working astronomer}, author={Harlow, Una and Quint, Bo}, year=2020, journal={Nature Computing}, doi={10.5551/s4I586-O20-2649-2}} | differs | 10.5551/s41586-020-2649-2
mt06 | @article{title={Array languages for the working astronomer}, author={Harlow, Una and Quint, Bo}, year=2020, journal={Nature Computing}, doi={10.5551/s41586–020–2649–2}} | verified |
mt07 | @article{title={Array languages for the working astronomer}, author={Harlow, Una and Quint, Bo}, year=2020, journal={Nature Computing}, doi={1O.5551/s41586-020-2649-2}} | differs,verified | 10.5551/s41586-020-2649-2
mt08 | @article{title={Array languages for the working astronomer}, author={Harlow, Una and Quint, Bo}, year=2020, doi={10.5551/ s41586-020-2649-2}} | differs,verified |
mt09 | @article{title={The old lamp and the new oil}, author={Pike, Zoe}, year=2015, journal={Lamp Studies}, volume=3, pages={1--19}, doi={10.5553/oldlamb}} | differs | 10.5553/oldlamp
mt10 | @article{title={The old lamp and the new oil}, author={Pike, Zoe}, year=2015, doi={10.5553/oldlam}} | differs | 10.5553/oldlamp
mt11 | @article{title={Array languages for the working astronomer}, author={Harlow, Una and Quint, Bo}, year=2020, journal={Nature Computing}, doi={http://dx.doi.org/10.5551/S41586-020-2649-2}} | verified |
mt12 | @article{title={The old lamp and the new oil}, author={Pike, Zoe}, year=2015, journal={Lamp Studies}, doi={10.5553/oldlamp)}} | verified |
# people
pe01 | @article{title={Gradient methods for layered recognition of handwriting}, author={LeCarre, Yves and Botton, Léon and Haffner, Patrick}, year=2011, journal={Pattern Letters}} | differs | other given names
pe02 | @article{title={Gradient methods for layered recognition of handwriting}, author={LeCarre, Y. and Botton, L. and Haffner, P.}, year=2011, journal={Pattern Letters}} | verified |
pe03 | @article{title={Gradient methods for layered recognition of handwriting}, author={Le Carre, Yann and Botton, Leon and others}, year=2011, journal={Pattern Letters}} | verified |
pe04 | @article{title={Gradient methods for layered recognition of handwriting}, author={LeCarre, Yann and Botton, Léon and Haffner, Pauline}, year=2011, journal={Pattern Letters}} | differs | other given names
pe05 | @article{title={Genomic landscapes of rare blood disorders in ten nations}, author={Abel, Ruth and {Rare Blood Consortium} and Quist, Nils}, year=2016, journal={Genome Reports}} | verified |
pe06 | @article{title={Genomic landscapes of rare blood disorders in ten nations}, author={{The Rare Blood Consortium}}, year=2016, journal={Genome Reports}} | verified |
pe07 | @article{title={Genomic landscapes of rare blood disorders in ten nations}, author={Abel, Ruth and Quist, Nils}, year=2016, journal={Genome Reports}} | verified |
pe08 | @article{title={Genomic landscapes of rare blood disorders in ten nations}, author={{The Plain Cheese Consortium}}, year=2016, journal={Genome Reports}} | differs,uncertain | Plain Cheese
pe09 | @article{title={The civic uses of oratory in the south}, author={Greene, Jr., Walter and Moss, Ida}, year=2009, journal={Journal of Rhetoric}} | verified |
pe10 | @article{title={The civic uses of oratory in the south}, author={Greene, Walter and Moss, Ida}, year=2009, journal={Journal of Rhetoric}} | verified |
pe11 | @article{title={The civic uses of oratory in the south}, author={{Greene Jr}, W. and Moss, I.}, year=2009, journal={Journal of Rhetoric}} | verified |
pe12 | @article{title={Catalytic cracking of long chains over clay}, author={Zhang Xiaoming and Li Wei and Ouyang Jing}, year=2017, journal={Catalysis Notes}} | verified |
pe13 | @article{title={Catalytic cracking of long chains over clay}, author={Xiaoming, Zhang and Wei, Li and Jing, Ouyang}, year=2017, journal={Catalysis Notes}} | verified |
pe14 | @article{title={Catalytic cracking of long chains over clay}, author={Zhang, Xiao-Ming and Li, W. and Ouyang, J.}, year=2017, journal={Catalysis Notes}} | verified |
pe15 | @article{title={Catalytic cracking of long chains over clay}, author={Zhang, Xiaoping and Li, Wei and Ouyang, Jing}, year=2017, journal={Catalysis Notes}} | differs | other given names
pe16 | @article{title={Catalytic cracking of long chains over clay}, author={Zhang, Xiaoming and Liu, Wei and Ouyang, Jing}, year=2017, journal={Catalysis Notes}} | differs | not among
pe17 | @article{title={Estimating fish stocks from few hauls along the coast}, author={García, Lucía and Pérez, Juan}, year=2014, journal={Fishery Notes}} | verified |
pe18 | @article{title={Estimating fish stocks from few hauls along the coast}, author={García-Márquez, L. and {Pérez-de la Cruz}, J.}, year=2014, journal={Fishery Notes}} | verified |
pe19 | @article{title={Estimating fish stocks from few hauls along the coast}, author={Márquez, Lucía García and de la Cruz, Juan Pérez}, year=2014, journal={Fishery Notes}} | verified |
pe20 | @article{title={An R package for tidy maps of rivers}, author={Horsted, Allison M. and Gorman, Kristen B.}, year=2020, journal={Journal of Open Tools}, doi={10.5560/p6}} | verified |
pe21 | @article{title={Measurement of the width of the heavy boson}, author={{HELIX Collaboration}}, year=2018, journal={Physics Reports Online}} | verified |
pe22 | @article{title={Measurement of the width of the heavy boson}, author={Rossi, Marco and {HELIX Collaboration}}, year=2018, journal={Physics Reports Online}} | verified |
pe23 | @article{title={Growth of thin oxides at low pressure}, author={Berg, Jan-Willem van der and O'Neill, Sinead and Al-Rashid, Omar}, year=2013, journal={Surface Notes}} | verified |
pe24 | @article{title={Growth of thin oxides at low pressure}, author={Van Der Berg, J.W. and ONeill, S. and Rashid, O.}, year=2013, journal={Surface Notes}} | verified |
pe25 | @article{title={Growth of thin oxides at low pressure}, author={van der Berg, Jan-Willem}, year=2013, journal={Surface Notes}} | differs | left out
pe26 | @article{title={Growth of thin oxides at low pressure}, author={O'Neill, Sinéad and van der Berg, Jan-Willem and al-Rashid, Omar}, year=2013, journal={Surface Notes}} | differs | another first author
pe27 | @article{title={Voting with few candidates and many judges}, author={Nguyen, Thanh V. and Kim, Minjae}, year=2019, journal={Choice and Welfare}} | verified |
pe28 | @article{title={Voting with few candidates and many judges}, author={Van Thanh Nguyen and Min-Jae Kim}, year=2019, journal={Choice and Welfare}} | verified |
pe29 | @article{title={Voting with few candidates and many judges}, author={Nguyen, Van Thanh and Kim, Minsu}, year=2019, journal={Choice and Welfare}} | differs | other given names
# other scripts and translations
sc01 | @article{title={On the stability of elastic shells under heating}, author={Ivanov, Petr and Sidorov, Oleg}, year=2012, journal={Applied Mechanics}, doi={10.5561/s1}} | uncertain | in another script
sc02 | @article{title={Classification of remote sensing images by attention}, author={Wang, Wei and Li, Na}, year=2020, journal={Chinese Journal of Computers}, doi={10.5561/s2}} | uncertain | in another script
sc03 | @article{title={The sense of walking in ancient cities}, author={Dubois, Anne}, year=2010, journal={Revue urbaine}, doi={10.5561/s3}} | verified |
sc04 | @article{title={Моделирование речного льда весной}, author={Петров, Иван}, year=2016, journal={Water Problems}, doi={10.5561/s4}} | verified,uncertain |
sc05 | @article{title={Carbon balance of the forests of Japan}, author={Sato, Ken}, year=2018, journal={Journal of the Forest Society}, doi={10.5561/s5}} | uncertain | in another script
sc06 | @article{title={Ob ustoichivosti uprugikh obolochek pri nagreve}, author={Ivanov, P. and Sidorov, O.}, year=2012, volume=48, pages={10--21}, doi={10.5561/s1}} | uncertain | in another script
sc07 | @article{title={日本の森林における炭素収支}, author={佐藤, 健}, year=2018, journal={森林学会誌}, doi={10.5561/s5}} | verified |
# notices
re01 | @article{title={Magnesium in drinking water and sleep of shift workers}, author={Boldt, Jo and Fine, Al}, year=2012, journal={Sleep Notes}} | retracted | retraction
re02 | @article{title={Magnesium in drinking water and sleep of shift workers}, author={Boldt, Jo and Fine, Al}, year=2012, journal={Sleep Notes}, doi={10.5562/r4}} | wrong-identifier | retraction on 2021-03-04
re03 | @article{title={Cold baths and the immune response of swimmers}, author={Boldt, Jo}, year=2013, journal={Sleep Notes}} | verified,corrected | reinstat
re04 | @article{title={Statins and grip strength in the very old}, author={Fine, Al and Kerr, Su}, year=2014, journal={Sleep Notes}} | concern | expression of concern
re05 | @article{title={Tea and bone density in a twin cohort}, author={Kerr, Su}, year=2015, journal={Sleep Notes}} | corrected | correction
re06 | @article{title={Zinc lozenges shorten the common cold in children}, author={Vale, Rita}, year=2018, journal={Annals of Rural Surgery}} | retracted | Europe PMC
re07 | @article{title={Magnesium in drinking water and sleep of shift workers}, author={Boldt, Jo and Fine, Al}, year=2012, journal={Sleep Notes}, doi={10.5562/r11}} | retracted | retraction
re08 | @article{title={Statins and grip strength in the very old}, author={Fine, Al and Kerr, Su}, year=2014, journal={Sleep Notes}, doi={10.5560/p1}} | wrong-identifier | expression of concern
# pages and issues
pg01 | @article{title={Slow waves in the cortex of resting mice}, author={Ito, Ken and Sala, Pau}, year=2018, journal={Neural Notes}, volume=11, number=3, pages={300--319}} | verified | another last page
pg02 | @article{title={Slow waves in the cortex of resting mice}, author={Ito, Ken and Sala, Pau}, year=2018, journal={Neural Notes}, volume=11, number=4, pages={300--318}} | verified | another issue
pg03 | @article{title={Slow waves in the cortex of resting mice}, author={Ito, Ken and Sala, Pau}, year=2018, journal={Neural Notes}, volume=11, number=3, pages={300--18}} | verified |
pg04 | @article{title={Slow waves in the cortex of resting mice}, author={Ito, Ken and Sala, Pau}, year=2018, journal={Neural Notes}, volume=11, number=3, pages={310--318}} | differs | pages
pg05 | @article{title={Slow waves in the cortex of resting mice}, author={Ito, Ken and Sala, Pau}, year=2018, journal={Neural Notes}, volume=12, number=3, pages={300--318}} | differs | volume
pg06 | @article{title={Slow waves in the cortex of resting mice}, author={Ito, Ken and Sala, Pau}, year=2018, journal={Neural Notes}, volume=XI, number=03, pages={300--318}} | verified |
pg07 | @article{title={Slow waves in the cortex of resting mice}, author={Ito, Ken and Sala, Pau}, year=2018, journal={Neural Notes}, volume={11(3)}, pages={pp. 300-318}} | verified |
# kinds of works
kd01 | @book{title={Winters of the Northern Granaries}, author={Hult, Greta}, year=1998, publisher={Arden Press}} | verified |
kd02 | @book{title={Winters of the Northern Granaries}, author={Hult, Greta}, year=1998, publisher={Arden Press}, doi={10.5563/k6}} | wrong-identifier |
kd03 | @article{title={Slow waves in the cortex of resting mice}, author={Ito, Ken and Sala, Pau}, year=2018, journal={Neural Notes}, doi={10.5563/k3}} | wrong-identifier | Correction
kd04 | @incollection{title={Trade winds and grain}, author={Hult, Greta}, year=2004, booktitle={Economies of Weather}, publisher={Arden Press}, doi={10.5563/k5}} | verified |
kd05 | @book{title={Economies of Weather}, editor={Lund, Per and Marsh, Sue}, year=2004, publisher={Arden Press}} | verified |
kd06 | @book{title={Economies of Weather}, editor={Lund, Per and Marsh, Sue}, year=2004, publisher={Arden Press}, doi={10.5563/k4}} | wrong-identifier,differs |
kd07 | @article{title={Correction: Slow waves in the cortex of resting mice}, author={Ito, Ken and Sala, Pau}, year=2019, journal={Neural Notes}, volume=12} | verified |
kd08 | @article{title={Review of Winters of the Northern Granaries}, author={Snell, Bo}, year=1999, journal={Journal of Grain History}, volume=7} | verified,differs,uncertain |
# containers
co01 | @article{title={Coral bleaching seen from orbit}, author={Mora, Lia and Teo, Han}, year=2017, journal={Nature}} | differs | container
co02 | @article{title={Coral bleaching seen from orbit}, author={Mora, Lia and Teo, Han}, year=2017, journal={Nat. Commun.}} | verified |
co03 | @article{title={Aligning reads with seeds of variable length}, author={Teo, Han}, year=2018, journal={Briefings in Bioinformatics}} | differs | container
co04 | @article{title={Aligning reads with seeds of variable length}, author={Teo, Han}, year=2018, journal={BMC Bioinformatics}} | differs | container
co05 | @inproceedings{title={Dense pose from a single depth frame}, author={Sun, Yi and Park, Jin}, year=2016, booktitle={Proceedings of the IEEE Conference on Computer Vision and Pattern Recognition}} | verified |
co06 | @inproceedings{title={Dense pose from a single depth frame}, author={Sun, Yi and Park, Jin}, year=2016, booktitle={CVPR}} | verified |
co07 | @inproceedings{title={Dense pose from a single depth frame}, author={Sun, Yi and Park, Jin}, year=2016, booktitle={CVPR Workshops}} | differs | container
co08 | @inproceedings{title={Counting birds in noisy radar sweeps}, author={Sun, Yi}, year=2018, booktitle={Proceedings of the IEEE Conference on Computer Vision and Pattern Recognition}} | differs | container
co09 | @inproceedings{title={Counting birds in noisy radar sweeps}, author={Sun, Yi}, year=2018, booktitle={CVPR Workshops}} | verified |
co10 | @article{title={Photon noise in wide mirrors}, author={Ochs, Uli}, year=2014, journal={PNAS}} | verified |
co11 | @article{title={Photon noise in wide mirrors}, author={Ochs, Uli}, year=2014, journal={Proceedings of the National Academy of Sciences of the United States of America}} | verified |
co12 | @article{title={Photon noise in wide mirrors}, author={Ochs, Uli}, year=2014, journal={PNAS Nexus}} | differs | container
co13 | @inproceedings{title={Mining frequent paths in road logs}, author={Rao, Anil and Sun, Yi}, year=2012, booktitle={Proc. 2nd Workshop on Mobile Data}} | verified |
co14 | @inproceedings{title={Mining frequent paths in road logs}, author={Rao, Anil and Sun, Yi}, year=2012, booktitle={Proceedings of the 2nd International Workshop on Mobile Data}} | verified |
co15 | @article{title={Spin ladders with weak rungs}, author={Ochs, Uli and Rao, Anil}, year=2011, journal={Phys. Rev. Lett.}} | differs | container
co16 | @article{title={Spin ladders with weak rungs}, author={Ochs, Uli and Rao, Anil}, year=2011, journal={Phys. Rev. B}} | verified |
co17 | @inproceedings{title={Proof search with lemma caches}, author={Rao, Anil}, year=2015, booktitle={Automated Reasoning with Lemmas}, series={LNCS}} | verified |
ax24 | @misc{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, eprint={http://arxiv.org/abs/2105.01111}} | verified |
ax25 | @article{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, journal={arXiv:2105.01111 [cs.LG]}} | verified |
ax26 | @article{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, journal={ArXiv}, volume={abs/2105.01111}} | verified |
ax27 | @article{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, journal={arXiv [cs.LG]}, url={http://arxiv.org/abs/2105.01111}} | verified |
ax28 | @article{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, journal={Preprint}, volume={arXiv:2105.01111}} | verified |
ax29 | @misc{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, doi={https://arxiv.org/abs/2105.01111}} | verified |
ax30 | @misc{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, doi={10.48550/ARXIV.2105.01111v2}} | verified |
ax31 | @article{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, journal={arXiv}, pages={2105.01111}} | verified |
ax32 | @misc{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, publisher={arXiv:2105.01111}} | verified |
ax33 | @misc{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, note={arXiv preprint 2105.01111}} | verified |
ax34 | @misc{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, howpublished={ArXiv, abs/2105.01111}} | verified |
ax35 | @techreport{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, institution={arXiv}, number={2105.01111}} | verified |
ax36 | @article{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, journal={eprint arXiv:2105.01111}} | verified |
ax37 | @article{title={Uniform Bounds on Torsion in Towers of Abelian Varieties}, author={Ferreira, Inês and Moss, Caleb}, year=2003, journal={arXiv Mathematics e-prints}, eid={math/0309136}, pages={math/0309136}} | verified |
ax38 | @article{title={Streaming Estimates of Covariance under Heavy Tails}, author={Bianchi, Sara and Novak, Petr and Iyer, Meera}, year=2019, journal={arXiv preprint arXiv:1902.04444}} | verified |
ax39 | @article{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, journal={arXiv preprint}, number={2105.01111}} | verified |
ax40 | @article{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, journal={arXiv.org}, volume={cs.LG}, number={2105.01111}} | verified |
ax41 | @inproceedings{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2022, booktitle={International Conference on Learning Representations}, eprint={2105.01111}} | uncertain,verified | preprint
ax42 | @misc{title={Sparse Gates for Deep Sequence Mixing}, author={Okafor, Ngozi and Lindqvist, Per}, year=2021, archive={arXiv}, eprint={2105.99999}} | differs,not-found,uncertain | 2105.99999
wd09 | @misc{title={Learning Ranks from Noisy Votes Twice}, author={Hall, Kim}, year=2022, note={arXiv:2203.00003}} | retracted | withdrawal
wd10 | @article{title={Learning Ranks from Noisy Votes Twice}, author={Hall, Kim}, year=2022, journal={CoRR}, volume={abs/2203.00003}} | retracted | withdrawal
wd11 | @misc{title={The Shape of Quiet Graphs}, author={Dorn, Eva}, year=2021, eprint={2107.00007}} | retracted | withdrawal
wd12 | @misc{title={The Shape of Loud Graphs}, author={Dorn, Eva}, year=2021, eprint={2107.00008}} | verified |
wd13 | @misc{title={The Shape of Odd Graphs}, author={Dorn, Eva}, year=2021, eprint={2107.00009}} | retracted | withdrawal
wd14 | @article{title={Gut flora predicts the outcome of chess games}, author={Sand, Ole and Berg, Tor}, year=2021, journal={bioRxiv}, doi={10.1101/2021.05.05.442001}} | retracted | withdrawal
wd15 | @article{title={WITHDRAWN: Gut flora predicts the outcome of chess games}, author={Sand, Ole and Berg, Tor}, year=2021, journal={bioRxiv}} | retracted | withdrawal
nd11 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={10.1145/nnnnnnn.nnnnnnn}} | verified | is no identifier
nd12 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={10.1109/XXXXX.20XX.XXXXXXX}} | verified | is no identifier
nd13 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={not available online}} | verified |
nd14 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={нет}} | verified |
nd15 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, pmid={N/A}, doi={10.5550/clin.77}} | verified | is no identifier
nd16 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={http://www.annals-rural-surgery.example/2018/31}} | verified | is an address
nd17 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={ISSN 1234-5679}} | verified | DOI
nd18 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={978-0-306-40615-7}} | verified | DOI holds
nd19 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={hdl:1721.1/12345}} | verified,differs | DOI
pm06 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, pmid={PMID: 30000077}} | verified |
pm07 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, pmid={https://pubmed.ncbi.nlm.nih.gov/30000077/}} | verified |
pm08 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, pmcid={7000077}} | verified |
pm09 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, pmcid={PMID: 30000077}} | verified | PMCID holds 30000077
pm10 | @article{title={Slow waves in the cortex of resting mice}, author={Ito, Ken and Sala, Pau}, year=2018, journal={Neural Notes}, pmid={30000077}} | wrong-identifier | Tourniquet
pm11 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, eprint={30000077}, eprinttype={pubmed}} | verified |
pm12 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, note={PMID: 30000077; PMCID: PMC7000077}} | verified |
pm13 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, pmid={pmc7000077.}} | verified | PMID holds PMC7000077
ag06 | @article{title={Roof tiles of the late palace}, author={Sato, Ken}, year=2019, doi={https://doi.org/10.18910/90001}} | not-found | registered at JaLC
ag07 | @article{title={Wheat rust under drip irrigation}, author={Li, Na}, year=2019, url={https://doi.org/10.3969/j.issn.1000-9000.2019.01.001}} | not-found | registered at ISTIC
mt13 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={10.555/clin.77}} | differs,verified | 10.5550/clin.77
mt14 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={10,5550/clin.77}} | differs,verified | 10.5550/clin.77
mt15 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={10.5550/clni.77}} | differs | 10.5550/clin.77
mt16 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, volume=31, number=2, pages={101--109}, doi={10.5550/сlin.77}} | differs,verified | 10.5550/clin.77
mt17 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, volume=31, number=2, pages={101--109}, doi={10.5550/clin.88}} | wrong-identifier | Zinc lozenges
mt18 | @article{title={Array languages for the working astronomer}, author={Harlow, Una and Quint, Bo}, year=2020, doi={10.5551/s41586-020-2649-2/full}} | verified |
mt19 | @article{title={Array languages for the working astronomer}, author={Harlow, Una and Quint, Bo}, year=2020, doi={doi:10.5551/s41586-020-2649-2,}} | verified |
mt20 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}, doi={10.5550/clin}} | differs | 10.5550/clin.77
mt21 | @article{title={Array languages for the working astronomer}, author={Harlow, Una and Quint, Bo}, year=2020, doi={10.5551/s41586\_020\_2649\_2}} | differs | 10.5551/s41586-020-2649-2
mt22 | @article{title={The old lamp and the new oil}, author={Pike, Zoe}, year=2015, journal={Lamp Studies}, volume=3, pages={1--19}, doi={10.5553/oldlamp; 10.5553/oldlamp}} | verified |
pe30 | @article{title={Tourniquet use in rural trauma care}, author={Vale R and Stone A}, year=2018, journal={Annals of Rural Surgery}} | verified |
pe31 | @article{title={Tourniquet use in rural trauma care}, author={VALE, RITA and STONE, AMOS}, year=2018, journal={Annals of Rural Surgery}} | verified |
pe32 | @article{title={Tourniquet use in rural trauma care}, author={Vale R, Stone A}, year=2018, journal={Annals of Rural Surgery}} | verified |
pe33 | @article{title={Tourniquet use in rural trauma care}, author={Vale, R., Stone, A.}, year=2018, journal={Annals of Rural Surgery}} | verified |
pe34 | @article{title={Tourniquet use in rural trauma care}, author={Vale, Rita et al.}, year=2018, journal={Annals of Rural Surgery}} | verified |
pe35 | @article{title={Tourniquet use in rural trauma care}, author={Dr. Rita Vale and Prof. Amos Stone}, year=2018, journal={Annals of Rural Surgery}} | verified |
pe36 | @article{title={Gradient methods for layered recognition of handwriting}, author={LeCarre, Yann and Haffner, Patrick}, year=2011, journal={Pattern Letters}} | differs | left out
pe37 | @article{title={Gradient methods for layered recognition of handwriting}, author={LeCarre, Yann and Botton, Léon and Ghost, Ann and Haffner, Patrick}, year=2011, journal={Pattern Letters}} | differs | not among
pe38 | @article{title={Gradient methods for layered recognition of handwriting}, author={LeCarre, Yann and Haffner, Patrick and Botton, Léon}, year=2011, journal={Pattern Letters}} | verified |
pe39 | @article{title={Measurement of the width of the heavy boson}, author={{The BEACON Collaboration}}, year=2018, journal={Physics Reports Online}} | differs | not among
pe40 | @article{title={Voting with few candidates and many judges}, author={Nguyễn, Văn Thành and Kim, Min Jae}, year=2019, journal={Choice and Welfare}} | verified |
pe41 | @article{title={Growth of thin oxides at low pressure}, author={vanderBerg, J. and O’Neill, S. and Al Rashid, O.}, year=2013, journal={Surface Notes}} | verified |
pe42 | @article{title={Catalytic cracking of long chains over clay}, author={Zhang, X. and Li, W. and Ou, Yang Jing}, year=2017, journal={Catalysis Notes}} | verified,differs |
pe43 | @article{title={Estimating fish stocks from few hauls along the coast}, author={Garcia Marquez, Laura and Perez de la Cruz, Juan}, year=2014, journal={Fishery Notes}} | differs | other given names
sc08 | @article{title={Об устойчивости упругих оболочек при нагреве [On the stability of elastic shells under heating]}, author={Иванов, Пётр and Сидоров, Олег}, year=2012, journal={Прикладная механика}, doi={10.5561/s1}} | verified |
sc09 | @article{title={On the stability of elastic shells under heating [in Russian]}, author={Ivanov, P. and Sidorov, O.}, year=2012, journal={Prikl. Mekh.}, volume=48, pages={10--21}, doi={10.5561/s1}} | uncertain | in another script
sc10 | @article{title={基于注意力机制的遥感图像分类方法}, author={王伟 and 李娜}, year=2020, journal={计算机学报}, doi={10.5561/s2}} | verified |
sc11 | @article{title={Modelling of river ice in spring [Моделирование речного льда весной]}, author={Petrov, I.}, year=2016, journal={Water Problems}, doi={10.5561/s4}} | verified |
sc12 | @article{title={The sense of walking in ancient cities (in French)}, author={Dubois, Anne}, year=2010, journal={Revue urbaine}, doi={10.5561/s3}} | verified |
sc13 | @article{title={The meaning of walking in old towns}, author={Dubois, Anne}, year=2010, journal={Revue urbaine}, volume=12, pages={3--20}, doi={10.5561/s3}} | uncertain,differs | title
re09 | @article{title={Retracted: Magnesium in drinking water and sleep of shift workers}, author={Boldt, Jo and Fine, Al}, year=2012, journal={Sleep Notes}} | retracted | retraction
re10 | @article{title={Naps and the memory of sailors}, author={Kerr, Su}, year=2016, journal={Sleep Notes}} | retracted | retraction
re11 | @article{title={Dreams in polar night}, author={Kerr, Su}, year=2017, journal={Sleep Notes}} | retracted | retraction
re12 | @article{title={Lullabies and heart rate}, author={Kerr, Su}, year=2018, journal={Sleep Notes}, doi={10.5562/r5n}} | retracted,wrong-identifier | retraction
pg08 | @article{title={Slow waves in the cortex of resting mice}, author={Ito, Ken and Sala, Pau}, year=2018, journal={Neural Notes}, volume={Vol. 11}, number={no. 3}, pages={300–318}} | verified |
pg09 | @article{title={Slow waves in the cortex of resting mice}, author={Ito, Ken and Sala, Pau}, year=2018, journal={Neural Notes}, volume=11, pages={300}} | verified |
pg10 | @article{title={Slow waves in the cortex of resting mice}, author={Ito, Ken and Sala, Pau}, year=2018, journal={Neural Notes}, volume=11, pages={300+}} | verified |
pg11 | @article{title={Slow waves in the cortex of resting mice}, author={Ito, Ken and Sala, Pau}, year=2016, journal={Neural Notes}, volume=11} | differs | year
pg12 | @article{title={Slow waves in the cortex of resting mice}, author={Ito, Ken and Sala, Pau}, year={2018a}, journal={Neural Notes}, volume=11} | verified |
pg13 | @article{title={Slow waves in the cortex of resting mice}, author={Ito, Ken and Sala, Pau}, year=2017, journal={Neural Notes}, volume=11} | verified | online first
pg14 | @article{title={Slow waves in the cortex of resting mice}, author={Ito, Ken and Sala, Pau}, year=2018, journal={Neural Notes}, volume=11, number={3-4}, pages={300--318}} | verified |
pg15 | @article{title={Spin ladders with weak rungs}, author={Ochs, Uli and Rao, Anil}, year=2011, journal={Phys. Rev. B}, volume=83, pages={104401--104412}} | verified |
pg16 | @article{title={Spin ladders with weak rungs}, author={Ochs, Uli and Rao, Anil}, year=2011, journal={Phys. Rev. B}, volume=83, number={10}, pages={104410}} | differs | pages
kd09 | @article{title={Winters of the Northern Granaries}, author={Hult, Greta}, year=1998, journal={Arden Press}} | verified,differs,uncertain |
kd10 | @incollection{title={Introduction}, author={Lund, Per and Marsh, Sue}, year=2004, booktitle={Economies of Weather}, publisher={Arden Press}, doi={10.5563/k5}} | uncertain | of the whole
kd11 | @article{title={Reply to Slow waves in the cortex of resting mice}, author={Ito, Ken and Sala, Pau}, year=2018, journal={Neural Notes}} | not-found,differs,uncertain |
kd12 | @book{title={Trade winds and grain}, author={Hult, Greta}, year=2004, publisher={Arden Press}} | verified,differs,uncertain,not-found |
ti01 | @article{title={{T}ourniquet use in rural trauma care.}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}} | verified |
ti02 | @article{title={Tourniquet use in urban trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}} | differs,uncertain,not-found |
ti03 | @article{title={Tourniquet Use in Rural Trauma Care: A Prospective Study}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}} | verified,differs |
ti04 | @article{title={Tourniqet use in rural trauma care}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}} | verified | slip
ti05 | @article{title={Tourniquet use in rural trauma care in 2016}, author={Vale, Rita and Stone, Amos}, year=2018, journal={Annals of Rural Surgery}} | differs,uncertain | title
co18 | @inproceedings{title={Proof search with lemma caches}, author={Rao, Anil}, year=2015, booktitle={Automated Reasoning with Tableaux}} | differs | container
"""


class Row:
    """One case."""

    def __init__(self, line: str) -> None:
        name, entry, verdicts, said = (part.strip() for part in line.split(" | ", 3))
        self.name, self.said = name, said
        kind, _, rest = entry.partition("{")
        self.entry = f"{kind}{{{name}, {rest}"
        self.verdicts = frozenset(verdicts.split(","))


def rows() -> Iterator[Row]:
    return rows_of(CASES)


def rows_of(cases: str) -> Iterator[Row]:
    """The cases of a table, one a line; lines that begin with `#` are headings."""
    for line in cases.strip().splitlines():
        if line and not line.startswith("#"):
            yield Row(line if line.endswith(" ") else f"{line} ")


def server() -> ReplayServer:
    """The works, served; a context manager."""
    made = recordings(crossref=CROSSREF, arxiv=ARXIV, europepmc=EUROPEPMC, agencies=AGENCIES)
    made.idconv += [
        {"pmid": pmid, "doi": doi, "pmcid": pmcid} for pmid, (doi, pmcid) in PUBMED_IDS.items()
    ]
    for pmid, (doi, pmcid) in PUBMED_IDS.items():
        made.pubmed[pmid] = _pubmed_article(pmid, doi=doi, pmcid=pmcid)
    return ReplayServer(made)


def _pubmed_article(pmid: str, *, doi: str, pmcid: str) -> str:
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article><Journal><JournalIssue>"
        "<Volume>31</Volume><PubDate><Year>2018</Year></PubDate></JournalIssue><Title>Annals of Rural"
        " Surgery</Title></Journal><ArticleTitle>Tourniquet use in rural trauma care.</ArticleTitle>"
        "<AuthorList><Author><LastName>Vale</LastName><ForeName>Rita</ForeName></Author><Author>"
        "<LastName>Stone</LastName><ForeName>Amos</ForeName></Author></AuthorList></Article>"
        f'</MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="doi">{doi}</ArticleId>'
        f'<ArticleId IdType="pmc">{pmcid}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>'
    )


@cache
def settings_of(url: tuple[tuple[str, str], ...], folder: Path) -> Settings:
    return Settings(
        urls=dict(url), rates=dict.fromkeys(SERVICES, Rate(1000, 1, 10)), cache_folder=folder
    )


def judged(entries: str, running: ReplayServer, folder: Path) -> dict[str, Verified]:
    """The entries of a .bib, judged by what the server answers."""
    path = folder / "claims.bib"
    path.write_text(entries, encoding="utf-8")
    claims, _ = read_claims([str(path)])
    settings = settings_of(tuple(running.urls().items()), folder)
    return {one.claimed.key: one for one in verify(claims, settings)}
