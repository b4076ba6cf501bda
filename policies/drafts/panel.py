"""The draft on the policy's page."""

from policies.drafts.models import Draft
from policies.versions.models import Policy
from tenants.people.access import SignedInRequest
from tenants.people.panels import Panel


def draft_panel(_request: SignedInRequest, policy: Policy | None) -> Panel:
    """Shows the draft, or how to begin one."""
    draft = Draft.objects.filter(policy=policy).first() if policy else None
    posted = policy is not None and policy.versions.exists()
    return Panel("drafts/desk/_panel.html", {"draft": draft, "posted": posted})
