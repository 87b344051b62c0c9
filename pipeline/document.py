"""One document from its file to its records: read pages → find tables → read shapes → identify → normalise → check.

A pure function of the file's bytes, its name and the code: no network, no clock, nothing kept between documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, pairwise
from pathlib import Path
from typing import NamedTuple

from extractors.blocks import of_sheets
from extractors.continuation import joined
from extractors.folding import unfolded
from extractors.model import Page, Remark, Sheet
from extractors.pages import PdfInfo, open_document
from extractors.read import read_sheets
from extractors.routes import pages as pages_of
from extractors.statements import IndicatorSaid, MilestoneSaid, Reading
from extractors.tables import sheet
from pipeline.aside import without_alarm
from pipeline.checks import check
from pipeline.checks.collect import claims_of
from pipeline.digest import sha256_of
from pipeline.findings import finding, of_remark
from pipeline.identity import PlanIdentity, identify, page_text, plan_id
from pipeline.identity.bound import plan_starts
from pipeline.normalise.document import Plan as PlanOf
from pipeline.normalise.document import normalise
from pipeline.normalise.heads import HeadReader
from pipeline.outside import is_outside, of_blocks, read_outside
from pipeline.patience import within
from pipeline.publish.formulas import formula_findings, separator_findings
from pipeline.publish.integrity import sound
from pipeline.publish.places import page_sizes
from pipeline.recognised import mend, without_doubtful
from pipeline.schema import Dataset, Document, Finding, Plan

PAGE_SECONDS = 60.0
"""The tables of one page may take so long; half of what a worker waits for a page."""

Progress = Callable[[int], None]

BY_OCR = frozenset({"page-read-by-ocr", "picture-read-by-ocr"})
"""Remarks that name the engine which read a page, or a picture on it."""


def read_document(path: Path, progress: Progress | None = None) -> Dataset:
    """All records and findings of one PDF, or of an assessment given as HTML or text.

    Raises `extractors.pages.PdfError` where a PDF cannot be opened.

    `progress` is called with the number of pages read so far.
    """
    if is_outside(path):
        return read_outside(path)
    info, printed = _sheets(path, progress)
    sheets, mendings = mend(printed)
    file = _File(path, sha256_of(path), info)
    starts = (*plan_starts([page_text(page) for page in sheets]), len(sheets))
    parts = [_part(file, sheets[a:b], sum(len(s.tables) for s in sheets[:a])) for a, b in pairwise(starts)]
    found = [_findings((*mendings, *_bound(parts)), file.document_id)]
    if len(parts) == 1 and parts[0].outside is not None:
        return Dataset({"cells": parts[0].dataset["cells"]}).joined(parts[0].outside)
    whole = _document(file, sheets, parts[0].identity)
    dataset = Dataset({"documents": (whole,)}).joined(*(part.dataset for part in parts))
    if not dataset["cells"]:
        found.append([finding("no-tables", file.document_id)])
    found += [list(formula_findings(dataset["cells"])), list(separator_findings(dataset))]
    return sound(dataset.joined(Dataset({"findings": tuple(chain.from_iterable(found))})))


class _File(NamedTuple):
    """The file that is read."""

    path: Path
    document_id: str
    info: PdfInfo


class _Part(NamedTuple):
    """The pages of one plan as records; `outside` is the assessment that they are instead, if so."""

    identity: PlanIdentity
    dataset: Dataset
    outside: Dataset | None


def _part(file: _File, sheets: Sequence[Sheet], tables_before: int) -> _Part:
    """The records and findings of the pages of one plan."""
    reading = read_sheets(sheets)
    names = (file.path.stem, file.path.parent.name)
    identity = identify([page_text(page) for page in sheets], _years(reading), names)
    plan = _plan_of(file.document_id, identity)
    normalised = normalise(reading, sheets, plan, tables_before)
    if not any(isinstance(said, IndicatorSaid) for said in reading.statements):
        outside = of_blocks(_document(file, sheets, identity), of_sheets(sheets))
        if outside is not None:
            return _Part(identity, normalised.dataset, outside)
    sure, doubts = without_doubtful(normalised.dataset, sheets)
    dataset = sure.joined(Dataset({"plans": (_plan(file.document_id, plan.plan_id, identity, sheets[0].number),)}))
    remarks = without_alarm((*identity.remarks, *normalised.remarks, *doubts), sheets, identity.start_fy)
    found = (*_findings(remarks, file.document_id), *check(dataset, claims_of(reading, sheets)))
    return _Part(identity, dataset.joined(Dataset({"findings": found})), None)


def _bound(parts: Sequence[_Part]) -> Iterator[Remark]:
    """What a reader should know of a file that holds several plans, at the first page of each further one."""
    titles = "・".join(part.identity.title for part in parts)
    for part in parts[1:]:
        page = part.dataset["plans"][0].page
        yield Remark("several-plans", page, None, {"title": part.identity.title, "titles": titles})


def _plan_of(document_id: str, identity: PlanIdentity) -> PlanOf:
    return PlanOf(
        document_id,
        plan_id(identity),
        identity.start_fy,
        identity.end_fy,
        identity.report_fy,
        reports=identity.role == "progress_report",
    )


def _sheets(path: Path, progress: Progress | None) -> tuple[PdfInfo, tuple[Sheet, ...]]:
    pages: list[Sheet] = []
    with open_document(path) as document:
        for page in pages_of(document):
            pages.append(within(PAGE_SECONDS, partial(sheet, page), partial(_given_up, page)))
            if progress is not None:
                progress(page.number)
        return document.info, tuple(joined(unfolded(pages)))


def _given_up(page: Page) -> Sheet:
    """A page whose tables took too long: nothing of it is read, and a remark says so."""
    late = Remark("page-too-slow", page.number, None, {"limit": f"{PAGE_SECONDS:g}"})
    return Sheet(page.number, page.width, page.height, (), (), (), page.text_layer, (*page.remarks, late))


def _years(reading: Reading) -> tuple[int, ...]:
    """Fiscal years that head the columns of schedules and indicators: the plan's period where none is printed."""
    heads = HeadReader(None, None)
    return tuple(
        sorted(
            {
                year
                for statement in reading.statements
                if isinstance(statement, IndicatorSaid) and (statement.owner is not None or statement.measures)
                for value in statement.values
                for head in value.heads
                if head.word in ("", "target")
                for year in heads.years(head)
            }
            | {
                year
                for statement in reading.statements
                if isinstance(statement, MilestoneSaid)
                for head in statement.heads
                for year in heads.years(head)
            }
        )
    )


