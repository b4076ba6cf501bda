"""A time-stamping authority on loopback: openssl signs what it is asked, with certificates made for the test."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

OPENSSL = shutil.which("openssl") or "openssl"
_CONFIG = """
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
[signer]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = tsa_here
[tsa_here]
serial = {folder}/serial
signer_cert = {folder}/signer.pem
signer_key = {folder}/signer.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
ordering = yes
tsa_name = no
ess_cert_id_chain = no
"""


@dataclass
class Authority:
    """Where it answers, the certificate to trust, and what it is to answer instead of a stamp."""

    url: str
    roots: Path
    instead: bytes | None = None
    status: int = 200
    asked: list[bytes] = field(default_factory=list)


def openssl(*words: str) -> None:
    """Run openssl, which says why where it fails."""
    subprocess.run([OPENSSL, *words], check=True, capture_output=True)


@contextmanager
def stamping(folder: Path) -> Iterator[Authority]:
    """An authority in a thread of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "openssl.cnf"
    config.write_text(_CONFIG.format(folder=folder))
    (folder / "serial").write_text("01\n")
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-config", str(config)]
    root, key = str(folder / "root.pem"), str(folder / "root.key")
    openssl(*made, "-keyout", key, "-out", root, "-subj", "/CN=Test root", "-extensions", "root")
    signed = ["-CA", root, "-CAkey", key] if _signs_in_one_go() else []
    openssl(
        *made, *signed, "-keyout", str(folder / "signer.key"), "-out", str(folder / "signer.pem"),
        "-subj", "/CN=Test authority", "-extensions", "signer",
    )  # fmt: skip
    authority = Authority("", Path(root))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["content-length"]))
            authority.asked.append(asked)
            body = authority.instead if authority.instead is not None else _reply(folder, asked)
            self.send_response(authority.status)
            self.send_header("content-type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    authority.url = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield authority
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _signs_in_one_go() -> bool:
    """`openssl req -CA` is there since 3.0, which is what Debian 12 has."""
    version = subprocess.run([OPENSSL, "version"], check=True, capture_output=True, text=True).stdout
    return int(version.split()[1].split(".")[0]) >= 3


def _reply(folder: Path, asked: bytes) -> bytes:
    (folder / "asked.tsq").write_bytes(asked)
    openssl(
        "ts", "-reply", "-config", str(folder / "openssl.cnf"), "-queryfile", str(folder / "asked.tsq"),
        "-out", str(folder / "reply.tsr"),
    )  # fmt: skip
    return (folder / "reply.tsr").read_bytes()
