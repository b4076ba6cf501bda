"""Taking, deciding and dismissing an appeal, on the desk and through the API."""

from collections.abc import Callable

import pytest
from django.test import Client

from enforcement.appeals.actions import take_appeal
from enforcement.appeals.models import AppealDecision, Outcome
from enforcement.cases.models import Determination
from policies.notices.models import Delivery
from tenants.people.models import Role, User
from tests.factories import appeals, customers, holds

pytestmark = pytest.mark.usefixtures("acme")
ClientAt = Callable[..., Client]
Staff = Callable[..., User]


def test_a_third_person_reviews_and_decides_on_the_desk(found: Determination, client_at: ClientAt) -> None:
    filed = appeals.appeal(found)
    client = client_at("acme", appeals.reviewer())
    assert str(filed.pk) in client.get("/desk/appeals/").content.decode()
    assert client.get(f"/desk/appeals/{filed.pk}/").status_code == 200
    decide = f"/desk/appeals/{filed.pk}/decide/"
    body = {"outcome": "upheld", "reasons": "The logs are right."}
    assert client.post(decide, body).status_code == 409
    assert client.post(f"/desk/appeals/{filed.pk}/take/").status_code == 302
    assert "What will happen" in client.get(decide).content.decode()
    assert client.post(decide, body | {"reasons": " "}).status_code == 422
    assert client.post(decide, body).status_code == 302
    assert AppealDecision.objects.get().outcome == Outcome.UPHELD
    assert client.post(decide, body).status_code == 409
    customer = client_at("acme", customers.person_of(found.customer))
    page = customer.get(f"/my/appeals/{filed.pk}/").content.decode()
    assert 'data-outcome="upheld"' in page
    assert "The logs are right." in page


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.APPEAL_REVIEWER])
def test_nobody_but_a_reviewer_decides(found: Determination, client_at: ClientAt, staff: Staff, role: Role) -> None:
    filed = take_appeal(by=appeals.reviewer(), appeal=appeals.appeal(found))
    client = client_at("acme", staff(role, name="Somebody"))
    body = {"outcome": "overturned", "reasons": "x"}
    assert client.post(f"/api/v1/appeals/{filed.pk}/decide/", body).status_code == 403
    assert client.post(f"/desk/appeals/{filed.pk}/decide/", body).status_code == 403


def test_an_inadmissible_appeal_is_answered_with_reasons(found: Determination, client_at: ClientAt) -> None:
    filed = appeals.appeal(found)
    client = client_at("acme", appeals.reviewer())
    assert client.post(f"/desk/appeals/{filed.pk}/dismiss/", {"reasons": ""}).status_code == 422
    assert client.post(f"/desk/appeals/{filed.pk}/dismiss/", {"reasons": "About another case."}).status_code == 302
    assert Delivery.objects.filter(notice__kind="appeal_decided").exists()
    page = client_at("acme", customers.person_of(found.customer)).get(f"/my/appeals/{filed.pk}/").content.decode()
    assert "About another case." in page


def test_the_whole_appeal_through_the_api(found: Determination, client_at: ClientAt) -> None:
    holds.suspension(found)
    rita = client_at("acme", customers.person_of(found.customer))
    filed = rita.post("/api/v1/my-appeals/", {"determination": str(found.pk), "words": "It was somebody else."})
    assert filed.status_code == 201, filed.content
    address = f"/api/v1/appeals/{filed.json()['id']}"
    assert rita.get(f"{address}/").status_code == 403
    third = client_at("acme", appeals.reviewer())
    assert third.post(f"{address}/take/").json()["status"] == "in_review"
    answer = third.post(f"{address}/decide/", {"outcome": "overturned", "reasons": "Another address."})
    assert answer.json()["decision"]["outcome"] == "overturned"
    assert third.get("/api/v1/appeals/?outcome=overturned").json()["count"] == 1
    told = rita.get(f"/api/v1/my-appeals/{filed.json()['id']}/").json()
    assert told["decision"]["reasons"] == "Another address."
    assert "reviewed_by" not in told["decision"]


def test_another_reseller_finds_no_appeal(found: Determination, client_at: ClientAt) -> None:
    filed = appeals.appeal(found)
    assert client_at("beta").get(f"/desk/appeals/{filed.pk}/").status_code == 302
