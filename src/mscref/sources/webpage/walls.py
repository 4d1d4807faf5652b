"""Pages that stand before the page that was asked for: logins, bot walls, errors. Pure.

A server that answers 200 with one of these gives no reference; what would be made of it looks like
one. A page that says of itself what work it shows (by tags made for that) is never taken for one.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from urllib.parse import urlsplit

from mscref.sources.text import plain
from mscref.sources.webpage.head import PageHead

# What the whole title of such a page says, or the part before or after the site's name.
_WALLS = MappingProxyType(
    {
        "the site does not let programs in": (
            r"just a moment|one moment,? please|please wait|attention required!?|"
            r"access (?:to this page has been )?denied|are you (?:a )?(?:robot|human)|"
            r"robot or human|bot verification|"
            r"verify(?:ing)? (?:that )?you(?: are|'re) (?:a )?human|human verification|"
            r"security check(?:point)?|captcha|(?:.{0,20} )?captcha page|client challenge|"
            r"checking your browser.{0,60}|ddos-guard|pardon our interruption|"
            r"request rejected|forbidden|blocked|you have been blocked|"
            r"unusual traffic.{0,40}|validate user|making sure you're not a bot!?|"
            r"vercel security checkpoint|проверка браузера|доступ (?:запрещ[её]н|ограничен)|"
            r"安全验证|访问验证|人机验证"
        ),
        "it asks for a login": (
            r"sign[ -]?in|log[ -]?in|login required|sign in to .{1,40}|log in to .{1,40}|"
            r"please (?:sign|log) in|member login|user login|authentication(?: required)?|"
            r"single sign[ -]on|(?:.{0,30} )?authentication service|where are you from\??|"
            r"anmelden|anmeldung|einloggen|connexion|se connecter|iniciar sesión|acceso|"
            r"entrar|accedi|inloggen|zaloguj się|logowanie|вход|войти|авторизация|ログイン|登录|"
            r"登入|로그인"
        ),
        "it asks for cookies or scripts first": (
            r"cookies?(?: are)? (?:required|disabled|absent)|cookie ?absent|enable cookies|"
            r"please enable (?:cookies|javascript|js).{0,60}|"
            r"javascript (?:is )?(?:required|disabled).{0,40}|"
            r"before you continue(?: to .{1,30})?|cookie consent|cookie[- ]einstellungen|"
            r"your privacy choices|we value your privacy|"
            r"you need to enable javascript.{0,40}|redirecting(?:\.{3}|…)?|weiterleitung"
        ),
        "there is no such page": (
            r"(?:error )?(?:http )?(?:status )?(?:404|410)(?:[ :–—-]+(?:page )?"
            r"(?:not found|error|gone).{0,20})?|"
            r"(?:page|file|site|document|article|item) not found|not found|"
            r"page (?:does not|doesn't) exist|seite nicht gefunden|"
            r"page (?:non trouvée|introuvable)|página no encontrada|pagina non trovata|"
            r"страница не найдена|ページが見つかりません|页面不存在|找不到页面"
        ),
        "the site answers with an error": (
            r"(?:error )?(?:500|502|503|504)(?:[ :–—-]+(?:internal|bad|service|gateway|server)"
            r".{0,30})?|error|"
            r"internal server error|service (?:temporarily )?unavailable|bad gateway|"
            r"site (?:is )?under maintenance|maintenance(?: mode)?|"
            r"temporarily (?:unavailable|offline)|something went wrong|application error|"
            r"runtime error"
        ),
    }
)
_PATTERNS = tuple(
    (reason, re.compile(rf"(?:{titles})\W*", re.IGNORECASE)) for reason, titles in _WALLS.items()
)
_LOGIN_STEPS = re.compile(
    r"(?i)/(?:[\w-]*log-?in|sign-?in|signon|sso|saml\w*|shibboleth|idp|oauth2?|auth|authorize|wayf"
    r"|cookieAbsent|cookie-?absent|captcha|challenge)(?:[/.?]|$)"
)
_TELLING = ("citation_title", "dc.title", "eprints.title", "dcterms.title")
ABSENT = "there is no such page"


def wall_of(head: PageHead, url: str, asked: str, *, is_told: bool) -> str:
    """Why the page is not the one that was asked for; "" for a page that seems to be it."""
    if any(head.values(tag) for tag in _TELLING):
        return ""
    title = plain(head.title) or next((plain(one) for one in head.headings), "")
    parts = [one for one in re.split(r" ?[|·•»«–—] ?| - ", title) if one]
    whole = [title, *parts[:1], *parts[-1:]]
    for reason, pattern in _PATTERNS:
        if any(pattern.fullmatch(one) for one in whole) and not is_told:
            return reason
    path = urlsplit(url).path
    is_elsewhere = path != urlsplit(asked).path
    if is_elsewhere and _LOGIN_STEPS.search(path) and (head.asks_password or not is_told):
        return "it asks for a login"
    return ""
