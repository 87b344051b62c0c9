"""Measures that a plan tells by their numbers alone (１ …, （１）…), without a level word."""

from __future__ import annotations

from extractors.shapes.codes import code_shape
from extractors.shapes.headings import Block
from extractors.shapes.inventory import folded
from extractors.shapes.layout import PageView
from extractors.vocabulary import patterns, roles


class Numbering:
    """Which kinds of number stand before headings over initiatives; `known` are those that tell measures.

    One heading alone may be any section's; two of a kind tell that the plan numbers its measures so.
    """

    def __init__(self, known: frozenset[str]) -> None:
        self.known = known
        self.seen: dict[str, set[str]] = {}

    def of(self, block: Block, view: PageView) -> str:
        """The kind of number before a heading that names a measure, else an empty string."""
        titled = block.titled
        section = patterns()["section"].search(folded(titled.title)) or roles(titled.title)
        if titled.word or not titled.code or not titled.title or section or not view.opens_list(block):
            return ""
        shape = code_shape(titled.code)
        self.seen.setdefault(shape, set()).add(titled.title)
        return shape if shape in self.known else ""

    def kinds(self) -> frozenset[str]:
        """Kinds of number that were seen before two titles or more."""
        return frozenset(shape for shape, titles in self.seen.items() if len(titles) > 1)
