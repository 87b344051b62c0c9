"""The command as a person meets it: exit codes, messages in both languages, what a start costs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pipeline import cli

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "raw" / "samples" / "hayamano_kpis.pdf"
JAPANESE = "。"


def keikaku(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main([str(argument) for argument in arguments])
    return int(left.value.code or 0)


def drawn(path: Path, encrypt: StandardEncryption | None = None) -> Path:
    canvas = Canvas(str(path), encrypt=encrypt)
    canvas.drawString(72, 720, "no tables here")
    canvas.save()
    return path


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["run", "--help"], ["run", "--raw", "/nowhere"], ["run", "/nowhere/plan.pdf"], ["schema"]],
    ids=" ".join,
)
def test_a_start_pays_for_nothing_it_does_not_use(arguments: list[str]) -> None:
    script = (
        "import sys\nfrom pipeline import cli\nheavy = {'prefect', 'pandas', 'duckdb', 'xlsxwriter'}\n"
        f"try:\n    cli.main({arguments!r})\n"
        "finally:\n    print(sorted(heavy & sys.modules.keys()), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stderr.splitlines()[-1] == "[]"


def test_help_names_the_commands_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert keikaku("--help") == 0
    said = capsys.readouterr().out
    assert all(command in said for command in ("run", "inspect", "validate", "schema"))
    assert "計画" in said and "datasets" in said


def test_run_then_validate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert keikaku("run", SAMPLE, "--output", tmp_path) == 0
    assert keikaku("validate", tmp_path) == 0
    said = capsys.readouterr()
    assert "公開しました" in said.out and "plans 1" in said.out
    assert said.err.startswith(f"[1/1] {SAMPLE.name}: ")
    (tmp_path / "targets.csv").resolve().write_text("damaged")
    assert keikaku("validate", tmp_path) == 1
    assert "targets" in capsys.readouterr().err


def test_schema_is_json_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert keikaku("schema") == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert "targets" in schema["properties"]


@pytest.mark.parametrize(
    "arguments", [["run", "--raw", "/nowhere"], ["run", "--jobs", "0", "x.pdf"], ["run", "--no-such"], ["nonsense"]]
)
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert keikaku(*arguments) == 2
    said = capsys.readouterr()
    assert said.err or said.out


BAD = {
    "not a PDF": (1, "text.pdf"),
    "empty": (1, "empty.pdf"),
    "cut": (1, "cut.pdf"),
    "user password": (1, "locked.pdf"),
    "folder without PDFs": (2, "bare"),
    "does not exist": (2, "gone.pdf"),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_is_named_in_both_languages(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "text.pdf").write_text("<html>not found</html>")
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "cut.pdf").write_bytes(SAMPLE.read_bytes()[:4000])
    (tmp_path / "bare").mkdir()
    drawn(tmp_path / "locked.pdf", StandardEncryption("secret"))
    code, name = BAD[kind]
    assert keikaku("run", tmp_path / name, "--output", tmp_path / "out") == code
    japanese, english = capsys.readouterr().err.strip().splitlines()[-2:]
    assert name in japanese and JAPANESE in japanese
    assert name in english and JAPANESE not in english


def test_a_pdf_without_tables_is_published_with_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert keikaku("run", drawn(tmp_path / "plain.pdf"), "--output", tmp_path / "out") == 0
    assert re.search(r"findings \d+ \((error|warning|info) \d+", capsys.readouterr().out)
    findings = json.loads((tmp_path / "out" / "findings.json").read_text())
    assert "no-tables" in {found["code"] for found in findings}


def test_a_password_that_only_forbids_copying_is_no_obstacle(tmp_path: Path) -> None:
    encrypt = StandardEncryption("", ownerPassword="owner", canCopy=0)
    assert keikaku("run", drawn(tmp_path / "kept.pdf", encrypt), "--output", tmp_path / "out") == 0
    (document,) = json.loads((tmp_path / "out" / "documents.json").read_text())
    assert document["copy_restricted"] is True


def test_an_output_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("in the way")
    assert keikaku("run", SAMPLE, "--output", tmp_path / "file") == 2
    assert str(tmp_path / "file") in capsys.readouterr().err


def test_inspect(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert keikaku("inspect", SAMPLE, "--page", "1", "--output", tmp_path) == 0
    assert (tmp_path / "hayamano_kpis.p1.png").read_bytes().startswith(b"\x89PNG")
    assert str(tmp_path / "hayamano_kpis.p1.png") in capsys.readouterr().out
    assert keikaku("inspect", SAMPLE, "--page", "99", "--output", tmp_path) == 2
    (tmp_path / "text.pdf").write_text("no PDF")
    assert keikaku("inspect", tmp_path / "text.pdf", "--output", tmp_path) == 1
    assert keikaku("inspect", tmp_path / "gone.pdf", "--output", tmp_path) == 2


@pytest.mark.parametrize("text", ["many", "0", "-3", "1.5", "１０"])
def test_a_wrong_limit_is_named_in_both_languages(
    text: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KEIKAKU_MAX_PAGES", text)
    assert keikaku("run", SAMPLE, "--output", tmp_path / "out") == 2
    japanese, english = capsys.readouterr().err.strip().splitlines()
    assert "KEIKAKU_MAX_PAGES" in japanese and "KEIKAKU_MAX_PAGES" in english and text in japanese


def test_limits_come_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KEIKAKU_MAX_PAGES", "2")
    assert keikaku("run", SAMPLE, "--output", tmp_path / "out") == 1
    assert "failed 1" in capsys.readouterr().out
    findings = json.loads((tmp_path / "out" / "findings.json").read_text())
    assert [found["code"] for found in findings] == ["document-too-long"]
