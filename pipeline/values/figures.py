"""Cells as figures: what a target or baseline cell says, exactly.

`read_cell` is the door. In: a raw cell, the unit of the indicator's name, labels of its parts where a footnote
gives them. Out: a `Reading`: status `set` with figures, `none`, `tbd` or `text`. It never raises and takes time
linear in the text. Values are exact decimals with 千, 万, 億 multiplied out; rules with sources: docs/values.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pipeline.values.folding import cut, fold, positions, raw_span
from pipeline.values.names import part_labels
from pipeline.values.numerals import DIGITS, LONGEST, added, scaled, value
from pipeline.values.scan import Hit, hits
from pipeline.values.spans import Span
from pipeline.values.statuses import Status, decided_later, exact_status
from pipeline.values.surroundings import BLANK
from pipeline.values.units import Comparator, Unit, tail
from pipeline.values.vocabulary import any_of, table
from pipeline.values.years import NO_CONTEXT, Read, find_in_folded


class Figure(NamedTuple):
    """One figure of a cell.

    `comparator`: =, >= (以上), > (超), <= (以下, 以内), < (未満), ~ (約, 程度). A range has = and `upper`.
    `unit`: as printed in folded form, with its direction (%減) and without 千, 万, 億, which are in `value`; empty
    where neither the cell nor the name gives one. `label`: the part it is, empty for a lone figure. `per`: 年, 月,
    週, 日 of a frequency (年1回). `change`: the unit carries a direction. `start`, `end`: offsets in the raw cell;
    `raw`: that piece of it.
    """

    comparator: Comparator
    value: Decimal
    upper: Decimal | None
    unit: str
    label: str
    per: str
    change: bool
    start: int
    end: int
    raw: str


class Reading(NamedTuple):
    """What a cell says: its status, its figures in order, what had to be assumed, the years it names."""

    status: Status
    figures: tuple[Figure, ...] = ()
    issues: tuple[str, ...] = ()
    years: tuple[Span, ...] = ()


_SIMPLE = re.compile(rf"(?P<about>約)?(?P<sign>[▲△-])?(?P<num>{DIGITS})(?P<tail>[^0-9]{{0,12}})")
_MAY_HOLD_YEARS = re.compile(r"年|FY|[RHSTM令平昭大明和成正治] ?[0-9元]|[0-9]/[0-9]")
_PHRASES = re.compile(any_of(table("words")["not_a_figure"]["phrases"]))
_ENDS = " ・、,。:;=/()[]【】<>〈〉「」〔〕|~→※" + BLANK
_LEADING = re.compile(r"(?:かつ|及び|および|並びに|または|又は|もしくは|で|と|は|が|の|から|、)+")
_TRAILING = re.compile(r"(?:で|は|が|の|を|に|から|:|うち)$")
_SUFFIX_LABEL = re.compile(r"\(([^()0-9、。※はを]{1,12})\)")
_BETWEEN_BOUNDS = frozenset(("", "かつ", "、", "・", "~", ","))
_GOING = frozenset(("→", "から", "⇒", "➡"))
_LONE_YEARS = re.compile(rf"\({BLANK}+\)")
_LONGEST_LABEL = 20
_ONE_TENTH = Decimal("0.1")


def read_cell(raw: str, *, name_unit: Unit | None = None, labels: Sequence[str] = (), name: str = "") -> Reading:
    """What the cell says. `name_unit` (see `names.read_name`) goes to a bare number.

    Parts of a compound are labelled by `labels` (a footnote's, in order), else by the cell, else by the indicator's
    `name` (導入拠点及び利用率), else numbered 1, 2 …. Issues: `unit-unknown`, `number-without-unit`,
    `repeat-left`, `repeat-above`, `repeat-same`, `from-to`, `range-backwards`, `ratio`, `fraction-or-date`,
    `numeral-too-long`.
    """
    reading = _read(raw, name_unit)
    if len(reading.figures) < 2:
        return reading
    return reading._replace(figures=_labelled(reading.figures, labels, name))


def _labelled(figures: tuple[Figure, ...], labels: Sequence[str], name: str) -> tuple[Figure, ...]:
    """Every part with a label of its own: the given ones, else the cell's, else the name's, else its order."""
    names = list(labels) if len(labels) == len(figures) else [figure.label for figure in figures]
    if not any(names) and name:
        names = list(part_labels(name, len(figures))) or names
    unlabelled = not any(names)
    seen: set[str] = set()
    for at, word in enumerate(names):
        if word in seen or (not word and (at or unlabelled)):
            names[at] = str(at + 1)
        seen.add(names[at])
    return tuple(figure._replace(label=word) for figure, word in zip(figures, names, strict=True))


@lru_cache(maxsize=16384)
def _read(raw: str, name_unit: Unit | None) -> Reading:
    folded = fold(raw)
    simple = _SIMPLE.fullmatch(folded)
    if simple:
        reading = _simple(raw, simple, name_unit)
        if reading is not None:
            return reading
    exact = exact_status(folded)
    if exact is not None:
        return Reading(exact[0], issues=(exact[1],) if exact[1] else ())
    return _read_text(raw, folded, name_unit)


def _simple(raw: str, match: re.Match[str], name_unit: Unit | None) -> Reading | None:
    """The short way for a cell that is one plain figure: 1,290件, 約3%増, ▲5%; None for all others."""
    after = match["tail"]
    read = tail(after)
    if read.length != len(after) or read.unit.name.startswith("年") or len(match["num"]) > LONGEST:
        return None
    number, unit = value(match["num"]), read.unit
    if not unit.name and name_unit is not None:
        unit = name_unit
        number = scaled(number, unit.scale)
    if match["sign"]:
        if not _signed_at_start(raw):
            return None
        number = number.copy_negate()
    comparator = read.comparator or ("~" if match["about"] else "=")
    start = len(raw) - len(raw.lstrip())
    piece = raw.strip()
    change = bool(read.change) or unit.change
    figure = Figure(comparator, number, None, unit.name + read.change, "", "", change, start, start + len(piece), piece)
    return Reading("set", (figure,))


def clear_cache() -> None:
    """Forgets every cell read so far (for measuring)."""
    _read.cache_clear()


def _signed_at_start(raw: str) -> bool:
    """A mark that a space parts from the number is a bullet: - 5件."""
    stripped = raw.strip()
    return not (len(stripped) > 1 and stripped[1].isspace())


def _read_text(raw: str, folded: str, name_unit: Unit | None) -> Reading:
    reads = list(find_in_folded(folded, NO_CONTEXT)) if _MAY_HOLD_YEARS.search(folded) else []
    places = positions(raw, folded)
    figures, issues = figures_of(raw, folded, places, reads, name_unit)
    spans = tuple(replace(read.span, text=cut(raw, places, at, read.end)) for at, read in reads)
    if decided_later(folded, len(fold(raw[: figures[-1].end])) if figures else 0):
        return Reading("tbd", (), issues, spans)
    return Reading("set" if figures else "text", figures, issues, spans)


def figures_of(
    raw: str,
    folded: str,
    places: Sequence[int],
    years: Sequence[tuple[int, Read]],
    name_unit: Unit | None = None,
) -> tuple[tuple[Figure, ...], tuple[str, ...]]:
    """All figures of a text, and the issues of reading them. `places`: see `folding.positions`; `years`: the years
    in it with their folded offsets."""
    text = _blanked(folded, years)
    if text[:1] == "-" and not _signed_at_start(raw):
        text = BLANK + text[1:]
    scan = hits(text, name_unit, _borders(raw, places))
    found = _merged(text, scan.hits)
    labels = _labels(raw, text, found, places)
    figures = tuple(_figure(raw, places, hit, label) for hit, label in zip(found, labels, strict=True))
    return figures, tuple(dict.fromkeys([*scan.issues, *(code for hit in found for code in hit.issues)]))


def _borders(raw: str, places: Sequence[int]) -> frozenset[int]:
    """Folded offsets before which the raw text has white space."""
    if len(raw.split(maxsplit=1)) < 2:
        return frozenset()
    return frozenset(at for at, place in enumerate(places) if place and raw[place - 1].isspace())


def _blanked(folded: str, years: Sequence[tuple[int, Read]]) -> str:
    """The text with years and fixed phrases blanked out, character for character."""
    places = [(at, read.end) for at, read in years]
    places += [match.span() for match in _PHRASES.finditer(folded) if match[0] != folded or "歳" not in folded]
    if not places:
        return folded
    chars = list(folded)
    for start, end in places:
        chars[start:end] = BLANK * (end - start)
    return "".join(chars)


def _figure(raw: str, places: Sequence[int], hit: Hit, label: str) -> Figure:
    start, end = raw_span(raw, places, hit.start, hit.end)
    unit, change = hit.unit.name + hit.change, bool(hit.change) or hit.unit.change
    return Figure(hit.comparator, hit.value, hit.upper, unit, label, hit.per, change, start, end, raw[start:end])


def _merged(text: str, found: Sequence[Hit]) -> tuple[Hit, ...]:
    """Mixed durations and 割分 as one figure in the smaller unit, 以上 … 以下 as one range."""
    out: list[Hit] = []
    for hit in found:
        joined = _joined(text, out[-1], hit) if out else None
        if joined is None:
            going = out and text[out[-1].end : hit.start] in _GOING
            out.append(hit._replace(issues=(*hit.issues, "from-to")) if going else hit)
        else:
            out[-1] = joined
    return tuple(out)


def _joined(text: str, left: Hit, right: Hit) -> Hit | None:
    gap = text[left.end : right.start]
    plain = not gap and left.comparator in ("=", "~") and not left.change and left.upper is None
    if plain and left.unit.name == "割" and right.unit.name == "分":
        tenths = scaled(right.value, _ONE_TENTH)
        return right._replace(start=left.start, number=left.number, value=added(left.value, tenths), unit=left.unit)
    if plain and _finer(left.unit, right.unit):
        ratio = left.unit.factor / right.unit.factor
        comparator = left.comparator if right.comparator == "=" else right.comparator
        total = added(scaled(left.value, ratio), right.value)
        return right._replace(start=left.start, number=left.number, value=total, comparator=comparator, per=left.per)
    if gap == "~" and left.unit.kind == right.unit.kind == "time" and left.unit.base == right.unit.base:
        return _time_range(left, right)
    bounds = left.comparator == ">=" and right.comparator == "<=" and left.unit == right.unit
    if bounds and gap in _BETWEEN_BOUNDS and left.value < right.value and left.change == right.change:
        return left._replace(end=right.end, upper=right.value, comparator="=")
    return None


def _time_range(left: Hit, right: Hit) -> Hit | None:
    """30分~1時間 in the smaller unit: 30 to 60 分."""
    small, large = sorted((left.unit, right.unit), key=lambda unit: unit.factor)
    if left.upper is not None or right.upper is not None or right.comparator not in ("=", "~", "<="):
        return None
    ratio = large.factor / small.factor
    lower = left.value if left.unit == small else scaled(left.value, ratio)
    upper = right.value if right.unit == small else scaled(right.value, ratio)
    return left._replace(end=right.end, value=lower, upper=upper, comparator="=", unit=small, change=right.change)


def _finer(left: Unit, right: Unit) -> bool:
    return left.kind == right.kind == "time" and left.base == right.base and left.factor > right.factor


def _labels(raw: str, text: str, found: Sequence[Hit], places: Sequence[int]) -> Iterator[str]:
    """The label of each figure: the words before it since the last figure, or the bracket after it."""
    if len(found) < 2:
        yield from (_lone_label(raw, text, hit, places) for hit in found)
        return
    before = 0
    for hit in found:
        label = _clean(text, before, hit.start, raw, places) or hit.lead
        suffix = _SUFFIX_LABEL.match(text, hit.end)
        before = hit.end
        if suffix and not label:
            label, before = cut(raw, places, *suffix.span(1)), suffix.end()
        yield label


def _lone_label(raw: str, text: str, hit: Hit, places: Sequence[int]) -> str:
    """A lone figure is labelled only by years in brackets right after it: 50% (H20~R9)."""
    match = _LONE_YEARS.fullmatch(text, hit.end)
    label = cut(raw, places, hit.end + 1, len(text) - 1) if match else ""
    return label if _MAY_HOLD_YEARS.search(fold(label)) else ""


def _clean(text: str, start: int, end: int, raw: str, places: Sequence[int]) -> str:
    """The words of `text[start:end]` without separators, brackets and joining words; empty if they are a sentence."""
    while start < end and (text[start] in _ENDS and text[start] != BLANK):
        start += 1
    while start < end and (text[end - 1] in _ENDS and text[end - 1] != BLANK):
        end -= 1
    lead = _LEADING.match(text, start, end)
    start = lead.end() if lead else start
    if end - start > _LONGEST_LABEL or start >= end:
        return ""
    return _TRAILING.sub("", cut(raw, places, start, end)).strip()
