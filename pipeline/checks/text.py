"""How the checks compare strings: names by `same`, figures inside sentences by `figures`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

_SCALE = {"": 1, "千": 1000, "万": 10_000, "億": 100_000_000}


def same(text: str | None) -> str:
    """A name for comparison: NFKC, no white space, middle dots or kinds of dash, lower case."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or "")).lower()
    return re.sub(r"[‐‑–—―−─━]", "-", re.sub(r"[・‧·•]", "", folded))


def code_key(code: str | None) -> str:
    """A code for comparison: as a name, but ①-1 stays another code than 1-1, and brackets of any kind are one."""
    marked = "".join(f"<{unicodedata.normalize('NFKC', c)}>" if "①" <= c <= "⑳" else c for c in code or "")
    return re.sub(r"[()\[\]【】〔〕.]", "-", same(marked)).strip("-")


def squeezed(text: str) -> str:
    """Running text for searching: NFKC, no white space, one kind of tilde."""
    return re.sub(r"[〜～∼]", "~", re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)))


def figures(text: str) -> Iterator[tuple[Decimal, str]]:
    """(figure, counter of up to three letters behind it) in running text; years and numbered items are not left out."""
    for match in re.finditer(r"([0-9][0-9,]*(?:\.[0-9]+)?)([千万億]?)([^0-9\s、。,.()（）「」~]{0,3})", squeezed(text)):
        yield Decimal(match[1].replace(",", "")) * _SCALE[match[2]], match[3]
