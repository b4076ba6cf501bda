"""Running a month: asking for it, and working on it in batches until every customer is computed or named as failed."""

import threading
import uuid
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any, Final

import structlog
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from enforcement.credits.models import CreditMonth, CreditRun, RunCustomer
from enforcement.credits.months import Month, month_of
from enforcement.credits.runs import statements_sql
from enforcement.credits.runs.computing import computed
from enforcement.credits.runs.helping import Helpers
from enforcement.credits.runs.second_opinion import hold_against
from enforcement.credits.runs.writing import Counts, note_changes, write
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.current import connection as tenant_connection
from tenants.resellers.refusals import Refused
from tenants.resellers.waking import wake

log = structlog.get_logger(__name__)

RUN: Final = "enforcement.credits.tasks.run"
#: Customers that one transaction computes; one that dies is computed again.
BATCH: Final = 1_000
#: The pure rules compute one of so many customers too.
OPINIONS: Final = 1_000


@verb(Permission.MANAGE_CREDITS, unattended=True)
@transaction.atomic
def run_credits(
    *, by: User | None, month: str, preview: bool = False, customers: Collection[Customer] | None = None
) -> CreditRun:
    """Has a worker compute the month (YYYY-MM) for every customer, or only for these; `by` None is the command line.

    A `preview` finds what would change and writes no statement. Where such a run is going on already, returns that one.
    Raises Refused: `month`, `month_not_over`.
    """
    begun = month_of(month)
    _wait_for_others(month)
    at = clock.now()
    if at < begun.window.end:
        sentence = _("%(month)s is not over in %(zone)s; run it after it has ended.")
        raise Refused("month_not_over", sentence % {"month": month, "zone": begun.zone.key})
    running = CreditRun.objects.select_for_update().filter(month=month, preview=preview, ended_at=None).first()
    if running is not None:
        _add_customers(running, begun, customers)
        wake(RUN)
        return running
    CreditRun.objects.filter(month=month, preview=True).exclude(ended_at=None).delete()
    pseudonym = by.pseudonym if by else None
    run = CreditRun.objects.create(month=month, preview=preview, asked_by=pseudonym, asked_at=at, customers=0, left=0)
    _add_customers(run, begun, customers)
    if not preview:
        kept = CreditMonth(month=month, timezone=begun.zone.key, first_computed_at=at)
        CreditMonth.objects.bulk_create([kept], ignore_conflicts=True)
        record(verb="credits.run", at=at, by=pseudonym, subject=run, facts={"month": month})
    wake(RUN)
    return run


def _wait_for_others(month: str) -> None:
    """Whoever asks for the same month waits until this transaction ends."""
    with connection.cursor() as cursor:
        name = f"{tenant_connection.schema_name}.credits.{month}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _add_customers(run: CreditRun, month: Month, only: Collection[Customer] | None) -> None:
    """Adds those that the run does not compute already; one that was for everybody takes nobody up twice."""
    parameters: dict[str, Any] = {
        "run": run.pk,
        "name": month.name,
        "start": month.window.start,
        "end": month.window.end,
        "only": None if only is None else [one.pk for one in only],
    }
    with connection.cursor() as cursor:
        if only is None and run.customers:
            cursor.execute(statements_sql.COUNT_TOUCHED, parameters)
            if run.customers >= cursor.fetchone()[0]:
                return
        cursor.execute(statements_sql.ADD_TOUCHED, parameters)
        run.customers, run.left = run.customers + cursor.rowcount, run.left + cursor.rowcount
    run.save(update_fields=["customers", "left"])


class Batches:
    """A run's customers in their order, a batch at a time, and each to one thread."""

    def __init__(self, run: CreditRun, *, patient: bool) -> None:
        """`patient` waits for customers that somebody works on."""
        self._waiting = RunCustomer.objects.filter(run=run, failure="").order_by("customer")
        self._patient = patient
        self._last: uuid.UUID | None = None
        self.any = False  # whether somebody waited
        self._alone = threading.Lock()

    def take(self) -> list[uuid.UUID]:
        """Returns the next that wait; none after the last, though some may have been added before it."""
        with self._alone, transaction.atomic():
            rows = self._waiting.filter(customer__gt=self._last) if self._last else self._waiting
            rows = rows.select_for_update(skip_locked=not self._patient)
            taken = list(rows.values_list("customer", flat=True)[:BATCH])
            if taken:
                self._last, self.any = taken[-1], True
            return taken


