"""What changed, for people: a summary one can quote, and each change with before, after and both pages.

In: two documents' datasets and the rows between them. Out: text for a terminal, JSON, or one HTML page that loads
nothing from elsewhere and shows what plans print as text only.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import NamedTuple, Protocol

from jinja2 import Environment

from pipeline.schema import Change, Dataset, Plan


class Difference(NamedTuple):
    """Two editions of a plan and what changed between them."""

    old: Dataset
    new: Dataset
    changes: tuple[Change, ...]
    same_plan: bool = True


class Changed(Protocol):
    """What the words for a change follow from: its table, its kind, and the column."""

    @property
    def record_table(self) -> str: ...
    @property
    def change(self) -> str: ...
    @property
    def field(self) -> str | None: ...


class Kind(NamedTuple):
    """What a kind of change is called."""

    ja: str
    one: str
    many: str


class Section(NamedTuple):
    """The changes of one initiative, or those of the plan as a whole."""

    heading: str
    lines: tuple[Line, ...]


class Line(NamedTuple):
    """One change as it is shown: what it is, of what, before and after, and the pages."""

    kind: Kind
    subject: str
    before: str | None
    after: str | None
    pages: tuple[int | None, int | None]


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, Mapping[str, str]]]]:
    return tomllib.loads((files("pipeline.compare") / "words.toml").read_text(encoding="utf-8"))


def kind_of(change: Changed) -> Kind:
    """The words for a change. Raises `KeyError` for one that has none."""
    by_field = _words()[change.record_table][change.change]
    return Kind(**by_field.get(change.field or "", by_field[""]))


def summary(difference: Difference) -> tuple[str, str]:
    """A sentence that can be quoted, in Japanese and English."""
    old, new = (_edition(data["plans"][0]) for data in difference[:2])
    title = difference.new["plans"][0].title
    counts = Counter(map(kind_of, difference.changes))
    ja = "、".join(f"{kind.ja}{times}件" for kind, times in counts.items()) or "変更はありません"
    en = ", ".join(f"{times} {kind.one if times == 1 else kind.many}" for kind, times in counts.items()) or "no changes"
    return f"{title}：{old[0]}から{new[0]}へ。{ja}。", f"{title}, {old[1]} to {new[1]}: {en}."


def _edition(plan: Plan) -> tuple[str, str]:
    if plan.edition:
        return f"「{plan.edition}」", f"「{plan.edition}」"
    return ("案", "a draft") if plan.status == "draft" else ("版の表示のないもの", "an edition without a mark")


def sections(difference: Difference) -> list[Section]:
    """Changes by initiative in the order of the new edition; those of the plan as a whole first."""
    names = {row.initiative_id: f"{row.code} {row.name}".strip() for row in difference.old["initiatives"]}
    names |= {row.initiative_id: f"{row.code} {row.name}".strip() for row in difference.new["initiatives"]}
    order = {key: at for at, key in enumerate(["", *(row.initiative_id for row in difference.new["initiatives"])])}

    def place(change: Change) -> tuple[int, str]:
        key = change.initiative_id or ""
        return order.get(key, len(order)), key

    grouped = groupby(sorted(difference.changes, key=place), key=place)
    return [Section(names.get(key, ""), tuple(map(_line, rows))) for (_, key), rows in grouped]


def _line(change: Change) -> Line:
    subject = "" if change.record_table == "initiatives" else change.label
    if change.fiscal_year is not None:
        subject += f" {change.fiscal_year}年度"
    return Line(kind_of(change), subject, change.before, change.after, (change.from_page, change.to_page))


def as_text(difference: Difference) -> str:
    """The difference for a terminal."""
    parts = list(summary(difference))
    if not difference.same_plan:
        parts.append("注意：別の計画のようです。 / Note: these look like two different plans.")
    for section in sections(difference):
        parts.append("")
        parts.append(section.heading or "計画全体 / the plan as a whole")
        parts += [f"  {_text(line)}" for line in section.lines]
    return "\n".join(parts)


def _text(line: Line) -> str:
    values = f"{_shown(line.before)} → {_shown(line.after)}"
    if line.before is None or line.after is None:
        values = _shown(line.before if line.after is None else line.after)
    pages = "→".join(f"p.{page}" for page in line.pages if page)
    subject = f"{line.subject}: " if line.subject and line.subject != values else ""
    return f"{line.kind.ja} / {line.kind.one}: {subject}{values}" + (f" ({pages})" if pages else "")


def _shown(value: str | None) -> str:
    return " ".join((value or "").split()) or "（空欄）"


def as_json(difference: Difference) -> str:
    """The difference for programs: both documents, the summary, and the rows as `changes` holds them."""
    ja, en = summary(difference)
    body = {
        "summary": {"ja": ja, "en": en},
        "same_plan": difference.same_plan,
        "from": _document(difference.old),
        "to": _document(difference.new),
        "changes": [row.model_dump(mode="json") for row in difference.changes],
    }
    return json.dumps(body, ensure_ascii=False, indent=2)


def _document(data: Dataset) -> dict[str, object]:
    plan, document = data["plans"][0], data["documents"][0]
    kept = ("plan_id", "title", "edition", "status", "start_fy", "end_fy")
    return {"document_id": document.document_id, "file_name": document.file_name, **plan.model_dump(include=set(kept))}


def as_html(difference: Difference) -> str:
    """The difference as one page; everything that a plan printed is escaped."""
    text = (files("pipeline.compare") / "diff.html.j2").read_text(encoding="utf-8")
    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(text)
    ja, en = summary(difference)
    old, new = (_document(data) for data in difference[:2])
    return template.render(
        ja=ja, en=en, old=old, new=new, sections=sections(difference), same_plan=difference.same_plan
    )


def counted(changes: Iterable[Change]) -> str:
    """How many changes of each kind, in Japanese: for a line in a feed or a log."""
    return "、".join(f"{kind.ja}{times}件" for kind, times in Counter(map(kind_of, changes)).items())
