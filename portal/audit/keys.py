"""The desk's pages of the keys a reseller signs with: which there are, and putting a new one in place."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.audit.forms import RotateForm
from tenants.ledger.keys import current_kid, public_jwks
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.ledger_actions import rotate_key
from tenants.people.permissions import Permission, may


@desk(Permission.SEE_LEDGER)
@require_safe
def signing_keys(request: SignedInRequest) -> HttpResponse:
    """Every key that was ever published, and which of them signs now."""
    schema = request.tenant.schema_name
    context = {
        "keys": [key["kid"] for key in public_jwks(schema)["keys"]],
        "current": current_kid(schema),
        "rotates": may(request.user, rotate_key),
    }
    return render(request, "audit/keys.html", context)


@desk(rotate_key)
@require_http_methods(["GET", "POST"])
def rotate(request: SignedInRequest) -> HttpResponse:
    """Says what a new key means, asks for the reason, and puts it in place."""
    context = {
        "title": _("Replace the signing key?"),
        "submit": _("Replace the key"),
        "consequences": [
            _("From now on receipts, tree heads and exports are signed with a new key."),
            _("The old key stays published: what it signed keeps verifying."),
            _("Whoever keeps a copy of your keys elsewhere must fetch the new one from %s.") % reverse("keys"),
            _("It cannot be taken back; the ledger keeps who replaced the key and why."),
        ],
        "cancel_url": reverse("desk-ledger-keys"),
    }
    return answer(
        request,
        RotateForm(request.POST if request.method == "POST" else None),
        lambda said: rotate_key(by=request.user, reason=said["reason"]),
        template="audit/rotate.html",
        then=lambda _kid: redirect("desk-ledger-keys"),
        done=_("The new key is in place and published."),
        context=context,
    )
