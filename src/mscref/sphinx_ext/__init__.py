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

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from mscref import __version__
from mscref.sphinx_ext.events import merge, note, purge, resolve, rewrite_all
from mscref.sphinx_ext.roles import (
    NOT_LISTED,
    BibliographyDirective,
    CitationNode,
    CiteDomain,
    FootDomain,
    ListNode,
    NoList,
    Role,
)


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
    for name in ("cite", "footcite", NOT_LISTED):
        app.add_role(name, Role())
    app.add_directive("bibliography", BibliographyDirective)
    app.add_directive("footbibliography", NoList)
    # Before Sphinx copies the headings, which takes the numbers of their citations along.
    app.connect("doctree-read", note, priority=100)
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
    app.connect("env-updated", rewrite_all)
    app.connect("doctree-resolved", resolve)
    return {
        "version": __version__,
        "env_version": 2,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
