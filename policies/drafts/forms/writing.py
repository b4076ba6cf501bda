"""Forms of the desk's pages on which a draft is written and reviewed."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.documents import CATEGORIES, Document, Provision
from policies.versions.forms import KINDS, TOP


class RevisionForm(forms.Form):
    """A form that says which revision of the draft its writer saw."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)


class SeenForm(forms.Form):
    """A form that brings back what its writer saw, as JSON, so that only what they changed is changed."""

    base = forms.JSONField(required=False, widget=forms.HiddenInput)

    def clean_base(self) -> dict[str, Any] | None:
        """Refuses what is no object; nothing at all means that others' changes do not matter."""
        base = self.cleaned_data["base"]
        if base is not None and not isinstance(base, dict):
            raise forms.ValidationError(_("Open the page again."))
        return base


class ProvisionForm(SeenForm):
    """One provision's own words and marks."""

    text = forms.CharField(
        label=gettext_lazy("Words"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("One paragraph. A name that differs from company to company is written {{company}}."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What it does"), choices=[(kind.value, label) for kind, label in KINDS.items()]
    )
    category = forms.ChoiceField(
        label=gettext_lazy("Category of conduct"),
        required=False,
        choices=[("", gettext_lazy("None")), *((name, category.title) for name, category in CATEGORIES.items())],
        help_text=gettext_lazy("For prohibitions that can be cited by themselves."),
    )
    number = forms.CharField(label=gettext_lazy("Printed number"), required=False, max_length=40)
    needs_authorization = forms.BooleanField(label=gettext_lazy("Allowed with a written authorization"), required=False)
    discretionary = forms.BooleanField(
        label=gettext_lazy("Left to discretion"),
        required=False,
        help_text=gettext_lazy("Citing it needs a written rationale and a second person."),
    )
    acknowledge_separately = forms.BooleanField(
        label=gettext_lazy("Asks for its own tick in an acknowledgement"), required=False
    )

    @staticmethod
    def values_of(provision: Provision) -> dict[str, Any]:
        """The provision's fields as the form's."""
        return {
            "text": provision.text,
            "kind": provision.kind.value,
            "category": provision.category or "",
            "number": provision.number,
            "needs_authorization": provision.needs_authorization,
            "discretionary": provision.discretionary,
            "acknowledge_separately": provision.acknowledge_separately,
        }


class PlaceForm(forms.Form):
    """Where in the draft a provision stands, and below which one its writer saw it."""

    seen_parent = forms.CharField(required=False, widget=forms.HiddenInput)
    parent = forms.ChoiceField(label=gettext_lazy("Below"))
    position = forms.IntegerField(
        label=gettext_lazy("As number"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("1 is the first among those below it; left empty, it becomes the last."),
    )

    def __init__(self, *args: Any, document: Document, moving: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        below = _within(document, moving)
        choices = [(TOP, _("Nothing: at the top"))]
        choices += [
            (placed.key, f"{placed.path} {placed.provision.text}"[:80])
            for placed in document.walk()
            if placed.key not in below
        ]
        self.fields["parent"].choices = choices  # type: ignore[attr-defined]  # a choice field

    @property
    def place(self) -> dict[str, Any]:
        """Parent and position as the verbs take them."""
        parent, position = self.cleaned_data["parent"], self.cleaned_data["position"]
        return {"parent_key": None if parent == TOP else parent, "position": position - 1 if position else None}


class TitleForm(SeenForm):
    """The policy's title."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)


class CommentForm(forms.Form):
    """Something to say at a provision of the draft, or of the whole."""

    key = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    text = forms.CharField(label=gettext_lazy("Comment"), widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", _("The whole draft")),
            *((placed.key, f"{placed.path} {placed.provision.text}"[:80]) for placed in document.walk()),
        ]


class ReturnForm(RevisionForm):
    """Why a draft goes back to its writers."""

    reason = forms.CharField(
        label=gettext_lazy("Why it goes back"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Its writers read it above the draft."),
    )


class ValuesForm(SeenForm):
    """One field for each variable that the draft mentions."""

    def __init__(self, *args: Any, names: tuple[str, ...], values: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in names:
            self.fields[f"value_{name}"] = forms.CharField(
                label=name.replace("_", " ").capitalize(),
                required=False,
                max_length=300,
                initial=values.get(name, ""),
                help_text=_("Stands for %s.") % f"{{{{{name}}}}}",
            )
        self.names = names

    @property
    def values(self) -> dict[str, str]:
        """The value typed for each name."""
        return {name: self.cleaned_data[f"value_{name}"] for name in self.names}


def _within(document: Document, key: str) -> set[str]:
    """The key and everything below it."""
    placed = document.placed()
    found = {key}
    for one in placed.values():
        if one.parent_key in found:
            found.add(one.key)
    return found
