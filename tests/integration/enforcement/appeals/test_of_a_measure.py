"""An appeal against a measure: the determination stands whatever becomes of it; each is appealed once."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from enforcement.appeals.actions import Milder, decide_appeal, file_appeal, take_appeal, withdraw_appeal
from enforcement.appeals.models import Appeal, AppealDecision, AppealStatus, Outcome
from enforcement.appeals.queries import deadline
from enforcement.cases.models import Determination
from enforcement.cases.queries import measurable, timeline
from enforcement.holds.actions import approve_measure, end_measure
from enforcement.holds.models import Measure, MeasureKind, MeasureStatus, StatementOfReasons
from enforcement.holds.queries import service_enabled
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.ledger import clock
from tests.factories import appeals, cases, customers, holds
from tests.refusing import refused

pytestmark = pytest.mark.usefixtures("acme")
ClientAt = Callable[..., Client]
DAY = dt.timedelta(days=1)


@pytest.fixture
def plain(version: PolicyVersion, customer: Customer) -> Determination:
    """A determination that took effect at once."""
    return cases.determination(cases.case(customer), version)


@pytest.fixture
def measure(plain: Determination) -> Measure:
    """A suspension that rests on it."""
    return holds.suspension(plain)


def test_each_statement_of_reasons_can_be_appealed_as_it_says(plain: Determination, measure: Measure) -> None:
    appeals.decided(appeals.appeal(plain), Outcome.UPHELD)
    terminated = holds.suspension(plain, kind=MeasureKind.TERMINATION)
    approve_measure(by=holds.second(), measure=terminated)
    assert StatementOfReasons.objects.get(measure=terminated).content["appeal"]["until"]
    assert appeals.appeal(terminated).measure == terminated
    assert appeals.appeal(measure).measure == measure
    assert refused(appeals.appeal, found=plain) == ("appealed_already", 409)


def test_a_measure_is_appealed_once(measure: Measure) -> None:
    first = appeals.appeal(measure)
    assert refused(appeals.appeal, found=measure) == ("appealed_already", 409)
    withdraw_appeal(by=customers.person_of(measure.customer), appeal=first)
    appeals.decided(appeals.appeal(measure), Outcome.UPHELD)
    assert refused(appeals.appeal, found=measure) == ("appealed_already", 409)


def test_an_appeal_is_against_one_of_the_two(plain: Determination, measure: Measure) -> None:
    given: dict[str, Any] = {"by": customers.person_of(plain.customer), "customer": plain.customer, "words": "No."}
    assert refused(file_appeal, **given) == ("which", 422)
    assert refused(file_appeal, **given, determination=plain, measure=measure) == ("which", 422)
    other = customers.customer("Other")
    theirs = given | {"by": customers.person_of(other), "customer": other}
    assert refused(file_appeal, **theirs, measure=measure) == ("not_yours", 404)


def test_the_database_keeps_one_of_the_two_once_and_of_its_own_customer(plain: Determination, measure: Measure) -> None:
    appeals.decided(appeals.appeal(measure), Outcome.UPHELD)
    given: dict[str, Any] = {
        "customer": plain.customer,
        "words": "x",
        "filed_by": customers.person_of(plain.customer).pseudonym,
        "filed_at": clock.now(),
        "status": AppealStatus.FILED,
        "status_at": clock.now(),
    }
    other = customers.customer("Other")
    attempts: list[dict[str, Any]] = [
        {"determination": plain, "measure": measure},
        {"determination": None, "measure": None},
        {"measure": measure},
        {"determination": plain, "customer": other},
    ]
    for number, attempt in enumerate(attempts, start=2):
        with pytest.raises(DatabaseError), transaction.atomic():
            Appeal.objects.create(number=number, **given | attempt)
    Appeal.objects.create(number=9, **given, determination=plain)
    with pytest.raises(DatabaseError), transaction.atomic():
        Appeal.objects.create(number=10, **given, determination=plain)


def test_what_waits_for_approval_is_nothing_to_appeal(plain: Determination) -> None:
    waiting = holds.suspension(plain, kind=MeasureKind.TERMINATION)
    assert refused(appeals.appeal, found=waiting) == ("not_effective", 409)


def test_its_last_day_is_the_one_its_statement_names(
    measure: Measure, set_clock: Callable[[dt.datetime], None]
) -> None:
    until = StatementOfReasons.objects.get(measure=measure).appeal_until
    assert deadline(measure) == until
    end_measure(by=holds.officer(), measure=measure)
    set_clock(until + DAY)
    assert refused(appeals.appeal, found=measure) == ("too_late", 409)
    set_clock(until - DAY)
    assert appeals.appeal(measure).status == AppealStatus.FILED


@pytest.mark.parametrize("outcome", [Outcome.OVERTURNED, Outcome.MODIFIED])
def test_won_it_ends_the_measure_and_leaves_the_determination(
    plain: Determination, measure: Measure, outcome: Outcome
) -> None:
    other = holds.suspension(plain)
    decision = appeals.decided(appeals.appeal(measure), outcome)
    measure.refresh_from_db()
    other.refresh_from_db()
    assert (measure.status, other.status) == (MeasureStatus.ENDED, MeasureStatus.ACTIVE)
    assert (decision.measure, decision.replacement) == (measure, None)
    assert measurable([plain]) == {plain.pk}
    assert "Appeal filed" in [one.title for one in timeline(plain.case)]
    with pytest.raises(DatabaseError, match="overturned"), transaction.atomic():
        Measure.objects.filter(pk=measure.pk).update(status=MeasureStatus.ACTIVE)


def test_modified_proposes_another_by_the_reviewer_instead(measure: Measure) -> None:
    milder = Milder(kind=MeasureKind.WARNING)
    decision = appeals.decided(appeals.appeal(measure), Outcome.MODIFIED, milder=milder)
    assert decision.measure_instead is not None
    assert decision.measure_instead.kind == MeasureKind.WARNING
    assert decision.measure_instead.proposed_by == decision.reviewed_by
    assert service_enabled(measure.service, clock.now())


def test_upheld_leaves_the_measure(measure: Measure) -> None:
    appeals.decided(appeals.appeal(measure), Outcome.UPHELD)
    measure.refresh_from_db()
    assert measure.status == MeasureStatus.ACTIVE


def test_with_its_determination_overturned_nothing_is_left_to_appeal(plain: Determination, measure: Measure) -> None:
    other = holds.suspension(plain)
    pending = appeals.appeal(measure)
    appeals.decided(appeals.appeal(plain))
    pending.refresh_from_db()
    assert pending.status == AppealStatus.INADMISSIBLE
    assert "overturned on appeal A-2" in pending.dismissed_because
    assert refused(appeals.appeal, found=other) == ("overturned_already", 409)


def test_whoever_proposed_or_approved_the_measure_does_not_review_it(plain: Determination, client_at: ClientAt) -> None:
    terminated = holds.suspension(plain, kind=MeasureKind.TERMINATION)
    approve_measure(by=holds.second(), measure=terminated)
    filed = appeals.appeal(terminated)
    for person in (holds.officer(), holds.second()):
        with pytest.raises(DatabaseError, match=r"took part|another_person"), transaction.atomic():
            AppealDecision.objects.create(
                appeal=filed,
                determination=plain,
                measure=terminated,
                outcome=Outcome.UPHELD,
                reasons="x",
                decided_by=plain.decided_by,
                reviewed_by=person.pseudonym,
                reviewed_at=clock.now(),
            )
    assert take_appeal(by=appeals.reviewer(), appeal=filed).status == AppealStatus.IN_REVIEW


def test_the_customer_appeals_the_measure_from_its_statement_and_the_reviewer_modifies_it(
    measure: Measure, client_at: ClientAt
) -> None:
    statement = StatementOfReasons.objects.get(measure=measure)
    rita = client_at("acme", customers.person_of(measure.customer))
    address = f"/my/appeals/new/?measure={measure.pk}"
    assert address in rita.get(f"/my/statements/{statement.pk}/").content.decode()
    assert address in rita.get("/my/appeals/").content.decode()
    assert "The determination stands whatever becomes of it" in rita.get(address).content.decode()
    answer = rita.post(address, {"words": "Two weeks for one mail?"})
    filed = Appeal.objects.get()
    assert answer["Location"] == f"/my/appeals/{filed.pk}/"
    assert "Suspension of" in rita.get(answer["Location"]).content.decode()
    assert "appealed already" in rita.get(address).content.decode()
    third = client_at("acme", appeals.reviewer())
    assert f"/desk/measures/{measure.pk}/" in third.get(f"/desk/appeals/{filed.pk}/").content.decode()
    assert third.post(f"/desk/appeals/{filed.pk}/take/").status_code == 302
    assert "the determination stands" in third.get(f"/desk/appeals/{filed.pk}/decide/").content.decode()
    modify = f"/desk/appeals/{filed.pk}/modify/"
    assert "Suspension of" in third.get(modify).content.decode()
    wrong = {"reasons": "Too hard.", "kind": "suspension"}
    answer = third.post(modify, wrong)
    assert answer.status_code == 422
    assert "With notice" in answer.content.decode()
    assert third.post(modify, {"reasons": "Too hard.", "kind": "warning"}).status_code == 302
    decision = AppealDecision.objects.get()
    assert decision.measure_instead is not None
    assert f"/desk/measures/{decision.measure_instead.pk}/" in third.get(f"/desk/appeals/{filed.pk}/").content.decode()


@pytest.mark.parametrize("wanted", ["nonsense", "00000000-0000-4000-8000-000000000000"])
def test_no_page_for_a_measure_that_is_not_theirs(measure: Measure, client_at: ClientAt, wanted: str) -> None:
    rita = client_at("acme", customers.person_of(measure.customer))
    assert rita.get(f"/my/appeals/new/?measure={wanted}").status_code == 404
    charlie = client_at("acme", customers.person_of(customers.customer("Charlie")))
    assert charlie.get(f"/my/appeals/new/?measure={measure.pk}").status_code == 404


def test_the_whole_appeal_of_a_measure_through_the_api(measure: Measure, client_at: ClientAt) -> None:
    rita = client_at("acme", customers.person_of(measure.customer))
    for body in ({}, {"determination": str(measure.determination_id), "measure": str(measure.pk)}):
        assert rita.post("/api/v1/my-appeals/", body | {"words": "x"}).status_code == 400
    filed = rita.post("/api/v1/my-appeals/", {"measure": str(measure.pk), "words": "Too hard."})
    assert filed.status_code == 201, filed.content
    assert (filed.json()["measure"], filed.json()["determination"]) == (str(measure.pk), None)
    third = client_at("acme", appeals.reviewer())
    address = f"/api/v1/appeals/{filed.json()['id']}"
    assert third.post(f"{address}/take/").status_code == 200
    decision = {"outcome": "modified", "reasons": "Too hard.", "milder": {"kind": "warning"}}
    answer = third.post(f"{address}/decide/", decision, content_type="application/json")
    assert answer.status_code == 200, answer.content
    assert answer.json()["decision"]["measure_instead"] == str(AppealDecision.objects.get().measure_instead_id)


def test_a_decided_measure_is_not_decided_again(measure: Measure) -> None:
    filed = appeals.appeal(measure)
    appeals.decided(filed)
    given: dict[str, Any] = {"by": appeals.reviewer(), "appeal": filed, "outcome": Outcome.UPHELD, "reasons": "x"}
    assert refused(decide_appeal, **given) == ("appeal_state", 409)
