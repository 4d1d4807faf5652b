r"""Names of characters in LaTeX: letters, signs and accents that titles and names may hold.

A table of facts. `LETTERS` and `ACCENTS`: the encodings of the LaTeX base distribution, the tipa
manual, and what biber decodes. `SYMBOLS`: the W3C's unicode.xml as in pylatexenc (MIT), amssymb.
`CYRILLIC`: the encodings T2A, T2B, T2C and X2. Each is a list of `nameCHARACTER`; the common names
are in
`commands.py`, so this page is read only where a text has a rarer one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

_PAIR = re.compile(r"([A-Za-z]+)(\S)")
_ACCENT = re.compile(r"(?<![A-Za-z])([A-Za-z]+)=([0-9A-F]{4})")

LETTERS = """
    ThornÞ textthornþ textthornvariþ textthornvariiþ textthornvariiiþ textthornvarivþ textcrdđ
    textHbarĦ textcrhħ texthbarħ textkraĸ textbarlł textTbarŦ textTstrokeŦ texttbarŧ
    texttstrokeŧ textcrbƀ textBhookƁ textOopenƆ textChookƇ textchookƈ texthtcƈ textDafricanƉ
    textDhookƊ textEreversedƎ textEopenƐ textFhookƑ textflorinƒ textGammaafricanƔ texthvligƕ
    hvƕ textIotaafricanƖ textKhookƘ textkhookƙ texthtkƙ textcrlambdaƛ textNhookleftƝ OHORNƠ
    ohornơ textPhookƤ textphookƥ texthtpƥ textEshƩ ESHƩ textlooptopreveshƪ textThookƬ
    textthookƭ texthttƭ textTretroflexhookƮ UHORNƯ uhornư textVhookƲ textYhookƳ textyhookƴ
    textEzhƷ texteturnedǝ textbhookɓ textoopenɔ textdtailɖ textdhookɗ texteopenɛ
    textgammalatinsmallɣ textiotalatinɩ textnhookleftɲ texttretroflexhookʈ textvhookʋ textezhʒ
    textteshʧ textnrlegƞ textdoublepipeǂ textpipeǀ textdoublebarpipeǂ textlyoghligɮ textscaᴀ
    textsceᴇ textscjᴊ textsckᴋ textscmᴍ textscpᴘ textscuᴜ textscomegaꭥ textbarbƀ textbardđ
    textcrinvglotstopƾ textwynnƿ textbenttailyoghƺ textthetaθ textchiχ textcdotlatinċ DZǱ Dzǲ
    dzǳ LJǇ Ljǈ ljǉ NJǊ Njǋ njǌ longsſ textlongsſ textsoftsignь textkoppaϟ textturnaɐ
    textscriptaɑ textturnscriptaɒ texthtbɓ textopenoɔ textctcɕ textrtaildɖ texthtdɗ textreveɘ
    textschwaə textrhookschwaɚ textepsilonɛ textrevepsilonɜ textrhookrevepsilonɝ
    textcloserevepsilonɞ textbardotlessjɟ texthtgɠ textscriptgɡ textscgɢ textgammaɣ
    textramshornsɤ textturnhɥ texththɦ texththengɧ textbariɨ textiotaɩ textsciɪ textltildeɫ
    textbeltlɬ textrtaillɭ textturnmɯ textturnmrlegɰ textltailmɱ textltailnɲ textrtailnɳ
    textscnɴ textbaroɵ textscoeligɶ textcloseomegaɷ textphiɸ textturnrɹ textturnlonglegrɺ
    textturnrrtailɻ textlonglegrɼ textrtailrɽ textfishhookrɾ textlhtiɿ textscrʀ textinvscrʁ
    textrtailsʂ texteshʃ texthtbardotlessjʄ textraisevibyiʅ textcteshʆ textturntʇ textrtailtʈ
    textbaruʉ textupsilonʊ textscriptvʋ textturnvʌ textturnwʍ textturnyʎ textscyʏ textrtailzʐ
    textctzʑ textyoghʒ textctyoghʓ textglotstopʔ textrevglotstopʕ textinvglotstopʖ
    textstretchcʗ textbullseyeʘ textscbʙ textcloseepsilonʚ texthtscgʛ textschʜ textctjʝ
    textturnkʞ textsclʟ texthtqʠ textbarglotstopʡ textbarrevglotstopʢ textdzligʣ textdyoghligʤ
    textdctzligʥ texttsligʦ textteshligʧ texttctcligʨ
