"""Local governments in the Latin names of files and folders: hadano_dx.pdf, 142115_sagamihara-shi.

The evidence is weak: a name counts only where a single city bears it, or where its kind
stands behind it (mishima_machi).
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.municipalities import Mention, Municipality, listed

_ENDINGS = re.compile(r"(?:シ|ク|チョウ|マチ|ムラ|ソン|ケン|フ|ト)$")
_SHORTEST = 4


def romanised(text: str) -> Iterator[Mention]:
    """Local governments that the Latin words of a file's or folder's name spell, at most one for each word."""
    words = re.findall(r"(?<![0-9a-z])[a-z]+(?![0-9a-z])", text.lower())
    for at, word in enumerate(words):
        whole, kind = _with_kind(word, words[at + 1] if at + 1 < len(words) else "")
        found = _by_spelling().get(_folded(whole), ())
        if kind:
            found = tuple(place for place in found if kind in _words()["kinds"].get(place.kind, ()))
        else:
            cities = [place for place in found if place.kind == "city"]
            plain = len(whole) >= _SHORTEST and whole not in _words()["words"]["also_words"]
            found = tuple(cities) if plain else ()
        if len(found) == 1:
            yield Mention(found[0].name, "reading", found, 0, 0)


def _with_kind(word: str, following: str) -> tuple[str, str]:
    """(name, word for its kind) of hadanoshi, hadano shi or hadano; the kind is empty where none is said."""
    kinds = {kind for entries in _words()["kinds"].values() for kind in entries}
    if following in kinds:
        return word, following
    for kind in sorted(kinds, key=len, reverse=True):
        name = word.removesuffix(kind)
        if name != word and _folded(name) in _by_spelling() and _folded(word) not in _by_spelling():
            return name, kind
    return word, ""


@cache
def _by_spelling() -> Mapping[str, tuple[Municipality, ...]]:
    found: dict[str, list[Municipality]] = defaultdict(list)
    for place in listed():
        if place.kind in _words()["kinds"]:
            found[_folded(_latin(_ENDINGS.sub("", place.kana)))].append(place)
    return {spelling: tuple(places) for spelling, places in found.items()}


def _latin(kana: str) -> str:
    """Kana in Hepburn letters."""
    letters, small = _words()["letters"], _words()["small"]
    text, double = "", False
    for sign in kana:
        if sign == "ッ":
            double = True
        elif sign in small:
            text = text[:-1] + (small[sign][1:] if text.endswith(("shi", "chi", "ji")) else small[sign])
        elif sign in letters:
            text += letters[sign][0] * double + letters[sign]
            double = False
    return text


def _folded(spelling: str) -> str:
    """One spelling for all systems of romanisation and ways to write long vowels."""
    for rule in _words()["alike"]:
        spelling = re.sub(rule["from"], rule["to"], spelling)
    return spelling


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads((files("pipeline") / "vocabulary" / "romaji.toml").read_text(encoding="utf-8"))
