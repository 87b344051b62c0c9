"""Lines outside tables: which are headings, and what kind of heading each is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extractors.model import Box, Line, Sheet
from extractors.shapes.codes import Titled, split_title
from extractors.statements import Said
from extractors.vocabulary import key, patterns, roles

FIELD_LABELS = frozenset(
    {"current_state", "ideal_state", "actions", "summary", "national_policy", "schedule", "state_and_actions", "kpi",
     "outcome", "output", "departments"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """One heading or line of text, wrapped lines joined. `strong`: larger than the body, bold or framed."""

    page: int
    box: Box
    text: str
    size: float
    strong: bool
    framed: bool

    @property
    def titled(self) -> Titled:
        return split_title(self.text)


def body_size(sheets: Sequence[Sheet]) -> float:
    """The font size in which most characters outside tables and margins are set; 10.5 where there are none."""
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for line in (line for line in sheet.lines if not line.running):
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.5


def mark_running(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Mark running heads, feet and page numbers: what stands in the margin of several pages or is a lone number."""
    seen = Counter(
        (_place(line, sheet), re.sub(r"\d+", "0", key(line.text)))
        for sheet in sheets
        for line in sheet.lines
        if _in_margin(line, sheet)
    )
    often = max(3, len(sheets) // 10) if len(sheets) > 3 else 2
    marked: list[Sheet] = []
    for sheet in sheets:
        lines = tuple(
            line._replace(running=True)
            if _in_margin(line, sheet)
            and not _names_a_place_in_the_plan(line.text)
            and labelled(line.text)[0] != "departments"
            and (
                patterns()["page_number"].match(line.text.strip())
                or seen[_place(line, sheet), re.sub(r"\d+", "0", key(line.text))] >= often
            )
            else line
            for line in sheet.lines
        )
        marked.append(replace(sheet, lines=lines))
    return marked


def _names_a_place_in_the_plan(text: str) -> bool:
    """方針Ⅰ … ＞ 施策Ⅰ-1 … stands over every page of its part and says where it is: no mere running head."""
    titled = split_title(re.split(r"[＞>≫»⇒→]", text)[0])
    return bool(titled.word and titled.code and titled.title)


def _in_margin(line: Line, sheet: Sheet) -> bool:
    return line.box.bottom < sheet.height * 0.12 or line.box.top > sheet.height * 0.9


def _place(line: Line, sheet: Sheet) -> str:
    return "head" if line.box.bottom < sheet.height / 2 else "foot"


def blocks(sheet: Sheet, body: float) -> list[Block]:
    """The lines of a page from top to bottom; wrapped lines of one heading are one block."""
    found: list[Block] = []
    for line in sorted((line for line in sheet.lines if not line.running), key=lambda x: (x.box.top, x.box.x0)):
        framed = not _is_prose(line.text) and _is_framed(line.box, sheet.frames)
        strong = line.size >= body * 1.12 or line.bold
        block = Block(line.page, line.box, line.text, line.size, strong, framed)
        if found and _wraps(found[-1], block, body):
            found[-1] = _joined(found[-1], block)
        else:
            found.append(block)
    return found


def _is_prose(text: str) -> bool:
    """An item of a list or the end of a sentence is no heading, however close the frame around it is drawn."""
    return text.lstrip()[:1] in "・･" or text.rstrip()[-1:] == "。"


def _is_framed(box: Box, frames: Iterable[Box]) -> bool:
    x, y = box.centre
    most = 4 * box.height
    return any(x0 <= x <= x1 and top <= y <= bottom and bottom - top < most for x0, top, x1, bottom in frames)


def _wraps(above: Block, block: Block, body: float) -> bool:
    """A large line or a note goes on in the line directly under it of the same size, unless that begins anew."""
    close = -0.5 * block.size < block.box.top - above.box.bottom < 0.7 * block.size
    same = abs(above.size - block.size) < 0.05 * block.size and (above.size >= body * 1.12 or _is_open_note(above))
    fresh = bool(block.titled.code) or block.text[:1] in "■◆●○□◇・【《※"
    overlap = min(above.box.x1, block.box.x1) - max(above.box.x0, block.box.x0) > 0
    full = above.box.width > 12 * above.size
    return close and same and overlap and full and not fresh


def _is_open_note(block: Block) -> bool:
    return block.text.startswith("※") and not block.text.endswith("。")


def _joined(above: Block, below: Block) -> Block:
    return replace(
        above, box=above.box.union(below.box), text=above.text + below.text, framed=above.framed or below.framed
    )


def category_of(text: str) -> str:
    """The printed word for a kind of initiative that a heading consists of (■ 重点事業（事業区分：A）), or ''."""
    bare = re.sub(r"\s+", "", text).strip("■◆●○□◇▼・《》【】<>〈〉")
    folded = key(bare).replace(" ", "")
    for _ in range(3):
        folded = patterns()["category_tail"].sub("", folded)
    return folded if len(folded) <= 12 and patterns()["category"].match(folded) else ""


_FIELD_ORDER = (
    "departments", "national_policy", "current_state", "ideal_state", "actions", "summary", "category", "code",
)  # fmt: skip
_CRUMB = re.compile(r"^[【\[〔（(](?P<kind>[^】\]〕）)]{2,12})[】\]〕）)]\s*(?P<rest>.*)$")


def crumb_of(text: str) -> tuple[str, str]:
    """A small line over a title that says where it belongs (【重点事業】① 窓口改革): the kind and the rest, or ''."""
    match = _CRUMB.match(text.strip())
    category = category_of(match["kind"]) if match else ""
    return (category, match["rest"].strip()) if match and category else ("", "")


def indicator_of(text: str) -> str | None:
    """The indicator that a heading names (【成果指標】オンライン申請率), empty where it announces some, else None."""
    match = patterns()["indicator"].match(re.sub(r"[ \t　]+", " ", text).strip())
    return match["name"].strip(" 　:：") if match else None


def field_of(text: str) -> str:
    """The field that a line labels (現状, 主な取組), or ''. Only whole lines count."""
    found = roles(text) & FIELD_LABELS
    if not found:
        return ""
    order = ("current_state", "ideal_state", "state_and_actions", "national_policy", "actions", "summary", "schedule")
    return next((role for role in order if role in found), "")


_SECTION_LINE = re.compile(r"^\s*[＜<【〈\[［《](?P<name>[^＞>】〉\]］》]{1,12})[＞>】〉\]］》]\s*$")


def section_of(line: str) -> str:
    """The field that a line of its own names inside a cell (＜取組＞), or ''."""
    match = _SECTION_LINE.match(line)
    return field_of(match["name"]) if match else ""


_LABELLED = re.compile(
    r"^[■●○◆・\s]*(?:[【\[〔［](?P<framed>[^】\]〕］]{1,14})[】\]〕］]\s*[:：]?|(?P<plain>[^:：【]{1,14}?)\s*[:：])\s*(?P<value>\S.*)$",
    re.S,
)
_WHOLE_BRACKET = re.compile(
    r"^(?:[（(](.*)[）)]|【([^】]*)】|〔([^〕]*)〕|[\[［]([^\]］]*)[\]］]|[〈<＜]([^〉>＞]*)[〉>＞])$", re.S
)
_LINE_FIELDS = frozenset(
    {"departments", "summary", "category", "code", "national_policy", "current_state", "ideal_state", "actions"}
)


@lru_cache(maxsize=8192)
def labelled(text: str) -> tuple[str, str]:
    """`所管課：情報政策課` and 【担当課】情報政策課 as (role, value), or two empty strings."""
    match = _LABELLED.match(_WHOLE_BRACKET.sub(r"\1\2\3\4\5", text.strip()))
    if match is None:
        return "", ""
    found = roles((match["framed"] or match["plain"]).strip("（）() 　")) & _LINE_FIELDS
    return (min(found, key=_FIELD_ORDER.index), match["value"].strip()) if found else ("", "")


def named_in(text: str) -> str:
    """The name that a labelled line gives (【事業名】窓口の改革), or ''. Only a label that ends in 名 does."""
    match = _LABELLED.match(_WHOLE_BRACKET.sub(r"\1\2\3\4\5", text.strip()))
    label = key((match["framed"] or match["plain"]).strip("（）() 　")) if match else ""
    if match is None or "name" not in roles(label) or not label.endswith(("名", "名称")):
        return ""
    name = match["value"].strip()
    return name if len(name) <= 60 and not name.endswith(("。", "、")) else ""


def is_contents(text: str) -> bool:
    """A line of a table of contents."""
    return bool(patterns()["leader"].search(text))


def says_its_level(text: str) -> bool:
    """基本目標1 … and ■ 重点事業 are headings by their words, in whatever size they are set."""
    if len(text) > 60 or text.endswith(("。", "．")):
        return False
    titled = split_title(text)
    return bool(titled.word and titled.code and titled.title) or bool(text[0] in "■●◆□○◇【《〈<" and category_of(text))


def trail(block: Block, text: str) -> tuple[Said, ...]:
    """方針Ⅰ … ＞ 施策Ⅰ-1 …: a path on one line, each part with its level."""
    parts = [part.strip() for part in re.split(r"[＞>≫»⇒→／]", text)]
    titles = [split_title(part) for part in parts]
    if len(parts) > 1 and all(title.word and title.code and title.title for title in titles):
        return tuple(Said(part, block.page, block.box) for part in parts)
    return ()
