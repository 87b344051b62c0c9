"""Text comes back as a person reads it, however it was drawn."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import page_traps
import pytest
from seen import close

from extractors.model import Char
from extractors.pages import open_document


def lines(chars: tuple[Char, ...]) -> list[str]:
    """Characters joined from left to right in lines from the top; a line is what overlaps by half its height."""
    found: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: (c.top + c.bottom) / 2):
        middle = (char.top + char.bottom) / 2
        if found and middle < found[-1][0].bottom - 1:
            found[-1].append(char)
        else:
            found.append([char])
    return [close("".join(c.text for c in sorted(line, key=lambda c: c.x0))) for line in found]


@pytest.mark.parametrize("trap", page_traps.TRAPS, ids=lambda trap: trap.__name__)
def test_text_as_a_person_reads_it(trap: Callable[[Path], list[str]], tmp_path: Path) -> None:
    path = tmp_path / "trap.pdf"
    expected = trap(path)
    with open_document(path) as document:
        page = document.page(1)
    seen = [unicodedata.normalize("NFKC", line) for line in lines(page.chars)]
    assert seen == [unicodedata.normalize("NFKC", line) for line in expected]


@pytest.mark.parametrize("lie", page_traps.LIES, ids=lambda lie: lie.__name__)
def test_a_lying_text_layer_is_never_data(lie: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "lie.pdf"
    lie(path)
    with open_document(path) as document:
        page = document.page(1)
    assert page.remarks
    assert not any(char.source == "native" for char in page.chars)


def test_an_owner_password_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "trap.pdf"
    page_traps.owner_password(path)
    with open_document(path) as document:
        assert document.info.copy_restricted
