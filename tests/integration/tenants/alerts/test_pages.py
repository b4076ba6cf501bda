"""What waits stands on the desk's first page and is counted; preferences and the rota are pages and endpoints."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from enforcement.cases.actions import assign_case
from tenants.alerts.actions import look
from tenants.alerts.models import Alert, AlertPreference, How, Kind, RotaShift
from tenants.alerts.queries import state
from tenants.customers.models import Customer
from tenants.people.models import Role, User
from tenants.people.permissions import permissions_of
from tenants.people.tokens import create_token
from tenants.resellers.models import Reseller
from tests.factories import cases, customers, holds

pytestmark = pytest.mark.usefixtures("acme")
ClientAt = Callable[..., Client]
Staff = Callable[..., User]
SHIFT = {"weekday": 5, "starts": "18:00", "ends": "08:00"}


@pytest.fixture
def customer(acme: Reseller) -> Customer:
    return customers.customer("Xavier BV", networks=["192.0.2.7/32"])


@pytest.fixture
def ann(staff: Staff) -> User:
    return staff(Role.CASE_OFFICER, name="Ann")


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_the_first_page_names_what_waits_and_every_page_counts_it(
    customer: Customer, ann: User, client_at: ClientAt
) -> None:
    case = assign_case(by=holds.officer(), case=cases.case(customer), to=ann)
    urgent = cases.case(customer, category="legal_compliance")
    look()
    client = client_at("acme", ann)
    page = words(client.get("/desk/"))
    assert f'<a href="/desk/cases/{case.pk}/">{case}, Xavier BV</a>' in page
    assert page.index(f"{urgent}, Xavier BV") < page.index(f"{case}, Xavier BV")
    assert '<span class="count">2</span>' in words(client.get("/desk/cases/"))
    alert = Alert.objects.get(kind=Kind.UNTAKEN)
    assert client.post(f"/desk/alerts/{alert.pk}/take/")["Location"] == f"/desk/cases/{urgent.pk}/"
    assert "you see to it" in words(client.get("/desk/"))


def test_each_kind_that_may_wait_for_a_person_has_a_question(ann: User, client_at: ClientAt) -> None:
    client = client_at("acme", ann)
    assert "/account/alerts/" in words(client.get("/account/"))
    page = words(client.get("/account/alerts/"))
    assert 'name="assigned"' in page
    assert 'name="to_approve"' not in page
    kinds = ("appealed", "assigned", "overdue", "passed", "returned", "untaken", "unconfirmed")
    body = dict.fromkeys(kinds, How.AT_ONCE) | {"assigned": How.NEVER}
    missing = client.post("/account/alerts/", {"assigned": How.NEVER})
    assert missing.status_code == 422
    answer = client.post("/account/alerts/", body)
    assert answer.status_code == 302
    kept = dict(AlertPreference.objects.values_list("kind", "how"))
    assert kept["assigned"] == How.NEVER
    assert kept["overdue"] == How.AT_ONCE


def test_nothing_waits_for_an_editor_who_is_therefore_not_asked(client_at: ClientAt, staff: Staff) -> None:
    client = client_at("acme", staff(Role.EDITOR))
    assert "/account/alerts/" not in words(client.get("/account/"))
    assert client.get("/account/alerts/").status_code == 403


def test_the_rota_is_kept_on_a_page(ann: User, client_at: ClientAt, staff: Staff) -> None:
    client = client_at("acme", staff(Role.ADMINISTRATOR))
    answer = client.post("/desk/rota/new/", SHIFT | {"user": str(ann.pk)})
    assert answer["Location"] == "/desk/rota/"
    shift = RotaShift.objects.get()
    page = words(client.get("/desk/rota/"))
    assert "Saturday" in page
    assert "on the next day" in page
    again = client.post("/desk/rota/new/", SHIFT | {"user": str(ann.pk)})
    assert (again.status_code, "has a shift from that time" in words(again)) == (409, True)
    client.post(f"/desk/rota/{shift.pk}/", SHIFT | {"user": str(ann.pk), "weekday": 6})
    shift.refresh_from_db()
    assert (shift.weekday, shift.starts) == (6, dt.time(18))
    assert client.post("/desk/rota/", {"minutes": 30})["Location"] == "/desk/rota/"
    assert state().wait_minutes == 30
    client.post(f"/desk/rota/{shift.pk}/remove/")
    assert not RotaShift.objects.exists()
    reader = client_at("acme", ann)
    assert reader.get("/desk/rota/").status_code == 200
    assert reader.post("/desk/rota/", {"minutes": 30}).status_code == 403


def test_the_same_through_the_api(customer: Customer, ann: User, client_at: ClientAt, staff: Staff) -> None:
    def call(by: User, method: str, path: str, body: object = None) -> Any:
        _token, secret = create_token(by=by, name="Script", scopes=permissions_of(by))
        headers = {"Authorization": f"Bearer {secret}"}
        return getattr(client_at("acme"), method)(
            f"/api/v1/{path}", body, content_type="application/json", headers=headers
        )

    admin = staff(Role.ADMINISTRATOR)
    case = assign_case(by=holds.officer(), case=cases.case(customer), to=ann)
    look()
    [found] = call(ann, "get", "alerts/?kind=assigned").json()["results"]
    assert (found["subject_id"], found["path"]) == (str(case.pk), f"/desk/cases/{case.pk}/")
    assert call(ann, "post", f"alerts/{found['id']}/take/").json()["taken_by"] == str(ann.pk)
    assert call(admin, "get", "alerts/").json()["results"] == []
    kept = call(ann, "post", "alert-preferences/", [{"kind": "assigned", "how": "daily"}]).json()
    assert {"kind": "assigned", "how": "daily"} in kept
    assert call(ann, "get", "alert-preferences/").json() == kept
    made = call(admin, "post", "rota/", SHIFT | {"user": str(ann.pk)})
    assert made.status_code == 201
    here = f"rota/{made.json()['id']}/"
    assert call(admin, "patch", here, {"ends": "09:00"}).json()["ends"] == "09:00:00"
    assert call(ann, "patch", here, {"ends": "10:00"}).status_code == 403
    assert call(ann, "get", "rota/").json()["count"] == 1
    assert call(admin, "put", "rota/wait/", {"minutes": 45}).json() == {"minutes": 45}
    assert call(ann, "get", "rota/wait/").json() == {"minutes": 45}
    assert call(admin, "delete", here).status_code == 204
