# ruff: noqa: E501 - a string is a line
"""Strings of our own: law, standards, patents, archives, newspapers, data, societies with long names.

Rows as in `test_many_languages.py`; what is expected was written before the strings were parsed.
"""

import pytest
from tests.refstring.test_unmarked_layouts import parts_of, wrong

from mscref.refstring import parse_reference

ROWS = """
Donoghue v Stevenson [1932] AC 562 (HL). | legal_case |  | Donoghue v Stevenson | AC | 1932 | * |  | 562
Brown v. Board of Education, 347 U.S. 483 (1954). | legal_case |  | Brown v. Board of Education | U.S. | 1954 | 347 |  | 483
Case C-131/12 Google Spain SL v AEPD, EU:C:2014:317. | legal_case |  | * |  | 2014 |  |  |  | number=C-131/12
BGH, Urteil vom 12. März 2010 – V ZR 147/09, NJW 2010, 1808. | legal_case | * |  | NJW | 2010 |  |  | 1808
Cass. soc., 13 novembre 1996, n° 94-13.187. | legal_case |  |  |  | 1996 |  |  |  | number=94-13.187
Regulation (EU) 2016/679 on the protection of natural persons with regard to the processing of personal data [2016] OJ L119/1. | legislation |  | Regulation (EU) 2016/679 on the protection of natural persons with regard to the processing of personal data | OJ | 2016 | L119 |  | 1
Clean Water Act, 33 U.S.C. § 1251 (1972). | legislation |  | Clean Water Act | U.S.C. | 1972 | 33
Equality Act 2010, s 149. | legislation |  | Equality Act 2010 |  | 2010
Cass R. Sunstein & Adrian Vermeule, Chevron as Law, 107 Geo. L.J. 1613 (2019). | article-journal | Sunstein+Cass R.; Vermeule+Adrian | Chevron as Law | Geo. L.J. | 2019 | 107 |  | 1613
H.L.A. Hart, The Concept of Law (3rd edn, OUP 2012). | book | Hart+H. L. A. | The Concept of Law |  | 2012 |  |  |  | edition=3;publisher=OUP
ISO 9241-11:2018. Ergonomics of human-system interaction — Part 11: Usability. Geneva: ISO; 2018. | standard | * | Ergonomics of human-system interaction — Part 11: Usability |  | 2018 |  |  |  | number=ISO 9241-11:2018
IEC 61508-1:2010, Functional safety of electrical systems, IEC, Geneva, 2010. | standard | * | Functional safety of electrical systems |  | 2010 |  |  |  | number=IEC 61508-1:2010
ASTM E8/E8M-21, Standard Test Methods for Tension Testing of Metallic Materials, ASTM International, 2021. | standard | * | Standard Test Methods for Tension Testing of Metallic Materials |  | 2021 |  |  |  | number=ASTM E8/E8M-21
BS EN 206:2013, Concrete: Specification, performance, production and conformity. BSI, London, 2013. | standard | * | Concrete: Specification, performance, production and conformity |  | 2013 |  |  |  | number=BS EN 206:2013
Berners-Lee T, Fielding R, Masinter L. Uniform Resource Identifier (URI): Generic Syntax. RFC 3986. 2005. | * | Berners-Lee+T.; Fielding+R.; Masinter+L. | Uniform Resource Identifier (URI): Generic Syntax |  | 2005 |  |  |  | number=RFC 3986
Lund, K., & Berg, S. (2018). Folding oar (U.S. Patent No. 10,012,345). U.S. Patent and Trademark Office. | patent | Lund+K.; Berg+S. | Folding oar |  | 2018 |  |  |  | number=U.S. Patent No. 10,012,345
K. Lund, “Folding oar,” U.S. Patent 10 012 345, Jul. 3, 2018. | patent | Lund+K. | Folding oar |  | 2018 |  |  |  | number=U.S. Patent 10 012 345
Lund K, inventor. Folding oar. WO 2017/123456 A1. 2017 Jul 20. | patent | Lund+K. | Folding oar |  | 2017
Okafor, N. (2016). Soil memory in dry gardens [Doctoral dissertation, University of Ghent]. ProQuest Dissertations. | thesis | Okafor+N. | Soil memory in dry gardens |  | 2016 |  |  |  | publisher=University of Ghent
Lindqvist P. Snow load on light roofs [dissertation]. Uppsala: Uppsala University; 2009. | thesis | Lindqvist+P. | Snow load on light roofs |  | 2009 |  |  |  | publisher=Uppsala University
Weiß, Jana: Die Stille im Archiv. Dissertation, Universität Leipzig, 2011. | thesis | Weiß+Jana | Die Stille im Archiv |  | 2011 |  |  |  | publisher=Universität Leipzig
ALMEIDA, Rita. Rios urbanos e memória. 2015. 210 f. Tese (Doutorado em Geografia) – Universidade de São Paulo, São Paulo, 2015. | thesis | ALMEIDA+Rita | Rios urbanos e memória |  | 2015 |  |  |  | *
Dupuis, Claire. Le marché des songes. Thèse de doctorat, Université de Genève, 2013. | thesis | Dupuis+Claire | Le marché des songes |  | 2013 |  |  |  | publisher=Université de Genève
M. K. Salas, “Routing over broken links,” M.S. thesis, Dept. Elect. Eng., Univ. of Oulu, Oulu, Finland, 2010. | thesis | Salas+M. K. | Routing over broken links |  | 2010
Salas M. netknit: knitting of broken graphs (Version 3.2) [Computer software]. 2021. https://github.com/salas/netknit | software | Salas+M. | netknit: knitting of broken graphs | * | 2021 |  |  |  | version=3.2
Reyes, L., & Berg, U. (2019). Swift counts over the strait (Version 2) [Data set]. Dryad. https://doi.org/10.5061/dryad.abc12 | dataset | Reyes+L.; Berg+U. | Swift counts over the strait | * | 2019 |  |  |  | DOI=10.5061/dryad.abc12;version=2
Reyes L, Berg U. Swift counts over the strait [Internet]. Dryad; 2019 [cited 2020 May 2]. Available from: https://doi.org/10.5061/dryad.abc12 | * | Reyes+L.; Berg+U. | Swift counts over the strait | * | 2019 |  |  |  | DOI=10.5061/dryad.abc12
World Health Organization. (2022, March 14). Drowning: key facts. https://www.who.int/news-room/fact-sheets/detail/drowning | webpage | World Health Organization | Drowning: key facts | * | 2022 |  |  |  | URL=https://www.who.int/news-room/fact-sheets/detail/drowning
Statistics Norway. “Population on 1 January.” Accessed May 3, 2021. https://www.ssb.no/en/befolkning. | webpage | Statistics Norway | Population on 1 January | * | * |  |  |  | URL=https://www.ssb.no/en/befolkning
Tide tables for the Oslo fjord [Internet]. Stavanger: Mapping Authority; 2020 [cited 2021 Jan 5]. Available from: https://example.org/tides | * |  | Tide tables for the Oslo fjord | * | 2020 |  |  |  | URL=https://example.org/tides;publisher=Mapping Authority
Bell, Amy. “The Ferry That Never Left.” The Guardian, 12 May 2018, p. 14. | article-newspaper | Bell+Amy | The Ferry That Never Left | The Guardian | 2018 |  |  | 14
Bell, A. (2018, May 12). The ferry that never left. The New York Times, p. B4. | article-newspaper | Bell+A. | The ferry that never left | The New York Times | 2018 |  |  | B4
Meier, Jan: Die Fähre, die nie ablegte. In: Süddeutsche Zeitung, 12.5.2018, S. 14. | article-newspaper | Meier+Jan | Die Fähre, die nie ablegte | Süddeutsche Zeitung | 2018 |  |  | 14
Girard, Luc. « Le bac immobile ». Le Monde, 12 mai 2018, p. 14. | article-newspaper | Girard+Luc | Le bac immobile | Le Monde | 2018 |  |  | 14
Letter from Ada Bell to Jan Kohl, 3 March 1891, Kohl Papers, box 4, folder 12, University of Bergen Library. | * | * | * | * | 1891
Public Record Office, Kew, FO 371/4567, Minute by Harrison, 12 June 1921. | * | * | * | * | 1921
M. Ito, L. Brandt, and S. Novak, “Parsing riddles with few rules,” in Proceedings of the 58th Annual Meeting of the Association for Computational Linguistics, Online, 2020, pp. 101–112. | paper-conference | Ito+M.; Brandt+L.; Novak+S. | Parsing riddles with few rules | Proceedings of the 58th Annual Meeting of the Association for Computational Linguistics | 2020 |  |  | 101-112
Ito, M., & Brandt, L. (2020). Parsing riddles with few rules. In Proceedings of the 2020 Conference of the North American Chapter of the Association for Computational Linguistics: Human Language Technologies (pp. 101–112). Association for Computational Linguistics. | paper-conference | Ito+M.; Brandt+L. | Parsing riddles with few rules | Proceedings of the 2020 Conference of the North American Chapter of the Association for Computational Linguistics: Human Language Technologies | 2020 |  |  | 101-112 | publisher=Association for Computational Linguistics
Weiss J, Salas I. Sorting on a torn tape. In: Proceedings of the 43rd Annual ACM Symposium on Theory of Computing; 2011 Jun 6-8; San Jose, USA. New York: ACM; 2011. p. 201-10. | paper-conference | Weiss+J.; Salas+I. | Sorting on a torn tape | Proceedings of the 43rd Annual ACM Symposium on Theory of Computing | 2011 |  |  | 201-10
Lind, P.: Grasping wet cloth. In: 2018 IEEE/RSJ International Conference on Intelligent Robots and Systems (IROS), pp. 77–84. IEEE (2018). | paper-conference | Lind+P. | Grasping wet cloth | 2018 IEEE/RSJ International Conference on Intelligent Robots and Systems (IROS) | 2018 |  |  | 77-84 | publisher=IEEE
Okoro, A., Lind, P.: Voices behind masks. In: Hult, G., Moor, I. (eds.) TSD 2021. LNCS, vol. 12848, pp. 311–322. Springer, Cham (2021). https://doi.org/10.1007/978-3-030-83527-9_27 | * | Okoro+A.; Lind+P. | Voices behind masks | TSD 2021 | 2021 | 12848 |  | 311-322 | editor=Hult+G.,Moor+I.;DOI=10.1007/978-3-030-83527-9_27
Berg U, Lund K. Salt marshes drown slowly. Mar Sci. 2017 Mar 3;21(3):300-11. doi: 10.5584/n1. PMID: 28123456. | article-journal | Berg+U.; Lund+K. | Salt marshes drown slowly | Mar Sci | 2017 | 21 | 3 | 300-11 | DOI=10.5584/n1;PMID=28123456
Berg, U., Lund, K. Salt marshes drown slowly. Mar. Sci. 21, 300–311 (2017). | article-journal | Berg+U.; Lund+K. | Salt marshes drown slowly | Mar. Sci | 2017 | 21 |  | 300-311
BERG U. & LUND K. 2017. – Salt marshes drown slowly. Marine Science 21 (3): 300-311. | article-journal | BERG+U.; LUND+K. | Salt marshes drown slowly | Marine Science | 2017 | 21 | 3 | 300-311
Berg, U. and Lund, K., 2017. Salt marshes drown slowly. Marine Science, 21(3), pp.300-311. | article-journal | Berg+U.; Lund+K. | Salt marshes drown slowly | Marine Science | 2017 | 21 | 3 | 300-311
U. Berg and K. Lund. Salt marshes drown slowly. Marine Science, 21(3):300–311, March 2017. | article-journal | Berg+U.; Lund+K. | Salt marshes drown slowly | Marine Science | 2017 | 21 | 3 | 300-311
(7) Berg, U.; Lund, K. Salt Marshes Drown Slowly. Mar. Sci. 2017, 21 (3), 300–311. | article-journal | Berg+U.; Lund+K. | Salt Marshes Drown Slowly | Mar. Sci | 2017 | 21 | 3 | 300-311
Berg U, Lund K (2017) Salt marshes drown slowly. Marine Science 21:300–311 | article-journal | Berg+U.; Lund+K. | Salt marshes drown slowly | Marine Science | 2017 | 21 |  | 300-311
Svensson, E. (2014). Havets minne. Historisk tidskrift, 134(2), s. 201–225. | article-journal | Svensson+E. | Havets minne | Historisk tidskrift | 2014 | 134 | 2 | 201-225
Kowalska, A. (2016). Pamięć rzeki. Kultura i Społeczeństwo, 60(3), 45–62. | article-journal | Kowalska+A. | Pamięć rzeki | Kultura i Społeczeństwo | 2016 | 60 | 3 | 45-62
Nagy, G. (2013). A folyó emlékezete. Korall, 14(52), 33–58. | article-journal | Nagy+G. | A folyó emlékezete | Korall | 2013 | 14 | 52 | 33-58
Demir, A. (2017). Nehrin hafızası. İstanbul: İletişim Yayınları. | book | Demir+A. | Nehrin hafızası |  | 2017 |  |  |  | publisher=İletişim Yayınları;publisher-place=İstanbul
Ferrari, Marta, Il fiume e la memoria, Bologna, il Mulino, 2008, pp. 245. | book | Ferrari+Marta | Il fiume e la memoria |  | 2008 |  |  |  | publisher=il Mulino;publisher-place=Bologna;number-of-pages=245
de Vries, J. (2010). Het geheugen van de rivier. Amsterdam: Bert Bakker. | book | de Vries+J. | Het geheugen van de rivier |  | 2010 |  |  |  | publisher=Bert Bakker;publisher-place=Amsterdam
Орлова Н. В. Память реки: монография. — Томск: Изд-во Том. ун-та, 2012. — 240 с. | book | Орлова+Н. В. | Память реки: монография |  | 2012 |  |  |  | number-of-pages=240
陈晓东. 河流的记忆[J]. 历史研究, 2013(4): 88-102. | article-journal | 陈+晓东 | 河流的记忆 | 历史研究 | 2013 |  | 4 | 88-102
山本太郎「川の記憶」『史林』第95巻第3号、2012年、45-70頁。 | article-journal | * | 川の記憶 | 史林 | 2012 | 95 | 3 | 45-70
이수진 (2018). 강의 기억. 역사비평, 122, 200-231. | article-journal | 이+수진 | 강의 기억 | 역사비평 | 2018 | 122 |  | 200-231
Rojas, E. (2012). La memoria del río. En C. Vega (Ed.), Ciudades y aguas (pp. 55-80). Ediciones UC. | chapter | Rojas+E. | La memoria del río | Ciudades y aguas | 2012 |  |  | 55-80 | editor=Vega+C.;publisher=Ediciones UC
Joined Cases C-402/05 P and C-415/05 P Kadi v Council, EU:C:2008:461. | legal_case |  | Kadi v Council |  | 2008 |  |  |  | number=C-402/05 P and C-415/05 P
Case T-201/04, Microsoft Corp. v Commission, ECLI:EU:T:2007:289, para 12. | legal_case |  | Microsoft Corp. v Commission |  | 2007 |  |  |  | number=T-201/04
Osman v United Kingdom App no 23452/94 (ECtHR, 28 October 1998). | legal_case |  | Osman v United Kingdom |  | 1998 |  |  |  | number=23452/94
A. Wang, M. Ortiz, "Reading torn labels," in Proc. Int. Conf. Document Analysis, Virtual Event, 2021, pp. 15–20. | paper-conference | Wang+A.; Ortiz+M. | Reading torn labels | Proc. Int. Conf. Document Analysis | 2021 |  |  | 15-20
Conti, Luca, La città e il sale, Torino, Einaudi, 1999, pp. XII-310. | book | Conti+Luca | La città e il sale |  | 1999 |  |  |  | publisher=Einaudi;number-of-pages=310
Johnson EM, van der Berg T, O'Hara Q, et al; Reed Bed Study Group. Census of reed beds. Lancet. 2016;388(10039):12-20. | article-journal | * | Census of reed beds | Lancet | 2016 | 388 | 10039 | 12-20
"""


@pytest.mark.parametrize("row", ROWS.strip().splitlines())
def test_a_string_of_a_rare_work(row: str):
    assert wrong(row, parse_reference(parts_of(row)[0]).reference) == []
