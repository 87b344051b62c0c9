"""The registry: what an entry may say, and where its errors are."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from pipeline.cli import main
from pipeline.sources import SourceError, check_sources, load_limits, load_source, load_sources

GOOD = """\
name: 晴原市デジタル推進計画
lg_code: "141500"
files:
  - https://www.example.jp/plan.pdf
page:
  address: https://www.example.jp/dx/
  link: 推進計画
expect:
  initiatives: 40
corrections:
  - table: targets
    where: {fiscal_year: 2027, indicator_id: k1}
    field: raw
    was: 15件
    now: 51件
    reason: 正誤表による
"""


def entry(folder: Path, text: str, name: str = "plan") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(dedent(text), encoding="utf-8")
    return path


def test_an_entry_with_everything(tmp_path: Path) -> None:
    source = load_source(entry(tmp_path, GOOD))
    assert (source.key, source.lg_code, source.every_days) == ("plan", "141500", 7)
    assert source.corrections[0].where == {"fiscal_year": 2027, "indicator_id": "k1"}


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("name: ", "names: "), 1, "names"),
        (('lg_code: "141500"', "lg_code: 141500"), 2, "put it in quotes"),
        (('lg_code: "141500"', "lg_code: 011002"), 2, "put it in quotes"),
        (('lg_code: "141500"', 'lg_code: "14150"'), 2, "lg_code"),
        (("  - https://www.example.jp/plan.pdf", "  - ftp://www.example.jp/plan.pdf"), 4, "files.0"),
        (("  - https://www.example.jp/plan.pdf", "  - https://me@www.example.jp/plan.pdf"), 4, "files.0"),
        (("  link: 推進計画", "  link: 推進計画("), 7, "regular expression"),
        (("  initiatives: 40", "  initiative: 40"), 9, "expect.initiative"),
        (("    was: 15件", "    once: 15件"), 14, "corrections.0.once"),
        (("    reason: 正誤表による", "    reason: ''"), 16, "corrections.0.reason"),
        (("expect:", "name: x\nexpect:"), 8, "twice"),
        (("page:", "page: ["), 7, "expected"),
    ],
)
def test_errors_name_file_and_line(tmp_path: Path, change: tuple[str, str], line: int, words: str) -> None:
    path = entry(tmp_path, GOOD.replace(*change))
    with pytest.raises(SourceError) as caught:
        load_source(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert words in str(caught.value)


@pytest.mark.parametrize("text", ["", "- a\n", "name: x\n", "name: !!python/object/apply:os.getcwd []\nfiles: [x]\n"])
def test_what_is_no_entry(tmp_path: Path, text: str) -> None:
    with pytest.raises(SourceError):
        load_source(entry(tmp_path, text))


def test_the_project_s_own_registry_is_whole() -> None:
    folder = Path(__file__).parents[2] / "raw" / "sources"
    assert load_sources(folder)
    assert list(check_sources(folder)) == []


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["sources", *arguments])
    return int(left.value.code or 0)


def test_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = str(tmp_path)
    assert run("add", "https://www.example.jp/files/plan.pdf", "--raw", raw) == 0
    assert run("add", "https://www.example.jp/files/plan.pdf", "--raw", raw) == 2
    assert run("add", "https://www.example.jp/dx/index.html", "--raw", raw) == 0
    assert run("add", "javascript:alert(1)", "--raw", raw) == 2
    capsys.readouterr()
    assert run("list", "--raw", raw) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["www_example_jp_index", "www_example_jp_plan"]
    assert run("check", "--raw", raw) == 0
    entry(tmp_path / "sources", "name: x\nfile: y\n", "bad")
    assert run("check", "--raw", raw) == 1
    assert "bad.yaml:2: " in capsys.readouterr().err


def test_configuration_of_fetching(tmp_path: Path) -> None:
    path = tmp_path / "fetch.yaml"
    assert load_limits(path).private_hosts == frozenset()
    path.write_text("private_hosts: [intra.example.jp]\ninterval: 5.0\n", encoding="utf-8")
    assert load_limits(path).private_hosts == {"intra.example.jp"}
    path.write_text("interval: 5.0\nsise: 3\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"fetch\.yaml:2: sise"):
        load_limits(path)
