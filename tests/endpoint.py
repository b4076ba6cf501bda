"""A small HTTP server for tests of webhooks: it keeps what it was sent and answers as told."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any


class Endpoint:
    """Keeps each call's headers and body; `answer` is the status it gives, once `before_answering` has run.

    Who gets something is given `states`; `asked` keeps the headers.
    """

    def __init__(self) -> None:
        self.answer = 204
        self.before_answering: Callable[[bytes], None] = lambda _body: None
        self.calls: list[tuple[dict[str, str], bytes]] = []
        self.states, self.states_status, self.states_headers = b"[]", 200, dict[str, str]()
        self.asked: list[dict[str, str]] = []
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                endpoint.calls.append(({name.lower(): value for name, value in self.headers.items()}, body))
                endpoint.before_answering(body)
                self.send_response(endpoint.answer)
                self.end_headers()

            def do_GET(self) -> None:
                endpoint.asked.append({name.lower(): value for name, value in self.headers.items()})
                self.send_response(endpoint.states_status)
                for name, value in endpoint.states_headers.items():
                    self.send_header(name, value)
                self.end_headers()
                with suppress(ConnectionError):  # whoever asked may have heard enough
                    self.wfile.write(endpoint.states)

            def log_message(self, *_: Any) -> None:
                """Says nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/holds"

    @property
    def events(self) -> list[dict[str, Any]]:
        """The bodies."""
        return [json.loads(body) for _headers, body in self.calls]


@contextmanager
def listening() -> Iterator[Endpoint]:
    """An endpoint in a thread of its own."""
    made = Endpoint()
    thread = threading.Thread(target=made.server.serve_forever)
    thread.start()
    try:
        yield made
    finally:
        made.server.shutdown()
        thread.join()
        made.server.server_close()
