"""Records of a dataset and of a truth file in one comparable form: counted tuples without white space in texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from pipeline.schema import Dataset

Records = Counter[tuple[Any, ...]]
Truth = dict[str, Any]


def close(text: str | None) -> str:
    """A text without white space; line breaks and gaps inside a cell are the drawing's own."""
    return re.sub(r"\s+", "", text or "")


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value)).normalize()


def _records(rows: Iterable[Iterable[Any]]) -> Records:
    return Counter(
        tuple(close(field) if field is None or isinstance(field, str) else field for field in row) for row in rows
    )


def _closed(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(close(text) for text in texts)


# What the truth says, one function per kind of record.


def _drawn_plan(truth: Truth) -> Iterable[Iterable[Any]]:
    plan = truth["plan"]
    yield plan["title"], plan["municipality"], plan["start_fy"], plan["end_fy"]


def _drawn_measures(truth: Truth) -> Iterable[Iterable[Any]]:
    for m in truth["measures"]:
        yield m["code"], m["title"], m["level"], m.get("parent")


def _drawn_initiatives(truth: Truth) -> Iterable[Iterable[Any]]:
    for i in truth["initiatives"]:
        code = i["code"] if truth["plan"].get("initiative_codes", True) else None
        yield code, i["name"], i["measure"], _closed(sorted(i["departments"]))


def _drawn_categories(truth: Truth) -> Iterable[Iterable[Any]]:
    for i in truth["initiatives"]:
        if i["category"]:
            yield i["name"], i["category"]


def _drawn_texts(truth: Truth) -> Iterable[Iterable[Any]]:
    for i in truth["initiatives"]:
        states = _closed(i["current_state"]), _closed(i["ideal_state"]), _closed(i["actions"])
        yield i["name"], i["summary"], *states, i["national_policy"]


def _owners(truth: Truth) -> dict[str | None, str]:
    return {i["code"]: i["name"] for i in truth["initiatives"]} | {None: ""}


def _drawn_indicators(truth: Truth) -> Iterable[Iterable[Any]]:
    owners = _owners(truth)
    for i in truth["indicators"]:
        measure = i["measure"] if i["initiative"] is None else None
        yield owners[i["initiative"]], measure, i["kind"], i["group"], i["name"], i["series"], i["basis"]


def _drawn_baselines(truth: Truth) -> Iterable[Iterable[Any]]:
    for i in truth["indicators"]:
        if i["baseline"]:
            b = i["baseline"]
            yield i["name"], b["raw"], _number(b.get("value")), b.get("unit"), len(b.get("values", ()))


def _drawn_targets(truth: Truth) -> Iterable[Iterable[Any]]:
    owners = _owners(truth)
    for i in truth["indicators"]:
        key = owners[i["initiative"]], i["group"], i["name"], i["series"]
        for t in i["targets"]:
            values = (
                (close(v["label"]), v["comparator"], _number(v["value"]), _number(v["upper"]), close(v["unit"]))
                for v in t["values"]
            )
            yield *key, t["fy"], t["raw"], t["status"], tuple(sorted(values, key=str))


def _drawn_milestones(truth: Truth) -> Iterable[Iterable[Any]]:
    owners = _owners(truth)
    for m in truth["milestones"]:
        yield owners[m["initiative"]], m["lane"], m["label"], m["start_fy"], m["end_fy"]


def _drawn_lineage(truth: Truth) -> Iterable[Iterable[Any]]:
    for r in truth["lineage"]:
        names = (r.get(key) for key in ("old_code", "old_name", "new_code", "new_name"))
        yield *names, r["relation"], r.get("reason"), _closed(r["departments"])


def _drawn_glossary(truth: Truth) -> Iterable[Iterable[Any]]:
    for g in truth["glossary"]:
        yield g["term"], g["definition"]


# What the dataset says, in the same order of fields.


def _read_plan(data: Dataset) -> Iterable[Iterable[Any]]:
    for p in data["plans"]:
        yield p.title, p.municipality, p.start_fy, p.end_fy


def _measure_codes(data: Dataset) -> dict[str | None, str | None]:
    return {m.measure_id: m.code for m in data["measures"]} | {None: None}


def _names(data: Dataset) -> dict[str | None, str]:
    return {i.initiative_id: i.name for i in data["initiatives"]} | {None: ""}


def _read_measures(data: Dataset) -> Iterable[Iterable[Any]]:
    codes = _measure_codes(data)
    for m in data["measures"]:
        yield m.code, m.title, m.level, codes[m.parent_id]


def _read_initiatives(data: Dataset) -> Iterable[Iterable[Any]]:
    codes = _measure_codes(data)
    for i in data["initiatives"]:
        yield i.code, i.name, codes[i.measure_id], _closed(sorted(i.departments))


def _read_categories(data: Dataset) -> Iterable[Iterable[Any]]:
    for i in data["initiatives"]:
        if i.category:
            yield i.name, i.category


def _read_texts(data: Dataset) -> Iterable[Iterable[Any]]:
    for i in data["initiatives"]:
        states = _closed(i.current_state), _closed(i.ideal_state), _closed(i.actions)
        yield i.name, i.summary, *states, i.national_policy


def _read_indicators(data: Dataset) -> Iterable[Iterable[Any]]:
    codes, names = _measure_codes(data), _names(data)
    for i in data["indicators"]:
        measure = codes[i.measure_id] if i.initiative_id is None else None
        yield names[i.initiative_id], measure, i.kind, i.group, i.name, i.series, i.basis


def _read_baselines(data: Dataset) -> Iterable[Iterable[Any]]:
    for i in data["indicators"]:
        if i.baseline_raw:
            yield i.name, i.baseline_raw, _number(i.baseline_value), i.baseline_unit, len(i.baseline_parts)


def _read_targets(data: Dataset) -> Iterable[Iterable[Any]]:
    names = _names(data)
    indicators = {i.indicator_id: (names[i.initiative_id], i.group, i.name, i.series) for i in data["indicators"]}
    cells: dict[tuple[str, int], list[Any]] = {}
    for t in data["targets"]:
        cells.setdefault((t.indicator_id, t.fiscal_year), []).append(t)
    for (indicator, year), parts in cells.items():
        values = (
            (close(t.part), t.comparator, _number(t.value), _number(t.value_upper), close(t.unit))
            for t in parts
            if t.value is not None
        )
        yield *indicators[indicator], year, parts[0].raw, parts[0].status, tuple(sorted(values, key=str))


def _read_milestones(data: Dataset) -> Iterable[Iterable[Any]]:
    names = _names(data)
    for m in data["milestones"]:
        yield names[m.initiative_id], m.lane, m.label, m.start_fy, m.end_fy


def _read_lineage(data: Dataset) -> Iterable[Iterable[Any]]:
    for r in data["lineage"]:
        yield r.old_code, r.old_name, r.new_code, r.new_name, r.relation, r.reason, _closed(r.departments)


def _read_glossary(data: Dataset) -> Iterable[Iterable[Any]]:
    for g in data["glossary"]:
        yield g.term, g.definition


_DRAWN: dict[str, Callable[[Truth], Iterable[Iterable[Any]]]] = {
    "plan": _drawn_plan,
    "measures": _drawn_measures,
    "initiatives": _drawn_initiatives,
    "categories": _drawn_categories,
    "texts": _drawn_texts,
    "indicators": _drawn_indicators,
    "baselines": _drawn_baselines,
    "targets": _drawn_targets,
    "milestones": _drawn_milestones,
    "lineage": _drawn_lineage,
    "glossary": _drawn_glossary,
}
_READ: dict[str, Callable[[Dataset], Iterable[Iterable[Any]]]] = {
    "plan": _read_plan,
    "measures": _read_measures,
    "initiatives": _read_initiatives,
    "categories": _read_categories,
    "texts": _read_texts,
    "indicators": _read_indicators,
    "baselines": _read_baselines,
    "targets": _read_targets,
    "milestones": _read_milestones,
    "lineage": _read_lineage,
    "glossary": _read_glossary,
}
KINDS = tuple(_DRAWN)


def drawn(truth: Truth, kind: str) -> Records:
    """The records of one kind that the truth holds."""
    return _records(_DRAWN[kind](truth))


def read(data: Dataset, kind: str) -> Records:
    """The records of one kind that the dataset holds."""
    return _records(_READ[kind](data))
