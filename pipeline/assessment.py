"""An outside assessment of a local government: a checklist in viewpoints, its overall score, who made it.

In: `Block`s of a web page, a text or a PDF. Out: an `Assessed`, or None for a document that is none: recognised by
what it says (a score, or a number of items that its own list then has), never by where it comes from.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from extractors.blocks import Block
from extractors.model import Remark
from pipeline.municipalities import Municipality, mentions
from pipeline.schema import Assessment


class Item(NamedTuple):
    """An item of a checklist as printed, without bullet and mark; `met` where a mark stands beside it."""

    text: str
    met: bool | None
    page: int | None


class Viewpoint(NamedTuple):
    """A heading of the checklist as printed and the items under it."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Assessed:
    """A whole assessment. `stated_items` is the number of items that its text gives, to compare with those found."""

    title: str
    assessor: str | None
    place: Municipality | None
    score: Decimal | None
    score_max: Decimal | None
    viewpoints: tuple[Viewpoint, ...]
    stated_items: int | None = None

    @property
    def items(self) -> int:
        return sum(len(viewpoint.items) for viewpoint in self.viewpoints)


_VIEWPOINT = re.compile(r"[観視]点|評価軸|評価分野|評価区分|カテゴリ|チェック項目|評価の柱")
CHECKLIST = re.compile(r"評価項目|調査項目|チェック項目|チェックリスト|採点|診断項目")
_SCORES = (
    re.compile(r"(?P<max>[0-9.]+)点満?点?中[、,]?(?:の)?(?P<score>[0-9.]+)点"),
    re.compile(r"(?P<score>[0-9.]+)点?[/／](?P<max>[0-9.]+)点"),
    re.compile(r"(?P<score>[0-9.]+)点[(（](?P<max>[0-9.]+)点満点"),
    re.compile(r"(?P<max>[0-9]+)項目(?:中|のうち)[、,]?(?P<score>[0-9]+)項目"),
)
_STATED = re.compile(r"([0-9]{1,3})(?:の(?:評価|調査|チェック|診断)?項目|(?:評価|調査)?項目)")
_ASSESSOR = re.compile(r"(?:作成者?|評価者|調査者|調査主体|評価主体|調査機関|評価機関|発行者?|編集)[:：]\s*(.{2,40})")
_YES, _NO = (
    re.compile(r"^[○◯〇✓✔☑◎]|^(?:はい|有|あり|YES)$", re.I),
    re.compile(r"^[×✕✗☒✖]|^(?:いいえ|無|なし|NO)$", re.I),
)
_MARK_BEHIND = re.compile(r"\s*(?:[:：…]\s*)?([○◯〇✓✔☑◎×✕✗☒✖])\s*$")
_MARK_BEFORE = re.compile(r"^\s*([○◯〇✓✔☑◎×✕✗☒✖☐])\s*")


def assessed(blocks: Sequence[Block]) -> Assessed | None:
    """The assessment that the blocks are, or None."""
    text = unicodedata.normalize("NFKC", "".join(block.text for block in blocks)).replace(" ", "")
    if not CHECKLIST.search(text):
        return None
    score, score_max = _score(text)
    counts = [int(number) for number in _STATED.findall(text)]
    viewpoints = _viewpoints(blocks, counts, score_max)
    found = sum(len(viewpoint.items) for viewpoint in viewpoints)
    if found < 3 or (score is None and found not in counts):
        return None
    title = next((block.text for block in blocks if block.kind == "heading"), blocks[0].text)
    stated = Counter(counts).most_common(1)[0][0] if counts else None
    return Assessed(title, _assessor(blocks), _place(blocks), score, score_max, viewpoints, stated)


def records(found: Assessed, document_id: str) -> tuple[Assessment, ...]:
    """The published rows: items numbered through the whole list, the overall score repeated on each."""
    pairs = [(viewpoint, item) for viewpoint in found.viewpoints for item in viewpoint.items]
    return tuple(
        Assessment(
            document_id=document_id,
            assessor=found.assessor,
            lg_code=found.place.lg_code if found.place else None,
            viewpoint=viewpoint.title,
            item_no=number,
            item=item.text,
            met=item.met,
            score=found.score,
            score_max=found.score_max,
            page=item.page,
        )
        for number, (viewpoint, item) in enumerate(pairs, 1)
    )


