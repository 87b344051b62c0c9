"""Bytes on their way: kept in a part beside their goal, continued after a break, whole or not there at all."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.fetch.model import NotAPlan, Trouble

_HEAD, _TAIL = 1024, 4096


class Part(NamedTuple):
    """An unfinished download and a note of what it is a part of."""

    body: Path
    note: Path

    @classmethod
    def of(cls, folder: Path, address: str) -> Part:
        """The part of this address in the folder."""
        name = hashlib.sha256(address.encode()).hexdigest()[:32]
        return cls(folder / f"{name}.part", folder / f"{name}.note")

    def let_go(self) -> None:
        """Forget a part that the archive has taken over already: a run was killed before it could.

        The archive links it under its own name; to write here would be to write there.
        """
        if self.body.exists() and self.body.stat().st_nlink > 1:
            self.forget()

    @property
    def size(self) -> int:
        """Bytes that are there already."""
        return self.body.stat().st_size if self.body.exists() else 0

    def range_headers(self) -> dict[str, str]:
        """The headers to go on where it stopped; none where it cannot be told that the file is still the same."""
        try:
            validator = str(json.loads(self.note.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": validator} if self.size and validator else {}

    def remember(self, validator: str) -> None:
        """Note what the server calls this version of the file; weak validators cannot be continued by."""
        self.note.parent.mkdir(parents=True, exist_ok=True)
        self.note.write_text(json.dumps("" if validator.startswith("W/") else validator), encoding="utf-8")

    def write(self, chunks: Iterator[bytes], start: int) -> None:
        """Add what arrives after the first `start` bytes."""
        self.body.parent.mkdir(parents=True, exist_ok=True)
        with self.body.open("r+b" if start else "wb") as handle:
            handle.truncate(start)
            handle.seek(start)
            for chunk in chunks:
                handle.write(chunk)
            handle.flush()
            os.fsync(handle.fileno())

    def forget(self) -> None:
        """Remove it."""
        self.body.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)


def check_pdf(address: str, path: Path) -> None:
    """Raise `NotAPlan` for what does not begin as a PDF, `Trouble` for one whose end is missing."""
    with path.open("rb") as handle:
        head = handle.read(_HEAD)
        handle.seek(max(path.stat().st_size - _TAIL, 0))
        tail = handle.read()
    if b"%PDF-" not in head:
        kind = "an HTML page" if b"<html" in head.lower() or b"<!doctype" in head.lower() else "no PDF"
        raise NotAPlan(address, f"the answer is {kind}")
    if b"%%EOF" not in tail:
        raise Trouble(address, "the file is cut off")
