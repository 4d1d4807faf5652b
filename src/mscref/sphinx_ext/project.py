"""The citations of a whole project in one style.

What documents cite is kept in the environment of Sphinx (`events`); out go the inlines of their
citations, and the entries of the list.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, cast

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from mscref.app.cite import StyleChoice, load_style
from mscref.app.citing import Citer, Standing
from mscref.app.document_words import locale_of, locator_words
from mscref.app.journals import AS_STYLED
from mscref.app.library import choose_library, load_library
from mscref.config import load_config
from mscref.manuscript.citations.affixes import Affixes
from mscref.manuscript.citations.found import YEAR
from mscref.model.citation import Cite
from mscref.model.reference import Json

_LOG = logging.getLogger(__name__)
DEFAULT_STYLE = "apa"
_PLAIN_TEXT = re.compile(r"(?!)")


class Project:
    """The citations of all documents in one style, made when the first document asks."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        config = load_config(Path(app.srcdir), os.environ)
        configured = config.style if "style" in config.origins else DEFAULT_STYLE
        style = load_style(StyleChoice(app.config.mscref_style or configured))
        language = app.config.mscref_locale or app.config.language or ""
        self.citer = Citer(
            style,
            locale=locale_of(language.replace("_", "-")) if language not in ("", "en") else None,
            opaque={},
            journals=AS_STYLED,
        )
        self.affixes = Affixes(_PLAIN_TEXT, locator_words(self.citer.processor))
        named = [str(Path(app.srcdir, name)) for name in _files(app)]
        loaded = load_library(choose_library(named, config=config, folder=Path(app.srcdir)))
        for finding in loaded.diagnostics:
            _LOG.warning("%s", finding)
        self.references = {one.id: one for one in loaded.references}
        self.shown: dict[str, list[list[Json]]] = {}
        self._cite()

    def _cite(self) -> None:
        found = citations_of(self._app.env)
        listed = [key for one in found for key in one["keys"] if one["is_hidden"]]
        cited = [key for one in found for key in one["keys"] if not one["is_hidden"]]
        everything = ["*"] if asks_for_all(self._app.env) else []
        unknown = self.citer.register(self.references, cited, [*listed, *everything])
        self.unknown = set(unknown)
        shown = [one for one in found if not one["is_hidden"]]
        standings = [_standing(one, self.affixes, number) for number, one in enumerate(shown, 1)]
        for one, inlines in zip(shown, self.citer.shown(standings), strict=True):
            self.shown.setdefault(one["document"], []).append(inlines)

    def entries(self) -> list[tuple[str, list[Json]]]:
        """The entries of the list with their keys."""
        from mscref.csl.render.pandoc import inlines_of

        entries = self.citer.bibliography(links=True).entries
        return [(one.id, inlines_of(one.output)) for one in entries]


def _files(app: Sphinx) -> list[str]:
    named = app.config.mscref_bibliography or app.config.bibtex_bibfiles
    return [named] if isinstance(named, str) else list(named)


def _standing(one: dict[str, Any], affixes: Affixes, number: int) -> Standing:
    cites: tuple[Cite, ...] = tuple(
        affixes.cite(
            key, before, f", {after}" if after else "", suppress_author=one["form"] == YEAR
        )
        for before, key, after in one["cites"]
    )
    return Standing(
        cites=cites,
        form=one["form"],
        in_note=False,
        begins_note=False,
        note_number=number,
        chapter=0,
    )


def citations_of(env: BuildEnvironment) -> list[dict[str, Any]]:
    """The citations of the project in the order of its documents."""
    noted = cast("dict[str, list[dict[str, Any]]]", getattr(env, "mscref_citations", {}))
    order = _reading_order(env)
    return [one for name in order for one in noted.get(name, [])]


def _reading_order(env: BuildEnvironment) -> list[str]:
    """The documents as their tables of contents have them, then the others by name."""
    seen: dict[str, None] = {}

    def visit(name: str) -> None:
        if name not in seen and name in env.all_docs:
            seen[name] = None
            for below in env.toctree_includes.get(name, ()):
                visit(below)

    visit(env.config.root_doc)
    for name in sorted(env.all_docs):
        visit(name)
    return list(seen)


def asks_for_all(env: BuildEnvironment) -> bool:
    """True where a list of the project asks for all works."""
    return bool(getattr(env, "mscref_all", set()))