"""
SYMBOLS = r"""
    textcurrency¤ textbrokenbar¦ textasciidieresis¨ textlnot¬ textasciimacron¯
    texttwosuperior² textthreesuperior³ textasciiacute´ textonesuperior¹ textasciicaronˇ
    textasciibreve˘ textacutedbl˝ varkappaϰ backepsilon϶ textbaht฿ Vert‖ textperthousand‰
    textpertenthousand‱ backprime‵ textreferencemark※ textinterrobang‽ textfractionsolidus⁄
    textdiscount⁒ textcolonmonetary₡ textlira₤ textnaira₦ textwon₩ textdong₫ textpeso₱
    textcelsius℃ textnumero№ textcircledP℗ wp℘ textrecipe℞ textservicemark℠ textohmΩ textmho℧
    textestimated℮ bethℶ gimelℷ dalethℸ textleftarrow← textuparrow↑ textrightarrow→
    textdownarrow↓ updownarrow↕ nwarrow↖ nearrow↗ searrow↘ swarrow↙ nleftarrow↚ nrightarrow↛
    twoheadleftarrow↞ twoheadrightarrow↠ leftarrowtail↢ rightarrowtail↣ mapsto↦ hookleftarrow↩
    hookrightarrow↪ looparrowleft↫ looparrowright↬ leftrightsquigarrow↭ nleftrightarrow↮ Lsh↰
    Rsh↱ curvearrowleft↶ curvearrowright↷ circlearrowleft↺ circlearrowright↻ leftharpoonup↼
    leftharpoondown↽ upharpoonright↾ upharpoonleft↿ rightharpoonup⇀ rightharpoondown⇁
    downharpoonright⇂ downharpoonleft⇃ rightleftarrows⇄ leftrightarrows⇆ leftleftarrows⇇
    upuparrows⇈ rightrightarrows⇉ downdownarrows⇊ leftrightharpoons⇋ nLeftarrow⇍
    nLeftrightarrow⇎ nRightarrow⇏ Leftarrow⇐ Uparrow⇑ Downarrow⇓ Leftrightarrow⇔ Updownarrow⇕
    Lleftarrow⇚ Rrightarrow⇛ rightsquigarrow⇝ complement∁ nexists∄ varnothing∅ notin∉ ni∋
    prod∏ coprod∐ sum∑ dotplus∔ smallsetminus∖ rightangle∟ angle∠ measuredangle∡
    sphericalangle∢ nmid∤ nparallel∦ int∫ iint∬ iiint∭ oint∮ therefore∴ because∵ backsim∽ wr≀
    cong≅ approxeq≊ asymp≍ Bumpeq≎ bumpeq≏ doteq≐ doteqdot≑ fallingdotseq≒ risingdotseq≓
    eqcirc≖ circeq≗ triangleq≜ leqq≦ geqq≧ lneqq≨ gneqq≩ between≬ nless≮ ngtr≯ nleq≰ ngeq≱
    lesssim≲ gtrsim≳ lessgtr≶ gtrless≷ prec≺ succ≻ preceq≼ succeq≽ precsim≾ succsim≿ nprec⊀
    nsucc⊁ supset⊃ subseteq⊆ supseteq⊇ nsubseteq⊈ nsupseteq⊉ subsetneq⊊ supsetneq⊋ uplus⊎
    sqsubset⊏ sqsupset⊐ sqsubseteq⊑ sqsupseteq⊒ sqcap⊓ sqcup⊔ ominus⊖ oslash⊘ circledcirc⊚
    circledast⊛ circleddash⊝ boxplus⊞ boxminus⊟ boxtimes⊠ boxdot⊡ vdash⊢ dashv⊣ top⊤ Vdash⊩
    Vvdash⊪ VDash⊫ nvdash⊬ nvDash⊭ nVdash⊮ nVDash⊯ vartriangleleft⊲ vartriangleright⊳
    trianglelefteq⊴ trianglerighteq⊵ multimap⊸ intercal⊺ veebar⊻ bigwedge⋀ bigvee⋁ bigcap⋂
    bigcup⋃ diamond⋄ divideontimes⋇ bowtie⋈ ltimes⋉ rtimes⋊ leftthreetimes⋋ rightthreetimes⋌
    backsimeq⋍ curlyvee⋎ curlywedge⋏ Subset⋐ Supset⋑ Cap⋒ Cup⋓ pitchfork⋔ lessdot⋖ gtrdot⋗
    lesseqgtr⋚ gtreqless⋛ curlyeqprec⋞ curlyeqsucc⋟ lnsim⋦ gnsim⋧ succnsim⋩ ntriangleleft⋪
    ntriangleright⋫ ntrianglelefteq⋬ ntrianglerighteq⋭ vdots⋮ ddots⋱ barwedge⌅ lceil⌈ rceil⌉
    lfloor⌊ rfloor⌋ ulcorner⌜ urcorner⌝ llcorner⌞ lrcorner⌟ frown⌢ smile⌣ lmoustache⎰
    rmoustache⎱ textblank␢ square□ bigtriangleup△ blacktriangle▴ vartriangle▵
    blacktriangleright▸ triangleright▹ bigtriangledown▽ blacktriangledown▾ triangledown▿
    blacktriangleleft◂ triangleleft◃ lozenge◊ bigcirc○ textopenbullet◦ textbigcircle◯
    textmusicalnote♪ quarternote♩ natural♮ longleftarrow⟵ longleftrightarrow⟷ Longleftarrow⟸
    Longrightarrow⟹ Longleftrightarrow⟺ longmapsto⟼ blacklozenge⧫ amalg⨿ leqslant⩽ geqslant⩾
    lessapprox⪅ gtrapprox⪆ lneq⪇ gneq⪈ lnapprox⪉ gnapprox⪊ lesseqqgtr⪋ gtreqqless⪌
    eqslantless⪕ eqslantgtr⪖ precneqq⪵ succneqq⪶ precapprox⪷ succapprox⪸ precnapprox⪹
    succnapprox⪺ subseteqq⫅ supseteqq⫆ subsetneqq⫋ supsetneqq⫌ lnot¬ div÷ AlphaΑ BetaΒ
    EpsilonΕ ZetaΖ EtaΗ IotaΙ KappaΚ RhoΡ TauΤ ChiΧ textvarthetaϑ StigmaϚ DigammaϜ digammaϝ
    KoppaϞ SampiϠ textThetaϴ hslashℏ mho℧ uparrow↑ downarrow↓ surd√ Colon∷ preccurlyeq≼
    succcurlyeq≽ circledSⓈ diagup╱ mercury☿ venus♀ male♂ jupiter♃ saturn♄ uranus♅ neptune♆
    pluto♇ eighthnote♪ Angle⦜ textmp∓ bigotimes⨂ bigoplus⨁ iddots⋰ dotsc… dotsb… dotsm… dotsi…
    dotso… lVert‖ rVert‖ MuΜ NuΝ omicronο OmicronΟ textbardbl‖ ethð lll⋘ ggg⋙ precnsim⋨ nsim≁
    ncong≇ lhd⊲ rhd⊳ unlhd⊴ unrhd⊵ leadsto↝ bot⊥ Box□ spadesuit♠ heartsuit♡ diamondsuit♢
    clubsuit♣ gets← iff⟺ implies⟹ impliedby⟸ land∧ lor∨ neg¬ owns∋ models⊨ vDash⊨ lvert|
    rvert| langle⟨ rangle⟩ lbrack[ rbrack] backslash\ And& Reℜ Imℑ imathı jmathȷ eqsim≂
    thicksim∼ thickapprox≈ doublebarwedge⩞ bigodot⨀ biguplus⨄ bigsqcup⨆ bigstar★ checkmark✓
    maltese✠ blacksquare■ Diamond◇ triangle△ smallfrown⌢ smallsmile⌣ varpropto∝ shortmid∣
    shortparallel∥ restriction↾ xor⊻ textlangle⟨ textrangle⟩ textpercent% textampersand&
    textequals= textcentereddot· textoverline‾ textasciicedilla¸ textlogicalnot¬ textsurd√
    textborn★ textdied✝ textmarried⚭ textdivorced⚮ textleaf☘ textlquill⁅ textrquill⁆
    textdblhyphen⹀ textguarani₲ textpilcrow¶ textzerooldstyle0 textoneoldstyle1
    texttwooldstyle2 textthreeoldstyle3 textfouroldstyle4 textfiveoldstyle5 textsixoldstyle6
    textsevenoldstyle7 texteightoldstyle8 textnineoldstyle9 texteurosymbol€ EURtm€
    textsuperior² onehalf½ cdprimeʺ cydot· textapprox≈ textgreaterequal≥ textlessequal≤
    textinfty∞ textalphaα textbetaβ textdeltaδ textDeltaΔ textomegaω textOmegaΩ textlambdaλ
    textpiπ textsigmaσ texttauτ textrhoρ textzetaζ textetaη textkappaκ textnuν textxiξ
    textpsiψ textGammaΓ textSigmaΣ textLambdaΛ textPiΠ textPhiΦ textPsiΨ textXiΞ
    textvarepsilonε textmicroµ microµ perthousand‰ permil‰ celsius℃ ohmΩ angstromÅ
    textangstromÅ textmultiply× textopenquote‘ textbackprime‵ texttilde˜ textasciibullet•
    degreecelsius℃ arcdeg° arcmin′ arcsec″ farcm′ farcs″ fdg° fsˢ sun☉ earth⊕ Sun☉ Earth♁
    astrosun☉ hamzaʾ ainʿ aynʿ textprimstressˈ textsecstressˌ textlengthmarkː texthalflengthˑ
    toneflatˉ asperʽ lenisʼ
