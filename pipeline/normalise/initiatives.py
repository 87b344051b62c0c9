"""Initiatives: what lists, forms and headings say of one become one record; the detail page's name wins."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractors.shapes.headings import section_of
from extractors.shapes.inventory import alike
from extractors.statements import InitiativeSaid
from pipeline.normalise.departments import split_departments
from pipeline.normalise.ids import Ids, folded
from pipeline.normalise.measures import Tree
from pipeline.schema import Initiative
from pipeline.values.names import closed_up

_DETAIL = ("form", "heading")
_BULLET = re.compile(r"^[・●○◆■※]\s*|^[①-⑳]\s*")
_ALIKE = 0.5
_SECTIONED = ("state_and_actions", "current_state", "summary", "actions")


@dataclass(slots=True)
class Group:
    """All statements about one initiative; groups are numbered in the order of first mention."""

    number: int
    said: list[InitiativeSaid] = field(default_factory=list)

    @property
    def main(self) -> InitiativeSaid:
        """The statement whose name counts: a form or heading, then a sheet, then a list."""
        order = {"form": 0, "heading": 0, "sheet": 1, "list": 2}
        return min(self.said, key=lambda s: order[s.source])

    @property
    def code(self) -> str:
        own = self.main.code
        return own.text if own else next((s.code.text for s in self.said if s.code), "")

    def detailed(self) -> bool:
        return any(s.source in _DETAIL for s in self.said)


def group_initiatives(said: Iterable[InitiativeSaid]) -> list[Group]:
    """Put together what speaks of the same initiative, in the order of first mention.

    A name decides; where names differ, the same code does when the names share half their letter pairs. Two detail
    pages are two initiatives unless name and code agree.
    """
    known = _Known()
    for statement in said:
        match = _by_name(known, statement) or _by_code(known, statement)
        known.add(statement, match)
    return known.groups


@dataclass(slots=True)
class _Known:
    """The groups so far, and their numbers by each name and each code that was said of them."""

    groups: list[Group] = field(default_factory=list)
    names: dict[str, list[int]] = field(default_factory=dict)
    codes: dict[str, list[int]] = field(default_factory=dict)

    def add(self, statement: InitiativeSaid, group: Group | None) -> None:
        """Put the statement to its group, or to a new one."""
        if group is None:
            group = Group(number=len(self.groups))
            self.groups.append(group)
        group.said.append(statement)
        for index, key in ((self.names, folded(statement.name.text)), (self.codes, _code(statement))):
            numbers = index.setdefault(key, [])
            if group.number not in numbers:
                insort(numbers, group.number)

    def named(self, name: str) -> Iterator[Group]:
        return (self.groups[number] for number in self.names.get(name, ()))

    def coded(self, code: str) -> Iterator[Group]:
        return (self.groups[number] for number in self.codes.get(code, ()))


def _by_name(known: _Known, statement: InitiativeSaid) -> Group | None:
    same = [group for group in known.named(folded(statement.name.text)) if _compatible(group, statement)]
    exact = [group for group in same if _code(statement) and folded(group.code) == _code(statement)]
    return next(iter(exact or same), None)


def _compatible(group: Group, statement: InitiativeSaid) -> bool:
    """Two forms of the same name with different codes, or in different measures, are different initiatives."""
    code = _code(statement)
    if statement.source in _DETAIL and group.detailed():
        return (bool(code) and code == folded(group.code)) or _heads_form(group, statement)
    if code and group.code and code != folded(group.code):
        return not (statement.source not in _DETAIL and not group.detailed())
    return True


def _heads_form(group: Group, statement: InitiativeSaid) -> bool:
    """A heading and a form of the same name on one page, not both with a code, are of one initiative."""
    detail = [s for s in group.said if s.source in _DETAIL]
    one = {s.source for s in (*detail, statement)} == set(_DETAIL) and len(detail) == 1
    return one and detail[0].name.page == statement.name.page and not (detail[0].code and statement.code)


def _by_code(known: _Known, statement: InitiativeSaid) -> Group | None:
    code, name = _code(statement), folded(statement.name.text)
    if not code:
        return None
    for group in known.coded(code):
        if folded(group.code) != code or (statement.source in _DETAIL and group.detailed()):
            continue
        if max(alike(folded(s.name.text), name) for s in group.said) >= _ALIKE:
            return group
    return None


def _code(statement: InitiativeSaid) -> str:
    return folded(statement.code.text) if statement.code else ""


@dataclass(frozen=True, slots=True)
class Owners:
    """The initiatives of a document and which of them each owner number of the statements is."""

    records: tuple[Initiative, ...]
    by_owner: dict[int, str]


def build_initiatives(groups: Sequence[Group], tree: Tree, document_id: str, plan_id: str) -> Owners:
    """One record for each group."""
    ids = Ids(f"{plan_id}-i")
    records: list[Initiative] = []
    by_owner: dict[int, str] = {}
    for group in groups:
        record = _record(group, tree, ids, document_id, plan_id)
        records.append(record)
        by_owner.update({said.owner: record.initiative_id for said in group.said})
    return Owners(tuple(records), by_owner)


def _record(group: Group, tree: Tree, ids: Ids, document_id: str, plan_id: str) -> Initiative:
    main = group.main
    name = closed_up(main.name.text)
    return Initiative(
        document_id=document_id,
        plan_id=plan_id,
        initiative_id=ids.new(name, group.code),
        code=group.code,
        name=name,
        measure_id=_measure(group, tree),
        category=_category(group),
        departments=_departments(group),
        summary=_joined(group, "summary"),
        current_state=_items(group, "current_state"),
        ideal_state=_items(group, "ideal_state"),
        actions=_items(group, "actions"),
        national_policy=_joined(group, "national_policy"),
        continuity=_joined(group, "continuity"),
        notes=tuple(
            dict.fromkeys(closed_up(said.text) for s in _ordered(group) for said in s.fields.get("remarks", ()))
        ),
        page=main.name.page,
        bbox=main.name.box,
    )


def _ordered(group: Group) -> list[InitiativeSaid]:
    return [group.main, *(s for s in group.said if s is not group.main)]


def _category(group: Group) -> str | None:
    """The kind of initiative that a list says of it, else the word of the heading it stands under."""
    said = [s.category for s in sorted(group.said, key=lambda s: s.source not in ("list", "sheet")) if s.category]
    words = [closed_up(category.text) for category in said]
    return next((word for word in words if len(word.strip("()（） ")) > 1), words[0] if words else None)


def _measure(group: Group, tree: Tree) -> str | None:
    """The measure of the list that names it, else of the headings above it; the longest path says most."""
    paths = [s.measures for s in (*(x for x in group.said if x.source in ("list", "sheet")), *group.said) if s.measures]
    longest = max((len(path) for path in paths), default=0)
    return next((tree.find(path) for path in paths if len(path) == longest), None)


def _departments(group: Group) -> tuple[str, ...]:
    for statement in _ordered(group):
        if statement.fields.get("departments"):
            return tuple(
                dict.fromkeys(name for said in statement.fields["departments"] for name in split_departments(said.text))
            )
    return ()


def _texts(group: Group, role: str) -> tuple[str, ...]:
    """What the first statement that speaks of a field says of it."""
    return next((texts for s in _ordered(group) if (texts := _sections(s).get(role))), ())


def _sections(statement: InitiativeSaid) -> dict[str, tuple[str, ...]]:
    """Fields by role; a cell whose lines name fields of their own (＜現状と課題＞ … ＜取組＞ …) is taken apart."""
    found: dict[str, tuple[str, ...]] = {}
    for field_role, values in statement.fields.items():
        role = "current_state" if field_role == "state_and_actions" else field_role
        for value in values:
            lines: list[str] = []
            for line in value.text.split("\n"):
                named = section_of(line) if field_role in _SECTIONED else ""
                if named:
                    found[role] = (*found.get(role, ()), *(["\n".join(lines)] if lines else []))
                    role, lines = named, []
                else:
                    lines.append(line)
            found[role] = (*found.get(role, ()), *(["\n".join(lines)] if lines else []))
    return found


def _joined(group: Group, role: str) -> str | None:
    texts = [closed_up(text) for text in _texts(group, role)]
    return "".join(texts).lstrip("■●○◆ ") or None


def _items(group: Group, role: str) -> tuple[str, ...]:
    """Bullets of a field as single texts; lines without a bullet go on with the one above."""
    items: list[str] = []
    for line in "\n".join(_texts(group, role)).split("\n"):
        if _BULLET.match(line.strip()) or not items:
            items.append(line.strip())
        else:
            items[-1] += line.strip()
    return tuple(item.removeprefix("・").strip() for item in items if item)
