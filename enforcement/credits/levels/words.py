"""What a service level agrees, in sentences for people."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enforcement.credits.terms import Cause, Measured, Rounding, Terms, clock, plain
from tenants.customers.currencies import money


def sentences(terms: Terms) -> list[str]:
    """Returns what is agreed beside the tiers; an exclusion with its clause, and what has none is said to count."""
    return [*_measure(terms), *_exclusions(terms), *_amounts(terms)]


def _measure(terms: Terms) -> Iterator[str]:
    if terms.measured == Measured.SERVICE_HOURS:
        days = dict(enumerate(_weekdays(), start=1))
        hours = ", ".join(f"{days[one.weekday]} {clock(one.start)}–{clock(one.end)}" for one in terms.hours)
        yield _("Availability is measured in service hours only: %s.") % hours
    else:
        yield _("Availability is measured all month.")
    if terms.rounding == Rounding.HALF_EVEN:
        yield _("It is rounded to %s digits, halves to the even one, before it is compared.") % terms.digits
    elif terms.rounding == Rounding.FLOOR:
        yield _("It is cut to %s digits before it is compared.") % terms.digits
    if terms.shortest_seconds:
        yield (
            ngettext(
                "An interruption shorter than %s second does not count.",
                "An interruption shorter than %s seconds does not count.",
                terms.shortest_seconds,
            )
            % terms.shortest_seconds
        )


def _exclusions(terms: Terms) -> Iterator[str]:
    for cause in Cause:
        clause = terms.clauses.get(cause)
        if clause:
            yield _("%(cause)s is excluded (clause %(clause)s).") % {"cause": cause.label, "clause": clause}
    if terms.maintenance_notice_hours:
        yield _("Maintenance is announced %s hours before it begins, or counts.") % terms.maintenance_notice_hours
    counting = [str(cause.label) for cause in Cause if cause not in terms.clauses]
    if counting:
        yield _("What has no clause counts: %s.") % ", ".join(counting)
    if not terms.excluded_stays:
        yield _("Excluded time leaves the time that availability is measured in.")


def _amounts(terms: Terms) -> Iterator[str]:
    if terms.cap_percent is not None:
        yield _("At most %s %% of the price is credited.") % plain(terms.cap_percent)
    if terms.cap_amount is not None:
        yield _("At most %(amount)s %(currency)s a month is credited.") % _said(terms, terms.cap_amount)
    if terms.smallest_credit is not None:
        yield _("A credit below %(amount)s %(currency)s is not paid.") % _said(terms, terms.smallest_credit)
    if terms.claim_days is not None:
        yield (
            ngettext(
                "A credit is claimed within %s day after the month.",
                "A credit is claimed within %s days after the month.",
                terms.claim_days,
            )
            % terms.claim_days
        )
    if terms.past_due_clause:
        yield _("A customer past due when the month ends is credited nothing (clause %s).") % terms.past_due_clause


def _said(terms: Terms, amount: Decimal) -> dict[str, str]:
    return {"amount": money(amount, terms.currency), "currency": terms.currency}


def _weekdays() -> tuple[str, ...]:
    return (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
