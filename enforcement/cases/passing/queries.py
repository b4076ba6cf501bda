"""Reads of passing: to whom a case can be passed, what would be sent, what would name the customer, what waits."""

import base64
import datetime as dt
import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import rfc8785
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from enforcement.cases.models import Case
from enforcement.cases.passing import rules
from enforcement.cases.passing.models import Passing, PassingReply, Recipient, RecipientKind, Way
from enforcement.reports.custody.queries import content_of
from enforcement.reports.custody.rules import must_be_sealed
from enforcement.reports.custody.text import as_text
from enforcement.reports.models import Evidence, Report
from policies.versions.company import this_reseller
from tenants.customers.identifiers import shown
from tenants.customers.models import Agreement, Identifier, Membership, Service
from tenants.outbox.models import OutboxStatus
from tenants.people.keyset import Order
from tenants.resellers.current import connection
from tenants.resellers.instants import CLOCK_SKEW
from tenants.resellers.models import Release
from tenants.resellers.refusals import Refused

ORDERS: Final = {"newest": Order("queued_at"), "oldest": Order("queued_at", newest_first=False)}
MOST_HELD: Final = 50
MOST_REPLIES: Final = 50
#: The key of the reseller above this one, which need not be registered: it is known by the releases it offers.
UPSTREAM: Final = "upstream"


@dataclass(frozen=True, slots=True)
class Destination:
    """Somebody to whom a case can be passed, by a key that forms and the API name it by."""

    key: str
    kind: RecipientKind
    name: str
    way: Way
    address: str
    recipient: Recipient | None = None

    def __str__(self) -> str:
        return f"{self.name}, {self.address}"


def passings() -> QuerySet[Passing]:
    """Returns everything that was passed on, the newest first."""
    return Passing.objects.select_related("case__customer", "recipient").order_by("-queued_at", "-pk")


def passings_about(case: Case) -> QuerySet[Passing]:
    """Returns what was passed on of the case, and of those merged into it, the newest first."""
    about = Q(case=case) | Q(case__merged_into=case)
    return Passing.objects.filter(about).select_related("case").order_by("-queued_at", "-number")


def recipients() -> QuerySet[Recipient]:
    """Returns who is registered, those that are ended last."""
    return Recipient.objects.order_by("-ended_at", "kind", "name")


def destinations() -> list[Destination]:
    """Returns to whom a case can be passed now: who is registered, and upstream's own mailbox."""
    registered = [
        Destination(str(one.pk), RecipientKind(one.kind), one.name, Way(one.way), one.address, one)
        for one in Recipient.objects.filter(ended_at=None).order_by("kind", "name")
    ]
    found = upstream()
    return [found, *registered] if found else registered


def upstream() -> Destination | None:
    """Returns the reseller above, as it declares itself in the newest release that it offers; None where there is none.

    Nothing of another tenant is read for it: a release is what it published for those below.
    """
    release = Release.objects.exclude(publisher=connection.schema_name).order_by("-posted_at").first()
    mailbox = str(release.values.get("abuse_mailbox", "")) if release else ""
    if release is None or "@" not in mailbox:
        return None
    name = str(release.values.get("name") or release.publisher_name)[:120]
    return Destination(UPSTREAM, RecipientKind.UPSTREAM, name, Way.MAIL, mailbox)


@dataclass(frozen=True, slots=True)
class Target:
    """What of a case can be named to others, with its source port."""

    text: str
    port: int | None = None

    def __str__(self) -> str:
        return f"{self.text} ({_('port %d') % self.port})" if self.port else self.text


def targets_of(case: Case) -> list[Target]:
    """Returns what the case's reports name; where it has none, what its service held when the case was opened."""
    reports = case.reports.order_by("number")
    found = [Target(str(one["target"]), one["port"]) for report in reports for one in report.targets]
    if not found:
        held = Identifier.objects.filter(service=case.service_id, held_from__lte=case.opened_at)
        held = held.exclude(held_until__lte=case.opened_at).order_by("kind", "value", "network")
        found = [Target(shown(str(one.network)) if one.network else one.value) for one in held[:MOST_HELD]]
    return list(dict.fromkeys(one for one in found if rules.passable(one.text)))


