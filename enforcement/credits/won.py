"""Which appeals were won about what a credit statement excludes, or excluded before it was computed again."""

from django.db.models import Model

from enforcement.appeals.won import won_against
from enforcement.cases.events import Won
from enforcement.credits.models import CreditStatement, Exclusion


def won_about_credit(thing: Model) -> list[Won]:
    """Returns them for a credit statement, with what its month excluded in the statements before it; else nothing."""
    if not isinstance(thing, CreditStatement):
        return []
    month = Exclusion.objects.filter(
        statement__customer=thing.customer_id,
        statement__month=thing.month,
        statement__currency=thing.currency,
        statement__sequence__lte=thing.sequence,
    )
    return won_against(month.values("determination"))
