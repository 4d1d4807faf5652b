"""Words that betray a field, in the languages reference lists are written in.

Data only: class of cue → words (lower case, without the final period). A word may belong to
several classes. The labeller turns the classes into features; `build` uses some of the tables
to strip what announces a value ("pp.", "Hrsg.") from the value itself.
"""

from __future__ import annotations

from pathlib import Path

# Large towns of the world, and countries: `python -m training.places` writes them.
PLACES_FILE = Path(__file__).with_name("places.txt")

MONTHS = """
jan january feb february mar march apr april may jun june jul july aug august sep sept september
oct october nov november dec december januar jänner februar feber märz maerz mai juni juli oktober
dezember dez janvier février fevrier mars avril juin juillet août aout septembre octobre novembre
décembre decembre enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre
noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre novembre
dicembre janeiro fevereiro março maio junho julho setembro outubro dezembro
spring summer autumn fall winter frühjahr frühling sommer herbst printemps été automne hiver
primavera verano otoño invierno estate autunno inverno
"""

# Months in further languages, as the day of a visit has them: nl, sv, da, no, pl, cs, ru, uk, tr.
FURTHER_MONTHS: dict[int, str] = {
    1: "januari stycznia ledna января січня ocak",
    2: "februari lutego února февраля лютого şubat",
    3: "maart marts marca března марта березня mart",
    4: "kwietnia dubna апреля квітня nisan",
    5: "mei maj maja května мая травня mayıs",
    6: "czerwca června июня червня haziran",
    7: "lipca července июля липня temmuz",
    8: "augustus augusti sierpnia srpna августа серпня ağustos",
    9: "września září сентября вересня eylül",
    10: "października října октября жовтня ekim",
    11: "listopada listopadu ноября листопада kasım",
    12: "desember grudnia prosince декабря грудня aralık",
}

