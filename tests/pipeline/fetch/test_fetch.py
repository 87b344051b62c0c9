"""What servers do, and what is kept of it."""

from __future__ import annotations

import hashlib
import socket
import time
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from served import PDF, QUICK, Answer, Site, if_changed, in_turn, reply

from pipeline.fetch import (
    Download,
    FetchError,
    NotAPlan,
    NotThere,
    Refused,
    TooMuch,
    Trouble,
    Unchanged,
    Validators,
)
from pipeline.fetch.client import Fetcher


def fetched(fetcher: Fetcher, address: str, known: Validators | None = None) -> Download:
    found = fetcher.file(address, known)
    assert isinstance(found, Download)
    return found


def cut(request: BaseHTTPRequestHandler) -> None:
    """Half of the body, then nothing: the connection is closed."""
    request.send_response(200)
    request.send_header("Content-Length", str(len(PDF)))
    request.send_header("ETag", '"1"')
    request.end_headers()
    request.wfile.write(PDF[: len(PDF) // 2])
    request.close_connection = True


def unannounced_cut(request: BaseHTTPRequestHandler) -> None:
    """Half of the body of a server that never says how long it is."""
    request.send_response(200)
    request.send_header("Connection", "close")
    request.end_headers()
    request.wfile.write(PDF[: len(PDF) // 2])
    request.close_connection = True


def endless(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Connection", "close")
    request.end_headers()
    while True:
        request.wfile.write(b"%PDF-1.7\n" + b"0" * 65_536)


def slow(request: BaseHTTPRequestHandler) -> None:
    """A byte now and then, for ever."""
    request.send_response(200)
    request.send_header("Connection", "close")
    request.end_headers()
    for _ in range(100):
        request.wfile.write(b"%")
        time.sleep(0.05)


def silent(request: BaseHTTPRequestHandler) -> None:
    time.sleep(1.0)
    request.close_connection = True


def rest(request: BaseHTTPRequestHandler) -> None:
    """What is missing, to who asks for a range of this version."""
    start = request.headers.get("Range", "").removeprefix("bytes=").rstrip("-")
    if not start or request.headers.get("If-Range") != '"1"':
        reply(200, PDF, ETag='"1"')(request)
        return
    body = PDF[int(start) :]
    reply(206, body, ETag='"1"', Content_Range=f"bytes {start}-{len(PDF) - 1}/{len(PDF)}")(request)


def test_a_plan_arrives_whole(web: Site, fetcher: Fetcher) -> None:
    web.answers["/plan.pdf"] = reply(ETag='"1"', Last_Modified="Fri, 20 Nov 2026 00:00:00 GMT")
    found = fetched(fetcher, f"{web.address}/plan.pdf")
    assert found.path.read_bytes() == PDF
    assert found.sha256 == hashlib.sha256(PDF).hexdigest()
    assert found.validators == Validators('"1"', "Fri, 20 Nov 2026 00:00:00 GMT")


def test_asked_again_it_has_not_changed_and_then_it_has(web: Site, fetcher: Fetcher) -> None:
    address = f"{web.address}/plan.pdf"
    web.answers["/plan.pdf"] = if_changed(PDF, '"1"')
    first = fetched(fetcher, address)
    assert fetcher.file(address, first.validators) == Unchanged(address)
    assert web.asked("/plan.pdf")[-1]["if-none-match"] == '"1"'
    revised = PDF.replace(b"1.7", b"1.6")
    web.answers["/plan.pdf"] = if_changed(revised, '"2"')
    assert fetched(fetcher, address, first.validators).path.read_bytes() == revised


@pytest.mark.parametrize("status", [500, 502, 503, 429, 408])
def test_trouble_that_passes(web: Site, fetcher: Fetcher, status: int) -> None:
    web.answers["/plan.pdf"] = in_turn(reply(status, b"later"), reply(status, b"later"), reply())
    assert fetched(fetcher, f"{web.address}/plan.pdf").bytes == len(PDF)
    assert len(web.asked("/plan.pdf")) == 3


@pytest.mark.parametrize(
    ("answer", "error", "tries"),
    [
        (reply(404, b"gone"), NotThere, 1),
        (reply(410, b"gone"), NotThere, 1),
        (reply(403, b"no"), Refused, 1),
        (reply(500, b"broken"), Trouble, 3),
        (reply(200, b"<!DOCTYPE html><html><title>Not Found</title></html>", Content_Type="text/html"), NotAPlan, 1),
        (reply(200, b"", Content_Type="application/pdf"), NotAPlan, 1),
        (reply(200, PDF, Content_Length=str(len(PDF) - 2000)), Trouble, 3),  # too short a length: the end is missing
        (cut, Trouble, 3),
        (unannounced_cut, Trouble, 3),
        (silent, Trouble, 3),
        (endless, TooMuch, 1),
        (reply(200, PDF, Content_Length="99999999"), TooMuch, 1),
        (reply(302, b"", Location="/plan.pdf"), TooMuch, 1),  # round and round
        (reply(302, b"", Location="ftp://127.0.0.1/plan.pdf"), Refused, 1),
        (reply(302, b"", Location="file:///etc/passwd"), Refused, 1),
        (reply(302, b"", Location="http://10.0.0.1/plan.pdf"), Refused, 1),
        (reply(302, b"", Location="http://[::1]:9/plan.pdf"), Refused, 1),
        (reply(302, b"", Location="http://169.254.169.254/latest/meta-data/"), Refused, 1),
    ],
)
def test_what_is_no_plan_leaves_nothing_behind(
    web: Site, fetcher: Fetcher, answer: Answer, error: type[FetchError], tries: int
) -> None:
    web.answers["/plan.pdf"] = answer
    with pytest.raises(FetchError) as caught:
        fetcher.file(f"{web.address}/plan.pdf")
    assert type(caught.value) is error
    assert len(web.asked("/plan.pdf")) in (tries, QUICK.redirects + 1)


def test_slow_bytes_end_with_the_time_limit(web: Site, tmp_path: Path) -> None:
    web.answers["/plan.pdf"] = slow
    with Fetcher(tmp_path, replace(QUICK, seconds=0.4)) as fetcher, pytest.raises(TooMuch):
        fetcher.file(f"{web.address}/plan.pdf")


def test_a_cut_body_is_continued(web: Site, fetcher: Fetcher) -> None:
    web.answers["/plan.pdf"] = in_turn(cut, rest)
    assert fetched(fetcher, f"{web.address}/plan.pdf").path.read_bytes() == PDF
    asked = web.asked("/plan.pdf")[-1]
    assert asked["range"].startswith("bytes=") and asked["range"] != "bytes=0-"
    assert asked["if-range"] == '"1"'


def test_a_cut_body_of_a_file_that_changed_is_fetched_from_the_start(web: Site, fetcher: Fetcher) -> None:
    revised = PDF.replace(b"1.7", b"1.6")
    web.answers["/plan.pdf"] = in_turn(cut, reply(200, revised, ETag='"2"'))
    assert fetched(fetcher, f"{web.address}/plan.pdf").path.read_bytes() == revised


def test_a_killed_download_is_continued_by_the_next_run(web: Site, tmp_path: Path) -> None:
    web.answers["/plan.pdf"] = cut
    address = f"{web.address}/plan.pdf"
    with Fetcher(tmp_path, QUICK) as fetcher, pytest.raises(Trouble):
        fetcher.file(address)
    web.answers["/plan.pdf"] = rest
    with Fetcher(tmp_path, QUICK) as fetcher:
        assert fetched(fetcher, address).path.read_bytes() == PDF
    assert "range" in web.asked("/plan.pdf")[-1]


def test_a_rest_that_nobody_has_is_forgotten(web: Site, fetcher: Fetcher) -> None:
    web.answers["/plan.pdf"] = in_turn(cut, reply(416, b""), reply(200, PDF, ETag='"1"'))
    assert fetched(fetcher, f"{web.address}/plan.pdf").path.read_bytes() == PDF


def test_redirects_are_followed_and_the_final_address_is_kept(web: Site, fetcher: Fetcher) -> None:
    web.answers["/old.pdf"] = reply(301, b"", Location="/new.pdf")
    web.answers["/new.pdf"] = reply()
    found = fetched(fetcher, f"{web.address}/old.pdf")
    assert (found.address, found.final_address) == (f"{web.address}/old.pdf", f"{web.address}/new.pdf")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "2130706433", "0x7f000001", "0177.0.0.1", "127.1",
        "[::]", "[::1]", "[fd00::1]", "[fe80::1]", "[::ffff:10.0.0.1]", "[::127.0.0.1]",
        "[64:ff9b::a00:1]", "[2002:a00:1::]", "[2001:0:7f00:1::]",
    ],
)  # fmt: skip
def test_private_networks_are_refused_unless_allowed(web: Site, tmp_path: Path, host: str) -> None:
    port = web.address.rpartition(":")[2]
    with Fetcher(tmp_path, replace(QUICK, private_hosts=frozenset())) as fetcher, pytest.raises(Refused):
        fetcher.file(f"http://{host}:{port}/plan.pdf")
    assert web.requests == []


def test_a_name_that_points_elsewhere_on_second_thought_is_never_asked(
    web: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Public when it is looked up first, this machine ever after."""
    port = int(web.address.rpartition(":")[2])
    answers = [_resolved("93.184.216.34", 80), _resolved("127.0.0.1", port)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers.pop(0) if len(answers) > 1 else answers[0])
    web.answers["/plan.pdf"] = web.answers["/robots.txt"] = reply()
    with Fetcher(tmp_path, replace(QUICK, private_hosts=frozenset())) as fetcher, pytest.raises(Refused):
        fetcher.file(f"http://rebound.example:{port}/plan.pdf")
    assert web.requests == []
    assert list(tmp_path.iterdir()) == []


def test_a_host_is_asked_at_the_address_that_was_looked_at_and_by_its_name(
    web: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(web.address.rpartition(":")[2])
    asked: list[object] = []
    real = socket.getaddrinfo

    def resolve(host: object, *rest: object, **more: object) -> object:
        asked.append(host)
        return _resolved("127.0.0.1", port) if host == "plans.example" else real(host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr("pipeline.fetch.guard._check_ip", lambda *_: None)
    web.answers["/old.pdf"], web.answers["/plan.pdf"] = reply(301, b"", Location="/plan.pdf"), reply()
    with Fetcher(tmp_path, replace(QUICK, private_hosts=frozenset())) as fetcher:
        found = fetched(fetcher, f"http://plans.example:{port}/old.pdf")
    assert found.final_address == f"http://plans.example:{port}/plan.pdf"
    assert {headers["host"] for _, headers in web.requests} == {f"plans.example:{port}"}
    assert set(asked) <= {"plans.example", "127.0.0.1"}


def _resolved(ip: str, port: int) -> list[tuple[object, ...]]:
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]


def test_robots_are_asked_once_and_obeyed(web: Site, fetcher: Fetcher) -> None:
    web.answers["/robots.txt"] = reply(200, b"User-agent: *\nDisallow: /secret/\n")
    web.answers["/secret/plan.pdf"] = web.answers["/plan.pdf"] = reply()
    fetched(fetcher, f"{web.address}/plan.pdf")
    with pytest.raises(Refused, match=r"robots\.txt"):
        fetcher.file(f"{web.address}/secret/plan.pdf")
    assert len(web.asked("/robots.txt")) == 1
    assert web.asked("/secret/plan.pdf") == []


def test_robots_that_cannot_be_had_allow_nothing_for_now(web: Site, fetcher: Fetcher) -> None:
    web.answers["/robots.txt"] = reply(503, b"later")
    web.answers["/plan.pdf"] = reply()
    with pytest.raises(Trouble):
        fetcher.file(f"{web.address}/plan.pdf")
    assert web.asked("/plan.pdf") == []


def test_one_host_is_asked_at_its_pace(web: Site, tmp_path: Path) -> None:
    web.answers["/robots.txt"] = reply(200, b"User-agent: *\nCrawl-delay: 7\n")
    web.answers["/a.pdf"] = web.answers["/b.pdf"] = reply()
    slept: list[float] = []
    with Fetcher(tmp_path, replace(QUICK, interval=2.0), slept.append) as fetcher:
        fetcher.file(f"{web.address}/a.pdf")
        fetcher.file(f"{web.address}/b.pdf")
    assert len(slept) == 1 and 6.5 < slept[0] <= 7.0


def test_the_server_may_say_when_to_come_back(web: Site, fetcher: Fetcher) -> None:
    web.answers["/plan.pdf"] = in_turn(reply(503, b"later", Retry_After="1"), reply())
    begun = time.monotonic()
    fetched(fetcher, f"{web.address}/plan.pdf")
    assert time.monotonic() - begun >= 0.9


def test_a_page_is_text_in_its_own_encoding(web: Site, fetcher: Fetcher) -> None:
    web.answers["/index.html"] = reply(
        200, "<a href='計画.pdf'>計画</a>".encode("cp932"), Content_Type="text/html; charset=Shift_JIS"
    )
    assert fetcher.page(f"{web.address}/index.html")[1] == "<a href='計画.pdf'>計画</a>"
