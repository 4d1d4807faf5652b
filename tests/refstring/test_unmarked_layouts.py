"""Strings of our own in the layouts of many countries and kinds of works, judged by hand."""

# ruff: noqa: E501  (a table of reference strings)
from __future__ import annotations

import re

import pytest

from mscref.refstring import parse_reference

# string | type | authors | title | container | year | volume | issue | page | further variables
ROWS = """
刘志强, 孙丽娜, 高建平. 黄土高原植被恢复对土壤水分的影响[J]. 生态学报, 2018, 38(14): 5021-5030. | article-journal | 刘+志强; 孙+丽娜; 高+建平 | 黄土高原植被恢复对土壤水分的影响 | 生态学报 | 2018 | 38 | 14 | 5021-5030
王力. 古代汉语：第一册[M]. 3版. 北京: 中华书局, 1999: 88-90. | book | 王+力 | 古代汉语：第一册 |  | 1999 |  |  | 88-90 | edition=3;publisher=中华书局;publisher-place=北京
黄海燕. 农村留守儿童心理健康研究[D]. 武汉: 华中师范大学, 2014. | thesis | 黄+海燕 | 农村留守儿童心理健康研究 |  | 2014 |  |  |  | publisher=华中师范大学;publisher-place=武汉
周杰, 吴敏. 风电场集电线路保护配置[C]//中国电机工程学会. 第八届电力系统年会论文集. 杭州: 浙江大学出版社, 2012: 211-216. | paper-conference | 周+杰; 吴+敏 | 风电场集电线路保护配置 | 第八届电力系统年会论文集 | 2012 |  |  | 211-216 | publisher=浙江大学出版社
国家统计局. 2020年国民经济和社会发展统计公报[EB/OL]. (2021-02-28)[2021-06-10]. http://www.example.gov.cn/tj/2021.html. | webpage | 国家统计局 | 2020年国民经济和社会发展统计公报 |  | 2021 |  |  |  | accessed=2021-6-10;URL=http://www.example.gov.cn/tj/2021.html
张伟,陈红.一种多功能折叠椅:CN201510123456.7[P].2016-03-09. | patent | 张+伟; 陈+红 | 一种多功能折叠椅 |  | 2016 |  |  |  | number=CN201510123456.7
Zhao Y, Martin J. Crop yield under drought stress[J/OL]. Field Crops Research, 2020, 245: 107-119[2021-01-15]. https://doi.org/10.1016/j.fcr.2020.107000. | article-journal | Zhao+Y.; Martin+J. | Crop yield under drought stress | Field Crops Research | 2020 | 245 |  | 107-119 | DOI=10.1016/j.fcr.2020.107000
Соколова Т. А., Белов Д. Е. Влияние удобрений на урожайность пшеницы // Агрохимия. 2017. № 8. С. 31–39. | article-journal | Соколова+Т. А.; Белов+Д. Е. | Влияние удобрений на урожайность пшеницы | Агрохимия | 2017 |  | 8 | 31-39
Виноградов В. В. Русский язык: грамматическое учение о слове. 4-е изд. М.: Русский язык, 2001. 720 с. | book | Виноградов+В. В. | Русский язык: грамматическое учение о слове |  | 2001 |  |  |  | edition=4;number-of-pages=720;publisher=Русский язык
Мельникова О. И. Налоговая политика региона: дис. ... канд. экон. наук. Казань, 2011. 187 с. | thesis | Мельникова+О. И. | Налоговая политика региона |  | 2011 |  |  |  | number-of-pages=187
Лебедев А. Н. Цифровые платформы и рынок труда [Электронный ресурс] // Экономика и управление. 2021. Т. 27, № 3. URL: https://example.ru/art/12 (дата обращения: 12.10.2022). | article-journal | Лебедев+А. Н. | Цифровые платформы и рынок труда | Экономика и управление | 2021 | 27 | 3 |  | URL=https://example.ru/art/12;accessed=2022-10-12
Пат. 2345678 Российская Федерация, МПК G01N 21/00. Способ контроля / Петров А. А. ; заявл. 12.03.2007 ; опубл. 27.01.2009. | patent | Петров+А. А. | Способ контроля |  | 2009 |  |  |  | number=2345678
ГОСТ Р 7.0.5–2008. Библиографическая ссылка. Общие требования и правила составления. М.: Стандартинформ, 2008. 19 с. | standard |  | Библиографическая ссылка. Общие требования и правила составления |  | 2008 |  |  |  | number=ГОСТ Р 7.0.5–2008;publisher=Стандартинформ
MOREIRA, Ana Paula; DIAS, R. T. Práticas de leitura no ensino médio. Cadernos de Pesquisa, São Paulo, v. 41, n. 143, p. 522-539, maio/ago. 2011. | article-journal | MOREIRA+Ana Paula; DIAS+R. T. | Práticas de leitura no ensino médio | Cadernos de Pesquisa | 2011 | 41 | 143 | 522-539
FREYRE, Gilberto. Casa-grande & senzala. 51. ed. São Paulo: Global, 2006. 727 p. | book | FREYRE+Gilberto | Casa-grande & senzala |  | 2006 |  |  |  | edition=51;number-of-pages=727;publisher=Global;publisher-place=São Paulo
GOMES, Caio. A política e a rua. Folha de S.Paulo, São Paulo, 15 jun. 2013. Caderno Poder, p. A4. | article-newspaper | GOMES+Caio | A política e a rua | Folha de S.Paulo | 2013 |  |  | A4
J. Carbonnier, Droit civil, t. 1, Les personnes, 21e éd., Paris, PUF, coll. « Thémis », 2000, n° 12. | book | Carbonnier+J. | Droit civil |  | 2000 | 1 |  |  | publisher=PUF;publisher-place=Paris;edition=21
Cass. civ. 1re, 20 mars 2014, n° 12-28.612, Bull. civ. I, n° 48. | legal_case |  |  |  | 2014 |  |  |  | number=12-28.612
M. Fabre-Magnan, De l'obligation d'information dans les contrats, thèse, Paris I, LGDJ, 1992, 573 p. | thesis | Fabre-Magnan+M. | De l'obligation d'information dans les contrats |  | 1992 |  |  |  | number-of-pages=573
Loi n° 78-17 du 6 janvier 1978 relative à l'informatique, aux fichiers et aux libertés, JORF du 7 janvier 1978, p. 227. | legislation |  | Loi n° 78-17 du 6 janvier 1978 relative à l'informatique, aux fichiers et aux libertés | JORF | 1978 |  |  | 227
Bourdieu, Pierre, « Le capital social. Notes provisoires », Actes de la recherche en sciences sociales, vol. 31, n° 1, 1980, p. 2-3. | article-journal | Bourdieu+Pierre | Le capital social. Notes provisoires | Actes de la recherche en sciences sociales | 1980 | 31 | 1 | 2-3
Corbin, Alain, Le Miasme et la Jonquille. L’odorat et l’imaginaire social, Paris, Aubier Montaigne, 1982, 334 p. | book | Corbin+Alain | Le Miasme et la Jonquille. L’odorat et l’imaginaire social |  | 1982 |  |  |  | number-of-pages=334
Martin, Henri-Jean, « La lecture et l’imprimé », dans Roger Chartier (dir.), Pratiques de la lecture, Marseille, Rivages, 1985, p. 15-27. | chapter | Martin+Henri-Jean | La lecture et l’imprimé | Pratiques de la lecture | 1985 |  |  | 15-27 | editor=Chartier+Roger;publisher=Rivages
C. Pavone, Una guerra civile. Saggio storico sulla moralità nella Resistenza, Bollati Boringhieri, Torino 1991. | book | Pavone+C. | Una guerra civile. Saggio storico sulla moralità nella Resistenza |  | 1991 |  |  |  | publisher=Bollati Boringhieri;publisher-place=Torino
M. Isnenghi, L’Italia in piazza, in I luoghi della memoria, a cura di M. Isnenghi, Laterza, Roma-Bari 1997, pp. 43-52. | chapter | Isnenghi+M. | L’Italia in piazza | I luoghi della memoria | 1997 |  |  | 43-52 | editor=Isnenghi+M.
G. Levi, Villaggi, in «Quaderni storici», 24, 1973, pp. 769-786. | article-journal | Levi+G. | Villaggi | Quaderni storici | 1973 | 24 |  | 769-786
Eco, U. (1975). Trattato di semiotica generale. Milano: Bompiani. | book | Eco+U. | Trattato di semiotica generale |  | 1975 |  |  |  | publisher=Bompiani;publisher-place=Milano
鈴木一郎, 田中恵子. 高齢者の転倒予防に関する研究. 日本老年医学会雑誌. 2012; 49(3): 301-308. | article-journal | 鈴木一郎; 田中恵子 | 高齢者の転倒予防に関する研究 | 日本老年医学会雑誌 | 2012 | 49 | 3 | 301-308
中村 正・小林 実 (2010). 地方自治の課題, 自治研究, 86(4), 45-67. | article-journal | 中村+正; 小林+実 | 地方自治の課題 | 自治研究 | 2010 | 86 | 4 | 45-67
村上陽一『科学者とは何か』新潮社、1994年。 | book | 村上陽一 | 科学者とは何か |  | 1994 |  |  |  | publisher=新潮社
佐々木健「近世都市の水利」『史学雑誌』118巻5号、2009年、1-34頁。 | article-journal | 佐々木健 | 近世都市の水利 | 史学雑誌 | 2009 | 118 | 5 | 1-34
加藤周一「雑種文化論」山田宗睦編『戦後思想の流れ』岩波書店、1980年、55-78頁。 | chapter | 加藤周一 | 雑種文化論 | 戦後思想の流れ | 1980 |  |  | 55-78 | publisher=岩波書店
高橋和也: 機械学習による需要予測, 電気学会論文誌C, Vol.139, No.5, pp.612-618 (2019) | article-journal | 高橋和也 | 機械学習による需要予測 | 電気学会論文誌C | 2019 | 139 | 5 | 612-618
최은영, 정민수. (2020). 대학생의 진로결정에 영향을 미치는 요인. 상담학연구, 21(4), 77-98. | article-journal | 최+은영; 정+민수 | 대학생의 진로결정에 영향을 미치는 요인 | 상담학연구 | 2020 | 21 | 4 | 77-98
윤성호, 「식민지 시기 도시 공간의 변화」, 『한국사연구』 150, 2010, 145-180쪽. | article-journal | 윤+성호 | 식민지 시기 도시 공간의 변화 | 한국사연구 | 2010 | 150 |  | 145-180
강만길. 『고쳐 쓴 한국근대사』. 서울: 창작과비평사, 1994. | book | 강+만길 | 고쳐 쓴 한국근대사 |  | 1994 |  |  |  | publisher=창작과비평사;publisher-place=서울
임지현 (2016). 다문화 가정 아동의 언어 발달. 박사학위논문, 서울대학교. | thesis | 임+지현 | 다문화 가정 아동의 언어 발달 |  | 2016 |  |  |  | publisher=서울대학교
송재호, 한지우, "딥러닝 기반 영상 분류 기법," 정보과학회논문지, 제46권, 제2호, pp. 134-142, 2019. | article-journal | 송+재호; 한+지우 | 딥러닝 기반 영상 분류 기법 | 정보과학회논문지 | 2019 | 46 | 2 | 134-142
الغزالي، أبو حامد، إحياء علوم الدين، دار المعرفة، بيروت، 1982م، ج3، ص 112. | book | الغزالي+أبو حامد | إحياء علوم الدين |  | 1982 | 3 |  | 112 | publisher=دار المعرفة;publisher-place=بيروت
حسن، أحمد (2015). دور الإعلام في التنشئة الاجتماعية. مجلة الآداب، 27(2)، 101-130. | article-journal | حسن+أحمد | دور الإعلام في التنشئة الاجتماعية | مجلة الآداب | 2015 | 27 | 2 | 101-130
طه حسين، في الشعر الجاهلي، دار المعارف، القاهرة، 1926. | book | حسين+طه | في الشعر الجاهلي |  | 1926 |  |  |  | publisher=دار المعارف
السيد، محمود: "اللغة العربية وتحديات العصر"، مجلة مجمع اللغة العربية، مج 84، ع 3، 2009م، ص ص 611-640. | article-journal | السيد+محمود | اللغة العربية وتحديات العصر | مجلة مجمع اللغة العربية | 2009 | 84 | 3 | 611-640
القاضي، ليلى. أثر التدريب في أداء العاملين. رسالة ماجستير، جامعة القاهرة، 2012. | thesis | القاضي+ليلى | أثر التدريب في أداء العاملين |  | 2012 |  |  |  | publisher=جامعة القاهرة
Wiśniewska K., Mazur P., Jakość wód podziemnych w zlewni, „Przegląd Geologiczny” 2013, t. 61, nr 2, s. 98–104. | article-journal | Wiśniewska+K.; Mazur+P. | Jakość wód podziemnych w zlewni | Przegląd Geologiczny | 2013 | 61 | 2 | 98-104
Kołakowski L., Główne nurty marksizmu, Wydawnictwo Naukowe PWN, Warszawa 2009. | book | Kołakowski+L. | Główne nurty marksizmu |  | 2009 |  |  |  | publisher=Wydawnictwo Naukowe PWN;publisher-place=Warszawa
Sztompka, P. (2002). Socjologia. Analiza społeczeństwa. Kraków: Znak. | book | Sztompka+P. | Socjologia. Analiza społeczeństwa |  | 2002 |  |  |  | publisher=Znak;publisher-place=Kraków
Pawlak J., Rynek pracy w Polsce po 2004 roku, [w:] Gospodarka regionu, red. A. Lis, UMCS, Lublin 2008, s. 55–70. | chapter | Pawlak+J. | Rynek pracy w Polsce po 2004 roku | Gospodarka regionu | 2008 |  |  | 55-70 | editor=Lis+A.;publisher-place=Lublin
Cass R. Sunstein, Incompletely Theorized Agreements, 108 Harv. L. Rev. 1733, 1740 (1995). | article-journal | Sunstein+Cass R. | Incompletely Theorized Agreements | Harv. L. Rev. | 1995 | 108 |  | 1733
Marbury v. Madison, 5 U.S. (1 Cranch) 137 (1803). | legal_case |  | Marbury v. Madison | U.S. | 1803 | 5 |  | 137
Richard A. Posner, Economic Analysis of Law 33 (7th ed. 2007). | book | Posner+Richard A. | Economic Analysis of Law |  | 2007 |  |  | 33 | edition=7
42 U.S.C. § 1983 (2006). | legislation |  |  | U.S.C. | 2006 | 42
R v Brown [1994] 1 AC 212. | legal_case |  | R v Brown | AC | 1994 | 1 |  | 212
Carlill v Carbolic Smoke Ball Co [1893] 1 QB 256 (CA). | legal_case |  | Carlill v Carbolic Smoke Ball Co | QB | 1893 | 1 |  | 256
Timothy Endicott, Administrative Law (3rd edn, OUP 2015) 45. | book | Endicott+Timothy | Administrative Law |  | 2015 |  |  | 45 | edition=3;publisher=OUP
Human Rights Act 1998, s 6. | legislation |  | Human Rights Act 1998 |  | 1998
John Finnis, ‘Natural Law Theories’ in Leslie Green (ed), Oxford Studies in Philosophy of Law (OUP 2011) 101. | chapter | Finnis+John | Natural Law Theories | Oxford Studies in Philosophy of Law | 2011 |  |  | 101 | editor=Green+Leslie;publisher=OUP
Nguyen, T. H. (2018). Essays on trade and growth [Doctoral dissertation, University of Leeds]. White Rose eTheses. https://example.org/th/33 | thesis | Nguyen+T. H. | Essays on trade and growth |  | 2018 |  |  |  | publisher=University of Leeds
P. J. Adler, “Learning in multi-agent systems,” Ph.D. dissertation, Dept. Comput. Sci., Univ. of Toronto, Toronto, ON, Canada, 2004. | thesis | Adler+P. J. | Learning in multi-agent systems |  | 2004
Keller, Jonas: Die Ordnung der Zünfte. Diss. phil., Universität Basel 1987. | thesis | Keller+Jonas | Die Ordnung der Zünfte |  | 1987
Rubio Gómez, L. (2009). La novela histórica en la posguerra (Tesis doctoral). Universidad de Sevilla, España. | thesis | Rubio Gómez+L. | La novela histórica en la posguerra |  | 2009
Mary K. Olsen. Sparse methods for graph inference. PhD thesis, Stanford University, 2011. | thesis | Olsen+Mary K. | Sparse methods for graph inference |  | 2011 |  |  |  | publisher=Stanford University
J. K. Porter and L. M. Vance, “Battery separator,” U.S. Patent 7 654 321, Feb. 2, 2010. | patent | Porter+J. K.; Vance+L. M. | Battery separator |  | 2010 |  |  |  | number=U.S. Patent 7 654 321
Smith, A. B. (2015). Adjustable prosthetic joint (U.S. Patent No. 9,123,456). U.S. Patent and Trademark Office. | patent | Smith+A. B. | Adjustable prosthetic joint |  | 2015 |  |  |  | number=U.S. Patent No. 9,123,456
Meyer H, inventor; Bayer AG, assignee. Catalyst for polymerization. European patent EP 1234567. 2003 Jun 11. | patent | Meyer+H. | Catalyst for polymerization |  | 2003
Tanaka, K. Optical film. JP 2009-123456 A, 2009. | patent | Tanaka+K. | Optical film |  | 2009 |  |  |  | number=JP 2009-123456 A
Müller, F., & Sommer, G. (2012). Verfahren zur Herstellung von Glas. Deutsches Patent DE102010012345B4. | patent | Müller+F.; Sommer+G. | Verfahren zur Herstellung von Glas |  | 2012
IEEE Standard for Floating-Point Arithmetic, IEEE Std 754-2019, 2019. | standard |  | IEEE Standard for Floating-Point Arithmetic |  | 2019 |  |  |  | number=IEEE Std 754-2019
International Organization for Standardization. (2015). Quality management systems — Requirements (ISO 9001:2015). | standard | International Organization for Standardization | Quality management systems — Requirements |  | 2015 |  |  |  | number=ISO 9001:2015
ASTM D638-14, Standard Test Method for Tensile Properties of Plastics, ASTM International, West Conshohocken, PA, 2014. | standard |  | Standard Test Method for Tensile Properties of Plastics |  | 2014 |  |  |  | number=ASTM D638-14
DIN EN 1992-1-1:2011-01, Eurocode 2: Bemessung und Konstruktion von Stahlbetontragwerken. Beuth, Berlin, 2011. | standard |  | Eurocode 2: Bemessung und Konstruktion von Stahlbetontragwerken |  | 2011 |  |  |  | number=DIN EN 1992-1-1:2011-01
Bradner S. Key words for use in RFCs to Indicate Requirement Levels. RFC 2119. 1997. | * | Bradner+S. | Key words for use in RFCs to Indicate Requirement Levels |  | 1997 |  |  |  | number=RFC 2119
Wickham H. ggplot2: Elegant Graphics for Data Analysis. R package version 3.3.5. 2021. https://CRAN.R-project.org/package=ggplot2 | software | Wickham+H. | ggplot2: Elegant Graphics for Data Analysis |  | 2021 |  |  |  | version=3.3.5
Pedregosa, F., & Varoquaux, G. (2021). scikit-learn (Version 1.0.1) [Computer software]. Zenodo. https://doi.org/10.5281/zenodo.5596244 | software | Pedregosa+F.; Varoquaux+G. | scikit-learn |  | 2021 |  |  |  | version=1.0.1;publisher=Zenodo;DOI=10.5281/zenodo.5596244
Schmidt M, Lopez R. Global lake temperatures 1990-2015 [Data set]. PANGAEA; 2017. https://doi.org/10.1594/PANGAEA.880000 | dataset | Schmidt+M.; Lopez+R. | Global lake temperatures 1990-2015 |  | 2017 |  |  |  | publisher=PANGAEA
U.S. Census Bureau. (2020). American Community Survey 5-year estimates [Data set]. https://example.gov/acs | dataset | U.S. Census Bureau | American Community Survey 5-year estimates |  | 2020
Devlin J, Chang MW. BERT: pre-training of deep bidirectional transformers. arXiv preprint arXiv:1810.04805. 2018. | article | Devlin+J.; Chang+M. W. | BERT: pre-training of deep bidirectional transformers |  | 2018 |  |  |  | number=arXiv:1810.04805
T. Brown, B. Mann, et al., “Language models are few-shot learners,” arXiv preprint arXiv:2005.14165, 2020. | article | Brown+T.; Mann+B.; others | Language models are few-shot learners |  | 2020 |  |  |  | number=arXiv:2005.14165
Kingma, D. P. and Ba, J. Adam: A method for stochastic optimization. CoRR, abs/1412.6980, 2014. | article | Kingma+D. P.; Ba+J. | Adam: A method for stochastic optimization |  | 2014 |  |  |  | number=arXiv:1412.6980
S. Park and J. Choi. Quantum walks on trees. arXiv:quant-ph/0301123v2, 2003. | article | Park+S.; Choi+J. | Quantum walks on trees |  | 2003 |  |  |  | number=arXiv:quant-ph/0301123v2
Foucault, M. (1977). Discipline and punish (A. Sheridan, Trans.). Pantheon Books. | book | Foucault+M. | Discipline and punish |  | 1977 |  |  |  | translator=Sheridan+A.;publisher=Pantheon Books
Homer. The Odyssey. Translated by Emily Wilson. New York: W. W. Norton, 2018. | book | Homer | The Odyssey |  | 2018 |  |  |  | translator=Wilson+Emily;publisher=W. W. Norton;publisher-place=New York
Kant, Immanuel: Kritik der Urteilskraft. Hrsg. von Heiner F. Klemme. Hamburg: Meiner 2009. | book | Kant+Immanuel | Kritik der Urteilskraft |  | 2009 |  |  |  | editor=Klemme+Heiner F.;publisher=Meiner;publisher-place=Hamburg
Borges, J. L. Ficciones. Trad. de Anthony Kerrigan. New York: Grove, 1962. | book | Borges+J. L. | Ficciones |  | 1962 |  |  |  | translator=Kerrigan+Anthony;publisher=Grove
Harris, R. and Cole, S. (eds.) (2004). Handbook of coastal engineering. Berlin: Springer. | book |  | Handbook of coastal engineering |  | 2004 |  |  |  | editor=Harris+R.,Cole+S.;publisher=Springer
Weber, M. (1992): Die Stadt. In: Nolte, P. / Kurz, H. (Hrsg.): Lesebuch der Soziologie. Opladen: Leske, S. 12-33. | chapter | Weber+M. | Die Stadt | Lesebuch der Soziologie | 1992 |  |  | 12-33 | editor=Nolte+P.,Kurz+H.
Rao, S. (2008). Water rights in Asia. In T. Brown & L. Green (Eds.), Law and water (2nd ed., pp. 101–120). Oxford University Press. | chapter | Rao+S. | Water rights in Asia | Law and water | 2008 |  |  | 101-120 | edition=2;editor=Brown+T.,Green+L.;publisher=Oxford University Press
Roe v. Wade, 410 U.S. 113 (1973). | legal_case |  | Roe v. Wade | U.S. | 1973 | 410 |  | 113
In re Gault, 387 U.S. 1, 28 (1967). | legal_case |  | In re Gault | U.S. | 1967 | 387 |  | 1
People v. Turner, 55 Cal. 2d 120, 358 P.2d 9 (1960). | legal_case |  | People v. Turner | Cal. 2d | 1960 | 55 |  | 120
Akhil Reed Amar, The Bill of Rights as a Constitution, 100 YALE L.J. 1131 (1991). | article-journal | Amar+Akhil Reed | The Bill of Rights as a Constitution | YALE L.J. | 1991 | 100 |  | 1131
28 U.S.C. § 1331 (2012). | legislation |  |  | U.S.C. | 2012 | 28
Data Protection Act 2018, s 45. | legislation |  | Data Protection Act 2018 |  | 2018
Directive 2006/123/EC on services in the internal market [2006] OJ L376/36. | legislation |  | Directive 2006/123/EC on services in the internal market | OJ | 2006 | L376 |  | 36
Paul Craig and Gráinne de Búrca, EU Law: Text, Cases, and Materials (6th edn, OUP 2015). | book | Craig+Paul; de Búrca+Gráinne | EU Law: Text, Cases, and Materials |  | 2015 |  |  |  | publisher=OUP;edition=6
Larenz, Methodenlehre der Rechtswissenschaft, 6. Aufl., Berlin 1991, S. 133. | book | Larenz | Methodenlehre der Rechtswissenschaft |  | 1991 |  |  | 133 | edition=6
BVerfG, Beschluss vom 14.10.2004 - 2 BvR 1481/04, NJW 2004, 3407. | legal_case | * |  | NJW | 2004 |  |  | 3407
F. Terré, Introduction générale au droit, 10e éd., Paris, Dalloz, 2015, p. 88. | book | Terré+F. | Introduction générale au droit |  | 2015 |  |  | 88 | edition=10;publisher=Dalloz
CE, ass., 30 octobre 2009, Mme Perreux, n° 298348. | legal_case |  | Mme Perreux |  | 2009 |  |  |  | number=298348
Chen X, Li Q. Method for making graphene: US, 8871171B2[P]. 2014-10-28. | patent | Chen+X.; Li+Q. | Method for making graphene |  | 2014
A. Ohno, “Touch panel,” Japanese Patent 2010-123456, June 3, 2010. | patent | Ohno+A. | Touch panel |  | 2010
Garcia, M. L., inventor. Water filter cartridge. U.S. Patent 6,789,012. September 7, 2004. | patent | Garcia+M. L. | Water filter cartridge |  | 2004
ISO 14040:2006. Environmental management — Life cycle assessment — Principles and framework. Geneva: ISO; 2006. | standard |  | Environmental management — Life cycle assessment — Principles and framework |  | 2006 |  |  |  | number=ISO 14040:2006
ABNT NBR 6023: informação e documentação: referências: elaboração. Rio de Janeiro: ABNT, 2018. | standard |  | informação e documentação: referências: elaboração |  | 2018
Fielding R, Reschke J. Hypertext Transfer Protocol (HTTP/1.1): Semantics and Content. RFC 7231; 2014. | report | Fielding+R.; Reschke+J. | Hypertext Transfer Protocol (HTTP/1.1): Semantics and Content |  | 2014
Bates D, Maechler M. lme4: Linear Mixed-Effects Models. R package version 1.1-7. 2014. | software | Bates+D.; Maechler+M. | lme4: Linear Mixed-Effects Models |  | 2014 |  |  |  | version=1.1-7
R Core Team. (2022). R: A language and environment for statistical computing (Version 4.2.1) [Computer software]. R Foundation for Statistical Computing. https://www.R-project.org/ | software | R Core Team | R: A language and environment for statistical computing |  | 2022 |  |  |  | version=4.2.1
Lopez-Garcia P. seqtools: fast sequence tools, version 2.3. GitHub, 2020. https://github.com/example/seqtools | * | Lopez-Garcia+P. | seqtools: fast sequence tools |  | 2020
Ho, J., Jain, A. & Abbeel, P. Denoising diffusion probabilistic models. Preprint at https://arxiv.org/abs/2006.11239 (2020). | * | Ho+J.; Jain+A.; Abbeel+P. | Denoising diffusion probabilistic models |  | 2020
L. Martini, P. Roy, Bounds on sumsets, arXiv:1803.04567 [math.CO], 2018. | article | Martini+L.; Roy+P. | Bounds on sumsets |  | 2018 |  |  |  | number=arXiv:1803.04567
Schulze, Gerhard: Die Erlebnisgesellschaft. Kultursoziologie der Gegenwart. 8. Aufl., Frankfurt/M.: Campus 2000, 765 S. | book | Schulze+Gerhard | Die Erlebnisgesellschaft. Kultursoziologie der Gegenwart |  | 2000 |  |  |  | edition=8;number-of-pages=765
GARCÍA CANCLINI, Néstor, Culturas híbridas, México, Grijalbo, 1990, 363 pp. | book | GARCÍA CANCLINI+Néstor | Culturas híbridas |  | 1990 |  |  |  | number-of-pages=363
Ortega y Gasset, J. (1983). La rebelión de las masas (26.ª ed.). Espasa-Calpe. | book | Ortega y Gasset+J. | La rebelión de las masas |  | 1983 |  |  |  | publisher=Espasa-Calpe;edition=26
SANTOS, Milton. A natureza do espaço: técnica e tempo, razão e emoção. 4. ed. São Paulo: Edusp, 2006. | book | SANTOS+Milton | A natureza do espaço: técnica e tempo, razão e emoção |  | 2006 |  |  |  | edition=4;publisher=Edusp
佐藤博樹・武石恵美子編『ワーク・ライフ・バランスと働き方改革』勁草書房、2011年。 | book | 佐藤博樹; 武石恵美子 | ワーク・ライフ・バランスと働き方改革 |  | 2011
小川 浩: 画像認識の基礎, 情報処理学会論文誌, Vol. 45, No. 3, pp. 812-820, 2004. | article-journal | 小川+浩 | 画像認識の基礎 | 情報処理学会論文誌 | 2004 | 45 | 3 | 812-820
박경숙, 「고령화 사회의 가족」, 『한국사회학』 제37집 4호, 2003, 61-94쪽. | article-journal | 박+경숙 | 고령화 사회의 가족 | 한국사회학 | 2003 | 37 | 4 | 61-94
孙立平. 断裂：20世纪90年代以来的中国社会[M]. 北京：社会科学文献出版社，2003. | book | 孙+立平 | 断裂：20世纪90年代以来的中国社会 |  | 2003
马克思, 恩格斯. 马克思恩格斯选集: 第1卷[M]. 中共中央编译局, 译. 北京: 人民出版社, 1995: 30-32. | book | 马+克思; 恩+格斯 | 马克思恩格斯选集: 第1卷 |  | 1995 |  |  | 30-32
王宏, 李平. 城市化与环境. 环境科学, 2004, 25(1): 1-6. | article-journal | 王+宏; 李+平 | 城市化与环境 | 环境科学 | 2004 | 25 | 1 | 1-6
林毅夫（2012）《中国经济专题》，北京大学出版社。 | book | 林+毅夫 | 中国经济专题 |  | 2012
"""
_TEXTS = ("title", "container-title")
_NUMBERS = ("volume", "issue", "page")


