"""A customer's people contest a credit statement, and staff answer: nothing moves by either."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from enforcement.credits.models import CreditStatement, Objection, ObjectionAnswer
from enforcement.credits.objections.queries import ANSWERED
from enforcement.reports.numbering import next_number
from policies.notices.actions import announce
from tenants.alerts.actions import tell
from tenants.alerts.models import Kind
from tenants.customers.models import Customer, Membership, Service
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@transaction.atomic
def file_objection(
    *,
    by: User,
    statement: CreditStatement,
    words: str,
    service: Service | None = None,
    starts_at: dt.datetime | None = None,
) -> Objection:
    """One of the customer's people says why an issued statement is wrong, or one interruption of a service in it.

    Raises Refused: `not_yours` (404), `words`, `service` (422), `objected_already` while one waits for an answer.
    """
    acts = Membership.objects.filter(user=by, customer=statement.customer_id, until=None)
    if not acts.exists() or not CreditStatement.objects.filter(pk=statement.pk, issue__isnull=False).exists():
        raise Refused("not_yours", _("There is no such statement of yours."), status=404)
    if not (words := words.replace("\0", "").strip()):
        raise Refused("words", _("Say why it is wrong."), status=422)
    if service is not None and service.customer_id != statement.customer_id:
        raise Refused("service", _("Choose one of the statement's services."), status=422)
    Customer.objects.select_for_update().get(pk=statement.customer_id)
    number = next_number(Objection)
    at = clock.now()
    if Objection.objects.filter(statement=statement, answer=None).exists():
        raise Refused("objected_already", _("You contested this statement already; wait for the answer."))
    made = Objection.objects.create(
        number=number,
        statement=statement,
        service=service,
        starts_at=starts_at,
        words=words,
        filed_by=by.pseudonym,
        filed_at=at,
    )
    facts = {"number": number, "statement": str(statement), "service": service.reference if service else None}
    record(verb="objection.filed", at=at, by=by.pseudonym, subject=made, facts=facts, personal={"words": words})
    tell(Kind.CONTESTED)
    return made


@verb(Permission.MANAGE_CREDITS)
@transaction.atomic
def answer_objection(*, by: User, objection: Objection, words: str) -> ObjectionAnswer:
    """Staff answer, and the customer is told; what is to change is changed by an act of its own.

    Raises Refused: `words` (422), `answered_already`.
    """
    if not (words := words.replace("\0", "").strip()):
        raise Refused("words", _("Write the answer that the customer gets."), status=422)
    statement = objection.statement
    Customer.objects.select_for_update().get(pk=statement.customer_id)
    at = clock.now()
    if ObjectionAnswer.objects.filter(objection=objection).exists():
        raise Refused("answered_already", _("Somebody answered this already."))
    made = ObjectionAnswer.objects.create(objection=objection, words=words, answered_by=by.pseudonym, answered_at=at)
    facts = {"number": objection.number, "statement": str(statement)}
    record(verb="objection.answered", at=at, by=by.pseudonym, subject=objection, facts=facts, personal={"words": words})
    announce(
        kind=ANSWERED,
        by=by.pseudonym,
        at=at,
        subject=objection,
        title=_("Your objection %(objection)s to %(statement)s is answered")
        % {"objection": objection, "statement": statement},
        path=reverse("my-credit", args=[statement.pk]),
        content={
            "objection": str(objection),
            "statement": str(statement),
            "month": statement.month,
            "words": objection.words,
            "answer": words,
        },
        customers=Customer.objects.filter(pk=statement.customer_id),
    )
    tell(Kind.CONTESTED)
    return made
