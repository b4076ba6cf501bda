"""The desk's page of what the reseller declares about itself, its logo among it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.pages.forms import LogoForm, SettingsForm
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.logo_image import MAX_BYTES
from tenants.people.logos import remove_logo, set_logo
from tenants.people.resellers import change_settings
from tenants.resellers.models import Reseller


@desk(change_settings)
@require_http_methods(["GET", "POST"])
def reseller_settings(request: SignedInRequest) -> HttpResponse:
    """Show and change the settings; the ledger keeps which fields, old and new."""
    reseller = Reseller.objects.get(pk=request.tenant.pk)
    return answer(
        request,
        SettingsForm(request.POST if request.method == "POST" else None, instance=reseller),
        lambda said: change_settings(by=request.user, reseller=reseller, **said),
        template="pages/settings.html",
        then=lambda _kept: redirect("desk-settings"),
        done=_("The settings are changed."),
    )


@desk(set_logo)
@require_http_methods(["GET", "POST"])
def logo(request: SignedInRequest) -> HttpResponse:
    """Shows the logo, and puts another in its place."""
    reseller = Reseller.objects.get(pk=request.tenant.pk)
    posted = request.method == "POST"
    return answer(
        request,
        LogoForm(request.POST if posted else None, request.FILES if posted else None),
        lambda said: set_logo(by=request.user, reseller=reseller, data=said["file"].read(MAX_BYTES + 1)),
        template="pages/logo.html",
        then=lambda _kept: redirect("desk-logo"),
        done=_("The logo is changed."),
        fields={"not_a_logo": "file"},
        context={"logo": reseller.logo},
    )


@desk(remove_logo)
@require_POST
def logo_removed(request: SignedInRequest) -> HttpResponse:
    """Shows the name again."""
    remove_logo(by=request.user, reseller=request.tenant)
    messages.success(request, _("The logo is removed; your name stands in its place."))
    return redirect("desk-logo")
