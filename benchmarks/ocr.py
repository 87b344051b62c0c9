"""Scanned pages: seconds and memory per page, and the bare OCR engine (RapidOCR, whole page) beside us.

    python benchmarks/ocr.py [FILE.pdf ...]

Without files, pages are drawn and scanned here. Each way runs in a process of its own; nothing comes from the cache.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

PAGES = 4
SIZE = (1654, 2339)
FONTS = ("ipaexg.ttf", "NotoSansCJK-Regular.ttc")


def ours(path: Path) -> int:
    """Characters read by the image route: rules, cells and text."""
    from extractors.ocr.rapid import Rapid
    from extractors.pages import open_document
    from extractors.routes import pages
    from extractors.tables import sheet

    with open_document(path) as document:
        read = list(pages(document, Rapid()))
    return sum(len(page.chars) for page in read if sheet(page))


def bare(path: Path) -> int:
    """Characters read by the engine alone, at 200 dpi: text in boxes, no cells."""
    import numpy as np
    from rapidocr import RapidOCR

    from extractors.pages import open_document, render

    with open_document(path) as document:
        count = document.info.pages
    engine = RapidOCR(params={"Global.log_level": "error"})
    answers = (engine(np.asarray(render(path, number, 200 / 72))) for number in range(1, count + 1))
    return sum(len(text) for answer in answers for text in answer.txts or ())


def measured(way: Callable[[Path], int], path: Path) -> tuple[int, float, float]:
    """Characters, seconds and peak memory (MB) of one way in a fresh process."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure, (way, path))


def _measure(way: Callable[[Path], int], path: Path) -> tuple[int, float, float]:
    start = time.perf_counter()
    chars = way(path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return chars, time.perf_counter() - start, peak


def drawn(path: Path) -> Path:
    """Pages of a ruled table, as a scanner gives them."""
    file = next(found for name in FONTS for found in Path("/usr/share/fonts").rglob(name))
    font = ImageFont.truetype(str(file), 30)
    pictures = []
    for page in range(PAGES):
        picture = Image.new("L", SIZE, 245)
        pen = ImageDraw.Draw(picture)
        for row in range(24):
            for col in range(5):
                x, y = 120 + col * 280, 200 + row * 80
                pen.rectangle((x, y, x + 280, y + 80), outline=30, width=2)
                text = f"取組の指標{row + 1}" if col == 0 else f"{(row * 37 + col * 911 + page) % 5000:,}件"
                pen.text((x + 20, y + 22), text, fill=25, font=font)
        pictures.append(picture.rotate(0.4, fillcolor=245))
    pictures[0].save(path, save_all=True, append_images=pictures[1:], resolution=200)
    return path


def main(paths: list[Path]) -> None:
    """One line per file and way."""
    from extractors.pages import open_document

    with tempfile.TemporaryDirectory() as folder:
        for path in paths or [drawn(Path(folder) / "drawn.pdf")]:
            with open_document(path) as document:
                count = document.info.pages
            for name, way in (("keikaku (rules, cells, text)", ours), ("rapidocr alone (text)", bare)):
                chars, seconds, memory = measured(way, path)
                print(f"{path.name}: {name}: {seconds / count:.1f} s/page, {memory:.0f} MB, {chars} characters")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
