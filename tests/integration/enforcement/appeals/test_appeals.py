"""Appeals: filed in time by a representative, decided by a third person, and what a won one restores."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from enforcement.appeals import events
from enforcement.appeals.actions import decide_appeal, dismiss_appeal, file_appeal, take_appeal, withdraw_appeal
from enforcement.appeals.models import Appeal, AppealDecision, AppealStatus, Outcome
from enforcement.appeals.queries import deadline
from enforcement.cases.models import Determination
from enforcement.cases.queries import timeline
from enforcement.holds.actions import approve_measure, end_measure, propose_measure
from enforcement.holds.models import Hold, Measure, MeasureKind, MeasureStatus, StatementOfReasons
from enforcement.holds.queries import service_enabled
from policies.notices.models import Channel, Delivery
from policies.versions.models import PolicyVersion
from tenants.customers.models import Capacity, Customer
from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.people.actions import give_roles
from tenants.people.models import Role, User
from tenants.resellers.current import connection
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.events import listening_to
from tests.factories import appeals, cases, customers, holds, versions

pytestmark = pytest.mark.usefixtures("acme")
ClientAt = Callable[..., Client]
Staff = Callable[..., User]
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
IGNORE = (
    "SET LOCAL pgtrigger.ignore = '{appeals.Appeal:frozen,appeals.Appeal:undeletable,"
    "appeals.AppealDecision:frozen,appeals.AppealDecision:undeletable}'"
)


@pytest.fixture
def version(acme: Reseller, set_clock: Callable[[object], None]) -> PolicyVersion:
    posted = versions.posted_policy(at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC))
    set_clock(NOW)
    return posted


@pytest.fixture
def customer(version: PolicyVersion) -> Customer:
    return customers.customer("Xavier BV", email="rita@x.example", person="Rita")


@pytest.fixture
def found(version: PolicyVersion, customer: Customer) -> Determination:
    """A discretionary determination, approved by a second person."""
    return cases.approved(cases.determination(cases.case(customer), version, versions.OFFENSIVE))


def refused(verb: Callable[..., object], **given: Any) -> tuple[str, int]:
    with pytest.raises(Refused) as refusal:
        verb(**given)
    return refusal.value.code, refusal.value.status


# -- filing ------------------------------------------------------------------------------------------------------------


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


def test_the_time_to_appeal_is_the_tenants_and_its_last_instant_counts(
    found: Determination, acme: Reseller, set_clock: Callable[[object], None]
) -> None:
    until = deadline(found)
    assert until is not None
    assert until == found.approval.approved_at + acme.appeal_days * DAY
    set_clock(until + dt.timedelta(seconds=1))
    with pytest.raises(Refused, match="ended on 2026-11-27") as refusal:
        appeals.appeal(found)
    assert refusal.value.code == "too_late"
    set_clock(until - dt.timedelta(seconds=5))
    assert appeals.appeal(found).number == 1


def test_as_long_as_the_hold_is_open_it_is_never_too_late(
    found: Determination, set_clock: Callable[[object], None]
) -> None:
    measure = holds.suspension(found)
    set_clock(NOW + 300 * DAY)
    assert appeals.appeal(found).status == AppealStatus.FILED
    withdraw_appeal(by=customers.person_of(found.customer), appeal=Appeal.objects.get())
    end_measure(by=holds.officer(), measure=measure)
    assert refused(appeals.appeal, found=found) == ("too_late", 409)


def test_the_day_a_statement_names_can_be_relied_on(found: Determination, set_clock: Callable[[object], None]) -> None:
    set_clock(NOW + 10 * DAY)
    measure = propose_measure(by=holds.officer(), determination=found, kind=MeasureKind.WARNING)
    assert deadline(found) == dt.datetime.fromisoformat(measure.statement.content["appeal"]["until"])


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


# -- reviewing ---------------------------------------------------------------------------------------------------------


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


@pytest.fixture
def everyone(version: PolicyVersion, customer: Customer, staff: Staff) -> tuple[Appeal, list[User]]:
    """An appeal against what four people did who may all review appeals: decider, approver, proposer, agreeing."""
    roles = (Role.CASE_OFFICER, Role.ENFORCEMENT_APPROVER, Role.APPEAL_REVIEWER)
    decider, approver, proposer, second = people = [staff(*roles, name=name) for name in ("Al", "Bo", "Cy", "Di")]
    made = cases.determination(cases.case(customer), version, versions.OFFENSIVE, by=decider)
    cases.approved(made, by=approver)
    measure = propose_measure(
        by=proposer,
        determination=made,
        kind=MeasureKind.TERMINATION,
        without_notice=True,
        ground="ongoing_harm",
    )
    approve_measure(by=second, measure=measure)
    assert approver.pseudonym != decider.pseudonym
    return appeals.appeal(made), people


def test_whoever_took_part_is_refused_by_the_action(everyone: tuple[Appeal, list[User]], client_at: ClientAt) -> None:
    filed, people = everyone
    for person in people:
        assert refused(take_appeal, by=person, appeal=filed) == ("took_part", 409)
        assert refused(dismiss_appeal, by=person, appeal=filed, reasons="x") == ("took_part", 409)
    taken = take_appeal(by=appeals.reviewer(), appeal=filed)
    for person in people:
        assert refused(decide_appeal, by=person, appeal=taken, outcome=Outcome.UPHELD, reasons="x") == (
            "took_part",
            409,
        )
        client = client_at("acme", person)
        body = {"outcome": "overturned", "reasons": "x"}
        answer = client.post(f"/api/v1/appeals/{filed.pk}/decide/", body)
        assert (answer.status_code, answer.json()["code"]) == (409, "took_part")
        assert "You took part" in client.get(f"/desk/appeals/{filed.pk}/").content.decode()


@pytest.mark.parametrize("ignoring", [False, True])
def test_whoever_took_part_is_refused_by_the_database(
    everyone: tuple[Appeal, list[User]],
    ignoring: bool,  # noqa: FBT001 - a table's column
) -> None:
    filed, people = everyone
    decider = people[0].pseudonym
    other = cases.determination(
        cases.case(customers.customer()), filed.determination.citations.get().version, versions.SPAM
    )
    stranger = uuid.uuid4()
    attempts: list[tuple[uuid.UUID | None, ...]] = [
        (filed.determination_id, decider, person.pseudonym) for person in people
    ]
    attempts += [
        (filed.determination_id, stranger, appeals.reviewer().pseudonym),  # who decided is forged
        (other.pk, other.decided_by, appeals.reviewer().pseudonym),  # another determination
        (filed.determination_id, decider, None),
        (filed.determination_id, None, appeals.reviewer().pseudonym),
    ]
    for determination, decided_by, reviewed_by in attempts:
        attack(
            "INSERT INTO appeals_appealdecision (appeal_id, determination_id, outcome, reasons, decided_by,"
            " reviewed_by, reviewed_at) VALUES (%s, %s, 'overturned', 'x', %s, %s, now())",
            filed.pk,
            determination,
            decided_by,
            reviewed_by,
            ignoring=ignoring,
        )
    assert not AppealDecision.objects.exists()


def acts_for_the_customer(appeal: Appeal) -> User:
    """A reviewer of the reseller's who is an account user of the customer's as well."""
    return customers.member(appeal.customer, email=appeals.reviewer().email, capacity=Capacity.ACCOUNT_USER)


def filed_it_and_left(appeal: Appeal) -> User:
    """The representative who filed it, gone over to the reseller."""
    person = customers.person_of(appeal.customer)
    appeal.customer.memberships.filter(user=person).update(until=clock.now())
    return give_roles(by=None, email=person.email, name=person.name, roles=[Role.APPEAL_REVIEWER])


@pytest.mark.parametrize("who", [acts_for_the_customer, filed_it_and_left])
def test_whoever_filed_the_appeal_or_acts_for_the_customer_reviews_it_not(
    found: Determination, client_at: ClientAt, who: Callable[[Appeal], User]
) -> None:
    filed = appeals.appeal(found)
    person = who(filed)
    for verb, given in ((take_appeal, {}), (dismiss_appeal, {"reasons": "x"})):
        assert refused(verb, by=person, appeal=filed, **given) == ("took_part", 409)
    assert "act for the customer" in client_at("acme", person).get(f"/desk/appeals/{filed.pk}/").content.decode()
    with pytest.raises(DatabaseError, match="filed the appeal or acts for the customer"), transaction.atomic():
        AppealDecision.objects.create(
            appeal=filed,
            determination=found,
            outcome=Outcome.UPHELD,
            reasons="x",
            decided_by=found.decided_by,
            reviewed_by=person.pseudonym,
            reviewed_at=clock.now(),
        )
    assert not AppealDecision.objects.exists()


def attack(sql: str, *values: uuid.UUID | str | None, ignoring: bool) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        if ignoring:
            cursor.execute(IGNORE)
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(sql, values)


@pytest.mark.parametrize("ignoring", [False, True])
def test_an_appeal_and_its_decision_cannot_be_rewritten(
    found: Determination,
    ignoring: bool,  # noqa: FBT001 - a table's column
) -> None:
    appeals.decided(appeals.appeal(found), Outcome.UPHELD)
    for sql in (
        "UPDATE appeals_appealdecision SET outcome = 'overturned'",
        "UPDATE appeals_appealdecision SET reviewed_by = gen_random_uuid()",
        "DELETE FROM appeals_appealdecision",
        "TRUNCATE appeals_appealdecision",
        "ALTER TABLE appeals_appealdecision DISABLE TRIGGER ALL",
        "UPDATE appeals_appeal SET words = 'I give up'",
        "DELETE FROM appeals_appeal",
        "TRUNCATE appeals_appeal CASCADE",
    ):
        attack(sql, ignoring=ignoring)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.APPEAL_REVIEWER])
def test_nobody_but_a_reviewer_decides(found: Determination, client_at: ClientAt, staff: Staff, role: Role) -> None:
    filed = take_appeal(by=appeals.reviewer(), appeal=appeals.appeal(found))
    client = client_at("acme", staff(role, name="Somebody"))
    body = {"outcome": "overturned", "reasons": "x"}
    assert client.post(f"/api/v1/appeals/{filed.pk}/decide/", body).status_code == 403
    assert client.post(f"/desk/appeals/{filed.pk}/decide/", body).status_code == 403


# -- what follows ------------------------------------------------------------------------------------------------------


def test_overturned_lifts_the_hold_and_tells_the_customer(found: Determination) -> None:
    heard: list[Any] = []
    service = customers.service_of(found.customer)
    holds.suspension(found)
    assert not service_enabled(service, clock.now())
    with listening_to(events.decided, lambda **told: heard.append(told)):
        decision = appeals.decided(appeals.appeal(found))
    assert service_enabled(service, clock.now())
    assert Hold.objects.get().lifted_at is not None
    assert Measure.objects.get().status == MeasureStatus.ENDED
    assert [(told["decision"], told["by"]) for told in heard] == [(decision, appeals.reviewer())]
    told = Delivery.objects.filter(notice__kind="appeal_decided")
    assert sorted(told.values_list("channel", flat=True)) == [Channel.INBOX, Channel.MAIL]
    titles = [one.title for one in timeline(found.case)]
    assert titles.index("Service put on hold") < titles.index("Appeal filed") < titles.index("Hold lifted")


@pytest.mark.parametrize(
    ("outcome", "covers"),
    [
        (Outcome.OVERTURNED, {}),
        (Outcome.MODIFIED, {"covers_from": NOW - 2 * DAY, "covers_until": NOW - DAY}),
    ],
)
def test_a_won_appeal_cancels_what_still_waits_for_approval_and_what_is_still_to_begin(
    found: Determination, client_at: ClientAt, outcome: Outcome, covers: dict[str, dt.datetime]
) -> None:
    ahead = holds.suspension(found, starts_at=NOW + DAY)
    waiting = holds.suspension(found, kind=MeasureKind.TERMINATION)
    assert waiting.status == MeasureStatus.PENDING_APPROVAL
    appeals.decided(appeals.appeal(found), outcome, **covers)
    ahead.refresh_from_db()
    waiting.refresh_from_db()
    assert (ahead.status, waiting.status) == (MeasureStatus.ENDED, MeasureStatus.CANCELLED)
    approver = client_at("acme", holds.second())
    answer = approver.post(f"/api/v1/measures/{waiting.pk}/approve/")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_pending")
    assert service_enabled(waiting.service, NOW + 300 * DAY)
    assert Entry.objects.filter(verb="measure.cancelled", subject_id=str(waiting.pk)).get().facts == {"by_appeal": True}


def test_an_upheld_determination_leaves_what_waits_for_approval(found: Determination) -> None:
    waiting = holds.suspension(found, kind=MeasureKind.TERMINATION)
    appeals.decided(appeals.appeal(found), Outcome.UPHELD)
    assert approve_measure(by=holds.second(), measure=waiting).status == MeasureStatus.ACTIVE


def test_overturning_one_determination_leaves_what_rests_on_another(
    found: Determination, version: PolicyVersion
) -> None:
    other = cases.determination(cases.case(found.customer), version)
    holds.suspension(found)
    kept = holds.suspension(other)
    appeals.decided(appeals.appeal(found))
    kept.refresh_from_db()
    assert kept.status == MeasureStatus.ACTIVE
    assert not service_enabled(kept.service, clock.now())


def test_upheld_changes_nothing(found: Determination) -> None:
    measure = holds.suspension(found)
    appeals.decided(appeals.appeal(found), Outcome.UPHELD)
    measure.refresh_from_db()
    assert measure.status == MeasureStatus.ACTIVE
    assert not service_enabled(measure.service, clock.now())


def test_nothing_new_stands_on_what_was_overturned(found: Determination) -> None:
    appeals.decided(appeals.appeal(found))
    assert refused(holds.suspension, found=found)[0] == "determination_overturned"


def test_modified_says_what_is_still_covered_and_ends_what_is_not(found: Determination) -> None:
    measure = holds.suspension(found)
    taken = take_appeal(by=appeals.reviewer(), appeal=appeals.appeal(found))
    given: dict[str, Any] = {
        "by": appeals.reviewer(),
        "appeal": taken,
        "outcome": Outcome.MODIFIED,
        "reasons": "Too long.",
    }
    assert refused(decide_appeal, **given) == ("covers", 422)
    assert refused(decide_appeal, covers_from=NOW, covers_until=NOW, **given) == ("covers", 422)
    decide_appeal(covers_from=NOW - DAY, covers_until=NOW, **given)
    measure.refresh_from_db()
    assert measure.status == MeasureStatus.ENDED


def test_modified_into_the_future_leaves_the_measure(found: Determination) -> None:
    measure = holds.suspension(found)
    appeals.decided(appeals.appeal(found), Outcome.MODIFIED, covers_from=NOW, covers_until=NOW + DAY)
    measure.refresh_from_db()
    assert measure.status == MeasureStatus.ACTIVE


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


def statement_page(found: Determination, client: Client) -> str:
    said = StatementOfReasons.objects.get(measure__determination=found)
    return " ".join(client.get(f"/my/statements/{said.pk}/").content.decode().split())


def test_a_lowered_setting_does_not_shorten_what_a_statement_promised(
    found: Determination, acme: Reseller, set_clock: Callable[[object], None]
) -> None:
    measure = holds.suspension(found)
    promised = dt.datetime.fromisoformat(measure.statement.content["appeal"]["until"])
    end_measure(by=holds.officer(), measure=measure)
    Reseller.objects.filter(pk=acme.pk).update(appeal_days=5)
    connection.set_tenant(Reseller.objects.get(pk=acme.pk))
    set_clock(promised - dt.timedelta(seconds=5))
    assert appeals.appeal(found).status == AppealStatus.FILED
    assert measure.statement.appeal_until == promised


def test_the_statement_invites_exactly_as_long_as_an_appeal_would_be_heard(
    found: Determination, client_at: ClientAt, set_clock: Callable[[object], None]
) -> None:
    measure = holds.suspension(found)
    client = client_at("acme", customers.person_of(found.customer))
    set_clock(NOW + 300 * DAY)  # past the last day, and the service is still on hold
    assert "as long as a service of yours is on hold for it" in statement_page(found, client)
    end_measure(by=holds.officer(), measure=measure)
    assert refused(appeals.appeal, found=found) == ("too_late", 409)
    page = statement_page(found, client)
    assert "The time to appeal ended on" in page
    assert "You can say why this is wrong" not in page


def test_the_statement_says_what_became_of_its_appeal_and_invites_nobody(
    found: Determination, client_at: ClientAt
) -> None:
    holds.suspension(found)
    client = client_at("acme", customers.person_of(found.customer))
    filed = appeals.appeal(found)
    assert f"/my/appeals/{filed.pk}/" in statement_page(found, client)
    appeals.decided(filed)
    page = statement_page(found, client)
    assert "Overturned on appeal" in page
    assert "You can say why this is wrong" not in page
