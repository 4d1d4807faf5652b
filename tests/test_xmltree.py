"""One reader of strangers' XML: what it refuses, and that each of its callers says so."""

import io
import zipfile

import pytest

from mscref.csl.xml import parse_xml as parse_style
from mscref.errors import MscrefError
from mscref.formats import endnotexml, jats, tei, wordsources
from mscref.manuscript.docx import docx_text
from mscref.sources.xml import parse_xml as parse_payload
from mscref.xmltree import EventReader, XmlError

_ENTITIES = b'<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><a>&c;</a>'
_OUTSIDE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
_DEEP = b"<a>" * 5_000 + b"</a>" * 5_000
_ENCODINGS = ("nonsense", "shift_jis", "utf-7", "idna", "zlib_codec", "rot13")
_DECLARED = [
    f'<?xml version="1.0" encoding="{one}"?><a>\xe9</a>'.encode("latin-1") for one in _ENCODINGS
]
HOSTILE = [_ENTITIES, _OUTSIDE, _DEEP, b"<a><b></a>", b"", b"no xml", b"<a>\x00</a>", *_DECLARED]


class _Log:
    def __init__(self):
        self.events = []

    def start(self, name, attributes):
        self.events.append(("start", name, attributes))

    def end(self, name):
        self.events.append(("end", name))

    def characters(self, data):
        self.events.append(("text", data))


def _word(body):
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("word/document.xml", body)
    return package.getvalue()


READERS = {
    "style": lambda body: parse_style(body, path="x"),
    "payload": lambda body: parse_payload(body, "X"),
    "word": lambda body: docx_text(_word(body), path="x"),
}


@pytest.mark.parametrize("body", HOSTILE)
@pytest.mark.parametrize("reader", READERS)
def test_no_reader_ends_otherwise_than_by_an_error_of_ours(reader, body):
    with pytest.raises(MscrefError) as caught:
        READERS[reader](body)
    assert str(caught.value).strip()


# A text is decoded before it comes to a library's reader: the declared encoding has no say there.
@pytest.mark.parametrize("body", [one for one in HOSTILE if one not in _DECLARED])
@pytest.mark.parametrize("reader", [endnotexml, jats, tei, wordsources])
def test_a_library_that_is_damaged_or_refused_has_a_diagnostic_with_its_place(reader, body):
    result = reader.read(body.decode("latin-1"), path="library.xml")
    assert not result.references
    assert [one.code.partition("-")[2] for one in result.diagnostics] in (["syntax"], ["refused"])
    assert all(one.span.path == "library.xml" and one.span.line for one in result.diagnostics)


@pytest.mark.parametrize("body", [_ENTITIES, _OUTSIDE, _DEEP, *_DECLARED])
def test_what_is_refused_is_told_apart_from_damage(body):
    with pytest.raises(XmlError) as caught:
        EventReader(_Log(), depth=100, doctype=True).read(body)
    assert caught.value.refused


def test_the_events_before_the_damage_are_told_with_its_place():
    log = _Log()
    with pytest.raises(XmlError) as caught:
        EventReader(log, depth=9).read(b"<a>\n<b x='1'>t</b>\n  <c></a>")
    assert (caught.value.line, caught.value.refused) == (3, False)
    assert ("start", "b", {"x": "1"}) in log.events
    assert ("text", "t") in log.events


@pytest.mark.parametrize(("depth", "is_read"), [(3, True), (2, False)])
def test_depth_counts_elements_open_at_one_time(depth, is_read):
    reader = EventReader(_Log(), depth=depth)
    body = b"<a>" + b"<b><c/></b>" * 50 + b"</a>"
    if is_read:
        reader.read(body)
    else:
        with pytest.raises(XmlError, match="nested too deeply"):
            reader.read(body)


def test_a_doctype_without_entities_is_for_who_expects_one():
    body = b'<!DOCTYPE a PUBLIC "-//X//DTD" "https://example.org/x.dtd"><a/>'
    log = _Log()
    EventReader(log, depth=9, doctype=True).read(body)
    assert log.events == [("start", "a", {}), ("end", "a")]
    with pytest.raises(XmlError, match="doctype"):
        EventReader(_Log(), depth=9).read(body)
