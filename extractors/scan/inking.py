"""From ink to lines of text: which marks stand in one line, and the picture of each line.

Rules divide lines, specks and drawings are left out. Places are pixels of the page's picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np

from extractors.model import Outline, Rule
from extractors.scan.picture import Picture
from extractors.scan.pixels import Grey, Mask, Pixels

SPECK = 1.0
"""A mark no larger than this (points) with nothing near it is dirt."""
NEAR = 2.2
"""How near (points) another mark must be for a speck to be a dot."""
TALLEST = 60.0
"""A mark higher than this (points) is no letter."""
THIN = 1.8
FROM_END = 80.0
"""What is left of a rule is no thicker than this and no farther from the rest (points)."""
LARGEST_CORNER = 16.0
AT_CORNER = 1.8
"""The corner of a rounded box is no larger, and as near (points) to where its sides would meet."""
REACH = 4.0
"""Marks this near each other (points) along a line hang together."""
APART = 1.1
"""A gap longer than this, in heights of the line, ends it."""


class Span(NamedTuple):
    """A box in pixels; `x1` and `y1` are the first column and row outside."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def width(self) -> int:
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        return self.y1 - self.y0

    def union(self, other: Span) -> Span:
        return Span(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))


@dataclass(frozen=True, slots=True)
class InkLine:
    """A line of text: the box of its ink, the box of its picture and the picture, dark on white.

    `usual` is how high most lines of the page are. All in pixels.
    """

    span: Span
    frame: Span
    picture: Grey
    usual: float

    @property
    def is_dash(self) -> bool:
        """A short level stroke and nothing else."""
        return self.span.height < 0.2 * self.usual and 0.25 * self.usual < self.span.width < 1.3 * self.usual


def text_ink(ink: Mask, drawn: Mask, rules: Sequence[Rule], outlines: Sequence[Outline], scale: float) -> Mask:
    """Ink that may be letters: without what is `drawn`, ends of rules, corners of boxes, specks and drawings."""
    rest = cv2.subtract(ink, drawn)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(rest, connectivity=8)
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    keep = np.full(count, 255, np.uint8)
    keep[0] = 0
    keep[(high > TALLEST * scale) | (wide > 2 * TALLEST * scale)] = 0
    keep[_rule_ends(stats, rules, scale)] = 0
    keep[_corners(stats, outlines, scale)] = 0
    keep[_sides(stats, outlines, scale)] = 0
    small = np.maximum(wide, high) <= SPECK * scale
    if small.any():
        large = np.where(small, 0, keep).astype(np.uint8)
        side = round(2 * NEAR * scale) | 1
        around = cv2.dilate(large[labels], np.ones((side, side), np.uint8))
        for label in np.nonzero(small)[0]:
            x, y = stats[label, cv2.CC_STAT_LEFT], stats[label, cv2.CC_STAT_TOP]
            if not around[y, x]:
                keep[label] = 0
    return np.asarray(keep[labels], np.uint8)


def _rule_ends(stats: Pixels, rules: Sequence[Rule], scale: float) -> list[int]:
    """Thin marks in the line of an upright rule and not far from its end: what something drawn over it left of it."""
    uprights = [rule for rule in rules if not rule.horizontal]
    found = []
    thin = np.nonzero((stats[:, 2] <= THIN * scale) & (stats[:, 3] > 1.5 * stats[:, 2]))[0]
    for label in thin.tolist():
        x, y, width, height, _ = (float(v) / scale for v in stats[label])
        for rule in uprights:
            apart = max(rule.top - y - height, y - rule.bottom)
            if abs(x + width / 2 - rule.x0) < 1.0 and apart < FROM_END:
                found.append(label)
                break
    return found


def _corners(stats: Pixels, outlines: Sequence[Outline], scale: float) -> list[int]:
    """The rounded corners of boxes whose sides are rules: no letter begins where two sides of a box would meet."""
    left, top = stats[:, 0] / scale, stats[:, 1] / scale
    right, bottom = left + stats[:, 2] / scale, top + stats[:, 3] / scale
    small = np.maximum(right - left, bottom - top) <= LARGEST_CORNER
    found: set[int] = set()
    for box in (outline.box for outline in outlines if outline.curved):
        for xs, x in ((left, box.x0), (right, box.x1)):
            for ys, y in ((top, box.top), (bottom, box.bottom)):
                at = small & (np.abs(xs - x) <= AT_CORNER) & (np.abs(ys - y) <= AT_CORNER)
                found.update(np.nonzero(at)[0].tolist())
    return sorted(found)


def _sides(stats: Pixels, outlines: Sequence[Outline], scale: float) -> list[int]:
    """Upright strokes along the side of a shape: what is left of its border."""
    left, top = stats[:, 0] / scale, stats[:, 1] / scale
    wide, high = stats[:, 2] / scale, stats[:, 3] / scale
    thin = (wide <= THIN) & (high > 2 * wide)
    found: set[int] = set()
    for box in (outline.box for outline in outlines):
        inside = (top > box.top - 2.0) & (top + high < box.bottom + 2.0) & (high > 0.4 * box.height)
        for x in (box.x0, box.x1):
            at = thin & inside & (np.abs(left + wide / 2 - x) <= AT_CORNER)
            found.update(np.nonzero(at)[0].tolist())
    return sorted(found)


