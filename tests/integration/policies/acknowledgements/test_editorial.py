"""An editorial version asks nobody again; a material one asks everybody, and the row says what was read."""

import datetime as dt

import pytest

from policies.acknowledgements.coverage.figures import coverage_figures, customers_missing
from policies.acknowledgements.queries import acknowledgement_of, covered_by
from policies.versions.models import PolicyVersion, Significance
from tenants.ledger import clock
from tests.conftest import ClientAt
from tests.factories import customers as make
from tests.factories.acknowledgements import acknowledged
from tests.factories.customers import person_of
from tests.factories.versions import document, posted_policy

OCTOBER = dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)

pytestmark = pytest.mark.usefixtures("acme", "set_clock")


def editorial(words: str, *, at: dt.datetime) -> PolicyVersion:
    return posted_policy(document(spam=words), at=at, significance=Significance.EDITORIAL)


def test_nothing_is_asked_after_an_editorial_version_and_everything_after_a_material_one(client_at: ClientAt) -> None:
    customer = make.customer(email="ada@customer.example")
    first = posted_policy(at=OCTOBER)
    clock.set_to(OCTOBER + DAY)
    acknowledged(first, customer)
    second = editorial("sending mail  that nobody asked for;", at=OCTOBER + 2 * DAY)
    clock.set_to(OCTOBER + 3 * DAY)
    ada = person_of(customer)
    kept = covered_by(version=second, customer=customer, person=ada.pseudonym, at=clock.now())
    assert kept is not None
    assert kept.version == first
    assert acknowledgement_of(version=second, customer=customer, person=ada.pseudonym, at=clock.now()) is None
    counted = coverage_figures(version=second, at=clock.now())
    assert (counted.customers_acknowledged, counted.people_acknowledged) == (1, 1)
    assert not customers_missing(version=second, at=clock.now()).exists()
    page = " ".join(client_at("acme", ada).get("/my/aup/").content.decode().split())
    assert "Nothing is asked of you: you acknowledged version 1" in page
    third = posted_policy(document(spam="sending any bulk mail;"), at=OCTOBER + 4 * DAY)
    clock.set_to(OCTOBER + 5 * DAY)
    assert covered_by(version=third, customer=customer, person=ada.pseudonym, at=clock.now()) is None
    assert customers_missing(version=third, at=clock.now()).get() == customer


def test_who_read_only_what_came_before_the_last_material_version_is_asked() -> None:
    customer = make.customer(email="ada@customer.example")
    first = posted_policy(at=OCTOBER)
    clock.set_to(OCTOBER + DAY)
    acknowledged(first, customer)
    posted_policy(document(spam="sending any bulk mail;"), at=OCTOBER + 2 * DAY)
    last = editorial("sending any  bulk mail;", at=OCTOBER + 3 * DAY)
    clock.set_to(OCTOBER + 4 * DAY)
    assert covered_by(version=last, customer=customer, person=person_of(customer).pseudonym, at=clock.now()) is None
    assert customers_missing(version=last, at=clock.now()).get() == customer
