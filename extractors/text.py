"""Repair of what PDFs do to Japanese, and characters → lines of text.

Two pure parts: `REPAIRS`, `repair` and `join_marks` undo what fonts and converters did to single characters;
`cell_text` puts the characters of one cell or region into reading order. Nothing here is NFKC: ① stays ①, ㎡ stays ㎡,
full-width digits stay full-width, because the published text is the printed one.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Sequence
from importlib.resources import files
from itertools import pairwise
from operator import itemgetter
from statistics import median
from typing import Final
from unicodedata import category, normalize

from extractors.model import Char

VOICED = "\u309b"
SEMI_VOICED = "\u309c"
_MARKS = {VOICED: "\u3099", SEMI_VOICED: "\u309a"}
_HALF_KANA = (
    "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"
    + VOICED
    + SEMI_VOICED
)
_DROPPED = (
    *range(0x20),
    *range(0x7F, 0xA0),
    0xAD,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
    *range(0xFFF0, 0xFFFD),
    0xFEFF,
    0xFFFE,
    0xFFFF,
    *range(0xE0100, 0xE01F0),
)


def _table() -> dict[int, str]:
    data = files("extractors") / "data"
    table = dict.fromkeys(_DROPPED, "")
    table[0x09] = " "
    table.update({0xFF61 + i: kana for i, kana in enumerate(_HALF_KANA)})
    radicals = (data / "radicals.csv").read_text(encoding="utf-8").splitlines()
    table.update({ord(row["printed"]): row["meant"] for row in csv.DictReader(radicals)})
    for entries in tomllib.loads((data / "characters.toml").read_text(encoding="utf-8")).values():
        table.update({int(code, 16): meant for code, meant in entries.items()})
    return table


REPAIRS = _table()
"""Code point → what was meant; empty for what is not printed. Code points that are missing stand for themselves."""


def repair(text: str) -> str:
    """The text as it was meant: radicals, half-width kana, bullets of symbol fonts; what is not printed is gone."""
    repaired = text.translate(REPAIRS)
    if VOICED in repaired or SEMI_VOICED in repaired:
        repaired = re.sub(f"(.)([{VOICED}{SEMI_VOICED}])", lambda m: join_marks(m[1], m[2]) or m[0], repaired)
    return repaired


def join_marks(kana: str, mark: str) -> str:
    """カ and ゛ as one letter, or an empty string where the two make none."""
    if mark not in _MARKS:
        return ""
    joined = normalize("NFC", kana + _MARKS[mark])
    return joined if len(joined) == 1 else ""


def is_private(char: str) -> bool:
    """A code of the private use area: only the font knows what it looks like."""
    return category(char) == "Co"


# --- characters to text -----------------------------------------------------------------------------------------

# Fields by index: half the price of a name, and this runs over every character of a document.
_X0: Final = 1
_TOP: Final = 2
_X1: Final = 3
_BOTTOM: Final = 4
_SIZE: Final = 5
_TURN: Final = 9
_LATIN_END = "\u0250"
WORD_GAP = 0.22
"""Gap, in font sizes, from which two Latin letters or digits belong to two words."""
WIDE_GAP = 0.9
"""Gap, in font sizes, from which any two characters are apart; between Japanese ones it is their own wide space."""
_JAPANESE_FROM = "\u2e80"
CODE_GAP = 0.27
"""Gap, in font sizes, from which a code at the beginning of a line stands apart from the Japanese after it.

