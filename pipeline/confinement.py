"""What a worker may not do, set from inside before it opens a document: take too much, use a network, start programs.

Memory, processor time and the size of what it writes are limited by the kernel. A network is out of reach where the
kernel lets the process leave it (a network namespace of its own, Linux); everywhere Python itself refuses to connect,
to look up a name and to start any program but those in `PROGRAMS`.
"""

from __future__ import annotations

import ctypes
import faulthandler
import gc
import multiprocessing
import os
import resource
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

PROGRAMS = frozenset({"tesseract"})
"""Text recognition may be a program of its own; it reads an image from its input."""
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_PDEATHSIG = 1
_NETWORK = frozenset(
    {"socket.bind", "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg"}
)
_STARTS = frozenset({"os.exec", "os.posix_spawn", "os.spawn", "os.system", "pty.spawn"})


class Limits(NamedTuple):
    """What one document may take.

    Seconds in all, seconds without finishing a page, bytes of address space beyond what the worker begins with, pages,
    bytes of what is written. What one page may hold (characters, objects, points) is `extractors.pages.Limits`.
    """

    seconds: float = 900.0
    stall_seconds: float = 120.0
    memory: int = 3 << 30
    pages: int = 5000
    output: int = 1 << 30

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Limits:
        """The limits that `KEIKAKU_MAX_…` variables set, the usual ones for all others. Raises `WrongLimit`."""
        chosen: dict[str, Any] = {}
        for variable, (name, factor) in VARIABLES.items():
            text = environment.get(variable, "").strip()
            if not text:
                continue
            if not text.isascii() or not text.isdigit() or int(text) == 0:
                raise WrongLimit(variable, text)
            chosen[name] = int(text) * factor
        return cls(**chosen)


VARIABLES = {
    "KEIKAKU_MAX_SECONDS": ("seconds", 1),
    "KEIKAKU_MAX_STALL_SECONDS": ("stall_seconds", 1),
    "KEIKAKU_MAX_MEMORY_MB": ("memory", 1 << 20),
    "KEIKAKU_MAX_PAGES": ("pages", 1),
    "KEIKAKU_MAX_OUTPUT_MB": ("output", 1 << 20),
}
"""Variables of the environment that set a limit, with the limit's name and unit."""


class WrongLimit(ValueError):
    """A `KEIKAKU_MAX_…` variable that is no whole number from 1; `ja` and `en` say which."""

    def __init__(self, variable: str, text: str) -> None:
        self.ja = f"環境変数 {variable} は1以上の整数にしてください（いまは「{text}」）。"
        self.en = f"{variable} in the environment has to be a whole number from 1, not 「{text}」."
        super().__init__(f"{self.ja}\n{self.en}")


def confine(log: Path, limits: Limits) -> None:
    """Limit this process for good; its last words go to `log`."""
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(handle, 2)
    os.close(handle)
    sys.stderr = open(2, "w", encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115
    faulthandler.enable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the run, which ends its workers itself
    _leave_network()
    _end_with_parent()
    sys.addaudithook(_refuse)
    seconds = int(limits.seconds) + 60  # for a worker whose run is gone; the run itself is stricter
    for what, most in (
        (resource.RLIMIT_AS, _held() + limits.memory),
        (resource.RLIMIT_FSIZE, limits.output),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    gc.freeze()  # what was imported stays; records are no circles, so rubbish is looked for rarely
    gc.set_threshold(100_000, 20, 100)


def _held() -> int:
    """Bytes of address space that this process began with: a fork has all that its run had mapped (Linux, else 0)."""
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[0]) * resource.getpagesize() if told.exists() else 0


def _leave_network() -> None:
    """A network namespace without any interface, where the kernel permits it (then also for programs it starts)."""
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare is not None and unshare(_CLONE_NEWNET) != 0:
        unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _end_with_parent() -> None:
    """A run that is killed takes its workers along (Linux): what it holds locked would stay so until they end.

    Comes after the network is left, which makes the kernel forget it.
    """
    parent = multiprocessing.parent_process()
    control = getattr(ctypes.CDLL(None), "prctl", None)
    if control is not None:
        control(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if parent is not None and not parent.is_alive():  # it ended before this was said
        sys.exit(1)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _NETWORK:
        raise PermissionError(f"no network in a worker ({event})")
    if event in _STARTS or (event == "subprocess.Popen" and os.path.basename(str(arguments[0])) not in PROGRAMS):  # noqa: PTH119
        raise PermissionError(f"no programs in a worker ({event})")
