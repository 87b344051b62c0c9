"""Departments of a cell."""

import pytest

from pipeline.normalise.departments import split_departments

CELLS = [
    ("国際課、DX推進課", ("国際課", "DX推進課")),
    ("DX推進課、窓口を有する各\n課・機関", ("DX推進課", "窓口を有する各課・機関")),
    ("DX推進課\n窓口を有する各課・機関", ("DX推進課", "窓口を有する各課・機関")),
    ("人事課・財政課", ("人事課", "財政課")),
    ("デジタル推進課、戸\n籍住民課、各窓口所管課", ("デジタル推進課", "戸籍住民課", "各窓口所管課")),
    ("緑区役所\n地域振興課", ("緑区役所地域振興課",)),
    ("公園\n緑地\n課", ("公園緑地課",)),
    ("水道局\n経営総\n務課", ("水道局経営総務課",)),
    ("各課\n各施設", ("各課", "各施設")),
    ("緑区役所 地域振興課", ("緑区役所 地域振興課",)),
    ("選挙管理委員会\n事務局", ("選挙管理委員会事務局",)),
    ("選挙管理委員会事務局\n介護保険課", ("選挙管理委員会事務局", "介護保険課")),
    ("建築指導課\n図書館", ("建築指導課", "図書館")),
    ("・デジタル推進課\n・人事課", ("デジタル推進課", "人事課")),
    ("教育委員会（学校教育課）", ("教育委員会（学校教育課）",)),
    ("", ()),
]


@pytest.mark.parametrize(("cell", "expected"), CELLS)
def test_departments_are_split_only_where_they_are_several(cell: str, expected: tuple[str, ...]) -> None:
    assert tuple(name.replace(" ", "") for name in split_departments(cell)) == tuple(
        name.replace(" ", "") for name in expected
    )
