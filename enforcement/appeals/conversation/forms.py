"""What is asked of whoever writes about an appeal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.appeals.conversation.rules import LONGEST_WORDS
from enforcement.reports.fields import FilesField

_FILES = (
    "too_many_files", "file_too_large", "file_empty", "appeal_full", "evidence_full", "file_not_kept",
)  # fmt: skip
#: The field that a refusal belongs to.
EVIDENCE_FIELDS = dict.fromkeys(_FILES, "evidence")
MESSAGE_FIELDS = {"words": "words", "too_many_messages": "words", **EVIDENCE_FIELDS}


def evidence_field() -> FilesField:
    """Asks for the files that go with an appeal or a message."""
    return FilesField(
        label=_("Files"),
        required=False,
        help_text=_("At most 5 files of 2 MB each. They are read as text or downloaded; no picture is shown."),
    )


class MessageForm(forms.Form):
    """Words for the other side, and files."""

    words = forms.CharField(label=_("Your message"), max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 5}))
    evidence = evidence_field()
