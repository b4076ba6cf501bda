"""The desk's ledger: every act with who, when and facts; its newest head and its export to keep elsewhere."""

import tempfile
import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.audit.filters import EntryFilter
from tenants.ledger.entries import canonical_bytes
from tenants.ledger.exporting import export
from tenants.ledger.models import Entry, HeadPublication, Stamp
from tenants.ledger.proving import prove_inclusion
from tenants.ledger.sealing.queries import newest_head, unsealed
from tenants.people.access import SignedInRequest, desk
from tenants.people.ledger_actions import send_heads
from tenants.people.models import User
from tenants.people.permissions import Permission, may
from tenants.resellers.current import connection

_ROWS = 50
_PUBLICATIONS = 6


@desk(Permission.SEE_LEDGER)
@require_safe
def ledger(request: SignedInRequest) -> HttpResponse:
    """The entries, newest first, and how far they are sealed."""
    found = EntryFilter(request.GET or None, queryset=Entry.objects.select_related("leaf").order_by("-pk"))
    page = Paginator(found.qs, _ROWS).get_page(request.GET.get("page"))
    people = User.objects.filter(pseudonym__in={entry.by for entry in page if entry.by})
    names = {user.pseudonym: user.name for user in people}
    context = {
        "filter": found,
        "page_obj": page,
        "rows": [(entry, names.get(entry.by, ""), entry_leaf(entry)) for entry in page],
        "head": newest_head(),
        "waiting": unsealed(),
        "stamp": Stamp.objects.order_by("-head_id").first(),
        "publications": HeadPublication.objects.order_by("-queued_at", "kind")[:_PUBLICATIONS],
        "exports": may(request.user, Permission.EXPORT_LEDGER),
        "sends": may(request.user, send_heads),
    }
    return render(request, "audit/ledger.html", context)


@desk(Permission.SEE_LEDGER)
@require_safe
def proof(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """The proof of one entry under the newest head, as a file that is checked with the published keys alone."""
    document = canonical_bytes(prove_inclusion(entry=get_object_or_404(Entry, pk=entry_id))) + b"\n"
    response = HttpResponse(document, content_type="application/json")
    name = f"ledger-{request.tenant.schema_name}-entry-{entry_id}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@desk(Permission.SEE_LEDGER)
@require_safe
def head(request: SignedInRequest) -> HttpResponse:
    """The newest signed head as a file: kept elsewhere, it shows later that nothing before it was changed."""
    newest = newest_head()
    if newest is None:
        raise Http404
    response = HttpResponse(newest.signed + "\n", content_type="text/plain; charset=us-ascii")
    name = f"ledger-{request.tenant.schema_name}-{newest.size}.jws"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@desk(Permission.SEE_LEDGER)
@require_safe
def stamp(request: SignedInRequest, stamp_id: uuid.UUID) -> HttpResponse:
    """A time stamp as a file: `openssl ts -verify` checks it against the head that it is of."""
    found = get_object_or_404(Stamp, pk=stamp_id)
    response = HttpResponse(bytes(found.response), content_type="application/timestamp-reply")
    name = f"ledger-{request.tenant.schema_name}-{found.head_id}.tsr"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@desk(send_heads)
@require_POST
def send(request: SignedInRequest) -> HttpResponse:
    """Sends the newest head to whoever is named, now."""
    if send_heads(by=request.user):
        messages.success(request, _("The newest head is on its way."))
    else:
        messages.info(request, _("The newest head went out before."))
    return redirect("desk-ledger")


@desk(Permission.EXPORT_LEDGER)
@require_safe
def download(request: SignedInRequest) -> FileResponse:  # noqa: ARG001 - the door has asked it
    """The whole sealed ledger as one file that `verify_ledger` checks without this portal."""
    return exported()


def exported() -> FileResponse:
    """The export of the tenant that the request stands in."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    export(file)
    file.seek(0)
    name = f"ledger-{connection.schema_name}.jsonl"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/jsonl")


def entry_leaf(entry: Entry) -> int | None:
    """Return the entry's place in the tree, None if it is not sealed yet."""
    leaf = getattr(entry, "leaf", None)
    return leaf.index if leaf else None
