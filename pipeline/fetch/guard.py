"""Whom one may ask: public addresses over HTTP, and hosts that the configuration names.

A name is resolved here and nowhere else: `Pinned` connects to the very address that was looked at, so a name that
points into a private network, now or on second thought, is never asked at all.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx

from pipeline.fetch.model import Limits, Refused, Trouble

_IP = ipaddress.IPv4Address | ipaddress.IPv6Address
_EMBED = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "::/96")))


def check_address(address: str, limits: Limits) -> str | None:
    """The IP address to connect to, None where the system may choose (hosts that are allowed, a proxy).

    Raises `Refused` for an address that may not be asked, `Trouble` for a name that nobody knows.
    """
    parts = urlsplit(address)
    host = parts.hostname
    if parts.scheme not in ("http", "https") or not host:
        raise Refused(address, "only http and https addresses are fetched")
    if host in limits.private_hosts or limits.proxy:
        return None
    try:
        found = socket.getaddrinfo(host, parts.port or parts.scheme, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Trouble(address, f"{host} cannot be resolved") from error
    places = [str(place[0]) for *_, place in found]
    for place in places:
        _check_ip(address, place)
    return places[0]


class Pinned(httpx.BaseTransport):
    """Sends each request to the address that was looked at; Host header and certificate stay those of the name."""

    def __init__(self, inner: httpx.BaseTransport, limits: Limits) -> None:
        self._inner, self._limits = inner, limits

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Raises what `check_address` raises."""
        place = check_address(str(request.url), self._limits)
        if place is None:
            return self._inner.handle_request(request)
        extensions = {**request.extensions, "sni_hostname": request.url.host}
        url = request.url.copy_with(host=place)
        pinned = httpx.Request(
            request.method, url, headers=request.headers, stream=request.stream, extensions=extensions
        )
        return self._inner.handle_request(pinned)

    def close(self) -> None:
        self._inner.close()


def check_peer(response: httpx.Response, limits: Limits) -> None:
    """Raise `Refused` when what answered lies in a private network."""
    host = response.url.host
    stream: Any = response.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream and not limits.proxy else None
    if peer and host not in limits.private_hosts:
        _check_ip(str(response.url), str(peer[0]))


def _check_ip(address: str, ip: str) -> None:
    for found in _meant(ipaddress.ip_address(ip.partition("%")[0])):
        if not found.is_global or found.is_multicast:
            raise Refused(address, f"{ip} is no public address; allow the host in the configuration if it is meant")


def _meant(ip: _IP) -> Iterator[_IP]:
    """The address, and an IPv4 address that an IPv6 one stands for: mapped, compatible, 6to4, Teredo, NAT64."""
    if isinstance(ip, ipaddress.IPv4Address):
        yield ip
        return
    if ip.ipv4_mapped is None:
        yield ip
    yield from filter(None, (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())))
    if any(ip in network for network in _EMBED):
        yield ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
