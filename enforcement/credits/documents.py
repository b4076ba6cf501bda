"""An assessment as JSON, the same for the same facts; instants in UTC, numbers as text where they may be large."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from enforcement.credits.deciding import Rule, Stretch
from enforcement.credits.intervals import Interval
from enforcement.credits.rules import Assessment
from enforcement.credits.terms import Rounding, Terms, clock, plain
from tenants.customers.currencies import EXACT, money

SHOWN_PLACES = 5


def shown_percent(share: Fraction, places: int = SHOWN_PLACES) -> str:
    """Returns a share of 0 to 1 as percent for people, cut and never rounded, so that it cannot cross a tier."""
    cut = share.numerator * 100 * 10**places // share.denominator
    return f"{Decimal(cut).scaleb(-places, EXACT):f}"


def judged_percent(assessment: Assessment) -> str:
    """Returns the availability that the tiers were held against, with the digits agreed."""
    exact = assessment.terms.rounding == Rounding.EXACT
    return shown_percent(assessment.judged, SHOWN_PLACES if exact else assessment.terms.digits)


def document(assessment: Assessment) -> dict[str, Any]:
    """Returns all that the amount follows from."""
    return {
        "window": _interval(assessment.window),
        "price": money(assessment.price, assessment.currency),
        "prices": [[*_interval(one.interval), plain(one.monthly)] for one in assessment.prices],
        "currency": assessment.currency,
        "terms": terms_document(assessment.terms),
        "stretches": [_stretch(one) for one in assessment.stretches],
        "measured_microseconds": assessment.measured_microseconds,
        "counted_microseconds": assessment.counted_microseconds,
        "excluded_microseconds": assessment.excluded_microseconds,
        "availability": f"{assessment.availability.numerator}/{assessment.availability.denominator}",
        "availability_percent": judged_percent(assessment),
        "percent": plain(assessment.percent),
        "capped": assessment.capped,
        "withheld": str(assessment.withheld) if assessment.withheld else None,
        "amount": money(assessment.amount, assessment.currency),
    }


def terms_document(terms: Terms) -> dict[str, Any]:
    """Returns the terms as JSON: the mildest tier first, hours as [weekday, from, until] in the month's time zone."""
    return {
        "tiers": [[plain(tier.below), plain(tier.percent)] for tier in reversed(terms.tiers)],
        "measured": str(terms.measured),
        "hours": [[one.weekday, clock(one.start), clock(one.end)] for one in terms.hours],
        "rounding": str(terms.rounding),
        "digits": terms.digits,
        "shortest_seconds": terms.shortest_seconds,
        "clauses": {str(cause): terms.clauses[cause] for cause in sorted(terms.clauses)},
        "excluded_stays": terms.excluded_stays,
        "maintenance_notice_hours": terms.maintenance_notice_hours,
        "cap_percent": _number(terms.cap_percent),
        "cap_amount": _number(terms.cap_amount),
        "smallest_credit": _number(terms.smallest_credit),
        "currency": terms.currency,
        "claim_days": terms.claim_days,
        "past_due_clause": terms.past_due_clause,
    }


def _number(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)


def _interval(interval: Interval) -> list[str]:
    return [interval.start.isoformat(), interval.end.isoformat()]


def _stretch(stretch: Stretch) -> dict[str, Any]:
    return {"interval": _interval(stretch.interval), "facts": list(stretch.facts), "rule": _rule(stretch.rule)}


def _rule(rule: Rule) -> dict[str, Any]:
    if rule.citation:
        provision = rule.citation.provision
        return {
            "kind": str(rule.kind),
            "determination": rule.citation.determination,
            "provision": {"key": provision.key, "digest": provision.digest, "version": provision.version},
            "reason": str(rule.citation.reason),
        }
    if rule.cause:
        return {"kind": str(rule.kind), "cause": str(rule.cause), "clause": rule.clause}
    return {"kind": str(rule.kind)}
