"""Which line breaks part two figures, and which only wrap one."""

from __future__ import annotations

import pytest

from pipeline.normalise.wrapping import rejoined, unwrapped


@pytest.mark.parametrize(
    ("cell", "whole"),
    [
        ("R5年度実績から約1\n0%増", "R5年度実績から約10%増"),
        ("80名\n110名", "80名\n110名"),
        ("25\n14", "25\n14"),
        ("利用者の数は1,2\n00人", "利用者の数は1,200人"),
        ("窓口の数 3\n電話の数 4", "窓口の数 3\n電話の数 4"),
    ],
)
def test_a_number_cut_after_words_is_one(cell: str, whole: str) -> None:
    assert rejoined(cell) == whole


@pytest.mark.parametrize(
    ("text", "line"),
    [("令和4年度4\n01手続", "令和4年度401手続"), ("手続を\n進める", "手続を進める"), ("1,2\n00件", "1,200件")],
)
def test_a_sentence_is_on_one_line(text: str, line: str) -> None:
    assert unwrapped(text) == line
