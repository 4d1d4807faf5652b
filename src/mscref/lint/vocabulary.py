"""What rules know of BibTeX and biblatex: entry types, fields, required fields.

Sources: the biblatex manual (2.1 entry types, 2.2 fields) and btxdoc of BibTeX; fields of
JabRef, Zotero and Mendeley as their exports hold them.
"""

from __future__ import annotations

from types import MappingProxyType

ENTRY_TYPES = frozenset(
    """
    article book mvbook inbook bookinbook suppbook booklet collection mvcollection incollection
    suppcollection dataset data manual misc online electronic www patent periodical
    suppperiodical proceedings mvproceedings inproceedings conference reference mvreference
    inreference report techreport set software thesis phdthesis mastersthesis unpublished xdata
    artwork audio bibnote commentary image jurisdiction legislation legal letter movie music
    performance review standard video newsarticle customa customb customc customd custome customf
    webpage
    """.split()
)

_YEAR = ("year", "date")
_AUTHOR = ("author",)
_MAKER = ("author", "editor")
_TITLE = ("title",)
_BOOKTITLE = ("booktitle", "maintitle")

# entry type → the fields it requires; each row is met by any one of its names.
REQUIRED = MappingProxyType(
    {
        "article": (_AUTHOR, _TITLE, ("journal", "journaltitle"), _YEAR),
        "book": (_MAKER, _TITLE, _YEAR),
        "mvbook": (_MAKER, _TITLE, _YEAR),
        "inbook": (_MAKER, ("title", "chapter", "pages"), ("booktitle", "title"), _YEAR),
        "bookinbook": (_AUTHOR, _TITLE, _BOOKTITLE, _YEAR),
        "collection": (_MAKER, _TITLE, _YEAR),
        "incollection": (_AUTHOR, _TITLE, _BOOKTITLE, _YEAR),
        "inreference": (_TITLE, _BOOKTITLE, _YEAR),
        "inproceedings": (_AUTHOR, _TITLE, ("booktitle", "eventtitle", "maintitle"), _YEAR),
        "conference": (_AUTHOR, _TITLE, ("booktitle", "eventtitle", "maintitle"), _YEAR),
        "proceedings": (_TITLE, _YEAR),
        "manual": (_TITLE,),
        "online": (_TITLE, ("url", "doi", "eprint")),
        "electronic": (_TITLE, ("url", "doi", "eprint")),
        "patent": (_AUTHOR, _TITLE, ("number",), _YEAR),
        "periodical": (_TITLE, _YEAR),
        "report": (_MAKER, _TITLE, ("institution", "publisher", "organization"), _YEAR),
        "techreport": (_AUTHOR, _TITLE, ("institution", "publisher"), _YEAR),
        "thesis": (_AUTHOR, _TITLE, ("institution", "school", "publisher"), _YEAR),
        "phdthesis": (_AUTHOR, _TITLE, ("school", "institution", "publisher"), _YEAR),
        "mastersthesis": (_AUTHOR, _TITLE, ("school", "institution", "publisher"), _YEAR),
        "unpublished": (_AUTHOR, _TITLE),
    }
)

# What a child inherits under another name (biblatex, appendix B).
INHERITED_AS = MappingProxyType(
    {"booktitle": "title", "maintitle": "title", "journal": "title", "journaltitle": "title"}
)

# Fields worth a guess when a name is misspelt: those whose loss a reader notices.
COMMON_FIELDS = tuple(
    """
    author title journal journaltitle booktitle year date month volume number pages publisher
    editor edition series address location institution school organization chapter howpublished
    note abstract keywords eprint eprinttype subtitle translator language isbn issn urldate
    """.split()
)

KNOWN_FIELDS = frozenset(COMMON_FIELDS) | frozenset(
    """
    abstract addendum afterword annotation annotator annote archiveprefix authors authortype
    bdsk-file-1 bdsk-url-1 bookauthor bookpagination booksubtitle booktitleaddon chapter comment
    commentator copyright creationdate crossref date-added date-modified dates day doi edited
    editora editoratype editorb editorbtype editorc editorctype editors editortype eid entryset
    entrysubtype eprintclass eventdate eventtitle eventtitleaddon execute file foreword gender
    groups hyphenation ids indexsorttitle indextitle introduction isan ismn isrn issue
    issuesubtitle issuetitle issuetitleaddon iswc journalsubtitle key keyword label lang langid
    langidopts library mainsubtitle maintitle maintitleaddon mendeley-groups mendeley-tags
    modificationdate nameaddon numpages options origdate origlanguage origlocation origpublisher
    origtitle owner pagetotal pagination part pdf pmcid pmid presort primaryclass printed priority
    pubstate ranking rating read readstatus related relatedoptions relatedstring relatedtype
    reprinttitle review shortauthor shorteditor shorthand shorthandintro shortjournal shortseries
    shorttitle sortkey sortname sortshorthand sorttitle sortyear subtitle timestamp titleaddon
    titles type url urldate usera userb userc userd usere userf venue verba verbb verbc version
    volumes xdata xref
    """.split()
)
