"""The desk's page of what the reseller declares about itself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.pages.forms import SettingsForm
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission
from tenants.people.resellers import change_settings
from tenants.resellers.models import Reseller


@desk(Permission.MANAGE_SETTINGS)
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
