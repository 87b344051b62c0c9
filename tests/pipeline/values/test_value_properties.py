"""What holds for every year, figure and text, not only for those in the tables."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.values import (
    YearContext,
    find_years,
    looks_like_year,
    read_baseline,
    read_cell,
    read_kpi_sentence,
    read_name,
    read_unit,
    read_year,
    read_years,
)
from pipeline.values.eras import ERAS, era_of, fiscal_year, western
from pipeline.values.folding import fold, positions
from pipeline.values.units import UNITS

FIRST_DAY = ERAS[0].first
WORDS = """令和 平成 R H 年度 年 月 日 元 8 31 2026 ~ ( ) / ・ 、 . , : - ▲ △ 約 万 千 億 % 件 人 円 時間 分 秒
割 以上 未満 増 減 毎年 末 から まで 第 期 十 三 一 つ → 〃 検討 決定 後に 現状値 累計 ー ｶﾞ ① ² ㎡ A X
。 0 00 1,234 5 上半期 当たり"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\u3000", " ", "\x00"])
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map("".join))


def every_reader(text: str) -> None:
    plan = YearContext(start_fy=2024, end_fy=2027)
    read_year(text, context=plan)
    looks_like_year(text)
    find_years(text)
    read_years([text, "7年度", text, "9"], context=plan)
    read_cell(text)
    read_unit(text)
    parts = read_name(text)
    read_cell(text, name_unit=parts.unit, name=parts.name)
    read_baseline(text)
    read_kpi_sentence(text, context=plan)


def test_era_and_western_year_are_one_on_every_day_since_1868() -> None:
    days = (date.max.replace(year=2040) - FIRST_DAY).days
    for offset in range(days):
        day = FIRST_DAY + timedelta(offset)
        found = era_of(day)
        assert found is not None
        era, year = found
        assert era.first <= day <= era.last
        assert western(era.name, year) == day.year


@pytest.mark.parametrize("era", ERAS, ids=lambda era: era.name)
def test_first_and_last_day_of_each_era(era: object) -> None:
    assert era in ERAS
    for day in (getattr(era, "first"), min(getattr(era, "last"), date(2100, 12, 31))):  # noqa: B009
        found = era_of(day)
        assert found is not None
        assert found[0] is era


@given(st.dates(FIRST_DAY, date(2100, 12, 31)), st.sampled_from(["kanji", "letter", "western"]))
@settings(max_examples=300, deadline=None)
def test_a_day_written_and_read_is_itself(day: date, style: str) -> None:
    found = era_of(day)
    assert found is not None
    era, year = found
    written = {
        "kanji": f"{era.name}{year if year > 1 else '元'}年{day.month}月{day.day}日",
        "letter": f"{era.letter}{year}.{day.month}.{day.day}",
        "western": f"{day.year}年{day.month}月{day.day}日",
    }[style]
    span = read_year(written)
    assert span is not None
    assert (span.first, span.last, span.precision) == (day, day, "day")
    assert span.start_fy == span.end_fy == fiscal_year(day)
    assert span.issues == ()


@given(
    st.integers(2012, 2060),
    st.sampled_from(["令和{n}年度", "R{n}", "{w}年度", "令和{n}年度（{w}年度）", "令{n}", "FY{w}"]),
)
@settings(max_examples=150, deadline=None)
def test_a_fiscal_year_in_any_style_is_april_to_march(year: int, style: str) -> None:
    if year < 2019 and "{n}" in style:
        return
    span = read_year(style.format(n=year - 2018, w=year))
    assert span is not None
    assert (span.first, span.last) == (date(year, 4, 1), date(year + 1, 3, 31))


@given(st.integers(2019, 2040), st.integers(2, 8))
@settings(max_examples=60, deadline=None)
def test_a_row_of_years_carries_its_era(first: int, count: int) -> None:
    numbers = range(first - 2018, first - 2018 + count)
    heads = [f"令和{n}年度" if at == 0 else f"{n}年度" for at, n in enumerate(numbers)]
    assert [span.fiscal_year if span else None for span in read_years(heads)] == list(range(first, first + count))


