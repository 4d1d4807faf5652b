"""What reference lists, and the sections behind them, are called.

Data: the headings in the languages of scholarly publishing, each line a language. `HEADING` names a
reference list; `OTHER_LIST` names what may hold one (notes, further reading, cases), and counts only
where no list has a name of its own; `OTHER_SECTION` ends a list.
"""

from __future__ import annotations

import re

_LISTS = r"""
    (?:list\s+of\s+)?(?:cited\s+)?references?
        (?:\s+(?:cited|list|and\s+notes|and\s+further\s+reading))?
  | (?:selected\s+|select\s+)?bibliograph(?:y|ie) | works\s+(?:cited|consulted) | sources
  | (?:cited\s+)?literature(?:\s+cited)? | (?:list\s+of\s+)?(?:works|sources)\s+cited
  | (?:ausgewählte\s+|verwendete\s+|zitierte\s+|benutzte\s+)?
        literatur(?:verzeichnis|angaben|liste|nachweise|hinweise|auswahl)?
        (?:\s*/\s*\w+)?(?:\s+und\s+\w+)?
  | quellen(?:verzeichnis|angaben|nachweise?)? | schrifttum(?:sverzeichnis)?
  | (?:literatur|quellen)-?\s+und\s+(?:quellen|literatur)(?:verzeichnis)?
  | (?:liste\s+des\s+)?r[ée]f[ée]rences?(?:\s+bibliographiques|\s+cit[ée]es)? | ouvrages\s+cit[ée]s
  | (?:sources\s+et\s+)?bibliographie(?:\s+(?:g[ée]n[ée]rale|s[ée]lective))?
  | (?:lista\s+de\s+)?referencias(?:\s+bibliogr[áa]ficas)? | bibliograf[íi]a(?:\s+(?:citada|consultada))?
  | fuentes(?:\s+(?:consultadas|citadas|bibliogr[áa]ficas))? | bibliografies | heimild(?:ir|askrá|alisti) | llyfryddiaeth
  | tagairtí | marejeleo | referencat | literatura\s+(?:i\s+izvori|dhe\s+referencat) | izvori\s+i\s+literatura | литература\s+и\s+извори
  | извори\s+и\s+литература | গ্রন্থপঞ্জি | তথ্যসূত্র | மேற்கோள்கள்? | ലേഖനസൂചി | ლიტერატურა | ბიბლიოგრაფია | գրականություն
  | सन्दर्भ(?:\s+ग्रन्थ)?(?:\s+सूची)? | ឯកសារយោង | ເອກະສານອ້າງອີງ | مآخذ | مراجع\s+و\s?منابع
  | (?:fuentes\s+y\s+bibliograf[íi]a|obras\s+citadas|literatura\s+citada)
  | riferimenti(?:\s+bibliografici)? | opere\s+citate | bibliografia\s+citata
  | (?:lista\s+de\s+)?refer[êe]ncias(?:\s+bibliogr[áa]ficas)? | refer[èe]ncies(?:\s+bibliogr[àa]fiques)?
  | (?:literatuur|bronnen)(?:lijst|overzicht)? | geraadpleegde\s+(?:literatuur|bronnen) | referenties
  | referen(?:zen|ser|slista|cer|celiste) | referanse(?:r|liste) | käll(?:or|förteckning) | kilde(?:r|liste)
  | litteratur(?:förteckning|liste|lista)? | (?:käll|kilde)-?\s+och\s+litteraturförteckning
  | lähteet | lähdeluettelo | kirjallisuus(?:luettelo)? | viitteet | viited | kasutatud\s+kirjandus
  | piśmiennictwo | literatura(?:\s+cytowana)? | bibliografi[aei] | (?:wykaz|spis)\s+literatury
  | (?:(?:seznam|soupis)\s+)?(?:použit[áé]\s+)?literatur[ay] | použitá\s+literatura | použité\s+zdroje
  | seznam\s+použit(?:é|ých)\s+(?:literatury|zdrojů)(?:\s+a\s+\w+)?
  | (?:zoznam\s+)?(?:použit(?:á|ej)\s+)?literat[úu]r[ay] | (?:felhasznált\s+)?irodalom(?:jegyzék)?
  | hivatkozások | bibliográfia | referin[țţ]e(?:\s+bibliografice)?
  | popis\s+literature | viri(?:\s+in\s+literatura)? | izmantotā\s+literatūra
  | literatūra | literatūros\s+sąrašas | kaynak(?:ça|lar) | yararlanılan\s+kaynaklar
  | (?:список\s+)?(?:использованн(?:ая|ой)\s+|цитируем(?:ая|ой)\s+)?литератур[аы]
  | список\s+(?:использованных\s+)?(?:источников|литературы)(?:\s+и\s+(?:источников|литературы))?
  | (?:источники\s+и\s+литература|библиограф(?:ия|ический\s+список)|библиографија)
  | список\s+(?:використан(?:их|ої)\s+)?(?:джерел|літератури)(?:\s+(?:та|і)\s+\w+)? | література
  | (?:използвана\s+)?литература | βιβλιογραφ(?:[ίι]α|ικ[έε]ς\s+αναφορ[έε]ς) | αναφορ[έε]ς
  | (?:قائمة\s+)?(?:المصادر\s+و\s?)?(?:ال)?مراجع(?:\s+و\s?المصادر)? | (?:قائمة\s+)?المصادر
  | (?:فهرست\s+)?منابع(?:\s+و\s+مآخذ)? | کتابنامه | ביבליוגרפיה | (?:רשימת\s+)?מקורות | רשימה\s+ביבליוגרפית
  | (?:主要)?(?:参考|參考|引用|参照)(?:文[献獻]|[书書]目|資料|资料)(?:一覧)? | 文献(?:一覧|目録)? | 征引文献
  | (?:참고|인용|참조)\s?(?:문헌|자료)(?:\s?목록)? | tài\s+liệu\s+tham\s+khảo
  | daftar\s+(?:pustaka|rujukan|referensi) | referensi | rujukan | bibliografi | senarai\s+rujukan
  | संदर्भ(?:\s+(?:सूची|ग्रंथ(?:\s+सूची)?))? | เอกสารอ้างอิง | บรรณานุกรม | erreferentziak
"""
_OTHER_LISTS = r"""
    (?:foot|end)?notes | (?:suggested\s+|suggestions\s+for\s+)?further\s+reading | table\s+of\s+(?:cases|authorities|legislation)
  | cases(?:\s+cited)? | primary\s+sources | secondary\s+sources | webography | weitere\s+literatur
  | anmerkungen | fußnoten | endnoten | weiterführende\s+literatur | notas | note | notes\s+et\s+références
  | pour\s+aller\s+plus\s+loin | lecturas\s+recomendadas | przypisy | примечания | 注释 | 注釋 | 註釋 | 注 | 脚注
"""
# `\section*{References}`, `<h2 id="refs">References</h2>`, `R E F E R E N C E S`
_COMMAND = r"(?:\\(?:part|chapter|(?:sub){0,2}section|paragraph)\*?(?:\[[^\]]{0,40}\])?\{|<h[1-6][^<>]{0,80}>|<[bp]>|<strong>)?"
_BEFORE = (
    r"^[\s#*_=\uf000-\uf0ff【\[《]*+"
    + _COMMAND
    + r"\s*+(?:(?:\d{1,2}\.?\d?\.?|[IVX]+\.|[一二三四五六七八九十]{1,2}[、.．])\s*+)?"
)
_BEHIND = (
    r"\s*+[:.：。】\]》]?[\s*_#=]*+"
    r"(?:(?:\}|</\w+>|\{[#.-][^{}]{0,40}\}|\{-\})[\s*_#=]*+)?$"
)


