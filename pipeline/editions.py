"""Which documents the main tables show, which are history, and what changed from one to the other.

    settle(published, arrived) → published

A document that arrives takes the place of the earlier editions of its plan: by what is printed (date, version, 改訂版,
a final after its draft), else because it arrived by a later run. One that is printed as the earlier edition goes to
the history. Documents of one plan that arrive together all stay unless they print that one is later, and volumes of
other content (概要版, 進捗報告, a volume of its own) stay beside each other. A document that is known already keeps its
place, whoever reads it again, and its records keep their ids.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from pipeline.bound import Plans, joined, plans_by_document, unit_key, units
from pipeline.checks.periods import overlapping
from pipeline.compare import compare
from pipeline.compare.ids import with_ids
from pipeline.findings import finding
from pipeline.printed_editions import is_later, printed_edition
from pipeline.same_plan import Cities, overlap, overlaps, same_plan, succession
from pipeline.schema import Change, Dataset, Document, Finding, Plan, Record

_OWN_FINDINGS = ("edition-by-arrival", "edition-printed-earlier", "editions-read-apart")
_MOSTLY = 0.5


class Editions(NamedTuple):
    """What a folder publishes: the latest edition of each plan, and those it supersedes."""

    latest: Dataset
    history: Dataset


def settle(published: Editions, arrived: Mapping[str, Dataset]) -> Editions:
    """The published datasets with the documents that arrived (by id) put in their places."""
    if not arrived:
        return Editions(*(_arranged(units(part, _all_plans(published)), part["changes"]) for part in published))
    shelf = _Shelf.of(published)
    found = {key: data for each in arrived.values() for key, data in units(each, plans_by_document(each)).items()}
    shelf.drop(key for key in shelf.documents if key.split()[0] in arrived and key not in found)
    shelf.renew({key: data for key, data in found.items() if key in shelf.documents})
    shelf.place({key: data for key, data in found.items() if key not in shelf.documents})
    shelf.follow()
    return shelf.editions()


@dataclass(frozen=True, slots=True)
class _Held:
    """A document with its records; `run` is 0 for what was published before and 1 for what arrived now."""

    data: Dataset
    latest: bool
    run: int = 0

    @property
    def document(self) -> Document:
        row: Document = self.data["documents"][0]
        return row

    @property
    def plan(self) -> Plan | None:
        return next(iter(self.data["plans"]), None)


@dataclass(slots=True)
class _Shelf:
    """All documents by id, and the changes between two of them by their ids (earlier, later)."""

    documents: dict[str, _Held]
    changes: dict[tuple[str, str], tuple[Change, ...]] = field(default_factory=dict)
    cities: Cities = field(default_factory=Cities)

    @classmethod
    def of(cls, published: Editions) -> _Shelf:
        """What is published, taken apart. Findings about files that never became documents are left behind."""
        plans = _all_plans(published)
        documents = {key: _Held(data, False) for key, data in units(published.history, plans).items()}
        documents |= {key: _Held(data, True) for key, data in units(published.latest, plans).items()}
        changes: dict[tuple[str, str], tuple[Change, ...]] = {}
        for row in (*published.history["changes"], *published.latest["changes"]):
            ends = row.from_document_id, row.to_document_id
            key = unit_key(ends[0], row.plan_id, plans), unit_key(ends[1], row.plan_id, plans)
            changes[key] = (*changes.get(key, ()), row)
        shelf = cls(documents, changes)
        for name, held in documents.items():
            shelf._mark(name, held)
        return shelf

    def _mark(self, key: str, held: _Held) -> None:
        if held.plan is not None:
            self.cities.add(key, held.plan)

    def drop(self, keys: Iterable[str]) -> None:
        """Forget plans that a new reading of their file does not find any more."""
        for key in list(keys):
            del self.documents[key]
            self.changes = {ends: rows for ends, rows in self.changes.items() if key not in ends}

    def renew(self, arrived: Mapping[str, Dataset]) -> None:
        """Put new readings of known documents in the place of the earlier readings."""
        for key, data in arrived.items():
            held = self.documents[key]
            self.documents[key] = replace(held, data=_reread(held.data, data))
            self._mark(key, self.documents[key])
        for old, new in self._links():
            if old in arrived or new in arrived:
                self._compare(old, new)

    def place(self, arrived: Mapping[str, Dataset]) -> None:
        """Put documents that are new to the dataset in their places, the earlier ones first."""
        for key, data in sorted(arrived.items(), key=_age):
            held = self._under_known_plan(_Held(data, True, 1))
            rivals = self._rivals(held)
            beaten = [other for other, each in rivals.items() if each.latest and _supersedes(held, each)]
            later = [other for other, each in rivals.items() if _printed_later(each, held)]
            self.documents[key] = replace(held, latest=not later)
            self._mark(key, held)
            if later:
                self._behind(key, later)
            elif beaten:
                self._before(key, beaten)

    def follow(self) -> None:
        """Fill in which earlier plan each plan follows."""
        plans = {each.plan.plan_id: each.plan for each in self.documents.values() if each.plan}
        parts: dict[str, list[Dataset]] = {key: [] for key in plans}
        for each in self.documents.values():
            if each.plan:
                parts[each.plan.plan_id].append(each.data)
        data = {key: Dataset().joined(*found) for key, found in parts.items()}
        ordered = [plans[key] for key in sorted(plans)]
        follows = succession(ordered, data)
        said: dict[str | None, list[Finding]] = defaultdict(list)
        for row in overlapping(overlaps(ordered, data)):
            said[row.record_id].append(row)
        for key, held in self.documents.items():
            self.documents[key] = _followed(held, follows, said if held.latest else {})

    def editions(self) -> Editions:
        """The two datasets. Changes stand where their later document does."""
        parts = []
        for latest in (True, False):
            here = {key: each.data for key, each in self.documents.items() if each.latest is latest}
            changes = [row for (_, new), rows in sorted(self.changes.items()) if new in here for row in rows]
            parts.append(_arranged(here, changes))
        return Editions(*parts)

    def _under_known_plan(self, held: _Held) -> _Held:
        """The document under the id that its plan has already."""
        if held.plan is None:
            return held
        near = (self.documents[key] for key in self.cities.near(held.plan))
        known = (each for each in near if each.plan and same_plan(held.data, each.data))
        first = next(known, None)
        if first is None or first.plan is None or first.plan.plan_id == held.plan.plan_id:
            return held
        return replace(held, data=with_ids(held.data, {held.plan.plan_id: first.plan.plan_id}))

    def _rivals(self, held: _Held) -> dict[str, _Held]:
        if held.plan is None:
            return {}
        near = ((key, self.documents[key]) for key in self.cities.near(held.plan))
        return {
            key: each
            for key, each in near
            if each.plan and each.plan.plan_id == held.plan.plan_id and _same_volume(each, held)
        }

    def _before(self, key: str, beaten: list[str]) -> None:
        """`key` takes the place of others: these go to the history, and what changed is written down."""
        for other in beaten:
            self.documents[other] = replace(self.documents[other], latest=False)
        nearest = self._nearest(key, beaten)
        self._compare(nearest, key)
        if not _printed_later(self.documents[key], self.documents[nearest]):
            self._note(key, "edition-by-arrival", file=self.documents[nearest].document.file_name)

    def _behind(self, key: str, later: list[str]) -> None:
        """`key` goes to the history: its records take the ids of the later edition, which are published already."""
        heir = self._nearest(key, later)
        held, other = self.documents[key], self.documents[heir]
        self.documents[key] = replace(held, data=compare(other.data, held.data).dataset)
        if heir not in {new for _, new in self.changes}:
            self._compare(key, heir)
        self._note(key, "edition-printed-earlier", file=other.document.file_name)

    def _nearest(self, key: str, others: list[str]) -> str:
        """Of other editions the one that is most like it: same title, most initiatives shared, latest arrived."""
        held = self.documents[key]

        def likeness(other: str) -> tuple[bool, bool, float, int, str]:
            each = self.documents[other]
            title = held.plan is not None and each.plan is not None and held.plan.title == each.plan.title
            return each.latest, title, overlap(held.data, each.data), each.run, other

        return max(others, key=likeness)

    def _compare(self, old: str, new: str) -> None:
        """Fill the changes from one document to another; the later one takes the ids of the earlier one."""
        left, right = self.documents[old], self.documents[new]
        if left.plan is None or right.plan is None:
            return
        found = compare(left.data, right.data)
        self.documents[new] = replace(right, data=found.dataset)
        self.changes[old, new] = found.changes
        versions = left.document.extractor_version, right.document.extractor_version
        self._note(new, "editions-read-apart", versions[0] != versions[1], old=versions[0], new=versions[1])

    def _note(self, key: str, code: str, holds: bool = True, **values: object) -> None:
        """Keep or take back a finding about a document's place among the editions."""
        held = self.documents[key]
        rest = tuple(row for row in held.data["findings"] if row.code != code)
        document = held.document.document_id
        new = (finding(code, document, record_table="documents", record_id=document, **values),) if holds else ()  # type: ignore[arg-type]
        self.documents[key] = replace(held, data=Dataset({**held.data.rows, "findings": (*rest, *new)}))

    def _links(self) -> Iterator[tuple[str, str]]:
        """(earlier, later) for all documents of which one took the other's place, from the first edition on."""
        before = {new: old for old, new in self.changes}
        for key, held in self.documents.items():
            if held.latest and key not in before and (old := self._predecessor(held)):
                before[key] = old

        def depth(key: str) -> int:
            steps = 0
            while key in before and steps <= len(before):
                key, steps = before[key], steps + 1
            return steps

        return iter(sorted(((old, new) for new, old in before.items()), key=lambda link: (depth(link[1]), link)))

    def _predecessor(self, held: _Held) -> str | None:
        """The edition before, where no change between the two is on record: they say the same."""
        taken = {old for old, _ in self.changes}
        rivals = {key: each for key, each in self._rivals(held).items() if not each.latest and key not in taken}
        return next(iter(sorted(rivals, key=lambda key: (-overlap(held.data, rivals[key].data), key))), None)


