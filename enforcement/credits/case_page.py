"""What the case page shows of credits: the customer's statements and the interruptions of the service."""

from collections.abc import Iterable

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from enforcement.cases.models import Case
from enforcement.cases.work.panels import Link


def links(case: Case) -> Iterable[Link]:
    """Yields both lists."""
    yield Link(_("Interruptions"), "desk-interruptions", f"?{urlencode({'service': case.service.reference})}")
    yield Link(_("Credits"), "desk-credit-statements", f"?{urlencode({'customer': case.customer.reference})}")
