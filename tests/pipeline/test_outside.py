"""An assessment is a document of its own whatever file it comes in; other texts say that they are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.document import read_document

CHECKLIST = """<html><meta charset={charset}><h1>秦野市の調査</h1>
<p>3の評価項目のうち、3点中2点でした。作成は下記です。</p>
<p>作成:調査室</p>
<h2>窓口（観点1）</h2><ul><li>予約ができる<li>電子決済ができる<li>案内がある</ul></html>"""


@pytest.mark.parametrize(("name", "charset"), [("a.html", "utf-8"), ("b.htm", "shift_jis"), ("c.HTML", "euc-jp")])
def test_web_pages(tmp_path: Path, name: str, charset: str) -> None:
    path = tmp_path / name
    path.write_bytes(CHECKLIST.format(charset=charset).encode(charset))
    found = read_document(path)
    (document,) = found["documents"]
    assert (document.role, document.plan_id, document.bytes) == ("assessment", None, path.stat().st_size)
    assert [(row.item_no, row.item) for row in found["assessments"]] == [
        (1, "予約ができる"),
        (2, "電子決済ができる"),
        (3, "案内がある"),
    ]
    assert {row.document_id for row in found["assessments"]} == {document.document_id}


def test_a_text_that_is_no_assessment(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text("市が新しい計画を公表した。\n", encoding="utf-8")
    found = read_document(path)
    assert found["assessments"] == ()
    assert [row.code for row in found["findings"]] == ["assessment-not-recognised"]
