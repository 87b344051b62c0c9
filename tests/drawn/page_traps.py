"""Pages whose text is drawn in every hard way, each with the text that a person reads, line by line from the top.

A trap writes a PDF to the path and returns the expected lines (white space is left out in the comparison).
"""

from __future__ import annotations

from pathlib import Path

import rawpdf
from pen import FONT, Pen
from reportlab.lib.pdfencrypt import StandardEncryption

Lines = list[str]


def overprinted(path: Path) -> Lines:
    """Bold by printing each glyph two, three or four times, a little beside."""
    pen = Pen(path)
    for times, y in ((2, 40), (3, 70), (4, 100)):
        for step in range(times):
            pen.text(40 + 0.25 * step, y, f"基本目標{times} 窓口の改革", 14)
    pen.text(40, 130, "人々が集まる五五九九の町", 14)
    pen.save()
    return ["基本目標2窓口の改革", "基本目標3窓口の改革", "基本目標4窓口の改革", "人々が集まる五五九九の町"]


def radicals_by_tounicode(path: Path) -> Lines:
    """The map gives radicals for ideographs: ⾏ ⻑ ⽣ ⺠ ⼾ ⻄ for 行 長 生 民 戸 西, and U+2027 for ・."""
    said = "⾏政の⻑期計画・市⺠の⽣活‧⼾籍と⻄部"
    codes = b"".join(code.to_bytes(2) for code in range(0x0400, 0x0400 + len(said)))
    font = rawpdf.japanese("Identity-H", {0x0400 + k: char for k, char in enumerate(said)})
    rawpdf.write(path, rawpdf.show(codes, 30, 150), [font])
    return ["行政の長期計画・市民の生活・戸籍と西部"]


def halfwidth_kana(path: Path) -> Lines:
    text = "ｵﾝﾗｲﾝ申請・ﾏｲﾅﾝﾊﾞｰｶｰﾄﾞ・ﾍﾟｰﾊﾟｰﾚｽ"
    rawpdf.write(path, rawpdf.show(text.encode("cp932"), 30, 150), [rawpdf.japanese("90ms-RKSJ-H")])
    return ["オンライン申請・マイナンバーカード・ペーパーレス"]


def shift_jis_cmap(path: Path) -> Lines:
    text = "令和８年度　計画期間は５年"
    rawpdf.write(path, rawpdf.show(text.encode("cp932"), 30, 150), [rawpdf.japanese("90ms-RKSJ-H")])
    return ["令和8年度計画期間は5年"]


def ucs2_cmap(path: Path) -> Lines:
    text = "電子申請の利用率"
    rawpdf.write(path, rawpdf.show(text.encode("utf-16-be"), 30, 150), [rawpdf.japanese("UniJIS-UCS2-H")])
    return ["電子申請の利用率"]


def vertical_cmap(path: Path) -> Lines:
    """Vertical writing by the CMap: one column of four characters."""
    text = "成果指標"
    content = rawpdf.show(text.encode("cp932"), 100, 150)
    rawpdf.write(path, content, [rawpdf.japanese("90ms-RKSJ-V")])
    return ["成", "果", "指", "標"]


def letter_spaced(path: Path) -> Lines:
    pen = Pen(path)
    text = pen.canvas.beginText(40, 250)
    text.setFont(FONT, 12)
    text.setCharSpace(7)
    text.textOut("DX推進計画")
    pen.canvas.drawText(text)
    pen.text(40, 110, "K P I （成果指標）", 12)
    pen.save()
    return ["DX推進計画", "KPI（成果指標）"]


def turned(path: Path, degrees: int) -> Lines:
    """A page with /Rotate whose content is drawn so that it stands upright on the screen."""
    pen = Pen(path)
    pen.canvas.setPageRotation(degrees)
    x, y = {90: (320, 0), 180: (480, 320), 270: (0, 480)}[degrees]
    pen.canvas.translate(x, y)
    pen.canvas.rotate(degrees)
    pen.text(40, 40, "横長の表", 12)
    pen.text(40, 80, "令和8年度　20%", 10)
    pen.save()
    return ["横長の表", "令和8年度20%"]


def rotate_90(path: Path) -> Lines:
    return turned(path, 90)


def rotate_180(path: Path) -> Lines:
    return turned(path, 180)


def rotate_270(path: Path) -> Lines:
    return turned(path, 270)


def mirrored_twice(path: Path) -> Lines:
    """The page is flipped by one matrix and each text flipped back by its own, as some printer drivers do."""
    pen = Pen(path)
    pen.canvas.transform(1, 0, 0, -1, 0, pen.height)
    for y, line in ((60, "施策の柱"), (100, "指標 15件")):
        pen.canvas.saveState()
        pen.canvas.transform(1, 0, 0, -1, 40, y)
        pen.canvas.setFont(FONT, 12)
        pen.canvas.drawString(0, 0, line)
        pen.canvas.restoreState()
    pen.save()
    return ["施策の柱", "指標15件"]


def one_character_per_line(path: Path) -> Lines:
    pen = Pen(path)
    pen.text(40, 40, "行\n動\n目\n標", 11)
    pen.save()
    return ["行", "動", "目", "標"]


