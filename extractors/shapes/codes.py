"""Codes and level words before a title: ①-1, 1-(1), <2>, 基本目標1, 施策 1-1, （401）."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from extractors.vocabulary import patterns

_NUMBER = r"(?:[0-9０-９]{1,4}|[A-ZＡ-Ｚ]{1,2}[-－]?[0-9０-９]{1,3}|[①-⑳]|[Ⅰ-Ⅻⅰ-ⅻ]|[一二三四五六七八九十]{1,2})"
_DEEPER = r"(?:[-‐－.．][0-9０-９]{1,3})*"
_LETTER = r"[ア-コａ-ｚa-z]"
_BRACKETED = (
    rf"(?:[(（<＜〈【\[［](?:[A-ZＡ-Ｚ]?[0-9０-９一二三四五六七八九十Ⅰ-Ⅻⅰ-ⅻ]{{1,4}}{_DEEPER}|{_LETTER})[)）>＞〉】\]］]"
    rf"|(?:[0-9０-９]{{1,2}}|{_LETTER})\s?[)）])"
)
_JOINT = r"\s?[-‐‑–—−－ー.．・_の]\s?"
_PART = rf"(?:{_BRACKETED}|{_NUMBER})"
_BARE = rf"{_PART}(?:{_JOINT}{_PART}|{_BRACKETED})*"
_CODE = rf"(?:{_BARE}|[(（<＜〈【\[［]{_BARE}[)）>＞〉】\]］])"
_LEVEL = patterns()["level"].pattern
_LEVELLED = re.compile(
    rf"^(?P<word>{_LEVEL})\s*[:：]?\s*(?P<code>{_CODE}|[A-ZＡ-Ｚア-オ](?=[\s:：.．]))[\s:：.．、]*(?P<title>.*)$", re.S
)
_STANDING = r"[ア-コ](?=[\s　.．])|(?:No|NO|Ｎｏ|№)[.．]?\s?[0-9０-９]{1,3}(?=[\s　:：])"
_CODED = re.compile(rf"^(?P<code>{_CODE}|{_STANDING})(?P<gap>[.．、:：]?[\s　]*)(?P<title>.*)$", re.S)
_OPENING, _CLOSING = "《【〈「『≪＜<［[■◆●◇□○◎▼▶►★☆・", "》】〉」』≫＞>］]"
# What makes a bare number before Japanese a quantity: 5つの柱, 2040年問題, 1人1台.
_COUNTED = re.compile(
    r"^[つ年月日時人件次回層者割分本枚歳かヶヵカ箇校階度台点位期号個区市町村社種万千億%％0-9０-９A-Za-zＡ-Ｚａ-ｚ.,，、]"
)
_BREAK = re.compile(r"\s*\n\s*(?![!-~])|(?<![!-~])\s*\n\s*")
_SELF_ENDING = re.compile(r"[①-⑳)）>＞〉】\]］]$")


class Titled(NamedTuple):
    """A title with what stands before it; empty strings where nothing does."""

    word: str
    code: str
    title: str


@lru_cache(maxsize=16384)
def split_title(text: str, numbered: bool = False) -> Titled:
    """Split level word, code and title. The code keeps its brackets; the title loses enclosing brackets and marks.

    `numbered`: a bare number directly before the title is a code too, as in a column of measures (1情報セキュリティ).
    """
    whole = " ".join(_BREAK.sub("", text).split())
    bare = _without_frame(whole)
    match = _LEVELLED.match(bare)
    if match and not (
        re.fullmatch(r"[一二三四五六七八九十]{1,2}", match["code"]) and not re.search(r"[\s.．:：]", bare)
    ):
        title = _clean(match["title"])
        if title or match["code"]:
            return Titled(match["word"], _tight(match["code"]), title)
    match = _CODED.match(bare) or _CODED.match(whole)
    if match and (_separated(match) or (numbered and match["title"] and not _COUNTED.match(match["title"]))):
        return Titled("", _tight(match["code"]), _clean(match["title"]))
    return Titled("", "", _clean(bare))


_SHAPES = (
    (r"[0-9０-９]+", "1"),
    (r"[①-⑳]", "①"),
    (r"[Ⅰ-Ⅻⅰ-ⅻ]", "Ⅰ"),
    (r"[一二三四五六七八九十]+", "一"),
    (r"[ア-コ]", "ア"),
)


def code_shape(code: str) -> str:
    """What kind of number a code is: （２） is like （１）, 1-(2) like 1-(1), ③ like ①."""
    shape = code.translate(str.maketrans("（）－．＜＞", "()-.<>"))
    for pattern, sign in _SHAPES:
        shape = re.sub(pattern, sign, shape)
    return shape


def _separated(match: re.Match[str]) -> bool:
    """24時間対応 has no code: a bare number needs a gap after it, a joined or bracketed one does not."""
    code, gap, title = match["code"], match["gap"], match["title"]
    if not title:
        return False
    if re.fullmatch(r"[一二三四五六七八九十]{1,2}", code) and not re.match(r"[.．、\s　]", gap):
        return False
    if gap or _SELF_ENDING.search(code):
        return True
    joined = bool(re.search(r"[-‐‑–—−－.．]", code))
    return joined and not re.match(r"[0-9０-９A-Za-zＡ-Ｚａ-ｚ年月日%％]", title)


def _without_frame(text: str) -> str:
    """《施策 1-1 …》 and ■ 施策 … without marks and brackets that stand around the whole."""
    bare = text.strip()
    while bare and bare[0] in _OPENING:
        closed = bare[-1] in _CLOSING
        marks = bare[0] in "■◆●◇□○◎▼▶►★☆・"
        if not closed and not marks and not _closed_inside(bare):
            break
        if not marks and not closed:
            break
        bare = (bare[1:] if marks else bare[1:-1]).strip()
    return bare


def _closed_inside(text: str) -> bool:
    return any(mark in text for mark in _CLOSING)


def _clean(title: str) -> str:
    return title.strip(" 　:：")


def _tight(code: str) -> str:
    return re.sub(r"\s+", "", code)
