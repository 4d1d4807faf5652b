"""The encoding of a file that declares none, by its letters (#11)."""

import pytest

from mscref.app.files import decode
from mscref.formats.encoding_guess import escaped_encoding, guessed_encoding, is_western

RUSSIAN = "Пушкин, Александр and Гоголь, Николай, Мёртвые души: поэма о странствиях Чичикова"
TEXTS = {
    "russian": (RUSSIAN, "cp1251 koi8_r iso8859_5 cp866"),
    "bulgarian": ("Вазов, Иван: Под игото, роман от живота на българите в предвечерието", "cp1251"),
    "greek": ("Καβάφης, Κωνσταντίνος: Ποιήματα και άλλα κείμενα της ελληνικής ποίησης", "cp1253"),
    "hebrew": ("ביאליק, חיים נחמן: שירים ופזמונות לילדים בארץ ישראל", "cp1255 iso8859_8"),
    "arabic": ("نجيب محفوظ: بين القصرين، رواية من الثلاثية والمدينة", "cp1256"),
    "chinese": ("张伟 and 李娜：基于深度学习的图像识别方法研究", "gb2312 gbk"),
    "taiwan": ("陳大文 and 林美玲：基於深度學習的影像辨識方法之研究", "big5"),
    "japanese": ("山田太郎：深層学習を用いた画像認識の研究について", "shift_jis euc_jp"),
    "korean": ("김철수, 이영희: 딥러닝을 이용한 영상 인식 방법에 관한 연구", "euc_kr"),
}
CASES = [(text, codec) for text, codecs in TEXTS.values() for codec in codecs.split()]


@pytest.mark.parametrize(("text", "codec"), CASES)
def test_a_text_reads_as_what_it_is(text, codec):
    content = f"@book{{k,\n  title = {{{text}}},\n  year = {{1999}}\n}}\n".encode(codec)
    read = decode(content, path="x.bib")
    assert text in read.text
    assert "by its letters" in read.diagnostics[0].message
    assert "WINDOWS-1252" not in read.diagnostics[0].hint


@pytest.mark.parametrize(
    "text",
    ["Müller, Jörg: Über die Größe", "Élodie Béraud, « L'été à Nîmes »", "Señor Ñandú: ¿qué?"],
)
def test_western_letters_stand_alone(text):
    content = text.encode("cp1252")
    assert is_western(content)
    assert guessed_encoding(content) is None
    read = decode(content, path="x.bib")
    assert read.text == text
    assert read.diagnostics[0].hint.startswith("if the letters are right, convert it")


def test_rows_that_are_no_language_are_not_called_western():
    read = decode(b"@book{k, title={" + bytes(range(0x80, 0xFF)) * 3 + b"}}", path="x.bib")
    assert "which it is not" in read.diagnostics[0].message
    assert "iconv" not in read.diagnostics[0].hint


@pytest.mark.parametrize("codec", ["iso2022_jp", "iso2022_kr"])
def test_escape_sequences_of_iso_2022_are_read(codec):
    text = {"iso2022_jp": "夏目漱石: こころ", "iso2022_kr": "김철수: 연구"}[codec]
    assert escaped_encoding(text.encode(codec)) == codec
    assert decode(text.encode(codec), path="x.bib").text == text
    assert escaped_encoding(b"\x1b[31mred\x1b[0m (\x1b(x") is None
