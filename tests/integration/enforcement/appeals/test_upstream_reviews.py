"""A reseller too small for a third person: the upstream names one, whom an administrator here lets in."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from enforcement.appeals.actions import decide_appeal, take_appeal
from enforcement.appeals.models import AppealDecision, Outcome
from enforcement.cases.models import Determination
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.people.actions import give_roles
from tenants.people.mails import send_mails
from tenants.people.models import Invitation, Role, StaffRole, User
from tenants.people.reviewers.actions import (
    ask_upstream,
    invite_reviewer,
    name_reviewer,
    stop_asking,
    withdraw_reviewer,
)
from tenants.people.reviewers.queries import asked_here, asked_of_us, named_for_us
from tenants.resellers.current import connection
from tenants.resellers.models import NamedReviewer, ReviewRequest
from tests.conftest import standing_in
from tests.factories import appeals, cases
from tests.refusing import refused

pytestmark = pytest.mark.usefixtures("acme")
ClientAt = Callable[..., Client]
Staff = Callable[..., User]


@pytest.fixture
def boss(acme: object, staff: Staff) -> User:
    """Does everything at acme, alone."""
    return staff(Role.ADMINISTRATOR, Role.CASE_OFFICER, Role.APPEAL_REVIEWER, name="Boss")


def at_vendor(email: str = "vera@vendor.example", *roles: Role) -> User:
    """Somebody who works at the vendor, in whose schema we stand."""
    return give_roles(by=None, email=email, name="Vera", roles=roles or [Role.ADMINISTRATOR])


def named(email: str = "vera@vendor.example") -> NamedReviewer:
    """The vendor names a person to whoever asks."""
    with standing_in("vendor"):
        by = at_vendor()
        return name_reviewer(by=by, request=asked_of_us().get(), user=at_vendor(email, Role.AUDITOR))


def test_from_an_appeal_that_nobody_may_review_to_its_decision_by_following_the_pages(
    boss: User,
    version: PolicyVersion,
    customer: Customer,
    client_at: ClientAt,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    other = give_roles(by=boss.pseudonym, email="two@acme.example", name="Two", roles=[Role.ADMINISTRATOR])
    found = cases.determination(cases.case(customer, by=boss), version, by=boss)
    filed = appeals.appeal(found)
    desk = client_at("acme", boss)
    page = desk.get(f"/desk/appeals/{filed.pk}/").content.decode()
    assert "Nobody here may review this appeal" in page
    assert "/desk/people/reviewers/" in page
    person = filed.customer.memberships.get().user
    assert "Nobody at your provider" in client_at("acme", person).get(f"/my/appeals/{filed.pk}/").content.decode()
    assert "/desk/people/reviewers/ask/" in desk.get("/desk/people/reviewers/").content.decode()
    desk.post("/desk/people/reviewers/ask/")
    with standing_in("vendor"):
        vera = at_vendor()
        there = client_at("vendor", vera)
        assert "reseller to name a reviewer to" in there.get("/desk/").content.decode()
        request = asked_of_us().get()
        address = f"/desk/people/reviewers/{request.pk}/name/"
        assert address in there.get("/desk/people/reviewers/").content.decode()
        assert there.post(address, {"user": str(vera.pk)}).status_code == 302
        assert Entry.objects.filter(verb="reviewer.named").count() == 1
    assert "reviewer from upstream to invite" in desk.get("/desk/").content.decode()
    (one,) = named_for_us()
    invite = f"/desk/people/reviewers/{one.pk}/invite/"
    assert invite in desk.get("/desk/people/reviewers/").content.decode()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(invite).status_code == 302
    send_mails()
    kinds = {(one.extra_headers["X-Proviso-Kind"], one.to[0]) for one in mail.outbox}
    assert kinds >= {("invitation", "vera@vendor.example"), ("roles", boss.email), ("roles", other.email)}
    assert any("Your upstream named this person" in one.body for one in mail.outbox)
    reviewer = User.objects.get(email="vera@vendor.example")
    row = StaffRole.objects.get(user=reviewer)
    assert (row.role, row.granted_by, row.upstream) == (Role.APPEAL_REVIEWER, None, "vendor")
    assert not Invitation.objects.filter(user=reviewer).exists()
    assert Entry.objects.get(verb="reviewer.invited").by == boss.pseudonym
    assert "of your upstream" in desk.get("/desk/people/").content.decode()
    assert "Nobody here may review" not in desk.get(f"/desk/appeals/{filed.pk}/").content.decode()
    reviewing = client_at("acme", reviewer)
    reviewing.post(f"/desk/appeals/{filed.pk}/take/")
    body = {"outcome": "overturned", "reasons": "The logs are of another address."}
    assert reviewing.post(f"/desk/appeals/{filed.pk}/decide/", body).status_code == 302
    assert AppealDecision.objects.get().reviewed_by == reviewer.pseudonym


def test_who_has_a_place_here_is_nobody_from_outside(boss: User, found: Determination) -> None:
    friend = give_roles(by=boss.pseudonym, email="vera@vendor.example", name="Friend", roles=[Role.AUDITOR])
    ask_upstream(by=boss)
    assert refused(invite_reviewer, by=boss, named=named()) == ("known_here", 409)
    with pytest.raises(IntegrityError, match="from outside"), transaction.atomic():
        StaffRole.objects.create(user=friend, role=Role.APPEAL_REVIEWER, upstream="vendor", granted_at=clock.now())
    outsider = User.objects.create(email="x@vendor.example", name="X", created_at=clock.now())
    with pytest.raises(IntegrityError, match="staff_role_of_upstream"), transaction.atomic():
        StaffRole.objects.create(user=outsider, role=Role.FINANCE, upstream="vendor", granted_at=clock.now())


def let_in(named: NamedReviewer, account: User, tenant: str = "acme") -> bool:
    """What the database's own function answers."""
    with transaction.atomic(), connection.cursor() as cursor:
        given = [tenant, named.pk, uuid.uuid4(), account.pk, clock.now()]
        cursor.execute("SELECT public.proviso_let_in(%s, %s, %s, %s, %s)", given)
        return bool(cursor.fetchone()[0])


