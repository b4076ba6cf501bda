"""The desk's page of what the reseller declares about itself, its logo among it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.pages.forms import LogoForm, SettingsForm
from tenants.people.access import SignedInRequest, desk
from tenants.people.logo_image import MAX_BYTES
from tenants.people.logos import remove_logo, set_logo
from tenants.people.resellers import change_settings
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused


@desk(change_settings)
@require_http_methods(["GET", "POST"])
def reseller_settings(request: SignedInRequest) -> HttpResponse:
    """Show and change the settings; the ledger keeps which fields, old and new."""
    reseller = Reseller.objects.get(pk=request.tenant.pk)
    form = SettingsForm(request.POST or None, instance=reseller)
    if request.method == "POST" and form.is_valid():
        change_settings(by=request.user, reseller=reseller, **form.cleaned_data)
        messages.success(request, _("The settings are changed."))
        return redirect("desk-settings")
    return render(request, "pages/settings.html", {"form": form}, status=422 if form.is_bound else 200)


@desk(set_logo)
@require_http_methods(["GET", "POST"])
def logo(request: SignedInRequest) -> HttpResponse:
    """Shows the logo, and puts another in its place."""
    reseller = Reseller.objects.get(pk=request.tenant.pk)
    form = LogoForm(request.POST or None, request.FILES or None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            set_logo(by=request.user, reseller=reseller, data=form.cleaned_data["file"].read(MAX_BYTES + 1))
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
            status = refusal.status
        else:
            messages.success(request, _("The logo is changed."))
            return redirect("desk-logo")
    return render(request, "pages/logo.html", {"form": form, "logo": reseller.logo}, status=status)


@desk(remove_logo)
@require_POST
def logo_removed(request: SignedInRequest) -> HttpResponse:
    """Shows the name again."""
    remove_logo(by=request.user, reseller=request.tenant)
    messages.success(request, _("The logo is removed; your name stands in its place."))
    return redirect("desk-logo")
