"""Other plans that the text quotes with their periods: 「総合計画」（令和3年度から令和6年度まで）と整合を図り…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.identity.lines import PageText, Seen, seen
from pipeline.identity.spans import span_of

_QUOTED = re.compile(r"「([^「」]{3,45})」\s*([（(](?:[^（）()]|[（(][^（）()]*[）)])*[）)])")
_SERVED = re.compile(
    r"^(?:と(?:の?整合|調和|連携|一体)|に(?:基づ|即し|沿)|の(?:部門|個別|分野|下位|アクション|実施計画)|を(?:上位|実現|補完|推進)|を踏まえ)"
)


class Quoted(NamedTuple):
    """A plan quoted with its period, and whether this plan serves it (と整合, に基づく, の部門別計画)."""

    title: str
    start_fy: int
    end_fy: int
    served: bool
    seen: Seen


def quoted(pages: Sequence[PageText]) -> tuple[Quoted, ...]:
    """Plans that the first pages quote with a period, each once."""
    found = {one.title: one for page in pages[:15] for one in _on_page(page)}
    return tuple(found.values())


def _on_page(page: PageText) -> Iterator[Quoted]:
    text, starts = _joined(page)
    for match in _QUOTED.finditer(text):
        span = span_of(match[2])
        if span:
            line = page.lines[max(at for at, start in enumerate(starts) if start <= match.start())]
            yield Quoted(match[1], *span, bool(_SERVED.match(text[match.end() :])), seen(line))


def without_quoted(page: PageText) -> PageText:
    """The page without what stands in brackets behind a quoted title: those years are another plan's."""
    text, starts = _joined(page)
    cuts = [match.span(2) for match in _QUOTED.finditer(text)]
    if not cuts:
        return page
    lines = []
    for line, start in zip(page.lines, starts, strict=True):
        kept = "".join(s for at, s in enumerate(line.text, start) if not any(a <= at < b for a, b in cuts))
        lines.append(line._replace(text=kept) if kept != line.text else line)
    return page._replace(lines=tuple(lines))


def _joined(page: PageText) -> tuple[str, list[int]]:
    """The text of a page as one string, and where in it each line begins."""
    starts, length = [], 0
    for line in page.lines:
        starts.append(length)
        length += len(line.text)
    return "".join(line.text for line in page.lines), starts