def _name(one):
    family = " ".join(filter(None, (one.dropping_particle, one.non_dropping_particle, one.family)))
    return "others" if one.is_others else "+".join(filter(None, (one.literal, family, one.given)))


def _year(reference):
    issued = reference.date("issued")
    return str(issued.start.year) if issued and issued.start else ""


def _said(reference):
    names = "; ".join(_name(one) for one in reference.names("author"))
    texts = [reference.text(one) for one in _TEXTS]
    numbers = [reference.text(one) for one in _NUMBERS]
    return [reference.type, names, *texts, _year(reference), *numbers]


def _further(reference, variable):
    if variable in ("editor", "translator"):
        return ",".join(_name(one) for one in reference.names(variable))
    date = reference.date(variable) if variable == "accessed" else None
    if date and date.start:
        return f"{date.start.year}-{date.start.month}-{date.start.day}"
    return reference.text(variable)


def parts_of(row):
    """The string and what it means; a bar that parts has a space in front."""
    return [part.strip() for part in re.split(r"(?<=\s)\|(?=\s|$)", row)]


def wrong(row, reference):
    """What a reference says and what its row means, where they differ."""
    _, *expected = parts_of(row)
    expected += [""] * (9 - len(expected))
    pairs = [*zip(_said(reference), expected, strict=False)]
    for pair in filter(None, expected[8].split(";")):
        variable, _, value = pair.partition("=")
        pairs.append((_further(reference, variable), value))
    return [(said, meant) for said, meant in pairs if meant not in ("*", said)]


def is_right(row, reference):
    """True where a reference says what its row means."""
    return not wrong(row, reference)


@pytest.mark.parametrize("row", ROWS.strip().splitlines())
def test_a_string_is_read_as_its_layout_means_it(row):
    parsed = parse_reference(parts_of(row)[0])
    assert not wrong(row, parsed.reference)
    assert not parsed.is_uncertain


@pytest.mark.parametrize(
    "text",
    [
        "Roe J. Certified firms (ISO 9001:2015) and their growth. J Qual. 2016;12(3):45-50.",
        "Smith, A. (2001). The patent system of 1836. History of Law, 12(3), 33-41.",
        "Foley, J. M., The Theory of Composition, Bloomington 1988 (Rpt. 1992).",
        "Gao, G. R. A linear algorithm. In Symposium on Principles of Languages (January 1995)",
    ],
)
def test_what_only_looks_like_a_mark_takes_nothing_from_a_title(text):
    parsed = parse_reference(text)
    assert parsed.reference.type not in ("standard", "patent", "legislation", "legal_case")
    title = parsed.field("title")
    assert title and title.value in text
    assert "number" not in parsed.reference.fields
