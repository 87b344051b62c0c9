"""Numerals with their units in a folded text: what is a figure and what is not.

`hits(text, name_unit)` walks over the text once. Years and fixed phrases are to be blanked beforehand (`BLANK`
characters, so that offsets stay). Words that forbid or modify a figure are data (`data/words.toml`).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from pipeline.values.folding import fold
from pipeline.values.numerals import DIGITS, KANJI, LONGEST, added, last_scale, scaled, value
from pipeline.values.units import NO_UNIT, Comparator, Tail, Unit, tail, unknown_tail
from pipeline.values.vocabulary import any_of, table

BLANK = "\x00"
REACH = 24

_WORDS = table("words")
_NOT = _WORDS["not_a_figure"]
_NUMERAL = re.compile(rf"(?P<sign>[▲△⊿Δ+±-])?(?P<num>{DIGITS}|{KANJI})")
_BAD_BEFORE = re.compile(rf"(?:(?:{any_of(map(fold, _NOT['before']))}) ?|[A-Za-z]-?|[0-9.,]|[0-9](?:月|:))$")
_BAD_AFTER_UNIT = re.compile(rf"(?:{any_of(_NOT['after_unit'])})(?!標)|中(?=[0-9])")
_BAD_AFTER_BARE = re.compile(any_of(_NOT["after_bare"]))
_COMPARATORS = {fold(word): sign for sign, words in _WORDS["comparator"]["before"].items() for word in words}
_FREQUENCIES = {fold(word): per for per, words in _WORDS["frequency"].items() for word in words}
_PLAIN_BEFORE = frozenset(map(fold, _WORDS["plain_before"]["words"]))
_BEFORE = re.compile(rf"(?:{any_of([*_COMPARATORS, *_FREQUENCIES, *_PLAIN_BEFORE])}):?$")
_KANJI_COUNTERS = frozenset(_WORDS["kanji_counters"]["words"])
_MAY_FOLLOW = re.compile(any_of(_WORDS["may_follow"]["words"]))
_WORD = re.compile(r"[一-龥々ァ-ヺーA-Za-z]{1,12}")
_SEPARATORS = frozenset(" ・、,。:;/()~=[]【】<>〈〉|\"'「」『』〔〕→+-※*○●◎■□◆◇" + BLANK)
_RANGE = re.compile(rf"(?P<mark>~|-|→|から)(?P<num>{DIGITS})")
_TIME_PERIODS = frozenset(_WORDS["periods"]["units"])
_PERIOD_PARTICLES = tuple(_WORDS["periods"]["particles"])
_AFTER_TIME = tuple(_WORDS["periods"]["after"])
_MONTH_DAY = re.compile(r"0?(?:[1-9]|1[0-2])/(?:0?[1-9]|[12][0-9]|3[01])")
_PLAIN_NUMBER = re.compile(r"[0-9,]+(?:\.[0-9]+)?")
_OF = re.compile(r"分の(?P<num>[0-9]{1,4})(?![0-9,.])")
_REST = re.compile(r"[0-9,.:/]*")
_SKIPPED = frozenset(("ratio", "fraction-or-date", "malformed-number"))
_OVER = re.compile(r"/(?P<num>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?![0-9]*/)")
_HALF = re.compile("半(?![期年])")
_IDEOGRAPH = re.compile(r"[一-龥々ァ-ヺー]")


class Hit(NamedTuple):
    """A figure in the folded text: numeral from `number`, with what precedes from `start`, up to `end`."""

    start: int
    number: int
    end: int
    value: Decimal
    upper: Decimal | None
    comparator: Comparator
    unit: Unit
    change: str
    per: str
    lead: str
    issues: tuple[str, ...] = ()


class Scan(NamedTuple):
    """All figures of a text and what was seen that is none (`number-without-unit`, `ratio` …)."""

    hits: tuple[Hit, ...]
    issues: tuple[str, ...]


class _Lead(NamedTuple):
    start: int
    comparator: Comparator | None
    per: str
    word: str


class _Around(NamedTuple):
    """What the text does not show: the name's unit, and the offsets before which the raw text has white space."""

    name_unit: Unit
    borders: frozenset[int]