A quarter is what typesetting puts between Latin and Japanese without a space.
"""
_CODE = re.compile(r"[(（<＜【〔]?[A-ZＡ-Ｚ]?[0-9０-９①-⑳Ⅰ-Ⅻ]{1,3}(?:[-.－．‐・][0-9０-９①-⑳]{1,3})*[)）>＞】〕.．]?")
_SPACED_LETTERS = re.compile(r"(?<![A-Za-z0-9Ａ-Ｚａ-ｚ])(?:[A-ZＡ-Ｚ][ 　])+[A-ZＡ-Ｚ](?![A-Za-z0-9Ａ-Ｚａ-ｚ])")
_JAPANESE = "[\u3041-\u30ff\u3400-\u9fff]"
_SPACED_JAPANESE = re.compile(
    rf"(?<![^ 　])(?:{_JAPANESE}[ 　]+){{2,}}{_JAPANESE}(?![^ 　])|^{_JAPANESE}[ 　]+{_JAPANESE}$"
)
_BROKEN_ERA_YEAR = re.compile(r"((?:令和|平成|昭和|[令平昭]|(?<![A-Za-z])[RHSＲＨＳ])\d)\n(\d(?=年|$))")
_BROKEN_YEAR = re.compile(r"(?<!\d)([12１２]\d{0,2})\n(\d{1,3}(?=年))")
_middle = itemgetter(_X0)
_turn = itemgetter(_TURN)
_first = itemgetter(0)


def cell_text(chars: Sequence[Char]) -> str:
    """The text of one cell or region, lines joined by a newline.

    Spaces are those that were printed (and are seen as a gap) and the gaps between Latin words; letter-spaced words
    (K P I) are closed up. One character per line and vertical writing are read downwards, columns from the right;
    characters that stand turned are read along their own direction, after those that stand upright.
    """
    if any(map(_turn, chars)):
        return _columns(chars) if _is_vertical(chars) else _turned(chars)
    lines = _lines(chars)
    if len(lines) > 1 and _runs_down(lines):
        return _columns(chars)
    text = "\n".join(text for text in map(_line, lines) if text)
    return _with_whole_years(text) if len(lines) > 1 else text


def _with_whole_years(text: str) -> str:
    """Years that a narrow cell broke between their digits, whole again: 平成３ / ０年度 is no third year."""
    text = _BROKEN_ERA_YEAR.sub(r"\1\2", text)
    return _BROKEN_YEAR.sub(lambda m: m[1] + m[2] if 1900 <= _western(m) < 2100 else m[0], text)


def _western(match: re.Match[str]) -> int:
    digits = match[1] + match[2]
    return int(digits) if len(digits) == 4 else 0


def _is_vertical(chars: Sequence[Char]) -> bool:
    """Vertical writing with Latin letters or digits that lie on their right side in it."""
    if any(char[_TURN] not in (0, 90) for char in chars):
        return False
    standing = [c for c in chars if not c[_TURN] and not c[0].isspace()]
    if any(c[_TURN] and c[0] >= _LATIN_END for c in chars) or not _runs_down(_lines(standing)):
        return False
    lying = (c for c in chars if c[_TURN] and not c[0].isspace())
    return all(any(c[_X0] < (o[_X0] + o[_X1]) / 2 < c[_X1] for o in standing) for c in lying)


def _turned(chars: Sequence[Char]) -> str:
    texts = [cell_text([_upright(c, turn) for c in chars if c.turn == turn]) for turn in (0, 90, 270, 180)]
    return "\n".join(text for text in texts if text)


def _upright(char: Char, turn: int) -> Char:
    """The character as its reader sees it who turns the page."""
    x0, top, x1, bottom = char.x0, char.top, char.x1, char.bottom
    if turn == 90:
        box = (top, -x1, bottom, -x0)
    elif turn == 270:
        box = (-bottom, x0, -top, x1)
    elif turn == 180:
        box = (-x1, -bottom, -x0, -top)
    else:
        return char
    return Char(char.text, *box, char.size, char.font)


def _lines(chars: Sequence[Char]) -> list[list[Char]]:
    """Characters by lines from the top, each line from the left; spaces at a line's height belong to it."""
    middles = [char[_TOP] + char[_BOTTOM] for char in chars]
    if middles and min(middles) == max(middles):
        return [sorted(chars, key=_middle)]
    lines: list[list[Char]] = []
    first, size = -1e9, 0.0
    for middle, char in sorted(zip(middles, chars, strict=True), key=_first):
        # `middle` is twice the height of the centre, so half a size apart is one size here.
        own = char[_SIZE]
        size = own if own > size else size
        if middle - first > size:
            lines.append([char])
            first, size = middle, own
        else:
            lines[-1].append(char)
    for line in lines:
        if len(line) > 1:
            line.sort(key=_middle)
    return lines


def _line(line: Sequence[Char]) -> str:
    whole = "".join([char[0] for char in line])
    gaps = (two[_X0] - one[_X1] > WORD_GAP * two[_SIZE] for one, two in pairwise(line))
    if whole.split() == [whole] and not any(gaps):  # most lines: nothing stands apart
        return whole
    pieces: list[str] = []
    space = ""
    last = ""
    end = 0.0
    roomy: bool | None = None
    for char in line:
        text = char[0]
        if text.isspace():
            space = space or text
            continue
        if last:
            gap, size = char[_X0] - end, char[_SIZE]
            if space and gap > 0.12 * size:
                pieces.append(space)
            elif gap > WORD_GAP * size:
                if text < _LATIN_END and last < _LATIN_END and _is_word(last) and _is_word(text):
                    pieces.append(" ")
                elif gap > WIDE_GAP * size or (gap > CODE_GAP * size and _is_code(pieces, text)):
                    roomy = _is_roomy(line) if roomy is None else roomy
                    if not roomy:
                        pieces.append("　" if gap > WIDE_GAP * size and min(last, text) > _JAPANESE_FROM else " ")
        pieces.append(text)
        space, last, end = "", text[-1], char[_X1]
    text = "".join(pieces)
    return close_up(text) if space_within(text) else text


