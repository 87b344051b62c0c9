"""Each document is read in a process of its own; whatever happens there costs that document only."""

from __future__ import annotations

import mmap
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.pages import NotAPdf
from pipeline.confinement import Limits
from pipeline.inputs import Incoming
from pipeline.parts import read_part
from pipeline.schema import Dataset, Document, Finding
from pipeline.workers import Job, Outcome, Read, Reader, read_all

ROOT = Path(__file__).parents[2]
Seen = Callable[[int], None] | None
DOCUMENT = Document(document_id="0" * 64, file_name="a.pdf", bytes=1, pages=2, text_layer="native", role="plan")
NOTE = Finding(document_id="0" * 64, severity="info", code="no-tables", message_ja="表なし", message_en="no tables")


def reads(path: Path, seen: Seen) -> Dataset:
    for page in (1, 2):
        if seen:
            seen(page)
    return Dataset({"documents": (DOCUMENT,), "findings": (NOTE.model_copy(update={"message_en": path.stem}),)})


def takes_much(path: Path, progress: Callable[[int], None] | None) -> Dataset:
    assert bytearray(200 << 20)
    return reads(path, progress)


def hangs(_path: Path, seen: Seen) -> Dataset:
    if seen:
        seen(1)
    time.sleep(60)
    raise AssertionError("was not stopped")


def creeps(_path: Path, seen: Seen) -> Dataset:
    for page in range(1, 10_000):
        time.sleep(0.02)
        if seen:
            seen(page)
    raise AssertionError("was not stopped")


def crashes(_path: Path, _seen: Seen) -> Dataset:
    os.kill(os.getpid(), signal.SIGSEGV)
    raise AssertionError("survived")


def leaves(_path: Path, _seen: Seen) -> Dataset:
    os._exit(7)


def fails(_path: Path, _seen: Seen) -> Dataset:
    raise ZeroDivisionError("a fault of ours")


def swells(_path: Path, _seen: Seen) -> Dataset:
    return Dataset({"cells": (bytearray(64 << 30),)})  # type: ignore[dict-item]


def repeats(_path: Path, _seen: Seen) -> Dataset:
    return Dataset({"documents": (DOCUMENT, DOCUMENT)})


def connects(_path: Path, _seen: Seen) -> Dataset:
    socket.create_connection(("127.0.0.1", 9), timeout=1)
    raise AssertionError("reached a network")


def starts_a_shell(_path: Path, _seen: Seen) -> Dataset:
    subprocess.run("true", shell=True, check=True)
    raise AssertionError("started a shell")


def floods(_path: Path, _seen: Seen) -> Dataset:
    return Dataset(
        {"findings": tuple(NOTE.model_copy(update={"page": n, "message_en": "x" * 99}) for n in range(5_000))}
    )


def refuses(path: Path, _seen: Seen) -> Dataset:
    raise NotAPdf(path)


def _outcomes(tmp_path: Path, readers: list[Reader], at_once: int = 2, limits: Limits | None = None) -> list[Outcome]:
    jobs = [
        Job(Incoming(Path(f"{number}.pdf"), f"{number:064x}"), tmp_path / f"{number}.json", read)
        for number, read in enumerate(readers)
    ]
    events = list(read_all(jobs, at_once, limits or Limits()))
    return sorted((e for e in events if isinstance(e, Outcome)), key=lambda outcome: outcome.incoming.document_id)


