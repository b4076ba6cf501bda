"""What makes an acknowledgement good and what its receipt says: pure, every instant is an argument."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policies.acknowledgements.models import Paper
from policies.documents import Document, Provision
from policies.versions.models import PolicyVersion
from tenants.customers.models import Authority, Capacity

#: The kind of token a receipt is; a signed ledger head never passes as one.
RECEIPT_TYP = "proviso-receipt+jwt"


def shown(digest: str, *, in_force: PolicyVersion | None, announced: Iterable[PolicyVersion]) -> PolicyVersion | None:
    """The version that may be acknowledged by this digest: the one in force, else one announced (invariant 3)."""
    open_ones = [*([in_force] if in_force else []), *announced]
    return next((version for version in open_ones if version.digest == digest), None)


def separate(document: Document) -> list[Provision]:
    """The provisions that ask for a tick of their own (R17), in reading order."""
    return [placed.provision for placed in document.walk() if placed.provision.acknowledge_separately]


def unticked(document: Document, ticks: Iterable[str]) -> list[Provision]:
    """The provisions that ask for a tick of their own and got none."""
    given = set(ticks)
    return [provision for provision in separate(document) if provision.key not in given]


def instant_text(at: dt.datetime) -> str:
    """An instant as RFC 3339 in UTC, to the microsecond."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Statement:
    """What a receipt states: who, in which capacity, acknowledged which words, when and how."""

    id: uuid.UUID
    policy: str
    version: int
    digest: str
    person: uuid.UUID
    customer: str
    capacity: str
    method: str
    ticks: Sequence[str]
    at: dt.datetime
    binding_digest: str
    edition_language: str
    edition_digest: str
    authority: Mapping[str, Any] | None = None
    paper: Mapping[str, Any] | None = None

    def payload(self, *, issuer: str) -> dict[str, Any]:
        """The claims to sign; `issuer` is the reseller's canonical host. Names nobody but by pseudonym."""
        return {
            "iss": issuer,
            "jti": str(self.id),
            "policy": self.policy,
            "version": self.version,
            "digest": self.digest,
            "person": str(self.person),
            "customer": self.customer,
            "capacity": self.capacity,
            "binds_customer": self.capacity == Capacity.REPRESENTATIVE,
            "method": self.method,
            "ticks": list(self.ticks),
            "at": instant_text(self.at),
            "binding_digest": self.binding_digest,
            "edition_language": self.edition_language,
            "edition_digest": self.edition_digest,
            "authority": dict(self.authority) if self.authority else None,
            **({"paper": dict(self.paper)} if self.paper else {}),
        }


def authority_said(authority: Authority | None) -> dict[str, Any] | None:
    """What a receipt says of the authority that it rests on; None: none is on record, or the person binds nobody."""
    if authority is None:
        return None
    return {
        "id": str(authority.pk),
        "basis": authority.basis,
        "document_digest": authority.document_digest,
        "from": instant_text(authority.starts_at),
        "until": instant_text(authority.ends_at) if authority.ends_at else None,
    }


def paper_said(paper: Paper | None) -> dict[str, Any] | None:
    """What a receipt says of the paper: its file's digest, the day it was signed, and who attests it."""
    if paper is None:
        return None
    return {
        "means": paper.means,
        "document_digest": paper.document_digest,
        "signed_on": paper.signed_on.isoformat(),
        "zone": paper.zone,
        "attested_by": str(paper.attested_by),
    }
