"""What an evidence file can be about, and how somebody names it."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from enforcement.cases.models import Case
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.resellers.refusals import Refused


class Kind(models.TextChoices):
    """A customer, a case or a version."""

    CUSTOMER = "customer", "customer"
    CASE = "case", "case"
    VERSION = "version", "version"


@dataclass(frozen=True, slots=True)
class Subject:
    """The row, and its label as the reseller's own reference; `title` is for people and may hold a name."""

    kind: Kind
    row: Customer | Case | PolicyVersion
    label: str
    title: str


def subject(kind: Kind, named: str) -> Subject:
    """Finds it by id, or by reference of the customer, number of the case or version; raises Refused (`not_found`)."""
    found = _FINDERS[kind](named.strip())
    if found is None:
        raise Refused(
            "not_found", _("There is no %(kind)s “%(named)s” here.") % {"kind": kind, "named": named}, status=404
        )
    return of_row(found)


def of_row(row: Customer | Case | PolicyVersion) -> Subject:
    """The subject that a row is."""
    if isinstance(row, Customer):
        return Subject(Kind.CUSTOMER, row, row.reference, _("customer %s") % row.name)
    if isinstance(row, Case):
        return Subject(Kind.CASE, row, str(row), _("case %s") % row)
    return Subject(Kind.VERSION, row, f"{row.policy.slug} {row.number}", _("version %s") % row)


def _customer(named: str) -> Customer | None:
    return Customer.objects.filter(_id(named) | Q(reference=named)).first()


def _case(named: str) -> Case | None:
    return Case.objects.filter(_id(named) | _number(named.upper().removeprefix("C-"))).first()


def _version(named: str) -> PolicyVersion | None:
    slug, _space, number = named.rpartition(" ")
    wanted = _id(named) | (_number(number) & Q(policy__slug=slug or "aup"))
    return PolicyVersion.objects.filter(wanted).select_related("policy").first()


def _id(named: str) -> Q:
    try:
        return Q(pk=uuid.UUID(named))
    except ValueError:
        return Q(pk__in=[])


def _number(named: str) -> Q:
    plain = named.isascii() and named.isdigit() and len(named) < 10  # noqa: PLR2004 - fits the database's integer
    return Q(number=int(named)) if plain else Q(pk__in=[])


_FINDERS: dict[Kind, Callable[[str], Customer | Case | PolicyVersion | None]] = {
    Kind.CUSTOMER: _customer,
    Kind.CASE: _case,
    Kind.VERSION: _version,
}
