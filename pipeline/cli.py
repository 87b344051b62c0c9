"""The command `keikaku`. Everything that takes time to import is imported by the command that needs it.

Exit codes: 0 published (findings allowed), 1 something could not be ingested or is not valid, 2 wrong usage, nothing
to ingest, or an output that cannot be written.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, CycloptsError, Parameter

if TYPE_CHECKING:
    from pipeline.ingest import RunReport

app = App(
    name="keikaku",
    help="自治体の計画PDFから、比較できるデータを作ります。\n\nMunicipal plan PDFs in, comparable datasets out.",
    help_format="plaintext",
    suppress_keyboard_interrupt=False,  # `main` says in words that nothing was lost
)

app.command("pipeline.cli_sources:app", name="sources", help="登録された計画を扱います。 / The registry of plans.")

_SHOWN = ("plans", "initiatives", "indicators", "targets", "milestones")


@app.command
def run(
    *paths: Path,
    output: Path = Path("output"),
    jobs: Annotated[int, Parameter(alias="-j")] = 1,
    prefect: Annotated[bool, Parameter(negative=())] = False,
    raw: Path = Path("raw"),
) -> int:
    """計画PDFを取り込み、データを公開します。 / Ingest plan PDFs and publish the dataset.

    Parameters
    ----------
    paths
        PDFファイル、またはPDFのあるフォルダ。省略時は登録された計画を取得します。
        / PDF files, or folders that hold some; the registered sources, fetched when due, when left out.
    output
        公開先のフォルダ。 / Folder to publish to.
    jobs
        同時に読むファイルの数。 / Files to read at a time.
    prefect
        Prefectのフローとして実行します。 / Run as a Prefect flow.
    raw
        登録（sources）と取得したファイル（archive）のフォルダ。 / Folder of the registry and the archive.
    """
    if jobs < 1:
        return _usage("--jobs は1以上です。", "--jobs is 1 or more.")
    report = _run(paths, output, jobs, prefect) if paths else _run_registered(raw, output, jobs, prefect)
    if isinstance(report, int):
        return report
    _show(report)
    return report.exit_code


def _run(paths: Sequence[Path], output: Path, jobs: int, prefect: bool) -> RunReport | int:
    from pipeline import ingest, progress
    from pipeline.confinement import WrongLimit
    from pipeline.inputs import InputError
    from pipeline.sources import SourceError

    try:
        settings = ingest.Settings.of_environment(jobs)
        if prefect:
            from pipeline.flows import run_as_flow

            return run_as_flow(paths, output, jobs)
        return ingest.run(paths, output, progress.for_stream(sys.stderr), settings)
    except SourceError as error:
        return _usage(f"{error}", "Put the entry right; `keikaku sources check` names every one.")
    except (InputError, ingest.OutputError, WrongLimit) as error:
        return _usage(error.ja, error.en)


def _run_registered(raw: Path, output: Path, jobs: int, prefect: bool) -> RunReport | int:
    from pipeline import ingest, progress
    from pipeline.confinement import WrongLimit
    from pipeline.refresh import refresh_registered
    from pipeline.sources import SourceError

    if not any((raw / "sources").glob("*.yaml")):
        return _usage(
            f"PDFを指定するか、{raw / 'sources'} に計画を登録してください。",
            f"Name a PDF or folder, or register plans in {raw / 'sources'} (`keikaku sources add URL`).",
        )
    try:
        settings = ingest.Settings.of_environment(jobs)
        found = refresh_registered(raw)
        if prefect and found.paths:
            from pipeline.flows import run_as_flow

            return run_as_flow(found.paths, output, jobs, found.failures)
        shown = progress.for_stream(sys.stderr)
        return ingest.run(found.paths, output, shown, settings, found.failures)
    except SourceError as error:
        return _usage(f"{error}", "Put the entry right; `keikaku sources check` names every one.")
    except (ingest.OutputError, WrongLimit) as error:
        return _usage(error.ja, error.en)


@app.command
def inspect(file: Path, *, page: int | None = None, output: Path | None = None) -> int:
    """読み取った表・セル・役割をページの画像に重ねて描きます。 / Draw what was read over a picture of the page.

    Parameters
    ----------
    file
        PDFファイル。 / The PDF.
    page
        ページ番号（1から）。省略時はすべて。 / Page, from 1; all when left out.
    output
        PNGを書き出すフォルダ（既定はPDFと同じ場所）。 / Folder for the PNG files, by default beside the PDF.
    """
    from extractors.pages import PdfError
    from pipeline.findings import finding
    from pipeline.inspect import inspect_file

    try:
        for line in inspect_file(file, page, output):
            print(line)
    except PdfError as error:
        found = finding(error.code, file=file.name)
        return _usage(found.message_ja, found.message_en, code=1)
    except IndexError as error:
        return _usage(f"{file.name} にそのページはありません（{error}）。", f"{file.name} has no such page ({error}).")
    except OSError as error:
        return _usage(f"{error.filename}: {error.strerror}", "Check that the file exists and the folder is writable.")
    return 0


@app.command
def doctor() -> int:
    """何が使えて、何が足りないかを調べます。 / Say what is installed, and the command that adds what is missing."""
    from pipeline.doctor import examined

    missing = False
    for part in examined():
        print(part.line)
        missing |= not part.there
    return int(missing)


@app.command
def diff(
    old: Path,
    new: Path,
    *,
    as_json: Annotated[bool, Parameter(name="--json", negative=())] = False,
    as_html: Annotated[bool, Parameter(name="--html", negative=())] = False,
) -> int:
    """二つの版の違いを示します。 / Show what changed between two editions of a plan.

    Parameters
    ----------
    old
        前の版のPDF。 / The earlier edition.
    new
        新しい版のPDF。 / The later edition.
    as_json
        JSONで出力します。 / Print JSON.
    as_html
        HTML（1ファイルで完結）で出力します。 / Print one HTML page that needs no other file.
    """
    from extractors.pages import PdfError
    from pipeline.compare import report
    from pipeline.diff import NotAPlan, difference

    if as_json and as_html:
        return _usage("--json と --html は同時に指定できません。", "Choose --json or --html.")
    try:
        found = difference(old, new)
    except (PdfError, NotAPlan) as error:
        return _usage(error.text_ja, error.text_en, code=1)
    except OSError as error:
        return _usage(f"{error.filename}: {error.strerror}", "Check that both files exist and can be read.")
    print((report.as_json if as_json else report.as_html if as_html else report.as_text)(found))
    return 0


@app.command
def join(*folders: Path, output: Path) -> int:
    """公開フォルダをまとめて一つにします（都道府県ごとに公開した場合など）。 / Join published folders into one.

    Parameters
    ----------
    folders
        公開フォルダ。 / Published folders.
    output
        公開先のフォルダ。 / Folder to publish to.
    """
    from pipeline.publish.errors import OutputError
    from pipeline.publish.join import join as joined

    if not folders:
        return _usage("公開フォルダを指定してください。", "Name the published folders.")
    try:
        joined(folders, output)
    except OutputError as error:
        return _usage(error.ja, error.en)
    print(f"公開しました / Published: {output}")
    return 0


@app.command
def validate(directory: Path) -> int:
    """公開フォルダを検査します（ハッシュ・キー・型・件数・位置）。 / Prove a published folder whole.

    Parameters
    ----------
    directory
        公開フォルダ。 / A published folder.
    """
    from pipeline.publish.validate import validate as problems_of

    problems = problems_of(directory)
    for problem in problems:
        print(f"{problem.where}: {problem.ja} / {problem.en}", file=sys.stderr)
    if not problems:
        print(f"{directory}: 問題はありません。 / No problems.")
    return 1 if problems else 0


@app.command
def report(directory: Path, *, sources: Annotated[list[Path] | None, Parameter(consume_multiple=True)] = None) -> int:
    """公開フォルダを読むためのページを DIRECTORY/site に書きます。 / Write pages to read a published folder.

    Parameters
    ----------
    directory
        公開フォルダ。 / A published folder.
    sources
        元のPDF、またはそのフォルダ（ページの画像を入れます）。 / The PDFs or their folders, for page pictures.
    """
    from pipeline.site import write_site

    if not (directory / "datapackage.json").is_file():
        return _usage(f"{directory} は公開フォルダではありません。", f"{directory} is not a published folder.")
    if lost := [path for path in sources or () if not path.exists()]:
        return _usage(f"{lost[0]} がありません。", f"{lost[0]} does not exist.")
    try:
        written = write_site(directory, sources or ())
    except OSError as error:
        return _usage(f"{error.filename}: {error.strerror}", "The pages could not be written.")
    print(f"{written.first}\n  {written.plans} plans, {written.pictures} page pictures")
    for name in written.without_source:
        print(f"  {name}: 元のPDFがなく、ページの画像はありません。 / no source at hand, no page pictures")
    return 0


@app.command
def schema() -> int:
    """公開データのJSON Schemaを表示します。 / Print the JSON Schema of the published tables."""
    from pipeline.publish.json_schema import json_schema

    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return 0


def _show(report: RunReport) -> None:
    for failure in report.failures:
        print(f"{failure.message_ja}\n{failure.message_en}", file=sys.stderr)
    if not report.records:
        print(f"変更はありません（{report.unchanged}件）。 / Nothing has changed ({report.unchanged} files).")
        return
    counts = ", ".join(f"{table} {report.records[table]:,}" for table in _SHOWN if report.records.get(table))
    print(f"公開しました / Published: {report.output}")
    print(f"  {counts or 'no records'}; findings {report.records.get('findings', 0):,}{_by_severity(report)}")
    print(f"  read {report.read}, unchanged {report.unchanged}, failed {len(report.failures)}")
    for plan_id, rows in report.changed.items():
        print(f"  {plan_id}: 変更 {rows}件 / {rows} changes")


def _by_severity(report: RunReport) -> str:
    counts = [
        (severity, sum(rows for (found, _), rows in report.found.items() if found == severity))
        for severity in ("error", "warning", "info")
    ]
    told = ", ".join(f"{severity} {rows:,}" for severity, rows in counts if rows)
    return f" ({told})" if told else ""


def _usage(ja: str, en: str, code: int = 2) -> int:
    print(f"{ja}\n{en}", file=sys.stderr)
    return code


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    try:
        code = app(arguments, exit_on_error=False, print_error=True, result_action="return_value")
    except CycloptsError:
        code = 2
    except KeyboardInterrupt:
        print(
            "中断しました。前回の出力はそのまま残っています。 / Interrupted. Earlier output is untouched.",
            file=sys.stderr,
        )
        code = 130
    sys.exit(code if isinstance(code, int) else 0)
