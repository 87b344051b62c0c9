"""The files that a page links to."""

from __future__ import annotations

import pytest

from pipeline.fetch.links import linked_files

PAGE = """
<a href="/files/plan.pdf">DX推進計画（PDF：1.2MB）</a>
<a href="gaiyo.PDF#page=2"><span>DX推進計画
 概要版</span></a>
<a href="/files/other.pdf">入札のお知らせ</a>
<a href="/dx/index.html">DX推進計画のページ</a>
<a href="/files/plan.pdf">もう一度：DX推進計画</a>
<a href='x.pdf?v=2'><img src="i.png" alt="DX推進計画の図"></a>
<a href="never-closed.pdf">DX推進計画
"""


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("DX推進計画", ["files/plan.pdf", "dx/gaiyo.PDF", "dx/x.pdf?v=2", "dx/never-closed.pdf"]),
        ("概要版", ["dx/gaiyo.PDF"]),
        (r"other\.pdf$", ["files/other.pdf"]),
        ("進捗報告", []),
    ],
)
def test_links(pattern: str, names: list[str]) -> None:
    found = linked_files(PAGE, "https://www.example.jp/dx/", pattern)
    assert found == [f"https://www.example.jp/{name}" for name in names]
