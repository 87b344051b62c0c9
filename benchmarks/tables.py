"""Speed, memory and cells of our extraction beside other table readers, each in a process of its own.

    python benchmarks/tables.py [FILE_OR_FOLDER ...]      (raw/samples by default)

Ours is the whole way from pages to statements in one process; the others only find tables. `ratio` is pages per CPU
second against the bare pdfplumber loop of the same run: only ratios may be compared between machines. `cells` is the
F1 of neighbouring cells where the truth (`X.gt.json`) stands beside the PDF. At the end the largest file is read twice
as long, to see whether memory grows with length.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from comparing.readers import READERS, installed
from comparing.truth import Pairs, agreement, pairs, truth_of

SAMPLES = Path(__file__).parents[1] / "raw" / "samples"
LIMIT = 1800


class Measured(NamedTuple):
    """One reader over all files: CPU seconds of the process and its children, peak resident MB, F1 or None."""

    pages: int
    seconds: float
    megabytes: float
    cells: float | None


def measure(name: str, paths: Sequence[Path]) -> Measured:
    """Read all files in this process. Imports are not timed, nor is the comparison."""
    reader = READERS[name]
    reader(paths[0]) if len(paths) > 1 else _imports(name)
    pages, seconds = 0, 0.0
    found, true = Pairs(), Pairs()
    for path in paths:
        began = _cpu()
        count, grids = reader(path)
        seconds += _cpu() - began
        pages += count
        drawn = truth_of(path)
        if drawn is not None:
            found, true = found + pairs(grids), true + pairs(drawn)
    return Measured(pages, seconds, _peak(), agreement(found, true) if true else None)


def _imports(name: str) -> None:
    if name == "keikaku":
        import extractors.pages
        import extractors.read
        import extractors.tables  # noqa: F401
    else:
        __import__(name)


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _peak() -> float:
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


def alone(name: str, paths: Sequence[Path]) -> Measured | str:
    """The measurement in a fresh process, or why there is none."""
    command = [sys.executable, __file__, "--measure", name, *map(str, paths)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return f"longer than {LIMIT} s"
    if done.returncode:
        return (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
    return Measured(*json.loads(done.stdout.splitlines()[-1]))


def show(paths: Sequence[Path]) -> float:
    """Print the table; gives our ratio."""
    print(f"{'reader':12s} {'pages':>6s} {'pages/s':>8s} {'ratio':>6s} {'peak MB':>8s} {'cells':>6s}")
    base = ours = 0.0
    names = installed()
    for name in sorted(names, key=lambda n: n != "pdfplumber"):
        result = alone(name, paths)
        if isinstance(result, str):
            print(f"{name:12s} {result}")
            continue
        speed = result.pages / result.seconds
        base, ours = base or speed, speed if name == "keikaku" else ours
        cells = "" if result.cells is None else f"{result.cells:.3f}"
        print(f"{name:12s} {result.pages:6d} {speed:8.1f} {speed / base:6.1f} {result.megabytes:8.0f} {cells:>6s}")
    return ours / base if base else 0.0


def show_growth(path: Path) -> None:
    """Print our memory for a file and for the same file twice in one."""
    with tempfile.TemporaryDirectory() as folder:
        double = Path(folder) / path.name
        _doubled(path, double)
        for one in (path, double):
            result = alone("keikaku", [one])
            print(result if isinstance(result, str) else f"{result.pages:6d} pages: {result.megabytes:.0f} MB at most")


def _doubled(path: Path, target: Path) -> None:
    import pypdfium2

    source, double = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
    for _ in range(2):
        double.import_pages(source)
    double.save(target)
    double.close()
    source.close()


def main(arguments: Sequence[str]) -> int:
    if arguments[:1] == ["--measure"]:
        print(json.dumps(measure(arguments[1], [Path(one) for one in arguments[2:]])))
        return 0
    places = [Path(one) for one in arguments] or [SAMPLES]
    paths = [path for place in places for path in (sorted(place.glob("*.pdf")) if place.is_dir() else [place])]
    if not paths:
        print("no PDF there", file=sys.stderr)
        return 2
    ratio = show(paths)
    show_growth(max(paths, key=lambda path: path.stat().st_size))
    return 0 if ratio >= 5 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
