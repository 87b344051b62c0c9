"""A real HTTP server in a thread that answers as a test says."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from pipeline.fetch import Limits

QUICK = Limits(
    size=200_000, seconds=3.0, silence=0.5, attempts=3, first_wait=0.01, longest_wait=0.05, interval=0.0,
    private_hosts=frozenset({"127.0.0.1"}),
)  # fmt: skip
PDF = b"%PDF-1.7\n" + b"1 0 obj << >> endobj\n" * 400 + b"trailer << >>\n%%EOF\n"

Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """Answers by path, and the requests that came: path and headers."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.address = ""

    def asked(self, path: str) -> list[dict[str, str]]:
        """The headers of each request for a path, in small letters."""
        return [headers for asked, headers in self.requests if asked == path]


def reply(status: int = 200, body: bytes = PDF, **headers: str) -> Answer:
    """An answer with Content-Length, unless a header says otherwise; `_` in names stands for `-`."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        request.send_response(status)
        if "Content-Length" not in given and "Transfer-Encoding" not in given:
            given["Content-Length"] = str(len(body))
        for name, value in given.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)

    return answer


def in_turn(*answers: Answer) -> Answer:
    """One answer after the other; the last one from then on."""
    left = list(answers)

    def answer(request: BaseHTTPRequestHandler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(request)

    return answer


def if_changed(body: bytes, etag: str) -> Answer:
    """304 to who has this version, else the body."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        same = request.headers.get("If-None-Match") == etag
        (reply(304, b"", ETag=etag) if same else reply(200, body, ETag=etag))(request)

    return answer


@contextmanager
def site() -> Iterator[Site]:
    found = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            answer = found.answers.get(self.path, reply(404, b"nothing here"))
            try:
                answer(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that hangs up is what these tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    found.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
