"""Mutated files through the workers of a run: what became of each."""

from __future__ import annotations

import io
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pikepdf

from pipeline.confinement import Limits
from pipeline.document import read_document
from pipeline.inputs import Incoming, identify
from pipeline.workers import Job, Outcome, read_all
from tests.fuzz.mutations import mutated

LIMITS = Limits(seconds=60.0, stall_seconds=20.0, memory=3 << 30, pages=500)
EXPECTED = frozenset({"", "not-a-pdf", "pdf-damaged", "pdf-encrypted", "document-too-long"})
"""Fates that are as they should be: read, or refused with the reason."""


class Fate(NamedTuple):
    """A mutated file: its seed, what was done to it, and what became of it (`code` empty when it was read)."""

    path: Path
    seed: int
    done: str
    code: str
    reason: str
    seconds: float


def excerpts(folder: Path, chance: random.Random, most: int) -> list[bytes]:
    """One or two pages of each PDF in a folder, so that one file costs little."""
    found = []
    for path in sorted(folder.glob("*.pdf")):
        with pikepdf.open(path) as whole:
            for _ in range(most):
                first = chance.randrange(len(whole.pages))
                part = pikepdf.new()
                part.pages.extend(whole.pages[first : first + 2])
                out = io.BytesIO()
                part.save(out, static_id=True)
                found.append(out.getvalue())
    return found


def fates(sources: Sequence[bytes], seeds: Sequence[int], folder: Path, at_once: int = 1) -> Iterator[Fate]:
    """Mutate, read in workers, tell. Files that were read are removed."""
    told: dict[str, tuple[int, str]] = {}

    def jobs() -> Iterator[Job]:
        for seed in seeds:
            data, done = mutated(sources[seed % len(sources)], seed)
            path = folder / f"{seed}.pdf"
            path.write_bytes(data)
            incoming: Incoming = identify(path)
            told[path.name] = (seed, done)
            yield Job(incoming, folder / f"{seed}.json", read_document)

    for event in read_all(jobs(), at_once, LIMITS):
        if isinstance(event, Outcome):
            path = event.incoming.path
            seed, done = told.pop(path.name)
            path.with_suffix(".json").unlink(missing_ok=True)
            yield Fate(path, seed, done, event.code or "", " ".join(event.values.values()), event.seconds)


def summary(all_fates: Sequence[Fate]) -> str:
    """Fates by code, and the longest."""
    counts = Counter(fate.code or "read" for fate in all_fates)
    longest = max((fate.seconds for fate in all_fates), default=0.0)
    parts = [f"{code} {count:,}" for code, count in counts.most_common()]
    return f"{len(all_fates):,} files: {', '.join(parts)}; longest {longest:.1f} s"
