"""What upstream offers, on the policy's page."""

from policies.following.offers import is_new, own_copy
from policies.versions.models import Policy
from policies.versions.queries import releases_offered
from tenants.people.access import SignedInRequest
from tenants.people.panels import Panel


def offer_panel(request: SignedInRequest, policy: Policy | None) -> Panel | None:
    """Shows upstream's newest release where the reseller has not decided about it yet."""
    release = releases_offered(schema=request.tenant.schema_name).first()
    if release is None:
        return None
    copy = own_copy(policy)
    return Panel("following/desk/_panel.html", {"offer": release, "followed": copy}) if is_new(release, copy) else None
