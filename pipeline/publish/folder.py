"""Publishing a dataset: written beside, checked, then swapped in at once. Start reading here.

`publish` takes the latest editions and the superseded ones and leaves in the output folder, per table, CSV, JSON and
Parquet; `history/` with the same; `comparison/`; `plans/`; the change feed; `open-data/`; `keikaku.duckdb`;
`keikaku.xlsx`; `datapackage.json`. The same datasets give the same bytes (but for DuckDB's file, see `database`).
Whatever fails, what the folder showed before stays (see `swap`).
"""

from __future__ import annotations

from hashlib import sha256
from itertools import count
from pathlib import Path

from pipeline.digest import sha256_of
from pipeline.publish import comparison, database, feed, open_data, package, workbook
from pipeline.publish.errors import Inconsistent, of_os_error
from pipeline.publish.integrity import dataset_problems
from pipeline.publish.nested import plan_documents
from pipeline.publish.read import load
from pipeline.publish.swap import building, hold, keep, swap_in
from pipeline.publish.tables import WRITERS
from pipeline.publish.validate import file_problems
from pipeline.schema import TABLES, Dataset

_EMPTY = Dataset()


def publish(latest: Dataset, folder: Path, history: Dataset = _EMPTY) -> None:
    """Make `folder` show exactly these two datasets. Raises an `OutputError` and leaves it as it was otherwise."""
    folder = Path(folder)
    with hold(folder) as home:
        try:
            _check(folder, latest, history)
            with building(home) as build:
                write(build, latest, history)
                _check_written(folder, build, latest, history)
                swap_in(folder.resolve(), lasting(home, build))
        except OSError as error:
            raise of_os_error(folder, error) from error


def lasting(home: Path, build: Path) -> Path:
    """Where the new dataset stays: its own place, or the place of the same dataset where that is still sound."""
    version = _version(build)
    for again in count():
        kept = home / f"dataset-{version}{f'-{again}' if again else ''}"
        if not kept.exists():
            keep(build, kept)
            return kept
        if not any(file_problems(kept)):
            return kept
    raise AssertionError


def prepare(folder: Path) -> None:
    """Find out before the work whether `folder` can be published to. Raises an `OutputError`."""
    with hold(folder, wait=0.0) as home:
        try:
            with building(home) as build:
                (build / "probe").symlink_to(build.name)
        except OSError as error:
            raise of_os_error(folder, error) from error


def write(folder: Path, latest: Dataset, history: Dataset) -> None:
    """Write all files of a dataset into an empty folder."""
    import duckdb
    import xlsxwriter.exceptions

    past = folder / package.HISTORY
    plans = folder / "plans"
    past.mkdir()
    plans.mkdir()
    _write_tables(folder, latest)
    _write_tables(past, history)
    for name, text in plan_documents(latest):
        (plans / name).write_text(text + "\n", encoding="utf-8", newline="\n")
    open_data.write_open_data(latest, folder / open_data.FOLDER)
    (folder / feed.FILE_NAME).write_text(feed.change_feed(latest, history), encoding="utf-8", newline="\n")
    compared = comparison.write_comparison(latest, history, folder / comparison.FOLDER)
    try:
        database.write_database(latest, history, folder / database.FILE_NAME)
        tables = {table: (model, compared.rows[table]) for table, model in compared.models.items()}
        workbook.write_workbook(latest, folder / workbook.FILE_NAME, tables)
    except (duckdb.Error, xlsxwriter.exceptions.XlsxWriterException) as error:
        raise OSError(str(error)) from error
    package.write_package(folder, latest, history, comparison.models_by_file(compared))


def _write_tables(folder: Path, dataset: Dataset) -> None:
    for table, rows in dataset:
        for suffix, writer in WRITERS.items():
            writer(TABLES[table], rows, folder / f"{table}.{suffix}")


def _check(folder: Path, latest: Dataset, history: Dataset) -> None:
    for dataset in (latest, history):
        for problem in dataset_problems(dataset):
            raise Inconsistent(folder, problem.en)


def _check_written(folder: Path, build: Path, latest: Dataset, history: Dataset) -> None:
    try:
        written = load(build)
    except ValueError as error:
        raise Inconsistent(folder, str(error)) from error
    for given, found in zip((latest, history), written, strict=True):
        for table, rows in given:
            if found[table] != tuple(rows):
                raise Inconsistent(folder, f"{table} does not read back as the records given")


def _version(build: Path) -> str:
    """A name that follows from the content, so that the same records are the same version.

    DuckDB's file is left out, and with it the data package that names its hash: it differs each time it is written.
    """
    digest = sha256()
    for path in sorted(build.rglob("*")):
        if path.is_file() and path.name not in (database.FILE_NAME, package.FILE_NAME):
            digest.update(f"{path.relative_to(build).as_posix()} {sha256_of(path)}\n".encode())
    return digest.hexdigest()[:16]
