"""Checked attributes of cs:style, cs:citation and cs:bibliography → typed options.

What an attribute may say is checked by the table of `attributes`; a value that was refused is
absent here, and the default of the specification counts.
"""

from __future__ import annotations

from collections.abc import Mapping

from mscref.csl.ast import BibliographyOptions, CitationOptions, StyleOptions


def style_options(attributes: Mapping[str, str]) -> StyleOptions:
    """CSL 1.0.2, Global Options."""
    get = attributes.get
    return StyleOptions(
        page_range_format=get("page-range-format", ""),
        demote_non_dropping_particle=get("demote-non-dropping-particle", "display-and-sort"),
        initializes_with_hyphen=get("initialize-with-hyphen") != "false",
        sort_language=get("default-locale-sort", ""),
    )


def citation_options(attributes: Mapping[str, str]) -> CitationOptions:
    """CSL 1.0.2, Citation-specific Options."""
    get = attributes.get
    return CitationOptions(
        adds_names=get("disambiguate-add-names") == "true",
        adds_givenname=get("disambiguate-add-givenname") == "true",
        givenname_rule=get("givenname-disambiguation-rule", "by-cite"),
        adds_year_suffix=get("disambiguate-add-year-suffix") == "true",
        collapse=get("collapse", ""),
        cite_group_delimiter=get("cite-group-delimiter"),
        year_suffix_delimiter=get("year-suffix-delimiter"),
        after_collapse_delimiter=get("after-collapse-delimiter"),
        near_note_distance=int(get("near-note-distance", "5")),
    )


def bibliography_options(attributes: Mapping[str, str]) -> BibliographyOptions:
    """CSL 1.0.2, Bibliography-specific Options."""
    get = attributes.get
    return BibliographyOptions(
        hanging_indent=get("hanging-indent") == "true",
        second_field_align=get("second-field-align", ""),
        entry_spacing=int(get("entry-spacing", "1")),
        line_spacing=int(get("line-spacing", "1")),
        author_substitute=get("subsequent-author-substitute"),
        author_substitute_rule=get("subsequent-author-substitute-rule", "complete-all"),
    )
