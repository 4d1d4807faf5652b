"""Asking politely: turns, retries with back-off, and one clear error for every way to fail.

What crosses the border: a `Request` in; a `Response` with status 200 or 404 out, its payload
checked to be of the kind asked for; or a SourceError that names the service.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from mscref.errors import (
    PayloadChangedError,
    RateLimitedError,
    RefusedError,
    UnaskedError,
    UnreachableError,
)
from mscref.sources.base import Request, Response
from mscref.sources.limits import Limiter
from mscref.sources.settings import Settings, service_of
from mscref.sources.transport import (
    HttpTransport,
    NoConnectionError,
    TooLargeError,
    Transport,
)

if TYPE_CHECKING:
    from tenacity import RetryCallState

_MAX_TRIES = 5
_MAX_CONNECTIONS = 2  # without a network, five tries are four too many
_FIRST_BACKOFF = 0.5
_MAX_BACKOFF = 20.0
_PASSING_STATUSES = frozenset([408, 425, 500, 502, 503, 504, 520, 521, 522, 523, 524])
# A service that failed to answer this often in a row is not asked again in this run.
_GIVE_UP_AFTER = 2


class Client:
    """The requests of one run: one connection pool, one limiter per service and pool."""

    def __init__(self, settings: Settings, *, transport: Transport | None = None) -> None:
        self.settings = settings
        self.stopping = threading.Event()
        self._transport = transport or HttpTransport(settings)
        self._limiters: dict[tuple[str, str], Limiter] = {}
        self._silent: dict[str, int] = {}
        self._away: set[str] = set()  # who asked us to stay away for longer than this run waits
        self._lock = threading.Lock()
        self.counts: dict[str, int] = {}

    def fetch(self, request: Request) -> Response:
        """The answer with status 200 or 404; raises a SourceError for everything else."""
        from tenacity import Retrying, retry_if_exception

        title = service_of(request.service).title
        if self.settings.offline:
            raise UnaskedError(title, by=self.settings.offline_by)
        self._raise_if_silent(request.service, title)
        self._transport.prepare()
        limiter = self.limiter(request.service, request.pool)
        spent = _Spent(self.settings.timeout)
        attempts = Retrying(
            retry=retry_if_exception(_is_undone if request.once else _is_passing),
            stop=lambda state: _tried_enough(state) or spent.would_end(state),
            wait=_wait_before_next,
            sleep=lambda seconds: self._sleep(seconds, spent),
            reraise=True,
        )
        try:
            response = attempts(self._attempt, request, limiter, spent)
        except UnreachableError:
            self._silent[request.service] = self._silent.get(request.service, 0) + 1
            raise
        self._silent[request.service] = 0
        return response

    def limiter(self, service: str, pool: str) -> Limiter:
        """The limiter that all requests of this kind share."""
        with self._lock:
            if (service, pool) not in self._limiters:
                rate = self.settings.rate(service, pool)
                self._limiters[service, pool] = Limiter(rate, stopping=self.stopping)
            return self._limiters[service, pool]

    def close(self) -> None:
        """End what waits, and give the connections back."""
        self.stopping.set()
        self._transport.close()

    def _attempt(self, request: Request, limiter: Limiter, spent: _Spent) -> Response:
        with limiter.turn():
            self._raise_if_silent(request.service, service_of(request.service).title)
            spent.raise_if_short()
            with spent:
                response = self._transport.send(request, seconds=max(spent.left, 0.001))
        self._count(request.service, response.status)
        limiter.learn(response.headers)
        if response.status == 429:
            seconds = _retry_after(response) or _FIRST_BACKOFF
            if seconds > max(spent.left, _MAX_BACKOFF):
                self._away.add(request.service)
            else:
                limiter.pause(min(seconds, _MAX_BACKOFF))
        _check_status(request, response)
        if response.status == 200:
            _check_payload(request, response)
        return response

    def _count(self, service: str, status: int) -> None:
        with self._lock:
            for key in (service, f"{service} {status}"):
                self.counts[key] = self.counts.get(key, 0) + 1

    def _sleep(self, seconds: float, spent: _Spent) -> None:
        with spent:
            self.stopping.wait(seconds)

    def _raise_if_silent(self, service: str, title: str) -> None:
        if service in self._away:
            raise RefusedError(
                f"{title} was not asked again: it asks us to slow down",
                status=429,
                hint="try again later",
            )
        if self._silent.get(service, 0) >= _GIVE_UP_AFTER:
            raise UnreachableError(
                f"{title} was not asked again: it did not answer before",
                hint="try again later",
            )


class _Spent:
    """The time one request has used of its timeout, waiting for a turn not counted."""

    def __init__(self, timeout: float) -> None:
        self.left = timeout
        # A try that has less would only turn the reason of the last one into "no answer".
        self._shortest_try = min(2.0, timeout / 3)
        self._started = 0.0
        self._failed: BaseException | None = None

    def __enter__(self) -> None:
        self._started = time.monotonic()

    def __exit__(self, *error: object) -> None:
        self.left -= time.monotonic() - self._started

    def would_end(self, state: RetryCallState) -> bool:
        """True where the wait would leave too little of the timeout for another try."""
        self._failed = state.outcome.exception() if state.outcome else None
        return self.left - state.upcoming_sleep < self._shortest_try

    def raise_if_short(self) -> None:
        """Raise the reason of the last try where the wait took longer than was planned."""
        if self._failed is not None and self.left < self._shortest_try:
            raise self._failed


def _is_passing(error: BaseException) -> bool:
    """True for what may be gone when asked again."""
    if isinstance(error, RefusedError):
        return error.status in _PASSING_STATUSES
    if isinstance(error, TooLargeError):
        return False
    return isinstance(error, RateLimitedError | PayloadChangedError | UnreachableError)


def _is_undone(error: BaseException) -> bool:
    """True where the service certainly did nothing of what it was asked, and may do it later."""
    return isinstance(error, RateLimitedError | NoConnectionError)


def _tried_enough(state: RetryCallState) -> bool:
    error = state.outcome.exception() if state.outcome else None
    limit = _MAX_CONNECTIONS if isinstance(error, NoConnectionError) else _MAX_TRIES
    return state.attempt_number >= limit


def _wait_before_next(state: RetryCallState) -> float:
    """What the service asked for, else exponential with full jitter."""
    from tenacity import wait_random_exponential

    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, RateLimitedError) and error.retry_after is not None:
        return error.retry_after
    backoff = wait_random_exponential(multiplier=_FIRST_BACKOFF, max=_MAX_BACKOFF, min=0.1)
    return backoff(state)


def _check_status(request: Request, response: Response) -> None:
    """Raise for every status but 200, and 404 (410) where that is an answer."""
    title = service_of(response.service).title
    status = response.status
    if status == 200:
        return
    if status in (404, 410) and request.may_be_absent:
        response.status = 404
        return
    if status == 429:
        raise RateLimitedError(
            f"{title} asks us to slow down",
            retry_after=_retry_after(response),
            hint=service_of(response.service).busy_hint,
        )
    if status in _PASSING_STATUSES:
        raise RefusedError(
            f"{title} is out of order (status {status})", status=status, hint="try again later"
        )
    if status in (401, 403):
        raise RefusedError(
            f"{title} refuses to answer (status {status})",
            status=status,
            hint="the address or key in use may be blocked",
        )
    raise RefusedError(f"{title} does not accept the question (status {status})", status=status)


def _check_payload(request: Request, response: Response) -> None:
    """Raise where a good status carries HTML, half a body, or nothing."""
    title = service_of(response.service).title
    head = response.body[:512].lstrip().lower()
    if not head:
        raise PayloadChangedError(f"{title} sent an empty answer")
    if head.startswith((b"<!doctype html", b"<html")):
        raise PayloadChangedError(f"{title} sent a web page instead of a record")
    if "json" in request.accept:
        try:
            response.json()
        except PayloadChangedError:
            raise PayloadChangedError(f"{title} sent a record that cannot be read") from None


def _retry_after(response: Response) -> float | None:
    """Seconds from the header: a number, or a date."""
    written = response.headers.get("retry-after", "").strip()
    if not written:
        return None
    if written.isdecimal():
        return float(written[:6])
    from email.utils import parsedate_to_datetime

    try:
        return max(0.0, parsedate_to_datetime(written).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None
