"""Recording an acknowledgement that was given outside the portal, with the file and who attests it."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from policies.acknowledgements.acting import Acting, acting_at, acting_by_name
from policies.acknowledgements.actions.acknowledging import facts_of, keep_once, written
from policies.acknowledgements.actions.eligibility import eligibility_for
from policies.acknowledgements.actions.refusals import no_agreement, not_in_force
from policies.acknowledgements.models import Acknowledgement, Means, Method, Paper
from policies.acknowledgements.queries import SIGNER, open_version, signer_named
from policies.versions.company import this_reseller
from policies.versions.locks import get_policy_for_share
from policies.versions.models import PolicyVersion
from policies.versions.queries import in_force
from tenants.customers import files
from tenants.customers.models import Capacity, Customer, Membership
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed: somebody who acts or acted for the customer, or a name with what the person said to be."""

    membership: Membership | None = None
    name: str = ""
    capacity: Capacity = Capacity.REPRESENTATIVE
    stated_authority: str = ""


@verb(Permission.MANAGE_CUSTOMERS)
@transaction.atomic
def record_paper(
    *,
    by: User,
    customer: Customer,
    digest: str,
    signer: Signer,
    signed_on: dt.date,
    filename: str,
    data: bytes,
    means: Means = Means.SIGNED,
    ticks: Collection[str] = (),
    language: str = "",
    note: str = "",
) -> Acknowledgement:
    """Records that somebody acknowledged the words with this digest on paper that day; `by` attests it (R2, R5, R17).

    The day is one in the reseller's time zone; the version must have been in force or announced on it, and an agreement
    must have run. Raises Refused: `not_allowed`, `own_signature`, `not_a_member` (403); `not_posted`, `not_in_force`
    (with the redline), `no_agreement`, `acknowledged_already` (409); `signer`, `signed_in_the_future`,
    `signed_before_posting`, `file_kind`, `file_empty`, `file_too_large`, `unticked` (422); `no_edition` (404).
    """
    name = " ".join(signer.name.split())
    if bool(name) == (signer.membership is not None):
        raise Refused("signer", _("Say who signed: somebody who acts for the customer, or a name."), status=422)
    if signer.membership is not None and signer.membership.user_id == by.pk:
        sentence = _("Nobody attests a signature of their own: ask a colleague to record it.")
        raise Refused("own_signature", sentence, status=403)
    sent = files.checked_scan(filename=filename, data=data)
    policy = get_policy_for_share()
    if policy is None:
        raise Refused("not_posted", _("No policy is posted yet, so there is nothing to acknowledge."))
    # One paper at a time for a customer, so that a name that signs twice at once is one person.
    Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    at, zone = clock.now(), this_reseller().timezone
    start, end = _day(signed_on, zone)
    if start > at:
        sentence = _("The day it was signed is still to come: correct the date.")
        raise Refused("signed_in_the_future", sentence, status=422)
    end = min(end, at)
    acting = _acting(signer, customer, start, end)
    person = acting.membership.user.pseudonym if acting.membership else signer_named(customer=customer, name=name)
    version = open_version(policy=policy, digest=digest, start=start, end=end)
    if version is None:
        _refuse_before_posting(digest, end)
        current = in_force(policy=policy, at=end)
        raise not_in_force(customer=customer, person=person, digest=digest, current=current)
    if not acting.agreed:
        raise no_agreement(customer)
    eligibility = eligibility_for(version, acting, at=at, language=language, agreed_at=end)
    eligibility.require_ticks(ticks)
    paper = Paper.objects.create(
        customer=customer,
        means=means,
        signed_on=signed_on,
        zone=zone,
        filename=sent.filename,
        content_type=sent.content_type,
        document_digest=sent.digest,
        path=sent.keep(),
        stated_authority="" if acting.membership else signer.stated_authority.strip(),
        note=note.strip(),
        attested_by=by.pseudonym,
        recorded_at=at,
    )
    kept, new = keep_once(written(eligibility, person=person or uuid.uuid4(), method=Method.PAPER, paper=paper))
    if not new:
        sentence = _("This person's acknowledgement of these words is on record already, with its receipt.")
        raise Refused("acknowledged_already", sentence, details={"acknowledgement": str(kept.pk)})
    personal = {SIGNER: name} if name else None
    record(verb="paper.recorded", at=at, by=by.pseudonym, subject=kept, facts=facts_of(kept), personal=personal)
    return kept


def _day(day: dt.date, zone: str) -> tuple[dt.datetime, dt.datetime]:
    """Returns the first and the last instant of a day in the zone, in UTC."""
    begins, ends = (
        dt.datetime.combine(one, dt.time(), tzinfo=ZoneInfo(zone)).astimezone(dt.UTC)
        for one in (day, day + dt.timedelta(days=1))
    )
    return begins, ends - dt.timedelta(microseconds=1)


def _acting(signer: Signer, customer: Customer, start: dt.datetime, end: dt.datetime) -> Acting:
    if signer.membership is None:
        return acting_by_name(customer=customer, capacity=signer.capacity, at=start, until=end)
    acting = acting_at(user=signer.membership.user, customer=customer, at=start, until=end)
    if acting is None:
        raise Refused("not_a_member", _("This person did not act for the customer on that day."), status=403)
    return acting


def _refuse_before_posting(digest: str, end: dt.datetime) -> None:
    if PolicyVersion.objects.filter(digest=digest, withdrawn_at=None, posted_at__gt=end).exists():
        sentence = _("These words were not posted yet on that day: correct the date, or choose the version signed.")
        raise Refused("signed_before_posting", sentence, status=422)
