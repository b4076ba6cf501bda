"""Strikes: given as determinations take effect, suggesting a measure, taken away on appeal."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from enforcement.appeals.models import Outcome
from enforcement.cases.strikes.actions import set_strikes
from enforcement.cases.strikes.models import Strike, Suggested
from enforcement.cases.strikes.queries import tally
from enforcement.holds.models import Measure
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.people.models import Role, User
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.factories import appeals, cases, customers, versions

pytestmark = pytest.mark.usefixtures("acme")
ClientAt = Callable[..., Client]
Staff = Callable[..., User]


@pytest.fixture
def version(acme: Reseller, staff: Staff) -> PolicyVersion:
    by = staff(Role.ADMINISTRATOR)
    weights = {"spam_email": (2, 90), "offensive_content": (5, 30)}
    set_strikes(by=by, weights=weights, thresholds={2: Suggested.WARNING, 4: Suggested.SUSPENSION})
    return versions.posted_policy(at=clock.now() - dt.timedelta(days=30))


@pytest.fixture
def customer(version: PolicyVersion) -> Customer:
    return customers.customer("Xavier BV")


def test_a_determination_with_effect_counts_and_a_sum_suggests_a_measure(
    customer: Customer, version: PolicyVersion, client_at: ClientAt, staff: Staff
) -> None:
    first = cases.determination(cases.case(customer), version)
    assert (first.strike.weight, first.strike.given_at) == (2, first.decided_at)
    second = cases.determination(cases.case(customer), version)
    found = tally(customer, clock.now())
    assert (found.points, found.suggests) == (4, "suspension")
    assert not Measure.objects.exists()
    desk = client_at("acme", staff(Role.CASE_OFFICER))
    page = desk.get(f"/desk/cases/{second.case_id}/").content.decode()
    propose = f"/desk/determinations/{second.pk}/measure/?kind=suspension"
    assert propose in page
    form = desk.get(propose).content.decode()
    assert 'value="suspension"' in form
    checked = form[form.index('value="suspension"') :].partition(">")[0]
    assert "checked" in checked or "selected" in checked
    assert "4 points count now" in desk.get(f"/desk/customers/{customer.pk}/strikes/").content.decode()
    own = client_at("acme", customers.person_of(customer))
    assert "4 points count now" in own.get("/my/strikes/").content.decode()
    assert len(own.get("/api/v1/my-strikes/").json()["results"]) == 2


def test_case_and_strikes_are_one_click_from_each_other(
    customer: Customer, version: PolicyVersion, client_at: ClientAt, staff: Staff
) -> None:
    """A strike that suggests nothing is linked too."""
    found = cases.determination(cases.case(customer), version)
    desk = client_at("acme", staff(Role.AUDITOR))
    there, back = f"/desk/customers/{customer.pk}/strikes/", f"/desk/cases/{found.case_id}/"
    assert f'href="{there}"' in desk.get(back).content.decode()
    assert f'href="{back}"' in desk.get(there).content.decode()


def test_one_that_waits_for_approval_counts_once_it_is_approved(customer: Customer, version: PolicyVersion) -> None:
    waits = cases.determination(cases.case(customer), version, versions.SPAM, versions.OFFENSIVE)
    assert not Strike.objects.exists()
    cases.approved(waits)
    found = Strike.objects.get()
    assert (found.category, found.weight, found.given_at) == ("offensive_content", 5, waits.approval.approved_at)


def test_what_counts_nothing_gives_no_strike(customer: Customer, version: PolicyVersion) -> None:
    case = cases.case(customer, category="unauthorized_testing")
    cases.determination(case, version, versions.SCANNING)
    assert not Strike.objects.exists()


@pytest.mark.parametrize(("outcome", "left"), [(Outcome.OVERTURNED, 0), (Outcome.UPHELD, 2)])
def test_a_won_appeal_takes_the_strike_away(
    customer: Customer, version: PolicyVersion, outcome: Outcome, left: int
) -> None:
    found = cases.determination(cases.case(customer), version)
    decision = appeals.decided(appeals.appeal(found), outcome)
    assert tally(customer, clock.now()).points == left
    undone = Strike.objects.get().undone_at
    assert undone == (decision.reviewed_at if left == 0 else None)


def test_settings_are_replaced_whole_by_page_and_by_machine(
    version: PolicyVersion, client_at: ClientAt, staff: Staff
) -> None:
    admin = client_at("acme", staff(Role.ADMINISTRATOR))
    body = {"weight_spam_email": "3", "days_spam_email": "", "points_warning": "4", "points_suspension": "4"}
    page = admin.post("/desk/strikes/settings/", body)
    assert page.status_code == 422
    assert "Give both, or neither." in page.content.decode()
    right = {"weight_spam_email": "3", "days_spam_email": "60", "points_warning": "3"}
    assert admin.post("/desk/strikes/settings/", right).status_code == 302
    told = admin.get("/api/v1/strike-settings/").json()
    assert told == {
        "weights": [{"category": "spam_email", "weight": 3, "days": 60}],
        "thresholds": [{"points": 3, "suggests": "warning"}],
    }
    changed = admin.post("/api/v1/strike-settings/change/", told, content_type="application/json")
    assert changed.json() == told
    assert "3, for 60 days" in admin.get("/desk/strikes/").content.decode()
    with pytest.raises(Refused):
        set_strikes(by=staff(Role.ADMINISTRATOR), weights={"nowhere": (1, 1)}, thresholds={})
