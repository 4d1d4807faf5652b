"""What every page is made in: policy, style, header, data, scripts.

The policy (CSP) is the first element of a page: nothing may be loaded or sent anywhere, and only
the style and the scripts whose hashes it names count. Data stands in a block of JSON that no parser
of HTML can leave: `<`, `>` and `&` are spelled as escapes.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files

from mscref.model.characters import escaped_in_json, visible_in_line
from mscref.model.reference import Json
from mscref.pages.markup import Content, Html, element, joined, text

DATA_OPENING = '<script type="application/json" id="data">'
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def page(
    *content: Content,
    title: str,
    subtitle: Content = "",
    data: Json = None,
    scripts: Sequence[str] = (),
    is_served: bool = False,
) -> str:
    """A whole page: a heading, its content, data that programs can read back, scripts by name.

    One that `is_served` may ask the server that it came from, and nobody else.
    """
    style = asset("page.css")
    code = [asset(f"{name}.js") for name in ("page", *scripts)]
    head = joined(
        element("meta", charset="utf-8"),
        element(
            "meta",
            http_equiv="Content-Security-Policy",
            content=_policy(style, code, is_served=is_served),
        ),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", visible_in_line(title)),
        Html(f"<style>{style}</style>"),
    )
    top = element("header", element("h1", title), element("p", subtitle, class_="quiet"))
    skip = element("a", "To the content", class_="skip", href="#content")
    foot = element("p", class_="visually-hidden", id="said", role="status", aria_live="polite")
    body = joined(
        skip,
        top,
        element("main", *content, id="content", tabindex="-1"),
        foot,
        data_block(data) if data is not None else "",
        *(Html(f"<script>{one}</script>") for one in code),
    )
    html = element("html", element("head", head), element("body", body), lang="en")
    return f"<!DOCTYPE html>\n{html}\n"


def data_block(data: Json) -> Html:
    """Data for our script and for whoever reads the page back (`reading.py`)."""
    spelled = escaped_in_json(json.dumps(data, ensure_ascii=False)).translate(_ESCAPES)
    return Html(f"{DATA_OPENING}{spelled}</script>")


@cache
def asset(name: str) -> str:
    """The text of a style sheet or script of ours."""
    return (files("mscref.pages") / "assets" / name).read_text(encoding="utf-8")


def _policy(style: str, code: Sequence[str], *, is_served: bool) -> str:
    server = " connect-src 'self';" if is_served else ""
    scripts = " ".join(map(_hash, code))
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {scripts};{server}"
        " base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def heading(said: str, *, level: int = 2) -> Html:
    """A heading of a section."""
    return element(f"h{level}", text(said))
