"""The policy tree: measures said by trees, lists and headings become one record each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.shapes.codes import split_title
from extractors.statements import MeasureSaid, Said
from pipeline.normalise.ids import Ids, folded
from pipeline.schema import Measure

Path = tuple[Said, ...]


@dataclass(slots=True)
class Tree:
    """Measures by what they are called. `find` gives the id of the lowest measure of a path."""

    document_id: str
    plan_id: str
    ids: Ids
    records: dict[str, Measure] = field(default_factory=dict)
    by_name: dict[tuple[str, str, int], str] = field(default_factory=dict)

    def add(self, path: Path, above: int = 0) -> str | None:
        """Record a path from the top down; gives the id of its end. `above`: levels over it that are not printed."""
        parent: str | None = None
        for level, said in enumerate(path, start=1 + above):
            parent = self._node(said, level, parent)
        return parent

    def find(self, path: Path) -> str | None:
        """The id of the end of a path that was added."""
        return self.add(path, levels_above(path)) if path else None

    def by_code(self, code: str) -> str | None:
        """The measure with a code (①), or None."""
        wanted = folded(code)
        return next((m.measure_id for m in self.records.values() if wanted and folded(m.code) == wanted), None)

    def _node(self, said: Said, level: int, parent: str | None) -> str:
        titled = split_title(said.text, numbered=True)
        name = folded(titled.title)
        key = (name, folded(titled.code), level)
        known = self.by_name.get(key) or self._without_code(name, titled.code, level, parent)
        if known is not None:
            self._complete(known, titled.code, parent)
            return known
        measure_id = self.ids.new(titled.title, str(level), titled.code)
        self.records[measure_id] = Measure(
            document_id=self.document_id, plan_id=self.plan_id, measure_id=measure_id, code=titled.code,
            title=titled.title, level=level, parent_id=parent, page=said.page, bbox=said.box,
        )  # fmt: skip
        self.by_name[key] = measure_id
        return measure_id

    def _without_code(self, name: str, code: str, level: int, parent: str | None) -> str | None:
        """The same title once with and once without its code is one measure; with two codes it is two."""
        for measure in self.records.values():
            same = folded(measure.title) == name and measure.level == level
            if (
                same
                and (not code or not measure.code)
                and (not parent or not measure.parent_id or measure.parent_id == parent)
            ):
                return measure.measure_id
        return None

    def _complete(self, measure_id: str, code: str, parent: str | None) -> None:
        known = self.records[measure_id]
        if (code and not known.code) or (parent and not known.parent_id):
            self.records[measure_id] = known.model_copy(
                update={"code": known.code or code, "parent_id": known.parent_id or parent}
            )


def levels_above(path: Path) -> int:
    """Levels over a path that the plan does not print: a top node with a code of two parts (施策 1-1) has one above."""
    titled = split_title(path[0].text, numbered=True)
    if not titled.word:
        return 0
    return len(re.split(r"[-‐－―ー.．]", titled.code)) - 1 if titled.code else 0


def build_tree(said: Iterable[MeasureSaid], document_id: str, plan_id: str) -> Tree:
    """The tree of a document: what trees say first, then lists, then headings."""
    tree = Tree(document_id, plan_id, Ids(f"{plan_id}-m"))
    order = {"tree": 0, "list": 1, "heading": 2}
    for statement in sorted(said, key=lambda s: order[s.source]):
        tree.add(statement.path, levels_above(statement.path))
    return tree
