"""The HTML pages: overview, one per edition, one per theme, the table, the changes. Every text is escaped by Jinja2."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.compare.report import kind_of
from pipeline.comparison.models import Revision
from pipeline.comparison.view import grouped, label
from pipeline.schema import Indicator, Initiative, Measure
from pipeline.site.shelf import Edition, Shelf
from pipeline.themes import themes

_COLUMNS_MAX = 12
"""Years beside each other in an indicator's row; a plan of more years shows the last."""

_ITEM_PLANS_MAX = 24
"""Plans that stand beside each other under the items of a checklist; of more it is said how many have something."""


class Row(NamedTuple):
    """An indicator with its targets by fiscal year; several parts of a year stand in one list."""

    indicator: Indicator
    title: str
    cells: tuple[tuple[Any, ...], ...]
    drawn: bool


class Card(NamedTuple):
    """An initiative with its themes, indicators, and whether it has a schedule."""

    initiative: Initiative
    themes: Mapping[str, tuple[str, ...]]
    rows: tuple[Row, ...]
    schedule: bool


class Node(NamedTuple):
    """A measure with what hangs on it. The root has none."""

    measure: Measure | None
    cards: tuple[Card, ...]
    rows: tuple[Row, ...]
    below: tuple[Node, ...]


def write_pages(shelf: Shelf, folder: Path) -> None:
    """Write every page into `folder`."""
    environment = _environment(shelf)
    for name in ("plans", "themes"):
        (folder / name).mkdir()
    shown = {
        "index.html": ("index", "", _overview(shelf)),
        "table.html": ("table", "", {"title": "表・検索", "title_en": "Table"}),
        "changes.html": ("changes", "", _changes(shelf)),
    }
    for name, (template, root, context) in shown.items():
        _write(environment, template, root, folder / name, context)
    for context in _plans(shelf):
        _write(environment, "plan", "../", folder / "plans" / f"{context['edition'].slug}.html", context)
    for key, theme in themes().items():
        context = {"key": key, "theme": theme, "title": theme.ja, "title_en": theme.en}
        _write(environment, "theme", "../", folder / "themes" / f"{key}.html", context)


