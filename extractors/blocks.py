"""Running documents (web pages, plain text, printed pages) as headings, list items, table rows and paragraphs.

For documents whose order of text says what they mean and not their ruling: an outside checklist, for example.
In: bytes of HTML or text, or the sheets of a PDF. Out: `Block`s in reading order, text as printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from typing import Literal, NamedTuple

from extractors.model import Line, Sheet

Kind = Literal["heading", "item", "row", "text"]


class Block(NamedTuple):
    """A heading, an item of a list, a row of a table (cells joined by tabs) or a paragraph; page from 1, or None."""

    kind: Kind
    text: str
    page: int | None = None


BULLET = re.compile(
    r"^\s*(?:[•●○◎■□◆◇▪▫‣⁃・‧\uf06c\uf0b7\uf0d8☑☐✓✔]|[-*+]\s|[(（]?[0-9０-９]{1,3}[)）.．]\s*(?![0-9０-９])|[①-⑳])\s*"
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BREAKING = _HEADINGS.union(
    ("p", "div", "li", "tr", "ul", "ol", "dl", "dt", "dd", "table", "section", "article"),
    ("nav", "header", "footer", "br", "body", "main", "title"),
)
_SILENT = frozenset(("script", "style", "template", "noscript"))


def decoded(data: bytes) -> str:
    """Text of a file by its mark of byte order, the charset it states, UTF-8, or else Windows-31J.

    Raises `UnicodeDecodeError` when it is none of these.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    stated = re.search(rb"charset=[\"']?([A-Za-z0-9_\-]+)", data[:2048])
    names = ["utf-8-sig", "cp932", "euc_jp"]
    if stated and stated[1].lower() in (b"shift_jis", b"sjis", b"x-sjis", b"windows-31j", b"euc-jp"):
        names.insert(0, "euc_jp" if b"euc" in stated[1].lower() else "cp932")
    for name in names[:-1]:
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return data.decode(names[-1])


def of_html(data: bytes) -> tuple[Block, ...]:
    """Blocks of a web page; scripts and styles are left out, unclosed tags are met as browsers meet them."""
    reader = _Reader()
    reader.feed(decoded(data))
    reader.close()
    reader.flush()
    return tuple(reader.blocks)


def of_text(data: bytes) -> tuple[Block, ...]:
    """Blocks of a plain text: bulleted lines are items, short lines between blank ones headings."""
    lines = decoded(data).splitlines()
    return tuple(_text_blocks(lines))


def of_sheets(sheets: Iterable[Sheet]) -> tuple[Block, ...]:
    """Blocks of a PDF: larger lines are headings, indented or bulleted ones items, rows of tables rows."""
    return tuple(block for sheet in sheets for block in _sheet_blocks(sheet))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._kind: Kind = "text"
        self._parts: list[str] = []
        self._silent = 0
        self._cells: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _SILENT:
            self._silent += 1
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in _BREAKING:
            self.flush()
            self._cells = [] if tag == "tr" else self._cells
            self._kind = "heading" if tag in _HEADINGS else "item" if tag == "li" else "text"

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag in ("tr", "table"):
            self._end_row()
        elif tag in _BREAKING:
            self.flush()
            self._kind = "text"

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._parts.append(data)

    def flush(self) -> None:
        """Ends the block that is being read."""
        if self._cells is not None:
            return
        text = re.sub(r"\s+", " ", "".join(self._parts)).strip()
        self._parts = []
        if text:
            self.blocks.append(Block(self._kind, text))

    def _end_cell(self) -> None:
        if self._cells is not None:
            self._cells.append(re.sub(r"\s+", " ", "".join(self._parts)).strip())
        self._parts = []

    def _end_row(self) -> None:
        self._end_cell()
        cells, self._cells = self._cells, None
        if cells and any(cells):
            self.blocks.append(Block("row", "\t".join(cells[1:] if not cells[0] else cells)))


def _text_blocks(lines: Sequence[str]) -> Iterator[Block]:
    for index, line in enumerate(lines):
        text = line.strip().lstrip("#").strip()
        if not text:
            continue
        around = [lines[n].strip() if 0 <= n < len(lines) else "" for n in (index - 1, index + 1)]
        if BULLET.match(line):
            yield Block("item", BULLET.sub("", line).strip())
        elif line.lstrip().startswith("#") or (not any(around) and len(text) <= 40 and not re.search(r"[。、]$", text)):
            yield Block("heading", text)
        else:
            yield Block("row" if "\t" in text else "text", text)


def _sheet_blocks(sheet: Sheet) -> Iterator[Block]:
    for table in sheet.tables:
        rows: dict[int, list[str]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(cell.text.replace("\n", ""))
        yield from (Block("row", "\t".join(cells), sheet.number) for _, cells in sorted(rows.items()))
    lines = [line for line in sheet.lines if not line.running and line.text.strip()]
    if lines:
        yield from _joined(_line_blocks(lines), sheet.number)


def _line_blocks(lines: Sequence[Line]) -> Iterator[tuple[Block, bool]]:
    """Blocks of single lines, each with whether it reaches the right margin (and so may go on below)."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size, 1)] += len(line.text)
    body = letters.most_common(1)[0][0]
    margin = min(line.box.x0 for line in lines if round(line.size, 1) >= 0.9 * body)
    right = max(line.box.x1 for line in lines)
    for line in lines:
        full = line.box.x1 > right - 1.5 * body
        indented = line.box.x0 > margin + 1.5 * body
        if BULLET.match(line.text):
            yield Block("item", BULLET.sub("", line.text).strip(), line.page), full
        elif line.size > 1.15 * body:
            yield Block("heading", line.text.strip(), line.page), full
        else:
            yield Block("item" if indented else "text", line.text.strip(), line.page), full


def _joined(blocks: Iterable[tuple[Block, bool]], page: int) -> Iterator[Block]:
    """Lines of one kind that run on to the next are one block."""
    held: Block | None = None
    goes_on = False
    for block, full in blocks:
        if held is not None and goes_on and block.kind == held.kind:
            held = Block(held.kind, held.text + block.text, page)
        else:
            if held is not None:
                yield held
            held = block
        goes_on = full
    if held is not None:
        yield held