def test_the_database_lets_nobody_in_whom_the_upstream_does_not_name(boss: User) -> None:
    """Whatever the portal's own code writes: a friend does not become a third person by a row."""
    friend = User.objects.create(email="friend@vendor.example", name="Friend", created_at=clock.now())
    with pytest.raises(IntegrityError, match="only whom the upstream names"), transaction.atomic():
        StaffRole.objects.create(user=friend, role=Role.APPEAL_REVIEWER, upstream="vendor", granted_at=clock.now())
    ask_upstream(by=boss)
    one = named()
    assert not let_in(one, friend)
    vera = User.objects.create(email="Vera@Vendor.example", name="Vera", created_at=clock.now())
    with standing_in("vendor"):
        withdraw_reviewer(by=at_vendor(), named=one)
    assert not let_in(one, vera)
    with standing_in("vendor"):
        again = name_reviewer(by=at_vendor(), request=asked_of_us().get(), user=at_vendor())
    with pytest.raises(DatabaseError, match="into its own schema alone"):
        let_in(again, vera, tenant="beta")
    assert let_in(again, vera)
    assert StaffRole.objects.get(user=vera).upstream == "vendor"
    stop_asking(by=boss)
    assert not let_in(again, vera)


def test_only_who_is_named_now_is_invited(boss: User) -> None:
    assert refused(stop_asking, by=boss) == ("not_asked", 409)
    ask_upstream(by=boss)
    assert refused(ask_upstream, by=boss) == ("asked_already", 409)
    one = named()
    with standing_in("vendor"):
        withdraw_reviewer(by=at_vendor(), named=one)
        assert refused(withdraw_reviewer, by=at_vendor(), named=one) == ("not_named", 409)
    one.refresh_from_db()
    assert refused(invite_reviewer, by=boss, named=one) == ("not_named", 409)
    with standing_in("vendor"):
        customerless = User.objects.create(email="x@vendor.example", name="X", created_at=clock.now())
        asked = asked_of_us().get()
        assert refused(name_reviewer, by=at_vendor(), request=asked, user=customerless) == ("not_staff", 422)


