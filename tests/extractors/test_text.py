"""Text repair and reading order, as (printed, expected)."""

from __future__ import annotations

import pytest

from extractors.model import Char
from extractors.text import cell_text, close_up, is_private, repair


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("⼀⾏⽤⼈", "一行用人"),
        ("⻑⺠⻄⻯⻫⻭⻨", "長民西竜斉歯麦"),
        ("⼾⿊⿈⾭⺫⻏", "戸黒黄青罒阝"),
        ("オンライン‧窓口", "オンライン・窓口"),
        ("ﾏｲﾅﾝﾊﾞｰｶｰﾄﾞ", "マイナンバーカード"),
        ("ﾊﾟﾌﾞﾘｯｸ｡｢ｳﾞ｣､･", "パブリック。「ヴ」、・"),
        ("葛\U000e0100城市", "葛城市"),
        ("a\x02b\ufffe\u200bc\x7f", "abc"),
        ("\uf06c項目", "●項目"),
        ("\uf0fc済", "✓済"),
        ("\uf0b7項", "・項"),
        ("①㎡㈱½²…㍿", "①㎡㈱½²…㍿"),
        ("８０％　ＫＰＩ", "８０％　ＫＰＩ"),
        ("〜～−－―─", "〜～−－―─"),
        ("髙﨑神", "髙﨑神"),
        ("︵案︶", "（案）"),
    ],
)
def test_repair(printed: str, expected: str) -> None:
    assert repair(printed) == expected
    assert repair(expected) == expected


def test_unknown_private_codes_are_told() -> None:
    assert is_private("\ue000")
    assert not is_private("\U00020bb7")


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("K P I", "KPI"),
        ("D X推進", "DX推進"),
        ("L G W A N接続", "LGWAN接続"),
        ("Ｄ Ｘ", "ＤＸ"),
        ("X Y2", "X Y2"),
        ("Web API", "Web API"),
        ("3 手続", "3 手続"),
        ("成 果 指 標", "成果指標"),
        ("特　別　会　計 (5件)", "特別会計 (5件)"),
        ("目　標", "目標"),
        ("担当 課 名", "担当 課 名"),
        ("市民 課 と 連携", "市民 課 と 連携"),
        ("○ 有 ○ 無", "○ 有 ○ 無"),
    ],
)
def test_letter_spacing(printed: str, expected: str) -> None:
    assert close_up(printed) == expected


def row(text: str, x: float = 0, y: float = 0, size: float = 10, step: float | None = None) -> list[Char]:
    """Characters side by side; a '_' is a gap of half a size without a character."""
    chars = []
    for letter in text:
        width = size / 2 if letter < "\u0250" else size
        if letter != "_":
            chars.append(Char(letter, x, y, x + width, y + size, size))
        x += step or width
    return chars


def column(text: str, x: float = 0, y: float = 0, size: float = 10, step: float = 10.5) -> list[Char]:
    return [Char(c, x, y + i * step, x + size, y + i * step + size, size) for i, c in enumerate(text)]


@pytest.mark.parametrize(
    ("chars", "expected"),
    [
        ([], ""),
        (row("令和8年度"), "令和8年度"),
        (row("オンライン") + row("申請", y=14), "オンライン\n申請"),
        (row("申請", y=14) + row("オンライン"), "オンライン\n申請"),
        (row("15 手続"), "15 手続"),
        (row("Web_API"), "Web API"),
        (row("DX_推進"), "DX推進"),
        (row("K_P_I"), "KPI"),
        (row("目標値", step=25), "目標値"),
        (row("600人___YouTube"), "600人 YouTube"),
        (row("1_情報の管理"), "1 情報の管理"),
        (row("①-1_手続") + row("2.1_研修", y=14), "①-1 手続\n2.1 研修"),
        (row("A_案"), "A案"),
        (row("約_15_件"), "約15件"),
        (row("　令和8年　"), "令和8年"),
        (row("注", size=10) + row("※1", x=10, y=-1, size=6), "注※1"),
        (column("成果"), "成果"),
        (column("成果指標", step=14), "成果指標"),
        (column("現状と課題", x=30) + column("取組の方針", x=10), "現状と課題\n取組の方針"),
        (row("80名") + row("110名", y=12), "80名\n110名"),
        (row("１") + row("２", y=14), "１\n２"),
        (row("1") + row("2", y=14), "1\n2"),
        (row("成果") + row("指標", y=11) + row("一覧", y=22), "成果\n指標\n一覧"),
    ],
)
def test_cell_text(chars: list[Char], expected: str) -> None:
    assert cell_text(chars) == expected


def test_digits_that_lie_in_vertical_writing_stay_in_their_place() -> None:
    code = Char("1", 0, 0, 10, 6, 10, turn=90)
    gap = Char(" ", 12, 8, 12, 8, 10, turn=90)
    assert cell_text(
        [gap, *(c._replace(top=c.top + 12, bottom=c.bottom + 12) for c in column("情報の管理")), code]
    ) == ("1 情報の管理")


def test_turned_labels_are_read_along_their_direction() -> None:
    down = [c._replace(turn=90) for c in column("工程表")]
    up = [c._replace(turn=270) for c in column("表程工")]
    over = [c._replace(turn=180) for c in reversed(row("表程工"))]
    assert cell_text(down) == cell_text(up) == cell_text(over) == "工程表"
    two = [c._replace(turn=270) for c in column("表程工") + column("考備", x=12)]
    assert cell_text(two) == "工程表\n備考"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("平成３", "０年度"), "平成３０年度"),
        (("令和1", "0年度"), "令和10年度"),
        (("R1", "0"), "R10"),
        (("20", "26年度"), "2026年度"),
        (("２０２", "６年度"), "２０２６年度"),
        (("令和8", "年度"), "令和8\n年度"),
        (("令和8年度", "2026年度"), "令和8年度\n2026年度"),
        (("8年度", "9年度"), "8年度\n9年度"),
        (("80", "12年"), "80\n12年"),
        (("R8", "10件"), "R8\n10件"),
    ],
)
def test_a_year_broken_between_its_digits_is_whole_again(lines: tuple[str, ...], expected: str) -> None:
    chars = [
        Char(char, 10 * k, 12 * row, 10 * k + 10, 12 * row + 10, 10, "Gothic")
        for row, line in enumerate(lines)
        for k, char in enumerate(line)
    ]
    assert cell_text(chars) == expected