CUES: dict[str, str] = {
    "month": MONTHS,
    "editor": """
        ed eds editor editors edited hrsg hg hgg hrsgg herausgeber herausgegeben hgs éd éds edit
        éditeur éditeurs dir coord coords coordinador compilador comp comps cur curatore curatori
        cura curated redaktion red bearb bearbeitet ред edición editado organizador org orgs
    """,
    "in": "in en im dans nel nella",
    "and": "and und et y e ed u och en & i и",
    "et-al": "al others ua andere autres altri otros mitarb",
    "volume": """
        vol vols volume volumes bd bde band bände jg jahrgang tome tomes tom tomo vol° v t voll том
        volumen jahrg ano año anno année annata roč
    """,
    "issue": """
        no nos nr num number numero número numéro issue iss heft h n nº n° № fasc fascicule
        fascicolo cuaderno supplement suppl part pt ausgabe
    """,
    "pages": """
        p pp page pages pg pgs s ss ff f seite seiten pág págs pag pagg pags páginas pagine sz str
        стр с folio fol fols sp spp
    """,
    "edition": """
        edition edn ed aufl auflage ausg überarb erw erweiterte überarbeitete neuaufl édition
        edición edizione revised rev reprint reprinted nachdruck neudruck 1st 2nd 3rd 4th 5th 6th
        7th 8th 9th 10th second third fourth fifth korr unveränd aktualisierte vollst ristampa
        réimpr rist
    """,
    "translator": """
        trans transl translated translator translation übers übersetzt übersetzung trad traduit
        traduction traducción traducido traduzione tradotto aus dem
    """,
    "accessed": """
        accessed cited retrieved available online zugriff abgerufen abruf letzter stand consulté
        consultado
        disponible consultato verfügbar download url accessible visited viewed zuletzt geprüft
        internet http
    """,
    "genre": """
        dissertation diss thesis phd doctoral master masters habil habilitation habilitationsschrift
        diplomarbeit magisterarbeit masterarbeit thèse tesis tesi mémoire ph unpublished manuscript
        preprint mimeo ms report technical tech bericht forschungsbericht rapport informe rapporto
        rep memo memorandum working paper papers discussion arbeitspapier diskussionspapier
        software computer program patent poster abstract presented unveröffentlicht vortrag
    """,
    "status": """
        press forthcoming appear submitted preparation erscheinen im druck ie published accepted
    """,
    "journal": """
        journal journals j jnl review reviews rev annals ann archives arch archiv bulletin bull
        proceedings proc transactions trans letters lett zeitschrift z ztschr zs jahrbuch
        jahrbücher jb vierteljahrshefte vierteljahrsschrift beiträge blätter monatsschrift
        mitteilungen rundschau archiv revue rev annales cahiers bulletin actes rivista riv
        quaderni annali bollettino archivio studi atti revista rev cuadernos anales boletín
        magazine quarterly mag quart newsletter gazette times news post zeitung spiegel
        acta advances adv studies stud science sciences sci nature lancet cell physics phys
        physica chem chemistry biol biology med medicine soc society psychol psychology sociology
        amer am brit br eur europ int intl international nat natl acad clin exp res research eng
        appl comput comp syst econ economics polit politics stat math mathematics astrophys
        astron geophys opt fluid mech mater surg neurol neurosci psychiatry oncol cancer
        immunol microbiol genet genetics biochem biophys mol ecol environ plant anim agric food
        ieee acm siam lecture notes computer series annual yearbook wochenschrift
    """,
    "conference": """
        proceedings proc conference conf symposium symp workshop congress meeting kongress tagung
        tagungsband colloquium colloque atti convegno congreso actas icml nips neurips cvpr iccv
        eccv aaai ijcai acl emnlp iclr www sigmod vldb icra chi
    """,
    # What such a firm calls itself, and the large ones, which print for every discipline.
    "publisher": """
        press verlag publisher publishers publishing publications books éditions editions ed.
        editore editrice edizioni editorial ediciones editora presses universitaires university
        house inc ltd gmbh co company corporation bros sons wissenschaftsverlag buchgesellschaft
        druckerei selbstverlag tipografia tip stamperia imprimerie librairie libreria
        springer elsevier wiley sage routledge blackwell palgrave macmillan penguin random
        harper mcgraw hill prentice hall pearson addison wesley kluwer academic hachette brill
        gruyter peter lang birkhäuser mit cambridge oxford harvard princeton yale stanford
        chicago columbia cornell oup cup puf
    """,
    "place": PLACES_FILE.read_text(encoding="utf-8"),
    "body": """
        institute institut istituto instituto ministry ministerium bundesministerium department
        bundesamt bundesanstalt bundesregierung statistisches amt commission kommission committee
        council agency association gesellschaft stiftung foundation organization organisation
        oecd unesco who un eu world bank bank centre center zentrum office bundestag deutscher
        deutsches deutsche verein verband bund government united nations european national bureau
        collaboration group consortium team society
    """,
    "particle": """
        von van der den de da di del della du la le zu zur zum af av dos ter ten te ibn al el bin
    """,
    "prefix": """
        vgl cf see also siehe auch zit nach vid véase voir ders dies ebd ebenda ibid idem id
    """,
    "volume-title": "handbook handbuch encyclopedia enzyklopädie lexikon wörterbuch dictionary",
    "collection": """
        series reihe schriftenreihe schriften collection colección collana lecture notes
    """,
    "die": "der die das des dem den zur zum für und von mit eine ein einer im",
    "le": "le la les des du une aux dans pour sur",
    "il": "il lo gli della delle dei nel nella per con una",
    "el": "el los las del una para con por",
    "the": "the of and for with on a an to from",
}


def _classes_by_word() -> dict[str, tuple[str, ...]]:
    classes: dict[str, list[str]] = {}
    for name, words in CUES.items():
        for word in dict.fromkeys(words.split()):
            classes.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in classes.items()}


# Words beside a number in lists that the labeller has not seen: Czech, Slovak, Polish, Slovene,
# Croatian, Serbian, Bulgarian, Nordic, Hungarian, Baltic, Romanian, Turkish.
_NUMBER_WORDS = {
    "volume": "roč ročník årg årgang évf évfolyam köt letnik god cilt sējums sēj rocznik",
    "issue": "č číslo čís sz szám br broj št številka zesz zeszyt sayı бр број nr no",
    "pages": "lk lpp oldal sayfa стр str",
}
NUMBER_WORDS = {word: label for label, words in _NUMBER_WORDS.items() for word in words.split()}

CLASSES_BY_WORD = _classes_by_word()
MONTH_WORDS = frozenset(MONTHS.split())

# Conferences and preprint servers that are cited by nothing but this name: no publisher is.
VENUES = frozenset(
    """
    aaai acl aistats asplos biorxiv chemrxiv chi cikm coling colt conll corl corr cvpr eacl eccv
    ecml emnlp focs icassp iccv icde iclr icml icra ijcai interspeech iros isca jcdl kdd lics
    medrxiv miccai naacl neurips nips nsdi osdi pldi pods popl psyarxiv recsys rss sicomp sigcomm
    siggraph sigir sigmod soda socarxiv sosp soups ssrn stoc uai vldb wacv wsdm arxiv
    """.split()
)
