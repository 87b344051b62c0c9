"""An archive that two machines without a shared disk have in common."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import fsspec
import pytest
from served import PDF, QUICK, Site, if_changed, reply

from pipeline.fetch.client import Fetcher
from pipeline.mirror import Mirror
from pipeline.refresh import Refreshed, refresh
from pipeline.sources import load_source

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
WEEK = timedelta(days=7)
REVISED = PDF.replace(b"1.7", b"1.6")


@pytest.fixture(params=["memory://shared/archive", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    yield (tmp_path / "store").as_uri() if request.param == "file" else request.param
    fsspec.filesystem("memory").store.clear()


class Machine:
    """A machine with a disk of its own."""

    def __init__(self, folder: Path, web: Site, store: str) -> None:
        self.folder, self.store = folder, store
        folder.mkdir()
        self.entry = folder / "plan.yaml"
        self.entry.write_text(f"name: plan\nfiles: ['{web.address}/plan.pdf']\n", encoding="utf-8")

    def ask(self, now: datetime) -> Refreshed:
        with Fetcher(self.folder / "parts", QUICK) as fetcher:
            return refresh([load_source(self.entry)], self.folder / "archive", fetcher, now, Mirror(self.store))


@pytest.fixture
def machines(web: Site, store: str, tmp_path: Path) -> tuple[Machine, Machine]:
    web.answers["/plan.pdf"] = if_changed(PDF, '"1"')
    return Machine(tmp_path / "one", web, store), Machine(tmp_path / "two", web, store)


def test_what_one_machine_fetched_the_other_need_not_ask_for(web: Site, machines: tuple[Machine, Machine]) -> None:
    one, two = machines
    first = one.ask(NOW)
    second = two.ask(NOW + WEEK / 2)
    assert (first.asked, second.asked, second.failures) == (1, 0, ())
    assert [path.read_bytes() for path in second.paths] == [PDF]
    assert [path.name for path in second.paths] == [path.name for path in first.paths]
    assert len(web.asked("/plan.pdf")) == 1
    web.answers["/plan.pdf"] = if_changed(REVISED, '"2"')
    assert [path.read_bytes() for path in two.ask(NOW + WEEK).paths] == [REVISED]
    assert web.asked("/plan.pdf")[-1]["if-none-match"] == '"1"'
    assert [path.read_bytes() for path in one.ask(NOW + WEEK).paths] == [REVISED]
    assert len(web.asked("/plan.pdf")) == 2
    assert len(list((one.folder / "archive" / "plan").glob("*.pdf"))) == 2  # its own first edition stays


def test_a_file_that_broke_off_on_its_way_is_brought_again(machines: tuple[Machine, Machine], store: str) -> None:
    one, two = machines
    (path,) = one.ask(NOW).paths
    system, root = fsspec.core.url_to_fs(store)
    system.pipe_file(f"{root}/plan/{path.name}", PDF[:100])
    found = two.ask(NOW)
    assert [row.code for row in found.failures] == ["source-not-fetched"]
    assert [path.read_bytes() for path in found.paths] == [PDF]  # asked for itself, and brought to the store
    assert system.cat_file(f"{root}/plan/{path.name}") == PDF


def test_a_store_that_cannot_be_reached_stops_no_source(web: Site, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    web.answers["/plan.pdf"] = reply()
    machine = Machine(tmp_path / "one", web, (tmp_path / "file" / "store").as_uri())
    found = machine.ask(NOW)
    assert [path.read_bytes() for path in found.paths] == [PDF]
    assert {row.code for row in found.failures} == {"source-not-fetched"}
