"""Registered sources against a real server: what is published afterwards, to the row."""

from __future__ import annotations

import csv
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from served import PDF, Answer, Site, if_changed, reply
from test_fetch import cut, endless, slow, unannounced_cut

from pipeline.archive import Archive, origin_of
from pipeline.cli import main
from pipeline.fetch import Download
from pipeline.fetch.client import Fetcher
from pipeline.refresh import Refreshed, refresh
from pipeline.sources import load_source

sys.path.insert(0, str(Path(__file__).parents[1] / "compare"))
from drawn_editions import ITEMS, Plan, cards, sheet

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    folder = tmp_path_factory.mktemp("drawn")
    first, second = folder / "1.pdf", folder / "2.pdf"
    cards(Plan(ITEMS, "令和8年3月"), first)
    sheet(Plan((replace(ITEMS[0], figures=("1,200件", "1,600件", "1,800件")), *ITEMS[1:]), "令和9年3月改訂版"), second)
    return first.read_bytes(), second.read_bytes()


class Desk:
    """A `raw` folder with one entry, asked at some time."""

    def __init__(self, web: Site, fetcher: Fetcher, raw: Path) -> None:
        self.web, self.fetcher, self.raw = web, fetcher, raw
        (raw / "sources").mkdir(parents=True)
        self.entry(f"name: 晴原市デジタル推進計画\nfiles: [{web.address}/plan.pdf]\n")

    def entry(self, text: str) -> None:
        (self.raw / "sources" / "plan.yaml").write_text(text, encoding="utf-8")

    def ask(self, now: datetime) -> Refreshed:
        source = load_source(self.raw / "sources" / "plan.yaml")
        return refresh([source], self.raw / "archive", self.fetcher, now)

    def archived(self) -> list[Path]:
        return sorted((self.raw / "archive" / "plan").glob("*.pdf"))


@pytest.fixture
def desk(web: Site, fetcher: Fetcher, tmp_path: Path) -> Desk:
    return Desk(web, fetcher, tmp_path / "raw")


def test_asked_when_due_and_archived_once(desk: Desk, editions: tuple[bytes, bytes]) -> None:
    desk.web.answers["/plan.pdf"] = if_changed(editions[0], '"1"')
    first = desk.ask(NOW)
    assert [path.read_bytes() for path in first.paths] == [editions[0]]
    assert desk.ask(NOW + WEEK / 2) == Refreshed(first.paths, (), 0)
    assert desk.ask(NOW + WEEK) == Refreshed(first.paths, (), 1)  # 304
    desk.web.answers["/plan.pdf"] = reply(200, editions[0])  # without a validator: the same bytes again
    assert desk.ask(NOW + 2 * WEEK) == Refreshed(first.paths, (), 1)
    assert desk.archived() == list(first.paths)


def test_a_revised_file_stands_beside_the_earlier_one(desk: Desk, editions: tuple[bytes, bytes]) -> None:
    desk.web.answers["/plan.pdf"] = if_changed(editions[0], '"1"')
    first = desk.ask(NOW).paths
    desk.web.answers["/plan.pdf"] = if_changed(editions[1], '"2"')
    second = desk.ask(NOW + WEEK).paths
    assert desk.archived() == sorted(first + second)
    assert [path.read_bytes() for path in first + second] == list(editions)
    origin = origin_of(second[0])
    assert origin is not None and origin.address.endswith("/plan.pdf") and origin.retrieved_at == NOW + WEEK
    assert origin.headers["etag"] == '"2"'


def test_what_fails_costs_nothing_and_is_asked_again(desk: Desk, editions: tuple[bytes, bytes]) -> None:
    desk.web.answers["/plan.pdf"] = if_changed(editions[0], '"1"')
    good = desk.ask(NOW).paths
    for answer in (reply(404, b"gone"), reply(500, b"broken"), reply(200, b"<html>maintenance</html>")):
        desk.web.answers["/plan.pdf"] = answer
        failed = desk.ask(NOW + WEEK)
        assert failed.paths == good
        assert [row.code for row in failed.failures] == ["source-not-fetched"]
    desk.web.answers["/plan.pdf"] = if_changed(editions[1], '"2"')
    back = desk.ask(NOW + WEEK)
    assert back.failures == () and back.paths[0].read_bytes() == editions[1]


def test_one_source_that_fails_stops_no_other(desk: Desk, editions: tuple[bytes, bytes]) -> None:
    desk.entry(f"name: x\nfiles: [{desk.web.address}/gone.pdf, {desk.web.address}/plan.pdf]\n")
    desk.web.answers["/plan.pdf"] = reply(200, editions[0])
    found = desk.ask(NOW)
    assert len(found.paths) == len(found.failures) == 1


