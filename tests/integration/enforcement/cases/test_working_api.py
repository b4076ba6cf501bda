"""The same through the API: who and how soon, notes, templates, merging and splitting; the list's filters."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from enforcement.cases.models import Case, Note, NoteKind, ReplyTemplate
from tenants.customers.models import Customer
from tenants.people.models import Role, User
from tenants.people.permissions import Permission
from tenants.people.tokens import create_token
from tenants.resellers.models import Reseller
from tests.factories import cases, customers, holds, reports

pytestmark = pytest.mark.usefixtures("acme")
ClientAt = Callable[..., Client]
Call = Callable[..., Any]


@pytest.fixture
def customer(acme: Reseller) -> Customer:
    return customers.customer("Xavier BV", networks=["192.0.2.7/32"])


@pytest.fixture
def case(customer: Customer) -> Case:
    return cases.case(customer, reports=[reports.report(), reports.report()])


@pytest.fixture
def call(client_at: ClientAt) -> Call:
    """Calls an endpoint with the officer's token."""
    _token, secret = create_token(
        by=holds.officer(), name="Script", scopes=[Permission.SEE_CASES, Permission.WORK_CASES]
    )

    def ask(method: str, path: str, body: object = None) -> Any:
        client = client_at("acme")
        return getattr(client, method)(
            f"/api/v1/{path}", body, content_type="application/json", headers={"Authorization": f"Bearer {secret}"}
        )

    return ask


def test_a_case_is_assigned_and_prioritised_and_found_by_both(
    case: Case, call: Call, staff: Callable[..., User]
) -> None:
    mine, other = holds.officer(), cases.case(case.customer)
    answer = call("post", f"cases/{case.pk}/assign/", {"to": str(mine.pk)})
    assert (answer.status_code, answer.json()["assignee"]) == (200, str(mine.pk))
    assert call("post", f"cases/{case.pk}/assign/", {"to": str(staff(Role.AUDITOR).pk)}).json()["code"] == "cannot_work"
    assert call("post", f"cases/{case.pk}/prioritise/", {"priority": "urgent"}).json()["priority"] == "urgent"
    found = {one["id"] for one in call("get", f"cases/?assignee={mine.pk}&priority=urgent").json()["results"]}
    assert found == {str(case.pk)}
    found = {one["id"] for one in call("get", "cases/?assignee=nobody").json()["results"]}
    assert found == {str(other.pk)}
    assert call("post", f"cases/{case.pk}/prioritise/", {"priority": None}).json()["priority"] == "normal"


def test_each_kind_of_note_has_an_address_of_its_own(case: Case, call: Call) -> None:
    report = case.reports.all()[0]
    said = {"words": "We look into it."}
    assert call("post", f"cases/{case.pk}/note/", said).json()["kind"] == "internal"
    assert call("post", f"cases/{case.pk}/note-to-customer/", said).json()["kind"] == "customer"
    answer = call("post", f"cases/{case.pk}/note-to-reporters/", said | {"reports": [str(report.pk)]})
    assert (answer.status_code, answer.json()["reports"]) == (201, [str(report.pk)])
    assert call("post", f"cases/{case.pk}/note-to-reporters/", said).status_code == 400
    listed = call("get", f"notes/?case={case.pk}&kind=reporter").json()["results"]
    assert [one["id"] for one in listed] == [str(Note.objects.get(kind=NoteKind.REPORTER).pk)]


def test_templates_are_kept_changed_and_removed(call: Call) -> None:
    made = call("post", "reply-templates/", {"title": "Thanks", "kind": "reporter", "words": "{company} thanks you."})
    assert made.status_code == 201
    here = f"reply-templates/{made.json()['id']}/"
    assert call("patch", here, {"words": "Thank you for {case}."}).json()["words"] == "Thank you for {case}."
    assert call("patch", here, {"words": "It was {service}."}).json()["code"] == "blank"
    again = call("post", "reply-templates/", {"title": "Thanks", "kind": "reporter", "words": "Again."})
    assert (again.status_code, again.json()["code"]) == (409, "title_taken")
    assert call("delete", here).status_code == 204
    assert not ReplyTemplate.objects.exists()


def test_cases_are_split_and_merged_again(case: Case, call: Call) -> None:
    report = case.reports.all()[0]
    body = {"reports": [str(report.pk)], "category": "malware", "summary": "Something else."}
    made = call("post", f"cases/{case.pk}/split/", body)
    assert (made.status_code, made.json()["split_from"]) == (201, str(case.pk))
    merged = call("post", f"cases/{made.json()['id']}/merge/", {"into": str(case.pk)})
    assert (merged.status_code, len(merged.json()["reports"])) == (200, 2)
    assert call("get", f"cases/{made.json()['id']}/").json()["merged_into"] == str(case.pk)
