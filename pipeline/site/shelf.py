"""What the pages are made of: editions with their page names, documents by number, records by what they belong to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from pipeline.comparison import Comparison, View
from pipeline.comparison.view import city, grouped
from pipeline.schema import Document, Plan


class Edition(NamedTuple):
    """A plan as one document prints it: the page it gets, and the name it is shown under."""

    plan: Plan
    slug: str
    city: str


@dataclass(frozen=True)
class Shelf:
    """The published records as pages need them. `pictured`: documents whose pages have pictures."""

    view: View
    comparison: Comparison
    editions: tuple[Edition, ...]
    documents: Mapping[str, Document]
    pictured: frozenset[str] = frozenset()

    def with_pictures(self, documents: Iterable[str]) -> Shelf:
        """The same with pictures for some documents."""
        return replace(self, pictured=frozenset(documents))

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each document in the data of the pages."""
        return {key: number for number, key in enumerate(self.documents)}

    @cached_property
    def edition_numbers(self) -> Mapping[tuple[str, str], int]:
        """The number of each edition by document and plan."""
        return {(e.plan.document_id, e.plan.plan_id): number for number, e in enumerate(self.editions)}

    @cached_property
    def timelines(self) -> Mapping[tuple[Any, ...], list[Any]]:
        """First years by theme."""
        return self.compared("timelines", "theme")

    def edition_of(self, document_id: str, plan_id: str) -> Edition | None:
        """The edition of a document and plan, if it is among the latest."""
        number = self.edition_numbers.get((document_id, plan_id))
        return None if number is None else self.editions[number]

    def compared(self, table: str, *names: str) -> Mapping[tuple[Any, ...], list[Any]]:
        """Rows of a comparison table by some columns."""
        return grouped(self.comparison.rows[table], *names)

    def own(self, table: str) -> Mapping[tuple[Any, ...], list[Any]]:
        """Rows of a published table by document and plan."""
        return grouped(self.view.latest[table], "document_id", "plan_id")

    def place(self, row: Any) -> str:
        """Where a record was read, as the pages write it: `document:page:x0,top,x1,bottom`, empty if unknown."""
        return self.spot(row.document_id, row.page, row.bbox)

    def spot(self, document_id: str, page: int | None, bbox: tuple[float, ...] | None) -> str:
        """The same for a place given in parts."""
        number = self.numbers.get(document_id)
        if number is None or page is None:
            return ""
        return f"{number}:{page}:{','.join(f'{value:g}' for value in bbox or ())}"


def shelf_of(seen: View, comparison: Comparison) -> Shelf:
    """The shelf of a dataset, cities in the order of their codes."""
    plans = sorted(seen.latest["plans"], key=lambda p: (p.lg_code or "~", city(p), p.start_fy or 0, p.title))
    editions = tuple(Edition(plan, slug_of(plan), city(plan)) for plan in plans)
    both = (*seen.latest["documents"], *seen.history["documents"])
    return Shelf(seen, comparison, editions, {row.document_id: row for row in both})


def slug_of(plan: Plan) -> str:
    """The name of a plan's page: plain ASCII, the same in every run, no other plan's."""
    return f"{re.sub('[^a-z0-9-]', '_', plan.plan_id)}-{plan.document_id[:8]}"


def pages_wanted(shelf: Shelf) -> Mapping[str, Collection[int]]:
    """Pages that some figure, bar, name or change points at, by document. A change may come from a file long gone."""
    wanted: dict[str, set[int]] = {}
    for table in ("initiatives", "indicators", "targets", "milestones", "measures"):
        for row in shelf.view.latest[table]:
            if row.page:
                wanted.setdefault(row.document_id, set()).add(row.page)
    for change in shelf.view.latest["changes"]:
        for document, page in ((change.from_document_id, change.from_page), (change.to_document_id, change.to_page)):
            if page:
                wanted.setdefault(document, set()).add(page)
    return {document: pages for document, pages in wanted.items() if document in shelf.documents}
