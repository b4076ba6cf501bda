"""The forms with which a case is passed on and recipients are registered."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.cases.models import Case
from enforcement.cases.passing.models import RecipientKind, Way
from enforcement.cases.passing.queries import Asked, Target, destinations, evidence_for, targets_of
from enforcement.cases.passing.rules import LONGEST_WORDS, PROTOCOLS, Said
from enforcement.reports.fields import UtcField
from enforcement.reports.models import Evidence

PASS_FIELDS = {
    "recipient": "to",
    "no_mailbox": "to",
    "target": "target",
    "span": "ended_at",
    "instant": "ended_at",
    "words": "words",
    "evidence": "evidence",
    "sealed": "evidence",
    "too_large": "evidence",
    "evidence_removed": "evidence",
    "reason": "reason",
    "ground": "ground",
}
RECIPIENT_FIELDS = {"name": "name", "recipient_known": "name", "address": "address", "token": "token"}


class PassForm(forms.Form):
    """To whom, what of the case, why; and whether the customer is named."""

    reference = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    to = forms.ChoiceField(label=_("To whom?"), widget=forms.RadioSelect)
    target = forms.ChoiceField(label=_("About which target?"), widget=forms.RadioSelect)
    started_at = UtcField(label=_("When did it start?"), help_text=_("Date and time in UTC."))
    ended_at = UtcField(label=_("When did it end?"), help_text=_("Date and time in UTC."))
    protocol = forms.ChoiceField(
        label=_("Over which protocol, where it was an attack over the network?"),
        required=False,
        choices=[("", _("Not known")), *((name, name.upper()) for name in PROTOCOLS)],
    )
    words = forms.CharField(
        label=_("What is the recipient to know?"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It is sent. Nothing that tells who the customer is may stand in it."),
    )
    evidence = forms.ModelMultipleChoiceField(
        label=_("Which evidence goes along?"),
        required=False,
        queryset=Evidence.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Sealed evidence never does."),
    )
    reason = forms.CharField(
        label=_("Why is it passed on?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stays here, in the ledger."),
    )
    names_customer = forms.BooleanField(label=_("Release the customer’s name to the recipient"), required=False)
    ground = forms.CharField(
        label=_("On which ground is the name released?"),
        required=False,
        max_length=2000,
        help_text=_("Only where it is released: the customer’s consent, the agreement, a law. It stays here."),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.targets = {str(place): one for place, one in enumerate(targets_of(case))}
        fields: dict[str, Any] = self.fields
        fields["to"].choices = [(one.key, f"{one} ({one.kind.label})") for one in destinations()]
        fields["target"].choices = [(key, str(one)) for key, one in self.targets.items()]
        fields["evidence"].queryset = evidence_for(case).distinct()
        fields["evidence"].label_from_instance = lambda one: f"{one.report}: {one} ({one.content_type}, {one.size} B)"

    def asked(self, case: Case) -> Asked:
        """Returns what a valid form asks for."""
        given = self.cleaned_data
        target: Target = self.targets[given["target"]]
        said = Said(
            category=case.category,
            target=target.text,
            port=target.port,
            started_at=given["started_at"],
            ended_at=given["ended_at"],
            words=given["words"],
            protocol=given["protocol"],
        )
        return Asked(
            reference=given["reference"],
            to=given["to"],
            said=said,
            evidence=list(given["evidence"]),
            reason=given["reason"],
            names_customer=given["names_customer"],
            ground=given["ground"],
        )


def first_answers(case: Case) -> dict[str, Any]:
    """Returns what the form begins with: when the reports say that it happened, and the first of everything."""
    reports = list(case.reports.exclude(started_at=None))
    starts = [one.started_at for one in reports if one.started_at]
    ends = [one.ended_at for one in reports if one.ended_at]
    reachable = destinations()
    return {
        "reference": uuid.uuid4(),
        "to": reachable[0].key if len(reachable) == 1 else None,
        "target": "0",
        "started_at": min(starts, default=None),
        "ended_at": max(ends, default=None),
    }


class RecipientForm(forms.Form):
    """Who it is, and how a report reaches them."""

    name = forms.CharField(label=_("What are they called?"), max_length=120)
    kind = forms.ChoiceField(label=_("Where do they stand?"), choices=RecipientKind.choices, widget=forms.RadioSelect)
    way = forms.ChoiceField(label=_("How does a report reach them?"), choices=Way.choices, widget=forms.RadioSelect)
    address = forms.CharField(
        label=_("Their abuse mailbox, or the address of their API"),
        max_length=500,
        help_text=_("Of another Proviso it ends in /api/v1/reports/."),
    )
    token = forms.CharField(
        label=_("The token that opens their API"),
        required=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("They make it for you. It is kept encrypted, and shown to nobody."),
    )
