"""Tables that only the place of their text makes, and text that is none."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.model import Table
from extractors.tables import sheet
from tests.extractors.table_drawing import Drawing

XS = (50.0, 200.0, 280.0, 360.0)
HEADS = ("指標名", "令和8年度", "令和9年度", "令和10年度")


def put(drawing: Drawing, y: float, words: Sequence[str], xs: Sequence[float] = XS) -> None:
    for x, word in zip(xs, words, strict=False):
        drawing.text(x, y, word)


def read(drawing: Drawing) -> list[list[list[str]]]:
    """The rows of each table, cells with their lines closed up."""
    return [rows_of(table) for table in sheet(drawing.page()).tables]


def rows_of(table: Table) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row].append(cell.text.replace("\n", ""))
    return rows


def test_rows_and_columns_follow_from_the_heads() -> None:
    drawing = Drawing()
    drawing.text(50, 60, "成果指標の一覧", 12)
    table = [HEADS, ("利用率", "20%", "25%", "30%"), ("件数", "3件", "4件", "－")]
    for k, words in enumerate(table):
        put(drawing, 100 + 20 * k, words)
    drawing.text(50, 175, "※この一覧は毎年度見直し、実績とともに公表することとします。")
    assert read(drawing) == [[list(words) for words in table]]


def test_wrapped_labels_stay_in_their_row() -> None:
    drawing = Drawing()
    put(drawing, 100, HEADS)
    put(drawing, 120, ("オンラインで受け付", "20%", "25%", "30%"))
    put(drawing, 131, ("けた申請の割合",))
    put(drawing, 151, ("件数", "3件", "4件", "5件"))
    assert [row[0] for row in read(drawing)[0]] == ["指標名", "オンラインで受け付けた申請の割合", "件数"]


def test_wrapped_labels_around_the_line_of_their_values() -> None:
    drawing = Drawing()
    put(drawing, 100, HEADS)
    put(drawing, 120, ("オンラインで受け付",))
    put(drawing, 125.5, ("", "20%", "25%", "30%"))
    put(drawing, 131, ("けた申請の割合",))
    put(drawing, 151, ("件数", "3件", "4件", "5件"))
    put(drawing, 171, ("回数", "6回", "7回", "8回"))
    assert [row[:2] for row in read(drawing)[0]][1:3] == [["オンラインで受け付けた申請の割合", "20%"], ["件数", "3件"]]


def test_dense_rows_are_told_by_their_values() -> None:
    drawing = Drawing()
    rows = [HEADS, ("利用率", "20%", "25%", "30%"), ("件数", "3件", "4件", "5件"), ("回数", "6回", "7回", "8回")]
    for k, words in enumerate(rows):
        put(drawing, 100 + 12 * k, words)
    assert read(drawing) == [[list(words) for words in rows]]


def test_a_word_over_years_and_labels_between_the_lines() -> None:
    drawing = Drawing()
    put(drawing, 100, ("目標値",), (277,))
    put(drawing, 106, ("指標名", "基準値"), (50, 150))
    put(drawing, 112, ("R8", "R9", "R10"), (220, 280, 335))
    for k, name in enumerate(("利用率", "件数", "回数")):
        put(drawing, 135 + 20 * k, (name, "1件", "3件", "4件", "5件"), (50, 155, 220, 280, 340))
    [table] = sheet(drawing.page()).tables
    heads = [(c.row, c.col, c.row_span, c.col_span, c.text) for c in table.cells if c.row < 2]
    assert heads == [
        (0, 0, 2, 1, "指標名"),
        (0, 1, 2, 1, "基準値"),
        (0, 2, 1, 3, "目標値"),
        (1, 2, 1, 1, "R8"),
        (1, 3, 1, 1, "R9"),
        (1, 4, 1, 1, "R10"),
    ]
    assert table.n_rows == 5


def test_heads_of_two_lines() -> None:
    drawing = Drawing()
    put(drawing, 100, ("", "令和8", "令和9", "令和10"))
    put(drawing, 111, ("指標名", "年度", "年度", "年度"))
    for k, name in enumerate(("利用率", "件数", "回数")):
        put(drawing, 135 + 20 * k, (name, "3件", "4件", "5件"))
    assert read(drawing)[0][0] == ["指標名", "令和8年度", "令和9年度", "令和10年度"]


def test_leaders_lead_from_label_to_value() -> None:
    drawing = Drawing()
    put(drawing, 100, HEADS)
    for k, name in enumerate(("利用率", "件数", "回数")):
        put(drawing, 120 + 20 * k, (name + "…" * 10, "20%", "25%", "30%"))
    assert [row[1:] for row in read(drawing)[0]][1:] == [["20%", "25%", "30%"]] * 3


def test_between_three_rules() -> None:
    drawing = Drawing()
    rows = [HEADS, ("利用率", "20%", "25%", "30%"), ("件数", "3件", "4件", "5件"), ("回数", "6回", "7回", "8回")]
    for y in (96, 114, 178):
        drawing.across(y, 45, 430)
    for k, words in enumerate(rows):
        put(drawing, 101 + 20 * k, words)
    assert read(drawing) == [[list(words) for words in rows]]


def test_between_three_rules_over_most_of_the_page() -> None:
    drawing = Drawing()
    rows = [HEADS, *((f"件数{k}", "3件", "4件", "5件") for k in range(30))]
    for y in (96, 114, 101 + 20 * 31):
        drawing.across(y, 45, 430)
    for k, words in enumerate(rows):
        put(drawing, 101 + 20 * k, words)
    assert read(drawing) == [[list(words) for words in rows]]


def test_every_other_row_is_shaded() -> None:
    drawing = Drawing()
    rows = [HEADS, *((f"件数{k}", "3件", "4件", "5件") for k in range(6))]
    for k, words in enumerate(rows):
        put(drawing, 101 + 20 * k, words)
        if k in (1, 3, 5):
            drawing.fill((45, 96 + 20 * k, 430, 116 + 20 * k))
    assert read(drawing) == [[list(words) for words in rows]]


def test_only_the_heads_are_shaded() -> None:
    drawing = Drawing()
    rows = [HEADS, *((f"件数{k}", "3件", "4件", "5件") for k in range(4))]
    for x0, x1 in ((45, 195), (195, 275), (275, 355), (355, 430)):
        drawing.fill((x0, 94, x1, 118))
    for k, words in enumerate(rows):
        put(drawing, 101 + 20 * k, words)
    assert read(drawing) == [[list(words) for words in rows]]


def test_frames_with_text_side_by_side_are_no_table() -> None:
    drawing = Drawing()
    for x in (50, 210, 370):
        drawing.rectangle((x - 5, 95, x + 145, 190))
    put(drawing, 100, ("現状", "課題", "取組"), (50, 210, 370))
    for k in range(4):
        put(drawing, 122 + 18 * k, ("申請3件", "相談4件", "研修5回"), (50, 210, 370))
    assert read(drawing) == []


def test_between_three_rules_wrapped() -> None:
    drawing = Drawing()
    for y in (96, 114, 178):
        drawing.across(y, 45, 430)
    put(drawing, 101, ("用語", "説明", "担当課"), (50, 120, 360))
    put(drawing, 120, ("電子申請", "手続を家や職場から行うしくみ", "情報課"), (50, 120, 360))
    put(drawing, 131, ("", "で、窓口に来る必要がない。"), (50, 120, 360))
    put(drawing, 155, ("自動化", "決まった作業を機械が行う。", "人事課"), (50, 120, 360))
    assert [row[0] for row in read(drawing)[0]] == ["用語", "電子申請", "自動化"]


def test_wrapped_text_of_one_row_between_rules_is_not_divided() -> None:
    drawing = Drawing()
    for y in (96, 114, 160, 206):
        drawing.across(y, 45, 430)
    put(drawing, 101, HEADS)
    for y in (120, 166):
        put(drawing, y, ("来場者", "80名", "90名", "99名"))
        put(drawing, y + 12, ("申込者", "110名", "120名", "130名"))
    assert [row[1] for row in read(drawing)[0]] == ["令和8年度", "80名110名", "80名110名"]


def test_running_text_in_columns_is_no_table() -> None:
    drawing = Drawing()
    put(drawing, 100, ("現状", "課題", "取組"), (50, 220, 390))
    for k in range(12):
        y = 120 + 14 * k
        put(
            drawing,
            y,
            ("市民が窓口に来て手続をして", "多くの職員が紙の書類を扱い", "電子申請を広げて窓口を減ら"),
            (50, 220, 390),
        )
    assert read(drawing) == []


def test_contents_and_addresses_are_no_table() -> None:
    drawing = Drawing()
    put(drawing, 100, ("目次", "", "頁"), (50, 200, 400))
    for k in range(8):
        put(drawing, 120 + 20 * k, (f"第{k}章 計画の概要" + "…" * 15, "", f"{k}"), (50, 200, 400))
    put(drawing, 400, ("発行", "若葉市役所", "情報課"), (50, 200, 300))
    put(drawing, 414, ("住所", "若葉市一丁目", "2番3号"), (50, 200, 300))
    put(drawing, 428, ("電話", "012-345", "内線 6"), (50, 200, 300))
    assert read(drawing) == []
