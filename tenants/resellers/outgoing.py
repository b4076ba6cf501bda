"""Calls to addresses that others declare: resolved once, and in production never inwards."""

import ipaddress
import socket
import ssl
from functools import cache
from typing import Final

import httpx
from django.conf import settings

TIMEOUT: Final = httpx.Timeout(10.0)


@cache
def trusted() -> ssl.SSLContext:
    """The authorities that certificates are checked against, read once in a process, since that takes 70 ms."""
    return httpx.create_ssl_context()


class Resolving(httpx.HTTPTransport):
    """Connects to the very address it looked up: localhost names to this machine, in production never inwards."""

    def __init__(self) -> None:
        super().__init__(verify=trusted())

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Sends to the resolved address, with the host's own name in the header and in the certificate's check."""
        host = request.url.host
        url = request.url.copy_with(host=_address_of(host))
        extensions = {**request.extensions, "sni_hostname": host}
        # A copy, since httpx resolves redirects against the request it was given.
        sent = httpx.Request(request.method, url, headers=request.headers, stream=request.stream, extensions=extensions)
        return super().handle_request(sent)


def _address_of(host: str) -> str:
    if host == "localhost" or host.endswith(".localhost"):
        address = "127.0.0.1"
    else:
        address = str(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0][4][0])
    if settings.PRODUCTION and not ipaddress.ip_address(address).is_global:
        raise httpx.ConnectError(f"{host} is not a public address")
    return address
