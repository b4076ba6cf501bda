"""Work that posting leaves to a worker: fetching the website back, and offering a version once its instant has come."""

from typing import Any

from celery import shared_task
from django.db import transaction

from policies.versions.actions import proving
from policies.versions.actions.releasing import publish_release
from policies.versions.company import this_reseller
from policies.versions.models import Policy
from policies.versions.queries import unproven, unreleased
from tenants.ledger import clock


@shared_task
def fetch_proof(*, version_id: str, **_: Any) -> None:
    """Fetches the declared website once for a version in effect that has no proof yet; a second run does nothing."""
    version = unproven(at=clock.now()).filter(pk=version_id).first()
    if version is not None:
        proving.fetch_proof(version)


@shared_task
def fetch_missing_proofs(**_: Any) -> None:
    """Fetches for every version in effect whose proof a lost message or a stopped worker left out."""
    for version in unproven(at=clock.now()):
        proving.fetch_proof(version)


@shared_task
def offer_releases(**_: Any) -> None:
    """Offers downstream every scheduled version whose instant has come."""
    with transaction.atomic():
        list(Policy.objects.select_for_update())
        at = clock.now()
        reseller = this_reseller()
        for version in unreleased(publisher=reseller.schema_name, at=at):
            publish_release(version=version, reseller=reseller, at=at)


def wake() -> None:
    """What the sweep asks in each tenant: cheap where nothing is left to do."""
    at = clock.now()
    if unproven(at=at).exists():
        fetch_missing_proofs.delay()
    if unreleased(publisher=this_reseller().schema_name, at=at):
        offer_releases.delay()
