"""Claiming a month's credit, and saying from when until when a customer was past due."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.credits.actions.marking import mark_changed
from enforcement.credits.intervals import Span
from enforcement.credits.models import CreditClaim, PastDue
from enforcement.credits.month_names import window_of
from enforcement.credits.months import zone_of
from tenants.customers.models import Capacity, Customer, Membership
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.instants import in_calendar_or_refused
from tenants.resellers.refusals import Refused


@transaction.atomic
def claim_credit(*, by: User, customer: Customer, month: str) -> CreditClaim:
    """A representative claims the month's credit (YYYY-MM) for all services of the customer.

    Raises Refused: `not_representative` (403), `month` (422), `month_not_begun`, `credit_claimed`.
    """
    acts = Membership.objects.filter(user=by, customer=customer, until=None, capacity=Capacity.REPRESENTATIVE)
    if not acts.exists():
        sentence = _("Only a representative of the customer may do this; ask one of yours.")
        raise Refused("not_representative", sentence, status=403)
    return _claim(by=by, customer=customer, month=month, claimed_at=None)


@verb(Permission.MANAGE_CREDITS)
@transaction.atomic
def record_claim(*, by: User, customer: Customer, month: str, claimed_at: dt.datetime) -> CreditClaim:
    """Staff record a claim that reached them by mail, letter or telephone, with when it did.

    Raises Refused as `claim_credit` does, but for who may; also `claimed_at` (422) for one to come.
    """
    return _claim(by=by, customer=customer, month=month, claimed_at=in_calendar_or_refused(claimed_at))


@verb(Permission.MANAGE_CREDITS)
@transaction.atomic
def record_past_due(*, by: User, customer: Customer, starts_at: dt.datetime) -> PastDue:
    """A customer owes what was due, from an instant that has come.

    Raises Refused: `starts_at`, `instant` (422), `past_due_open`.
    """
    start = in_calendar_or_refused(starts_at)
    Customer.objects.select_for_update().get(pk=customer.pk)
    at = clock.now()
    if start > at:
        raise Refused("starts_at", _("This lies in the future: say it when it has come."), status=422)
    if PastDue.objects.filter(customer=customer, ends_at=None).exists():
        raise Refused("past_due_open", _("This customer is past due already."))
    made = PastDue.objects.create(customer=customer, starts_at=start, recorded_at=at, recorded_by=by.pseudonym)
    mark_changed([(customer.pk, Span(start))], at=at, by=by.pseudonym)
    facts = {"customer": customer.reference, "starts_at": start.isoformat()}
    record(verb="past_due.recorded", at=at, by=by.pseudonym, subject=made, facts=facts)
    return made


@verb(Permission.MANAGE_CREDITS)
@transaction.atomic
def end_past_due(*, by: User, past_due: PastDue, ends_at: dt.datetime | None = None) -> PastDue:
    """The customer has paid, now or at an instant that has come.

    Raises Refused: `ends_at`, `instant` (422), `past_due_ended`.
    """
    kept = PastDue.objects.select_for_update().get(pk=past_due.pk)
    at = clock.now()
    end = in_calendar_or_refused(ends_at or at)
    if kept.ends_at is not None:
        raise Refused("past_due_ended", _("That has ended already; it is not moved."))
    if not kept.starts_at < end <= at:
        raise Refused("ends_at", _("It ends after it began, and not in the future."), status=422)
    kept.ends_at = end
    kept.save(update_fields=["ends_at"])
    mark_changed([(kept.customer_id, Span(end))], at=at, by=by.pseudonym)
    facts = {"customer": kept.customer.reference, "ends_at": end.isoformat()}
    record(verb="past_due.ended", at=at, by=by.pseudonym, subject=kept, facts=facts)
    return kept


def _claim(*, by: User, customer: Customer, month: str, claimed_at: dt.datetime | None) -> CreditClaim:
    window = window_of(month, zone_of(month))
    Customer.objects.select_for_update().get(pk=customer.pk)
    at = clock.now()
    claimed = claimed_at or at
    if claimed > at:
        raise Refused("claimed_at", _("This lies in the future: say it when it has come."), status=422)
    if claimed < window.start:
        raise Refused("month_not_begun", _("This month had not begun then."))
    if CreditClaim.objects.filter(customer=customer, month=month).exists():
        raise Refused("credit_claimed", _("The credit of this month is claimed already."))
    made = CreditClaim.objects.create(
        customer=customer, month=month, claimed_at=claimed, recorded_at=at, recorded_by=by.pseudonym
    )
    mark_changed([(customer.pk, Span(window.start, window.end))], at=at, by=by.pseudonym)
    facts = {"customer": customer.reference, "month": month, "claimed_at": claimed.isoformat()}
    record(verb="credit.claimed", at=at, by=by.pseudonym, subject=made, facts=facts)
    return made
