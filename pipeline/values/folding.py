"""One comparable form of a cell's text, and the way back to where each character stood.

Takes a raw string; gives a string in which widths, dashes, tildes and middle dots are alike and white space is
gone except where it keeps two runs of Latin letters or digits apart. Only readers see this form: what is
published is cut from the raw text. Rules: Unicode NFKC applied character by character, except circled, raised,
lowered and fraction characters (① is not 1, ² is not 2, ½ is not 12); half-width kana joined with its voicing mark.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_DASHES = "‐‑‒–—―−－─━﹣﹘⁃⸺⸻"
_TILDES = "〜～∼˜∿"
_DOTS = "‧·•･∙⋅"
_KEPT = ("<circle>", "<super>", "<sub>", "<fraction>")
_SQUARE_UNITS = "㎡㎥㎢㎞㎏㎝㎜㏊㎘㌶"
_VOICED = re.compile("[う-ヽ][\u3099\u309a]")
_LOOSE_SPACE = re.compile(r"(?<![0-9A-Za-z]) | (?![0-9A-Za-z])")
_LONE_BAR = re.compile("(?<![ぁ-ゖァ-ヺー])ー+")


_FIXED = {char: form for chars, form in ((_DASHES, "-"), (_TILDES, "~"), (_DOTS, "・")) for char in chars}
_FIXED |= {char: char for char in _SQUARE_UNITS} | dict.fromkeys("ﾞ゛", "\u3099") | dict.fromkeys("ﾟ゜", "\u309a")


def _folded_char(char: str) -> str:
    if char in _FIXED:
        return _FIXED[char]
    if unicodedata.decomposition(char).startswith(_KEPT):
        return char
    if unicodedata.category(char) in ("Cc", "Cf", "Cs") or "\ufe00" <= char <= "\ufe0f" or char >= "\U000e0100":
        return " " if char.isspace() else ""
    return " ".join(unicodedata.normalize("NFKC", char).split()) or " "


class _Table(dict[int, str]):
    """Folded form by code point, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded_char(chr(code))
        return folded


_TABLE = _Table()


def _join_voiced(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match[0])


def fold(raw: str) -> str:
    """The comparable form of `raw`."""
    text = raw if raw.isascii() and raw.isprintable() else raw.translate(_TABLE)
    if "\u3099" in text or "\u309a" in text:
        text = _VOICED.sub(_join_voiced, text)
    if " " in text:
        text = _LOOSE_SPACE.sub("", " ".join(text.split()))
    if "ー" in text:
        text = _LONE_BAR.sub(lambda bars: "-" * len(bars[0]), text)
    return text


def positions(raw: str, folded: str) -> Sequence[int]:
    """Offset in `raw` of each character of `folded` (= `fold(raw)`), and `len(raw)` at the end."""
    if raw == folded or (len(raw) == len(folded) and all(len(_TABLE[ord(char)]) == 1 for char in raw)):
        return range(len(raw) + 1)
    pairs = [(piece, at) for at, char in enumerate(raw) for piece in _TABLE[ord(char)]]
    found: list[int] = []
    at = 0
    for char in folded:
        while at < len(pairs) and not _stands_for(char, pairs[at][0]):
            at += 1
        found.append(pairs[at][1] if at < len(pairs) else len(raw))
        at += 1
    found.append(len(raw))
    return found


def _stands_for(folded: str, piece: str) -> bool:
    """Whether `piece` (a folded character before spaces went and marks were joined) is where `folded` begins."""
    if folded == piece or (folded == "-" and piece == "ー"):
        return True
    return unicodedata.normalize("NFD", folded)[0] == piece


def cut(raw: str, places: Sequence[int], start: int, end: int) -> str:
    """The part of `raw` whose folded form is `folded[start:end]`, without white space around it."""
    return raw[places[start] : _end(raw, places, start, end)].strip()


def raw_span(raw: str, places: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """Offsets in `raw` of `folded[start:end]`, without the white space that follows."""
    return places[start], _end(raw, places, start, end)


def _end(raw: str, places: Sequence[int], start: int, end: int) -> int:
    stop = max(places[end], places[start])
    while stop > places[start] and raw[stop - 1].isspace():
        stop -= 1
    return stop
