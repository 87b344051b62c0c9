"""What the label cells of an indicator's row are: its kind, its group, its name, its breakdown."""

from __future__ import annotations

import re

from extractors.model import Cell
from extractors.vocabulary import key, roles

KINDS = frozenset({"outcome", "output", "kpi"})
_MEASURING = re.compile(
    r"(数|率|割合|件数|時間|額|量|度|人数|回数|比|削減|スコア|点|費|日数|本数|普及|状況|平均|kpi|件|人|台|枚)(\(.*\))*$"
)


def kind_on_first_line(label: str) -> tuple[str, str]:
    """成果指標 on the first lines of a label and the indicator's name on the rest, else no kind and the whole label."""
    lines = label.split("\n")
    for cut in range(1, len(lines)):
        if roles("".join(lines[:cut])) & KINDS and not roles(label):
            return "\n".join(lines[:cut]), "\n".join(lines[cut:])
    return "", label


def measures_something(label: str) -> bool:
    """Whether a label ends like the name of a quantity (登録人数, 自動連携率) and not like a bare thing (土地, PMH)."""
    return bool(_MEASURING.search(key(label)))


def in_one_cell(text: str) -> tuple[str, str, str]:
    """Group, name and series of one cell: a wide gap parts 施設予約　登録人数 and 自動連携率　土地."""
    parts = [part for part in re.split(r"[ \t]*　[ \t　]*", text.strip()) if part]
    if len(parts) == 2:
        first, second = (measures_something(part) for part in parts)
        if first != second:
            return ("", parts[0], parts[1]) if first else (parts[0], parts[1], "")
    return "", text, ""


def is_series(outer: Cell, inner: Cell) -> bool:
    """Whether two label cells are name and breakdown (所有権移転の自動連携率 | 土地) and not group and name."""
    outer_measures, inner_measures = (measures_something(cell.text) for cell in (outer, inner))
    if outer_measures != inner_measures:
        return outer_measures
    return outer.row_span > inner.row_span
