"""The reading side: a small mailbox page and its JSON, on loopback and only for a browser on this machine."""

import json
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from portal.running.mailsink import pages
from portal.running.mailsink.store import Store, count_by_kind

STYLE = Path(__file__).with_name("mailbox.css")
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
MESSAGE_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src data:; base-uri 'self'; frame-ancestors 'self'"
)


class Mailbox(ThreadingHTTPServer):
    """Serves one store."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, store: Store, port: int) -> None:
        self.store = store
        super().__init__(("127.0.0.1", port), Handler)


class Handler(BaseHTTPRequestHandler):
    """Answers GET; anything else is not implemented."""

    protocol_version = "HTTP/1.1"
    server: Mailbox

    def do_GET(self) -> None:
        """Routes by path; a name other than localhost is refused, so that no web page elsewhere can read mail."""
        host = (self.headers.get("Host") or "").rsplit(":", 1)[0]
        if host not in {"localhost", "127.0.0.1"} and not host.endswith(".localhost"):
            self._send("This mailbox answers on localhost only.\n", status=HTTPStatus.FORBIDDEN)
            return
        address = urlsplit(self.path)
        asked = {name: values[-1] for name, values in parse_qs(address.query).items()}
        steps = [step for step in address.path.split("/") if step]
        match steps:
            case []:
                self._list(asked)
            case ["live"]:
                self._send("live\n")
            case ["mailbox.css"]:
                self._send(STYLE.read_text(), kind="text/css")
            case ["messages.json"]:
                self._list_as_json(asked)
            case ["messages", number, *rest] if number.isdecimal():
                self._message(int(number), "/".join(rest))
            case _:
                self._send("Not found\n", status=HTTPStatus.NOT_FOUND)

    def _list(self, asked: dict[str, str]) -> None:
        to, kind = asked.get("to", ""), asked.get("kind", "")
        everything = self.server.store.list()
        found = self.server.store.list(to=to, kind=kind)
        self._page(pages.listing(found, count_by_kind(everything), to=to, kind=kind))

    def _list_as_json(self, asked: dict[str, str]) -> None:
        after = int(asked.get("after", "0")) if asked.get("after", "0").isdecimal() else 0
        found = self.server.store.list(to=asked.get("to", ""), kind=asked.get("kind", ""), after=after)
        self._json(
            {"count": len(found), "kinds": count_by_kind(found), "messages": [summary.as_json() for summary in found]}
        )

    def _message(self, number: int, part: str) -> None:
        message = self.server.store.get(number)
        if message is None or part not in {"", "html", "source", "json"}:
            self._send("Not found\n", status=HTTPStatus.NOT_FOUND)
        elif part == "html":
            self._send('<!doctype html><base target="_blank">' + message.html, kind="text/html", policy=MESSAGE_POLICY)
        elif part == "source":
            self._send(message.content.decode(errors="replace"))
        elif part == "json":
            bodies = {"text": message.text, "html": message.html, "links": message.links}
            self._json({"number": number, "headers": message.headers, "attachments": message.attachments} | bodies)
        else:
            self._page(pages.reading(number, message))

    def _page(self, markup: str) -> None:
        self._send(markup, kind="text/html", policy=PAGE_POLICY)

    def _json(self, value: object) -> None:
        self._send(json.dumps(value), kind="application/json")

    def _send(
        self, body: str, *, kind: str = "text/plain", status: HTTPStatus = HTTPStatus.OK, policy: str = ""
    ) -> None:
        content = body.encode(errors="replace")
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Content-Security-Policy", policy or "default-src 'none'")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        """Says nothing: a mailbox that is read is no news."""


def serve(store: Store, *, port: int) -> Mailbox:
    """Starts to answer in a thread of its own; `shutdown()` of the answer ends it."""
    server = Mailbox(store, port)
    threading.Thread(target=server.serve_forever, daemon=True, name="mailbox").start()
    return server
