"""What each state of DESIGN section 4 looks like: words first, then a shape, and a tone for those who see colour."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: The shape of each tone, so that a state is told apart without colour.
SHAPES = {
    "neutral": "circle",
    "moving": "half",
    "good": "check",
    "caution": "triangle",
    "bad": "square",
    "ended": "dash",
}

#: Tone and label by value; a room's own label (TextChoices) goes before the one here.
STATES: dict[str, tuple[str, str | Promise]] = {
    # resellers
    "provisioning": ("moving", _("Being set up")),
    "active": ("good", _("Active")),
    "suspended": ("bad", _("Suspended")),
    "closed": ("ended", _("Closed")),
    # policy versions
    "draft": ("neutral", _("Draft")),
    "in_review": ("moving", _("In review")),
    "approved": ("good", _("Approved")),
    "scheduled": ("moving", _("Scheduled")),
    "posted": ("good", _("Posted")),
    "in_force": ("good", _("In force")),
    "superseded": ("ended", _("Superseded")),
    "withdrawn": ("ended", _("Withdrawn")),
    # notices and deliveries
    "queued": ("neutral", _("Queued")),
    "sending": ("moving", _("Sending")),
    "sent": ("moving", _("Sent")),
    "delivered": ("good", _("Delivered")),
    "bounced": ("bad", _("Bounced")),
    "failed": ("bad", _("Failed")),
    "cancelled": ("ended", _("Cancelled")),
    "running": ("moving", _("Running")),
    "paused": ("caution", _("Paused")),
    "seen": ("good", _("Seen")),
    "acknowledged": ("good", _("Acknowledged")),
    "declined": ("bad", _("Declined")),
    "missing": ("caution", _("Missing")),
    # reports and cases
    "processing": ("moving", _("Processing")),
    "completed": ("good", _("Completed")),
    "open": ("caution", _("Open")),
    "investigating": ("moving", _("Investigating")),
    "determined": ("good", _("Determined")),
    "reopened": ("caution", _("Reopened")),
    # authorizations
    "asked": ("caution", _("Asked for")),
    "granted": ("good", _("Granted")),
    "to_come": ("moving", _("To come")),
    "in_effect": ("good", _("In effect")),
    "revoked": ("bad", _("Revoked")),
    # evidence
    "kept": ("good", _("Kept")),
    "sealed": ("caution", _("Sealed")),
    "removed": ("ended", _("Removed")),
    "differs": ("bad", _("Not as claimed")),
    # measures and holds; an open measure weighs on someone, so it is never green
    "proposed": ("neutral", _("Proposed")),
    "pending_approval": ("caution", _("Waiting for approval")),
    "ended": ("ended", _("Ended")),
    "lifted": ("ended", _("Lifted")),
    "enabled": ("good", _("Enabled")),
    "on_hold": ("bad", _("On hold")),
    "restricted": ("caution", _("Restricted")),
    # appeals
    "filed": ("caution", _("Filed")),
    "upheld": ("good", _("Upheld")),
    "overturned": ("bad", _("Overturned")),
    "modified": ("caution", _("Modified")),
    "inadmissible": ("ended", _("Inadmissible")),
    # credit statements and intervals
    "issued": ("good", _("Issued")),
    "counted": ("caution", _("Counted")),
    "excluded": ("neutral", _("Excluded")),
    "maintenance": ("neutral", _("Maintenance")),
    "not_counted": ("neutral", _("Not counted")),
    "voided": ("ended", _("Voided")),
    # rows of an import
    "refused": ("bad", _("Refused")),
    "accepted": ("good", _("Taken over")),
}


@dataclass(frozen=True)
class State:
    """A state ready to be shown."""

    value: str
    label: str
    tone: str

    @property
    def shape(self) -> str:
        """The name of the icon that stands for the tone."""
        return SHAPES[self.tone]


def describe(value: Any, *, label: str = "", tone: str = "") -> State:
    """Return how to show a state given as text, as a TextChoices member or as a model with a `status`.

    An unknown state is shown as its own words in a neutral tone.
    """
    if isinstance(value, Model):
        shown = getattr(value, "get_status_display", None)
        label = label or (str(shown()) if shown else "")
        value = getattr(value, "status", "")
    label = label or str(getattr(value, "label", ""))
    name = str(getattr(value, "value", value))
    known_tone, known_label = STATES.get(name.replace("-", "_").lower(), ("neutral", ""))
    words = label or str(known_label) or name.replace("_", " ").capitalize()
    return State(value=name, label=words, tone=tone if tone in SHAPES else known_tone)