@pytest.mark.parametrize(
    ("reader", "code", "reason"),
    [
        (hangs, "document-timeout", "0"),
        (creeps, "document-timeout", "1"),
        (crashes, "document-crash", "SIGSEGV"),
        (leaves, "document-crash", "exit code 7"),
        (fails, "document-crash", "ZeroDivisionError: a fault of ours"),
        (swells, "document-memory", "2048 MB"),
        (floods, "document-output", "1 MB"),
        (connects, "document-crash", "PermissionError: no network in a worker (socket.getaddrinfo)"),
        (starts_a_shell, "document-crash", "PermissionError: no programs in a worker (subprocess.Popen)"),
        (refuses, "not-a-pdf", None),
        (repeats, "document-inconsistent", f"documents: key not unique: {'0' * 64}"),
    ],
)
def test_what_fails_costs_one_document(tmp_path: Path, reader: Reader, code: str, reason: str | None) -> None:
    slow = code == "document-timeout"  # only these may meet a limit of time, however busy the machine is
    seconds, stall = (1.0, 0.3) if slow else (60.0, 60.0)
    limits = Limits(seconds=seconds, stall_seconds=stall, memory=2 << 30, output=1 << 20)
    good, bad, after = _outcomes(tmp_path, [reads, reader, reads], limits=limits)
    assert (good.code, good.records, after.code) == (None, 2, None)
    assert bad.code == code
    assert [*bad.values.values()] == ([reason] if reason else [])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.json", "2.json"]
    assert read_part(tmp_path / "2.json")["findings"][0].message_en == "2"


def test_what_a_large_run_has_mapped_is_not_the_document_s(tmp_path: Path) -> None:
    """A worker is forked from a run that may have mapped more than a document may take."""
    with mmap.mmap(-1, 3 << 30):
        [outcome] = _outcomes(tmp_path, [takes_much], limits=Limits(memory=1 << 30))
    assert (outcome.code, outcome.records) == (None, 2)


def test_pages_are_told_in_order_and_before_the_outcome(tmp_path: Path) -> None:
    job = Job(Incoming(Path("a.pdf"), "0" * 64), tmp_path / "a.json", reads)
    events = list(read_all([job], 1, Limits()))
    assert [event.page if isinstance(event, Read) else "outcome" for event in events] == [1, 2, "outcome"]


def test_no_more_than_so_many_at_once(tmp_path: Path) -> None:
    limits = Limits(stall_seconds=0.4)
    start = time.monotonic()
    outcomes = _outcomes(tmp_path, [hangs] * 4, at_once=2, limits=limits)
    assert len(outcomes) == 4
    assert time.monotonic() - start >= 0.8


def test_a_run_that_stops_takes_its_workers_with_it(tmp_path: Path) -> None:
    job = Job(Incoming(Path("a.pdf"), "0" * 64), tmp_path / "a.json", hangs)
    events = read_all([job], 1, Limits())
    assert isinstance(next(events), Read)
    start = time.monotonic()
    events.close()  # type: ignore[attr-defined]
    assert time.monotonic() - start < 5


def test_a_worker_has_no_network(tmp_path: Path) -> None:
    def looks(_path: Path, _seen: Seen) -> Dataset:
        names = [line.split(":")[0].strip() for line in Path("/proc/net/dev").read_text().splitlines()[2:]]
        return Dataset({"findings": (NOTE.model_copy(update={"message_en": " ".join(names)}),)})

    if not _may_unshare():
        pytest.skip("this kernel gives an ordinary process no network namespace")
    (outcome,) = _outcomes(tmp_path, [looks])
    assert outcome.code is None
    assert set(read_part(tmp_path / "0.json")["findings"][0].message_en.split()) <= {"lo", "tunl0", "sit0", "ip6tnl0"}


def _may_unshare() -> bool:
    return subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False).returncode == 0


def test_a_run_that_is_killed_takes_its_workers_along(tmp_path: Path) -> None:
    """A worker that lived on would hold the lock of the output, and the next run would wait for it."""
    code = (
        "import os, sys, time\nfrom pathlib import Path\n"
        "from pipeline.ingest import Settings, run\n"
        "def waits(path, seen):\n    Path(sys.argv[2]).write_text(str(os.getpid()))\n    time.sleep(60)\n"
        "run([Path(sys.argv[1])], Path(sys.argv[3]), None, Settings(read=waits))\n"
    )
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    pid = tmp_path / "pid"
    command = [sys.executable, "-c", code, str(tmp_path / "a.pdf"), str(pid), str(tmp_path / "out")]
    running = subprocess.Popen(command, cwd=ROOT)
    _until(lambda: pid.exists() and pid.read_text() != "")
    running.kill()
    running.wait()
    _until(lambda: not _alive(int(pid.read_text())))


def _until(reached: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not reached():
        assert time.monotonic() < until
        time.sleep(0.02)


def _alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
