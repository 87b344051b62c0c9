"""What OCR read, mended where its surroundings leave no doubt, and figures that are in doubt.

Everything that is changed keeps what OCR said in a finding; a figure is never changed into another one. A figure that
OCR was not sure of is a finding and no record: a wrong figure is worse than a missing one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from extractors.model import Box, Cell, Remark, Sheet, Table
from pipeline.lookalikes import put_right
from pipeline.schema import Dataset, Target

SURE = 0.6
"""A figure whose least sure letter is below this is in doubt."""

_FIGURE = re.compile(r"[約▲△]?\s*[\d０-９][\d０-９,，.．]*\s*\S{0,6}")
_DOT = re.compile(r"(?<=[ぁ-んァ-ヶ一-龠])[-.·](?=[ぁ-んァ-ヶ一-龠])")
_LOOSE = re.compile(r"^[.,'`・]+(?=\d)|(?<=\d)['`]+$")


@cache
def _confusions() -> Mapping[str, Mapping[str, str]]:
    text = (files("pipeline") / "vocabulary" / "recognised.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def mended(text: str, *, cell: bool = True) -> str:
    """The text of a cell, or of a line outside tables, without the confusions of `vocabulary/recognised.toml`."""
    words = _confusions()
    if cell and text.strip() in words["dashes"]:
        return words["dashes"][text.strip()]
    for wrong, right in words["years"].items():
        text = re.sub(rf"{wrong}(?=\s*[\d０-９元])", right, text)
    for old, new in words["forms"].items():
        text = text.replace(old, new)
    text = put_right(_DOT.sub("・", text))
    *lines, last = text.split("\n")
    return _figure(_LOOSE.sub("", "\n".join([*map(_ended, lines), last])))


def _ended(line: str) -> str:
    """A line that another one follows."""
    ends = _confusions()["ends"]
    after_ideograph = len(line) > 1 and line[-2] >= "\u3040"
    return line[:-1] + ends[line[-1]] if after_ideograph and line[-1] in ends else line


def _figure(text: str) -> str:
    """Letters that look like figures made figures where the cell is a figure then, and was none only for them."""
    alike = _confusions()["figures"]
    pattern = "|".join(map(re.escape, alike))
    changed = re.sub(rf"(?<=[\d,.])(?:{pattern})(?=[\d,.]|[^\WA-Za-z\d]|%|$)", lambda m: alike[m[0]], text)
    return changed if _FIGURE.fullmatch(changed) else text


def mend(sheets: Iterable[Sheet]) -> tuple[list[Sheet], list[Remark]]:
    """Sheets with the cells that OCR read mended, and what was changed."""
    out: list[Sheet] = []
    remarks: list[Remark] = []
    for sheet in sheets:
        tables = tuple(_mended_table(table, remarks) for table in sheet.tables)
        lines = sheet.lines
        if sheet.text_layer == "ocr":
            lines = tuple(
                line._replace(text=_said(line.text, line.page, line.box, remarks, cell=False)) for line in lines
            )
        out.append(replace(sheet, tables=tables, lines=lines))
    return out, remarks


def _said(text: str, page: int, box: Box, remarks: list[Remark], *, cell: bool = True) -> str:
    """The text mended, with a remark where that changed it."""
    now = mended(text, cell=cell)
    if now != text:
        remarks.append(Remark("ocr-mended", page, box, {"was": text, "now": now}))
    return now


def _mended_table(table: Table, remarks: list[Remark]) -> Table:
    cells = tuple(
        cell if cell.confidence is None else replace(cell, text=_said(cell.text, cell.page, cell.box, remarks))
        for cell in table.cells
    )
    return replace(table, cells=cells) if cells != table.cells else table


def without_doubtful(dataset: Dataset, sheets: Sequence[Sheet]) -> tuple[Dataset, list[Remark]]:
    """The dataset without figures from cells that OCR was not sure of, each with a finding that says what it read."""
    doubtful = {_place(cell.page, cell.box): cell for cell in _doubtful(sheets)}
    dropped: dict[tuple[int, ...], Cell] = {}
    kept: list[Target] = []
    for target in dataset["targets"]:
        place = _place(target.page, target.bbox)
        if place in doubtful and target.value is not None:
            dropped[place] = doubtful[place]
        else:
            kept.append(target)
    remarks = [
        Remark("ocr-doubtful", cell.page, cell.box, {"text": cell.text, "confidence": f"{cell.confidence:.2f}"})
        for cell in dropped.values()
    ]
    return Dataset({**dataset.rows, "targets": tuple(kept)}), remarks


def _doubtful(sheets: Iterable[Sheet]) -> Iterable[Cell]:
    for sheet in sheets:
        for table in sheet.tables:
            for cell in table.cells:
                if cell.confidence is not None and cell.confidence < SURE and any(c.isdecimal() for c in cell.text):
                    yield cell


def _place(page: int | None, box: Box | tuple[float, ...] | None) -> tuple[int, ...]:
    return (page or 0, *(round(side) for side in box or ()))
