"""Mutated PDFs by the thousand, read as a run reads them.

    python scripts/fuzz.py [--count N] [--seed S] [--jobs J] [--keep FOLDER]

The sources are one or two pages each of the sample plans and of the drawn traps. What ends otherwise than read or
refused is kept in FOLDER under its seed; exit code 1 when there is any.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.fuzz.driver import EXPECTED, excerpts, fates, summary  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description="Read mutated PDFs.")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, default=Path("fuzz"))
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)
    sources = excerpts(ROOT / "raw" / "samples", chance, 4) + excerpts(ROOT / "tests" / "drawn" / "pdfs", chance, 1)
    began, told, wrong = time.monotonic(), [], 0
    with tempfile.TemporaryDirectory() as name:
        seeds = range(chosen.seed, chosen.seed + chosen.count)
        for fate in fates(sources, seeds, Path(name), chosen.jobs):
            told.append(fate)
            if fate.code not in EXPECTED:
                wrong += 1
                chosen.keep.mkdir(parents=True, exist_ok=True)
                (chosen.keep / fate.path.name).write_bytes(fate.path.read_bytes())
                print(f"seed {fate.seed} ({fate.done}): {fate.code} {fate.reason}", flush=True)
            fate.path.unlink()
            if len(told) % 500 == 0:
                print(summary(told), f"after {time.monotonic() - began:.0f} s", flush=True)
    print(summary(told), f"in {time.monotonic() - began:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
