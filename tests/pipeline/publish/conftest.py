"""The sample dataset, its earlier edition, and both published."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.publish.folder import publish
from pipeline.schema import Dataset
from tests.pipeline.publish.sample import ROWS, dataset_of


@pytest.fixture(scope="session")
def latest() -> Dataset:
    """One plan with something in most tables."""
    return dataset_of(*ROWS)


@pytest.fixture(scope="session")
def past() -> Dataset:
    """An earlier edition of the plan."""
    document = ROWS[0].model_copy(update={"document_id": "b" * 64})
    plan = ROWS[1].model_copy(update={"document_id": "b" * 64, "status": "draft"})
    return dataset_of(document, plan)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, latest: Dataset, past: Dataset) -> Path:
    """The sample dataset, published once for all tests that only read it."""
    folder = tmp_path_factory.mktemp("published") / "output"
    publish(latest, folder, past)
    return folder