def _document(file: _File, sheets: Sequence[Sheet], identity: PlanIdentity) -> Document:
    layers = {page.text_layer for page in sheets}
    layers = layers - {"none"} or {"none"}  # an empty page says nothing about the others
    return Document(
        document_id=file.document_id,
        file_name=file.path.name,
        bytes=file.path.stat().st_size,
        pages=file.info.pages,
        producer=file.info.producer or None,
        text_layer=layers.pop() if len(layers) == 1 else "mixed",
        plan_id=plan_id(identity),
        role=identity.role,
        edition=identity.edition,
        copy_restricted=file.info.copy_restricted,
        ocr_engine=_ocr_engine(sheets),
        page_sizes=page_sizes((page.width, page.height) for page in sheets),
    )


def _ocr_engine(sheets: Sequence[Sheet]) -> str | None:
    engines = {r.values["engine"] for page in sheets for r in page.remarks if r.code in BY_OCR}
    return ", ".join(sorted(engines)) or None


def _plan(document_id: str, plan: str, identity: PlanIdentity, first_page: int) -> Plan:
    seen = identity.seen.get("title")
    return Plan(
        plan_id=plan,
        lg_code=identity.lg_code,
        prefecture=identity.prefecture,
        municipality=identity.municipality,
        title=identity.title,
        edition=identity.edition,
        status=identity.status,
        start_fy=identity.start_fy,
        end_fy=identity.end_fy,
        document_id=document_id,
        follows_titles=identity.forerunners,
        page=seen.page if seen else (first_page if first_page > 1 else None),
        bbox=seen.box if seen else None,
    )


def _findings(remarks: Iterable[Remark], document_id: str) -> list[Finding]:
    return [of_remark(remark, document_id) for remark in remarks]
