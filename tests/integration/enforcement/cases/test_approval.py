"""Another person approves (invariant 6), and the database keeps what was determined: attacked as the login role."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from enforcement.cases.actions import approve_determination, close_case
from enforcement.cases.models import Approval, CaseStatus, Citation, Determination
from enforcement.cases.queries import effective
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.people.models import Role, User
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.factories import cases, customers, holds, versions

pytestmark = pytest.mark.usefixtures("acme")
ClientAt = Callable[..., Client]
Staff = Callable[..., User]
BOTH = (Role.CASE_OFFICER, Role.ENFORCEMENT_APPROVER)
IGNORE = (
    "SET LOCAL pgtrigger.ignore = '{cases.Determination:frozen,cases.Citation:frozen,cases.Approval:frozen,"
    "cases.Determination:undeletable,cases.Citation:undeletable,cases.Approval:undeletable}'"
)


@pytest.fixture
def version(acme: Reseller, set_clock: Callable[[object], None]) -> PolicyVersion:
    posted = versions.posted_policy(at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC))
    set_clock(dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC))
    return posted


@pytest.fixture
def waiting(version: PolicyVersion) -> Determination:
    customer: Customer = customers.customer("Xavier BV")
    return cases.determination(cases.case(customer), version, versions.OFFENSIVE)


def test_a_discretionary_determination_has_no_effect_until_another_person_approves(
    waiting: Determination, client_at: ClientAt
) -> None:
    assert not effective(waiting)
    waiting.case.refresh_from_db()
    assert waiting.case.status == CaseStatus.INVESTIGATING
    client = client_at("acme", holds.second())
    address = f"/desk/determinations/{waiting.pk}/approve/"
    page = client.get(address).content.decode()
    assert "Xavier BV" in page
    assert "What will happen" in page
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"read": "on"}).status_code == 302
    assert effective(waiting)
    waiting.case.refresh_from_db()
    assert waiting.case.status == CaseStatus.DETERMINED
    assert client.get(f"/desk/determinations/{waiting.pk}/").status_code == 200
    assert client.get(f"/desk/cases/{waiting.case_id}/").status_code == 200


def test_who_decided_does_not_approve(version: PolicyVersion, client_at: ClientAt, staff: Staff) -> None:
    alice = staff(*BOTH, name="Alice")
    waiting = cases.determination(cases.case(customers.customer()), version, versions.OFFENSIVE, by=alice)
    client = client_at("acme", alice)
    answer = client.post(f"/api/v1/determinations/{waiting.pk}/approve/")
    assert (answer.status_code, answer.json()["code"]) == (409, "same_person")
    assert client.post(f"/desk/determinations/{waiting.pk}/approve/", {"read": "on"}).status_code == 409
    assert "another person has to approve" in client.get(f"/desk/determinations/{waiting.pk}/approve/").content.decode()
    assert not effective(waiting)


def test_who_may_not_approve_is_refused(waiting: Determination, client_at: ClientAt) -> None:
    for person in (holds.officer(), customers.person_of(waiting.customer)):
        client = client_at("acme", person)
        assert client.post(f"/api/v1/determinations/{waiting.pk}/approve/").status_code == 403
        assert client.post(f"/desk/determinations/{waiting.pk}/approve/", {"read": "on"}).status_code == 403


def test_approving_twice_or_for_nothing_or_in_a_closed_case_is_refused(
    waiting: Determination, version: PolicyVersion
) -> None:
    plain = cases.determination(cases.case(waiting.customer), version)
    with pytest.raises(Refused) as refused:
        approve_determination(by=holds.second(), determination=plain)
    assert refused.value.code == "no_approval_needed"
    close_case(by=holds.officer(), case=waiting.case, reason="Nothing to it.")
    with pytest.raises(Refused) as refused:
        approve_determination(by=holds.second(), determination=waiting)
    assert refused.value.code == "case_closed"
    other = cases.approved(cases.determination(cases.case(waiting.customer), version, versions.OFFENSIVE))
    with pytest.raises(Refused) as refused:
        approve_determination(by=holds.second(), determination=other)
    assert refused.value.code == "approved_already"


# -- attacks as the login role -----------------------------------------------------------------------------------------


def attack(sql: str, *values: uuid.UUID | str | None, ignoring: bool) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        if ignoring:
            cursor.execute(IGNORE)
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(sql, values)


INSERT_APPROVAL = (
    "INSERT INTO cases_approval (determination_id, decided_by, approved_by, approved_at) VALUES (%s, %s, %s, now())"
)


@pytest.mark.parametrize("ignoring", [False, True])
def test_the_database_refuses_forged_empty_and_same_persons(
    waiting: Determination,
    ignoring: bool,  # noqa: FBT001 - a table's column
) -> None:
    decider, other = waiting.decided_by, uuid.uuid4()
    for decided_by, approved_by in (
        (decider, decider),  # the same person
        (other, decider),  # who decided is forged
        (None, other),
        (decider, None),
        (None, None),
    ):
        attack(INSERT_APPROVAL, waiting.pk, decided_by, approved_by, ignoring=ignoring)
    assert not Approval.objects.exists()


@pytest.mark.parametrize("ignoring", [False, True])
@pytest.mark.parametrize("table", ["cases_determination", "cases_citation", "cases_approval"])
def test_what_was_determined_cited_and_approved_cannot_be_changed(
    waiting: Determination,
    table: str,
    ignoring: bool,  # noqa: FBT001 - a table's column
) -> None:
    cases.approved(waiting)
    columns = {
        "cases_determination": ("facts = 'none'", "needs_approval = false", "decided_by = gen_random_uuid()"),
        "cases_citation": ("digest = repeat('0', 64)", "provision_id = gen_random_uuid()"),
        "cases_approval": ("approved_by = gen_random_uuid()", "approved_at = now()"),
    }
    for change in columns[table]:
        attack(f"UPDATE {table} SET {change}", ignoring=ignoring)
    attack(f"DELETE FROM {table}", ignoring=ignoring)
    attack(f"TRUNCATE {table} CASCADE", ignoring=ignoring)
    attack(f"ALTER TABLE {table} DISABLE TRIGGER ALL", ignoring=ignoring)
    attack("SET session_replication_role = replica", ignoring=ignoring)


@pytest.mark.parametrize("ignoring", [False, True])
def test_discretion_without_a_second_person_is_refused_by_the_database(
    version: PolicyVersion,
    ignoring: bool,  # noqa: FBT001 - a table's column
) -> None:
    plain = cases.determination(cases.case(customers.customer()), version)
    (offensive,) = cases.provisions(version, [versions.OFFENSIVE])
    cite(plain, offensive.version_id, offensive.pk, offensive.digest, ignoring=ignoring)


@pytest.mark.parametrize("ignoring", [False, True])
def test_a_citation_of_other_words_or_another_time_is_refused_by_the_database(
    waiting: Determination,
    version: PolicyVersion,
    set_clock: Callable[[object], None],
    ignoring: bool,  # noqa: FBT001 - a table's column
) -> None:
    now = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
    later = versions.posted_policy(versions.document(spam="sending any unsolicited mail;"), at=now)
    (new,), (old,) = cases.provisions(later, [versions.SPAM]), cases.provisions(version, [versions.SPAM])
    cite(waiting, later.pk, new.pk, new.digest, ignoring=ignoring)  # came into force after the act
    cite(waiting, later.pk, old.pk, old.digest, ignoring=ignoring)  # of another version
    cite(waiting, version.pk, old.pk, new.digest, ignoring=ignoring)  # other words
    cases.approved(waiting)
    cite(waiting, version.pk, old.pk, old.digest, ignoring=ignoring)  # slipped in after the approval
    assert Citation.objects.get().key == versions.OFFENSIVE


def cite(found: Determination, version: uuid.UUID, provision: uuid.UUID, digest: str, *, ignoring: bool) -> None:
    sql = (
        "INSERT INTO cases_citation (id, determination_id, version_id, provision_id, digest)"
        " VALUES (gen_random_uuid(), %s, %s, %s, %s)"
    )
    attack(sql, found.pk, version, provision, digest, ignoring=ignoring)
