"""Reading each document in a process of its own, with limits on time, memory, pages and output (`confinement`).

A crash, a hang or memory exhaustion costs one document. A process is forked where that is safe (a few milliseconds)
and started by a fork server where this process has threads already, as under Prefect.
"""

from __future__ import annotations

import errno
import multiprocessing
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Literal, NamedTuple

from extractors.pages import PdfError, open_document
from pipeline.confinement import Limits, confine
from pipeline.inputs import Incoming
from pipeline.parts import write_part
from pipeline.publish.integrity import dataset_problems
from pipeline.schema import Dataset

_GIVES_UP = frozenset({"SIGABRT", "SIGTRAP"})

Reader = Callable[[Path, Callable[[int], None] | None], Dataset]


class Job(NamedTuple):
    """A document to be read, by what, and the file that its records go to."""

    incoming: Incoming
    part: Path
    read: Reader


@dataclass(frozen=True, slots=True)
class Read:
    """A page of a document was finished."""

    incoming: Incoming
    page: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """A document was finished: so many records lie in its part, or a finding's `code` and `values` say why not."""

    incoming: Incoming
    seconds: float
    records: int = 0
    code: str | None = None
    values: dict[str, str] = field(default_factory=dict)


_Message = tuple[Literal["page"], int] | tuple[Literal["failed"], str, dict[str, str]] | tuple[Literal["done"], int]


def read_all(jobs: Iterable[Job], at_once: int, limits: Limits) -> Iterator[Read | Outcome]:
    """Read the documents, `at_once` at a time; gives what happens as it happens."""
    waiting = iter(jobs)
    running: list[_Worker] = []
    try:
        while True:
            while len(running) < at_once and (job := next(waiting, None)) is not None:
                running.append(_Worker(job, limits))
            if not running:
                return
            wait([worker.inbox for worker in running], timeout=min(worker.patience() for worker in running))
            for worker in tuple(running):
                yield from worker.events()
                if worker.outcome is not None:
                    running.remove(worker)
                    yield worker.outcome
    finally:
        for worker in running:
            worker.stop()


class _Worker:
    """One process that reads one document."""

    def __init__(self, job: Job, limits: Limits) -> None:
        self.job, self.limits = job, limits
        self.outcome: Outcome | None = None
        self.log = job.part.with_suffix(".log")
        self.log.parent.mkdir(parents=True, exist_ok=True)
        context = _context()
        self.inbox, outbox = context.Pipe(duplex=False)
        self.process: BaseProcess = context.Process(target=_work, args=(job, outbox, self.log, limits), daemon=True)
        self.started = self.heard = time.monotonic()
        self.process.start()
        outbox.close()

    def patience(self) -> float:
        """Seconds until a limit is reached, at least 0."""
        now = time.monotonic()
        left = min(self.started + self.limits.seconds, self.heard + self.limits.stall_seconds) - now
        return max(left, 0.0)

    def events(self) -> Iterator[Read]:
        """Pages finished since last asked. Sets `outcome` when the process has ended or has used up its time."""
        try:
            while self.outcome is None and self.inbox.poll():
                message: _Message = self.inbox.recv()
                self.heard = time.monotonic()
                if message[0] == "page":
                    yield Read(self.job.incoming, message[1])
                elif message[0] == "failed":
                    self._end(message[1], message[2])
                else:
                    self._end(None, {}, message[1])
        except (EOFError, ConnectionResetError):
            self.process.join()
            self._end(*_of_exit(self.process.exitcode, self.log, self.limits))
        if self.outcome is None and self.patience() == 0.0:
            self.stop()
            used = time.monotonic() - self.started
            self._end("document-timeout", {"seconds": f"{used:.0f}"})

    def _end(self, code: str | None, values: dict[str, str], records: int = 0) -> None:
        self.process.join()
        self.inbox.close()
        self.log.unlink(missing_ok=True)
        self.outcome = Outcome(self.job.incoming, time.monotonic() - self.started, records, code, values)

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.join()


def _context() -> Any:
    alone = threading.active_count() == 1 and sys.platform == "linux"
    context = multiprocessing.get_context("fork" if alone else "forkserver")
    if not alone:
        context.set_forkserver_preload(["pipeline.document"])
    return context


def _of_exit(exitcode: int | None, log: Path, limits: Limits) -> tuple[str, dict[str, str]]:
    """Why a process ended without a word: a signal's name, or the last line that it wrote.

    The PDF engine aborts when it gets no more memory, so that is what an abort most likely means.
    """
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines() if log.exists() else []
    if exitcode is not None and exitcode < 0:
        name = signal.Signals(-exitcode).name
        hint = f" (memory limit {limits.memory >> 20} MB?)" if name in _GIVES_UP else ""
        return "document-crash", {"reason": name + hint}
    return "document-crash", {"reason": lines[-1] if lines else f"exit code {exitcode}"}


def _work(job: Job, outbox: Connection, log: Path, limits: Limits) -> None:
    """What the process does. What is not foreseen ends it, and its last words are in `log`."""
    confine(log, limits)
    try:
        _count_pages(job.incoming.path, limits.pages)
        dataset = job.read(job.incoming.path, lambda page: outbox.send(("page", page)))
        problem = next(dataset_problems(dataset), None)
        if problem is None:
            write_part(dataset, job.part)
    except _TooLong as error:
        outbox.send(("failed", "document-too-long", {"pages": str(error.pages), "limit": str(limits.pages)}))
    except PdfError as error:
        outbox.send(("failed", error.code, {}))
    except OSError as error:
        if error.errno != errno.EFBIG:
            raise
        outbox.send(("failed", "document-output", {"limit": f"{limits.output >> 20} MB"}))
    except MemoryError:
        outbox.send(("failed", "document-memory", {"limit": f"{limits.memory >> 20} MB"}))
    else:
        if problem is None:
            outbox.send(("done", sum(len(rows) for _, rows in dataset)))
        else:
            outbox.send(("failed", "document-inconsistent", {"reason": f"{problem.where}: {problem.en}"}))


class _TooLong(Exception):
    def __init__(self, pages: int) -> None:
        super().__init__(pages)
        self.pages = pages


def _count_pages(path: Path, most: int) -> None:
    """Raise `_TooLong` for a PDF of more pages; what cannot be opened is the reader's to tell."""
    with suppress(PdfError, FileNotFoundError), open_document(path) as document:
        if document.info.pages > most:
            raise _TooLong(document.info.pages)
