"""What a run shows while it goes on."""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console

from pipeline.inputs import Incoming
from pipeline.progress import Bar, Lines, for_stream
from pipeline.workers import Outcome, Read

PLAN, OTHER = Incoming(Path("plan.pdf"), "0" * 64), Incoming(Path("other.pdf"), "1" * 64)
EVENTS = [Read(PLAN, 1), Read(OTHER, 1), Read(PLAN, 2), Outcome(PLAN, 1.26, 1234), Outcome(OTHER, 0.5, 0, "not-a-pdf")]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_lines_elsewhere() -> None:
    stream = io.StringIO()
    progress = for_stream(stream)
    assert isinstance(progress, Lines)
    with progress.of(2):
        for event in EVENTS:
            progress.show(event)
    assert stream.getvalue().splitlines() == [
        "[1/2] plan.pdf: 2 pages, 1,234 records, 1.3 s",
        "[2/2] other.pdf: failed: not-a-pdf, 0.5 s",
    ]


def test_a_bar_on_a_terminal() -> None:
    progress = for_stream(Terminal())
    assert isinstance(progress, Bar)
    stream = io.StringIO()
    progress.bar.live.console = Console(file=stream, force_terminal=True, width=100)
    with progress.of(2):
        for event in EVENTS:
            progress.show(event)
    assert "3 pages" in stream.getvalue() and "1,234 records" in stream.getvalue() and "2/2" in stream.getvalue()


def test_nothing_to_read_shows_no_bar() -> None:
    progress = Bar()
    stream = io.StringIO()
    progress.bar.live.console = Console(file=stream, force_terminal=True)
    with progress.of(0):
        pass
    assert stream.getvalue() == ""
