"""What stands around a numeral, and whether it lets it be a figure.

In: a folded text whose years are blanked (`BLANK`), and where the numeral stands in it. All words are data
(`data/words.toml`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.values.folding import fold
from pipeline.values.numerals import DIGITS
from pipeline.values.units import Comparator, Tail, tail, unknown_tail
from pipeline.values.vocabulary import any_of, table

BLANK = "\x00"
REACH = 24

_WORDS = table("words")
_NOT = _WORDS["not_a_figure"]
_BAD_BEFORE = re.compile(rf"(?:(?:{any_of(map(fold, _NOT['before']))}) ?|[A-Za-z]-?|[0-9.,]|[0-9](?:月|:))$")
_BEFORE_KANJI = tuple(_NOT["before_kanji"])
_BAD_AFTER_UNIT = re.compile(rf"(?:{any_of(_NOT['after_unit'])})(?!標)|中(?=[0-9])")
_BAD_AFTER_BARE = re.compile(any_of(_NOT["after_bare"]))
_COMPARATORS = {fold(word): sign for sign, words in _WORDS["comparator"]["before"].items() for word in words}
_FREQUENCIES = {fold(word): per for per, words in _WORDS["frequency"].items() for word in words}
_PLAIN_BEFORE = frozenset(map(fold, _WORDS["plain_before"]["words"]))
_BEFORE = re.compile(rf"(?:{any_of([*_COMPARATORS, *_FREQUENCIES, *_PLAIN_BEFORE])}):?$")
_KANJI_COUNTERS = frozenset(_WORDS["kanji_counters"]["words"])
_MAY_FOLLOW = re.compile(any_of(_WORDS["may_follow"]["words"]))
_KANJI_MAY_FOLLOW = re.compile(rf"$|[^一-龥々ァ-ヺー]|[一二三四五六七八九]分|{any_of(_WORDS['may_follow']['words'])}")
_WORD = re.compile(r"[一-龥々ァ-ヺーA-Za-z]{1,12}")
_SEPARATORS = frozenset(" ・、,。:;/()~=[]【】<>〈〉|\"'「」『』〔〕→+-※*○●◎■□◆◇" + BLANK)
_TIME_PERIODS = frozenset(_WORDS["periods"]["units"])
_PERIOD_PARTICLES = tuple(_WORDS["periods"]["particles"])
_AFTER_TIME = tuple(_WORDS["periods"]["after"])
_SINGLES = frozenset(_WORDS["periods"]["singles"])
_NEXT = re.compile(rf"(?:平均|約|延べ|に)?(?:{DIGITS})")
_MARKER = re.compile(r"<[0-9]{1,2}>|\([0-9]{1,2}\)(?=[0-9])")
_LEADING_MARKER = re.compile(r"[- ・]*\([0-9]{1,2}\)(?=[^\s()、,。・/\x00])")
_IDEOGRAPH = re.compile(r"[一-龥々ァ-ヺー]")


def forbidden(text: str, start: int) -> bool:
    """Whether what stands before the numeral makes it an ordinal, a code or a footnote: 第2期, No.3, A4, ※1, (1)5件."""
    if not start:
        return False
    listed = text.startswith("-(", start - 2) if start > 1 else False
    leading = _LEADING_MARKER.match(text) if start < 6 else None
    if listed or _MARKER.match(text, start - 1) or (leading and start < leading.end()):
        return True
    return bool(_BAD_BEFORE.search(text[max(0, start - 12) : start]))


class Lead(NamedTuple):
    start: int
    comparator: Comparator | None
    per: str
    word: str


def lead_of(text: str, start: int) -> Lead:
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
    if comparator is None and text[start - 1 : start] == "~" and (start == 1 or text[start - 2] in _SEPARATORS):
        comparator = "<="
    return Lead(start, comparator, per, word)


def _in_word(text: str, at: int, word: str) -> bool:
    """Whether a word before the numeral is the end of another: 年間 in 5年間で15人, 日 in 平日3回."""
    return at > 0 and word[0] in "年月週日" and bool(_IDEOGRAPH.match(text, at - 1) or text[at - 1] in "0123456789か")


def bare_tail(text: str, lead: Lead, end: int, read: Tail, borders: frozenset[int]) -> Tail | str:
    """A bare number, or one with a word for a unit that the vocabulary lacks; both need a border on each side."""
    start = lead.start
    if start and not lead.word.endswith("中"):
        coded = "-" in (text[start - 1], text[start]) and text[start - 1] in "-" + BLANK
        after_word = coded or (text[start - 1] == " " and text[start - 2 : start - 1].isalpha())
        if text[start - 1] not in _SEPARATORS or after_word:
            return "number-without-unit"
    if _BAD_AFTER_BARE.match(text, end):
        return ""
    word = _WORD.match(text, end)
    if word and text.startswith(":", word.end()) and end in borders:
        return read
    if read.length == 0 and word:
        read = unknown_tail(text[end : end + REACH], len(word[0]))
    stop = end + read.length
    return read if stop >= len(text) or text[stop] in _SEPARATORS else "number-without-unit"


def blocked(text: str, end: int, read: Tail, borders: frozenset[int]) -> bool:
    """Whether what follows makes the number a basis, an ordinal or a period: 1人当たり, 5年目, 5年間で, 1組織化."""
    rest = text[end : end + 8]
    if not rest or rest[0] in _SEPARATORS or not read.unit.name:
        return False
    if (match := _BAD_AFTER_UNIT.match(rest)) and (len(match[0]) > 1 or end not in borders):
        return True
    if read.comparator or read.change or end in borders:
        return False
    if read.unit.kind == "time":
        return _period(read.unit.name, rest)
    short = read.unit.kind == "counter" and len(read.unit.name) == 1
    return bool(_IDEOGRAPH.match(rest)) and (short or rest[0] == "化") and not _MAY_FOLLOW.match(rest)


def basis_of_next(text: str, numeral: str, end: int, read: Tail) -> bool:
    """Whether the figure is the one day or person that the next is counted for: 1日5件, 1人1日800g; not 1日6時間."""
    if numeral != "1" or read.unit.name not in _SINGLES:
        return False
    following = _NEXT.match(text, end + read.length)
    if following is None:
        return False
    return read.unit.kind != "time" or tail(text[following.end() : following.end() + REACH]).unit.kind != "time"


def _period(unit: str, rest: str) -> bool:
    if rest.startswith(_AFTER_TIME):
        return True
    if unit in _TIME_PERIODS and rest.startswith(_PERIOD_PARTICLES):
        return not rest.startswith(("を達成", "を維持", "を目指"))
    return bool(_IDEOGRAPH.match(rest)) and not _MAY_FOLLOW.match(rest) and rest[0] != "半"


def counts_in_kanji(text: str, start: int, end: int) -> bool:
    """Whether a kanji numeral counts something: 一人, 三つの手続; not 一部, 千葉, 誰一人, 百円."""
    numeral = text[start:end]
    if not any(char in "一二三四五六七八九十" for char in numeral):
        return False
    if end - start == len(text) > 1:
        return True
    return not _after_a_word(text, start) and _before_a_counter(text, numeral, start, end)


def _after_a_word(text: str, start: int) -> bool:
    """Whether the numeral is the end of a word or vague: 誰一, 数十; but not 年一, 割五."""
    if text.endswith(_BEFORE_KANJI, 0, start):
        return True
    before = text[max(0, start - 8) : start]
    return bool(before and before[-1] != "割" and _IDEOGRAPH.match(before[-1]) and not _BEFORE.search(before))


def _before_a_counter(text: str, numeral: str, start: int, end: int) -> bool:
    read = tail(text[end : end + REACH])
    stop = end + read.length
    if text[start - 1 : start] == "割" and read.unit.name == "分":
        return True
    if read.unit.name not in _KANJI_COUNTERS or not _KANJI_MAY_FOLLOW.match(text, stop):
        return False
    idiom = numeral == "一" and read.unit.name in ("つ", "人", "回", "本", "点", "件") and stop < len(text)
    return not idiom or bool(read.comparator) or text[stop] in _SEPARATORS
