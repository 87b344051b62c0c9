"""Letters that OCR takes for their likes, put right where the word or the letters beside them leave no doubt.

Two rules. A label of the vocabulary that is there but for likes (アウトブッ卜 for アウトプット) is that label. A sign
that is katakana in one reading and an ideograph in the other (ロ and 口) goes with the letters on both its sides.
Figures are not touched: no class of likes holds one. Data in `vocabulary/recognised.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from unicodedata import normalize

from extractors.vocabulary import known_words

LEAST_WORD = 3
"""A label of fewer letters may be something else."""
LONGEST = 60
"""A longer text is a sentence, not a label."""

_KANA = "ァ-ヺー"
_IDEOGRAPH = "々一-龠"


class _Likes(NamedTuple):
    """Sign → the first of its likes; katakana → ideograph; ideograph → katakana, after and between katakana."""

    first: Mapping[str, str]
    ideographs: Mapping[str, str]
    after: Mapping[str, str]
    between: Mapping[str, str]


@cache
def _likes() -> _Likes:
    data = tomllib.loads((files("pipeline") / "vocabulary" / "recognised.toml").read_text(encoding="utf-8"))["likes"]
    first = {sign: group[0] for group in data["groups"] for sign in group}
    return _Likes(first, data["ideographs"], data["after"], data["between"])


@cache
def _labels() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Every label with its likes folded: a pattern for all, and what each stands for; none that two share."""
    alike = _likes().first
    folded: dict[str, set[str]] = {}
    for word in known_words():
        if len(word) >= LEAST_WORD and any(sign in alike for sign in word):
            folded.setdefault("".join(alike.get(sign, sign) for sign in word), set()).add(word)
    only = {fold: next(iter(words)) for fold, words in folded.items() if len(words) == 1}
    return re.compile("|".join(map(re.escape, sorted(only, key=len, reverse=True)))), only


def put_right(text: str) -> str:
    """The text with letters in place of their likes."""
    return _among_their_own(_as_labels(text) if len(text) <= LONGEST else text)


def _as_labels(text: str) -> str:
    alike = _likes().first
    pattern, words = _labels()
    signs = [(at, normalize("NFKC", sign).lower()) for at, sign in enumerate(text) if not sign.isspace()]
    places = [(at, sign) for at, sign in signs if len(sign) == 1]
    out = list(text)
    for found in pattern.finditer("".join(alike.get(sign, sign) for _, sign in places)):
        for (at, sign), right in zip(places[found.start() : found.end()], words[found[0]], strict=True):
            if sign != right:
                out[at] = right
    return "".join(out)


def _among_their_own(text: str) -> str:
    likes = _likes()
    for pairs, before, behind in (
        (likes.ideographs, rf"(?<=[{_IDEOGRAPH}])", rf"(?=[{_IDEOGRAPH}])"),
        (likes.after, rf"(?<=[{_KANA}][{_KANA}])", ""),
        (likes.between, rf"(?<=[{_KANA}])", rf"(?=[{_KANA}])"),
    ):
        text = re.sub(f"{before}[{''.join(pairs)}]{behind}", lambda m, pairs=pairs: pairs[m[0]], text)  # type: ignore[misc]
    return text
