"""A site and a fetcher that may ask it, quick to give up and to try again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from served import Site, site

from pipeline.fetch import Limits
from pipeline.fetch.client import Fetcher

QUICK = Limits(
    size=200_000, seconds=3.0, silence=0.5, attempts=3, first_wait=0.01, longest_wait=0.05, interval=0.0,
    private_hosts=frozenset({"127.0.0.1"}),
)  # fmt: skip


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as found:
        yield found


@pytest.fixture
def fetcher(tmp_path: Path) -> Iterator[Fetcher]:
    with Fetcher(tmp_path / "parts", QUICK) as found:
        yield found
