"""Whose plan it is: evidence for local governments, weighed by where it stands.

A name alone on the cover says most, then the title, running heads, the office that issues it (…市長, …課), what the
text calls 本市, and last the name of the file and its folder. Names that the text only mentions (the state, neighbours)
count little, so that they cannot win against any of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractors.model import Line
from pipeline.identity.lines import PageText, Seen, seen
from pipeline.municipalities import Mention, Municipality, fold, mentions, prefectures, title_mentions, unlisted
from pipeline.romaji import romanised

# Weights of evidence. Only their order and rough distance matter: two weak signs never beat a strong one.
ALONE_ON_COVER, IN_TITLE, ISSUER, IN_RUNNING_HEAD, AS_OUR_CITY, READING, IN_TEXT, FILE_NAME = (
    100,
    80,
    60,
    50,
    40,
    30,
    1,
    6,
)
ENOUGH = 5
_TEXT_LIMIT = 20
_OFFICE = re.compile(r".{0,20}(?:[部局課室係]|委員会|本部|長)$")
_CALLED_OURS = re.compile(r"(?:\(|（)?以下[、,]?[「『]?[本当][市町村区都道府県][」』]?")


@dataclass(slots=True)
class _Tally:
    """Points per place; a place is a code of the list, or the name of one that is not listed."""

    points: dict[str, float] = field(default_factory=dict)
    first: dict[str, Seen | None] = field(default_factory=dict)
    unlisted: dict[str, Mention] = field(default_factory=dict)
    listed: dict[str, Municipality] = field(default_factory=dict)

    def add(self, mention: Mention, weight: float, where: Seen | None) -> None:
        keys = [place.lg_code for place in mention.candidates] or [mention.name]
        self.listed.update({place.lg_code: place for place in mention.candidates})
        if not mention.candidates:
            self.unlisted.setdefault(mention.name, mention)
        for key in keys:
            self.points[key] = self.points.get(key, 0.0) + weight
            self.first.setdefault(key, where)


@dataclass(frozen=True, slots=True)
class Place:
    """The local government of a plan. `rivals` are others that the evidence does not tell apart (same name)."""

    name: str
    prefecture: str | None
    lg_code: str | None
    seen: Seen | None
    rivals: tuple[Municipality, ...] = ()
    listed: bool = True


def place(pages: Sequence[PageText], title: str | None, title_seen: Seen | None, names: Sequence[str]) -> Place | None:
    """The local government whose plan the pages are, or None. `names`: of the file, then of its folders."""
    tally = _Tally()
    for mention, weight, where in _evidence(pages, title, title_seen):
        tally.add(mention, weight, where)
    for name in names:
        for mention in title_mentions(re.sub(r"[_\-.0-9 ]+", " ", name)):
            tally.add(mention, FILE_NAME, None)
        for mention in romanised(name):
            tally.add(mention, FILE_NAME, None)
    return _decided(tally, _prefectures_named(pages))


def _evidence(
    pages: Sequence[PageText], title: str | None, title_seen: Seen | None
) -> Iterator[tuple[Mention, float, Seen | None]]:
    if title:
        yield from ((found, weight, title_seen) for found, weight in _of_title(title))
    cover = title_seen.page if title_seen else 1
    ours = "".join(fold(line.text) for page in pages[:15] for line in page.lines)
    for page in pages:
        for line in page.lines:
            if page.number == cover and page.letters < 500:
                yield from ((found, weight, seen(line)) for found, weight in _of_cover_line(line))
            elif line.running:
                yield from ((found, IN_RUNNING_HEAD / max(len(pages), 1), seen(line)) for found in _in(line))
            elif page.number <= 15:
                yield from ((found, weight, seen(line)) for found, weight in _of_text_line(line, ours))


def _of_title(title: str) -> Iterator[tuple[Mention, float]]:
    found = title_mentions(title)
    for mention in found[-1:]:
        yield mention, READING if mention.form in ("reading", "stem") else IN_TITLE
    if not found and (mine := unlisted(title)):
        yield mine, IN_TITLE


def _of_cover_line(line: Line) -> Iterator[tuple[Mention, float]]:
    """The last name of a line that is nothing but a name, or a name with an office."""
    folded = fold(line.text)
    found = mentions(line.text)
    if found and not (found[-1].name in prefectures() and unlisted(line.text)):
        last = found[-1]
        rest = folded[last.end :]
        before = folded[: last.start]
        named = not before or before in prefectures() or before.endswith("郡")
        if named and not rest.strip("()・"):
            yield last, ALONE_ON_COVER * (0.5 if last.name in prefectures() else 1)
        elif _OFFICE.fullmatch(rest):
            yield last, ISSUER
    elif mine := unlisted(line.text):
        rest = folded[mine.end :]
        if not rest or _OFFICE.fullmatch(rest):
            yield mine, ALONE_ON_COVER if not rest else ISSUER


def _in(line: Line) -> Iterator[Mention]:
    yield from title_mentions(re.sub(r"^[-－\s0-9]+", "", line.text))[-1:]


def _of_text_line(line: Line, text: str) -> Iterator[tuple[Mention, float]]:
    """Names in running text; one that the text then calls 本市 is the plan's own."""
    folded = fold(line.text)
    for mention in mentions(line.text):
        if mention.name in prefectures():
            continue
        ours = f"本{mention.name[-1]}" in text or f"当{mention.name[-1]}" in text
        if _CALLED_OURS.match(folded, mention.end):
            yield mention, AS_OUR_CITY
        elif mention.start == 0 and line.page <= 3 and _heads_a_title(folded, mention.end):
            yield mention, ENOUGH
        elif re.match(r"長(?!寿|期|距)|議会|教育委員会", folded[mention.end :]) and len(folded) < 40:
            yield mention, 3.0
        else:
            yield mention, IN_TEXT if ours else IN_TEXT / 2


