"""Citations in Sphinx, with the names of sphinxcontrib-bibtex: one line of conf.py switches.

    extensions = ["mscref.sphinx_ext"]
    bibtex_bibfiles = ["references.bib"]
    mscref_style = "apa"

Roles: `:cite:p:` (also `:cite:`, `:cite:ps:`, …) in brackets, `:cite:t:` with the author in the
text, `:cite:author:`, `:cite:year:`, `:cite:title:`, `:footcite:p:` in a footnote, `:nocite:`;
several keys are parted by commas, and `{see}key{p. 3}` gives texts around one. The directive
`bibliography` holds the list (`:style:` and filters are passed over: one style for all),
`footbibliography` nothing.
Numbers and letters are those of the whole project, in the order of its documents. Needs the extra
`mscref[sphinx]`; nothing of mscref imports this module.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from mscref import __version__
from mscref.app.cite import StyleChoice, load_style
from mscref.app.citing import Citer, Standing, locale_of, locator_words
from mscref.app.journals import AS_STYLED
from mscref.app.library import choose_library, load_library
from mscref.config import load_config
from mscref.errors import MscrefError
from mscref.manuscript.citations.affixes import Affixes
from mscref.manuscript.citations.found import AUTHOR, BARE, NARRATIVE, NOTE, PLAIN, TITLE, YEAR
from mscref.manuscript.pandoc.tree import children, is_node, plain
from mscref.model.citation import Cite
from mscref.model.reference import Json

_LOG = logging.getLogger(__name__)
DEFAULT_STYLE = "apa"
# Role → how the citation stands in its sentence (sphinxcontrib-bibtex, Roles and Directives).
_FORMS = {
    **dict.fromkeys("cite cite:p cite:ps cite:cp cite:cps".split(), PLAIN),
    **dict.fromkeys("cite:t cite:ts cite:ct cite:cts".split(), NARRATIVE),
    **dict.fromkeys("cite:alp cite:alps cite:calp cite:calps".split(), BARE),
    **dict.fromkeys("cite:author cite:authors cite:authorpar cite:authorpars".split(), AUTHOR),
    **dict.fromkeys("cite:cauthor cite:cauthors".split(), AUTHOR),
    **dict.fromkeys("cite:year cite:yearpar".split(), YEAR),
    **dict.fromkeys("cite:title cite:titlepar".split(), TITLE),
    **dict.fromkeys("footcite footcite:p footcite:ps footcite:t footcite:ts".split(), NOTE),
}
_NOT_LISTED = "nocite"
_ONE = re.compile(
    r"(?<![^\s,{}])(?:\{(?P<before>[^{}]*)\}\s*+)?(?P<key>[^\s{},]++)\s*+(?:\{(?P<after>[^{}]*)\}\s*+)?(?:,|\Z)"
)
_PLAIN_TEXT = re.compile(r"(?!)")
_OPTIONS = "all cited notcited list enumtype start style labelprefix keyprefix filter".split()


class CitationNode(nodes.Inline, nodes.TextElement):
    """A citation before its text is known; in the copies of a heading it holds the text itself."""


class ListNode(nodes.General, nodes.Element):
    """The place of the bibliography."""


class _Role(SphinxRole):
    """A role of `_FORMS`, or the one that only lists."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        cites = [(m["before"] or "", m["key"], m["after"] or "") for m in _ONE.finditer(self.text)]
        if not cites:
            _LOG.warning("`%s` names no key", self.rawtext, location=self.get_location())
        name = self.name.lower()
        node = CitationNode(
            self.rawtext, form=_FORMS.get(name, PLAIN), cites=cites, is_hidden=name == _NOT_LISTED
        )
        self.set_source_info(node)
        return [node], []


class CiteDomain(Domain):
    """The roles whose names begin with `cite:`."""

    name = "cite"
    label = "citations"
    roles = {  # noqa: RUF012 - Sphinx's
        role.partition(":")[2]: _Role() for role in _FORMS if role.startswith("cite:")
    }


class FootDomain(Domain):
    """Those whose names begin with `footcite:`."""

    name = "footcite"
    label = "citations in footnotes"
    roles = {  # noqa: RUF012 - Sphinx's
        role.partition(":")[2]: _Role() for role in _FORMS if role.startswith("footcite:")
    }


class _Bibliography(Directive):
    """The list of what the project cites."""

    has_content = True
    optional_arguments = 100
    option_spec = dict.fromkeys(_OPTIONS, directives.unchanged)

    def run(self) -> list[nodes.Node]:
        return [ListNode(all="all" in self.options)]


class _NoList(Directive):
    """Notes stand where they are cited."""

    option_spec = dict.fromkeys(_OPTIONS, directives.unchanged)

    def run(self) -> list[nodes.Node]:
        return []


