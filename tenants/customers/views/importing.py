"""The import page: choose a file, see what it would do or every mistake in it, then take it over."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenants.csv_files.mistakes import SHOWN, Mistaken
from tenants.csv_files.uploads import CsvForm
from tenants.customers.actions.importing import import_customers
from tenants.customers.forms import ConfirmForm
from tenants.customers.importing.columns import COLUMNS
from tenants.people.access import SignedInRequest, desk
from tenants.resellers.refusals import Refused


@desk(import_customers)
@require_http_methods(["GET", "POST"])
def import_page(request: SignedInRequest) -> HttpResponse:
    """A file is previewed first; the second POST carries the same bytes and saves them."""
    if "content" in request.POST:
        return take_over(request)
    form = CsvForm(request.POST, request.FILES) if request.method == "POST" else CsvForm()
    if form.is_bound and form.is_valid():
        data = form.cleaned_data["file"]
        try:
            done = import_customers(by=request.user, data=data, dry_run=True)
        except Mistaken as mistaken:
            return mistakes_page(request, mistaken)
        context = {
            "done": done,
            "steps": done.steps[:SHOWN],
            "beyond": len(done.steps[SHOWN:]),
            "form": ConfirmForm.carrying(data),
        }
        return render(request, "customers/preview.html", context)
    context = {"form": form, "columns": COLUMNS.values()}
    return render(request, "customers/import.html", context, status=422 if form.is_bound else 200)


def take_over(request: SignedInRequest) -> HttpResponse:
    """Saves what was previewed; mistakes that appeared meanwhile are shown again."""
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        raise Refused("damaged", _("The file was damaged on its way: choose it again."), status=422)
    try:
        done = import_customers(by=request.user, data=form.cleaned_data["content"])
    except Mistaken as mistaken:
        return mistakes_page(request, mistaken)
    messages.success(request, _("The file is taken over: %d changes.") % len(done.steps))
    return redirect("desk-customers")


def mistakes_page(request: SignedInRequest, mistaken: Mistaken) -> HttpResponse:
    """Every mistake by line and column, with the form to try again."""
    context = {"form": CsvForm(), "columns": COLUMNS.values(), **mistaken.shown}
    return render(request, "customers/import.html", context, status=422)
