"""Words of the field: which label means which role, and what looks like a year. Data in the TOML files beside it."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

_MARKS = re.compile(r"^[■□◆◇●○◎▼▽▲△※・*＊]+|[:：]$|[※*＊]\d*$")
_DASHES = str.maketrans("‐‑–—―－─━ｰ−〜～∼", "----------~~~")


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """A label's comparable form: NFKC, no white space, no leading marks, dashes and tildes alike, lower case."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).translate(_DASHES)
    folded = re.sub(r"[〈〔［【「《＜<]", "(", folded)
    folded = re.sub(r"[〉〕］】」》＞>]", ")", folded)
    return _MARKS.sub("", folded).lower()


@cache
def _tables() -> tuple[dict[str, frozenset[str]], tuple[tuple[str, re.Pattern[str]], ...]]:
    data = tomllib.loads((files("extractors.vocabulary") / "words.toml").read_text(encoding="utf-8"))
    words: dict[str, set[str]] = {}
    patterns: list[tuple[str, re.Pattern[str]]] = []
    for role, entry in data.items():
        for word in entry.get("words", []):
            words.setdefault(key(word), set()).add(role)
        patterns += [(role, re.compile(pattern)) for pattern in entry.get("patterns", [])]
    return {word: frozenset(roles) for word, roles in words.items()}, tuple(patterns)


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The patterns of headings by name."""
    data = tomllib.loads((files("extractors.vocabulary") / "headings.toml").read_text(encoding="utf-8"))
    return {name: re.compile(pattern) for name, pattern in data.items()}


def known_words() -> frozenset[str]:
    """Every label that is known by its words, in comparable form."""
    return frozenset(_tables()[0])


@lru_cache(maxsize=65536)
def roles(text: str) -> frozenset[str]:
    """All roles that a label may have; empty for what is no label. Long texts are never labels."""
    folded = key(text)
    if not folded or len(folded) > 24:
        return frozenset()
    words, patterns = _tables()
    found = set(words.get(folded, ())) | set(words.get(_without_brackets(folded), ()))
    found.update(role for role, pattern in patterns if pattern.search(folded))
    return frozenset(found)


def _without_brackets(folded: str) -> str:
    return re.sub(r"^\((.*)\)$", r"\1", folded)


_ERA = r"(?:令和|平成|昭和|大正|明治|令|平|昭|[rhst])"
_YEAR = rf"(?:{_ERA}(?:\d{{1,2}}|元)(?:年度|年)?|(?:19|20)\d{{2}}(?:年度|年)?)"
_LOOSE = r"\d{1,2}(?:年度|年)"
_TAIL = r"(?:末|末時点|時点|以降|以後|~)?"
_JOIN = r"[(/・=~→、,-]?"
_YEAR_CELL = re.compile(rf"^(?:~|\()?{_YEAR}(?:{_JOIN}(?:{_YEAR}|{_LOOSE}|\d{{1,2}})\)?)*{_TAIL}\)?$")
_LOOSE_CELL = re.compile(rf"^(?:{_LOOSE}(?:{_JOIN}(?:{_YEAR}|{_LOOSE})\)?)*|\d{{1,2}}|元年度?){_TAIL}$")
_RELATIVE_CELL = re.compile(r"^(?:第?\d{1,2}年(?:度)?目|初年度|最終年度)(?:\(.*\))?$")
_CONTAINS_YEAR = re.compile(rf"{_YEAR}|{_LOOSE}")


@lru_cache(maxsize=65536)
def year_like(text: str) -> str:
    """`full` for a year with era or four digits, `loose` for one that needs its neighbours, else empty."""
    folded = key(text)
    if not folded or len(folded) > 32:
        return ""
    if _YEAR_CELL.match(folded):
        return "full"
    if _RELATIVE_CELL.match(folded) or (_LOOSE_CELL.match(folded) and not folded.startswith("0")):
        return "loose"
    return ""


@lru_cache(maxsize=65536)
def has_year(text: str) -> bool:
    """Whether a year expression stands anywhere in a label (目標値（令和11年度）)."""
    return bool(_CONTAINS_YEAR.search(key(text)))


@lru_cache(maxsize=4096)
def without_year(text: str) -> str:
    """A label's comparable form without its year expressions and the brackets they leave empty."""
    left = re.sub(rf"(?:{_YEAR}|{_LOOSE})(?:末|時点|末時点)?", "", key(text))
    return re.sub(r"\(\s*\)|^[・/]|[・/]$", "", left)
