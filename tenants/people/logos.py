"""The reseller's logo: uploading and removing it. Earlier ones stay, since mails that were sent show them."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.logo_image import NotALogo, prepare
from tenants.people.models import Logo, User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused


@verb(Permission.MANAGE_SETTINGS)
@transaction.atomic
def set_logo(*, by: User, reseller: Reseller, data: bytes) -> Reseller:
    """Shows this picture on every page and in mails from now on. Raises Refused (`not_a_logo`, 422)."""
    try:
        prepared = prepare(data)
    except NotALogo as error:
        raise Refused("not_a_logo", str(error), status=422) from error
    kept = Reseller.objects.select_for_update().get(pk=reseller.pk)
    at = clock.now()
    logo = Logo.objects.create(
        data=prepared.data,
        width=prepared.width,
        height=prepared.height,
        plate=prepared.plate,
        uploaded_at=at,
        uploaded_by=by.pseudonym,
    )
    shown = {"id": str(logo.pk), "width": logo.width, "height": logo.height, "plate": logo.plate}
    return _show(by=by, at=at, kept=kept, shown=shown, verb="logo.changed")


@verb(Permission.MANAGE_SETTINGS)
@transaction.atomic
def remove_logo(*, by: User, reseller: Reseller) -> Reseller:
    """Shows the name in place of a logo again. Raises Refused (`no_logo`)."""
    kept = Reseller.objects.select_for_update().get(pk=reseller.pk)
    if not kept.logo:
        raise Refused("no_logo", _("There is no logo to remove."))
    return _show(by=by, at=clock.now(), kept=kept, shown={}, verb="logo.removed")


def _show(*, by: User, at: dt.datetime, kept: Reseller, shown: dict[str, object], verb: str) -> Reseller:
    """Stores what every page shows from now on; `kept` is the reseller's row, locked."""
    facts = {"logo": [kept.logo.get("id"), shown.get("id")]}
    Reseller.objects.filter(pk=kept.pk).update(logo=shown, pages_revision=F("pages_revision") + 1)
    record(verb=verb, at=at, by=by.pseudonym, subject=kept, facts=facts)
    now_kept: Reseller = Reseller.objects.get(pk=kept.pk)
    return now_kept
