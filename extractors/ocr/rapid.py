"""Lines read by the recognition model that the package `rapidocr` carries, run by onnxruntime without a network.

The model knows 18,000 signs of many scripts. Only those of Japanese print (Windows code page 932) may come out, and
its rare ones only where they are seen surely: a simplified 减 is then the 減 that it was seen as nearly as surely.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.metadata import version
from importlib.resources import as_file, files
from typing import Any
from unicodedata import normalize

import cv2
import numpy as np
import onnxruntime
from onnxruntime.capi.onnxruntime_pybind11_state import RuntimeException

from extractors.ocr import Letter
from extractors.scan.pixels import Grey, Pixels

HEIGHT = 48
"""The model reads lines of this height (pixels)."""
STEP = 8
"""Pixels of such a line per step of its answer."""
MOST_PIXELS = 6_000
"""Width of all lines that are read at once, together."""
NO_MEMORY = ("bad_alloc", "bad allocation", "Failed to allocate memory")
"""What onnxruntime says when it gets no memory."""
RARE = 0.3
"""An ideograph of the second level of JIS X 0208 has to be seen this much more surely than one of the first."""
READING = 4
"""Counts on whenever this module makes other letters of the same answers: part of the version."""
TILDES = {"～": "~", "〜": "~", "∼": "~"}
"""Signs that look the same and that NFKC keeps apart."""
EXTRA = frozenset("–—")
"""Signs that may come out besides those of code page 932."""


class Rapid:
    """RapidOCR's recognition model."""

    def __init__(self) -> None:
        models = files("rapidocr") / "models"
        (model,) = (m for m in models.iterdir() if "_rec_" in m.name and m.name.endswith(".onnx"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = max(1, min(4, len(os.sched_getaffinity(0))))
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False
        with as_file(model) as path:
            self._session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name
        signs = self._session.get_modelmeta().custom_metadata_map["character"].split("\n")
        self._signs = ["", *signs, " "]
        self._weights = np.array([_weight(sign) for sign in self._signs], np.float32)
        self._alike = _alike(self._signs)
        self._version = _version(model.name)

    @property
    def version(self) -> str:
        return self._version

    def read(self, lines: Sequence[Any]) -> list[tuple[Letter, ...]]:
        """The letters of each line from the left."""
        scaled = [_scaled(line) for line in lines]
        found: list[tuple[Letter, ...]] = [()] * len(lines)
        batch: list[int] = []
        for k in sorted(range(len(lines)), key=lambda k: scaled[k].shape[1]):
            if batch and (len(batch) + 1) * scaled[k].shape[1] > MOST_PIXELS:
                self._read(batch, lines, scaled, found)
                batch = []
            batch.append(k)
        if batch:
            self._read(batch, lines, scaled, found)
        return found

    def _read(
        self, batch: list[int], lines: Sequence[Grey], scaled: list[Grey], found: list[tuple[Letter, ...]]
    ) -> None:
        width = max(scaled[k].shape[1] for k in batch)
        pixels = np.zeros((len(batch), 3, HEIGHT, width), np.float32)
        for row, k in enumerate(batch):
            pixels[row, :, :, : scaled[k].shape[1]] = scaled[k].astype(np.float32) / 127.5 - 1.0
        answers = self._answers(pixels)
        answers *= self._weights
        answers /= np.maximum(answers.sum(axis=2, keepdims=True), 1e-6)
        for row, k in enumerate(batch):
            steps = -(-scaled[k].shape[1] // STEP)
            found[k] = self._letters(answers[row, :steps], STEP * lines[k].shape[0] / HEIGHT)

    def _answers(self, pixels: Pixels) -> Pixels:
        try:
            return np.asarray(self._session.run(None, {self._input: pixels})[0])
        except RuntimeException as error:
            if any(word in str(error) for word in NO_MEMORY):
                raise MemoryError from error
            raise

    def _letters(self, answer: Pixels, step: float) -> tuple[Letter, ...]:
        best = answer.argmax(axis=1)
        sure = np.array([answer[at, self._alike.get(sign, (sign,))].sum() for at, sign in enumerate(best.tolist())])
        letters: list[Letter] = []
        at = 0
        while at < len(best):
            end = at
            while end < len(best) and best[end] == best[at]:
                end += 1
            if best[at]:
                letters.append(Letter(self._signs[best[at]], (at + end) / 2 * step, float(sure[at:end].max())))
            at = end
        return tuple(letters)


def _scaled(line: Grey) -> Grey:
    height, width = line.shape
    size = (max(STEP, round(width * HEIGHT / height)), HEIGHT)
    how = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(line, size, interpolation=how), np.uint8)


def _weight(sign: str) -> float:
    """1 for what Japanese print is made of, less for its rare ideographs, 0 for everything else."""
    try:
        first = sign.encode("cp932")[:1]
    except UnicodeEncodeError:
        return 1.0 if sign in EXTRA else 0.0
    return RARE if sign >= "\u3400" and first > b"\x98" else 1.0


def _alike(signs: Sequence[str]) -> dict[int, tuple[int, ...]]:
    """The numbers of signs that differ only in width, （ and (, for each that has such a fellow."""
    groups: dict[str, list[int]] = {}
    for number, sign in enumerate(signs):
        groups.setdefault(TILDES.get(sign, normalize("NFKC", sign)), []).append(number)
    return {number: tuple(group) for group in groups.values() if len(group) > 1 for number in group}


def _version(model: str) -> str:
    models = f"{model.removesuffix('.onnx')}, reading {READING}"
    return f"rapidocr {version('rapidocr')} ({models}), onnxruntime {version('onnxruntime')}"
