"""What stands on a page, in reading order, and what waits there for an initiative that a heading must name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.model import Box, Table
from extractors.shapes.codes import code_shape
from extractors.shapes.dispatch import Look, holds_initiatives, look, needs_owner
from extractors.shapes.form import is_details
from extractors.shapes.headings import Block, field_of, is_contents, labelled
from extractors.shapes.inventory import folded

_DETAILS = frozenset({"current_state", "ideal_state", "actions", "state_and_actions", "schedule"})


@dataclass(slots=True)
class PageView:
    """What a page holds, and whether it still waits for its first heading."""

    parts: Sequence[Block | Table]
    looks: Mapping[int, Look]
    """What was seen of each table, by the table's identity."""
    wants_owner: bool
    """Whether it speaks of an initiative that a heading must name: a year grid or a field's label."""
    has_details: bool
    largest: float
    fresh: bool = True

    @classmethod
    def of(cls, parts: Sequence[Block | Table]) -> PageView:
        """The view of a page from its parts in reading order."""
        looks = {id(part): look(part) for part in parts if isinstance(part, Table)}
        has_details = any(isinstance(part, Block) and _is_detail(part) for part in parts)
        return cls(
            parts=parts,
            looks=looks,
            wants_owner=has_details or any(map(needs_owner, looks.values())),
            has_details=has_details,
            largest=max((part.size for part in parts if isinstance(part, Block)), default=0.0),
        )

    def leads(self, heading: Block) -> bool:
        """Whether what a heading of an initiative would hold follows it before the next heading with a code."""
        for part in self.below(heading):
            if self.needs_owner(part) if isinstance(part, Table) else _is_detail(part):
                return True
            if not over(part.box, heading.box) and not isinstance(part, Table):
                continue
            if isinstance(part, Table) or ((part.strong or part.framed) and part.titled.code):
                return False
        return False

    def needs_owner(self, table: Table) -> bool:
        """Whether a table of the page holds years under an initiative that it does not name itself."""
        return needs_owner(self.looks[id(table)])

    def is_answered(self, heading: Block) -> bool:
        """Whether what stands under a heading says who is in charge: what the heading names is an initiative."""
        below = next(iter(self.below(heading)), None)
        if isinstance(below, Table):
            return is_details(self.looks[id(below)].whole)
        return isinstance(below, Block) and labelled(below.text)[0] == "departments"

    def opens_list(self, heading: Block) -> bool:
        """Whether initiatives stand under a heading: a list or form, a line with its department, or deeper headings."""
        for part in self.below(heading):
            if isinstance(part, Table):
                return holds_initiatives(self.looks[id(part)])
            if not part.titled.code or not (part.strong or part.framed or self.stands_over_list(part)):
                continue
            deeper = code_shape(part.titled.code) != code_shape(heading.titled.code)
            return deeper and (self.is_answered(part) or self.opens_list(part))
        return False

    def stands_over_list(self, line: Block) -> bool:
        """Whether a list or form stands directly under a line: with a code it is a heading in whatever size."""
        below = next(iter(self.below(line)), None)
        return isinstance(below, Table) and holds_initiatives(self.looks[id(below)])

    def below(self, heading: Block) -> Sequence[Block | Table]:
        """What follows a heading on its page."""
        return self.parts[self.parts.index(heading) + 1 :]


def over(box: Box, other: Box) -> bool:
    """Whether two boxes share some of their width."""
    return min(box.x1, other.x1) - max(box.x0, other.x0) > 0


def in_order(parts: list[Block | Table]) -> list[Block | Table]:
    """From top to bottom; what stands on one line runs from left to right, whatever its size."""
    ordered: list[Block | Table] = []
    row: list[Block | Table] = []
    for part in sorted(parts, key=lambda part: part.box.top):
        if row and not isinstance(part, Table) and not isinstance(row[0], Table) and _level(part.box, row[0].box):
            row.append(part)
            continue
        ordered += sorted(row, key=lambda part: part.box.x0)
        row = [part]
    return [*ordered, *sorted(row, key=lambda part: part.box.x0)]


def _level(box: Box, other: Box) -> bool:
    """Whether two lines stand at one height: they share half of the lower one's."""
    shared = min(box.bottom, other.bottom) - max(box.top, other.top)
    return shared > 0.5 * min(box.height, other.height)


def is_contents_page(parts: list[Block | Table]) -> bool:
    """A table of contents names everything and says nothing."""
    lines = [part.text for part in parts if isinstance(part, Block)]
    titled = any(folded(line).startswith("目次") and len(folded(line)) <= 8 for line in lines)
    return not any(isinstance(part, Table) for part in parts) and (titled or sum(map(is_contents, lines)) >= 3)


def _is_detail(block: Block) -> bool:
    """Whether a line is the label of a field of an initiative that a heading must name."""
    return field_of(block.text) in _DETAILS or labelled(block.text)[0] == "departments"
