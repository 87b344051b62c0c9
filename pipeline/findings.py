"""The closed list of findings and how one is made.

`vocabulary/findings.toml` holds, per code, severity, Japanese and English text with `{placeholders}`, what it
means and an example; `docs/findings.md` is written from it. A code that is not there cannot be published.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from extractors.model import Remark
from pipeline.schema import BBox, Finding


@dataclass(frozen=True, slots=True)
class FindingKind:
    """An entry of the catalogue."""

    code: str
    severity: Literal["error", "warning", "info"]
    ja: str
    en: str
    meaning: str
    example: str


@cache
def catalogue() -> Mapping[str, FindingKind]:
    """All kinds of finding by code."""
    text = (files("pipeline") / "vocabulary" / "findings.toml").read_text(encoding="utf-8")
    return {code: FindingKind(code=code, **entry) for code, entry in tomllib.loads(text).items()}


def finding(  # noqa: PLR0917  (the order of the published columns)
    code: str,
    document_id: str | None = None,
    page: int | None = None,
    bbox: BBox | None = None,
    record_table: str | None = None,
    record_id: str | None = None,
    **values: object,
) -> Finding:
    """A finding of the catalogue with its text filled in. Raises `KeyError` for a code or value that is missing."""
    kind = catalogue()[code]
    values["page"] = page
    return Finding(
        document_id=document_id,
        severity=kind.severity,
        code=code,
        message_ja=kind.ja.format(**values),
        message_en=kind.en.format(**values),
        page=page,
        bbox=bbox,
        record_table=record_table,
        record_id=record_id,
    )


def of_remark(remark: Remark, document_id: str) -> Finding:
    """The finding that an extractor's remark becomes."""
    box = tuple(remark.box) if remark.box else None
    return finding(remark.code, document_id, remark.page, box, **remark.values)  # type: ignore[arg-type]


_LEVELS = {"error": "Errors", "warning": "Warnings", "info": "Information"}


def page() -> str:
    """`docs/findings.md`: the catalogue as a page, by severity and code."""
    parts = [
        "# Findings",
        "What a reader should know before trusting a number. Every finding of a dataset carries one of these codes.",
        "This page is written by `python -m pipeline.findings` from `pipeline/vocabulary/findings.toml`.",
    ]
    for severity, title in _LEVELS.items():
        kinds = sorted((k for k in catalogue().values() if k.severity == severity), key=lambda k: k.code)
        parts += [f"## {title}"] if kinds else []
        parts += [
            f"### {kind.code}\n\n{kind.meaning}\n\n- ja: {kind.ja}\n- en: {kind.en}\n- example: {kind.example}"
            for kind in kinds
        ]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    Path("docs/findings.md").write_text(page(), encoding="utf-8")
