"""Modified on appeal: the determination is overturned, and the reviewer determines another one instead."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from enforcement.appeals.actions import decide_appeal, take_appeal
from enforcement.appeals.models import Appeal, AppealDecision, AppealStatus, Outcome
from enforcement.cases.actions import approve_determination, close_case
from enforcement.cases.models import CaseStatus, Determination
from enforcement.cases.queries import effective
from enforcement.holds.actions import approve_measure
from enforcement.holds.actions.measures import end_due
from enforcement.holds.models import Measure, MeasureKind, MeasureStatus
from enforcement.holds.queries import service_enabled
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.people.actions import give_roles
from tenants.people.models import Role, User
from tests.factories import appeals, cases, customers, holds, versions
from tests.refusing import refused

pytestmark = pytest.mark.usefixtures("acme")
ClientAt = Callable[..., Client]
Staff = Callable[..., User]
WON = [Outcome.OVERTURNED, Outcome.MODIFIED]


@pytest.fixture
def plain(version: PolicyVersion, customer: Customer) -> Determination:
    """A determination that took effect at once."""
    return cases.determination(cases.case(customer), version)


def test_the_reviewer_determines_another_one_instead(plain: Determination) -> None:
    decision = appeals.decided(appeals.appeal(plain), Outcome.MODIFIED)
    instead = decision.replacement
    assert instead is not None
    assert (instead.case, instead.customer, instead.decided_by) == (plain.case, plain.customer, decision.reviewed_by)
    assert [one.provision for one in instead.citations.all()] == [one.provision for one in plain.citations.all()]
    assert effective(instead)
    assert holds.suspension(instead).status == MeasureStatus.ACTIVE


def test_what_is_determined_instead_has_to_be_said(plain: Determination) -> None:
    taken = take_appeal(by=appeals.reviewer(), appeal=appeals.appeal(plain))
    given: dict[str, Any] = {"by": appeals.reviewer(), "appeal": taken, "outcome": Outcome.MODIFIED, "reasons": "No."}
    assert refused(decide_appeal, **given) == ("anew", 422)
    assert refused(decide_appeal, **given, anew=appeals.anew(plain, citations=[])) == ("nothing_cited", 422)
    taken.refresh_from_db()
    assert taken.status == AppealStatus.IN_REVIEW
    assert Determination.objects.count() == 1


def test_one_left_to_discretion_has_no_effect_until_a_person_other_than_the_reviewer_approves(
    found: Determination, staff: Staff
) -> None:
    both = staff(Role.APPEAL_REVIEWER, Role.ENFORCEMENT_APPROVER, name="Both")
    taken = take_appeal(by=both, appeal=appeals.appeal(found))
    decision = decide_appeal(
        by=both, appeal=taken, outcome=Outcome.MODIFIED, reasons="Half of it.", anew=appeals.anew(found)
    )
    instead = decision.replacement
    assert instead is not None
    assert not effective(instead)
    assert refused(holds.suspension, found=instead)[0] == "determination_not_approved"
    assert refused(approve_determination, by=both, determination=instead) == ("same_person", 409)
    approve_determination(by=holds.second(), determination=instead)
    assert effective(instead)


def test_a_closed_case_is_opened_again_for_it(plain: Determination) -> None:
    filed = appeals.appeal(plain)
    close_case(by=holds.officer(), case=plain.case, reason="Done.")
    appeals.decided(filed, Outcome.MODIFIED)
    plain.case.refresh_from_db()
    assert plain.case.status == CaseStatus.DETERMINED


@pytest.mark.parametrize("outcome", WON)
def test_a_hold_ends_with_what_the_appeal_took_away(
    plain: Determination, outcome: Outcome, set_clock: Callable[[object], None]
) -> None:
    measure = holds.suspension(plain)
    appeals.decided(appeals.appeal(plain), outcome)
    measure.refresh_from_db()
    assert measure.status == MeasureStatus.ENDED
    assert service_enabled(measure.service, clock.now())
    set_clock(clock.now() + dt.timedelta(days=5))
    end_due()
    assert service_enabled(measure.service, clock.now())


@pytest.mark.parametrize("outcome", WON)
def test_nothing_new_rests_on_what_an_appeal_took_away(
    plain: Determination, outcome: Outcome, client_at: ClientAt
) -> None:
    waiting = holds.suspension(plain, kind=MeasureKind.TERMINATION)
    appeals.decided(appeals.appeal(plain), outcome)
    assert refused(holds.suspension, found=plain)[0] == "determination_overturned"
    assert refused(approve_measure, by=holds.second(), measure=waiting) == ("not_pending", 409)
    page = client_at("acme", holds.officer()).get(f"/desk/cases/{plain.case_id}/").content.decode()
    assert f"/desk/determinations/{plain.pk}/measure/" not in page


@pytest.mark.parametrize("outcome", WON)
def test_the_database_lets_nothing_rest_on_it(plain: Determination, outcome: Outcome) -> None:
    ended = holds.suspension(plain)
    appeals.decided(appeals.appeal(plain), outcome)
    copied = Measure.objects.get(pk=ended.pk)
    copied.pk, copied.status = uuid.uuid4(), MeasureStatus.PROPOSED
    with pytest.raises(DatabaseError, match="overturned"), transaction.atomic():
        copied.save(force_insert=True)
    with pytest.raises(DatabaseError, match="overturned"), transaction.atomic():
        Measure.objects.filter(pk=ended.pk).update(status=MeasureStatus.ACTIVE)


def test_the_database_refuses_a_replacement_about_another_customer_or_by_somebody_else(
    plain: Determination, version: PolicyVersion
) -> None:
    filed = appeals.appeal(plain)
    third = appeals.reviewer()
    give_roles(by=None, email=third.email, name=third.name, roles=[Role.CASE_OFFICER])
    elsewhere = cases.determination(cases.case(customers.customer("Other")), version, by=third)
    of_another = cases.determination(plain.case, version)
    no_replacement = None
    for replacement in (elsewhere, of_another, plain, no_replacement):
        with pytest.raises(DatabaseError), transaction.atomic():
            AppealDecision.objects.create(
                appeal=filed,
                determination=plain,
                outcome=Outcome.MODIFIED,
                replacement=replacement,
                reasons="x",
                decided_by=plain.decided_by,
                reviewed_by=third.pseudonym,
                reviewed_at=clock.now(),
            )
    assert not AppealDecision.objects.exists()


def test_it_can_be_appealed_itself_and_its_reviewer_is_somebody_else_again(plain: Determination, staff: Staff) -> None:
    instead = appeals.decided(appeals.appeal(plain), Outcome.MODIFIED).replacement
    assert instead is not None
    again = appeals.appeal(instead)
    assert refused(take_appeal, by=appeals.reviewer(), appeal=again) == ("took_part", 409)
    fourth = staff(Role.APPEAL_REVIEWER, name="Fourth")
    assert take_appeal(by=fourth, appeal=again).status == AppealStatus.IN_REVIEW


def answers(plain: Determination) -> dict[str, Any]:
    """What the second step asks."""
    return {
        "reasons": "The form was abused by others.",
        "citations": [str(plain.citations.get().provision_id)],
        "actor": "A user of the account",
        "conduct": "permitted",
        "intent": "unintentional",
        "facts": "A form was left open.",
        "rationale": "",
    }


def test_the_reviewer_modifies_in_two_steps_on_the_desk_and_the_customer_reads_it(
    plain: Determination, client_at: ClientAt
) -> None:
    holds.suspension(plain)
    filed = take_appeal(by=appeals.reviewer(), appeal=appeals.appeal(plain))
    client = client_at("acme", appeals.reviewer())
    address = f"/desk/appeals/{filed.pk}/modify/"
    assert address in client.get(f"/desk/appeals/{filed.pk}/").content.decode()
    assert "When did the act happen?" in client.get(address).content.decode()
    assert client.get(address, {"start": "never"}).status_code == 422
    second = f"{address}?start={plain.act_started_at:%Y-%m-%dT%H:%M:%S}&end="
    page = client.get(second).content.decode()
    assert "What will happen" in page
    assert plain.facts in page
    assert "Suspension of" in page
    assert client.post(second, answers(plain) | {"reasons": ""}).status_code == 422
    assert client.post(second, answers(plain) | {"citations": []}).status_code == 422
    assert client.post(second, answers(plain)).status_code == 302
    decision = AppealDecision.objects.get()
    assert decision.replacement is not None
    assert str(decision.replacement.pk) in client.get(f"/desk/appeals/{filed.pk}/").content.decode()
    told = client_at("acme", customers.person_of(plain.customer)).get(f"/my/appeals/{filed.pk}/").content.decode()
    assert "A form was left open." in told
    assert 'data-outcome="modified"' in told


def test_it_is_not_offered_for_a_time_without_an_agreement(plain: Determination, client_at: ClientAt) -> None:
    filed = take_appeal(by=appeals.reviewer(), appeal=appeals.appeal(plain))
    answer = client_at("acme", appeals.reviewer()).get(f"/desk/appeals/{filed.pk}/modify/?start=2001-01-01T00:00")
    assert answer.status_code == 422
    assert "had no agreement" in answer.content.decode()


def test_the_customer_is_not_shown_what_nobody_approved_yet(found: Determination, client_at: ClientAt) -> None:
    filed = appeals.appeal(found)
    instead = appeals.decided(filed, Outcome.MODIFIED).replacement
    assert instead is not None
    client = client_at("acme", customers.person_of(found.customer))
    page = client.get(f"/my/appeals/{filed.pk}/").content.decode()
    assert "no effect until another person approves it" in page
    assert instead.facts not in page
    approve_determination(by=holds.second(), determination=instead)
    assert instead.facts in client.get(f"/my/appeals/{filed.pk}/").content.decode()


def test_it_is_modified_through_the_api(plain: Determination, client_at: ClientAt) -> None:
    filed: Appeal = take_appeal(by=appeals.reviewer(), appeal=appeals.appeal(plain))
    third = client_at("acme", appeals.reviewer())
    address = f"/api/v1/appeals/{filed.pk}/decide/"
    body: dict[str, Any] = {"outcome": "modified", "reasons": "Half of it."}
    answer = third.post(address, body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (422, "anew")
    act = plain.act_started_at.isoformat()
    anew = answers(plain) | {"act_started_at": act, "act_ended_at": act}
    del anew["reasons"]
    answer = third.post(address, body | {"anew": anew}, content_type="application/json")
    assert answer.status_code == 200, answer.content
    made = AppealDecision.objects.get()
    assert answer.json()["decision"]["replacement"] == str(made.replacement_id)


def test_versions_of_the_words_are_those_of_the_act(plain: Determination, version: PolicyVersion) -> None:
    anew = appeals.anew(plain, citations=cases.provisions(version, [versions.OFFENSIVE]))
    instead = appeals.decided(appeals.appeal(plain), Outcome.MODIFIED, anew=anew).replacement
    assert instead is not None
    assert instead.needs_approval
