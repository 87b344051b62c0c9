"""Killed at any moment, run again: is the published dataset that of a run which nobody disturbed?

    python benchmarks/kills.py [--kills 30] [--seed 1] [SCENARIO ...]

`run` ingests the sample plans into an empty folder; `refresh` asks two registered sources of a server on this machine,
one of which has a new edition, on top of a published folder. SIGKILL comes at moments drawn over the whole run, from
its first instruction past its last. Afterwards the same command runs to its end, and every published file and every
archived one is compared byte for byte with those of the undisturbed run. DuckDB writes a random number into each file:
of that one the rows are compared, and of the data package all but its size and hash.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

FIRST = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)
CHUNK, PAUSE = 2048, 0.01


class Scenario(NamedTuple):
    """A command that works on a folder: what makes the folder ready, and the command line."""

    prepare: Callable[[Path], None]
    command: Callable[[Path], list[str]]


class Trial(NamedTuple):
    """One kill: seconds after the start, whether the run had ended by itself, and what differs afterwards."""

    seconds: float
    late: bool
    differences: list[str]


def ingest_samples() -> Scenario:
    """`keikaku run` of the sample plans into an empty folder."""
    samples = str(ROOT / "raw" / "samples")
    return Scenario(
        lambda folder: folder.mkdir(),
        lambda folder: [
            sys.executable, "-m", "pipeline", "run", samples, "--output", str(folder / "output"), "--jobs", "2",
        ],
    )  # fmt: skip


@contextmanager
def refresh_sources(base: Path) -> Iterator[Scenario]:
    """A refresh a week after the first, with a new edition of one of two plans. `base` is a folder to prepare it in."""
    from tests.pipeline.compare.drawn_editions import ITEMS, Plan, cards, sheet, slides

    base.mkdir()
    plans = [base / name for name in ("old.pdf", "new.pdf", "other.pdf")]
    revised = (replace(ITEMS[0], figures=("1,200件", "1,600件", "1,800件")), *ITEMS[1:])
    cards(Plan(ITEMS, "令和8年3月"), plans[0])
    sheet(Plan(revised, "令和9年3月改訂版"), plans[1])
    slides(Plan(ITEMS[:4], "令和8年3月", title="晴原市環境基本計画"), plans[2])
    served = {"/plan.pdf": plans[0].read_bytes(), "/other.pdf": plans[2].read_bytes()}
    with _site(served) as address:
        ready = base / "ready"
        sources = ready / "raw" / "sources"
        sources.mkdir(parents=True)
        for name in ("plan", "other"):
            (sources / f"{name}.yaml").write_text(f"name: {name}\nfiles: ['{address}/{name}.pdf']\n", encoding="utf-8")
        (ready / "raw" / "fetch.yaml").write_text("private_hosts: [127.0.0.1]\ninterval: 0.0\n", encoding="utf-8")
        subprocess.run(_refresh(ready, FIRST), check=True, cwd=ROOT)
        served["/plan.pdf"] = plans[1].read_bytes()
        yield Scenario(
            lambda folder: str(shutil.copytree(ready, folder, symlinks=True)) and None,
            lambda folder: _refresh(folder, FIRST + timedelta(days=7)),
        )


def _refresh(folder: Path, now: datetime) -> list[str]:
    return [sys.executable, __file__, "--refresh", str(folder), now.isoformat()]


def refresh_now(folder: Path, now: datetime) -> None:
    """What `keikaku run` without a path does, at a time that is given: the time is published."""
    from pipeline import ingest
    from pipeline.fetch import Limits
    from pipeline.fetch.client import Fetcher
    from pipeline.refresh import refresh
    from pipeline.sources import load_limits, load_sources

    raw = folder / "raw"
    limits = Limits(**load_limits(raw / "fetch.yaml").model_dump(exclude={"archive"}))
    with Fetcher(raw / "archive" / ".parts", limits) as fetcher:
        found = refresh(load_sources(raw / "sources"), raw / "archive", fetcher, now)
    ingest.run(found.paths, folder / "output", None, ingest.Settings(jobs=2), found.failures)


@contextmanager
def _site(served: dict[str, bytes]) -> Iterator[str]:
    """A server of these files that takes its time, so that some kills fall into a download."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = served.get(self.path)
            self.send_response_only(404 if body is None else 200)  # without the time of day, which is archived
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            try:
                for at in range(0, len(body or b""), CHUNK):
                    self.wfile.write((body or b"")[at : at + CHUNK])
                    time.sleep(PAUSE)
            except OSError:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def kill_and_repeat(scenario: Scenario, folder: Path, kills: int, seed: int) -> Iterator[Trial]:
    """Kill the command `kills` times, each in a fresh copy, let it run again, compare."""
    wanted, seconds = _undisturbed(scenario, folder / "undisturbed")
    moments = random.Random(seed)
    for number in range(kills):
        # one moment in each part of the run, so that few kills are spread over it as many are
        moment = (number + moments.random()) / kills * seconds * 1.05
        here = folder / f"killed-{number}"
        scenario.prepare(here)
        late = _killed_after(scenario.command(here), moment)
        subprocess.run(scenario.command(here), cwd=ROOT, check=True, stdout=subprocess.DEVNULL, timeout=300)
        yield Trial(moment, late, differences(wanted, here))
        shutil.rmtree(here)


