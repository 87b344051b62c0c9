"""The one door to character recognition: pictures of lines in, letters with their places and confidence out.

`installed()` gives the engine that this machine has, or None. An engine reads what it is given and guesses nothing
about tables, years or figures. `rapid` (RapidOCR's models, Japanese included, run by onnxruntime) comes with the extra
`ocr`; `tesseract` is the program of that name with its Japanese data, where that is installed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any, NamedTuple, Protocol

INSTALL = "pip install 'keikaku[ocr]'"
"""The one command that adds what reading pictures needs."""


class Letter(NamedTuple):
    """One letter of a line: `x` is the place of its middle in the picture, in pixels; `confidence` from 0 to 1."""

    text: str
    x: float
    confidence: float


class Recogniser(Protocol):
    """What reads a line of text from its picture."""

    @property
    def version(self) -> str:
        """Name and version of engine and models; two engines with the same version read alike."""
        ...

    def read(self, lines: Sequence[Any]) -> list[tuple[Letter, ...]]:
        """The letters of each line from the left.

        A line is a grey picture (height x width, uint8), dark on white, of one horizontal line of text.
        """
        ...


def missing() -> tuple[str, ...]:
    """Python packages that reading pictures needs and this machine lacks."""
    lacking = [
        name for name, module in (("numpy", "numpy"), ("opencv-python-headless", "cv2")) if not find_spec(module)
    ]
    if not _has_rapid() and not _has_tesseract():
        lacking += [name for name in ("onnxruntime", "rapidocr") if not find_spec(name)]
    return tuple(lacking)


@cache
def installed() -> Recogniser | None:
    """The engine to read with, with its memory; None where none is installed."""
    if missing():
        return None
    from extractors.ocr.cached import Cached  # noqa: PLC0415

    return Cached(_engine())


def _engine() -> Recogniser:
    if _has_rapid():
        from extractors.ocr.rapid import Rapid  # noqa: PLC0415  (only those who read pictures have it)

        return Rapid()
    from extractors.ocr.tesseract import Tesseract  # noqa: PLC0415

    return Tesseract()


def _has_rapid() -> bool:
    return all(find_spec(name) for name in ("onnxruntime", "rapidocr"))


def _has_tesseract() -> bool:
    from extractors.ocr.tesseract import available  # noqa: PLC0415

    return available()
