"""Drawn pages as a scanner would give them: rendered, turned a little, noisy, and a picture in a PDF again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractors.pages import render

FONT_FILE = "ipaexg.ttf"
SIZE = (480, 340)


def drawn(path: Path, draw: Callable[[Any], None]) -> Path:
    """One page of 480 by 340 points, y upwards, 11 point gothic set."""
    (font,) = Path("/usr/share/fonts").rglob(FONT_FILE)
    pdfmetrics.registerFont(TTFont("gothic", str(font)))
    canvas = Canvas(str(path), pagesize=SIZE)
    canvas.setFont("gothic", 11)
    draw(canvas)
    canvas.save()
    return path


def scan(path: Path, *, dpi: int = 200, skew: float = 0.0, noise: float = 8.0, turn: int = 0) -> Path:
    """The first page of a PDF as a grey picture, `skew` degrees askew, with grain and specks; `turn` upside down."""
    image = (
        render(path, 1, dpi / 72)
        .convert("L")
        .rotate(skew + turn, Image.Resampling.BICUBIC, turn % 180 != 0, fillcolor=255)
    )
    chance = np.random.default_rng(7)
    grey = np.asarray(image, np.float64) * 0.93 + 12 + chance.normal(0, noise, (image.height, image.width))
    for y, x in zip(*(chance.integers(0, side - 2, 25) for side in grey.shape), strict=True):
        grey[y : y + dpi // 100, x : x + dpi // 100] = 40
    scanned = path.with_name(f"scan_of_{path.name}")
    Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(scanned, resolution=dpi, quality=70)
    return scanned


def grid(canvas: Any, xs: tuple[float, ...], ys: tuple[float, ...], texts: dict[tuple[int, int], str]) -> None:
    """A ruled table; `ys` from the top downwards, texts by row and column."""
    canvas.grid(list(xs), list(ys))
    for (row, col), text in texts.items():
        middle = (ys[row] + ys[row + 1]) / 2
        canvas.drawCentredString((xs[col] + xs[col + 1]) / 2, middle - 4, text)
