"""Zotero's item types, fields and creators, and what each of them is in CSL.

Facts: the names of the schema that Zotero publishes for those who read its data (`itemTypes`,
`csl.types`, `csl.fields`, `csl.names`), version 22 and what was added since. Where several fields
mean one variable, the first one that an item has is it.
"""

from __future__ import annotations

from types import MappingProxyType

from mscref.records import Record

# What are items of the database and no works.
CHILDREN = frozenset(["note", "attachment", "annotation"])
KEY_FIELD, EXTRA, DATE = "citationKey", "extra", "date"
_COMMON = "title abstractNote date language shortTitle url accessDate rights citationKey"
_ARCHIVE = "archive archiveLocation libraryCatalog callNumber"


class ItemType(Record):
    """One item type: its CSL type, its creators (the first is the primary one, CSL's author), and
    the fields it has, in the order in which one is chosen for a variable."""

    csl: str
    creators: tuple[str, ...]
    fields: tuple[str, ...]


# Fields of some types, in the place of a common one.
_INSTEAD = MappingProxyType(
    {
        "subject": "title",
        "caseName": "title",
        "nameOfAct": "title",
        "dateDecided": "date",
        "dateEnacted": "date",
        "issueDate": "date",
    }
)


def _type(csl: str, creators: str, fields: str) -> ItemType:
    own = fields.split()
    replaced = {_INSTEAD[one] for one in own if one in _INSTEAD}
    common = [one for one in _COMMON.split() if one not in replaced]
    return ItemType(csl, tuple(creators.split()), (*own, *common))


