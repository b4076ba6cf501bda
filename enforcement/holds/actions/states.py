"""Reading the provider's list of states, and what staff do about what it says otherwise."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from enforcement.holds.actions.holds import CALL_PROVISIONING, lock_service
from enforcement.holds.models import Hold, ProviderState, StateDifference, StatesPull
from enforcement.holds.provider_states import MOST_BYTES, Compared, NotAList, Stated, compare, read
from enforcement.holds.provisioning import LIFTED, PLACED, queue_call, signing_secret
from enforcement.holds.queries import SETTLING, open_holds
from policies.versions.company import this_reseller
from tenants.customers.models import Service
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.outbox.webhooks import fetch_signed
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.current import connection
from tenants.resellers.outgoing import CallFailed
from tenants.resellers.refusals import Refused
from tenants.resellers.waking import wake

SECONDS: Final = 30.0
EVERY: Final = dt.timedelta(days=1)


def states_due(*, at: dt.datetime) -> bool:
    """Whether an address is declared and was not asked within a day before `at` (UTC)."""
    if not this_reseller().provisioning_states_url:
        return False
    return not StatesPull.objects.filter(pulled_at__gt=at - EVERY).exists()


def pull_states() -> StatesPull | None:
    """Gets the provider's list and keeps what it says otherwise; None where no address is declared. Never raises.

    The request is signed like a call, over an empty body; no transaction is open while the other side answers.
    """
    url = this_reseller().provisioning_states_url
    if not url:
        return None
    pull = StatesPull(url=url)
    try:
        data = fetch_signed(
            url=url,
            message_id=str(pull.pk),
            secret=signing_secret(),
            most_bytes=MOST_BYTES,
            seconds=SECONDS,
            inwards=True,
        )
        stated = read(data)
    except (CallFailed, NotAList) as error:
        return _keep(pull, failure=str(error)[:300] or type(error).__name__)
    return _keep(pull, stated=stated)


@verb(Permission.WORK_CASES, Permission.CONFIRM_PROVISIONING)
@transaction.atomic
def accept_difference(*, by: User, difference: StateDifference, reason: str = "") -> StateDifference:
    """Somebody knows of it: it leaves the desk until the provider says something else of the service.

    Raises Refused: `difference_over`.
    """
    lock_service(difference.service)
    at = clock.now()
    rows = StateDifference.objects.filter(pk=difference.pk, accepted_at=None, over_at=None)
    if not rows.update(accepted_at=at, accepted_by=by.pseudonym):
        raise Refused("difference_over", _("This difference is over, or was accepted already."))
    difference.refresh_from_db()
    facts = {"service": difference.service.reference, "state": difference.state}
    record(
        verb="difference.accepted",
        at=at,
        by=by.pseudonym,
        subject=difference,
        facts=facts,
        personal={"reason": reason} if reason else None,
    )
    return difference


@verb(Permission.WORK_CASES, Permission.CONFIRM_PROVISIONING)
@transaction.atomic
def send_again(*, by: User, difference: StateDifference, reason: str = "") -> int:
    """Calls the provisioning endpoint once more about what the service is to be; returns how many calls.

    Raises Refused: `difference_over`, `no_endpoint`, `nothing_to_send` where no hold here was ever about it.
    """
    service = lock_service(difference.service)
    at = clock.now()
    if not StateDifference.objects.filter(pk=difference.pk, over_at=None).exists():
        raise Refused("difference_over", _("This difference is over, or was accepted already."))
    if not this_reseller().provisioning_url:
        raise Refused("no_endpoint", _("No provisioning endpoint is declared: tell the provider yourself."))
    if difference.state == ProviderState.ON:
        event, holds = PLACED, list(open_holds(at=at).filter(service=service).order_by("starts_at"))
    else:
        event, holds = LIFTED, list(Hold.objects.filter(service=service, lifted_at__lte=at).order_by("-lifted_at")[:1])
    if not holds:
        sentence = _("No hold here is about it, so there is nothing to send: ask the provider, or accept it.")
        raise Refused("nothing_to_send", sentence)
    for hold in holds:
        queue_call(hold=hold, event=event, due=at, at=at)
    facts = {"service": service.reference, "event": event, "calls": len(holds)}
    record(
        verb="difference.sent_again",
        at=at,
        by=by.pseudonym,
        subject=difference,
        facts=facts,
        personal={"reason": reason} if reason else None,
    )
    wake(CALL_PROVISIONING)
    return len(holds)


@transaction.atomic
def _keep(pull: StatesPull, *, stated: list[Stated] | None = None, failure: str = "") -> StatesPull:
    """Writes the pull, and opens, goes on with or ends a row for each service it says something of."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{connection.schema_name}.pull"])
    at = clock.now()
    pull.pulled_at, pull.failure = at, failure
    if stated is not None:
        compared = _compared(stated, at)
        pull.services, pull.unknown, pull.differing = len(stated), compared.unknown, len(compared.differing)
        _differences(compared, at)
    pull.save(force_insert=True)
    facts = {"services": pull.services, "unknown": pull.unknown, "differing": pull.differing, "failure": failure}
    record(verb="states.pulled", at=at, by=None, subject=pull, facts=facts)
    return pull


def _compared(stated: list[Stated], at: dt.datetime) -> Compared:
    """Compares with the services that run at all; one with a hold placed or lifted just now is still being switched."""
    named = [one.service for one in stated]
    running = Service.objects.filter(reference__in=named, starts_at__lte=at).exclude(ends_at__lte=at)
    stopped = set(open_holds(at=at).values_list("service__reference", flat=True))
    recent = at - SETTLING
    moved = Hold.objects.filter(Q(starts_at__gt=recent, starts_at__lte=at) | Q(lifted_at__gt=recent, lifted_at__lte=at))
    enabled = {reference: reference not in stopped for reference in running.values_list("reference", flat=True)}
    return compare(stated, enabled, frozenset(moved.values_list("service__reference", flat=True)))


def _differences(compared: Compared, at: dt.datetime) -> None:
    open_ones = {
        one.service.reference: one for one in StateDifference.objects.filter(over_at=None).select_related("service")
    }
    over = [
        one.pk
        for reference, one in open_ones.items()
        if reference in compared.agreeing
        or (reference in compared.differing and compared.differing[reference][0] != one.state)
    ]
    StateDifference.objects.filter(pk__in=over).update(over_at=at)
    still = [one.pk for reference, one in open_ones.items() if reference in compared.differing and one.pk not in over]
    StateDifference.objects.filter(pk__in=still).update(seen_at=at)
    known = {reference for reference, one in open_ones.items() if one.pk in still}
    services = Service.objects.in_bulk(list(compared.differing.keys() - known), field_name="reference")
    for reference, service in services.items():
        state, since = compared.differing[reference]
        found = StateDifference.objects.create(service=service, state=state, since=since, found_at=at, seen_at=at)
        record(
            verb="difference.found", at=at, by=None, subject=found, facts={"service": reference, "state": str(state)}
        )
