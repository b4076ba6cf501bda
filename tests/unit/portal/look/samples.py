"""Made-up content for the gallery of components, shared by the tests of the look."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator

NOW = datetime(2026, 10, 29, 0, 0, 0, 123456, tzinfo=UTC)


class SampleForm(forms.Form):
    """One field of each kind."""

    service = forms.CharField(label="Service", help_text="Its name, as in your provisioning system.")
    until = forms.DateField(label="Until", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    ground = forms.ChoiceField(
        label="Ground", choices=[("law", "Law"), ("aup", "Acceptable Use Policy")], widget=forms.RadioSelect
    )
    channel = forms.MultipleChoiceField(
        label="Tell the customer by",
        choices=[("mail", "Mail"), ("post", "Letter")],
        widget=forms.CheckboxSelectMultiple,
    )
    category = forms.ChoiceField(label="Category", choices=[("", "Choose one"), ("spam", "Unsolicited mail")])
    reason = forms.CharField(label="Reason", widget=forms.Textarea, help_text="The customer reads these words.")
    document = forms.FileField(label="Document", required=False)
    sure = forms.BooleanField(label="I have read the provision", help_text="It stands in version 2.")


class FilterForm(forms.Form):
    """What stands above a table."""

    status = forms.ChoiceField(label="State", choices=[("", "Any"), ("open", "Open")], required=False)
    words = forms.CharField(label="Name or number", required=False)


class SampleFilter:
    """As much of a django-filter FilterSet as the component reads."""

    def __init__(self) -> None:
        self.form = FilterForm(data={"status": "open"})
        self.data = {"status": "open"}


class Person:
    """Somebody signed in."""

    is_authenticated = True
    name = "Ada Byron"
    email = "ada@north.example"


def context(*, form: forms.Form | None = None) -> dict[str, Any]:
    """Return everything the gallery shows."""
    entry = "Every Customer shall keep a contact who reads mail about abuse within one working day."
    return {
        "user": Person(),
        "nav": [
            {"label": "Start", "url": "/desk/", "current": True},
            {"label": "Policies", "url": "/desk/policies/", "current": False, "group": "Words"},
            {"label": "Cases", "url": "/desk/cases/", "current": False, "count": 4, "group": "Enforcement"},
            {"label": "Holds", "url": "/desk/holds/", "current": False, "group": "Enforcement"},
        ],
        "figures": [
            {"label": "customers", "value": 200},
            {"label": "acknowledged", "value": 163, "url": "#a"},
            {"label": "bounced", "value": 2},
        ],
        "states": ["draft", "in_review", "posted", "pending_approval", "suspended", "superseded"],
        "now": NOW,
        "sample_digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "filter": SampleFilter(),
        "columns": [{"label": "Customer"}, {"label": "Agreement"}, {"label": "Services", "numeric": True}],
        "rows": [
            ["North Shipping", "MSA-1004", 12],
            ["Quay Analytics", "MSA-1010", 3],
            ["Harbour Radio Cooperative", "MSA-1022", 148],
        ],
        "page_obj": Paginator(range(200), 3).page(2),
        "facts": [
            {"term": "Agreement", "value": "MSA-1004", "detail": "since 1 January 2024"},
            {"term": "In force", "value": "Version 2", "url": "#v2"},
            {"term": "Company", "value": "Northlight Hosting"},
        ],
        "timeline": [
            {
                "at": NOW + timedelta(days=30),
                "title": "Version 3",
                "url": "#v3",
                "mark": "ahead",
                "text": "Adds a provision on contacts.",
            },
            {"at": NOW, "title": "Version 2", "url": "#v2", "mark": "now", "actor": "Grace Hopper"},
            {"at": NOW - timedelta(days=28), "title": "Version 1", "url": "#v1"},
        ],
        "changes": [
            {
                "kind": "modified",
                "label": "3.1 Contacts",
                "anchor": "c-1",
                "summary": "one working day instead of three",
            },
            {"kind": "added", "label": "3.4 Records", "anchor": "c-2"},
            {"kind": "deleted", "label": "4.2 Fax", "anchor": "c-3"},
        ],
        "redlines": [
            {
                "kind": "modified",
                "label": "3.1 Contacts",
                "anchor": "c-1",
                "segments": [
                    ("equal", "Every Customer shall keep a contact who reads mail about abuse within "),
                    ("delete", "three working days"),
                    ("insert", "one working day"),
                    ("equal", "."),
                ],
            },
            {
                "kind": "added",
                "label": "3.4 Records",
                "anchor": "c-2",
                "segments": [{"op": "insert", "text": "Records of such mail are kept for a year."}],
            },
            {
                "kind": "deleted",
                "label": "4.2 Fax",
                "anchor": "c-3",
                "segments": [("delete", "Reports may be sent by fax.")],
            },
        ],
        "provisions": [
            {
                "key": "p-3",
                "kind": "heading",
                "number": "3",
                "text": "Contacts and records",
                "children": [
                    {"key": "p-3-1", "kind": "obligation", "number": "3.1", "text": entry, "children": []},
                    {
                        "key": "p-3-2",
                        "kind": "prohibition",
                        "number": "3.2",
                        "text": "You shall not test the security of equipment that is not yours.",
                        "needs_authorization": True,
                        "children": [
                            {
                                "key": "p-3-2-a",
                                "kind": "prohibition",
                                "number": "(a)",
                                "text": "by scanning its addresses;",
                                "children": [],
                            },
                            {
                                "key": "p-3-2-b",
                                "kind": "prohibition",
                                "number": "(b)",
                                "text": "by guessing its passwords.",
                                "children": [],
                            },
                        ],
                    },
                ],
            },
        ],
        "month_start": datetime(2026, 10, 1, tzinfo=UTC),
        "month_end": datetime(2026, 11, 1, tzinfo=UTC),
        "intervals": [
            {
                "start": datetime(2026, 10, 9, 10, tzinfo=UTC),
                "end": datetime(2026, 10, 9, 11, 30, tzinfo=UTC),
                "kind": "counted",
                "reason": "Fault of a switch",
            },
            {
                "start": datetime(2026, 10, 29, tzinfo=UTC),
                "end": None,
                "kind": "excluded",
                "reason": "Determination D-7, provision 9.1",
                "url": "#d7",
            },
        ],
        "chart_labels": [date(2026, 10, day) for day in range(1, 9)],
        "chart_series": [
            {"label": "Read", "values": [0, 41, 90, 121, 140, 160, 171, 180]},
            {"label": "Acknowledged", "values": [0, 12, 38, 66, 90, 121, 144, 163]},
        ],
        "bar_rows": [
            {"label": "Unsolicited mail", "value": 12, "url": "#m"},
            {"label": "Intrusion", "value": 5},
            {"label": "Copyright", "value": 1},
        ],
        "form": form if form is not None else SampleForm(),
    }
