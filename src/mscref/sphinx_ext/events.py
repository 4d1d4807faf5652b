"""What happens while Sphinx builds: citations are noted as documents are read, and written when all
are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from mscref.errors import MscrefError
from mscref.manuscript.pandoc.tree import is_node, plain
from mscref.model.reference import Json
from mscref.sphinx_ext.project import Project
from mscref.sphinx_ext.roles import CitationNode, ListNode
from mscref.sphinx_ext.writing import linked, list_node, nodes_of

_LOG = logging.getLogger(__name__)


def note(app: Sphinx, tree: nodes.document) -> None:
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


def purge(_app: Sphinx, env: BuildEnvironment, name: str) -> None:
    """Forget what a document cited that is read again or gone."""
    _store(env, "mscref_citations", dict).pop(name, None)
    for kept in ("mscref_lists", "mscref_all"):
        _store(env, kept, set).discard(name)


def merge(_app: Sphinx, env: BuildEnvironment, names: Iterable[str], other: Any) -> None:  # noqa: ANN401
    """Take what another process read."""
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


def rewrite_all(app: Sphinx, env: BuildEnvironment) -> Iterator[str]:
    """One citation more may change the numbers and letters of all documents."""
    app._mscref_project = None  # type: ignore[attr-defined]
    _show_in_headings(app, env)
    noted = getattr(env, "mscref_citations", {})
    yield from sorted(
        {name for name, cites in noted.items() if cites} | getattr(env, "mscref_lists", set())
    )


def resolve(app: Sphinx, tree: nodes.document, name: str) -> None:
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
        node.replace_self(linked(list(nodes_of(next(shown, []), tree)), anchor))
    for place in lists:
        place.replace_self(list_node(project.entries(), tree))


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
