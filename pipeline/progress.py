"""Showing how far a run is: a bar on a terminal, one line per document elsewhere, nothing where nobody looks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TextIO

from pipeline.workers import Outcome, Read

if TYPE_CHECKING:
    from contextlib import AbstractContextManager


class Progress(Protocol):
    """What a run tells while it goes on."""

    def of(self, documents: int) -> AbstractContextManager[None]:
        """For the time in which so many documents are read."""

    def show(self, event: Read | Outcome) -> None:
        """A page or a document was finished."""


class Silent:
    """Says nothing."""

    @contextmanager
    def of(self, documents: int) -> Iterator[None]:  # noqa: ARG002
        yield

    def show(self, event: Read | Outcome) -> None:
        pass


class Lines:
    """One line for each document, for logs and pipes."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.documents = self.finished = 0
        self.pages: dict[str, int] = {}

    @contextmanager
    def of(self, documents: int) -> Iterator[None]:
        self.documents = documents
        yield

    def show(self, event: Read | Outcome) -> None:
        name = event.incoming.path.name
        if isinstance(event, Read):
            self.pages[name] = event.page
            return
        self.finished += 1
        pages = self.pages.pop(name, 0)
        fate = f"{pages} pages" if event.code is None else f"failed: {event.code}"
        records = f", {event.records:,} records" if event.code is None else ""
        print(
            f"[{self.finished}/{self.documents}] {name}: {fate}{records}, {event.seconds:.1f} s",
            file=self.stream,
            flush=True,
        )


class Bar:
    """Files, pages and records so far, in one line that is drawn again."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        # No thread of its own: workers are forked from this process.
        self.bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("files  {task.fields[pages]} pages  {task.fields[records]:,} records"),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            auto_refresh=False,
            transient=True,
        )
        self.pages = self.records = 0

    @contextmanager
    def of(self, documents: int) -> Iterator[None]:
        if not documents:
            yield
            return
        with self.bar:
            self.task = self.bar.add_task("keikaku", total=documents, pages=0, records=0)
            yield

    def show(self, event: Read | Outcome) -> None:
        if isinstance(event, Read):
            self.pages += 1
        else:
            self.records += event.records
        done = 1 if isinstance(event, Outcome) else 0
        name = event.incoming.path.name
        self.bar.update(self.task, advance=done, description=name, pages=self.pages, records=self.records)
        self.bar.refresh()


def for_stream(stream: TextIO) -> Progress:
    """The one that suits where the text goes."""
    return Bar() if stream.isatty() else Lines(stream)
