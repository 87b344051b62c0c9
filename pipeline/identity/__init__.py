"""What a document is, without any configuration: whose plan, its title, edition, period and role.

In: the text of its pages (`page_text` of each sheet), the years of its tables and the names of its file and folders.
Out: a `PlanIdentity` with the place of everything read and remarks for what a reader should know.
`plan_id` and `plan_key` are pure functions of it: the id is stable over runs and editions, the key tells whether two
documents are editions of the same plan.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from extractors.model import Remark
from pipeline.identity.lines import PageText, Seen, fold, page_text, seen, with_running
from pipeline.identity.others import quoted
from pipeline.identity.periods import Period, period, report_year
from pipeline.identity.places import Place, place
from pipeline.identity.spans import span_of
from pipeline.identity.succession import forerunners, same_but_number
from pipeline.identity.titles import Title, is_cover, largest_line, titles
from pipeline.identity.words import NUMBER, role_of, says_draft, says_edition, without_volume

__all__ = ["PageText", "PlanIdentity", "Seen", "follows", "identify", "page_text", "plan_id", "plan_key"]

Role = Literal["plan", "action_list", "summary", "progress_report", "assessment"]
# A title that is only a phrase of the text, or a small line inside a page, is doubtful.
_SURE = 1.0


@dataclass(frozen=True, slots=True)
class PlanIdentity:
    """Whose plan a document is and which one. `forerunners`: plans it names as replaced.

    `report_fy` is the year that a progress report is about. `seen` says where `title`, `municipality`, `period` and
    `edition` stand.
    """

    title: str
    lg_code: str | None = None
    prefecture: str | None = None
    municipality: str | None = None
    edition: str | None = None
    status: Literal["draft", "final"] = "final"
    start_fy: int | None = None
    end_fy: int | None = None
    role: Role = "plan"
    report_fy: int | None = None
    forerunners: tuple[str, ...] = ()
    seen: Mapping[str, Seen] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()


def identify(pages: Sequence[PageText], year_columns: Sequence[int] = (), names: Sequence[str] = ()) -> PlanIdentity:
    """Identity of the plan that the pages are.

    `year_columns` are the fiscal years that head columns of its tables, used where no period is printed; `names` are
    the name of the file (without suffix) and of its folders, the nearest first, used as the last evidence. Never
    raises for a document that prints nothing of it: its title is then the file's name, or empty, with a remark.
    """
    pages = with_running(pages)
    found = titles(pages)
    title = found[0] if found else None
    span = period(pages, title.seen if title else None, year_columns)
    whose = place(pages, title.text if title else None, title.seen if title else None, names)
    edition, edition_seen = _edition(pages, title)
    name = title.text if title else largest_line(pages) or (names[0] if names else "")
    heads = [head for head in found if title and head.seen.page != title.seen.page and _continues(head, title)]
    texts = [title.text if title else "", edition or "", *(head.text for head in heads)]
    where = {"title": title.seen if title else None, "municipality": whose.seen if whose else None}
    role = _role(texts)
    where |= {"period": span.seen if span else None, "edition": edition_seen}
    return PlanIdentity(
        title=name,
        lg_code=whose.lg_code if whose else None,
        prefecture=whose.prefecture if whose else None,
        municipality=whose.name if whose else None,
        edition=edition,
        status="draft" if _is_draft(edition, heads) else "final",
        start_fy=span.start_fy if span else None,
        end_fy=span.end_fy if span else None,
        role=role,
        report_fy=report_year(pages, title.seen if title else None) if role == "progress_report" else None,
        forerunners=forerunners(pages, name),
        seen={name: place_seen for name, place_seen in where.items() if place_seen},
        remarks=(*_remarks(title, name, span, whose, year_columns), *_outlived(pages, name, span)),
    )


def plan_key(identity: PlanIdentity) -> str:
    """What editions and volumes of one plan share: its city, its title folded, without edition and volume, its period.

    Two documents with the same key are editions or volumes of the same plan.
    """
    city = identity.lg_code or fold(identity.municipality or "")
    return "/".join((city, _bare_title(identity), f"{identity.start_fy or ''}-{identity.end_fy or ''}"))


def follows(later: PlanIdentity, earlier: PlanIdentity) -> bool:
    """Whether a plan takes over from another of its city: it begins later, and says so or has the next number."""
    places = [(plan.lg_code or fold(plan.municipality or "")) for plan in (later, earlier)]
    starts = later.start_fy, earlier.start_fy
    if not places[0] or places[0] != places[1] or plan_key(later) == plan_key(earlier) or None in starts:
        return False
    named = {without_volume(title) for title in later.forerunners}
    return (later.start_fy or 0) > (earlier.start_fy or 0) and (
        without_volume(earlier.title) in named or same_but_number(later.title, earlier.title)
    )


def plan_id(identity: PlanIdentity) -> str:
    """Stable id: the city's code (or `x`), the first year, and a hash of the key."""
    digest = hashlib.sha256(plan_key(identity).encode()).hexdigest()[:10]
    return "-".join(str(part) for part in (identity.lg_code or "x", identity.start_fy or "x", digest))


