"""The desk posts, withdraws and shows proofs; machines do the same."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from policies.drafts.models import Draft
from policies.versions.actions.proving import keep_proof
from policies.versions.fetching import Fetched
from policies.versions.models import PolicyVersion
from tenants.people.models import Role
from tests.conftest import Staff, standing_in
from tests.factories.customers import customer
from tests.factories.versions import document, draft, posted_policy

ClientAt = Callable[..., Client]
OCTOBER = dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC)
NOVEMBER = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
SENT = {"summary": "Mail is tighter.", "significance": "material", "confirmed": "on"}

pytestmark = pytest.mark.usefixtures("acme")


@pytest.fixture
def approver(client_at: ClientAt, staff: Staff) -> Client:
    return client_at("acme", staff(Role.APPROVER))


def test_before_posting_the_desk_says_what_will_happen_to_whom(approver: Client) -> None:
    customer()
    customer()
    posted_policy()
    draft(document(spam="sending any bulk mail;"))
    page = approver.get("/desk/policy/post/").content.decode()
    assert "The representatives of 2 customers get a notice" in page
    assert "Post version 2" in page
    assert "<ins>" in page


def test_the_desk_posts_once_it_is_confirmed(approver: Client) -> None:
    draft()
    unconfirmed = approver.post("/desk/policy/post/", {**SENT, "confirmed": ""})
    assert unconfirmed.status_code == 422
    assert not PolicyVersion.objects.exists()
    answer = approver.post("/desk/policy/post/", SENT)
    version = PolicyVersion.objects.get()
    assert answer["Location"] == f"/desk/policy/versions/{version.pk}/"
    assert approver.get(answer["Location"]).status_code == 200
    assert version.summary == "Mail is tighter."


def test_a_refused_posting_stands_in_the_form_with_its_reason(approver: Client) -> None:
    made = draft()
    Draft.objects.filter(pk=made.pk).update(values={})
    answer = approver.post("/desk/policy/post/", SENT)
    assert answer.status_code == 422
    assert "These variables have no value yet" in answer.content.decode()
    assert "Mail is tighter." in answer.content.decode()


def test_a_scheduled_version_is_withdrawn_by_hand(approver: Client, set_clock: Callable[[dt.datetime], None]) -> None:
    set_clock(OCTOBER)
    draft()
    approver.post("/desk/policy/post/", {**SENT, "at": "2026-11-01T12:00"})
    version = PolicyVersion.objects.get()
    assert version.effective_at == NOVEMBER
    page = approver.get(f"/desk/policy/versions/{version.pk}/").content.decode()
    assert "Withdraw version 1" in page
    assert approver.post(f"/desk/policy/versions/{version.pk}/withdraw/").status_code == 302
    assert approver.post(f"/desk/policy/versions/{version.pk}/withdraw/").status_code == 409
    version.refresh_from_db()
    assert version.withdrawn_at is not None


def test_the_page_of_a_version_shows_whether_posting_is_proven(approver: Client) -> None:
    version = posted_policy()
    address = f"/desk/policy/versions/{version.pk}/"
    assert "not been fetched back yet" in approver.get(address).content.decode()
    kept = keep_proof(version=version, fetched=Fetched("http://a.example/", 200, version.digest.encode()))
    assert "Shows this version" in approver.get(address).content.decode()
    assert "Posting proven" in approver.get("/desk/policy/").content.decode()
    saved = approver.get(f"/desk/policy/proofs/{kept.pk}/")
    assert saved.content == version.digest.encode()
    assert "attachment" in saved["Content-Disposition"]


def test_who_may_not_post_is_kept_out(client_at: ClientAt, staff: Staff) -> None:
    made = draft()
    editor = client_at("acme", staff(Role.EDITOR))
    assert editor.get("/desk/policy/post/").status_code == 403
    assert editor.post("/desk/policy/post/", SENT).status_code == 403
    assert editor.post(f"/api/v1/policies/{made.policy_id}/post/", SENT).status_code == 403
    assert not PolicyVersion.objects.exists()


def test_machines_post_read_compare_and_withdraw(approver: Client, set_clock: Callable[[dt.datetime], None]) -> None:
    set_clock(OCTOBER)
    policy = draft().policy
    post = f"/api/v1/policies/{policy.pk}/post/"
    first = approver.post(post, {"summary": "The first."}, content_type="application/json")
    assert first.status_code == 201
    assert first.json()["significance"] == "material"
    refused = approver.post(post, {"summary": "Again."}, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (409, "no_draft")
    draft(document(spam="sending any bulk mail;"))
    second = approver.post(post, {"summary": "Next.", "at": NOVEMBER.isoformat()}, content_type="application/json")
    one, two = first.json()["id"], second.json()["id"]
    assert approver.get(f"/api/v1/versions/{one}/document/").json()["digest"] == first.json()["digest"]
    changes = approver.get(f"/api/v1/versions/{one}/compare/", {"to": two}).json()
    assert [(change["op"], change["key"]) for change in changes["difference"]["changes"]] == [("modified", "spam")]
    assert approver.get(f"/api/v1/versions/{one}/compare/", {"to": str(policy.pk)}).status_code == 404
    assert approver.get(f"/api/v1/versions/{one}/compare/", {"to": "x"}).status_code == 400
    found = approver.get("/api/v1/provisions/", {"version": one, "kind": "remedy"}).json()
    assert [row["key"] for row in found["results"]] == ["suspension", "no-credit"]
    assert approver.post(f"/api/v1/versions/{two}/withdraw/").status_code == 200
    late = approver.post(f"/api/v1/versions/{one}/withdraw/")
    assert (late.status_code, late.json()["code"]) == (409, "already_in_effect")
    assert [row["number"] for row in approver.get("/api/v1/versions/", {"withdrawn": "true"}).json()["results"]] == [2]


def test_another_resellers_ids_lead_nowhere(approver: Client) -> None:
    with standing_in("beta"):
        version = posted_policy()
        kept = keep_proof(version=version, fetched=Fetched("http://b.example/", 200, b"x"))
    for address in (
        f"/desk/policy/versions/{version.pk}/",
        f"/desk/policy/proofs/{kept.pk}/",
        f"/api/v1/versions/{version.pk}/",
        f"/api/v1/proofs/{kept.pk}/body/",
    ):
        assert approver.get(address).status_code == 404