def evidence_for(case: Case) -> QuerySet[Evidence]:
    """Returns the files that may go along: of the case's reports, neither sealed nor removed."""
    rows = Evidence.objects.filter(report__cases=case, report__sealed=False, removal=None)
    return rows.select_related("report").order_by("report__number", "received_at", "filename")


def names_of_customer(case: Case) -> list[str]:
    """Returns every word by which the customer could be told: names, numbers, references, and its people."""
    customer = case.customer
    people = Membership.objects.filter(customer=customer).values_list("user__name", "user__email")
    return [
        customer.name,
        customer.reference,
        *Service.objects.filter(customer=customer).values_list("reference", flat=True),
        *Agreement.objects.filter(customer=customer).values_list("number", flat=True),
        *(word for both in people for word in both),
    ]


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to pass: to whom, which act in which words, which files, and whether the customer is named.

    `reference` is the id that it gets: the same twice is passed once.
    """

    reference: uuid.UUID
    to: str
    said: rules.Said
    evidence: Sequence[Evidence] = ()
    reason: str = ""
    names_customer: bool = False
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is sent, exactly: to whom, the report without the bytes of its files, and the digest of all of it."""

    destination: Destination
    report: dict[str, Any]
    files: Sequence[Evidence]
    digest: str
    size: int

    @property
    def unseen(self) -> list[Evidence]:
        """Files that are no text, in which nobody looked for the customer's name."""
        return [one for one in self.files if not as_text(content_of(one), content_type=one.content_type).parts]


def prepared(case: Case, asked: Asked, *, at: dt.datetime) -> Prepared:
    """Returns what would be sent at `at` (UTC); nothing in it names the customer, unless that is asked for.

    Raises Refused (422): `recipient`, `no_mailbox`, `target`, `span`, `instant`, `words`, `evidence`, `sealed`,
    `too_large`, `reason`, `ground`, `names_customer`; `evidence_removed` (410).
    """
    to = next((one for one in destinations() if one.key == asked.to), None)
    if to is None:
        raise Refused("recipient", _("Choose to whom it is passed."), status=422)
    reseller = this_reseller()
    if "@" not in reseller.abuse_mailbox:
        sentence = _("Declare your abuse mailbox in the settings first: the recipient answers there.")
        raise Refused("no_mailbox", sentence, status=422)
    _check(case, asked, at)
    files = _files(case, asked)
    report = rules.xarf(
        asked.said,
        report_id=str(asked.reference),
        company=reseller.legal_name or reseller.name,
        mailbox=reseller.abuse_mailbox,
        customer=case.customer.name if asked.names_customer else "",
        files=[rules.File(one.content_type, one.digest, one.size) for one in files],
    )
    body = whole(report, files)
    if not asked.names_customer:
        _withheld(case, asked, files)
    return Prepared(to, report, files, hashlib.sha256(body).hexdigest(), len(body))


def _check(case: Case, asked: Asked, at: dt.datetime) -> None:
    said = asked.said
    if Target(said.target, said.port) not in targets_of(case):
        raise Refused("target", _("Choose one of the targets of the case."), status=422)
    if said.ended_at < said.started_at:
        raise Refused("span", _("It cannot have ended before it started."), status=422)
    if said.ended_at > at + CLOCK_SKEW:
        raise Refused("instant", _("It cannot have ended in the future."), status=422)
    if len(said.words) > rules.LONGEST_WORDS or "\0" in said.words:
        raise Refused("words", _("Write at most %s characters.") % rules.LONGEST_WORDS, status=422)
    if not asked.reason.strip():
        raise Refused("reason", _("Give the reason."), status=422)
    if asked.names_customer and not asked.ground.strip():
        raise Refused("ground", _("Say on which ground the customer’s name is released."), status=422)


