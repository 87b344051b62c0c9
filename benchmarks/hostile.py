"""What hostile files cost: seconds, memory and outcome of each, read by a worker with the usual limits.

    python benchmarks/hostile.py [KIND ...]

The kinds and their sizes are in tests/hostile.py.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from pipeline.confinement import Limits
from pipeline.document import read_document
from pipeline.inputs import identify
from pipeline.workers import Job, Outcome, read_all
from tests import hostile


def read(path: Path, folder: Path) -> Outcome:
    """Read one file as a run does."""
    events = read_all([Job(identify(path), folder / "part.json", read_document)], 1, Limits())
    return next(event for event in events if isinstance(event, Outcome))


def main(kinds: Sequence[str]) -> int:
    print("| file | KB on disk | seconds | peak MB so far | outcome |\n| --- | --- | --- | --- | --- |")
    for kind in kinds or hostile.KINDS:
        with tempfile.TemporaryDirectory() as name:
            path = hostile.write(kind, hostile.KINDS[kind].large, Path(name))
            began = time.perf_counter()
            outcome = read(path, Path(name))
            seconds = time.perf_counter() - began
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            said = " ".join([outcome.code or "read", *outcome.values.values()])
            size = path.stat().st_size / 1024
            print(f"| {kind} | {size:,.0f} | {seconds:.1f} | {peak:,.0f} | {said} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
