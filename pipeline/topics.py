"""Which items of an outside checklist the initiatives of a plan speak to, with the words that say so.

The vocabulary (`vocabulary/checklist.toml`) is reviewed by people; nothing is guessed by likeness of text.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pipeline.schema import Assessment, Initiative


class Link(NamedTuple):
    """An initiative that speaks to an item; `words` are those of the initiative, `item_words` those of the item."""

    document_id: str
    initiative_id: str
    item_no: int
    item: str
    topic: str
    words: tuple[str, ...]
    item_words: tuple[str, ...]


def topics_of(text: str) -> Mapping[str, tuple[str, ...]]:
    """Topics that a text names, each with the words found, as the vocabulary writes them."""
    folded = _fold(text)
    found = {topic: tuple(w for w, pattern in words if pattern.search(folded)) for topic, words in _topics().items()}
    return {topic: words for topic, words in found.items() if words}


def links(initiatives: Iterable[Initiative], items: Iterable[Assessment]) -> Iterator[Link]:
    """Links between initiatives and items that share a topic, in the order of the initiatives."""
    asked = [(row, topics_of(row.item)) for row in items]
    for item in initiatives if asked else ():
        said = topics_of("\n".join((item.name, item.summary or "", *item.actions)))
        for row, wanted in asked:
            for topic in said.keys() & wanted.keys():
                ids = item.document_id, item.initiative_id
                yield Link(*ids, row.item_no, row.item, topic, said[topic], wanted[topic])


def _fold(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


@cache
def _topics() -> Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    raw = tomllib.loads((files("pipeline") / "vocabulary" / "checklist.toml").read_text(encoding="utf-8"))
    return {topic: tuple((word, _pattern(_fold(word))) for word in words) for topic, words in raw.items()}


def _pattern(word: str) -> re.Pattern[str]:
    """Latin words only where no Latin letter goes on (LINE, not ONLINE or GUIDELINE)."""
    guarded = re.escape(word)
    if word.isascii():
        guarded = rf"(?<![a-z]){guarded}(?![a-z])"
    return re.compile(guarded)
