"""`keikaku diff`, `report`, `sources`, and `run` without a path, as a person meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline import cli, flows, ingest, refresh
from pipeline.findings import finding
from pipeline.refresh import Refreshed
from tests.pipeline.test_assessment import HTML

SAMPLES = Path(__file__).parents[2] / "raw" / "samples"
SAMPLE = SAMPLES / "hayamano_kpis.pdf"
PAGE = "https://www.city.example.lg.jp/plan/dx.html"


def keikaku(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main([str(argument) for argument in arguments])
    return int(left.value.code or 0)


def test_diff_in_text_json_and_html(capsys: pytest.CaptureFixture[str]) -> None:
    assert keikaku("diff", SAMPLE, SAMPLE) == 0
    text = capsys.readouterr().out
    assert keikaku("diff", SAMPLE, SAMPLE, "--json") == 0
    assert json.loads(capsys.readouterr().out)["changes"] == []
    assert keikaku("diff", SAMPLE, SAMPLE, "--html") == 0
    html = capsys.readouterr().out
    assert "葉山野市" in text and "葉山野市" in html and html.lstrip().startswith("<!doctype html>")


def test_diff_says_what_it_cannot_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert keikaku("diff", SAMPLE, SAMPLE, "--json", "--html") == 2
    assert "--html" in capsys.readouterr().err
    (tmp_path / "text.pdf").write_text("no PDF")
    assert keikaku("diff", SAMPLE, tmp_path / "text.pdf") == 1
    assert "text.pdf" in capsys.readouterr().err
    assert keikaku("diff", tmp_path / "gone.pdf", SAMPLE) == 2
    assert "gone.pdf" in capsys.readouterr().err


def test_report_needs_a_published_folder_and_sources_that_exist(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert keikaku("report", tmp_path) == 2
    assert str(tmp_path) in capsys.readouterr().err
    ingest.run([SAMPLE], tmp_path)
    assert keikaku("report", tmp_path, "--sources", tmp_path / "gone") == 2
    assert "gone" in capsys.readouterr().err
    assert keikaku("report", tmp_path) == 0
    said = capsys.readouterr().out
    assert "1 plans, 0 page pictures" in said and f"{SAMPLE.name}: 元のPDFがなく" in said
    assert keikaku("report", tmp_path, "--sources", SAMPLES) == 0
    said = capsys.readouterr().out
    assert "0 page pictures" not in said and "元のPDFがなく" not in said


def test_sources_are_added_listed_and_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert keikaku("sources", "add", PAGE, "--raw", tmp_path) == 0
    assert "lg_code" in capsys.readouterr().out
    assert keikaku("sources", "add", PAGE, "--raw", tmp_path) == 2
    assert keikaku("sources", "add", "file:///etc/passwd", "--raw", tmp_path) == 2
    assert "登録できません" in capsys.readouterr().err
    assert keikaku("sources", "list", "--raw", tmp_path) == 0
    assert capsys.readouterr().out.split("\t")[-1].strip() == PAGE
    assert keikaku("sources", "check", "--raw", tmp_path) == 0
    (tmp_path / "sources" / "bad.yaml").write_text("name: [", encoding="utf-8")
    assert keikaku("sources", "check", "--raw", tmp_path) == 1
    assert keikaku("sources", "list", "--raw", tmp_path) == 1
    assert "bad.yaml" in capsys.readouterr().err
    assert keikaku("run", "--raw", tmp_path, "--output", tmp_path / "out") == 2
    assert "sources check" in capsys.readouterr().err


@pytest.fixture
def registered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A `raw` folder whose only source has delivered a plan, and whose second address is gone."""
    assert keikaku("sources", "add", PAGE, "--raw", tmp_path) == 0
    gone = finding("source-not-fetched", name="DX", address=PAGE, reason="404")
    monkeypatch.setattr(refresh, "refresh_registered", lambda _: Refreshed((SAMPLE,), (gone,), 2))
    return tmp_path


def test_run_without_a_path_reads_what_was_fetched_and_names_what_was_not(
    registered: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = registered / "out"
    assert keikaku("run", "--raw", registered, "--output", out) == 1
    said = capsys.readouterr()
    assert "公開しました" in said.out and "failed 1" in said.out and "404" in said.err
    assert json.loads((out / "plans.json").read_bytes())[0]["municipality"] == "葉山野市"
    assert keikaku("run", SAMPLE, "--output", out) == 0
    assert "変更はありません" in capsys.readouterr().out
    (registered / "file").write_text("in the way")
    assert keikaku("run", "--raw", registered, "--output", registered / "file") == 2


def test_as_a_flow_the_same_files_and_failures_are_handed_over(
    registered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = []
    monkeypatch.setattr(flows, "run_as_flow", lambda *arguments: given.append(arguments) or 0)
    assert keikaku("run", "--raw", registered, "--output", registered / "out", "--prefect") == 0
    assert keikaku("run", SAMPLE, "--output", registered / "out", "--prefect", "--jobs", "2") == 0
    (fetched, named) = given
    assert fetched[0] == (SAMPLE,) and [found.code for found in fetched[3]] == ["source-not-fetched"]
    assert named[:3] == ((SAMPLE,), registered / "out", 2)


def test_an_interruption_is_said_and_has_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ingest, "run", interrupted)
    assert keikaku("run", SAMPLE, "--output", "unused") == 130
    assert "中断しました" in capsys.readouterr().err


def test_an_outside_assessment_is_no_plan_to_compare(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "survey.html").write_text(HTML, encoding="utf-8")
    assert keikaku("diff", SAMPLE, tmp_path / "survey.html") == 1
    assert "survey.html は計画ではありません。" in capsys.readouterr().err
