"""The whole product on one screen: read this first.

    paths → files → documents → records → editions → published folder
       find_files  identify   read_document  settle    publish

`pipeline.document.read_document` is the way of one document from pages to records; here is what stands around it:
which files are read at all, each in a process of its own, and what becomes of those that cannot be.
What failed never costs what succeeded, and never replaces an earlier good edition.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pipeline.confinement import Limits
from pipeline.corrections import digest_of, source_of, with_origin
from pipeline.document import read_document
from pipeline.editions import Editions, settle
from pipeline.findings import finding
from pipeline.inputs import Incoming, find_files, identify
from pipeline.parts import clear_parts, part_path, read_part
from pipeline.progress import Progress, Silent
from pipeline.publish.errors import OutputError
from pipeline.publish.folder import prepare, publish
from pipeline.publish.read import load
from pipeline.publish.swap import hold
from pipeline.schema import Change, Dataset, Document, Finding
from pipeline.version import extractor_version
from pipeline.workers import Job, Outcome, Reader, read_all

__all__ = ["OutputError", "Planned", "RunReport", "Settings", "conclude", "job", "plan_run", "run"]


class Planned(NamedTuple):
    """A run's documents: those to be read, those read by an earlier run that was killed, those already published."""

    to_read: tuple[Incoming, ...]
    finished: tuple[Incoming, ...]
    unchanged: tuple[Incoming, ...]
    unreadable: tuple[Finding, ...]


class Settings(NamedTuple):
    """How to read: documents at a time, what each may take, and by what."""

    jobs: int = 1
    limits: Limits = Limits()
    read: Reader = read_document

    @classmethod
    def of_environment(cls, jobs: int = 1) -> Settings:
        """Settings with the limits that the environment sets. Raises `pipeline.confinement.WrongLimit`."""
        return cls(jobs, Limits.of(os.environ))


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did: documents by fate, findings about those that failed, rows now published per table.

    `changes` are those that this run found from one edition to the next; `found` counts all published findings by
    severity and code.
    """

    output: Path
    read: int
    unchanged: int
    failures: tuple[Finding, ...]
    records: Mapping[str, int]
    changes: tuple[Change, ...] = ()
    found: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def changed(self) -> Mapping[str, int]:
        """Rows of `changes` by plan."""
        return Counter(row.plan_id for row in self.changes)

    @property
    def exit_code(self) -> int:
        return 1 if self.failures else 0


def run(
    paths: Iterable[Path],
    output: Path,
    progress: Progress | None = None,
    settings: Settings | None = None,
    fetched: Sequence[Finding] | None = None,
) -> RunReport:
    """Ingest files and folders into `output`. Raises `InputError` or `OutputError` before anything is read.

    `fetched` holds what went wrong with registered sources, when the paths are theirs.
    """
    progress, settings = progress or Silent(), settings or Settings()
    files = find_files(paths)
    with hold(output):
        prepare(output)
        planned = plan_run(files, output)
        outcomes = []
        with progress.of(len(planned.to_read)):
            jobs = [job(item, output, settings) for item in planned.to_read]
            for event in read_all(jobs, settings.jobs, settings.limits):
                progress.show(event)
                if isinstance(event, Outcome):
                    outcomes.append(event)
        return conclude(planned, outcomes, output, fetched)


def plan_run(files: Iterable[Path], output: Path) -> Planned:
    """Sort the files by what is left to do: unchanged documents are neither read nor rewritten."""
    version = extractor_version()
    published = _published(output, version)
    known: dict[str, Incoming] = {}
    unreadable = []
    for path in files:
        try:
            incoming = identify(path)
            known.setdefault(incoming.document_id, incoming)
        except OSError as error:
            unreadable.append(finding("file-unreadable", file=path.name, reason=error.strerror or str(error)))
    unchanged = tuple(item for item in known.values() if _is_published(item, published))
    left_alone = {item.document_id for item in unchanged}
    new = [item for key, item in known.items() if key not in left_alone]
    finished = tuple(item for item in new if part_path(output, item.document_id, version).exists())
    return Planned(
        to_read=tuple(item for item in new if item not in finished),
        finished=finished,
        unchanged=unchanged,
        unreadable=tuple(unreadable),
    )


def conclude(
    planned: Planned, outcomes: Sequence[Outcome], output: Path, fetched: Sequence[Finding] | None = None
) -> RunReport:
    """Publish what was read, with a finding for each document that failed. Raises `OutputError`."""
    unread = (*(fetched or ()), *planned.unreadable)
    failures = (*unread, *(_failure(outcome) for outcome in sorted(outcomes, key=_name) if outcome.code))
    succeeded = [outcome.incoming for outcome in outcomes if not outcome.code]
    records: Mapping[str, int] = {}
    changes: tuple[Change, ...] = ()
    found: Mapping[tuple[str, str], int] = {}
    if failures or outcomes or planned.finished or fetched is not None:
        arrived = {item.document_id: _arrived(item, output) for item in (*planned.finished, *succeeded)}
        before = Editions(*load(output))
        after = settle(before, arrived)
        told = (*after.latest["findings"], *failures)
        latest = Dataset({**after.latest.rows, "findings": told}) if failures else after.latest
        if (latest, after.history) != before:
            publish(latest, output, after.history)
        records = {table: len(rows) for table, rows in latest}
        found = Counter((row.severity, row.code) for row in latest["findings"])
        changes = _fresh(before, after)
    clear_parts(output)
    read = len(succeeded) + len(planned.finished)
    return RunReport(output, read, len(planned.unchanged), failures, records, changes, found)


def _fresh(before: Editions, after: Editions) -> tuple[Change, ...]:
    """Rows of `changes` of those editions that took another's place now."""
    known = {(row.from_document_id, row.to_document_id) for part in before for row in part["changes"]}
    return tuple(row for row in after.latest["changes"] if (row.from_document_id, row.to_document_id) not in known)


def job(incoming: Incoming, output: Path, settings: Settings) -> Job:
    """What a worker needs to know to read the document."""
    return Job(incoming, part_path(output, incoming.document_id, extractor_version()), settings.read)


def _published(output: Path, version: str) -> dict[str, str | None]:
    """The documents in `output`, latest and superseded, that this version has read.

    By id, what the registered source said of each then.
    """
    tables = (output / "documents.json", output / "history" / "documents.json")
    rows = [row for path in tables if path.exists() for row in json.loads(path.read_bytes())]
    return {row["document_id"]: row.get("source_digest") for row in rows if row.get("extractor_version") == version}


def _is_published(item: Incoming, published: Mapping[str, str | None]) -> bool:
    """Whether nothing would come of reading it again. A file of no registered source has nothing to say to that."""
    if item.document_id not in published:
        return False
    source = source_of(item.path)
    return source is None or digest_of(source) == published[item.document_id]


def _arrived(incoming: Incoming, output: Path) -> Dataset:
    """The records of a document that was read, stamped with what read them."""
    version = extractor_version()
    dataset = read_part(part_path(output, incoming.document_id, version))
    documents: tuple[Document, ...] = dataset["documents"]
    stamped = tuple(row.model_copy(update={"extractor_version": version}) for row in documents)
    return with_origin(Dataset({**dataset.rows, "documents": stamped}), incoming.path)


def _failure(outcome: Outcome) -> Finding:
    values: Mapping[str, object] = {"file": outcome.incoming.path.name, **outcome.values}
    return finding(outcome.code or "", outcome.incoming.document_id, **values)  # type: ignore[arg-type]


def _name(outcome: Outcome) -> tuple[str, str]:
    return outcome.incoming.path.name, outcome.incoming.document_id
