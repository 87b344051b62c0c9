"""Local governments: the official list, and which of them a text names.

The list (`data/municipalities.csv`) holds prefectures, cities, special wards, towns, villages and the wards of
designated cities with their six-digit 全国地方公共団体コード; `data/municipalities.toml` says where it comes from and
when. Texts are compared after NFKC and without white space, so letter-spaced names are found.
"""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

Form = Literal["full", "name", "stem", "reading", "pattern"]


class Municipality(NamedTuple):
    """A local government. `kana` is the reading in full-width katakana; for prefectures both names are the same."""

    lg_code: str
    prefecture: str
    name: str
    kana: str
    kind: Literal["prefecture", "city", "special_ward", "town", "village", "ward"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a text names a local government.

    `candidates` are all that bear the name (empty for `pattern`: a name that is on no list), `name` is the text that
    was understood, `start` and `end` its place in the *folded* text (see `fold`). `form` says how: `full` with the
    prefecture in front, `name` with its 市, 町, 村, 区, `stem` without it, `reading` by its kana.
    """

    name: str
    form: Form
    candidates: tuple[Municipality, ...]
    start: int
    end: int
    prefecture: str | None = None


def fold(text: str) -> str:
    """Text for comparison: NFKC, no white space, ヶ as ケ."""
    return _closed_up(text).replace("ヶ", "ケ")


def _closed_up(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@cache
def source() -> Mapping[str, str]:
    """Where the list comes from: `source`, `licence`, `date` (ISO 8601), `built_with`."""
    text = (files("pipeline") / "data" / "municipalities.toml").read_text(encoding="utf-8")
    return {key: str(value) for key, value in tomllib.loads(text).items()}


@cache
def listed() -> tuple[Municipality, ...]:
    """The whole list, by code."""
    text = (files("pipeline") / "data" / "municipalities.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(Municipality(r["lg_code"], r["prefecture"], r["municipality"], r["kana"], r["kind"]) for r in rows)  # type: ignore[arg-type]


@cache
def by_code() -> Mapping[str, Municipality]:
    """The list as a mapping from six-digit code."""
    return {place.lg_code: place for place in listed()}


def valid_code(code: str) -> bool:
    """True when the last of six digits is the check digit of the first five (listed or not)."""
    if not re.fullmatch(r"[0-9]{6}", code):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(code[:5], (6, 5, 4, 3, 2), strict=True))
    return int(code[5]) == (11 - total % 11) % 10


def mentions(text: str) -> tuple[Mention, ...]:
    """Local governments that a text names with their 県, 市, 町, 村 or 区, from left to right.

    A name is only taken where it begins: 会津市 does not name 津市. Names on no list are left out; see `unlisted`.
    """
    return tuple(_mentions(fold(text)))


def title_mentions(title: str) -> tuple[Mention, ...]:
    """As `mentions`; a title may also begin with a name without 市 (○○DX…) or its reading in kana."""
    folded = fold(title)
    found = tuple(_mentions(folded))
    return found or tuple(_bare(folded))


def unlisted(text: str) -> Mention | None:
    """The local government that a line consists of, or that a title begins with, by its form alone (若葉台市).

    None for a name of the list and for words that only look like one (本市, 都市, 市町村, 地区).
    The name is as printed, its ヶ or ケ too: no list says which is right.
    """
    folded = fold(text)
    prefecture, rest = _without_prefecture(folded)
    offset = len(folded) - len(rest)
    match = re.match(rf"(?:第[0-9一二三四五六七八九十]+[次期])?({_NAME}[市町村区])(?={_AFTER_NAME})", rest)
    if not match or _COMMON_WORD.fullmatch(match[1]) or match[1] in _by_name():
        return None
    start, end = offset + match.start(1), offset + match.end(1)
    return Mention(_closed_up(text)[start:end], "pattern", (), start, end, prefecture)


_NAME = r"[々一-龠ぁ-んァ-ヴーケ]{1,7}?"
_AFTER_NAME = (
    r"$|[(（「『【]|DX|ICT|IT|デジタル|スマート|情報|行政|行財政|自治体|総合|地域|官民|電子|AI|データ|次世代|未来|まち|"
    r"地方|環境|人口|子|教育|都市|公共|産業|観光|健康|[ァ-ヴー]|第[0-9一二三四五六七八九十]"
)
_COMMON_WORD = re.compile(
    r".*(?:都市|近隣市|全国市|中核市|政令市|特例市|市町村?|町村|農村|漁村|山村|地区|学区|校区|街区|管区|特区|"
    r"先進市|構成市|近隣市町|姉妹市|周辺市)|(?:.*[ぁ-ん])?[本当同全各他両近隣県国旧新][市町村区]"
)
# Characters after which a name may begin although they are ideographs themselves.
_BEFORE_NAME = frozenset("県都道府郡市町村区次期年度月日版号回編章旧元新各国及又的は、")
# Letters that show that what stood before was no name: 四日市場, 上町街.
_GOES_ON = ("場", "街")
_IDEOGRAPH = re.compile(r"[々一-龠]")
_LONGEST = 12


@cache
def _by_name() -> Mapping[str, tuple[Municipality, ...]]:
    index: dict[str, tuple[Municipality, ...]] = {}
    for place in listed():
        key = fold(place.name)
        index[key] = (*index.get(key, ()), place)
    return index


@cache
def _by_stem() -> Mapping[str, tuple[Municipality, ...]]:
    """Names of two letters and more without their 市, 町, 村, 区; wards are left out."""
    index: dict[str, tuple[Municipality, ...]] = {}
    for place in listed():
        stem = fold(place.name)[:-1]
        if place.kind not in ("ward", "prefecture") and len(stem) > 1:
            index[stem] = (*index.get(stem, ()), place)
    return index


@cache
def _by_reading() -> Mapping[str, tuple[Municipality, ...]]:
    """Readings of two letters and more without シ, マチ, チョウ, ムラ, ソン, ク, as katakana."""
    index: dict[str, tuple[Municipality, ...]] = {}
    for place in listed():
        stem = re.sub(r"(?:シ|マチ|チョウ|ムラ|ソン|ク)$", "", place.kana)
        if place.kind not in ("ward", "prefecture") and len(stem) > 1:
            index[stem] = (*index.get(stem, ()), place)
    return index


def _mentions(folded: str) -> Iterator[Mention]:
    done = 0
    for last in (match.end() for match in re.finditer(r"[都道府県市区町村]", folded)):
        for start in range(max(done, last - _LONGEST), last - 1):
            if folded[start:last] not in _by_name() or not _begins(folded, start):
                continue
            end = _longest_from(folded, start)
            if folded[end : end + 1] not in _GOES_ON:
                yield _mention(folded, start, end)
                done = end
                break


def _longest_from(folded: str, start: int) -> int:
    """End of the longest listed name that begins there (廿日市市, 大阪市北区), not of the first."""
    ends = range(min(len(folded), start + _LONGEST), start, -1)
    return next(end for end in ends if folded[start:end] in _by_name())


def _begins(folded: str, start: int) -> bool:
    before = folded[start - 1 : start]
    return not before or before in _BEFORE_NAME or not _IDEOGRAPH.match(before)


def _mention(folded: str, start: int, end: int) -> Mention:
    """The mention, narrowed to the prefecture that stands in front of it or of its 郡."""
    name = folded[start:end]
    candidates = _by_name()[name]
    before = re.sub(r"[一-龠ケ々]{1,4}郡$", "", folded[:start])
    for prefecture in prefectures():
        inside = tuple(place for place in candidates if place.prefecture == prefecture)
        if inside and before.endswith(prefecture):
            return Mention(name, "full", inside, start, end, prefecture)
    return Mention(name, "name", candidates, start, end)


@cache
def prefectures() -> tuple[str, ...]:
    """The names of the 47 prefectures, by code."""
    return tuple(place.name for place in listed() if place.kind == "prefecture")


def _without_prefecture(folded: str) -> tuple[str | None, str]:
    for prefecture in prefectures():
        if folded.startswith(prefecture):
            return prefecture, folded[len(prefecture) :]
    return None, folded


def _bare(folded: str) -> Iterator[Mention]:
    """A name without its last letter, or a reading, at the start of a title or after its number or bracket."""
    start = re.match(r"(?:[「『【(]|(?:新|次期|令和[0-9元]+年度)?第[0-9一二三四五六七八九十]+[次期])*", folded)
    offset = start.end() if start else 0
    run = re.match(r"[ぁ-ゖー]+|[ァ-ヴー]+", folded[offset:])
    if run:
        reading = _katakana(run[0])
        for key in (reading, re.sub(r"[ノヘ]$", "", reading)):
            if key in _by_reading():
                end = offset + len(key)
                yield Mention(folded[offset:end], "reading", _by_reading()[key], offset, end)
                return
    for length in range(8, 1, -1):
        stem = folded[offset : offset + length]
        if stem in _by_stem() and not _IDEOGRAPH.match(folded[offset + length : offset + length + 1]):
            yield Mention(stem, "stem", _by_stem()[stem], offset, offset + length)
            return


def _katakana(text: str) -> str:
    return "".join(chr(ord(letter) + 0x60) if "ぁ" <= letter <= "ゖ" else letter for letter in text)
