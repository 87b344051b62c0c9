"""The title of a plan: what a line says as one, and which of a document's lines is it.

A title ends in a word such as 計画 or 戦略, after which the name of a volume may stand (実施事業集). What else stands
with it, subtitle, 案, 概要版, dates, is taken off and kept as edition.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractors.model import Line
from pipeline import municipalities
from pipeline.identity.lines import PageText, Seen, closed_up, fold, seen
from pipeline.identity.spans import span_of
from pipeline.identity.words import NUMBER, ends_as_title, says_edition, says_heading, says_kind, words

_OPEN, _CLOSE = "（(【〔［[＜<《〈「『", "）)】〕］]＞>》〉」』"
_LAST_BRACKET = re.compile(rf"\s*[{re.escape(_OPEN)}]([^{re.escape(_OPEN)}]*)[{re.escape(_CLOSE)}]\s*$")
_FIRST_BRACKET = re.compile(rf"^\s*[{re.escape(_OPEN)}]([^{re.escape(_OPEN)}]*)[{re.escape(_CLOSE)}]\s*")
_SUBTITLE = re.compile(r"\s*(?:[～〜~―—]|(?:(?<=\s)[-－─]+))\s*\S.*$")
_ABOUT = re.compile(r"(?:の策定|の改訂|の改定)?について(?:の?(?:説明|報告|概要))?$")
_CHAPTER = re.compile(
    r"^(?:[0-9０-９]{1,2}(?![0-9０-９年])|[Ⅰ-Ⅻ]|[IVX]+[\s.．]|第[0-9０-９一二三四五六七八九十]+[章節編部])"
)
_SENTENCE = re.compile(
    r"[。、,，]|ます|です|である|(?:[をがはに]|において|[と]して)$|^[・●■□○◎※①-⑳☆★]|\.{3,}|…|・{3,}|･{3,}"
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title as published, what was taken off it as edition, how sure (higher is surer) and where it was read."""

    text: str
    edition: tuple[str, ...]
    score: float
    seen: Seen
    cover: bool = False
    size: float = 0.0
    """Size of its largest line in points."""


def parsed(text: str) -> tuple[str, tuple[str, ...]] | None:
    """(title, edition texts in printed order) of a line that is a title, or None."""
    rest, edition = closed_up(text), []
    rest = _unquoted(_ABOUT.sub("", rest))
    while (cut := _edition_cut(rest)) is not None:
        rest, taken = cut
        edition += [taken] if taken else []
        rest = _unquoted(rest)
    first = _FIRST_BRACKET.match(rest)
    if first and says_edition(first[1]):
        rest, edition = rest[first.end() :], [*edition, first[1]]
    if not ends_as_title(rest) or _SENTENCE.search(rest) or _CHAPTER.match(rest) or len(rest) > 60:
        return None
    return rest.strip(), tuple(reversed(edition))


def _unquoted(text: str) -> str:
    text = text.strip()
    if text[:1] in "「『" and text[-1:] in "」』" and not re.search("[」』]", text[1:-1]):
        return text[1:-1].strip()
    return (
        re.sub(r"[」』]$", "", text[1:]).strip()
        if text[:1] in "「『" and text.count("」") + text.count("』") == 1
        else text
    )


def _edition_cut(text: str) -> tuple[str, str] | None:
    """(text without its last edition part or subtitle, that part) or None when nothing more comes off."""
    bracket = _LAST_BRACKET.search(text)
    if bracket and bracket.start() > 0:
        inner = bracket[1].strip()
        if says_kind(inner):
            return None
        if says_edition(inner) or span_of(inner) or ends_as_title(text[: bracket.start()]):
            return text[: bracket.start()], inner if says_edition(inner) else ""
    if ends_as_title(text):
        return None
    return _tail_cut(text)


def _tail_cut(text: str) -> tuple[str, str] | None:
    """As `_edition_cut`, for parts without brackets: words of an edition behind the title, a period, a subtitle."""
    for start in range(4, len(text)):
        head, tail = text[:start], text[start:]
        if (ends_as_title(head) or _LAST_BRACKET.search(head)) and (
            says_edition(tail) or says_heading(tail) or span_of(tail)
        ):
            return head, tail.strip() if says_edition(tail) else ""
    subtitle = _SUBTITLE.search(text)
    if subtitle and ends_as_title(text[: subtitle.start()]):
        return text[: subtitle.start()], ""
    return None


def titles(pages: Sequence[PageText]) -> list[Title]:
    """All lines that may be the plan's title, surest first."""
    heads = _running(pages)
    found = [title for page in pages[:6] for title in on_page(page, heads)]
    found += [*heads.values(), *_in_text(pages)]
    return sorted(found, key=lambda title: -title.score)


def largest_line(pages: Sequence[PageText]) -> str:
    """The largest line of Japanese on the first page, for a document without a title; empty when there is none."""
    lines = [line for page in pages[:1] for line in page.lines if len(_KANA_OR_KANJI.findall(line.text)) > 3]
    named = [line for line in lines if not _SENTENCE.search(line.text) and len(line.text) < 60]
    named = [line for line in named if not _UNREADABLE.search(line.text)]
    return closed_up(max(named, key=lambda line: (line.size, -line.box.top)).text) if named else ""


