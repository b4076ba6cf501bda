"""Recording what an agreement says otherwise than the policy, with the signed document, and ending it."""

import datetime as dt
import hashlib

import rfc8785
from django.db import transaction
from django.utils.translation import gettext as _

from tenants.customers import files
from tenants.customers.constraints import refuse_what_is_taken
from tenants.customers.models import Agreement, Deviation, DeviationEffect
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.MANAGE_CUSTOMERS)
@transaction.atomic
def add_deviation(
    *,
    by: User,
    agreement: Agreement,
    effect: DeviationEffect,
    key: str,
    text: str,
    starts_at: dt.datetime,
    filename: str,
    data: bytes,
    ends_at: dt.datetime | None = None,
    parent_key: str = "",
    kind: str = "",
    discretionary: bool = False,
    general_digest: str = "",
) -> Deviation:
    """A provision replaced, added or not applied for this agreement (R1); instants are aware.

    Raises Refused: `not_allowed` (403); `deviation_words`, `file_empty`, `file_too_large`, `before_agreement` (422);
    `taken` where something else is agreed about the provision at that time.
    """
    words = text.strip()
    if bool(words) == (effect == DeviationEffect.NOT_APPLIED):
        sentence = _("Write the agreed words where a provision is replaced or added, and none where it is not applied.")
        raise Refused("deviation_words", sentence, status=422)
    document = files.checked(filename=filename, data=data)
    kept = Agreement.objects.select_for_update().get(pk=agreement.pk)
    at = clock.now()
    if starts_at < kept.starts_at or (kept.ends_at is not None and starts_at >= kept.ends_at):
        sentence = _("The agreement did not run then: choose an instant between its beginning and its end.")
        raise Refused("before_agreement", sentence, status=422)
    said: dict[str, str | bool] = {
        "agreement": kept.number,
        "effect": str(effect),
        "key": key,
        "parent_key": parent_key,
        "kind": kind,
        "discretionary": discretionary,
        "text": words,
        "from": starts_at.astimezone(dt.UTC).isoformat(),
        "document": document.digest,
    }
    with refuse_what_is_taken():
        made = Deviation.objects.create(
            customer_id=kept.customer_id,
            agreement=kept,
            effect=effect,
            key=key,
            parent_key=parent_key,
            kind=kind,
            discretionary=discretionary,
            text=words,
            general_digest=general_digest,
            starts_at=starts_at,
            ends_at=ends_at,
            filename=document.filename,
            document_digest=document.digest,
            path=document.keep(),
            digest=hashlib.sha256(rfc8785.dumps(said)).hexdigest(),
            recorded_at=at,
            recorded_by=by.pseudonym,
        )
    facts = {**said, "digest": made.digest, "until": ends_at.isoformat() if ends_at else None}
    record(verb="deviation.added", at=at, by=by.pseudonym, subject=made, facts=facts)
    return made


@verb(Permission.MANAGE_CUSTOMERS)
@transaction.atomic
def end_deviation(*, by: User, deviation: Deviation, ends_at: dt.datetime | None = None) -> Deviation:
    """From now, or a later aware instant, the general words bind again.

    Raises Refused: `not_allowed` (403); `deviation_ended` where it has an end; `in_the_past`, `deviation_span` (422).
    """
    kept = Deviation.objects.select_for_update(of=("self",)).select_related("agreement").get(pk=deviation.pk)
    at = clock.now()
    end = ends_at or at
    if kept.ends_at is not None:
        raise Refused("deviation_ended", _("This deviation has an end already; that is not moved."))
    if end < at:
        sentence = _("What bound the customer before now is not changed: choose an instant to come, or none for now.")
        raise Refused("in_the_past", sentence, status=422)
    if end <= kept.starts_at:
        raise Refused("deviation_span", _("It begins after that: choose a later end."), status=422)
    Deviation.objects.filter(pk=kept.pk, ends_at=None).update(ends_at=end)
    kept.ends_at = end
    record(verb="deviation.ended", at=at, by=by.pseudonym, subject=kept, facts={"until": end.isoformat()})
    return kept


def document_of(deviation: Deviation) -> bytes:
    """The signed document; raises Refused (`document_altered`) where the storage no longer holds what was recorded."""
    return files.read(path=deviation.path, digest=deviation.document_digest)
