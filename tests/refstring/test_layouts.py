"""Layouts whose marks say what every part is: strings of our own, judged by each standard."""

# ruff: noqa: E501  (a table of reference strings)
from __future__ import annotations

import pytest
from tests.counting import is_linear

from mscref.refstring import parse_reference
from mscref.refstring.layouts import read_layout

# string · type · authors · title · container · year · volume · issue · page
ROWS = """
王小明, 李华, 欧阳修文, 等. 基于深度学习的遥感影像分类方法综述[J]. 测绘学报, 2021, 50(6): 701-715. DOI:10.11947/j.AGCS.2021.20200001. | article-journal | 王+小明; 李+华; 欧阳+修文; others | 基于深度学习的遥感影像分类方法综述 | 测绘学报 | 2021 | 50 | 6 | 701-715
钱学森．工程控制论［M］．北京：科学出版社，1958：12． | book | 钱+学森 | 工程控制论 | | 1958 | | | 12
陈晓东. 城市土地利用变化研究[D]. 南京: 南京大学, 2009: 33-35. | thesis | 陈+晓东 | 城市土地利用变化研究 | | 2009 | | | 33-35
李强. 化解矛盾需釜底抽薪[EB/OL]. (2012-05-03) [2013-03-25]. http://www.example.org/html/1.html. | webpage | 李+强 | 化解矛盾需釜底抽薪 | | 2012 | | |
HOCHREITER S, SCHMIDHUBER J. Long short-term memory[J]. Neural Computation, 1997, 9(8): 1735-1780. | article-journal | HOCHREITER+S.; SCHMIDHUBER+J. | Long short-term memory | Neural Computation | 1997 | 9 | 8 | 1735-1780
He K, Zhang X, Ren S, et al. Deep residual learning[C]//2016 IEEE Conference on Vision. Las Vegas: IEEE, 2016: 770-778. | paper-conference | He+K.; Zhang+X.; Ren+S.; others | Deep residual learning | 2016 IEEE Conference on Vision | 2016 | | | 770-778
周志华. 机器学习[M]. 第2版. 北京: 清华大学出版社, 2016. | book | 周+志华 | 机器学习 | | 2016 | | |
赵国庆, 孙伟. 水稻抗旱性研究进展[J]. 中国农业科学, 2008(3): 625-631. | article-journal | 赵+国庆; 孙+伟 | 水稻抗旱性研究进展 | 中国农业科学 | 2008 | | 3 | 625-631
張三豐，〈宋代商稅考〉，《歷史研究集刊》第12期（1998年），頁45-78。 | article-journal | 張+三豐 | 宋代商稅考 | 歷史研究集刊 | 1998 | | 12 | 45-78
費孝通：《鄉土中國》，上海：觀察社，1948年，第5頁。 | book | 費+孝通 | 鄉土中國 | | 1948 | | | 5
陈寅恪：《论唐代政治》，《历史研究》1998年第3期，第12-25页。 | article-journal | 陈+寅恪 | 论唐代政治 | 历史研究 | 1998 | | 3 | 12-25
山田太郎・鈴木花子（2005）「日本語教育の現状と課題」『日本語学』24巻3号, pp. 12-25 | article-journal | 山田太郎; 鈴木花子 | 日本語教育の現状と課題 | 日本語学 | 2005 | 24 | 3 | 12-25
夏目一郎『近代文学論のために』東京大学出版会, 2001年 | book | 夏目一郎 | 近代文学論のために | | 2001 | | |
佐藤 健, 高橋 誠. 深層学習による画像認識. 情報処理学会論文誌. 2015, vol. 56, no. 2, p. 123-134. | article-journal | 佐藤+健; 高橋+誠 | 深層学習による画像認識 | 情報処理学会論文誌 | 2015 | 56 | 2 | 123-134
박지민, 최수영 (2015). 청소년의 스마트폰 중독 요인. 한국심리학회지, 34(1), 101-125. | article-journal | 박+지민; 최+수영 | 청소년의 스마트폰 중독 요인 | 한국심리학회지 | 2015 | 34 | 1 | 101-125
홍길동. 「조선 후기의 상업 연구」, 『역사학보』 212, 2011, 33-61쪽. | article-journal | 홍+길동 | 조선 후기의 상업 연구 | 역사학보 | 2011 | 212 | | 33-61
Иванов П. С., Петрова А. В. Методы анализа данных в социологии // Социологические исследования. 2015. № 7. С. 23–31. | article-journal | Иванов+П. С.; Петрова+А. В. | Методы анализа данных в социологии | Социологические исследования | 2015 | | 7 | 23-31
Бахтин М. М. Проблемы поэтики Достоевского. – 4-е изд. – М. : Советская Россия, 1979. – 318 с. | book | Бахтин+М. М. | Проблемы поэтики Достоевского | | 1979 | | |
Сидоров, К.Л. Экономика региона : учебник / К.Л. Сидоров, М.Н. Орлов. - СПб. : Питер, 2010. - 256 с. | book | Сидоров+К. Л.; Орлов+М. Н. | Экономика региона : учебник | | 2010 | | |
Смирнова О. В. Развитие туризма в Сибири : автореф. дис. ... канд. геогр. наук. – Томск, 2008. – 22 с. | thesis | Смирнова+О. В. | Развитие туризма в Сибири | | 2008 | | |
Кузнецов И. И. Новые сплавы / И. И. Кузнецов // Материалы конференции. – М. : Наука, 2001. – С. 12–15. | paper-conference | Кузнецов+И. И. | Новые сплавы | Материалы конференции | 2001 | | | 12-15
Шевченко О. М. Проблеми розвитку права // Право України. – 2012. – № 3. – С. 44–49. | article-journal | Шевченко+О. М. | Проблеми розвитку права | Право України | 2012 | | 3 | 44-49
SILVA, João Carlos; SOUZA, Maria. Ensino de matemática na escola básica. Educação e Pesquisa, São Paulo, v. 38, n. 2, p. 301-318, abr./jun. 2012. | article-journal | SILVA+João Carlos; SOUZA+Maria | Ensino de matemática na escola básica | Educação e Pesquisa | 2012 | 38 | 2 | 301-318
LIMA, A. B. História oral. In: PEREIRA, C. D. (org.). Métodos de pesquisa. Rio de Janeiro: FGV, 2010. p. 45-67. | chapter | LIMA+A. B. | História oral | Métodos de pesquisa | 2010 | | | 45-67
COSTA, Fernando – A Cidade e o Rio. Uma história. Porto, Afrontamento, 2003. | book | COSTA+Fernando | A Cidade e o Rio. Uma história | | 2003 | | |
Richard A. Posner, Theories of Economic Regulation, 5 Bell J. Econ. & Mgmt. Sci. 335 (1974). | article-journal | Posner+Richard A. | Theories of Economic Regulation | Bell J. Econ. & Mgmt. Sci. | 1974 | 5 | | 335
Brown v. Board of Education, 347 U.S. 483, 495 (1954). | legal_case | | Brown v. Board of Education | U.S. | 1954 | 347 | | 483
United States v. Carroll Towing Co., 159 F.2d 169 (2d Cir. 1947). | legal_case | | United States v. Carroll Towing Co | F.2d | 1947 | 159 | | 169
Donoghue v Stevenson [1932] AC 562 (HL). | legal_case | | Donoghue v Stevenson | AC | 1932 | | | 562
JAG Griffith, ‘The Common Law and the Political Constitution’ (2001) 117 LQR 42, 64. | article-journal | Griffith+J. A. G. | The Common Law and the Political Constitution | LQR | 2001 | 117 | | 42
Case C-34/89 Italy v Commission [1990] ECR I-3603. | legal_case | | Italy v Commission | ECR | 1990 | | | I-3603
Nowakowski, J., Zielińska, A., Rola lasu w krajobrazie, „Czasopismo Geograficzne” 2010, t. 81, nr 1–2, s. 33–58. | article-journal | Nowakowski+J.; Zielińska+A. | Rola lasu w krajobrazie | Czasopismo Geograficzne | 2010 | 81 | 1-2 | 33-58
C. Ginzburg, Il formaggio e i vermi. Il cosmo di un mugnaio, Einaudi, Torino 1976. | book | Ginzburg+C. | Il formaggio e i vermi. Il cosmo di un mugnaio | | 1976 | | |
P. Rossi, G. Bianchi, La città medievale, Laterza, Roma-Bari 1998, pp. 33-47. | book | Rossi+P.; Bianchi+G. | La città medievale | | 1998 | | | 33-47
ISO 690:2021, Information and documentation — Guidelines for bibliographic references. International Organization for Standardization, Geneva, 2021. | standard | | Information and documentation — Guidelines for bibliographic references | | 2021 | | |
ابن خلدون، عبد الرحمن، المقدمة، دار الفكر، بيروت، 2001م، ص 45 | book | ابن خلدون+عبد الرحمن | المقدمة | | 2001 | | | 45
محمد علي: "أثر التعليم في التنمية"، مجلة العلوم الاجتماعية، المجلد 12، العدد 3، 2010، ص 55-78 | article-journal | علي+محمد | أثر التعليم في التنمية | مجلة العلوم الاجتماعية | 2010 | 12 | 3 | 55-78
王磊,赵敏.城市热岛效应的时空变化.地理学报,2016,71(4):563-575. | article-journal | 王+磊; 赵+敏 | 城市热岛效应的时空变化 | 地理学报 | 2016 | 71 | 4 | 563-575
Chen L, Wu P. Robust tracking[C]//Proc. of the Asian Conference on Tracking. Seoul: Springer, 2012: 12-25. | paper-conference | Chen+L.; Wu+P. | Robust tracking | Proc. of the Asian Conference on Tracking | 2012 | | | 12-25
Орлов П. С. История театра. 3-е изд. Л.: Искусство, 1965. 280 с. | book | Орлов+П. С. | История театра | | 1965 | | |
L. Bianchi, Il mercato del libro, «Studi storici», XLV (2004), 2, pp. 301-322. | article-journal | Bianchi+L. | Il mercato del libro | Studi storici | 2004 | XLV | 2 | 301-322
P. Conti, Le parole del diritto, in G. Neri (a cura di), Lingua e istituzioni, Carocci, Roma 2001, pp. 15-40. | chapter | Conti+P. | Le parole del diritto | Lingua e istituzioni | 2001 | | | 15-40
Zieliński A., Dzieje prasy, Wydawnictwo Literackie, Kraków 1988. | book | Zieliński+A. | Dzieje prasy | | 1988 | | |
BARROS, L. M. Gestão das águas. 2015. 140 f. Tese (Doutorado em Geografia) – Universidade Federal do Ceará, Fortaleza, 2015. | thesis | BARROS+L. M. | Gestão das águas | | 2015 | | |
OLG Hamm, Beschluss vom 3.5.2011 – 15 W 12/11, FamRZ 2011, 1234. | legal_case | OLG Hamm | | FamRZ | 2011 | | | 1234
"""