def _same_volume(one: _Held, other: _Held) -> bool:
    """Whether two documents of a plan can be editions of one another.

    A summary or a progress report never takes a plan's place, nor a volume that of another with other content.
    """
    families = {{"action_list": "plan"}.get(each.document.role, each.document.role) for each in (one, other)}
    if len(families) > 1 or one.plan is None or other.plan is None:
        return False
    return one.plan.title == other.plan.title or overlap(one.data, other.data) >= _MOSTLY


def _printed_later(one: _Held, other: _Held) -> bool:
    return bool(one.plan and other.plan and is_later(one.plan, other.plan))


def _supersedes(new: _Held, old: _Held) -> bool:
    if new.plan is None or old.plan is None:
        return False
    later = is_later(new.plan, old.plan)
    if later is not None:
        return later
    return new.run > old.run


def _followed(held: _Held, follows: Mapping[str, str], said: Mapping[str | None, Sequence[Finding]]) -> _Held:
    """The document with the plan that its own follows, and what is said of the years that both cover."""
    rows = tuple(row.model_copy(update={"supersedes_plan_id": follows.get(row.plan_id)}) for row in held.data["plans"])
    rest = tuple(row for row in held.data["findings"] if row.code != "plans-overlap")
    plan = held.plan
    told = said.get(plan.plan_id, ()) if plan else ()
    here = tuple(row for row in told if row.document_id == held.document.document_id)
    if rows == held.data["plans"] and (*rest, *here) == held.data["findings"]:
        return held
    return replace(held, data=Dataset({**held.data.rows, "plans": rows, "findings": (*rest, *here)}))


