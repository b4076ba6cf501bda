"""What a XARF report about a case says, what in it would name the customer, and when is asked again; no clock, no rows.

Of XARF's types the one is taken whose own fields can be filled with what is known; where none can, it is a
`reputation/threat_intelligence` report, which asks for nothing but a word for the threat. The kind of conduct stands
in a tag besides, so that another Proviso reads the very same kind.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from enforcement.cases.blanks import named_in
from enforcement.reports.models import Reason, ReportStatus
from tenants.customers.identifiers import recognised
from tenants.outbox.rules import BackOff

Report = dict[str, Any]
VERSION: Final = "4.2.0"
#: XARF's own limits: characters of the description, and bytes of one file.
LONGEST_WORDS: Final = 1_000
#: Bytes of all files, which grow by a third on the way, and how many.
MOST_BYTES: Final = 5_000_000
MOST_FILES: Final = 10
PROTOCOLS: Final = ("tcp", "udp", "icmp", "sctp")
#: A recipient is tried for a day, and asked for its state for 90 days: after a minute first, then ever more rarely.
SENDING: Final = BackOff(most_attempts=14)
ASKING: Final = BackOff(first=dt.timedelta(minutes=1), longest=dt.timedelta(hours=6), most_attempts=400)
ASKED_FOR: Final = dt.timedelta(days=90)

_MESSAGES: Final = frozenset({"spam_email", "spam_calls", "auto_dialing", "forum_rules"})
_CONNECTIONS: Final = {"denial_of_service": "ddos", "unauthorized_testing": "port_scan"}
_PAGES: Final = {"spoofing": "phishing", "malware": "malware"}
_CODE: Final = re.compile(r"[a-z0-9_.-]{1,40}")
_SHORTEST_NAME: Final = 3


@dataclass(frozen=True, slots=True)
class File:
    """A file as the report names it: what kind it says it is, its digest (SHA-256) and its bytes' number."""

    content_type: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Said:
    """What is passed on: the act, and the words for the recipient; instants are aware, `protocol` may be empty."""

    category: str
    target: str
    port: int | None
    started_at: dt.datetime
    ended_at: dt.datetime
    words: str
    protocol: str = ""


def passable(target: str) -> bool:
    """Whether a target may be named to others: an address, network, domain or number, never a customer's account."""
    return recognised(target) is not None


def xarf(said: Said, *, report_id: str, company: str, mailbox: str, customer: str, files: Sequence[File]) -> Report:
    """Returns the report without the files' bytes; `customer` is the name to be released, or empty."""
    contact = {"org": company[:200], "contact": mailbox, "domain": mailbox.rpartition("@")[2].lower()}
    words = f"{said.words.strip()}\nCustomer: {customer}".strip() if customer else said.words.strip()
    report: Report = {
        "xarf_version": VERSION,
        "report_id": report_id,
        "timestamp": _utc(said.ended_at),
        "first_seen": _utc(said.started_at),
        "reporter": contact,
        "sender": contact,
        "source_identifier": said.target,
        **_kind(said),
        "tags": [f"conduct:{said.category}"],
        "evidence": [
            {
                "content_type": file.content_type or "application/octet-stream",
                "hash": f"sha256:{file.digest}",
                "size": file.size,
            }
            for file in files
        ],
    }
    if said.port:
        report["source_port"] = said.port
    if words:
        report["description"] = words[:LONGEST_WORDS]
    return report


def _kind(said: Said) -> Report:
    known = recognised(said.target)
    host = said.target if known is not None and known[0] == "domain" else ""
    if said.category in _MESSAGES:
        return {"category": "messaging", "type": "spam", "protocol": "other"}
    if said.category in _CONNECTIONS and said.protocol:
        return {"category": "connection", "type": _CONNECTIONS[said.category], "protocol": said.protocol}
    if said.category in _PAGES and host:
        return {"category": "content", "type": _PAGES[said.category], "url": f"http://{host}/", "domain": host}
    if said.category == "rights_infringement" and host:
        return {"category": "copyright", "type": "copyright", "infringing_url": f"http://{host}/"}
    if said.category == "malware":
        return {"category": "infrastructure", "type": "compromised_server", "compromise_type": "malware"}
    return {"category": "reputation", "type": "threat_intelligence", "threat_type": said.category}


def _utc(instant: dt.datetime) -> str:
    return instant.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def named(text: str, names: Iterable[str], *, target: str) -> str:
    """Returns the first of the names that stands in the text; the target itself is no name, whatever it is made of."""
    rest = re.sub(re.escape(target), " ", text, flags=re.IGNORECASE) if target else text
    return named_in(rest, [name for name in names if len(name.strip()) >= _SHORTEST_NAME])


@dataclass(frozen=True, slots=True)
class Told:
    """What a recipient's status address says: its state, why it is over, and what came of a case that it opened."""

    status: ReportStatus
    reason: str = ""
    outcome: str = ""

    @property
    def over(self) -> bool:
        """Whether nothing more is to come: a case that was opened there has an outcome of its own later."""
        return self.status == ReportStatus.COMPLETED and (self.reason != Reason.CASE_OPENED or bool(self.outcome))


def told(answer: object) -> Told | None:
    """Returns what an answer says; None where it is not in the form of a status address."""
    if not isinstance(answer, Mapping) or answer.get("status") not in ReportStatus.values:
        return None
    return Told(ReportStatus(answer["status"]), _code(answer.get("reason")), _code(answer.get("outcome")))


def _code(value: object) -> str:
    """A code that machines read; what is none is not shown to anybody."""
    return value if isinstance(value, str) and _CODE.fullmatch(value) else ""


def ask_after(asks: int, *, sent_at: dt.datetime, at: dt.datetime) -> dt.datetime | None:
    """Returns when to ask again after so many times (aware); None once it was asked for long enough."""
    wait = ASKING.wait_after(asks)
    return None if wait is None or at - sent_at >= ASKED_FOR else at + wait
