"""Work that posting leaves to a worker: fetching the website back, its alarm, and offering a version in effect."""

from typing import Any

from celery import shared_task
from django.db import transaction

from policies.versions.actions import proving
from policies.versions.actions.releasing import publish_release
from policies.versions.company import this_reseller
from policies.versions.mails import mail_alarms, unmailed
from policies.versions.models import Policy, PolicyVersion
from policies.versions.queries import due_proofs, in_force, unreleased
from tenants.ledger import clock


@shared_task
def fetch_proof(*, version_id: str, **_: Any) -> None:
    """Fetches the declared website for a version in force where that is due; a second run does nothing."""
    for version in due_proofs(at=clock.now()):
        if str(version.pk) == version_id:
            _fetch(version, asked=False)


@shared_task
def fetch_due_proofs(**_: Any) -> None:
    """Fetches every website that is due: after an effect, daily, and sooner where it did not show what it should."""
    for version in due_proofs(at=clock.now()):
        _fetch(version, asked=False)


@shared_task
def check_website(*, version_id: str, **_: Any) -> None:
    """Fetches the website because somebody asked for it, if the version is still in force."""
    version = PolicyVersion.objects.select_related("policy").filter(pk=version_id).first()
    if version is not None and in_force(policy=version.policy, at=clock.now()) == version:
        _fetch(version, asked=True)


@shared_task
def mail_website_alarms(**_: Any) -> None:
    """Mails staff about alarms raised and cleared, each once."""
    mail_alarms()


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
    if due_proofs(at=at):
        fetch_due_proofs.delay()
    if unmailed().exists():
        mail_website_alarms.delay()
    if unreleased(publisher=this_reseller().schema_name, at=at):
        offer_releases.delay()


def _fetch(version: PolicyVersion, *, asked: bool) -> None:
    """One worker at a time; the second finds that nothing is due any more."""
    with proving.alone(version.policy) as mine:
        if mine and (asked or version in due_proofs(at=clock.now())):
            proving.fetch_proof(version)
    if unmailed().exists():
        mail_website_alarms.delay()
