"""`keikaku report DIR`: pages to read a published folder, in DIR/site, which open from the file system.

    dataset → comparison → shelf → pages (HTML), data (JavaScript files, loaded on demand), pictures of pages

Start reading in `write_site`. No page asks anything of a server: data comes by `<script src>`, charts from the bundled
Observable Plot and D3.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

from pipeline.comparison import compare, view
from pipeline.publish.read import load
from pipeline.site.data import write_data
from pipeline.site.pages import write_pages
from pipeline.site.pictures import PICTURES, draw_pictures
from pipeline.site.shelf import Shelf, shelf_of

FOLDER = "site"


class SiteReport(NamedTuple):
    """What was written: the first page, the number of plans, of page pictures, and files without a source at hand."""

    first: Path
    plans: int
    pictures: int
    without_source: tuple[str, ...]


def write_site(folder: Path, sources: Sequence[Path] = ()) -> SiteReport:
    """Write `folder`/site anew. Pictures of pages are drawn for documents found in `sources`, known by their content.

    Raises `ValueError` when the published tables are not what the models say and `OSError` as reading and writing do.
    The old pages stay until the new ones are whole.
    """
    latest, history = load(folder)
    shelf = shelf_of(view(latest, history), compare(latest, history))
    build = Path(tempfile.mkdtemp(prefix=".site-", dir=folder))
    build.chmod(0o755)
    try:
        if (kept := folder / FOLDER / PICTURES).is_dir():
            shutil.copytree(kept, build / PICTURES, copy_function=_link)
        drawn = draw_pictures(shelf, sources, build / PICTURES)
        write_whole(shelf.with_pictures(drawn.documents), build)
        _swap(build, folder / FOLDER)
    finally:
        shutil.rmtree(build, ignore_errors=True)
    return SiteReport(folder / FOLDER / "index.html", len(shelf.editions), drawn.pages, drawn.missing)


def write_whole(shelf: Shelf, folder: Path) -> None:
    """Pages, data, scripts and styles."""
    write_data(shelf, folder / "data")
    write_pages(shelf, folder)
    for name in ("static", "vendor"):
        with as_file(files("pipeline.site") / name) as given:
            shutil.copytree(given, folder / "assets", dirs_exist_ok=True)


def _link(source: str, target: str) -> None:
    Path(target).hardlink_to(source)


def _swap(build: Path, shown: Path) -> None:
    old = Path(tempfile.mkdtemp(prefix=".site-", dir=shown.parent))
    if shown.exists():
        shown.rename(old / shown.name)
    build.rename(shown)
    shutil.rmtree(old)