ITEM_TYPES = MappingProxyType(
    {
        "artwork": _type("graphic", "artist contributor", f"artworkMedium artworkSize {_ARCHIVE}"),
        "audioRecording": _type(
            "song",
            "performer contributor composer wordsBy",
            "audioRecordingFormat seriesTitle volume numberOfVolumes place label runningTime ISBN "
            + _ARCHIVE,
        ),
        "bill": _type(
            "bill",
            "sponsor cosponsor contributor",
            "billNumber code codeVolume section codePages legislativeBody session history",
        ),
        "blogPost": _type("post-weblog", "author commenter contributor", "blogTitle websiteType"),
        "book": _type(
            "book",
            "author contributor editor translator seriesEditor",
            "series seriesNumber volume numberOfVolumes edition place publisher numPages ISBN "
            + _ARCHIVE,
        ),
        "bookSection": _type(
            "chapter",
            "author contributor editor bookAuthor translator seriesEditor",
            "bookTitle series seriesNumber volume numberOfVolumes edition place publisher pages"
            f" ISBN {_ARCHIVE}",
        ),
        "case": _type(
            "legal_case",
            "author counsel contributor",
            "caseName court dateDecided docketNumber reporter reporterVolume firstPage history",
        ),
        "computerProgram": _type(
            "software",
            "programmer contributor",
            f"seriesTitle versionNumber system place company programmingLanguage ISBN {_ARCHIVE}",
        ),
        "conferencePaper": _type(
            "paper-conference",
            "author contributor editor translator seriesEditor",
            "proceedingsTitle conferenceName place publisher volume pages series DOI ISBN "
            + _ARCHIVE,
        ),
        "dataset": _type(
            "dataset",
            "author contributor",
            "identifier type versionNumber repository repositoryLocation format DOI " + _ARCHIVE,
        ),
        "dictionaryEntry": _type(
            "entry-dictionary",
            "author contributor editor translator seriesEditor",
            "dictionaryTitle series seriesNumber volume numberOfVolumes edition place publisher"
            f" pages ISBN {_ARCHIVE}",
        ),
        "document": _type(
            "document",
            "author contributor editor translator reviewedAuthor",
            f"publisher {_ARCHIVE}",
        ),
        "email": _type("personal_communication", "author contributor recipient", "subject"),
        "encyclopediaArticle": _type(
            "entry-encyclopedia",
            "author contributor editor translator seriesEditor",
            "encyclopediaTitle series seriesNumber volume numberOfVolumes edition place publisher"
            f" pages ISBN {_ARCHIVE}",
        ),
        "film": _type(
            "motion_picture",
            "director contributor scriptwriter producer",
            f"distributor genre videoRecordingFormat runningTime {_ARCHIVE}",
        ),
        "forumPost": _type("post", "author contributor", "forumTitle postType"),
        "hearing": _type(
            "hearing",
            "contributor",
            "committee place publisher numberOfVolumes documentNumber pages legislativeBody session"
            " history",
        ),
        "instantMessage": _type("personal_communication", "author contributor recipient", ""),
        "interview": _type(
            "interview",
            "interviewee contributor interviewer translator",
            f"interviewMedium {_ARCHIVE}",
        ),
        "journalArticle": _type(
            "article-journal",
            "author contributor editor translator reviewedAuthor",
            "publicationTitle volume issue pages seriesTitle series seriesText journalAbbreviation"
            f" DOI ISSN PMID PMCID {_ARCHIVE}",
        ),
        "letter": _type(
            "personal_communication", "author contributor recipient", f"letterType {_ARCHIVE}"
        ),
        "magazineArticle": _type(
            "article-magazine",
            "author contributor translator reviewedAuthor",
            f"publicationTitle volume issue pages ISSN {_ARCHIVE}",
        ),
        "manuscript": _type(
            "manuscript",
            "author contributor translator",
            f"manuscriptType place numPages {_ARCHIVE}",
        ),
        "map": _type(
            "map",
            "cartographer contributor seriesEditor",
            f"mapType scale seriesTitle edition place publisher ISBN {_ARCHIVE}",
        ),
        "newspaperArticle": _type(
            "article-newspaper",
            "author contributor translator reviewedAuthor",
            f"publicationTitle place edition section pages ISSN {_ARCHIVE}",
        ),
        "patent": _type(
            "patent",
            "inventor attorneyAgent contributor",
            "place country assignee issuingAuthority patentNumber filingDate pages"
            " applicationNumber priorityNumbers issueDate references legalStatus",
        ),
        "podcast": _type(
            "broadcast",
            "podcaster contributor guest",
            "seriesTitle episodeNumber audioFileType runningTime",
        ),
        "preprint": _type(
            "article",
            "author contributor editor translator reviewedAuthor",
            f"genre repository archiveID place series seriesNumber DOI {_ARCHIVE}",
        ),
        "presentation": _type(
            "speech", "presenter contributor", "presentationType place meetingName"
        ),
        "radioBroadcast": _type(
            "broadcast",
            "director scriptwriter producer castMember contributor guest",
            f"programTitle episodeNumber audioRecordingFormat place network runningTime {_ARCHIVE}",
        ),
        "report": _type(
            "report",
            "author contributor translator seriesEditor",
            f"reportNumber reportType seriesTitle place institution pages {_ARCHIVE}",
        ),
        "standard": _type(
            "standard",
            "author contributor",
            f"organization committee type number versionNumber status publisher place DOI numPages"
            f" {_ARCHIVE}",
        ),
        "statute": _type(
            "legislation",
            "author contributor",
            "nameOfAct code codeNumber publicLawNumber dateEnacted pages section session history",
        ),
        "thesis": _type(
            "thesis", "author contributor", f"thesisType university place numPages {_ARCHIVE}"
        ),
        "tvBroadcast": _type(
            "broadcast",
            "director scriptwriter producer castMember contributor guest",
            f"programTitle episodeNumber videoRecordingFormat place network runningTime {_ARCHIVE}",
        ),
        "videoRecording": _type(
            "motion_picture",
            "director scriptwriter producer castMember contributor",
            "videoRecordingFormat seriesTitle volume numberOfVolumes place studio runningTime ISBN "
            + _ARCHIVE,
        ),
        "webpage": _type("webpage", "author contributor translator", "websiteTitle websiteType"),
    }
)

