"""The version of what reads documents: it changes when any code or data that can change a record does."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline import __version__

_ROOT = Path(__file__).parent.parent
_PACKAGES = ("extractors", "pipeline")
_RIM = (
    "pipeline/__main__.py",
    "pipeline/cli.py",
    "pipeline/cli_sources.py",
    "pipeline/sources.py",
    "pipeline/refresh.py",
    "pipeline/fetch/",
    "pipeline/archive.py",
    "pipeline/mirror.py",
    "pipeline/diff.py",
    "pipeline/flows.py",
    "pipeline/progress.py",
    "pipeline/inspect.py",
    "pipeline/publish/",
)
"""What shows and publishes records and cannot change one."""

_ENGINES = ("pypdfium2", "opencv-python-headless", "onnxruntime", "rapidocr")


def _version(package: str) -> str:
    """The installed version; empty for what belongs to an extra that is not there."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


@cache
def extractor_version() -> str:
    """Release and twelve hex digits of the SHA-256 over the packages' files and the versions of the engines.

    Scans that were left out for want of OCR are thus read once it is installed.
    """
    digest = hashlib.sha256(" ".join(map(_version, _ENGINES)).encode())
    for path in sorted(file for package in _PACKAGES for file in (_ROOT / package).rglob("*") if file.is_file()):
        name = path.relative_to(_ROOT).as_posix()
        if "__pycache__" not in name and not name.startswith(_RIM):
            digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return f"{__version__}+{digest.hexdigest()[:12]}"
