"""Where a reseller asks for four eyes, what is posted was approved by somebody who wrote none of it (DESIGN §3, §5)."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from policies.drafts.actions import approve_draft, edit_provision, post_version, return_draft, set_values, submit_draft
from policies.drafts.models import Draft, DraftApproval, DraftComment, DraftStatus, DraftWriter
from policies.versions.models import PolicyVersion
from tenants.ledger.models import Entry
from tenants.people.actions import give_roles
from tenants.people.models import Role, User
from tenants.resellers.current import connection
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.conftest import Staff
from tests.factories.versions import draft, posted_policy, writer

ClientAt = Callable[..., Client]


@pytest.fixture
def strict(acme: Reseller, staff: Staff, client_at: ClientAt) -> Reseller:
    """Acme, whose administrator has switched four eyes on by the settings page."""
    admin = staff(Role.ADMINISTRATOR)
    client = client_at("acme", admin)
    answer = client.post("/api/v1/settings/change/", {"four_eyes": True}, content_type="application/json")
    assert answer.status_code == 200
    assert answer.json()["four_eyes"] is True
    assert 'name="four_eyes"' in client.get("/desk/settings/").content.decode()
    return acme


@pytest.fixture
def second(acme: Reseller, staff: Staff) -> User:
    """Somebody who may both write and post, and wrote nothing yet."""
    return staff(Role.EDITOR, Role.APPROVER, name="Second")


def submitted() -> Draft:
    return submit_draft(by=writer(), draft=draft())


def refusal_of(code: str, verb: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught, transaction.atomic():
        verb()
    assert caught.value.code == code
    return caught.value


def test_nothing_is_posted_before_somebody_else_approved_exactly_these_words(strict: Reseller, second: User) -> None:
    made = submitted()
    refusal_of("not_approved", lambda: post_version(by=second, policy=made.policy, summary="Now."))
    refusal_of("wrote_it", lambda: approve_draft(by=writer(), draft=made))
    approve_draft(by=second, draft=made)
    edit_provision(by=writer(), draft=made, key="spam", text="other words;")
    refusal_of("not_approved", lambda: post_version(by=second, policy=made.policy, summary="Now."))
    submit_draft(by=writer(), draft=made)
    approve_draft(by=second, draft=made)
    version = post_version(by=writer(), policy=made.policy, summary="Now.")
    approval = DraftApproval.objects.get(digest=version.digest)
    assert approval.approved_by == second.pseudonym
    told = Entry.objects.get(verb="version.posted")
    assert told.facts["approved_by"] == str(second.pseudonym)
    verbs = list(Entry.objects.filter(verb__startswith="draft.").order_by("pk").values_list("verb", flat=True))
    assert verbs == [
        "draft.submitted",
        "draft.approved",
        "draft.provision_changed",
        "draft.submitted",
        "draft.approved",
    ]


def test_a_value_changed_after_approval_takes_it_back(strict: Reseller, second: User) -> None:
    made = approve_draft(by=second, draft=submitted())
    set_values(by=writer(), draft=made, values={"company": "Acme Europe B.V."})
    assert Draft.objects.get().status == DraftStatus.DRAFT
    refusal_of("not_approved", lambda: post_version(by=second, policy=made.policy, summary="Now."))


def test_who_wrote_any_word_since_the_draft_began_may_not_approve(strict: Reseller, second: User) -> None:
    made = draft()
    edit_provision(by=second, draft=made, key="spam", text="sending mail that nobody asked for, ever;")
    edit_provision(by=writer(), draft=made, key="spam", text="sending mail that nobody asked for;")
    submit_draft(by=writer(), draft=made)
    refusal_of("wrote_it", lambda: approve_draft(by=second, draft=made))


def test_a_returned_draft_needs_a_reason_and_a_new_approval(strict: Reseller, second: User) -> None:
    made = approve_draft(by=second, draft=submitted())
    refusal_of("reason_missing", lambda: return_draft(by=second, draft=made, reason="  "))
    return_draft(by=second, draft=made, reason="The remedy is too wide.")
    said = DraftComment.objects.get(returned=True)
    assert (said.text, said.said_by, said.key) == ("The remedy is too wide.", second.pseudonym, "")
    submit_draft(by=writer(), draft=made)
    refusal_of("not_approved", lambda: post_version(by=second, policy=made.policy, summary="Now."))
    approve_draft(by=second, draft=made)
    assert post_version(by=second, policy=made.policy, summary="Now.").number == 1


def test_an_approval_given_before_the_setting_counts_only_if_it_was_another_person(
    acme: Reseller, second: User, staff: Staff
) -> None:
    made = approve_draft(by=writer(), draft=submitted())
    Reseller.objects.filter(pk=acme.pk).update(four_eyes=True)
    refusal_of("not_approved", lambda: post_version(by=second, policy=made.policy, summary="Now."))


def test_without_the_setting_one_person_does_it_all(acme: Reseller) -> None:
    assert posted_policy().number == 1
    made = submitted()
    approve_draft(by=writer(), draft=made)
    assert DraftApproval.objects.get().approved_by == writer().pseudonym


#: Each with {me} (who wrote), {other} (who wrote nothing), {draft}.
ATTACKS = {
    "approving one's own words": (
        "INSERT INTO acme.drafts_draftapproval (id, policy_id, draft, revision, template, document, digest,"
        " approved_by, approved_at) SELECT gen_random_uuid(), policy_id, id, revision, document, document, 'x',"
        " '{me}', now() FROM acme.drafts_draft"
    ),
    "approving as nobody": (
        "INSERT INTO acme.drafts_draftapproval (id, policy_id, draft, revision, template, document, digest,"
        " approved_by, approved_at) SELECT gen_random_uuid(), policy_id, id, revision, document, document, 'x',"
        " NULL, now() FROM acme.drafts_draft"
    ),
    "approving as somebody who does not exist": (
        "INSERT INTO acme.drafts_draftapproval (id, policy_id, draft, revision, template, document, digest,"
        " approved_by, approved_at) SELECT gen_random_uuid(), policy_id, id, revision, document, document, 'x',"
        " gen_random_uuid(), now() FROM acme.drafts_draft"
    ),
    "approving words that are not the draft's": (
        "INSERT INTO acme.drafts_draftapproval (id, policy_id, draft, revision, template, document, digest,"
        " approved_by, approved_at) SELECT gen_random_uuid(), policy_id, id, revision, '{{}}', '{{}}', 'x',"
        " '{other}', now() FROM acme.drafts_draft"
    ),
    "a status without an approval": "UPDATE acme.drafts_draft SET status = 'approved'",
    "words without a writer": "UPDATE acme.drafts_draft SET document = '{{}}', updated_by = NULL",
    "words by somebody who does not exist": (
        "UPDATE acme.drafts_draft SET document = '{{}}', updated_by = gen_random_uuid()"
    ),
    "another draft of the same words": "UPDATE acme.drafts_draft SET id = gen_random_uuid()",
    "forgetting a writer": "DELETE FROM acme.drafts_draftwriter",
    "another writer": "UPDATE acme.drafts_draftwriter SET person = '{other}'",
    "another approver": "UPDATE acme.drafts_draftapproval SET approved_by = '{other}'",
    "another comment": "UPDATE acme.drafts_draftcomment SET text = 'forged'",
    "posting without an approval": (
        "INSERT INTO acme.versions_policyversion (id, policy_id, number, document, template, digest, values, summary,"
        " significance, base_publisher, posted_at, posted_by, effective_at) SELECT gen_random_uuid(), policy_id, 7,"
        " document, document, 'x', values, 'forged', 'material', '', now(), '{other}', now() FROM acme.drafts_draft"
    ),
    "posting with tables of one's own in the way": (
        "CREATE TEMPORARY TABLE drafts_draftwriter (draft uuid, person uuid);"
        " INSERT INTO acme.drafts_draftapproval (id, policy_id, draft, revision, template, document, digest,"
        " approved_by, approved_at) SELECT gen_random_uuid(), policy_id, id, revision, document, document, 'x',"
        " '{me}', now() FROM acme.drafts_draft"
    ),
}


@pytest.mark.parametrize("ignore", [False, True], ids=["plain", "with pgtrigger.ignore"])
@pytest.mark.parametrize("role", ["tenant", "login"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_the_database_refuses(attack: str, role: str, strict: Reseller, second: User, *, ignore: bool) -> None:
    made = submitted()
    refusal_of("reason_missing", lambda: return_draft(by=second, draft=made, reason=""))
    sql = ATTACKS[attack].format(me=writer().pseudonym, other=second.pseudonym, draft=made.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        if role == "login":
            cursor.execute("SET LOCAL ROLE NONE")
        if ignore:
            tables = (
                "drafts_draftwriter",
                "drafts_draftapproval",
                "drafts_draftcomment",
                "versions_policyversion",
            )
            names = ",".join(f"{table}:{name}" for table in tables for name in ("frozen", "undeletable"))
            cursor.execute(f"SET LOCAL pgtrigger.ignore = '{{{names}}}'")
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(sql)
        cursor.execute("RESET ROLE")
    connection.set_tenant(connection.tenant)
    assert not PolicyVersion.objects.exists()
    assert not DraftApproval.objects.exists()
    assert Draft.objects.get().status == DraftStatus.IN_REVIEW
    assert set(DraftWriter.objects.values_list("person", flat=True)) == {writer().pseudonym}


@pytest.mark.parametrize("change", ["document = jsonb_set(document, '{title}', '\"Forged\"')", "digest = 'x'"])
def test_posting_other_words_than_were_approved_is_refused_by_the_database(
    change: str, strict: Reseller, second: User
) -> None:
    made = approve_draft(by=second, draft=submitted())
    column, _equals, value = change.partition(" = ")
    columns = {"document": "a.document", "template": "a.template", "digest": "a.digest"}
    columns[column] = value.replace("document", "a.document", 1) if column == "document" else value
    insert = (
        "INSERT INTO versions_policyversion (id, policy_id, number, document, template, digest, edition_digests,"
        " values, summary,"
        " significance, base_publisher, posted_at, posted_by, effective_at) SELECT gen_random_uuid(), a.policy_id, 7,"
        " {document}, {template}, {digest}, a.edition_digests, '{{}}', 's', 'material', '', now(), a.approved_by, now()"
        " FROM drafts_draftapproval a"
    )
    with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
        cursor.execute(insert.format(**columns))
    honest = {"document": "a.document", "template": "a.template", "digest": "a.digest"}
    with connection.cursor() as cursor:
        cursor.execute(insert.format(**honest))
    assert PolicyVersion.objects.get(policy=made.policy).number == 7


def test_whom_a_writer_made_an_approver_is_no_second_person(strict: Reseller) -> None:
    made = submitted()
    puppet = give_roles(by=writer().pseudonym, email="puppet@acme.example", name="Puppet", roles=[Role.APPROVER])
    refusal_of("not_independent", lambda: approve_draft(by=puppet, draft=made))
    assert not DraftApproval.objects.filter(approved_by=puppet.pseudonym).exists()
