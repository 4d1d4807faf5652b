"""The services: where they stand, how often they may be asked, and what the user may change.

What crosses the border: plain values in, one frozen `Settings` out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from mscref.errors import ConfigError
from mscref.model.identifiers import Scheme
from mscref.plugins import SOURCES as GROUP
from mscref.plugins import Plugin, rows


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `requests` in `seconds`, and `concurrent` of them at once."""

    requests: int
    seconds: float
    concurrent: int


@dataclass(frozen=True, slots=True)
class Service:
    """One row, all that is known of a service: its title for messages, its base address, its
    documented limits, and how it wants to be told who asks.

    `mail_parameter` takes the mail address, `tool_parameter` our name, `key_parameter` or the
    header `key_header` the key that the setting `key_setting` holds, `token_header` the token of a
    subscription, which `plus_rate` belongs to. `by_habanero` says through which client it is asked.
    """

    title: str
    url: str
    rate: Rate
    # What identified users (mailto, or a key) may do; the services say so in their manuals.
    polite_rate: Rate | None = None
    list_rate: Rate | None = None
    polite_list_rate: Rate | None = None
    plus_rate: Rate | None = None
    mail_parameter: str = ""
    tool_parameter: str = ""
    key_parameter: str = ""
    key_setting: str = ""
    key_header: str = ""
    token_header: str = ""
    busy_hint: str = "try again later"
    by_habanero: bool = False


