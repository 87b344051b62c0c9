"""The run as a Prefect flow, against a real server in a home of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from pipeline.ingest import run

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "raw" / "samples" / "hayamano_kpis.pdf"
QUIET = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "PREFECT_LOGGING_LEVEL": "WARNING"}
PATIENCE = 120.0
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
        running = subprocess.Popen(command, env=env, cwd=home, stdout=log, stderr=log)
    try:
        _wait_for(lambda: _healthy(url), home / "server.log")
        yield env
    finally:
        running.terminate()
        running.wait(30)


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
    answer = httpx.post(f"{env['PREFECT_API_URL']}/{path}/filter", json=body, timeout=30)
    answer.raise_for_status()
    found: list[dict[str, object]] = answer.json()
    return found


def test_deployments_are_accepted_and_scheduled(server: dict[str, str]) -> None:
    for command in (["work-pool", "create", "keikaku", "--type", "process"], ["deploy", "--all"]):
        done = subprocess.run([*PREFECT, *command], env=server, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
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
    assert shown.keys() == {"documents", "records", "failures", "dataset"}
    assert "not-a-pdf" in str(shown["failures"]["data"])
    assert "2 of 2 documents" in str(shown["documents"]["description"])


def test_usage_errors_do_not_start_prefect(server: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "run", str(tmp_path), "--output", str(tmp_path / "out"), "--prefect"]
    done = subprocess.run(command, env=server, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert tmp_path.name in done.stderr and "Traceback" not in done.stderr
