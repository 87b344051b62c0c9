"""Codes and level words before titles."""

import pytest

from extractors.shapes.codes import split_title

TITLES = [
    ("①-1　オンライン申請の拡充", ("", "①-1", "オンライン申請の拡充")),
    ("1-(1) オンライン相談", ("", "1-(1)", "オンライン相談")),
    ("1.1 認定調査の最適化", ("", "1.1", "認定調査の最適化")),
    ("(4)AI・RPA等の利用", ("", "(4)", "AI・RPA等の利用")),
    ("【1-1】電子申請", ("", "【1-1】", "電子申請")),
    ("24時間対応の窓口", ("", "", "24時間対応の窓口")),
    ("3D都市モデルの活用", ("", "", "3D都市モデルの活用")),
    ("5G活用", ("", "", "5G活用")),
    ("１ ）先行地域をつくる", ("", "１）", "先行地域をつくる")),
    ("一人ひとりの学び", ("", "", "一人ひとりの学び")),
    ("(仮称)デジタル館", ("", "", "(仮称)デジタル館")),
    ("基本目標1　利用者中心", ("基本目標", "1", "利用者中心")),
    ("《施策 1-1　利便性を高める》", ("施策", "1-1", "利便性を高める")),
    ("基本目標三　まちづくり", ("基本目標", "三", "まちづくり")),
    ("■ 事業一覧", ("", "", "事業一覧")),
    ("１ ）重点対策の実施", ("", "１）", "重点対策の実施")),
    ("1）窓口の改革", ("", "1）", "窓口の改革")),
    ("ア　窓口の改革", ("", "ア", "窓口の改革")),
    ("（ア）窓口の改革", ("", "（ア）", "窓口の改革")),
    ("アプリの活用", ("", "", "アプリの活用")),
    ("No.3 窓口の改革", ("", "No.3", "窓口の改革")),
    ("No.1をめざす", ("", "", "No.1をめざす")),
    ("<1> 市民サービス", ("", "<1>", "市民サービス")),
]


@pytest.mark.parametrize(("text", "expected"), TITLES)
def test_titles_are_taken_apart(text: str, expected: tuple[str, str, str]) -> None:
    assert tuple(split_title(text)) == expected


@pytest.mark.parametrize(
    ("text", "code"), [("1情報セキュリティ対策", "1"), ("1人1台端末", ""), ("2040年問題", ""), ("5つの柱", "")]
)
def test_bare_numbers_are_codes_only_where_measures_are_numbered(text: str, code: str) -> None:
    assert split_title(text, numbered=True).code == code
    assert split_title(text).code == ""
