"""Compares what the file says with what the portal holds: the steps to take, or the mistakes to repair."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from tenants.csv_files.mistakes import Mistake
from tenants.customers.currencies import digits_of, round_money
from tenants.customers.importing.contents import Details, FileContents
from tenants.customers.importing.identifiers import HeldIdentifier, plan_identifiers
from tenants.customers.importing.steps import (
    AddAgreement,
    AddCustomer,
    AddPerson,
    AddService,
    ChangeCapacity,
    ChangeService,
    EndAgreement,
    RenameCustomer,
    Step,
)
from tenants.customers.models import Agreement, Capacity, Customer, Membership, Service


@dataclass(frozen=True)
class ExistingRecords:
    """What the portal holds of the things that the file names."""

    customers: Mapping[str, Customer] = field(default_factory=dict)
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
    services: Mapping[str, Service] = field(default_factory=dict)
    memberships: Mapping[tuple[str, str], Membership] = field(default_factory=dict)
    held: tuple[HeldIdentifier, ...] = ()


@dataclass
class Plan:
    """Steps in the order they are taken, and mistakes; with a mistake no step is taken."""

    steps: list[Step] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)

    def needs(self, said: Details, columns: list[str]) -> bool:
        """Whether every column is filled; a mistake for each that is not."""
        lacking = [column for column in columns if said.lacks(column)]
        self.mistakes += [Mistake(said.line, column, _("This is new here, so fill this in.")) for column in lacking]
        return not lacking and all(said.get(column) is not None for column in columns)

    def refuse(self, said: Details, column: str, sentence: str, **values: Any) -> None:
        """A mistake at the line that said it."""
        self.mistakes.append(Mistake(said.line_of(column), column, sentence % values))


def plan_import(gathered: FileContents, known: ExistingRecords, *, at: dt.datetime) -> Plan:
    """Returns the whole plan for a file; `at` (UTC) is since when a known service holds what is new to it."""
    plan = Plan(mistakes=list(gathered.mistakes))
    for reference, said in gathered.customers.items():
        _customer(plan, reference, said, known.customers.get(reference))
    for number, said in gathered.agreements.items():
        _agreement(plan, number, said, known.agreements.get(number))
    for key, said in gathered.people.items():
        _person(plan, key, said, known.memberships.get(key))
    for reference, said in gathered.services.items():
        service = known.services.get(reference)
        if service is None:
            _new_service(plan, reference, said, gathered, known)
        else:
            _service(plan, said, service)
    since = {
        reference: at if reference in known.services else said.get("service_from")
        for reference, said in gathered.services.items()
    }
    steps, mistakes = plan_identifiers(gathered.claims, since=since, held=known.held)
    plan.steps += steps
    plan.mistakes = sorted({*plan.mistakes, *mistakes})
    return plan


def _customer(plan: Plan, reference: str, said: Details, known: Customer | None) -> None:
    name = said.get("customer_name")
    if known is None:
        if plan.needs(said, ["customer_name"]):
            plan.steps.append(AddCustomer(said.line, reference, name))
    elif name is not None and name != known.name:
        plan.steps.append(RenameCustomer(said.line_of("customer_name"), reference, known.name, name))


def _agreement(plan: Plan, number: str, said: Details, known: Agreement | None) -> None:
    customer, starts_at, ends_at = (
        said.get("customer_reference"),
        said.get("agreement_from"),
        said.get("agreement_until"),
    )
    begins = starts_at or (known.starts_at if known else None)
    if ends_at and begins and ends_at <= begins:
        plan.refuse(said, "agreement_until", _("An agreement ends after it begins: correct one of the two dates."))
        return
    if known is None:
        if plan.needs(said, ["agreement_from"]):
            plan.steps.append(AddAgreement(said.line, customer, number, starts_at, ends_at))
        return
    if known.customer.reference != customer:
        sentence = _("Agreement %(number)s is another customer's (%(holder)s): use its own number.")
        plan.refuse(said, "agreement_number", sentence, number=number, holder=known.customer.reference)
    if starts_at is not None and starts_at != known.starts_at:
        sentence = _("Agreement %(number)s began on %(began)s; an import does not move that. Leave this empty.")
        plan.refuse(said, "agreement_from", sentence, number=number, began=known.starts_at.isoformat())
    if ends_at is not None and ends_at != known.ends_at:
        if known.ends_at is not None:
            sentence = _("Agreement %(number)s ended on %(ended)s; an import does not move that. Leave this empty.")
            plan.refuse(said, "agreement_until", sentence, number=number, ended=known.ends_at.isoformat())
        else:
            plan.steps.append(EndAgreement(said.line_of("agreement_until"), number, ends_at))


def _person(plan: Plan, key: tuple[str, str], said: Details, known: Membership | None) -> None:
    customer, email = key
    capacity = said.get("contact_capacity")
    if known is None:
        name = said.get("contact_name") or email.partition("@")[0]
        plan.steps.append(AddPerson(said.line, customer, email, name, capacity or Capacity.REPRESENTATIVE))
    elif capacity is not None and capacity != known.capacity:
        plan.steps.append(ChangeCapacity(said.line_of("contact_capacity"), customer, email, capacity))


def _new_service(plan: Plan, reference: str, said: Details, gathered: FileContents, known: ExistingRecords) -> None:
    complete = plan.needs(said, ["agreement_number", "service_name", "monthly_price", "service_from"])
    number, customer = said.get("agreement_number"), said.get("customer_reference")
    in_file, here = gathered.agreements.get(number), known.agreements.get(number)
    holder = here.customer.reference if here else in_file.get("customer_reference") if in_file else customer
    currency = said.get("currency") or "EUR"
    if complete and holder == customer and _right_digits(plan, said, said.get("monthly_price"), currency):
        plan.steps.append(
            AddService(
                said.line,
                reference,
                customer,
                number,
                said.get("service_name"),
                said.get("monthly_price"),
                currency,
                said.get("service_from"),
            )
        )


def _service(plan: Plan, said: Details, known: Service) -> None:
    holder, reference = said.get("customer_reference"), known.reference
    if known.customer.reference != holder:
        sentence = _("Service %(reference)s is another customer's (%(holder)s): use its own reference.")
        plan.refuse(said, "service_reference", sentence, reference=reference, holder=known.customer.reference)
        return
    fixed = {"agreement_number": known.agreement.number, "service_from": known.starts_at}
    for column, value in fixed.items():
        if said.get(column) is not None and said.get(column) != value:
            sentence = _("Service %(reference)s stands here with %(value)s; an import does not change that.")
            plan.refuse(said, column, sentence, reference=reference, value=value)
    name, price, currency = (
        said.get("service_name") or known.name,
        known.monthly_price if said.get("monthly_price") is None else said.get("monthly_price"),
        said.get("currency") or known.currency,
    )
    if (name, price, currency) != (known.name, known.monthly_price, known.currency) and _right_digits(
        plan, said, price, currency
    ):
        plan.steps.append(ChangeService(said.line, reference, name, price, currency))


def _right_digits(plan: Plan, said: Details, price: Decimal, currency: str) -> bool:
    """Whether the price can be paid in the currency; 1.000 is one euro to some and a thousand to others."""
    written, digits = said.get("monthly_price"), digits_of(currency)
    too_many = written is not None and -written.as_tuple().exponent > digits
    if price == round_money(price, currency) and not too_many:
        return True
    sentence = _("A price in %(currency)s has %(digits)s digits after the point at most.")
    plan.refuse(said, "monthly_price", sentence, currency=currency, digits=digits)
    return False
