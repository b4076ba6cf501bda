"""Pages of the conversation about an appeal, on both sides: writing, and the files that came with it."""

import uuid
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from enforcement.appeals.conversation.actions import (
    open_appeal_evidence,
    open_own_evidence,
    pass_on_words,
    read_appeal_evidence,
    read_own_evidence,
    write_as_customer,
    write_as_staff,
)
from enforcement.appeals.conversation.forms import MESSAGE_FIELDS, MessageForm
from enforcement.appeals.conversation.queries import content_of, files, messages, speaking_for
from enforcement.appeals.models import Appeal, AppealEvidence, Side
from enforcement.appeals.queries import appeals, of_customer
from enforcement.appeals.rules import OPEN
from enforcement.reports.custody.addresses import key_for, require_key
from enforcement.reports.custody.views.opening import download
from enforcement.reports.forms import received_files
from enforcement.reports.persons import names_of
from tenants.customers.access import CustomerRequest, my_always
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.models import User
from tenants.people.permissions import may


def conversation(appeal: Appeal) -> dict[str, object]:
    """Returns what a page shows of it: the files of the filing, the messages with theirs, the customer's people."""
    said = list(messages().filter(appeal=appeal))
    return {
        "filed_with": list(appeal.evidence.filter(message=None).order_by("received_at", "pk")),
        "conversation": said,
        "spoken": names_of(one.written_by for one in said),
        "open": appeal.status in OPEN,
        "form": MessageForm(),
    }


def desk_conversation(appeal: Appeal, person: User) -> dict[str, object]:
    """The same for staff, with where this person writes, if anywhere."""
    if appeal.on_behalf and appeal.filed_by == person.pseudonym and may(person, pass_on_words):
        address = reverse("desk-appeal-pass-on", args=[appeal.pk])
    elif may(person, write_as_staff) and person.pseudonym not in speaking_for(appeal):
        address = reverse("desk-appeal-write", args=[appeal.pk])
    else:
        address = ""
    return {**conversation(appeal), "write_url": address, "side": Side.COMPANY}


def my_conversation(appeal: Appeal) -> dict[str, object]:
    """The same for the customer."""
    return {
        **conversation(appeal),
        "write_url": reverse("my-appeal-write", args=[appeal.pk]),
        "side": Side.CUSTOMER,
    }


@desk(write_as_staff)
@require_POST
def write(request: SignedInRequest, appeal_id: uuid.UUID) -> HttpResponse:
    """Writes to the customer about its appeal."""
    found = get_object_or_404(appeals(), pk=appeal_id)
    return answer(
        request,
        MessageForm(request.POST, request.FILES),
        lambda said: write_as_staff(
            by=request.user, appeal=found, words=said["words"], files=received_files(said["evidence"])
        ),
        template="appeals/write.html",
        then=lambda _made: redirect(f"{reverse('desk-appeal', args=[found.pk])}#conversation"),
        done=_("%s is told by mail.") % found.customer,
        fields=MESSAGE_FIELDS,
        context={"appeal": found},
    )


@desk(pass_on_words)
@require_POST
def pass_on(request: SignedInRequest, appeal_id: uuid.UUID) -> HttpResponse:
    """Writes what the customer said since, by who filed the appeal for it."""
    found = get_object_or_404(appeals(), pk=appeal_id)
    return answer(
        request,
        MessageForm(request.POST, request.FILES),
        lambda said: pass_on_words(
            by=request.user, appeal=found, words=said["words"], files=received_files(said["evidence"])
        ),
        template="appeals/write.html",
        then=lambda _made: redirect(f"{reverse('desk-appeal', args=[found.pk])}#conversation"),
        done=_("What the customer said is passed on."),
        fields=MESSAGE_FIELDS,
        context={"appeal": found, "passing_on": True},
    )


@my_always
@require_POST
def my_write(request: CustomerRequest, appeal_id: uuid.UUID) -> HttpResponse:
    """Writes to the company about one's own appeal."""
    found: Appeal = get_object_or_404(of_customer(request.customer), pk=appeal_id)
    return answer(
        request,
        MessageForm(request.POST, request.FILES),
        lambda said: write_as_customer(
            by=request.user, appeal=found, words=said["words"], files=received_files(said["evidence"])
        ),
        template="appeals/my_write.html",
        then=lambda _made: redirect(f"{reverse('my-appeal', args=[found.pk])}#conversation"),
        done=_("Your message is sent."),
        fields=MESSAGE_FIELDS,
        context={"appeal": found},
    )


@never_cache
@desk(read_appeal_evidence)
@require_safe
def read(request: SignedInRequest, appealevidence_id: uuid.UUID) -> HttpResponse:
    """A file as text; each time it is read is recorded."""
    found = get_object_or_404(files(), pk=appealevidence_id)
    shown = read_appeal_evidence(by=request.user, evidence=found)
    return render(request, "appeals/file.html", {"file": found, "appeal": found.appeal, "shown": shown})


@desk(open_appeal_evidence)
@require_POST
def open_file(request: SignedInRequest, appealevidence_id: uuid.UUID) -> HttpResponse:
    """Records that a file is opened, and leads to the address it is fetched from."""
    found = get_object_or_404(files(), pk=appealevidence_id)
    open_appeal_evidence(by=request.user, evidence=found)
    return redirect(_address("desk-appeal-file", found, request.user))


@desk(open_appeal_evidence)
@require_safe
def fetch(request: SignedInRequest, appealevidence_id: uuid.UUID) -> HttpResponse:
    """The file, for whom the address was signed, as long as it is good."""
    found = get_object_or_404(files(), pk=appealevidence_id)
    require_key(request.GET.get("key", ""), found, person=request.user, at=clock.now())
    return download(found, content_of(found))


@never_cache
@my_always
@require_safe
def my_read(request: CustomerRequest, appealevidence_id: uuid.UUID) -> HttpResponse:
    """A file of one's own appeal as text, whichever side sent it."""
    found = _own(request, appealevidence_id)
    shown = read_own_evidence(by=request.user, evidence=found)
    return render(request, "appeals/my_file.html", {"file": found, "appeal": found.appeal, "shown": shown})


@my_always
@require_POST
def my_open_file(request: CustomerRequest, appealevidence_id: uuid.UUID) -> HttpResponse:
    """Leads to the address that such a file is fetched from."""
    found = _own(request, appealevidence_id)
    open_own_evidence(by=request.user, evidence=found)
    return redirect(_address("my-appeal-file", found, request.user))


@my_always
@require_safe
def my_fetch(request: CustomerRequest, appealevidence_id: uuid.UUID) -> HttpResponse:
    """The file, for whom the address was signed, as long as it is good."""
    found = _own(request, appealevidence_id)
    require_key(request.GET.get("key", ""), found, person=request.user, at=clock.now())
    return download(found, content_of(found))


def _own(request: CustomerRequest, appealevidence_id: uuid.UUID) -> AppealEvidence:
    return get_object_or_404(files().filter(appeal__customer=request.customer), pk=appealevidence_id)


def _address(name: str, evidence: AppealEvidence, person: User) -> str:
    key, _until = key_for(evidence, person=person, at=clock.now())
    return f"{reverse(name, args=[evidence.pk])}?{urlencode({'key': key})}"
