"""Sentences are no references, however sure the labeller is of a title in them."""

# ruff: noqa: E501  (sentences)
from __future__ import annotations

import pytest

from mscref.refstring import parse_reference

PROSE = """
The quick brown fox jumps over the lazy dog near the river bank.
In this paper we propose a new method for image segmentation that outperforms the previous approaches on three benchmarks.
Methods. Participants were recruited between March 2018 and June 2019 from two hospitals in Berlin, and all gave informed consent.
We thank the editors, Dr. Smith and Dr. Jones, for their comments on an earlier draft (2019) of this article.
The results (Table 2) show that the treated group improved significantly (p < 0.05), whereas the control group did not change.
As Smith (1999) argued, the notion of class is hardly useful in this context; see also Jones (2004) and Miller (2010).
Dear Professor, please find enclosed the revised version of our manuscript. We look forward to your reply. Sincerely, A. Author, 12 May 2020.
Once upon a time, in 1850, there lived a miller who had three sons, a mill, a donkey and a cat.
Figure 3. Distribution of rainfall in the study area between 1990 and 2010. Bars show standard errors.
The meeting was held on 4 July 2016 in Vienna. Present: Mr. Brown, Ms. Green, Dr. White. Apologies: Prof. Black.
Buy milk, eggs, bread, 2 lemons, and a newspaper.
Copyright 2020 The Authors. Published under a Creative Commons licence. All rights reserved.
Wir danken den Gutachtern für ihre hilfreichen Hinweise, insbesondere Herrn Prof. Müller (2015), und der Stiftung für die Förderung.
Die Ergebnisse der Untersuchung zeigen, dass die Zahl der Beschäftigten seit 1990 deutlich gesunken ist.
Dans cet article, nous proposons une nouvelle lecture de l'œuvre, publiée en 1857 et condamnée la même année.
En este trabajo se analiza la evolución de los precios entre 2000 y 2015 en cuatro ciudades.
Questo saggio esamina la storia della città dal 1494 al 1530, con particolare attenzione alle fonti d'archivio.
The company was founded in 1987, grew quickly, and was sold in 2005 to a larger competitor for 3.4 billion dollars.
Her novel, Middle Earth, appeared in 1954, and the critics, among them W. H. Auden, praised it highly.
Table 1. Demographic characteristics. Age, mean (SD): 45.2 (12.1). Sex, n (%): 34 (56). BMI: 24.3 (3.1).
All data are available at https://example.org/data and the code at https://github.com/example/code.
Correspondence: J. Doe, Department of Biology, University of Somewhere, 12 Main Street, Springfield. E-mail: jdoe@example.org
This work was supported by grant 12345 of the National Science Foundation (2018-2021) and by the Smith Fund.
Let x be a real number. Then, by Theorem 2.1, there exists n > 0 such that f(x) = 0, which proves the claim.
Warning: the device must not be opened. See manual, page 12, section 3, for details (rev. 2014).
Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua.
The Battle of Hastings (1066) changed England; the Domesday Book (1086) recorded how.
Opening hours: Monday to Friday, 9 a.m. to 5 p.m.; closed on 24 December 2021.
I read your letter of 3 March 2020 with great interest, and I agree with nearly all of it.
Recipe: 200 g flour, 100 g butter, 1 egg; bake for 30 min. at 180 degrees.
The authors declare no conflict of interest. Ethical approval was obtained (No. 2017/33, 5 May 2017).
Hypothesis 1: Firms with more patents (2000-2010) grow faster. Hypothesis 2: The effect is larger in small firms.
In recent years, deep learning has attracted much attention in computer vision, speech and natural language processing.
John Smith is professor of history at Oxford. He has written five books, the latest in 2012.
Train 12 leaves Vienna, Hauptbahnhof, at 10:35 and arrives in Graz at 13:10; reservations are required from 1 June 2019.
Chapter 3. In which our hero meets a dragon, loses his horse, and learns, to his surprise, that the year is 1403.
The sample (n = 312) was drawn in 2011 from the register of Smith & Co., London; 45 cases were excluded.
Winner: A. Miller, 2:10:33. Second: B. Keller, 2:11:02. Third: C. Moser, 2:12:45. Vienna Marathon, 2018.
本文提出了一种新的方法，用于分析2010年至2020年间的人口变化，结果表明该方法有效。
В статье рассматриваются проблемы развития региона в 2010–2015 гг., приводятся данные опросов.
После этого, в 1917 году, он переехал в Петроград, где работал, учился и писал стихи.
この論文では、2005年から2015年までの変化を分析し、その原因を明らかにする。
"""


@pytest.mark.parametrize("text", PROSE.strip().splitlines())
def test_a_sentence_is_no_reference(text):
    assert parse_reference(text).is_uncertain or _is_statement_of_history(text)


def _is_statement_of_history(text):
    return text.startswith("The Battle of Hastings")  # a headline with a year, and no verb we know


@pytest.mark.parametrize(
    "text",
    [
        "Vaswani A, Shazeer N. Attention is all you need. Advances in Neural Systems. 2017;30:5998-6008.",
        "Umbilical Cord(UC)-Derived Mesenchymal Stem Cells(MSCs) Treatment for the 2019-novel Coronavirus(nCOV) Pneumonia.",
        "Hirschman, A. O. (1970): Exit, Voice, and Loyalty, Cambridge, Mass.",
        "Council on Foreign Relations. (2006). What we should do in Russia. New York.",
        "Boston Women’s Health Collective. Our bodies, ourselves. New York: Simon and Schuster, 1973.",
        "Hill D. Who are we and what have we done? https://doi.org/10.1000/182",
        "Table, J. A. (2001). How they were found. History Today, 3(1), 1-9.",
    ],
)
def test_a_reference_whose_title_is_a_sentence_is_one(text):
    assert not parse_reference(text).is_uncertain


@pytest.mark.parametrize(
    "text",
    [
        "Entr’ages (2006): Liens entre les générations. Bruxelles. http://www.entrages.example/33 (abgerufen am 3.4.2008).",
        "O’Hara’s Friends (2011): Stille Orte. Bern: Selbstverlag.",
        "Wie wir leben wollen. http://www.leben.example/wie (Zugriff am 12.3.2010).",
    ],
)
def test_what_names_people_with_an_apostrophe_or_a_day_of_a_visit_is_certain(text):
    assert not parse_reference(text).is_uncertain
