"""How the checks compare strings: names by `same`, figures inside sentences by `figures`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

_SCALE = {"": 1, "千": 1000, "万": 10_000, "億": 100_000_000}
_SPACE = re.compile(r"\s+")
_DASH = re.compile(r"[‐‑–—―−─━]")
_MIDDLE_DOT = re.compile(r"[・‧·•]")
_TILDE = re.compile(r"[〜～∼]")
_FIGURE = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)([千万億]?)([^0-9\s、。,.()（）「」~]{0,3})")


@lru_cache(maxsize=8192)
def same(text: str | None) -> str:
    """A name for comparison: NFKC, no white space, middle dots or kinds of dash, lower case."""
    folded = _SPACE.sub("", unicodedata.normalize("NFKC", text or "")).lower()
    return _DASH.sub("-", _MIDDLE_DOT.sub("", folded))


def code_key(code: str | None) -> str:
    """A code for comparison: as a name, but ①-1 stays another code than 1-1, and brackets of any kind are one."""
    marked = "".join(f"<{unicodedata.normalize('NFKC', c)}>" if "①" <= c <= "⑳" else c for c in code or "")
    return re.sub(r"[()\[\]【】〔〕.]", "-", same(marked)).strip("-")


@lru_cache(maxsize=8192)
def squeezed(text: str) -> str:
    """Running text for searching: NFKC, no white space, one kind of tilde."""
    return _TILDE.sub("~", _SPACE.sub("", unicodedata.normalize("NFKC", text)))


def figures(text: str) -> Iterator[tuple[Decimal, str]]:
    """(figure, counter of up to three letters behind it) in running text; years and numbered items are not left out."""
    for match in _FIGURE.finditer(squeezed(text)):
        yield Decimal(match[1].replace(",", "")) * _SCALE[match[2]], match[3]
