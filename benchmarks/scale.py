"""Many plans at once: throughput and peak memory with worker processes and with Dask, and whether both say the same.

    python benchmarks/scale.py [DOCUMENTS] [--ways jobs-1 jobs-2 dask-2 joined-4]

Draws so many plans of made-up cities in three layouts, ingests them in each way into an empty folder and compares what
is published with the first way, byte for byte (DuckDB's file by its rows). `joined-4` publishes four folders one after
the other and joins them; there the rows are compared. Memory is the proportional set size of the command with all
processes that it started, asked twice a second: what they share counts once.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.kills import differences, rows_of  # noqa: E402
from tests.pipeline.compare.drawn_editions import ITEMS, LAYOUTS, Item, Plan  # noqa: E402

_CITIES = [
    f"{a}{b}{c}市"
    for c, b, a in product(
        "原川田野沢", "東西南北上中下", "晴青白緑紫茜桜梅松竹杉楓藤葵萩菊蓮柳椿榎楠樫橘栗桃柿梨霞霧雪"
    )
]


class Cost(NamedTuple):
    """Seconds by the clock, seconds of processor time, and the most memory in MB."""

    seconds: float
    processor: float
    memory: float


def draw(folder: Path, documents: int) -> None:
    """Draw the plans; the same number gives the same files."""
    folder.mkdir()
    layouts = list(LAYOUTS.values())
    for number in range(documents):
        chance = random.Random(number)
        city = _CITIES[number % len(_CITIES)]
        series = f"第{number // len(_CITIES) + 1}次" if number >= len(_CITIES) else ""
        items = tuple(_varied(item, chance) for item in ITEMS)
        plan = Plan(items, "令和8年3月", f"{series}{city}デジタル推進計画", city)
        layouts[number % len(layouts)](plan, folder / f"{number:06}.pdf")


def _varied(item: Item, chance: random.Random) -> Item:
    start = chance.randint(1, 400)
    unit = item.figures[0].lstrip("0123456789,")
    first, second, third = (f"{start * step:,}{unit}" for step in (1, 2, 3))
    return replace(item, figures=(first, second, third))


def measured(command: Sequence[str], env: dict[str, str]) -> Cost:
    """Run a command to its end. Raises `CalledProcessError` when it fails."""
    before = os.times()
    began = time.monotonic()
    running = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = [0.0]
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.5):
            peak[0] = max(peak[0], sum(map(_megabytes, _family(running.pid))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    code = running.wait()
    ended.set()
    watcher.join()
    if code:
        raise subprocess.CalledProcessError(code, command)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(time.monotonic() - began, used, peak[0])


def _family(pid: int) -> Iterator[int]:
    """A process and all that it started."""
    yield pid
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = tasks.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _megabytes(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def ingest(way: str, plans: Path, output: Path) -> Cost:
    """Ingest all plans in one of the ways."""
    kind, _, number = way.partition("-")
    if kind == "joined":
        return _joined(plans, output, int(number))
    command = [sys.executable, "-m", "pipeline", "run", str(plans), "--output", str(output), "--jobs", number]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    if kind == "dask":
        command.append("--prefect")
        with _prefect_server(env) as served:
            return measured(command, {**served, "KEIKAKU_DASK": "local"})
    return measured(command, env)


@contextmanager
def _prefect_server(env: dict[str, str]) -> Iterator[dict[str, str]]:
    """The environment of commands that speak to a server of this run, which is not measured."""
    with socket.socket() as probe, tempfile.TemporaryDirectory() as home:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
        probe.close()
        url = f"http://127.0.0.1:{port}/api"
        env = {**env, "PREFECT_HOME": home, "PREFECT_API_URL": url, "PREFECT_LOGGING_LEVEL": "WARNING"}
        command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", port]
        quiet = subprocess.DEVNULL
        running = subprocess.Popen(command, env=env, cwd=home, stdout=quiet, stderr=quiet, start_new_session=True)
        try:
            while not _healthy(url):
                time.sleep(0.5)
            yield env
        finally:
            running.terminate()
            running.wait()


def _healthy(url: str) -> bool:
    import httpx

    try:
        return httpx.get(f"{url}/health", timeout=5).status_code == 200
    except httpx.TransportError:
        return False


def _joined(plans: Path, output: Path, folders: int) -> Cost:
    costs = []
    parts = [output.parent / f"part-{number}" for number in range(folders)]
    for number, part in enumerate(parts):
        files = [str(path) for at, path in enumerate(sorted(plans.iterdir())) if at % folders == number]
        command = [sys.executable, "-m", "pipeline", "run", *files, "--output", str(part), "--jobs", "2"]
        costs.append(measured(command, dict(os.environ)))
    command = [sys.executable, "-m", "pipeline", "join", *map(str, parts), "--output", str(output)]
    costs.append(measured(command, dict(os.environ)))
    print(f"  of which joining: {costs[-1].seconds:.0f} s, {costs[-1].memory:,.0f} MB")
    seconds, processor, memory = zip(*costs, strict=True)
    return Cost(sum(seconds), sum(processor), max(memory))


def same(way: str, wanted: Path, found: Path) -> str:
    """What the two folders do not have in common, in a word."""
    if way.startswith("joined"):
        left, right = (rows_of(folder / "output" / "keikaku.duckdb") for folder in (wanted, found))
        lost = [table for table in left if sorted(map(repr, left[table])) != sorted(map(repr, right[table]))]
        return f"rows differ: {', '.join(lost)}" if lost else "same rows"
    said = differences(wanted, found)
    return f"{len(said)} files differ: {said[0]}" if said else "same bytes"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="?", type=int, default=30)
    parser.add_argument("--ways", nargs="+", default=["jobs-1", "jobs-2"])
    parser.add_argument("--folder", type=Path, help="where to work, kept afterwards; a temporary folder when left out")
    given = parser.parse_args(arguments)
    folder = given.folder or Path(tempfile.mkdtemp(prefix="keikaku-scale-"))
    folder.mkdir(exist_ok=True)
    draw(folder / "plans", given.documents)
    said = []
    print("| way | seconds | documents a second | processor seconds | peak MB | against the first way |")
    print("| --- | --- | --- | --- | --- | --- |", flush=True)
    for way in given.ways:
        here = folder / way
        here.mkdir()
        cost = ingest(way, folder / "plans", here / "output")
        said.append("" if way == given.ways[0] else same(way, folder / given.ways[0], here))
        print(
            f"| {way} | {cost.seconds:.0f} | {given.documents / cost.seconds:.1f} | {cost.processor:.0f} |"
            f" {cost.memory:,.0f} | {said[-1]} |",
            flush=True,
        )
    if given.folder is None:
        shutil.rmtree(folder)
    return 1 if any("differ" in each for each in said) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