def test_files_that_a_page_links_to(desk: Desk, editions: tuple[bytes, bytes]) -> None:
    desk.entry(f"name: x\npage:\n  address: {desk.web.address}/dx/\n  link: 推進計画\n")
    page = "<a href='v1.pdf'>デジタル推進計画（PDF）</a><a href='other.pdf'>入札</a>"
    desk.web.answers["/dx/"] = reply(200, page.encode(), Content_Type="text/html; charset=utf-8")
    desk.web.answers["/dx/v1.pdf"], desk.web.answers["/dx/v2.pdf"] = (reply(200, body) for body in editions)
    assert [path.read_bytes() for path in desk.ask(NOW).paths] == [editions[0]]
    assert len(desk.ask(NOW + WEEK / 2).paths) == 1
    desk.web.answers["/dx/"] = reply(200, page.replace("v1", "v2").encode(), Content_Type="text/html")
    assert [path.read_bytes() for path in desk.ask(NOW + WEEK).paths] == [editions[1]]
    desk.web.answers["/dx/"] = reply(200, b"<p>moved</p>", Content_Type="text/html")
    assert [row.code for row in desk.ask(NOW + 2 * WEEK).failures] == ["source-not-fetched"]
    assert len(desk.archived()) == 2


def test_nothing_archived_is_ever_overwritten(tmp_path: Path) -> None:
    archive = Archive("plan", tmp_path)

    def download(content: bytes) -> Download:
        path = tmp_path / "part"
        path.write_bytes(content)
        return Download("https://a.jp/計画.pdf", "https://a.jp/%E8%A8%88%E7%94%BB.pdf", path, content.hex() * 8, 4, {})

    one = archive.put(download(b"abcd"), NOW)
    assert one.name == "2026-11-23_616263646162_計画.pdf"
    assert archive.put(download(b"abcd"), NOW + WEEK) == one
    with pytest.raises(FileExistsError):
        other = download(b"abcd")
        archive.put(replace(other, sha256=other.sha256[:12] + "0" * 52), NOW)
    assert one.read_bytes() == b"abcd"


