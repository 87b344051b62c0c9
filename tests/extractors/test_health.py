"""Wrong text is recognised, odd but right text is not."""

from __future__ import annotations

import random

import pytest

from extractors.health import doubt
from extractors.model import Char

PROSE = (
    "本市では、行政手続のオンライン化を進めるとともに、職員の業務を見直し、市民の利便性の向上と業務の効率化を図ります。"
    "令和8年度から令和12年度までの5年間を計画期間とし、毎年度、進捗を確認します。"
)


def chars(text: str, font: str = "A") -> list[Char]:
    return [Char(c, i * 10.0, 0, i * 10.0 + 10, 10, 10, font) for i, c in enumerate(text)]


def shuffled_ideographs(count: int, first: int, last: int) -> str:
    picked = random.Random(8)
    return "".join(chr(picked.randrange(first, last)) for _ in range(count))


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "",
        "12,345 6,789 0 0 0 0 " * 20,
        "項目 1 2 3 4 5 " * 10,
        "髙﨑 德 彌 薗 辻 槇 " + PROSE,
        "Digital transformation of the city, FY2026",
        "\ue000 \ue001 " * 12 + PROSE,
        "① ② ③ ㎡ ㏄ ㈱ ● ■ → ※ " + PROSE,
        "Привет Αθήνα 한국어 " + PROSE,
        "................................................ 12",
        "000000000000000000000000",
    ],
)
def test_right_text_is_trusted(text: str) -> None:
    assert doubt(chars(text)) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ධࠉᮐࠉㄝࠉ᫂ࠉ᭩㸯㸰㸱ୖග᭱ཎ྘࡚㟁Ꮚධᮐཬࡧ㟁Ꮚዎ⣙" * 3, "strange-letters"),
        (PROSE + "ฉัน" * 12, "strange-letters"),
        ("ÿþ¤Öàéîõúñç" * 8, "strange-letters"),
        ("\ue000\ue001\ue002\ue003" * 8, "strange-letters"),
        (shuffled_ideographs(200, 0x4E00, 0x9FA0), "rare-ideographs"),
        ("(cid:12)(cid:7)" * 9, None),
        ("Z" * 80, "one-letter"),
        (PROSE.translate({ord(c): chr(ord(c) + 33) for c in PROSE if c > "\u3040"}) * 4, "rare-ideographs"),
    ],
)
def test_wrong_text_is_not(text: str, reason: str | None) -> None:
    assert doubt(chars(text)) == reason


def test_glyph_names_and_unmapped_glyphs() -> None:
    named = [Char(f"(cid:{i})", 0, 0, 9, 9, 9) for i in range(30)]
    assert doubt(named) == "glyph-names"
    assert doubt(chars(PROSE), unmapped=20) == "unmapped"
    assert doubt(chars(PROSE), unmapped=1) is None


def test_one_bad_font_spoils_the_page() -> None:
    assert doubt(chars(PROSE * 5) + chars("ᮐࠉㄝࠉ᫂ࠉ᭩ධᮐཬࡧᏊዎ" * 2, font="B")) == "strange-letters"
