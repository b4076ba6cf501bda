"""An interim suspension is appealed like any measure: in time, once, by a third person; won, the service runs again."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from enforcement.appeals.actions import decide_appeal, take_appeal
from enforcement.appeals.models import Appeal, AppealDecision, Outcome
from enforcement.appeals.queries import deadline
from enforcement.cases.queries import timeline
from enforcement.holds.actions import suspend_for_now
from enforcement.holds.models import Ground, Hold, Measure, MeasureStatus
from enforcement.holds.queries import service_enabled
from policies.notices.models import Notice
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.people.models import Role, User
from tests.factories import appeals, cases, customers, holds
from tests.refusing import refused

pytestmark = pytest.mark.usefixtures("acme")
ClientAt = Callable[..., Client]
Staff = Callable[..., User]
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def interim(version: PolicyVersion, customer: Customer) -> Measure:
    """A service is off for 72 hours while a violation is being established."""
    return suspend_for_now(
        by=holds.officer(),
        case=cases.case(customer, by=holds.officer()),
        ground=Ground.ONGOING_HARM,
        finding="It sends spam right now.",
    )


def test_statement_mail_page_and_verb_say_the_same_last_day(interim: Measure, client_at: ClientAt) -> None:
    statement = interim.statement
    until = statement.appeal_until
    assert statement.content["appeal"]["until"] == until.isoformat()
    assert statement.content["redress"][0]["until"] == until.isoformat()
    assert deadline(interim) == until
    client = client_at("acme", customers.person_of(interim.customer))
    address = f"/my/appeals/new/?measure={interim.pk}"
    assert address in client.get(f"/my/statements/{statement.pk}/").content.decode()
    assert address in client.get("/my/appeals/").content.decode()
    page = client.get(address).content.decode()
    assert "It sends spam right now." in page
    answer = client.post(address, {"words": "It was our newsletter."})
    filed = Appeal.objects.get()
    assert answer["Location"] == f"/my/appeals/{filed.pk}/"
    assert "It sends spam right now." in client.get(answer["Location"]).content.decode()
    assert [one.title for one in timeline(interim.case)].count("Appeal filed") == 1
    assert f"{filed}" in client_at("acme", holds.officer()).get(f"/desk/cases/{interim.case_id}/").content.decode()


def test_won_the_hold_is_lifted_in_the_same_transaction(interim: Measure, client_at: ClientAt) -> None:
    filed = appeals.appeal(interim)
    reviewer = client_at("acme", appeals.reviewer())
    page = f"/desk/appeals/{filed.pk}/"
    reviewer.post(f"{page}take/")
    shown = reviewer.get(page).content.decode()
    assert "It sends spam right now." in shown
    assert "modify/" not in shown
    assert "modify/" not in reviewer.get(f"{page}decide/").content.decode()
    body = {"outcome": "overturned", "reasons": "It was a newsletter."}
    assert reviewer.post(f"{page}decide/", body).status_code == 302
    interim.refresh_from_db()
    assert interim.status == MeasureStatus.ENDED
    assert service_enabled(interim.service, clock.now())
    decision = AppealDecision.objects.get()
    assert Hold.objects.get().lifted_at is not None
    assert (decision.determination, decision.decided_by) == (None, interim.proposed_by)
    assert Entry.objects.get(verb="appeal.decided").facts["determination"] is None
    told = Notice.objects.get(kind="appeal_decided").content
    assert any("is on again" in sentence for sentence in told["undone"])
    for where in (f"/desk/measures/{interim.pk}/", f"/desk/cases/{interim.case_id}/", page, "/desk/cases/"):
        assert "verturned" in reviewer.get(where).content.decode(), where
    mine = client_at("acme", customers.person_of(interim.customer))
    assert "Overturned on appeal" in mine.get(f"/my/statements/{interim.statement.pk}/").content.decode()
    assert refused(appeals.appeal, found=interim) == ("appealed_already", 409)


def test_it_stands_or_ends_and_is_not_modified(interim: Measure, client_at: ClientAt) -> None:
    taken = take_appeal(by=appeals.reviewer(), appeal=appeals.appeal(interim))
    given: dict[str, Any] = {"by": appeals.reviewer(), "appeal": taken, "reasons": "x"}
    assert refused(decide_appeal, **given, outcome=Outcome.MODIFIED) == ("interim_not_modified", 422)
    body = {"outcome": "modified", "reasons": "x", "milder": {"kind": "warning"}}
    answer = client_at("acme", appeals.reviewer()).post(f"/api/v1/appeals/{taken.pk}/decide/", body, "application/json")
    assert (answer.status_code, answer.json()["code"]) == (422, "interim_not_modified")
    decide_appeal(**given, outcome=Outcome.UPHELD)
    interim.refresh_from_db()
    assert interim.status == MeasureStatus.ACTIVE


def test_it_may_be_appealed_after_it_lapsed_until_the_day_that_was_promised(
    interim: Measure, set_clock: Callable[[dt.datetime], None]
) -> None:
    set_clock(clock.now() + 80 * HOUR)
    appeals.decided(appeals.appeal(interim))
    assert Hold.objects.get().lifted_at == interim.ends_at


def test_it_is_too_late_after_that_day(interim: Measure, set_clock: Callable[[dt.datetime], None]) -> None:
    set_clock(interim.statement.appeal_until + HOUR)
    assert refused(appeals.appeal, found=interim) == ("too_late", 409)


def test_what_was_ended_on_appeal_does_not_begin_again(interim: Measure) -> None:
    appeals.decided(appeals.appeal(interim))
    with pytest.raises(DatabaseError, match="overturned"), transaction.atomic():
        Measure.objects.filter(pk=interim.pk).update(status="active")


def test_who_suspended_reviews_it_not(version: PolicyVersion, customer: Customer, staff: Staff) -> None:
    both = staff(Role.CASE_OFFICER, Role.APPEAL_REVIEWER, Role.ADMINISTRATOR, name="Both")
    measure = suspend_for_now(
        by=both, case=cases.case(customer, by=both), ground=Ground.ONGOING_HARM, finding="It sends spam."
    )
    filed = appeals.appeal(measure)
    assert refused(take_appeal, by=both, appeal=filed) == ("took_part", 409)
    third = appeals.reviewer().pseudonym
    for decided_by, reviewed_by in ((both.pseudonym, both.pseudonym), (third, both.pseudonym), (third, third)):
        with pytest.raises(DatabaseError), transaction.atomic():
            AppealDecision.objects.create(
                appeal=filed,
                measure=measure,
                outcome=Outcome.UPHELD,
                reasons="x",
                decided_by=decided_by,
                reviewed_by=reviewed_by,
                reviewed_at=clock.now(),
            )
    assert not AppealDecision.objects.exists()


def test_staff_file_it_for_the_customer_from_the_measures_page(interim: Measure, client_at: ClientAt) -> None:
    client = client_at("acme", holds.officer())
    address = f"/desk/appeals/new/?measure={interim.pk}"
    assert address in client.get(f"/desk/measures/{interim.pk}/").content.decode()
    assert client.get(address).status_code == 200
    answer = client.post(address, {"words": "They rang."})
    assert answer.status_code == 302
    assert Appeal.objects.get().on_behalf
    assert client.get(answer["Location"]).status_code == 200