"""
CYRILLIC = """
    CYRYOЁ CYRDJEЂ CYRIEЄ CYRDZEЅ CYRIIІ CYRYIЇ CYRJEЈ CYRLJEЉ CYRNJEЊ CYRTSHEЋ CYRUSHRTЎ
    CYRDZHEЏ CYRAА CYRBБ CYRVВ CYRGГ CYRDД CYREЕ CYRZHЖ CYRZЗ CYRIИ CYRISHRTЙ CYRKК CYRLЛ
    CYRMМ CYRNН CYROО CYRPП CYRRР CYRSС CYRTТ CYRUУ CYRFФ CYRHХ CYRCЦ CYRCHЧ CYRSHШ CYRSHCHЩ
    CYRHRDSNЪ CYRERYЫ CYRSFTSNЬ CYREREVЭ CYRYUЮ CYRYAЯ cyraа cyrbб cyrvв cyrgг cyrdд cyreе
    cyrzhж cyrzз cyriи cyrishrtй cyrkк cyrlл cyrmм cyrnн cyroо cyrpп cyrrр cyrsс cyrtт cyruу
    cyrfф cyrhх cyrcц cyrchч cyrshш cyrshchщ cyrhrdsnъ cyreryы cyrsftsnь cyrerevэ cyryuю
    cyryaя cyryoё cyrdjeђ cyrieє cyrdzeѕ cyriiі cyryiї cyrjeј cyrljeљ cyrnjeњ cyrtsheћ
    cyrushrtў cyrdzheџ CYRYATѢ cyryatѣ CYRBYUSѪ cyrbyusѫ CYRFITAѲ cyrfitaѳ CYRIZHѴ cyrizhѵ
    CYRSEMISFTSNҌ cyrsemisftsnҍ CYRRTICKҎ cyrrtickҏ CYRGUPҐ cyrgupґ CYRGHCRSҒ cyrghcrsғ
    CYRGHKҔ cyrghkҕ CYRZHDSCҖ cyrzhdscҗ CYRZDSCҘ cyrzdscҙ CYRKDSCҚ cyrkdscқ CYRKVCRSҜ
    cyrkvcrsҝ CYRKHCRSҞ cyrkhcrsҟ CYRKBEAKҠ cyrkbeakҡ CYRNDSCҢ cyrndscң CYRNGҤ cyrngҥ CYRPHKҦ
    cyrphkҧ CYRABHHAҨ cyrabhhaҩ CYRSDSCҪ cyrsdscҫ CYRTDSCҬ cyrtdscҭ CYRYҮ cyryү CYRYHCRSҰ
    cyryhcrsұ CYRHDSCҲ cyrhdscҳ CYRTETSEҴ cyrtetseҵ CYRCHRDSCҶ cyrchrdscҷ CYRCHVCRSҸ
    cyrchvcrsҹ CYRSHHAҺ cyrshhaһ CYRABHCHҼ cyrabhchҽ CYRABHCHDSCҾ cyrabhchdscҿ CYRpalochkaӀ
    CYRKHKӃ cyrkhkӄ CYRLDSCӅ cyrldscӆ CYRNHKӇ cyrnhkӈ CYRCHLDSCӋ cyrchldscӌ CYRMDSCӍ cyrmdscӎ
    CYRAEӔ cyraeӕ CYRSCHWAӘ cyrschwaә CYRABHDZEӠ cyrabhdzeӡ CYROTLDӨ cyrotldө CYRGDSCӶ
    cyrgdscӷ CYRGDSCHCRSӺ cyrgdschcrsӻ CYRHHKӼ cyrhhkӽ CYRHHCRSӾ cyrhhcrsӿ
