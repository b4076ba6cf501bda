"""Appeals for tests, made by the real verbs."""

from typing import Any

from enforcement.appeals.actions import decide_appeal, file_appeal, take_appeal
from enforcement.appeals.models import Appeal, AppealDecision, Outcome
from enforcement.cases.models import Determination
from tenants.people.actions import give_roles
from tenants.people.models import Role, User
from tests.factories import customers


def reviewer() -> User:
    """A third person of the current reseller."""
    return give_roles(by=None, email="third@acme.example", name="Third", roles=[Role.APPEAL_REVIEWER])


def appeal(found: Determination, **changed: Any) -> Appeal:
    """An appeal of the customer's representative."""
    customer = found.customer
    given = {"by": customers.person_of(customer), "customer": customer, "words": "It was somebody else."}
    return file_appeal(**{**given, "determination": found, **changed})


def decided(found: Appeal, outcome: Outcome = Outcome.OVERTURNED, **changed: Any) -> AppealDecision:
    """The appeal, reviewed and decided by a third person."""
    taken = take_appeal(by=reviewer(), appeal=found)
    given: dict[str, Any] = {
        "by": reviewer(),
        "appeal": taken,
        "outcome": outcome,
        "reasons": "The logs are of another address.",
    }
    return decide_appeal(**given | changed)
