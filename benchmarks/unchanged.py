"""A second run over files that have not changed: what each costs beyond starting the command.

    python benchmarks/unchanged.py [FILES]

Ingests drawn plans, then runs the command again over all of them and over one, five times each; the difference of the
fastest runs, in processor time, is the cost of the others. PDFs are counted as the engine opens them, in the
command and in its workers: none in the second run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.scale import draw  # noqa: E402

_TIMES = 5
_COUNTED = """
import os, sys
import pypdfium2
from pipeline.cli import main

def counted(self, *arguments, **options):
    os.write(counter, b".")
    begin(self, *arguments, **options)

counter = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
begin = pypdfium2.PdfDocument.__init__
pypdfium2.PdfDocument.__init__ = counted
main(sys.argv[2:])
"""


class Ran(NamedTuple):
    """Seconds of processor time of the command, the last line that it says, and how many PDFs it opened."""

    seconds: float
    said: str
    opened: int


def again(files: Sequence[Path], output: Path) -> Ran:
    """Run the command over the files."""
    counter = output.with_suffix(".opened")
    counter.unlink(missing_ok=True)
    command = [sys.executable, "-c", _COUNTED, str(counter), "run", *map(str, files), "--output", str(output)]
    before = os.times()
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return Ran(used, done.stdout.splitlines()[-1], counter.stat().st_size)


def main(arguments: Sequence[str]) -> int:
    number = int(arguments[0]) if arguments else 50
    with tempfile.TemporaryDirectory() as name:
        plans, output = Path(name) / "plans", Path(name) / "output"
        draw(plans, number)
        files = sorted(plans.iterdir())
        first = again(files, output)
        print(f"{first.said.strip()}; {first.opened} times a PDF was opened")
        runs = [(again(files, output), again(files[:1], output)) for _ in range(_TIMES)]
    print(f"{runs[0][0].said}; {max(ran.opened for each in runs for ran in each)} times a PDF was opened")
    many, one = (min(each[at].seconds for each in runs) for at in (0, 1))
    cost = (many - one) / (number - 1) * 1000
    print(f"{number} unchanged files: {many:.2f} s, one: {one:.2f} s, {cost:.2f} ms for each file more")
    return 0 if cost < 5 and not any(ran.opened for each in runs for ran in each) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
