"""Setting the amount above which a credit takes a second person."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.credits.models import ApprovalLimit
from tenants.customers.currencies import money, round_money
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.MANAGE_SETTINGS)
@transaction.atomic
def set_approval_limit(*, by: User, currency: str, amount: Decimal) -> ApprovalLimit:
    """Sets above which amount a credit in the currency takes a second person: of what is computed from now on.

    Raises Refused (422): `currency`, `amount`.
    """
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha() and currency.isupper()):  # noqa: PLR2004 - ISO 4217
        raise Refused("currency", _("Write the currency as three capital letters, such as EUR."), status=422)
    if not 0 <= amount < 10**10 or amount != round_money(amount, currency):
        raise Refused("amount", _("Write an amount of this currency, zero or more."), status=422)
    at = clock.now()
    made = ApprovalLimit.objects.create(currency=currency, amount=amount, set_by=by.pseudonym, set_at=at)
    facts = {"amount": f"{money(amount, currency)} {currency}"}
    record(verb="credit_limit.set", at=at, by=by.pseudonym, subject=made, facts=facts)
    return made
