"""A posted version as JSON: what the public address and the API both give."""

from typing import Any

from policies.versions.models import PolicyVersion


def version_json(version: PolicyVersion) -> dict[str, Any]:
    """The canonical document and what is known about its posting; instants in UTC."""
    return {
        "policy": version.policy.slug,
        "number": version.number,
        "digest": version.digest,
        "significance": version.significance,
        "summary": version.summary,
        "posted_at": version.posted_at.isoformat(),
        "effective_at": version.effective_at.isoformat(),
        "withdrawn_at": version.withdrawn_at.isoformat() if version.withdrawn_at else None,
        "document": version.document,
    }
