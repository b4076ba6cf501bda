"""Says of a case in a list how old it is and what it is about."""

import datetime as dt

from django import template

from enforcement.cases.models import Case
from enforcement.cases.rules import age_of
from enforcement.reports.templatetags.inbox import conduct

register = template.Library()
register.filter("conduct", conduct)


@register.filter
def age_band(case: Case, at: dt.datetime) -> str:
    """The band of ages that the case is in at `at`."""
    return str(age_of(case.opened_at, at).label)
