"""The desk's pages: what was announced, how far it has come, and each recipient's story."""

import uuid

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies.notices.actions.controls import pause_notice, send_again
from policies.notices.filters import NoticeFilter, RecipientFilter
from policies.notices.models import SENT_BY_A_WORKER, Delivery, Notice, SendingStatus
from policies.notices.progress import picture_of
from policies.notices.queries import (
    bounced_addresses,
    deliveries_of,
    figures_of,
    handled,
    notices,
    outstanding,
    story_of,
)
from policies.notices.rules import REPEATABLE
from tenants.csv_files.writing import csv_file
from tenants.ledger import clock
from tenants.ledger.entries import instant_text
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission, may

_ROWS = 50


@desk(Permission.SEE_NOTICES)
@require_safe
def all_notices(request: SignedInRequest) -> HttpResponse:
    """What was announced, newest first."""
    found = NoticeFilter(request.GET or None, queryset=notices())
    context = {
        "filter": found,
        "page_obj": Paginator(found.qs, _ROWS).get_page(request.GET.get("page")),
        "any": Notice.objects.exists(),
    }
    return render(request, "notices/desk_notices.html", context)


@desk(Permission.SEE_NOTICES)
@require_safe
def notice(request: SignedInRequest, notice_id: uuid.UUID) -> HttpResponse:
    """One notice: its numbers, how far sending has come, and whom it was for."""
    shown = get_object_or_404(notices(), pk=notice_id)
    found = RecipientFilter(request.GET or None, queryset=deliveries_of(shown))
    picture = picture_of(shown, at=clock.now())
    context = {
        **_progress(shown),
        "labels": [date_format(localtime(point), "j M, H:i") for point in picture.points],
        "series": picture.lines,
        "may_control": may(request.user, pause_notice),
        "filter": found,
        "page_obj": Paginator(found.qs, _ROWS).get_page(request.GET.get("page")),
    }
    return render(request, "notices/desk_notice.html", context)


@desk(Permission.SEE_NOTICES)
@require_safe
def progress(request: SignedInRequest, notice_id: uuid.UUID) -> HttpResponse:
    """How far sending has come: the part of the notice's page that is asked for anew while it goes on."""
    if not request.htmx:  # type: ignore[attr-defined]  # by django-htmx
        return redirect("desk-notice", notice_id=notice_id)
    return render(request, "notices/_progress.html", _progress(get_object_or_404(notices(), pk=notice_id)))


def _progress(shown: Notice) -> dict[str, object]:
    sending = getattr(shown, "sending", None)
    waiting = outstanding(shown)
    return {
        "notice": shown,
        "figures": figures_of(shown),
        "waiting": waiting,
        "handled": handled(shown),
        "sending": sending,
        "paused": sending is not None and sending.status == SendingStatus.PAUSED,
        "cancelled": sending is not None and sending.status == SendingStatus.CANCELLED,
    }


@desk(Permission.SEE_NOTICES)
@require_safe
def delivery(request: SignedInRequest, delivery_id: uuid.UUID) -> HttpResponse:
    """One recipient's whole story over one channel."""
    shown = get_object_or_404(Delivery.objects.select_related("notice", "recipient", "customer"), pk=delivery_id)
    context = {
        "delivery": shown,
        "steps": story_of(shown),
        "may_repeat": may(request.user, send_again)
        and shown.channel in SENT_BY_A_WORKER
        and shown.status in REPEATABLE,
    }
    return render(request, "notices/desk_delivery.html", context)


@desk(Permission.SEE_NOTICES)
@require_safe
def bounced(request: SignedInRequest) -> HttpResponse:
    """The addresses at which the last mail did not arrive."""
    found = Paginator(bounced_addresses(), _ROWS).get_page(request.GET.get("page"))
    return render(request, "notices/desk_bounced.html", {"page_obj": found})


@desk(Permission.SEE_NOTICES)
@require_safe
def recipients_csv(request: SignedInRequest, notice_id: uuid.UUID) -> FileResponse:
    """Whom a notice was for and what became of it, as a file; instants in UTC."""
    shown = get_object_or_404(Notice, pk=notice_id)
    found = RecipientFilter(request.GET or None, queryset=deliveries_of(shown))
    head = [
        _("Customer"), _("Reference"), _("Name"), _("Address"), _("Channel"), _("State"),
        _("Queued (UTC)"), _("Sent (UTC)"), _("Seen (UTC)"), _("Attempts"), _("Answer"),
    ]  # fmt: skip
    name = f"notice-{shown.kind}-{shown.created_at:%Y-%m-%d}.csv"
    return csv_file(name, head, (_cells(row) for row in found.qs.iterator()))


def _cells(row: Delivery) -> list[object]:
    instants = [instant_text(at) if at else "" for at in (row.queued_at, row.sent_at, row.seen_at)]
    customer = row.customer
    return [
        customer.name if customer else "",
        customer.reference if customer else "",
        row.recipient.name,
        row.address or row.recipient.email,
        row.get_channel_display(),
        row.get_status_display(),
        *instants,
        row.attempts,
        row.answer,
    ]
