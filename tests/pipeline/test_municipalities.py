"""The official list is whole, and texts name the right local government."""

from __future__ import annotations

from collections import Counter
from time import perf_counter

import pytest

from pipeline import municipalities as m


def test_list_is_whole() -> None:
    kinds = Counter(place.kind for place in m.listed())
    assert kinds["prefecture"] == 47
    assert kinds["city"] + kinds["town"] + kinds["village"] + kinds["special_ward"] == 1741
    assert kinds["special_ward"] == 23
    assert kinds["ward"] == 171
    assert len(m.by_code()) == len(m.listed())


def test_every_code_has_its_check_digit_and_prefecture() -> None:
    capitals = {place.lg_code[:2]: place.name for place in m.listed() if place.kind == "prefecture"}
    for place in m.listed():
        assert m.valid_code(place.lg_code), place
        assert capitals[place.lg_code[:2]] == place.prefecture
        assert place.kana and all("ァ" <= letter <= "ヺ" or letter == "ー" for letter in place.kana), place


@pytest.mark.parametrize("code", ["141501", "14150", "1415000", "abcdef", "１４１５００"])
def test_wrong_codes(code: str) -> None:
    assert not m.valid_code(code)


def test_source_is_recorded() -> None:
    assert m.source()["date"] >= "2026-01-01"
    assert "Japan Post" in m.source()["source"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第2次相模原市ICT総合戦略", [("相模原市", ["141500"])]),
        ("神奈川県 秦 野 市", [("神奈川県", ["140007"]), ("秦野市", ["142115"])]),
        ("府中市", [("府中市", ["132063", "342084"])]),
        ("広島県府中市", [("広島県", ["340006"]), ("府中市", ["342084"])]),
        ("伊達市DX推進計画", [("伊達市", ["012335", "072133"])]),
        ("北海道中川郡音威子府村", [("北海道", ["010006"]), ("音威子府村", ["014702"])]),
        ("会津市", []),
        ("大津市及び津市", [("大津市", ["252018"]), ("津市", ["242012"])]),
        ("四日市市の四日市場", [("四日市市", ["242021"])]),
        ("廿日市市", [("廿日市市", ["342131"])]),
        ("大阪府大阪市北区", [("大阪府", ["270008"]), ("大阪市北区", ["271276"])]),
        ("袖ヶ浦市と袖ケ浦市", [("袖ケ浦市", ["122297"]), ("袖ケ浦市", ["122297"])]),
        ("本市は国や近隣市町村と", []),
    ],
)
def test_mentions(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert [(x.name, [place.lg_code for place in x.candidates]) for x in m.mentions(text)] == expected


@pytest.mark.parametrize(
    ("title", "name", "form"),
    [
        ("はだのDX推進計画", "秦野市", "reading"),
        ("さがみはらの未来戦略", "相模原市", "reading"),
        ("第2次はだのICT活用推進計画", "秦野市", "reading"),
        ("藤沢DX推進計画", "藤沢市", "stem"),
        ("藤沢市DX推進計画", "藤沢市", "name"),
    ],
)
def test_titles(title: str, name: str, form: str) -> None:
    (mention,) = m.title_mentions(title)
    assert name in [place.name for place in mention.candidates]
    assert mention.form == form


@pytest.mark.parametrize("title", ["みんなのDX推進計画", "デジタル田園都市構想", "DX推進計画", "まちづくり計画"])
def test_titles_without_a_place(title: str) -> None:
    assert m.title_mentions(title) == ()
    assert m.unlisted(title) is None


@pytest.mark.parametrize(
    ("line", "name", "prefecture"),
    [
        ("愛知県 若葉台市", "若葉台市", "愛知県"),
        ("若葉台市行政デジタル化実行計画", "若葉台市", None),
        ("第2次青浜市デジタル戦略", "青浜市", None),
        ("桜川原市", "桜川原市", None),
        ("榎本市情報化推進アクションプラン", "榎本市", None),
    ],
)
def test_a_place_on_no_list(line: str, name: str, prefecture: str | None) -> None:
    mention = m.unlisted(line)
    assert mention is not None
    assert (mention.name, mention.prefecture, mention.candidates) == (name, prefecture, ())


def test_a_name_on_no_list_keeps_its_ke_as_printed() -> None:
    assert [m.unlisted(name).name for name in ("霞ヶ原市", "霞ケ原市")] == ["霞ヶ原市", "霞ケ原市"]  # type: ignore[union-attr]


@pytest.mark.parametrize("line", ["本市", "指定都市", "田園都市推進戦略", "市町村", "地区", "相模原市", "藤沢市DX"])
def test_words_that_are_no_place(line: str) -> None:
    assert m.unlisted(line) is None


def test_a_line_takes_less_than_a_millisecond() -> None:
    line = "本計画は、相模原市総合計画の部門別計画として定め、神奈川県や近隣市町村と連携して取り組みます。" * 2
    m.mentions(line)
    begin = perf_counter()
    for _ in range(200):
        m.mentions(line)
    assert (perf_counter() - begin) / 200 < 0.001