# Sources of the limits: docs/sources.md.
SERVICES: Mapping[str, Service] = MappingProxyType(
    {
        "crossref": Service(
            "Crossref",
            "https://api.crossref.org",
            rate=Rate(5, 1, 1),
            polite_rate=Rate(10, 1, 3),
            list_rate=Rate(1, 1, 1),
            polite_list_rate=Rate(3, 1, 3),
            plus_rate=Rate(150, 1, 10),
            mail_parameter="mailto",
            token_header="Crossref-Plus-API-Token",
            busy_hint="try again later; --mailto gives you Crossref's polite pool",
            by_habanero=True,
        ),
        "datacite": Service(
            "DataCite", "https://api.datacite.org", Rate(500, 300, 2), Rate(1000, 300, 4)
        ),
        "doi": Service("doi.org", "https://doi.org", Rate(5, 1, 2)),
        "pubmed": Service(
            "PubMed",
            "https://eutils.ncbi.nlm.nih.gov/entrez/eutils",
            rate=Rate(3, 1, 2),
            mail_parameter="email",
            tool_parameter="tool",
            key_parameter="api_key",
            key_setting="ncbi_key",
        ),
        "idconv": Service(
            "the PMC ID converter",
            "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles",
            rate=Rate(3, 1, 2),
            mail_parameter="email",
            tool_parameter="tool",
        ),
        "arxiv": Service("arXiv", "https://export.arxiv.org/api", Rate(1, 3, 1)),
        "openlibrary": Service(
            "Open Library", "https://openlibrary.org", Rate(1, 1, 1), Rate(3, 1, 1)
        ),
        "googlebooks": Service(
            "Google Books",
            "https://www.googleapis.com/books/v1",
            rate=Rate(1, 1, 1),
            key_parameter="key",
            key_setting="google_key",
        ),
        "clinicaltrials": Service(
            "ClinicalTrials.gov", "https://clinicaltrials.gov/api/v2", Rate(50, 60, 2)
        ),
        # Only for whoever asks for them: setting `also`.
        "openalex": Service(
            "OpenAlex",
            "https://api.openalex.org",
            rate=Rate(10, 1, 2),
            mail_parameter="mailto",
            key_parameter="api_key",
            key_setting="openalex_key",
            busy_hint="its allowance of the day is used up; MSCREF_OPENALEX_API_KEY has ten times"
            " as much",
        ),
        "semanticscholar": Service(
            "Semantic Scholar",
            "https://api.semanticscholar.org/graph/v1",
            rate=Rate(1, 1, 1),
            key_header="x-api-key",
            key_setting="semanticscholar_key",
            busy_hint="all who have no key share one allowance;"
            " MSCREF_SEMANTICSCHOLAR_API_KEY has its own",
        ),
        "dblp": Service("DBLP", "https://dblp.org", Rate(1, 1, 1)),
        "orcid": Service("ORCID", "https://pub.orcid.org/v3.0", Rate(5, 1, 1)),
        "wikidata": Service("Wikidata", "https://www.wikidata.org", Rate(5, 1, 1)),
        # Its address is the one that `styles add` is given.
        "styles": Service("the server of the style", "https://www.zotero.org", Rate(5, 1, 1)),
        # Its address is the one that the user typed: sources/webpage/fetching.py.
        "page": Service("the page", "https://www.w3.org", Rate(5, 1, 1)),
        # The local API has the paths of the web API; of both: docs/how-to/zotero.md.
        "zoterolocal": Service("Zotero", "http://127.0.0.1:23119/api", Rate(100, 1, 2)),
        "bbt": Service("Better BibTeX", "http://127.0.0.1:23119/better-bibtex", Rate(100, 1, 2)),
        "zoteroweb": Service(
            "zotero.org",
            "https://api.zotero.org",
            rate=Rate(5, 1, 1),
            key_parameter="key",
            key_setting="zotero_key",
        ),
        "europepmc": Service(
            "Europe PMC", "https://www.ebi.ac.uk/europepmc/webservices/rest", Rate(10, 1, 3)
        ),
    }
)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source that comes with another package (entry points `mscref.sources`).

    `source` makes what base.py calls a Source; `name` is that of the source, of its service and of
    the entry point. It is asked for identifiers of `schemes` that no source of ours knows.
    """

    name: str
    service: Service
    source: Callable[[], object]
    schemes: tuple[Scheme, ...]


def plugged_rows() -> Mapping[str, tuple[Plugin, SourceRow]]:
    """The sources of other packages, by their names."""
    found = rows(GROUP, SourceRow, SERVICES)
    return {name: (plugin, replace(row, name=name)) for name, (plugin, row) in found.items()}


def service_of(name: str) -> Service:
    """The row of a service, ours or that of another package."""
    return SERVICES[name] if name in SERVICES else plugged_rows()[name][1].service


# Hosts that the services themselves send us to (doi.org's content negotiation, Open Library).
REDIRECT_HOSTS = frozenset(
    """
    api.crossref.org doi.org www.doi.org dx.doi.org data.crosscite.org data.crossref.org
    api.datacite.org data.datacite.org data.medra.org api.medra.org openlibrary.org
    www.openlibrary.org www.ncbi.nlm.nih.gov pmc.ncbi.nlm.nih.gov export.arxiv.org arxiv.org
    clinicaltrials.gov www.ebi.ac.uk japanlinkcenter.org api.japanlinkcenter.org
    """.split()
)

DEFAULT_TIMEOUT = 30.0
MAX_BODY_BYTES = 32_000_000  # fifty Crossref records with all their references: 5 MB


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user may set about the network; `urls` holds only what differs from SERVICES, `root`
    the address under which all stand, "" where each is at its own.

    `timeout` bounds one request altogether, retries included, in seconds. The keys and the mail
    address never appear in messages.
    """

    urls: Mapping[str, str] = field(default_factory=dict)
    mailto: str = field(default="", repr=False)
    plus_token: str = field(default="", repr=False)
    ncbi_key: str = field(default="", repr=False)
    google_key: str = field(default="", repr=False)
    zotero_key: str = field(default="", repr=False)
    openalex_key: str = field(default="", repr=False)
    semanticscholar_key: str = field(default="", repr=False)
    also: tuple[str, ...] = ()  # sources of ALSO that are asked, too
    timeout: float = DEFAULT_TIMEOUT
    offline: bool = False
    refresh: bool = False
    cache_folder: Path | None = None  # None: keep nothing on disk
    rates: Mapping[str, Rate] = field(default_factory=dict)  # instead of the documented limits
    root: str = ""
    offline_by: str = ""  # the file or variable that says so, "" for the command line

    def url(self, service: str) -> str:
        """The base address of a service, without a slash at its end."""
        if service in self.urls:
            return self.urls[service]
        own = service_of(service).url.rstrip("/")
        return f"{self.root}/{service}" if self.root else own

    def key(self, service: str) -> str:
        """The user's key for a service, "" where there is none."""
        return str(getattr(self, service_of(service).key_setting, ""))

    def rate(self, service: str, pool: str) -> Rate:
        """How often a service may be asked until its own headers say otherwise."""
        if service in self.rates:
            return self.rates[service]
        row = service_of(service)
        if row.plus_rate and self.plus_token:
            return row.plus_rate
        if pool == "list" and row.list_rate:
            return (row.polite_list_rate if self.mailto else None) or row.list_rate
        return (row.polite_rate if self.mailto else None) or row.rate


def service_variable(service: str) -> str:
    """The environment variable that moves a service: `MSCREF_CROSSREF_URL`."""
    return f"MSCREF_{service.upper()}_URL"


