"""Departments in a cell: split where they are several, joined where a line break cut one in two."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

_WORDS = tomllib.loads((files("pipeline") / "vocabulary" / "departments.toml").read_text(encoding="utf-8"))


def _ending(name: str) -> str:
    return "|".join(map(re.escape, _WORDS[name]))


_SURE = re.compile(r"[、，,;；／/]|(?:\s*\n\s*|^)[○●]\s*")
_BULLET = re.compile(r"(?:\s*\n\s*|^)[・･]\s*")
_ENDS = re.compile(rf"(?:{_ending('ends')})(?:[（(][^（()）]*[）)])?$")
_OFFICE = re.compile(rf"(?<!事務)(?:{_ending('offices')})$")
_SECTION = re.compile(rf"(?:{_ending('sections')})$")


@lru_cache(maxsize=8192)
def split_departments(text: str) -> tuple[str, ...]:
    """Single departments in printed order. `各課・機関` is one, `人事課・財政課` are two."""
    found: list[str] = []
    for part in _parts(text.strip()):
        for line in _lines(part):
            found += [_tidy(name) for name in _at_dots(line)]
    return tuple(dict.fromkeys(name for name in found if name))


def _parts(text: str) -> list[str]:
    """Where commas and bullets part. A line that begins with a dot goes on a name that the line above did not end."""
    parts: list[str] = []
    for part in _SURE.split(text):
        pieces = _BULLET.split(part)
        for name in pieces:
            if name is not pieces[0] and parts[-1] and not _is_whole(parts[-1].split("\n")[-1]):
                parts[-1] += f"・{name}"
            else:
                parts.append(name)
    return parts


def _lines(part: str) -> list[str]:
    """A line break parts two departments only where the line above ends like one."""
    whole: list[str] = []
    for line in part.split("\n"):
        if whole and (not _is_whole(whole[-1]) or _ends_only(line)):
            whole[-1] += line.strip()
        else:
            whole.append(line.strip())
    lines: list[str] = []
    for line in whole:
        if lines and _within(lines[-1], line):
            lines[-1] += line
        else:
            lines.append(line)
    return [piece for line in lines for piece in _at_spaces(line)]


def _is_whole(line: str) -> bool:
    """Whether a line may end a department's name. Two signs (公園 of 公園緑地課) are the beginning of one."""
    bare = _bare(line)
    return bool(_ENDS.search(bare)) and (len(bare) > 2 or bare.startswith(("各", "全")))


def _within(above: str, line: str) -> bool:
    """緑区役所 over 地域振興課, 総務部 over 人事課: the section of the office above it, not a second department."""
    return bool(_OFFICE.search(_bare(above)) and _SECTION.search(_bare(line)))


def _ends_only(line: str) -> bool:
    """A line that is nothing but an ending (課) belongs to the line above."""
    return _bare(line) in _WORDS["alone"]


def _at_spaces(line: str) -> list[str]:
    """A wide gap parts departments where both sides end like one."""
    parts = re.split(r"[\s　]+", line)
    if len(parts) < 2 or not all(_ENDS.search(part) for part in parts) or _within(parts[0], parts[1]):
        return [line]
    return parts


def _at_dots(line: str) -> list[str]:
    """Parted at dots after whole names: 人権・男女共同参画課・広報課 are two. A bare 機関 goes with the name before."""
    parts = re.split(r"[・･‧]", line)
    if any(_ends_only(part) for part in parts):
        return [line]
    names: list[str] = []
    for part in parts:
        if names and not _ENDS.search(_bare(names[-1])):
            names[-1] += f"・{part}"
        else:
            names.append(part)
    return names if _ENDS.search(_bare(names[-1])) else [line]


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _tidy(name: str) -> str:
    tidy = re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", name.strip(" 　・"))
    return re.sub(r"^[（(](.*)[）)]$", r"\1", tidy)