def _heading(names: str) -> re.Pattern[str]:
    return re.compile(rf"{_BEFORE}(?:{names}){_BEHIND}", re.VERBOSE | re.IGNORECASE)


HEADING = _heading(_LISTS)
OTHER_LIST = _heading(_OTHER_LISTS)

_OTHER_SECTIONS = r"""
    appendi(?:x|ces) | anhang | annex(?:e|es)? | acknowledge?ments? | danksagung | remerciements
  | about\s+the\s+authors? | authors? | adressen? | impressum
  | author\s+(?:information|contributions?|bio\w*) | biograph(?:y|ical\s+note)
  | zum?\s+autor(?:in|en)? | über\s+d\w+\s+autor\w* | kontakt | anschrift | correspondence | funding
  | figure\s+legends? | received | accepted | how\s+to\s+cite | publisher[’']?s?\s+note | © | copyright | keywords
  | (?:figure|fig\.|table|abb\.|abbildung|tab\.|tabelle|figura|tabla|рис\.|рисунок|табл\.|таблица|rys\.|obr\.)\s*\d+
  | [图圖図表]\s?\d+ | \\appendix | \\(?:sub)?section | <h[1-6] | tables? | list\s+of\s+(?:figures|tables) | abbildungs\w* | index
  | supplementary\s+\w+ | notes | anmerkungen | fußnoten | endnotes | conflicts?\s+of\s+interest
  | (?:competing|declaration\s+of)\s+interests? | data\s+availability | ethics?\s+\w+
  | ap[ée]ndice | appendice | ringraziamenti | agradec?imientos | agradecimentos | anexos? | ap[êe]ndices?
  | allegat[oi] | annexes? | bijlagen? | dankwoord | bilag(?:a|or)? | tack | liitteet | kiitokset
  | załączniki? | podziękowania | přílohy | poděkování | függelék | mulțumiri | ekler | teşekkür
  | приложени[ея] | благодарности | сведения\s+об\s+авторах | додатки | παράρτημα | ευχαριστίες
  | (?:ال)?ملاحق | 附录 | 附錄 | 致谢 | 致謝 | 作者简介 | 谢辞 | 付録 | 謝辞 | 부록 | 감사의\s?글
  | phụ\s+lục | lampiran | citation | zitation
"""
# A journal's own words on how it is cited, below a list: each line a language.
_CITE_AS = r"""
    how\s+to\s+cite | (?:please\s+|to\s+)?cite\s+(?:this|as)\b | (?:recommended|suggested|preferred)\s+citation | citation\s*:
  | reference\s+(?:to\s+)?this\s+(?:article|paper|work|document) | this\s+(?:article|paper|work)\s+(?:should|may|can)\s+be\s+cited | to\s+reference\s+this
  | (?:article\s+)?cited\s+as\s*: | article\s+citation | citation\s+for\s+this | (?:empfohlene\s+)?zitier(?:weise|vorschlag|hinweis|ung) | zu\s+zitieren\s+als | (?:diese[nr]?\s+)?(?:artikel|beitrag)\s+zitieren | bitte\s+zitieren
  | (?:pour|comment)\s+citer | citer\s+(?:cet|ce|comme) | r[ée]f[ée]rence\s+[àa]\s+citer | citation\s+recommand[ée]e
  | (?:c[óo]mo|para)\s+citar | citar\s+(?:este|esta|como) | c[íi]t(?:ese|ar)\s+como | (?:cita|citaci[óo]n)\s+(?:recomendada|sugerida)
  | cita[çc][ãa]o\s+(?:recomendada|sugerida) | como\s+citado | (?:come|per)\s+citare | citare\s+(?:questo|come) | citazione\s+consigliata
  | (?:com|per)\s+citar | hoe\s+te\s+citeren | citeren\s+als | (?:aanbevolen|voorgestelde)\s+(?:citatie|verwijzing) | så\s+citerar
  | citera\s+(?:denna|som) | sådan\s+citeres | slik\s+siterer | (?:foreslått|anbefalt)\s+(?:sitering|henvisning|referanse) | n[äa]in\s+viittaat
  | jak\s+cytować | (?:sugerowane|zalecane)\s+cytowanie | prosimy\s+cytować | (?:jak|takto)\s+citovat | doporučená\s+citace
  | javasolt\s+hivatkozás | cum\s+se\s+citează | kako\s+citirati | atıf\s+(?:için|şekli|yap\w*) | kaynak\s+göster\w*
  | (?:ссылка\s+)?для\s+цитирования | как\s+цитировать | образец\s+цитирования | для\s+цитування | як\s+цитувати | за\s+цитиране | прос(?:им|ьба)\s+ссылаться | ссылаться\s+на\s+(?:эту|статью)
  | cara\s+(?:mengutip|sitasi|menyitasi) | cách\s+trích\s+dẫn | τρόπος\s+αναφοράς | للاستشهاد | (?:كيفية|طريقة)\s+(?:الاستشهاد|الاقتباس)
  | نحوه\s+استناد | استناد\s+به\s+این | לציטוט | (?:本文)?引用(?:本文|格式|方式|方法|例) | 引[证證用]格式 | この論文(?:の引用|を引用) | (?:이\s?)?논문\s?(?:인용|을\s?인용) | 인용\s?(?:방법|하기)
"""
HOW_TO_CITE = re.compile(
    rf"^[\s#*_\[【]*(?-i:(?![a-zà-ÿа-я]))(?:{_CITE_AS})", re.VERBOSE | re.IGNORECASE
)
# What ends a list though a year stands in its line: captions, notes of the publisher, statements.
SURE_END = re.compile(
    r"^[\s#*_]*(?:(?:fig(?:ure|\.)|table|abb(?:ildung|\.)|tab(?:elle|\.)|figura|tabla|рис(?:унок|\.)|табл(?:ица|\.)|rys\.|obr\.)\s*\d{1,3}\s?[.:–—]"
    r"|[图圖図表]\s?\d{1,3}\s|received\b.{0,40};?\s(?:accepted|revised)|publisher[’']s\s+note|©\s?\d{4}"
    r"|copyright\s(?:©|\(c\)|\d{4})|(?:author\s+contributions?|competing\s+interests?|conflicts?\s+of\s+interest|correspondence|funding"
    r"|data\s+availability|acknowledge?ments?|ethics\s+statement)\s?[:.—–]|\\appendix\b|приложение\s+\d|додаток\s+\w\b|附[录錄]\s?[A-Z\d一二三])",
    re.IGNORECASE,
)
OTHER_SECTION = re.compile(
    rf"^[\s#*_]*(?:\d{{1,2}}\.?\s+|[A-Z]\.?\s+)?(?:{_OTHER_SECTIONS})(?!\w).{{0,60}}$",
    re.VERBOSE | re.IGNORECASE,
)
