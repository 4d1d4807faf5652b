"""The reference list of a text of LibreOffice: its paragraphs, and the section of Zotero."""

from __future__ import annotations

from collections.abc import Sequence

from mscref.manuscript.office.naming import name_of
from mscref.manuscript.office.odt_markup import OdtStyles
from mscref.manuscript.office.word_codes import ZOTERO_LIST
from mscref.manuscript.office.word_markup import Layout
from mscref.manuscript.office.xml_bytes import escape
from mscref.model.reference import Json


def entries_of(
    styles: OdtStyles,
    entries: Sequence[Sequence[Json]],
    layout: Layout,
    *,
    style: str,
    kept: str = "",
) -> str:
    """The paragraphs of a list; what is `kept` stands at the beginning of the first."""
    name = styles.list_style(style, layout)
    paragraph = styles.text("p")
    opening = f'<{paragraph} {styles.text("style-name")}="{name}">'
    written = [styles.written(one) for one in entries]
    written[:1] = [f"{kept}{one}" for one in written[:1]]
    return "".join([f"{opening}{one}</{paragraph}>" for one in written])


def list_section(styles: OdtStyles, listed: str) -> str:
    """A list as the section that Zotero goes on with."""
    section = styles.text("section")
    code = ZOTERO_LIST.strip().removeprefix("ADDIN ")
    name = escape(f"{code} RND{name_of('list')}22")
    return f'<{section} {styles.text("name")}="{name}">{listed}</{section}>'
