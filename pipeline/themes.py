"""Initiatives and indicators → the themes they belong to, each with the words that say so.

The vocabulary (`vocabulary/themes.toml`) is reviewed by people; rules and measured agreement stand in
docs/themes.md. An initiative may have several themes, or none: nothing is put under "other".
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import count
from string import ascii_lowercase
from types import MappingProxyType
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from pipeline.schema import Indicator, Initiative

Words = tuple[str, ...]
Found = Mapping[str, Words]
NONE: Found = MappingProxyType({})
_LATIN = frozenset(ascii_lowercase)


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
    return MappingProxyType({key: Theme.model_validate(entry) for key, entry in _raw().items() if key != "spellings"})


@cache
def _raw() -> Mapping[str, Any]:
    return tomllib.loads((files("pipeline") / "vocabulary" / "themes.toml").read_text(encoding="utf-8"))


def themes_of(name: str, summary: str = "") -> Found:
    """Themes of a name and what is said about it, with the words found as the vocabulary writes them."""
    said = _markers_in(_fold(name))
    if summary:
        said |= {marker for marker in _markers_in(_fold(summary)) if not marker.in_name}
    found: dict[str, list[str]] = {}
    for marker in sorted(said):
        found.setdefault(marker.theme, []).append(marker.word)
    return {theme: _longest(words) for theme, words in found.items()}


def _longest(words: Sequence[str]) -> Words:
    """Without those that are part of another: 研修受講 says more than 研修."""
    return tuple(word for word in words if not any(word in other and word != other for other in words))


def of_initiative(item: Initiative) -> Found:
    """Themes by the name and the summary; the actions name too many things in passing."""
    return themes_of(item.name, item.summary or "")


def of_indicator(item: Indicator, initiative: Found = NONE) -> Found:
    """Themes that the indicator's own words name, and those of its initiative, which come without words."""
    own = themes_of(f"{item.group}\n{item.name}\n{item.series}")
    return {**{theme: () for theme in initiative}, **own}


@cache
def _spellings() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Spellings to look for, longest first, and what each becomes."""
    spellings = {key.lower(): value for key, value in _raw()["spellings"].items()}
    return re.compile("|".join(map(re.escape, sorted(spellings, key=len, reverse=True)))), spellings


@lru_cache(maxsize=1 << 17)
def _fold(text: str) -> str:
    """The text as it is compared."""
    pattern, spellings = _spellings()
    closed = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()
    return pattern.sub(lambda found: spellings[found[0]], closed)


class Marker(NamedTuple):
    """A word of the vocabulary: its place there, folded, its theme, and what takes it away when it stands over it."""

    place: int
    folded: str
    theme: str
    word: str
    in_name: bool
    without: Words


@cache
def _markers() -> Mapping[str, Sequence[Marker]]:
    """All words by their first two characters, so that a text is walked through once and not once for every word."""
    markers: dict[str, list[Marker]] = defaultdict(list)
    place = count()
    for key, theme in themes().items():
        without = tuple(map(_fold, theme.without))
        in_name = [word for word in theme.name if word not in theme.anywhere]
        for word in (*in_name, *theme.anywhere):
            folded = _fold(word)
            markers[folded[:2]].append(Marker(next(place), folded, key, word, word in in_name, without))
    return markers


@lru_cache(maxsize=1 << 17)
def _markers_in(text: str) -> frozenset[Marker]:
    """The words that stand in a folded text."""
    return frozenset(
        marker
        for at in range(len(text) - 1)
        for marker in _markers().get(text[at : at + 2], ())
        if _stands(marker, text, at)
    )


def _stands(marker: Marker, text: str, at: int) -> bool:
    """Latin letters at an end of the word end it: AI, but not the AI of MAIL. A longer word may take it away."""
    end = at + len(marker.folded)
    if not text.startswith(marker.folded, at):
        return False
    if marker.folded[0].isascii() and at and text[at - 1] in _LATIN:
        return False
    if marker.folded[-1].isascii() and text[end : end + 1] in _LATIN:
        return False
    return not any(_covers(phrase, text, at, end) for phrase in marker.without)


def _covers(phrase: str, text: str, at: int, end: int) -> bool:
    """Whether the phrase stands somewhere over the characters from `at` to `end`."""
    first = text.find(phrase, max(0, at - len(phrase) + 1))
    return 0 <= first < end
