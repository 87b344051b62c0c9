"""What can go wrong with an output folder, in both languages.

OutputError
├── Unwritable     read-only, someone else's, a file, or a file system without symbolic links
├── Full           no space or quota left
├── Busy           another run holds the folder
└── Inconsistent   the files written are not what was to be published
"""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import ClassVar

from pipeline.findings import finding

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class OutputError(Exception):
    """An output folder could not be published to; what it held before is untouched. `ja` and `en` say what to do."""

    code: ClassVar[str]

    def __init__(self, folder: Path, reason: str = "") -> None:
        message = finding(self.code, folder=str(folder), reason=reason)
        self.folder, self.reason = folder, reason
        self.ja, self.en = message.message_ja, message.message_en
        super().__init__(f"{self.ja}\n{self.en}")


class Unwritable(OutputError):
    """The folder cannot be written to."""

    code = "output-unwritable"


class Full(OutputError):
    """No space is left."""

    code = "output-full"


class Busy(OutputError):
    """Another run holds the folder."""

    code = "output-busy"


class Inconsistent(OutputError):
    """The new dataset failed its check."""

    code = "output-inconsistent"


def of_os_error(folder: Path, error: OSError) -> OutputError:
    """The error that a system call's failure becomes."""
    said = error.strerror or str(error)
    # DuckDB and XlsxWriter tell the system's reason in words only.
    full = error.errno in _FULL or any(os.strerror(number) in said for number in _FULL)
    return (Full if full else Unwritable)(folder, said)
