"""Pictures of the pages that figures were read from, upright, as WebP."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from extractors.pages import PdfError, open_document, render
from pipeline.digest import sha256_of
from pipeline.site.shelf import Shelf, pages_wanted

PICTURES = "pictures"
SCALE = 1.6
"""Pixels per point: print of 6 points is still legible, a page about 60 kB."""


class Drawn(NamedTuple):
    """Documents whose pages have pictures, the number of pictures, and names of files that were not at hand."""

    documents: tuple[str, ...]
    pages: int
    missing: tuple[str, ...]


def draw_pictures(shelf: Shelf, sources: Sequence[Path], folder: Path) -> Drawn:
    """Draw every page that is pointed at. What stands in `folder` already, by content of the file, stays."""
    known = dict(_by_content(sources, shelf.documents))
    pictured, missing, count = [], [], 0
    for document_id, pages in pages_wanted(shelf).items():
        own = folder / document_id[:16]
        lacking = [page for page in sorted(pages) if not (own / f"{page}.webp").exists()]
        if lacking and document_id not in known:
            missing.append(shelf.documents[document_id].file_name)
            continue
        if lacking and not _draw(known[document_id], lacking, own):
            missing.append(shelf.documents[document_id].file_name)
            continue
        pictured.append(document_id)
        count += len(pages)
    return Drawn(tuple(pictured), count, tuple(missing))


def _by_content(sources: Sequence[Path], wanted: Iterable[str]) -> Iterator[tuple[str, Path]]:
    ids = set(wanted)
    for path in _files(sources):
        digest = sha256_of(path)
        if digest in ids:
            yield digest, path


def _files(sources: Sequence[Path]) -> Iterator[Path]:
    for path in sources:
        yield from sorted(path.rglob("*.pdf")) if path.is_dir() else (path,)


def _draw(path: Path, pages: Sequence[int], folder: Path) -> bool:
    """Draw the pages of one file; False when it cannot be opened (an outside page that is no PDF)."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with open_document(path) as document:
            turns = {number: document.page(number).rotation for number in pages}
    except PdfError:
        return False
    for number, rotation in turns.items():
        picture = render(path, number, SCALE, rotation)
        picture.convert("RGB").save(folder / f"{number}.webp", quality=62, method=2)
    return True