"""
ACCENTS = """
    textvbaraccent=030D textdoublevbaraccent=030E textdotbreve=0310 textturncommaabove=0312
    textcommaabove=0313 textrevcommaabove=0314 textcommaabover=0315 textsubgrave=0316
    textsubacute=0317 textadvancing=0318 textretracting=0319 textlangleabove=031A
    textrighthorn=031B textsublhalfring=031C textraising=031D textlowering=031E
    textsubplus=031F textsubbar=0320 textsubminus=0320 textpalhookbelow=0321
    textsubumlaut=0324 textsubring=0325 textcommabelow=0326 textsyllabic=0329
    textsubbridge=032A textsubw=032B textsubwedge=032C textsubcircnum=032D textsubbreve=032E
    textundertie=032E textsubarch=032F textsubtilde=0330 textsuperimposetilde=0334
    textlstrokethru=0336 textsstrikethru=0337 textlstrikethru=0338 textsubrhalfring=0339
    textinvsubbridge=033A textsubsquare=033B textseagull=033C textovercross=033D
    overbridge=0346 subdoublebar=0347 subdoublevert=0348 subcorner=0349 crtilde=034A
    textoverw=034A dottedtilde=034B doubletilde=034C spreadlips=034D whistle=034E
    textrightarrowhead=0350 textlefthalfring=0351 sublptr=0354 subrptr=0355
    textrightuparrowhead=0356 textrighthalfring=0357 textogonekcentered=0328 textsubdot=0323
    textcedilla=0327 textogonek=0328 textcircumflex=0302 texthookabove=0309 texthorn=031B
    textroundcap=0311 textdoublegrave=030F textbottomtiebar=035C textmacronbelow=0331
    textdotaccent=0307 textringabove=030A textgravedot=0300 newtie=0311 capitalgrave=0300
    capitalacute=0301 capitalcircumflex=0302 capitaltilde=0303 capitaldieresis=0308
    capitalhungarumlaut=030B capitalring=030A capitalcaron=030C capitalbreve=0306
    capitalmacron=0304 capitaldotaccent=0307 capitalcedilla=0327 capitalogonek=0328 M=0322
    B=0335
