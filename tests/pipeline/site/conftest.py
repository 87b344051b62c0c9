"""A site of two cities, written once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.publish.folder import publish
from pipeline.site import write_site
from tests.pipeline.comparison.cities import A, dataset

PAGES = ("index.html", "table.html", "changes.html", "themes/online.html", f"plans/pa-{A[:8]}.html")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    publish(dataset(), folder)
    return write_site(folder).first.parent
