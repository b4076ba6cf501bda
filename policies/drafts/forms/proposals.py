"""The form that lists every provision of a draft with what it is proposed to be, for one confirmation."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.documents import CATEGORIES, Doubt, Kind, Provision
from policies.documents.model.codec import document_from_json
from policies.drafts.forms.writing import RevisionForm
from policies.drafts.models import Draft
from policies.drafts.proposing import (
    Certainty,
    Proposed,
    ProposedVariable,
    certainty_of,
    proposed_provisions,
    proposed_variables,
)
from policies.versions.forms import KINDS

MARKS = {
    "needs_authorization": gettext_lazy("Allowed with a written authorization"),
    "discretionary": gettext_lazy("Left to discretion"),
    "acknowledge_separately": gettext_lazy("Asks for its own tick"),
}
LISTED = tuple(kind for kind in KINDS if kind is not Kind.HEADING)
DOUBTS = {
    Doubt.TWO_KINDS: gettext_lazy("Its words say two things."),
    Doubt.BY_HEADING: gettext_lazy("Only the heading above says so."),
    Doubt.BY_NEIGHBOUR: gettext_lazy("Only a provision beside or above it says so."),
    Doubt.WEAK_WORDS: gettext_lazy("It has words that often forbid or threaten."),
    Doubt.LANGUAGE: gettext_lazy("Its language is not one that is read."),
}


@dataclass(frozen=True, slots=True)
class ProposalList:
    """A heading or lead-in with all that hangs below it, to be confirmed in one act; `kind` is chosen for them all."""

    proposed: Proposed
    below: int
    doubtful: int
    waiting: int
    kind: str


@dataclass(frozen=True, slots=True)
class ProposalGroup:
    """Rows under one title: those to look at, those that are sure, those confirmed already."""

    name: str
    title: str
    rows: list["ProposalRow"]

    @property
    def folds(self) -> bool:
        """Whether its rows are out of sight until somebody asks for them: nothing of them waits."""
        return self.name == "confirmed"


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
    def doubt(self) -> str:
        """Why a person should look at it first; empty where nothing is in doubt."""
        doubt = self.proposed.suggestion.doubt
        return str(DOUBTS[doubt]) if doubt else ""

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
        self.proposed = proposed_provisions(document, draft.unconfirmed)
        self.variables = proposed_variables(document, draft.values)

    def clean(self) -> dict[str, Any]:
        """Refuses a kind or a category that there is not."""
        for one in self.proposed:
            if self._sent(one.placed.key, "kind") not in {None, *Kind}:
                self.add_error(None, _("Choose what provision %s does.") % one.placed.path)
            if self._sent(one.placed.key, "category") not in {None, "", *CATEGORIES}:
                self.add_error(None, _("Choose the category of provision %s.") % one.placed.path)
            if self._sent(one.placed.key, "all") not in {None, "", *LISTED}:
                self.add_error(None, _("Choose what everything below %s does.") % one.placed.path)
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
    def lists(self) -> dict[str, str]:
        """What the reader said that everything below a heading or lead-in does, by its key."""
        sent = {one.placed.key: self._sent(one.placed.key, "all") for one in self.proposed}
        return {key: kind for key, kind in sent.items() if kind}

    @property
    def below(self) -> str | None:
        """The key of the heading or lead-in that alone is confirmed, with all below it."""
        return self.data.get("below") or None

    @property
    def certainty(self) -> Certainty:
        """How many of the provisions are proposed without doubt."""
        return certainty_of(self.proposed)

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

    def groups(self) -> list[ProposalGroup]:
        """The rows in the order in which they are to be looked at, each group in reading order; none is empty."""
        titles = {"doubtful": _("To look at"), "sure": _("Sure"), "confirmed": _("Confirmed, and headings")}
        found: dict[str, list[ProposalRow]] = {name: [] for name in titles}
        for row in self.rows():
            waits = row.proposed.unconfirmed
            found[("doubtful" if row.proposed.doubtful else "sure") if waits else "confirmed"].append(row)
        return [ProposalGroup(name, title, found[name]) for name, title in titles.items() if found[name]]

    def list_rows(self) -> list[ProposalList]:
        """Every heading and lead-in below which something waits to be confirmed."""
        below: dict[str, list[Proposed]] = {}
        parents = {one.placed.key: one.placed.parent_key for one in self.proposed}
        for one in self.proposed:
            above = one.placed.parent_key
            while above is not None:
                below.setdefault(above, []).append(one)
                above = parents[above]
        return [
            ProposalList(
                one,
                len(below[key]),
                sum(other.doubtful for other in below[key]),
                sum(other.unconfirmed for other in below[key]),
                (self._sent(key, "all") or "") if self.is_bound else "",
            )
            for one in self.proposed
            if (key := one.placed.key) in below and any(other.unconfirmed for other in below[key])
        ]

    def list_kinds(self) -> list[tuple[str, Any]]:
        """The choices of what everything below a heading or lead-in does."""
        return [(kind.value, KINDS[kind]) for kind in LISTED]

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