def _said(reference):
    names = [
        "others" if one.is_others else "+".join(filter(None, (one.literal, one.family, one.given)))
        for one in reference.names("author")
    ]
    issued = reference.date("issued")
    year = str(issued.start.year) if issued and issued.start else ""
    texts = [reference.text(one) for one in ("title", "container-title")]
    numbers = [reference.text(one) for one in ("volume", "issue", "page")]
    return [reference.type, "; ".join(names), *texts, year, *numbers]


@pytest.mark.parametrize("row", ROWS.strip().splitlines())
def test_a_layout_is_read_by_its_marks(row):
    text, *expected = (part.strip() for part in row.split("|"))
    assert _said(parse_reference(text).reference) == expected


@pytest.mark.parametrize(
    ("text", "variable", "value"),
    [
        ("Genette, Gérard, 1972, Figures III, Paris, Seuil, 285 p.", "number-of-pages", "285"),
        ("Genette, Gérard, 1972, Figures III, Paris, Seuil, p. 285.", "page", "285"),
        ("Larenz, Methodenlehre der Rechtswissenschaft, 6. Aufl. 1991, S. 370 ff.", "page", "370"),
        ("COSTA, A. B. Sobre o tempo. Revista X, v. 3, n. 1, p. 5-9, 2001.", "volume", "3"),
    ],
)
def test_what_stands_beside_a_number_says_what_it_counts(text, variable, value):
    assert parse_reference(text).reference.text(variable) == value


