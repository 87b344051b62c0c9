"""A document from its first page to its last: headings open measures and initiatives, tables fill them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.model import Sheet, Table
from extractors.shapes.codes import split_title
from extractors.shapes.dispatch import read_table
from extractors.shapes.draft import Draft
from extractors.shapes.headings import (
    Block,
    blocks,
    category_of,
    crumb_of,
    field_of,
    indicator_of,
    is_contents,
    labelled,
    named_in,
    says_its_level,
    trail,
)
from extractors.shapes.inventory import Inventory, folded
from extractors.shapes.items import announces_items, holds_table, style_of
from extractors.shapes.layout import PageView, in_order, is_contents_page, over
from extractors.shapes.numbering import Numbering
from extractors.shapes.opened import Open
from extractors.shapes.pairs import goals_in_words
from extractors.shapes.terms import read_terms
from extractors.statements import IndicatorSaid, InitiativeSaid, MeasureSaid, NoteSaid, Said
from extractors.vocabulary import patterns


class Walk:
    """Reads the pages in order into a draft. With an inventory, headings are recognised by what the lists name."""

    def __init__(self, draft: Draft, inventory: Inventory, body: float) -> None:
        self.draft, self.inventory, self.body = draft, inventory, body
        self.levels: list[str] = []
        self.numbering = Numbering(inventory.numberings)
        self.category_size = 0.0
        self.open: Open | None = None
        self.opened: list[Open] = []
        """Initiatives of this page that are not yet written down, the open one included."""
        self.labels: list[tuple[str, Block]] = []
        self.indicator: Said | None = None
        self.announced = False
        """A label has announced items (［具体的な施策］) since the last heading."""
        self.parents: list[Said] = []
        """Headings that turned out to be measures over items in running text."""
        self.in_glossary = False

    def read(self, sheets: Sequence[Sheet]) -> None:
        """Read all pages."""
        for sheet in sheets:
            self._page(sheet)
            self._write_down(keep=self.open)
        self._write_down()

    def _page(self, sheet: Sheet) -> None:
        parts = in_order([*blocks(sheet, self.body), *sheet.tables])
        if is_contents_page(parts):
            return
        if self._glossary(parts):
            return
        view = PageView.of(parts)
        for part in parts:
            if isinstance(part, Table):
                self._enter_column(part)
                read_table(part, view.looks[id(part)], self.draft, self.indicator)
                self.indicator = None
            else:
                self._block(part, view)

    def _glossary(self, parts: list[Block | Table]) -> bool:
        """Pages of a glossary in running text: from its heading on, until a page has another large heading."""
        texts = [part for part in parts if isinstance(part, Block)]
        if any(isinstance(part, Table) for part in parts) or not texts:
            self.in_glossary = False
            return False
        heading = next((b for b in texts if patterns()["glossary"].match(folded(split_title(b.text).title))), None)
        other = any(block.size >= self.body * 1.3 for block in texts)
        self.in_glossary = heading is not None or (self.in_glossary and not other)
        if not self.in_glossary:
            return False
        self._close()
        self.draft.outline.owner = None
        rest = [b for b in texts if b is not heading and (heading is None or b.box.top > heading.box.top)]
        self.draft.add(*read_terms(rest))
        return True

    def _block(self, block: Block, view: PageView) -> None:
        """Read one line: a note, a labelled value, an indicator's name, where a title belongs, or anything else."""
        text = block.text.strip()
        if not text or is_contents(text):
            return
        role, value = labelled(text)
        if text.startswith(("※", "＊", "*")):
            self.draft.add(NoteSaid(self.draft.outline.owner, _said(block)))
        elif name := named_in(text):
            titled = split_title(name)
            self._begin(block, titled.code, titled.title)
            self.draft.outline.sure = True
        elif role and self.open is not None:
            self._field(role, Said(value, block.page, block.box))
        elif len(text) <= 80 and (indicator := indicator_of(text)) is not None:
            self.indicator = Said(indicator, block.page, block.box)
        elif crumb_of(text)[0]:
            self._crumb(block, *crumb_of(text))
        else:
            self._line(block, text, view)

    def _line(self, block: Block, text: str, view: PageView) -> None:
        """Read a line that says of itself neither what it is nor whose: a label, an item, a goal, a heading, prose."""
        if announces_items(text):
            self.announced = True
        elif self._is_item(block, view):
            self._item(block)
        elif goals := self._goals(block):
            self.draft.add(*goals)
        elif field_of(text):
            self.labels.append((field_of(text), block))
        elif block.strong or block.framed or says_its_level(text) or self._is_heading(block, view):
            self._heading(block, text, view)
            view.fresh = False
        else:
            self._prose(block)

    def _is_answered(self, block: Block, view: PageView) -> bool:
        """A short line over its department is a heading in whatever size: it has a code, or is larger than the body."""
        short = len(block.text) <= 40 and not block.text.rstrip().endswith(("。", "、"))
        return short and bool(block.titled.code or block.size >= self.body * 1.04) and view.is_answered(block)

    # items in running text

    def _is_item(self, block: Block, view: PageView) -> bool:
        """The first item under a label has a table; those that follow have its style."""
        style = style_of(block) if self.announced else ""
        if self.open is not None and self.open.style:
            return style == self.open.style
        return bool(style) and holds_table(view, block)

    def _item(self, block: Block) -> None:
        if self.open is not None and not self.open.style:
            self._to_measure(self.open)
        self._begin(block, block.titled.code, block.titled.title)
        if self.open is not None:
            self.open.style = style_of(block)

    def _to_measure(self, opened: Open) -> None:
        """What a heading opened as an initiative stands over items of its own: it is a measure, and so is its goal."""
        text = f"{opened.code.text}　{opened.name.text}" if opened.code else opened.name.text
        self.parents.append(opened.name._replace(text=text))
        path = (*(one for one in opened.outline.measures if one not in self.parents), self.parents[-1])
        for at in range(opened.index, len(self.draft.statements)):
            said = self.draft.statements[at]
            if isinstance(said, IndicatorSaid) and said.owner == opened.owner:
                self.draft.statements[at] = replace(said, owner=None, measures=path)
        self.opened.remove(opened)
        self.draft.outline.measures = path
        self.draft.add(MeasureSaid(path, "heading"))

    def _goals(self, block: Block) -> list[IndicatorSaid]:
        """入学者数40人（2014年度）→50人（2019年度） on a line under a heading is an indicator of what that names."""
        outline = self.draft.outline
        if outline.owner is None and not outline.measures:
            return []
        measures = outline.measures if outline.owner is None else ()
        kpi = IndicatorSaid(outline.owner, "", "", "", "", _said(block), measures=measures)
        return goals_in_words(kpi, _said(block))

    def _is_heading(self, block: Block, view: PageView) -> bool:
        """Whether a line in the body's size is one by what stands under it: a department, or a list under its code."""
        return self._is_answered(block, view) or bool(block.titled.code and view.stands_over_list(block))

    # headings

    def _heading(self, block: Block, text: str, view: PageView) -> None:
        titled = block.titled
        self.announced = False
        title = patterns()["continued"].sub("", titled.title).strip()
        if category := category_of(text):
            self._begin_category(block, category)
        elif self.open is not None and folded(title) == folded(self.open.name.text):
            self.draft.outline.owner = self.open.owner
        elif self._is_initiative(block, titled.code, title, view):
            self._begin(block, titled.code, title)
            self.draft.outline.sure = view.has_details or self.inventory.has_initiative(titled.code, title)
        else:
            self._leave_category(block, title)
            numbering = self.numbering.of(block, view)
            if not self._measure(block, text, numbering) and block.size >= self.body * 1.25 and view.fresh:
                self._close()
                self.draft.outline.owner = None

    def _begin_category(self, block: Block, category: str) -> None:
        self._close()
        self.draft.outline.category = Said(category, block.page, block.box)
        self.draft.outline.owner = None
        self.category_size = block.size

    def _crumb(self, block: Block, category: str, rest: str) -> None:
        self._begin_category(block, category)
        self.category_size = block.size * 10  # a small line speaks for the large title below it
        if rest and self._measure(block, rest):
            self.draft.outline.category = Said(category, block.page, block.box)

    def _leave_category(self, block: Block, title: str) -> None:
        """A heading larger than the one that named a kind of initiative, or the next section beside it, ends it."""
        section = bool(patterns()["section"].search(folded(title)))
        if block.size > self.category_size * 1.03 or (section and block.size >= self.category_size * 0.95):
            self.draft.outline.category = None

    def _is_initiative(self, block: Block, code: str, title: str, view: PageView) -> bool:
        word = block.titled.word
        if (
            not title
            or patterns()["section"].search(folded(title))
            or (word and not patterns()["item_word"].match(word))
        ):
            return False
        if self.inventory.has_initiative(code, title):
            return True
        if not view.wants_owner or self.inventory.measures_in(block.text):
            return False
        if code:
            return view.leads(block)
        if self._is_answered(block, view):
            return True
        first = view.fresh and block.size >= 0.97 * view.largest
        return first and view.has_details and not self.inventory.names

    def _begin(self, block: Block, code: str, title: str) -> None:
        self._close()
        owner = self.draft.open_owner()
        self.draft.outline.owner = owner
        place = Said(title, block.page, block.box)
        coded = Said(code, block.page, block.box) if code else None
        self.open = Open(owner, place, coded, len(self.draft.statements), replace(self.draft.outline))
        self.opened.append(self.open)

    def _close(self) -> None:
        """No initiative is open any more; those of this page are written down at its end."""
        self.open = None
        self.labels = []

    def _enter_column(self, table: Table) -> None:
        """Of initiatives side by side, a table belongs to the one whose heading stands over it."""
        if self.open is None or self.draft.outline.owner not in {one.owner for one in self.opened}:
            return
        beside = [one for one in self.opened if one.name.page == table.page and over(one.name.box, table.box)]
        if beside:
            self.draft.outline.owner = max(beside, key=lambda one: one.name.box.top).owner

    def _write_down(self, keep: Open | None = None) -> None:
        for one in self.opened:
            if one is not keep and one.holds_something(self.draft, self.inventory):
                fields = {**one.fields, **self.draft.fields.pop(one.owner, {})}
                outline = one.outline
                self.draft.add(
                    InitiativeSaid(one.owner, one.name, one.code, "heading", outline.measures, outline.category, fields)
                )
        self.opened = [one for one in self.opened if one is keep]

    def _measure(self, block: Block, text: str, numbering: str = "") -> bool:
        known = self.inventory.measures_in(text) or trail(block, text)
        titled = split_title(text)
        if not known and not (titled.word and titled.code) and not numbering:
            return False
        self._close()
        self.draft.outline.owner = None
        path = known or self._path(block, titled.word or numbering, text)
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
        above = [
            (role, label)
            for role, label in self.labels
            if label.page == block.page and label.box.top <= block.box.top and label.box.x0 <= block.box.x0 + 60
        ]
        role = (
            max(above, key=lambda x: (x[1].box.x0 > block.box.x0 - 200, x[1].box.top, x[1].box.x0))[0]
            if above
            else "summary"
        )
        self._field(role, _said(block))


def _said(block: Block) -> Said:
    return Said(block.text, block.page, block.box)
