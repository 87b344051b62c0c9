"""The run as a Prefect flow, against a real server in a home of its own."""

from __future__ import annotations

import csv
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from pipeline.ingest import run
from pipeline.inputs import Incoming
from tests.pipeline.compare.drawn_editions import ITEMS, Plan, cards
from tests.pipeline.fetch.served import in_turn, reply, site

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "raw" / "samples" / "hayamano_kpis.pdf"
QUIET = {
    "DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "PREFECT_LOGGING_LEVEL": "WARNING",
    # Nothing but impatience: a server looks for what is due, and a worker for work, every few seconds.
    "PREFECT_SERVER_SERVICES_SCHEDULER_RECENT_DEPLOYMENTS_LOOP_SECONDS": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_FLUSH_INTERVAL": "1",
    "PREFECT_WORKER_QUERY_SECONDS": "1",
}  # fmt: skip
PATIENCE = 180.0
PREFECT = (sys.executable, "-m", "prefect", "--no-prompt")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment in which Prefect commands speak to a server of this test run."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    home = tmp_path_factory.mktemp("prefect")
    url = f"http://127.0.0.1:{port}/api"
    env = {**os.environ, **QUIET, "PREFECT_HOME": str(home), "PREFECT_API_URL": url, "PYTHONPATH": str(ROOT)}
    command = [*PREFECT, "server", "start", "--host", "127.0.0.1", "--port", port]
    with (home / "server.log").open("w") as log:
        running = subprocess.Popen(command, env=env, cwd=home, stdout=log, stderr=log, start_new_session=True)
    try:
        _wait_for(lambda: _healthy(url), home / "server.log")
        yield env
    finally:
        _end(running)


