"""Lines read by the program tesseract with its Japanese data: what is at hand where the models are not."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import Any

import cv2
import numpy as np

from extractors.ocr import Letter
from extractors.scan.pixels import Grey

HEIGHT = 60
"""Lines are enlarged to this height (pixels) before they are read."""
GAP = 40
"""White rows between lines that are read in one go."""
MOST_LINES = 40


@cache
def available() -> bool:
    """Whether the program is installed with Japanese."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    said = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False, timeout=30)
    return "jpn" in said.stdout.split()


class Tesseract:
    """The program tesseract, `jpn`."""

    def __init__(self) -> None:
        said = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, check=True, timeout=30)
        self._version = f"{(said.stdout or said.stderr).splitlines()[0].strip()} (jpn)"

    @property
    def version(self) -> str:
        return self._version

    def read(self, lines: Sequence[Any]) -> list[tuple[Letter, ...]]:
        """The letters of each line from the left."""
        found: list[tuple[Letter, ...]] = []
        for start in range(0, len(lines), MOST_LINES):
            found.extend(_read(lines[start : start + MOST_LINES]))
        return found


def _read(lines: Sequence[Grey]) -> list[tuple[Letter, ...]]:
    """Lines under each other on one sheet, so that the program starts once."""
    scaled = [
        cv2.resize(line, (max(1, round(line.shape[1] * HEIGHT / line.shape[0])), HEIGHT), interpolation=cv2.INTER_CUBIC)
        for line in lines
    ]
    width = max(line.shape[1] for line in scaled) + 2 * GAP
    sheet = np.full((len(lines) * (HEIGHT + GAP) + GAP, width), 255, np.uint8)
    for k, line in enumerate(scaled):
        top = GAP + k * (HEIGHT + GAP)
        sheet[top : top + HEIGHT, GAP : GAP + line.shape[1]] = line
    done, png = cv2.imencode(".png", sheet)
    assert done
    command = ["tesseract", "stdin", "stdout", "-l", "jpn", "--psm", "6", "--dpi", "300", "tsv"]
    said = subprocess.run(command, input=png.tobytes(), capture_output=True, check=True, timeout=300)
    letters: list[list[Letter]] = [[] for _ in lines]
    for row in said.stdout.decode("utf-8").splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) < 12 or not fields[11].strip():
            continue
        left, top, wide, high = map(int, fields[6:10])
        k = (top + high // 2 - GAP // 2) // (HEIGHT + GAP)
        if 0 <= k < len(lines):
            letters[k].extend(
                _spread(fields[11], left - GAP, wide, float(fields[10]) / 100, lines[k].shape[0] / HEIGHT)
            )
    return [_in_order(line) for line in letters]


def _in_order(letters: Sequence[Letter]) -> tuple[Letter, ...]:
    """Letters as they were read, each no farther left than the one before: boxes of words overlap."""
    places = accumulate((letter.x for letter in letters), max)
    return tuple(letter._replace(x=x) for letter, x in zip(letters, places, strict=True))


def _spread(word: str, left: int, width: int, confidence: float, scale: float) -> list[Letter]:
    """The letters of a word, evenly over its box."""
    pitch = width / len(word)
    return [Letter(sign, (left + (k + 0.5) * pitch) * scale, max(0.0, confidence)) for k, sign in enumerate(word)]
