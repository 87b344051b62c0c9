"""Outside assessments are read alike from a web page, a text and a printed page; plans are none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors import blocks
from extractors.model import Box, Cell, Line, Sheet, Table
from pipeline.assessment import Assessed, assessed, records, remarks

POINTS = {
    "体制について（観点①）": ["専門の部署がある", "研修を行っている"],
    "窓口について（観点②）": ["予約ができる", "電子決済ができる", "3言語以上で案内している"],
}

HTML = """<!doctype html><html><meta charset=utf-8><title>調査</title><style>p{color:red}</style>
<h1>自治体の調査|神奈川県秦野市</h1><p>5の評価項目を作り、秦野市は5点中4点でした。近くの平塚市も見ました。</p><p>作成:調査研究所</p>
<h2>課題</h2><ul><li>人材の不足<p>人が足りません。</p><li>部署がない</ul>
<h2>評価項目</h2><h3>体制について（観点①）</h3><p>体制を見ました。</p><ul><li>専門の部署がある<li>研修を行っている</ul>
<h3>窓口について（観点②）</h3><ul><li>予約ができる</li><li>電子決済ができる</li><li>3言語以上で案内している</li></ul>
<p>項目は増やします。</p><script>var x = "観点③";</script></html>"""

TEXT = """# 自治体の調査|神奈川県秦野市

5の評価項目を作り、秦野市は5点中4点でした。
作成：調査研究所

課題

  • 人材の不足
  • 部署がない

体制について（観点①）

  • 専門の部署がある
  • 研修を行っている

窓口について（観点②）

・予約ができる
・電子決済ができる
・3言語以上で案内している
"""


def printed() -> tuple[blocks.Block, ...]:
    """The same as a printed page: bullets are drawings, items stand further in, one item runs over two lines."""
    rows = [
        (60.0, 18.0, "自治体の調査|神奈川県秦野市"),
        (60.0, 10.0, "5の評価項目を作り、秦野市は5点中4点でした。ほかの市も同じように調べて比べていま"),
        (60.0, 10.0, "す。"),
        (60.0, 10.0, "作成:調査研究所"),
        *((60.0, 14.0, title) for title in list(POINTS)[:1]),
        *((90.0, 10.0, item) for item in POINTS["体制について（観点①）"]),
        (60.0, 14.0, "窓口について（観点②）"),
        *((90.0, 10.0, item) for item in POINTS["窓口について（観点②）"]),
    ]
    lines = [
        Line(1, Box(x, 60 + 20 * n, x + size * len(text), 60 + 20 * n + size), text, size)
        for n, (x, size, text) in enumerate(rows)
    ]
    return blocks.of_sheets([Sheet(1, 595, 842, (), tuple(lines))])


@pytest.mark.parametrize(
    "read", [blocks.of_html(HTML.encode()), blocks.of_text(TEXT.encode()), printed()], ids=["html", "text", "pdf"]
)
def test_the_same_from_every_form(read: tuple[blocks.Block, ...]) -> None:
    found = assessed(read)
    assert found is not None
    assert {v.title: [item.text for item in v.items] for v in found.viewpoints} == POINTS
    assert (found.score, found.score_max, found.assessor) == (Decimal(4), Decimal(5), "調査研究所")
    assert found.place is not None and found.place.lg_code == "142115"
    assert [remark.code for remark in remarks(found)] == ["assessment-without-marks"]


def test_records_repeat_the_score_and_count_through() -> None:
    found = assessed(blocks.of_html(HTML.encode()))
    assert found is not None
    rows = records(found, "d" * 64)
    assert [row.item_no for row in rows] == [1, 2, 3, 4, 5]
    assert {(row.score, row.score_max, row.lg_code, row.assessor, row.met) for row in rows} == {
        (Decimal(4), Decimal(5), "142115", "調査研究所", None)
    }


def test_old_charsets() -> None:
    page = HTML.replace("utf-8", "shift_jis").encode("cp932")
    assert blocks.of_html(page) == blocks.of_html(HTML.replace("utf-8", "shift_jis").encode())


def test_a_ruled_checklist_with_marks() -> None:
    rows = [
        ("項目", "結果"),
        ("専門の部署がある", "○"),
        ("研修を行っている", "×"),
        ("予約ができる", "○"),
        ("電子決済ができる", "○"),
    ]
    box = Box(60, 100, 500, 300)
    cells = tuple(Cell(r, c, 1, 1, 1, box, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    head = Line(1, Box(60, 50, 300, 68), "藤沢市の採点", 18.0)
    score = Line(1, Box(60, 80, 300, 90), "4項目中3項目に当てはまる。評価項目は下の表のとおりである。", 10.0)
    found = assessed(blocks.of_sheets([Sheet(1, 595, 842, (Table(1, (1,), box, 5, 2, cells),), (head, score))]))
    assert found is not None
    items = [item for viewpoint in found.viewpoints for item in viewpoint.items]
    assert [(item.text, item.met) for item in items] == [(text, mark == "○") for text, mark in rows[1:]]
    assert (found.score, found.score_max) == (3, 4)


def test_marks_before_and_behind_items() -> None:
    text = "採点\n\n窓口（観点1）\n\n- ○ 予約ができる\n- 電子決済ができる ×\n- 案内がある：○\n\n3点中2点"
    found = assessed(blocks.of_text(text.encode()))
    assert found is not None
    assert [(i.text, i.met) for i in found.viewpoints[0].items] == [
        ("予約ができる", True),
        ("電子決済ができる", False),
        ("案内がある", True),
    ]


def test_another_number_of_items_than_stated() -> None:
    found = assessed(blocks.of_html(HTML.replace("5の評価項目", "6の評価項目").encode()))
    assert isinstance(found, Assessed)
    assert "assessment-count-differs" in [remark.code for remark in remarks(found)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "秦野市DX推進計画\n\n基本的な視点\n\n・市民のために\n・職員のために\n・地域のために\n",
        "評価項目\n\n・利用率\n・満足度\n・件数\n",
        "進行管理\n\n各事業を点検し、A、B、Cで評価する。\n",
    ],
)
def test_what_is_no_assessment(text: str) -> None:
    assert assessed(blocks.of_text(text.encode())) is None
