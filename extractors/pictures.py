"""Pictures over the years of a schedule: bars, perhaps, of which a reader of text sees nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.grid import Grid
from extractors.model import Bar, Box, Page, Remark
from extractors.tinted import years_of

MANY = 50
"""So many pictures are tiles of one, or signs in cells."""
LEAST = 0.4
"""A picture of a bar covers at least this share of a column's width."""


def pictures(page: Page, table: Grid, texts: Sequence[str], bars: Sequence[Bar]) -> Iterator[Remark]:
    """A remark for each picture without text that lies over year columns below their heads."""
    found = [box for box in page.images if table.box.contains(*box.centre)]
    years = years_of(table, texts) if 0 < len(found) <= MANY else None
    if years is None:
        return
    body, columns = years
    area = Box(table.xs[columns.start], table.ys[body], table.xs[columns.stop], table.ys[-1])
    narrowest = min(table.xs[col + 1] - table.xs[col] for col in columns)
    for box in found:
        wide = min(box.x1, area.x1) - max(box.x0, area.x0)
        if wide < LEAST * narrowest or not area.contains(*box.centre) or box.height > area.height + 2:
            continue
        read = any(bar.text and bar.box.contains(*box.centre) for bar in bars)
        if not read and not any(box.contains((c[1] + c[3]) / 2, (c[2] + c[4]) / 2) for c in page.chars):
            yield Remark("picture-over-years", page.number, box)
