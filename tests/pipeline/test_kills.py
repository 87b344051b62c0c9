"""Killed at any moment and run again, a run leaves what an undisturbed one leaves. More kills: benchmarks/kills.py."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.kills import ROOT, Scenario, differences, ingest_samples, kill_and_repeat, refresh_sources

pytestmark = pytest.mark.slow


@pytest.fixture(params=["run", "refresh"])
def scenario(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scenario]:
    if request.param == "run":
        yield ingest_samples()
    else:
        with refresh_sources(tmp_path / "base") as found:
            yield found


def test_killed_and_run_again_it_publishes_the_same(scenario: Scenario, tmp_path: Path) -> None:
    trials = list(kill_and_repeat(scenario, tmp_path, kills=3, seed=7))
    assert [trial.differences for trial in trials] == [[], [], []]
    assert not trials[0].late


def test_two_runs_at_once_publish_what_one_does(tmp_path: Path) -> None:
    scenario = ingest_samples()
    for name in ("alone", "together"):
        scenario.prepare(tmp_path / name)
    subprocess.run(scenario.command(tmp_path / "alone"), cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
    command = scenario.command(tmp_path / "together")
    running = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) for _ in range(2)]
    assert [each.wait(120) for each in running] == [0, 0]
    assert differences(tmp_path / "alone", tmp_path / "together") == []


def test_what_a_kill_could_leave_is_seen(tmp_path: Path) -> None:
    """The comparison itself: a byte, a row and a file too many are told."""
    scenario = ingest_samples()
    scenario.prepare(tmp_path / "one")
    subprocess.run(scenario.command(tmp_path / "one"), cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
    shutil.copytree(tmp_path / "one", tmp_path / "other", symlinks=True)
    assert differences(tmp_path / "one", tmp_path / "other") == []
    (tmp_path / "other" / "output" / "targets.csv").write_text("changed")
    (tmp_path / "other" / "output" / ".keikaku-parts").mkdir()
    (tmp_path / "other" / "output" / ".keikaku-parts" / "x.json").write_text("left")
    said = differences(tmp_path / "one", tmp_path / "other")
    assert said == ["output/.keikaku-parts/x.json: left over", "output/targets.csv: differs"]
