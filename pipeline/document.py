"""One document from its file to its records: read pages → find tables → read shapes → identify → normalise → check.

A pure function of the file's bytes, its name and the code: no network, no clock, nothing kept between documents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from extractors.blocks import of_sheets
from extractors.continuation import joined
from extractors.folding import unfolded
from extractors.model import Remark, Sheet
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
from pipeline.normalise.document import Plan as PlanOf
from pipeline.normalise.document import normalise
from pipeline.normalise.heads import HeadReader
from pipeline.outside import is_outside, of_blocks, read_outside
from pipeline.publish.formulas import formula_findings, separator_findings
from pipeline.publish.integrity import sound
from pipeline.publish.places import page_sizes
from pipeline.recognised import mend, without_doubtful
from pipeline.schema import Dataset, Document, Finding, Plan

Progress = Callable[[int], None]


def read_document(path: Path, progress: Progress | None = None) -> Dataset:
    """All records and findings of one PDF, or of an assessment given as HTML or text.

    Raises `extractors.pages.PdfError` where a PDF cannot be opened.

    `progress` is called with the number of pages read so far.
    """
    if is_outside(path):
        return read_outside(path)
    document_id = sha256_of(path)
    info, printed = _sheets(path, progress)
    sheets, mendings = mend(printed)
    reading = read_sheets(sheets)
    identity = identify([page_text(page) for page in sheets], _years(reading), (path.stem, path.parent.name))
    plan = _plan_of(document_id, identity)
    normalised = normalise(reading, sheets, plan)
    sure, doubts = without_doubtful(normalised.dataset, sheets)
    noticed = (*identity.remarks, *mendings, *normalised.remarks, *doubts)
    remarks = without_alarm(noticed, sheets, identity.start_fy)
    document = _document(path, plan, info, sheets, identity)
    rows = {
        "documents": (document,),
        "plans": (_plan(document_id, plan.plan_id, identity),),
    }
    if not any(isinstance(said, IndicatorSaid) for said in reading.statements):
        outside = of_blocks(document, of_sheets(sheets))
        if outside is not None:
            return Dataset({"cells": normalised.dataset["cells"]}).joined(outside)
    dataset = sure.joined(Dataset(rows))
    found = (
        *_findings(remarks, dataset, document_id),
        *check(dataset, claims_of(reading, sheets)),
        *formula_findings(dataset["cells"]),
        *separator_findings(dataset),
    )
    return sound(dataset.joined(Dataset({"findings": found})))


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
            pages.append(sheet(page))
            if progress is not None:
                progress(page.number)
        return document.info, tuple(joined(unfolded(pages)))


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


def _document(path: Path, plan: PlanOf, info: PdfInfo, sheets: Sequence[Sheet], identity: PlanIdentity) -> Document:
    layers = {page.text_layer for page in sheets}
    layers = layers - {"none"} or {"none"}  # an empty page says nothing about the others
    return Document(
        document_id=plan.document_id,
        file_name=path.name,
        bytes=path.stat().st_size,
        pages=info.pages,
        producer=info.producer or None,
        text_layer=layers.pop() if len(layers) == 1 else "mixed",
        plan_id=plan.plan_id,
        role=identity.role,
        edition=identity.edition,
        copy_restricted=info.copy_restricted,
        ocr_engine=_ocr_engine(sheets),
        page_sizes=page_sizes((page.width, page.height) for page in sheets),
    )


def _ocr_engine(sheets: Sequence[Sheet]) -> str | None:
    engines = {r.values["engine"] for page in sheets for r in page.remarks if r.code == "page-read-by-ocr"}
    return ", ".join(sorted(engines)) or None


def _plan(document_id: str, plan: str, identity: PlanIdentity) -> Plan:
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
        page=seen.page if seen else None,
        bbox=seen.box if seen else None,
    )


def _findings(remarks: Sequence[Remark], dataset: Dataset, document_id: str) -> list[Finding]:
    found = [of_remark(remark, document_id) for remark in remarks]
    if not dataset["cells"]:
        found.append(finding("no-tables", document_id))
    return found
