"""A call ends within its deadline whatever drips, keeps a status and no words of others, and leads outwards only."""

import ipaddress
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from tenants.resellers import outgoing
from tenants.resellers.outgoing import CallFailed, allowed, call

WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\nX-Long: " + b"a" * 50_000 + b"\r\n\r\n" + b"b" * 100_000


@contextmanager
def dripping(first: bytes, then: bytes, pause: float = 0.1) -> Iterator[str]:
    """A server that sends something at once, and the rest a byte at a time; gives its address."""
    stop = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.1)

    def answer(client: socket.socket) -> None:
        with client, suppress(OSError):
            client.recv(65_536)
            client.sendall(first)
            for byte in then:
                if stop.wait(pause):
                    return
                client.sendall(bytes([byte]))

    def serve() -> None:
        threads = []
        while not stop.is_set():
            with suppress(TimeoutError):
                thread = threading.Thread(target=answer, args=[listener.accept()[0]])
                thread.start()
                threads.append(thread)
        for thread in threads:
            thread.join()

    serving = threading.Thread(target=serve)
    serving.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        stop.set()
        serving.join()
        listener.close()


@pytest.mark.parametrize(
    ("where", "sent"),
    [
        ("before anything", 0),
        ("in the status line", 12),
        ("in the headers", 60),
        ("in the body", len(WHOLE) - 99_990),
    ],
)
def test_a_receiver_that_drips_ends_with_the_deadline(where: str, sent: int) -> None:
    with dripping(WHOLE[:sent], WHOLE[sent:]) as url:
        before = time.monotonic()
        with pytest.raises(CallFailed, match="no whole answer in time"):
            call("POST", url, content=b"{}", seconds=0.6, most_bytes=100_000)
        assert time.monotonic() - before < 1.5, where


def test_a_receiver_that_sends_nothing_or_reads_nothing_ends_with_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        for body in (b"", b"x" * 20_000_000):
            before = time.monotonic()
            with pytest.raises(CallFailed, match="in time"):
                call("POST", url, content=body, seconds=0.5)
            assert time.monotonic() - before < 1.5


def test_there_is_one_way_to_call() -> None:
    root = Path(outgoing.__file__).parents[2]
    others = re.compile(r"httpx\.(?:Client|HTTPTransport|get|post|request|stream)\b|\burlopen\(|\bimport requests\b")
    found = {
        str(path.relative_to(root))
        for package in ("portal", "enforcement", "policies", "tenants")
        for path in (root / package).rglob("*.py")
        if others.search(path.read_text())
    }
    # The demo asks its own programs whether they are up.
    assert found == {"tenants/resellers/outgoing.py", "portal/running/processes.py"}


def test_redirects_share_one_deadline_and_are_counted() -> None:
    with dripping(b"", b"") as last:
        first = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + last.encode() + b"\r\n\r\n"
        with dripping(first, b"") as url:
            assert call("GET", url, seconds=2).status == 302
            with pytest.raises(CallFailed):
                call("GET", url, seconds=0.5, redirects=1)


def test_little_is_read_and_the_rest_dropped() -> None:
    with dripping(WHOLE, b"") as url:
        reply = call("GET", url, most_bytes=4_096)
        assert (reply.status, len(reply.body), reply.whole) == (200, 4_096, False)


def test_what_the_other_side_calls_its_answer_is_not_kept() -> None:
    for line in (b"HTTP/1.1 500 Your password is hunter2", b"HTTP/1.1 799 hunter2"):
        with dripping(line + b"\r\nContent-Length: 0\r\n\r\n", b"") as url:
            assert call("GET", url).words in {"500 Internal Server Error", "799"}
    with dripping(b"hunter2 is no status line\r\n\r\n", b"") as url, pytest.raises(CallFailed) as failed:
        call("GET", url)
    assert "hunter2" not in str(failed.value)


def test_what_is_packed_is_not_unpacked() -> None:
    with (
        dripping(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx", b"") as url,
        pytest.raises(CallFailed, match="encoded"),
    ):
        call("GET", url)


INSIDE = [
    "127.0.0.1",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104 - nothing is bound
    "255.255.255.255",
    "224.0.0.1",
    "224.0.1.1",
    "239.1.1.1",
    "240.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "192.88.99.1",
    "::1",
    "::",
    "fe80::1",
    "fec0::1",
    "fc00::1",
    "ff02::1",
    "ff0e::1",
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "::10.0.0.1",
    "::8.8.8.8",
    "64:ff9b::10.0.0.1",
    "64:ff9b::8.8.8.8",
    "64:ff9b:1::1",
    "2002:a00:1::1",
    "2002:808:808::1",
    "2001::1",
    "2001:db8::1",
]


@pytest.mark.parametrize("address", INSIDE)
def test_no_call_goes_inwards_in_production(settings: Any, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    settings.PRODUCTION = True
    assert not allowed(ipaddress.ip_address(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: [(0, 0, 0, "", (address, 80))])
    monkeypatch.setattr(socket, "create_connection", lambda *_a, **_k: pytest.fail("connected"))
    host = f"[{address}]" if ":" in address else address
    for url in ("http://named.example/", f"http://{host}/"):
        with pytest.raises(CallFailed, match="is not a public address"):
            call("GET", url)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_calls_go_outwards(settings: Any, address: str) -> None:
    settings.PRODUCTION = True
    assert allowed(ipaddress.ip_address(address))


def test_only_what_the_operator_named_is_called_inwards(settings: Any) -> None:
    settings.PRODUCTION = True
    settings.INWARD_NETWORKS = ["10.1.0.0/16"]
    assert allowed(ipaddress.ip_address("10.1.2.3"), inwards=True)
    assert not allowed(ipaddress.ip_address("10.1.2.3"))
    assert not allowed(ipaddress.ip_address("10.2.0.1"), inwards=True)
    assert not allowed(ipaddress.ip_address("169.254.169.254"), inwards=True)


def test_a_name_that_changes_is_connected_to_as_it_was_looked_at(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PRODUCTION = True
    answers = iter(["8.8.8.8", "127.0.0.1"])
    connected: list[str] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: [(0, 0, 0, "", (next(answers), 80))])

    def connect(address: tuple[str, int], *_a: Any, **_k: Any) -> socket.socket:
        connected.append(address[0])
        raise OSError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(CallFailed):
        call("GET", "http://changes.example/")
    assert connected == ["8.8.8.8"]
    with pytest.raises(CallFailed, match="not a public address"):
        call("GET", "http://changes.example/")


def test_a_redirect_inwards_is_not_followed(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with dripping(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: http://inside.example/\r\n\r\n", b"") as url:
        monkeypatch.setattr(outgoing, "allowed", lambda address, **_k: str(address) == "127.0.0.1")
        resolved = {"127.0.0.1": "127.0.0.1", "inside.example": "10.0.0.1"}
        monkeypatch.setattr(
            socket, "getaddrinfo", lambda host, port, *_a, **_k: [(socket.AF_INET, 1, 6, "", (resolved[host], port))]
        )
        with pytest.raises(CallFailed, match=r"inside\.example is not a public address"):
            call("GET", url, redirects=3)