def hits(text: str, name_unit: Unit | None = None, borders: frozenset[int] = frozenset()) -> Scan:
    """Every figure of a folded and blanked text, left to right. `borders`: offsets where white space was taken out."""
    around = _Around(name_unit or NO_UNIT, borders)
    found: list[Hit] = []
    issues: list[str] = []
    at = 0
    while match := _NUMERAL.search(text, at):
        read = _hit(text, match, around)
        if isinstance(read, Hit):
            found.append(read)
            at = read.end
        else:
            issues += [read] if read and read not in issues else []
            at = _REST.match(text, match.end()).end() if read in _SKIPPED else match.end()  # type: ignore[union-attr]
    return Scan(tuple(found), tuple(issues))


def _hit(text: str, match: re.Match[str], around: _Around) -> Hit | str:
    """The figure that a numeral is, or the issue code (may be empty) for why it is none."""
    numeral, start, end = match["num"], match.start("num"), match.end("num")
    if len(numeral) > LONGEST:
        return "numeral-too-long"
    sign = _sign(text, match)
    if not sign and _BAD_BEFORE.search(text[max(0, start - 12) : start]):
        return ""
    joint = text[end : end + 1]
    if joint and joint in ":,." and text[end + 1 : end + 2].isdigit():
        return "ratio" if joint == ":" else "malformed-number"
    if numeral[0].isdigit() and numeral[0].isascii():
        over = _over(text, start, end)
        if over is not None:
            return _fraction(text, match, *over) if isinstance(over, tuple) else over
    elif not _kanji_figure(text, start, end):
        return ""
    return _figure(text, match, sign, around)


def _sign(text: str, match: re.Match[str]) -> str:
    """▲5, △5, and -5 where the dash cannot join it to what stands before."""
    sign = match["sign"] or ""
    if sign == "-" and match.start() and text[match.start() - 1] not in " (、,:・" + BLANK:
        return ""
    return sign


def _figure(text: str, match: re.Match[str], sign: str, around: _Around) -> Hit | str:
    start, end = match.start("num"), match.end("num")
    lead = _lead(text, start - 1 if sign else start)
    number = value(match["num"])
    ranged = _range(text, end)
    after = ranged.end("num") if ranged else end
    read = tail(text[after : after + REACH])
    if not read.unit.name:
        checked = _without_known_unit(text, lead, after, read)
        if isinstance(checked, str):
            return checked
        read = checked
    elif ranged is None and (other := _far_range(text, end, read)):
        return _ranged(text, lead, (match, other), around.name_unit)
    if _blocked(text, after + read.length, read, around.borders):
        return ""
    if ranged:
        return _ranged(text, lead, (match, ranged), around.name_unit)
    number = number.copy_negate() if sign in ("▲", "△", "⊿", "Δ", "-") else number
    hit = _built(lead, _Amount(start, end + read.length, number), read, around.name_unit)
    return _half(text, _open_ended(text, hit))


def _lead(text: str, start: int) -> _Lead:
    """Words right before the numeral: 約, 最大, 年, 延べ … and where they begin."""
    comparator: Comparator | None = None
    per = word = ""
    for _ in range(3):
        match = _BEFORE.search(text[max(0, start - 8) : start])
        if match is None or _in_word(text, start - len(match[0]), match[0]):
            break
        said = match[0].rstrip(":")
        comparator = comparator or _COMPARATORS.get(said)
        per = per or _FREQUENCIES.get(said, "")
        word = said if said in _PLAIN_BEFORE and not word else word
        start -= len(match[0])
    if comparator is None and start and text[start - 1] == "~":
        comparator = "<="
    return _Lead(start, comparator, per, word)


