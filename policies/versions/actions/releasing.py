"""Offering a version downstream, once it is in effect."""

import datetime as dt
from dataclasses import replace

from policies.documents import Document, Variable, digest
from policies.documents.model.codec import document_from_json, document_to_json
from policies.versions.actions.mandating import mandatory_of
from policies.versions.company import published_values
from policies.versions.models import PolicyVersion
from tenants.ledger.recording import record
from tenants.resellers.models import Release, Reseller


def publish_release(*, version: PolicyVersion, reseller: Reseller, at: dt.datetime) -> Release:
    """Offers a version in effect to who sells under this reseller: unfilled words, its values and marks (R3)."""
    document = unfilled(document_from_json(version.template))
    release = Release.objects.create(
        publisher=reseller.schema_name,
        publisher_name=reseller.legal_name,
        policy=version.policy.slug,
        number=version.number,
        document=document_to_json(document),
        digest=digest(document),
        values=published_values(reseller, version.values),
        mandatory=mandatory_of(version, reseller.legal_name or reseller.name),
        summary=version.summary,
        effective_at=version.effective_at,
        posted_at=version.posted_at,
    )
    facts = {"number": release.number, "digest": release.digest, "mandatory": release.mandatory}
    record(verb="release.offered", at=at, by=None, subject=version, facts=facts)
    return release


def unfilled(document: Document) -> Document:
    """The same words, with none of what an import found or a company filled in: names never travel with a template."""
    return replace(document, variables=tuple(Variable(variable.name, None) for variable in document.variables))