"""
# Over or under two letters.
DOUBLE_ACCENTS = """
    textdoublebreve=035D textdoublemacron=035E textdoublemacronbelow=035F textdoubletilde=0360
    texttoptiebar=0361 sliding=0362
"""


@cache
def characters() -> Mapping[str, str]:
    """Every name of a letter or sign → its character."""
    return MappingProxyType(dict(_PAIR.findall(LETTERS + SYMBOLS + CYRILLIC)))


@cache
def symbols() -> Mapping[str, str]:
    """The names of signs that formulas may hold → the character."""
    return MappingProxyType(dict(_PAIR.findall(SYMBOLS)))


@cache
def cyrillic() -> Mapping[str, str]:
    """The names of Cyrillic letters → the letter."""
    return MappingProxyType(dict(_PAIR.findall(CYRILLIC)))


@cache
def accents() -> Mapping[str, str]:
    """The name of an accent over or under one letter → the combining character."""
    return MappingProxyType({name: chr(int(code, 16)) for name, code in _ACCENT.findall(ACCENTS)})


@cache
def double_accents() -> Mapping[str, str]:
    """The name of an accent over or under two letters → the character between them."""
    return MappingProxyType(
        {name: chr(int(code, 16)) for name, code in _ACCENT.findall(DOUBLE_ACCENTS)}
    )
