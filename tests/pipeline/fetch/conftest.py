"""A site and a fetcher that may ask it, quick to give up and to try again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from served import QUICK, Site, site

from pipeline.fetch.client import Fetcher


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as found:
        yield found


@pytest.fixture
def fetcher(tmp_path: Path) -> Iterator[Fetcher]:
    with Fetcher(tmp_path / "parts", QUICK) as found:
        yield found