def published(output: Path, table: str) -> list[dict[str, str]]:
    with (output / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def run(raw: Path, output: Path) -> int:
    with pytest.raises(SystemExit) as left:
        main(["run", "--raw", str(raw), "--output", str(output)])
    return int(left.value.code or 0)


def test_run_without_a_path_publishes_what_the_sources_say(
    desk: Desk, editions: tuple[bytes, bytes], tmp_path: Path
) -> None:
    raw, output = desk.raw, tmp_path / "out"
    (raw / "fetch.yaml").write_text("private_hosts: [127.0.0.1]\ninterval: 0.0\nattempts: 1\n", encoding="utf-8")
    desk.entry(
        f"name: 晴原市デジタル推進計画\nfiles: [{desk.web.address}/plan.pdf]\nlicence: CC BY 4.0\n"
        "expect: {initiatives: 7}\n"
        "corrections:\n- {table: initiatives, where: {code: 1-1-1}, field: category, was: x, now: y, reason: z}\n"
        "- {table: plans, where: {start_fy: 2026}, field: title, was: 晴原市デジタル推進計画,"
        " now: 晴原市DX計画, reason: 正誤表}\n"
    )
    desk.web.answers["/plan.pdf"] = if_changed(editions[0], '"1"')
    assert run(raw, output) == 0
    document = published(output, "documents")[0]
    assert (document["source_url"], document["licence"]) == (f"{desk.web.address}/plan.pdf", "CC BY 4.0")
    assert document["retrieved_at"]
    assert published(output, "plans")[0]["title"] == "晴原市DX計画"
    codes = {row["code"] for row in published(output, "findings")}
    assert {"corrected", "correction-without-effect", "count-not-expected"} <= codes

    due(raw)
    desk.web.answers["/plan.pdf"] = if_changed(editions[1], '"2"')
    assert run(raw, output) == 0
    assert [(row["before"], row["after"]) for row in published(output, "changes")] == [("1,500件", "1,600件")]
    assert len(published(output / "history", "documents")) == 1

    due(raw)
    before = {path.name: path.read_bytes() for path in output.glob("[!f]*.csv")}
    desk.web.answers["/plan.pdf"] = reply(500, b"broken")
    assert run(raw, output) == 1
    assert "source-not-fetched" in {row["code"] for row in published(output, "findings")}
    assert {path.name: path.read_bytes() for path in output.glob("[!f]*.csv")} == before
    desk.web.answers["/plan.pdf"] = if_changed(editions[1], '"2"')
    assert run(raw, output) == 0
    assert "source-not-fetched" not in {row["code"] for row in published(output, "findings")}


FAILURES: dict[str, Answer] = {
    "404": reply(404, b"gone"),
    "410": reply(410, b"gone"),
    "403": reply(403, b"no"),
    "500": reply(500, b"broken"),
    "a page": reply(200, b"<!DOCTYPE html><html>maintenance</html>", Content_Type="text/html"),
    "nothing": reply(200, b""),
    "cut": cut,
    "cut without a word": unannounced_cut,
    "too short a length": reply(200, PDF, Content_Length=str(len(PDF) - 2000)),
    "slow": slow,
    "endless": endless,
    "too long a length": reply(200, PDF, Content_Length="99999999"),
    "round and round": reply(302, b"", Location="/plan.pdf"),
    "a private address": reply(302, b"", Location="http://10.0.0.1/plan.pdf"),
}


@pytest.mark.slow
def test_whatever_a_server_does_what_is_published_stays_to_the_row(
    desk: Desk, editions: tuple[bytes, bytes], tmp_path: Path
) -> None:
    raw, output, web = desk.raw, tmp_path / "out", desk.web
    settings = "private_hosts: [127.0.0.1]\ninterval: 0.0\nattempts: 1\nseconds: 0.3\nsize: 200000\n"
    (raw / "fetch.yaml").write_text(settings, encoding="utf-8")
    other = f"name: other\nfiles: [{web.address}/other.pdf]\n"
    (raw / "sources" / "zz.yaml").write_text(other, encoding="utf-8")  # asked after the one that fails
    plan = tmp_path / "other.pdf"
    sheet(Plan(ITEMS[:3], "令和8年3月", title="晴原市環境基本計画"), plan)
    web.answers["/plan.pdf"], web.answers["/other.pdf"] = reply(200, editions[0]), reply(200, plan.read_bytes())
    assert run(raw, output) == 0
    before = tables(output)
    assert len(before["documents.csv"].splitlines()) == 3
    for kind, answer in FAILURES.items():
        due(raw)
        web.answers["/plan.pdf"] = answer
        assert run(raw, output) == 1, kind
        assert tables(output) == before, kind
        assert [row["code"] for row in published(output, "findings")].count("source-not-fetched") == 1
    asked = len(web.asked("/plan.pdf")), len(web.asked("/other.pdf"))
    web.answers["/plan.pdf"] = reply(200, editions[1])
    assert run(raw, output) == 0
    assert [(row["before"], row["after"]) for row in published(output, "changes")] == [("1,500件", "1,600件")]
    assert "source-not-fetched" not in {row["code"] for row in published(output, "findings")}
    # what failed was asked again though it was not due, what did not fail was not
    assert (len(web.asked("/plan.pdf")), len(web.asked("/other.pdf"))) == (asked[0] + 1, asked[1])


def tables(output: Path) -> dict[str, bytes]:
    """What is published, but for the findings, which say what failed."""
    return {path.name: path.read_bytes() for path in output.glob("[!f]*.csv")}


def due(raw: Path) -> None:
    """Let every address be long due."""
    for state in (raw / "archive").glob("*/state.json"):
        text = state.read_text(encoding="utf-8")
        state.write_text(text.replace('"asked_at": "20', '"asked_at": "19'), encoding="utf-8")


def test_a_changed_entry_takes_effect_on_an_unchanged_file(
    desk: Desk, editions: tuple[bytes, bytes], tmp_path: Path
) -> None:
    raw, output = desk.raw, tmp_path / "out"
    (raw / "fetch.yaml").write_text("private_hosts: [127.0.0.1]\ninterval: 0.0\nattempts: 1\n", encoding="utf-8")
    plain = f"name: 晴原市デジタル推進計画\nfiles: [{desk.web.address}/plan.pdf]\n"
    figure = (
        "corrections:\n- {table: targets, where: {raw: '1,500件'}, field: raw, was: '1,500件', now: '%s', reason: z}\n"
    )
    desk.web.answers["/plan.pdf"] = if_changed(editions[0], '"1"')
    raws, ids = [], []
    for entry in (plain, plain, plain + figure % "1,550件", plain + figure % "1,560件", plain):
        desk.entry(entry)
        assert run(raw, output) == 0
        raws.append(next(row["raw"] for row in published(output, "targets") if row["fiscal_year"] == "2027"))
        ids.append({row["indicator_id"] for row in published(output, "targets")})
    assert raws == ["1,500件", "1,500件", "1,550件", "1,560件", "1,500件"]
    assert all(each == ids[0] for each in ids)
    assert published(output, "changes") == [] and len(desk.web.asked("/plan.pdf")) == 1


def test_a_run_that_was_killed_while_archiving_leaves_the_archive_sound(
    desk: Desk, editions: tuple[bytes, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between the archive's link and the removal of the part: the part must not be written to any more."""

    class Killed(BaseException):
        pass

    def killed(*_: object, **__: object) -> None:
        raise Killed

    desk.web.answers["/plan.pdf"] = if_changed(editions[0], '"1"')
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(Path, "unlink", killed)
        desk.ask(NOW)
    (first,) = desk.archived()
    desk.web.answers["/plan.pdf"] = if_changed(editions[1], '"2"')
    (second,) = desk.ask(NOW + WEEK).paths
    assert (first.read_bytes(), second.read_bytes()) == editions


def test_a_broken_entry_is_named_before_anything_is_asked(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.entry("name: x\nfile: y\n")
    assert run(desk.raw, tmp_path / "out") == 2
    assert "plan.yaml:2: file" in capsys.readouterr().err
    assert desk.web.requests == []
