"""Setting what strikes count, giving one when a determination takes effect, and undoing it."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.cases.models import Determination
from enforcement.cases.strikes.models import Strike, StrikeRule, StrikeThreshold, Suggested
from policies.documents.model.categories import CATEGORIES
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused

MOST = 30_000


@verb(Permission.MANAGE_SETTINGS)
@transaction.atomic
def set_strikes(
    *, by: User, weights: Mapping[str, tuple[int, int]], thresholds: Mapping[int, Suggested]
) -> list[StrikeRule]:
    """Replaces what violations count from now on: by category weight and days; by sum the measure it suggests.

    Strikes that were given keep what they counted. Raises Refused (422): `category`, `weight`, `threshold`.
    """
    if not set(weights) <= set(CATEGORIES):
        raise Refused("category", _("Choose one of the kinds of conduct."), status=422)
    if any(not (0 < weight <= MOST and 0 < days <= MOST) for weight, days in weights.values()):
        raise Refused("weight", _("A weight and its days are whole numbers above zero."), status=422)
    if any(not 0 < points <= MOST for points in thresholds):
        raise Refused("threshold", _("A sum is a whole number above zero."), status=422)
    list(StrikeRule.objects.select_for_update().order_by("pk"))
    at = clock.now()
    StrikeRule.objects.all().delete()
    StrikeThreshold.objects.all().delete()
    made = StrikeRule.objects.bulk_create(
        StrikeRule(category=name, weight=weight, days=days) for name, (weight, days) in sorted(weights.items())
    )
    StrikeThreshold.objects.bulk_create(
        StrikeThreshold(points=points, suggests=kind) for points, kind in sorted(thresholds.items())
    )
    facts = {
        "weights": {name: list(pair) for name, pair in sorted(weights.items())},
        "thresholds": {str(points): str(kind) for points, kind in sorted(thresholds.items())},
    }
    record(verb="strikes.set", at=at, by=by.pseudonym, subject=by, facts=facts)
    return made


def give_strike(*, by: User, determination: Determination, at: dt.datetime) -> Strike | None:
    """Counts a determination that takes effect at `at`, inside its verb; None where its categories count nothing.

    Of several categories cited the heaviest counts; where none of them does, the case's.
    """
    cited = {one.provision.category for one in determination.citations.select_related("provision") if one.provision}
    rules = list(StrikeRule.objects.filter(category__in=cited))
    rules = rules or list(StrikeRule.objects.filter(category=determination.case.category))
    rule = max(rules, key=lambda one: (one.weight, one.days, one.category), default=None)
    if rule is None:
        return None
    given = Strike.objects.create(
        determination=determination,
        customer_id=determination.customer_id,
        category=rule.category,
        weight=rule.weight,
        given_at=at,
        expires_at=at + dt.timedelta(days=rule.days),
    )
    facts = {
        "case": determination.case.number,
        "category": rule.category,
        "weight": rule.weight,
        "expires": given.expires_at.isoformat(),
    }
    record(verb="strike.given", at=at, by=by.pseudonym, subject=given, facts=facts)
    return given


def undo_strike(*, by: User, determination: Determination, at: dt.datetime) -> Strike | None:
    """Takes an overturned determination's strike away, inside the verb that overturns it; None where there is none."""
    found = Strike.objects.select_for_update().filter(determination=determination, undone_at=None).first()
    if found is None:
        return None
    Strike.objects.filter(pk=found.pk, undone_at=None).update(undone_at=at)
    record(verb="strike.undone", at=at, by=by.pseudonym, subject=found, facts={"weight": found.weight})
    found.refresh_from_db()
    return found
