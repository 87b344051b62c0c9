"""Glossaries without a table: a term line over its explanation, or both on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.shapes.headings import Block
from extractors.statements import GlossarySaid, Said

_INLINE = re.compile(r"^[・○●◆■□◇※\s]*(?P<term>[^：:。、]{1,50}?)\s*[：:]\s*(?P<text>.{6,})$")
_MARK = re.compile(r"^[・○●◆■□◇※【〔\s]+|[】〕\s]+$")


def read_terms(blocks: Sequence[Block]) -> Iterator[GlossarySaid]:
    """Terms of the running text of a glossary's pages, in printed order."""
    current: tuple[Block, list[Block]] | None = None
    for block, term in zip(blocks, _are_terms(blocks), strict=True):
        inline = _INLINE.match(block.text)
        if inline and (current is None or not current[1] or term):
            if current is not None:
                yield from _entry(*current)
            current = None
            yield GlossarySaid(_said(block, inline["term"]), _said(block, inline["text"]))
        elif term:
            if current is not None:
                yield from _entry(*current)
            current = block, []
        elif current is not None:
            current[1].append(block)
    if current is not None:
        yield from _entry(*current)


def _are_terms(blocks: Sequence[Block]) -> list[bool]:
    """Which lines are terms: those set further left than what follows, else larger or bold, else short ones."""
    if not blocks:
        return []
    left = min(block.box.x0 for block in blocks)
    indented = [block.box.x0 > left + 4 for block in blocks]
    if any(indented) and not all(indented):
        return [not deeper for deeper in indented]
    if any(block.strong for block in blocks) and not all(block.strong for block in blocks):
        return [block.strong for block in blocks]
    widest = max(block.box.width for block in blocks)
    ended = [True, *(above.text.rstrip().endswith(("。", "）", ")")) for above, _ in pairwise(blocks))]
    return [
        whole and block.box.width < 0.6 * widest and not block.text.rstrip().endswith("。")
        for block, whole in zip(blocks, ended, strict=True)
    ]


def _entry(term: Block, lines: Sequence[Block]) -> Iterator[GlossarySaid]:
    if lines:
        yield GlossarySaid(_said(term, _MARK.sub("", term.text)), _said(lines[0], "\n".join(x.text for x in lines)))


def _said(block: Block, text: str) -> Said:
    return Said(text.strip(), block.page, block.box)
