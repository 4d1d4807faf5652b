"""Given names that are one in life: short forms, and forms in other languages. Data.

What crosses the border: a folded given name in, the names that it may stand for out.
"""

from __future__ import annotations

from functools import lru_cache

# A row is a name and what its bearers also sign with; a word may stand in several rows.
_ROWS = """
abdullah abdallah abdulla | abigail abbie abby gail | ahmed ahmad ahmet | albert al bert alberto |
alexander aleksandr alexandre alejandro alessandro alexandros oleksandr sasha sascha sandy alex
alec sandro iskander | alexandra aleksandra alessandra sasha sandra alex | alfred al fred alfredo
| andrew andreas andrey andrei andrzej andy drew andres | anne anna ann annie nancy hanna hannah
anita | anthony antonio antoine anton antonius toni tony nino antonino tonio | antonia toni tonia
| arthur art arturo | august augustus augustine gus | barbara barb babs basia | benjamin ben benj
benny | bernard bernhard bernie | catherine katherine kathryn catharina katharina ekaterina
yekaterina kateryna katarzyna kathleen cathy kathy kate katie kat kay katya katja kasia cat trina
| charles carlos carlo karl carl chuck charlie chas | christian kristian chris | christina
christine kristina kristine chris kris tina christa | christopher christoph kristoffer chris kit
topher cristobal | daniel dan danny daniele | david dave davide davy | deborah deb debbie |
dimitrios dimitris dmitri dmitry mitya dima | dorothy dorothea dot dolly | edmund ed eddie ned |
edward eduard eduardo edouard ed eddie ted ned teddy | eleanor eleonora eleonore nell nora ellie
lenore | elizabeth elisabeth elisabetta elspeth elsbeth liz lizzie lisa elisa elsa else beth betty
bess betsy eliza libby lisbeth isabel | emmanuel manuel manny manolo emanuele | eugene evgeny
yevgeny evgenii eugenio gene zhenya | frances fran francesca franziska | francis francisco
francesco francois frank paco pancho franz fran | frederick friedrich frederic federico fred fritz
rick freddy fredrik | gabriel gabe | gabriele gabriella gabi gaby | geoffrey jeffrey geoff jeff
gottfried | george georg georges giorgio jorge georgios giorgos yorgos yuri geo jerzy | gerald
gerard gerhard gerry jerry gerd | gregory greg grigory grisha gregor | guadalupe lupe | harold
harry hal harald | henry heinrich henri enrico enrique hal harry hank heinz heiner hendrik henrik
| hubert bert hugh | hussein husain hossein hussain huseyin hosein | ibrahim abraham abe ebrahim |
ignacio nacho ignatius inaki | ioannis yannis giannis yiannis john | isaac ike izaak | isabella
isabel bella isa | jacob jakob jacques jake jaap | james jim jimmy jamie diego santiago jaime iago
| jennifer jen jenny jenn | jerome jerry hieronymus | jessica jess jessie | johannes johann john
jon jan johan hans hannes jens ivan juan giovanni joao jean jack johnny jno hansi gianni vanya ian
sean evan | jonathan jon johnathan | joseph josef jose giuseppe joe josip jozef iosif pepe beppe
pino sepp jupp yosef yusuf youssef yousef yousuf joey | judith judy jutta | konstantinos
konstantin constantine kostas costas kostya dinos | lawrence laurence laurent lorenzo lorenz larry
lars | leonard leo leonhard leonardo len lenny | louis luis luigi ludwig lewis lou gigi lutz
ludovic | magdalena lena magda madeleine | margaret margarete margarita marguerite margherita
peggy meg maggie greta grete gretchen margot rita marge margit | martha marta marty | martin marty
martino | mary maria marie molly polly mia mitzi maryam mariam miriam | matthew matthias matteo
mateo mathieu matt mats | maximilian max massimiliano | michael michel miguel michele mikhail
mykhailo mike mick misha mischa micky mihai mikael | muhammad mohammad mohammed mohamed muhammed
mohamad muhamed mehmet mohd md muhamad mahomed | natalia natalie nathalie natasha nat | nathaniel
nathan nat nate | nicholas nicolas nikolaus nikolai nikolay nicola niccolo nikolaos nick nico
klaus claus nikos kolya colin niels mykola | olga olya | panagiotis panos takis | patricia pat
patty trish tricia patti | patrick pat paddy padraig | paul paulo pablo pavel paolo pal pavlo |
peter pedro pietro pierre pyotr petr pete piotr petros petro | philip philipp philippe phil felipe
filippo pip | rafael raphael raf raffaele | raymond ray ramon | rebecca becky becca rivka |
richard rick dick rich ricky ricardo riccardo | robert rob bob bobby roberto robin rupert bert |
roland orlando rolando | ronald ron ronnie | rudolf rudolph rudi rudy | samuel sam sammy | sarah
sally sara sadie | sebastian seb bastian basti | sergei sergey serge sergio sergiy serhii seryozha
| solomon sol suleiman salomon | stephen steven stefan stephan etienne esteban stefano steve
istvan stepan | susan susanna susanne suzanne sue susi suzy susie | svetlana sveta lana | tatiana
tatyana tanya tania | terence terry | theodore theodor teodoro fyodor fedor ted theo teddy fjodor
| theresa teresa therese terry tess resi | thomas tom tommy tomas tomaso tommaso thos | timothy
tim timotheus | ulrich uli ueli ulli | valentina valya | vasileios vasilis vassilis vasily vasilii
basil vasyl | victoria vicky vicki tori | vincent vincenzo vicente vinnie vince enzo | vladimir
volodymyr vova volodya uladzimir wladimir | walter walt gualtiero wally | wilhelm william
guillermo guillaume guglielmo wim willem bill billy will willi willy liam wm | yuri iurii jurij
iouri yury | zachary zach zack
"""


@lru_cache(maxsize=1)
def _names() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in _ROWS.split("|"):
        name, *forms = row.split()
        for form in (name, *forms):
            found.setdefault(form, set()).add(name)
    return {form: frozenset(names) for form, names in found.items()}


def names_behind(name: str) -> frozenset[str]:
    """The names that a folded given name may be a form of; none where it is not known."""
    return _names().get(name, frozenset())