def _in_word(text: str, at: int, word: str) -> bool:
    """Whether a word before the numeral is the end of another: 年間 in 5年間で15人."""
    return at > 0 and word[0] in "年月週日" and text[at - 1] in "0123456789一二三四五六七八九十かカヶヵ箇昨前翌同"


def _without_known_unit(text: str, lead: _Lead, end: int, read: Tail) -> Tail | str:
    """A bare number, or one with a word for a unit that the vocabulary lacks; both need a border on each side."""
    start = lead.start
    if start and not lead.word.endswith("中"):
        after_word = text[start - 1] == " " and text[start - 2 : start - 1].isalpha()
        if text[start - 1] not in _SEPARATORS or after_word:
            return "number-without-unit"
    if _BAD_AFTER_BARE.match(text, end):
        return ""
    word = _WORD.match(text, end)
    if read.length == 0 and word:
        read = unknown_tail(text[end : end + REACH], len(word[0]))
    stop = end + read.length
    return read if stop >= len(text) or text[stop] in _SEPARATORS else "number-without-unit"


def _blocked(text: str, end: int, read: Tail, borders: frozenset[int]) -> bool:
    """Whether what follows makes the number a basis, an ordinal or a period: 1人当たり, 5年目, 5年間で, 1組織化."""
    rest = text[end : end + 8]
    if not rest or rest[0] in _SEPARATORS or not read.unit.name:
        return False
    if _BAD_AFTER_UNIT.match(rest):
        return True
    if read.comparator or read.change or end in borders:
        return False
    if read.unit.kind == "time":
        return _period(read.unit.name, rest)
    short = read.unit.kind == "counter" and len(read.unit.name) == 1
    return bool(_IDEOGRAPH.match(rest)) and (short or rest[0] == "化") and not _MAY_FOLLOW.match(rest)


def _period(unit: str, rest: str) -> bool:
    if rest.startswith(_AFTER_TIME):
        return True
    if unit in _TIME_PERIODS and rest.startswith(_PERIOD_PARTICLES):
        return not rest.startswith(("を達成", "を維持", "を目指"))
    return bool(_IDEOGRAPH.match(rest)) and not _MAY_FOLLOW.match(rest) and rest[0] != "半"


def _kanji_figure(text: str, start: int, end: int) -> bool:
    """Whether a kanji numeral counts something: 一人, 三つの手続; not 一部, 千葉, 誰一人, 百円."""
    if not any(char in "〇一二三四五六七八九十" for char in text[start:end]):
        return False
    if end - start == len(text) > 1:
        return True
    if start and _IDEOGRAPH.match(text, start - 1) and not _BEFORE.search(text[max(0, start - 8) : start]):
        return False
    read = tail(text[end : end + REACH])
    stop = end + read.length
    if read.unit.name not in _KANJI_COUNTERS or (_IDEOGRAPH.match(text, stop) and not _MAY_FOLLOW.match(text, stop)):
        return False
    idiom = text[start:end] == "一" and read.unit.name in ("つ", "人", "回", "本", "点", "件") and stop < len(text)
    return not idiom or bool(read.comparator) or text[stop] in _SEPARATORS


def _range(text: str, end: int) -> re.Match[str] | None:
    """The right side of 5~10件, 5-10件."""
    match = _RANGE.match(text, end)
    return match if match and match["mark"] in ("~", "-") and len(match["num"]) <= LONGEST else None


def _far_range(text: str, end: int, read: Tail) -> re.Match[str] | None:
    """The right side of 5件~10件, 5件から10件; both sides have the same unit. 5件から10件へ is no range."""
    if read.comparator or read.change:
        return None
    match = _RANGE.match(text, end + read.length)
    if match is None or match["mark"] == "→" or len(match["num"]) > LONGEST:
        return None
    other = tail(text[match.end() : match.end() + REACH])
    going = match["mark"] == "から" and text[match.end() + other.length :][:1] in ("へ", "に")
    return match if other.unit == read.unit and not going else None


