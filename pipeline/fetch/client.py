"""One request after the other: guarded, polite, within limits, tried again where that may help."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType
from urllib.parse import urljoin, urlsplit

import httpx
import stamina

from pipeline.digest import sha256_of
from pipeline.fetch.download import Part, check_pdf
from pipeline.fetch.guard import Pinned, check_address, check_peer
from pipeline.fetch.model import Download, Limits, NotAPlan, NotThere, Refused, TooMuch, Trouble, Unchanged, Validators
from pipeline.fetch.robots import Robots

_LARGEST_PAGE = 5_000_000
_LATER = (408, 425, 429)
_ANSWERS = (200, 206, 304, 416)


class Fetcher:
    """Fetches files and pages with the manners of each host, a connection for each request. A context manager."""

    def __init__(self, folder: Path, limits: Limits | None = None, sleep: Callable[[float], None] = time.sleep) -> None:
        self.folder, self.limits, self._sleep = folder, limits or Limits(), sleep
        timeout = httpx.Timeout(self.limits.silence)
        self._client = httpx.Client(
            headers={"User-Agent": self.limits.user_agent, "Accept-Encoding": "identity"},
            timeout=timeout, proxy=self.limits.proxy, trust_env=False, follow_redirects=False,
            # No connection is kept: bytes beyond the length that an answer announced would be taken for the next one's.
            transport=Pinned(httpx.HTTPTransport(limits=httpx.Limits(max_keepalive_connections=0)), self.limits),
        )  # fmt: skip
        self._robots = Robots(self._small, self.limits)
        self._next: dict[str, float] = {}

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def file(self, address: str, known: Validators | None = None) -> Download | Unchanged:
        """A PDF, unless it has not changed since `known`. Raises a `FetchError`."""
        part = Part.of(self.folder, address)
        part.let_go()
        for attempt in self._attempts():
            with attempt:
                return self._file(address, known or Validators(), part)
        raise AssertionError

    def page(self, address: str) -> tuple[str, str]:
        """Final address and text of an HTML page. Raises a `FetchError`."""
        for attempt in self._attempts():
            with attempt, self._asked(address, {}) as response:
                kind = response.headers.get("content-type", "text/html")
                if "html" not in kind:
                    raise NotAPlan(address, f"expected a page that links to files, got {kind}")
                body = b"".join(self._chunks(address, response, 0, _LARGEST_PAGE))
                return str(response.url), body.decode(response.charset_encoding or "utf-8", errors="replace")
        raise AssertionError

    def _attempts(self) -> Iterator[stamina.Attempt]:
        limits = self.limits
        return iter(
            stamina.retry_context(
                on=_wait, attempts=limits.attempts, timeout=limits.seconds, wait_initial=limits.first_wait,
                wait_max=limits.longest_wait, wait_jitter=limits.first_wait,
            )
        )  # fmt: skip

    def _file(self, address: str, known: Validators, part: Part) -> Download | Unchanged:
        resume = part.range_headers()
        with self._asked(address, {**known.headers, **resume}) as response:
            if response.status_code == httpx.codes.NOT_MODIFIED:
                return Unchanged(address)
            start = _start(response) if response.status_code == httpx.codes.PARTIAL_CONTENT else 0
            if response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE or start > part.size:
                part.forget()
                raise Trouble(address, "the rest of the file cannot be had")
            if not start:
                part.remember(response.headers.get("etag") or response.headers.get("last-modified") or "")
            part.write(self._chunks(address, response, start, self.limits.size), start)
            final, headers = str(response.url), dict(response.headers)
        try:
            check_pdf(address, part.body)
        except (NotAPlan, Trouble):
            part.forget()
            raise
        return Download(address, final, part.body, sha256_of(part.body), part.body.stat().st_size, headers)

    @contextmanager
    def _asked(self, address: str, headers: dict[str, str]) -> Iterator[httpx.Response]:
        """The answer to a request, redirects followed, each guarded. Raises a `FetchError` for anything but content."""
        here = address
        for _ in range(self.limits.redirects + 1):
            check_address(here, self.limits)
            self._wait_turn(here, self._robots.check(here))
            with _httpx_errors(address), self._client.stream("GET", here, headers=headers) as response:
                check_peer(response, self.limits)
                if not response.has_redirect_location:
                    _check_status(address, response)
                    yield response
                    return
                here = urljoin(here, response.headers["location"])
        raise TooMuch(address, f"redirected more than {self.limits.redirects} times")

    def _small(self, address: str) -> tuple[int, bytes]:
        """Status and body of robots.txt."""
        here = address
        for _ in range(self.limits.redirects + 1):
            check_address(here, self.limits)
            with _httpx_errors(address), self._client.stream("GET", here) as response:
                check_peer(response, self.limits)
                if not response.has_redirect_location:
                    return response.status_code, b"".join(self._chunks(address, response, 0, _LARGEST_PAGE))
                here = urljoin(here, response.headers["location"])
        raise TooMuch(address, f"redirected more than {self.limits.redirects} times")

    def _wait_turn(self, address: str, delay: float) -> None:
        host = urlsplit(address).netloc
        wait = self._next.get(host, 0.0) - time.monotonic()
        if wait > 0:
            self._sleep(wait)
        self._next[host] = time.monotonic() + max(delay, self.limits.interval)

    def _chunks(self, address: str, response: httpx.Response, start: int, largest: int) -> Iterator[bytes]:
        """The body, as long as it keeps within size and time."""
        end = time.monotonic() + self.limits.seconds
        size = start
        announced = response.headers.get("content-length", "")
        if announced.isascii() and announced.isdigit() and start + int(announced) > largest:
            raise TooMuch(address, f"larger than {largest:,} bytes")
        for chunk in response.iter_raw():
            size += len(chunk)
            if size > largest:
                raise TooMuch(address, f"larger than {largest:,} bytes")
            if time.monotonic() > end:
                raise TooMuch(address, f"takes longer than {self.limits.seconds:g} seconds")
            yield chunk


def _wait(error: Exception) -> bool | float:
    """Whether to try again, or after how many seconds the server asked to."""
    if not isinstance(error, Trouble):
        return False
    return error.wait if error.wait is not None else True


def _check_status(address: str, response: httpx.Response) -> None:
    status = response.status_code
    if status in _ANSWERS:
        return
    if status >= 500 or status in _LATER:
        raise Trouble(address, f"the server answers {status}", _retry_after(response))
    if status in (401, 403):
        raise Refused(address, f"the server answers {status}")
    raise NotThere(address, f"the server answers {status}")


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds that the server asks to wait, at most ten minutes."""
    text = response.headers.get("retry-after", "")
    if text.isascii() and text.isdigit():
        return min(float(text), 600.0)
    try:
        return min(max(parsedate_to_datetime(text).timestamp() - time.time(), 0.0), 600.0)
    except (ValueError, OverflowError):
        return None


def _start(response: httpx.Response) -> int:
    """Where a part begins: Content-Range: bytes 100-199/200."""
    text = response.headers.get("content-range", "").removeprefix("bytes ").partition("-")[0]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


@contextmanager
def _httpx_errors(address: str) -> Iterator[None]:
    try:
        yield
    except httpx.TimeoutException as error:
        raise Trouble(address, "the server does not answer in time") from error
    except (httpx.TransportError, httpx.StreamError) as error:
        raise Trouble(address, f"the connection broke: {error}") from error
    except httpx.InvalidURL as error:
        raise Refused(address, f"not an address: {error}") from error
