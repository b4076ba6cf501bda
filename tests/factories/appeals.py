"""Appeals for tests, made by the real verbs."""

import datetime as dt
from typing import Any, cast

from enforcement.appeals.actions import Anew, decide_appeal, file_appeal, take_appeal
from enforcement.appeals.models import Appeal, AppealDecision, Outcome
from enforcement.cases.models import Conduct, Determination, Intent
from enforcement.holds.models import Measure
from tenants.people.actions import give_roles
from tenants.people.models import Role, User
from tests.factories import customers


def reviewer() -> User:
    """A third person of the current reseller."""
    return give_roles(by=None, email="third@acme.example", name="Third", roles=[Role.APPEAL_REVIEWER])


def appeal(found: Determination | Measure, **changed: Any) -> Appeal:
    """An appeal of the customer's representative, against the one or the other."""
    customer = found.customer
    given = {"by": customers.person_of(customer), "customer": customer, "words": "It was somebody else."}
    what = "measure" if isinstance(found, Measure) else "determination"
    return file_appeal(**{**given, what: found, **changed})


def anew(found: Determination, **changed: Any) -> Anew:
    """What is determined instead: the same words are cited, for another act of half an hour before."""
    act = found.act_started_at - dt.timedelta(minutes=30)
    given: Any = {
        "citations": [one.provision for one in found.citations.select_related("provision__version")],
        "actor": found.actor,
        "intent": Intent.UNINTENTIONAL,
        "conduct": Conduct.PERMITTED,
        "act_started_at": act,
        "act_ended_at": act,
        "facts": "It was a form that others abused.",
        "rationale": "The form was left open.",
    }
    return cast("Anew", given | changed)


def decided(found: Appeal, outcome: Outcome = Outcome.OVERTURNED, **changed: Any) -> AppealDecision:
    """The appeal, reviewed and decided by a third person; a modified one determines `anew`."""
    taken = take_appeal(by=reviewer(), appeal=found)
    given: dict[str, Any] = {
        "by": reviewer(),
        "appeal": taken,
        "outcome": outcome,
        "reasons": "The logs are of another address.",
    }
    if outcome is Outcome.MODIFIED:
        given["anew"] = anew(found.determination) if found.determination else None
    return decide_appeal(**given | changed)
