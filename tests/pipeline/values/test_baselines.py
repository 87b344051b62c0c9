"""Baselines: the figure, its date wherever it is printed, and what else its brackets say.

Expected: figures with their own dates, `|`, the date as printed and its fiscal year, `|`, the note.
"""

from __future__ import annotations

import pytest

from pipeline.values import read_baseline

BASELINES = [
    ("45.3%(R5年度)", "", "", "45.3% @R5年度|R5年度=2023|"),
    ("（45.3%）", "", "", "45.3%||"),
    ("45.3%", "", "R5", "45.3% @R5|R5=2023|"),
    ("R5年度：45.3%", "", "", "45.3% @R5年度|R5年度=2023|"),
    ("45.3% R5末", "", "", "45.3% @R5末|R5末=2023|"),
    (
        "19,623,761件（R5年度 ※令和5年12月末まで）",
        "",
        "",
        "19623761件 @R5年度 ※令和5年12月末まで|R5年度 ※令和5年12月末まで=|",
    ),
    (
        "24拠点・13.4%（拠点数はR6.1実績、利用率はR4年度実績）",
        "導入拠点及び利用率",
        "",
        "[導入拠点] 24拠点 @R6.1実績; [利用率] 13.4% @R4年度実績||",
    ),
    (
        "24拠点・13.4%（R5年度実績）",
        "導入拠点及び利用率",
        "",
        "[導入拠点] 24拠点 @R5年度実績; [利用率] 13.4% @R5年度実績|R5年度実績=2023|",
    ),
    ("1,250件(累計3,000件)", "", "", "1250件; [累計] 3000件||"),
    ("1,250件（新システムのみ）", "", "", "1250件||新システムのみ"),
    ("—", "", "R5", "|R5=2023|"),
    ("未実施(R6.3)", "", "", "|R6.3=2023|"),
    ("8.9%（2023年度）", "", "R4", "8.9% @2023年度|2023年度=2023|"),
    ("令和4年度 320件", "", "", "320件 @令和4年度|令和4年度=2022|"),
    ("R4:300件 R5:320件", "", "", "[R4] 300件 @R4; [R5] 320件 @R5||"),
    ("〔令和6年3月末〕35%", "", "", "35% @令和6年3月末|令和6年3月末=2023|"),
    ("35%〔令和6年3月末〕", "", "", "35% @令和6年3月末|令和6年3月末=2023|"),
    ("320件(R5)、45%(R6)", "", "", "[R5] 320件 @R5; [R6] 45% @R6||"),
    ("3人", "", "現状値(R5)", "3人 @現状値(R5)|現状値(R5)=2023|"),
    ("年12回（令和5年度）", "", "", "12回 @令和5年度|令和5年度=2023|"),
    ("50％（R5年度）（暫定）", "", "", "50% @R5年度|R5年度=2023|暫定"),
    (
        "X：600人 YouTube：750人（R6.4.1現在）",
        "",
        "",
        "[X] 600人 @R6.4.1現在; [YouTube] 750人 @R6.4.1現在|R6.4.1現在=2024|",
    ),
    ("件数はR5、率はR4", "件数", "", "||"),
    ("(R5)45%", "", "", "45% @R5|R5=2023|"),
    ("R5 45%（速報値）", "", "", "45% @R5|R5=2023|速報値"),
    ("5,000人（R5年度）\n6,000人（R6年度）", "", "", "[R5年度] 5000人 @R5年度; [R6年度] 6000人 @R6年度||"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "name", "head", "expected"), BASELINES)
def test_baselines_and_their_dates(raw: str, name: str, head: str, expected: str) -> None:
    found = read_baseline(raw, name=name, as_of=head)
    figures = [
        " ".join(
            word
            for word in (
                f"[{part.label}]" if part.label else "",
                f"{part.figure.value}{part.figure.unit}",
                f"@{part.as_of}" if part.as_of else "",
            )
            if word
        )
        for part in found.parts
    ]
    dated = f"{found.as_of}={found.as_of_span.start_fy if found.as_of_span else ''}" if found.as_of else ""
    assert f"{'; '.join(figures)}|{dated}|{found.note}" == expected
    assert found.value == (found.parts[0].figure.value if len(found.parts) == 1 else None)