# ---------------------------------------------------------------- a project


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
        found = _citations_of(self._app.env)
        listed = [key for one in found for key in one["keys"] if one["is_hidden"]]
        cited = [key for one in found for key in one["keys"] if not one["is_hidden"]]
        everything = ["*"] if _asks_for_all(self._app.env) else []
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
    return Standing(cites, one["form"], False, False, number, 0)


def _citations_of(env: BuildEnvironment) -> list[dict[str, Any]]:
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


def _asks_for_all(env: BuildEnvironment) -> bool:
    return bool(getattr(env, "mscref_all", set()))


# ---------------------------------------------------------------- events


def _note(app: Sphinx, tree: nodes.document) -> None:
    """Remember what a document cites, when it has been read."""
    env = app.env
    number = -1
    for node in tree.findall(CitationNode):
        number += not node["is_hidden"]
        node["number"] = -1 if node["is_hidden"] else number
    noted = _store(env, "mscref_citations", dict)
    noted[env.docname] = [
        {
            "document": env.docname,
            "cites": node["cites"],
            "keys": [key for _, key, _ in node["cites"]],
            "form": node["form"],
            "is_hidden": node["is_hidden"],
        }
        for node in tree.findall(CitationNode)
    ]
    lists = list(tree.findall(ListNode))
    if lists:
        _store(env, "mscref_lists", set).add(env.docname)
    if any(node["all"] for node in lists):
        _store(env, "mscref_all", set).add(env.docname)


def _store(env: BuildEnvironment, name: str, kind: type) -> Any:  # noqa: ANN401 - Sphinx pickles it
    if not hasattr(env, name):
        setattr(env, name, kind())
    return getattr(env, name)


def _purge(_app: Sphinx, env: BuildEnvironment, name: str) -> None:
    _store(env, "mscref_citations", dict).pop(name, None)
    for kept in ("mscref_lists", "mscref_all"):
        _store(env, kept, set).discard(name)


def _merge(_app: Sphinx, env: BuildEnvironment, names: Iterable[str], other: Any) -> None:  # noqa: ANN401
    known = set(names)
    for name, value in getattr(other, "mscref_citations", {}).items():
        if name in known:
            _store(env, "mscref_citations", dict)[name] = value
    for kept in ("mscref_lists", "mscref_all"):
        _store(env, kept, set).update(getattr(other, kept, set()) & known)


def _show_in_headings(app: Sphinx, env: BuildEnvironment) -> None:
    """Fill the copies of headings that Sphinx keeps for titles of pages and tables of contents."""
    kept = [*env.titles.items(), *env.longtitles.items(), *env.tocs.items()]
    for name, tree in kept:
        for node in list(tree.findall(CitationNode)):
            project = _project(app)
            number = node["number"]
            shown = project.shown.get(name, [])
            inlines = shown[number] if 0 <= number < len(shown) else []
            node.children = [nodes.Text(_words(inlines))]


def _words(inlines: Sequence[Json]) -> str:
    """The text of inlines without notes."""
    return plain([one for one in inlines if not (is_node(one) and one["t"] == "Note")])


def _rewrite_all(app: Sphinx, env: BuildEnvironment) -> Iterator[str]:
    """One citation more may change the numbers and letters of all documents."""
    app._mscref_project = None  # type: ignore[attr-defined]
    _show_in_headings(app, env)
    noted = getattr(env, "mscref_citations", {})
    yield from sorted(
        {name for name, cites in noted.items() if cites} | getattr(env, "mscref_lists", set())
    )


def _resolve(app: Sphinx, tree: nodes.document, name: str) -> None:
    """Put the texts of citations and the list into a document."""
    citations = list(tree.findall(CitationNode))
    lists = list(tree.findall(ListNode))
    if not citations and not lists:
        return
    project = _project(app)
    target = _list_address(app, name)
    shown = iter(project.shown.get(name, []))
    for node in citations:
        if node["is_hidden"]:
            node.parent.remove(node)
            continue
        _say_unknown(node, project)
        keys = [key for _, key, _ in node["cites"] if key not in project.unknown]
        anchor = f"{target}#ref-{keys[0]}" if target is not None and keys else ""
        node.replace_self(_linked(list(_nodes(next(shown, []), tree)), anchor))
    for place in lists:
        place.replace_self(_list(project, tree))


def _project(app: Sphinx) -> Project:
    project = getattr(app, "_mscref_project", None)
    if project is None:
        from sphinx.errors import ExtensionError

        try:
            project = Project(app)
        except MscrefError as error:
            hint = f" ({error.hint})" if error.hint else ""
            raise ExtensionError(f"mscref: {error.message}{hint}") from error
        app._mscref_project = project  # type: ignore[attr-defined]
    return cast("Project", project)


