"""Line breaks inside cells: those that only wrap a figure or sentence, and those that part two figures."""

from __future__ import annotations

import re

from pipeline.values.names import closed_up

_IN_NUMBER = re.compile(r"(?<=[0-9０-９,，.．])[ \t　]*\n[ \t　]*(?=[0-9０-９,，.．])")
_WRAPPED = re.compile(r"(?<=[0-9０-９])[ \t　]*\n[ \t　]*(?=[0-9０-９])")


def unwrapped(sentence: str) -> str:
    """A sentence on one line; a number that the line break cut is whole again."""
    return closed_up(_IN_NUMBER.sub("", sentence))


def rejoined(cell: str) -> str:
    """A cell in which a number cut by wrapping is whole: with words before it, it had no line of its own.

    `R5年度実績から約1` over `0%増` is one figure, `80名` over `110名` and `25` over `14` are two.
    """

    def join(match: re.Match[str]) -> str:
        line = cell[: match.start()].rsplit("\n", 1)[-1]
        words = re.sub(r"[0-9０-９,，.．\s]+$", "", line)
        return "" if len(words) >= 3 else match.group()

    return _WRAPPED.sub(join, cell)
