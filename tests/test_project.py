"""The project's own files: pins, entry points, and what a fresh clone relies on."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PINNED = ("requirements.txt", "requirements-dev.txt")


@pytest.mark.parametrize("name", PINNED)
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    entries = (ROOT / name).read_text().replace("\\\n", "").splitlines()
    assert len(entries) > 50
    for entry in entries:
        assert re.match(r"[a-z0-9-]+(\[[a-z,]+\])?==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry


@pytest.mark.parametrize("name", PINNED)
def test_requirements_name_no_place(name: str) -> None:
    text = (ROOT / name).read_text()
    assert not re.search(r"://|--index|--find-links|@ ", text)


def test_both_files_pin_the_same_versions() -> None:
    run, dev = ({*re.findall(r"^\S+==\S+", (ROOT / name).read_text(), re.M)} for name in PINNED)
    assert run <= dev


def test_each_direct_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = {re.split(r"[<>=~!\[ ]", spec)[0] for spec in project["dependencies"]}
    locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.txt").read_text(), re.M))
    assert names <= locked


def test_prefect_and_the_versions_it_can_live_with() -> None:
    def parts(name: str) -> tuple[int, ...]:
        return tuple(int(part) for part in version(name).split(".")[:2])

    assert parts("prefect") >= (3, 8)
    assert parts("fastapi") < (0, 151)
    assert parts("sqlalchemy") < (2, 1)
