"""The names of the terms that a style can count on.

Source: the locale files of CSL 1.0.2; what a style defines itself is not here.
"""

from __future__ import annotations

_ONE_WORD = """
    accessed act ad advance-online-publication album and anonymous appendix article
    article-journal article-locator article-magazine article-newspaper at audio-recording
    author bc bce bill book broadcast by canon ce chair chapter chapter-number circa
    citation-number citation-range-delimiter cited classic
    close-inner-quote close-quote collection collection-editor
    collection-number colon column comma compiler composer container-author contributor
    curator dataset director document edition editor editor-translator editorial-director
    editortranslator elocation entry entry-dictionary entry-encyclopedia equation et-al
    event executive-producer figure film first-reference-note-number folio forthcoming from
    graphic guest hearing henceforth host ibid illustrator in internet interview interviewer
    issue legal_case legislation letter line loc-cit manuscript map motion_picture
    musical_score narrator no-place no-publisher note number number-of-pages
    number-of-volumes on online op-cit open-inner-quote open-quote opus organizer
    original-author original-work-published page page-first page-range-delimiter pamphlet
    paper-conference paragraph part patent performance performer periodical
    personal-communication personal_communication podcast podcast-episode post post-weblog
    preprint printing producer radio-broadcast radio-series radio-series-episode recipient
    reference regulation report retrieved review review-book review-of reviewed-author rule
    scale scene script-writer section semicolon series-creator software song special-issue
    special-section speech standard sub-verbo supplement table television-broadcast
    television-series television-series-episode thesis timestamp title-locator translator
    treaty verse version video volume webpage working-paper
    """
_SEVERAL_WORDS = ("and others", "available at", "in press", "no date", "presented at")

TERMS = frozenset(
    [
        *_ONE_WORD.split(),
        *_SEVERAL_WORDS,
        "ordinal",
        *(f"ordinal-{number:02}" for number in range(100)),
        *(f"long-ordinal-{number:02}" for number in range(1, 11)),
        *(f"month-{number:02}" for number in range(1, 13)),
        *(f"season-{number:02}" for number in range(1, 5)),
    ]
)