def _ranged(text: str, lead: _Lead, sides: tuple[re.Match[str], re.Match[str]], name_unit: Unit) -> Hit:
    left, right = sides
    lower, upper = value(left["num"]), value(right["num"])
    read = tail(text[right.end() : right.end() + REACH])
    lent = scaled(lower, last_scale(right["num"]))
    if last_scale(left["num"]) == 1 and lower < upper and lent <= upper and read.unit.kind != "time":
        lower = lent
    hit = _built(lead, _Amount(left.start("num"), right.end("num") + read.length, lower, upper), read, name_unit)
    return hit._replace(comparator="=", issues=(*hit.issues, "range-backwards") if upper < lower else hit.issues)


class _Amount(NamedTuple):
    number: int
    end: int
    value: Decimal
    upper: Decimal | None = None


def _built(lead: _Lead, amount: _Amount, read: Tail, name_unit: Unit) -> Hit:
    unit, number, upper = read.unit, amount.value, amount.upper
    if not unit.name and name_unit.name:
        unit = name_unit
        number, upper = scaled(number, unit.scale), scaled(upper, unit.scale) if upper is not None else None
    comparator = read.comparator or lead.comparator or "="
    if comparator == "~" and lead.comparator not in (None, "~"):
        comparator = lead.comparator or comparator
    issues = ("unit-unknown",) if unit.kind == "unknown" else ()
    end, change = amount.end, read.change
    return Hit(lead.start, amount.number, end, number, upper, comparator, unit, change, lead.per, lead.word, issues)


def _open_ended(text: str, hit: Hit) -> Hit:
    """5件~ is at least 5, where nothing follows that it could run to."""
    if text[hit.end : hit.end + 1] != "~" or hit.comparator != "=":
        return hit
    return hit if text[hit.end + 1 : hit.end + 2].isdigit() else hit._replace(comparator=">=", end=hit.end + 1)


def _half(text: str, hit: Hit) -> Hit:
    """2時間半 is 2.5 hours."""
    if (
        hit.unit.kind != "time"
        or text[hit.end : hit.end + 1] != "半"
        or text[hit.end + 1 : hit.end + 2] in ("期", "年")
    ):
        return hit
    after = tail(text[hit.end + 1 : hit.end + 1 + REACH])
    comparator = after.comparator if after.comparator and not after.unit.name else hit.comparator
    length = after.length if not after.unit.name else 0
    return hit._replace(value=added(hit.value, Decimal("0.5")), end=hit.end + 1 + length, comparator=comparator)


def _over(text: str, start: int, end: int) -> tuple[re.Match[str], bool] | str | None:
    """A fraction 3/5 or 3分の2, an issue where it may as well be a date, None where it is neither."""
    match = _OF.match(text, end)
    if match:
        return match, True
    match = _OVER.match(text, end)
    if match is None or not _PLAIN_NUMBER.fullmatch(text, start, end):
        return None
    left, right = text[start:end].replace(",", ""), match["num"].replace(",", "")
    read = tail(text[match.end() : match.end() + REACH])
    dated = not read.unit.name and bool(_MONTH_DAY.fullmatch(f"{left}/{right}"))
    return "fraction-or-date" if dated else (match, False)


def _fraction(text: str, left: re.Match[str], right: re.Match[str], of: bool) -> Hit:
    """3/5校 is 3 with unit /5校: no decimal says a third exactly. 3分の2 is 2 with unit /3."""
    lead = _lead(text, left.start("num"))
    read = tail(text[right.end() : right.end() + REACH])
    above, below = (right["num"], left["num"]) if of else (left["num"], right["num"])
    unit = Unit(f"/{below}{read.unit.name}", base=read.unit.base, kind="rate")
    amount = _Amount(left.start("num"), right.end() + read.length, value(above))
    return _built(lead, amount, read._replace(unit=unit), unit)