def _say_unknown(node: CitationNode, project: Project) -> None:
    for _, key, _ in node["cites"]:
        if key in project.unknown:
            _LOG.warning("`%s` is cited and not in the bibliography", key, location=node)


def _list_address(app: Sphinx, name: str) -> str | None:
    """Where the list is from a document; None without a list."""
    lists = sorted(getattr(app.env, "mscref_lists", set()))
    if not lists:
        return None
    return "" if name in lists else app.builder.get_relative_uri(name, lists[0])


# ---------------------------------------------------------------- nodes


_NODES = {
    "Emph": nodes.emphasis,
    "Strong": nodes.strong,
    "Superscript": nodes.superscript,
    "Subscript": nodes.subscript,
}


def _nodes(inlines: Sequence[Json], tree: nodes.document) -> Iterator[nodes.Node]:
    """Inlines as nodes of docutils."""
    for one in inlines:
        if not is_node(one):
            continue
        kind = str(one["t"])
        if kind == "Str":
            yield nodes.Text(str(one.get("c")))
        elif kind == "Space":
            yield nodes.Text(" ")
        elif kind == "Note":
            yield _footnote(one, tree)
        elif kind == "Link":
            content = one.get("c")
            address = content[2] if isinstance(content, list) and len(content) > 2 else [""]
            link = nodes.reference(refuri=str(address[0]) if isinstance(address, list) else "")
            link += list(_nodes(children(one), tree))
            yield link
        else:
            made = _NODES.get(kind, nodes.inline)()
            made += list(_nodes(children(one), tree))
            yield made


def _footnote(note: Json, tree: nodes.document) -> nodes.Node:
    """A reference to a footnote at the end of the document."""
    blocks = note.get("c") if isinstance(note, dict) else None
    first = blocks[0] if isinstance(blocks, list) and blocks else None
    content = first.get("c") if is_node(first) else []
    number = str(sum(1 for _ in tree.findall(nodes.footnote)) + 1)
    name, sign = f"mscref-note-{number}", f"mscref-sign-{number}"
    footnote = nodes.footnote("", nodes.label("", number), ids=[name], backrefs=[sign])
    footnote += nodes.paragraph("", "", *_nodes(content if isinstance(content, list) else [], tree))
    footnote["docname"] = ""
    tree += footnote
    return nodes.footnote_reference("", number, refid=name, ids=[sign], docname="")


def _linked(shown: list[nodes.Node], address: str) -> list[nodes.Node]:
    """A citation as a link to its entry, where it is text alone."""
    has_own = any(isinstance(one, nodes.footnote_reference) for one in shown)
    if not address or has_own or not shown:
        return shown
    link = nodes.reference(internal=True, refuri=address, classes=["mscref-citation"])
    inside = nodes.inline()
    inside += shown
    link += inside
    return [link]


def _list(project: Project, tree: nodes.document) -> nodes.Node:
    block = nodes.container(classes=["csl-bib-body"])
    for key, inlines in project.entries():
        paragraph = nodes.paragraph(ids=[f"ref-{key}"], classes=["csl-entry"])
        paragraph += list(_nodes(inlines, tree))
        block += paragraph
    return block


# ---------------------------------------------------------------- extension


def _pass(_writer: Any, _node: nodes.Element) -> None:  # noqa: ANN401 - of Sphinx, many classes
    """What stands in a citation of a heading is written as text."""


_AS_TEXT = (_pass, _pass)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register roles, directives, settings and events."""
    app.add_config_value("mscref_bibliography", [], "env", [list, tuple, str])
    app.add_config_value("mscref_style", "", "env", [str])
    app.add_config_value("mscref_locale", "", "env", [str])
    if "bibtex_bibfiles" not in app.config:
        app.add_config_value("bibtex_bibfiles", [], "env", [list, tuple])
    app.add_node(
        CitationNode, html=_AS_TEXT, latex=_AS_TEXT, text=_AS_TEXT, man=_AS_TEXT, texinfo=_AS_TEXT
    )
    app.add_node(ListNode)
    app.add_domain(CiteDomain)
    app.add_domain(FootDomain)
    for name in ("cite", "footcite", _NOT_LISTED):
        app.add_role(name, _Role())
    app.add_directive("bibliography", _Bibliography)
    app.add_directive("footbibliography", _NoList)
    # Before Sphinx copies the headings, which takes the numbers of their citations along.
    app.connect("doctree-read", _note, priority=100)
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
    app.connect("env-updated", _rewrite_all)
    app.connect("doctree-resolved", _resolve)
    return {
        "version": __version__,
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
