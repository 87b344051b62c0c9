"""The words of covers (`vocabulary/identity.toml`) and what a line made of them is: edition, date, number, kind."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.identity.lines import fold
from pipeline.identity.spans import span_of

NUMBER = r"(?:第[0-9一二三四五六七八九十]+[次期])"
_DATE_PART = r"(?:(?:令和|平成|昭和|[RHS])?(?:[0-9]{1,4}|元|[0-9●〇○]+)(?:年度?|\.)|[0-9●〇○]{1,2}月|[0-9●〇○]{1,2}日)"
_EDITION_PART = r"(?:第[0-9一二三四五六七八九十]+版|[Vv]er(?:sion)?\.?[0-9.]+|[0-9]+次案|版|時点|現在|発行|付け?|の|用)"
_FILLING = r"[()・,、.\-/~|※●○■:]"


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary, folded."""

    title: tuple[str, ...]
    kind: tuple[str, ...]
    edition: tuple[str, ...]
    draft: tuple[str, ...]
    heading: tuple[str, ...]
    volume: tuple[str, ...]
    not_a_title: frozenset[str]
    role: Mapping[str, tuple[str, ...]]


@cache
def words() -> Words:
    """The vocabulary of covers, longest words first."""
    raw = tomllib.loads((files("pipeline") / "vocabulary" / "identity.toml").read_text(encoding="utf-8"))
    return Words(
        title=_folded(raw["title"]),
        kind=_folded(raw["kind"]),
        edition=_folded(raw["edition"]),
        draft=_folded(raw["draft"]),
        heading=_folded(raw["heading"]),
        volume=_folded(raw["volume"]),
        not_a_title=frozenset(_folded(raw["not_a_title"])),
        role={role: _folded(entries) for role, entries in raw["role"].items()},
    )


def says_edition(text: str) -> bool:
    """True for edition words, version numbers and dates only: 案（令和7年10月）, 令和8年度改訂版, 2022年4月."""
    return bool(fold(text)) and not span_of(text) and _edition().sub("", fold(text)) == ""


def says_draft(text: str) -> bool:
    """True for an edition that is a draft; the letter alone counts, not 案 inside another word."""
    parts = re.split(r"[()・,、\s/]|[0-9]次|概要版|要約版|令和|平成|(?<=版)", fold(text))
    return any(part.endswith(words().draft) or part.startswith(words().draft) for part in parts if part)


def says_kind(text: str) -> bool:
    """True for the name of a volume alone: 実施事業集, （実行編）."""
    return fold(text).strip("()") in words().kind


def says_heading(text: str) -> bool:
    """True for a heading that may follow a title on its line: 実施事業一覧, 目次."""
    return fold(text).strip("()") in words().heading


def without_volume(title: str) -> str:
    """A title, folded, without the name of a volume behind it."""
    folded = fold(title)
    for word in words().volume:
        bare = re.sub(rf"\(?{re.escape(word)}\)?$", "", folded)
        if bare != folded and ends_as_title(bare):
            return bare
    return folded


def ends_as_title(text: str) -> bool:
    """True when the folded text ends in a title word or the name of a volume and is more than that word."""
    folded = fold(text).rstrip(")")
    if folded in words().not_a_title or len(folded) < 4:
        return False
    return (
        folded.endswith(words().title) or folded.endswith(words().kind) or _title_with_year().search(folded) is not None
    )


def role_of(text: str) -> str | None:
    """The role that the words of a title and its edition state, or None."""
    folded = fold(text)
    return next((role for role, entries in words().role.items() if any(word in folded for word in entries)), None)


def _folded(entries: list[str]) -> tuple[str, ...]:
    return tuple(sorted({fold(entry) for entry in entries}, key=lambda word: (-len(word), word)))


@cache
def _edition() -> re.Pattern[str]:
    listed = "|".join(re.escape(word) for word in words().edition)
    return re.compile(f"{_DATE_PART}|{listed}|{_EDITION_PART}|{_FILLING}")


@cache
def _title_with_year() -> re.Pattern[str]:
    """A title word with a goal year or number behind it: アクションプラン2030, ビジョン2.0."""
    listed = "|".join(re.escape(word) for word in words().title)
    return re.compile(rf"(?:{listed})(?:[0-9]{{4}}(?:-[0-9]{{2,4}})?|[0-9.]+)$")
