"""Given names that are one in life: short forms, and forms in other languages. Data.

What crosses the border: a folded given name in, what it may stand for out. Two names are one
person's where both stand in one group of a row, or one of them is the first of the row: `Ivan`
and `Juan` are both written John, and are two people.
"""

from __future__ import annotations

from functools import lru_cache

# A row is a name and, in groups of one language each, what its bearers also sign with.
_ROWS = """
abdullah abdallah abdulla | abigail abbie abby gail | ahmed ahmad ahmet | albert al bert / alberto
| alexander alex alec sandy sandro sascha sasha / aleksandr oleksandr sasha alex / alexandre alex
/ alejandro alex / alessandro sandro / alexandros alex / iskander | alexandra alex sandra sasha /
aleksandra sasha | alfred al fred / alfredo | andrew andy drew / andreas andi / andrei andrey /
andrzej / andres | anna ann anne annie nancy / hanna hannah / anita | anthony tony / antonio tonio
toni nino antonino / antoine / anton toni / antonius ton | antonia toni tonia | arthur art /
arturo | august gus / augustus gus / augustine gus | barbara barb babs barbie / basia | benjamin
ben benj benny | bernard bernie / bernhard bernd | catherine cathy cat cate kate katie kathy katy
katherine kathryn kathleen kay kat kitty / katharina katja kathi / catharina / ekaterina
yekaterina kateryna katya katia / katarzyna kasia | charles charlie chas chuck / carlos / carlo /
karl carl | christian chris / kristian kris | christina chris tina christa chrissy / christine
chris tina / kristina kris tina / kristine kris stine | christopher chris kit topher / christoph
chris / kristoffer kris / cristobal | daniel dan danny / daniele | david dave davy / davide |
deborah deb debbie debby | dimitrios dimitris jim / dmitri dmitry mitya dima | dorothy dot dolly /
dorothea | edmund ed eddie ned | edward ed eddie ted ned teddy / eduard / eduardo / edouard |
eleanor nell nora ellie lenore / eleonora / eleonore | elizabeth elisabeth beth betty bess betsy
eliza libby liz lizzie lisa elsie / elisabetta / elspeth / elsbeth else / elisa lisa / isabel |
emmanuel manny / manuel manolo / emanuele | eugene gene / evgeny yevgeny evgenii zhenya / eugenio
| frances fran francie / francesca / franziska | francis frank / francisco paco pancho fran /
francesco franco / francois / franz frank | frederick fred freddy rick frederic / friedrich fritz
/ federico / fredrik | gabriel gabe | gabriele gabi gaby / gabriella gabi gaby | geoffrey geoff
jeff jeffrey / gottfried | george / georg / georges / giorgio / jorge / georgios giorgos yorgos /
yuri iurii jurij iouri yury / jerzy / geo | gerald gerry jerry / gerard gerry / gerhard gerd |
gregory greg / grigory grisha / gregor | guadalupe lupe | harold harry hal / harald | henry hal
harry hank / heinrich heinz heiner / henri / enrico / enrique / hendrik henk / henrik | hubert
bert hugh | hussein husain hossein hussain huseyin hosein | ibrahim ebrahim / abraham abe |
ignacio nacho inaki / ignatius | ioannis yannis giannis yiannis john | isaac ike izaak | isabella
isabel bella isa | jacob jake / jakob / jacques / jaap | james jim jimmy jamie / diego / santiago
/ jaime / iago | jennifer jen jenny jenn | jerome jerry / hieronymus | jessica jess jessie | john
jack johnny jon jno / johannes johann hans hannes jan jens johan hansi / ivan vanya / juan /
giovanni gianni / joao / jean / jan janek / ian / sean / evan | jonathan jon johnathan | joseph
joe joey / josef sepp jupp / jose pepe / giuseppe beppe pino / josip / jozef / iosif / yosef yusuf
youssef yousef yousuf | judith judy / jutta | konstantinos kostas costas dinos konstantin /
constantine / konstantin kostya | lawrence larry laurence / laurent / lorenzo / lorenz / lars |
leonard leo len lenny / leonhard / leonardo leo | louis lou lewis / luis / luigi gigi / ludwig
lutz / ludovic | magdalena lena magda / madeleine | margaret peggy meg maggie marge margie /
margarete grete greta gretchen / margarita rita / marguerite / margherita rita / margit | martha /
marta | martin marty / martino | mary molly polly mia mitzi / maria mia / marie / maryam mariam
miriam | matthew matt mat / matthias matti / matteo / mateo / mathieu / mats | maximilian max /
massimiliano | michael mike mick micky mickey / michel / miguel / michele / mikhail mykhailo misha
mischa / mihai / mikael | muhammad mohammad mohammed mohamed muhammed mohamad muhamed mehmet mohd
md muhamad mahomed | natalia natasha nat natalya / natalie nat / nathalie | nathaniel nathan nat
nate | nicholas nick nicky nicolas / nikolaus klaus nico / klaus / nikolai nikolay kolya mykola /
nicola / niccolo / nikolaos nikos nick / claus / colin / niels | olga olya | panagiotis panos
takis | patricia pat patty trish tricia patti | patrick pat paddy / padraig | paul / paulo / pablo
/ pavel pasha pavlo / paolo / pal | peter pete / pedro / pietro / pierre / pyotr petr petya petro
/ piotr / petros | philip phil pip philipp / philippe / felipe / filippo | rafael raphael raf rafa
/ raffaele | raymond ray / ramon | rebecca becky becca / rivka | richard rick dick rich ricky
richie / ricardo / riccardo | robert rob bob bobby bert robin / roberto / rupert | roland /
orlando / rolando | ronald ron ronnie | rudolf rudi rudy rudolph | samuel sam sammy | sarah sally
sadie / sara | sebastian seb bastian basti | sergei sergey seryozha / serge / sergio / sergiy
serhii | solomon sol / suleiman / salomon | stephen steve steven / stefan / stephan / etienne /
esteban / stefano / istvan / stepan | susan sue susie suzy / susanna / susanne susi / suzanne |
svetlana sveta lana | tatiana tatyana tanya tania | terence terry | theodore ted theo teddy /
theodor theo / teodoro / fyodor fedor fjodor | theresa terry tess / teresa / therese resi | thomas
tom tommy thos tomas / tomaso / tommaso | timothy tim / timotheus | ulrich uli ueli ulli |
valentina valya | vasileios vasilis vassilis / vasily vasilii vasya / basil / vasyl | victoria
vicky vicki tori | vincent vince vinnie / vincenzo enzo / vicente | vladimir vova volodya /
volodymyr / uladzimir / wladimir | walter walt / gualtiero wally | william will bill billy willy
wm willie liam / wilhelm willi wim / guillermo / guillaume / guglielmo / willem wim | zachary zach
zack
"""


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in _ROWS.split("|"):
        groups = [group.split() for group in row.split("/")]
        name = groups[0][0]
        marks = [f"{name} {number}" for number in range(len(groups))]
        found.setdefault(name, set()).update(marks)
        for mark, forms in zip(marks, groups, strict=True):
            for form in forms:
                found.setdefault(form, set()).add(mark)
    return {form: frozenset(marks) for form, marks in found.items()}


def names_behind(name: str) -> frozenset[str]:
    """The groups of names to which a folded given name belongs; none where it is not known."""
    return _groups().get(name, frozenset())
