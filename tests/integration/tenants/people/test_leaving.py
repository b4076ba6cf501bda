"""A person is deactivated in one act: everything that lets them in ends, and stays ended once they are let in again."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from enforcement.cases.actions.desk import assign_case
from enforcement.cases.models import Case
from enforcement.reports.inbox.actions import assign_reports
from enforcement.reports.models import Report
from policies.notices.actions.preferences import make_feed
from policies.notices.models import Channel, Delivery, DeliveryStatus
from policies.notices.queries import inbox, owner_of_feed
from tenants.alerts.actions import save_shift
from tenants.alerts.models import RotaShift, Weekday
from tenants.customers.actions import end_membership
from tenants.customers.models import Membership
from tenants.ledger.models import Entry
from tenants.people.actions import invite_person, take_role
from tenants.people.leaving import deactivate_person, reactivate_person
from tenants.people.links import create_link
from tenants.people.mails import send_mails
from tenants.people.models import AccountMail, Role, SignIn, User
from tenants.people.tokens import create_token, token_holder
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.conftest import ClientAt, Staff
from tests.factories import cases, reports, versions
from tests.factories.customers import customer, membership_of

JSON = "application/json"


@pytest.fixture
def boss(acme: Reseller, staff: Staff) -> User:
    return staff(Role.ADMINISTRATOR, name="Boss")


@pytest.fixture
def officer(acme: Reseller, staff: Staff) -> User:
    return staff(Role.CASE_OFFICER, Role.AUDITOR, name="Olga")


def by_link(client_at: ClientAt, user: User) -> Client:
    client = client_at("acme")
    assert client.post(f"/sign-in/{create_link(user=user)}/").status_code == 302
    return client


def test_everything_of_a_person_ends_in_one_act_on_the_page_and_stays_ended(
    boss: User, officer: User, client_at: ClientAt
) -> None:
    desk, theirs = client_at("acme", boss), by_link(client_at, officer)
    link = create_link(user=officer)
    _token, secret = create_token(by=officer, name="sync", scopes=["cases.see"])
    case = cases.case(customer(), by=officer)
    assign_case(by=officer, case=case, to=officer)
    report = reports.report()
    assign_reports(by=officer, reports=[report], to=officer)
    save_shift(by=boss, weekday=Weekday.MONDAY, starts=dt.time(8), ends=dt.time(17), user=officer)

    page = desk.get(f"/desk/people/{officer.pk}/").content.decode()
    assert f"/desk/people/{officer.pk}/deactivate/" in page
    assert "sync" in page
    asks = f"/desk/people/{officer.pk}/deactivate/"
    assert desk.get(asks).status_code == 200
    assert desk.post(asks, {"reason": ""}).status_code == 422
    assert desk.post(asks, {"reason": "Left the company"}).status_code == 302

    assert theirs.get("/account/").status_code == 302
    assert token_holder(secret) is None
    assert client_at("acme").post(f"/sign-in/{link}/").status_code == 410
    assert User.objects.get(pk=officer.pk).roles == frozenset()
    assert Case.objects.get(pk=case.pk).assignee is None
    assert Report.objects.get(pk=report.pk).assigned_to is None
    assert not RotaShift.objects.exists()
    entry = Entry.objects.get(verb="person.deactivated")
    assert (entry.by, entry.facts["tokens"], entry.facts["roles"]) == (boss.pseudonym, 1, ["auditor", "case_officer"])
    assert "Left the company" not in str(entry.facts)
    assert officer.email in desk.get("/desk/people/").content.decode()

    with pytest.raises(Refused) as refused:
        invite_person(by=boss, email=officer.email, name="", roles=[Role.AUDITOR])
    assert refused.value.code == "deactivated"
    assert desk.post(f"/desk/people/{officer.pk}/reactivate/", {"reason": "Came back"}).status_code == 302
    back = User.objects.get(pk=officer.pk)
    assert (back.is_active, back.roles) == (True, frozenset())
    assert theirs.get("/account/").status_code == 302
    assert token_holder(secret) is None
    assert client_at("acme").post(f"/sign-in/{link}/").status_code == 410
    assert by_link(client_at, back).get("/account/").status_code == 200


def test_a_session_that_begins_while_the_person_is_deactivated_is_none_later(
    boss: User, officer: User, client_at: ClientAt
) -> None:
    late = client_at("acme", officer)  # its hash was made before the act, as a sign-in under way makes it
    deactivate_person(by=boss, user=officer, reason="Left")
    reactivate_person(by=boss, user=officer, reason="Back")
    assert late.get("/account/").status_code == 302


def test_the_api_does_the_same(boss: User, officer: User, client_at: ClientAt) -> None:
    api, address = client_at("acme", boss), f"/api/v1/people/{officer.pk}"
    refused = client_at("acme", officer).post(f"{address}/deactivate/", {"reason": "x"}, content_type=JSON)
    assert (refused.status_code, refused["Content-Type"]) == (403, "application/problem+json")
    assert api.post(f"{address}/deactivate/", {"reason": "x"}, content_type=JSON).json()["is_active"] is False
    again = api.post(f"{address}/deactivate/", {"reason": "x"}, content_type=JSON)
    assert (again.status_code, again.json()["code"]) == (409, "deactivated")
    assert api.get("/api/v1/people/?is_active=false").json()["count"] == 1
    assert api.post(f"{address}/reactivate/", {"reason": "x"}, content_type=JSON).json()["is_active"] is True


def test_the_command_does_the_same(officer: User) -> None:
    call_command("deactivate", officer.email, reseller="acme", reason="Left")
    assert not User.objects.get(pk=officer.pk).is_active
    call_command("deactivate", officer.email, reseller="acme", reason="Back", undo=True)
    assert User.objects.get(pk=officer.pk).is_active
    with pytest.raises(CommandError, match="is active"):
        call_command("deactivate", officer.email, reseller="acme", reason="Back", undo=True)


def test_an_operator_is_deactivated_by_a_command(db: None, staff: Staff) -> None:
    first, second = staff(Role.OPERATOR, email="a@portal.example"), staff(Role.OPERATOR, email="b@portal.example")
    call_command("deactivate_operator", first.email, reason="Left")
    assert not User.objects.get(pk=first.pk).is_active
    with pytest.raises(CommandError, match="somebody else"):
        call_command("deactivate_operator", second.email, reason="Left")


def test_nobody_deactivates_themselves_or_the_last_administrator(boss: User) -> None:
    admin = User.objects.get(email="admin@acme.example")
    with pytest.raises(Refused) as refused:
        deactivate_person(by=boss, user=boss, reason="x")
    assert refused.value.code == "yourself"
    deactivate_person(by=boss, user=admin, reason="x")
    with pytest.raises(Refused) as refused:
        deactivate_person(by=None, user=boss, reason="x")
    assert refused.value.code == "last_administrator"


def test_an_administrator_ends_somebodys_session_and_token(boss: User, officer: User, client_at: ClientAt) -> None:
    desk, theirs = client_at("acme", boss), by_link(client_at, officer)
    token, secret = create_token(by=officer, name="sync", scopes=["cases.see"])
    session = SignIn.objects.get(user=officer)
    for address in (f"/desk/people/sessions/{session.pk}/end/", f"/desk/people/tokens/{token.pk}/end/"):
        assert client_at("acme", officer).post(address).status_code == 403
        assert desk.post(address).status_code == 302
    assert theirs.get("/account/").status_code == 302
    assert token_holder(secret) is None

    theirs = by_link(client_at, officer)
    token, secret = create_token(by=officer, name="again", scopes=["cases.see"])
    [session_row] = desk.get(f"/api/v1/people-sessions/?user={officer.pk}").json()["results"]
    [token_row] = desk.get(f"/api/v1/people-tokens/?user={officer.pk}").json()["results"]
    assert token_row["name"] == "again"
    assert desk.delete(f"/api/v1/people-sessions/{session_row['id']}/").status_code == 204
    assert desk.delete(f"/api/v1/people-tokens/{token_row['id']}/").status_code == 204
    assert theirs.get("/account/").status_code == 302
    assert token_holder(secret) is None


def test_a_token_ends_with_a_role_taken_and_not_again_given(boss: User, officer: User) -> None:
    _token, cut = create_token(by=officer, name="work", scopes=["cases.work"])
    _token, also = create_token(by=officer, name="see", scopes=["cases.see"])
    _token, own = create_token(by=officer, name="own", scopes=["own", "ledger.see"])
    take_role(by=boss, user=officer, role=Role.CASE_OFFICER)
    invite_person(by=boss, email=officer.email, name="", roles=[Role.CASE_OFFICER])
    assert (token_holder(cut), token_holder(also)) == (None, None)
    assert token_holder(own) is not None


def test_what_waits_to_be_mailed_to_whoever_left_is_not_sent(boss: User, officer: User) -> None:
    invite_person(by=boss, email=officer.email, name="", roles=[Role.AUDITOR])
    deactivate_person(by=boss, user=officer, reason="Left")
    AccountMail.objects.exclude(user=officer).delete()
    assert send_mails() == 0


@pytest.fixture
def told(acme: Reseller) -> Membership:
    """A representative who was told of a version."""
    found = customer()
    versions.posted_policy()
    return membership_of(found)


def test_the_end_of_a_membership_ends_feed_and_inbox(told: Membership, boss: User, client_at: ClientAt) -> None:
    person = told.user
    secret = make_feed(by=person)
    assert inbox(person).exists()
    assert owner_of_feed(secret) == person
    client = client_at("acme", person)
    assert client.get(f"/notices/feed/{secret}/").status_code == 200
    end_membership(by=boss, membership=told)
    assert owner_of_feed(secret) is None
    assert client.get(f"/notices/feed/{secret}/").status_code == 404
    assert not inbox(person).exists()
    assert not Delivery.objects.filter(recipient=person, status=DeliveryStatus.QUEUED).exists()
    assert client.get("/api/v1/notices/").status_code in {200, 403}
    Membership.objects.create(customer=told.customer, user=person, capacity=told.capacity, since=told.since)
    assert owner_of_feed(secret) is None, "what ended stays ended"


def test_deactivating_ends_what_somebody_does_for_customers(told: Membership, boss: User) -> None:
    secret = make_feed(by=told.user)
    deactivate_person(by=boss, user=told.user, reason="Left")
    reactivate_person(by=boss, user=told.user, reason="Back")
    assert Membership.objects.get(pk=told.pk).until is not None
    assert owner_of_feed(secret) is None
    assert not Delivery.objects.filter(recipient=told.user, channel=Channel.MAIL, status=DeliveryStatus.QUEUED).exists()
