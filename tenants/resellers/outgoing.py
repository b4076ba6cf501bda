"""The one way the portal calls an address that others declare: with one deadline, and only outwards.

The deadline is over all of a call: names looked up, connections, headers, redirects and body, however slowly the other
side drips. A name is looked up once for each connection, every address is looked at, and the connection goes to the
one that was; so redirects and names that change lead nowhere else. In production that is a public address.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from threading import Thread
from typing import Any, Final

import httpcore
import httpx
from django.conf import settings

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

MOST_SECONDS: Final = 10.0
MOST_BYTES: Final = 4_096
_CHUNK: Final = 16 * 1024
#: What looks public and leads elsewhere, since an IPv4 address is embedded in it; and what was once a site's own.
_LEADS_ELSEWHERE: Final = tuple(
    ipaddress.ip_network(network)
    for network in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "fec0::/10", "::/96", "192.88.99.0/24")
)
_LATE: Final = "no whole answer in time"


class CallFailed(Exception):
    """Nothing came back that can be used; the words are ours, never the other side's."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the status, the beginning of the body, whether that is all of it, and who answered at last."""

    status: int
    body: bytes
    whole: bool
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The status and what it means by RFC 9110; what the other side called it is not kept."""
        known = {one.value: one.phrase for one in HTTPStatus}
        return f"{self.status} {known.get(self.status, '')}".strip()


def call(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    content: bytes = b"",
    seconds: float = MOST_SECONDS,
    most_bytes: int = MOST_BYTES,
    redirects: int = 0,
    inwards: bool = False,
) -> Reply:
    """Calls an address, and reads `most_bytes` of the answer; raises `CallFailed` for whatever others do.

    It ends within `seconds` of the clock. `inwards` allows networks of `INWARD_NETWORKS`, which the operator names, for
    addresses that a reseller's own administrator declared.
    """
    until = time.monotonic() + seconds
    said = {"accept-encoding": "identity", **(headers or {})}
    try:
        with (
            httpx.Client(
                transport=_Transport(_Network(until, inwards=inwards)),
                timeout=seconds,
                trust_env=False,
                follow_redirects=redirects > 0,
                max_redirects=redirects,
            ) as client,
            client.stream(method, url, headers=said, content=content or None) as answer,
        ):
            body, whole = _read(answer, most_bytes)
            return Reply(answer.status_code, body, whole, answer.headers)
    except _Refused as error:
        raise CallFailed(str(error)) from error
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        # What httpx says may repeat what the other side sent.
        late = isinstance(error, httpx.TimeoutException) or time.monotonic() >= until
        raise CallFailed(_LATE if late else f"no answer ({type(error).__name__})") from error


def _read(answer: httpx.Response, most_bytes: int) -> tuple[bytes, bool]:
    """Reads the beginning of an answer as it was sent, and whether that was all."""
    if answer.headers.get("content-encoding", "identity").lower() != "identity":
        raise _Refused("the answer is encoded, though asked not to be")
    found = bytearray()
    for chunk in answer.iter_raw():
        found += chunk
        if len(found) > most_bytes:
            return bytes(found[:most_bytes]), False
    return bytes(found), True


@cache
def _trusted() -> ssl.SSLContext:
    """The authorities that certificates are checked against, read once in a process, since that takes 70 ms."""
    return httpx.create_ssl_context()


class _Refused(httpx.TransportError):
    """We do not go there, or take nothing of the kind; the words are ours."""


class _Transport(httpx.HTTPTransport):
    """Connects as a network of ours does."""

    def __init__(self, network: httpcore.NetworkBackend) -> None:
        super().__init__(verify=_trusted())
        self._pool.close()
        self._pool = httpcore.ConnectionPool(ssl_context=_trusted(), network_backend=network)


class _Network(httpcore.NetworkBackend):
    """Connects to addresses that were looked at, and lets nothing last longer than the call."""

    def __init__(self, until: float, *, inwards: bool) -> None:
        self.until = until
        self.inwards = inwards
        self.plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Tries each address of a name, in its order."""
        failed: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in _addresses(host, port, self.until):
            if not allowed(address, inwards=self.inwards):
                raise _Refused(f"{host} is not a public address")
            try:
                stream = self.plain.connect_tcp(str(address), port, _left(self.until), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Stream(stream, self.until)
        raise failed

    def sleep(self, seconds: float) -> None:
        """Waits, as httpcore asks between tries."""
        self.plain.sleep(min(seconds, _left(self.until)))


class _Stream(httpcore.NetworkStream):
    """A connection on which each step has only what is left of the call's time."""

    def __init__(self, plain: httpcore.NetworkStream, until: float) -> None:
        self.plain = plain
        self.until = until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Reads what is there."""
        return self.plain.read(max_bytes, _left(self.until))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Writes in small steps, since the time of a step counts anew for each part that goes out."""
        for begin in range(0, len(buffer), _CHUNK):
            self.plain.write(buffer[begin : begin + _CHUNK], _left(self.until))

    def close(self) -> None:
        """Ends the connection."""
        self.plain.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Checks the certificate against the name that was called, whichever address it has."""
        return _Stream(self.plain.start_tls(ssl_context, server_hostname, _left(self.until)), self.until)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks of a connection."""
        return self.plain.get_extra_info(info)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout(_LATE)
    return left


def _addresses(host: str, port: int, until: float) -> list[Address]:
    """Looks a name up within the call's time; names of localhost are this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return [ipaddress.ip_address("127.0.0.1")]
    found: list[str] = []

    def look_up() -> None:
        try:
            found.extend(str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError):
            return

    # The system's resolver takes no deadline of ours; what it still asks then ends by itself.
    thread = Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(_left(until))
    return [ipaddress.ip_address(address.partition("%")[0]) for address in dict.fromkeys(found)]


def allowed(address: Address, *, inwards: bool = False) -> bool:
    """Says whether a call may go to an address: in production to public ones, inwards to those the operator named."""
    if not settings.PRODUCTION:
        return True
    inner = getattr(address, "ipv4_mapped", None) or address
    if inwards and any(inner in network for network in inward_networks()):
        return True
    if any(address in network for network in _LEADS_ELSEWHERE):
        return False
    return inner.is_global and not (inner.is_multicast or inner.is_reserved or inner.is_unspecified)


def inward_networks() -> list[Network]:
    """Returns the networks inside that resellers' own endpoints may stand in, as the operator set them."""
    return [ipaddress.ip_network(network) for network in settings.INWARD_NETWORKS]
