"""Forms of the notices room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from policies.notices.models import Channel, Preference
from policies.versions.languages import language_name

_HELP = {
    Channel.MAIL: _("With what changed, word by word."),
    Channel.INBOX: _("Read here, after signing in."),
    Channel.WEBHOOK: _("Posted to an address of yours, signed."),
    Channel.ATOM: _("Fetched by your feed reader."),
}


class ReasonForm(forms.Form):
    """Why staff stop, resume or cancel a notice."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("It stands in the ledger."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PreferenceForm(forms.Form):
    """How a person wants to be told."""

    channels = forms.MultipleChoiceField(
        label=_("Tell me"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What the law or your agreement needs you to know reaches you by mail even if you choose nothing."),
    )
    webhook_url = forms.CharField(
        label=_("Address for the webhook"),
        required=False,
        max_length=300,
        help_text=_("Starts with https://. What is posted there is signed as Standard Webhooks say."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        help_text=_("Of the policy's words, where it was posted in that language. The governing text binds."),
    )

    def __init__(self, *args: Any, chosen: Preference, languages: list[str], **kwargs: Any) -> None:
        initial = {"channels": chosen.channels, "language": chosen.language, "webhook_url": chosen.webhook_url}
        super().__init__(*args, **{"initial": initial, **kwargs})
        named = [(code, language_name(code)) for code in dict.fromkeys([*languages, chosen.language]) if code]
        self.fields["channels"].choices = [  # type: ignore[attr-defined]  # a choice field
            (channel.value, f"{channel.label}: {_HELP[channel]}") for channel in Channel
        ]
        self.fields["language"].choices = [("", _("As the reseller writes it")), *named]  # type: ignore[attr-defined]  # likewise
