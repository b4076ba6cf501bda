"""Turns what the database refuses about customers into sentences."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from tenants.resellers.constraints import violated
from tenants.resellers.refusals import Refused

_TAKEN = {
    "customers_customer_reference": _("Another customer has this reference: choose its own."),
    "customers_agreement_number": _("There is an agreement with this number already: choose its own."),
    "customers_service_reference": _("Another service has this reference: choose its own."),
    "identifier_network_held_once": _("A service holds this, or part of it, at that time: release it there first."),
    "identifier_value_held_once": _("A service holds this at that time: release it there first."),
    "membership_once": _("This person acts for the customer already."),
    "deviation_once_per_key": _("Something else is agreed about this provision for that time: end that first."),
    "deviation_span": _("A deviation ends after it begins: correct one of the two instants."),
    "agreement_span": _("An agreement ends after it begins: correct one of the two instants."),
}


@contextmanager
def refuse_what_is_taken() -> Iterator[None]:
    """Raises Refused (`taken`) where a constraint of this room refuses the change; nothing of it is kept."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        for constraint, sentence in _TAKEN.items():
            if violated(error).startswith(constraint):
                raise Refused("taken", str(sentence), details={"constraint": constraint}) from error
        raise
