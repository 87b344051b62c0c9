"""Glyphs of one page → the characters a person sees: upright, repaired, each printed once, nothing that is hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import partial
from operator import add, itemgetter
from statistics import median
from typing import NamedTuple

from extractors.model import Box, Char, Remark
from extractors.pdfium_scene import Clip
from extractors.pdfium_text import PATTERN, Glyphs, Style
from extractors.planes import Matrix, apply, turned_box
from extractors.text import REPAIRS, SEMI_VOICED, VOICED, is_private, join_marks

INVISIBLE_MODES = frozenset({3, 7})
SCAN_SHARE = 0.5
"""An invisible text layer belongs to a scan when images cover this share of the page."""
SCAN_CONFIDENCE = 0.5
TURNED_SHARE = 0.65
"""Share of the page's glyphs that must stand turned before the page is turned."""
SMALLEST = 1.0
"""Font size in points below which nobody reads."""
WHITE = 245

Tail = tuple[float, str, str, float, int]
_make: Callable[[tuple[object, ...]], Char] = partial(tuple.__new__, Char)  # Char._make without its checks
_text, _x0, _top, _x1, _bottom = (itemgetter(i) for i in range(5))


class Upright(NamedTuple):
    """How a page has to be turned: quarter turns clockwise from PDF space, and whether it is mirror writing."""

    turn: int
    mirrored: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies under and around the text: page size, painted areas with their colour in drawing order, images."""

    width: float
    height: float
    painted: Sequence[tuple[Box, int]]
    images: Sequence[Box]

    def image_share(self) -> float:
        """How much of the page is covered by images (overlaps count twice), 0 to 1."""
        page = max(1.0, self.width * self.height)
        return min(1.0, sum(max(0.0, b.width) * max(0.0, b.height) for b in self.images) / page)

    def is_dark(self, x: float, y: float) -> bool:
        """Whether white text would be seen there: on an image, or on an area whose last coat is not white."""
        if any(box.contains(x, y) for box in self.images):
            return True
        for box, colour in reversed(self.painted):
            if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
                return not _is_white(colour)
        return False


def broadest(painted: Sequence[tuple[Box, int]], most: int = 400) -> Sequence[tuple[Box, int]]:
    """The painted areas, at most the `most` largest, in drawing order: a map's ten thousand patches are no ground."""
    if len(painted) <= most:
        return painted
    areas = [box.width * box.height for box, _ in painted]
    smallest = sorted(areas)[-most]
    return [item for item, area in zip(painted, areas, strict=True) if area >= smallest][-2 * most :]


@dataclass(slots=True)
class Read:
    """The characters of a page and what was left out on the way."""

    chars: list[Char]
    remarks: list[Remark] = field(default_factory=list)
    unmapped: int = 0
    scanned: bool = False


class _Texts(dict[int, str]):
    """Code point → repaired text, filled as codes are met. Empty for what is not printed."""

    def __missing__(self, code: int) -> str:
        text = REPAIRS.get(code)
        if text is None:
            text = "" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)
        self[code] = text
        return text


_TEXTS = _Texts()


def how_upright(glyphs: Glyphs, quarter_turns: int) -> Upright:
    """How to turn the page so that most of its text reads; `quarter_turns` is what the page says itself."""
    said = Upright(quarter_turns, False)
    if all(style.turn == quarter_turns and not style.mirrored for style in glyphs.styles.values()):
        return said
    votes: Counter[Upright] = Counter()
    for owner, count in Counter(glyphs.owners).items():
        style = glyphs.styles[owner]
        if not style.slanted:
            votes[Upright(style.turn, style.mirrored)] += count
    if votes:
        best, count = votes.most_common(1)[0]
        if count > TURNED_SHARE * votes.total():
            return best
    return said