# Sources that are asked only by whoever wants it: they know what the others do not, with limits.
ALSO = ("openalex", "semanticscholar", "dblp")


def make_settings(
    *,
    urls: Mapping[str, str],
    environ: Mapping[str, str],
    mailto: str = "",
    timeout: float = DEFAULT_TIMEOUT,
    offline: bool = False,
    offline_by: str = "",
    refresh: bool = False,
    cache_folder: Path | None = None,
    also: Sequence[str] = (),
) -> Settings:
    """Checked settings; raises ConfigError. The environment is asked for keys only.

    `urls["sources"]` is one address under which every service stands by its name:
    `http://localhost:8000` means `http://localhost:8000/crossref`, and so on.
    """
    unknown = [name for name in urls if name not in SERVICES and name != "sources"]
    if unknown:
        raise ConfigError(
            f"there is no source called `{unknown[0]}`", hint=f"known: {', '.join(SERVICES)}"
        )
    root = urls.get("sources", "").rstrip("/")
    bases = {name: f"{root}/{name}" for name in SERVICES} if root else {}
    bases |= {name: url for name, url in urls.items() if name in SERVICES and url}
    return Settings(
        urls={service: _checked_url(url, service) for service, url in bases.items()},
        root=_checked_url(root, "crossref") if root else "",
        mailto=_checked_mailto(mailto),
        plus_token=_checked_token(environ, "MSCREF_CROSSREF_PLUS_TOKEN"),
        ncbi_key=_checked_token(environ, "MSCREF_NCBI_API_KEY"),
        google_key=_checked_token(environ, "MSCREF_GOOGLE_API_KEY"),
        zotero_key=_checked_token(environ, "MSCREF_ZOTERO_API_KEY"),
        openalex_key=_checked_token(environ, "MSCREF_OPENALEX_API_KEY"),
        semanticscholar_key=_checked_token(environ, "MSCREF_SEMANTICSCHOLAR_API_KEY"),
        also=_checked_also(also),
        timeout=_checked_timeout(timeout),
        offline=offline,
        offline_by=offline_by,
        refresh=refresh,
        cache_folder=cache_folder,
    )


def place_of(url: str) -> tuple[str, str, int] | None:
    """Scheme, host and port of an address; None where it is no http(s) address.

    Strangers write addresses: brackets without end, ports that are none, spaces in a host.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname or not _HOST.fullmatch(parts.hostname):
        return None
    return parts.scheme, parts.hostname, _PORTS[parts.scheme] if port is None else port


def is_private_way(url: str) -> bool:
    """Whether nobody on the way reads what is sent there: https, or this machine."""
    place = place_of(url)
    return place is not None and (place[0] == "https" or is_this_machine(place[1]))


def is_this_machine(host: str) -> bool:
    """Whether a host is this machine: `localhost`, or an address that loops back (127.x.x.x, ::1).

    Short and octal spellings (127.1) are none: resolvers do not agree on them.
    """
    import ipaddress

    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _checked_url(url: str, service: str) -> str:
    if place_of(url) is None:
        raise ConfigError(
            f"the address of {SERVICES[service].title} must start with http:// or https://",
            hint=f"set it with ${service_variable(service)}",
        )
    return url.rstrip("/")


_PORTS = MappingProxyType({"http": 80, "https": 443})
_HOST = re.compile(r"[0-9A-Za-z._:-]+")  # international names come in their ASCII form


def _checked_also(names: Sequence[str]) -> tuple[str, ...]:
    for name in names:
        if name not in ALSO:
            hint = f"those that may be asked, too: {', '.join(ALSO)}"
            raise ConfigError(f"`also` names `{name[:40]}`, which is none of them", hint=hint)
    return tuple(dict.fromkeys(names))


def _checked_mailto(mailto: str) -> str:
    mailto = mailto.strip().removeprefix("mailto:")
    if mailto and (mailto.count("@") != 1 or not mailto.isprintable() or " " in mailto):
        raise ConfigError("the mail address for the services is not one", hint="set $MSCREF_MAILTO")
    return mailto


def _checked_token(environ: Mapping[str, str], variable: str) -> str:
    token = environ.get(variable, "").strip()
    if token and not (token.isascii() and token.isprintable()):
        raise ConfigError(f"${variable} holds characters that cannot be sent")
    return token


def _checked_timeout(seconds: float) -> float:
    if not 0 < seconds <= 3600:
        raise ConfigError("the timeout must be between 0 and 3600 seconds")
    return seconds