def _is_code(pieces: Sequence[str], after: str) -> bool:
    """Whether what a line began with is a code (1, 2-1, ①-2, (3)) before a Japanese word."""
    return after > "\u3040" and len(pieces) < 12 and _CODE.fullmatch("".join(pieces)) is not None


def _is_word(char: str) -> bool:
    return char.isalnum()


def space_within(text: str) -> bool:
    """Whether the text has a space, half or full width."""
    return " " in text or "　" in text


def close_up(text: str) -> str:
    """Letter-spaced words closed up: K P I → KPI, Ｄ Ｘ → ＤＸ, 成 果 指 標 → 成果指標; a line 目　標 → 目標."""
    text = _SPACED_LETTERS.sub(_without_spaces, text)
    return _SPACED_JAPANESE.sub(_without_spaces, text)


def _without_spaces(match: re.Match[str]) -> str:
    return re.sub(r"[ 　]", "", match[0])


def _is_roomy(line: Sequence[Char]) -> bool:
    """A word spread over its cell (均等割付): every gap is wide and about as wide as the others, none is a space."""
    gaps = [b[_X0] - a[_X1] for a, b in pairwise(c for c in line if not c[0].isspace())]
    return bool(gaps) and min(gaps) > 0.3 * line[0][_SIZE] and max(gaps) < 2 * min(gaps) + line[0][_SIZE]


def _runs_down(lines: Sequence[Sequence[Char]]) -> bool:
    """Vertical writing: neighbours below are nearer than neighbours to the side."""
    inked = [[c for c in line if not c[0].isspace()] for line in lines]
    inked = [line for line in inked if line]
    if len(inked) < 2 or not any(c[0] > "\u2e7f" for line in inked for c in line):
        return False
    if all(len(line) == 1 for line in inked):
        return _is_column([line[0] for line in inked])
    if len(inked) < 3:
        return False
    size = inked[0][0][_SIZE]
    aside = [b[_X0] - a[_X1] for line in inked for a, b in pairwise(line)]
    below = [b[0][_TOP] - a[0][_BOTTOM] for a, b in pairwise(inked)]
    return median(aside) > 0.3 * size and median(below) < 0.3 * size and median(aside) > 2 * median(below) + 0.3 * size


def _is_column(chars: Sequence[Char]) -> bool:
    """Single characters below each other, near enough to be one word, at least some of them Japanese."""
    if not any(c[0] > "\u2e7f" and not c[0].isdigit() for c in chars):
        return False  # figures below each other are two figures
    if len(chars) == 2 and not all(c[0] > "\u2e7f" for c in chars):
        return False
    size = max(c[_SIZE] for c in chars)
    left, right = max(c[_X0] for c in chars), min(c[_X1] for c in chars)
    return right - left > -0.3 * size and all(c[0] > "\u2e7f" or c[0].isalnum() for c in chars)


def _columns(chars: Sequence[Char]) -> str:
    """Vertical writing, columns from the right."""
    turned = [_upright(char, 90) for char in chars]
    return "\n".join(text for text in map(_column, _lines(turned)) if text)


def _column(line: Sequence[Char]) -> str:
    """One column of vertical writing, its code apart from what follows."""
    text = "".join(c[0] for c in line).strip()
    inked = [c for c in line if not c[0].isspace()]
    for k, (one, two) in enumerate(pairwise(inked), 1):
        pieces = [c[0] for c in inked[:k]]
        apart = two[_X0] - one[_X1] > CODE_GAP * two[_SIZE] and text.startswith("".join(pieces) + two[0])
        if apart and _is_code(pieces, two[0]) and not _is_roomy(inked):
            return f"{''.join(pieces)} {text[k:]}"
    return text


def words(lines: Iterable[str]) -> str:
    """Lines of one cell as one string: Japanese closed up, Latin words kept apart."""
    joined = ""
    for line in lines:
        apart = joined and line and joined[-1] < _LATIN_END and line[0] < _LATIN_END
        joined += (" " if apart and joined[-1].isalpha() and line[0].isalpha() else "") + line
    return joined
