"""robots.txt of each host, read once a run (RFC 9309).

None there (4xx) allows everything; one that cannot be had (5xx, no connection) allows nothing for now.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from pipeline.fetch.model import Limits, Refused, Trouble

_LARGEST = 512_000
Get = Callable[[str], tuple[int, bytes]]


class Robots:
    """Rules by host. `get` gives status and first bytes of an address, or raises `FetchError`."""

    def __init__(self, get: Get, limits: Limits) -> None:
        self._get, self._agent = get, limits.user_agent
        self._rules: dict[str, Protego] = {}

    def check(self, address: str) -> float:
        """Seconds that the host wants between two requests; raises `Refused` for what it does not want fetched."""
        rules = self._of(address)
        if not rules.can_fetch(address, self._agent):
            raise Refused(address, "robots.txt asks not to fetch it")
        rate = rules.request_rate(self._agent)
        return max(rules.crawl_delay(self._agent) or 0.0, rate.seconds / rate.requests if rate else 0.0)

    def _of(self, address: str) -> Protego:
        parts = urlsplit(address)
        home = f"{parts.scheme}://{parts.netloc}"
        if home not in self._rules:
            status, body = self._get(f"{home}/robots.txt")
            if status >= 500:
                raise Trouble(address, f"robots.txt answers {status}")
            text = body[:_LARGEST].decode("utf-8", errors="replace") if status < 300 else ""
            self._rules[home] = Protego.parse(text)
        return self._rules[home]
