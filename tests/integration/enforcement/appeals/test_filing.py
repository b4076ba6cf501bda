"""Filing and withdrawing an appeal: who may, what, and how often."""

from collections.abc import Callable

import pytest
from django.test import Client

from enforcement.appeals.actions import file_appeal, take_appeal, withdraw_appeal
from enforcement.appeals.models import Appeal, AppealStatus, Outcome
from enforcement.cases.models import Determination
from policies.versions.models import PolicyVersion
from tenants.customers.models import Capacity, Customer
from tenants.people.models import User
from tests.factories import appeals, cases, customers, versions
from tests.refusing import refused

pytestmark = pytest.mark.usefixtures("acme")
ClientAt = Callable[..., Client]
Staff = Callable[..., User]


def test_a_representative_reads_what_was_determined_and_appeals(found: Determination, client_at: ClientAt) -> None:
    client = client_at("acme", customers.person_of(found.customer))
    assert str(found.pk) in client.get("/my/appeals/").content.decode()
    address = f"/my/appeals/new/?determination={found.pk}"
    page = client.get(address).content.decode()
    assert "determines to be offensive" in page
    assert found.facts in page
    assert client.post(address, {"words": ""}).status_code == 422
    answer = client.post(address, {"words": "It was somebody else."})
    filed = Appeal.objects.get()
    assert answer["Location"] == f"/my/appeals/{filed.pk}/"
    assert filed.status == AppealStatus.FILED
    assert client.get(answer["Location"]).status_code == 200


def test_no_staff_are_named_to_the_customer(found: Determination, client_at: ClientAt) -> None:
    client = client_at("acme", customers.person_of(found.customer))
    filed = appeals.appeal(found)
    appeals.decided(filed)
    for address in (f"/my/appeals/{filed.pk}/", f"/my/appeals/new/?determination={found.pk}", "/api/v1/my-appeals/"):
        page = client.get(address).content.decode()
        assert not [one for one in ("Officer", "Second", "Third", str(found.decided_by)) if one in page]


def test_an_account_user_may_read_but_not_appeal(found: Determination, client_at: ClientAt) -> None:
    user = customers.member(found.customer, capacity=Capacity.ACCOUNT_USER)
    client = client_at("acme", user)
    address = f"/my/appeals/new/?determination={found.pk}"
    assert "Only a representative" in client.get(address).content.decode()
    assert client.post(address, {"words": "No."}).status_code == 403
    assert client.post("/api/v1/my-appeals/", {"determination": str(found.pk), "words": "No."}).status_code == 403
    assert not Appeal.objects.exists()


def test_another_customer_finds_nothing(found: Determination, client_at: ClientAt) -> None:
    charlie = customers.person_of(customers.customer("Charlie"))
    filed = appeals.appeal(found)
    client = client_at("acme", charlie)
    assert client.get(f"/my/appeals/new/?determination={found.pk}").status_code == 404
    assert client.get(f"/my/appeals/{filed.pk}/").status_code == 404
    assert client.post(f"/my/appeals/{filed.pk}/withdraw/", {"sure": "on"}).status_code == 404
    assert client.get("/api/v1/my-appeals/").json()["count"] == 0
    assert client.get(f"/api/v1/my-appeals/{filed.pk}/").status_code == 404
    assert client.post("/api/v1/my-appeals/", {"determination": str(found.pk), "words": "x"}).status_code == 400
    mine = charlie.memberships.get().customer
    assert refused(file_appeal, by=charlie, customer=mine, determination=found, words="x") == ("not_yours", 404)


def test_what_has_no_effect_yet_is_nothing_to_appeal(version: PolicyVersion, customer: Customer) -> None:
    waiting = cases.determination(cases.case(customer), version, versions.OFFENSIVE)
    assert refused(appeals.appeal, found=waiting) == ("not_effective", 409)


def test_one_appeal_at_a_time_and_none_after_a_decision(found: Determination) -> None:
    first = appeals.appeal(found)
    assert refused(appeals.appeal, found=found) == ("appealed_already", 409)
    withdraw_appeal(by=customers.person_of(found.customer), appeal=first)
    appeals.decided(appeals.appeal(found), Outcome.UPHELD)
    assert refused(appeals.appeal, found=found) == ("appealed_already", 409)


def test_a_withdrawn_appeal_asks_first_and_is_not_reviewed(found: Determination, client_at: ClientAt) -> None:
    filed = appeals.appeal(found)
    client = client_at("acme", customers.person_of(found.customer))
    address = f"/my/appeals/{filed.pk}/withdraw/"
    assert "What will happen" in client.get(address).content.decode()
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"sure": "on"}).status_code == 302
    assert refused(take_appeal, by=appeals.reviewer(), appeal=filed) == ("appeal_state", 409)