def remarks(found: Assessed) -> tuple[Remark, ...]:
    """What a reader should know: no marks beside the items, a stated number of items that differs, no government."""
    first = found.viewpoints[0].items[0].page or 1
    said = []
    if all(item.met is None for viewpoint in found.viewpoints for item in viewpoint.items):
        said.append(Remark("assessment-without-marks", first, None, {"items": str(found.items)}))
    if found.stated_items not in (None, found.items):
        values = {"stated": str(found.stated_items), "items": str(found.items)}
        said.append(Remark("assessment-count-differs", first, None, values))
    if found.place is None:
        said.append(Remark("municipality-not-found", 1))
    return tuple(said)


def _score(text: str) -> tuple[Decimal | None, Decimal | None]:
    for pattern in _SCORES:
        for match in pattern.finditer(text):
            score, best = Decimal(match["score"].strip(".")), Decimal(match["max"].strip("."))
            if 0 <= score <= best:
                return score, best
    return None, None


def _viewpoints(blocks: Sequence[Block], counts: Sequence[int], score_max: Decimal | None) -> tuple[Viewpoint, ...]:
    """The headings whose items are the checklist: called viewpoints, else marked, else of the stated number."""
    groups = list(_groups(blocks))
    named = tuple(group for group in groups if _VIEWPOINT.search(group.title))
    if sum(len(group.items) for group in named) > 2:
        return named
    marked = tuple(group for group in groups if any(item.met is not None for item in group.items))
    if marked:
        return marked
    wanted = {*counts, int(score_max or 0)} - {0}
    for start in range(len(groups)):
        for end in range(start + 1, len(groups) + 1):
            if sum(len(group.items) for group in groups[start:end]) in wanted:
                return tuple(groups[start:end])
    return ()


def _groups(blocks: Sequence[Block]) -> Iterator[Viewpoint]:
    """Headings with the items under them, up to the next heading."""
    title = ""
    items: list[Item] = []
    for block in blocks:
        if block.kind == "heading":
            if items:
                yield Viewpoint(title, tuple(items))
            title, items = block.text, []
        elif block.kind in ("item", "row") and (item := _item(block)):
            items.append(item)
    if items:
        yield Viewpoint(title, tuple(items))


def _item(block: Block) -> Item | None:
    """An item with its mark; None for a header row or an empty one."""
    cells = [cell.strip() for cell in block.text.split("\t") if cell.strip()]
    if block.kind == "row":
        marks = [_met(cell) for cell in cells]
        texts = [cell for cell, mark in zip(cells, marks, strict=True) if mark is None and not cell.isdigit()]
        if not texts or all(mark is None for mark in marks):
            return None
        return Item(max(texts, key=len), next(mark for mark in marks if mark is not None), block.page)
    before, behind = _MARK_BEFORE.match(block.text), _MARK_BEHIND.search(block.text)
    mark = behind or before
    text = _MARK_BEHIND.sub("", _MARK_BEFORE.sub("", block.text)).strip()
    return Item(text, _met(mark[1]) if mark else None, block.page) if text else None


def _met(text: str) -> bool | None:
    return True if _YES.match(text) else False if _NO.match(text) else None


def _assessor(blocks: Sequence[Block]) -> str | None:
    """Who is named most as author."""
    names = Counter(
        match[1].strip() for block in blocks if (match := _ASSESSOR.match(unicodedata.normalize("NFKC", block.text)))
    )
    return names.most_common(1)[0][0] if names else None


def _place(blocks: Sequence[Block]) -> Municipality | None:
    """The local government named most, headings counting more, the first most; None when two bear the name."""
    points: Counter[str] = Counter()
    places: dict[str, Municipality] = {}
    first = True
    for block in blocks:
        weight = 1
        if block.kind == "heading":
            weight, first = (20 if first else 5), False
        for mention in mentions(block.text):
            if len(mention.candidates) == 1 and mention.candidates[0].kind != "prefecture":
                places[mention.candidates[0].lg_code] = mention.candidates[0]
                points[mention.candidates[0].lg_code] += weight
    return places[points.most_common(1)[0][0]] if points else None
