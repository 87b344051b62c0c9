"""`keikaku doctor` says what is missing and the one command that adds it."""

from __future__ import annotations

import pytest

from extractors import ocr
from pipeline import cli
from pipeline.doctor import examined


def test_what_is_missing_comes_with_its_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ocr, "missing", lambda: ("onnxruntime", "rapidocr"))
    assert cli.doctor() == 1
    (line,) = (line for line in capsys.readouterr().out.splitlines() if line.startswith("missing"))
    assert "onnxruntime, rapidocr" in line
    assert line.endswith("pip install 'keikaku[ocr]'")


@pytest.mark.needs("ocr")
def test_an_engine_is_named_with_its_version() -> None:
    says = [part.says for part in examined() if part.name.startswith("OCR")]
    assert any(name in says[0] for name in ("rapidocr 3", "tesseract"))
