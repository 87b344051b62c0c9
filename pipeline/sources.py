"""The registry: one YAML file per plan, saying where it is published and what to expect of it.

In: `raw/sources/*.yaml`. Out: `Source` values, or `SourceError` with file and line. Unknown keys are refused. A plan
needs no entry to be ingested; an entry adds addresses, schedule, licence, expected counts and corrections.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlsplit

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

FOLDER = Path("raw/sources")


class SourceError(Exception):
    """An entry that cannot be used; the message begins with file and line."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        self.path, self.line, self.reason = path, line, reason
        super().__init__(f"{path}:{line}: {reason}")


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise ValueError("an address begins with http:// or https:// and holds no user name")
    return text


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error
    return text


Address = Annotated[str, AfterValidator(_address)]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class LinkedFrom(_Entry):
    """A page that links to the files: those links whose text or address the pattern finds."""

    address: Address
    link: Annotated[str, AfterValidator(_pattern)]


class Correction(_Entry):
    """A misprint put right in `field` of the rows that `where` names, as long as the plan says `was`."""

    table: Literal["plans", "measures", "initiatives", "indicators", "targets", "milestones", "lineage", "glossary"]
    where: Mapping[str, str | int] = Field(min_length=1)
    field: str
    was: str
    now: str
    reason: str = Field(min_length=1)


class Source(_Entry):
    """A registered plan."""

    key: str = Field(pattern=r"^[a-z0-9_-]+$", description="name of its file")
    name: str = Field(min_length=1)
    lg_code: str | None = Field(default=None, pattern=r"^\d{6}$")
    municipality: str | None = None
    files: tuple[Address, ...] = Field(default=(), strict=False)
    page: LinkedFrom | None = None
    every_days: int = Field(default=7, ge=1, le=366)
    licence: str | None = None
    expect: Mapping[Literal["measures", "initiatives", "indicators", "targets", "milestones"], int] = {}
    corrections: tuple[Correction, ...] = Field(default=(), strict=False)

    @model_validator(mode="after")
    def _is_somewhere(self) -> Source:
        if not self.files and self.page is None:
            raise ValueError("neither files nor page: nothing to fetch")
        return self


def load_source(path: Path) -> Source:
    """One entry. Raises `SourceError` naming file and line, and `OSError`."""
    node = _composed(path)
    return _validated(Source, path, node, {**_loaded(path, node), "key": path.stem})


def load_sources(folder: Path = FOLDER) -> list[Source]:
    """All entries of a folder, by key. Raises the first `SourceError`."""
    return [load_source(path) for path in sorted(folder.glob("*.yaml"))]


def check_sources(folder: Path = FOLDER) -> Iterator[SourceError]:
    """Every entry that cannot be used."""
    for path in sorted(folder.glob("*.yaml")):
        try:
            load_source(path)
        except SourceError as error:
            yield error


class FetchSettings(_Entry):
    """`raw/fetch.yaml`: what may be fetched and how fast (`pipeline.fetch.Limits`), and who shares the archive."""

    size: int = Field(default=300_000_000, gt=0)
    seconds: float = Field(default=600.0, gt=0)
    interval: float = Field(default=2.0, ge=0)
    attempts: int = Field(default=4, ge=1, le=10)
    first_wait: float = Field(default=1.0, ge=0)
    private_hosts: frozenset[str] = Field(default=frozenset(), strict=False)
    proxy: str | None = None
    archive: str | None = Field(default=None, description="a store that holds a copy of the archive, for fsspec")


def load_limits(path: Path) -> FetchSettings:
    """The configuration of fetching, the defaults where there is no file. Raises `SourceError`."""
    if not path.exists():
        return FetchSettings()
    node = _composed(path)
    return _validated(FetchSettings, path, node, _loaded(path, node))


def add_source(address: str, folder: Path = FOLDER) -> Path:
    """Write a new entry for the address of a PDF or of a page; a person fills in the rest.

    Raises `ValueError` for what is no address and `FileExistsError` when it is registered already.
    """
    parts = urlsplit(_address(address))
    stem = Path(parts.path).stem
    key = re.sub(r"[^a-z0-9]+", "_", f"{parts.hostname}_{stem}".lower()).strip("_")
    path = folder / f"{key}.yaml"
    if parts.path.lower().endswith(".pdf"):
        body: dict[str, Any] = {"name": stem or key, "files": [address]}
    else:
        body = {"name": stem or key, "page": {"address": address, "link": r"\.pdf$"}}
    folder.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as handle:
        yaml.safe_dump(body, handle, allow_unicode=True, sort_keys=False)
    return path


def _composed(path: Path) -> yaml.MappingNode:
    with _yaml_errors(path):
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    if not isinstance(node, yaml.MappingNode):
        raise SourceError(path, 1, "expected keys and values")
    for line, key in _twice(node):
        raise SourceError(path, line, f"key {key} stands twice")
    return node


@contextmanager
def _yaml_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except UnicodeDecodeError as error:
        raise SourceError(path, 1, "not UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SourceError(path, line, error.problem or "not YAML") from error
    except yaml.YAMLError as error:  # a sign that may stand in no YAML
        raise SourceError(path, 1, str(error).partition("\n")[0]) from error
    except (ValueError, RecursionError) as error:  # a date that is none; lists in lists without end
        raise SourceError(path, 1, f"not YAML: {error}") from error


Entry = TypeVar("Entry", bound=_Entry)


def _validated(model: type[Entry], path: Path, node: yaml.MappingNode, values: dict[str, Any]) -> Entry:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")  # a misspelt key, then the rest
        where = ".".join(map(str, first["loc"]))
        hint = " (put it in quotes)" if first["loc"] == ("lg_code",) and first["type"] == "string_type" else ""
        raise SourceError(path, _line(node, first["loc"]), f"{where}: {first['msg']}{hint}") from error


def _loaded(path: Path, node: yaml.MappingNode) -> dict[str, Any]:
    loader = yaml.SafeLoader("")
    try:
        with _yaml_errors(path):
            found: dict[str, Any] = loader.construct_document(node)
        return found
    finally:
        loader.dispose()


def _twice(node: yaml.Node) -> Iterator[tuple[int, str]]:
    children = [value for _, value in node.value] if isinstance(node, yaml.MappingNode) else []
    children += node.value if isinstance(node, yaml.SequenceNode) else []
    seen: set[Hashable] = set()
    for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
        if not isinstance(key, yaml.ScalarNode):
            continue  # a list or mapping for a key is refused when it is loaded
        if key.value in seen:
            yield key.start_mark.line + 1, key.value
        seen.add(key.value)
    for child in children:
        yield from _twice(child)


def _line(node: yaml.Node, where: tuple[int | str, ...]) -> int:
    """The line of the value that `where` leads to, or of the last step that is there."""
    line = node.start_mark.line + 1
    for step in where:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == step), None)
            if found is None:
                break
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
    return line
