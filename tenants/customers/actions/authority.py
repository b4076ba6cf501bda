"""On what basis somebody may bind a customer: recording it, ending it, and another person taking over."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from tenants.customers import files
from tenants.customers.actions import records
from tenants.customers.constraints import refuse_what_is_taken
from tenants.customers.models import Authority, Basis, Capacity, Membership
from tenants.ledger import clock
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.MANAGE_CUSTOMERS)
@transaction.atomic
def record_authority(
    *,
    by: User,
    membership: Membership,
    basis: Basis,
    words: str = "",
    starts_at: dt.datetime | None = None,
    ends_at: dt.datetime | None = None,
    filename: str = "",
    data: bytes = b"",
) -> Authority:
    """What a representative's acknowledgements rest on, from now or an aware instant; an earlier one runs on beside it.

    Raises Refused: `not_allowed` (403); `membership_ended`, `not_a_representative` (409); `authority_words`,
    `authority_span`, `own_authority`, `file_kind`, `file_empty`, `file_too_large` (422).
    """
    document = _checked(words, filename, data)
    kept = _held(membership)
    if kept.capacity != Capacity.REPRESENTATIVE:
        sentence = _("An account user binds nobody: replace a representative, or add the person as one.")
        raise Refused("not_a_representative", sentence)
    _another(by, kept.user)
    at = clock.now()
    begins = starts_at or at
    _span(begins, ends_at)
    return records.write_authority(
        by=by.pseudonym,
        at=at,
        membership=kept,
        basis=basis,
        words=words.strip(),
        starts_at=begins,
        ends_at=ends_at,
        document=document,
    )


@verb(Permission.MANAGE_CUSTOMERS)
@transaction.atomic
def end_authority(*, by: User, authority: Authority, ends_at: dt.datetime | None = None) -> Authority:
    """From now, or a later aware instant, nothing rests on it any more; what rested on it before stays valid.

    Raises Refused: `not_allowed` (403); `authority_ended` (409); `in_the_past`, `authority_span` (422).
    """
    kept = Authority.objects.select_for_update().get(pk=authority.pk)
    at = clock.now()
    end = ends_at or at
    if end < at:
        sentence = _("What was acknowledged before now stays as it is: choose an instant to come, or none for now.")
        raise Refused("in_the_past", sentence, status=422)
    _span(kept.starts_at, end)
    if not records.close_authority(by=by.pseudonym, at=at, authority=kept, ends_at=end):
        raise Refused("authority_ended", _("This authority ends by then already; an end is never put off."))
    return kept


@verb(Permission.MANAGE_CUSTOMERS)
@transaction.atomic
def replace_representative(
    *,
    by: User,
    membership: Membership,
    email: str,
    name: str,
    basis: Basis,
    words: str = "",
    ends_at: dt.datetime | None = None,
    filename: str = "",
    data: bytes = b"",
) -> Membership:
    """Another person represents the customer from now on: the one's authority ends as the other's begins.

    What the former acknowledged stays valid. An account user who takes over is one no longer. Returns the new
    membership. Raises Refused: `not_allowed` (403); `membership_ended`, `not_a_representative`, `taken` (409); the same
    422 as `record_authority`.
    """
    document = _checked(words, filename, data)
    former = _held(membership)
    if former.capacity != Capacity.REPRESENTATIVE:
        raise Refused("not_a_representative", _("This person represents the customer in nothing to take over."))
    open_ones = Membership.objects.select_for_update(of=("self",)).filter(customer=former.customer_id, until=None)
    mine = open_ones.filter(user__email__iexact=email).first()
    if mine is not None and mine.capacity == Capacity.REPRESENTATIVE:
        raise Refused("taken", _("This person represents the customer already: end the other one instead."))
    if by.email.lower() == email.lower():
        _another(by, by)
    at = clock.now()
    _span(at, ends_at)
    for one in (former, mine):
        if one is not None:
            records.close_membership(by=by.pseudonym, at=at, membership=one)
    with refuse_what_is_taken():
        return records.write_membership(
            by=by.pseudonym,
            at=at,
            customer=former.customer,
            email=email,
            name=name,
            capacity=Capacity.REPRESENTATIVE,
            authority=words.strip(),
            basis=basis,
            until=ends_at,
            document=document,
            replaced=former,
        )


def document_of(authority: Authority) -> bytes:
    """Returns the document it rests on; raises Refused: `no_document` (404), `document_altered` (409)."""
    if not authority.path:
        raise Refused("no_document", _("No document was recorded with this authority."), status=404)
    return files.read(path=authority.path, digest=authority.document_digest)


def _held(membership: Membership) -> Membership:
    """Returns the membership, locked, that nobody ended."""
    kept = Membership.objects.select_for_update(of=("self",)).select_related("user", "customer").get(pk=membership.pk)
    if kept.until is not None:
        raise Refused("membership_ended", _("This person does not act for the customer any more."))
    return kept


def _checked(words: str, filename: str, data: bytes) -> files.Sent | None:
    if not words.strip() and not (data or filename):
        sentence = _("Say in words what the authority is, such as “managing director”, or add the document.")
        raise Refused("authority_words", sentence, status=422)
    return files.checked_scan(filename=filename, data=data) if data or filename else None


def _span(starts_at: dt.datetime, ends_at: dt.datetime | None) -> None:
    if ends_at is not None and ends_at <= starts_at:
        raise Refused("authority_span", _("It ends before it begins: correct one of the two."), status=422)


def _another(by: User, person: User) -> None:
    """Nobody records an authority of their own."""
    if by.pk == person.pk:
        raise Refused("own_authority", _("Nobody records an authority of their own: ask a colleague."), status=422)
