"""Every row of `data/*.tsv`: a raw string, what it is read as, and where such a string is printed.

`cells.tsv`: raw, name of the indicator, status with figures (`[label] comparator value[..upper] unit [per word]`) and
issues after `!`. `years.tsv`: raw, context, days, fiscal years and precision. A break in a cell is written as `\\n`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.values import Reading, Span, YearContext, read_cell, read_name, read_year

DATA = Path(__file__).parent / "data"
CONTEXTS = {
    "": None,
    "no context": None,
    "plan 2024-2027": YearContext(start_fy=2024, end_fy=2027),
    "after 令和6年度": YearContext(before=read_year("令和6年度"), eras=("令和",)),
    "after 平成30年度": YearContext(before=read_year("平成30年度"), eras=("平成",)),
    "after 2024年度": YearContext(before=read_year("2024年度")),
}


def rows(name: str) -> list[tuple[str, ...]]:
    lines = (DATA / name).read_text(encoding="utf-8").rstrip("\n").split("\n")[1:]
    return [tuple(field.replace("\\n", "\n") for field in line.split("\t")) for line in lines]


def shown_reading(reading: Reading) -> str:
    parts = []
    for figure in reading.figures:
        upper = f"..{figure.upper}" if figure.upper is not None else ""
        words = [f"[{figure.label}]" if figure.label else "", figure.comparator, f"{figure.value}{upper}", figure.unit]
        words.append(f"per {figure.per}" if figure.per else "")
        parts.append(" ".join(word for word in words if word))
    issues = " !" + ",".join(reading.issues) if reading.issues else ""
    return reading.status + (": " + "; ".join(parts) if parts else "") + issues


def shown_span(span: Span | None) -> str:
    if span is None:
        return "no year"
    words = [f"{span.first}..{span.last} fy {span.start_fy}-{span.end_fy} {span.precision}"]
    words.append(f"({','.join(span.qualifiers)})" if span.qualifiers else "")
    words += ["<" if span.open_start else "", ">" if span.open_end else ""]
    words.append("!" + ",".join(span.issues) if span.issues else "")
    return " ".join(word for word in words if word)


@pytest.mark.parametrize(("raw", "name", "expected", "source"), rows("cells.tsv"))
def test_cell(raw: str, name: str, expected: str, source: str) -> None:
    parts = read_name(name)
    reading = read_cell(raw, name_unit=parts.unit, name=parts.name)
    assert shown_reading(reading) == expected, source


@pytest.mark.parametrize(("raw", "context", "expected", "source"), rows("years.tsv"))
def test_year(raw: str, context: str, expected: str, source: str) -> None:
    assert shown_span(read_year(raw, context=CONTEXTS[context])) == expected, source


def test_tables_are_large_and_without_repeats() -> None:
    cells, years = rows("cells.tsv"), rows("years.tsv")
    assert len(cells) >= 600
    assert len(years) >= 200
    assert len({row[:2] for row in cells}) == len(cells)
    assert len({row[:2] for row in years}) == len(years)
