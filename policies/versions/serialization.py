"""A posted version as JSON: what the public address and the API both give."""

from typing import Any

from policies.versions.editions import Reading, languages_of


def version_json(reading: Reading) -> dict[str, Any]:
    """The canonical document in the language asked for and what is known about its posting; instants in UTC.

    `digest` is that of the governing words, whichever are read; `document_digest` that of `document`.
    """
    version = reading.version
    return {
        "policy": version.policy.slug,
        "number": version.number,
        "digest": version.digest,
        "significance": version.significance,
        "summary": version.summary,
        "posted_at": version.posted_at.isoformat(),
        "effective_at": version.effective_at.isoformat(),
        "withdrawn_at": version.withdrawn_at.isoformat() if version.withdrawn_at else None,
        "languages": [
            {"language": one.code, "digest": one.digest, "governs": one.governs} for one in languages_of(version)
        ],
        "document_digest": reading.digest,
        "document": reading.source.document,
    }
