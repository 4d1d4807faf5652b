# ruff: noqa: E501 - a string is a line, in the letters of its language
"""Strings of our own in the layouts of many languages, and of works that are no articles.

A row is the string, then its type, people, title, container, year, volume, issue and pages, and
what else must be there; `*` is not asked for.
"""

import pytest
from tests.refstring.test_unmarked_layouts import parts_of, wrong

from mscref.refstring import parse_reference

ROWS = """
Jansen, P. (2011). De waterstaat in verval: een geschiedenis van de polders. Tijdschrift voor Geschiedenis, 124(3), 345–361. | article-journal | Jansen+P. | De waterstaat in verval: een geschiedenis van de polders | Tijdschrift voor Geschiedenis | 2011 | 124 | 3 | 345-361
Lindqvist, Per. 2008. Fjällens tysta vintrar. Historisk tidskrift 128 (4): 601–625. | article-journal | Lindqvist+Per | Fjällens tysta vintrar | Historisk tidskrift | 2008 | 128 | 4 | 601-625
Hansen, J. & Møller, K. (2015): Byens lys og mørke. Dansk Sociologi, årg. 26, nr. 2, s. 9-28. | article-journal | * | Byens lys og mørke | Dansk Sociologi | 2015 | 26 | 2 | 9-28
Dahl, Ø. (2003). Fiskerens hus. Oslo: Universitetsforlaget. | book | Dahl+Ø. | Fiskerens hus |  | 2003 |  |  |  | publisher=Universitetsforlaget;publisher-place=Oslo
Virtanen, M. (2012). Metsän muisti. Kasvatus 43(2), 120–134. | article-journal | Virtanen+M. | Metsän muisti | Kasvatus | 2012 | 43 | 2 | 120-134
NOVÁK, Jan. Paměť krajiny. Český časopis historický, 2010, roč. 108, č. 2, s. 201–230. ISSN 0862-6111. | article-journal | NOVÁK+Jan | Paměť krajiny | Český časopis historický | 2010 | 108 | 2 | 201-230
KOVÁČ, Peter. Rieka v meste. Bratislava: Veda, 2009. 214 s. ISBN 978-80-224-1000-1. | book | KOVÁČ+Peter | Rieka v meste |  | 2009 |  |  |  | publisher=Veda;publisher-place=Bratislava;number-of-pages=214
Kovács István: A Duna hídjai. Századok, 145. évf. 3. sz. (2011) 601–628. o. | article-journal | * | A Duna hídjai | Századok | 2011 | 145 | 3 | 601-628
Popescu, Ion, „Drumurile sării în Evul Mediu”, Revista istorică, tom XX, 2009, nr. 3–4, p. 245–262. | article-journal | Popescu+Ion | Drumurile sării în Evul Mediu | Revista istorică | 2009 | XX | 3-4 | 245-262
Yılmaz, A. (2014). Kentin sesleri. Toplum ve Bilim, 130, 45-67. | article-journal | Yılmaz+A. | Kentin sesleri | Toplum ve Bilim | 2014 | 130 |  | 45-67
Παπαδόπουλος, Γ. (2010). Η μνήμη της πόλης. Μνήμων, 31, 9-34. | article-journal | Παπαδόπουλος+Γ. | Η μνήμη της πόλης | Μνήμων | 2010 | 31 |  | 9-34
Шевченко І. О. Міста над рікою. Український історичний журнал. 2015. № 3. С. 45–60. | article-journal | Шевченко+І. О. | Міста над рікою | Український історичний журнал | 2015 |  | 3 | 45-60
Иванов, П. Градът и реката. – Исторически преглед, 2008, № 1–2, с. 34–56. | article-journal | Иванов+П. | Градът и реката | Исторически преглед | 2008 |  | 1-2 | 34-56
Horvat, Marko. »Rijeka i grad«, Časopis za suvremenu povijest 41 (2009), br. 2, 401–420. | article-journal | Horvat+Marko | Rijeka i grad | Časopis za suvremenu povijest | 2009 | 41 | 2 | 401-420
Kranjc, Ana: Reka v mestu. Zgodovinski časopis 64, 2010, št. 1–2, str. 100–125. | article-journal | Kranjc+Ana | Reka v mestu | Zgodovinski časopis | 2010 | 64 | 1-2 | 100-125
Puig, Joan (2007). «La ciutat i el riu». Afers, 22(57), pp. 301-322. | article-journal | Puig+Joan | La ciutat i el riu | Afers | 2007 | 22 | 57 | 301-322
SILVA, M. A. A memória das águas. Revista Brasileira de História, São Paulo, v. 30, n. 59, p. 33-52, 2010. | article-journal | SILVA+M. A. | A memória das águas | Revista Brasileira de História | 2010 | 30 | 59 | 33-52
García López, M., “Los archivos del agua”, Hispania, vol. LXX, n.º 235, 2010, pp. 377-402. | article-journal | García López+M. | Los archivos del agua | Hispania | 2010 | LXX | 235 | 377-402
Santoso, B. (2018). Pasar terapung di Kalimantan. Jurnal Antropologi Indonesia, 39(1), 1–15. | article-journal | Santoso+B. | Pasar terapung di Kalimantan | Jurnal Antropologi Indonesia | 2018 | 39 | 1 | 1-15
佐藤健「都市の記憶」『社会学評論』第60巻第2号、2009年、120–135頁。 | article-journal | * | 都市の記憶 | 社会学評論 | 2009 | 60 | 2 | 120-135
김민수 (2015). 도시와 강의 기억. 한국사회학, 49(3), 101-130. | article-journal | * | 도시와 강의 기억 | 한국사회학 | 2015 | 49 | 3 | 101-130
王小明, 李红. 城市记忆研究[J]. 社会学研究, 2012, 27(4): 45-60. | article-journal | * | 城市记忆研究 | 社会学研究 | 2012 | 27 | 4 | 45-60
לוי, ד. (2011). העיר והנהר. קתדרה, 140, 45–70. | article-journal | * | העיר והנהר | קתדרה | 2011 | 140 |  | 45-70
สมชาย ใจดี. (2012). เมืองกับแม่น้ำ. วารสารประวัติศาสตร์, 37(1), 22-40. | article-journal | * | เมืองกับแม่น้ำ | วารสารประวัติศาสตร์ | 2012 | 37 | 1 | 22-40
शर्मा, राम. (2011). नदी और नगर. हिन्दी इतिहास पत्रिका, 12(2), 33-41. | article-journal | * | नदी और नगर | हिन्दी इतिहास पत्रिका | 2011 | 12 | 2 | 33-41
Jovanović, Ana. Grad na reci. Sociologija, god. 51, br. 3, 2009, str. 301–320. | article-journal | Jovanović+Ana | Grad na reci | Sociologija | 2009 | 51 | 3 | 301-320
International Labour Office. Women at sea. Geneva: International Labour Office; 2011. | * | * | Women at sea |  | 2011 |  |  |  | publisher=International Labour Office
EN ISO 9241-210:2019 Ergonomics of human-system interaction. CEN, Brussels. | standard | * | Ergonomics of human-system interaction |  | 2019 |  |  |  | number=EN ISO 9241-210:2019
Petraitis, J. Miesto atmintis. Lietuvos istorijos metraštis, 2010, nr. 2, p. 45–60. | article-journal | Petraitis+J. | Miesto atmintis | Lietuvos istorijos metraštis | 2010 |  | 2 | 45-60
Петровић, Јован. „Град и река“. Историјски часопис 58 (2009): 201–220. | article-journal | Петровић+Јован | Град и река | Историјски часопис | 2009 | 58 |  | 201-220
Tamm, M. 2012. Linna mälu. – Tuna 2, lk 34–50. | article-journal | Tamm+M. | Linna mälu | Tuna | 2012 | 2 |  | 34-50
Bērziņš J. Pilsētas atmiņa // Latvijas Vēstures Institūta Žurnāls. 2011. Nr. 3. 45.–60. lpp. | article-journal | Bērziņš+J. | Pilsētas atmiņa | Latvijas Vēstures Institūta Žurnāls | 2011 |  | 3 | 45-60
DUBOIS (Anne), « Le sens de la marche », Revue urbaine, t. 12, n° 3, 2010, p. 3-20. | article-journal | DUBOIS+Anne | Le sens de la marche | Revue urbaine | 2010 | 12 | 3 | 3-20
Bianchi S., Acque e mulini, in Atti del convegno «Il fiume e la città», a cura di M. Rossi, Bologna, Il Mulino, 1999, pp. 33-50. | * | Bianchi+S. | Acque e mulini | * | 1999 |  |  | 33-50 | publisher=Il Mulino;publisher-place=Bologna
Fox E. Bearings without oil. In: Graf U, Moor I, editors. Handbook of quiet machines. 2nd ed. Fenton: Fen Press; 2012. p. 51-77. | chapter | Fox+E. | Bearings without oil | Handbook of quiet machines | 2012 |  |  | 51-77 | edition=2;publisher=Fen Press
Rossi A. Joins over skewed streams [PhD thesis]. Zürich: ETH Zürich; 2016. | thesis | Rossi+A. | Joins over skewed streams |  | 2016 |  |  |  | publisher=ETH Zürich
World Health Organization. World malaria report 2019. Geneva: World Health Organization; 2019. | * | * | World malaria report 2019 |  | 2019 |  |  |  | publisher=World Health Organization;publisher-place=Geneva
ISO 26262-6:2018, Road vehicles — Functional safety — Part 6: Product development at the software level. International Organization for Standardization, Geneva, 2018. | standard | * | * |  | 2018 |  |  |  | number=ISO 26262-6:2018
DIN EN 1992-1-1:2011-01, Eurocode 2: Bemessung und Konstruktion von Stahlbetontragwerken. Beuth, Berlin. | standard | * | * |  | 2011 |  |  |  | number=DIN EN 1992-1-1:2011-01
Kowalski J, Brandt P, inventors; Lumen AG, assignee. Low-glare lamp housing. US patent 9,123,456. September 1, 2015. | patent | * | Low-glare lamp housing |  | 2015 |  |  |  | number=US patent 9,123,456
Brandt, P.: Lampengehäuse mit Blendschutz. EP 2 345 678 B1, 2014. | patent | Brandt+P. | Lampengehäuse mit Blendschutz |  | 2014 |  |  |  | number=EP 2 345 678 B1
Mbeki S, Hult G. Lark song recordings 2010–2018 [dataset]. Version 2. Zenodo; 2019. https://doi.org/10.5281/zenodo.123456 | dataset | * | Lark song recordings 2010–2018 | * | 2019 |  |  |  | DOI=10.5281/zenodo.123456
Lam, P. (2021). leafseg: Segment leaves (Version 1.4.2) [Computer software]. https://github.com/lam/leafseg | software | Lam+P. | leafseg: Segment leaves | * | 2021 |  |  |  | version=1.4.2
IEEE Standard for Ethernet, IEEE Std 802.3-2018, 2018. | standard | * | IEEE Standard for Ethernet |  | 2018 |  |  |  | number=IEEE Std 802.3-2018
Bell A, Sato R. Dust devils over cold dunes. bioRxiv 2020.02.02.900001 [Preprint]. 2020 Feb 2. doi: 10.1101/2020.02.02.900001 | * | * | Dust devils over cold dunes | bioRxiv | 2020 |  |  | * | DOI=10.1101/2020.02.02.900001
Hill U. Flood in the old town. The Fenton Herald, 4 May 1999, p. 7. | article-newspaper | Hill+U. | Flood in the old town | The Fenton Herald | 1999 |  |  | 7
[1a] A. Bell, B. Sato, Angew. Chem. 2012, 124, 1234–1240. | article-journal | * |  | Angew. Chem | 2012 | 124 |  | 1234-1240
A. Bell, B. Sato, J. Phys. D 45 (2012) 215401. | article-journal | * |  | J. Phys. D | 2012 | 45 |  | 215401
BGH, Urteil vom 12. Mai 2011 – I ZR 20/10 | legal_case | |  |  | 2011 |  |  |  | number=I ZR 20/10;authority=BGH
Urteil des LG Essen vom 10.09.2012, 25 KLs 10/12 | legal_case | |  |  | 2012 |  |  |  | number=25 KLs 10/12;authority=LG Essen
BVerfG, Beschl. v. 3.3.2004 - 1 BvR 2378/98 | legal_case | |  |  | 2004 |  |  |  | number=1 BvR 2378/98;authority=BVerfG
OLG Frankfurt am Main, Urteil vom 2. Juni 1999, 7 U 12/98 | legal_case | |  |  | 1999 |  |  |  | number=7 U 12/98
Hart, C. R., & Sad, R. (2019). Cells in lungs: a view from the bedside. Stem cells abroad, 2019. | article-journal | * | Cells in lungs: a view from the bedside | Stem cells abroad | 2019 | 2019
Yap, H. K., & Lee, M. S. (2020). Cells of cords in acute distress. Read Online: Bedside Notes| Society of Bedside Care. | article-journal | * | Cells of cords in acute distress | Bedside Notes | 2020 |  |  |  | publisher=Society of Bedside Care
Umbilical Vein(UV)-Derived Stem Cells(SCs) Treatment for the 2021-novel Fever(nFEV) Pneumonia. | * | * | Umbilical Vein(UV)-Derived Stem Cells(SCs) Treatment for the 2021-novel Fever(nFEV) Pneumonia
DVOŘÁK, Petr. Dějiny hudby. 2. vyd. Praha: Academia, 2005. | book | DVOŘÁK+Petr | Dějiny hudby |  | 2005 |  |  |  | edition=2
Орлов П. С. История театра. 3-е изд. Л.: Искусство, 1965. | book | * | История театра |  | 1965 |  |  |  | edition=3
Петров А. А. Основы права. Изд. 2-е, доп. М.: Наука, 2001. | book | * | Основы права |  | 2001 |  |  |  | edition=2
"""


@pytest.mark.parametrize("row", ROWS.strip().splitlines())
def test_a_string_is_read(row: str):
    assert not wrong(row, parse_reference(parts_of(row)[0]).reference)
