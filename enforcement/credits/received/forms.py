"""Forms of credits received."""

import datetime as dt
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from enforcement.credits.intervals import Interval
from enforcement.credits.received.documents import CreditDocument, amount_of, line_of
from enforcement.reports.fields import UtcField
from tenants.csv_files.uploads import CsvField
from tenants.resellers.refusals import Refused


class ReceivedForm(forms.Form):
    """One document by hand: some services, one stretch of time, one amount."""

    vendor = forms.CharField(label=_("Vendor"), max_length=200, help_text=_("Who gave the credit."))
    reference = forms.CharField(
        label=_("Reference"), max_length=80, help_text=_("The vendor's number of the document.")
    )
    month = forms.CharField(label=_("Month"), max_length=7, help_text=_("Which is credited, such as 2026-10."))
    services = forms.CharField(
        label=_("Services"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("Your numbers of them, one a line."),
    )
    starts_at = UtcField(label=_("Down from"), help_text=_("In UTC."))
    ends_at = UtcField(label=_("Down until"), help_text=_("In UTC."))
    amount = forms.CharField(label=_("Amount"), max_length=20, help_text=_("Such as 25.00."))
    currency = forms.CharField(label=_("Currency"), max_length=3, initial="EUR")
    file = forms.FileField(
        label=_("The document"), required=False, help_text=_("The vendor's PDF or mail, if there is one.")
    )

    def clean(self) -> dict[str, Any]:
        """With the document that it says, once all of it can be read."""
        said = super().clean() or {}
        if self.errors:
            return said
        start: dt.datetime = said["starts_at"]
        end: dt.datetime = said["ends_at"]
        if end <= start:
            self.add_error("ends_at", _("An interruption ends after it starts."))
            return said
        try:
            line = line_of(
                said["services"].split(), [Interval(start, end)], amount_of(said["amount"], said["currency"].upper())
            )
        except Refused as refusal:
            self.add_error("amount", refusal.sentence)
            return said
        said["document"] = CreditDocument(
            vendor=said["vendor"],
            reference=said["reference"],
            month=said["month"],
            currency=said["currency"].upper(),
            lines=(line,),
        )
        return said


class ImportForm(forms.Form):
    """A vendor's JSON document, or a CSV of documents."""

    file = CsvField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".csv,.json,text/csv,application/json"}),
        help_text=_("What the vendor's portal exported as JSON, or a CSV as described below."),
    )

    def clean_file(self) -> tuple[str, bytes]:
        """Its name and bytes."""
        sent = self.files["file"]
        assert isinstance(sent, UploadedFile)
        return str(sent.name), self.cleaned_data["file"]


class WithdrawReceivedForm(forms.Form):
    """Why a document is withdrawn."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class MonthForm(forms.Form):
    """Which month is compared."""

    month = forms.CharField(label=_("Month"), required=False, widget=forms.TextInput(attrs={"type": "month"}))
