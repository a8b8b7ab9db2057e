"""Network: connections to public addresses only, and no longer than a deadline; what was checked is what is connected to."""

import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import httpcore

Resolve = Callable[[str, int], list[str]]
NAT64 = ipaddress.ip_network("64:ff9b::/96")
# What is_global lets through in some versions of Python, and the old tunnels, which nobody meets on purpose.
REFUSED = [
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",
        "192.88.99.0/24",
        "64:ff9b:1::/48",
        "::/96",
        "2001::/23",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "fec0::/10",
    )
]


class NotPublic(Exception):
    """A host that stands for an address inside a network."""


class NotFound(Exception):
    """A host that no address is known of."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet; IPv4 within IPv6 is judged as what it is."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        ip = ip.ipv4_mapped or (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in NAT64 else ip)
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or any(ip in network for network in REFUSED))


def resolve(host: str, port: int) -> list[str]:
    """Every address of a host, as the system resolves it; so "127.1" and "0x7f000001" are what a browser takes them for."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True, slots=True)
class Deadline:
    """Seconds that all steps together may take, from its making on."""

    seconds: float
    began: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        """Seconds still left; raises httpcore.ReadTimeout where there are none."""
        left = self.began + self.seconds - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time is up")
        return left


class CheckedNetwork(httpcore.NetworkBackend):
    """Resolves a host once, refuses it if any of its addresses is not public, and connects to one that was looked at.

    admitted: addresses let through although they are not public; for tests with a server on this machine.
    """

    def __init__(self, deadline: Deadline, admitted: frozenset[str] = frozenset(), resolve: Resolve = resolve):
        self.deadline, self.admitted, self.resolve = deadline, admitted, resolve
        self.network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = self._checked(host, port)
        for address in addresses[:-1]:
            try:
                return self._connect(address, port)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connect(addresses[-1], port)

    def _connect(self, address: str, port: int) -> "TimedStream":
        return TimedStream(self.network.connect_tcp(address, port, timeout=self.deadline.left), self.deadline)

    def _checked(self, host: str, port: int) -> list[str]:
        found = list(dict.fromkeys(self._resolved(host, port)))
        if not found:
            raise NotFound(host)
        if not all(address in self.admitted or is_public(address) for address in found):
            raise NotPublic(host)
        return found

    def _resolved(self, host: str, port: int) -> list[str]:
        """The addresses of a host; the system's own question cannot be cut short, so it is asked apart."""
        found: list[list[str]] = []

        def ask() -> None:
            try:
                found.append(self.resolve(host, port))
            except (OSError, UnicodeError):
                found.append([])

        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        asking.join(self.deadline.left)
        self.deadline.left  # noqa: B018 (raises when the time is up)
        return found[0]


class TimedStream(httpcore.NetworkStream):
    """A connection whose every step ends by the deadline, so that a slow drip does not go on for ever."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline):
        self.stream, self.deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, self.deadline.left)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, self.deadline.left)

    def close(self) -> None:
        self.stream.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> httpcore.NetworkStream:
        return TimedStream(self.stream.start_tls(ssl_context, server_hostname, self.deadline.left), self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)
