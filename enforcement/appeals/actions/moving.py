"""What every verb about an appeal does first: locks, asks who, and moves its status by the table in `rules`."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from enforcement.appeals.models import Appeal, AppealStatus
from enforcement.appeals.rules import before
from enforcement.appeals.third_persons import not_third
from enforcement.cases.models import Case, Determination
from enforcement.holds.models import Measure
from tenants.customers.models import Service
from tenants.people.models import User
from tenants.resellers.refusals import Refused


def lock(against: Determination | Measure) -> None:
    """Others who work on the case, or on measures about any of the customer's services, wait until this is done."""
    Case.objects.select_for_update().get(pk=against.case_id)
    rows = Service.objects.select_for_update().filter(customer=against.customer_id)
    list(rows.order_by("pk").values_list("pk"))


def move(appeal: Appeal, status: AppealStatus, at: dt.datetime, **changed: Any) -> None:
    """One step of the table in rules; Refused (`appeal_state`) if the appeal stands elsewhere by now."""
    rows = Appeal.objects.filter(pk=appeal.pk, status__in=before(status))
    moved = rows.update(status=status, status_at=at, **changed)
    appeal.refresh_from_db()
    if not moved:
        named = {"appeal": appeal, "status": appeal.get_status_display()}
        sentence = _("The appeal %(appeal)s is %(status)s: this cannot be done with it now.")
        raise Refused("appeal_state", sentence % named)


def require_third_person(by: User, appeal: Appeal) -> None:
    """Invariant 6; raises Refused (`took_part`)."""
    if by.pseudonym in not_third(appeal):
        sentence = _(
            "You took part in what is appealed, act for the customer, owe your place to somebody who does, or are no"
            " longer named by the upstream: a third person has to review it."
        )
        raise Refused("took_part", sentence)


def require_reasons(reasons: str) -> None:
    """Raises Refused (`reasons`, 422) where none are given."""
    if not reasons.strip():
        raise Refused("reasons", _("Give the reasons: the customer reads them."), status=422)
