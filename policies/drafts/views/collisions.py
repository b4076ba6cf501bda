"""Two people in one provision: what the second is shown, and how either's words or both are kept."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from policies.documents import Placed, Provision, Segment, merge_provision, provision_digest, redline
from policies.documents.model.codec import document_from_json, provision_to_json
from policies.documents.model.document import Kind
from policies.drafts.actions.revising import plain
from policies.drafts.forms.writing import ProvisionForm
from policies.drafts.models import Draft
from policies.versions.queries import the_policy
from tenants.people.access import SignedInRequest
from tenants.resellers.refusals import Refused


@dataclass(frozen=True, slots=True)
class Collision:
    """The other's words (None: somebody took the provision out), one's own, and both together where they can stand."""

    theirs: Provision | None
    mine: Provision
    merged: Provision | None

    @property
    def digest(self) -> str:
        """What the decision names, so that it is about these words of the other's and no later ones."""
        return provision_digest(self.theirs) if self.theirs else ""

    @property
    def against(self) -> tuple[Segment, ...]:
        """What one's own words change in the other's."""
        return redline(self.theirs.text, self.mine.text) if self.theirs else ()

    @property
    def together(self) -> tuple[Segment, ...]:
        """What both together change in the other's words."""
        return redline(self.theirs.text, self.merged.text) if self.theirs and self.merged else ()

    def both(self, seen: str) -> dict[str, Any]:
        """Fields of both together as `edit_provision` takes them; refused by it if the other wrote on since `seen`."""
        if self.merged is None:
            raise Refused("changed", _("Both changed the same words. Choose whose stand, or write them anew."))
        fields = provision_to_json(self.merged)
        return {name: value for name, value in fields.items() if name != "key"} | {"seen": seen}


def collided(draft: Draft, key: str, given: dict[str, Any]) -> Collision:
    """What stands now beside what was sent."""
    kept = Draft.objects.filter(pk=draft.pk).first() or draft
    placed = document_from_json(kept.document).placed().get(key)
    now = replace(placed.provision, children=()) if placed else None
    began = _read(key, given.get("base") or {}, now)
    mine = _read(key, given, began)
    return Collision(now, mine, merge_provision(began, now, mine) if now else None)


def answer_autosave(request: SignedInRequest, saved: Draft, key: str, form: ProvisionForm) -> HttpResponse:
    """Says that the words are saved, and gives the form what its next change begins from."""
    provision = placed_in(saved, key).provision
    base = form.fields["base"].prepare_value(provision_to_json(provision))
    context = {"draft": saved, "key": key, "base": base, "base_id": form["base"].auto_id}
    return render(request, "drafts/desk/_saved.html", context)


def open_draft() -> Draft:
    """The draft that is being written; raises Refused (`no_draft`) where there is none."""
    policy = the_policy()
    kept = Draft.objects.select_related("policy").filter(policy=policy).first() if policy else None
    if kept is None:
        raise Refused(
            "no_draft", _("There is no draft. Import a text, or begin one from the posted version."), status=404
        )
    return kept


def placed_in(kept: Draft, key: str) -> Placed:
    """A provision and its place; raises Refused (`no_provision`)."""
    placed = document_from_json(kept.document).placed().get(key)
    if placed is None:
        sentence = _("The draft has no provision “%s” any more.") % key
        raise Refused("no_provision", sentence, status=404)
    return placed


def _read(key: str, fields: dict[str, Any], before: Provision | None) -> Provision:
    """A provision from what a form sent; what is missing is as before."""
    known = before or Provision(key=key, kind=Kind.OBLIGATION, category=None, number="", text="")
    return replace(
        known,
        kind=Kind(fields.get("kind") or known.kind),
        category=fields["category"] or None if "category" in fields else known.category,
        number=plain(fields.get("number") or ""),
        text=plain(fields.get("text") or ""),
        needs_authorization=bool(fields.get("needs_authorization", known.needs_authorization)),
        discretionary=bool(fields.get("discretionary", known.discretionary)),
        acknowledge_separately=bool(fields.get("acknowledge_separately", known.acknowledge_separately)),
    )
