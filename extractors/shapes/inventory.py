"""What the plan's own lists say there is: initiatives and measures, to recognise headings by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from extractors.shapes.codes import split_title
from extractors.statements import InitiativeSaid, MeasureSaid, Said, Statement
from extractors.vocabulary import key


@lru_cache(maxsize=16384)
def folded(text: str) -> str:
    """A name's comparable form: as a label, without middle dots and brackets."""
    return re.sub(r"[・･‧·()「」『』、,]", "", key(text))


@dataclass(slots=True)
class Inventory:
    """Names and codes of the plan's lists."""

    names: set[str] = field(default_factory=set)
    codes: dict[str, str] = field(default_factory=dict)
    measures: dict[str, tuple[Said, ...]] = field(default_factory=dict)
    numberings: frozenset[str] = frozenset()
    """Kinds of number that stand before measures without a level word."""

    def has_initiative(self, code: str, title: str) -> bool:
        """Whether a heading names an initiative of the lists: by name, or by code with a name that is rather alike.

        Where a measure has the same name, the code says which of the two it is.
        """
        name = folded(title)
        if name in self.names:
            return not code or self.codes.get(folded(code)) == name or not self._is_measure(code, name)
        listed = self.codes.get(folded(code)) if code else None
        return listed is not None and alike(listed, name) >= 0.3

    def _is_measure(self, code: str, name: str) -> bool:
        path = self.measures.get(name)
        return path is not None and folded(split_title(path[-1].text, numbered=True).code) == folded(code)

    def measures_in(self, text: str) -> tuple[Said, ...]:
        """The path of the measure that a heading names: the whole heading, or the titles that make it up."""
        name = folded(split_title(text, numbered=True).title)
        if name in self.measures:
            return self.measures[name]
        whole = folded(text)
        parts = [path for title, path in self.measures.items() if len(title) >= 4 and title in whole]
        covered = sum(len(folded(split_title(path[-1].text, numbered=True).title)) for path in parts)
        return max(parts, key=len) if parts and covered >= 0.6 * len(whole) else ()


def alike(a: str, b: str) -> float:
    """Share of character pairs that two names have in common, 0 to 1."""
    pairs_a, pairs_b = ({x[i : i + 2] for i in range(len(x) - 1)} for x in (a, b))
    return 2 * len(pairs_a & pairs_b) / (len(pairs_a) + len(pairs_b)) if pairs_a and pairs_b else float(a == b)


def inventory(statements: Iterable[Statement]) -> Inventory:
    """Collect what lists and trees said."""
    found = Inventory()
    for statement in statements:
        if isinstance(statement, InitiativeSaid):
            found.names.add(folded(statement.name.text))
            if statement.code is not None:
                found.codes[folded(statement.code.text)] = folded(statement.name.text)
        elif isinstance(statement, MeasureSaid):
            for depth in range(1, len(statement.path) + 1):
                path = statement.path[:depth]
                found.measures.setdefault(folded(split_title(path[-1].text, numbered=True).title), path)
    return found
