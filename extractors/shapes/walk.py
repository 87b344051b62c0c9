"""A document from its first page to its last: headings open measures and initiatives, tables fill them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.model import Sheet, Table
from extractors.shapes.codes import split_title
from extractors.shapes.dispatch import Around, needs_owner, read_table
from extractors.shapes.draft import Draft
from extractors.shapes.headings import (
    Block,
    blocks,
    category_of,
    field_of,
    indicator_of,
    is_contents,
    labelled,
    patterns,
)
from extractors.shapes.inventory import Inventory, folded
from extractors.statements import InitiativeSaid, MeasureSaid, NoteSaid, Said


_ITEM_WORDS = frozenset({"事業", "取組", "取組項目", "重点取組項目", "プロジェクト"})
_DETAILS = frozenset({"current_state", "ideal_state", "actions", "state_and_actions", "schedule"})


@dataclass(slots=True)
class _Open:
    """The initiative that a heading opened, while its page is read."""

    owner: int
    name: Said
    code: Said | None
    index: int
    fields: dict[str, tuple[Said, ...]] = field(default_factory=dict)


class Walk:
    """Reads the pages in order into a draft. With an inventory, headings are recognised by what the lists name."""

    def __init__(self, draft: Draft, inventory: Inventory, body: float) -> None:
        self.draft, self.inventory, self.body = draft, inventory, body
        self.levels: list[str] = []
        self.category_size = 0.0
        self.open: _Open | None = None
        self.labels: list[tuple[str, Block]] = []
        self.indicator: Said | None = None

    def read(self, sheets: Sequence[Sheet]) -> None:
        for sheet in sheets:
            self._page(sheet)
        self._close()

    def _page(self, sheet: Sheet) -> None:
        parts: list[Block | Table] = [*blocks(sheet, self.body), *sheet.tables]
        parts.sort(key=lambda part: part.box.top)
        if _is_contents_page(parts):
            return
        has_years = any(_wants_owner(part) for part in parts)
        fresh = True
        for part in parts:
            if isinstance(part, Table):
                read_table(part, self.draft, Around(self.indicator))
                self.indicator = None
            else:
                fresh = self._block(part, has_years, fresh, parts)

    def _block(self, block: Block, has_tables: bool, fresh: bool, parts: list[Block | Table]) -> bool:
        """Read one line; gives whether the page still waits for its first heading."""
        text = block.text.strip()
        if not text or is_contents(text):
            return fresh
        if text.startswith(("※", "＊", "*")):
            self.draft.add(NoteSaid(self.draft.outline.owner, _said(block)))
            return fresh
        role, value = labelled(text)
        if role and self.open is not None:
            self._field(role, Said(value, block.page, block.box))
            return fresh
        if (indicator := indicator_of(text)) and len(text) <= 80:
            self.indicator = Said(indicator, block.page, block.box)
            return fresh
        if field_of(text):
            self.labels.append((field_of(text), block))
            return fresh
        if block.strong or block.framed or _says_its_level(text):
            return self._heading(block, text, has_tables, fresh, parts)
        self._prose(block)
        return fresh

    # headings

    def _heading(self, block: Block, text: str, has_tables: bool, fresh: bool, parts: list[Block | Table]) -> bool:
        if category := category_of(text):
            self._close()
            self.draft.outline.category = Said(category, block.page, block.box)
            self.category_size = block.size
            self.draft.outline.owner = None
            return False
        titled = block.titled
        title = patterns()["continued"].sub("", titled.title).strip()
        if self.open is not None and folded(title) == folded(self.open.name.text):
            self.draft.outline.owner = self.open.owner
            return False
        if self._is_initiative(block, titled.code, title, has_tables, fresh, parts):
            self._begin(block, titled.code, title)
            return False
        self._leave_category(block, title)
        if self._measure(block, text):
            return False
        if block.size >= self.body * 1.25 and fresh:
            self._close()
            self.draft.outline.owner = None
        return False

    def _leave_category(self, block: Block, title: str) -> None:
        """A heading larger than the one that named a kind of initiative, or the next section beside it, ends it."""
        section = bool(patterns()["section"].search(folded(title)))
        if block.size > self.category_size * 1.03 or (section and block.size >= self.category_size * 0.95):
            self.draft.outline.category = None

    def _is_initiative(
        self, block: Block, code: str, title: str, has_tables: bool, fresh: bool, parts: list[Block | Table]
    ) -> bool:
        if not title or patterns()["section"].search(folded(title)):
            return False
        if (block.titled.word and block.titled.word not in _ITEM_WORDS):
            return False
        if self.inventory.has_initiative(code, title):
            return True
        if self.inventory.measures_in(block.text):
            return False
        largest = max((p.size for p in parts if isinstance(p, Block)), default=0.0)
        return bool(code) and has_tables and block.size >= 0.97 * largest and fresh

    def _begin(self, block: Block, code: str, title: str) -> None:
        self._close()
        owner = self.draft.open_owner()
        self.draft.outline.owner = owner
        place = Said(title, block.page, block.box)
        self.open = _Open(owner, place, Said(code, block.page, block.box) if code else None, len(self.draft.statements))

    def _close(self) -> None:
        """Write down the initiative that the last heading opened, before what was said under it."""
        if self.open is not None:
            outline = self.draft.outline
            self.draft.statements.insert(
                self.open.index,
                InitiativeSaid(
                    self.open.owner, self.open.name, self.open.code, "heading", outline.measures, outline.category,
                    self.open.fields,
                ),
            )  # fmt: skip
        self.open = None
        self.labels = []

    def _measure(self, block: Block, text: str) -> bool:
        known = self.inventory.measures_in(text)
        titled = split_title(text)
        if not known and not (titled.word and titled.code):
            return False
        self._close()
        self.draft.outline.owner = None
        path = known or self._path(block, titled.word, text)
        self.draft.outline.measures = path
        self.draft.add(MeasureSaid(path, "heading"))
        return True

    def _path(self, block: Block, word: str, text: str) -> tuple[Said, ...]:
        """The path down to a levelled heading: a word seen before keeps its level, a new one goes one deeper."""
        if word not in self.levels:
            depth = min(len(self.draft.outline.measures), len(self.levels))
            self.levels = [*self.levels[:depth], word]
        level = self.levels.index(word)
        return (*self.draft.outline.measures[:level], Said(text, block.page, block.box))

    # prose under a heading

    def _field(self, role: str, value: Said) -> None:
        if self.open is not None:
            self.open.fields[role] = (*self.open.fields.get(role, ()), value)

    def _prose(self, block: Block) -> None:
        """A line of running text belongs to the label above it in the same column, else to the summary."""
        if self.open is None or block.page != self.open.name.page:
            return
        over = [
            (role, label)
            for role, label in self.labels
            if label.page == block.page and label.box.top <= block.box.top and label.box.x0 <= block.box.x0 + 60
        ]
        role = max(over, key=lambda x: (x[1].box.x0 > block.box.x0 - 200, x[1].box.top, x[1].box.x0))[0] if over else "summary"
        self._field(role, _said(block))


def _says_its_level(text: str) -> bool:
    """基本目標1 … and ■ 重点事業 are headings by their words, in whatever size they are set."""
    if len(text) > 60 or text.endswith(("。", "．")):
        return False
    titled = split_title(text)
    return bool(titled.word and titled.code and titled.title) or bool(text[0] in "■●◆□○◇【《〈<" and category_of(text))


def _is_contents_page(parts: list[Block | Table]) -> bool:
    """A table of contents names everything and says nothing."""
    lines = [part.text for part in parts if isinstance(part, Block)]
    titled = any(folded(line).startswith("目次") and len(folded(line)) <= 8 for line in lines)
    return not any(isinstance(part, Table) for part in parts) and (titled or sum(map(is_contents, lines)) >= 3)


def _wants_owner(part: Block | Table) -> bool:
    """Whether a part of a page speaks of an initiative that a heading must name: a year grid or a field's label."""
    return needs_owner(part) if isinstance(part, Table) else field_of(part.text) in _DETAILS


def _said(block: Block) -> Said:
    return Said(block.text, block.page, block.box)
