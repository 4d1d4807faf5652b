"""The roles and directives of sphinxcontrib-bibtex, and the nodes that they leave in a document."""

from __future__ import annotations

import re

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from sphinx.domains import Domain
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from mscref.manuscript.citations.found import AUTHOR, BARE, NARRATIVE, NOTE, PLAIN, TITLE, YEAR

_LOG = logging.getLogger(__name__)
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
NOT_LISTED = "nocite"
_ONE = re.compile(
    r"(?<![^\s,{}])(?:\{(?P<before>[^{}]*)\}\s*+)?(?P<key>[^\s{},]++)\s*+(?:\{(?P<after>[^{}]*)\}\s*+)?(?:,|\Z)"
)
_OPTIONS = "all cited notcited list enumtype start style labelprefix keyprefix filter".split()


class CitationNode(nodes.Inline, nodes.TextElement):
    """A citation before its text is known; in the copies of a heading it holds the text itself."""


class ListNode(nodes.General, nodes.Element):
    """The place of the bibliography."""


class Role(SphinxRole):
    """A role of `_FORMS`, or the one that only lists."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Leave a node for the citation."""
        cites = [(m["before"] or "", m["key"], m["after"] or "") for m in _ONE.finditer(self.text)]
        if not cites:
            _LOG.warning("`%s` names no key", self.rawtext, location=self.get_location())
        name = self.name.lower()
        node = CitationNode(
            self.rawtext, form=_FORMS.get(name, PLAIN), cites=cites, is_hidden=name == NOT_LISTED
        )
        self.set_source_info(node)
        return [node], []


class CiteDomain(Domain):
    """The roles whose names begin with `cite:`."""

    name = "cite"
    label = "citations"
    roles = {  # noqa: RUF012 - Sphinx's
        role.partition(":")[2]: Role() for role in _FORMS if role.startswith("cite:")
    }


class FootDomain(Domain):
    """Those whose names begin with `footcite:`."""

    name = "footcite"
    label = "citations in footnotes"
    roles = {  # noqa: RUF012 - Sphinx's
        role.partition(":")[2]: Role() for role in _FORMS if role.startswith("footcite:")
    }


class BibliographyDirective(Directive):
    """The list of what the project cites."""

    has_content = True
    optional_arguments = 100
    option_spec = dict.fromkeys(_OPTIONS, directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Leave a node for the list."""
        return [ListNode(all="all" in self.options)]


class NoList(Directive):
    """Notes stand where they are cited."""

    option_spec = dict.fromkeys(_OPTIONS, directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Leave nothing."""
        return []
