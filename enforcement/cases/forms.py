"""The forms of cases: opening one, when the act happened, what is determined, and reasons."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from enforcement.cases.actions.determinations import Said
from enforcement.cases.citations import added_by_id, provisions_by_id, spoken
from enforcement.cases.models import Actor, Against, Basis, Conduct, Intent
from enforcement.reports.fields import UtcField
from enforcement.reports.forms import category_question
from enforcement.reports.models import Evidence
from policies.versions.models import PostedProvision
from tenants.customers.models import Deviation, Service

OPEN_FIELDS = {"category": "category", "summary": "summary", "held_by_another": "service"}
DETERMINE_FIELDS = {
    "actor": "actor",
    "facts": "facts",
    "nothing_cited": "citations",
    "not_in_force": "citations",
    "not_applied": "citations",
    "rationale_missing": "rationale",
    "evidence": "evidence",
    "authorized": "despite_authorization",
}


class OpenForm(forms.Form):
    """About which service the case is, and why it is opened."""

    service = forms.ModelChoiceField(label=_("Which service is it about?"), queryset=Service.objects.none())
    category = forms.ChoiceField(label=_("Which kind of conduct?"), choices=category_question)
    summary = forms.CharField(
        label=_("What is it about, in a sentence?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = Service.objects.select_related("customer").order_by("reference")
        self.fields["service"].queryset = services  # type: ignore[attr-defined]  # a model choice
        self.fields["service"].label_from_instance = lambda one: f"{one}, {one.customer}"  # type: ignore[attr-defined]  # likewise


class ActForm(forms.Form):
    """The first question: when, since that decides which words applied."""

    start = UtcField(label=_("When did the act start?"), help_text=_("Date and time in UTC."))
    end = UtcField(
        label=_("When did it end?"), required=False, help_text=_("In UTC. Leave it empty if it was one moment.")
    )

    def clean(self) -> dict[str, Any]:
        """An act does not end before it starts."""
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("It cannot have ended before it started."))
        return cleaned

    def span(self) -> tuple[dt.datetime, dt.datetime]:
        """Start and end (aware) of a valid form."""
        start: dt.datetime = self.cleaned_data["start"]
        return start, self.cleaned_data["end"] or start


class CitationsField(forms.MultipleChoiceField):
    """Provisions by id. One that is not offered is left to the verb, which says why it cannot be cited."""

    def valid_value(self, value: Any) -> bool:
        """Any id is heard."""
        try:
            uuid.UUID(str(value))
        except ValueError:
            return False
        return True


class DetermineForm(forms.Form):
    """What was done, by whom, how, and which provisions it violates (R12, R13, R18)."""

    citations = CitationsField(
        label=_("Which provisions does it violate?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what was in force during the act is offered."),
    )
    actor = forms.CharField(
        label=_("Who acted?"),
        max_length=200,
        help_text=_("The customer, or a user of its account; the customer answers for either."),
    )
    actor_kind = forms.ChoiceField(
        label=_("Who is that?"),
        choices=Actor.choices,
        initial=Actor.ACCOUNT_USER,
        required=False,
        widget=forms.RadioSelect,
    )
    against = forms.ChoiceField(
        label=_("What was it directed at?"),
        choices=Against.choices,
        initial=Against.OTHERS,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("The determination is about who acted, whatever it was directed at."),
    )
    conduct = forms.ChoiceField(label=_("What did they do?"), choices=Conduct.choices, widget=forms.RadioSelect)
    intent = forms.ChoiceField(label=_("Was it intended?"), choices=Intent.choices, widget=forms.RadioSelect)
    facts = forms.CharField(
        label=_("What are the facts?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The customer reads them in the statement of reasons."),
    )
    ground = forms.ChoiceField(
        label=_("On which ground is it a violation?"),
        choices=Basis.choices,
        initial=Basis.POLICY,
        required=False,
        widget=forms.RadioSelect,
    )
    evidence = forms.MultipleChoiceField(
        label=_("Which files do you rely on?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    rationale = forms.CharField(
        label=_("Why do the facts violate these provisions?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Owed where a general clause is cited, or one that leaves the judgement to the company."),
    )

    despite_authorization = forms.CharField(
        label=_("Why is it a violation, though it falls inside an authorization?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The customer reads it."),
    )

    def __init__(
        self,
        *args: Any,
        authorized: bool,
        evidence: Iterable[Evidence],
        citable: Iterable[PostedProvision],
        instead: Mapping[uuid.UUID, Deviation | None],
        added: Iterable[Deviation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not authorized:
            del self.fields["despite_authorization"]
        self.files_offered = {str(one.pk): one for one in evidence}
        if self.files_offered:
            self.fields["evidence"].choices = [(key, str(one)) for key, one in self.files_offered.items()]  # type: ignore[attr-defined]  # a choice field
        else:
            del self.fields["evidence"]
        self.fields["citations"].choices = choices(citable, instead, added)  # type: ignore[attr-defined]  # a choice field

    def said(self, start: dt.datetime, end: dt.datetime) -> Said:
        """Returns what a valid form says about an act from `start` to `end`."""
        given = self.cleaned_data
        return Said(
            citations=provisions_by_id(given["citations"]),
            added=added_by_id(given["citations"]),
            actor=given["actor"],
            actor_kind=Actor(given["actor_kind"] or Actor.ACCOUNT_USER),
            against=Against(given["against"] or Against.OTHERS),
            ground=Basis(given["ground"] or Basis.POLICY),
            intent=Intent(given["intent"]),
            conduct=Conduct(given["conduct"]),
            act_started_at=start,
            act_ended_at=end,
            facts=given["facts"],
            evidence=[self.files_offered[one] for one in given.get("evidence", [])],
            rationale=given["rationale"],
            despite_authorization=given.get("despite_authorization", ""),
        )


def likely(citable: Iterable[PostedProvision], category: str) -> list[str]:
    """Returns the ids of the provisions of the case's category that are no general clause: ticked on the form."""
    return [str(one.pk) for one in citable if one.category == category and not getattr(one, "general", False)]


def choices(
    citable: Iterable[PostedProvision], instead: Mapping[uuid.UUID, Deviation | None], added: Iterable[Deviation]
) -> Sequence[tuple[str, Any]]:
    """What was agreed with the customer, then the provisions by version; each with its words and what it asks for."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for own in added:
        group = now_("Added by agreement %s") % own.agreement.number
        mark = f" ({now_('left to discretion: needs another person')})" if own.discretionary else ""
        groups.setdefault(group, []).append((str(own.pk), own.text + mark))
    for one in citable:
        version = {"number": one.version.number, "begun": spoken(one.version.effective_at)}
        group = now_("Version %(number)s, in force from %(begun)s") % version
        marks = [now_("left to discretion: needs another person")] if one.discretionary else []
        marks += [now_("general clause: needs a rationale")] if getattr(one, "general", False) else []
        agreed = instead.get(one.pk)
        marks += [now_("as agreed in %s") % agreed.agreement.number] if agreed else []
        words = f"{one.number} {agreed.text if agreed else one.text}".strip() + (
            f" ({'; '.join(marks)})" if marks else ""
        )
        groups.setdefault(group, []).append((str(one.pk), words))
    return list(groups.items())


class ApproveForm(forms.Form):
    """Somebody other than the decider has read it all."""

    read = forms.BooleanField(label=_("I have read the facts, the provisions and the rationale, and I approve."))
