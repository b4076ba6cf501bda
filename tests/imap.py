"""A small IMAP server on the loopback that speaks what the poll asks, and tells what was fetched and marked."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Inbox:
    """Mails by UID; `seen` and `fetched` are UIDs."""

    mails: dict[int, bytes] = field(default_factory=dict)
    arrived: dict[int, str] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    fetched: list[int] = field(default_factory=list)
    uid_validity: int = 7
    password: str = "secret"
    url: str = ""

    def add(self, data: bytes, arrived: str = "") -> int:
        """A new mail, and when it came as IMAP writes it (`28-Oct-2026 13:45:00 +0100`); returns its UID."""
        uid = max(self.mails, default=0) + 1
        self.mails[uid] = data
        self.arrived[uid] = arrived
        return uid


class _Session(socketserver.StreamRequestHandler):
    inbox: Inbox

    def handle(self) -> None:
        self._say("* OK ready")
        for line in self.rfile:
            tag, _space, words = line.decode().strip().partition(" ")
            if not self._answered(tag, words):
                return

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def _answered(self, tag: str, words: str) -> bool:
        command = words.upper()
        if command.startswith("CAPABILITY"):
            self._say("* CAPABILITY IMAP4rev1")
        elif command.startswith("LOGIN") and f'"{self.inbox.password}"' not in words:
            self._say(f"{tag} NO wrong password")
            return True
        elif command.startswith("SELECT"):
            self._say(f"* {len(self.inbox.mails)} EXISTS")
            self._say(f"* OK [UIDVALIDITY {self.inbox.uid_validity}] valid")
        elif command.startswith("UID SEARCH"):
            self._say("* SEARCH " + " ".join(map(str, self._found(command))))
        elif fetch := re.match(r"UID FETCH ([\d,]+) \((.*)\)", command):
            for uid in fetch[1].split(","):
                self._fetch(int(uid), fetch[2])
        elif store := re.match(r"UID STORE ([\d,]+) \+FLAGS.SILENT \(\\SEEN\)", command):
            self.inbox.seen.update(map(int, store[1].split(",")))
        self._say(f"{tag} OK done")
        return not command.startswith("LOGOUT")

    def _found(self, command: str) -> list[int]:
        if "UNSEEN" in command:
            return sorted(self.inbox.mails.keys() - self.inbox.seen)
        after = re.search(r"(\d+):\*", command)
        assert after
        # As servers do: the last mail is always of the range.
        found = [uid for uid in self.inbox.mails if uid >= int(after[1])]
        return found or [max(self.inbox.mails)] if self.inbox.mails else []

    def _fetch(self, uid: int, what: str) -> None:
        data = self.inbox.mails[uid]
        if "SIZE" in what:
            date = f' INTERNALDATE "{self.inbox.arrived[uid]}"' if self.inbox.arrived.get(uid) else ""
            self._say(f"* 1 FETCH (UID {uid} RFC822.SIZE {len(data)}{date})")
        else:
            self.inbox.fetched.append(uid)
            self.wfile.write(f"* 1 FETCH (UID {uid} BODY[] {{{len(data)}}}\r\n".encode() + data + b")\r\n")


@contextmanager
def serving() -> Iterator[Inbox]:
    """A mailbox that is served until the block ends."""
    inbox = Inbox()
    handler = type("Session", (_Session,), {"inbox": inbox})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        inbox.url = f"imap://abuse%40acme.example:secret@127.0.0.1:{server.server_address[1]}/INBOX"
        try:
            yield inbox
        finally:
            server.shutdown()
            thread.join()
