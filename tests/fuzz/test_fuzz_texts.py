"""Any text and any bytes through the readers of text inputs: what comes out is a value or the error they promise."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.fetch.client import _check_status, _retry_after, _start
from pipeline.fetch.links import linked_files
from pipeline.fetch.model import FetchError, Limits
from pipeline.fetch.robots import Robots
from pipeline.inputs import identify
from pipeline.outside import read_outside
from pipeline.sources import Source, SourceError, load_source

ROUGH = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
ENTRY = """lg_code: "142051"
addresses: [https://example.org/plan.pdf]
schedule: "0 3 * * 1"
licence: CC BY 4.0
expect: {initiatives: 3}
corrections:
  - {table: targets, where: {page: 3}, field: raw, was: "1", now: "2", reason: misprint}
"""
YAML = st.lists(
    st.sampled_from([*ENTRY.splitlines(keepends=True), "{", "]", ": ", "- ", "&a", "*a", "!!python/object:os.system ",
                     "\t", "\x00", "2026-02-30", "011002", "? ", "|\n", "<<: *a", "%YAML 9\n", "---\n", "~"]),
    max_size=14,
).map("".join)  # fmt: skip
HEADER = st.text(st.characters(min_codepoint=1, max_codepoint=255, exclude_characters="\r\n"), max_size=40)
RULES = st.lists(
    st.sampled_from(["User-agent: *\n", "Disallow: /\n", "Disallow: *$\n", "Crawl-delay: ", "Request-rate: ", "1/0",
                     "0/1", "-1", "nan", "1e400", "²", "\n", "Allow: /%zz\n", "\ufeff", "Sitemap:"]),
    max_size=12,
).map("".join)  # fmt: skip
HTML = st.lists(
    st.sampled_from(["<a href='", "a.pdf", "'>", "</a>", "<base href='//[", "http://[::1", "計画.pdf", "<script>",
                     "<!--", "&#x110000;", "<li>", "</", "\x00", "javascript:", "?" * 50, "<h2>",
                     "スコア 29/31", "<table><tr><td>"]),
    max_size=20,
).map("".join)  # fmt: skip


@ROUGH
@given(st.one_of(YAML, st.text(max_size=80)))
def test_an_entry_is_a_source_or_an_error_with_its_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "entry.yaml"
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    try:
        assert isinstance(load_source(path), Source)
    except SourceError as error:
        assert str(error).startswith(f"{path}:")


@ROUGH
@given(st.binary(max_size=60))
def test_an_entry_of_any_bytes(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "entry.yaml"
    path.write_bytes(data)
    with suppress(SourceError):
        load_source(path)


@ROUGH
@given(st.one_of(RULES.map(str.encode), st.binary(max_size=80)), st.sampled_from([200, 301, 404, 503]))
def test_robots_of_any_bytes_allow_or_refuse(body: bytes, status: int) -> None:
    robots = Robots(lambda _: (status, body), Limits())
    with suppress(FetchError):
        assert robots.check("https://example.org/plan.pdf") >= 0.0


@ROUGH
@given(HEADER, HEADER, st.integers(100, 999))
def test_headers_of_any_text(wait: str, part: str, status: int) -> None:
    headers = {"retry-after": wait.encode("latin-1"), "content-range": part.encode("latin-1")}
    answer = httpx.Response(status, headers=headers)
    assert _start(answer) >= 0
    seconds = _retry_after(answer)
    assert seconds is None or 0.0 <= seconds <= 600.0
    with suppress(FetchError):
        _check_status("https://example.org/", answer)


@pytest.mark.parametrize("wait", ["²", "９", "Fri, 31 Dec 99999 23:59:59 GMT", "Mon, 01 Jan 0000 00:00:00 GMT"])
def test_a_wait_that_is_no_number_is_none(wait: str) -> None:
    answer = httpx.Response(503, headers={"retry-after": wait.encode("utf-8")})
    assert _retry_after(answer) in (None, 600.0, 0.0)


@ROUGH
@given(st.one_of(HTML, st.text(max_size=80)), st.sampled_from(["https://example.org/a/", "https://[::1]/"]))
def test_links_of_any_page(text: str, base: str) -> None:
    assert all(found.startswith("http") for found in linked_files(text, base, "計画|pdf"))


@ROUGH
@given(st.one_of(HTML.map(str.encode), st.binary(max_size=120)), st.sampled_from([".html", ".txt", ".pdf"]))
def test_a_page_of_any_bytes_is_a_document(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"page{suffix}"
    path.write_bytes(data)
    assert identify(path).path == path
    if suffix != ".pdf":
        with suppress(UnicodeDecodeError):
            assert len(read_outside(path)["documents"]) == 1
