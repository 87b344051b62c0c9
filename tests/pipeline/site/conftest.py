"""A site of two cities, written once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ingest import run
from pipeline.publish.folder import publish
from pipeline.schema import Dataset
from pipeline.site import write_site
from tests.pipeline.comparison.cities import A, dataset

SAMPLE = Path(__file__).parents[3] / "raw" / "samples" / "hadano_slides.pdf"

PAGES = ("index.html", "table.html", "changes.html", "themes/online.html", f"plans/pa-{A[:8]}.html")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    publish(dataset(), folder)
    return write_site(folder).first.parent


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of a sample plan, read from its PDF, with pictures of its pages."""
    folder = tmp_path_factory.mktemp("pictured")
    run([SAMPLE], folder)
    written = write_site(folder, [SAMPLE.parent])
    assert written.pictures and not written.without_source
    return written.first.parent


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of a plan with 240 initiatives under one theme."""
    folder = tmp_path_factory.mktemp("long")
    given = dict(dataset())
    first = given["initiatives"][0]
    made = [first.model_copy(update={"initiative_id": f"x{n}", "code": str(n)}) for n in range(240)]
    publish(Dataset({**given, "initiatives": (*given["initiatives"], *made)}), folder)
    return write_site(folder).first.parent
