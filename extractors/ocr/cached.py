"""What was read once is not read again: answers of an engine, kept per page in the user's cache folder.

A page's answers are found by the pixels of its lines and the engine's version, so nothing old can come back after a
change of either. The folder may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from extractors.ocr import Letter, Recogniser


def folder() -> Path:
    """`keikaku/ocr` in the user's cache folder (XDG_CACHE_HOME, else ~/.cache)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "keikaku" / "ocr"


class Cached:
    """An engine that remembers."""

    def __init__(self, engine: Recogniser, place: Path | None = None) -> None:
        self._engine = engine
        self._place = place or folder()

    @property
    def version(self) -> str:
        return self._engine.version

    def read(self, lines: Sequence[Any]) -> list[tuple[Letter, ...]]:
        """The engine's letters, from the cache where these lines were read before."""
        path = self._place / f"{self._key(lines)}.json"
        with suppress(OSError, ValueError):
            return [tuple(Letter(*letter) for letter in line) for line in json.loads(path.read_bytes())]
        found = self._engine.read(lines)
        self._keep(path, found)
        return found

    def _key(self, lines: Sequence[Any]) -> str:
        digest = hashlib.sha256(self.version.encode())
        for line in lines:
            digest.update(repr(line.shape).encode() + line.tobytes())
        return digest.hexdigest()

    def _keep(self, path: Path, found: Sequence[tuple[Letter, ...]]) -> None:
        """Written beside and renamed; a folder that cannot be written costs the next run its time, nothing else."""
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(f".{os.getpid()}")
            part.write_text(json.dumps(found, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
            part.replace(path)
