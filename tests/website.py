"""A reseller's own website on this machine, and the portal itself over HTTP: both on loopback, in threads."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.core.wsgi import get_wsgi_application
from django.db import connections


@dataclass
class Website:
    """What it serves by path, the hosts it was asked as, and what happens while an answer is awaited."""

    url: str = ""
    pages: dict[str, bytes] = field(default_factory=dict)
    hosts: list[str] = field(default_factory=list)
    before_answering: Callable[[], None] = lambda: None


@contextmanager
def website() -> Iterator[Website]:
    """Serves its pages at `www.acme.localhost`, 404 for others; /moved redirects once, /loop without an end."""
    made = Website()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.hosts.append(self.headers["Host"])
            made.before_answering()
            if to := {"/moved": "/aup/", "/loop": "/loop"}.get(self.path):
                self.send_response(302)
                self.send_header("Location", to)
                self.end_headers()
                return
            body = made.pages.get(self.path, b"")
            self.send_response(200 if body else 404)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with _running(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as port:
        made.url = f"http://www.acme.localhost:{port}"
        yield made


@contextmanager
def portal() -> Iterator[int]:
    """Serves the portal's pages from what is committed; yields the port."""

    class Quiet(WSGIRequestHandler):
        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with _running(make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)) as port:
        yield port


@contextmanager
def _running(server: HTTPServer) -> Iterator[int]:
    def serve() -> None:
        try:
            server.serve_forever()
        finally:
            connections.close_all()  # this thread's own

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