STYLES = {
    "plain": str,
    "commas": lambda n: f"{n:,}",
    "wide": lambda n: str(n).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "wide commas": lambda n: f"{n:,}".translate(str.maketrans("0123456789,", "０１２３４５６７８９，")),
    "man": lambda n: f"{n // 10000}万{n % 10000}" if n >= 10000 and n % 10000 else str(n),
}


@given(
    st.integers(0, 10**9),
    st.sampled_from(sorted(STYLES)),
    # 1800年分 begins like a year, and is read as one
    st.sampled_from([u for u, entry in sorted(UNITS.items()) if entry.kind != "time" and not u.startswith("年")]),
    st.sampled_from([("", "="), ("以上", ">="), ("未満", "<"), ("以下", "<="), ("超", ">"), ("程度", "~")]),
    st.sampled_from(["", " ", "\u3000", "\n"]),
)
@settings(max_examples=400, deadline=None)
def test_a_figure_written_in_any_style_is_read_back(
    number: int, style: str, unit: str, comparator: tuple[str, str], gap: str
) -> None:
    raw = STYLES[style](number) + gap + unit + comparator[0]
    reading = read_cell(raw)
    assert reading.status == "set", raw
    (figure,) = reading.figures
    assert (figure.comparator, figure.value, figure.unit) == (comparator[1], Decimal(number), fold(unit)), raw
    assert figure.raw == raw


@given(st.decimals(0, 10**7, places=3), st.sampled_from(["%", "人", "ポイント", "km"]), st.sampled_from("▲△-"))
@settings(max_examples=150, deadline=None)
def test_decimals_are_exact_and_signed(number: Decimal, unit: str, sign: str) -> None:
    assert read_cell(f"{number}{unit}").figures[0].value == number
    assert read_cell(f"{sign}{number}{unit}").figures[0].value == -number


@given(TEXTS)
@settings(max_examples=500, deadline=None)
@example("九" * 60 + "億円")
@example("9" * 5000 + "%")
@example("1" + "万" * 55 + "件")
@example("R8/R9/R10/R11/R12")
@example("令和九九九年度から九九九年度")
@example("0分の0")
@example("\ud800件")
def test_no_text_raises(text: str) -> None:
    every_reader(text)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_what_is_published_stands_in_the_cell(text: str) -> None:
    reading = read_cell(text)
    assert (reading.status == "set") == bool(reading.figures)
    end = 0
    for figure in reading.figures:
        assert text[figure.start : figure.end] == figure.raw
        assert end <= figure.start < figure.end
        end = figure.end
        if re.fullmatch(r"[^分秒半時間日年月割万千百十億兆〇一二三四五六七八九]*", fold(figure.raw)):
            digits = fold(figure.raw).replace(",", "")
            assert f"{figure.value.copy_abs():f}" in digits
            assert figure.upper is None or f"{figure.upper:f}" in digits


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_folded_places_lead_back_to_the_raw_text(text: str) -> None:
    folded = fold(text)
    places = positions(text, folded)
    assert len(places) == len(folded) + 1
    assert list(places) == sorted(places)
    assert places[-1] == len(text)
    assert fold(folded) == folded


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "一",
        "(",
        " ",
        "\n",
        "▲",
        "1,",
        "1千",
        "令和8年度",
        "R8/",
        "1件",
        "1~",
        "目標値",
        "、",
        "1人当たり",
        "年1回",
        "(R8)",
        "ー",
        "毎年5件",
        "¹",
        "現状値：",
    ],
)
def test_time_grows_with_the_length_and_no_faster(piece: str) -> None:
    every_reader(piece * 50)
    began = time.perf_counter()
    every_reader(piece * (20_000 // len(piece)))
    assert time.perf_counter() - began < 4