@pytest.mark.parametrize(
    "link",
    [
        "[Google Scholar]",
        "[Google Scholar] CrossRef",
        "[CrossRef] [PubMed]",
        "[CrossRef][Green Version]",
        "Google Scholar",
    ],
)
def test_links_of_web_pages_are_no_part_of_a_reference(link):
    text = "LeCun Y, Bengio Y, Hinton G. Deep learning. Nature. 2015;521(7553):436-444."
    parsed = parse_reference(f"{text} {link}")
    assert parsed.reference.fields == parse_reference(text).reference.fields
    assert parsed.text.endswith(link)


@pytest.mark.parametrize(
    "text",
    [
        "Smith J. A study of v. 3 engines. J Mech. 2001;3:4-5.",
        "K. Smith, W. Appelbe, and K. Stirewalt. Dependence analysis. In Proceedings, pages 1-9, Amsterdam, The Netherlands, June 1990.",
        "Roe, J. (2001). Sleep [Special issue]. Mind, 3(2), 1-9.",
    ],
)
def test_what_bears_no_marks_is_left_to_the_models(text):
    assert read_layout(text) is None


@pytest.mark.parametrize(
    ("unit", "end"),
    [
        ("А", " // "), ("А. ", ""), ("[J]", ""), ("「", "」"), ("v. 1, ", ""), ("ا، ", ""),
        ("A, 1 B 2 ", "(2000)"), ("A, B; ", ". v. 1"), ("I. Ab, ", "C 2000"), ("Ab I., ", "„x” 2000"),
        ("AB, C; ", "v. 1"), ("Аб, А. ", " // 1"), ("a 王.", "[M]"), ("A v B, ", "1 A 2 (2000)"),
    ],
)  # fmt: skip
def test_hostile_strings_take_linear_time(unit, end):
    assert is_linear(read_layout, lambda size: (unit * size)[: size - len(end)] + end, 880)