def _bare_title(identity: PlanIdentity) -> str:
    """The title folded, without the name of its own city, so that ○○市DX推進計画 and DX推進計画 of ○○市 agree."""
    title = without_volume(identity.title).replace("・", "").lower()
    city = fold(identity.municipality or "")
    return re.sub(rf"^({NUMBER}?){re.escape(city)}", r"\1", title) if city else title


def _continues(head: Title, title: Title) -> bool:
    return fold(head.text).startswith(fold(title.text))


def _edition(pages: Sequence[PageText], title: Title | None) -> tuple[str | None, Seen | None]:
    """Edition as printed: what was taken off the title, and the cover's lines that are an edition or date."""
    parts = list(title.edition) if title else []
    where = title.seen if parts and title else None
    for page in pages:
        if title is None or page.number != title.seen.page or not is_cover(page):
            continue
        for line in page.lines:
            if says_edition(line.text) and not span_of(line.text) and len(fold(line.text)) > 1 - says_draft(line.text):
                parts.append(line.text.strip())
                where = where or seen(line)
    return " ".join(dict.fromkeys(re.sub(r"\s+", "", part) for part in parts)) or None, where


def _is_draft(edition: str | None, heads: Sequence[Title]) -> bool:
    return says_draft(edition or "") or any(says_draft(part) for head in heads for part in head.edition)


def _role(texts: Sequence[str]) -> Role:
    roles = {role_of(text) for text in texts if text} - {None}
    order: tuple[Role, ...] = ("progress_report", "summary", "action_list")
    return next((role for role in order if role in roles), "plan")


def _remarks(
    title: Title | None, name: str, span: Period | None, whose: Place | None, year_columns: Sequence[int]
) -> list[Remark]:
    remarks = []
    if title is None:
        remarks.append(Remark("title-not-found", 1, None, {"title": name}))
    elif title.score < _SURE:
        remarks.append(Remark("title-uncertain", title.seen.page, title.seen.box, {"title": title.text}))
    if span is None:
        remarks.append(Remark("period-not-found", 1))
    elif span.seen is None:
        years = {"start": str(min(year_columns)), "end": str(max(year_columns))}
        remarks.append(Remark("period-from-tables", 1, None, years))
    return remarks + _place_remarks(whose)


def _outlived(pages: Sequence[PageText], title: str, span: Period | None) -> Iterator[Remark]:
    """Plans that this one says it serves and that end before it does."""
    for other in quoted(pages) if span else ():
        if span and other.served and span.start_fy <= other.end_fy < span.end_fy and fold(other.title) != fold(title):
            values = {"title": title, "other": other.title, "end": str(span.end_fy), "other_end": str(other.end_fy)}
            yield Remark("plan-outlives", other.seen.page, other.seen.box, values)


def _place_remarks(whose: Place | None) -> list[Remark]:
    if whose is None:
        return [Remark("municipality-not-found", 1)]
    page, box = (whose.seen.page, whose.seen.box) if whose.seen else (1, None)
    if not whose.listed:
        return [Remark("municipality-unlisted", page, box, {"name": whose.name})]
    if whose.rivals:
        names = "・".join(f"{rival.prefecture}{rival.name}" for rival in whose.rivals)
        return [Remark("municipality-ambiguous", page, box, {"name": whose.name, "candidates": names})]
    return []
