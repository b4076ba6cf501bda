"""Forms of the desk's pages about editions."""

from django import forms
from django.utils.translation import gettext_lazy

from policies.versions.languages import LANGUAGES, language_name

_CHOICES = sorted(((code, language_name(code)) for code in LANGUAGES), key=lambda one: one[1])


class AddEditionForm(forms.Form):
    """The language of a further edition."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=[("", "–"), *_CHOICES])


class GoverningForm(forms.Form):
    """The language of the draft's own words."""

    language = forms.ChoiceField(label=gettext_lazy("Governing language"), choices=_CHOICES)


class WordsForm(forms.Form):
    """One provision's words in the edition's language, and what they were when the page was opened."""

    key = forms.CharField(required=False, max_length=120)
    text = forms.CharField(required=False)
    seen = forms.CharField(required=False)
