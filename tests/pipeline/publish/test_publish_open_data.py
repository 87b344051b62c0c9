"""The open-data edition: what a Japanese spreadsheet finds when it opens it."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from pipeline.publish.columns import columns
from pipeline.publish.open_data import TABLE_NAMES, header, safe
from pipeline.schema import TABLES


def test_bom_crlf_and_japanese_headers(published: Path) -> None:
    for table in TABLE_NAMES:
        data = (published / "open-data" / f"{table}.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        head = data.decode("utf-8-sig").split("\r\n")[0].split(",")
        assert head[:4] == ["全国地方公共団体コード", "ID", "地方公共団体名", "計画"]
        assert head[-2:] == ["出典", "出典URL"]
        assert not [name for name, times in Counter(head).items() if times > 1]
        assert data.endswith(b"\r\n")


def test_rows_name_their_municipality_and_are_safe(published: Path) -> None:
    with (published / "open-data" / "targets.csv").open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert {row["全国地方公共団体コード"] for row in rows} == {"011002"}
    assert rows[0]["ID"] == "k1/2026/target"
    assert rows[0]["指標名"] and rows[0]["事業名"]
    assert {row["比較記号"] for row in rows} <= {"", "=", "<=", ">=", "~"}
    assert [row["値"] for row in rows] == ["2040000000", "45.3", "0.1", "", ""]
    assert [row["セルの文字列"] for row in rows][3:] == ["—", "'@検討"]
    assert {row["出典"] for row in rows} == {"計画, 本編.pdf"}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("=1+1", "'=1+1"),
        ("＝1+1", "'＝1+1"),
        ("@検討", "'@検討"),
        ("\t=1", "'\t=1"),
        ("+5%", "'+5%"),
        ("-A1", "'-A1"),
        ("-1+SUM(A1)", "'-1+SUM(A1)"),
        ("-", "-"),
        ("=", "="),
        ("-5%", "-5%"),
        ("－", "－"),
        ("-10件", "-10件"),
        ("普通の文", "普通の文"),
    ],
)
def test_nothing_in_it_runs(text: str, kept: str) -> None:
    assert safe(text) == kept


@pytest.mark.parametrize("table", TABLES)
def test_japanese_titles_tell_columns_apart(table: str) -> None:
    titles = Counter(header(column) for column in columns(TABLES[table]))
    assert [title for title, times in titles.items() if times > 1] == []
