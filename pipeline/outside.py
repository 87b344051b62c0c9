"""Documents about a plan by others: an outside assessment as a dataset, from HTML, text or a PDF's sheets."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from extractors.blocks import Block, of_html, of_text
from pipeline.assessment import CHECKLIST, Assessed, assessed, records, remarks
from pipeline.findings import finding, of_remark
from pipeline.schema import Dataset, Document

_HTML = (b"<!doctype html", b"<html", b"<head", b"<body")


SUFFIXES = frozenset((".html", ".htm", ".txt", ".md"))
"""Files that are read as an outside assessment unless they begin as a PDF."""


def is_outside(path: Path) -> bool:
    """Whether a file is text or a web page by its name, and no PDF by its first bytes."""
    if path.suffix.lower() not in SUFFIXES:
        return False
    with path.open("rb") as handle:
        return b"%PDF-" not in handle.read(1024)


_GLANCE = 2_000_000


def speaks_of_checklist(path: Path) -> bool:
    """Whether a text or web page has a word for a checklist, in any encoding of Japanese."""
    try:
        with path.open("rb") as handle:
            data = handle.read(_GLANCE)
    except OSError:
        return False
    texts = (data.decode(encoding, "ignore") for encoding in ("utf-8", "cp932", "euc_jp", "utf-16"))
    return data.startswith(b"%PDF-") or any(CHECKLIST.search(text) for text in texts)


def is_html(data: bytes) -> bool:
    """Whether the first bytes are those of a web page."""
    return data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_HTML)


def read_outside(path: Path) -> Dataset:
    """An assessment given as HTML or text; a document of the role `assessment` with its items.

    A file that is no assessment is a document without items and with a finding. Raises `UnicodeDecodeError` for
    bytes that are no text.
    """
    data = path.read_bytes()
    blocks = of_html(data) if is_html(data) or path.suffix.lower() in (".html", ".htm") else of_text(data)
    document = Document(
        document_id=hashlib.sha256(data).hexdigest(),
        file_name=path.name,
        bytes=len(data),
        pages=1,
        text_layer="native",
        role="assessment",
    )
    return of_blocks(document, blocks) or Dataset(
        {"documents": (document,), "findings": (finding("assessment-not-recognised", document.document_id),)}
    )


def of_blocks(document: Document, blocks: Sequence[Block]) -> Dataset | None:
    """The dataset of an assessment whose text the blocks are; None when they are none."""
    found: Assessed | None = assessed(blocks)
    if found is None:
        return None
    rows = records(found, document.document_id)
    said = tuple(of_remark(remark, document.document_id) for remark in remarks(found))
    as_assessment = document.model_copy(update={"role": "assessment", "plan_id": None, "edition": None})
    return Dataset({"documents": (as_assessment,), "assessments": rows, "findings": said})
