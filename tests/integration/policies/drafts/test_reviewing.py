"""A draft is discussed at its provisions, returned with a reason and read as the public will read it."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from policies.drafts.actions import add_comment, edit_provision, submit_draft
from policies.drafts.models import Draft, DraftComment
from tenants.ledger.models import Entry
from tenants.people.models import Role
from tests.conftest import Staff
from tests.factories.customers import agreement_of, customer
from tests.factories.versions import document, draft, posted_policy, writer

ClientAt = Callable[..., Client]
REVIEW = "/desk/policy/draft/review/"


@pytest.fixture
def approver(acme: object, client_at: ClientAt, staff: Staff) -> Client:
    return client_at("acme", staff(Role.APPROVER, name="Pat"))


@pytest.fixture
def editor(acme: object, client_at: ClientAt, staff: Staff) -> Client:
    return client_at("acme", staff(Role.EDITOR, name="Ed"))


def test_a_thread_is_begun_answered_and_resolved(approver: Client, editor: Client) -> None:
    draft()
    answer = approver.post(REVIEW, {"key": "spam", "text": "Is a newsletter meant?"})
    said = DraftComment.objects.get()
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"#thread-{said.pk}")
    page = editor.get(REVIEW).content.decode()
    assert "Is a newsletter meant?" in page
    assert "Pat" in page
    assert "sending mail that nobody asked for;" in page
    assert "The words have changed since." not in page
    assert "1 comment" in editor.get("/desk/policy/draft/").content.decode()
    thread = f"/desk/policy/draft/comments/{said.pk}"
    assert editor.post(f"{thread}/answer/", {"text": "Only unasked ones."}).status_code == 302
    edit_provision(by=writer(), draft=Draft.objects.get(), key="spam", text="sending newsletters;")
    page = approver.get(REVIEW).content.decode()
    assert "Only unasked ones." in page
    assert "The words have changed since." in page
    assert "sending mail that nobody asked for;" in page
    assert approver.post(f"{thread}/resolve/").status_code == 302
    assert editor.post(f"{thread}/answer/", {"text": "More."}).status_code == 409
    assert editor.post(f"{thread}/reopen/").status_code == 302
    verbs = list(Entry.objects.filter(verb__startswith="comment.").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["comment.added", "comment.answered", "comment.resolved", "comment.reopened"]


def test_a_comment_outlives_its_provision(approver: Client) -> None:
    made = draft()
    add_comment(by=writer(), draft=made, key="spam", text="Needed?")
    approver.post(REVIEW, {"key": "nonsense", "text": "x"})
    client_page = approver.post(REVIEW, {"key": "", "text": "  "})
    assert client_page.status_code == 422
    assert DraftComment.objects.count() == 1


def test_only_who_writes_or_posts_may_speak(client_at: ClientAt, staff: Staff, editor: Client) -> None:
    made = draft()
    auditor = client_at("acme", staff(Role.AUDITOR))
    page = auditor.get(REVIEW)
    assert page.status_code == 200
    assert "Add a comment" not in page.content.decode()
    assert auditor.post(REVIEW, {"key": "", "text": "I think"}).status_code == 403
    assert auditor.post("/api/v1/draft-comments/", {"draft": str(made.pk), "text": "I think"}).status_code == 403


def test_returned_with_a_reason_that_the_writers_read_first(approver: Client, editor: Client) -> None:
    submit_draft(by=writer(), draft=draft())
    assert approver.post("/desk/policy/draft/return/", {"reason": ""}).status_code == 422
    assert approver.post("/desk/policy/draft/return/", {"reason": "Too harsh on students."}).status_code == 302
    page = editor.get("/desk/policy/draft/").content.decode()
    assert "Too harsh on students." in page
    assert "Pat returned the draft" in page
    assert editor.post("/desk/policy/draft/return/", {"reason": "No."}).status_code == 403


def test_machines_review_too(approver: Client, editor: Client) -> None:
    made = draft()
    sent = {"draft": str(made.pk), "key": "spam", "text": "Too wide?"}
    said = approver.post("/api/v1/draft-comments/", sent, content_type="application/json").json()
    assert said["words"] == "sending mail that nobody asked for;"
    address = f"/api/v1/draft-comments/{said['id']}"
    answered = editor.post(f"{address}/answer/", {"text": "No."}, content_type="application/json")
    assert answered.json()["thread"] == said["id"]
    assert editor.post(f"{address}/resolve/").json()["resolved_at"]
    assert editor.post(f"{address}/resolve/").status_code == 409
    assert editor.post(f"{address}/reopen/").json()["resolved_at"] is None
    assert editor.get("/api/v1/draft-comments/?key=spam&open=true").json()["count"] == 2
    root = f"/api/v1/drafts/{made.pk}"
    assert editor.post(f"{root}/submit/").status_code == 200
    no_reason = approver.post(f"{root}/return/", {}, content_type="application/json")
    assert no_reason.status_code == 400
    assert approver.post(f"{root}/return/", {"reason": "Why?"}, content_type="application/json").status_code == 200
    assert editor.post(f"{root}/submit/").status_code == 200
    assert approver.post(f"{root}/approve/").json()["status"] == "approved"
    assert editor.get("/api/v1/draft-approvals/").json()["results"][0]["draft"] == str(made.pk)


def test_the_preview_is_the_public_page_with_terms_that_lead_to_their_meaning(editor: Client) -> None:
    posted_policy()
    draft(document(spam="sending any bulk mail that Company did not allow;"))
    preview = editor.get("/desk/policy/draft/preview/").content.decode()
    legal = re.compile(r'<div class="legal legal-hanging mt-4">.*?</article>', re.DOTALL)
    shown = legal.search(preview)
    assert shown
    assert not re.search(r"/aup/versions/\d", preview), "nothing stands at its number yet"
    assert '<a class="defined" href="#company">Company</a> did not allow' in shown[0]
    assert "“Company” means Acme Telecom B.V." in shown[0]
    posted_policy(document(spam="sending any bulk mail that Company did not allow;"))
    public = legal.search(editor.get("/aup/").content.decode())
    assert public
    assert public[0] == shown[0]


def test_terms_are_listed_with_who_defines_them(editor: Client) -> None:
    agreement = agreement_of(customer())
    agreement.defined_terms = {"Services": "all that is sold"}
    agreement.save()
    draft()
    page = editor.get("/desk/policy/draft/terms/").content.decode()
    assert re.search(r"Services</th>.*?1 agreement", page, re.DOTALL)
    assert "Master Service Agreement" in page
