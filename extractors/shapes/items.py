"""Items in running text: short lines with a code (① 窓口の改革) under a label that announces them (［具体的な施策］).

They are set like the text around them, so that only the label, the code and what follows tell them.
"""

from __future__ import annotations

import re

from extractors.model import Table
from extractors.shapes.headings import Block, field_of
from extractors.shapes.layout import PageView
from extractors.vocabulary import roles

LONGEST = 40
"""Longer lines are sentences, not names."""
_LABEL = re.compile(r"^\s*[＜<【〈\[［《〔]\s*(?P<name>[^＞>】〉\]］》〕]{2,14})\s*[＞>】〉\]］》〕]\s*$")
_DIGITS = re.compile(r"[0-9０-９]+")


def announces_items(text: str) -> bool:
    """［具体的な施策］: a label of its own line that names what comes below it in the plural, not a field of one."""
    match = _LABEL.match(text)
    return bool(match and not field_of(match["name"]) and roles(match["name"]) & {"name", "measure"})


def style_of(block: Block) -> str:
    """How the code of an item is written, the same for all items beside each other; empty for what is no item."""
    titled = block.titled
    text = block.text.rstrip()
    if not titled.code or not titled.title or len(text) > LONGEST or text.endswith(("。", "、", "．")):
        return ""
    return re.sub("[①-⑳]", "①", _DIGITS.sub("1", titled.code))


def holds_table(view: PageView, block: Block) -> bool:
    """Whether a table that needs an owner follows an item before the next one of its style."""
    style = style_of(block)
    for part in view.below(block):
        if isinstance(part, Table):
            return view.needs_owner(part)
        if style_of(part) == style:
            return False
    return False