def test_whom_the_upstream_names_no_longer_reviews_nothing(boss: User, found: Determination) -> None:
    ask_upstream(by=boss)
    one = named("uma@vendor.example")
    reviewer = invite_reviewer(by=boss, named=one)
    filed = appeals.appeal(found)
    taken = take_appeal(by=reviewer, appeal=filed)
    with standing_in("vendor"):
        withdraw_reviewer(by=at_vendor(), named=one)
    given = {"by": reviewer, "appeal": taken, "outcome": Outcome.UPHELD, "reasons": "x"}
    assert refused(decide_appeal, **given) == ("took_part", 409)
    assert asked_here() is not None
    stop_asking(by=boss)
    assert not StaffRole.objects.filter(upstream="vendor").exists()
    assert refused(decide_appeal, **given | {"by": User.objects.get(pk=reviewer.pk)}) == ("not_allowed", 403)


def test_without_an_upstream_there_is_nobody_to_ask(staff: Staff, client_at: ClientAt) -> None:
    with standing_in("vendor"):
        vera = at_vendor()
        assert refused(ask_upstream, by=vera) == ("no_upstream", 409)
        assert "no upstream" in client_at("vendor", vera).get("/desk/people/reviewers/").content.decode()


def test_row_security_lets_each_side_write_its_own_alone(boss: User) -> None:
    made = {"id": uuid.uuid4(), "reseller_name": "x", "asked_at": clock.now()}
    for wrong in ({"reseller": "beta", "upstream": "vendor"}, {"reseller": "acme", "upstream": "beta"}):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            ReviewRequest.objects.create(**made, **wrong)
    asked = ask_upstream(by=boss)
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        NamedReviewer.objects.create(request=asked, email="me@acme.example", name="Me", named_at=clock.now())
    one = named()
    assert NamedReviewer.objects.filter(pk=one.pk).update(withdrawn_at=clock.now()) == 0
    with standing_in("beta"):
        assert not ReviewRequest.objects.exists()
        assert not NamedReviewer.objects.exists()
    with standing_in("vendor"):
        assert ReviewRequest.objects.filter(pk=asked.pk).update(ended_at=clock.now()) == 0


def test_through_the_api(boss: User, client_at: ClientAt) -> None:
    desk = client_at("acme", boss)
    made = desk.post("/api/v1/review-requests/")
    assert (made.status_code, made.json()["upstream"]) == (201, "vendor")
    assert desk.post("/api/v1/review-requests/").json()["code"] == "asked_already"
    with standing_in("vendor"):
        vera = at_vendor()
        there = client_at("vendor", vera)
        one = there.post(f"/api/v1/review-requests/{made.json()['id']}/name/", {"user": str(vera.pk)})
        assert one.status_code == 201, one.content
    assert desk.get("/api/v1/named-reviewers/").json()["results"][0]["email"] == vera.email
    assert desk.post(f"/api/v1/named-reviewers/{one.json()['id']}/invite/").status_code == 200
    again = desk.post(f"/api/v1/named-reviewers/{one.json()['id']}/invite/")
    assert (again.status_code, again.json()["code"]) == (409, "known_here")
    with standing_in("vendor"):
        assert there.post(f"/api/v1/named-reviewers/{one.json()['id']}/withdraw/").json()["withdrawn_at"]
    assert desk.post("/api/v1/review-requests/stop/").json()["ended_at"]
    stranger = client_at("acme", appeals.reviewer())
    assert stranger.get("/api/v1/named-reviewers/").status_code == 403
