"""Files made to exhaust a machine end in bounded time and memory, as records, as findings or as a named failure."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from pipeline.confinement import Limits
from pipeline.document import read_document
from pipeline.inputs import identify
from pipeline.workers import Job, Outcome, read_all
from tests import hostile

LIMITS = Limits(seconds=20.0, stall_seconds=10.0, memory=768 << 20, pages=50)
SLACK = 64 << 10
"""KB that a worker's own machinery may take beside the document."""
FAILURES = {None, "pdf-damaged", "document-memory", "document-too-long", "document-timeout"}


@pytest.mark.parametrize("kind", hostile.KINDS)
def test_a_hostile_file_costs_little(kind: str, tmp_path: Path) -> None:
    path = hostile.write(kind, hostile.KINDS[kind].small, tmp_path)
    events = list(read_all([Job(identify(path), tmp_path / "part.json", read_document)], 1, LIMITS))
    outcome = events[-1]
    assert isinstance(outcome, Outcome)
    gave_up = outcome.code == "document-crash" and "memory limit" in outcome.values["reason"]
    assert gave_up or outcome.code in FAILURES, outcome
    assert outcome.seconds < LIMITS.seconds + 5  # however busy the machine is
    begun_with = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < begun_with + (LIMITS.memory >> 10) + SLACK


def test_more_pages_than_allowed_are_not_begun(tmp_path: Path) -> None:
    path = hostile.write("20,000 pages", 51, tmp_path)
    (outcome,) = read_all([Job(identify(path), tmp_path / "part.json", read_document)], 1, LIMITS)
    assert isinstance(outcome, Outcome)
    assert (outcome.code, outcome.values) == ("document-too-long", {"pages": "51", "limit": "50"})
