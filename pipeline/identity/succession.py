"""Which plan follows which: what a plan calls its forerunner, and titles that differ by their number only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.identity.lines import PageText, fold
from pipeline.identity.titles import parsed
from pipeline.identity.words import NUMBER, without_volume

# What stands before or behind the quoted title of a plan that this one takes over from.
_BEFORE = re.compile(r"(?:現行|前|従来|旧|これまで|前期|先行する)の?(?:計画|戦略|プラン)?(?:である|の)?$")
_BEHIND = re.compile(
    r"(?:[(（][^()（）]*[)）])?(?:(?:の内容)?を?(?:発展|継承|承継|引き継|踏襲)|を(?:改め|改定|改訂|見直|全面|再編)|に代わ|に替わ|の後継|"
    r"(?:の計画期間)?が[^。]{0,20}(?:終了|満了)|の計画期間[^。]{0,12}(?:終了|満了))"
)


def forerunners(pages: Sequence[PageText], title: str) -> tuple[str, ...]:
    """Titles of other plans that the first pages name as the one this plan develops or replaces, as printed."""
    text = "".join(re.sub(r"\s+", "", line.text) for page in pages[:15] for line in page.lines if not line.running)
    return tuple(dict.fromkeys(_named(text, fold(title))))


def _named(text: str, own: str) -> Iterator[str]:
    for quoted in re.finditer(r"「([^「」]{4,45})」", text):
        read = parsed(quoted[1])
        around = _BEFORE.search(text, 0, quoted.start()) or _BEHIND.match(text, quoted.end())
        if read and around and fold(read[0]) != own:
            yield read[0]


def same_but_number(one: str, other: str) -> bool:
    """True when two titles are the same but for 第2次, 第3期 and the volume: ○○市計画 and 第2次○○市計画."""
    return _without_number(one) == _without_number(other)


def _without_number(title: str) -> str:
    return re.sub(NUMBER, "", without_volume(title)).replace("・", "").lower()