def ink_lines(page: Picture, letters: Mask, rules: Mask) -> list[InkLine]:
    """The lines of text, from the top."""
    pieces = _pieces(letters, rules, page.scale)
    usual = _usual_height(pieces, page.scale)
    whole = [part for piece in pieces for part in _cut(piece, letters, usual)]
    clean = np.asarray(np.where(rules > 0, np.uint8(255), page.grey), np.uint8)
    return [_line(span, clean, usual) for span in sorted(_joined(whole, rules, usual), key=lambda s: (s.y0, s.x0))]


def _pieces(letters: Mask, rules: Mask, scale: float) -> list[Span]:
    """Stretches of ink without a wide gap."""
    smeared = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((1, round(REACH * scale)), np.uint8))
    smeared[rules > 0] = 0
    _, _, stats, _ = cv2.connectedComponentsWithStats(smeared, connectivity=8)
    return [Span(x, y, x + width, y + height) for x, y, width, height, _ in stats[1:].tolist()]


def _usual_height(pieces: Sequence[Span], scale: float) -> float:
    """The height of most lines."""
    heights = [p.height for p in pieces if p.width > 1.5 * p.height and p.height > 4 * scale]
    return float(np.median(heights)) if heights else 10 * scale


def _cut(piece: Span, letters: Mask, usual: float) -> list[Span]:
    """Lines that touch each other, cut where least ink is."""
    if piece.height < 1.7 * usual or piece.width < 2.5 * piece.height:
        return [piece]
    profile = (letters[piece.y0 : piece.y1, piece.x0 : piece.x1] > 0).sum(axis=1).astype(np.float64)
    count = round(piece.height / usual)
    cuts = [0]
    for k in range(1, count):
        guess = k * piece.height / count
        low, high = int(guess - usual * 0.35), int(guess + usual * 0.35)
        window = profile[low:high]
        if len(window) == 0 or window.min() > 0.25 * np.percentile(profile, 80):
            return [piece]
        cuts.append(low + int(window.argmin()))
    cuts.append(piece.height)
    return [Span(piece.x0, piece.y0 + a, piece.x1, piece.y0 + b) for a, b in pairwise(cuts)]


def _joined(pieces: Sequence[Span], rules: Mask, usual: float) -> list[Span]:
    """Pieces of one line put together until nothing more belongs together."""
    lines = sorted(pieces, key=lambda p: p.x0)
    merged = True
    while merged:
        merged = False
        kept: list[Span] = []
        for piece in lines:
            for k in range(len(kept) - 1, -1, -1):
                if _belong(kept[k], piece, rules, usual):
                    kept[k] = kept[k].union(piece)
                    merged = True
                    break
            else:
                kept.append(piece)
        lines = sorted(kept, key=lambda p: p.x0)
    return [line for line in lines if max(line.width, line.height) > 0.25 * usual]


def _belong(one: Span, two: Span, rules: Mask, usual: float) -> bool:
    """Whether two pieces stand in one line: at one height, near each other, with no rule between."""
    low, high = sorted((one, two), key=lambda p: p.height)
    shared = min(one.y1, two.y1) - max(one.y0, two.y0)
    gap = max(one.x0, two.x0) - min(one.x1, two.x1)
    if shared > 0.5 * low.height and -gap > 0.5 * min(one.width, two.width):
        return True
    if one.union(two).height > 1.35 * max(high.height, usual):
        return False
    tall = max(high.height, 0.7 * usual) if high.height < 2 * usual else high.height
    if shared < 0.5 * low.height:
        # The strokes of 二 or the dots of が: one above the other, both low.
        return gap < 0 and low.height < 0.5 * usual and -shared < 0.45 * tall and min(one.width, two.width) < 1.5 * tall
    return _is_near(low, high, gap, usual) and (gap <= 0 or not _is_divided(one, two, rules))


def _is_near(low: Span, high: Span, gap: int, usual: float) -> bool:
    """Whether the gap is one between letters: small marks stand close, a drawing beside text is no part of it."""
    if low.height < 0.5 * high.height:
        return gap <= 0.6 * max(high.height, 0.7 * usual)
    if high.height > 1.5 * low.height and high.height > 1.5 * usual:
        return False
    return gap <= APART * max(low.height, 0.7 * min(usual, high.height))


def _is_divided(one: Span, two: Span, rules: Mask) -> bool:
    left, right = min(one.x1, two.x1), max(one.x0, two.x0)
    top, bottom = max(one.y0, two.y0), min(one.y1, two.y1)
    return bool((rules[top:bottom, left:right].mean(axis=0) > 200).any())


def _line(span: Span, clean: Pixels, usual: float) -> InkLine:
    """The line with its picture: a margin around it, and at least half as high as most lines."""
    height = max(span.height, 0.7 * usual)
    margin = 0.14 * height
    middle = (span.y0 + span.y1) / 2
    top, bottom = int(middle - height / 2 - margin), int(middle + height / 2 + margin) + 1
    left, right = int(span.x0 - 2 * margin), int(span.x1 + 2 * margin) + 1
    frame = Span(left, top, right, bottom)
    picture = np.full((frame.height, frame.width), 255, np.uint8)
    y0, x0 = max(0, top), max(0, left)
    seen = clean[y0:bottom, x0:right]
    picture[y0 - top : y0 - top + seen.shape[0], x0 - left : x0 - left + seen.shape[1]] = seen
    picture[:, : max(0, span.x0 - left - 2)] = 255
    picture[:, span.x1 - left + 2 :] = 255
    return InkLine(span, frame, picture, usual)
