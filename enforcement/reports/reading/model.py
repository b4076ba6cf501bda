"""What reading a mail or a XARF report gives: who sent it, what happened where and when, and what is in doubt."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

Kind = Literal["arf", "xarf4", "xarf3", "plain", "unreadable"]


class Triage(StrEnum):
    """Why a person has to look before an incident can be processed."""

    UNREADABLE = "unreadable"  # no report could be read, or its words are not in the charset that they claim
    NO_TARGET = "no_target"  # no address, domain or number is named
    NOT_THE_SOURCE = "not_the_source"  # the only ones named are the reporter's own, a relay's or the victim's
    PRIVATE_TARGET = "private_target"  # the only ones named are private or reserved addresses
    SEVERAL_TARGETS = "several_targets"  # several are named, and none of them stands out
    NO_TIME = "no_time"  # nothing says when it happened
    TIME_IN_DOUBT = "time_in_doubt"  # a time in no calendar, after the mail, or that can be read in two ways
    NO_CATEGORY = "no_category"  # nothing says what happened, or it is no conduct on the list
    TOO_MUCH = "too_much"  # more parts, incidents or targets than are read


@dataclass(frozen=True, slots=True)
class Target:
    """What acted; `port` is its source port.

    `text` is canonical: `192.0.2.7`, `2001:db8::/48`, `shop.example`, `+31201234567`.
    """

    text: str
    port: int | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came along; `claimed_digest` is what the report says of it (`sha256:…`), or empty."""

    filename: str
    content_type: str
    data: bytes = field(repr=False)
    claimed_digest: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """One act that is reported. Without `triage`, category, targets and both instants are there.

    With it, `targets` are the candidates that were found. Otherwise the first target is what the report names first,
    and others are further names of the same (the host of an address, say). Instants are aware and in UTC; `identifier`
    is the reporter's own (XARF `report_id`), or empty.
    """

    category: str | None = None
    targets: tuple[Target, ...] = ()
    started_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None
    description: str = ""
    evidence: tuple[Attachment, ...] = ()
    identifier: str = ""
    triage: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read. `incidents` is never empty, unless `automatic`: an answer that a machine gave.

    `answers` is the number of the report that an answer names (17 for R-17), `answers_passing` that of a case that was
    passed on (17 for P-17), None where it names none. What is not
    `answerable` came from a machine or a list, and is never answered (RFC 3834), though it may be a report.
    """

    kind: Kind
    incidents: tuple[Incident, ...] = ()
    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    message_id: str = ""
    automatic: bool = False
    answerable: bool = True
    answers: int | None = None
    answers_passing: int | None = None
