"""What a document says about its own citations: front matter, commands, the files beside it.

What crosses the border: a document in; its `CitationSettings` and the works that it holds itself
out. File names are those of the document, and start from its folder.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from mscref.app.document import Document
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.manuscript.citations.keys import KEY
from mscref.manuscript.citations.markdown_blocks import metadata
from mscref.manuscript.citations.registry import COMMONMARK, MARKDOWN, named_in
from mscref.manuscript.pandoc.metadata import CitationSettings, read_settings
from mscref.model.reference import Json

# Files of a project that name the bibliography of all its documents, by notation.
_PROJECT_FILES = ("_quarto.yml", "_quarto.yaml", "_metadata.yml", "_bookdown.yml", "myst.yml")
_MEMBERS = ("bibliography", "csl", "lang", "link-citations", "references")
_LARGEST_PROJECT_FILE = 1_000_000
# YAML 1.1, which pandoc and R read, has these for true and false.
_WORDS_OF_TRUTH: Mapping[str, bool] = MappingProxyType(
    {"yes": True, "on": True, "no": False, "off": False}
)
_EVERYTHING = re.compile(r"@\*")


@dataclass(frozen=True, slots=True)
class DocumentSettings:
    """The settings, the items of `references` as CSL-JSON, and what could not be read."""

    citations: CitationSettings
    items: tuple[Json, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def settings_of(document: Document) -> DocumentSettings:
    """The settings of a document."""
    meta, diagnostics = _front_matter(document)
    if document.row.markup in (MARKDOWN, COMMONMARK):
        meta = {**_project(document.folder), **meta}
    settings = read_settings({name: _as_meta(value) for name, value in meta.items()})
    files, style = named_in(document.row, document.text)
    settings = replace(
        settings,
        bibliography=settings.bibliography or tuple(files),
        style=settings.style or style,
        nocite=tuple(_keys(meta.get("nocite"))),
    )
    found = tuple(_beside(name, document.folder) for name in settings.bibliography)
    settings = replace(
        settings,
        bibliography=found,
        style=_style(settings.style, document.folder),
        abbreviations=_beside(settings.abbreviations, document.folder),
    )
    items = meta.get("references")
    return DocumentSettings(
        settings, tuple(items) if isinstance(items, list) else (), tuple(diagnostics)
    )


def project_bibliography(folder: Path) -> tuple[str, ...]:
    """The files that the project in this folder names as the bibliography of its documents."""
    meta = {name: _as_meta(value) for name, value in _project(folder).items()}
    return tuple(read_settings(meta).bibliography)


def _front_matter(document: Document) -> tuple[Mapping[str, Json], list[Diagnostic]]:
    if document.row.markup not in (MARKDOWN, COMMONMARK):
        return {}, []
    from mscref.formats import yamltext

    said: dict[str, Json] = {}
    problems: list[Diagnostic] = []
    for _, start, end, _ in metadata(document.text):
        yaml = document.text[start:end].replace("\r\n", "\n")
        payload, found = yamltext.load(yaml, path=document.path, code="front-matter")
        said.update(payload if isinstance(payload, dict) else {})
        line = document.text.count("\n", 0, start)
        problems += [_shifted(one, document.path, line) for one in found]
    return said, problems


def _shifted(finding: Diagnostic, path: str, lines: int) -> Diagnostic:
    """A finding about YAML that begins behind so many lines of a file."""
    line = finding.span.line if finding.span else 0
    column = finding.span.column if finding.span else 0
    place = Span(path, line + lines, column) if line else Span(path)
    hint = "what the front matter says was left out"
    return replace(finding, severity=Severity.WARNING, span=place, hint=hint)


def _project(folder: Path) -> dict[str, Json]:
    """What the file of a project says for all documents of its folder."""
    from mscref.formats import yamltext

    for name in _PROJECT_FILES:
        path = folder / name
        if not path.is_file() or path.stat().st_size > _LARGEST_PROJECT_FILE:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        payload, _ = yamltext.load(text, path=str(path), code="front-matter")
        if isinstance(payload, dict):
            said = {one: payload[one] for one in _MEMBERS if one in payload}
            inner = payload.get("project")
            if isinstance(inner, dict) and "bibliography" in inner:
                said.setdefault("bibliography", inner["bibliography"])
            if said:
                return said
    return {}


def _as_meta(value: Json) -> Json:
    """A value of YAML as pandoc's metadata has it."""
    if isinstance(value, bool):
        return {"t": "MetaBool", "c": value}
    if isinstance(value, list):
        return {"t": "MetaList", "c": [_as_meta(one) for one in value]}
    if isinstance(value, dict):
        return {"t": "MetaMap", "c": {name: _as_meta(one) for name, one in value.items()}}
    if isinstance(value, str) and value.lower() in _WORDS_OF_TRUTH:
        return {"t": "MetaBool", "c": _WORDS_OF_TRUTH[value.lower()]}
    return {"t": "MetaString", "c": "" if value is None else str(value)}


def _keys(value: Json) -> list[str]:
    """The keys of `nocite`, which is Markdown."""
    texts = value if isinstance(value, list) else [value]
    keys: list[str] = []
    for text in texts:
        if isinstance(text, str):
            keys += ["*" for _ in _EVERYTHING.findall(text)]
            keys += [match["key"] or match["braced"] for match in KEY.finditer(text)]
    return keys


def _beside(name: str, folder: Path) -> str:
    """A file name of the document, from its folder if it is there, else as it stands."""
    if not name or Path(name).is_absolute():
        return name
    path = folder / name
    return str(path) if path.exists() else name


def _style(name: str, folder: Path) -> str:
    """A style by its name, or the file of it beside the document."""
    if not name.endswith(".csl"):
        return name
    path = folder / name
    if path.is_file():
        text = str(path)
        return text if "/" in text or "\\" in text else f"./{text}"
    return name if Path(name).is_file() else Path(name).stem
