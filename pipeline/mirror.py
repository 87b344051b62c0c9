"""The archive on a shared or object store: any address that fsspec knows (s3://, gs://, file:///mnt/…).

Machines that share no disk share what was fetched. Before a source is asked, a machine takes over what others know of
it; afterwards what is new goes to the store. Files are told by content and never overwritten there either; only
`state.json` changes, and the one that asked last counts.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.archive import Origin, State
from pipeline.digest import sha256_of

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_STATE = "state.json"


class Mirror:
    """A store that holds a copy of each source's folder. Its methods raise `OSError` when it cannot be reached."""

    def __init__(self, address: str) -> None:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - a run without a store need not wait for it

        self.store: AbstractFileSystem
        self.store, self.root = url_to_fs(address)

    def pull(self, source: str, folder: Path) -> None:
        """Take over the state of a source and the files that it names, where the store knows more than `folder`."""
        there = f"{self.root}/{source}"
        if not self.store.exists(f"{there}/{_STATE}"):
            return
        body = self.store.cat_file(f"{there}/{_STATE}")
        theirs, ours = State.model_validate_json(body), _state(folder)
        if _asked(theirs) <= _asked(ours):
            return
        for name in {seen.file for seen in theirs.addresses.values() if seen.file}:
            self._take(there, folder, name)
        _replace(folder / _STATE, body)

    def push(self, source: str, folder: Path) -> None:
        """Bring what the store lacks there: notes before their files, the state last."""
        if not (folder / _STATE).exists():
            return
        there = f"{self.root}/{source}"
        self.store.makedirs(there, exist_ok=True)
        for path in sorted(folder.glob("*.pdf")):
            for each in (path.with_suffix(".json"), path):
                self._bring(each, f"{there}/{each.name}")
        self.store.pipe_file(f"{there}/{_STATE}", (folder / _STATE).read_bytes())

    def _bring(self, path: Path, goal: str) -> None:
        if not self.store.exists(goal) or self.store.size(goal) != path.stat().st_size:  # absent, or broken off
            self.store.put_file(str(path), goal)

    def _take(self, there: str, folder: Path, name: str) -> None:
        """Fetch a file with its note. Raises `OSError` for one that is not what its note says."""
        path = folder / Path(name).name
        if path.exists():
            return
        note = self.store.cat_file(f"{there}/{path.with_suffix('.json').name}")
        folder.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.part")
        self.store.get_file(f"{there}/{path.name}", str(beside))
        if sha256_of(beside) != Origin.model_validate_json(note).sha256:
            beside.unlink()
            raise OSError(f"{there}/{path.name} is not what its note says")
        _replace(path.with_suffix(".json"), note)
        beside.chmod(0o444)
        beside.replace(path)


def _state(folder: Path) -> State:
    path = folder / _STATE
    return State.model_validate_json(path.read_bytes()) if path.exists() else State()


def _asked(state: State) -> float:
    return max((seen.asked_at.timestamp() for seen in state.addresses.values()), default=0.0)


def _replace(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(body)
    beside.replace(path)
