"""Mutated files end as they should: read, or refused with a reason; never in a fault of ours."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.values import read_baseline, read_cell, read_name, read_year
from tests.fuzz.driver import EXPECTED, excerpts, fates, summary
from tests.fuzz.mutations import mutated

ROOT = Path(__file__).parents[2]
COUNT = 30


def test_mutated_plans_are_read_or_refused(tmp_path: Path) -> None:
    sources = excerpts(ROOT / "raw" / "samples", random.Random(9), 1)
    told = list(fates(sources, range(COUNT), tmp_path, at_once=2))
    assert len(told) == COUNT
    assert not [fate for fate in told if fate.code not in EXPECTED], summary(told)
    assert sum(fate.code == "" for fate in told) > COUNT // 2, "most mutations leave something to read"
    assert sum(fate.code == "pdf-damaged" for fate in told) > 0, "some files are beyond reading"


def test_a_seed_gives_the_same_file() -> None:
    (source, *_) = excerpts(ROOT / "raw" / "samples", random.Random(9), 1)
    for seed in range(20):
        assert mutated(source, seed) == mutated(source, seed)
    assert len({mutated(source, seed)[0] for seed in range(20)}) > 15


FIGURES = "0123456789０１２，.,〜～~-—－▲△（）()：:/万千億円件人%％割約以上下未満"
YEARS = "令和元平成HhRr年度月末第四半期\n　 ①※累計毎目標現状値"
JAPANESE = st.text(st.sampled_from(FIGURES + YEARS), max_size=40)


@pytest.mark.parametrize("read", [read_cell, read_year, read_baseline, read_name], ids=lambda read: read.__name__)
def test_readers_of_values_take_any_text(read: object) -> None:
    @settings(max_examples=400, deadline=None, derandomize=True)
    @given(st.one_of(JAPANESE, st.text(max_size=60)))
    def takes(text: str) -> None:
        read(text)  # type: ignore[operator]

    takes()
