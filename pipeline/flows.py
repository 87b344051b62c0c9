"""The run as a Prefect flow: the same functions as `pipeline.ingest.run`, one task per way of failing.

    identify   which documents are to be read      the output is looked at, nothing is parsed
    extract    documents, each in its own process  limits on time and memory, no retry: a parser fails the same again
    publish    the whole dataset                   all or nothing

Arguments are paths and ids, never documents or records. Progress, rows, findings, failures, changes and links to the
output are artifacts; a plan whose edition changed is the event `keikaku.plan.changed`. The only module that imports
Prefect. Nothing is sent anywhere: its telemetry is off, its server is a local process unless PREFECT_API_URL names
another.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

_SETTINGS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    # The first start makes the server's database; the default of 20 s is too short for a slow machine.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}
for _name, _value in _SETTINGS.items():
    os.environ.setdefault(_name, _value)
if not {"PREFECT_HOME", "PREFECT_PROFILE", "PREFECT_API_URL"} & os.environ.keys():
    _cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    _home = _cache / "keikaku" / "prefect"
    _home.mkdir(parents=True, exist_ok=True)  # Prefect makes only the last folder itself
    os.environ["PREFECT_HOME"] = str(_home)

# Prefect reads its settings when it is imported.
from prefect import flow, get_run_logger, task  # noqa: E402
from prefect.artifacts import (  # noqa: E402
    create_link_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.events import emit_event  # noqa: E402
from prefect.futures import PrefectFuture, as_completed  # noqa: E402
from prefect.task_runners import ThreadPoolTaskRunner  # noqa: E402

from pipeline import ingest as stages  # noqa: E402
from pipeline.inputs import Incoming, find_files  # noqa: E402
from pipeline.publish.feed import FILE_NAME as FEED  # noqa: E402
from pipeline.publish.folder import prepare  # noqa: E402
from pipeline.publish.swap import hold  # noqa: E402
from pipeline.refresh import Refreshed, refresh_registered  # noqa: E402
from pipeline.schema import Change, Finding  # noqa: E402
from pipeline.workers import Outcome, read_all  # noqa: E402

if TYPE_CHECKING:
    from prefect_dask.task_runners import DaskTaskRunner


@task(name="identify")
def identify(files: list[str], output: str) -> stages.Planned:
    """Which documents are to be read, which are published already."""
    return stages.plan_run((Path(file) for file in files), Path(output))


@task(name="extract", task_run_name="extract {label}")
def extract(label: str, documents: list[Incoming], output: str) -> list[Outcome]:  # noqa: ARG001
    """Read documents one after the other, each in a process of its own.

    A document that cannot be read is an outcome, not an exception. `label` names the run of the task.
    """
    logger = get_run_logger()
    settings = stages.Settings.of_environment()
    outcomes = []
    for item in documents:
        job = stages.job(Incoming(Path(item.path), item.document_id), Path(output), settings)
        events = read_all([job], 1, settings.limits)
        outcome = next(event for event in events if isinstance(event, Outcome))
        if outcome.code:
            logger.warning("%s: %s %s", item.path, outcome.code, outcome.values)
        else:
            logger.info("%s: %d records in %.1f s", item.path, outcome.records, outcome.seconds)
        outcomes.append(outcome)
    return outcomes


@task(name="publish")
def publish(
    planned: stages.Planned, outcomes: list[Outcome], output: str, fetched: list[Finding] | None = None
) -> stages.RunReport:
    """Publish everything that was read at once."""
    return stages.conclude(planned, outcomes, Path(output), fetched)


@flow(name="ingest", log_prints=True)
def ingest(
    paths: list[str], output: str = "output", jobs: int = 1, fetched: list[Finding] | None = None
) -> stages.RunReport:
    """Ingest files and folders into `output`, reading `jobs` documents at a time."""
    with hold(Path(output)):
        files = [str(file) for file in find_files(Path(path) for path in paths)]
        planned = identify(files, output)
        outcomes = _extract_all(planned.to_read, output, jobs)
        report = publish(planned, outcomes, output, fetched)
    _artifacts(report)
    for plan_id, rows in report.changed.items():
        resource = {"prefect.resource.id": f"keikaku.plan.{plan_id}", "prefect.resource.name": plan_id}
        emit_event("keikaku.plan.changed", resource, payload={"changes": rows, "output": output})
    return report


@task(name="refresh", retries=2, retry_delay_seconds=60)
def ask_sources(raw: str) -> Refreshed:
    """Ask the registered sources that are due."""
    return refresh_registered(Path(raw))


@flow(name="refresh", log_prints=True)
def refresh(raw: str = "raw", output: str = "output", jobs: int = 1) -> stages.RunReport:
    """Fetch the registered sources that are due and ingest what they publish."""
    found = ask_sources(raw)
    report: stages.RunReport = ingest([str(path) for path in found.paths], output, jobs, list(found.failures))
    return report


def run_as_flow(
    paths: Sequence[Path], output: Path, jobs: int, fetched: Sequence[Finding] | None = None
) -> stages.RunReport:
    """Run the flow in this process. Raises `InputError` or `OutputError` before Prefect starts anything."""
    find_files(paths)
    prepare(output)
    report: stages.RunReport = ingest(
        [str(path) for path in paths], str(output), jobs, None if fetched is None else list(fetched)
    )
    return report


def _extract_all(to_read: Sequence[Incoming], output: str, jobs: int) -> list[Outcome]:
    bar: Any = create_progress_artifact(0.0, key="documents", description=f"{len(to_read)} documents to read")
    outcomes: list[Outcome] = []
    with _runner(jobs) as runner:
        futures: list[PrefectFuture[list[Outcome]]] = [
            runner.submit(extract, {"label": _label(few), "documents": few, "output": output})
            for few in _bundles(to_read, jobs)
        ]
        for future in as_completed(futures):
            outcomes += future.result()
            _advance(bar, outcomes, len(to_read))
    _advance(bar, outcomes, len(to_read))
    return outcomes


def _bundles(to_read: Sequence[Incoming], jobs: int) -> Iterator[list[Incoming]]:
    """One document a task; of hundreds, some together: what Prefect does for a task takes longer than most documents.

    Every worker gets some twenty bundles, so that one slow document does not leave the others idle.
    """
    size = max(1, len(to_read) // (jobs * 20))
    for start in range(0, len(to_read), size):
        yield list(to_read[start : start + size])


def _label(documents: Sequence[Incoming]) -> str:
    more = f" and {len(documents) - 1} more" if len(documents) > 1 else ""
    return f"{documents[0].path}{more}"


def _runner(jobs: int) -> ThreadPoolTaskRunner[list[Outcome]] | DaskTaskRunner:
    """Where documents are read: threads of this process, or what KEIKAKU_DASK names.

    `local` is a cluster of `jobs` processes on this machine, an address (tcp://host:8786) a cluster that runs already,
    whose workers see the same folders. Either way each document is read in a confined process of its own.
    """
    where = os.environ.get("KEIKAKU_DASK", "")
    if not where:
        return ThreadPoolTaskRunner(max_workers=jobs)
    import dask  # noqa: PLC0415
    from prefect_dask.task_runners import DaskTaskRunner  # noqa: PLC0415

    if where != "local":
        return DaskTaskRunner(address=where)
    dask.config.set({"distributed.worker.daemon": False})  # a daemon may not start the process that reads a document
    cluster = {"n_workers": jobs, "threads_per_worker": 1, "dashboard_address": None, "memory_limit": 0}
    return DaskTaskRunner(cluster_kwargs=cluster)


def _advance(bar: UUID, outcomes: Sequence[Outcome], documents: int) -> None:
    records = sum(outcome.records for outcome in outcomes)
    share = len(outcomes) / documents * 100 if documents else 100.0
    update_progress_artifact(bar, share, description=f"{len(outcomes)} of {documents} documents, {records:,} records")


_MOST_ROWS = 200


def _artifacts(report: stages.RunReport) -> None:
    """What the run shows in Prefect: rows per table, findings, what failed, what changed, where the dataset is."""
    counts = [{"table": table, "rows": rows} for table, rows in report.records.items()]
    create_table_artifact(counts, key="records", description=f"read {report.read}, unchanged {report.unchanged}")
    found = [{"severity": one, "code": two, "findings": times} for (one, two), times in sorted(report.found.items())]
    create_table_artifact(found, key="findings", description="findings of the published dataset by severity and code")
    failed = [{"code": found.code, "ja": found.message_ja, "en": found.message_en} for found in report.failures]
    kinds = ", ".join(f"{code}: {times}" for code, times in Counter(found.code for found in report.failures).items())
    create_table_artifact(failed, key="failures", description=kinds or "nothing failed")
    create_table_artifact(
        [_change(row) for row in report.changes[:_MOST_ROWS]],
        key="changes",
        description=f"{len(report.changes)} changes; this shows the first {_MOST_ROWS} at most",
    )
    create_link_artifact(report.output.resolve().as_uri(), link_text=str(report.output), key="dataset")
    feed = report.output.resolve() / FEED
    create_link_artifact(feed.as_uri(), link_text="changes (JSON Feed)", key="feed")


def _change(row: Change) -> dict[str, str]:
    what = f"{row.record_table} {row.change} {row.field or ''}".rstrip()
    return {"plan": row.plan_id, "of": row.label, "change": what, "before": row.before or "", "after": row.after or ""}
