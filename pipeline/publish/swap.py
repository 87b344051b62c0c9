"""Replacing a whole published dataset at one instant.

    OUTPUT/
      targets.csv   -> .keikaku/current/targets.csv      one symbolic link per published file or folder
      plans         -> .keikaku/current/plans
      site/ …                                            whatever else stands there is not ours and stays
      .keikaku/
        current     -> dataset-2c26b46b68ffc68f          the one link that a publication changes, by rename(2)
        dataset-…/                                       the files themselves, named by their content
        lock

Why so: rename(2) replaces one name atomically, a dataset is forty files. Renaming the output folder itself would
move other people's files, needs a writable parent and fails on mount points; renaming file by file leaves a mixture
when killed half-way. Every published name goes through `current`, so all change together when `current` does, and a
kill at any instant leaves either the old dataset whole or the new one. What a killed run leaves (`new-…`) is swept
by the next. (Kubernetes publishes its volumes in the same manner.)
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from pipeline.publish.errors import Busy, of_os_error

HOME = ".keikaku"
CURRENT = "current"
_held: dict[Path, int] = {}


@contextmanager
def hold(folder: Path, wait: float = 300.0) -> Iterator[Path]:
    """Hold the output folder for this process, making it if need be; gives its `.keikaku`.

    A run holds it from before it loads the earlier dataset until it has published. Holding again inside is free.
    Raises `Busy` when another process holds it for longer than `wait` seconds, `OutputError` when it cannot be
    written to. The lock is the kernel's: it ends with its process, however that ends.
    """
    folder = folder.resolve()
    home = folder / HOME
    if folder in _held:
        yield home
        return
    with _opened(folder) as handle:
        _lock(handle, folder, wait)
        _held[folder] = handle.fileno()
        try:
            yield home
        finally:
            del _held[folder]


@contextmanager
def _opened(folder: Path) -> Iterator[TextIO]:
    try:
        (folder / HOME).mkdir(parents=True, exist_ok=True)
        handle = (folder / HOME / "lock").open("w", encoding="utf-8")
    except OSError as error:
        raise of_os_error(folder, error) from error
    with handle:
        yield handle


def _lock(handle: TextIO, folder: Path, wait: float) -> None:
    until = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= until:
                raise Busy(folder) from None
            time.sleep(0.05)


@contextmanager
def building(home: Path) -> Iterator[Path]:
    """A new empty folder beside the current dataset, gone again unless it was swapped in."""
    build = Path(tempfile.mkdtemp(prefix="new-", dir=home))
    build.chmod(0o755)
    try:
        yield build
    finally:
        shutil.rmtree(build, ignore_errors=True)


def keep(build: Path, kept: Path) -> None:
    """Move a finished build to its lasting place, all on the disk: a power cut must not leave names of empty files."""
    for path in (*build.rglob("*"), build):
        _flush(path)
    build.rename(kept)


def swap_in(folder: Path, kept: Path) -> None:
    """Make `kept` the dataset that the names in `folder` show. The caller holds the folder.

    Before the one rename of `current` the old dataset is shown, after it the new one.
    """
    home = folder / HOME
    names = sorted(path.name for path in kept.iterdir())
    if not (home / CURRENT).is_symlink():
        _adopt(folder, home, names)
    for name in names:
        _show(folder, name)
    _point(home / CURRENT, Path(kept.name))
    _flush(home)
    _flush(folder)
    _sweep(folder, home, kept)


def _adopt(folder: Path, home: Path, names: list[str]) -> None:
    """Keep showing a dataset whose names are no links (a copied folder) until `current` changes."""
    adopted = home / "dataset-adopted"
    shutil.rmtree(adopted, ignore_errors=True)
    adopted.mkdir()
    for shown in (folder / name for name in names):
        if shown.is_dir():
            shutil.copytree(shown, adopted / shown.name)
        elif shown.exists():
            shutil.copy2(shown, adopted / shown.name)
    current = home / CURRENT
    if current.is_dir():
        current.rename(Path(tempfile.mkdtemp(prefix="new-", dir=home)) / CURRENT)
    _point(current, Path(adopted.name))


def _show(folder: Path, name: str) -> None:
    """Let a name of the output folder lead through `current`."""
    link = folder / name
    if link.is_dir() and not link.is_symlink():  # only in a copied folder; a rename cannot replace a folder
        link.rename(Path(tempfile.mkdtemp(prefix="new-", dir=folder / HOME)) / name)
    _point(link, Path(HOME, CURRENT, name))


def _point(link: Path, target: Path) -> None:
    """Make `link` a symbolic link to `target` at one instant, whatever link or file it was."""
    if link.is_symlink() and link.readlink() == target:
        return
    fresh = link.parent / f".{link.name}.keikaku-new"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(link)


def _sweep(folder: Path, home: Path, kept: Path) -> None:
    """Remove what older and killed runs left: datasets, builds, names that the dataset no longer has."""
    for path in home.iterdir():
        if path.is_dir() and not path.is_symlink() and path != kept:
            shutil.rmtree(path, ignore_errors=True)
    for link in folder.iterdir():
        ours = link.is_symlink() and link.readlink().parent == Path(HOME, CURRENT)
        if (ours and not link.exists()) or (link.is_symlink() and link.name.endswith(".keikaku-new")):
            link.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