def seen_chars(glyphs: Glyphs, matrix: Matrix, upright: Upright, ground: Ground, number: int) -> Read:
    """The characters of page `number` as they are seen on the ground that was drawn."""
    read = Read([])
    watermark = _watermark(glyphs, ground)
    scan = ground.image_share() >= SCAN_SHARE
    kinds = {id(style): style for style in glyphs.styles.values()}  # many text objects share a style
    ends = {key: _tail(style, upright, scan) for key, style in kinds.items()}
    read.scanned = any(tail is not None and tail[2] == "ocr" for tail in ends.values())
    tails = {owner: ends[id(style)] for owner, style in glyphs.styles.items()}
    tails.update(dict.fromkeys(watermark))
    unsure = {key for key, style in kinds.items() if _may_be_hidden(style)}
    doubtful = {o for o, style in glyphs.styles.items() if id(style) in unsure and tails[o]} if unsure else None
    covered = _covered(glyphs, doubtful, matrix, ground) if doubtful else frozenset()
    read.chars = _upright_chars(glyphs, tails, matrix, covered)
    read.unmapped = glyphs.codes.count(0)
    if watermark:
        text = "".join(_TEXTS[c] for c, owner in zip(glyphs.codes, glyphs.owners, strict=True) if owner in watermark)
        read.remarks.append(Remark("watermark-removed", number, None, {"text": text.strip()[:40]}))
    read.chars = tidy(read.chars, ground.width, ground.height)
    return read


def _tail(style: Style, upright: Upright, scan: bool) -> Tail | None:
    """What the characters of a style have in common, None where they are not to be seen."""
    if style.size < SMALLEST or (style.mode in INVISIBLE_MODES and not scan):
        return None
    turn = (upright.turn - style.turn) % 4 * 90
    if style.mode in INVISIBLE_MODES:
        return style.size, style.font, "ocr", SCAN_CONFIDENCE, turn
    return style.size, style.font, "native", 1.0, turn


def _may_be_hidden(style: Style) -> bool:
    """Whether text in this style has to be looked at glyph by glyph: it is clipped, see-through or white."""
    if style.mode in INVISIBLE_MODES:
        return False
    return style.clip is not None or style.alpha < 8 or style.colour >= 0xF5F5F5


def tidy(chars: list[Char], width: float, height: float) -> list[Char]:
    """What stands on the page, each glyph once, kana with their voicing marks."""
    return _joined(_printed_once(_on_page(chars, width, height)))


def _upright_chars(
    glyphs: Glyphs, tails: Mapping[int, Tail | None], matrix: Matrix, covered: frozenset[int]
) -> list[Char]:
    texts = list(map(_TEXTS.__getitem__, glyphs.codes))
    a, _b, _c, d, e, f = matrix
    if a == 1 and d == -1:  # not turned: nearly every page
        lefts, rights = ([x + e for x in xs] if e else xs for xs in (glyphs.lefts, glyphs.rights))
        tops, bottoms = ([f - y for y in ys] for ys in (glyphs.tops, glyphs.bottoms))
        places: Iterable[tuple[float, ...]] = zip(lefts, tops, rights, bottoms, strict=True)
    else:
        sides = zip(glyphs.lefts, glyphs.bottoms, glyphs.rights, glyphs.tops, strict=True)
        places = (turned_box(box, matrix) for box in sides)
    ends = map(tails.get, glyphs.owners)
    if not covered and None not in tails.values() and "" not in texts:  # nothing hidden: nearly every page
        return list(map(_make, map(add, map(add, zip(texts), places), ends)))
    rows = enumerate(zip(texts, places, ends, strict=True))
    return [_make((text, *place, *tail)) for i, (text, place, tail) in rows if tail and text and i not in covered]


def _covered(glyphs: Glyphs, doubtful: Set[int], matrix: Matrix, ground: Ground) -> frozenset[int]:
    """Glyphs outside their clip, and white ones on white ground, by index."""
    clips: dict[int, Box | None] = {}
    boxes: dict[Clip, Box] = {}
    for owner in doubtful:
        style = glyphs.styles[owner]
        clip = None
        if style.clip is not None:
            clip = boxes.setdefault(style.clip, turned_box(style.clip[:4], matrix))
            if clip[0] <= 0.5 and clip[1] <= 0.5 and clip[2] >= ground.width - 0.5 and clip[3] >= ground.height - 0.5:
                clip = None
        if clip is not None or _is_white_ink(style):
            clips[owner] = clip
    return frozenset(
        i
        for i, owner in enumerate(glyphs.owners)
        if owner in clips and not _is_seen(_centre(glyphs, i, matrix), clips[owner], glyphs.styles[owner], ground)
    )


def _is_seen(centre: tuple[float, float], clip: Box | None, style: Style, ground: Ground) -> bool:
    x, y = centre
    if clip is not None and not (clip[0] <= x <= clip[2] and clip[1] <= y <= clip[3]):
        return False
    return not _is_white_ink(style) or ground.is_dark(x, y)


