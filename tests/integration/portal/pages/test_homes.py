"""Everybody lands where they belong, and sees there what is theirs."""

import datetime as dt
import itertools
import uuid

import pytest

from enforcement.cases.models import Case, Conduct, Determination, Intent
from enforcement.holds.models import Hold, HoldReason
from tenants.alerts.actions import look
from tenants.ledger import clock
from tenants.people.models import Role, User
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt, Staff
from tests.factories.customers import customer, member, person_of, service_of
from tests.factories.versions import posted_policy


def open_case(decided_by: uuid.UUID | None = None) -> Case:
    """A case; with a decider also a determination that waits for another person."""
    held = customer("Held")
    at = clock.now()
    case = Case.objects.create(
        number=1,
        customer=held,
        service=service_of(held),
        category="spam_email",
        summary="Mail nobody asked for",
        opened_at=at - dt.timedelta(days=4),
        opened_by=uuid.uuid4(),
    )
    if decided_by:
        Determination.objects.create(
            appeal_days=183,
            case=case,
            customer=held,
            service=case.service,
            actor="An account user",
            intent=Intent.INTENTIONAL,
            conduct=Conduct.ENGAGED,
            act_started_at=at - dt.timedelta(days=5),
            act_ended_at=at - dt.timedelta(days=4),
            facts="Ten thousand mails",
            rationale="They were offensive",
            needs_approval=True,
            decided_by=decided_by,
            decided_at=at,
        )
    return case


def test_the_front_door_sends_everybody_where_they_belong(acme: Reseller, staff: Staff, client_at: ClientAt) -> None:
    person = person_of(customer())
    assert client_at("acme").get("/").headers["Location"] == "/aup/"
    assert client_at("acme", staff(Role.AUDITOR)).get("/").headers["Location"] == "/desk/"
    assert client_at("acme", person).get("/").headers["Location"] == "/my/"
    assert client_at("acme").get("/enter/").headers["Location"] == "/sign-in/?next=/enter/"
    assert client_at("acme", person).get("/enter/").headers["Location"] == "/my/"


def test_the_desk_is_for_staff_and_my_pages_for_customers(acme: Reseller, staff: Staff, client_at: ClientAt) -> None:
    person = person_of(customer())
    assert client_at("acme", person).get("/desk/").status_code == 403
    assert client_at("acme", staff(Role.EDITOR)).get("/my/").status_code == 403
    assert client_at("acme").get("/desk/").status_code == 302
    assert client_at("acme").get("/my/").status_code == 302


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OPERATOR])
def test_every_role_has_a_first_page_with_a_navigation_that_opens(
    role: Role, acme: Reseller, staff: Staff, client_at: ClientAt
) -> None:
    posted_policy()
    open_case()
    browser = client_at("acme", staff(role))
    answer = browser.get("/desk/")
    assert answer.status_code == 200
    for entry in answer.context["nav"]:
        assert browser.get(entry.url).status_code == 200, entry.url


def test_the_navigation_of_the_desk_stands_in_groups_after_what_stands_apart(
    acme: Reseller, staff: Staff, client_at: ClientAt
) -> None:
    person = staff(Role.ADMINISTRATOR, Role.FINANCE, Role.CASE_OFFICER)
    nav = list(client_at("acme", person).get("/desk/").context["nav"])
    groups = [name for name, _entries in itertools.groupby(str(entry.group) for entry in nav)]
    assert groups == ["", "Policy", "Enforcement", "SLA credits", "Administration"]
    assert [entry.label for entry in nav if not entry.group] == ["Start", "Customers"]


def test_what_a_person_may_not_see_is_not_on_their_desk(acme: Reseller, staff: Staff, client_at: ClientAt) -> None:
    posted_policy()
    open_case()
    officer = client_at("acme", staff(Role.CASE_OFFICER)).get("/desk/").content.decode()
    editor = client_at("acme", staff(Role.EDITOR)).get("/desk/").content.decode()
    assert "Unsolicited mail" in officer
    assert "case without a determination" in officer
    assert "Unsolicited mail" not in editor
    assert "Open cases" not in editor
    assert "customers it binds" in editor


def test_a_decider_is_not_asked_to_approve_their_own_determination(
    acme: Reseller, staff: Staff, client_at: ClientAt
) -> None:
    both = staff(Role.CASE_OFFICER, Role.ENFORCEMENT_APPROVER, name="Both")
    other = staff(Role.ENFORCEMENT_APPROVER, name="Other")
    open_case(decided_by=both.pseudonym)
    look()
    assert "To approve" not in client_at("acme", both).get("/desk/").content.decode()
    once = client_at("acme", other).get("/desk/").content.decode()
    assert once.count("o approve") == 1  # by name, and not in a number too


def test_before_the_first_posting_the_desk_says_what_to_do(acme: Reseller, staff: Staff, client_at: ClientAt) -> None:
    html = client_at("acme", staff(Role.EDITOR)).get("/desk/").content.decode()
    assert "No policy is in force" in html
    assert "Import your text" in html


def test_a_customer_is_told_what_binds_them_and_which_service_is_off(acme: Reseller, client_at: ClientAt) -> None:
    held = customer("Quay Analytics")
    at = clock.now()
    Hold.objects.create(
        service=service_of(held), reason=HoldReason.PAYMENT, starts_at=at, placed_at=at, placed_by=uuid.uuid4()
    )
    browser = client_at("acme", person_of(held))
    assert "No policy is in force" in browser.get("/my/").content.decode()
    version = posted_policy()
    html = browser.get("/my/").content.decode()
    assert "Quay Analytics" in html
    assert f"Version {version.number}" in html
    assert "Read what changed and acknowledge it" in html
    assert "On hold" in html


def test_without_an_agreement_a_customer_is_told_that_nothing_binds_them(acme: Reseller, client_at: ClientAt) -> None:
    posted_policy()
    ended = customer(until=clock.now() - dt.timedelta(days=1))
    assert "No agreement is running" in client_at("acme", person_of(ended)).get("/my/").content.decode()


def test_who_acts_for_two_customers_chooses(acme: Reseller, client_at: ClientAt) -> None:
    one, two = customer("One"), customer("Two")
    person: User = person_of(one)
    member(two, email=person.email)
    browser = client_at("acme", person)
    assert "<h1>Two</h1>" in browser.get(f"/my/?customer={two.pk}").content.decode()
    assert "<h1>Two</h1>" in browser.get("/my/").content.decode()


def test_public_pages_can_be_cached_for_everyone(acme: Reseller, staff: Staff, client_at: ClientAt) -> None:
    posted_policy()
    anonymous = client_at("acme").get("/aup/")
    assert "Cookie" not in anonymous.headers.get("Vary", "")
    assert anonymous.content == client_at("acme", staff(Role.EDITOR)).get("/aup/").content
