"""The catalogue of findings is well formed and its page is up to date."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

from extractors.model import Box, Remark
from pipeline import findings

ROOT = Path(__file__).parents[2]


def test_page_is_up_to_date() -> None:
    assert (ROOT / "docs" / "findings.md").read_text(encoding="utf-8") == findings.page(), "python -m pipeline.findings"


@pytest.mark.parametrize("kind", findings.catalogue().values(), ids=lambda kind: kind.code)
def test_both_texts_have_the_same_values(kind: findings.FindingKind) -> None:
    def names(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    assert names(kind.ja) == names(kind.en)
    assert kind.meaning and kind.example
    assert kind.code == kind.code.lower()


def test_a_remark_becomes_a_finding_with_its_place() -> None:
    made = findings.of_remark(Remark("municipality-unlisted", 3, Box(1, 2, 3, 4), {"name": "若葉台市"}), "d" * 64)
    assert (made.severity, made.page, made.bbox) == ("info", 3, (1, 2, 3, 4))
    assert "若葉台市" in made.message_ja and "若葉台市" in made.message_en


def test_an_unknown_code_or_missing_value_is_refused() -> None:
    with pytest.raises(KeyError):
        findings.finding("no-such-code")
    with pytest.raises(KeyError):
        findings.finding("municipality-unlisted")
