"""How alike two printed texts are, whatever the layout did to them.

Line breaks, spaces, widths, dashes, tildes, middle dots and list marks belong to a layout, not to a plan: two texts
that differ in nothing else are the same. What is left is compared by pairs of neighbouring characters, each weighted
by how rare it is in the two editions, so that the phrases of a plan's house style count for nothing.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

from pipeline.values.folding import fold as folded_value

_SPACE = re.compile(r"\s+")
_MARKS = re.compile(r"^[※▲●■◆○◎□◇・\-]+|[。．.]+$")
_BRACKETS = str.maketrans("[]{}〔〕【】〈〉《》", "()()()()()()")
_HOUSE_MARK = re.compile(r"\((?:再掲|新規|継続|拡充|拡大|改定|改訂|名称変更|一部変更|new|新)\)")
_BASIS = re.compile(r"\((?:単年度?|年度?間?|年|月|累計|延べ?|年度末|各年度?)\)")
_NOT_CODE = re.compile(r"[^0-9a-z一-龠ぁ-んァ-ヶ]+")

Feature = TypeVar("Feature", bound=Hashable)


def fold_text(text: str) -> str:
    """A text as it is compared: NFKC, dashes, tildes and middle dots alike, no white space."""
    return _SPACE.sub("", folded_value(text))


def fold_name(text: str) -> str:
    """A name as it is compared: as a text, without case, middle dots, leading marks, 【再掲】 and the like."""
    plain = fold_text(text).lower().translate(_BRACKETS).replace("・", "")
    return _MARKS.sub("", _HOUSE_MARK.sub("", plain)) or plain


def fold_label(text: str) -> str:
    """The name of an indicator as it is compared: without the brackets that say per year, cumulative and the like."""
    plain = fold_name(text)
    return _BASIS.sub("", plain) or plain


def fold_code(code: str) -> str:
    """A code as it is compared: 1-1-2, 1.1.2 and １－１－２ are one."""
    return _NOT_CODE.sub("-", unicodedata.normalize("NFKC", code).lower()).strip("-")


def pairs_of(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters of a folded text; the text itself when it is one character."""
    return frozenset(text[at : at + 2] for at in range(len(text) - 1)) or frozenset(filter(None, [text]))


class Rarity(Generic[Feature]):
    """Weights of features: the fewer records of either edition hold one, the more it tells.

    Sums are exact (`fsum`): sets have no order, and the same editions must give the same pairs in every run.
    """

    def __init__(self, old: Iterable[frozenset[Feature]], new: Iterable[frozenset[Feature]]) -> None:
        sides = [list(old), list(new)]
        records = max((len(side) for side in sides), default=0)
        counts = [Counter(part for item in side for part in item) for side in sides]
        held = {feature: max(count[feature] for count in counts) for feature in {*counts[0], *counts[1]}}
        self._weights = {feature: math.log((records + 1) / times) for feature, times in held.items()}
        self._masses: dict[frozenset[Feature], float] = {}

    def mass(self, features: frozenset[Feature]) -> float:
        """The weights of features together: 0 for what every record holds, more for what few do."""
        if features not in self._masses:
            self._masses[features] = math.fsum(map(self._weights.__getitem__, features))
        return self._masses[features]

    def alike(self, left: frozenset[Feature], right: frozenset[Feature]) -> float | None:
        """Share of the weight that the two have in common, 0 to 1; None where one side says nothing of its own."""
        if not left or not right:
            return None
        total = self.mass(left) + self.mass(right)
        return 2 * math.fsum(map(self._weights.__getitem__, left & right)) / total if total else None


def alike(left: str, right: str) -> float:
    """Share of the pairs of characters that two folded texts have in common, 0 to 1."""
    first, second = pairs_of(left), pairs_of(right)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0