def _end(running: subprocess.Popen[bytes]) -> None:
    """End a program and those that it started."""
    running.terminate()
    with suppress(subprocess.TimeoutExpired):
        running.wait(20)
    with suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def _healthy(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health", timeout=2).status_code == 200
    except httpx.TransportError:
        return False


def _wait_for(reached, log: Path) -> None:  # type: ignore[no-untyped-def]
    until = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < until, log.read_text()[-4000:]
        time.sleep(0.5)


def _said(env: dict[str, str], path: str, body: dict[str, object]) -> list[dict[str, object]]:
    answer = httpx.post(f"{env['PREFECT_API_URL']}/{path}/filter", json=body, timeout=PATIENCE)
    answer.raise_for_status()
    found: list[dict[str, object]] = answer.json()
    return found


def test_deployments_are_accepted_and_scheduled(server: dict[str, str]) -> None:
    _prefect(server, "work-pool", "create", "keikaku", "--type", "process")
    _prefect(server, "deploy", "--all")
    deployments = {item["name"]: item for item in _said(server, "deployments", {})}
    assert deployments.keys() == {"weekly", "by-hand"}
    scheduled = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
    _wait_for(lambda: _said(server, "flow_runs", scheduled), Path(server["PREFECT_HOME"]) / "server.log")
    runs = _said(server, "flow_runs", scheduled)
    assert {run["deployment_id"] for run in runs} == {deployments["weekly"]["id"]}
    assert all(str(run["expected_start_time"])[11:16] == "21:00" for run in runs)  # 06:00 in Tokyo


def test_the_flow_publishes_and_shows_it(server: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_text("no PDF")
    paths = [SAMPLE, tmp_path / "broken.pdf"]
    command = [sys.executable, "-m", "pipeline", "run", *paths, "--output", tmp_path / "out", "--prefect"]
    done = subprocess.run(command, env=server, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "broken.pdf" in done.stderr
    run(paths, tmp_path / "plain")
    assert (tmp_path / "out" / "targets.csv").exists()
    for path in (tmp_path / "plain").glob("*.csv"):
        assert path.read_bytes() == (tmp_path / "out" / path.name).read_bytes()
    states = {str(item["name"]).split()[0]: item["state_type"] for item in _said(server, "task_runs", {})}
    assert {name.split("-")[0] for name in states} == {"identify", "extract", "publish"}
    assert set(states.values()) == {"COMPLETED"}
    shown = {item["key"]: item for item in _said(server, "artifacts", {})}
    assert shown.keys() == {"documents", "records", "findings", "failures", "changes", "dataset", "feed"}
    assert "not-a-pdf" in str(shown["failures"]["data"])
    assert "2 of 2 documents" in str(shown["documents"]["description"])


def test_a_dask_cluster_publishes_the_same(server: dict[str, str], tmp_path: Path) -> None:
    paths = [SAMPLE, SAMPLE.with_name("fujisawa_forms.pdf")]
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "run",
        *paths,
        "--output",
        tmp_path / "out",
        "--jobs",
        "2",
        "--prefect",
    ]
    env = {**server, "KEIKAKU_DASK": "local"}
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "PrefectDaskClient" in done.stderr + done.stdout
    run(paths, tmp_path / "plain")
    for path in [*(tmp_path / "plain").glob("*.csv"), *(tmp_path / "plain").glob("*.parquet")]:
        assert path.read_bytes() == (tmp_path / "out" / path.name).read_bytes()


@pytest.mark.parametrize(("documents", "jobs", "sizes"), [(3, 2, [1] * 3), (50, 2, [1] * 50), (205, 2, [5] * 41)])
def test_hundreds_of_documents_go_together(documents: int, jobs: int, sizes: list[int]) -> None:
    from pipeline.flows import _bundles  # noqa: PLC0415 - imports Prefect

    items = [Incoming(Path(f"{number}.pdf"), str(number)) for number in range(documents)]
    found = list(_bundles(items, jobs))
    assert [len(each) for each in found] == sizes
    assert [item for each in found for item in each] == items


def test_usage_errors_do_not_start_prefect(server: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "run", str(tmp_path), "--output", str(tmp_path / "out"), "--prefect"]
    done = subprocess.run(command, env=server, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert tmp_path.name in done.stderr and "Traceback" not in done.stderr


@pytest.fixture
def registered(tmp_path: Path) -> Iterator[Path]:
    """A `raw` folder with one source, whose server has a first edition when it is asked first and then another."""
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    cards(Plan(ITEMS, "令和8年3月"), first)
    revised = (replace(ITEMS[0], figures=("1,200件", "1,600件", "1,800件")), *ITEMS[1:])
    cards(Plan(revised, "令和9年3月改訂版"), second)
    with site() as web:
        web.answers["/plan.pdf"] = in_turn(reply(200, first.read_bytes()), reply(200, second.read_bytes()))
        raw = tmp_path / "raw"
        (raw / "sources").mkdir(parents=True)
        entry = f"name: 晴原市デジタル推進計画\nfiles: [{web.address}/plan.pdf]\n"
        (raw / "sources" / "plan.yaml").write_text(entry, encoding="utf-8")
        (raw / "fetch.yaml").write_text("private_hosts: [127.0.0.1]\ninterval: 0.0\n", encoding="utf-8")
        yield raw


def _prefect(env: dict[str, str], *command: str) -> None:
    done = subprocess.run([*PREFECT, *command], env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def worker(server: dict[str, str]) -> Iterator[dict[str, str]]:
    """A worker of the pool, as an operator starts it."""
    _prefect(server, "work-pool", "create", "keikaku", "--type", "process", "--overwrite")
    home = Path(server["PREFECT_HOME"])
    command = [*PREFECT, "worker", "start", "--pool", "keikaku"]
    with (home / "worker.log").open("w") as log:
        running = subprocess.Popen(command, env=server, cwd=home, stdout=log, stderr=log, start_new_session=True)
    try:
        yield server
    finally:
        _end(running)


def test_a_scheduled_run_of_a_deployment_publishes_what_a_city_changed(
    worker: dict[str, str], registered: Path, tmp_path: Path
) -> None:
    raw, output = registered, tmp_path / "out"
    parameters = json.dumps({"raw": str(raw), "output": str(output)})
    soon = datetime.now(UTC) + timedelta(seconds=2)
    schedule = ("--interval", "15", "--anchor-date", soon.isoformat(), "--pool", "keikaku", "--params", parameters)
    _prefect(worker, "deploy", "pipeline/flows.py:refresh", "--name", "soon", *schedule)
    deployment = next(item["id"] for item in _said(worker, "deployments", {}) if item["name"] == "soon")
    mine = {"deployments": {"id": {"any_": [deployment]}}}
    ended = {**mine, "flow_runs": {"state": {"type": {"any_": ["COMPLETED", "FAILED", "CRASHED"]}}}}
    log = Path(worker["PREFECT_HOME"]) / "worker.log"

    _wait_for(lambda: _said(worker, "flow_runs", ended), log)
    state = raw / "archive" / "plan" / "state.json"
    state.write_text(state.read_text(encoding="utf-8").replace('"asked_at": "20', '"asked_at": "19'), encoding="utf-8")
    _wait_for(lambda: len(_rows(output, "changes")) > 0, log)
    _wait_for(lambda: _changed(worker), log)
    _prefect(worker, "deployment", "schedule", "clear", "refresh/soon", "--accept-yes")

    runs = _said(worker, "flow_runs", ended)
    assert {run["state_name"] for run in runs} == {"Completed"}
    assert all(run["auto_scheduled"] and run["work_pool_name"] == "keikaku" for run in runs)
    assert [(row["before"], row["after"]) for row in _rows(output, "changes")] == [("1,500件", "1,600件")]
    assert len(_rows(output / "history", "documents")) == len(_rows(output, "documents")) == 1
    shown = [item for item in _said(worker, "artifacts", {}) if "1,600" in str(item["data"])]
    assert {item["key"] for item in shown} == {"changes"}
    (event,) = _changed(worker)
    assert event["payload"] == {"changes": 1, "output": str(output)}
    feed = json.loads((output / "changes.feed.json").read_bytes())
    assert [item["content_text"] for item in feed["items"]] == ["目標値の変更1件。"]


def _rows(folder: Path, table: str) -> list[dict[str, str]]:
    path = folder / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _changed(env: dict[str, str]) -> list[dict[str, object]]:
    """The events that an automation would react to."""
    body = {"filter": {"event": {"name": ["keikaku.plan.changed"]}}}
    answer = httpx.post(f"{env['PREFECT_API_URL']}/events/filter", json=body, timeout=PATIENCE)
    answer.raise_for_status()
    found: list[dict[str, object]] = answer.json()["events"]
    return found
