"""What every test may use: the mark `needs`, for tests that call a program which a bare machine lacks.

`@pytest.mark.needs("chromium")` leaves a test out where the program is not installed and says so at the end of the
run; with KEIKAKU_ALL_TESTS=1 (set by .ci/run) the test fails instead. `needs("ocr")` asks for the Python packages of
the extra of that name, a name that ends in .ttf for a font.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from extractors import ocr

_MISSING = pytest.StashKey[set[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_MISSING] = set()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave the test out, or fail it, when a program it needs is not on the PATH."""
    programs = {program for mark in item.iter_markers("needs") for program in mark.args}
    missing = {program for program in programs if not _is_there(program)}
    if not missing:
        return
    message = f"needs {', '.join(sorted(missing))}"
    if os.environ.get("KEIKAKU_ALL_TESTS") == "1":
        pytest.fail(f"{message}, and KEIKAKU_ALL_TESTS=1 allows no test to be left out")
    item.config.stash[_MISSING] |= missing
    pytest.skip(message)


def _is_there(program: str) -> bool:
    if program.endswith(".ttf"):
        return next(Path("/usr/share/fonts").rglob(program), None) is not None
    return not ocr.missing() if program == "ocr" else shutil.which(program) is not None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say which programs were missing, also under -q."""
    if missing := config.stash[_MISSING]:
        terminalreporter.write_line(f"Some tests were left out: {', '.join(sorted(missing))} not installed.")
