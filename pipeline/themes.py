"""Initiatives and indicators → the themes they belong to, each with the words that say so.

The vocabulary (`vocabulary/themes.toml`) is reviewed by people; rules and measured agreement stand in
docs/themes.md. An initiative may have several themes, or none: nothing is put under "other".
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict

from pipeline.schema import Indicator, Initiative

Words = tuple[str, ...]
Found = Mapping[str, Words]
NONE: Found = MappingProxyType({})


class Theme(BaseModel):
    """An entry of the vocabulary; `national` for priority items of the national plan (自治体DX推進計画)."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    ja: str
    en: str
    national: bool = False
    anywhere: Words
    name: Words = ()
    without: Words = ()


@cache
def themes() -> Mapping[str, Theme]:
    """All themes by id, in the order in which they are shown."""
    raw = tomllib.loads((files("pipeline") / "vocabulary" / "themes.toml").read_text(encoding="utf-8"))
    return MappingProxyType({key: Theme.model_validate(entry) for key, entry in raw.items()})


def themes_of(name: str, summary: str = "") -> Found:
    """Themes of a name and what is said about it, with the words found as the vocabulary writes them."""
    found = {}
    folded_name, folded_summary = _fold(name), _fold(summary)
    for key, (without, in_name, anywhere) in _patterns().items():
        head, body = _cleared(folded_name, without), _cleared(folded_summary, without)
        words = [w for w, p in in_name if p.search(head)]
        words += [w for w, p in anywhere if w not in words and (p.search(head) or p.search(body))]
        if words:
            found[key] = tuple(words)
    return found


def of_initiative(item: Initiative) -> Found:
    """Themes by the name and the summary; the actions name too many things in passing."""
    return themes_of(item.name, item.summary or "")


def of_indicator(item: Indicator, initiative: Found = NONE) -> Found:
    """Themes that the indicator's own words name, and those of its initiative, which come without words."""
    own = themes_of(f"{item.group}\n{item.name}\n{item.series}")
    return {**{theme: () for theme in initiative}, **own}


def _fold(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


def _cleared(text: str, without: tuple[str, ...]) -> str:
    for phrase in without:
        text = text.replace(phrase, "\n")
    return text


Patterns = tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _patterns() -> Mapping[str, tuple[Words, Patterns, Patterns]]:
    return {
        key: (tuple(map(_fold, theme.without)), _compiled(theme.name), _compiled(theme.anywhere))
        for key, theme in themes().items()
    }


def _compiled(words: Words) -> Patterns:
    return tuple((word, _pattern(_fold(word))) for word in words)


def _pattern(word: str) -> re.Pattern[str]:
    """Latin letters at an end of the word end it: AI, but not the AI of MAIL."""
    before = r"(?<![a-z])" if word[0].isascii() else ""
    after = r"(?![a-z])" if word[-1].isascii() else ""
    return re.compile(f"{before}{re.escape(word)}{after}")
