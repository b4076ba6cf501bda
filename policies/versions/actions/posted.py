"""What posting and every later act upon a version share: its facts for the ledger, and the pages to forget."""

from typing import Any

from django.db.models import F

from policies.versions.models import PolicyVersion
from tenants.resellers.models import Reseller


def version_facts(version: PolicyVersion) -> dict[str, Any]:
    """What the ledger keeps of a version: no words, their digest."""
    return {
        "policy": version.policy.slug,
        "number": version.number,
        "digest": version.digest,
        "editions": version.edition_digests,
        "significance": version.significance,
        "summary": version.summary,
        "effective_at": version.effective_at.isoformat(),
        "base": [version.base_publisher, version.base_number] if version.base_publisher else None,
    }


def pages_changed(reseller: Reseller) -> None:
    """Makes every process forget the public pages it keeps, at the instant this transaction commits."""
    Reseller.objects.filter(pk=reseller.pk).update(pages_revision=F("pages_revision") + 1)
