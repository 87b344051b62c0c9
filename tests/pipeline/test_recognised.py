"""What OCR confuses is mended with a finding; figures are left out rather than guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.model import Box, Cell, Sheet, Table
from pipeline.recognised import mend, mended, without_doubtful
from pipeline.schema import Dataset, Target

BOX = Box(10.0, 10.0, 60.0, 30.0)


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ("合和8年度", "令和8年度"),
        ("今和10年度\n（2028年度）", "令和10年度\n（2028年度）"),
        ("1,O00件", "1,000件"),
        ("2O%", "20%"),
        ("1l人", "11人"),
        (".1,466人", "1,466人"),
        ("一", "-"),
        ("ー", "-"),
        ("担当課.\n機関", "担当課・\n機関"),
        ("行かない窓口-書かない窓口", "行かない窓口・書かない窓口"),
        ("成果\n（アウ卜カム）", "成果\n（アウトカム）"),
        ("実績(アウトブッ卜)", "実績(アウトプット)"),
        ("本庁舎窓ロ交付件数", "本庁舎窓口交付件数"),
        ("コンビ二交付", "コンビニ交付"),
        ("サ一ビス", "サービス"),
        ("高齡福祉課", "高齢福祉課"),
        # Nothing of this is in doubt, or nothing of it can be known.
        ("令和8年度", "令和8年度"),
        ("一般事業", "一般事業"),
        ("調和の取れた今和", "調和の取れた今和"),
        ("GIS", "GIS"),
        ("IoT機器1O台とO365の導入を検討", "IoT機器1O台とO365の導入を検討"),
        ("3.5万人", "3.5万人"),
        ("2.1ポイント", "2.1ポイント"),
        ("○", "○"),
        ("施策1-2", "施策1-2"),
        ("センター一覧", "センター一覧"),
        ("デジタル力の向上", "デジタル力の向上"),
        ("3カ年計画", "3カ年計画"),
        ("ロボットの活用", "ロボットの活用"),
    ],
)
def test_confusions(read: str, expected: str) -> None:
    assert mended(read) == expected


@pytest.mark.parametrize("text", ["1,593万円", "0.5%", "20億4千万円", "80名\n110名", "45.3%", "1", "10月1日"])
def test_no_figure_becomes_another(text: str) -> None:
    assert mended(text) == text


def _sheet(text: str, confidence: float | None) -> Sheet:
    cell = Cell(0, 0, 1, 1, 1, BOX, text, confidence=confidence)
    return Sheet(1, 400, 300, (Table(1, (1,), BOX, 1, 1, (cell,)),), ())


def test_what_was_mended_is_said() -> None:
    (sheet,), (remark,) = mend([_sheet("合和8年度", 0.9)])
    assert sheet.tables[0].cells[0].text == "令和8年度"
    assert (remark.code, remark.values) == ("ocr-mended", {"was": "合和8年度", "now": "令和8年度"})


def test_a_text_layer_is_never_mended() -> None:
    (sheet,), remarks = mend([_sheet("合和8年度", None)])
    assert sheet.tables[0].cells[0].text == "合和8年度"
    assert remarks == []


@pytest.mark.parametrize(("confidence", "kept"), [(0.99, True), (None, True), (0.3, False)])
def test_a_doubtful_figure_is_a_finding_and_no_record(confidence: float | None, kept: bool) -> None:
    target = Target(
        document_id="a" * 64, plan_id="p", indicator_id="i", fiscal_year=2026, raw="860件", status="set",
        value=Decimal(860), unit="件", page=1, bbox=BOX,
    )  # fmt: skip
    dataset, remarks = without_doubtful(Dataset({"targets": (target,)}), [_sheet("860件", confidence)])
    assert (len(dataset["targets"]) == 1) is kept
    assert [r.values["text"] for r in remarks] == ([] if kept else ["860件"])
