"""Files that are not UTF-8 are read in the encoding they declare, and the advice names it."""

import pytest

from mscref.app.files import decode
from mscref.formats.encodings import declared_encoding, iconv_name
from mscref.library.bibfile import in_encoding, read_bib


@pytest.mark.parametrize(
    ("line", "codec", "text"),
    [
        ("% Encoding: Cp1251", "cp1251", "Ёлка"),
        ("% Encoding: ISO8859_7", "iso8859_7", "Ωμέγα"),
        ("% Encoding: windows-1250", "cp1250", "Łódź"),
        ("% Encoding: SJIS", "shift_jis", "東京"),
        ("% Encoding: Big5", "big5", "台北"),
        ("% -*- coding: latin-2-unix; mode: bibtex -*-", "iso8859_2", "Škoda"),
        ("%!TEX encoding = MacOSRoman", "mac_roman", "café"),
        ("% !BIB encoding = koi8-r", "koi8_r", "Чехов"),
        ("% vim: set fileencoding=euc-kr :", "euc_kr", "서울"),
    ],
)
def test_a_declared_encoding_counts(line, codec, text):
    content = f"{line}\n@book{{k, title={{{text}}}}}\n".encode(codec)
    source = decode(content, path="a.bib")
    assert text in source.text
    assert "as it says" in source.diagnostics[0].message
    assert f"-f {iconv_name(declared_encoding(content) or '')} " in source.diagnostics[0].hint


def test_utf_8_is_utf_8_whatever_it_says():
    source = decode("% Encoding: Cp1251\n@book{k, title={é}}".encode(), path="a.bib")
    assert "é" in source.text
    assert not source.diagnostics


@pytest.mark.parametrize(
    "name", ["rot13", "base64", "unicode_escape", "idna", "x" * 300, "nothing"]
)
def test_what_is_no_encoding_of_text_is_not_believed(name):
    content = f"% Encoding: {name}\n@book{{k, title={{é}}}}".encode("latin-1")
    source = decode(content, path="a.bib")
    assert "é" in source.text
    assert "WINDOWS-1252" in source.diagnostics[0].hint


def test_a_wrong_declaration_is_said():
    source = decode(b"% Encoding: SJIS\n@book{k, title={caf\xe9}}\xff", path="a.bib")
    assert "not in SHIFT_JIS as it says" in source.diagnostics[0].message


def test_utf_16_with_a_byte_order_mark_is_read():
    source = decode("@book{k, title={Ωμέγα}}".encode("utf-16"), path="a.bib")
    assert "Ωμέγα" in source.text


def test_new_text_goes_into_a_file_in_the_encoding_it_declares():
    bib = read_bib("% Encoding: Cp1251\n@book{k, title={Ёлка}}".encode("cp1251"))
    assert in_encoding(bib, "Чехов").encode("utf-8", "surrogateescape") == "Чехов".encode("cp1251")
