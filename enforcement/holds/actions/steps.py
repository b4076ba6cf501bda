"""What the verbs of measures have in common: a measure as it is now, its next state, and what the database refused."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enforcement.cases.models import Determination
from enforcement.holds.actions.holds import lock_services
from enforcement.holds.models import Measure, MeasureStatus
from enforcement.holds.queries import has_effect
from enforcement.holds.rules import sources_of
from policies.versions.effective_terms import Remedy, remedy_for
from policies.versions.queries import the_policy
from tenants.customers.models import Customer
from tenants.resellers.constraints import violated
from tenants.resellers.refusals import Refused


def lock_measure(measure: Measure) -> None:
    """Others who act on any of the measure's services wait until this transaction ends."""
    lock_services(list(measure.services.all()))


def fresh(measure: Measure) -> Measure:
    """Returns the measure as it is now, with what its verbs read."""
    related = ("service", "customer", "case", "determination", "remedy__version", "reinstates")
    return Measure.objects.select_related(*related).get(pk=measure.pk)


def move(measure: Measure, status: MeasureStatus, at: dt.datetime) -> None:
    """Takes one step of the table in rules; Refused (`measure_moved`) if the measure stands elsewhere by now."""
    rows = Measure.objects.filter(pk=measure.pk, status__in=sources_of(status))
    try:
        with transaction.atomic():
            moved = rows.update(status=status, status_at=at)
    except IntegrityError as error:
        raise refusal_of(error) from error
    if not moved:
        raise Refused("measure_moved", _("This measure has moved on; look at it again."))
    measure.status, measure.status_at = status, at


def remedy_now(customer: Customer, at: dt.datetime) -> Remedy:
    """Returns the remedy provision that allows a measure on this customer at `at` (UTC); Refused: `no_remedy` (R9)."""
    policy = the_policy()
    remedy = remedy_for(customer=customer, policy=policy, at=at, about="measure") if policy else None
    if remedy is None:
        sentence = _("No remedy provision applies to the customer now, so there is nothing that allows a measure.")
        raise Refused("no_remedy", sentence)
    return remedy


def require_effect(determination: Determination) -> None:
    """Raises Refused (`determination_not_approved`) while a determination waits for another person's approval."""
    if not has_effect(determination):
        sentence = _("The determination waits for another person's approval; no measure rests on it before.")
        raise Refused("determination_not_approved", sentence)


_REFUSALS = {
    "approver_is_independent": (
        "not_independent",
        gettext_lazy("Who proposed or decided this invited you, or gave you the role: ask somebody else to approve."),
    ),
    "approver_acts_not_for_customer": (
        "acts_for_customer",
        gettext_lazy("You act for this customer, so somebody else approves what is done about it."),
    ),
    "approver_filed_no_appeal": (
        "acts_for_customer",
        gettext_lazy("You filed an appeal for this customer, so somebody else approves what is done about it."),
    ),
    "measure_another_person": (
        "same_person",
        gettext_lazy("Who proposed a measure does not approve it: ask somebody else."),
    ),
    "measure_approver_did_not_decide": (
        "same_person",
        gettext_lazy("Who decided the determination does not approve a measure on it: ask somebody else."),
    ),
    "measure_determination_stands": (
        "determination_overturned",
        gettext_lazy("The determination was overturned on appeal."),
    ),
    "measure_determination_approved": (
        "determination_not_approved",
        gettext_lazy("The determination or the measure is not approved yet."),
    ),
    "measure_approved": (
        "determination_not_approved",
        gettext_lazy("The determination or the measure is not approved yet."),
    ),
    "measured_service_is_the_customers": (
        "other_customers_service",
        gettext_lazy("This service is another customer's; the determination is not about them."),
    ),
    "interim_not_chained": (
        "interim_chained",
        gettext_lazy(
            "This service was suspended for now already: determine the violation, and take the measure on that."
        ),
    ),
    "measure_reinstates_a_termination": (
        "not_terminated",
        gettext_lazy("Only a termination is undone by a reinstatement: end another measure instead."),
    ),
}


def refusal_of(error: IntegrityError) -> Refused:
    """Returns what the database refused, in words; anything unknown stays an error."""
    name = violated(error)
    if name not in _REFUSALS:
        raise error
    code, sentence = _REFUSALS[name]
    return Refused(code, str(sentence))
