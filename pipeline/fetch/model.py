"""What fetching takes and gives, and what can go wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import __version__


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a download may take; times in seconds, sizes in bytes."""

    size: int = 300_000_000
    seconds: float = 600.0
    silence: float = 30.0
    redirects: int = 5
    attempts: int = 4
    first_wait: float = 1.0
    longest_wait: float = 60.0
    interval: float = 2.0
    private_hosts: frozenset[str] = frozenset()
    proxy: str | None = None
    user_agent: str = f"keikaku/{__version__} (municipal plan datasets; one request at a time)"


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask again by: a conditional request sends them back."""

    etag: str | None = None
    last_modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a conditional request."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True, slots=True)
class Download:
    """A file that was fetched whole: where it lies, where it came from in the end, and what the server said."""

    address: str
    final_address: str
    path: Path
    sha256: str
    bytes: int
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def validators(self) -> Validators:
        """What to ask by next time."""
        return Validators(self.headers.get("etag"), self.headers.get("last-modified"))


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says that nothing has changed since (304)."""

    address: str


class FetchError(Exception):
    """An address that could not be fetched; `reason` is for people."""

    def __init__(self, address: str, reason: str) -> None:
        self.address, self.reason = address, reason
        super().__init__(f"{address}: {reason}")


class Refused(FetchError):
    """It may not be asked for."""


class NotThere(FetchError):
    """There is nothing, and asking again will not help."""


class NotAPlan(FetchError):
    """What came is something else."""


class TooMuch(FetchError):
    """It takes more than the limits allow."""


class Trouble(FetchError):
    """It may work another time. `wait` is what the server asked for, in seconds."""

    def __init__(self, address: str, reason: str, wait: float | None = None) -> None:
        super().__init__(address, reason)
        self.wait = wait
