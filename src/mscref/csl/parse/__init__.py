"""XML nodes → the typed tree of `ast`, with every problem of the file collected.

What crosses the border: bytes in; a `Style` or `LocaleData` and a list of diagnostics out. An
unknown attribute or value is a warning (the default is used); only what makes a style unusable is
an error. `read_style` and `read_locale` raise StyleError for errors.
"""

from __future__ import annotations

from mscref.csl.ast import LocaleData, Style
from mscref.csl.parse.locales import parse_locale_node
from mscref.csl.parse.problems import Problems
from mscref.csl.parse.root import parse_style_node
from mscref.csl.xml import parse_xml
from mscref.diagnostics import Diagnostic, Severity
from mscref.errors import StyleError


def parse_style(data: bytes, *, path: str) -> tuple[Style, list[Diagnostic]]:
    """The style in `data` and all that is odd about it; raises StyleError if it is not XML."""
    problems = Problems(path, data)
    style = parse_style_node(parse_xml(data, path=path), problems)
    return style, problems.diagnostics()


def read_style(data: bytes, *, path: str) -> Style:
    """The style in `data`; raises StyleError with all diagnostics if it cannot be used."""
    style, diagnostics = parse_style(data, path=path)
    _refuse_errors(diagnostics)
    style.diagnostics = tuple(diagnostics)
    return style


def read_locale(data: bytes, *, path: str) -> LocaleData:
    """The locale file in `data`; raises StyleError if it is not one."""
    problems = Problems(path, data)
    locale = parse_locale_node(parse_xml(data, path=path), problems)
    _refuse_errors(problems.diagnostics())
    return locale


def _refuse_errors(diagnostics: list[Diagnostic]) -> None:
    errors = [one for one in diagnostics if one.severity is Severity.ERROR]
    if errors:
        raise StyleError(str(errors[0]), hint=errors[0].hint, diagnostics=tuple(diagnostics))