def _all_plans(published: Editions) -> Plans:
    return plans_by_document(Dataset({"plans": (*published.latest["plans"], *published.history["plans"])}))


def _age(item: tuple[str, Dataset]) -> tuple[str, float, bool, str, str]:
    """Earlier editions before later ones, as far as they print it; then by name."""
    key, data = item
    name = data["documents"][0].file_name
    plan = next(iter(data["plans"]), None)
    if plan is None:
        return "", 0.0, False, name, key
    printed = printed_edition(plan)
    return str(printed.first or ""), printed.revision, not printed.draft, name, key


def _reread(old: Dataset, new: Dataset) -> Dataset:
    """A new reading of a document under the ids of the earlier one, with what was found of its place."""
    kept = tuple(row for row in old["findings"] if row.code in _OWN_FINDINGS)
    if old["plans"] and new["plans"]:
        new = compare(old, new).dataset
    return Dataset({**new.rows, "findings": (*new["findings"], *kept)})


def _arranged(documents: Mapping[str, Dataset], changes: Iterable[Record]) -> Dataset:
    """One dataset; its documents stand in the same order however they arrived."""

    def place(item: tuple[str, Dataset]) -> tuple[str, str, str, str]:
        document = item[1]["documents"][0]
        return document.plan_id or "", document.file_name, document.document_id, item[0]

    return joined(dict(sorted(documents.items(), key=place)), tuple(changes))
