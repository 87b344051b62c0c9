"""The text of a page as the identity of a plan is read from it: lines with their place and size, tables included."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extractors.model import Box, Line, Sheet

_JAPANESE = r"[々〇一-龠ぁ-ゖァ-ヺー]"
_LATIN = r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]"


class Seen(NamedTuple):
    """Where something was read: the text as printed, page from 1, box in points."""

    text: str
    page: int
    box: Box


class PageText(NamedTuple):
    """A page's lines from top to bottom, those in tables too; `height` in points."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]

    @property
    def letters(self) -> int:
        return sum(len(line.text) for line in self.lines)


def page_text(sheet: Sheet) -> PageText:
    """The lines of a sheet and of its tables' cells; upright columns of single letters become one line."""
    cells = (
        Line(cell.page, cell.box, text, 0.0, cell.bold)
        for table in sheet.tables
        for cell in table.cells
        if cell.page == sheet.number
        for text in cell.text.splitlines()
    )
    lines = sorted((*sheet.lines, *cells), key=lambda line: (line.box.top, line.box.x0))
    return PageText(sheet.number, sheet.width, sheet.height, tuple(_joined(lines)))


def with_running(pages: Sequence[PageText]) -> tuple[PageText, ...]:
    """The pages with repeated heads and feet marked, where the reader marked none.

    A line counts as one when it stands in the top or bottom eighth of three pages or more (two of a short file),
    the same but for its digits.
    """
    if any(line.running for page in pages for line in page.lines):
        return tuple(pages)
    counted = Counter(key for page in pages for key in {_head_key(page, line) for line in page.lines} if key)
    least = 3 if len(pages) > 3 else 2
    return tuple(
        page._replace(
            lines=tuple(line._replace(running=counted[_head_key(page, line)] >= least) for line in page.lines)
        )
        for page in pages
    )


def _head_key(page: PageText, line: Line) -> str:
    """The line without digits and its side of the page; empty away from the edges."""
    edge = page.height / 8
    side = "head" if line.box.bottom < edge else "foot" if line.box.top > page.height - edge else ""
    words = re.sub(r"[-－\s0-9０-９]+", "", line.text)
    return f"{side} {words}" if side and words else ""


def seen(*lines: Line) -> Seen:
    """Where lines stand together; the page is the first one's."""
    box = lines[0].box
    for line in lines[1:]:
        box = box.union(line.box)
    return Seen(" ".join(line.text for line in lines), lines[0].page, box)


def fold(text: str) -> str:
    """Text for comparison: NFKC, no white space, one kind of dash, tilde and bracket."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    folded = re.sub(r"[〜～∼]", "~", re.sub(r"[‐‑–—―−─━]", "-", folded))
    return folded.translate(_BRACKETS)


_BRACKETS = str.maketrans("【〔〈《<[［】〕〉》>]］", "(((((((" + ")))))))")


def closed_up(text: str) -> str:
    """A title without the blanks that spacing made: between Japanese and Latin, and between spaced single letters."""
    text = re.sub(r"\s+", " ", text).strip()
    if re.search(r"(?:^| )\S(?: \S){2,}(?:$| )", text):
        text = re.sub(r"(?<=(?<!\S)\S) (?=\S(?!\S))", "", text)
    return re.sub(rf"(?<={_JAPANESE}) (?={_LATIN})|(?<={_LATIN}) (?={_JAPANESE})", "", text)


def _joined(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines, with upright columns of single letters (vertical cover text) as one line each, at their first letter."""
    rows = list(lines)
    taken: set[int] = set()
    for first, line in enumerate(rows):
        if first in taken:
            continue
        column = [first]
        if len(line.text.strip()) == 1:
            column += _below(rows, first)
        if len(column) < 3:
            yield line
            continue
        taken.update(column)
        letters = [rows[index] for index in column]
        yield line._replace(text="".join(letter.text.strip() for letter in letters), box=seen(*letters).box)


def _below(rows: list[Line], first: int) -> Iterator[int]:
    above = rows[first]
    for index in range(first + 1, len(rows)):
        line = rows[index]
        aligned = abs(line.box.centre[0] - above.box.centre[0]) < 0.3 * max(above.box.height, 1)
        near = 0 <= line.box.top - above.box.top < 2.2 * max(above.box.height, 1)
        if len(line.text.strip()) == 1 and aligned and near:
            yield index
            above = line
