"""Is the text of a page the text that is printed on it?

A font without a map to Unicode, or with a wrong one, gives characters that look like data and are not. The verdict
rests on what Japanese public documents are made of: hardly a letter outside kana, Latin and the ideographs of JIS X
0208, nine in ten ideographs of its first level, and a few letters that every longer text has.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Literal
from unicodedata import category

from extractors.model import Char
from extractors.text import is_private

Reason = Literal["unmapped", "strange-letters", "rare-ideographs", "no-common-letters", "one-letter", "glyph-names"]

COMMON = frozenset("のにはをたがでとしるいてなれりすもまかっこ年度月事業市計画ー・ン一")
"""Letters of which any Japanese text of a few hundred letters has many."""
ENOUGH = 20
"""Fewer letters than this are never judged by their share."""
STRANGE_SHARE = 0.10
RARE_SHARE = 0.30
UNMAPPED_SHARE = 0.05
FONT_SHARE = 0.5
PRIVATE_SHARE = 0.5


def doubt(chars: Sequence[Char], unmapped: int = 0) -> Reason | None:
    """Why the characters of one page are not to be trusted, or None. `unmapped` is how many had no Unicode value."""
    counts = Counter(map(itemgetter(0), chars))
    ink = len(chars) - sum(counts[text] for text in counts if text.isspace())
    if unmapped > 2 and unmapped > UNMAPPED_SHARE * (ink + unmapped):
        return "unmapped"
    if sum(counts[text] for text in counts if text.startswith("(cid:")) > UNMAPPED_SHARE * ink:
        return "glyph-names"  # what some readers write for a glyph without a letter
    private = sum(counts[text] for text in counts if text >= "\ue000" and is_private(text[0]))
    if private >= ENOUGH and private > PRIVATE_SHARE * ink:
        return "strange-letters"
    kinds = _kinds(counts)
    letters = len(chars) - kinds["other"]
    if letters >= ENOUGH and kinds["strange"] > STRANGE_SHARE * letters:
        return "strange-letters"
    if kinds["rare"] + kinds["usual"] >= ENOUGH and kinds["rare"] > RARE_SHARE * (kinds["rare"] + kinds["usual"]):
        return "rare-ideographs"
    return "strange-letters" if kinds["strange"] and _strange_font(chars) else _monotony(counts, letters)


def _kinds(counts: Mapping[str, int]) -> dict[str, int]:
    kinds = dict.fromkeys(("usual", "rare", "fine", "strange", "other"), 0)
    for kind, number in zip(map(_kind, counts), counts.values(), strict=True):
        kinds[kind] += number
    return kinds


def _monotony(counts: Mapping[str, int], letters: int) -> Reason | None:
    words = [text for text in counts if text[0].isalnum()]
    if len(words) <= 2 and sum(counts[text] for text in words) >= 60:
        return "one-letter"
    japanese = sum(counts[text] for text in words if text >= "\u3040")
    if japanese >= 200 and japanese > 0.5 * letters and len(COMMON.intersection(words)) < 3:
        return "no-common-letters"
    return None


def _strange_font(chars: Iterable[Char]) -> bool:
    """One font of the page gives letters that do not belong there."""
    fonts: dict[str, Counter[str]] = defaultdict(Counter)
    for char in chars:
        fonts[char.font][char.text] += 1
    for counts in fonts.values():
        kinds = _kinds(counts)
        letters = counts.total() - kinds["other"]
        if letters >= ENOUGH / 2 and kinds["strange"] > FONT_SHARE * letters:
            return True
    return False


@cache
def _kind(text: str) -> Literal["usual", "rare", "fine", "strange", "other"]:
    """Ideograph of JIS level 1, other ideograph, letter at home in Japanese print, letter that is not, no letter."""
    char = text[0]
    code = ord(char)
    if code < 0x80 or 0x3000 <= code < 0x3400 or 0xFF00 <= code < 0xFFF0:
        return "fine" if char.isalnum() else "other"
    if 0x3400 <= code < 0xA000 or 0xF900 <= code < 0xFB00 or 0x20000 <= code < 0x32000:
        return "usual" if _is_level_one(char) else "rare"
    return _foreign(char, code)


def _foreign(char: str, code: int) -> Literal["fine", "strange", "other"]:
    group = category(char)
    if group in {"Cn", "Cs", "Cc"} or code == 0xFFFD:
        return "strange"
    if group[0] not in "LM":
        return "other"
    if 0x370 <= code < 0x530 or 0xAC00 <= code < 0xD7B0 or 0x1100 <= code < 0x1200:
        return "fine"  # Greek, Cyrillic, Hangul: printed in Japan, if not often
    return "strange"


def _is_level_one(char: str) -> bool:
    """The 2,965 most used ideographs: rows 16 to 47 of JIS X 0208."""
    try:
        return 0xB0 <= char.encode("euc_jp")[0] <= 0xCF
    except UnicodeEncodeError:
        return False
