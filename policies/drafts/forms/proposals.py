"""The form that lists every provision of a draft with what it is proposed to be, for one confirmation."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.documents import CATEGORIES, Kind, Provision
from policies.documents.model.codec import document_from_json
from policies.drafts.forms.writing import RevisionForm
from policies.drafts.models import Draft
from policies.drafts.proposing import Proposed, ProposedVariable, proposed_provisions, proposed_variables
from policies.versions.forms import KINDS

MARKS = {
    "needs_authorization": gettext_lazy("Allowed with a written authorization"),
    "discretionary": gettext_lazy("Left to discretion"),
    "acknowledge_separately": gettext_lazy("Asks for its own tick"),
}


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One provision as the page shows it; `chosen` is what stands in its fields."""

    proposed: Proposed
    chosen: Provision
    was: str

    @property
    def marks(self) -> list[tuple[str, str, bool]]:
        """Each mark: its field, its label, whether it is ticked."""
        return [(name, str(MARKS[name]), getattr(self.chosen, name)) for name in MARKS]

    @property
    def reasons(self) -> list[str]:
        """Why each field is proposed, in a sentence with the words that led to it."""
        suggestion = self.proposed.suggestion
        told = {name: str(label) for name, label in {"kind": KINDS[suggestion.kind], **MARKS}.items()}
        if suggestion.category:
            told["category"] = CATEGORIES[suggestion.category].title
        sentences = []
        for reason, above in self.proposed.reasons:
            facts = {"what": told[reason.field], "words": reason.words, "above": above}
            own, inherited = _("%(what)s: “%(words)s”"), _("%(what)s: “%(words)s” in %(above)s above it")
            sentences.append((inherited if above else own) % facts)
        return sentences

    @property
    def differs(self) -> bool:
        """Whether what is chosen is not what the words propose."""
        return not self.proposed.suggestion.fits(self.chosen)


class ProposalsForm(RevisionForm):
    """Kind, category and marks of each provision, and each variable's value.

    Each row carries what it showed, so that only what its reader changed is sent to the verb, and nothing of what
    somebody else changed meanwhile is put back.
    """

    def __init__(self, data: Mapping[str, Any] | None = None, *, draft: Draft) -> None:
        super().__init__(data, initial={"revision": draft.revision})
        document = document_from_json(draft.document)
        self.proposed = proposed_provisions(document)
        self.variables = proposed_variables(document, draft.values)

    def clean(self) -> dict[str, Any]:
        """Refuses a kind or a category that there is not."""
        for one in self.proposed:
            if self._sent(one.placed.key, "kind") not in {None, *Kind}:
                self.add_error(None, _("Choose what provision %s does.") % one.placed.path)
            if self._sent(one.placed.key, "category") not in {None, "", *CATEGORIES}:
                self.add_error(None, _("Choose the category of provision %s.") % one.placed.path)
        return self.cleaned_data

    @property
    def changes(self) -> dict[str, dict[str, Any]]:
        """What the reader changed, by key."""
        found = {}
        for one in self.proposed:
            key = one.placed.key
            was, now = self._sent(key, "was"), self._state(key)
            if was is not None and now is not None and was != now:
                kind, category, *ticks = now.split("|")
                marks = {name: name in ticks for name in MARKS}
                found[key] = {"kind": kind, "category": category, **marks}
        return found

    @property
    def values(self) -> dict[str, str]:
        """What the reader typed for variables, where it is not what stood there."""
        return {
            one.name: typed
            for one in self.variables
            if (typed := self.data.get(f"value_{one.name}")) is not None
            and typed.strip() != self.data.get(f"was_value_{one.name}", one.value)
        }

    @property
    def written_out(self) -> list[str]:
        """The variables that the reader says are none."""
        return [one.name for one in self.variables if self.data.get(f"words_{one.name}")]

    def rows(self) -> list[ProposalRow]:
        """Every provision with what stands in its fields: what is, and over it what the reader chose."""
        changes = self.changes if self.is_bound else {}
        return [
            ProposalRow(one, _chosen(one.placed.provision, changes.get(one.placed.key)), _state(one.placed.provision))
            for one in self.proposed
        ]

    def variable_rows(self) -> list[tuple[ProposedVariable, str, bool]]:
        """Every variable with what was typed, and whether it shall be words."""
        typed, words = (self.values, self.written_out) if self.is_bound else ({}, [])
        return [(one, typed.get(one.name, one.value), one.name in words) for one in self.variables]

    def kinds(self) -> list[tuple[str, Any]]:
        """The choices of what a provision does."""
        return [(kind.value, label) for kind, label in KINDS.items()]

    def categories(self) -> list[tuple[str, str]]:
        """The choices of a category."""
        return [("", _("None")), *((name, category.title) for name, category in CATEGORIES.items())]

    def _sent(self, key: str, field: str) -> str | None:
        value = self.data.get(f"{field}_{key}")
        return None if value is None else str(value)

    def _state(self, key: str) -> str | None:
        kind = self._sent(key, "kind")
        if kind is None:
            return None
        ticks = [name for name in MARKS if self._sent(key, name)]
        return "|".join([kind, self._sent(key, "category") or "", *ticks])


def _state(provision: Provision) -> str:
    ticks = [name for name in MARKS if getattr(provision, name)]
    return "|".join([provision.kind.value, provision.category or "", *ticks])


def _chosen(provision: Provision, fields: dict[str, Any] | None) -> Provision:
    if fields is None or fields["kind"] not in list(Kind):
        return provision
    return replace(provision, **{**fields, "kind": Kind(fields["kind"]), "category": fields["category"] or None})