# CSL variable → the fields that mean it. `event-place` only where there is an event: PLACES.
_FIELDS_OF = MappingProxyType(
    {
        "title": "title subject caseName nameOfAct",
        "abstract": "abstractNote",
        "archive": "archive",
        "archive_location": "archiveLocation",
        "authority": "authority court legislativeBody issuingAuthority organization",
        "call-number": "callNumber applicationNumber",
        "chapter-number": "session chapterNumber",
        "collection-number": "seriesNumber",
        "collection-title": "seriesTitle series",
        "container-title": "publicationTitle blogTitle bookTitle dictionaryTitle encyclopediaTitle"
        " forumTitle proceedingsTitle programTitle websiteTitle reporter code",
        "container-title-short": "journalAbbreviation",
        "dimensions": "artworkSize runningTime",
        "division": "division",
        "DOI": "DOI",
        "edition": "edition",
        "event-place": "eventPlace",
        "event-title": "meetingName conferenceName eventTitle",
        "genre": "type genre letterType manuscriptType mapType postType presentationType reportType"
        " thesisType websiteType programmingLanguage",
        "ISBN": "ISBN",
        "ISSN": "ISSN",
        "issue": "issue priorityNumbers",
        "jurisdiction": "jurisdiction",
        "language": "language",
        "license": "rights",
        "medium": "medium artworkMedium audioFileType audioRecordingFormat format interviewMedium"
        " videoRecordingFormat system",
        "number": "number archiveID billNumber docketNumber documentNumber episodeNumber identifier"
        " patentNumber publicLawNumber reportNumber",
        "number-of-pages": "numPages",
        "number-of-volumes": "numberOfVolumes",
        "original-publisher": "originalPublisher",
        "original-publisher-place": "originalPlace",
        "original-title": "originalTitle",
        "page": "pages firstPage codePages",
        "part-number": "partNumber",
        "part-title": "partTitle",
        "PMCID": "PMCID",
        "PMID": "PMID",
        "publisher": "publisher company distributor institution label network repository studio"
        " university",
        "publisher-place": "place repositoryLocation",
        "references": "history references",
        "scale": "scale",
        "section": "section committee",
        "source": "libraryCatalog",
        "status": "status legalStatus",
        "title-short": "shortTitle",
        "URL": "url",
        "version": "versionNumber",
        "volume": "volume codeVolume reporterVolume codeNumber",
        "volume-title": "volumeTitle",
        "issued": "date dateDecided dateEnacted issueDate",
        "accessed": "accessDate",
        "submitted": "filingDate",
        "original-date": "originalDate",
    }
)
VARIABLE_OF = MappingProxyType(
    {field: variable for variable, fields in _FIELDS_OF.items() for field in fields.split()}
)
# Of a field and another one for the same variable, the one in front counts.
RANK = MappingProxyType(
    {field: rank for fields in _FIELDS_OF.values() for rank, field in enumerate(fields.split())}
)
DATES = frozenset(["issued", "accessed", "submitted", "original-date"])
# The place of what is held somewhere is that of the event.
PLACES = MappingProxyType(
    {"conferencePaper": ("publisher-place", "event-place"), "presentation": ("event-place",)}
)
# Creator → CSL variable, but for the primary one of a type, who is its author.
CREATORS = MappingProxyType(
    {
        "author": "author",
        "bookAuthor": "container-author",
        "castMember": "performer",
        "composer": "composer",
        "contributor": "contributor",
        "director": "director",
        "editor": "editor",
        "guest": "guest",
        "interviewer": "interviewer",
        "producer": "producer",
        "recipient": "recipient",
        "reviewedAuthor": "reviewed-author",
        "seriesEditor": "collection-editor",
        "scriptwriter": "script-writer",
        "translator": "translator",
    }
)
# CSL types that Zotero has no item type for: what comes nearest; `Type:` in extra says the rest.
NEAREST = MappingProxyType(
    {
        "classic": "book",
        "collection": "document",
        "entry": "encyclopediaArticle",
        "event": "presentation",
        "figure": "artwork",
        "musical_score": "document",
        "pamphlet": "book",
        "performance": "audioRecording",
        "periodical": "document",
        "regulation": "statute",
        "review": "journalArticle",
        "review-book": "journalArticle",
        "treaty": "document",
    }
)
TYPE_OF = MappingProxyType(
    {row.csl: name for name, row in reversed(list(ITEM_TYPES.items()))}
    | {"personal_communication": "letter", "broadcast": "tvBroadcast", "motion_picture": "film"}
)
