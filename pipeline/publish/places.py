"""Where records say they were read: pages inside their documents, boxes inside their pages, digits inside their raw.

`documents.page_sizes` holds the sizes of the upright pages in points, a run of equal pages in one entry:
`1-12:841.89x595.28`, `13-13:595.28x841.89`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from pipeline.publish.integrity import Problem
from pipeline.publish.spelling import number, plain
from pipeline.schema import BBox, Dataset, Document

SLACK = 1.0  # points that a box may lie outside its page: strokes have a thickness, sizes are rounded
_RUN = re.compile(r"(\d+)-(\d+):([\d.]+)x([\d.]+)")


class Size(NamedTuple):
    """Width and height of an upright page in points."""

    width: float
    height: float


def page_sizes(sizes: Iterable[tuple[float, float]]) -> tuple[str, ...]:
    """What `documents.page_sizes` says of the pages with these widths and heights, in order from page 1."""
    runs = []
    for size, pages in groupby(enumerate(sizes, 1), key=lambda page: (round(page[1][0], 2), round(page[1][1], 2))):
        numbers = [number for number, _ in pages]
        runs.append(f"{numbers[0]}-{numbers[-1]}:{number(size[0])}x{number(size[1])}")
    return tuple(runs)


def sizes_of(document: Document) -> Mapping[int, Size]:
    """Page number → size; empty where the document does not say. Raises `ValueError` for an entry of another form."""
    sizes: dict[int, Size] = {}
    for entry in document.page_sizes:
        match = _RUN.fullmatch(entry)
        if match is None:
            raise ValueError(f"page_sizes: {entry!r}")
        first, last, width, height = match.groups()
        sizes.update(dict.fromkeys(range(int(first), int(last) + 1), Size(float(width), float(height))))
    return sizes


def place_problems(dataset: Dataset) -> Iterator[Problem]:
    """Records that lie outside their document or page, and figures whose digits their raw does not show."""
    pages = {document.document_id: document.pages for document in dataset["documents"]}
    sizes = {document.document_id: sizes_of(document) for document in dataset["documents"]}
    for table, rows in dataset:
        for row in rows:
            page, box = getattr(row, "page", None), getattr(row, "bbox", None)
            if page is None:
                continue
            document = row.document_id  # type: ignore[attr-defined]
            if page > pages.get(document, page):
                over = f"{page} > {pages[document]}"
                yield Problem(table, "page-outside", f"ページが文書の外です：{over}", f"page outside document: {over}")
            elif box and (said := _outside(box, sizes.get(document, {}).get(page))):
                yield Problem(table, "box-outside", f"位置がページの外です：{said}", f"box outside page: {said}")
    yield from _figure_problems(dataset["targets"])


def _outside(box: BBox, size: Size | None) -> str | None:
    x0, top, x1, bottom = box
    width, height = size or (float("inf"), float("inf"))
    inside = -SLACK <= x0 <= x1 <= width + SLACK and -SLACK <= top <= bottom <= height + SLACK
    return None if inside else f"{box} / {width:g}x{height:g}"


_KANJI = str.maketrans("一二三四五六七八九十百千万億兆", "123456789111111")
_DITTO = frozenset(("〃", "同左", "同上", "→", "⇒"))
_DURATION = re.compile(r"\d\s*(?:時間|分).*\d\s*(?:分|秒)", re.DOTALL)


def _figure_problems(targets: Iterable[Any]) -> Iterator[Problem]:
    for target in targets:
        if target.status != "set":
            continue
        for figure in (target.value, target.value_upper):
            if figure is not None and not shows(target.raw, figure):
                said = f"{target.indicator_id} {target.fiscal_year}: {target.raw} / {plain(figure)}"
                yield Problem(
                    "targets", "figure-not-in-raw", f"値の数字が原文にありません：{said}", f"not in raw: {said}"
                )


def shows(raw: str, figure: Decimal) -> bool:
    """Whether the digits of the figure, zeros aside, stand in `raw` in this order.

    Zeros come and go with 千, 万 and 億. A mixed duration (20分34秒) is counted in its smaller unit, and a ditto mark
    shows no digits; neither is in doubt.
    """
    folded = unicodedata.normalize("NFKC", raw)
    if folded.strip() in _DITTO or _DURATION.search(folded):
        return True
    printed = iter(char for char in folded.translate(_KANJI) if char in "123456789")
    return all(digit in printed for digit in plain(abs(figure)) if digit in "123456789")
