"""Every edition ever fetched, in a folder that a person can read.

    raw/archive/SOURCE/2026-11-21_0a1b2c3d4e5f_keikaku.pdf      the file: day of retrieval, hash, its own name
    raw/archive/SOURCE/2026-11-21_0a1b2c3d4e5f_keikaku.json     where from, when, headers, whole hash
    raw/archive/SOURCE/state.json                               what each address said last, and when to ask again

Files are told by content: the same bytes are kept once per source, whatever their address or day, and nothing is ever
overwritten or removed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from pipeline.fetch.model import Download, Validators

FOLDER = Path("raw/archive")
_KEPT_HEADERS = ("etag", "last-modified", "content-type", "content-length", "date", "server", "content-disposition")


class Origin(BaseModel):
    """The note beside an archived file."""

    model_config = ConfigDict(frozen=True)

    source: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    bytes: int
    address: str
    final_address: str
    retrieved_at: AwareDatetime
    headers: Mapping[str, str] = {}


class Seen(BaseModel):
    """What an address said when it was last asked."""

    model_config = ConfigDict(frozen=True)

    etag: str | None = None
    last_modified: str | None = None
    file: str | None = None
    asked_at: AwareDatetime
    failure: str | None = None

    @property
    def validators(self) -> Validators:
        """What to ask by next time."""
        return Validators(self.etag, self.last_modified)


class State(BaseModel):
    """What is known of a source's addresses."""

    model_config = ConfigDict(frozen=True)

    addresses: Mapping[str, Seen] = {}


class Archive:
    """The archived files and the state of one source."""

    def __init__(self, source: str, folder: Path = FOLDER) -> None:
        self.source, self.folder = source, folder / source

    def put(self, download: Download, retrieved_at: AwareDatetime) -> Path:
        """Take a download over; gives where it lies. The same bytes again give the file that is there already."""
        if (known := self.find(download.sha256)) is not None:
            download.path.unlink(missing_ok=True)
            return known
        self.folder.mkdir(parents=True, exist_ok=True)
        stem = f"{retrieved_at:%Y-%m-%d}_{download.sha256[:12]}_{_readable(download.final_address)}"
        path = self.folder / f"{stem}.pdf"
        origin = Origin(
            source=self.source, sha256=download.sha256, bytes=download.bytes, address=download.address,
            final_address=download.final_address, retrieved_at=retrieved_at,
            headers={name: value for name, value in download.headers.items() if name in _KEPT_HEADERS},
        )  # fmt: skip
        _write(path.with_suffix(".json"), origin.model_dump_json(indent=2))
        download.path.chmod(0o444)
        os.link(download.path, path)  # fails where something has the name; a link is there whole or not at all
        download.path.unlink()
        return path

    def find(self, sha256: str) -> Path | None:
        """The archived file with this hash."""
        for path in sorted(self.folder.glob(f"*_{sha256[:12]}_*.pdf")):
            origin = origin_of(path)
            if origin is not None and origin.sha256 == sha256:
                return path
        return None

    def state(self) -> State:
        """What is known of the addresses; nothing where the file is missing. Raises `ValueError` for a broken one."""
        path = self.folder / "state.json"
        return State.model_validate_json(path.read_bytes()) if path.exists() else State()

    def remember(self, state: State) -> None:
        """Keep what is known of the addresses."""
        _write(self.folder / "state.json", state.model_dump_json(indent=2))


def origin_of(path: Path) -> Origin | None:
    """The note beside a file, or None for a file that was not fetched."""
    note = path.with_suffix(".json")
    if not note.exists():
        return None
    try:
        return Origin.model_validate_json(note.read_bytes())
    except ValueError:
        return None  # another JSON file that happens to stand beside a plan


def _readable(address: str) -> str:
    name = Path(unquote(urlsplit(address).path)).stem
    return re.sub(r"[^\w.-]+", "_", name)[:60].strip("_.") or "plan"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(text + "\n", encoding="utf-8")
    beside.replace(path)
