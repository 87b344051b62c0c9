"""An outside checklist of 6 + 9 + 16 items, printed, as a web page and as a text; and what a plan says to its items."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from fault_plan import FAULTLESS, draw
from pen import Pen

from pipeline.document import read_document
from pipeline.ingest import run

A4 = (595.0, 842.0)
VIEWPOINTS = {
    "体制（観点①）": [
        "DX人材の育成を行っている",
        "推進本部がある",
        "民間企業と協定を結んだ",
        "目標を公開している",
        "予算を公開している",
        "毎年見直す",
    ],
    "業務（観点②）": [
        "RPAで転記を自動化した",
        "生成AIを使える",
        "文書を電子決裁で回す",
        "会議資料を紙で配らない",
        "在宅勤務ができる",
        *(f"業務の手順その{n}を見直した" for n in range(1, 5)),
    ],
    "窓口（観点③）": [
        "電子申請ができる手続がある",
        "コンビニ交付ができる",
        "キャッシュレスで払える",
        "チャットボットで尋ねられる",
        *(f"窓口の案内その{n}がある" for n in range(1, 13)),
    ],
}
TITLE, AUTHOR = "自治体の取組の調査|神奈川県秦野市", "作成：調査研究所"
STATED = "31の評価項目のうち、31点中29点でした。"


def as_text(path: Path) -> None:
    parts = [f"# {TITLE}", f"{STATED}\n{AUTHOR}"]
    for title, items in VIEWPOINTS.items():
        parts += [title, "\n".join(f"・{item}" for item in items)]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def as_page(path: Path) -> None:
    parts = [
        f"<!doctype html><html><meta charset=utf-8><h1>{TITLE}</h1><p>{STATED}</p><p>{AUTHOR}</p><h2>評価項目</h2>"
    ]
    for title, items in VIEWPOINTS.items():
        parts += [f"<h3>{title}</h3><ul>", *(f"<li>{item}</li>" for item in items), "</ul>"]
    path.write_text("".join([*parts, "</html>"]), encoding="utf-8")


def as_print(path: Path) -> None:
    pen = Pen(path, A4)
    y = 60.0
    for text, size in ((TITLE, 18.0), (STATED, 10.0), (AUTHOR, 10.0)):
        pen.text(60, y, text, size)
        y += 2 * size
    for title, items in VIEWPOINTS.items():
        pen.text(60, y, title, 14)
        y += 22
        for item in items:
            pen.text(72, y, f"・{item}", 10)
            y += 16
            if y > 780:
                pen.next_page()
                y = 60.0
        y += 12
    pen.save()


FORMS = {"printed.pdf": as_print, "page.html": as_page, "text.txt": as_text}


@pytest.mark.parametrize("name", FORMS)
def test_all_items_in_their_viewpoints_with_the_score(tmp_path: Path, name: str) -> None:
    FORMS[name](tmp_path / name)
    data = read_document(tmp_path / name)
    rows = data["assessments"]
    assert data["documents"][0].role == "assessment"
    assert Counter(row.viewpoint for row in rows) == {title: len(items) for title, items in VIEWPOINTS.items()}
    assert [row.item for row in rows] == [item for items in VIEWPOINTS.values() for item in items]
    assert [row.item_no for row in rows] == list(range(1, 32))
    assert {(row.score, row.score_max, row.lg_code, row.assessor) for row in rows} == {(29, 31, "142115", "調査研究所")}


def test_a_run_publishes_what_each_plan_says_to_the_items(tmp_path: Path) -> None:
    folder, output = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    draw(FAULTLESS, folder / "plan.pdf")
    as_page(folder / "survey.html")
    assert run([folder], output).exit_code == 0
    (path,) = output.rglob("coverage.csv")
    with path.open(encoding="utf-8", newline="") as handle:
        rows = {row["topic"]: row for row in csv.DictReader(handle) if row["kind"] == "item"}
    assert len(rows) == 31
    said = {topic: row["words"] for topic, row in rows.items() if row["initiatives"] != "0"}
    assert said == {
        "RPAで転記を自動化した": "RPA",
        "電子申請ができる手続がある": "電子申請",
        "コンビニ交付ができる": "コンビニ交付",
    }
    with (output / "initiatives.csv").open(encoding="utf-8", newline="") as handle:
        names = {row["initiative_id"]: row["name"] for row in csv.DictReader(handle)}
    assert names[rows["コンビニ交付ができる"]["initiative_ids"]] == "証明書のコンビニ交付"