def _undisturbed(scenario: Scenario, folder: Path) -> tuple[Path, float]:
    """The folder as a run leaves it that is let alone, and the seconds it took."""
    scenario.prepare(folder)
    began = time.monotonic()
    subprocess.run(scenario.command(folder), cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return folder, time.monotonic() - began


def _killed_after(command: list[str], seconds: float) -> bool:
    """Start and kill it; whether it had ended already."""
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired:
        running.send_signal(signal.SIGKILL)
        running.wait()
        return False
    return True


def differences(wanted: Path, found: Path) -> list[str]:
    """What differs between two folders: published files, archived files, and anything left over."""
    said = []
    left, right = _contents(wanted), _contents(found)
    for name in sorted(left.keys() | right.keys()):
        if left.get(name) != right.get(name):
            said.append(f"{name}: {'missing' if name not in right else 'left over' if name not in left else 'differs'}")
    if rows_of(wanted / "output" / "keikaku.duckdb") != rows_of(found / "output" / "keikaku.duckdb"):
        said.append("keikaku.duckdb: rows differ")
    return said


def _contents(folder: Path) -> dict[str, bytes]:
    """All files by name: what is published by its name in the output folder, and all else that is there."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    found = {path.relative_to(folder).as_posix(): path for path in paths}
    # Each published file stands in .keikaku a second time, under a name made of its content.
    own = {name: path for name, path in found.items() if "/.keikaku/" not in name and "/sources/" not in name}
    return {
        name: _package(path) if path.name == "datapackage.json" else path.read_bytes()
        for name, path in own.items()
        if path.name not in ("keikaku.duckdb", "fetch.yaml")
    }


def _package(path: Path) -> bytes:
    """The data package without what follows from DuckDB's random number."""
    package = json.loads(path.read_bytes())
    for resource in package["resources"]:
        if resource["path"].endswith(".duckdb"):
            del resource["hash"], resource["bytes"]
    return json.dumps(package).encode()


def rows_of(path: Path) -> dict[str, list[object]]:
    """The rows of each table of a DuckDB file."""
    import duckdb

    with duckdb.connect(str(path), read_only=True) as connection:
        names = connection.sql("SELECT schema_name, table_name FROM duckdb_tables() ORDER BY ALL").fetchall()
        return {f"{one}.{two}": connection.sql(f'FROM "{one}"."{two}"').fetchall() for one, two in names}


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenarios", nargs="*", default=["run", "refresh"])
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--refresh", nargs=2, metavar=("FOLDER", "NOW"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.refresh:
        refresh_now(Path(given.refresh[0]), datetime.fromisoformat(given.refresh[1]))
        return 0
    lost = 0
    for name in given.scenarios:
        with tempfile.TemporaryDirectory() as folder, _scenario(name, Path(folder)) as scenario:
            trials = list(kill_and_repeat(scenario, Path(folder), given.kills, given.seed))
        bad = [trial for trial in trials if trial.differences]
        lost += len(bad)
        first, last = min(trial.seconds for trial in trials), max(trial.seconds for trial in trials)
        ended = sum(trial.late for trial in trials)
        print(f"{name}: {len(trials)} kills after {first:.2f} to {last:.2f} s ({ended} after the end), "
              f"{len(trials) - len(bad)} equal, {len(bad)} not", flush=True)  # fmt: skip
        for trial in bad:
            print(f"  after {trial.seconds:.2f} s: {'; '.join(trial.differences[:5])}")
    return 1 if lost else 0


@contextmanager
def _scenario(name: str, folder: Path) -> Iterator[Scenario]:
    if name == "run":
        yield ingest_samples()
    else:
        with refresh_sources(folder / "base") as scenario:
            yield scenario


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