def work_on_open_runs() -> None:
    """Works on whatever was asked for and has not ended, the oldest first; a worker's work."""
    for run in CreditRun.objects.filter(ended_at=None).order_by("asked_at"):
        work_on(run)


def work_on(run: CreditRun, *, patient: bool = False, told: Callable[[int, int], None] | None = None) -> None:
    """Computes the run's customers until none is left; several workers may do so at once, each with its own customers.

    One that cannot be computed is named in the run, and the others are computed. Threads help while customers wait.
    `patient` waits for those that another worker has begun; `told` hears after each batch how many are computed of how
    many.
    """
    month = month_of(run.month)
    found = True
    while found:
        found = _pass_over(run, month, patient=patient, told=told)
        if _ended(run):
            return


def _pass_over(run: CreditRun, month: Month, *, patient: bool, told: Callable[[int, int], None] | None) -> bool:
    """Computes all customers that wait, once; whether there were any."""
    batches = Batches(run, patient=patient)
    many = BATCH
    with Helpers(partial(_help, batches, run, month)) as helpers:
        while many == BATCH and (taken := batches.take()):
            many = len(taken)
            if many == BATCH:
                helpers.call()
            _compute(run, month, taken)
            if told:
                run.refresh_from_db()
                told(run.customers - run.left, run.customers)
    return batches.any


def _help(batches: Batches, run: CreditRun, month: Month) -> bool:
    """Computes a batch beside others; whether there was one."""
    taken = batches.take()
    if taken:
        _compute(run, month, taken)
    return bool(taken)


@transaction.atomic
def _ended(run: CreditRun) -> bool:
    """Ends the run if nobody is left, whom other workers may still compute; whether it has ended."""
    locked = CreditRun.objects.select_for_update().filter(pk=run.pk, ended_at=None)
    if locked.first() is None:
        return True
    if RunCustomer.objects.filter(run=run, failure="").exists():
        return False
    return bool(locked.update(ended_at=clock.now()))


def _compute(run: CreditRun, month: Month, customers: Sequence[uuid.UUID]) -> None:
    """Computes them together or, where that fails, in halves, down to the one that it fails for."""
    try:
        _compute_together(run, month, customers)
    except (OperationalError, InterfaceError):
        raise  # the database's own trouble: whoever comes next goes on
    except Exception as error:
        half = len(customers) // 2
        if half:
            _compute(run, month, customers[:half])
            _compute(run, month, customers[half:])
            return
        log.exception("credits.customer_failed", customer=str(customers[0]), month=run.month)
        said = f"{type(error).__name__}: {error}"[:300]
        _name_failed(run, customers[0], said)


@transaction.atomic
def _name_failed(run: CreditRun, customer: uuid.UUID, failure: str) -> None:
    rows = RunCustomer.objects.filter(run=run, customer=customer, failure="")
    if rows.update(failure=failure):
        CreditRun.objects.filter(pk=run.pk).update(left=F("left") - 1, failed=F("failed") + 1)


@transaction.atomic
def _compute_together(run: CreditRun, month: Month, customers: Sequence[uuid.UUID]) -> None:
    rows = RunCustomer.objects.select_for_update(skip_locked=True).filter(run=run, failure="", customer__in=customers)
    taken = list(rows.values_list("customer", flat=True))
    if not taken:
        return
    counts = _computed(taken, month, by=run.asked_by, preview=run if run.preview else None)
    CreditRun.objects.filter(pk=run.pk).update(
        left=F("left") - len(taken),
        made=F("made") + counts.made,
        unchanged=F("unchanged") + counts.unchanged,
    )
    with connection.cursor() as cursor:  # after the run's row: whoever adds customers to the run holds that row
        cursor.execute(statements_sql.DONE, [run.pk, taken])


def _computed(
    customers: Sequence[uuid.UUID], month: Month, *, by: uuid.UUID | None, preview: CreditRun | None = None
) -> Counts:
    """Computes and writes in the caller's transaction; the pure rules compute some of the customers too."""
    locked = Customer.objects.select_for_update().filter(pk__in=customers).order_by("pk")
    some = list(locked.values_list("pk", flat=True))[::OPINIONS]
    at = clock.now()
    with computed(customers, month):
        for one in Customer.objects.filter(pk__in=some):
            hold_against(one, month)
        return note_changes(preview) if preview else write(month, at=at, by=by)


@transaction.atomic
def recompute(*, customer: Customer, month: str, by: uuid.UUID | None) -> Counts:
    """Computes a month of one customer now; who asks has checked that it may be computed."""
    return _computed([customer.pk], month_of(month), by=by)
