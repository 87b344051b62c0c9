"""A second run over files that have not changed: what each costs beyond starting the command.

    python benchmarks/unchanged.py [FILES]

Ingests drawn plans, then runs the command again over all of them and over one, five times each; the difference of the
fastest runs, in processor time, is the cost of the others. No PDF is opened: the run says that nothing has changed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.scale import draw  # noqa: E402

_TIMES = 5


def again(files: Sequence[Path], output: Path) -> tuple[float, str]:
    """Seconds of processor time of the command, and the last line that it says."""
    command = [sys.executable, "-m", "pipeline", "run", *map(str, files), "--output", str(output)]
    before = os.times()
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return used, done.stdout.splitlines()[-1]


def main(arguments: Sequence[str]) -> int:
    number = int(arguments[0]) if arguments else 50
    with tempfile.TemporaryDirectory() as name:
        plans, output = Path(name) / "plans", Path(name) / "output"
        draw(plans, number)
        files = sorted(plans.iterdir())
        print(again(files, output)[1].strip())
        runs = [(again(files, output), again(files[:1], output)) for _ in range(_TIMES)]
    print(runs[0][0][1])
    many, one = (min(each[at][0] for each in runs) for at in (0, 1))
    cost = (many - one) / (number - 1) * 1000
    print(f"{number} unchanged files: {many:.2f} s, one: {one:.2f} s, {cost:.2f} ms for each file more")
    return 0 if cost < 5 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
