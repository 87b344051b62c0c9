"""`keikaku diff` for people, programs and browsers."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest
from drawn_editions import ITEMS, Plan, cards, sheet

from pipeline.cli import main
from pipeline.compare.report import as_html, kind_of
from pipeline.diff import difference
from pipeline.schema import Change

MARKUP = "<script>alert('1')</script>&配信"


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("diff")
    old, new = folder / "old.pdf", folder / "new.pdf"
    revised = (
        replace(ITEMS[0], figures=("1,200件", "1,600件", "1,800件")),
        replace(ITEMS[1], departments=("市民課",)),
        replace(ITEMS[2], bars=((MARKUP, 2026, 2026), ("本格配信", 2027, 2028))),
        *ITEMS[3:5],
    )
    cards(Plan(ITEMS, "令和8年3月"), old)
    sheet(Plan(revised, "令和9年3月改訂版"), new)
    return old, new


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main(["diff", *arguments])
    out, err = capsys.readouterr()
    return int(left.value.code or 0), out, err


def test_a_summary_one_can_quote_and_each_change_with_its_pages(
    pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, *map(str, pair))
    assert code == 0
    ja, en = out.splitlines()[:2]
    assert ja.startswith("晴原市デジタル推進計画：「令和8年3月」から「令和9年3月改訂版」へ。")
    for words in ("目標値の変更1件", "担当課の変更1件", "事業の終了1件"):
        assert words in ja
    assert "1 target changed" in en
    assert "  目標値の変更 / target changed: 電子申請の件数 2027年度: 1,500件 → 1,600件 (p.2→p.2)" in out


def test_json_holds_the_rows_of_the_contract(pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, *map(str, pair), "--json")
    body = json.loads(out)
    assert code == 0 and body["same_plan"] is True
    rows = [Change(**row) for row in body["changes"]]
    assert ("targets", "1,500件", "1,600件") in {(row.record_table, row.before, row.after) for row in rows}
    assert body["from"]["file_name"] == "old.pdf" and body["to"]["edition"] == "令和9年3月改訂版"


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_needs_no_other_file_and_shows_markup_as_text(pair: tuple[Path, Path]) -> None:
    page = _Page()
    page.feed(as_html(difference(*pair)))
    assert "script" not in page.tags and page.links == []
    assert MARKUP in "".join(page.text.split())  # broken over lines in its narrow cell
    assert page.tags.count("tr") > 4


def test_the_same_file_twice_has_no_changes(pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, str(pair[0]), str(pair[0]))
    assert code == 0 and "変更はありません" in out and "no changes" in out


def test_another_plan_is_said_to_be_one(pair: tuple[Path, Path], tmp_path: Path) -> None:
    other = tmp_path / "other.pdf"
    sheet(Plan(ITEMS[:2], "令和8年3月", title="晴原市環境保全計画"), other)
    assert not difference(pair[0], other).same_plan


@pytest.mark.parametrize(("content", "code"), [(b"", 1), (b"<html>404</html>", 1), (None, 2)])
def test_a_file_that_cannot_be_compared(
    pair: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, code: int
) -> None:
    bad = tmp_path / "bad.pdf"
    if content is not None:
        bad.write_bytes(content)
    found, out, err = run(capsys, str(pair[0]), str(bad))
    assert (found, out) == (code, "") and "bad.pdf" in err


def test_every_kind_of_change_has_words() -> None:
    tables = {
        "plans": ["changed"],
        "measures": ["added", "removed", "renamed", "changed"],
        "initiatives": list(get_args(Change.model_fields["change"].annotation)),
        "indicators": list(get_args(Change.model_fields["change"].annotation)),
        "targets": ["added", "removed", "changed"],
        "milestones": ["added", "removed", "changed", "moved"],
        "glossary": ["added", "removed", "changed"],
    }
    for table, kinds in tables.items():
        for kind in kinds:
            row = Change.model_construct(record_table=table, change=kind, field="x")
            assert kind_of(row).ja
