"""Asking for an authorization, withdrawing that, granting, refusing and revoking (R14)."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from enforcement.cases.authorizations.models import Authorization, AuthorizationRequest, RequestStatus
from enforcement.cases.authorizations.queries import words_at
from enforcement.cases.authorizations.terms import Wanted, columns, facts_of
from enforcement.reports.numbering import next_number
from policies.notices.actions import announce
from policies.versions.models import PolicyVersion
from tenants.customers import files
from tenants.customers.models import Customer, Membership
from tenants.customers.queries import agreement_at
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.constraints import violated
from tenants.resellers.refusals import Refused

DECIDED = "authorization_decided"


@transaction.atomic
def ask_authorization(*, by: User, customer: Customer, purpose: str, wanted: Wanted) -> AuthorizationRequest:
    """Somebody who acts for the customer asks for an authorization in writing (R14).

    Raises Refused: `not_yours` (404), `purpose`, `nothing_in_force`, `nothing_bound` (422), and what `terms` raises.
    """
    if not Membership.objects.filter(user=by, customer=customer, until=None).exists():
        raise Refused("not_yours", _("You do not act for this customer."), status=404)
    return _ask(by=by, customer=customer, purpose=purpose, wanted=wanted)


@verb(Permission.WORK_CASES)
@transaction.atomic
def enter_request(*, by: User, customer: Customer, purpose: str, wanted: Wanted) -> AuthorizationRequest:
    """Staff enter what a customer asked for by letter or telephone; another decides. Raises what asking raises."""
    return _ask(by=by, customer=customer, purpose=purpose, wanted=wanted)


def _ask(*, by: User, customer: Customer, purpose: str, wanted: Wanted) -> AuthorizationRequest:
    if not purpose.strip():
        raise Refused("purpose", _("Say what it is for."), status=422)
    number = next_number(AuthorizationRequest)
    at = clock.now()
    said = columns(wanted, _words(customer, at))
    made = AuthorizationRequest.objects.create(
        number=number,
        customer=customer,
        purpose=purpose.replace("\0", "").strip(),
        asked_by=by.pseudonym,
        asked_at=at,
        status_at=at,
        **said,
    )
    record(
        verb="authorization.asked",
        at=at,
        by=by.pseudonym,
        subject=made,
        facts={"number": number, "customer": customer.reference, **facts_of(said)},
        personal={"purpose": purpose},
    )
    return made


@transaction.atomic
def withdraw_request(*, by: User, request: AuthorizationRequest) -> AuthorizationRequest:
    """The customer takes its request back; raises Refused (`not_yours` 404, `request_decided`)."""
    if not Membership.objects.filter(user=by, customer=request.customer_id, until=None).exists():
        raise Refused("not_yours", _("You do not act for this customer."), status=404)
    kept = _waiting(request)
    at = clock.now()
    _move(kept, RequestStatus.WITHDRAWN, at)
    record(verb="authorization.withdrawn", at=at, by=by.pseudonym, subject=kept, facts={"number": kept.number})
    return kept


@verb(Permission.WORK_CASES, Permission.APPROVE_ENFORCEMENT)
@transaction.atomic
def grant_authorization(
    *,
    by: User,
    request: AuthorizationRequest,
    wanted: Wanted,
    reference: str = "",
    filename: str = "",
    data: bytes = b"",
) -> Authorization:
    """Grants in writing what `wanted` says, which may be less than was asked; it counts from now on, never earlier.

    The writing is the file, kept whole, or the reference to where it lies; or this row itself, where neither is given.
    Raises Refused: `request_decided`, `same_person` (409), `nothing_in_force`, `nothing_bound`, `already_over`,
    `file_empty`, `file_too_large` (422), and what `terms` raises.
    """
    document = files.checked(filename=filename, data=data) if filename else None
    kept = _waiting(request)
    at = clock.now()
    said = columns(wanted, _words(kept.customer, at))
    if said["ends_at"] is not None and said["ends_at"] <= at:
        raise Refused("already_over", _("That time is over: what is granted counts from now on only."), status=422)
    paper = (
        {"filename": document.filename, "document_digest": document.digest, "path": document.keep()} if document else {}
    )
    try:
        with transaction.atomic():
            made = Authorization.objects.create(
                request=kept,
                customer=kept.customer,
                reference=reference.strip(),
                granted_by=by.pseudonym,
                granted_at=at,
                **said,
                **paper,
            )
    except IntegrityError as error:
        raise _refusal_of(error) from error
    _move(kept, RequestStatus.GRANTED, at)
    record(
        verb="authorization.granted",
        at=at,
        by=by.pseudonym,
        subject=made,
        facts={
            "number": kept.number,
            **facts_of(said),
            "document": made.document_digest or None,
            "reference": made.reference,
        },
        personal={"targets": ", ".join(made.targets), "sources": ", ".join(made.sources)},
    )
    _tell(kept, by=by, at=at, outcome="granted", title=_("Your request %s is granted") % kept)
    return made


@verb(Permission.WORK_CASES, Permission.APPROVE_ENFORCEMENT)
@transaction.atomic
def refuse_authorization(*, by: User, request: AuthorizationRequest, reason: str) -> AuthorizationRequest:
    """Refuses what was asked; the customer reads the reason. Raises Refused (`reason` 422, `request_decided`)."""
    said = _reason(reason)
    kept = _waiting(request)
    at = clock.now()
    _move(kept, RequestStatus.REFUSED, at, refused_because=said)
    facts, personal = {"number": kept.number}, {"reason": said}
    record(verb="authorization.refused", at=at, by=by.pseudonym, subject=kept, facts=facts, personal=personal)
    _tell(kept, by=by, at=at, outcome="refused", title=_("Your request %s is refused") % kept, reason=said)
    return kept


@verb(Permission.WORK_CASES, Permission.APPROVE_ENFORCEMENT)
@transaction.atomic
def revoke_authorization(*, by: User, authorization: Authorization, reason: str) -> Authorization:
    """Takes it back from now on; what happened before stays authorized. Raises Refused (`reason` 422, `revoked`)."""
    said = _reason(reason)
    kept = (
        Authorization.objects.select_for_update(of=("self",))
        .select_related("request__customer")
        .get(pk=authorization.pk)
    )
    at = clock.now()
    if kept.revoked_at is not None:
        raise Refused("revoked", _("The authorization %s is revoked already.") % kept)
    kept.revoked_at, kept.revoked_by, kept.revoked_because = at, by.pseudonym, said
    kept.save(update_fields=["revoked_at", "revoked_by", "revoked_because"])
    facts, personal = {"number": kept.request.number}, {"reason": said}
    record(verb="authorization.revoked", at=at, by=by.pseudonym, subject=kept, facts=facts, personal=personal)
    title = _("Your authorization %s is revoked") % kept
    _tell(kept.request, by=by, at=at, outcome="revoked", title=title, reason=said)
    return kept


def _words(customer: Customer, at: dt.datetime) -> PolicyVersion:
    """Returns the version in force, which binds the customer; an authorization where nothing binds says nothing."""
    if agreement_at(customer=customer, at=at) is None:
        sentence = _("%s has no agreement now, so nothing binds it that it could be authorized to do (R1).") % customer
        raise Refused("nothing_bound", sentence, status=422)
    version = words_at(at)
    if version is None:
        raise Refused("nothing_in_force", _("No version of the policy is in force."), status=422)
    return version


def _waiting(request: AuthorizationRequest) -> AuthorizationRequest:
    """Returns the request with its row locked, as long as nobody has decided it."""
    kept = AuthorizationRequest.objects.select_for_update(of=("self",)).select_related("customer").get(pk=request.pk)
    if kept.status != RequestStatus.ASKED:
        named = {"request": kept, "status": kept.get_status_display()}
        raise Refused("request_decided", _("The request %(request)s is %(status)s already.") % named)
    return kept


def _move(kept: AuthorizationRequest, status: RequestStatus, at: dt.datetime, **changed: str) -> None:
    AuthorizationRequest.objects.filter(pk=kept.pk, status=RequestStatus.ASKED).update(
        status=status, status_at=at, **changed
    )
    kept.refresh_from_db()


def _refusal_of(error: IntegrityError) -> Refused:
    if violated(error) == "authorization_another_person":
        sentence = _("You asked for this yourself, or act for the customer: somebody else has to grant it.")
        return Refused("same_person", sentence)
    raise error


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Refused("reason", _("Give the reason: the customer reads it."), status=422)
    return reason.strip()


def _tell(kept: AuthorizationRequest, *, by: User, at: dt.datetime, outcome: str, title: str, reason: str = "") -> None:
    announce(
        kind=DECIDED,
        by=by.pseudonym,
        at=at,
        subject=kept,
        title=title,
        path=reverse("my-authorization", args=[kept.pk]),
        content={"request": str(kept), "outcome": outcome, "reason": reason},
        customers=Customer.objects.filter(pk=kept.customer_id),
    )
