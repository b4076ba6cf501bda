"""Making a reseller: its row, its schema and its first administrator; and changing what it declares."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django_tenants.utils import tenant_context

from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.actions import invite
from tenants.people.mails import wake_sender
from tenants.people.models import Role, SettingChange, User
from tenants.people.permissions import Permission
from tenants.people.settings import DATED
from tenants.people.verbs import verb
from tenants.resellers.constraints import violated
from tenants.resellers.models import Domain, Reseller, Status
from tenants.resellers.names import is_schema_name
from tenants.resellers.provisioning import lock_creation, owner_connection, provision_schema
from tenants.resellers.refusals import Refused


@verb(Permission.MANAGE_RESELLERS, unattended=True)
def create_reseller(
    *,
    by: User | None,
    schema: str,
    name: str,
    host: str,
    website: str,
    admin: str,
    legal_name: str = "",
    upstream: Reseller | None = None,
    **declared: Any,
) -> Reseller:
    """Makes a reseller ready to serve and invites its administrator; `by` None is the command line.

    What an earlier, interrupted run left half-made is finished, not repeated. Raises Refused:
    `schema_name`, `schema_taken`, `host_taken`.
    """
    if not is_schema_name(schema):
        sentence = _("%s cannot be a schema: use 2 to 31 of a-z, 0-9 and _, starting with a letter.") % schema
        raise Refused("schema_name", sentence, status=422)
    fields = {"name": name, "legal_name": legal_name or name, "website": website, "upstream": upstream, **declared}
    with owner_connection() as owner:
        lock_creation(owner, schema)
        reseller = _announce(schema=schema, host=host.lower(), fields=fields)
        if not _exists(owner, schema):
            provision_schema(schema, owner=owner)
        owner.commit()
        with tenant_context(reseller):
            invite(
                by=by.pseudonym if by else None,
                email=admin,
                name=admin.partition("@")[0],
                roles=[Role.ADMINISTRATOR],
            )
        with transaction.atomic():
            Reseller.objects.filter(pk=reseller.pk, status=Status.PROVISIONING).update(status=Status.ACTIVE)
            record(
                verb="reseller.created",
                at=clock.now(),
                by=by.pseudonym if by else None,
                subject=reseller,
                facts={"schema": schema, "host": host.lower(), "upstream": upstream.schema_name if upstream else None},
            )
    reseller.refresh_from_db()
    with tenant_context(reseller):
        wake_sender()
    return reseller


def _announce(*, schema: str, host: str, fields: dict[str, Any]) -> Reseller:
    """The reseller's row in state provisioning, with its host."""
    try:
        with transaction.atomic():
            reseller: Reseller
            reseller, _new = Reseller.objects.get_or_create(
                schema_name=schema, defaults={**fields, "created_at": clock.now()}
            )
            if reseller.status != Status.PROVISIONING:
                raise Refused("schema_taken", _("There is a reseller %s already; choose another name.") % schema)
            Domain.objects.get_or_create(domain=host, tenant=reseller, defaults={"is_primary": True})
    except IntegrityError as error:
        if not violated(error).startswith("resellers_domain_domain"):
            raise
        raise Refused("host_taken", _("The host %s serves another reseller already.") % host) from error
    return reseller


def _exists(owner: Any, schema: str) -> bool:
    return owner.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [schema]).fetchone() is not None


@verb(Permission.MANAGE_SETTINGS)
@transaction.atomic
def change_settings(*, by: User, reseller: Reseller, **changed: Any) -> Reseller:
    """Changes what the reseller declares about itself; the ledger keeps which fields, old and new."""
    at = clock.now()
    kept = Reseller.objects.select_for_update().get(pk=reseller.pk)
    facts = {
        name: [str(getattr(kept, name)), str(value)] for name, value in changed.items() if getattr(kept, name) != value
    }
    if facts:
        Reseller.objects.filter(pk=kept.pk).update(**{name: changed[name] for name in facts})
        for name in facts.keys() & set(DATED):
            _keep_change(name, old=getattr(kept, name), new=changed[name], at=at)
        record(verb="settings.changed", at=at, by=by.pseudonym, subject=kept, facts=facts)
    now_kept: Reseller = Reseller.objects.get(pk=kept.pk)
    return now_kept


def _keep_change(name: str, *, old: Any, new: Any, at: dt.datetime) -> None:
    """Keeps that a dated setting changed, each change later than the one before."""
    last = SettingChange.objects.filter(name=name).aggregate(last=Max("at"))["last"]
    begun = max(at, last + dt.timedelta(microseconds=1)) if last else at
    SettingChange.objects.create(name=name, old=old, new=new, at=begun)