def _centre(glyphs: Glyphs, i: int, matrix: Matrix) -> tuple[float, float]:
    return apply(matrix, (glyphs.lefts[i] + glyphs.rights[i]) / 2, (glyphs.tops[i] + glyphs.bottoms[i]) / 2)


def _is_white_ink(style: Style) -> bool:
    if style.mode in INVISIBLE_MODES or style.colour == PATTERN:
        return False
    return style.alpha < 8 or _is_white(style.colour)


def _is_white(colour: int) -> bool:
    return colour >= 0xF5F5F5 and min(colour >> 8 & 255, colour & 255) >= WHITE


def _watermark(glyphs: Glyphs, ground: Ground) -> frozenset[int]:
    """Text objects printed across the page: much larger than the text, and slanted, pale or see-through."""
    large = [o for o, style in glyphs.styles.items() if style.size >= 30 and style.mode not in INVISIBLE_MODES]
    if not large:
        return frozenset()
    counts = Counter(glyphs.owners)
    usual = median(size for o, style in glyphs.styles.items() for size in [style.size] * min(counts[o], 50))
    across = 0.08 * min(ground.width, ground.height)
    return frozenset(
        owner
        for owner in large
        if glyphs.styles[owner].size > max(2.5 * usual, across) and _is_faint(glyphs.styles[owner])
    )


def _is_faint(style: Style) -> bool:
    if style.slanted or style.alpha < 160:
        return True
    if style.colour == PATTERN or _is_white_ink(style):
        return False
    channels = (style.colour >> 16, style.colour >> 8 & 255, style.colour & 255)
    return sum(channels) / 3 > 170


def _on_page(chars: list[Char], width: float, height: float) -> list[Char]:
    if not chars or (
        min(map(_x0, chars)) >= 0
        and min(map(_top, chars)) >= 0
        and max(map(_x1, chars)) <= width
        and max(map(_bottom, chars)) <= height
    ):
        return chars
    return [char for char in chars if 0 <= char[1] + char[3] <= 2 * width and 0 <= char[2] + char[4] <= 2 * height]


def _printed_once(chars: list[Char]) -> list[Char]:
    """Glyphs printed two to four times with an offset (for boldness) are one, noted as bold in the font's name."""
    # Coarse first look: most pages have no such glyphs. A word printed twice shows up in some of its letters.
    third = (1 / 3).__mul__
    columns, lines = map(int, map(third, map(_x0, chars))), map(int, map(third, map(_top, chars)))
    if len(set(zip(map(_text, chars), columns, lines, strict=True))) == len(chars):
        return chars
    places: dict[tuple[str, int, int], list[int]] = {}
    kept: list[Char] = []
    for char in chars:
        x0, top, x1, bottom = char[1], char[2], char[3], char[4]
        column, line = int(x0 / 4), int(top / 4)
        twin = next(
            (
                i
                for across in (column, column - 1, column + 1)
                for down in (line, line - 1, line + 1)
                for i in places.get((char[0], across, down), ())
                if abs(kept[i][1] - x0) < 0.45 * (x1 - x0) and abs(kept[i][2] - top) < 0.3 * (bottom - top)
            ),
            None,
        )
        if twin is None:
            places.setdefault((char[0], column, line), []).append(len(kept))
            kept.append(char)
        elif "Bold" not in kept[twin].font and not char[0].isspace():
            kept[twin] = kept[twin]._replace(font=kept[twin].font + ",Bold")
    return kept


def _joined(chars: list[Char]) -> list[Char]:
    """Kana with the voicing mark that half-width writing prints after them."""
    if {VOICED, SEMI_VOICED}.isdisjoint(map(_text, chars)):
        return chars
    kept: list[Char] = []
    for char in chars:
        if kept and char[0] in (VOICED, SEMI_VOICED):
            last = kept[-1]
            together = join_marks(last.text, char.text)
            near = abs(char.x0 - last.x1) < 0.5 * char.size and abs(char.top - last.top) < 0.5 * char.size
            if together and near:
                kept[-1] = last._replace(text=together, x1=max(last.x1, char.x1), bottom=max(last.bottom, char.bottom))
                continue
        kept.append(char)
    return kept


def private_chars(chars: Sequence[Char]) -> Counter[str]:
    """Characters that only their font can explain, counted."""
    private = {text for text in set(map(_text, chars)) if text >= "\ue000" and is_private(text[0])}
    return Counter(char[0] for char in chars if char[0] in private) if private else Counter()
