"""How cells are compared: by text without white space, and by who stands beside and below whom.

The truth of `X.pdf` is `X.gt.json` beside it: `tables`, each with `cells` of `r`, `c`, `rs`, `cs`, `text` and, where
the table runs over pages, `page`. Readers differ in how they give merged cells, so grids are not laid over each other:
compared are pairs of texts that are neighbours, blanks passed over (the measure of the ICDAR 2013 table contest).
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from comparing.readers import Grid
from extractors.text import REPAIRS

Pairs = Counter[tuple[int, str, str, str]]
_ALIKE = str.maketrans("‧·•～〜∼－—–―‐−─━", "・・・~~~--------")


def plain(text: str | None) -> str:
    """Text as it is compared: radicals repaired, NFKC, no white space, one kind of dash, tilde and middle dot."""
    folded = unicodedata.normalize("NFKC", (text or "").translate(REPAIRS).translate(_ALIKE))
    return "".join(folded.translate(_ALIKE).split())


def pairs(grids: Iterable[Grid]) -> Pairs:
    """How often each (page, text, text beside or below, direction) occurs."""
    found: Pairs = Counter()
    for page, rows in grids:
        texts = [[plain(cell) for cell in row] for row in rows]
        found.update((page, *pair, "beside") for row in texts for pair in _neighbours(row))
        width = max(map(len, texts), default=0)
        columns = [[row[k] if k < len(row) else "" for row in texts] for k in range(width)]
        found.update((page, *pair, "below") for column in columns for pair in _neighbours(column))
    return found


def _neighbours(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    last = ""
    for text in filter(None, texts):
        if last:
            yield last, text
        last = text


def truth_of(path: Path) -> list[Grid] | None:
    """The tables of a PDF as they were drawn, page by page; None where no truth stands beside it."""
    beside = path.with_suffix(".gt.json")
    if not beside.exists():
        return None
    tables = json.loads(beside.read_text(encoding="utf-8")).get("tables", [])
    return [grid for table in tables for grid in _by_page(table)] or None


def _by_page(table: dict[str, object]) -> Iterator[Grid]:
    cells: list[dict[str, object]] = table["cells"]  # type: ignore[assignment]
    first = table.get("page") or next(iter(table.get("pages", [0])))  # type: ignore[call-overload]
    for page in sorted({cell.get("page", first) for cell in cells}):  # type: ignore[type-var]
        own = [cell for cell in cells if cell.get("page", first) == page]
        rows: list[list[str | None]] = [
            [None] * (1 + max(cell["c"] for cell in own))  # type: ignore[operator, type-var, list-item]
            for _ in range(1 + max(cell["r"] for cell in own))  # type: ignore[operator, type-var]
        ]
        for cell in own:
            rows[cell["r"]][cell["c"]] = cell["text"]  # type: ignore[index, call-overload]
        yield Grid(page, rows)  # type: ignore[arg-type]


def agreement(found: Pairs, true: Pairs) -> float:
    """F1 of the neighbours, 0 to 1."""
    same = (found & true).total()
    return 2 * same / (found.total() + true.total()) if same else 0.0