def _heads_a_title(folded: str, end: int) -> bool:
    """Whether a short line goes on after the name as a title does, not as a sentence or a list."""
    rest = folded[end:]
    return 4 <= len(rest) <= 36 and not re.match(r"[のはがをにでとやも、・()]", rest) and "。" not in rest


def _prefectures_named(pages: Sequence[PageText]) -> dict[str, int]:
    """How often the first pages name each prefecture."""
    counted: dict[str, int] = {}
    for line in (line for page in pages[:15] for line in page.lines):
        folded = fold(line.text)
        for name in prefectures():
            if name in folded:
                counted[name] = counted.get(name, 0) + 1
    return counted


def _decided(tally: _Tally, named: dict[str, int]) -> Place | None:
    """The place with most points; among equals of one name the one whose prefecture the document names most."""
    ranked = sorted(tally.points, key=lambda key: (-tally.points[key], key))
    if not ranked or tally.points[ranked[0]] < ENOUGH:
        return None
    best = ranked[0]
    if best in tally.unlisted:
        mention = tally.unlisted[best]
        return Place(mention.name, mention.prefecture or _most(named), None, tally.first[best], listed=False)
    equals = [tally.listed[key] for key in ranked if tally.points[key] == tally.points[best] and key in tally.listed]
    equals.sort(key=lambda found: -named.get(found.prefecture, 0))
    chosen = equals[0]
    where = tally.first[chosen.lg_code]
    rivals = tuple(e for e in equals[1:] if named.get(e.prefecture, 0) == named.get(chosen.prefecture, 0))
    if rivals and any(rival.name == chosen.name for rival in rivals):
        return Place(chosen.name, None, None, where, (chosen, *rivals))
    return Place(chosen.name, chosen.prefecture, chosen.lg_code, where)


def _most(counted: dict[str, int]) -> str | None:
    """The name counted most; None when two are equal or none is counted."""
    ranked: Iterable[tuple[str, int]] = sorted(counted.items(), key=lambda item: -item[1])
    names = list(ranked)
    if not names or (len(names) > 1 and names[0][1] == names[1][1]):
        return None
    return names[0][0]