def _files(case: Case, asked: Asked) -> list[Evidence]:
    wanted = {one.pk for one in asked.evidence}
    if wanted and must_be_sealed(case.category):
        sentence = _("What came with reports of this kind is never passed on from here: report it to the authority.")
        raise Refused("sealed", sentence, status=422)
    found = [one for one in evidence_for(case).distinct() if one.pk in wanted]
    if len(found) != len(wanted):
        sentence = _("Choose evidence of this case that is neither sealed nor removed.")
        raise Refused("evidence", sentence, status=422)
    if len(found) > rules.MOST_FILES or sum(one.size for one in found) > rules.MOST_BYTES:
        sentence = _("Pass at most %(files)d files of %(most)d MB altogether.")
        named = {"files": rules.MOST_FILES, "most": rules.MOST_BYTES // 1_000_000}
        raise Refused("too_large", sentence % named, status=422)
    return found


def _withheld(case: Case, asked: Asked, files: Sequence[Evidence]) -> None:
    """Raises Refused where words or files would tell who the customer is."""
    names, target = names_of_customer(case), asked.said.target
    if found := rules.named(asked.said.words, names, target=target):
        sentence = _("“%s” tells who the customer is. Leave it out, or release the name with a ground.")
        raise Refused("names_customer", sentence % found, status=422)
    for one in files:
        if found := rules.named(_words_in(one), names, target=target):
            sentence = _(
                "“%(found)s” stands in %(file)s and tells who the customer is. Leave the file out, or release the name"
                " with a ground."
            )
            raise Refused("names_customer", sentence % {"found": found, "file": one}, status=422)


def _words_in(evidence: Evidence) -> str:
    """Everything that can be read in a file: as it came, in two encodings, and as it reads once decoded."""
    data = content_of(evidence)
    shown = as_text(data, filename=evidence.filename, content_type=evidence.content_type)
    parts = [words for part in shown.parts for words in (part.text, *(" ".join(pair) for pair in part.headers))]
    return "\n".join([data.decode("utf-8", "replace"), data.decode("utf-16", "replace"), *parts])


def whole(report: dict[str, Any], files: Sequence[Evidence]) -> bytes:
    """Returns the report as it is sent, with the bytes of its files in it; the same every time.

    Raises Refused: `evidence_removed` (410), `evidence_altered`, `sealed`.
    """
    if any(one.report.sealed for one in files):
        raise Refused("sealed", _("Evidence that was to go along was sealed."))
    kept = zip(report["evidence"], files, strict=True)
    filled = [{**item, "payload": base64.b64encode(content_of(one)).decode()} for item, one in kept]
    return rfc8785.dumps({**report, "evidence": filled})


def files_of(passing: Passing) -> list[Evidence]:
    """Returns the files that went along, in their order."""
    return [one.evidence for one in passing.files.select_related("evidence__report").order_by("place")]


def to_note() -> QuerySet[Passing]:
    """Returns what is over, at the recipient or on the way there, and nobody here has noted yet."""
    lost = Q(status=OutboxStatus.FAILED, withdrawn_at=None)
    return Passing.objects.filter(lost | Q(answered_at__isnull=False), noted_at=None)


def to_ask(at: dt.datetime) -> QuerySet[Passing]:
    """Returns what was taken and is to be asked for its state at `at` (UTC), the longest due first."""
    return Passing.objects.filter(ask_at__lte=at).order_by("ask_at", "pk")


def passed(state: str) -> Q:
    """Returns the condition on cases of the list's filter: `any` was passed on, `waiting` for an answer, `answered`."""
    rows = Passing.objects.filter(case=OuterRef("pk"), withdrawn_at=None)
    if state == "waiting":
        return Q(Exists(rows.filter(answered_at=None).exclude(status=OutboxStatus.FAILED)))
    return Q(Exists(rows.filter(answered_at__isnull=False) if state == "answered" else rows))


def replies_to(passing: Passing) -> list[PassingReply]:
    """Returns what the recipient answered by mail, the latest first, each with `sealed`: its words are out of sight."""
    sealed = Exists(Report.objects.filter(sealed=True, related_mails__raw=OuterRef("raw")))
    return list(passing.replies.annotate(sealed=sealed).order_by("-received_at")[:MOST_REPLIES])
