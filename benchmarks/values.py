"""How many cells a second one process reads.

    python benchmarks/values.py [COUNT]

Three samples, each read with empty caches: plain figures that never repeat, all strings of the test table made
distinct, and the table's strings as they come in a plan, where most repeat. The promise is 50,000 a second.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.values import figures, read_cell, read_year, years

TABLES = Path(__file__).parents[1] / "tests" / "pipeline" / "values" / "data"
UNITS = [
    "件",
    "人",
    "%",
    "時間",
    "回",
    "か所",
    "千円",
    "万人",
    "手続",
    "事業",
    "件以上",
    "%以上",
    "日以内",
    "%減",
    "施設",
]


def column(name: str) -> list[str]:
    """The raw strings of a table."""
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()[1:]
    return [line.split("\t")[0].replace("\\n", "\n") for line in lines]


def rate(label: str, read: Callable[[str], object], texts: Sequence[str]) -> float:
    """Cells a second, printed."""
    figures.clear_cache()
    years.clear_cache()
    began = time.perf_counter()
    for text in texts:
        read(text)
    speed = len(texts) / (time.perf_counter() - began)
    print(f"{label:48s} {speed:12,.0f} /s   ({len(texts):,} cells)")
    return speed


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    chance = random.Random(8)
    plain = {f"{chance.randint(1, 9_999_999):,}{chance.choice(UNITS)}" for _ in range(count)}
    cells, heads = column("cells.tsv"), column("years.tsv")
    odd = dict.fromkeys(cells)
    rate("plain figures, none twice", read_cell, list(plain))
    rate("odd forms of the test table, none twice", read_cell, list(odd))
    usual = list(plain)[:2000]
    plan = [chance.choice(cells if chance.random() < 0.2 else usual) for _ in range(count)]
    mixed = rate("a plan's mixture: one in five odd, some repeat", read_cell, plan)
    rate("year heads", read_year, [chance.choice(heads) for _ in range(count)])
    return 0 if mixed >= 50_000 else 1


if __name__ == "__main__":
    sys.exit(main())
