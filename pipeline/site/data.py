"""The data files of the pages. Each is a script that hands its value to the page: `keikaku.give(name, value)`.

A page opened from the file system may load scripts but fetch nothing, so data comes this way, plan by plan and only
when it is looked at. Text stays text: `<` is written as an escape, so that no cell can end the script.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.compare.report import kind_of
from pipeline.comparison.models import Figure, Revision
from pipeline.families import vocabulary
from pipeline.site.shelf import Edition, Shelf
from pipeline.themes import themes

CHUNK = 8_000
"""Rows of the big table in one file."""
_KINDS = ("baseline", "target", "actual")


def write_data(shelf: Shelf, folder: Path) -> None:
    """Write the index, a file per edition, a file per theme, and the rows of the table in files of `CHUNK` rows."""
    folder.mkdir(parents=True)
    chunks = list(_chunks(shelf))
    _write(folder, "index", _index(shelf, chunks))
    for number, chunk in enumerate(chunks):
        _write(folder, f"rows-{number}", _rows(shelf, chunk))
    for edition, value in _editions(shelf):
        _write(folder, f"plan-{edition.slug}", value)
    for theme in themes():
        _write(folder, f"theme-{theme}", _theme(shelf, theme))
    for (document, plan), rows in shelf.compared("revisions", "document_id", "plan_id").items():
        if changed := shelf.edition_of(document, plan):
            _write(folder, f"changes-{changed.slug}", [_change(shelf, row) for row in rows])


def script(name: str, value: Any) -> str:
    """The text of a data file."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_number)
    safe = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"keikaku.give({json.dumps(name)},{safe});\n"


def _write(folder: Path, name: str, value: Any) -> None:
    (folder / f"{name}.js").write_text(script(name, value), encoding="utf-8", newline="\n")


def _number(value: object) -> float | int:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value).__name__)


def _index(shelf: Shelf, chunks: Sequence[Sequence[Figure]]) -> Mapping[str, Any]:
    number = shelf.edition_numbers
    families = vocabulary().families.items()
    return {
        "documents": [
            [row.file_name, key[:16], int(key in shelf.pictured), list(row.page_sizes)]
            for key, row in shelf.documents.items()
        ],
        "editions": [[e.city, e.plan.title, e.slug] for e in shelf.editions],
        "themes": {key: [theme.ja, theme.en] for key, theme in themes().items()},
        "families": {key: [family.ja, family.en, family.unit] for key, family in families},
        "reasons": {key: [reason.ja, reason.en] for key, reason in vocabulary().reasons.items()},
        "chunks": [sorted({number[row.document_id, row.plan_id] for row in chunk}) for chunk in chunks],
    }


def _chunks(shelf: Shelf) -> Iterator[Sequence[Figure]]:
    """Figures in the order of the editions, an edition never cut."""
    of = shelf.compared("figures", "document_id", "plan_id")
    chunk: list[Figure] = []
    for edition in shelf.editions:
        rows = of.get((edition.plan.document_id, edition.plan.plan_id), [])
        if chunk and len(chunk) + len(rows) > CHUNK:
            yield chunk
            chunk = []
        chunk.extend(rows)
    yield chunk


def _rows(shelf: Shelf, rows: Sequence[Figure]) -> Mapping[str, Any]:
    """Rows as arrays; names that repeat are numbers into `words`."""
    words: dict[str, int] = {}

    def word(text: str) -> int:
        return words.setdefault(text, len(words))

    packed = [
        [
            shelf.edition_numbers[row.document_id, row.plan_id],
            word("|".join(row.themes)),
            word(row.family or ""),
            word(row.apart or ""),
            word(row.initiative),
            word(row.indicator),
            _KINDS.index(row.measure_type),
            row.fiscal_year,
            row.raw,
            row.value,
            word(row.unit or ""),
            shelf.place(row),
        ]
        for row in rows
    ]
    return {"words": list(words), "rows": packed}


def _editions(shelf: Shelf) -> Iterator[tuple[Edition, Mapping[str, Any]]]:
    figures = shelf.compared("figures", "document_id", "plan_id")
    milestones = shelf.own("milestones")
    for edition in shelf.editions:
        key = edition.plan.document_id, edition.plan.plan_id
        series: dict[str, list[Any]] = {}
        for row in figures.get(key, ()):
            kind = _KINDS.index(row.measure_type)
            point = [row.fiscal_year, row.value, kind, row.part, row.unit or "", row.raw, shelf.place(row)]
            series.setdefault(row.indicator_id, []).append(point)
        bars: dict[str, list[Any]] = {}
        for bar in milestones.get(key, ()):
            if bar.initiative_id and bar.start_fy:
                place = shelf.place(bar)
                span = [bar.lane or 0, bar.label or "", bar.start_fy, bar.end_fy or bar.start_fy, place]
                bars.setdefault(bar.initiative_id, []).append(span)
        span = [edition.plan.start_fy, edition.plan.end_fy]
        yield edition, {"span": span, "series": series, "bars": bars}


def _theme(shelf: Shelf, theme: str) -> Mapping[str, Any]:
    """Comparable figures of the theme's families, its timelines, and what stands under it without comparing."""
    number = shelf.edition_numbers
    figures = [row for row in shelf.comparison.figures if row.family and row.themes[0] == theme]
    points = [
        [
            row.family,
            number[row.document_id, row.plan_id],
            f"{row.indicator}{f'（{row.part}）' if row.part else ''}",
            _KINDS.index(row.measure_type),
            row.fiscal_year,
            row.family_value,
            row.raw,
            row.apart or "",
            row.initiative,
            shelf.place(row),
        ]
        for row in figures
    ]
    timelines = [
        [
            number[r.document_id, r.plan_id],
            r.initiative,
            r.start_fy,
            r.operation_fy,
            r.label,
            shelf.place(r),
            r.initiative_id,
        ]
        for r in shelf.timelines.get((theme,), ())
    ]
    changes = [_change(shelf, row) for row in shelf.comparison.revisions if theme in row.themes]
    return {
        "points": points,
        "timelines": timelines,
        "changes": changes,
        "initiatives": list(_under(shelf, theme)),
    }


def _change(shelf: Shelf, row: Revision) -> list[Any]:
    """A change as the pages show it: edition, what, year, kind, before, after, each with its place."""
    kind = kind_of(row)
    return [
        shelf.edition_numbers[row.document_id, row.plan_id],
        row.name,
        row.fiscal_year,
        [kind.ja, kind.one],
        row.before,
        shelf.spot(row.from_document_id, row.from_page, row.from_bbox),
        row.after,
        shelf.place(row),
    ]


def _under(shelf: Shelf, theme: str) -> Iterator[list[Any]]:
    for key, found in shelf.view.initiative_themes.items():
        row = shelf.view.initiatives[key]
        edition = shelf.edition_numbers.get((row.document_id, row.plan_id))
        if theme in found and edition is not None:
            yield [edition, row.code, row.name, row.initiative_id, "・".join(found[theme]), shelf.place(row)]
