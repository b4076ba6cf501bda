"""The example's contested credit: answered, contested again; and the amount above which a credit takes two people."""

import datetime as dt
from decimal import Decimal

from enforcement.credits.limits.actions import set_approval_limit
from enforcement.credits.models import CreditStatement
from enforcement.credits.objections.actions import answer_objection, file_objection
from tenants.customers.models import Membership, Service
from tenants.people.models import Role, User


def contested(statement: CreditStatement, *, start: dt.datetime) -> None:
    """The customer contests the interruption that began at `start`, is answered, and contests it once more."""
    administrator = User.objects.filter(staff_roles__role=Role.ADMINISTRATOR).order_by("email")[0]
    set_approval_limit(by=administrator, currency="EUR", amount=Decimal(1000))
    finance = User.objects.filter(staff_roles__role=Role.FINANCE).order_by("email")[0]
    representative = Membership.objects.filter(customer=statement.customer, until=None).order_by("user__email")[0].user
    service = Service.objects.get(reference="SRV-001")
    first = file_objection(
        by=representative,
        statement=statement,
        service=service,
        starts_at=start,
        words="Our own monitoring saw the power come back only at five, not at half past four.",
    )
    words = "The hall's meter shows power at 04:28. Send us your monitoring's record and we look again."
    answer_objection(by=finance, objection=first, words=words)
    file_objection(by=representative, statement=statement, service=service, words="Here is the record: 04:58.")
