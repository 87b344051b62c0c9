"""Odd characters: letters of other scripts inside Japanese words, words and particles printed twice."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.checks.text import squeezed
from pipeline.checks.view import View, about
from pipeline.schema import Finding

_TABLES = ("measures", "initiatives", "indicators", "targets", "milestones", "lineage", "glossary")
_JAPANESE = r"[々一-龠ぁ-ゖァ-ヺー]"
_OTHER_SCRIPT = re.compile(rf"{_JAPANESE}[Ѐ-ӿ가-힣฀-๿]+|[Ѐ-ӿ가-힣฀-๿]+{_JAPANESE}")
_IDEOGRAPH = re.compile(r"[一-龥]")
_DOUBLED = re.compile(
    r"([一-龠]{2,4})[、,]\1(?=[はがを])|([一-龠]{2,4}[はがをの])[、,]\2|をを|([ァ-ヺ][ァ-ヺー]{2,})\3|(?<![目名午以直事])前前(?=[をがのは])|(?<=[一-龠])がが(?=[一-龠])"
)


def check(view: View) -> Iterator[Finding]:
    """Each odd place of a record once; what several records repeat, at the first of them."""
    told = set()
    for table in _TABLES:
        for record in view.dataset[table]:
            text = "\n".join(_texts(record))
            if text in told:
                continue
            told.add(text)
            if odd := _odd(text):
                yield about(record, "odd-character", character=odd[0], point=f"U+{ord(odd[0]):04X}", text=odd[1])
            if twice := _DOUBLED.search(text):
                around = text[max(0, twice.start() - 6) : twice.end() + 6].replace("\n", "")
                yield about(record, "word-twice", word=twice[0], text=around)


def _texts(record: Any) -> Iterator[str]:
    for name in type(record).model_fields:
        if name.endswith("_id"):
            continue
        value = getattr(record, name)
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str):
                yield squeezed(text)


def _odd(text: str) -> tuple[str, str] | None:
    """(character, text around it) of the first character that does not belong."""
    other = _OTHER_SCRIPT.search(text)
    if other:
        letter = next(letter for letter in other[0] if not re.match(_JAPANESE, letter))
        return letter, _around(text, other.start(), other.end())
    for match in _suspects().finditer(text):
        return match[0], _around(text, match.start(), match.end())
    for match in _IDEOGRAPH.finditer(text):
        if not _in_japanese_sets(match[0]):
            return match[0], _around(text, match.start(), match.end())
    return None


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - 5) : end + 5].replace("\n", "")


@cache
def _in_japanese_sets(letter: str) -> bool:
    """Whether a Japanese character set has the ideograph; the others are simplified Chinese and the like."""
    for charset in ("cp932", "euc_jis_2004"):
        try:
            letter.encode(charset)
        except UnicodeEncodeError:
            continue
        return True
    return False


@cache
def _suspects() -> re.Pattern[str]:
    """Ideographs that Japanese sets hold too, outside the words where they belong; kanji that look like kana."""
    data: Mapping[str, Any] = tomllib.loads(
        (files("pipeline") / "vocabulary" / "odd_characters.toml").read_text(encoding="utf-8")
    )
    parts = [
        "".join(f"(?<!{before})" for before in entry.get("after", ()))
        + entry["character"]
        + "".join(f"(?!{after})" for after in entry.get("before", ()))
        for entry in data["ideograph"]
    ]
    lookalikes = "".join(data["looks_like_kana"])
    return re.compile("|".join((*parts, f"(?<=[ァ-ヺー])[{lookalikes}](?=[ァ-ヺー])")))
