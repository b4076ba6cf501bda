"""What a reporter adds on the report's own page, and the complaint."""

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.reports.fields import FilesField
from enforcement.reports.following.rules import LONGEST_WORDS


class AdditionForm(forms.Form):
    """More words, more files, or both."""

    words = forms.CharField(
        label=_("What else do you know?"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    evidence = FilesField(label=_("Files"), required=False, help_text=_("At most 5 files of 2 MB each."))


class ComplaintForm(forms.Form):
    """Why the outcome is wrong."""

    words = forms.CharField(
        label=_("Why is it wrong?"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Somebody other than who completed your report looks at it again. You can ask this once."),
    )
