"""The desk exports evidence with a button, and the API alike; who may not, does not."""

import json

import pytest
from django.test import Client

from portal.evidence.file.verifying import verify_evidence
from tenants.ledger.models import Entry
from tenants.ledger.sealing.actions import seal
from tenants.ledger.sealing.queries import newest_head
from tenants.people.models import Role
from tests.conftest import ClientAt, Staff

from .conftest import ABUSE, NAME, Story


@pytest.fixture
def auditor(story: Story, client_at: ClientAt, staff: Staff) -> Client:
    return client_at("acme", staff(Role.AUDITOR))


def pages(story: Story) -> dict[str, str]:
    return {
        f"/desk/customers/{story.customer.pk}/": f"/desk/customers/{story.customer.pk}/evidence/",
        f"/desk/cases/{story.case.pk}/": f"/desk/cases/{story.case.pk}/evidence/",
        f"/desk/policy/versions/{story.second.pk}/": f"/desk/policy/versions/{story.second.pk}/evidence/",
    }


def test_each_page_leads_to_its_export_and_the_file_is_good(story: Story, auditor: Client) -> None:
    for page, address in pages(story).items():
        assert address in auditor.get(page).content.decode(), page
        assert "What goes into it" in auditor.get(address).content.decode()
        answer = auditor.post(address, {"names": "on"})
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
        assert answer["Content-Disposition"].endswith('.zip"')
        data = answer.getvalue()
        assert verify_evidence(data).ok
        assert NAME.encode() in data
    assert Entry.objects.filter(verb="evidence.exported").count() == 3


def test_names_are_left_out_where_nobody_asks_for_them(story: Story, auditor: Client) -> None:
    data = auditor.post(f"/desk/policy/versions/{story.second.pk}/evidence/", {}).getvalue()
    assert NAME.encode() not in data


def test_a_tree_head_of_somebody_else_is_refused_at_its_field(story: Story, auditor: Client) -> None:
    address = f"/desk/customers/{story.customer.pk}/evidence/"
    answer = auditor.post(address, {"head": "a.b.c"})
    assert answer.status_code == 422
    assert "This is no tree head of this ledger" in answer.content.decode()
    seal()
    head = newest_head()
    assert head
    data = auditor.post(address, {"head": head.signed}).getvalue()
    assert verify_evidence(data, head=head.signed).ok


def test_only_a_custodian_takes_the_sealed_files_along(
    story: Story, auditor: Client, client_at: ClientAt, staff: Staff
) -> None:
    address = f"/desk/cases/{story.case.pk}/evidence/"
    assert ABUSE not in auditor.post(address, {}).getvalue()
    assert ABUSE in client_at("acme", staff(Role.EVIDENCE_CUSTODIAN)).post(address, {}).getvalue()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CASE_OFFICER, Role.FINANCE, Role.ADMINISTRATOR])
def test_other_roles_see_no_button_and_are_refused(story: Story, client_at: ClientAt, staff: Staff, role: Role) -> None:
    client = client_at("acme", staff(role))
    for page, address in pages(story).items():
        assert address not in client.get(page).content.decode()
        assert client.post(address, {}).status_code == 403
    assert (
        client.post("/api/v1/evidence-files/", {"about": "case", "named": "1"}, "application/json").status_code == 403
    )


def test_the_api_exports_the_same(story: Story, auditor: Client) -> None:
    for about, named in (("customer", "C-77"), ("case", str(story.case)), ("version", "2")):
        answer = auditor.post(
            "/api/v1/evidence-files/", json.dumps({"about": about, "named": named}), "application/json"
        )
        assert answer.status_code == 200
        assert verify_evidence(answer.getvalue()).manifest["kind"] == about
    missing = auditor.post("/api/v1/evidence-files/", json.dumps({"about": "case", "named": "99"}), "application/json")
    assert (missing.status_code, missing.json()["code"]) == (404, "not_found")
