"""Registered sources, asked when due: registry → fetch → archive → files to ingest.

A source that fails stops no other. What it published stays; its failure is a finding, and it is asked again at the
next run, due or not. An address that was asked less than `every_days` ago is not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from pipeline.archive import Archive, Seen, State
from pipeline.fetch import Download, FetchError, Limits
from pipeline.fetch.client import Fetcher
from pipeline.fetch.links import linked_files
from pipeline.findings import finding
from pipeline.mirror import Mirror
from pipeline.schema import Finding
from pipeline.sources import Source, load_limits, load_sources


class Refreshed(NamedTuple):
    """The newest file of every registered address, what could not be had, and how many addresses were asked."""

    paths: tuple[Path, ...]
    failures: tuple[Finding, ...]
    asked: int


def refresh(
    sources: Iterable[Source], archive: Path, fetcher: Fetcher, now: datetime, mirror: Mirror | None = None
) -> Refreshed:
    """Ask every source that is due. `now` has a time zone; `archive` is the folder of all sources' archives.

    With a `mirror`, what other machines fetched is taken over first, and what this one fetches is shared.
    """
    paths: list[Path] = []
    failures: list[Finding] = []
    asked = 0
    for source in sources:
        failures += _shared(source, mirror.pull if mirror else None, archive)
        visit = _Visit(source, Archive(source.key, archive), fetcher, now)
        paths += visit.files()
        failures += [*visit.failures, *_shared(source, mirror.push if mirror else None, archive)]
        asked += visit.asked
    return Refreshed(tuple(dict.fromkeys(paths)), tuple(failures), asked)


def _shared(source: Source, share: Callable[[str, Path], None] | None, archive: Path) -> list[Finding]:
    """Exchange a source's folder with the store; a store that cannot be reached stops no source."""
    try:
        if share is not None:
            share(source.key, archive / source.key)
    except OSError as error:
        return [finding("source-not-fetched", name=source.name, address="archive", reason=str(error))]
    return []


def refresh_registered(raw: Path) -> Refreshed:
    """Ask the registered sources of a `raw` folder that are due: `sources/` is read, `archive/` filled.

    Raises `pipeline.sources.SourceError` for an entry or a configuration that cannot be used.
    """
    sources = load_sources(raw / "sources")
    settings = load_limits(raw / "fetch.yaml")
    limits = Limits(**settings.model_dump(exclude={"archive"}))
    mirror = Mirror(settings.archive) if settings.archive else None
    with Fetcher(raw / "archive" / ".parts", limits) as fetcher:
        return refresh(sources, raw / "archive", fetcher, datetime.now(UTC), mirror)


class _Visit:
    """One look at one source."""

    def __init__(self, source: Source, archive: Archive, fetcher: Fetcher, now: datetime) -> None:
        self.source, self.archive, self.fetcher, self.now = source, archive, fetcher, now
        self.failures: list[Finding] = []
        self.asked = 0
        self.seen = dict(archive.state().addresses)

    def files(self) -> list[Path]:
        """The newest file of each address of the source."""
        found = [path for address in self._addresses() if (path := self._file(address))]
        return [path for path in found if path.exists()]

    def _addresses(self) -> Iterator[str]:
        yield from self.source.files
        page = self.source.page
        if page is None:
            return
        links = [address for address in self.seen if address not in (*self.source.files, page.address)]
        if self._is_due(page.address):
            self.asked += 1
            try:
                final, text = self.fetcher.page(page.address)
                links = linked_files(text, final, page.link)
                self._remember(page.address, Seen(asked_at=self.now))
                if not links:
                    self._failed(page.address, "no link on the page fits")
            except FetchError as error:
                self._failed(page.address, error.reason)
        yield from links

    def _file(self, address: str) -> Path | None:
        known = self.seen.get(address)
        if self._is_due(address):
            self.asked += 1
            known = self._fetch(address, known)
        return self.archive.folder / known.file if known and known.file else None

    def _fetch(self, address: str, known: Seen | None) -> Seen:
        usable = known is not None and known.file is not None and (self.archive.folder / known.file).exists()
        try:
            found = self.fetcher.file(address, known.validators if known and usable else None)
        except FetchError as error:
            return self._failed(address, error.reason)
        if isinstance(found, Download):
            path = self.archive.put(found, self.now)
            validators = found.validators
            seen = Seen(etag=validators.etag, last_modified=validators.last_modified, file=path.name, asked_at=self.now)
        else:
            seen = (known or Seen(asked_at=self.now)).model_copy(update={"asked_at": self.now, "failure": None})
        return self._remember(address, seen)

    def _is_due(self, address: str) -> bool:
        known = self.seen.get(address)
        if known is None or known.failure:
            return True
        return known.asked_at + timedelta(days=self.source.every_days) <= self.now

    def _failed(self, address: str, reason: str) -> Seen:
        self.failures.append(finding("source-not-fetched", name=self.source.name, address=address, reason=reason))
        known = self.seen.get(address) or Seen(asked_at=self.now)
        return self._remember(address, known.model_copy(update={"asked_at": self.now, "failure": reason}))

    def _remember(self, address: str, seen: Seen) -> Seen:
        """Kept after each address: a run that is killed asks nothing twice."""
        self.seen[address] = seen
        self.archive.remember(State(addresses=self.seen))
        return seen
