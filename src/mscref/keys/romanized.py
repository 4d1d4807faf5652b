"""Names in other scripts by Latin letters, for keys: Cyrillic, Greek, kana, Hangul, Han surnames.

What crosses the border: text in, its letters in Latin where a table knows them out. Plain tables
for keys that one can read and type, no scholarly transliteration.
"""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType

_LETTERS = MappingProxyType(
    {
        **dict(zip("абвгдезийклмнопрстуфыэі", "abvgdezijklmnoprstufyei", strict=True)),
        "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "",
        "ю": "yu", "я": "ya", "ё": "e", "ї": "i", "є": "ye", "ґ": "g", "ў": "u", "ј": "j",
        "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "dj", "џ": "dz",
        **dict(zip("αβγδεζηικλμνξοπρσςτυφω", "abgdezēiklmnxoprsstyfō", strict=True)),
        "θ": "th", "χ": "ch", "ψ": "ps", "ē": "e", "ō": "o",
    }
)  # fmt: skip
_KANA = MappingProxyType(
    dict(
        zip(
            "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめも"
            "やゆよらりるれろわゐゑをん"
            "がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽぁぃぅぇぉ",
            "a i u e o ka ki ku ke ko sa shi su se so ta chi tsu te to na ni nu ne no ha hi fu"
            " he ho ma mi mu me mo ya yu yo ra ri ru re ro wa i e o n ga gi gu ge go za ji zu ze"
            " zo da ji zu de do ba bi bu be bo pa pi pu pe po a i u e o".split(),
            strict=True,
        )
    )
)
_SMALL_Y = MappingProxyType({"ゃ": "a", "ゅ": "u", "ょ": "o"})
_INITIALS = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ")
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_FINALS = " k k k n n n t l k m p t t p l m p p t t ng t t k t p t".split(" ")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
# Reading → the Han surnames read so, in both forms; those of nine in ten Chinese authors.
_SURNAMES = """
ai艾 an安 bai白 bao包鲍鮑 bian边邊卞 cai蔡 cao曹 cen岑 chang常 che车車 chen陈陳谌 cheng程成 chi池
chu褚储楚 cui崔 dai戴 deng邓鄧 diao刁 ding丁 dong董 dou窦竇 du杜 duan段 fan范樊 fang方房 fei费費
feng冯馮封 fu傅付符 gan甘 gao高 ge葛戈 geng耿 gong龚龔宫宮巩 gou苟 gu顾顧古谷 guan关關管 gui桂
guo郭 hai海 han韩韓 hang杭 hao郝 he何贺賀和 hong洪 hou侯 hu胡扈 hua华華花 huang黄黃 huo霍
ji吉季纪紀姬冀 jia贾賈 jian简簡 jiang江姜蒋蔣 jiao焦 jin金靳晋 jing荆景 ju鞠 kang康 ke柯 kong孔
kou寇 kuang匡邝鄺 lai赖賴 lan兰蘭蓝藍 lang郎 lei雷 leng冷 li李黎厉 lian连連廉 liang梁 liao廖
lin林蔺 ling凌 liu刘劉柳 long龙龍 lou娄婁楼樓 lu陆陸卢盧鲁魯路吕 luo罗羅骆駱洛 lv吕呂 ma马馬
mai麦麥 man满滿 mao毛茅 mei梅 meng孟蒙 mi米 miao苗缪繆 min闵閔 mo莫 mou牟 mu穆 na那 nan南 ni倪
nie聂聶 niu牛 ning宁甯寧 ou区區欧歐 ouyang欧阳歐陽 pan潘 pang庞龐 pei裴 peng彭 pi皮 ping平 pu蒲濮
qi齐齊戚祁 qian钱錢 qiao乔喬 qin秦覃 qiu邱丘仇裘 qu曲屈瞿 quan全 que阙 ran冉 ren任 rong荣榮容
ruan阮 sang桑 sha沙 shan单單 shang尚商 shao邵 shen沈申慎 sheng盛 shi石史施时時师師 shu舒 shui水
si司 sima司马司馬 song宋 su苏蘇 sui隋 sun孙孫 tai邰 tan谭譚谈談 tang唐汤湯 tao陶 teng滕 tian田
tong童佟仝 tu涂屠 wan万萬 wang王汪 wei魏韦韋卫衛 wen文温溫闻聞 weng翁 wu吴吳武伍巫邬鄔乌烏
xi席习習奚郗 xia夏 xian冼 xiang向项項 xiao肖萧蕭 xie谢謝解 xin辛 xing邢 xiong熊 xu徐许許 xue薛
xuan宣 yan严嚴颜顏闫阎閻燕晏 yang杨楊阳羊 yao姚 ye叶葉 yi易伊 yin尹殷阴陰 ying应應 you尤游
yu于余俞喻虞 yuan袁元苑 yue岳乐樂 zang臧 zeng曾 zha查 zhai翟 zhan詹占战戰 zhang张張章 zhao赵趙
zhen甄 zheng郑鄭 zhong钟鐘鍾仲 zhou周 zhu朱祝竺诸諸 zhuang庄莊 zhuge诸葛諸葛 zhuo卓 zong宗 zou邹鄒
zu祖 zuo左
"""
_SURNAME = re.compile(r"(?<![a-z])([a-z]+)([^a-z\s]+)")
_DOUBLE = frozenset(["ouyang", "sima", "zhuge"])


_LONGEST_NAME = 3  # signs, one of them the surname


@lru_cache(maxsize=1)
def _readings() -> dict[str, str]:
    found: dict[str, str] = {}
    for reading, signs in _SURNAME.findall(_SURNAMES):
        width = 2 if reading in _DOUBLE else 1
        for place in range(0, len(signs), width):
            found[signs[place : place + width]] = reading
    return found


def surname_of(name: str, *, is_whole: bool = False) -> str:
    """The reading of a Chinese surname, or of that of a whole name; "" for one not in the table.

    A surname of two signs that is none of the few double ones is Japanese, and read otherwise.
    """
    if not is_whole:
        return _readings().get(name, "")
    is_single = len(name) <= _LONGEST_NAME
    return _readings().get(name[:2], "") or (_readings().get(name[:1], "") if is_single else "")


def romanized(text: str) -> str:
    """Small letters of Cyrillic, Greek, kana and Hangul in Latin ones; all others as they are."""
    if _HANGUL.search(text):
        text = _HANGUL.sub(_syllable, text)
    if any("\u3041" <= sign <= "\u30fa" for sign in text):
        text = _of_kana(text)
    return "".join(_LETTERS.get(sign, sign) for sign in text.replace("ου", "ou"))


def _syllable(found: re.Match[str]) -> str:
    """By the Revised Romanization, each syllable for itself."""
    place, final = divmod(ord(found[0]) - 0xAC00, 28)
    initial, vowel = divmod(place, 21)
    return _INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]


def _of_kana(text: str) -> str:
    """By Hepburn's rule: kana with a small y are one syllable, a small tsu doubles."""
    written = ""
    doubles = False
    for sign in text:
        kana = chr(ord(sign) - 0x60) if "\u30a1" <= sign <= "\u30f6" else sign
        if kana in _SMALL_Y and written.endswith("i"):
            stem = written[:-1]
            written = stem + ("" if stem.endswith(("sh", "ch", "j")) else "y") + _SMALL_Y[kana]
        elif kana == "っ":
            doubles = True
        elif kana != "ー":
            latin = _KANA.get(kana, sign)
            written += (latin[0] if doubles and latin[0].isalpha() else "") + latin
            doubles = False
    return written
