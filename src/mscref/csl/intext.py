"""How the authors of a work are written in the text by styles that do not say it.

Styles that cite by number or by label print no names in a citation. A document in such a style
still says "Kerr and Finch [3]": short names joined by "and", three and more cut to the first; the
editors, translators or makers of a work without authors; else its title.
"""

from __future__ import annotations

from mscref.csl import ast

# What the style says about cutting lists of names short holds here, too.
_ET_AL = ("et-al-min", "et-al-use-first", "et-al-use-last", "delimiter-precedes-et-al")
_SHORT_LIST = {"et-al-min": "3", "et-al-use-first": "1"}
_IN_A_SENTENCE = {
    "form": "short",
    "and": "text",
    "delimiter": ", ",
    "delimiter-precedes-last": "contextual",
}
_STAND_INS = ("editor", "translator", "director", "composer", "illustrator", "container-author")
# Parts of something else, whose titles stand in quotation marks; those of wholes are italic.
_PARTS = (
    "article-journal", "article-magazine", "article-newspaper", "broadcast", "chapter", "entry",
    "entry-dictionary", "entry-encyclopedia", "paper-conference", "post", "post-weblog", "review",
    "review-book", "song", "speech", "webpage",
)  # fmt: skip


def common_intext(style: ast.Style) -> ast.Area:
    """The area that prints the author of a work where the style has no way of its own."""
    said = {**style.name_attributes}
    if style.citation is not None:
        said.update(style.citation.name_attributes)
    own = {name: said[name] for name in _ET_AL if name in said}
    attributes = own if "et-al-min" in own else {**_SHORT_LIST, **own}
    name = ast.NameElement({**attributes, **_IN_A_SENTENCE}, (), ast.Styling())
    names = ast.Names(
        variables=("author",),
        delimiter=", ",
        name=name,
        et_al=None,
        label=None,
        label_first=False,
        substitute=(*map(_names, _STAND_INS), _title()),
        styling=ast.Styling(),
    )
    return ast.Area(ast.Layout((names,), "; ", ast.Styling()))


def _names(variable: str) -> ast.Names:
    return ast.Names((variable,), None, None, None, None, False, (), ast.Styling())


def _title() -> ast.Choose:
    def title(styling: ast.Styling) -> tuple[ast.Element, ...]:
        return (ast.Text("variable", "title", "short", False, styling),)

    return ast.Choose(
        (
            ast.Branch("any", (ast.Test("type", _PARTS),), title(ast.Styling(quotes=True))),
            ast.Branch("all", (), title(ast.Styling(("font-style:italic",)))),
        )
    )
