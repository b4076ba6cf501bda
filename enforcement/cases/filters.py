"""The filters of the list of cases, on its page and in the API."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from enforcement.cases.models import Case, CaseStatus, Determination, Note, Priority, ReplyTemplate
from enforcement.cases.passing.queries import passed
from enforcement.cases.queries import Beginning, with_beginning
from enforcement.cases.rules import AGES
from enforcement.reports.forms import category_choices
from tenants.ledger import clock
from tenants.people.permissions import Permission, holders

NOBODY = "nobody"
PASSED = [("any", _("Passed on")), ("waiting", _("Waits for an answer")), ("answered", _("Answered"))]


def assignees() -> list[tuple[str, Any]]:
    """Returns nobody, then everybody who may work on cases, by name."""
    return [(NOBODY, _("Nobody")), *((str(one.pk), str(one)) for one in holders(Permission.WORK_CASES))]


class CaseFilter(filters.FilterSet):
    """Where it stands, which conduct, how old, about whom."""

    status = filters.ChoiceFilter(label=_("Status"), choices=CaseStatus.choices, empty_label=_("All"))
    category = filters.ChoiceFilter(label=_("Conduct"), choices=category_choices, empty_label=_("All"))
    age = filters.ChoiceFilter(
        label=_("Age"), choices=[(age.name, age.label) for age in AGES], method="aged", empty_label=_("All")
    )
    priority = filters.ChoiceFilter(label=_("Priority"), choices=Priority.choices, empty_label=_("All"))
    assignee = filters.ChoiceFilter(label=_("Assignee"), choices=assignees, method="worked_on", empty_label=_("All"))
    customer = filters.CharFilter(label=_("Customer"), field_name="customer__name", lookup_expr="icontains")
    beginning = filters.ChoiceFilter(
        label=_("Begun by"), choices=Beginning.choices, method="begun", widget=forms.HiddenInput
    )
    opened_from = filters.IsoDateTimeFilter(
        label=_("Opened from (UTC)"), field_name="opened_at", lookup_expr="gte", widget=forms.HiddenInput
    )
    opened_until = filters.IsoDateTimeFilter(
        label=_("Opened before (UTC)"), field_name="opened_at", lookup_expr="lt", widget=forms.HiddenInput
    )

    passed = filters.ChoiceFilter(label=_("Passed on"), choices=PASSED, method="was_passed", empty_label=_("All"))

    class Meta:
        model = Case
        fields = ["status", "category", "age", "priority", "assignee", "customer", "passed"]

    def was_passed(self, rows: QuerySet[Case], _name: str, value: str) -> QuerySet[Case]:
        """Those that were passed on to somebody else, or of these those that wait for an answer or have one."""
        return rows.filter(passed(value))

    def worked_on(self, rows: QuerySet[Case], _name: str, value: Any) -> QuerySet[Case]:
        """Those of one person, or of nobody."""
        return rows.filter(assignee=None) if value == NOBODY else rows.filter(assignee=value)

    def begun(self, rows: QuerySet[Case], _name: str, value: Any) -> QuerySet[Case]:
        """Those that a meter, a report or an observation began."""
        return with_beginning(rows, value)

    def aged(self, rows: QuerySet[Case], _name: str, value: Any) -> QuerySet[Case]:
        """Those opened within the band; the age of a closed case goes on counting from its opening."""
        at = clock.now()
        age = next(one for one in AGES if one.name == value)
        rows = rows.filter(opened_at__lte=at - age.over) if age.over else rows
        return rows.filter(opened_at__gt=at - age.under) if age.under else rows


class DeterminationFilter(filters.FilterSet):
    """Of which case, about whose service."""

    class Meta:
        model = Determination
        fields = ["case", "customer", "service", "needs_approval"]


class NoteFilter(filters.FilterSet):
    """Of which case, for whom."""

    class Meta:
        model = Note
        fields = ["case", "kind"]


class ReplyTemplateFilter(filters.FilterSet):
    """For which kind of note."""

    class Meta:
        model = ReplyTemplate
        fields = ["kind"]
