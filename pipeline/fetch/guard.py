"""Whom one may ask: public addresses over HTTP, and hosts that the configuration names.

A name is resolved before the request, and the address that answered is looked at before anything is read: a name
that points into a private network, now or on second thought, gives nothing away.
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


def check_address(address: str, limits: Limits) -> None:
    """Raise `Refused` for an address that may not be asked, `Trouble` for a name that nobody knows."""
    parts = urlsplit(address)
    host = parts.hostname
    if parts.scheme not in ("http", "https") or not host:
        raise Refused(address, "only http and https addresses are fetched")
    if host in limits.private_hosts or limits.proxy:
        return
    try:
        found = socket.getaddrinfo(host, parts.port or parts.scheme, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Trouble(address, f"{host} cannot be resolved") from error
    for *_, place in found:
        _check_ip(address, str(place[0]))


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
