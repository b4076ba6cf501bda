"""What a vendor makes mandatory: refused where it is altered, passed down chains, never without a contract."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django_tenants.utils import schema_context

from policies.documents import Document
from policies.documents.model.codec import document_from_json
from policies.drafts.actions import (
    approve_draft,
    delete_provision,
    edit_provision,
    post_version,
    start_draft,
    submit_draft,
)
from policies.drafts.models import Draft, DraftStatus
from policies.following.actions import Decision, decide_offers, take_over_release
from policies.following.models import Choice
from policies.versions.actions import mark_mandatory, unmark_mandatory
from policies.versions.models import MandatoryMark, Policy
from tenants.people.models import Role
from tenants.people.resellers import create_reseller
from tenants.resellers.models import Release
from tenants.resellers.refusals import Refused
from tests.conftest import Staff, find, standing_in
from tests.factories.versions import SPAM, SUSPENSION, document, posted_policy, without, writer

pytestmark = pytest.mark.usefixtures("acme")

CLAUSE = "Reseller agreement, clause 7.2"


def upstream_marks(key: str = SUSPENSION, words: Document | None = None) -> Release:
    """The vendor posts, marks one provision and posts again, so that the release carries the mark."""
    with standing_in("vendor"):
        version = posted_policy()
        mark_mandatory(by=writer(), policy=version.policy, key=key, basis=CLAUSE)
        second = posted_policy(words or document(reporting="Report to {{abuse_mailbox}} at once."))
    return Release.objects.get(publisher="vendor", number=second.number)


def test_nothing_is_mandatory_unless_marked_with_a_contract() -> None:
    with standing_in("vendor"):
        version = posted_policy()
        for basis, key, code in (
            (" ", SUSPENSION, "basis_missing"),
            (CLAUSE, "nonsense", "no_provision"),
        ):
            with pytest.raises(Refused) as caught:
                mark_mandatory(by=writer(), policy=version.policy, key=key, basis=basis)
            assert caught.value.code == code
        mark = mark_mandatory(by=writer(), policy=version.policy, key=SUSPENSION, basis=CLAUSE)
        with pytest.raises(Refused) as caught:
            mark_mandatory(by=writer(), policy=version.policy, key=SUSPENSION, basis=CLAUSE)
        assert caught.value.code == "already_mandatory"
        with pytest.raises(IntegrityError), transaction.atomic():
            MandatoryMark.objects.filter(pk=mark.pk).update(basis="")
    assert Release.objects.get().mandatory == [], "a mark counts from the next release on"


def test_a_copy_that_alters_it_is_refused_at_review_and_at_posting_with_the_provision_named() -> None:
    draft = take_over_release(by=writer(), release=upstream_marks())
    edit_provision(by=writer(), draft=draft, key=SUSPENSION, text="Company may suspend after a warning.")
    for attempt in (
        lambda: submit_draft(by=writer(), draft=draft),
        lambda: post_version(by=writer(), policy=draft.policy, summary="Altered."),
    ):
        with pytest.raises(Refused) as caught:
            attempt()
        assert caught.value.code == "altered_mandatory"
        assert CLAUSE in caught.value.sentence
        assert caught.value.details["provisions"][0]["key"] == SUSPENSION
    # Also where the draft came into review in another way.
    Draft.objects.update(status=DraftStatus.IN_REVIEW)
    with pytest.raises(Refused) as caught:
        approve_draft(by=writer(), draft=draft)
    assert caught.value.code == "altered_mandatory"


def test_it_may_be_added_to() -> None:
    draft = take_over_release(by=writer(), release=upstream_marks())
    words = document().placed()[SUSPENSION].provision.text
    edit_provision(by=writer(), draft=draft, key=SUSPENSION, text=f"{words} It tells You so at once.")
    submit_draft(by=writer(), draft=draft)
    assert post_version(by=writer(), policy=draft.policy, summary="Added to.").number == 1


def test_it_may_not_be_deleted_and_neither_may_the_words_that_lead_to_it() -> None:
    draft = take_over_release(by=writer(), release=upstream_marks(SPAM))
    edit_provision(by=writer(), draft=draft, key="general", text="You should preferably not be:")
    with pytest.raises(Refused) as caught:
        submit_draft(by=writer(), draft=draft)
    assert [one["key"] for one in caught.value.details["provisions"]] == ["general"]
    words = document().placed()["general"].provision.text
    edit_provision(by=writer(), draft=draft, key="general", text=words)
    delete_provision(by=writer(), draft=draft, key=SPAM)
    with pytest.raises(Refused) as caught:
        submit_draft(by=writer(), draft=draft)
    assert [(one["key"], one["how"]) for one in caught.value.details["provisions"]] == [(SPAM, "deleted")]


def test_a_mandatory_change_cannot_be_left_out_but_can_be_added_to() -> None:
    with standing_in("vendor"):
        first = posted_policy()
    take_over_release(by=writer(), release=Release.objects.get())
    with standing_in("vendor"):
        mark_mandatory(by=writer(), policy=first.policy, key="reporting", basis=CLAUSE)
        posted_policy(document(reporting="Report to {{abuse_mailbox}} at once."))
    release = Release.objects.get(number=2)
    with pytest.raises(Refused) as caught:
        decide_offers(by=writer(), release=release, decisions=[Decision("reporting", Choice.KEPT)])
    assert caught.value.code == "altered_mandatory"
    words = "Report to {{abuse_mailbox}} at once. Include the headers."
    made = decide_offers(by=writer(), release=release, decisions=[Decision("reporting", Choice.REWORDED, words)])
    assert made.decided_at is not None


def test_marks_and_words_pass_down_a_chain_of_four() -> None:
    upstream_marks()
    for schema, upstream in (("middle", "acme"), ("last", "middle")):
        with schema_context("public"):
            create_reseller(
                by=None,
                schema=schema,
                name=schema.title(),
                legal_name=f"{schema.title()} Ltd",
                host=f"{schema}.localhost",
                website=f"http://{schema}.localhost/aup/",
                abuse_mailbox=f"abuse@{schema}.example",
                admin=f"admin@{schema}.example",
                upstream=find(upstream),
            )
    for schema, upstream in (("acme", "vendor"), ("middle", "acme"), ("last", "middle")):
        with standing_in(schema):
            release = Release.objects.filter(publisher=upstream).latest("number")
            assert [(one["key"], one["basis"]) for one in release.mandatory] == [(SUSPENSION, CLAUSE)]
            draft = take_over_release(by=writer(), release=release)
            if schema == "acme":
                edit_provision(by=writer(), draft=draft, key=SPAM, text="sending mail by night;")
            version = post_version(by=writer(), policy=draft.policy, summary="Taken over.")
            assert f"{schema.title()}" in str(version.document) or schema == "acme"
            seen = set(Release.objects.values_list("publisher", flat=True))
            assert seen <= {schema, upstream}, "nobody sees past its own upstream"
    with standing_in("last"):
        draft = start_draft(by=writer(), policy=Policy.objects.get())
        assert document_from_json(draft.document).placed()[SPAM].provision.text == "sending mail by night;"
        delete_provision(by=writer(), draft=draft, key=SUSPENSION)
        with pytest.raises(Refused) as caught:
            submit_draft(by=writer(), draft=draft)
        assert caught.value.code == "altered_mandatory"


def test_the_desk_marks_shows_and_takes_away(client_at: Callable[..., Client], staff: Staff) -> None:
    posted_policy()
    client = client_at("acme", staff(Role.APPROVER, Role.EDITOR))
    page = client.get("/desk/policy/mandatory/")
    assert "You have marked none" in page.content.decode()
    assert client.post("/desk/policy/mandatory/", {"key": SUSPENSION, "basis": ""}).status_code == 422
    assert client.post("/desk/policy/mandatory/", {"key": SUSPENSION, "basis": CLAUSE}).status_code == 302
    assert CLAUSE in client.get("/desk/policy/mandatory/").content.decode()
    mark = MandatoryMark.objects.get()
    assert client_at("acme", staff(Role.AUDITOR)).post(f"/desk/policy/mandatory/{mark.pk}/unmark/").status_code == 403
    assert client.post(f"/desk/policy/mandatory/{mark.pk}/unmark/").status_code == 302
    assert not MandatoryMark.objects.exists()


def test_the_draft_and_the_posting_page_warn_before_anybody_is_refused(
    client_at: Callable[..., Client], staff: Staff
) -> None:
    draft = take_over_release(by=writer(), release=upstream_marks())
    client = client_at("acme", staff(Role.APPROVER, Role.EDITOR))
    assert f"Mandatory ({CLAUSE})" in client.get("/desk/policy/draft/").content.decode()
    delete_provision(by=writer(), draft=draft, key=SUSPENSION)
    assert CLAUSE in client.get("/desk/policy/draft/").content.decode()
    assert "Posting will be refused, since these mandatory" in client.get("/desk/policy/post/").content.decode()


def test_machines_mark_and_take_away(client_at: Callable[..., Client], staff: Staff) -> None:
    policy = posted_policy().policy
    client = client_at("acme", staff(Role.APPROVER))
    sent = {"policy": str(policy.pk), "key": SUSPENSION, "basis": CLAUSE}
    made = client.post("/api/v1/mandatory-marks/", sent, content_type="application/json")
    assert made.status_code == 201
    assert client.get("/api/v1/mandatory-marks/").json()["results"][0]["basis"] == CLAUSE
    assert client.delete(f"/api/v1/mandatory-marks/{made.json()['id']}/").status_code == 204
    posted_policy(without(document(), "scanning"))
    assert Release.objects.get(publisher="acme", number=2).mandatory == []


def test_a_mark_taken_away_is_gone_from_the_next_release() -> None:
    release = upstream_marks()
    with standing_in("vendor"):
        unmark_mandatory(by=writer(), mark=MandatoryMark.objects.get())
        posted_policy(document(spam="sending no mail;"))
    assert release.mandatory
    assert Release.objects.get(publisher="vendor", number=3).mandatory == []
