"""Staff file what a customer said elsewhere, recorded as such; and the page says what to do when nobody can review."""

from collections.abc import Callable

import pytest
from django.test import Client

from enforcement.appeals.actions import file_for_customer, take_appeal
from enforcement.appeals.models import Appeal
from enforcement.cases.models import Determination
from tenants.ledger.models import Entry
from tenants.people.models import Role, User
from tests.factories import appeals, customers, holds
from tests.refusing import refused

pytestmark = pytest.mark.usefixtures("acme")
ClientAt = Callable[..., Client]
Staff = Callable[..., User]


def test_staff_file_for_the_customer_from_the_determination_and_may_not_review_it(
    found: Determination, client_at: ClientAt, staff: Staff
) -> None:
    both = staff(Role.CASE_OFFICER, Role.APPEAL_REVIEWER, name="Both")
    client = client_at("acme", both)
    address = f"/desk/appeals/new/?determination={found.pk}"
    assert address in client.get(f"/desk/determinations/{found.pk}/").content.decode()
    assert "you may then not review it" in client.get(address).content.decode()
    assert client.post(address, {"words": ""}).status_code == 422
    answer = client.post(address, {"words": "They rang: it was not them."})
    filed = Appeal.objects.get()
    assert answer["Location"] == f"/desk/appeals/{filed.pk}/"
    assert (filed.on_behalf, filed.filed_by, filed.customer) == (True, both.pseudonym, found.customer)
    assert Entry.objects.get(verb="appeal.filed").facts["on_behalf"] is True
    assert "on its behalf" in client.get(answer["Location"]).content.decode()
    assert refused(take_appeal, by=both, appeal=filed) == ("took_part", 409)
    mine = client_at("acme", customers.person_of(found.customer)).get(f"/my/appeals/{filed.pk}/").content.decode()
    assert "filed for you by your provider" in mine
    assert "Both" not in mine
    assert "appealed already" in client.get(address).content.decode()


def test_against_a_measure_and_through_the_api(found: Determination, client_at: ClientAt) -> None:
    measure = holds.suspension(found)
    client = client_at("acme", holds.officer())
    assert "Suspension of" in client.get(f"/desk/appeals/new/?measure={measure.pk}").content.decode()
    for body in ({}, {"measure": "nonsense"}, {"measure": str(measure.pk), "determination": str(found.pk)}):
        assert client.post("/api/v1/appeals/", body | {"words": "x"}).status_code == 400
    answer = client.post("/api/v1/appeals/", {"measure": str(measure.pk), "words": "Too hard, they wrote."})
    assert answer.status_code == 201, answer.content
    assert (answer.json()["on_behalf"], answer.json()["measure"]) == (True, str(measure.pk))


@pytest.mark.parametrize("query", ["", "?measure=nonsense", "?determination=00000000-0000-4000-8000-000000000000"])
def test_there_is_no_page_for_what_is_not_there(found: Determination, client_at: ClientAt, query: str) -> None:
    assert client_at("acme", holds.officer()).get(f"/desk/appeals/new/{query}").status_code == 404


def test_only_who_works_cases_files_for_a_customer(found: Determination, client_at: ClientAt) -> None:
    client = client_at("acme", appeals.reviewer())
    assert client.get(f"/desk/appeals/new/?determination={found.pk}").status_code == 403
    assert refused(file_for_customer, by=appeals.reviewer(), determination=found, words="x") == ("not_allowed", 403)
    assert refused(file_for_customer, by=holds.officer(), words="x") == ("which", 422)


def test_the_page_says_what_to_do_when_nobody_here_can_review(found: Determination, client_at: ClientAt) -> None:
    filed = appeals.appeal(found)
    client = client_at("acme", holds.officer())
    page = client.get(f"/desk/appeals/{filed.pk}/").content.decode()
    assert "Nobody here may review this appeal" in page
    assert "your upstream" in page
    appeals.reviewer()
    assert "Nobody here may review" not in client.get(f"/desk/appeals/{filed.pk}/").content.decode()
