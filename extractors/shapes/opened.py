"""An initiative that a heading opened, before it is sure that it is one."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.shapes.draft import Draft, Outline
from extractors.shapes.inventory import Inventory
from extractors.statements import Said


@dataclass(slots=True)
class Open:
    """An initiative that a heading opened, until it is written down: where its heading stands and what was above it."""

    owner: int
    name: Said
    code: Said | None
    index: int
    outline: Outline
    fields: dict[str, tuple[Said, ...]] = field(default_factory=dict)
    style: str = ""
    """How its code is written, for an item in running text."""

    def holds_something(self, draft: Draft, inventory: Inventory) -> bool:
        """A heading that no list names is an initiative only if a table, a department or two fields speak of it.

        An item under a label that announces items is one as it stands.
        """
        if self.style or inventory.has_initiative(self.code.text if self.code else "", self.name.text):
            return True
        said = any(getattr(s, "owner", None) == self.owner for s in draft.statements[self.index :])
        fields = self.fields.keys() | draft.fields.get(self.owner, {}).keys()
        return said or "departments" in fields or len(fields - {"summary"}) >= 2
