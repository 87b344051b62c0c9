"""Lineage: what a comparison table's status and names say of how an initiative goes on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

from extractors.statements import LineageSaid
from pipeline.normalise.departments import split_departments
from pipeline.normalise.ids import Ids, folded
from pipeline.schema import Lineage
from pipeline.values.names import closed_up

Relation = Literal["continued", "renamed", "merged", "new", "ended"]


@cache
def _words() -> tuple[tuple[Relation, re.Pattern[str]], ...]:
    text = (files("pipeline") / "vocabulary" / "lineage.toml").read_text(encoding="utf-8")
    return tuple((relation, re.compile(pattern)) for relation, pattern in tomllib.loads(text).items())  # type: ignore[misc]


def relation_of(status: str, reason: str, old_name: str, new_name: str) -> Relation:
    """The relation that a row states: its status word first, then which names stand in it, then its reason."""
    for text in (status, reason if not (old_name and new_name) else ""):
        found = next((relation for relation, pattern in _words() if pattern.search(folded(text))), None)
        if found == "continued" and old_name and new_name and not status:
            break
        if found is not None:
            return found
    if not old_name:
        return "new"
    if not new_name:
        return "ended"
    return "continued" if folded(old_name) == folded(new_name) else "renamed"


def build_lineage(
    said: Sequence[LineageSaid], names: Mapping[str, str], document_id: str, plan_id: str
) -> list[Lineage]:
    """One record for each row of a comparison; a list of the old and a list of the new plan are joined by names.

    An old row that a new row names as its former self is one relation with it and takes over its reason. `names` are
    this plan's initiatives by folded name: a row that goes on unchanged goes on as the initiative of its name.
    """
    rows = [_record(statement, document_id, plan_id) for statement in said]
    old = [record for record in rows if not record.new_name]
    records: list[Lineage] = []
    used: set[int] = set()
    for record in rows:
        former = _former(record, old) if record.new_name else None
        if former is not None:
            used.add(id(former))
        records.append(_joined(record, former) if former is not None else record)
    return _with_ids([_going_on(record, names) for record in records if id(record) not in used], plan_id)


def _going_on(record: Lineage, names: Mapping[str, str]) -> Lineage:
    same = names.get(folded(record.old_name or "")) if record.relation == "continued" and not record.new_name else None
    return record.model_copy(update={"new_name": same}) if same else record


def _with_ids(records: Sequence[Lineage], plan_id: str) -> list[Lineage]:
    ids = Ids(f"{plan_id}-l")
    return [
        record.model_copy(
            update={
                "lineage_id": ids.new(
                    f"{record.old_name}\x1f{record.new_name}", record.old_code or "", record.reason or ""
                )
            }
        )
        for record in records
    ]


def _former(record: Lineage, old: Sequence[Lineage]) -> Lineage | None:
    """The old row that a new row continues: by the former name it gives, else by its own name unless it is new."""
    name = record.old_name or (record.new_name if record.relation != "new" else "") or ""
    return next((other for other in old if name and folded(other.old_name or "") == folded(name)), None)


def _joined(record: Lineage, former: Lineage) -> Lineage:
    return record.model_copy(
        update={
            "old_code": record.old_code or former.old_code,
            "old_name": former.old_name,
            "reason": record.reason or former.reason,
            "departments": former.departments or record.departments,
        }
    )


def _record(statement: LineageSaid, document_id: str, plan_id: str) -> Lineage:
    text = {role: closed_up(value.text) for role, value in statement.fields.items()}
    old, new = _named(text.get("old_name", "")), _named(text.get("new_name", ""))
    taken_over = _named_in(text.get("reason", "")) if old and not new else None
    relation = relation_of(text.get("status", ""), text.get("reason", ""), old or "", new or taken_over or "")
    return Lineage(
        document_id=document_id,
        plan_id=plan_id,
        old_code=_named(text.get("old_code", "")),
        old_name=old,
        new_code=_named(text.get("new_code", "")),
        new_name=new or taken_over,
        relation="merged" if relation == "ended" and taken_over else relation,
        reason=_named(text.get("reason", "")),
        departments=split_departments(statement.fields["departments"].text) if "departments" in text else (),
        page=statement.place.page,
        bbox=statement.place.box,
    )


_NEW_NAME = re.compile(
    r"(?:新名称|新事業名|新取組名|名称変更後|変更後|統合先)\s*[:：]\s*[「『]?(?P<a>[^」』。、]{2,60})|"
    r"[「『](?P<b>[^」』]{2,60})[」』]\s*(?:に|へ|と)(?:名称を?)?(?:統合|集約|一本化|移行|変更|改称|編入|包含|継承)"
)


def _named_in(reason: str) -> str | None:
    """The new item that a reason names (「職員ポータルの刷新」に統合, 新名称：…), or None."""
    match = _NEW_NAME.search(reason)
    return (match["a"] or match["b"]).strip() if match else None


def _named(text: str) -> str | None:
    """A name, or None for a blank or a dash."""
    return None if not text or re.fullmatch(r"[\s\-－―—–ー‐/／]*", text) else text