# Scripts that a broken text layer yields in place of Japanese.
_UNREADABLE = re.compile(r"[\u0250-\u1fff\ue000-\uf8ff\ufffd]")
_KANA_OR_KANJI = re.compile(r"[一-龠ぁ-ゖァ-ヺ]")


def _running(pages: Sequence[PageText]) -> dict[str, Title]:
    """Titles in running heads and feet by folded text; page numbers beside them are left out."""
    counted: Counter[str] = Counter()
    first: dict[str, Title] = {}
    for page in pages:
        for line in page.lines:
            if line.running and (read := parsed(_without_page_number(line.text))):
                key = fold(read[0])
                counted[key] += 1
                first.setdefault(key, Title(read[0], read[1], 0.0, seen(line)))
    total = max(len(pages), 1)
    return {key: _scored(first[key], 1.0 + counted[key] / total) for key in first}


def _in_text(pages: Sequence[PageText]) -> Iterator[Title]:
    """Titles that the first pages name in their text: in 「」 or after the name of a local government."""
    counted: Counter[str] = Counter()
    first: dict[str, Title] = {}
    for line in (line for page in pages[:12] for line in page.lines if not line.running):
        for phrase in _phrases(line.text):
            if read := parsed(phrase):
                key = fold(read[0])
                counted[key] += 1
                first.setdefault(key, Title(read[0], (), 0.0, seen(line)))
    for key, title in first.items():
        yield _scored(title, min(0.3 + 0.05 * counted[key], 0.9))


def _phrases(text: str) -> Iterator[str]:
    yield from re.findall(r"「([^「」]{4,40})」", text)
    folded = fold(text)
    for mention in municipalities.mentions(text):
        possessive = folded[mention.end : mention.end + 1] == "の"
        if not possessive and (phrase := _named().match(folded, mention.start)):
            yield phrase[0]


@cache
def _named() -> re.Pattern[str]:
    endings = "|".join(re.escape(word) for word in words().title)
    return re.compile(
        rf"[^、。「」()]{{4,40}}?(?:{endings})(?![^のをはにがで、。「」()・…]{{1,3}}(?:{endings}))(?:{endings})?"
    )


def _scored(title: Title, score: float) -> Title:
    return replace(title, score=score)


def _without_page_number(text: str) -> str:
    return re.sub(r"^[-－\s]*[0-9０-９]{1,3}[-－\s]+|[-－\s]+[0-9０-９]{1,3}[-－\s]*$", "", text)


def is_cover(page: PageText) -> bool:
    """True for a page with a cover's few words."""
    return 0 < page.letters <= 300 and len(page.lines) <= 25


def on_page(page: PageText, heads: dict[str, Title]) -> Iterator[Title]:
    """Titles that stand on a page; `heads` are those of its running heads."""
    lines = [line for line in page.lines if not line.running or is_cover(page)]
    largest = max((line.size for line in lines), default=0.0) or 1.0
    base = 3.0 if is_cover(page) else 1.5 if page.number == 1 else 0.5
    for run in _runs(lines):
        read = parsed(_spliced(run))
        if not read:
            continue
        size = max(line.size for line in run)
        score = base * (size / largest) ** 2 + 0.3 * bool(municipalities.title_mentions(read[0])) + 0.1 * len(run)
        score += 0.5 * any(key.startswith(fold(read[0])) for key in heads) - 0.3 * (page.number - 1)
        score -= 0.02 * (run[0].box.top / max(page.height, 1.0))
        yield Title(read[0], read[1], score, seen(*run), is_cover(page), size)


def _spliced(run: Sequence[Line]) -> str:
    """The lines of a title as one text: a volume's name after a blank, else closed up."""
    text = run[0].text.strip()
    for line in run[1:]:
        text += (" " if says_kind(line.text) and ends_as_title(text) else "") + line.text.strip()
    return text


def _runs(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """One to four lines that stand together as a title does."""
    for start in range(len(lines)):
        run = [lines[start]]
        yield tuple(run)
        for line in lines[start + 1 : start + 4]:
            if not _belongs(run, line):
                break
            run.append(line)
            yield tuple(run)


def _belongs(run: Sequence[Line], line: Line) -> bool:
    """True when a line goes on with the title above it."""
    above = run[-1]
    size = max(above.size, line.size, 1.0)
    gap = line.box.top - above.box.bottom
    if gap > 2.5 * size or gap < -0.5 * size or says_edition(line.text) or span_of(line.text):
        return False
    if says_kind(line.text) and line.size >= 0.5 * above.size:
        return True
    if says_edition(above.text) or abs(above.size - line.size) > 0.08 * size:
        return bool(re.fullmatch(NUMBER, fold(above.text))) and gap <= 1.6 * size
    begins = municipalities.title_mentions(line.text) or re.match(NUMBER, fold(line.text))
    return not begins and gap <= 1.2 * size and not _SENTENCE.search(above.text) and not _complete(above.text)


def _complete(text: str) -> bool:
    """True for a line that is a whole title by itself."""
    return parsed(text) is not None
