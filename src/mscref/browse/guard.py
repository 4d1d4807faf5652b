"""Who may ask: only pages of this server, opened with the address that it printed. Pure.

A stranger's page in the same browser can send requests to this machine, and can give its own name
the address 127.0.0.1 (DNS rebinding). So the Host header must name this server; the path must begin
with the token, which a stranger cannot know; nothing is answered to another origin; and what
changes something takes JSON with a header of ours, which a form cannot send and no script of
another origin may send without being allowed to, and that is never allowed (no CORS).
"""

from __future__ import annotations

from collections.abc import Mapping
from hmac import compare_digest
from secrets import token_urlsafe

from mscref.records import Record

OWN_HEADER = "X-Mscref"
_SAME = ("same-origin", "none")  # of Sec-Fetch-Site: a page of ours, or the address typed in


def new_token() -> str:
    """A token that nobody guesses: 192 random bits."""
    return token_urlsafe(24)


class Guard(Record):
    """What a request must carry: the token in its path, the port in its Host header."""

    token: str
    port: int

    def path(self, method: str, target: str, headers: Mapping[str, str]) -> str | None:
        """What is asked for below the token, or None where the request is to be refused."""
        if headers.get("Host", "") not in self._hosts():
            return None
        site = headers.get("Sec-Fetch-Site", _SAME[0])
        if site not in (_SAME if method == "GET" else _SAME[:1]):
            return None
        token, slash, rest = target.removeprefix("/").partition("/")
        if not slash or not compare_digest(token.encode(), self.token.encode()):
            return None
        if method != "GET" and not self._may_change(headers):
            return None
        return rest

    def _may_change(self, headers: Mapping[str, str]) -> bool:
        kind = headers.get("Content-Type", "").partition(";")[0].strip()
        origin = headers.get("Origin", "")
        is_own = not origin or origin in (f"http://{host}" for host in self._hosts())
        return kind == "application/json" and headers.get(OWN_HEADER) == "1" and is_own

    def _hosts(self) -> tuple[str, str]:
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"
