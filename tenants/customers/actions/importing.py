"""Importing customers from a file: all of it, or nothing with every mistake named."""

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db import transaction

from tenants.csv_files.mistakes import Mistaken
from tenants.csv_files.reading import read_csv
from tenants.customers.actions import records
from tenants.customers.constraints import refuse_what_is_taken
from tenants.customers.importing import steps
from tenants.customers.importing.columns import ALIASES, columns_in
from tenants.customers.importing.contents import contents_of
from tenants.customers.importing.plan import ExistingRecords, plan_import
from tenants.customers.models import Agreement, Customer, Service
from tenants.customers.queries import known_to
from tenants.ledger import clock
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.current import connection


@dataclass(frozen=True)
class Imported:
    """What an import did, or would do in a dry run."""

    rows: int
    steps: tuple[steps.Step, ...]
    saved: bool

    @property
    def counts(self) -> dict[str, int]:
        """How many steps of each kind, by the name of the step."""
        return dict(Counter(type(step).__name__ for step in self.steps))


@verb(Permission.MANAGE_CUSTOMERS)
@transaction.atomic
def import_customers(*, by: User, data: bytes, dry_run: bool = False) -> Imported:
    """Takes a CSV over (see `importing.columns`); the same file again changes nothing.

    Dates without a time are midnight in the reseller's time zone. New customers, agreements, people, services and
    identifiers are added, names and prices changed; an identifier never moves. Raises Mistaken.
    """
    zone = ZoneInfo(getattr(connection.tenant, "timezone", "UTC"))
    rows, mistakes = read_csv(data, columns_in(zone), aliases=ALIASES)
    gathered = contents_of(rows)
    known = known_to(gathered)
    at = clock.now()
    plan = plan_import(gathered, known, at=at)
    if mistakes or plan.mistakes:
        raise Mistaken([*mistakes, *plan.mistakes])
    if plan.steps and not dry_run:
        with refuse_what_is_taken():
            taking = _Taking(by=by.pseudonym, at=at, known=known)
            for step in plan.steps:
                taking.take(step)
    return Imported(rows=len(rows), steps=tuple(plan.steps), saved=bool(plan.steps) and not dry_run)


class _Taking:
    """Takes the steps of a plan one after the other, keeping what they made for the next."""

    def __init__(self, *, by: uuid.UUID, at: dt.datetime, known: ExistingRecords) -> None:
        self.by, self.at, self.known = by, at, known
        self.customers: dict[str, Customer] = dict(known.customers)
        self.agreements: dict[str, Agreement] = dict(known.agreements)
        self.services: dict[str, Service] = dict(known.services)

    def take(self, step: steps.Step) -> None:
        """One step with its ledger entry."""
        by, at = self.by, self.at
        match step:
            case steps.AddCustomer(_, reference, name):
                self.customers[reference] = records.write_customer(by=by, at=at, reference=reference, name=name)
            case steps.RenameCustomer():
                records.rename_customer(by=by, at=at, customer=self.customers[step.reference], name=step.name)
            case steps.AddAgreement():
                self.agreements[step.number] = records.write_agreement(
                    by=by,
                    at=at,
                    customer=self.customers[step.customer],
                    number=step.number,
                    starts_at=step.starts_at,
                    ends_at=step.ends_at,
                )
            case steps.EndAgreement():
                records.close_agreement(by=by, at=at, agreement=self.agreements[step.number], ends_at=step.ends_at)
            case steps.AddPerson() | steps.ChangeCapacity():
                self.person(step)
            case steps.AddService() | steps.ChangeService() | steps.AddIdentifier():
                self.service(step)

    def person(self, step: steps.AddPerson | steps.ChangeCapacity) -> None:
        """Who acts for a customer; another capacity ends the former, so that both stay on record."""
        name = step.name if isinstance(step, steps.AddPerson) else ""
        authority = ""
        if isinstance(step, steps.ChangeCapacity):
            former = self.known.memberships[step.customer, step.email]
            authority = former.authority
            records.close_membership(by=self.by, at=self.at, membership=former)
        records.write_membership(
            by=self.by,
            at=self.at,
            customer=self.customers[step.customer],
            email=step.email,
            name=name,
            capacity=step.capacity,
            authority=authority,
        )

    def service(self, step: steps.AddService | steps.ChangeService | steps.AddIdentifier) -> None:
        """A service or what it holds."""
        by, at = self.by, self.at
        match step:
            case steps.AddService():
                self.services[step.reference] = records.write_service(
                    by=by,
                    at=at,
                    agreement=self.agreements[step.agreement],
                    reference=step.reference,
                    name=step.name,
                    monthly_price=step.monthly_price,
                    currency=step.currency,
                    starts_at=step.starts_at,
                )
            case steps.ChangeService():
                records.update_service(
                    by=by,
                    at=at,
                    service=self.services[step.reference],
                    name=step.name,
                    monthly_price=step.monthly_price,
                    currency=step.currency,
                )
            case steps.AddIdentifier():
                service = self.services[step.service]
                records.write_identifier(
                    by=by, at=at, service=service, kind=step.kind, value=step.value, held_from=step.held_from
                )
