"""The mail sink, run as its own process: what SMTP took can be read in a browser and by machines."""

import smtplib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage

import httpx
import pytest

from portal.running.ports import free_ports
from portal.running.processes import Program, Supervisor


@dataclass(frozen=True)
class Sink:
    smtp_port: int
    page: httpx.Client

    def send(self, to: str, *, kind: str = "posted") -> None:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "no-reply@acme.example", to, f"For {to}"
        message["X-Proviso-Kind"] = kind
        message.set_content("Sign in: http://acme.localhost/in/abc")
        message.add_alternative(
            "<script>parent.hacked = 1</script><a href='http://acme.localhost/'>in</a>", subtype="html"
        )
        with smtplib.SMTP("127.0.0.1", self.smtp_port) as connection:
            connection.send_message(message)


@pytest.fixture(scope="module")
def sink(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sink]:
    folder = tmp_path_factory.mktemp("sink")
    smtp_port, http_port = free_ports(2)
    command = (sys.executable, "-m", "portal.running.mailsink", "--folder", str(folder / "mail"))
    ports = ("--smtp-port", str(smtp_port), "--http-port", str(http_port))
    address = f"http://127.0.0.1:{http_port}"
    with Supervisor() as supervisor, httpx.Client(base_url=address) as page:
        supervisor.start(Program("mail", command + ports, folder / "log", address=f"{address}/live"))
        supervisor.wait_ready(seconds=30)
        yield Sink(smtp_port, page)


def test_a_message_is_there_as_soon_as_smtp_says_so(sink: Sink) -> None:
    sink.send("ann@one.example", kind="invitation")
    found = sink.page.get("/messages.json", params={"to": "ann@one.example", "kind": "invitation"}).json()
    assert found["count"] == 1
    assert found["kinds"] == {"invitation": 1}
    number = found["messages"][0]["number"]
    message = sink.page.get(f"/messages/{number}/json").json()
    assert message["links"] == ["http://acme.localhost/in/abc"]
    assert ["Subject", "For ann@one.example"] in message["headers"]
    assert "X-Proviso-Kind: invitation" in sink.page.get(f"/messages/{number}/source").text


def test_the_page_lists_filters_and_shows_a_message(sink: Sink) -> None:
    sink.send("bob@two.example", kind="receipt")
    assert "For bob@two.example" in sink.page.get("/").text
    assert "For bob@two.example" in sink.page.get("/", params={"to": "bob", "kind": "receipt"}).text
    assert "Nothing fits" in sink.page.get("/", params={"to": "nobody-at-all"}).text
    number = sink.page.get("/messages.json", params={"to": "bob"}).json()["messages"][0]["number"]
    shown = sink.page.get(f"/messages/{number}").text
    assert '<a href="http://acme.localhost/in/abc"' in shown
    assert 'sandbox="allow-popups' in shown
    assert "<script" not in shown


def test_html_of_a_mail_cannot_run_or_reach_anything(sink: Sink) -> None:
    sink.send("eve@three.example")
    number = sink.page.get("/messages.json", params={"to": "eve"}).json()["messages"][0]["number"]
    policy = sink.page.get(f"/messages/{number}/html").headers["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-popups")
    assert "default-src 'none'" in policy
    assert "script" not in policy


def test_a_page_elsewhere_cannot_read_mail_through_a_name_of_its_own(sink: Sink) -> None:
    assert sink.page.get("/", headers={"Host": "evil.example"}).status_code == 403
    assert sink.page.get("/", headers={"Host": "mail.localhost:8002"}).status_code == 200


@pytest.mark.parametrize("path", ["/messages/999999", "/messages/1/else", "/messages/x", "/../etc/passwd"])
def test_what_is_not_there_is_not_found(sink: Sink, path: str) -> None:
    assert sink.page.get(path).status_code == 404
