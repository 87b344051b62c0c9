"""Two pages on one sheet of paper."""

from __future__ import annotations

from extractors.continuation import joined
from extractors.folding import unfolded
from extractors.model import Sheet
from extractors.tables import sheet
from tests.extractors.table_drawing import Drawing


def paper(*, numbers: tuple[str, str] | None = ("4", "5"), heads: bool = False, across: bool = False) -> Sheet:
    """A wide sheet: a grid at the foot of the left half and its last rows at the top of the right one."""
    page = Drawing(width=1190, height=842)
    for half, top, bottom, first in ((0, 640, 760, 1), (595, 90, 150, 5)):
        xs = [half + x for x in (40, 120, 300, 420, 555)]
        for row, y in enumerate(range(top, bottom, 30)):
            page.across(y, xs[0], xs[-1])
            for x, text in zip(xs, (f"1-{first + row}", "窓口", "総務課", f"{first + row}0件"), strict=False):
                page.text(x + 4, y + 8, text)
        page.across(bottom, xs[0], xs[-1])
        for x in xs:
            page.down(x, top, bottom)
        if heads:
            page.text(half + 400, 30, "ある市の計画", size=8)
        if numbers:
            page.text(half + 290, 800, numbers[half > 0], size=8)
    page.text(60, 580, "基本目標１", size=14)
    if across:
        page.text(480, 400, "左右にまたがる一行の見出しがここに置かれている", size=14)
    return sheet(page.page())


def test_halves_with_following_numbers_are_read_one_after_the_other() -> None:
    left, right = unfolded([paper()])
    assert (left.number, right.number, left.left, right.left) == (1, 1, 0, 595)
    assert [len(half.tables) for half in (left, right)] == [1, 1]
    assert [line.text for line in right.lines] == ["5"]


def test_a_table_goes_on_from_the_left_page_to_the_right_one() -> None:
    first, _ = joined(unfolded([paper()]))
    (table,) = first.tables
    assert [cell.text for cell in table.cells if cell.col == 0] == [f"1-{n}" for n in range(1, 7)]


def test_the_same_running_head_on_both_halves_tells_of_two_pages() -> None:
    assert len(unfolded([paper(numbers=None, heads=True)])) == 2


def test_one_sheet_tells_for_all_of_its_size() -> None:
    bare = Drawing(width=1190, height=842)
    bare.text(100, 300, "ある市の計画", size=30)
    assert len(unfolded([sheet(bare.page()), paper()])) == 3


def test_wide_pages_stay_whole() -> None:
    apart = Drawing(width=842, height=595)
    apart.text(60, 100, "現状と課題")
    apart.text(480, 100, "目指す姿")
    assert len(unfolded([sheet(apart.page())])) == 1
    assert len(unfolded([paper(across=True)])) == 1
    assert len(unfolded([paper(numbers=("5", "5"))])) == 2, "tables exactly half a page apart"
