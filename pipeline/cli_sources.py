"""`keikaku sources`: the registry of plans."""

from __future__ import annotations

import sys
from pathlib import Path

from cyclopts import App

from pipeline.sources import SourceError, add_source, check_sources, load_source, load_sources

app = App(name="sources", help="登録された計画を扱います。 / The registry of plans.", help_format="plaintext")


@app.command(name="list")
def show(*, raw: Path = Path("raw")) -> int:
    """登録された計画を一覧します。 / List the registered plans.

    Parameters
    ----------
    raw
        登録のあるフォルダ。 / Folder that holds the registry.
    """
    try:
        for source in load_sources(raw / "sources"):
            where = [*source.files, *([source.page.address] if source.page else [])]
            print(f"{source.key}\t{source.lg_code or '-'}\t{source.name}\t{' '.join(where)}")
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


@app.command
def check(*, raw: Path = Path("raw")) -> int:
    """登録をすべて検査します。 / Check every entry of the registry.

    Parameters
    ----------
    raw
        登録のあるフォルダ。 / Folder that holds the registry.
    """
    problems = list(check_sources(raw / "sources"))
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print("問題はありません。 / No problems.")
    return 1 if problems else 0


@app.command
def add(address: str, *, raw: Path = Path("raw")) -> int:
    """計画のPDFまたは掲載ページを登録します。 / Register the address of a plan's PDF or of a page that links to it.

    Parameters
    ----------
    address
        PDFまたはページのURL。 / Address of the PDF or page.
    raw
        登録のあるフォルダ。 / Folder that holds the registry.
    """
    try:
        path = add_source(address, raw / "sources")
        load_source(path)
    except (ValueError, FileExistsError) as error:
        print(f"登録できません。 / Not registered: {error}", file=sys.stderr)
        return 2
    print(f"{path}\n名前と自治体コードを書き足してください。 / Fill in its name and lg_code.")
    return 0
