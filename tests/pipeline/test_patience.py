"""One page that takes too long is given up; the rest of its document is read."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import pytest

from extractors.model import Page, Sheet
from extractors.tables import sheet
from pipeline import document
from pipeline.patience import within

SAMPLE = Path(__file__).parents[2] / "raw" / "samples" / "shiomidai_sheet.pdf"


def for_ever() -> str:
    while True:
        pass


def test_work_that_takes_too_long_is_given_up_and_the_alarm_is_off_afterwards() -> None:
    before = signal.getsignal(signal.SIGVTALRM)
    assert within(0.05, for_ever, lambda: "given up") == "given up"
    assert within(30.0, lambda: "done", lambda: "given up") == "done"
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGVTALRM) == before


def test_an_error_of_the_work_is_its_own() -> None:
    with pytest.raises(ZeroDivisionError):
        within(30.0, lambda: 1 // 0, lambda: 2)
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


def test_threads_have_no_alarm() -> None:
    found: list[str] = []
    worker = threading.Thread(target=lambda: found.append(within(0.0, lambda: "done", lambda: "given up")))
    worker.start()
    worker.join()
    assert found == ["done"]


def test_a_page_that_takes_too_long_is_a_finding_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(page: Page) -> Sheet:
        return sheet(page) if page.number != 2 else for_ever()  # type: ignore[return-value]

    whole = document.read_document(SAMPLE)
    monkeypatch.setattr(document, "sheet", slow)
    monkeypatch.setattr(document, "PAGE_SECONDS", 2.0)
    part = document.read_document(SAMPLE)
    assert [found.page for found in part["findings"] if found.code == "page-too-slow"] == [2]
    assert {cell.page for cell in whole["cells"]} == {2, 3}
    assert {cell.page for cell in part["cells"]} == {3}
