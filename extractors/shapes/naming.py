"""What the label cells of an indicator's row are: its kind, its group, its name, its breakdown."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.model import Cell
from extractors.vocabulary import has_year, key, roles

KINDS = frozenset({"outcome", "output", "kpi"})
_MEASURING = re.compile(
    r"(数|率|割合|件数|時間|額|量|度|人数|回数|比|削減|スコア|点|費|日数|本数|普及|状況|平均|kpi|件|人|台|枚)(\(.*\))*$"
)


_PREFIXED = re.compile(
    r"^[【\[［〔（(]?(?P<kind>[^：:【】\]］〕）)]{2,14})(?:[】\]］〕）)]\s*[：:]?|[：:])\s*(?P<name>.+)$", re.S
)


def kind_before_name(label: str) -> tuple[str, str]:
    """成果指標 on the first lines of a label or before a colon (指標：利用率), and the name that follows.

    An empty kind and the whole label where it says no kind.
    """
    if roles(label) & KINDS:
        return "", label
    lines = label.split("\n")
    for cut in range(1, len(lines)):
        if roles("".join(lines[:cut])) & KINDS:
            return "\n".join(lines[:cut]), "\n".join(lines[cut:])
    match = _PREFIXED.match(label)
    if match and roles(match["kind"]) & KINDS:
        return match["kind"], match["name"]
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


def shared_name(text: str, beside: str) -> tuple[str, str] | None:
    """Name and breakdown of a label whose upper lines the row above or below has too (割合 over 市民)."""
    lines, others = text.split("\n"), beside.split("\n")
    if len(lines) < 2 or lines[:-1] != others[:-1] or lines[-1] == others[-1]:
        return None
    name, part = "\n".join(lines[:-1]), lines[-1]
    return (name, part) if measures_something(name) and not measures_something(part) else None


def is_series(outer: Cell, inner: Cell) -> bool:
    """Whether two label cells are name and breakdown (所有権移転の自動連携率 | 土地) and not group and name."""
    outer_measures, inner_measures = (measures_something(cell.text) for cell in (outer, inner))
    if outer_measures != inner_measures:
        return outer_measures
    return outer.row_span > inner.row_span


class Step(NamedTuple):
    """An indicator in one line: its name, where it starts and where it goes, each with its year."""

    name: str
    start: str
    start_year: str
    goal: str
    goal_year: str


_FROM_TO = re.compile(
    r"^[・●○■◆]?\s*(?:[①-⑳]\s*)?(?P<name>[^→⇒➡]{2,40}?)"
    r"(?:[\s　]*[：:　 ][\s　]*|(?<!\d)(?=\d[\d,.]*[^\d（()）→⇒➡]{0,6}[（(]))"
    r"(?P<start>[^（()）→⇒➡：:]{1,20})[（(](?P<start_year>[^（()）]{2,16})[）)]\s*[→⇒➡]\s*"
    r"(?P<goal>[^（()）→⇒➡]{1,20})[（(](?P<goal_year>[^（()）]{2,16})[）)]\s*$"
)
_NEW_LINE = re.compile(r"\n(?=\s*[・●○■◆①-⑳])")


def from_to(text: str) -> list[Step]:
    """利用率：45%（R5）→60%（R9), one or several with bullets; empty where a line of the text says anything else."""
    found: list[Step] = []
    for line in _NEW_LINE.split(text.strip()):
        match = _FROM_TO.match("".join(line.split("\n")))
        if match is None or not (has_year(match["start_year"]) and has_year(match["goal_year"])):
            return []
        found.append(Step(**{part: value.strip() for part, value in match.groupdict().items()}))
    return found