def invisible_text(path: Path) -> Lines:
    """Text in render mode 3 on a page without an image is nothing that a person sees."""
    pen = Pen(path)
    pen.canvas.saveState()
    text = pen.canvas.beginText(40, 250)
    text.setFont(FONT, 12)
    text.setTextRenderMode(3)
    text.textOut("旧案の数値 99%")
    pen.canvas.drawText(text)
    pen.canvas.restoreState()
    pen.text(40, 110, "目標は20%", 12)
    pen.save()
    return ["目標は20%"]


def white_text(path: Path) -> Lines:
    """White on white is unseen, white on a dark ground is a heading."""
    pen = Pen(path)
    pen.text(40, 40, "消した数値 15%", 12, "#ffffff")
    pen.fill((30, 60, 300, 84), "#1f4e79")
    pen.text(40, 77, "基本目標1", 12, "#ffffff")
    pen.text(40, 110, "目標は20%", 12)
    pen.save()
    return ["基本目標1", "目標は20%"]


def off_the_page(path: Path) -> Lines:
    pen = Pen(path)
    pen.text(-200, 40, "左の外", 12)
    pen.text(40, -20, "上の外", 12)
    pen.text(40, 340, "下の外", 12)
    pen.text(500, 60, "右の外", 12)
    pen.text(40, 110, "目標は20%", 12)
    pen.save()
    return ["目標は20%"]


def outside_the_crop_box(path: Path) -> Lines:
    pen = Pen(path)
    pen.canvas.setCropBox((30, 100, 400, 300))
    pen.text(40, 110, "目標は20%", 12)
    pen.text(40, 260, "裁ち落としの外", 12)
    pen.save()
    return ["目標は20%"]


def clipped_text(path: Path) -> Lines:
    pen = Pen(path)
    pen.canvas.saveState()
    clip = pen.canvas.beginPath()
    clip.rect(30, pen.height - 60, 200, 40)
    pen.canvas.clipPath(clip, stroke=0)
    pen.text(40, 44, "見える行", 12)
    pen.text(40, 100, "切り取られた行", 12)
    pen.canvas.restoreState()
    pen.text(40, 140, "目標は20%", 12)
    pen.save()
    return ["見える行", "目標は20%"]


def form_xobject(path: Path) -> Lines:
    pen = Pen(path)
    pen.canvas.beginForm("part")
    pen.text(40, 60, "部品の中の文字", 12)
    pen.canvas.endForm()
    pen.canvas.saveState()
    pen.canvas.translate(20, -30)
    pen.canvas.doForm("part")
    pen.canvas.restoreState()
    pen.text(40, 130, "目標は20%", 12)
    pen.save()
    return ["部品の中の文字", "目標は20%"]


def owner_password(path: Path) -> Lines:
    pen = Pen(path, encrypt=StandardEncryption("", ownerPassword="owner", canCopy=0, canModify=0))
    pen.canvas.setFont("Helvetica", 12)
    pen.canvas.drawString(40, 250, "KPI 2026: 20%")
    pen.save()
    return ["KPI2026:20%"]


def dash_by_itself(path: Path) -> Lines:
    """A dash that is a text object of its own in a font that is not embedded: the engine's text page leaves it out."""
    pen = Pen(path)
    pen.text(40, 60, "—", 9)
    pen.text(100, 60, "120件", 9)
    pen.save()
    return ["—120件"]


def full_width(path: Path) -> Lines:
    pen = Pen(path)
    pen.text(40, 60, "Ｒ８　１，２００件　ＫＰＩ", 12)
    pen.save()
    return ["Ｒ８１，２００件ＫＰＩ"]


TRAPS = (
    overprinted,
    dash_by_itself,
    radicals_by_tounicode,
    halfwidth_kana,
    shift_jis_cmap,
    ucs2_cmap,
    vertical_cmap,
    letter_spaced,
    rotate_90,
    rotate_180,
    rotate_270,
    mirrored_twice,
    one_character_per_line,
    invisible_text,
    white_text,
    off_the_page,
    outside_the_crop_box,
    clipped_text,
    form_xobject,
    owner_password,
    full_width,
)


def nonsense_by_tounicode(path: Path) -> None:
    """The map turns Japanese into plausible Latin nonsense: a person reads the glyphs, the text layer lies."""
    codes = b"".join(code.to_bytes(2) for code in range(0x0500, 0x0500 + 60))
    letters = "qxzvkjwñøþßæžłđ"
    font = rawpdf.japanese("Identity-H", {0x0500 + k: letters[(k * 7) % len(letters)] for k in range(60)})
    rawpdf.write(path, rawpdf.show(codes[:60], 10, 150, 8) + rawpdf.show(codes[60:], 10, 130, 8), [font])


def private_use_by_tounicode(path: Path) -> None:
    """Every character is mapped into the private use area."""
    codes = b"".join(code.to_bytes(2) for code in range(0x0500, 0x0500 + 40))
    font = rawpdf.japanese("Identity-H", {0x0500 + k: chr(0xE000 + k) for k in range(40)})
    rawpdf.write(path, rawpdf.show(codes[:40], 10, 150, 8) + rawpdf.show(codes[40:], 10, 130, 8), [font])


LIES = (nonsense_by_tounicode, private_use_by_tounicode)