def _environment(shelf: Shelf) -> Environment:
    environment = Environment(
        loader=PackageLoader("pipeline.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(shelf=shelf, all_themes=themes(), place=shelf.place, spot=shelf.spot)
    return environment


def _write(environment: Environment, template: str, root: str, path: Path, context: Mapping[str, Any]) -> None:
    text = environment.get_template(f"{template}.html.j2").render(root=root, current=path.name, **context)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _overview(shelf: Shelf) -> Mapping[str, Any]:
    of = shelf.compared("coverage", "document_id", "plan_id")
    heat, items = [], []
    for edition in shelf.editions:
        rows = of[edition.plan.document_id, edition.plan.plan_id]
        heat.append((edition, [row for row in rows if row.kind == "theme"]))
        items.append((edition, [row for row in rows if row.kind == "item"]))
    asked = [row.topic for row in items[0][1]] if items else []
    counts = {table: len(shelf.view.latest[table]) for table in ("initiatives", "indicators", "targets", "milestones")}
    title = {"title": "計画のくらべ読み", "title_en": "Plans compared"}
    wide = len(items) > _ITEM_PLANS_MAX
    having = [sum(bool(rows[at].initiatives) for _, rows in items) for at in range(len(asked))]
    return {"heat": heat, "asked": asked, "items": [] if wide else items, "having": having, "counts": counts, **title}


def _plans(shelf: Shelf) -> Iterator[dict[str, Any]]:
    own = {table: shelf.own(table) for table in ("measures", "initiatives", "indicators", "targets", "milestones")}
    findings = grouped(shelf.view.latest["findings"], "document_id")
    for edition in shelf.editions:
        key = edition.plan.document_id, edition.plan.plan_id
        rows = {table: found.get(key, []) for table, found in own.items()}
        years = _years(edition, rows["targets"])
        yield {
            "title": f"{edition.city} {edition.plan.title}",
            "title_en": "Plan",
            "edition": edition,
            "document": shelf.documents[edition.plan.document_id],
            "years": years,
            "root_node": _tree(shelf, rows, years),
            "counts": {table: len(found) for table, found in rows.items()},
            "findings": findings.get((edition.plan.document_id,), []),
        }


def _years(edition: Edition, targets: Sequence[Any]) -> tuple[int, ...]:
    found = {row.fiscal_year for row in targets}
    plan = edition.plan
    if plan.start_fy and plan.end_fy and plan.end_fy - plan.start_fy < _COLUMNS_MAX:
        found |= set(range(plan.start_fy, plan.end_fy + 1))
    return tuple(sorted(found))[-_COLUMNS_MAX:]


def _tree(shelf: Shelf, rows: Mapping[str, Sequence[Any]], years: Sequence[int]) -> Node:
    targets = grouped(rows["targets"], "indicator_id")
    made = {row.indicator_id: _row(row, targets.get((row.indicator_id,), ()), years) for row in rows["indicators"]}
    of_initiative = grouped((row for row in rows["indicators"] if row.initiative_id), "initiative_id")
    of_measure = grouped((row for row in rows["indicators"] if not row.initiative_id), "measure_id")
    scheduled = {row.initiative_id for row in rows["milestones"] if row.start_fy}
    known = {row.measure_id for row in rows["measures"]}
    hanging = grouped(rows["initiatives"], "measure_id")

    def cards(found: Sequence[Initiative]) -> tuple[Card, ...]:
        return tuple(
            Card(
                row,
                shelf.view.initiative_themes[row.document_id, row.initiative_id],
                tuple(made[i.indicator_id] for i in of_initiative.get((row.initiative_id,), ())),
                row.initiative_id in scheduled,
            )
            for row in found
        )

    def node(measure: Measure) -> Node:
        key = (measure.measure_id,)
        below = tuple(node(row) for row in rows["measures"] if row.parent_id == measure.measure_id)
        beside = tuple(made[row.indicator_id] for row in of_measure.get(key, ()))
        return Node(measure, cards(hanging.get(key, ())), beside, below)

    loose = [row for row in rows["initiatives"] if row.measure_id not in known]
    free = tuple(made[r.indicator_id] for k, found in of_measure.items() if k[0] not in known for r in found)
    top = tuple(node(row) for row in rows["measures"] if row.parent_id not in known)
    return Node(None, cards(loose), free, top)


def _row(indicator: Indicator, targets: Sequence[Any], years: Sequence[int]) -> Row:
    by_year = grouped(targets, "fiscal_year")
    cells = tuple(_once(by_year.get((year,), ())) for year in years)
    figures = [row for row in targets if row.value is not None]
    return Row(indicator, label(indicator) or "—", cells, len({row.fiscal_year for row in figures}) > 1)


def _once(targets: Sequence[Any]) -> tuple[Any, ...]:
    """One of the parts of a compound figure: each repeats the whole cell."""
    return tuple({(row.raw, row.measure_type): row for row in reversed(targets)}.values())[::-1]


class Group(NamedTuple):
    """The changes of an edition: names of the files before and after, and how many of each kind, in words."""

    edition: Edition
    before: str
    after: str
    counts: tuple[tuple[str, str], ...]


def _changes(shelf: Shelf) -> Mapping[str, Any]:
    of = shelf.compared("revisions", "document_id", "plan_id")
    groups = [_group(shelf, e, of[k]) for e in shelf.editions if (k := (e.plan.document_id, e.plan.plan_id)) in of]
    return {"groups": groups, "title": "版の間の変更", "title_en": "Changes between editions"}


def _group(shelf: Shelf, edition: Edition, rows: Sequence[Revision]) -> Group:
    counts = Counter(kind_of(row) for row in rows)
    words = tuple((f"{kind.ja} {n}", kind.one if n == 1 else kind.many) for kind, n in counts.most_common())
    before = shelf.documents.get(rows[0].from_document_id)
    name = before.file_name if before else ""
    return Group(edition, name, shelf.documents[edition.plan.document_id].file_name, words)
