"""The reseller's logo: uploading and removing it. Earlier ones stay, since mails that were sent show them."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.logo_image import NotALogo, prepare
from tenants.people.models import Logo, User
from tenants.people.permissions import Permission, require
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused


@transaction.atomic
def set_logo(*, by: User, reseller: Reseller, data: bytes) -> Reseller:
    """Shows this picture on every page and in mails from now on. Raises Refused (`not_a_logo`, 422)."""
    require(by, Permission.MANAGE_SETTINGS)
    try:
        prepared = prepare(data)
    except NotALogo as error:
        raise Refused("not_a_logo", str(error), status=422) from error
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
    return _show(by=by, reseller=reseller, shown=shown, verb="logo.changed")


@transaction.atomic
def remove_logo(*, by: User, reseller: Reseller) -> Reseller:
    """Shows the name in place of a logo again. Raises Refused (`no_logo`)."""
    require(by, Permission.MANAGE_SETTINGS)
    if not Reseller.objects.get(pk=reseller.pk).logo:
        raise Refused("no_logo", _("There is no logo to remove."))
    return _show(by=by, reseller=reseller, shown={}, verb="logo.removed")


def _show(*, by: User, reseller: Reseller, shown: dict[str, object], verb: str) -> Reseller:
    kept = Reseller.objects.select_for_update().get(pk=reseller.pk)
    facts = {"logo": [kept.logo.get("id"), shown.get("id")]}
    Reseller.objects.filter(pk=kept.pk).update(logo=shown, pages_revision=F("pages_revision") + 1)
    record(verb=verb, at=clock.now(), by=by.pseudonym, subject=kept, facts=facts)
    now_kept: Reseller = Reseller.objects.get(pk=kept.pk)
    return now_kept
