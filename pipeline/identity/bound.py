"""Several plans bound in one file: the pages on which another plan begins.

A plan begins where a page sets another title as its largest text, nearly as large as the first cover's, and a period
of its own stands there or, behind a cover, on the pages that follow. Volumes of one plan (実行編, 資料編) and chapters
named after a plan have no period of their own and begin none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.model import Line
from pipeline.identity.lines import PageText, fold, with_running
from pipeline.identity.periods import Period, period
from pipeline.identity.titles import Title, is_cover, on_page
from pipeline.identity.words import without_volume
from pipeline.municipalities import mentions, unlisted

_AS_LARGE = 0.7
_AHEAD = 5
_FRONT = 3


def plan_starts(pages: Sequence[PageText]) -> tuple[int, ...]:
    """Indexes of the pages on which a plan begins; the first is always 0."""
    marked = with_running(pages)
    first = next((title for page in marked[:_FRONT] if (title := _leading(page))), None)
    if first is None:
        return (0,)
    size = first.size
    starts, names = [0], [_bare(first)]
    for index in range(1, len(marked)):
        page = marked[index]
        if _largest(page) < _AS_LARGE * size:
            continue
        title = _leading(page)
        if title is None or any(_same(_bare(title), name) for name in names):
            continue
        if _own_period(marked, starts[-1], index, title):
            starts.append(index)
            names.append(_bare(title))
    return tuple(starts)


def _largest(page: PageText) -> float:
    return max((line.size for line in page.lines if not line.running or is_cover(page)), default=0.0)


def _leading(page: PageText) -> Title | None:
    """The title that is the largest text of a page, or None."""
    largest = _largest(page)
    found = [title for title in on_page(page, {}) if title.size >= 0.95 * largest > 0]
    return max(found, key=lambda title: title.score, default=None)


def _own_period(pages: Sequence[PageText], before: int, index: int, title: Title) -> bool:
    """Whether what begins on a page has a period of its own: another than the plan before it, or a whole cover's."""
    page = pages[index]
    here = period(pages[index : index + 1], title.seen, ())
    ahead = pages[index : index + _AHEAD] if is_cover(page) else pages[index : index + 1]
    found = here or period(ahead, title.seen, ())
    if found is None:
        return False
    earlier = period(pages[before:index], None, ())
    return _span(found) != _span(earlier) or (here is not None and is_cover(page) and _names_a_city(page, title))


def _span(found: Period | None) -> tuple[int, int] | None:
    return (found.start_fy, found.end_fy) if found else None


def _names_a_city(page: PageText, title: Title) -> bool:
    """Whether a line beside the title names a local government, as a cover does."""
    return any(list(mentions(line.text)) or unlisted(line.text) for line in _others(page, title))


def _others(page: PageText, title: Title) -> Iterator[Line]:
    box = title.seen.box
    yield from (line for line in page.lines if not box.contains(*line.box.centre))


def _bare(title: Title) -> str:
    return without_volume(title.text)


def _same(one: str, other: str) -> bool:
    """Titles of one plan: equal, or one says more of the other (a volume, the city's name before it)."""
    one, other = fold(one), fold(other)
    return one in other or other in one
