"""What a registered source says of its plan, applied to its records: corrections and expected counts.

A correction is applied where the plan still says `was`; each one that does not apply any more is a finding, and so is
every count that is not the expected one.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipeline.archive import origin_of
from pipeline.findings import finding
from pipeline.schema import Dataset, Finding, Record
from pipeline.sources import Correction, Source, load_source

_SAYS = {"licence", "expect", "corrections"}


def with_origin(dataset: Dataset, path: Path) -> Dataset:
    """A document's records with where it was fetched from and what its registered source says of it.

    A file that was not fetched stays as it is. Raises `pipeline.sources.SourceError` for a broken entry.
    """
    origin = origin_of(path)
    if origin is None:
        return dataset
    stamp = {"source_url": origin.final_address, "retrieved_at": origin.retrieved_at.isoformat()}
    documents = tuple(row.model_copy(update=stamp) for row in dataset["documents"])
    dataset = Dataset({**dataset.rows, "documents": documents})
    source = source_of(path)
    return corrected(dataset, source) if source else dataset


def source_of(path: Path) -> Source | None:
    """The registered source that a file was fetched for; None for a file of any other kind.

    Raises `pipeline.sources.SourceError` for a broken entry.
    """
    origin = origin_of(path)
    entry = path.resolve().parent.parent.parent / "sources" / f"{origin.source}.yaml" if origin else None
    return load_source(entry) if entry and entry.exists() else None


def digest_of(source: Source | None) -> str | None:
    """Twelve hex digits of what an entry says of its records; None where it says nothing.

    With another digest a file is read again: a correction takes effect though the file is unchanged.
    """
    if source is None or not (source.licence or source.expect or source.corrections):
        return None
    return hashlib.sha256(source.model_dump_json(include=_SAYS).encode()).hexdigest()[:12]


def corrected(dataset: Dataset, source: Source) -> Dataset:
    """The dataset of one document with the source's corrections, licence and findings."""
    document = dataset["documents"][0]
    rows = {table: list(records) for table, records in dataset if records}
    findings: list[Finding] = []
    for correction in source.corrections:
        findings += _apply(correction, rows, document.document_id)
    findings += _counts(dataset, source, document.document_id)
    stamp = {"licence": source.licence or document.licence, "source_digest": digest_of(source)}
    rows["documents"] = [document.model_copy(update=stamp)]
    rows["findings"] = [*rows.get("findings", []), *findings]
    return Dataset({table: tuple(records) for table, records in rows.items() if records})


def _apply(correction: Correction, rows: dict[str, list[Record]], document_id: str) -> list[Finding]:
    found = [at for at, row in enumerate(rows.get(correction.table, ())) if _is_meant(row, correction)]
    values = {"field": f"{correction.table}.{correction.field}", "was": correction.was, "now": correction.now}
    applied = 0
    for at in found:
        row = rows[correction.table][at]
        if str(getattr(row, correction.field, None)) == correction.was:
            fields = row.model_dump() | {correction.field: correction.now}
            rows[correction.table][at] = type(row).model_validate(fields)
            applied += 1
    if applied:
        return [finding("corrected", document_id, reason=correction.reason, **values)]  # type: ignore[arg-type]
    return [finding("correction-without-effect", document_id, **values)]  # type: ignore[arg-type]


def _is_meant(row: Record, correction: Correction) -> bool:
    return all(str(getattr(row, column, None)) == str(value) for column, value in correction.where.items())


def _counts(dataset: Dataset, source: Source, document_id: str) -> list[Finding]:
    return [
        finding("count-not-expected", document_id, table=table, expected=expected, found=len(dataset[table]))
        for table, expected in source.expect.items()
        if len(dataset[table]) != expected
    ]
